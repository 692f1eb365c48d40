"""The runs of an invocation of dbt: one a node that ran, with its datasets, columns and checks.

In: artifacts, the engine they were made on, and a way to ask its catalog. Out: :class:`DbtLineage`. A module
of its own because it puts the parts of this package in order: names, one look-up, then each node's SQL.

What was skipped has no run. A test's run has the tables that it reads as inputs, with the result as assertion
on the one it is about; a node's table is its output, what its SQL reads (and what it refers to) its inputs.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from openlineage.client.event_v2 import InputDataset, OutputDataset

from lineage_provider.dbt import facets
from lineage_provider.dbt.artifacts import NOT_RUN, WRITERS, Artifacts, Node, Result
from lineage_provider.dbt.external import LocationError, location_of
from lineage_provider.dbt.known import Tables
from lineage_provider.dbt.quality import check_of, checked_nodes
from lineage_provider.dbt.responses import query_id, rows_written
from lineage_provider.engines import Amount, CatalogAnswer, Engine
from lineage_provider.facets import Datasets, datasets_of, sql_facet
from lineage_provider.facets.quality import Check, with_quality
from lineage_provider.facets.statistics import Moved, add_statistics
from lineage_provider.sql import Problem, ScriptLineage, TableName, analyze

_KINDS = WRITERS | {"test"}
_FAILED = frozenset({"error", "fail", "runtime error", "partial success"})
_HEAD = {"view": "CREATE OR REPLACE VIEW", "table": "CREATE OR REPLACE TABLE"}
_BRIEF_SECONDS = 0.0005
"""What a node takes without its columns: kept back for each."""
Ask = Callable[[Sequence[TableName]], CatalogAnswer]


@dataclass(frozen=True)
class NodeRun:
    """One node that ran."""

    unique_id: str
    started: datetime | None
    ended: datetime | None
    datasets: Datasets
    error: str | None = None
    """dbt's message, where the node failed."""
    query_id: str | None = None
    namespace: str = ""
    job_facets: Mapping[str, Any] = field(default_factory=dict)
    run_facets: Mapping[str, Any] = field(default_factory=dict)
    checks: Mapping[tuple[str, str], Check] = field(default_factory=dict)
    """Results of a test, by dataset."""


@dataclass(frozen=True)
class DbtLineage:
    """All runs of one invocation, in the order of its results."""

    runs: tuple[NodeRun, ...] = ()
    problems: tuple[Problem, ...] = ()

    def datasets(self) -> Datasets:
        """All datasets of the runs that did not fail, and all that was checked, once each."""
        inputs: dict[tuple[str, str], Any] = {}
        outputs: dict[tuple[str, str], Any] = {}
        checks: dict[tuple[str, str], list[Check]] = {}
        for run in self.runs:
            for one in run.datasets.inputs:
                inputs.setdefault((one.namespace, one.name), _plain(one))
            for identity, check in run.checks.items():
                checks.setdefault(identity, []).append(check)
            if run.error is None:
                outputs.update({(one.namespace, one.name): one for one in run.datasets.outputs})
        for identity, found in checks.items():
            inputs[identity] = with_quality(inputs[identity], found)
        return Datasets(list(inputs.values()), list(outputs.values()))


def node_runs(
    artifacts: Artifacts, engine: Engine, ask: Ask | None = None, budget_seconds: float = 5.0
) -> DbtLineage:
    """Read the runs of an invocation; raises ArtifactsError where the manifest cannot be read.

    ``ask`` gives the warehouse's columns of tables, and is called once, with all of them. Takes no longer
    than ``budget_seconds`` beside that: where they are not enough for all columns, the last nodes have their
    tables and results only; where not for these either, the problems say how many nodes are left out.
    """
    return _Invocation(artifacts, engine, budget_seconds).read(ask)


