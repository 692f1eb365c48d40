"""Lineage views -> the lines of a tree: DAG, tasks, datasets, columns with their transformations, checks.

    retail_sqlite  ✓ success  12.4 s
    └─ stage_orders  ✓ success  0.4 s
       ├─ reads  raw_orders
       └─ writes stg_orders
          ├─ order_number  INTEGER  ← raw_orders.order_id  IDENTITY
          └─ rows filtered by raw_orders.channel

In: `DagRunView` objects and a `Style` (colours or not, characters, width). Out: text. Pure functions; a
module of its own because drawing changes for other reasons than reading events.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import groupby

from lineage_provider.cli.lineage_view import (
    CheckView,
    ColumnView,
    DagRunView,
    DatasetName,
    DatasetView,
    Source,
    TaskView,
)

COLOURS = {
    "dag": "1;35",
    "task": "1",
    "dataset": "36",
    "good": "32",
    "bad": "31",
    "warning": "33",
    "quiet": "2",
    "kind": "33",
}
_OUTCOMES = {"passed": "good", "warned": "warning", "failed": "bad"}
STATE_ROLES = {"success": "good", "failed": "bad", "upstream_failed": "bad", "aborted": "bad"}
ROW_WORDS = {
    "FILTER": "filtered by",
    "JOIN": "joined on",
    "GROUP_BY": "grouped by",
    "SORT": "sorted by",
    "WINDOW": "chosen by window over",
}
NAME_WIDTH = 22
TYPE_WIDTH = 14


@dataclass(frozen=True)
class Style:
    """How the tree is drawn; `width` is where expressions are cut, None for never."""

    colour: bool = False
    unicode: bool = True
    width: int | None = None

    @property
    def marks(self) -> Mapping[str, str]:
        return UNICODE_MARKS if self.unicode else ASCII_MARKS


UNICODE_MARKS = {
    "fork": "├─ ",
    "end": "└─ ",
    "line": "│  ",
    "from": "←",
    "good": "✓",
    "bad": "✗",
    "warning": "!",
    "cut": "…",
}
ASCII_MARKS = {
    "fork": "|- ",
    "end": "`- ",
    "line": "|  ",
    "from": "<-",
    "good": "ok",
    "bad": "FAILED",
    "warning": "WARNS",
    "cut": "...",
}

Piece = tuple[str, str]
"""Role (a key of COLOURS, or "" for plain text) and text."""


@dataclass(frozen=True)
class Node:
    pieces: tuple[Piece, ...]
    children: tuple[Node, ...] = field(default=())


def render(runs: Sequence[DagRunView], style: Style) -> str:
    """The whole tree of some DAG runs, with a line that says what dataset names are short for."""
    names = short_names(dataset.name for run in runs for task in run.tasks for dataset in task.datasets())
    lines: list[str] = []
    for run in runs:
        root = _dag_node(run, names, style)
        lines += [paint(root.pieces, style), *draw(root.children, "", style), ""]
    lines += [paint((("quiet", line),), style) for line in _name_legend(names)]
    return "\n".join(lines)


def short_names(datasets: Iterable[DatasetName]) -> dict[DatasetName, str]:
    """Names without the leading parts that all datasets of their namespace share.

    `shop.public.orders` and `shop.public.customers` become `orders` and `customers`; files lose the folders
    they share. Where two namespaces would then use one name for two datasets, those keep their full names.
    """
    by_namespace: dict[str, list[DatasetName]] = {}
    for dataset in dict.fromkeys(datasets):
        by_namespace.setdefault(dataset.namespace, []).append(dataset)
    names: dict[DatasetName, str] = {}
    for members in by_namespace.values():
        mark = "/" if all("/" in member.name for member in members) else "."
        shared = _shared_prefix([member.name.split(mark)[:-1] for member in members])
        for member in members:
            names[member] = mark.join(member.name.split(mark)[shared:])
    uses = list(names.values())
    return {dataset: name if uses.count(name) == 1 else dataset.name for dataset, name in names.items()}


def _shared_prefix(paths: Sequence[Sequence[str]]) -> int:
    shared = 0
    for parts in zip(*paths, strict=False):
        if len(set(parts)) != 1:
            break
        shared += 1
    return shared


def _name_legend(names: Mapping[DatasetName, str]) -> Iterator[str]:
    seen: dict[tuple[str, str], None] = {}
    for dataset, name in names.items():
        seen.setdefault((dataset.namespace, dataset.name.removesuffix(name)))
    for namespace, prefix in seen:
        yield f"Dataset names are in {namespace}" + (f", without their beginning {prefix}" if prefix else "")


def _dag_node(run: DagRunView, names: Mapping[DatasetName, str], style: Style) -> Node:
    pieces = (("dag", run.dag_id), ("", "  "), *outcome(run.state, run.seconds, style))
    return Node(pieces, tuple(_task_node(task, names, style) for task in run.tasks))


def _task_node(task: TaskView, names: Mapping[DatasetName, str], style: Style) -> Node:
    pieces: list[Piece] = [("task", task.name), ("", "  "), *outcome(task.state, task.seconds, style)]
    notes = []
    if task.instances > 1:
        notes.append(f"{task.instances} mapped")
    if task.tries > 1:
        notes.append(f"try {task.tries}")
    if notes:
        pieces.append(("quiet", f"  ({', '.join(notes)})"))
    children = [
        *(_dataset_node("reads ", dataset, names, style) for dataset in task.inputs),
        *(_dataset_node("writes", dataset, names, style) for dataset in task.outputs),
        *(_check_node(check, style) for check in task.checks),
        *(Node((("bad", "not understood: "), ("", problem))) for problem in task.problems),
        *(_task_node(query, names, style) for query in task.queries),
    ]
    return Node(tuple(pieces), tuple(children))


def outcome(state: str, seconds: float | None, style: Style) -> tuple[Piece, ...]:
    role = STATE_ROLES.get(state, "quiet")
    mark = f"{style.marks[role]} " if role in style.marks else ""
    time = f"  {seconds:.1f} s" if seconds is not None else ""
    return ((role, mark + state), ("quiet", time))


def _dataset_node(verb: str, dataset: DatasetView, names: Mapping[DatasetName, str], style: Style) -> Node:
    pieces: list[Piece] = [("quiet", verb + " "), ("dataset", names[dataset.name])]
    notes = []
    if dataset.change:
        notes.append(dataset.change)
    if dataset.row_count is not None:
        notes.append(f"{dataset.row_count} row" + ("" if dataset.row_count == 1 else "s"))
    if dataset.column_count is not None and not dataset.columns:
        notes.append(f"{dataset.column_count} columns")
    if notes:
        pieces.append(("quiet", f"  ({', '.join(notes)})"))
    children = [
        *_column_nodes(dataset.columns, names, style),
        *(_row_node(source, names) for source in dataset.row_sources),
        *(_check_node(check, style) for check in dataset.checks),
    ]
    return Node(tuple(pieces), tuple(children))


def _column_nodes(
    columns: Sequence[ColumnView], names: Mapping[DatasetName, str], style: Style
) -> Iterator[Node]:
    name_width = min(NAME_WIDTH, max((len(column.name) for column in columns), default=0))
    type_width = min(TYPE_WIDTH, max((len(column.type) for column in columns), default=0))
    for column in columns:
        head = column.name.ljust(name_width) + "  "
        kind = column.type.ljust(type_width) + "  " if type_width else ""
        first, *rest = column.sources or (Source((), ""),)
        yield Node(
            (("", head), ("quiet", kind), ("", f"{style.marks['from']} "), *_source(first, names)),
            tuple(Node((("", f"{style.marks['from']} "), *_source(source, names))) for source in rest),
        )


def _source(source: Source, names: Mapping[DatasetName, str]) -> tuple[Piece, ...]:
    kind = source.kind + (" MASKED" if source.masking else "")
    # Of a plain copy, the expression is the input column's name once more.
    expression = "" if source.kind == "IDENTITY" else " ".join(source.expression.split())
    return (
        ("", _column_list(source, names)),
        ("kind", f"  {kind}"),
        ("quiet", f"  {expression}" if expression else ""),
    )


def _row_node(source: Source, names: Mapping[DatasetName, str]) -> Node:
    words = ROW_WORDS.get(source.kind, f"steered ({source.kind}) by")
    return Node((("kind", f"rows {words} "), ("", _column_list(source, names))))


def _column_list(source: Source, names: Mapping[DatasetName, str]) -> str:
    """`orders.amount`, or `orders(amount, rate)` where several columns of one dataset follow each other."""
    parts = []
    for table, group in groupby(source.columns, key=lambda one: one[0]):
        columns = [column for _, column in group]
        name = names.get(table, table.name)
        parts.append(f"{name}.{columns[0]}" if len(columns) == 1 else f"{name}({', '.join(columns)})")
    return ", ".join(parts)


def _check_node(check: CheckView, style: Style) -> Node:
    role = _OUTCOMES[check.outcome]
    pieces: list[Piece] = [(role, f"{style.marks[role]} check {check.name}")]
    if check.column and not check.name.startswith(f"{check.column}."):
        pieces.append(("", f" of {check.column}"))
    told = ["warns only"] if check.outcome == "warned" else []
    told += [
        f"{word} {_in_words(value)}"
        for word, value in (("expected", check.expected), ("was", check.actual))
        if value
    ]
    if told:
        pieces.append(("quiet", f"  ({', '.join(told)})"))
    return Node(tuple(pieces))


def _in_words(value: str) -> str:
    """A value as it stands, and the arguments or numbers of an expectation without their JSON.

    >>> _in_words('{"unexpected_count": 0, "unexpected_percent": 0.0}')
    'unexpected_count 0, unexpected_percent 0.0'
    """
    if not value.startswith("{"):
        return value
    try:
        return ", ".join(f"{key} {json.dumps(one)}" for key, one in json.loads(value).items())
    except ValueError:
        return value


def draw(nodes: Sequence[Node], indent: str, style: Style) -> Iterator[str]:
    marks = style.marks
    for place, node in enumerate(nodes, start=1):
        is_last = place == len(nodes)
        branch = marks["end"] if is_last else marks["fork"]
        yield paint((("quiet", indent + branch), *node.pieces), style)
        yield from draw(node.children, indent + ("   " if is_last else marks["line"]), style)


def paint(pieces: Sequence[Piece], style: Style) -> str:
    if style.width is not None:
        pieces = _cut(pieces, style.width, style.marks["cut"])
    if not style.colour:
        return "".join(text for _, text in pieces).rstrip()
    return "".join(
        f"\x1b[{COLOURS[role]}m{text}\x1b[0m" if role and text.strip() else text for role, text in pieces
    ).rstrip()


def _cut(pieces: Sequence[Piece], width: int, mark: str) -> Sequence[Piece]:
    if sum(len(text) for _, text in pieces) <= width:
        return pieces
    room = width - len(mark)
    kept: list[Piece] = []
    for role, text in pieces:
        if len(text) >= room:
            return [*kept, (role, text[:room] + mark)]
        kept.append((role, text))
        room -= len(text)
    return kept
