"""Files that dbt-duckdb's external models write.

In: a model with ``materialized='external'``. Out: the path or URL of the file it wrote, or of the directory
where it is partitioned. A module of its own because the manifest may not tell: a location can be a template,
and without one the file is made of the profile's ``external_root``. What dbt ran does: the last statement
that it keeps of such a model (``target/run``) makes a view on the file.
"""

from __future__ import annotations

import os
from pathlib import Path

from lineage_provider.dbt.artifacts import Artifacts, Node
from lineage_provider.sql import analyze

MATERIALIZED = "external"


class LocationError(Exception):
    """The file cannot be named; the message is for the DAG's author."""


def location_of(artifacts: Artifacts, node: Node, *, ran: bool) -> str | None:
    """The file of an external model, absolute; None for every other node; raises LocationError.

    ``ran``: in this invocation, and with success, so that what dbt has kept of it is not of an earlier one.
    """
    if node.materialized != MATERIALIZED:
        return None
    said = _as_run(artifacts, node) if ran else None
    configured = node.config.get("location")
    if said is None and isinstance(configured, str) and "{{" not in configured:
        said = configured
    if not said:
        raise LocationError(
            f"the file of {node.unique_id} is not known: dbt's target directory is gone, and its location is "
            "no plain text in the manifest"
        )
    if "://" in said or os.path.isabs(said) or said.startswith("~"):
        return said
    if artifacts.called_in is None:
        raise LocationError(
            f"the file of {node.unique_id}, {said!r}, is relative to a directory that is not known"
        )
    return os.path.normpath(artifacts.called_in / said)


def _as_run(artifacts: Artifacts, node: Node) -> str | None:
    """What the view that dbt made reads: one file, or all below a directory."""
    if artifacts.directory is None:
        return None
    place = Path(str(node.raw.get("package_name"))) / str(node.raw.get("original_file_path"))
    try:
        text = (artifacts.directory / "run" / place).read_text()
    except (OSError, UnicodeDecodeError):
        return None
    read = [one for one in analyze(text, "duckdb", budget_seconds=1.0).inputs if one.kind == "file"]
    if len(read) != 1:
        return None
    path, glob, _ = read[0].parts[0].partition("*")
    return path.rstrip("/") if glob else path
