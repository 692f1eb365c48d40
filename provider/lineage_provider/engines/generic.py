"""Every other database: described by a row of the rules table, named by the official hook where it can.

In: a hook and connection of any type. Out: an engine by :data:`lineage_provider.engines.rules.RULES`. The
namespace is the official hook's own answer, where its provider has one; else the rule's. JDBC and ODBC
connections are those of the engine that the URL or the driver names. A module of its own because it is
the code behind all of these, and has no engine in it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, ClassVar

from lineage_provider.engines.base import ConnectedEngine, conn_types_of
from lineage_provider.engines.catalog_query import CatalogRow
from lineage_provider.engines.deadline import Deadline
from lineage_provider.engines.official import OfficialNames, official_names
from lineage_provider.engines.rule import JDBC_URL, Place, Rule, always
from lineage_provider.engines.rules import OTHER, RULES
from lineage_provider.engines.statistics import RowCounts
from lineage_provider.sql.model import TableName

# What a JDBC URL calls an engine -> its row. The first part of the URL is the scheme of the namespace.
_JDBC = {
    "sqlserver": "mssql",
    "hive2": "hiveserver2",
    "awsathena": "athena",
    "spanner": "gcpspanner",
    "bigquery": "gcpbigquery",
}
# Engines with a file of their own that a JDBC URL or an ODBC driver can also reach.
_SIBLINGS = {
    "postgres": Rule("postgres", "postgres", "postgres", 5432, 3, usual_schema=always("public")),
    "mysql": Rule("mysql", "mysql", "mysql", 3306, 2),
    "mariadb": Rule("mysql", "mysql", "mysql", 3306, 2),
    "snowflake": Rule("snowflake", "snowflake", "snowflake", None, 3, usual_schema=always("PUBLIC")),
    "sqlite": Rule("sqlite", "sqlite", "sqlite", None, 2, usual_schema=always("main")),
    "duckdb": Rule("duckdb", "duckdb", "duckdb", None, 3, usual_schema=always("main")),
}
# A word of an ODBC driver's name -> its row.
_ODBC = (
    ("sql server", "mssql"), ("freetds", "mssql"), ("postgres", "postgres"), ("psqlodbc", "postgres"),
    ("mysql", "mysql"), ("maria", "mysql"), ("snowflake", "snowflake"), ("redshift", "redshift"),
    ("databricks", "databricks"), ("oracle", "oracle"), ("teradata", "teradata"), ("vertica", "vertica"),
    ("exasol", "exasol"), ("trino", "trino"), ("presto", "presto"), ("athena", "athena"),
    ("clickhouse", "clickhouse"), ("impala", "impala"), ("hive", "hiveserver2"), ("drill", "drill"),
    ("bigquery", "gcpbigquery"), ("sqlite", "sqlite"), ("duckdb", "duckdb"),
)  # fmt: skip


@dataclass(frozen=True)
class GenericEngine(ConnectedEngine):
    """A database that is described by a row of the rules table alone."""

    conn_types: ClassVar[tuple[str, ...]] = ("jdbc", "odbc", *RULES)

    rule: Rule = OTHER
    schema_is_assumed: bool = False
    """``default_schema`` is the engine's usual one, not something the connection says."""

    @classmethod
    def of(
        cls, hook: Any, connection: Any, *, database: str | None = None, task: str | None = None
    ) -> GenericEngine:
        if connection is None:
            raise ValueError(f"{type(hook).__name__} has no connection to be named by")
        known = next((kind for kind in conn_types_of(hook, connection) if kind in cls.conn_types), "")
        find = {"jdbc": _jdbc_rule, "odbc": _odbc_rule}.get(known, _other_rule)
        rule = RULES.get(known) or find(hook, connection)
        return cls.by_rule(rule, hook, connection, database=database)

    @classmethod
    def by_rule(cls, rule: Rule, hook: Any, connection: Any, *, database: str | None = None) -> GenericEngine:
        """Describe ``connection`` by ``rule``."""
        official = official_names(hook, connection) if rule.asks_hook else OfficialNames()
        default_database = official.database or _first(rule.database, hook, connection)
        said = _first(rule.schema, hook, connection)
        if database and rule.argument == "database":
            default_database = database
        elif database and rule.argument == "schema":
            said = database
        usual = rule.usual_schema(hook, connection) if rule.usual_schema else None
        return cls(
            namespace=official.namespace or rule.namespace(rule, connection),
            dialect=rule.dialect,
            default_database=default_database if rule.levels > 2 else None,
            default_schema=(said or (str(usual) if usual else None)) if rule.levels > 1 else None,
            levels=rule.levels,
            name=rule.name,
            rule=rule,
            schema_is_assumed=not said,
        )

    @property
    def row_counts(self) -> RowCounts:  # type: ignore[override]  # of the rule here, not of the class
        return self.rule.row_counts

    @property
    def has_catalog(self) -> bool:
        return self.rule.catalog is not None

    def _spelling_is_free(self, rows: Sequence[CatalogRow]) -> bool:
        # sqlglot writes these engines' names in lower case; none of them tells tables apart by case.
        return self.dialect not in ("oracle", "clickhouse", "exasol", "druid")

    def _rows(
        self, hook: Any, tables: Sequence[TableName], deadline: Deadline, *, views: bool
    ) -> list[CatalogRow]:
        catalog = self.rule.catalog
        if catalog is None:
            return []
        if catalog.per_schema:
            tables = [table for table in tables if len(table.parts) > 1 or self.default_schema]
        if not tables:
            return []
        if views:
            catalog = catalog.with_views()
        assumed = self.default_schema if self.schema_is_assumed else None
        statement = catalog.ask([self.qualified(table) for table in tables], assumed)
        return catalog.rows(hook, statement, deadline.left)

    def _stored_parts(
        self, asked: tuple[str, ...], stored: Mapping[tuple[str, ...], Sequence[CatalogRow]]
    ) -> tuple[str, ...] | None:
        """A table that is not in the usual schema may be in the session's own (the query's remark)."""
        found = super()._stored_parts(asked, stored)
        if found or not self.schema_is_assumed or asked[-2:-1] != (self.default_schema,):
            return found
        own = [
            parts
            for parts, rows in stored.items()
            if rows[0].remark and self._is_spelled(asked[-1], parts[-1], rows)
        ]
        return own[0] if len(own) == 1 else None

    def _is_spelled(self, asked: str, name: str, rows: Sequence[CatalogRow]) -> bool:
        return asked == name or (self._spelling_is_free(rows) and asked.casefold() == name.casefold())


