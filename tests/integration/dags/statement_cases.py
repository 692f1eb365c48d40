"""Statements whose lineage is written out, for four databases; the tasks of statements.py run them.

Target columns never have the names of the columns they come from. `{s}` is the schema that the database
puts unqualified tables in. Edges are "table.column SUBTYPE" of the inputs, as event_lineage.py prints them.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

SCHEMAS = {
    "sqlite": "main",
    "duckdb": "main",
    "postgres": "public",
    "mysql": "{{ conn.statements_mysql.schema }}",
}

ORDERS = ("id", "customer_id", "amount", "ds", "status")
CUSTOMERS = ("id", "name", "country")
# Tables that the statements write into, and their columns.
TARGETS = {
    "daily_rev": ("day", "revenue"),
    "daily_rev2": ("day", "revenue"),
    **{f"out_{letter}": ("x",) for letter in "abefghijklmn"},
    "out_upsert": ("key_id", "label"),
    "out_pair": ("p", "q"),
}


@dataclass(frozen=True)
class Case:
    """One task: its SQL, and what its last event must say."""

    task_id: str
    sql: str | Sequence[str]
    inputs: Sequence[str]
    outputs: Sequence[str]
    columns: Mapping[str, Mapping[str, Sequence[str]]] = field(default_factory=dict)
    """Output table -> column -> its DIRECT and one-column edges."""
    rows: Mapping[str, Sequence[str]] = field(default_factory=dict)
    """Output table -> its dataset-wide edges."""
    schemas: Mapping[str, Sequence[str]] = field(default_factory=dict)
    """Output table -> its columns in the schema facet, in order."""
    fails: bool = False


CASES = (
    Case(
        "ctas",
        "CREATE TABLE t_ctas AS SELECT c.name AS client, SUM(o.amount) AS total "
        "FROM customers c JOIN orders o ON o.customer_id = c.id GROUP BY c.name",
        ["customers", "orders"],
        ["t_ctas"],
        {"t_ctas": {"client": ["customers.name IDENTITY"], "total": ["orders.amount AGGREGATION"]}},
        {"t_ctas": ["customers.id JOIN", "customers.name GROUP_BY", "orders.customer_id JOIN"]},
        {"t_ctas": ["client", "total"]},
    ),
    Case(
        "view",
        "CREATE VIEW v_cust AS SELECT id AS cid, UPPER(name) AS full_name FROM customers",
        ["customers"],
        ["v_cust"],
        {"v_cust": {"cid": ["customers.id IDENTITY"], "full_name": ["customers.name TRANSFORMATION"]}},
        schemas={"v_cust": ["cid", "full_name"]},
    ),
    Case(
        "insert_list",
        "INSERT INTO daily_rev (day, revenue) SELECT ds, SUM(amount) FROM orders GROUP BY ds",
        ["orders"],
        ["daily_rev"],
        {"daily_rev": {"day": ["orders.ds IDENTITY"], "revenue": ["orders.amount AGGREGATION"]}},
        {"daily_rev": ["orders.ds GROUP_BY"]},
        {"daily_rev": ["day", "revenue"]},
    ),
    Case(
        "insert_cte",
        "WITH x AS (SELECT ds, amount * 2 AS a2 FROM orders WHERE status = 'ok') "
        "INSERT INTO daily_rev2 (day, revenue) SELECT ds, SUM(a2) FROM x GROUP BY ds",
        ["orders"],
        ["daily_rev2"],
        {"daily_rev2": {"day": ["orders.ds IDENTITY"], "revenue": ["orders.amount AGGREGATION"]}},
        {"daily_rev2": ["orders.ds GROUP_BY", "orders.status FILTER"]},
    ),
    Case(
        "star",
        "CREATE TABLE t_star AS SELECT * FROM customers",
        ["customers"],
        ["t_star"],
        {"t_star": {name: [f"customers.{name} IDENTITY"] for name in CUSTOMERS}},
        schemas={"t_star": list(CUSTOMERS)},
    ),
    Case(
        "two_statements",
        ["INSERT INTO out_a SELECT id FROM customers", "INSERT INTO out_b SELECT amount FROM orders"],
        ["customers", "orders"],
        ["out_a", "out_b"],
        {"out_a": {"x": ["customers.id IDENTITY"]}, "out_b": {"x": ["orders.amount IDENTITY"]}},
    ),
    Case(
        "union",
        "INSERT INTO out_h SELECT id FROM customers UNION ALL SELECT customer_id FROM orders",
        ["customers", "orders"],
        ["out_h"],
        {"out_h": {"x": ["customers.id IDENTITY", "orders.customer_id IDENTITY"]}},
    ),
    Case(
        "temporary_table",
        [
            "CREATE TEMPORARY TABLE tmp_x AS SELECT id + 0 AS n FROM customers WHERE country = 'DE'",
            "INSERT INTO out_i SELECT n FROM tmp_x",
            "DROP TABLE tmp_x",
        ],
        ["customers"],
        ["out_i"],
        {"out_i": {"x": ["customers.id TRANSFORMATION"]}},
        {"out_i": ["customers.country FILTER"]},
    ),
    Case(
        "update_where",
        "UPDATE out_e SET x = 1 WHERE x IN (SELECT customer_id FROM orders)",
        ["orders"],
        ["out_e"],
        rows={"out_e": ["orders.customer_id FILTER", "out_e.x FILTER"]},
    ),
    Case(
        "delete_where",
        "DELETE FROM out_f WHERE x IN (SELECT id FROM customers)",
        ["customers"],
        ["out_f"],
        rows={"out_f": ["customers.id FILTER", "out_f.x FILTER"]},
    ),
    Case(
        "window",
        "INSERT INTO out_l SELECT SUM(amount) OVER (PARTITION BY customer_id ORDER BY ds) FROM orders",
        ["orders"],
        ["out_l"],
        {"out_l": {"x": ["orders.amount AGGREGATION", "orders.customer_id WINDOW", "orders.ds WINDOW"]}},
    ),
    Case(
        "unqualified_join",
        "INSERT INTO out_m SELECT amount FROM customers c JOIN orders o ON c.id = o.customer_id",
        ["customers", "orders"],
        ["out_m"],
        {"out_m": {"x": ["orders.amount IDENTITY"]}},
        {"out_m": ["customers.id JOIN", "orders.customer_id JOIN"]},
    ),
    Case(
        "qualified",
        "INSERT INTO {s}.out_j SELECT id FROM {s}.customers",
        ["customers"],
        ["out_j"],
        {"out_j": {"x": ["customers.id IDENTITY"]}},
    ),
    Case(
        "star_in_cte",
        "INSERT INTO out_n WITH x AS (SELECT * FROM orders) SELECT ds FROM x",
        ["orders"],
        ["out_n"],
        {"out_n": {"x": ["orders.ds IDENTITY"]}},
    ),
    Case(
        "case_when",
        "INSERT INTO out_pair (q, p) SELECT CASE WHEN o.status = 'ok' THEN o.amount ELSE 0 END, "
        "(SELECT MAX(c.name) FROM customers c WHERE c.id = o.customer_id) FROM orders o",
        ["customers", "orders"],
        ["out_pair"],
        {
            "out_pair": {
                "q": ["orders.amount TRANSFORMATION", "orders.status CONDITIONAL"],
                "p": ["customers.id FILTER", "customers.name AGGREGATION", "orders.customer_id FILTER"],
            }
        },
        schemas={"out_pair": ["p", "q"]},
    ),
    Case(
        "failing",
        "INSERT INTO out_g SELECT no_such_column FROM customers",
        ["customers"],
        ["out_g"],
        fails=True,
    ),
)

_MERGE = (
    "MERGE INTO out_upsert t USING (SELECT id, name FROM customers WHERE country = 'DE') s "
    "ON t.key_id = s.id "
    "WHEN MATCHED THEN UPDATE SET label = s.name "
    "WHEN NOT MATCHED THEN INSERT (key_id, label) VALUES (s.id, s.name)"
)
_UPSERT = (
    "INSERT INTO out_upsert (key_id, label) SELECT id, name FROM customers WHERE country = 'DE' "
    "ON CONFLICT (key_id) DO UPDATE SET label = excluded.label"
)
_UPSERT_COLUMNS = {"out_upsert": {"key_id": ["customers.id IDENTITY"], "label": ["customers.name IDENTITY"]}}

UPSERTS = {
    "sqlite": Case(
        "upsert",
        _UPSERT,
        ["customers"],
        ["out_upsert"],
        _UPSERT_COLUMNS,
        {"out_upsert": ["customers.country FILTER"]},
    ),
    **dict.fromkeys(
        ("duckdb", "postgres"),
        Case(
            "upsert",
            _MERGE,
            ["customers"],
            ["out_upsert"],
            _UPSERT_COLUMNS,
            {"out_upsert": ["customers.country FILTER", "customers.id JOIN", "out_upsert.key_id JOIN"]},
        ),
    ),
    "mysql": Case(
        "upsert",
        "INSERT INTO out_upsert (key_id, label) SELECT id, name FROM customers WHERE country = 'DE' "
        "ON DUPLICATE KEY UPDATE label = VALUES(label)",
        ["customers"],
        ["out_upsert"],
        _UPSERT_COLUMNS,
        {"out_upsert": ["customers.country FILTER"]},
    ),
}

_DIALECT_FORMS = {
    "mysql": {
        "insert_cte": "INSERT INTO daily_rev2 (day, revenue) "
        "WITH x AS (SELECT ds, amount * 2 AS a2 FROM orders WHERE status = 'ok') "
        "SELECT ds, SUM(a2) FROM x GROUP BY ds",
    }
}
"""Statements that a database has in another form than CASES; their lineage is the same."""


def cases(database: str) -> tuple[Case, ...]:
    """All cases of one database, failing ones last."""
    return (*CASES[:-1], UPSERTS[database], CASES[-1])


def sql_of(case: Case, database: str) -> list[str]:
    """The statements of a case, in the names of one database."""
    sql = _DIALECT_FORMS.get(database, {}).get(case.task_id, case.sql)
    statements = [sql] if isinstance(sql, str) else list(sql)
    return [statement.replace("{s}", SCHEMAS[database]) for statement in statements]


def setup_statements() -> list[str]:
    """Empty the database and make the tables of the cases, with some rows."""
    statements = ["DROP VIEW IF EXISTS v_cust", "DROP TABLE IF EXISTS t_ctas", "DROP TABLE IF EXISTS t_star"]
    tables = {
        "customers": "id INTEGER PRIMARY KEY, name VARCHAR(40), country VARCHAR(2)",
        "orders": "id INTEGER PRIMARY KEY, customer_id INTEGER, amount DOUBLE PRECISION, "
        "ds DATE, status VARCHAR(8)",
        "daily_rev": "day DATE, revenue DOUBLE PRECISION",
        "daily_rev2": "day DATE, revenue DOUBLE PRECISION",
        "out_upsert": "key_id INTEGER PRIMARY KEY, label VARCHAR(40)",
        "out_pair": "p VARCHAR(40), q DOUBLE PRECISION",
        "out_n": "x DATE",
        **{f"out_{letter}": "x DOUBLE PRECISION" for letter in "abefghijklm"},
    }
    for name, columns in tables.items():
        statements += [f"DROP TABLE IF EXISTS {name}", f"CREATE TABLE {name} ({columns})"]
    return [
        *statements,
        "INSERT INTO customers VALUES (1, 'Ada', 'GB'), (2, 'Emmy', 'DE'), (3, 'Sofia', 'SE')",
        "INSERT INTO orders VALUES (1, 1, 10, '2026-01-01', 'ok'), (2, 2, 20, '2026-01-01', 'ok'), "
        "(3, 2, 5, '2026-01-02', 'open')",
    ]
