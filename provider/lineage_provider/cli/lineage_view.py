"""OpenLineage events of DAG runs -> what a reader of the lineage wants to see, as frozen values.

In: event dicts in the order they were sent. Out: `DagRunView` objects: tasks in the order they started, with
states, datasets, columns, checks and problems; several runs of one task (tries, mapped instances) made one.

A module of its own because it knows where facets keep things, and `tree` only how to draw: another form of
output takes the same views.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any, Literal

from lineage_provider.cli.run_events import END_TYPES, Event, child_events, run_facet

STATES = {
    "COMPLETE": "success",
    "FAIL": "failed",
    "ABORT": "aborted",
    "START": "running",
    "RUNNING": "running",
}


@dataclass(frozen=True)
class DatasetName:
    namespace: str
    name: str


@dataclass(frozen=True)
class Source:
    """Input columns that reach an output in the same way.

    `kind` is a transformation subtype such as IDENTITY; `expression` the SQL that made the output, where it
    says more than the column's name.
    """

    columns: tuple[tuple[DatasetName, str], ...]
    kind: str
    masking: bool = False
    expression: str = ""


@dataclass(frozen=True)
class ColumnView:
    name: str
    type: str
    sources: tuple[Source, ...]


@dataclass(frozen=True)
class CheckView:
    name: str
    passed: bool
    column: str = ""
    warns: bool = False
    """Whether it does not fail what it is a part of when it does not pass."""
    expected: str = ""
    actual: str = ""

    @property
    def outcome(self) -> Literal["passed", "warned", "failed"]:
        if self.passed:
            return "passed"
        return "warned" if self.warns else "failed"


@dataclass(frozen=True)
class DatasetView:
    """A dataset as one task read or wrote it; `row_sources` are columns that steer all of its rows."""

    name: DatasetName
    columns: tuple[ColumnView, ...] = ()
    row_sources: tuple[Source, ...] = ()
    column_count: int | None = None
    row_count: int | None = None
    change: str = ""
    checks: tuple[CheckView, ...] = ()


@dataclass(frozen=True)
class TaskView:
    """A task, or one query of it. `instances` counts mapped ones; `seconds` is the longest of them."""

    name: str
    state: str
    seconds: float | None = None
    instances: int = 1
    tries: int = 1
    inputs: tuple[DatasetView, ...] = ()
    outputs: tuple[DatasetView, ...] = ()
    checks: tuple[CheckView, ...] = ()
    problems: tuple[str, ...] = ()
    queries: tuple[TaskView, ...] = ()

    def datasets(self) -> Iterator[DatasetView]:
        yield from self.inputs
        yield from self.outputs
        for query in self.queries:
            yield from query.datasets()


@dataclass(frozen=True)
class DagRunView:
    dag_id: str
    run_id: str
    state: str
    seconds: float | None
    tasks: tuple[TaskView, ...]
    event_count: int


@dataclass(frozen=True)
class Totals:
    """What came out, in numbers. What a task's own event and those of its queries both say counts once."""

    events: int = 0
    tasks: int = 0
    datasets: int = 0
    columns: int = 0
    checks_passed: int = 0
    checks_warned: int = 0
    checks_failed: int = 0
    problems: int = 0


def dag_runs(events: Sequence[Event]) -> tuple[DagRunView, ...]:
    """One view for every DAG run of the events, in the order of their first event."""
    return tuple(_dag_run(events, dag_id, run_id) for dag_id, run_id in dict.fromkeys(_runs(events)))


def totals(runs: Iterable[DagRunView]) -> Totals:
    names: set[DatasetName] = set()
    found: Counter[str] = Counter()
    for run in runs:
        found["events"] += run.event_count
        found["tasks"] += len(run.tasks)
        for task in run.tasks:
            found["problems"] += len(task.problems)
            names.update(dataset.name for dataset in task.datasets())
            found["columns"] += len({(d.name, column.name) for d in task.datasets() for column in d.columns})
            for check in _checks(task):
                found[f"checks_{check.outcome}"] += 1
    return Totals(datasets=len(names), **found)


def _checks(task: TaskView) -> Iterator[CheckView]:
    """Every check of a task and its queries; one that a query repeats only once."""
    yield from task.checks
    own = {dataset.name: dataset.checks for dataset in (*task.inputs, *task.outputs)}
    for checks in own.values():
        yield from checks
    for query in task.queries:
        for dataset in query.datasets():
            yield from (check for check in dataset.checks if check not in own.get(dataset.name, ()))


