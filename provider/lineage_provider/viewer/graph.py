"""The values that store, API, page and terminal speak of: nodes, edges, runs and answers.

In: nothing. Out: frozen values with ``to_dict()``, the JSON of docs/viewer-api.md. A module of its own
because everything in the viewer agrees on these forms and on the ids:

    dataset:NAMESPACE|NAME      job:NAMESPACE|NAME      dataset:NAMESPACE|NAME#COLUMN      dag:DAG_ID
"""

from __future__ import annotations

from dataclasses import asdict, dataclass, field, fields
from typing import Any

from lineage_provider.viewer.merge import Name

DATASET, JOB, DAG = "dataset:", "job:", "dag:"


def dataset_id(name: Name) -> str:
    """A ``#`` of the name itself is written %23, so that the first one in an id begins the column."""
    return DATASET + f"{name[0]}|{name[1]}".replace("%", "%25").replace("#", "%23")


def job_id(name: Name) -> str:
    return f"{JOB}{name[0]}|{name[1]}"


def column_id(name: Name, column: str) -> str:
    return f"{dataset_id(name)}#{column}"


def split_column(node: str) -> tuple[str, str]:
    """The id of a dataset and the column's name, empty where the id is the dataset's own."""
    dataset, _, column = node.partition("#")
    return dataset, column


def name_of(node: str) -> Name:
    """Namespace and name of a dataset's or a job's id; raises ValueError."""
    kind, mark, rest = node.partition(":")
    if kind == "dataset":
        rest = rest.replace("%23", "#").replace("%25", "%")
    namespace, bar, name = rest.partition("|")
    if kind not in ("dataset", "job") or not mark or not bar or not name:
        raise ValueError(f"{node} is no id: dataset:NAMESPACE|NAME or job:NAMESPACE|NAME")
    return namespace, name


def label_of(name: Name) -> str:
    """The last part of a name, for people: a table, a file, a task with its DAG."""
    last = name[1].rstrip("/").rpartition("/")[2] if "/" in name[1] else name[1].rpartition(".")[2]
    return last or name[1]


class _Value:
    """``to_dict()`` for the values below: their fields, those of nested values, too."""

    def to_dict(self) -> dict[str, Any]:
        return asdict(self)  # type: ignore[call-overload,no-any-return]


@dataclass(frozen=True)
class Column(_Value):
    name: str
    type: str = ""
    description: str = ""


@dataclass(frozen=True)
class CheckCounts(_Value):
    """The newest result of each check on a dataset."""

    passed: int
    failed: int
    warned: int
    at: str | None


@dataclass(frozen=True)
class DatasetNode(_Value):
    """``rows`` and ``bytes`` are what the last run that wrote it wrote; ``more_up`` and ``more_down`` say
    that the graph goes on there."""

    id: str
    namespace: str
    name: str
    label: str
    kind: str = "dataset"
    columns: tuple[Column, ...] = ()
    checks: CheckCounts | None = None
    rows: int | None = None
    bytes: int | None = None
    updated: str | None = None
    more_up: bool = False
    more_down: bool = False


@dataclass(frozen=True)
class RunSummary(_Value):
    """A run in a list and on its job; times are ISO texts in UTC."""

    id: str
    state: str
    started: str | None
    ended: str | None
    seconds: float | None
    try_number: int | None = None
    map_index: int | None = None
    dag_run_id: str = ""
    job: str = ""
    dag_id: str | None = None
    task_id: str | None = None
    job_type: str = ""

    def to_dict(self) -> dict[str, Any]:
        found = asdict(self)
        found["try"] = found.pop("try_number")
        return found


@dataclass(frozen=True)
class JobNode(_Value):
    """``dag_id`` and ``task_id`` are null for jobs outside Airflow; ``run`` is the newest one."""

    id: str
    namespace: str
    name: str
    label: str
    kind: str = "job"
    dag_id: str | None = None
    task_id: str | None = None
    job_type: str = ""
    description: str = ""
    owners: tuple[str, ...] = ()
    run: RunSummary | None = None
    more_up: bool = False
    more_down: bool = False

    def to_dict(self) -> dict[str, Any]:
        return {**asdict(self), "run": self.run.to_dict() if self.run else None}


@dataclass(frozen=True)
class Edge(_Value):
    source: str
    target: str
    kind: str
    """``reads``: from a dataset to a job; ``writes``: from a job to a dataset."""


@dataclass(frozen=True)
class ColumnEdge(_Value):
    """Where a column comes from; where ``target`` is a dataset, what decides all its rows."""

    source: str
    target: str
    type: str
    subtype: str
    masking: bool = False
    expression: str | None = None
    inferred: bool = False
    ambiguous: bool = False
    job: str = ""


