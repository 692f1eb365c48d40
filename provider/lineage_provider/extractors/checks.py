"""Results of SQL checks, on the datasets that they are about.

In: a check operator that has ended, and the lineage of its SQL. Out: the same lineage, with the facets
dataQualityAssertions and dataQualityMetrics on its inputs and the official run facet ``test``. A module of
its own because checks are the one thing that an operator knows beyond its SQL.

Which dataset a check is about:

- the tables of its ``table`` argument, where the operator has one (column, table and interval checks);
- else every table that the check's SQL reads. Where there are several, each of them gets the assertion:
  its answer hangs on all of them, and to choose one would be a guess.

A check whose dataset is not among the task's inputs stays in the run facet ``test`` only. That facet holds
what the official provider puts there: checks that name no table, and all checks where the official
provider finds no datasets (SQLite, DuckDB, ...).
"""

from __future__ import annotations

import ast
import re
import time
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal, InvalidOperation
from typing import TYPE_CHECKING, Any, TypeGuard

from lineage_provider.extractors.check_results import results_of
from lineage_provider.extractors.merging import unique
from lineage_provider.facets import Moment
from lineage_provider.facets.naming import Identity, Naming
from lineage_provider.facets.quality import Check, Measurement, number, with_quality
from lineage_provider.sql import analyze
from lineage_provider.sql.masking import masked
from lineage_provider.sql.measures import measures
from lineage_provider.sql.names import NameRules

if TYPE_CHECKING:
    from lineage_provider.extractors.sql_task import SqlLineage

BUDGET = 1.0
"""Seconds for the SQL of all checks of a task; what is not read by then has no place or no metrics."""
_PLAIN_NAME = re.compile(r"[A-Za-z_][A-Za-z0-9_]*")
_STOPS = (KeyboardInterrupt, SystemExit, GeneratorExit)


def with_checks(task: Any, lineage: Any, found: SqlLineage, moment: Moment, defects: list[str]) -> Any:
    """Put the results of the task's checks into ``lineage``; what fails is appended to ``defects``.

    ``found`` is the lineage of the task's SQL: a table with results becomes an input also where the
    datasets are left to the events of single queries. Without a connection only the run facet is filled.
    """
    naming = found.naming
    try:
        results = results_of(task, moment)
        placed: set[str] = set()
        if results and naming is not None:
            placed = _place(results, task, lineage, found.datasets.inputs, naming)
    except _STOPS:
        raise
    except BaseException as error:  # also what the official parser's native code raises
        defects.append(f"the results of the checks are not on their datasets: {error}"[:500])
        placed = set()
    return _with_test_facet(task, lineage, placed, naming.engine.dialect if naming else None, defects)


def _place(results: Iterable[Any], task: Any, lineage: Any, read: Sequence[Any], naming: Naming) -> set[str]:
    """Put assertions and metrics on the inputs; return the ``table`` of every check that has a place."""
    present = {(d.namespace, d.name) for d in lineage.inputs or ()}
    inputs = unique([*(lineage.inputs or ()), *read])
    reader = _Reader(task, naming, {(d.namespace, d.name): _columns(d) for d in inputs})
    checks: dict[Identity, list[Check]] = {}
    measured: dict[Identity, list[Measurement]] = {}
    placed = set()
    for result in results:
        found = reader.read(result)
        for identity in found.datasets:
            checks.setdefault(identity, []).append(reader.check(result, identity, found))
        if found.datasets and getattr(result, "table", None):
            placed.add(result.table)
        if len(found.datasets) == 1:
            measured.setdefault(found.datasets[0], []).extend(reader.measured(result, found))
    lineage.inputs = [
        with_quality(d, checks[key], measured.get(key, ())) if key in checks else d
        for d in inputs
        if (key := (d.namespace, d.name)) in present or key in checks
    ]
    return placed


@dataclass(frozen=True)
class _Place:
    """Where a check belongs: datasets of the task, and its column as their database spells it."""

    datasets: tuple[Identity, ...] = ()
    column: str | None = None
    tables: tuple[str, ...] = ()
    """All tables of a check on several."""


