"""Results of a check operator, from wherever it has them.

In: an operator that has ended. Out: results in the form of common.sql's ``SQLCheckResult``. A module of its
own because ``check_results``, common.sql's own list, is not always there: older releases do not have it,
operators that execute otherwise (BigQuery's) leave it empty, and it is empty where an operator broke off on
the way. Then what was noted in the operator's arguments is read instead; of the others only the outcome is
known: passed, if the task succeeded, and failed, if the task failed though the check's SQL did not.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from types import SimpleNamespace
from typing import Any

from lineage_provider.extractors import collected, failing
from lineage_provider.extractors.sql_text import statements_of
from lineage_provider.facets import Moment


def results_of(task: Any, moment: Moment) -> list[Any]:
    """Results in the form of common.sql's ``SQLCheckResult``, from wherever the operator has them."""
    known = getattr(task, "check_results", None)
    if isinstance(known, (list, tuple)) and known:
        return [one for one in known if hasattr(one, "check_type") and hasattr(one, "success")]
    noted = [*_noted_columns(task, moment), *_noted_checks(task, moment)]
    if noted or moment == "start" or (moment == "fail" and not _has_run(task)):
        return noted
    return list(_without_result(task, moment == "complete"))


def _noted_columns(task: Any, moment: Moment) -> Iterator[Any]:
    """What a column check has written into ``column_mapping``: also when it broke off half-way."""
    for column, checks in _mapping(task, "column_mapping"):
        for name, values in checks.items():
            if not _has_ended(values, moment):
                continue
            yield SimpleNamespace(
                name=f"{column}.{name}",
                check_type=_official(task, "_get_column_check_type", name, name, values),
                success=bool(values.get("success", False)),
                column=column,
                table=task.table,
                expected=_official(task, "_format_column_expected", None, values),
                actual=str(values.get("result")),
                content=str(getattr(task, "column_checks", {}).get(name, "")).format(column=column) or None,
                params={key: value for key, value in values.items() if key not in ("result", "success")},
            )


def _noted_checks(task: Any, moment: Moment) -> Iterator[Any]:
    """What a table check has written into ``checks``."""
    for name, values in _mapping(task, "checks"):
        if _has_ended(values, moment) and "check_statement" in values:
            yield SimpleNamespace(
                name=name,
                check_type="expression_is_true",
                success=bool(values.get("success", False)),
                table=task.table,
                expected="all truthy",
                actual=str(values["result"]) if "result" in values else None,
                content=values["check_statement"],
            )


def _has_run(task: Any) -> bool:
    """Whether the SQL of a check was executed and no SQL failed: then its task fails by the check.

    A check whose SQL no hook reports (BigQuery's, where it defers) is known by the place where it failed.
    """
    if failing.by_a_check():
        return True
    if failing.remembered() is not None:
        return False
    ran = {_plain(one.text) for one in collected.reported()}
    texts = statements_of(task, None)
    first = texts[0] if isinstance(texts, list) and texts else texts
    return isinstance(first, str) and _plain(first) in ran


def _plain(text: Any) -> str:
    return str(text).strip().rstrip(";").rstrip()


def _without_result(task: Any, success: bool) -> Iterator[Any]:
    """The outcome of checks whose operator keeps no result."""
    kinds = [kind.__name__ for kind in type(task).__mro__]
    kind = next((_KINDS[name] for name in kinds if name in _KINDS), None)
    if kind is not None and isinstance(getattr(task, "sql", None), str):
        yield SimpleNamespace(
            name=task.task_id,
            check_type=kind,
            success=success,
            content=task.sql,
            expected=getattr(task, "pass_value", None),
        )
    elif "SQLIntervalCheckOperator" in kinds and isinstance(task.metrics_thresholds, Mapping):
        for metric, threshold in task.metrics_thresholds.items():
            yield SimpleNamespace(
                name=f"interval_{metric}",
                check_type="accepted_range",
                success=success,
                table=task.table,
                content=metric,
                expected=f"< {threshold}",
            )


_KINDS = {
    "SQLCheckOperator": "expression_is_true",
    "SQLValueCheckOperator": "accepted_values",
    "SQLThresholdCheckOperator": "accepted_range",
}


def _mapping(task: Any, name: str) -> list[tuple[str, Mapping[str, Any]]]:
    found = getattr(task, name, None)
    if not isinstance(found, Mapping) or not isinstance(getattr(task, "table", None), str):
        return []
    return [(str(key), value) for key, value in found.items() if isinstance(value, Mapping)]


def _has_ended(values: Any, moment: Moment) -> bool:
    """Whether a check was decided: a task that fails on a result it cannot compare fails by this check."""
    if not isinstance(values, Mapping):
        return False
    return "success" in values or (moment == "fail" and "result" in values)


def _official(task: Any, method: str, default: Any, *values: Any) -> Any:
    try:
        return getattr(task, method)(*values)
    except (AttributeError, TypeError, ValueError):
        return default
