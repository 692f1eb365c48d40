"""What a database connection means for lineage: names, case rule, dialect and catalog.

In: an Airflow connection and hook (by duck type; Airflow is never imported here). Out: an
:class:`Engine`, a frozen description that the extractors hand to :func:`lineage_provider.sql.analyze`
and to the facet builders. One subclass a file; a module of its own because all of them share it.

How an extractor uses it::

    engine = engine_for(hook, connection, database=operator.database, task="dag.task")
    lineage = analyze(sql, dialect=engine.dialect, schema=catalog,
                      default_database=engine.default_database, default_schema=engine.default_schema)
    answer = engine.columns(hook, lineage.inputs + lineage.outputs, timeout=3.0)
    namespace, name = engine.dataset(answer.names.get(table, table))

Nothing but :meth:`Engine.columns` and :meth:`Engine.query_facts` opens a connection.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import TYPE_CHECKING, Any, ClassVar, Self

from lineage_provider.engines.catalog_query import CatalogRow
from lineage_provider.engines.deadline import Deadline, within
from lineage_provider.engines.files import file_dataset
from lineage_provider.engines.statistics import QueryFacts, RowCounts
from lineage_provider.sql.model import CatalogColumn, StatementLineage, TableName

if TYPE_CHECKING:
    from airflow.providers.common.sql.hooks.sql import DbApiHook


@dataclass(frozen=True)
class CatalogAnswer:
    """What the catalog said; tables that are not in it are absent from both mappings."""

    columns: Mapping[TableName, Sequence[CatalogColumn]] = field(default_factory=dict)
    """By the names that were asked for, to the letter."""
    names: Mapping[TableName, TableName] = field(default_factory=dict)
    """Asked name -> stored name, only where they differ: spelling in an engine that ignores case, or
    the schema that the server's own search path put an unqualified table in."""
    definitions: Mapping[TableName, str] = field(default_factory=dict)
    """What views are made of, as SQL, where that was asked for; views behind views have stored names."""
    locations: Mapping[TableName, str] = field(default_factory=dict)
    """URLs that stages point to."""
    rows: Sequence[CatalogRow] = field(default=(), repr=False)
    """What the query gave, kept where views were asked for: see :meth:`Engine.answered`."""


@dataclass(frozen=True)
class Engine:
    """One database behind one connection.

    ``namespace`` is the OpenLineage dataset namespace, ``dialect`` the sqlglot dialect name (None:
    unknown, sqlglot's own SQL), ``default_database`` and ``default_schema`` what unqualified names
    resolve against (None: the engine has no such level, or it is not known without a connection).
    ``levels`` counts the parts of a full dataset name: 3 = database.schema.table, 2 = schema.table
    (for engines that call that level a database, too), 1 = table.
    """

    conn_types: ClassVar[tuple[str, ...]] = ()
    """Airflow connection types this engine serves."""
    looks_up: ClassVar[tuple[str, ...]] = ("table",)
    """Kinds of names (:attr:`TableName.kind`) that the catalog query can tell something about."""
    ignores_case: ClassVar[bool] = False
    """Catalog names are matched without regard to case; the stored spelling is in the answer."""
    row_counts: ClassVar[RowCounts] = RowCounts(zero=False)
    """What its drivers count; an engine that was not looked at is believed for DML, and not for 0."""

    namespace: str
    dialect: str | None
    default_database: str | None = None
    default_schema: str | None = None
    levels: int = 3
    name: str = "generic"

    @property
    def has_catalog(self) -> bool:
        """Whether :meth:`columns` can know anything: not of an engine that is known by its names alone."""
        return False

    def in_session(self, database: str | None, schema: str | None) -> Self:
        """The same engine in a session with other defaults; None leaves one as it is."""
        return replace(
            self,
            default_database=(database or self.default_database) if self.levels > 2 else None,
            default_schema=(schema or self.default_schema) if self.levels > 1 else None,
        )

    def qualified(self, table: TableName) -> TableName:
        """Return ``table`` with the defaults in front, as far as they are known.

        ``orders`` -> ``shop.public.orders``; where no schema is known ``shop.orders``, as the official
        provider writes it. Files and stages stay as they are.
        """
        if table.kind in ("file", "stage"):
            return table
        parts = table.parts
        defaults = (self.default_database, self.default_schema)[max(0, 3 - self.levels) :]
        missing = defaults[: max(0, self.levels - len(parts))]
        return TableName((*(part for part in missing if part), *parts), table.kind)

    def dataset(self, table: TableName) -> tuple[str, str]:
        """Return (namespace, name) of the OpenLineage dataset for ``table``.

        A file (``s3://lake/orders.csv``) is a dataset of its store, by OpenLineage's naming rules; a
        stage (``@load/orders``) one of the engine, because only the engine knows where it is.
        """
        if table.kind == "file":
            return file_dataset(table.parts[0])
        return self.namespace, str(self.qualified(table))

    def columns(
        self, hook: DbApiHook, tables: Sequence[TableName], *, timeout: float, views: bool = False
    ) -> CatalogAnswer:
        """Read columns, types and comments of ``tables`` by one catalog query on one connection.

        With ``views`` the same query brings what those of them that are views are made of, and (by their
        stored names) the tables behind them, as far as the engine can tell.

        Never takes longer than ``timeout`` seconds, also where the server accepts a connection and
        says nothing. Raises :class:`CatalogTimeout` then and :class:`CatalogError` for everything
        else that goes wrong (its ``__cause__`` is the driver's error). An engine without a catalog
        answers with an empty one, and opens no connection.
        """
        return CatalogAnswer()

    def answered(self, answer: CatalogAnswer, tables: Iterable[TableName]) -> CatalogAnswer:
        """Give the rows of an answer to other ``tables``, without asking again: those behind a view are
        known by the names its definition has only when that has been read."""
        return CatalogAnswer(rows=answer.rows)

    def rows_written(self, statement: StatementLineage, row_count: int) -> int | None:
        """The rows that a statement wrote, by its driver's ``row_count``; None where that does not tell.

        ``row_count`` is never negative; the statement was sent alone.
        """
        return self.row_counts.rows(statement, row_count)

    def query_facts(
        self, hook: DbApiHook, query_ids: Sequence[str], *, timeout: float, since: datetime | None = None
    ) -> Mapping[str, QueryFacts]:
        """What the warehouse's own history says of these queries, by id; empty where it has none.

        ``since``: none of them began earlier, where that is known. One look-up that never takes longer
        than ``timeout`` seconds; raises CatalogError. Only called when a user allowed it.
        """
        return {}