def _first(places: Sequence[Place], hook: Any, connection: Any) -> str | None:
    return next((str(found) for place in places if (found := place(hook, connection))), None)


def _jdbc_rule(hook: Any, connection: Any) -> Rule:
    """Find the engine that a JDBC URL names (``jdbc:postgresql://db:5432/shop``), with its database."""
    url = JDBC_URL.match(connection.host or "")
    scheme = connection.extra_dejson.get("sqlalchemy_scheme", "").partition("+")[0] or (url and url["scheme"])
    if not scheme:
        return replace(OTHER, name="jdbc", scheme="jdbc")
    return _reached(scheme.lower(), connection, url and url["database"])


def _odbc_rule(hook: Any, connection: Any) -> Rule:
    """Find the engine that an ODBC driver's name names (``ODBC Driver 18 for SQL Server``)."""
    extras = {key.lower(): value for key, value in connection.extra_dejson.items()}
    driver = str(getattr(hook, "_driver", None) or extras.get("driver") or "").lower()
    found = next((row for word, row in _ODBC if word in driver), None)
    if found is None:
        return replace(OTHER, name="odbc", scheme="odbc", levels=3)
    return _reached(found, connection, None)


def _reached(engine: str, connection: Any, database: str | None) -> Rule:
    engine = "postgres" if engine == "postgresql" else engine
    rule = RULES.get(_JDBC.get(engine, engine)) or _SIBLINGS.get(engine)
    if rule is None:
        return replace(OTHER, name=engine, scheme=engine)
    named = connection.schema or database
    level = "schema" if rule.levels == 2 else "database"
    # The engine's own hook is not there to ask, nor is a driver of known parameter style.
    there: dict[str, Any] = {"catalog": None, "argument": None}
    if named:
        there[level] = (always(named),)
    # JDBC's getUpdateCount and ODBC's SQLRowCount are what those drivers give, whatever the engine.
    there["row_counts"] = RowCounts(zero=False)
    return replace(rule, **there)


def _other_rule(hook: Any, connection: Any) -> Rule:
    """Make a rule for a hook nobody has described: its own word for the dialect, if it has one."""
    ask = getattr(hook, "get_openlineage_database_dialect", None)
    dialect = ask(connection) if ask else None
    known = RULES.get(str(dialect)) or _SIBLINGS.get(str(dialect))
    if known:
        return replace(known, catalog=None)
    scheme = str(connection.conn_type or "generic")
    return replace(OTHER, name=scheme, scheme=scheme)
