"""Snowflake.

In: a ``snowflake`` connection. Out: namespace ``snowflake://<account>``, name ``DATABASE.SCHEMA.TABLE``,
by OpenLineage's naming rule. The account is written as the official hook writes it
(:func:`account_name`): ``org-account`` as it is, an account locator with its region and cloud; a ``host``
in the connection's extra takes its place. dbt-ol writes the same for both forms.

Connection settings name identifiers, so ``shop`` is ``SHOP`` and ``"shop"`` is ``shop``. Without a schema
a session starts in ``PUBLIC``. ``database=`` of an SQL operator reaches Snowflake's hook as its *schema*;
that is what the session uses, so it is what names are resolved with.

A stage is a dataset of the account (:mod:`lineage_provider.engines.snowflake_stages`); the catalog query
tells what it points to.

The official hook is asked for nothing here: with OAuth its answer fetches a token over the network.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any, ClassVar, NamedTuple

from lineage_provider.engines.base import CatalogAnswer, ConnectedEngine
from lineage_provider.engines.catalog_query import Bound, CatalogRow, is_one_of, quoted
from lineage_provider.engines.deadline import Deadline, within
from lineage_provider.engines.snowflake_history import MOST_QUERIES, facts_of, history_query
from lineage_provider.engines.snowflake_session import ask
from lineage_provider.engines.snowflake_stages import Stage, location, stage_of
from lineage_provider.engines.statistics import QueryFacts, RowCounts
from lineage_provider.sql.model import TableName

DEFAULT_SCHEMA = "PUBLIC"
_CLOUDS = ("aws", "gcp", "azure")

# One part a database: information_schema belongs to a database, whose name cannot be bound.
_COLUMNS = """
SELECT table_catalog, table_schema, table_name, column_name, data_type, comment, ordinal_position
FROM {database}information_schema.columns
WHERE {tables}
"""

# Stages have no columns: their one row brings the URL, empty for an internal stage.
_STAGES = """
SELECT stage_catalog, stage_schema, stage_name, '', '', stage_url, 0
FROM {database}information_schema.stages
WHERE {tables}
"""

# The same with the definitions of views; what is behind them is not asked for: names in them may be in any
# database. A secure view shows its text to its owner only.
_COLUMNS_AND_VIEWS = """
SELECT c.table_catalog, c.table_schema, c.table_name, c.column_name, c.data_type, c.comment,
       NULL, c.ordinal_position, IFF(c.ordinal_position = 1, v.view_definition, NULL)
FROM {database}information_schema.columns AS c
LEFT JOIN {database}information_schema.views AS v
  ON v.table_schema = c.table_schema AND v.table_name = c.table_name
WHERE {tables}
"""


class _Question(NamedTuple):
    """The catalog query, in parts."""

    columns: str
    stages: str
    alias: str
    order: str


_PLAIN = _Question(_COLUMNS, _STAGES, "", "1, 2, 3, 7")
_WITH_VIEWS = _Question(
    _COLUMNS_AND_VIEWS, _STAGES.replace("stage_url, 0", "stage_url, NULL, 0, NULL"), "c.", "1, 2, 3, 8"
)


@dataclass(frozen=True)
class SnowflakeEngine(ConnectedEngine):
    """One Snowflake account, seen from one session's database and schema."""

    conn_types: ClassVar[tuple[str, ...]] = ("snowflake",)
    looks_up: ClassVar[tuple[str, ...]] = ("table", "stage")
    row_counts: ClassVar[RowCounts] = RowCounts()
    """CTAS and COPY give a status row, or a row a file: those counts are not rows written."""

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

    def dataset(self, table: TableName) -> tuple[str, str]:
        """As :meth:`Engine.dataset`; a stage is called ``DATABASE.SCHEMA.STAGE/path``."""
        stage = self._stage(table)
        return (self.namespace, stage.dataset_name) if stage else super().dataset(table)

    def query_facts(
        self, hook: Any, query_ids: Sequence[str], *, timeout: float, since: datetime | None = None
    ) -> Mapping[str, QueryFacts]:
        """As :meth:`Engine.query_facts`: from the history of the connection's user."""
        asked = list(dict.fromkeys(query_ids))[:MOST_QUERIES]
        if not asked:
            return {}
        return facts_of(within(timeout, lambda deadline: self._history(hook, asked, since, deadline)))

    def _history(
        self, hook: Any, query_ids: Sequence[str], since: datetime | None, deadline: Deadline
    ) -> list[Mapping[str, Any]]:
        query = history_query(query_ids, self.default_database, since)
        names, rows = ask(hook, query, deadline)
        return [dict(zip(names, row, strict=False)) for row in rows]

    def _stage(self, table: TableName) -> Stage | None:
        if table.kind != "stage":
            return None
        return stage_of(table.parts[0], self.default_database, self.default_schema)

    def _rows(
        self, hook: Any, tables: Sequence[TableName], deadline: Deadline, *, views: bool
    ) -> list[CatalogRow]:
        stages = [stage.table for stage in map(self._stage, tables) if stage and stage.is_listed]
        question = _WITH_VIEWS if views else _PLAIN
        alias = question.alias
        parts = [
            (text, database, those, schema, name)
            for text, names, schema, name in (
                (
                    question.columns,
                    [self.qualified(table) for table in tables if table.kind == "table"],
                    f"{alias}table_schema",
                    f"{alias}table_name",
                ),
                (question.stages, stages, "stage_schema", "stage_name"),
            )
            for database, those in _by_database(names)
        ]
        if not parts:
            return []

        def query(bound: Bound) -> str:
            union = "UNION ALL".join(
                text.format(
                    database=f"{quoted(database)}." if database else "",
                    tables=is_one_of(those, schema, name, bound),
                )
                for text, database, those, schema, name in parts
            )
            return f"{union}ORDER BY {question.order}"

        return [CatalogRow(*row) for row in ask(hook, query, deadline).rows]

    def _answer(self, rows: Iterable[CatalogRow], tables: Sequence[TableName]) -> CatalogAnswer:
        rows = list(rows)
        urls = {row.parts: row.description for row in rows if not row.column}
        answer = super()._answer(
            [row for row in rows if row.column], [table for table in tables if table.kind == "table"]
        )
        locations = {}
        for table in tables:
            stage = self._stage(table)
            url = urls.get(stage.table.parts) if stage else None
            if stage and url:
                locations[table] = location(url, stage.path)
        return replace(answer, locations=locations)


def _by_database(tables: Iterable[TableName]) -> Iterable[tuple[str | None, list[TableName]]]:
    found: dict[str | None, list[TableName]] = {}
    for table in tables:
        found.setdefault(table.parts[-3] if len(table.parts) > 2 else None, []).append(table)
    return found.items()


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
