"""A dbt test and its result as a check of a dataset.

In: a test's node and result. Out: the :class:`~lineage_provider.facets.quality.Check`, and the node whose
table it is about. A module of its own because which table that is, and what counts as passed, are rules of
dbt's: https://docs.getdbt.com/reference/resource-configs/severity.
"""

from __future__ import annotations

import re
from typing import Any

from lineage_provider.dbt.artifacts import Artifacts, Node, Result
from lineage_provider.facets.quality import Check

PASSED = "pass"
_MODEL = re.compile(r"(ref|source)\(([^)]*)\)")
_TEXT = re.compile(r"['\"]([^'\"]+)['\"]")


def check_of(test: Node, result: Result) -> Check:
    """The result of a test that ran.

    ``success`` is False for what passed no threshold, warnings included; ``severity`` then says which:
    ``error`` failed the run, ``warn`` did not. ``actual`` is the number of failures, ``expected`` the
    condition that they broke or kept.
    """
    metadata = test.raw.get("test_metadata") or {}
    failed_run = result.status in ("fail", "error", "runtime error")
    configured = str(test.config.get("severity") or "error").lower()
    severity = "warn" if result.status == "warn" else configured
    condition = str(test.config.get("warn_if" if severity == "warn" else "error_if") or "!= 0")
    ran = result.failures is not None and result.status not in ("error", "runtime error")
    return Check(
        assertion=_kind(test),
        success=result.status == PASSED,
        name=test.name,
        severity="error" if failed_run and severity != "warn" else severity,
        column=_column(test),
        expected=_expected(condition),
        actual=str(result.failures) if ran else "error",
        content=(result.compiled_code or test.compiled_code).strip() or None,
        description=test.description or None,
        params={
            key: value
            for key, value in (metadata.get("kwargs") or {}).items()
            if key not in ("model", "column_name")
        }
        | _thresholds(test),
    )


def checked_nodes(artifacts: Artifacts, test: Node) -> list[Node]:
    """The nodes whose tables a test is about.

    A generic test is attached to one, also ``relationships``, which reads another one beside it; dbt does not
    say so for sources, whose ``model`` argument does. A singular test is about all that it reads.
    """
    read = artifacts.read_by(test)
    attached = str(test.raw.get("attached_node") or "")
    found = [node for node in read if node.unique_id == attached]
    if not found and len(read) > 1:
        found = _named_by_argument(test, read)
    return found or read


def _named_by_argument(test: Node, read: list[Node]) -> list[Node]:
    kwargs = (test.raw.get("test_metadata") or {}).get("kwargs") or {}
    call = _MODEL.search(str(kwargs.get("model") or ""))
    names = _TEXT.findall(call[2]) if call else []
    if not names or call is None:
        return []
    if call[1] == "source":
        return [
            node for node in read if node.kind == "source" and node.unique_id.split(".")[-2:] == names[-2:]
        ]
    return [node for node in read if node.kind != "source" and node.name == names[-1]]


def _kind(test: Node) -> str:
    """``not_null``, ``dbt_utils.accepted_range``; a singular test is called by its name."""
    metadata = test.raw.get("test_metadata") or {}
    name, package = metadata.get("name"), metadata.get("namespace")
    if not name:
        return test.name
    return f"{package}.{name}" if package else str(name)


def _column(test: Node) -> str | None:
    kwargs = (test.raw.get("test_metadata") or {}).get("kwargs") or {}
    found = test.raw.get("column_name") or kwargs.get("column_name")
    return str(found) if found else None


def _expected(condition: str) -> str:
    """What the number of failures should have been.

    >>> _expected("!= 0"), _expected(">10")
    ('0', 'not >10')
    """
    plain = condition.replace(" ", "")
    return "0" if plain in ("!=0", ">0", "<>0", ">=1") else f"not {condition.strip()}"


def _thresholds(test: Node) -> dict[str, Any]:
    """Conditions that are not dbt's defaults."""
    return {
        key: value
        for key in ("error_if", "warn_if", "where", "limit", "fail_calc")
        if (value := test.config.get(key)) not in (None, "!= 0", "count(*)")
    }
