"""``airflow lineage export``: a graph as one HTML file, as mermaid, DOT, CSV or JSON.

In: a name, or nothing for all. Out: text, on the terminal or in a file. A module of its own because every
command is one.
"""

from __future__ import annotations

import json
import sys
from argparse import Namespace
from pathlib import Path
from typing import TYPE_CHECKING

from lineage_provider.cli.command import FOUND, Command, CommandError, argument
from lineage_provider.cli.lineage_source import EVENTS

if TYPE_CHECKING:
    from lineage_provider.viewer.graph import Graph
    from lineage_provider.viewer.store import Store

FORMS = ("html", "mermaid", "dot", "csv", "json")


def run(arguments: Namespace) -> int:
    from lineage_provider.cli import choosing
    from lineage_provider.cli.lineage_source import lineage
    from lineage_provider.viewer import queries

    chosen = [form for form in FORMS if getattr(arguments, form)]
    if len(chosen) > 1:
        raise CommandError(f"give one of {', '.join('--' + form for form in FORMS)}")
    form = chosen[0] if chosen else "html"
    with lineage(arguments) as store:
        if arguments.name:
            node = choosing.node(store, arguments.name)
            graph = queries.graph(store, node, arguments.up, arguments.down)
        else:
            graph = queries.everything(store)
        text = _text(form, graph, arguments, store)
    if arguments.output:
        _write(Path(arguments.output), text)
    elif form == "html" and sys.stdout.isatty():
        _write(Path("lineage.html"), text)
    else:
        print(text, end="")
    return FOUND


def _text(form: str, graph: Graph, arguments: Namespace, store: Store) -> str:
    from lineage_provider.viewer import export
    from lineage_provider.viewer.snapshot import snapshot

    if form == "mermaid":
        return export.mermaid(graph, columns=arguments.columns)
    if form == "dot":
        return export.dot(graph, columns=arguments.columns)
    if form == "csv":
        return export.edges_csv(graph)
    if form == "json":
        return json.dumps(graph.to_dict(), indent=2, ensure_ascii=False) + "\n"
    try:
        return snapshot(store, graph, arguments.name or "Lineage")
    except OSError as error:
        raise CommandError(
            f"the page's files are not in this installation ({error.filename}): install the package, or give "
            "--mermaid, --dot, --csv or --json"
        ) from error


def _write(path: Path, text: str) -> None:
    try:
        path.write_text(text, encoding="utf-8")
    except OSError as error:
        raise CommandError(f"{path} cannot be written: {error}") from error
    print(f"written: {path}", file=sys.stderr)


COMMAND = Command(
    name="export",
    help="Write a graph as one HTML file, mermaid, DOT, CSV or JSON",
    description="Write the lineage around a dataset, task, DAG or run, or all of it. The HTML file opens "
    "without a server and without a network; mermaid and DOT are for documentation and pull requests.",
    run=run,
    arguments=(
        argument("name", nargs="?", metavar="NAME", help="dataset, task, DAG or run id, whole or in part"),
        argument("--html", action="store_true", help="one HTML file (default)"),
        argument("--mermaid", action="store_true", help="a mermaid flowchart"),
        argument("--dot", action="store_true", help="a graph for Graphviz"),
        argument("--csv", action="store_true", help="one line an edge"),
        argument("--json", action="store_true", help="the graph as JSON"),
        argument("--columns", action="store_true", help="mermaid and DOT: columns, not tasks"),
        argument("--up", type=int, metavar="N", help="steps upstream"),
        argument("--down", type=int, metavar="N", help="steps downstream"),
        argument("-o", "--output", metavar="FILE", help="where to write it (default: the terminal)"),
        EVENTS,
    ),
    examples=(
        "export -o lineage.html",
        "export mart.daily --mermaid",
        "export shop --dot --columns | dot -Tsvg",
    ),
)
