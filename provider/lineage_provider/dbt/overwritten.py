"""Nodes of commands whose results the next dbt command has overwritten.

In: the artifacts that ``dbt seed && dbt run && dbt test`` leaves: results of the tests only. Out: the same
with a result for each seed and model that ran before, by the SQL that dbt wrote for it into ``target/run``
while the task ran. A module of its own because these results are inferred: that they succeeded is known only
where the shell would have stopped otherwise, which the caller has to make sure of.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from lineage_provider.dbt.artifacts import Artifacts, Node

_KINDS = frozenset({"seed", "model"})


def with_overwritten(artifacts: Artifacts, since: datetime) -> tuple[Artifacts, int]:
    """Add nodes that were run since a moment and have no result; returns how many."""
    known = {result.unique_id for result in artifacts.results}
    found = sorted(
        (at, node.unique_id, sql)
        for node, at, sql in _run_since(artifacts, since)
        if node.unique_id not in known
    )
    if not found:
        return artifacts, 0
    results = [_result(unique_id, at, sql) for at, unique_id, sql in found]
    document = {
        **artifacts.run_results,
        "results": [*results, *(artifacts.run_results.get("results") or ())],
    }
    return (
        dataclasses.replace(artifacts, run_results=document, given_manifest=artifacts.manifest),
        len(found),
    )


def _run_since(artifacts: Artifacts, since: datetime) -> Iterator[tuple[Node, float, str]]:
    """Nodes whose file in ``target/run`` was written since then, when, and their compiled SQL."""
    if artifacts.directory is None:
        return
    for raw in (artifacts.manifest.get("nodes") or {}).values():
        if raw.get("resource_type") not in _KINDS:
            continue
        place = Path(str(raw.get("package_name"))) / str(raw.get("original_file_path"))
        try:
            at = (artifacts.directory / "run" / place).stat().st_mtime
        except OSError:
            continue
        if at >= since.timestamp():
            yield Node(raw), at, _compiled(artifacts.directory / "compiled" / place)


def _compiled(path: Path) -> str:
    try:
        return path.read_text() if path.suffix == ".sql" else ""
    except (OSError, UnicodeDecodeError):
        return ""


def _result(unique_id: str, at: float, sql: str) -> dict[str, Any]:
    moment = datetime.fromtimestamp(at, UTC).isoformat()
    timing = {"name": "execute", "started_at": moment, "completed_at": moment}
    return {"unique_id": unique_id, "status": "success", "timing": [timing], "compiled_code": sql}