@dataclass(frozen=True)
class Graph(_Value):
    """``hidden`` counts jobs beside the graph's nodes that this user may not see."""

    nodes: tuple[DatasetNode | JobNode, ...]
    edges: tuple[Edge, ...]
    columns: tuple[ColumnEdge, ...] = ()
    rows: tuple[ColumnEdge, ...] = ()
    root: str | None = None
    truncated: bool = False
    hidden: int = 0

    def to_dict(self) -> dict[str, Any]:
        return {
            "nodes": [node.to_dict() for node in self.nodes],
            **{name: [asdict(edge) for edge in getattr(self, name)] for name in ("edges", "columns", "rows")},
            **{name: getattr(self, name) for name in ("root", "truncated", "hidden")},
        }


@dataclass(frozen=True)
class Reached(_Value):
    """A dataset or column that depends on the root, ``distance`` tasks away; ``rows``: only by which rows
    there are, not by a value."""

    id: str
    distance: int
    rows: bool = False


@dataclass(frozen=True)
class AffectedJob(_Value):
    id: str
    dag_id: str | None
    task_id: str | None
    owners: tuple[str, ...]
    distance: int
    updated: str | None = None


@dataclass(frozen=True)
class Impact(_Value):
    """What depends on a column or dataset."""

    root: str
    datasets: tuple[Reached, ...] = ()
    columns: tuple[Reached, ...] = ()
    jobs: tuple[AffectedJob, ...] = ()
    dags: tuple[str, ...] = ()
    owners: tuple[str, ...] = ()
    truncated: bool = False
    hidden: int = 0


@dataclass(frozen=True)
class CheckResult(_Value):
    """One check of one run; ``dataset`` is null where it is about no dataset."""

    dataset: str | None
    name: str
    assertion: str
    success: bool
    column: str = ""
    severity: str = ""
    expected: str = ""
    actual: str = ""
    content: str = ""
    at: str | None = None
    run: str = ""


@dataclass(frozen=True)
class Statistics(_Value):
    """What one run wrote to, or read from, a dataset."""

    run: str
    job: str
    at: str | None
    side: str
    """``reads`` or ``writes``."""
    rows: int | None
    bytes: int | None
    state: str = ""


@dataclass(frozen=True)
class UsedDataset(_Value):
    """A dataset as one run saw it: its columns then, its rows and bytes."""

    node: DatasetNode
    side: str
    rows: int | None = None
    bytes: int | None = None
    change: str = ""

    def to_dict(self) -> dict[str, Any]:
        done = "read" if self.side == "reads" else "written"
        return {
            **self.node.to_dict(),
            f"rows_{done}": self.rows,
            f"bytes_{done}": self.bytes,
            "change": self.change,
        }


@dataclass(frozen=True)
class RunDetail(_Value):
    run: RunSummary
    job: JobNode
    inputs: tuple[UsedDataset, ...] = ()
    outputs: tuple[UsedDataset, ...] = ()
    sql: str = ""
    dialect: str = ""
    columns: tuple[ColumnEdge, ...] = ()
    rows: tuple[ColumnEdge, ...] = ()
    checks: tuple[CheckResult, ...] = ()
    query_ids: tuple[str, ...] = ()
    tags: dict[str, str] = field(default_factory=dict)
    error: dict[str, str] | None = None
    problems: tuple[str, ...] = ()
    children: tuple[RunSummary, ...] = ()
    parent: str | None = None
    log_url: str | None = None
    facets: dict[str, Any] = field(default_factory=dict)

    def to_dict(self) -> dict[str, Any]:
        return {each.name: _json(getattr(self, each.name)) for each in fields(self)}


@dataclass(frozen=True)
class Comparison(_Value):
    """Two runs, and what is in one only or other in each; ``change``: added, removed, type, changed."""

    left: RunSummary
    right: RunSummary
    schema: tuple[dict[str, Any], ...] = ()
    columns: tuple[dict[str, Any], ...] = ()
    rows: tuple[dict[str, Any], ...] = ()
    datasets: tuple[dict[str, Any], ...] = ()
    statistics: tuple[dict[str, Any], ...] = ()
    checks: tuple[dict[str, Any], ...] = ()
    sql_changed: bool = False
    left_sql: str = ""
    right_sql: str = ""

    @property
    def differs(self) -> bool:
        return self.sql_changed or any(
            getattr(self, name) for name in ("schema", "columns", "rows", "datasets", "checks")
        )

    def to_dict(self) -> dict[str, Any]:
        return {each.name: _json(getattr(self, each.name)) for each in fields(self)}


@dataclass(frozen=True)
class Hit(_Value):
    """What a search found; ``kind`` is dataset, column, job or dag, ``where`` what it belongs to."""

    id: str
    kind: str
    label: str
    where: str


def _json(value: Any) -> Any:
    if isinstance(value, _Value):
        return value.to_dict()
    return [_json(each) for each in value] if isinstance(value, tuple) else value
