"""Which kind of operator a task is, as far as lineage goes.

In: a task. Out: whether its lineage is ours to find. A module of its own because every rule here is about
classes of Airflow that may not even be imported.
"""

from __future__ import annotations

import sys
from collections.abc import Mapping
from typing import Any

from lineage_provider.extractors.sql_text import has_sql

_BASE_SQL_MODULE = "airflow.providers.common.sql.operators.sql"
_SPARK = {"SparkSqlOperator": "sql", "SparkSubmitOperator": "submit"}
_DATABRICKS = {
    "DatabricksSQLStatementsOperator": "statement",
    "DatabricksCopyIntoOperator": "copy",
    "DatabricksSubmitRunOperator": "job",
    "DatabricksRunNowOperator": "job",
    "DatabricksTaskBaseOperator": "job",
}
_METHODS = (
    "get_openlineage_facets_on_start",
    "get_openlineage_facets_on_complete",
    "get_openlineage_facets_on_failure",
)


def is_sql(task: Any) -> bool:
    """Whether a task derives from BaseSQLOperator."""
    module = sys.modules.get(_BASE_SQL_MODULE)
    # While its module is not imported no task of that kind can exist.
    return module is not None and isinstance(task, module.BaseSQLOperator)


def is_generic_sql(task: Any) -> bool:
    """Whether a task derives from BaseSQLOperator, has SQL, and no OpenLineage methods of its own.

    What counts is the class that has the method, not the method: other plugins wrap the generic one.
    """
    return is_sql(task) and has_sql(task) and all(_owner(task, name) for name in _METHODS)


def _owner(task: Any, method: str) -> bool:
    owner = next((kind for kind in type(task).__mro__ if method in vars(kind)), None)
    return method not in vars(task) and (owner is None or owner.__module__ == _BASE_SQL_MODULE)


def dbt_kind(task: Any) -> str | None:
    """How a task runs dbt: ``bash``, ``cosmos`` or ``cloud``; None where it does not.

    >>> dbt_kind(object()) is None
    True
    """
    for kind in type(task).__mro__:
        if kind.__name__ == "BashOperator" and kind.__module__.startswith("airflow."):
            # The program can stand in a variable.
            texts = f"{getattr(task, 'bash_command', '')} {getattr(task, 'env', None) or ''}"
            return "bash" if "dbt" in texts.lower() else None
        if kind.__name__ == "AbstractDbtLocalBase" and kind.__module__.startswith("cosmos."):
            return "cosmos"
        if kind.__name__ == "DbtCloudRunJobOperator" and kind.__module__.startswith("airflow."):
            return "cloud"
    return None


def spark_kind(task: Any) -> str | None:
    """How a task hands SQL to Spark: ``sql`` or ``submit``; None where it does not.

    >>> spark_kind(object()) is None
    True
    """
    return _named(task, _SPARK)


def databricks_kind(task: Any) -> str | None:
    """What a Databricks operator starts: a ``statement``, a ``copy`` or a ``job``; None for others.

    >>> databricks_kind(object()) is None
    True
    """
    return _named(task, _DATABRICKS)


def _named(task: Any, names: Mapping[str, str]) -> str | None:
    found = (
        names[kind.__name__]
        for kind in type(task).__mro__
        if kind.__module__.startswith("airflow.") and kind.__name__ in names
    )
    return next(found, None)


def is_replaced(task: Any, dbt_events: str) -> bool:
    """Whether ours stand in for what an operator's own OpenLineage method would report of dbt."""
    return dbt_events == "replace" and dbt_kind(task) in ("cosmos", "cloud")
