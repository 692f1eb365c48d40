"""Writes the parts of README.md and docs/ that code knows better.

In: marked blocks (`<!-- generated:NAME:start -->` to `<!-- generated:NAME:end -->`) and the provider itself:
its options, its engines, its extras. Out: the files with those blocks made anew.

    python scripts/generate_docs.py                                   writes
    python scripts/generate_docs.py --check                           exit code 1 on a difference
    python scripts/generate_docs.py --demo-tree .demo/events.jsonl    tree of a real run into README.md

A script of its own because Markdown is also read where no documentation is built: on the project's page.
"""

from __future__ import annotations

import argparse
import re
import subprocess
import sys
import tomllib
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from lineage_provider.destinations import Destination

ROOT = Path(__file__).resolve().parents[1]
FILES = ("README.md", "docs/**/*.md")
DEMO_DAG = "retail_sqlite"
DEMO_TASKS = ("stage_orders", "daily_revenue", "check_return_rate")

SQL_EXAMPLE = """\
CREATE TABLE mart.daily AS
WITH paid AS (SELECT * FROM shop.orders WHERE status = 'paid')
SELECT o.day AS sold_on, SUM(o.amount) AS revenue, MD5(c.mail) AS buyer
FROM paid AS o
JOIN shop.customers AS c ON c.id = o.customer_id
GROUP BY o.day, c.mail
"""


