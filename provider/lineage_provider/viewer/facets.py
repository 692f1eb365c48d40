"""Facets of datasets and runs -> the viewer's values.

In: facets as JSON has them. Out: columns, column edges, checks, statistics. A module of its own because the
store, a run's detail and the comparison of runs read the same facets, and must read them alike.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from lineage_provider.viewer.events import count, mapping, mappings, text, whole
from lineage_provider.viewer.graph import Column, ColumnEdge, column_id, dataset_id
from lineage_provider.viewer.merge import Name, Run, SeenDataset

AMBIGUOUS, INFERRED = "ambiguous:", "inferred:"
"""How a transformation's description says, after the expression, that an edge is not sure."""
MOST_COLUMNS = 5_000


@dataclass(frozen=True)
class SourceEdge:
    """An edge by names, before it has ids; ``target_column`` is empty for what decides all rows."""

    source: Name
    source_column: str
    target: Name
    target_column: str
    type: str
    subtype: str
    masking: bool
    expression: str
    inferred: bool
    ambiguous: bool

    def edge(self, job: str) -> ColumnEdge:
        whole_dataset = not self.target_column
        return ColumnEdge(
            source=column_id(self.source, self.source_column),
            target=dataset_id(self.target) if whole_dataset else column_id(self.target, self.target_column),
            type=self.type,
            subtype=self.subtype,
            masking=self.masking,
            expression=self.expression or None,
            inferred=self.inferred,
            ambiguous=self.ambiguous,
            job=job,
        )


def columns(schema: Mapping[str, Any]) -> tuple[Column, ...]:
    """The columns of a schema facet, fields of structures after their column with a dot."""
    return tuple(_columns(schema.get("fields"), ""))[:MOST_COLUMNS]


def _columns(fields: Any, prefix: str) -> Iterator[Column]:
    for field in mappings(fields):
        name = prefix + text(field.get("name"))
        yield Column(name, text(field.get("type")), text(field.get("description")))
        yield from _columns(field.get("fields"), name + ".")


def column_edges(target: Name, lineage: Mapping[str, Any]) -> Iterator[SourceEdge]:
    """The edges of a columnLineage facet; of one column used in several ways, one a way."""
    for column, entry in mapping(lineage.get("fields")).items():
        for field in mappings(mapping(entry).get("inputFields")):
            yield from _edges(target, text(column), field, mapping(entry))
    for field in mappings(lineage.get("dataset")):
        yield from _edges(target, "", field, {})


def _edges(
    target: Name, column: str, field: Mapping[str, Any], entry: Mapping[str, Any]
) -> Iterator[SourceEdge]:
    source = (text(field.get("namespace")), text(field.get("name")))
    # Before version 1-1-0 of the facet the transformation was the output column's.
    old = {"subtype": entry.get("transformationType"), "description": entry.get("transformationDescription")}
    for each in mappings(field.get("transformations")) or [old]:
        expression, inferred, ambiguous = _description(text(each.get("description")))
        yield SourceEdge(
            source=source,
            source_column=text(field.get("field")),
            target=target,
            target_column=column,
            type=text(each.get("type")).upper() or ("DIRECT" if column else "INDIRECT"),
            subtype=text(each.get("subtype")).upper(),
            masking=bool(each.get("masking")),
            expression=expression,
            inferred=inferred,
            ambiguous=ambiguous,
        )


def _description(description: str) -> tuple[str, bool, bool]:
    """The expression, whether the edge is inferred, and whether it is ambiguous."""
    found = {INFERRED: False, AMBIGUOUS: False}
    while True:
        head, mark, last = description.rpartition("; ")
        note = next((each for each in found if last.startswith(each)), None)
        if note is None:
            return description, found[INFERRED], found[AMBIGUOUS]
        found[note] = True
        description = head if mark else ""


@dataclass(frozen=True)
class Assertion:
    """A check's result by the words of the dataQualityAssertions facet."""

    name: str
    assertion: str
    success: bool
    column: str = ""
    severity: str = ""
    expected: str = ""
    actual: str = ""
    content: str = ""

    @property
    def outcome(self) -> str:
        """``passed``, ``failed``, or ``warned``: it failed, and was to be told only."""
        return "passed" if self.success else "warned" if self.severity.startswith("warn") else "failed"


def assertions(dataset: SeenDataset) -> Iterator[Assertion]:
    """The checks on a dataset; those without an outcome were not run."""
    for each in mappings(dataset.facet("dataQualityAssertions").get("assertions")):
        if isinstance(each.get("success"), bool):
            kind = text(each.get("assertion"))
            yield Assertion(
                name=text(each.get("name")) or kind,
                assertion=kind,
                success=each["success"],
                column=text(each.get("column")),
                severity=text(each.get("severity")).lower(),
                expected=text(each.get("expected")),
                actual=text(each.get("actual")),
                content=text(each.get("content")),
            )


def run_tests(run: Run) -> Iterator[Assertion]:
    """Checks of a run that name no dataset."""
    for each in mappings(run.facet("test").get("tests")):
        yield Assertion(
            name=text(each.get("name")) or text(each.get("type")) or "check",
            assertion=text(each.get("type")),
            success=each.get("status") == "pass",
            severity=text(each.get("severity")).lower(),
            expected=text(each.get("expected")),
            actual=text(each.get("actual")),
            content=text(each.get("content")),
        )


def statistics(dataset: SeenDataset) -> tuple[int | None, int | None]:
    """Rows and bytes that the run read or wrote."""
    for name in ("outputStatistics", "inputStatistics"):
        facet = dataset.facet(name)
        if facet:
            return count(facet.get("rowCount")), count(facet.get("size"))
    return None, None


@dataclass(frozen=True)
class AirflowIdentity:
    """What Airflow calls a run; ``dag_id`` is None for runs that Airflow's own facets do not describe."""

    dag_id: str | None = None
    task_id: str | None = None
    dag_run_id: str = ""
    try_number: int | None = None
    map_index: int | None = None
    log_url: str | None = None


def airflow_identity(run: Run) -> AirflowIdentity:
    """Read the facets ``airflow`` (tasks) and ``airflowDagRun``."""
    task, dag = run.facet("airflow"), run.facet("airflowDagRun")
    facet = task or dag
    dag_id = text(mapping(facet.get("dag")).get("dag_id"))
    if not dag_id:
        return AirflowIdentity()
    instance = mapping(task.get("taskInstance"))
    return AirflowIdentity(
        dag_id=dag_id,
        task_id=text(mapping(task.get("task")).get("task_id")) or None,
        dag_run_id=text(mapping(facet.get("dagRun")).get("run_id")),
        try_number=whole(instance.get("try_number")),
        map_index=whole(instance.get("map_index")),
        log_url=text(instance.get("log_url")) or None,
    )


def owners(run: Run) -> tuple[str, ...]:
    return tuple(text(each.get("name")) for each in mappings(run.job_facet("ownership").get("owners")))
