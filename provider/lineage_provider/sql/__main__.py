"""``python -m lineage_provider.sql``: lineage of a SQL file as a tree, as JSON, or line by line.

In: a file or standard input. Out: a tree for people, ``--json`` for programs, ``--jsonl`` for programs
that ask many times.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any, TextIO

from lineage_provider.sql.analysis import analyze


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command; returns the exit code: 0, or 2 for arguments that cannot be used."""
    options = _parser().parse_args(arguments)
    if options.jsonl:
        return _lines(_opened(options.file), sys.stdout)
    try:
        schema = json.loads(Path(options.schema).read_text()) if options.schema else None
    except (OSError, ValueError) as error:
        print(f"--schema {options.schema}: {error}", file=sys.stderr)
        return 2
    try:
        text = _opened(options.file).read()
    except OSError as error:
        print(f"{options.file}: {error.strerror}", file=sys.stderr)
        return 2
    lineage = analyze(
        text,
        options.dialect,
        schema,
        default_database=options.default_database,
        default_schema=options.default_schema,
    )
    if options.json:
        print(json.dumps(lineage.to_dict(), indent=2))
    else:
        from lineage_provider.sql.tree import drawn

        colours = sys.stdout.isatty() and not options.no_colour
        unicode = (sys.stdout.encoding or "").lower().replace("-", "") in ("utf8", "utf16")
        print(drawn(lineage, colours=colours, unicode=unicode))
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m lineage_provider.sql",
        description="Show the tables and columns that a SQL text reads and writes.",
    )
    parser.add_argument("file", nargs="?", help="SQL file; standard input where none is given")
    parser.add_argument("--dialect", help="sqlglot dialect: postgres, snowflake, bigquery, tsql, ...")
    parser.add_argument("--schema", metavar="FILE", help='JSON file {"table": {"column": "type"}}')
    parser.add_argument("--default-database", help="database of names that have none")
    parser.add_argument("--default-schema", help="schema of names that have none")
    parser.add_argument("--json", action="store_true", help="print JSON instead of a tree")
    parser.add_argument(
        "--jsonl",
        action="store_true",
        help='read lines {"id", "sql", "dialect", "schema", "default_schema", "default_database"}, '
        'write {"id", ...}',
    )
    parser.add_argument("--no-colour", "--no-color", action="store_true", help="no colours on a terminal")
    return parser


def _opened(path: str | None) -> TextIO:
    return sys.stdin if path in (None, "-") else Path(str(path)).open(encoding="utf-8")


def _lines(source: TextIO, out: TextIO) -> int:
    for line in source:
        if line.strip():
            out.write(json.dumps(_line(line)) + "\n")
            out.flush()
    return 0


def _line(line: str) -> dict[str, Any]:
    try:
        asked = json.loads(line)
        if not isinstance(asked, dict):
            raise ValueError("not an object")
    except ValueError as error:
        found = analyze([], None).to_dict()
        found["problems"].append({"statement": 0, "kind": "input", "message": f"not a JSON object: {error}"})
        return {"id": None, **found}
    lineage = analyze(
        asked.get("sql"),  # type: ignore[arg-type]
        asked.get("dialect"),
        asked.get("schema"),
        default_database=asked.get("default_database"),
        default_schema=asked.get("default_schema"),
    )
    return {"id": asked.get("id"), **lineage.to_dict()}


if __name__ == "__main__":
    sys.exit(main())
