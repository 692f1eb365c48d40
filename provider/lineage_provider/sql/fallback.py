"""Tables from the openlineage-sql parser, where sqlglot gives up.

In: the text of one statement. Out: its tables, no columns. A module of its own because that parser is
native code which can panic (its PanicException is a BaseException), and must be called in one guarded
place. It is optional: without the package there is no fallback.
"""

from __future__ import annotations

from typing import Any

from lineage_provider.sql.files import location, looks_like_file
from lineage_provider.sql.model import TableName
from lineage_provider.sql.names import NameRules

# Where its dialect names differ from sqlglot's.
_DIALECTS = {
    "tsql": "mssql",
    "fabric": "mssql",
    "spark": "databricks",
    "spark2": "hive",
    "athena": "hive",
    "presto": "generic",
    "trino": "generic",
    "oracle": "generic",
    "teradata": "generic",
    "exasol": "generic",
    "clickhouse": "generic",
    "duckdb": "generic",
    "doris": "mysql",
    "starrocks": "mysql",
    "": "generic",
}


def fallback_tables(text: str, names: NameRules) -> tuple[list[TableName], list[TableName]] | None:
    """Inputs and outputs of ``text``; None where the parser fails too or is not installed."""
    try:
        from openlineage_sql import parse
    except ImportError:
        return None
    try:
        found: Any = parse([text], dialect=_DIALECTS.get(names.name, names.name))
    except (KeyboardInterrupt, SystemExit, GeneratorExit):
        raise
    except BaseException:
        # pyo3's PanicException: the statement stays a reported problem.
        return None
    if found is None or found.errors:
        return None
    inputs, outputs = (
        [_named(table.qualified_name, names) for table in tables]
        for tables in (found.in_tables, found.out_tables)
    )
    return (inputs, outputs) if inputs or outputs else None


def _named(text: str, names: NameRules) -> TableName:
    """Its parser takes the URL of a COPY, and a stage, for a table's name."""
    plain = names.restored(text.strip("'\""))
    return location(plain) if plain.startswith("@") or looks_like_file(plain) else names.from_text(text)