def table(header: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """A Markdown table; a `|` in a cell is escaped, line ends become spaces."""
    lines = [header, ["---"] * len(header), *rows]
    return "\n".join(
        "| " + " | ".join(" ".join(cell.split()).replace("|", "\\|") for cell in line) + " |"
        for line in lines
    )


def configuration() -> str:
    """Every option of [lineage_provider], as Airflow is told of them."""
    from lineage_provider.get_provider_info import get_provider_info
    from lineage_provider.settings import SECTION

    content = get_provider_info()["config"][SECTION]
    return table(
        ("Option", "Default", "Meaning", "Environment variable"),
        [
            (
                f"`{name}`",
                f"`{option['default']}`",
                option["description"].partition("\nEnvironment variable:")[0],
                f"`AIRFLOW__{SECTION.upper()}__{name.upper()}`",
            )
            for name, option in content["options"].items()
        ],
    )


def extras() -> str:
    """The optional dependencies that are for users."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    for_developers = {"test", "test-hooks", "test-engines", "lint", "docs", "dev"}
    return table(
        ("Extra", "Installs"),
        [
            (f"`{name}`", ", ".join(f"`{requirement}`" for requirement in requirements))
            for name, requirements in project["optional-dependencies"].items()
            if name not in for_developers
        ],
    )


def engines() -> str:
    """One line an engine: for README.md."""
    from lineage_provider.engines import supported_engines

    return table(
        ("Engine", "Connection types", "Dataset namespace", "Dataset name", "Catalog"),
        [
            (
                engine.name,
                ", ".join(f"`{kind}`" for kind in engine.conn_types),
                f"`{engine.namespace}`",
                f"`{engine.dataset}`",
                "yes" if engine.catalog else "no",
            )
            for engine in supported_engines()
        ],
    )


def engine_details() -> str:
    """Where each engine's names come from, and what is particular to it."""
    from lineage_provider.engines import supported_engines

    return table(
        ("Engine", "SQL dialect", "Rule of the names", "Notes"),
        [(engine.name, engine.dialect, engine.source, engine.note) for engine in supported_engines()],
    )


def known_operators() -> str:
    """Operators whose attributes tell what they read and write, by those attributes."""
    from lineage_provider.extractors.known_operators import KNOWN, Connected, Sql, Table

    def place(attribute: str, on: Connected) -> str:
        return f"`{attribute}` on `{on.connection or 'conn_id'}`"

    rows = []
    for name, known in KNOWN.items():
        texts = [place(sql.attribute, sql.on) for sql in (known.moves, *known.runs) if isinstance(sql, Sql)]
        reads = [*texts, *(["a file"] if known.reads else [])]
        writes = known.writes
        target = (
            place(writes.attribute, writes.on) if isinstance(writes, Table) else "a file" if writes else ""
        )
        rows.append((f"`{name}`", ", ".join(reads), target))
    return table(("Operator", "SQL and files", "Fills"), rows)


def destinations() -> str:
    """A section a backend: what a first configuration looks like, and what the backend does not keep."""
    from lineage_provider.destinations import DESTINATIONS

    return "\n\n".join(
        "\n\n".join(
            [
                f"### {one.title}",
                f"{one.description} [Its documentation]({one.documentation}).",
                f"```ini\n{_sample(one)}\n```",
                *([" ".join(one.notes)] if one.notes else []),
            ]
        )
        for one in DESTINATIONS.values()
    )


def destination_options() -> str:
    """Every option of every destination."""
    from lineage_provider.destinations import DESTINATIONS

    parts = []
    for one in DESTINATIONS.values():
        rows = [
            (
                f"`{option.name}`" + (" (required)" if option.required else ""),
                f"`{option.default}`" if option.default else "",
                option.description,
                ", ".join(f"`{variable}`" for variable in option.variables),
            )
            for option in one.options
        ]
        parts.append(f"### {one.title}\n\n{table(('Option', 'Default', 'Meaning', 'Also read from'), rows)}")
    return "\n\n".join(parts)


def _sample(one: Destination) -> str:
    options = {option.name: option for option in one.options}
    lines = ["[lineage_provider]", f"destinations = {one.name}", "", f"[lineage_provider_{one.name}]"]
    for name in one.shown:
        option = options[name]
        lines.append(f"{name} = {'...' if option.secret else option.example or option.default or '...'}")
    return "\n".join(lines)


def engine_support() -> str:
    """What is read from, and told to, each engine beyond its names."""
    from lineage_provider.engines import supported_engines
    from lineage_provider.query_tags.apply import COMMENTED, TAGGED

    def tags(engine: str) -> str:
        ways = [("query_tag", TAGGED), ("query_comment", COMMENTED)]
        return ", ".join(f"`{option}`" for option, names in ways if engine in names) or "-"

    return table(
        ("Engine", "Catalog", "Query tag", "Rows written are known of", "Tested with"),
        [
            (
                engine.name,
                "yes" if engine.catalog else "-",
                tags(engine.name),
                ", ".join(sorted(engine.counts.kinds)) or "-",
                engine.tested,
            )
            for engine in supported_engines()
        ],
    )


def sql_example() -> str:
    """A SQL text and what `python -m lineage_provider.sql` prints for it."""
    command = [sys.executable, "-m", "lineage_provider.sql", "--dialect", "postgres"]
    run = subprocess.run(command, input=SQL_EXAMPLE, capture_output=True, text=True, check=True)
    return f"```sql\n{SQL_EXAMPLE}```\n\n```text\n{run.stdout.rstrip()}\n```"


GENERATORS: Mapping[str, Callable[[], str]] = {
    "configuration": configuration,
    "extras": extras,
    "engines": engines,
    "engine_details": engine_details,
    "engine_support": engine_support,
    "known_operators": known_operators,
    "sql_example": sql_example,
    "destinations": destinations,
    "destination_options": destination_options,
}


def filled(text: str, name: str, content: str) -> str:
    """``text`` with the block ``name`` replaced by ``content``; as it is where it has no such block."""
    start, end = f"<!-- {name}:start -->", f"<!-- {name}:end -->"
    pattern = re.compile(f"{re.escape(start)}.*?{re.escape(end)}", re.DOTALL)
    return pattern.sub(lambda _: f"{start}\n{content}\n{end}", text)


def unknown_blocks(text: str) -> list[str]:
    """Names of marked blocks that nothing generates."""
    return [name for name in re.findall(r"<!-- generated:(\w+):start -->", text) if name not in GENERATORS]


def generated(text: str) -> str:
    """``text`` with all its generated blocks made anew."""
    if names := unknown_blocks(text):
        raise SystemExit(f"nothing generates {', '.join(names)}: add it to GENERATORS in {__file__}")
    for name, generate in GENERATORS.items():
        if f"generated:{name}:start" in text:
            text = filled(text, f"generated:{name}", generate())
    return text


def demo_tree(events: Path) -> str:
    """The tree of a real run, for README.md: some tasks of one DAG, drawn as the demo draws it."""
    from lineage_provider.cli.lineage_view import dag_runs
    from lineage_provider.cli.run_events import read_events
    from lineage_provider.cli.tree import Style, render

    runs = [run for run in dag_runs(read_events(events).events) if run.dag_id == DEMO_DAG]
    if not runs:
        raise SystemExit(f"{events} holds no run of {DEMO_DAG}: run make demo first")
    last = runs[-1]
    chosen = replace(last, tasks=tuple(task for task in last.tasks if task.name in DEMO_TASKS))
    tree = render([chosen], Style(width=110)).strip()
    # Where the run was made is nobody's business.
    return f"```text\n{tree.replace(str(events.resolve().parents[1]), '/home/you/project')}\n```"


def outdated(files: Iterable[Path]) -> dict[Path, str]:
    """Files whose generated parts differ from what code says, with the text they should have."""
    changes = {}
    for file in files:
        text = file.read_text(encoding="utf-8")
        if (new := generated(text)) != text:
            changes[file] = new
    return changes


def main(arguments: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--check", action="store_true", help="write nothing; exit code 1 on a difference")
    parser.add_argument("--demo-tree", type=Path, metavar="EVENTS", help="events.jsonl of a demo run")
    options = parser.parse_args(arguments)
    if options.demo_tree:
        readme = ROOT / "README.md"
        tree = demo_tree(options.demo_tree)
        readme.write_text(filled(readme.read_text(encoding="utf-8"), "demo-tree", tree), encoding="utf-8")
        return 0
    changes = outdated(sorted(file for pattern in FILES for file in ROOT.glob(pattern)))
    for file, text in changes.items():
        print(f"{'outdated' if options.check else 'written'}: {file.relative_to(ROOT)}")
        if not options.check:
            file.write_text(text, encoding="utf-8")
    if options.check and changes:
        print("Run make format, and commit what it changes.", file=sys.stderr)
    return 1 if options.check and changes else 0


if __name__ == "__main__":
    sys.exit(main())