@dataclass(frozen=True)
class ConnectedEngine(Engine, ABC):
    """An engine that a connection leads to, with a catalog to ask."""

    @classmethod
    @abstractmethod
    def of(cls, hook: Any, connection: Any, *, database: str | None = None, task: str | None = None) -> Self:
        """Describe ``connection`` (an Airflow Connection) as seen through ``hook``; opens nothing.

        ``database`` is the operator's own argument and wins over the connection's. ``task``
        (``dag_id.task_id``) is the owner of an in-memory database, which no other task can see. Raises
        ValueError where the connection lacks what the name needs (a host, an account).
        """

    @property
    def has_catalog(self) -> bool:
        """As :attr:`Engine.has_catalog`; a subclass says where there is none."""
        return True

    def columns(
        self, hook: DbApiHook, tables: Sequence[TableName], *, timeout: float, views: bool = False
    ) -> CatalogAnswer:
        """As :meth:`Engine.columns`."""
        wanted = tuple(dict.fromkeys(table for table in tables if table.kind in self.looks_up))
        if not wanted or not self.has_catalog:
            return CatalogAnswer()
        rows = within(timeout, lambda deadline: self._rows(hook, wanted, deadline, views=views))
        if not views:
            return self._answer(rows, wanted)
        answer = self.answered(CatalogAnswer(rows=rows), wanted)
        known = {answer.names.get(table, self.qualified(table)) for table in answer.columns}
        behind = dict.fromkeys(TableName(row.parts[-self.levels :]) for row in rows)
        return self.answered(answer, (*wanted, *(table for table in behind if table not in known)))

    def answered(self, answer: CatalogAnswer, tables: Iterable[TableName]) -> CatalogAnswer:
        """As :meth:`Engine.answered`."""
        wanted = tuple(dict.fromkeys(table for table in tables if table.kind in self.looks_up))
        found = self._answer(answer.rows, wanted)
        texts = {row.parts: row.definition for row in answer.rows if row.definition}
        stored = {table: found.names.get(table, self.qualified(table)) for table in found.columns}
        definitions = {
            table: text
            for table, name in stored.items()
            for parts, text in texts.items()
            if _same(name.parts, parts, str)
        }
        return replace(found, definitions=definitions, rows=answer.rows)

    @abstractmethod
    def _rows(
        self, hook: Any, tables: Sequence[TableName], deadline: Deadline, *, views: bool
    ) -> list[CatalogRow]:
        """Ask the catalog; runs in a thread of its own, so everything it opens it also closes.

        ``views``: with definitions of views; an engine that cannot tell them gives none.
        """

    def _answer(self, rows: Iterable[CatalogRow], tables: Sequence[TableName]) -> CatalogAnswer:
        """Give the rows to the tables that asked for them: exact spelling first, then without case."""
        stored: dict[tuple[str, ...], list[CatalogRow]] = {}
        for row in rows:
            stored.setdefault(row.parts, []).append(row)
        columns: dict[TableName, Sequence[CatalogColumn]] = {}
        names: dict[TableName, TableName] = {}
        for table in tables:
            parts = self._stored_parts(self.qualified(table).parts, stored)
            if parts is None:
                continue
            columns[table] = tuple(
                CatalogColumn(row.column, row.type, row.description or None) for row in stored[parts]
            )
            kept = parts[-self.levels :]
            if kept != self.qualified(table).parts:
                names[table] = TableName(kept, table.kind)
        return CatalogAnswer(columns, names)

    def _stored_parts(
        self, asked: tuple[str, ...], stored: Mapping[tuple[str, ...], Sequence[CatalogRow]]
    ) -> tuple[str, ...] | None:
        """Find the stored table that ``asked`` means; None where there is none, or more than one."""
        exact = [parts for parts in stored if _same(asked, parts, str)]
        loose = [
            parts
            for parts, rows in stored.items()
            if self._spelling_is_free(rows) and _same(asked, parts, str.casefold)
        ]
        return next((found[0] for found in (exact, loose) if len(found) == 1), None)

    def _spelling_is_free(self, rows: Sequence[CatalogRow]) -> bool:
        """Whether the table of ``rows`` may be meant by a name in other letters' case."""
        return self.ignores_case


def conn_types_of(hook: Any, connection: Any) -> list[str]:
    """Connection types to look an engine up by: the hook's, those it is derived from, the connection's."""
    own = [vars(hook).get("conn_type")] if hasattr(hook, "__dict__") else []
    of_class = [vars(cls).get("conn_type") for cls in type(hook).__mro__]
    kinds = (*own, *of_class, getattr(connection, "conn_type", None))
    return [kind for kind in kinds if isinstance(kind, str) and kind]


def _same(asked: tuple[str, ...], stored: tuple[str, ...], spell: Callable[[str], str]) -> bool:
    # A catalog may know more levels than the name has, and the other way round.
    return all(spell(a) == spell(b) for a, b in zip(reversed(asked), reversed(stored), strict=False))
