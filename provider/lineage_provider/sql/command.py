"""Lineage of a SQL file as a tree, as JSON, or line by line: the program behind two names.

In: a file or standard input. Out: a tree for people, ``--json`` for programs, ``--jsonl`` for programs
that ask many times. A module of its own because ``python -m lineage_provider.sql`` and
``airflow lineage sql`` are the same program.
"""

from __future__ import annotations

import argparse
import json
import os
import shutil
import sys
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from difflib import get_close_matches
from pathlib import Path
from typing import Any, TextIO

from sqlglot.dialects import DIALECTS

from lineage_provider.sql.door import analyze
from lineage_provider.sql.names import NameRules

UNUSABLE = 2
"""Exit code for arguments that cannot be used."""

OTHER_NAMES = {
    "ansi": "",
    "cockroachdb": "postgres",
    "greenplum": "postgres",
    "mariadb": "mysql",
    "mssql": "tsql",
    "sqlserver": "tsql",
    "synapse": "fabric",
}
"""What people call a dialect that sqlglot has under another name, or by its nearest relative."""


class Unusable(Exception):
    """An argument or a file that cannot be used; the text is for the person who gave it."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command; returns the exit code: 0, or 2 for arguments that cannot be used."""
    return run(_parser().parse_args(arguments))


def run(options: argparse.Namespace) -> int:
    """Do what parsed arguments ask for; the exit code."""
    try:
        _check_dialect(options.dialect)
        schema = _schema(options.schema) if options.schema else None
        with _opened(options.file) as source:
            if options.jsonl:
                return _lines(source, sys.stdout)
            return _one(source.read(), schema, options)
    except Unusable as error:
        print(error, file=sys.stderr)
        return UNUSABLE


def _one(text: str, schema: Mapping[str, Any] | None, options: argparse.Namespace) -> int:
    lineage = analyze(
        text,
        options.dialect,
        schema,
        default_database=options.default_database,
        default_schema=options.default_schema,
        # A definition in the schema file is the request.
        look_through_views=True,
    )
    if options.json:
        print(json.dumps(lineage.to_dict(), indent=2))
    else:
        from lineage_provider.sql.tree import WIDTH, drawn

        colours = sys.stdout.isatty() and not options.no_colour and not os.environ.get("NO_COLOR")
        unicode = (sys.stdout.encoding or "").lower().replace("-", "") in ("utf8", "utf16")
        width = shutil.get_terminal_size((WIDTH, 24)).columns if sys.stdout.isatty() else WIDTH
        print(drawn(lineage, text, colours=colours, unicode=unicode, width=max(60, width)))
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m lineage_provider.sql",
        description="Show the tables and columns that a SQL text reads and writes.",
    )
    parser.add_argument("file", nargs="?", help="SQL file; standard input where none is given")
    parser.add_argument(
        "--dialect", metavar="NAME", help="dialect of the text: postgres, snowflake, bigquery, tsql, ..."
    )
    parser.add_argument(
        "--schema",
        metavar="FILE",
        help='JSON file {"table": {"column": "type"}}; views may have their definition'
        ' and are looked through then: {"view": {"columns": {...}, "view": "SELECT ..."}}',
    )
    parser.add_argument("--default-database", metavar="NAME", help="database of names that have none")
    parser.add_argument("--default-schema", metavar="NAME", help="schema of names that have none")
    parser.add_argument("--json", action="store_true", help="print JSON instead of a tree")
    parser.add_argument(
        "--jsonl",
        action="store_true",
        help='read lines {"id", "sql", "dialect", "schema", "default_schema", "default_database"}, '
        'write {"id", ...}',
    )
    parser.add_argument("--no-colour", "--no-color", action="store_true", help="no colours on a terminal")
    return parser


def _check_dialect(dialect: str | None) -> None:
    try:
        NameRules.of(dialect)
    except ValueError:
        known = sorted(name.lower() for name in DIALECTS if name != "Dialect")
        name = str(dialect).strip().lower()
        near = [OTHER_NAMES[name]] if OTHER_NAMES.get(name) else get_close_matches(name, known, 3, 0.5)
        hint = f"did you mean {' or '.join(near)}?" if near else f"known are {', '.join(known)}"
        raise Unusable(f"--dialect {dialect}: not known; {hint}") from None


def _schema(path: str) -> Mapping[str, Any]:
    """The columns of tables, as a file has them."""
    try:
        schema = json.loads(Path(path).read_text(encoding="utf-8"))
    except OSError as error:
        raise Unusable(f"--schema {path}: {error.strerror}") from error
    except ValueError as error:
        raise Unusable(f"--schema {path}: not JSON: {error}") from error
    if not isinstance(schema, dict):
        raise Unusable(f'--schema {path}: not an object of the form {{"table": {{"column": "type"}}}}')
    for table, columns in schema.items():
        if not isinstance(columns, (dict, list)):
            form = '{"column": "type"} or ["column"]'
            raise Unusable(f"--schema {path}: the columns of {table} are not of the form {form}")
    return schema


@contextmanager
def _opened(path: str | None) -> Iterator[TextIO]:
    if path in (None, "-"):
        if sys.stdin.isatty():
            print("Reading SQL from the keyboard; end it with Ctrl-D.", file=sys.stderr)
        yield sys.stdin
        return
    try:
        with Path(str(path)).open(encoding="utf-8") as file:
            yield file
    except OSError as error:
        raise Unusable(f"{path}: {error.strerror}") from error
    except UnicodeDecodeError as error:
        raise Unusable(f"{path}: not a text in UTF-8: {error.reason} at byte {error.start}") from error


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
        look_through_views=True,
    )
    return {"id": asked.get("id"), **lineage.to_dict()}