class _Reader:
    """Reads the results of one task; each SQL text is analyzed once."""

    def __init__(self, task: Any, naming: Naming, columns: Mapping[Identity, tuple[str, ...]]) -> None:
        self._task = task
        self._naming = naming
        self._columns = columns
        """Columns of the task's inputs, as far as the catalog told them."""
        self._analyzed: dict[str, _Place] = {}
        self._deadline = time.monotonic() + BUDGET
        self._dialect = naming.engine.dialect

    def read(self, result: Any) -> _Place:
        """Find the datasets of one check."""
        table, column = getattr(result, "table", None), getattr(result, "column", None)
        if table and column and _PLAIN_NAME.fullmatch(column):
            # The usual case, and tables may have hundreds of columns: one analysis is enough.
            place = self._read(f"SELECT * FROM {table}", None)
            return replace(place, column=NameRules.of(self._dialect).column_text(column))
        if table:
            return self._read(f"SELECT {column or '*'} FROM {table}", column)
        content = getattr(result, "content", None)
        texts = [content] if isinstance(content, str) else content if isinstance(content, list) else []
        return self._read(";\n".join(text for text in texts if isinstance(text, str)), column)

    def _read(self, sql: str, column: str | None) -> _Place:
        if sql not in self._analyzed:
            self._analyzed[sql] = self._analyze(sql, column)
        return self._analyzed[sql]

    def _analyze(self, sql: str, column: str | None) -> _Place:
        engine = self._naming.engine
        lineage = analyze(
            sql,
            engine.dialect,
            default_database=engine.default_database,
            default_schema=engine.default_schema,
            budget_seconds=self._deadline - time.monotonic(),
        )
        identities = tuple(dict.fromkeys(self._naming.identity(table) for table in lineage.inputs))
        named = {edge.input_column for edge in lineage.columns} if column else set()
        return _Place(
            tuple(one for one in identities if one in self._columns),
            named.pop() if len(named) == 1 else column,
            tuple(name for _, name in identities) if len(identities) > 1 else (),
        )

    def check(self, result: Any, identity: Identity, place: _Place) -> Check:
        """The result of a check, as one of ``identity``."""
        params = without_secrets(dict(getattr(result, "params", None) or {}), self._dialect)
        if place.tables:
            params.setdefault("tables", list(place.tables))
        return Check(
            assertion=str(result.check_type),
            success=bool(result.success),
            name=_text(getattr(result, "name", None)),
            severity=_text(getattr(result, "severity", "error")),
            column=self._spelled(place.column, identity),
            expected=_text(getattr(result, "expected", None)),
            actual=_text(getattr(result, "actual", None)),
            content=without_secrets(_text(getattr(result, "content", None)), self._dialect),
            description=_text(getattr(result, "description", None)),
            params=params or None,
        )

    def _spelled(self, column: str | None, identity: Identity) -> str | None:
        """The column as the dataset's schema facet has it."""
        known = self._columns.get(identity, ())
        if column is None or column in known:
            return column
        loose = [name for name in known if name.casefold() == column.casefold()]
        return loose[0] if len(loose) == 1 else column

    def measured(self, result: Any, place: _Place) -> Iterator[Measurement]:
        """The numbers behind a result, where its SQL is a plain aggregate over the dataset."""
        query, values, condition = _query_of(self._task, result)
        if not query or time.monotonic() > self._deadline:
            return
        found = measures(query, self._dialect)
        if found is None or (values is not None and len(values) != len(found.projections)):
            return
        rows = " AND ".join(part for part in (found.condition, condition) if part)
        for index, measure in enumerate(found.projections):
            if measure is None:
                continue
            if measure.equal_to is not None:
                value = measure.equal_to if result.success else None
            else:
                value = number(values[index]) if values is not None else None
            if value is not None:
                column = self._spelled(measure.column, place.datasets[0]) or ""
                yield Measurement(measure.metric, column, value, without_secrets(rows, self._dialect))


