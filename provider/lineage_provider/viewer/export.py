"""Graphs for other places: mermaid, DOT, CSV.

In: a Graph, or an Impact. Out: text. A module of its own because these forms are read by other programs,
each with its own rules for what a name may hold.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Mapping, Sequence

from lineage_provider.viewer.graph import (
    DATASET,
    ColumnEdge,
    DatasetNode,
    Graph,
    Impact,
    JobNode,
    name_of,
    split_column,
)

_FORMULA = ("=", "+", "-", "@", "\t", "\r")
"""What makes a spreadsheet take a text for a formula."""


def mermaid(graph: Graph, *, columns: bool = False) -> str:
    """A mermaid flowchart; with ``columns``, of columns inside their datasets."""
    lines = ["flowchart LR"]
    numbers = {node.id: f"n{place}" for place, node in enumerate(graph.nodes)}
    if columns:
        return "\n".join([*lines, *_mermaid_columns(graph, numbers)]) + "\n"
    for node in graph.nodes:
        opening, closing = ('[("', '")]') if isinstance(node, DatasetNode) else ('["', '"]')
        lines.append(f"  {numbers[node.id]}{opening}{_mermaid(_title(node))}{closing}")
    lines += [f"  {numbers[edge.source]} --> {numbers[edge.target]}" for edge in graph.edges]
    failed = [numbers[node.id] for node in graph.nodes if _is_bad(node)]
    if failed:
        lines += ["  classDef failed stroke:#c62828,stroke-width:3px", f"  class {','.join(failed)} failed"]
    return "\n".join(lines) + "\n"


def _mermaid_columns(graph: Graph, numbers: Mapping[str, str]) -> Iterable[str]:
    columns = _columns(graph)
    for node in graph.nodes:
        if node.id in columns:
            yield f'  subgraph {numbers[node.id]}["{_mermaid(node.name)}"]'
            for column, number in columns[node.id].items():
                yield f'    {numbers[node.id]}_{number}["{_mermaid(column)}"]'
            yield "  end"
    for source, target, label, solid in _column_arrows(graph, numbers, columns):
        arrow = "-->" if solid else "-.->"
        yield f'  {source} {arrow}|"{_mermaid(label)}"| {target}'


def _mermaid(text: str) -> str:
    """Text inside quotes; mermaid knows entities with ``#``."""
    for character, entity in (("#", "#35;"), ('"', "#quot;"), ("<", "#lt;"), (">", "#gt;"), ("\n", " ")):
        text = text.replace(character, entity) if character != "#" else text.replace("#", "\0")
    return text.replace("\0", "#35;")


def dot(graph: Graph, *, columns: bool = False) -> str:
    """A digraph for Graphviz; with ``columns``, of columns inside their datasets."""
    lines = ["digraph lineage {", "  rankdir=LR;", '  node [fontname="sans-serif"];']
    numbers = {node.id: f"n{place}" for place, node in enumerate(graph.nodes)}
    if columns:
        lines += _dot_columns(graph, numbers)
    else:
        for node in graph.nodes:
            shape = "cylinder" if isinstance(node, DatasetNode) else "box, style=rounded"
            colour = ', color="#c62828", penwidth=2' if _is_bad(node) else ""
            lines.append(f"  {numbers[node.id]} [label={_dot(_title(node))}, shape={shape}{colour}];")
        lines += [f"  {numbers[edge.source]} -> {numbers[edge.target]};" for edge in graph.edges]
    return "\n".join([*lines, "}"]) + "\n"


def _dot_columns(graph: Graph, numbers: Mapping[str, str]) -> list[str]:
    columns = _columns(graph)
    lines = []
    for node in graph.nodes:
        if node.id in columns:
            lines.append(f"  subgraph cluster_{numbers[node.id]} {{ label={_dot(node.name)};")
            for column, number in columns[node.id].items():
                lines.append(f"    {numbers[node.id]}_{number} [label={_dot(column)}, shape=box];")
            lines.append("  }")
    for source, target, label, solid in _column_arrows(graph, numbers, columns):
        style = "" if solid else ", style=dashed"
        lines.append(f"  {source} -> {target} [label={_dot(label)}{style}];")
    return lines


