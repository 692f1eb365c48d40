"""Graphs, impacts, runs and comparisons -> the lines of trees.

    shop.daily  postgres://db:5432  7 rows  ✗ 1 check failed
    ├─ comes from
    │  └─ shop.daily  ✓ success  2.0 s
    │     └─ shop.orders
    └─ goes to
       └─ finance.report  ✓ success

In: the viewer's values and a `Style`. Out: text. A module of its own because drawing changes for other
reasons than questions do.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from lineage_provider.cli.tree import ROW_WORDS, Node, Piece, Style, draw, outcome, paint
from lineage_provider.viewer.graph import (
    DATASET,
    ColumnEdge,
    Comparison,
    DatasetNode,
    Graph,
    Impact,
    JobNode,
    RunSummary,
    name_of,
    split_column,
)

_Nodes = Mapping[str, DatasetNode | JobNode]
_MORE = "  ... goes on"


def graph_tree(graph: Graph, style: Style, *, columns: bool) -> str:
    """The tree of a graph: from its root in both directions; of a DAG or run, task by task."""
    nodes: _Nodes = {node.id: node for node in graph.nodes}
    root = nodes.get(graph.root or "")
    if root is None:
        lines = list(_by_task(graph, nodes, style, columns))
    else:
        children = [
            Node((("quiet", word),), tuple(_around(graph, nodes, root.id, style, columns, {root.id}, up=up)))
            for word, up in (("comes from", True), ("goes to", False))
        ]
        own = _column_nodes(graph, root.id, style) if columns else []
        lines = [paint(_title(root, style), style)]
        lines += draw([*own, *(child for child in children if child.children)], "", style)
        if not any(child.children for child in children):
            lines.append("nothing is known to come before or after it")
    return "\n".join([*lines, *_notes(graph)])


def _around(
    graph: Graph, nodes: _Nodes, here: str, style: Style, columns: bool, passed: set[str], *, up: bool
) -> Iterator[Node]:
    for edge in graph.edges:
        near, far = (edge.target, edge.source) if up else (edge.source, edge.target)
        if near != here or far not in nodes:
            continue
        pieces = _title(nodes[far], style)
        if far in passed:
            yield Node((*pieces, ("quiet", "  (see above)")))
            continue
        passed.add(far)
        inner = list(_around(graph, nodes, far, style, columns, passed, up=up))
        more = nodes[far].more_up if up else nodes[far].more_down
        own = _column_nodes(graph, far, style) if columns else []
        yield Node((*pieces, ("quiet", _MORE if more else "")), (*own, *inner))


def _by_task(graph: Graph, nodes: _Nodes, style: Style, columns: bool) -> Iterator[str]:
    for node in sorted((n for n in graph.nodes if isinstance(n, JobNode)), key=_when):
        yield paint(_title(node, style), style)
        children = []
        for edge in graph.edges:
            other = edge.source if edge.target == node.id else edge.target
            if node.id in (edge.source, edge.target) and other in nodes:
                own = _column_nodes(graph, other, style, node.id) if columns and edge.kind == "writes" else []
                children.append(
                    Node((("quiet", edge.kind.ljust(7)), *_title(nodes[other], style)), tuple(own))
                )
        yield from draw(children, "", style)
    if not any(isinstance(node, JobNode) for node in graph.nodes):
        yield "no lineage: its tasks have read and written nothing that is known"


def _when(node: DatasetNode | JobNode) -> str:
    run = node.run if isinstance(node, JobNode) else None
    return (run.started or "" if run else "") + node.name


def _title(node: DatasetNode | JobNode, style: Style) -> tuple[Piece, ...]:
    if isinstance(node, JobNode):
        state = outcome(node.run.state, node.run.seconds, style) if node.run else ()
        return (("task", node.name), ("", "  " if state else ""), *state)
    pieces: list[Piece] = [("dataset", node.name)]
    if node.rows is not None:
        pieces.append(("quiet", f"  {node.rows:,} row{'' if node.rows == 1 else 's'} written"))
    if node.checks:
        bad = node.checks.failed
        words = _counted(bad or node.checks.passed, "check failed" if bad else "check passed")
        role = "bad" if bad else "good"
        pieces.append((role, f"  {style.marks[role]} {words}"))
    return tuple(pieces)


def _column_nodes(graph: Graph, dataset: str, style: Style, job: str = "") -> list[Node]:
    """The columns of a dataset with what they come from, then what decides its rows."""
    found: dict[str, list[ColumnEdge]] = {}
    for edge in graph.columns:
        if edge.target.startswith(dataset + "#") and job in ("", edge.job):
            found.setdefault(edge.target.removeprefix(dataset + "#"), []).append(edge)
    lines = []
    for column, edges in found.items():
        for edge in edges:
            words = [
                edge.subtype.lower(),
                *(w for w in ("masking", "inferred", "ambiguous") if getattr(edge, w)),
            ]
            lines.append(
                Node(
                    (
                        ("", f"{column} {style.marks['from']} {short(edge.source)}"),
                        ("kind", "  " + " ".join(words)),
                        ("quiet", f"  {' '.join(edge.expression.split())}" if edge.expression else ""),
                    )
                )
            )
    deciding: dict[str, dict[str, None]] = {}
    for edge in graph.rows:
        if edge.target == dataset and job in ("", edge.job):
            how = ROW_WORDS.get(edge.subtype, f"decided ({edge.subtype.lower()}) by")
            deciding.setdefault(how, {})[short(edge.source)] = None
    for how, sources in deciding.items():
        lines.append(Node((("kind", f"rows {how} "), ("", ", ".join(sources)))))
    return list(dict.fromkeys(lines))


def short(identity: str) -> str:
    """An id for people: its name, with a dot before the column."""
    dataset, column = split_column(identity)
    name = name_of(dataset)[1] if dataset.startswith(DATASET) else identity.partition("|")[2] or identity
    return f"{name}.{column}" if column else name


def _notes(graph: Graph | Impact) -> list[str]:
    notes = []
    if graph.truncated:
        notes.append("The graph is larger than this: it was cut.")
    if graph.hidden:
        notes.append(f"{graph.hidden} tasks of other DAGs are not shown.")
    return notes


def impact_tree(impact: Impact, style: Style) -> str:
    """Who and what is affected, the nearest first."""
    if not impact.jobs and not impact.datasets:
        return f"Nothing is known to depend on {short(impact.root)}."
    lines = [paint((("dataset", short(impact.root)), ("", "  is used by")), style)]
    children = []
    for job in impact.jobs:
        notes = f"  {', '.join(job.owners)}" if job.owners else ""
        children.append(Node((("task", short(job.id)), ("quiet", notes))))
    groups = [("task", children)]
    groups.append(("column", [Node((("", short(one.id)),)) for one in impact.columns]))
    by_rows = [Node((("dataset", short(one.id)),)) for one in impact.datasets if one.rows]
    groups.append(("dataset whose rows depend on it", by_rows))
    shown = [Node((("quiet", _counted(len(each), word)),), tuple(each)) for word, each in groups if each]
    lines += draw(shown, "", style)
    owners = f", of {', '.join(impact.owners)}" if impact.owners else ""
    numbers = ((impact.datasets, "dataset"), (impact.jobs, "task"), (impact.dags, "DAG"))
    lines.append(", ".join(_counted(len(each), word) for each, word in numbers) + f"{owners}.")
    return "\n".join([*lines, *_notes(impact)])


def _counted(number: int, word: str) -> str:
    """``2 datasets whose rows depend on it`` of ``dataset whose rows depend on it``."""
    first, blank, rest = word.partition(" ")
    return f"{number} {first}{'' if number == 1 else 's'}{blank}{rest}"


def runs_table(runs: Sequence[RunSummary], style: Style) -> str:
    """One line a run."""
    names = [short(run.job) for run in runs]
    width = min(60, max(map(len, names), default=0))
    lines = []
    for run, name in zip(runs, names, strict=True):
        when = (run.started or run.ended or "")[:19].replace("T", " ")
        known = (("quiet", f"{run.id}  {when}  "), ("task", name.ljust(width)), ("", "  "))
        lines.append(paint((*known, *outcome(run.state, run.seconds, style)), style))
    return "\n".join(lines)


def comparison_tree(found: Comparison, style: Style) -> str:
    """What differs between two runs, by kind."""
    lines = [
        paint(
            (
                ("quiet", f"{word}  {run.id}  "),
                ("task", short(run.job)),
                ("", "  "),
                *outcome(run.state, run.seconds, style),
            ),
            style,
        )
        for word, run in (("left ", found.left), ("right", found.right))
    ]
    groups: list[tuple[str, Iterable[str]]] = [
        ("datasets", (f"{_sign(one)} {one['side']} {short(one['dataset'])}" for one in found.datasets)),
        ("columns of datasets", (_schema_line(one) for one in found.schema)),
        ("lineage of columns", (_edge_line(one, style) for one in found.columns)),
        ("what decides rows", (_edge_line(one, style) for one in found.rows)),
        ("checks", (_check_line(one) for one in found.checks)),
        ("rows", (_statistics_line(one) for one in found.statistics)),
    ]
    nodes = [Node((("quiet", word),), tuple(Node((("", text),)) for text in texts)) for word, texts in groups]
    if found.sql_changed:
        nodes.append(Node((("kind", "the SQL is another one"),)))
    lines += draw([node for node in nodes if node.children or node.pieces[0][0] == "kind"], "", style)
    return "\n".join([*lines, *([] if found.differs else ["No differences but in time and rows."])])


_SIGNS = {"added": "+", "removed": "-", "changed": "~", "type": "~"}


def _sign(one: Mapping[str, object]) -> str:
    return _SIGNS.get(str(one["change"]), "~")


def _schema_line(one: Mapping[str, str]) -> str:
    name = f"{_sign(one)} {short(one['dataset'])}.{one['column']}"
    types = [str(kind) for kind in (one["left"], one["right"]) if kind]
    return f"{name}  {' -> '.join(types)}" if types else name


def _edge_line(one: Mapping[str, Mapping[str, str]], style: Style) -> str:
    edge = one["edge"]
    ends = f"{short(edge['target'])} {style.marks['from']} {short(edge['source'])}"
    text = f"{_sign(one)} {ends}  {edge['subtype'].lower()}"
    return f"{text}  {' '.join(edge['expression'].split())}" if edge.get("expression") else text


def _check_line(one: Mapping[str, Mapping[str, object]]) -> str:
    def words(side: Mapping[str, object] | None) -> str:
        return (
            "not run" if side is None else "passed" if side["success"] else f"failed (was {side['actual']})"
        )

    return f"{_sign(one)} {one['name']}: {words(one['left'])} -> {words(one['right'])}"


def _statistics_line(one: Mapping[str, Mapping[str, object]]) -> str:
    def rows(side: Mapping[str, object] | None) -> str:
        return "not counted" if side is None or side["rows"] is None else f"{side['rows']:,}"

    return f"{one['side']} {short(str(one['dataset']))}: {rows(one['left'])} -> {rows(one['right'])}"
