"""What a statement changes for the names of the statements after it.

In: USE, SET search_path, ALTER SESSION. Out: changed defaults in :class:`NameRules`. A module of its
own because both the look ahead and the analysis follow it.

Sources: Snowflake USE, Databricks USE CATALOG, MySQL USE, T-SQL USE, PostgreSQL 5.10.3 search_path,
Oracle ALTER SESSION SET CURRENT_SCHEMA, Trino USE,
BigQuery "System variables".
"""

from __future__ import annotations

import re
from typing import Any

from sqlglot import exp

from lineage_provider.sql.late_pattern import late_pattern
from lineage_provider.sql.names import TWO_LEVELS, NameRules

_OPEN_SCHEMA = late_pattern(r"\s*(?:open\s+schema|database)\s+(?P<value>[^\s;]+)\s*;?\s*$", re.IGNORECASE)
_SESSION = late_pattern(
    r"\s*(?:alter\s+session\s+)?set\s+(?:session\s+|local\s+)?"
    r"(?P<what>search_path|schema|current_schema|catalog|current\s+schema|path)\s*(?:=|\bto\b|\s)\s*(?P<value>[^;]+)",
    re.IGNORECASE,
)
BIGQUERY_DEFAULTS = frozenset(("@@dataset_id", "@@dataset_project_id"))
"""The system variables whose values stand in front of names without a dataset or a project."""
_SYSTEM_VARIABLE = late_pattern(
    r"\s*set\s+@@(?P<what>dataset_id|dataset_project_id)\s*=\s*'(?P<value>[^']*)'\s*;?\s*$", re.IGNORECASE
)
_SCHEMA_WORDS = ("schema", "search_path", "current_schema", "path")


def changes_session(node: Any) -> bool:
    """Whether a parsed statement can change the defaults."""
    return (
        node is None
        or isinstance(node, (exp.Use, exp.Set, exp.Attach, exp.Command, exp.Alias, exp.Column))
        or (isinstance(node, exp.Alter) and str(node.args.get("kind")).upper() == "SESSION")
    )


def apply(node: Any, text: str, names: NameRules) -> bool:
    """Follow ``node`` (parsed from ``text``) into ``names``; False if it changes no default."""
    opened = _OPEN_SCHEMA.match(text) if names.name in ("exasol", "teradata") else None
    if opened is not None:
        names.default_schema = _bare(opened.group("value"), names)[-1]
        return True
    if isinstance(node, exp.Attach):
        inner = node.this
        if names.name == "duckdb" and isinstance(inner, exp.Alias):
            names.attached |= {inner.alias.lower()}
        return False
    if isinstance(node, exp.Use):
        return _use(node, names)
    if names.name == "bigquery":
        return _system_variable(text, names)
    match = _SESSION.match(text)
    if match is None:
        return False
    value = _first_schema(match.group("value"))
    what = re.sub(r"\s+", "_", match.group("what").lower())
    parts = names.from_text(value).parts if value else ()
    bare = _bare(value, names)
    if not parts or value.lower() in ("default", "local"):
        return False
    if what == "catalog":
        names.default_database = bare[-1]
    elif what in _SCHEMA_WORDS:
        names.default_schema = bare[-1]
        if len(bare) > 1:
            names.default_database = bare[-2]
    return True


def _system_variable(text: str, names: NameRules) -> bool:
    """BigQuery: ``SET @@dataset_id = 'ds'``."""
    match = _SYSTEM_VARIABLE.match(text)
    if match is None:
        return False
    value = match["value"]
    bare = (value,) if "{{" in value else _bare(value, names)
    if not value:
        return False
    if match["what"].lower() == "dataset_project_id":
        names.default_database = bare[-1]
    else:
        names.default_schema = bare[-1]
        if len(bare) > 1:
            names.default_database = bare[-2]
    return True


def _first_schema(value: str) -> str:
    """The first of a search path that is a schema by name; ``"$user"`` is another for each user."""
    parts = [part.strip().strip("'") for part in value.split(",")]
    return next((p for p in parts if p and p.strip('"') != "$user"), "")


def _bare(text: str, names: NameRules) -> tuple[str, ...]:
    """The parts of a name as written, without the session's defaults in front."""
    before = names.default_database, names.default_schema
    names.default_database = names.default_schema = None
    try:
        return names.from_text(text).parts
    finally:
        names.default_database, names.default_schema = before


def _use(node: exp.Use, names: NameRules) -> bool:
    target = node.args.get("this")
    if not isinstance(target, exp.Table):
        return False
    kind = str(getattr(node.args.get("kind"), "name", "") or "").upper()
    parts = [names.part(p) for p in (target.args.get("db"), target.args.get("this")) if p]
    if kind in ("WAREHOUSE", "ROLE", "SECONDARY ROLES", "SECONDARY"):
        return True
    if kind in ("SCHEMA",) or names.name in TWO_LEVELS:
        names.default_schema = parts[-1]
        if len(parts) > 1:
            names.default_database = parts[-2]
    elif kind in ("DATABASE", "CATALOG"):
        if names.name in ("databricks", "spark") and kind == "DATABASE":
            names.default_schema = parts[-1]  # in Spark a database is a schema
        else:
            names.default_database = parts[-1]
            if names.name == "snowflake":
                names.default_schema = "PUBLIC"  # what Snowflake makes current
    elif len(parts) > 1:
        names.default_database, names.default_schema = parts[-2], parts[-1]
    elif parts[-1].lower() in names.attached:
        names.default_database, names.default_schema = parts[-1], "main"
    elif names.name in ("databricks", "spark", "trino", "presto", "athena") or names.name == "duckdb":
        names.default_schema = parts[-1]
    else:
        names.default_database = parts[-1]
        if names.name in ("tsql", "fabric"):
            names.default_schema = names.default_schema or "dbo"
    return True