def _dot(text: str) -> str:
    escaped = text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", " ")
    return f'"{escaped}"'


def _columns(graph: Graph) -> dict[str, dict[str, int]]:
    """The columns of each dataset that have an edge, with a number each; ``all rows`` is one of them."""
    found: dict[str, dict[str, int]] = {}
    for edge in (*graph.columns, *graph.rows):
        for end in (edge.source, edge.target):
            dataset, column = _split(end)
            columns = found.setdefault(dataset, {})
            columns.setdefault(column, len(columns))
    return found


_ROWS = "(all rows)"


def _split(end: str) -> tuple[str, str]:
    """Dataset and column of an edge's end."""
    dataset, column = split_column(end)
    return dataset, column or _ROWS


def _column_arrows(
    graph: Graph, numbers: Mapping[str, str], columns: Mapping[str, Mapping[str, int]]
) -> Iterable[tuple[str, str, str, bool]]:
    done = set()
    for edge in (*graph.columns, *graph.rows):
        ends = []
        for end in (edge.source, edge.target):
            dataset, column = _split(end)
            ends.append(f"{numbers.get(dataset, 'x')}_{columns[dataset][column]}")
        arrow = (ends[0], ends[1], _kind(edge), edge.type == "DIRECT")
        if arrow not in done:
            done.add(arrow)
            yield arrow


def _kind(edge: ColumnEdge) -> str:
    return (edge.subtype or edge.type).lower() + (" masked" if edge.masking else "")


def _title(node: DatasetNode | JobNode) -> str:
    return node.name


def _is_bad(node: DatasetNode | JobNode) -> bool:
    if isinstance(node, DatasetNode):
        return node.checks is not None and node.checks.failed > 0
    return node.run is not None and node.run.state == "failed"


def edges_csv(graph: Graph) -> str:
    """One line an edge: of columns first, then of datasets that have none."""
    rows: list[Sequence[str]] = []
    for edge in (*graph.columns, *graph.rows):
        source, target = _split(edge.source), _split(edge.target)
        ends = (_name(source[0]), source[1], _name(target[0]), target[1])
        marks = [word for word in ("masking", "inferred", "ambiguous") if getattr(edge, word)]
        rows.append((*ends, edge.type, edge.subtype, " ".join(marks), edge.expression or "", _name(edge.job)))
    for one in graph.edges:
        rows.append((_name(one.source), "", _name(one.target), "", one.kind.upper(), "", "", "", ""))
    names = (
        "source",
        "source_column",
        "target",
        "target_column",
        "type",
        "subtype",
        "notes",
        "expression",
        "job",
    )
    return _csv(names, rows)


def impact_csv(impact: Impact) -> str:
    """One line for each thing that is affected."""
    rows: list[Sequence[str]] = [
        *(
            ("dataset", _name(one.id), str(one.distance), "rows" if one.rows else "values", "", "")
            for one in impact.datasets
        ),
        *(("column", _name(one.id), str(one.distance), "values", "", "") for one in impact.columns),
        *(
            ("task", _name(one.id), str(one.distance), "", one.dag_id or "", " ".join(one.owners))
            for one in impact.jobs
        ),
    ]
    return _csv(("kind", "name", "distance", "by", "dag_id", "owners"), rows)


def _name(identity: str) -> str:
    if not identity.startswith(DATASET):
        return identity.partition("|")[2] or identity
    dataset, column = split_column(identity)
    return name_of(dataset)[1] + (f"#{column}" if column else "")


def _csv(names: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(names)
    writer.writerows([f"'{cell}" if cell.startswith(_FORMULA) else cell for cell in row] for row in rows)
    return text.getvalue()
