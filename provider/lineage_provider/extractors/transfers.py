"""Lineage of operators whose attributes say what they read and write: transfers, sensors, row inserts.

In: an operator with its row of :mod:`known_operators`, and what its hooks reported so far. Out: one
:class:`SqlLineage` for all connections of the task, the same at START, COMPLETE and FAIL, except for what
only the catalog and the finished SQL tell. A module of its own because here, unlike in a SQL task, what is
read and what is written can be on two databases.

Rows go into the target's columns by position, as ``insert_rows`` sends them: the query is analyzed as
``INSERT INTO <stand-in> <query>``, with the target's columns as those of the stand-in. One catalog query a
connection.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from openlineage.client.event_v2 import InputDataset, OutputDataset

from lineage_provider.engines import CatalogAnswer, Engine, engine_for
from lineage_provider.engines.files import file_dataset
from lineage_provider.engines.missing import said
from lineage_provider.extractors.executed import Executed
from lineage_provider.extractors.hook_task import engine_of
from lineage_provider.extractors.known_operators import Connected, KnownOperator, Sql, Table
from lineage_provider.extractors.merging import unique
from lineage_provider.extractors.sql_task import SqlLineage, connection_of, reported
from lineage_provider.facets import Datasets, Moment, datasets_of, sql_facet
from lineage_provider.facets.column_lineage import column_lineage
from lineage_provider.facets.naming import Naming
from lineage_provider.sql import CatalogColumn, ColumnEdge, Problem, ScriptLineage, TableName, analyze
from lineage_provider.sql.masking import script_secrets
from lineage_provider.sql.names import NameRules

if TYPE_CHECKING:
    from lineage_provider.settings import Settings

STAND_IN = "lineage_transfer_target"
_PREFIX = f"INSERT INTO {STAND_IN} "
_CTE_STANDS_FIRST = frozenset({"tsql", "fabric"})
"""Dialects in which no WITH follows INSERT INTO; inside a FROM they are read all the same."""


@dataclass(eq=False)
class _Side:
    """One database of the task: what runs on it, and what its catalog said."""

    engine: Engine
    hook: Any
    texts: list[str] = field(default_factory=list)
    answer: CatalogAnswer = field(default_factory=CatalogAnswer)
    failure: Exception | None = None

    @property
    def naming(self) -> Naming:
        return Naming(self.engine, self.answer)

    def analyze(self, texts: Sequence[str], budget: float, catalog: Any = None) -> ScriptLineage:
        return analyze(
            texts,
            self.engine.dialect,
            catalog,
            default_database=self.engine.default_database,
            default_schema=self.engine.default_schema,
            budget_seconds=budget,
        )


@dataclass
class _Answered:
    """A catalog that was asked before: the answer of a side, and the columns of the stand-in."""

    side: _Side
    stand_in: Sequence[CatalogColumn] = ()

    def load(self, tables: Sequence[TableName]) -> Mapping[TableName, Sequence[CatalogColumn]]:
        if self.side.failure is not None:
            raise self.side.failure
        known = {
            table: self.side.answer.columns[table] for table in tables if table in self.side.answer.columns
        }
        if self.stand_in:
            known.update({table: self.stand_in for table in tables if _is_stand_in(table)})
        return known


def operator_lineage(
    operator: Any, known: KnownOperator, ran: Sequence[Executed], settings: Settings, moment: Moment
) -> SqlLineage:
    """Find the lineage of ``operator``; raises nothing that its SQL or its connections can cause."""
    return _Task(operator, known, settings, moment).lineage(ran)


class _Task:
    """One event of one task."""

    def __init__(self, operator: Any, known: KnownOperator, settings: Settings, moment: Moment) -> None:
        self.operator = operator
        self.known = known
        self.settings = settings
        self.moment = moment
        self.sides: dict[Engine, _Side] = {}
        self.problems: list[Problem] = []
        self._connected: dict[Connected, _Side | None] = {}

    def lineage(self, ran: Sequence[Executed]) -> SqlLineage:
        for sql in self.known.runs:
            self._add(sql)
        queries = self._queries()
        source = self._side(self.known.moves.on) if self.known.moves and queries else None
        target = self._target()
        self._add_collected(ran, queries)
        self._ask_catalogs(source, queries)
        into = target[0].naming.columns(target[1]) if target else ()
        fields = self._fields(target, into)
        total = SqlLineage(problems=tuple(self.problems), job_facets=self._sql_facet(queries, source))
        edges: list[ColumnEdge] = []
        rows: list[ColumnEdge] = []
        for side in self.sides.values():
            wrapped = [_wrapped(query, side.engine.dialect) for query in queries] if side is source else []
            found = side.analyze(
                [*side.texts, *wrapped], self._budget, _Answered(side, fields if wrapped else ())
            )
            if wrapped:
                edges += [edge for edge in found.columns if _is_stand_in(edge.output_table)]
                rows += [edge for edge in found.dataset if _is_stand_in(edge.output_table)]
            total = self._added(total, side, found, bool(fields))
        secrets = script_secrets(queries, source.engine.dialect if source else None)
        outputs = self._written(target, source, self._followed(edges, fields, into), rows, secrets)
        return dataclasses.replace(
            total,
            datasets=Datasets(
                unique([*total.datasets.inputs, *self._read()]), _joined(total.datasets.outputs, outputs)
            ),
            answers={side.engine: side.answer for side in self.sides.values()},
        )

    @property
    def _budget(self) -> float:
        return self.settings.analysis_budget / max(len(self.sides), 1)

    # What runs where

    def _side(self, on: Connected) -> _Side | None:
        """The database behind a connection; None, and a problem, where there is none to be found."""
        if on not in self._connected:
            self._connected[on] = None
            try:
                if on.describe is not None:
                    engine = on.describe(self.operator)
                    self._connected[on] = self.sides.setdefault(engine, _Side(engine, None))
                    return self._connected[on]
                hook = _hook(self.operator, on)
                database = None if on.connection else getattr(self.operator, "database", None)
                self._connected[on] = self._side_of(hook, database)
            except Exception as error:
                name = getattr(self.operator, on.connection or self.operator.conn_id_field, None)
                message = f"connection {name!r} cannot be used for lineage: {said(error)}"
                self.problems.append(Problem(0, "input", message[:500]))
        return self._connected[on]

    def _side_of(self, hook: Any, database: str | None) -> _Side:
        task = f"{self.operator.dag_id}.{self.operator.task_id}"
        engine = engine_for(hook, connection_of(hook), database=database, task=task)
        return self.sides.setdefault(engine, _Side(engine, hook))

    def _add(self, sql: Sql) -> None:
        texts = _texts(getattr(self.operator, sql.attribute, None))
        side = self._side(sql.on) if texts else None
        if side is not None:
            side.texts += texts

    def _queries(self) -> list[str]:
        moves = self.known.moves
        return _texts(getattr(self.operator, moves.attribute, None), moves.or_table) if moves else []

    def _target(self) -> tuple[_Side, TableName] | None:
        """The table that is filled: its side, and its name as that side's SQL calls it."""
        if not isinstance(self.known.writes, Table):
            return None
        text = getattr(self.operator, self.known.writes.attribute, None)
        side = self._side(self.known.writes.on) if isinstance(text, str) and text.strip() else None
        if side is None:
            return None
        # A statement that does nothing but name it.
        naming = f"DELETE FROM {text}"
        outputs = side.analyze([naming], self._budget).outputs
        if len(outputs) != 1:
            self.problems.append(Problem(0, "input", f"{text!r} is not the name of one table"[:500]))
            return None
        side.texts.append(naming)
        return side, outputs[0]

    def _add_collected(self, ran: Sequence[Executed], queries: Sequence[str]) -> None:
        """SQL that hooks reported and that the attributes do not have."""
        for one in ran:
            try:
                engine = engine_of(one, f"{self.operator.dag_id}.{self.operator.task_id}")
                side = self.sides.setdefault(engine, _Side(engine, one.hook))
            except Exception as error:
                message = (
                    f"the connection of {type(one.hook).__name__} cannot be used for lineage: {said(error)}"
                )
                self.problems.append(Problem(0, "input", message[:500]))
                continue
            text = one.text.strip().rstrip(";").strip()
            # A page of a query begins with the query.
            if not any(text in known for known in side.texts) and not text.startswith(tuple(queries) or "\0"):
                side.texts.append(one.text)

    def _ask_catalogs(self, source: _Side | None, queries: Sequence[str]) -> None:
        """One query a connection, for all tables of the task on it."""
        wanted = [side for side in self.sides.values() if side.engine.has_catalog]
        if self.moment == "start" or not self.settings.catalog_lookup:
            return
        for side in wanted:
            texts = [*side.texts, *queries] if side is source else side.texts
            named = side.analyze(texts, self._budget)
            try:
                timeout = self.settings.catalog_timeout / len(wanted)
                side.answer = side.engine.columns(side.hook, (*named.inputs, *named.outputs), timeout=timeout)
            except Exception as error:
                side.failure = error

    # From the query's columns to the target's

    def _fields(
        self, target: tuple[_Side, TableName] | None, into: Sequence[CatalogColumn]
    ) -> Sequence[CatalogColumn]:
        """The columns that the query's rows fill, in order; empty where they are not known."""
        writes = self.known.writes
        if target is None or not isinstance(writes, Table) or writes.by_name:
            return ()
        side = target[0]
        named = _attribute(writes.columns, self.operator)
        if isinstance(named, (list, tuple)) and named and all(isinstance(name, str) for name in named):
            rules = NameRules.of(side.engine.dialect)
            return [CatalogColumn(_spelled(rules.column_text(name), into), "") for name in named]
        # The hook will leave out columns that fill themselves; which these are only it knows.
        return () if getattr(side.hook, "_resolve_target_fields", False) else into

    def _followed(
        self, edges: Iterable[ColumnEdge], fields: Sequence[CatalogColumn], into: Sequence[CatalogColumn]
    ) -> list[ColumnEdge]:
        """Edges to columns of what is written; none where a function makes other rows of the query's."""
        if self.known.changes_rows and getattr(self.operator, self.known.changes_rows, None):
            return []
        by_name = not isinstance(self.known.writes, Table) or self.known.writes.by_name
        found = []
        for edge in edges:
            if by_name:
                column = _spelled(str(edge.output_column), into)
                edge = edge._replace(output_column=column, inferred=False)
            if self.moment != "start" or not (edge.ambiguous or edge.inferred):
                found.append(edge)
        return found

    # Datasets

    def _read(self) -> list[InputDataset]:
        urls = _attribute(self.known.reads, self.operator) if self.known.reads else None
        return [InputDataset(*file_dataset(url)) for url in _texts(urls)]

    def _written(
        self,
        target: tuple[_Side, TableName] | None,
        source: _Side | None,
        edges: Sequence[ColumnEdge],
        rows: Sequence[ColumnEdge],
        secrets: frozenset[str],
    ) -> list[OutputDataset]:
        if target is not None:
            identity = target[0].naming.identity(target[1])
        elif self.known.writes and not isinstance(self.known.writes, Table):
            url = _attribute(self.known.writes, self.operator)
            if not url:
                return []
            identity = file_dataset(url)
        else:
            return []
        changed = bool(self.known.changes_rows and getattr(self.operator, self.known.changes_rows, None))
        facet = column_lineage(edges, () if changed else rows, source.naming, secrets) if source else None
        return [OutputDataset(*identity, facets={"columnLineage": facet} if facet else {})]

    def _added(self, total: SqlLineage, side: _Side, found: ScriptLineage, fields: bool) -> SqlLineage:
        """``total`` with what was found on one side, the stand-in taken out."""
        plain = dataclasses.replace(
            found,
            outputs=tuple(table for table in found.outputs if not _is_stand_in(table)),
            columns=tuple(edge for edge in found.columns if not _is_stand_in(edge.output_table)),
            dataset=tuple(edge for edge in found.dataset if not _is_stand_in(edge.output_table)),
            changes=tuple(change for change in found.changes if not _is_stand_in(change.table)),
        )
        datasets = datasets_of(plain, side.naming, self.moment)
        problems = [
            dataclasses.replace(one, statement=one.statement + total.total if one.statement else 0)
            for one in map(self._named, reported(plain, side.engine, self.moment))
        ]
        texts = {s.number + total.total: _unwrapped(s.text) for s in found.statements}
        return dataclasses.replace(
            total,
            datasets=Datasets(
                unique([*total.datasets.inputs, *datasets.inputs]),
                unique([*total.datasets.outputs, *datasets.outputs]),
            ),
            problems=(*total.problems, *(one for one in problems if not self._is_expected(one))),
            texts={**total.texts, **texts},
            total=total.total + len({s.number for s in found.statements}),
        )

    def _named(self, problem: Problem) -> Problem:
        """A problem with the stand-in, as one with what it stands for."""
        if STAND_IN not in problem.message.lower():
            return problem
        writes = self.known.writes
        name = getattr(self.operator, writes.attribute, None) if isinstance(writes, Table) else None
        start = problem.message.lower().index(STAND_IN)
        message = problem.message[:start] + str(name or STAND_IN) + problem.message[start + len(STAND_IN) :]
        return dataclasses.replace(problem, message=message)

    def _is_expected(self, problem: Problem) -> bool:
        """Where rows go by name, or into a file, or are changed, the query's own names are right."""
        writes = self.known.writes
        by_name = not isinstance(writes, Table) or writes.by_name
        changed = self.known.changes_rows and getattr(self.operator, self.known.changes_rows, None)
        return problem.kind == "inferred" and bool(by_name or changed)

    def _sql_facet(self, queries: Sequence[str], source: _Side | None) -> dict[str, Any]:
        """The SQL that the operator is about: the query that is moved, else what it runs."""
        if queries:
            return {"sql": sql_facet(queries, source.engine.dialect if source else None)}
        texts = [
            text for sql in self.known.runs for text in _texts(getattr(self.operator, sql.attribute, None))
        ]
        dialects = {side.engine.dialect for side in self.sides.values()}
        return {"sql": sql_facet(texts, dialects.pop() if len(dialects) == 1 else None)} if texts else {}


