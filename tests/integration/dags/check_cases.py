"""Tasks with every check operator, passing, failing and warning, and what their end events must say.

`add_checks(connection)` puts them into the current DAG, for any database with the two tables that `SETUP`
makes; `operators` gives other classes for some of them (SnowflakeCheckOperator). The tasks run one after the
other, whatever becomes of the one before, because SQLite and DuckDB let one process write at a time.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from airflow.providers.common.sql.operators.sql import (
    BranchSQLOperator,
    SQLCheckOperator,
    SQLColumnCheckOperator,
    SQLExecuteQueryOperator,
    SQLIntervalCheckOperator,
    SQLTableCheckOperator,
    SQLThresholdCheckOperator,
    SQLValueCheckOperator,
)
from airflow.providers.standard.operators.empty import EmptyOperator
from airflow.sdk import TriggerRule, chain

DAY = "2026-01-02"
"""The logical date of the run; the interval checks compare it with the day before."""

SETUP = [
    "DROP TABLE IF EXISTS check_orders",
    "DROP TABLE IF EXISTS check_limits",
    "CREATE TABLE check_orders (id INTEGER, ds VARCHAR(10), amount NUMERIC(10, 2), note VARCHAR(20))",
    "CREATE TABLE check_limits (top INTEGER, label VARCHAR(20))",
    "INSERT INTO check_orders VALUES (1, '2026-01-01', 10, 'first'), (2, '2026-01-02', 20, NULL), "
    "(3, '2026-01-02', 30.5, 'last')",
    "INSERT INTO check_limits VALUES (100, 'most')",
]


class WarnsWhenEmpty(SQLTableCheckOperator):
    """A table check whose query returns no rows where the table has none; with accept_none it warns."""

    sql_check_template = SQLTableCheckOperator.sql_check_template + " HAVING COUNT(*) > 0"


@dataclass(frozen=True)
class CheckCase:
    """One task, and what its end event says of its table."""

    task_id: str
    operator: type
    arguments: Mapping[str, Any]
    assertions: Sequence[tuple[str, str, str | None, bool, str]]
    """name, assertion, column, success, severity."""
    metrics: Mapping[str, Any] = field(default_factory=dict)
    """rowCount, and "column.metric"; all that may be there."""
    fails: bool = False
    table: str = "check_orders"
    inputs: Sequence[str] = ()
    """All inputs, where there are more than the table."""


COLUMNS_OF_AMOUNT = {
    "null_check": {"equal_to": 0},
    "distinct_check": {"equal_to": 3},
    "unique_check": {"equal_to": 0},
    "min": {"geq_to": 10},
    "max": {"greater_than": 20, "leq_to": 30, "tolerance": 0.1},
}

CASES = [
    CheckCase(
        "column_pass", SQLColumnCheckOperator,
        {"table": "check_orders", "column_mapping": {"amount": COLUMNS_OF_AMOUNT}},
        [
            ("amount.null_check", "not_null", "amount", True, "error"),
            ("amount.distinct_check", "accepted_values", "amount", True, "error"),
            ("amount.unique_check", "unique", "amount", True, "error"),
            ("amount.min", "accepted_range", "amount", True, "error"),
            ("amount.max", "accepted_range", "amount", True, "error"),
        ],
        {"amount.nullCount": 0, "amount.distinctCount": 3, "amount.count": 3,
         "amount.min": 10, "amount.max": 30.5},
    ),
    CheckCase(
        "column_fail", SQLColumnCheckOperator,
        {"table": "check_orders",
         "column_mapping": {"note": {"null_check": {"equal_to": 0}}, "id": {"max": {"leq_to": 3}}}},
        [
            ("note.null_check", "not_null", "note", False, "error"),
            ("id.max", "accepted_range", "id", True, "error"),
        ],
        {"note.nullCount": 1, "id.max": 3},
        fails=True,
    ),
    CheckCase(
        "column_partition", SQLColumnCheckOperator,
        {"table": "check_orders", "partition_clause": f"ds = '{DAY}'",
         "column_mapping": {"amount": {"min": {"equal_to": 20}}}},
        [("amount.min", "accepted_values", "amount", True, "error")],
        {"amount.min": 20, "condition": f"ds = '{DAY}'"},
    ),
    CheckCase(
        "table_pass", SQLTableCheckOperator,
        {"table": "check_orders", "checks": {
            "row_count": {"check_statement": "COUNT(*) = 3"},
            "positive": {"check_statement": "amount > 0", "partition_clause": "note IS NOT NULL"},
        }},
        [
            ("row_count", "expression_is_true", None, True, "error"),
            ("positive", "expression_is_true", None, True, "error"),
        ],
        {"rowCount": 3},
    ),
    CheckCase(
        "table_fail", SQLTableCheckOperator,
        {"table": "check_orders", "checks": {"small": {"check_statement": "SUM(amount) < 50"}}},
        [("small", "expression_is_true", None, False, "error")],
        fails=True,
    ),
    CheckCase(
        "table_warn", WarnsWhenEmpty,
        {"table": "check_orders", "accept_none": True,
         "checks": {"late": {"check_statement": "amount > 0", "partition_clause": "ds > '2027'"}}},
        [("late", "expression_is_true", None, False, "warn")],
    ),
    CheckCase(
        "check_pass", SQLCheckOperator,
        {"sql": "SELECT COUNT(*), MIN(amount) FROM check_orders"},
        [("check_pass", "expression_is_true", None, True, "error")],
        {"rowCount": 3, "amount.min": 10},
    ),
    CheckCase(
        "check_fail", SQLCheckOperator,
        {"sql": "SELECT COUNT(*) FROM check_orders WHERE amount > 1000"},
        [("check_fail", "expression_is_true", None, False, "error")],
        {"rowCount": 0, "condition": "amount > 1000"},
        fails=True,
    ),
    CheckCase(
        "value_pass", SQLValueCheckOperator,
        {"sql": "SELECT SUM(amount) FROM check_orders", "pass_value": 60, "tolerance": 0.1},
        [("value_pass", "accepted_range", None, True, "error")],
        {"amount.sum": 60.5},
    ),
    CheckCase(
        "value_fail", SQLValueCheckOperator,
        {"sql": "SELECT COUNT(*) FROM check_orders WHERE note IS NULL", "pass_value": 0},
        [("value_fail", "accepted_values", None, False, "error")],
        {"note.nullCount": 1},
        fails=True,
    ),
    CheckCase(
        "threshold_pass", SQLThresholdCheckOperator,
        {"sql": "SELECT MAX(id) FROM check_orders", "min_threshold": 1,
         "max_threshold": "SELECT MAX(top) FROM check_limits"},
        [("threshold_pass", "accepted_range", None, True, "error")],
        {"id.max": 3},
        inputs=("check_limits", "check_orders"),
    ),
    CheckCase(
        "threshold_fail", SQLThresholdCheckOperator,
        {"sql": "SELECT COUNT(DISTINCT ds) FROM check_orders", "min_threshold": 5, "max_threshold": 9},
        [("threshold_fail", "accepted_range", None, False, "error")],
        {"ds.distinctCount": 2},
        fails=True,
    ),
    CheckCase(
        "interval_pass", SQLIntervalCheckOperator,
        {"table": "check_orders", "days_back": 1, "metrics_thresholds": {"COUNT(*)": 5}},
        [("interval_COUNT(*)", "accepted_range", None, True, "error")],
        {"rowCount": 2, "condition": f"ds = '{DAY}'"},
    ),
    CheckCase(
        "interval_fail", SQLIntervalCheckOperator,
        {"table": "check_orders", "days_back": 1, "metrics_thresholds": {"SUM(amount)": 2}},
        [("interval_SUM(amount)", "accepted_range", None, False, "error")],
        {"amount.sum": 50.5, "condition": f"ds = '{DAY}'"},
        fails=True,
    ),
    CheckCase(
        "branch", BranchSQLOperator,
        {"sql": "SELECT COUNT(*) > 2 FROM check_orders", "follow_task_ids_if_true": ["chosen"],
         "follow_task_ids_if_false": ["not_chosen"]},
        [("branch", "expression_is_true", None, True, "info")],
    ),
]  # fmt: skip


def add_checks(connection: str, operators: Mapping[type, type] | None = None, **arguments: Any) -> None:
    """Add the set-up and all checks to the current DAG; `arguments` go to every operator."""
    previous: Any = SQLExecuteQueryOperator(
        task_id="setup", sql=SETUP, split_statements=False, conn_id=connection
    )
    for case in CASES:
        kind = (operators or {}).get(case.operator, case.operator)
        # The operators of one provider have a name of their own for the connection.
        name = "snowflake_conn_id" if "snowflake" in kind.__module__ else "conn_id"
        named = {name: connection, **arguments, **case.arguments}
        task = kind(task_id=case.task_id, trigger_rule=TriggerRule.ALL_DONE, **named)
        chain(previous, task)
        previous = task
    chain(previous, [EmptyOperator(task_id="chosen"), EmptyOperator(task_id="not_chosen")])
