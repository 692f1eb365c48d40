"""Every other database: described by a row of the rules table, named by the official hook where it can.

In: a hook and connection of any type. Out: an engine by :data:`lineage_provider.engines.rules.RULES`. The
namespace is the official hook's own answer, where its provider has one; else the rule's. JDBC and ODBC
connections are those of the engine that the URL or the driver names. A module of its own because it is
the code behind all of these, and has no engine in it.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from contextlib import closing
from dataclasses import dataclass, replace
from typing import Any, ClassVar

from lineage_provider.engines.base import Engine, conn_types_of
from lineage_provider.engines.catalog_query import CatalogRow, fetch, own_copy
from lineage_provider.engines.deadline import Deadline
from lineage_provider.engines.generic_catalogs import CATALOGS
from lineage_provider.engines.official import OfficialNames, authority, official_names
from lineage_provider.engines.rules import OTHER, RULES, Place, Rule, always
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
    "postgres": Rule("postgres", "postgres", "postgres", 5432, 3, schema=(always("public"),)),
    "mysql": Rule("mysql", "mysql", "mysql", 3306, 2, argument="schema"),
    "mariadb": Rule("mysql", "mysql", "mysql", 3306, 2, argument="schema"),
    "snowflake": Rule("snowflake", "snowflake", "snowflake", None, 3, schema=(always("PUBLIC"),)),
    "sqlite": Rule("sqlite", "sqlite", "sqlite", None, 2, schema=(always("main"),)),
    "duckdb": Rule("duckdb", "duckdb", "duckdb", None, 3, schema=(always("main"),)),
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
_URL = re.compile(
    r"jdbc:(?P<scheme>[\w-]+):(?:thin:@)?(?://(?P<host>[^/;?,]+)(?:/(?P<database>[^;?/]+))?)?", re.IGNORECASE
)


@dataclass(frozen=True)
class GenericEngine(Engine):
    """A database that is described by a row of the rules table alone."""

    conn_types: ClassVar[tuple[str, ...]] = ("jdbc", "odbc", *RULES)

    rule: Rule = OTHER

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
        # BigQuery's answer would look for credentials, over the network if need be.
        official = OfficialNames() if rule.namespace == "scheme" else official_names(hook, connection)
        default_database = _first(rule.database, hook, connection)
        default_schema = _first(rule.schema, hook, connection)
        if rule.levels > 2:
            default_database = default_database or official.database
            if official.database and rule.argument == "database":
                default_database = official.database
        if database and rule.argument == "database":
            default_database = database
        elif database:
            default_schema = database
        return cls(
            namespace=official.namespace or _NAMESPACES[rule.namespace](rule, connection),
            dialect=rule.dialect,
            default_database=default_database if rule.levels > 2 else None,
            default_schema=default_schema if rule.levels > 1 else None,
            levels=rule.levels,
            name=rule.name,
            rule=rule,
        )

    @property
    def has_catalog(self) -> bool:
        return self.rule.catalog is not None

    def _spelling_is_free(self, rows: Sequence[CatalogRow]) -> bool:
        # sqlglot writes these engines' names in lower case; none of them tells tables apart by case.
        return self.dialect not in ("oracle", "clickhouse")

    def _rows(self, hook: Any, tables: Sequence[TableName], deadline: Deadline) -> list[CatalogRow]:
        query = CATALOGS[str(self.rule.catalog)].ask([self.qualified(table) for table in tables])
        with closing(own_copy(hook).get_conn()) as connection:
            return fetch(connection, query)


def _first(places: Sequence[Place], hook: Any, connection: Any) -> str | None:
    return next((str(found) for place in places if (found := place(hook, connection))), None)


def _jdbc_rule(hook: Any, connection: Any) -> Rule:
    """Find the engine that a JDBC URL names (``jdbc:postgresql://db:5432/shop``), with its database."""
    url = _URL.match(connection.host or "")
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
    there = {"catalog": None, **({level: (always(named),)} if named else {})}
    return replace(rule, **there)  # type: ignore[arg-type]


def _other_rule(hook: Any, connection: Any) -> Rule:
    """Make a rule for a hook nobody has described: its own word for the dialect, if it has one."""
    ask = getattr(hook, "get_openlineage_database_dialect", None)
    dialect = ask(connection) if ask else None
    known = RULES.get(str(dialect)) or _SIBLINGS.get(str(dialect))
    if known:
        return replace(known, catalog=None)
    scheme = str(connection.conn_type or "generic")
    return replace(OTHER, name=scheme, scheme=scheme)


def _by_host(rule: Rule, connection: Any) -> str:
    host = connection.host or ""
    if url := _URL.match(host):
        return f"{rule.scheme}://{url['host'].rpartition('@')[2]}" if url["host"] else rule.scheme
    return f"{rule.scheme}://{authority(connection, rule.port)}"


def _athena(rule: Rule, connection: Any) -> str:
    extra = connection.extra_dejson
    domain = extra.get("aws_domain", "amazonaws.com")
    region = extra.get("region_name")
    return f"awsathena://athena.{region}.{domain}" if region else f"awsathena://athena.{domain}"


def _redshift(rule: Rule, connection: Any) -> str:
    """``redshift://cluster.region:port``; the cluster's host name says both."""
    host = connection.host or ""
    parts = host.split(".")
    in_aws = {"amazonaws.com": 6, "amazonaws.com.cn": 7}
    known = any(host.endswith(end) and len(parts) == count for end, count in in_aws.items())
    return f"redshift://{f'{parts[0]}.{parts[2]}' if known else host}:{connection.port or rule.port}"


def _spanner(rule: Rule, connection: Any) -> str:
    extra = connection.extra_dejson
    project, instance = extra.get("project_id"), extra.get("instance_id")
    return f"spanner://{project}/{instance}" if project and instance else "spanner"


def _databricks(rule: Rule, connection: Any) -> str:
    host = connection.extra_dejson.get("host") or connection.host or ""
    return f"databricks://{host.partition('://')[2].partition('/')[0] or host}"


_NAMESPACES = {
    "host": _by_host,
    "scheme": lambda rule, connection: rule.scheme,
    "athena": _athena,
    "redshift": _redshift,
    "spanner": _spanner,
    "databricks": _databricks,
}