def _query_of(task: Any, result: Any) -> tuple[str, list[Any] | None, str]:
    """The query of a check, the values it returned (None: not known), and the rows it is limited to."""
    table, column = getattr(result, "table", None), getattr(result, "column", None)
    content = getattr(result, "content", None)
    params = getattr(result, "params", None) or {}
    metric = str(getattr(result, "name", "")).removeprefix("interval_")
    if table and metric in getattr(task, "metrics_thresholds", ()):
        # Today's value; the one of the past is about rows that were checked then.
        current = params.get("current_metric")
        today = [current if one == metric else None for one in task.metrics_sorted]
        return str(getattr(task, "sql1", "")), today, ""
    if not isinstance(content, str):
        return "", None, ""
    if not table:
        return content, _values(getattr(result, "actual", None)), ""
    clauses = (getattr(task, "partition_clause", None), _own_clause(task, result))
    rows = " AND ".join(str(clause) for clause in clauses if clause)
    values: list[Any] | None = None
    if column:
        checks = getattr(task, "column_mapping", {}).get(column) or {}
        noted = checks.get(str(result.name).removeprefix(f"{column}."))
        values = [noted.get("result")] if isinstance(noted, Mapping) else None
    return f"SELECT {content} FROM {table}", values, rows


def _own_clause(task: Any, result: Any) -> Any:
    """The partition clause of one check."""
    column = getattr(result, "column", None)
    checks = getattr(task, "column_mapping", {}).get(column) if column else getattr(task, "checks", None)
    name = str(result.name).removeprefix(f"{column}.") if column else result.name
    found = checks.get(name) if isinstance(checks, Mapping) else None
    return found.get("partition_clause") if isinstance(found, Mapping) else None


def _values(actual: Any) -> list[Any] | None:
    """The values of a row that was written as text: ``(5, Decimal('1.5'))``, ``[5]``, ``{'n': 5}``, ``5``."""
    if not isinstance(actual, str) or len(actual) > 10_000:
        return None
    try:
        node = ast.parse(actual.strip(), mode="eval").body
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return None
    if isinstance(node, ast.Call) and not _is_decimal(node):
        return [_value(one) for one in node.args] + [_value(one.value) for one in node.keywords]
    if isinstance(node, (ast.Tuple, ast.List)):
        return [_value(one) for one in node.elts]
    if isinstance(node, ast.Dict):
        return [_value(one) for one in node.values]
    return [_value(node)]


def _is_decimal(node: ast.expr) -> TypeGuard[ast.Call]:
    return isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "Decimal"


def _value(node: ast.expr) -> Any:
    """A number; None for everything else."""
    if isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.USub):
        value = _value(node.operand)
        return None if value is None else -value
    if _is_decimal(node) and len(node.args) == 1 and isinstance(node.args[0], ast.Constant):
        try:
            return Decimal(str(node.args[0].value))
        except InvalidOperation:
            return None
    return node.value if isinstance(node, ast.Constant) and isinstance(node.value, (int, float)) else None


def without_secrets(value: Any, dialect: str | None) -> Any:
    """SQL of a check, or its parameters, with secrets as ``***``."""
    if isinstance(value, str):
        return masked(value, dialect)
    if isinstance(value, Mapping):
        return {key: without_secrets(one, dialect) for key, one in value.items()}
    return [without_secrets(one, dialect) for one in value] if isinstance(value, list) else value


def _columns(dataset: Any) -> tuple[str, ...]:
    fields = getattr((dataset.facets or {}).get("schema"), "fields", None) or ()
    return tuple(field.name for field in fields)


def _text(value: Any) -> str | None:
    return value if value is None or isinstance(value, str) else str(value)


def _with_test_facet(
    task: Any, lineage: Any, placed: set[str], dialect: str | None, defects: list[str]
) -> Any:
    """Add the run facet ``test``, made by official code."""
    attach = getattr(task, "_attach_check_facets", None)
    if not getattr(task, "check_results", None) or attach is None:
        return lineage
    from airflow.providers.openlineage.extractors import OperatorLineage

    from lineage_provider.extractors.official_parts import official_finds_none

    try:
        facet = (attach(OperatorLineage()).run_facets or {}).get("test")
    except Exception as error:
        defects.append(f"the results of the checks are not in the run facet test: {error}"[:500])
        return lineage
    if facet is None:
        return lineage
    tests = facet.tests
    if not official_finds_none(task):
        tests = [one for one in tests if (one.params or {}).get("tested_table") not in placed]
    for one in tests:
        one.content = without_secrets(one.content, dialect)
        one.params = without_secrets(one.params, dialect)
    if tests:
        lineage.run_facets = {**(lineage.run_facets or {})}
        lineage.run_facets["test"] = type(facet)(tests=tests)
    return lineage
