"""Snowflake.

In: a ``snowflake`` connection. Out: namespace ``snowflake://<account>``, name ``DATABASE.SCHEMA.TABLE``,
by OpenLineage's naming rule. The account is written as the official hook writes it
(:func:`account_name`): ``org-account`` as it is, an account locator with its region and cloud; a ``host``
in the connection's extra takes its place. dbt-ol writes the same for both forms.

Connection settings name identifiers, so ``shop`` is ``SHOP`` and ``"shop"`` is ``shop``. Without a schema
a session starts in ``PUBLIC``. ``database=`` of an SQL operator reaches Snowflake's hook as its *schema*;
that is what the session uses, so it is what names are resolved with.

The official hook is asked for nothing here: with OAuth its answer fetches a token over the network.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass
from typing import Any, ClassVar

from lineage_provider.engines.base import Engine
from lineage_provider.engines.catalog_query import Bound, CatalogRow, fetch, is_one_of, own_copy, quoted
from lineage_provider.engines.deadline import Deadline
from lineage_provider.sql.model import TableName

DEFAULT_SCHEMA = "PUBLIC"
_CLOUDS = ("aws", "gcp", "azure")

# One part a database: information_schema belongs to a database, whose name cannot be bound.
_COLUMNS = """
SELECT table_catalog, table_schema, table_name, column_name, data_type, comment, ordinal_position
FROM {database}information_schema.columns
WHERE {tables}
"""


@dataclass(frozen=True)
class SnowflakeEngine(Engine):
    """One Snowflake account, seen from one session's database and schema."""

    conn_types: ClassVar[tuple[str, ...]] = ("snowflake",)

    @classmethod
    def of(
        cls, hook: Any, connection: Any, *, database: str | None = None, task: str | None = None
    ) -> SnowflakeEngine:
        def setting(name: str) -> str:
            extra = connection.extra_dejson
            return str(
                getattr(hook, name, None) or extra.get(name) or extra.get(f"extra__snowflake__{name}") or ""
            )

        account, region = setting("account"), setting("region")
        host = connection.extra_dejson.get("host")
        if not account and not host:
            raise ValueError("The Snowflake connection names no account")
        schema = getattr(hook, "schema", None) or connection.schema
        return cls(
            namespace=f"snowflake://{account_name(host or (f'{account}.{region}' if region else account))}",
            dialect="snowflake",
            default_database=stored_name(
                setting("database") or (database if database != schema else "") or ""
            ),
            default_schema=stored_name(schema or DEFAULT_SCHEMA),
            name="snowflake",
        )

    def _rows(self, hook: Any, tables: Sequence[TableName], deadline: Deadline) -> list[CatalogRow]:
        by_database: dict[str | None, list[TableName]] = {}
        for table in (self.qualified(table) for table in tables):
            database = table.parts[-3] if len(table.parts) > 2 else self.default_database
            by_database.setdefault(database, []).append(table)
        bound = Bound("%s")
        parts = [
            _COLUMNS.format(
                database=f"{quoted(database)}." if database else "",
                tables=is_one_of(names, "table_schema", "table_name", bound),
            )
            for database, names in by_database.items()
        ]
        text = "UNION ALL".join(parts) + "ORDER BY table_catalog, table_schema, table_name, ordinal_position"
        with closing(_impatient(hook, deadline).get_conn()) as connection:
            return fetch(connection, (text, bound.values), timeout=deadline.whole_seconds)


def account_name(account: str) -> str:
    """Return the account as OpenLineage names it: ``org-account``, or ``locator.region.cloud``.

    >>> account_name("myorg-myaccount"), account_name("xy12345")
    ('myorg-myaccount', 'xy12345.us-west-1.aws')
    >>> account_name("xy12345.eu-west-1"), account_name("xy12345.east-us-2.azure")
    ('xy12345.eu-west-1.aws', 'xy12345.east-us-2.azure')
    """
    account = account.lower()
    if "-" not in account and "_" not in account:
        # The official rule looks no further: also xy12345.aws and plain host names end like this.
        return f"{account}.us-west-1.aws"
    if "." in account:
        locator, region, cloud = [*account.split("."), "aws"][:3]
        return f"{locator}.{region}.{cloud}"
    cloud = next((cloud for cloud in _CLOUDS if cloud in account), "")
    locator, _, rest = account.partition(cloud) if cloud else (account, "", "")
    region = rest.partition(cloud)[0].strip("-_.").replace("_", "-") if cloud else ""
    return f"{locator.strip('-_.')}.{region}.{cloud}" if region else account


def stored_name(setting: str) -> str | None:
    """Return the identifier that a connection setting means; None for an empty one.

    >>> stored_name("shop"), stored_name('"shop"'), stored_name("")
    ('SHOP', 'shop', None)
    """
    if not setting:
        return None
    return setting[1:-1].replace('""', '"') if setting.startswith('"') else setting.upper()


def _impatient(hook: Any, deadline: Deadline) -> Any:
    """Return a copy of ``hook`` that gives up signing in when time is up (the driver's own limit: 300 s)."""
    mine = own_copy(hook)
    settings = getattr(hook, "_get_conn_params", None)
    if callable(settings):
        limits = {"login_timeout": deadline.whole_seconds, "network_timeout": deadline.whole_seconds}

        def impatient() -> Mapping[str, Any]:
            return {**limits, **settings()}

        mine._get_conn_params = impatient
    return mine