class _Invocation:
    """One invocation while it is read."""

    def __init__(self, artifacts: Artifacts, engine: Engine, seconds: float) -> None:
        self.artifacts = artifacts
        self.engine = engine
        self.seconds = seconds
        self.deadline = self.details_until = time.monotonic() + seconds
        self.tables = Tables(artifacts, engine)
        self.problems: list[Problem] = []
        self._unread = self._looked_at = 0
        self._referred_to: dict[str, InputDataset] = {}
        self._exposures: dict[str, list[Mapping[str, Any]]] = {}
        for exposure in artifacts.exposures():
            for unique_id in (exposure.get("depends_on") or {}).get("nodes") or ():
                self._exposures.setdefault(unique_id, []).append(exposure)

    def read(self, ask: Ask | None) -> DbtLineage:
        ran = [
            result
            for result in self.artifacts.results
            if result.status not in NOT_RUN and result.unique_id.partition(".")[0] in _KINDS
        ]
        self._describe(ran, ask)
        runs = tuple(self._runs(ran))
        left_out = len(ran) - self._looked_at
        for count, what in ((left_out, f"{left_out} of {len(ran)}"), (self._unread, "the columns of {}")):
            if count:
                text = f"no time was left for {what.format(count)} dbt nodes"
                self.problems.append(Problem(0, "budget", text))
        return DbtLineage(runs, (*self.tables.problems, *self.problems))

    def _runs(self, ran: Sequence[Result]) -> Iterator[NodeRun]:
        """The run of each node, in short for the last ones where there are many, until time is up."""
        self.details_until = self.deadline - min(0.4 * self.seconds, _BRIEF_SECONDS * len(ran))
        for place, result in enumerate(ran, 1):
            now = time.monotonic()
            if now > self.deadline:
                return
            self._looked_at = place
            node = self.artifacts.node(result.unique_id)
            if node is not None:
                in_full = now < self.details_until
                yield self._run(node, result, place) if in_full else self._in_short(node, result)

    def _describe(self, ran: Sequence[Result], ask: Ask | None) -> None:
        """Learn the names of all tables, and ask for their columns, together."""
        started = time.monotonic()
        nodes: dict[str, Node] = {}
        succeeded: set[str] = set()
        for result in ran:
            node = self.artifacts.node(result.unique_id)
            if time.monotonic() - started > 0.3 * self.seconds:
                break
            if node is None:
                continue
            own = (node,) if node.kind in WRITERS else ()
            for one in (*own, *self.artifacts.read_by(node)):
                if nodes.setdefault(one.unique_id, one) is one:
                    self.tables.name(one)
            if result.status not in _FAILED:
                succeeded.add(node.unique_id)
        if ask is not None and nodes:
            asked = time.monotonic()
            self.tables.described(ask(tuple({self.tables.name(node): None for node in nodes.values()})))
            self.deadline += time.monotonic() - asked  # it has a time-out of its own
        for node in nodes.values():
            self._locate(node, node.unique_id in succeeded)

    def _locate(self, node: Node, ran: bool) -> None:
        """Learn the file of an external model; that of one that did not run may stay unknown."""
        try:
            if file := location_of(self.artifacts, node, ran=ran):
                self.tables.locate(node, file)
        except LocationError as error:
            if ran:
                self.problems.append(Problem(0, "input", str(error)))

    def _run(self, node: Node, result: Result, place: int) -> NodeRun:
        times = result.times
        failed = result.status in _FAILED
        sql = result.compiled_code or node.compiled_code
        job = facets.job_facets(node)
        if sql.strip() and str(node.raw.get("language") or "sql") == "sql":
            job["sql"] = sql_facet([sql], self.engine.dialect)
        datasets, checks = self._datasets(node, result, sql, place)
        return NodeRun(
            node.unique_id,
            times[0] if times else None,
            times[1] if times else None,
            datasets,
            (result.message or f"dbt says: {result.status}") if failed else None,
            query_id(self.artifacts.adapter, result.response),
            self.engine.namespace,
            job,
            facets.run_facets(self.artifacts, node),
            checks,
        )

    def _in_short(self, node: Node, result: Result) -> NodeRun:
        """A node with its table, or its result as a test, and no columns."""
        times, failed = result.times, result.status in _FAILED
        datasets = Datasets()
        checks: Mapping[tuple[str, str], Check] = {}
        if node.kind == "test":
            datasets, checks = self._tested(node, result)
        else:
            self._unread += 1
            table = self.tables.name(node)
            datasets.outputs.append(OutputDataset(*self.tables.naming([table]).identity(table), facets={}))
        return NodeRun(
            node.unique_id,
            times[0] if times else None,
            times[1] if times else None,
            datasets,
            (result.message or f"dbt says: {result.status}") if failed else None,
            job_facets=facets.job_facets(node),
            run_facets=facets.run_facets(self.artifacts, node),
            checks=checks,
        )

    def _datasets(
        self, node: Node, result: Result, sql: str, place: int
    ) -> tuple[Datasets, Mapping[tuple[str, str], Check]]:
        if node.kind == "test":
            return self._tested(node, result)
        return self._written(node, result, sql, place), {}

    def _tested(self, test: Node, result: Result) -> tuple[Datasets, Mapping[tuple[str, str], Check]]:
        check = check_of(test, result)
        about = {one.unique_id for one in checked_nodes(self.artifacts, test)}
        inputs: dict[tuple[str, str], Any] = {}
        checks: dict[tuple[str, str], Check] = {}
        for node in self.artifacts.read_by(test):
            dataset = self._input(node)
            identity = (dataset.namespace, dataset.name)
            if node.unique_id in about:
                checks[identity] = check
                dataset = with_quality(dataset, [check])
            if identity not in inputs or node.unique_id in about:
                inputs[identity] = dataset
        outputs = []
        if test.relation and test.config.get("store_failures"):
            table = self.tables.name(test)
            outputs = [OutputDataset(*self.tables.naming([table]).identity(table), facets={})]
        return Datasets(list(inputs.values()), outputs), checks

    def _input(self, node: Node) -> InputDataset:
        """A table that a node refers to."""
        known = self._referred_to.get(node.unique_id)
        if known is None:
            table = self.tables.name(node)
            known = datasets_of(ScriptLineage(inputs=(table,)), self.tables.naming([table])).inputs[0]
            known.facets = {**(known.facets or {}), **self._about(node)}
            self._referred_to[node.unique_id] = known
        return InputDataset(known.namespace, known.name, facets=dict(known.facets or {}))

    def _written(self, node: Node, result: Result, sql: str, place: int) -> Datasets:
        failed = result.status in _FAILED
        table = self.tables.name(node)
        lineage = self._analyzed(node, sql, table, place)
        naming = self.tables.naming((*lineage.inputs, *lineage.outputs, table))
        # What a table's whole content was replaced by is a fact only for tables and views.
        settled = not failed and node.materialized in _HEAD
        found = datasets_of(lineage, naming, "complete" if settled else "fail")
        self._add_references(found, node)
        for output in found.outputs:
            output.facets = {**(output.facets or {}), **self._about(node)}
        self._count(found, node, result, naming.identity(table), failed)
        if file := naming.location(table):
            found.outputs.extend([facets.on_file(view, file) for view in found.outputs])
        return found

    def _analyzed(self, node: Node, sql: str, table: TableName, place: int) -> ScriptLineage:
        """The node's SQL as the statement that fills its table; without SQL the table alone."""
        alone = ScriptLineage(outputs=(table,))
        left = self.details_until - time.monotonic()
        if not sql.strip() or str(node.raw.get("language") or "sql") != "sql":
            return alone
        if left <= 0:
            self._unread += 1
            return alone
        head = _HEAD.get(node.materialized, "CREATE TABLE")
        target = node.relation or str(table)
        lineage = analyze(
            f"{head} {target} AS\n{sql.strip().rstrip(';')}",
            self.engine.dialect,
            self.tables,
            budget_seconds=left,
        )
        self.problems += [
            Problem(place, problem.kind, f"{node.unique_id}: {problem.message}")
            for problem in lineage.problems
        ]
        if table not in lineage.outputs:
            return ScriptLineage(inputs=lineage.inputs, outputs=(table,))
        if node.kind == "model":
            columns = lineage.output_columns.get(table) or tuple(
                dict.fromkeys(edge.output_column for edge in lineage.columns if edge.output_column)
            )
            complete = table in lineage.output_columns
            self.tables.learned(table, columns if complete else ())
            self._referred_to.pop(node.unique_id, None)
        return lineage

    def _add_references(self, found: Datasets, node: Node) -> None:
        """Tables that the project says are read, and that the SQL does not show (Python, run_query)."""
        for one in self.artifacts.read_by(node):
            dataset = self._input(one)
            identity = (dataset.namespace, dataset.name)
            known = next((d for d in found.inputs if (d.namespace, d.name) == identity), None)
            if known is None:
                found.inputs.append(dataset)
            else:
                known.facets = {**(dataset.facets or {}), **(known.facets or {})}

    def _about(self, node: Node) -> dict[str, Any]:
        return facets.dataset_facets(node, self._exposures.get(node.unique_id, []))

    def _count(
        self, found: Datasets, node: Node, result: Result, identity: tuple[str, str], failed: bool
    ) -> None:
        rows = rows_written(self.artifacts.adapter, result.response, node.kind, node.materialized)
        if rows is not None and not failed:
            add_statistics((), found.outputs, Moved(written={identity: Amount(rows)}))


def _plain(dataset: Any) -> InputDataset:
    """A dataset without the results of one test: those of all tests of a task come together."""
    own = {key: facet for key, facet in (dataset.facets or {}).items() if not key.startswith("dataQuality")}
    return InputDataset(dataset.namespace, dataset.name, facets=own)