def _runs(events: Iterable[Event]) -> Iterator[tuple[str, str]]:
    for event in events:
        if key := _run_key(event):
            yield key


def _run_key(event: Event) -> tuple[str, str] | None:
    facet = run_facet(event, "airflowDagRun") or run_facet(event, "airflow")
    return (facet["dag"]["dag_id"], facet["dagRun"]["run_id"]) if facet else None


def _dag_run(events: Sequence[Event], dag_id: str, run_id: str) -> DagRunView:
    own = [event for event in events if _run_key(event) == (dag_id, run_id)]
    of_dag = [event for event in own if run_facet(event, "airflowDagRun")]
    of_tasks = [event for event in own if not run_facet(event, "airflowDagRun")]
    children = child_events(events, of_tasks)
    states: dict[str, str] = {}
    for event in of_dag:
        states.update(run_facet(event, "airflowState").get("tasksState") or {})
    task_ids = dict.fromkeys(str(run_facet(event, "airflow")["task"]["task_id"]) for event in of_tasks)
    tasks = [
        _task(
            task_id,
            [event for event in of_tasks if run_facet(event, "airflow")["task"]["task_id"] == task_id],
            children,
            states.get(task_id),
        )
        for task_id in task_ids
    ]
    # Tasks that never ran (skipped, upstream failed) have no event of their own.
    silent = [TaskView(task_id, state) for task_id, state in states.items() if task_id not in task_ids]
    return DagRunView(
        dag_id=dag_id,
        run_id=run_id,
        state=STATES.get(of_dag[-1]["eventType"], "running") if of_dag else "running",
        seconds=_seconds(of_dag),
        tasks=(*tasks, *silent),
        event_count=len(own) + len(children),
    )


def _task(task_id: str, events: Sequence[Event], children: Sequence[Event], state: str | None) -> TaskView:
    tries = [_instance(event)["try_number"] for event in events]
    last = _last_tries(events)
    views = [_part(task_id, run) for run in last]
    queries = _queries(task_id, child_events(children, [run[-1] for run in last]))
    return TaskView(
        name=task_id,
        state=state or next((view.state for view in views if view.state != "success"), "success"),
        seconds=max((view.seconds for view in views if view.seconds is not None), default=None),
        instances=len(last),
        tries=max(tries, default=1),
        inputs=_united(view.inputs for view in views),
        outputs=_united(view.outputs for view in views),
        checks=tuple(check for view in views for check in view.checks),
        problems=tuple(dict.fromkeys(problem for view in views for problem in view.problems)),
        queries=queries,
    )


def _instance(event: Event) -> dict[str, Any]:
    instance: dict[str, Any] = run_facet(event, "airflow")["taskInstance"]
    return instance


def _last_tries(events: Sequence[Event]) -> list[list[Event]]:
    """Events by run id, of every mapped instance only those of the last try."""
    last: dict[int, int] = {}
    for event in events:
        index = _instance(event).get("map_index", -1)
        last[index] = max(last.get(index, 0), _instance(event)["try_number"])
    runs: dict[str, list[Event]] = {}
    for event in events:
        if _instance(event)["try_number"] == last[_instance(event).get("map_index", -1)]:
            runs.setdefault(event["run"]["runId"], []).append(event)
    return list(runs.values())


def _queries(task_id: str, events: Sequence[Event]) -> tuple[TaskView, ...]:
    """Queries with events of their own; those that name no dataset have nothing to show."""
    runs: dict[str, list[Event]] = {}
    for event in events:
        runs.setdefault(event["run"]["runId"], []).append(event)
    views = [_part(str(run[-1]["job"]["name"]).partition(f"{task_id}.")[2], run) for run in runs.values()]
    return tuple(view for view in views if view.inputs or view.outputs)


def _part(name: str, run: Sequence[Event]) -> TaskView:
    """One run of a task or query, told by its last event: that one knows most."""
    last = run[-1]
    inputs = tuple(_dataset(dataset, "inputFacets") for dataset in last.get("inputs") or [])
    outputs = tuple(_dataset(dataset, "outputFacets") for dataset in last.get("outputs") or [])
    # The run facet repeats checks that are on their dataset, too.
    shown = {check.name for dataset in (*inputs, *outputs) for check in dataset.checks}
    checks = (_run_check(test) for test in run_facet(last, "test").get("tests") or [])
    return TaskView(
        name=name,
        state=STATES.get(last["eventType"], "running"),
        seconds=_seconds(run),
        inputs=inputs,
        outputs=outputs,
        checks=tuple(check for check in checks if check.name not in shown),
        problems=tuple(_problems(last)),
    )