def _hook(operator: Any, on: Connected) -> Any:
    """The hook as the operator makes it; no connection to the database is opened."""
    if on.connection is None:
        return operator.get_db_hook()
    from airflow.providers.common.compat.sdk import BaseHook

    connection = BaseHook.get_connection(getattr(operator, on.connection))
    params = dict(getattr(operator, on.hook_params, None) or {}) if on.hook_params else {}
    for name, attribute in (on.arguments or {}).items():
        params[name] = getattr(operator, attribute, None)
    make: Any = connection.get_hook
    return make(hook_params=params or None)


def _attribute(read: Any, operator: Any) -> Any:
    """What a row's function says; None where the operator is of a release without those attributes."""
    try:
        return read(operator)
    except (AttributeError, TypeError):
        return None


def _texts(value: Any, or_table: bool = False) -> list[str]:
    """SQL texts without the semicolons at their ends; with ``or_table``, a table's name is a query of it."""
    texts = [value] if isinstance(value, str) else value if isinstance(value, (list, tuple)) else []
    found = [text.strip().rstrip(";").rstrip() for text in texts if isinstance(text, str) and text.strip()]
    return [f"SELECT * FROM {text}" if or_table and len(text.split()) == 1 else text for text in found]


def _wrapped(query: str, dialect: str | None) -> str:
    """A query as the insert of its rows into the stand-in."""
    if dialect in _CTE_STANDS_FIRST and query[:4].lower() == "with":
        return f"{_PREFIX}SELECT * FROM ({query}\n) AS {STAND_IN}_rows"
    return _PREFIX + query


def _unwrapped(text: str) -> str:
    """A statement as the user wrote it."""
    text = text.removeprefix(_PREFIX)
    return text.removeprefix("SELECT * FROM (").removesuffix(f"\n) AS {STAND_IN}_rows")


def _is_stand_in(table: str) -> bool:
    return table.rpartition(".")[2].lower() == STAND_IN


def _spelled(name: str, columns: Sequence[CatalogColumn]) -> str:
    """``name`` as the catalog spells it."""
    known = [column.name for column in columns]
    loose = [one for one in known if one.casefold() == name.casefold()]
    return name if name in known or len(loose) != 1 else loose[0]


def _joined(found: Iterable[OutputDataset], written: Sequence[OutputDataset]) -> list[OutputDataset]:
    """Outputs of the SQL, with the column lineage of what is written on the same dataset."""
    merged = {(one.namespace, one.name): one for one in found}
    for one in written:
        known = merged.setdefault((one.namespace, one.name), one)
        known.facets = {**(known.facets or {}), **(one.facets or {})}
    return list(merged.values())