def _seconds(run: Sequence[Event]) -> float | None:
    if not run or run[-1]["eventType"] not in END_TYPES or run[0]["eventType"] != "START":
        return None
    begin, end = (datetime.fromisoformat(event["eventTime"]) for event in (run[0], run[-1]))
    return (end - begin).total_seconds()


def _problems(event: Event) -> Iterator[str]:
    facet = run_facet(event, "extractionError")
    for error in facet.get("errors") or []:
        yield str(error.get("errorMessage", "")).strip()


def _united(groups: Iterable[Sequence[DatasetView]]) -> tuple[DatasetView, ...]:
    """Datasets of several mapped instances; of one that several touched, checks and rows are put together."""
    united: dict[DatasetName, DatasetView] = {}
    for dataset in (dataset for group in groups for dataset in group):
        known = united.get(dataset.name)
        if known is None:
            united[dataset.name] = dataset
            continue
        counts = [one.row_count for one in (known, dataset) if one.row_count is not None]
        united[dataset.name] = replace(
            known if known.columns else dataset,
            row_count=sum(counts) if counts else None,
            checks=(*known.checks, *dataset.checks),
        )
    return tuple(united.values())


def _dataset(dataset: dict[str, Any], own_facets: str) -> DatasetView:
    facets = dataset.get("facets") or {}
    extra = dataset.get(own_facets) or {}
    fields = (facets.get("schema") or {}).get("fields")
    types = {column["name"]: column.get("type") or "" for column in fields or []}
    places = {name: place for place, name in enumerate(types)}
    lineage = facets.get("columnLineage") or {}
    # In the table's own order where it is known: the facet's is no order.
    entries = sorted(
        (lineage.get("fields") or {}).items(), key=lambda entry: places.get(entry[0], len(places))
    )
    statistics = extra.get("outputStatistics") or extra.get("inputStatistics") or {}
    # The official provider writes assertions among the dataset's facets, the specification among the input's.
    quality = extra.get("dataQualityAssertions") or facets.get("dataQualityAssertions") or {}
    return DatasetView(
        name=DatasetName(dataset["namespace"], dataset["name"]),
        columns=tuple(
            ColumnView(name, types.get(name, ""), _sources(entry["inputFields"], name))
            for name, entry in entries
        ),
        row_sources=_sources(lineage.get("dataset") or [], ""),
        column_count=None if fields is None else len(fields),
        row_count=statistics.get("rowCount"),
        change=(facets.get("lifecycleStateChange") or {}).get("lifecycleStateChange", ""),
        checks=tuple(_assertion(assertion) for assertion in quality.get("assertions") or []),
    )


@dataclass
class _Group:
    columns: list[tuple[DatasetName, str]] = field(default_factory=list)


def _sources(fields: Iterable[dict[str, Any]], output: str) -> tuple[Source, ...]:
    """Input fields gathered by what was done with them, in the order of the facet."""
    groups: dict[tuple[str, bool, str], _Group] = {}
    for one in fields:
        column = (DatasetName(one["namespace"], one["name"]), str(one["field"]))
        for transformation in one.get("transformations") or [{}]:
            kind = transformation.get("subtype") or transformation.get("type") or ""
            expression = str(transformation.get("description") or "")
            key = (str(kind), bool(transformation.get("masking")), expression)
            columns = groups.setdefault(key, _Group()).columns
            if column not in columns:
                columns.append(column)
    return tuple(
        Source(tuple(group.columns), kind, masking, "" if expression == output else expression)
        for (kind, masking, expression), group in groups.items()
    )


def _assertion(assertion: dict[str, Any]) -> CheckView:
    return CheckView(
        name=str(assertion.get("name") or assertion["assertion"]),
        passed=bool(assertion["success"]),
        column=str(assertion.get("column") or ""),
        warns=assertion.get("severity") in ("warn", "info"),
        expected=_text(assertion.get("expected")),
        actual=_text(assertion.get("actual")),
    )


def _run_check(test: dict[str, Any]) -> CheckView:
    return CheckView(
        name=str(test.get("name") or test.get("type") or "check"),
        passed=test.get("status") == "pass",
        expected=_text(test.get("expected")),
        actual=_text(test.get("actual")),
    )


def _text(value: object) -> str:
    return "" if value is None else str(value)
