"""SQL lineage tools, each in a Python of its own, asked side by side.

In: a tool's name (:data:`TOOLS`). Out: :class:`Peer`, a process that says how long the tool takes for a text,
in time of the processor: a machine that is busy with other work is no slower by it, or hardly.
A module of its own because peers require releases of sqlglot that exclude each other: each lives in a
virtual environment that is made here (under ``.venv/peers``), and none is a dependency of the project.

    python tests/benchmarks/sql_peers.py NAME SCHEMA    (what a Peer starts; reads and writes lines of JSON)
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any, NamedTuple

ROOT = Path(__file__).resolve().parents[2]
FOLDER = ROOT / ".venv" / "peers"
_ENOUGH = 100.0
"""Milliseconds after which a text is not measured again."""
Schema = dict[str, dict[str, str]]
Run = Callable[[str], Any]


def _this_engine(dialect: str, schema: Schema | None) -> Run:
    from lineage_provider.sql import analyze

    return lambda sql: analyze(sql, dialect, schema)


def _parse(dialect: str, schema: Schema | None) -> Run:
    from sqlglot.dialects.dialect import Dialect

    known = Dialect.get_or_raise(dialect)
    return lambda sql: known.parse(sql)


def _sqlglot_lineage(dialect: str, schema: Schema | None) -> Run:
    """All columns of the query by sqlglot's own function (tables and statements are left to its user)."""
    import sqlglot
    from sqlglot.lineage import lineage
    from sqlglot.schema import ensure_schema

    known = ensure_schema(schema or {}, dialect=dialect)

    def run(sql: str) -> Any:
        tree: Any = sqlglot.parse_one(sql, dialect=dialect)
        query = tree if isinstance(tree, sqlglot.exp.Query) else tree.expression
        return lineage(None, query, schema=known, dialect=dialect)

    return run


def _openlineage_sql(dialect: str, schema: Schema | None) -> Run:
    """Takes no schema: an unqualified column of a join has no source."""
    from openlineage_sql import parse

    def run(sql: str) -> Any:
        found: Any = parse([sql], dialect="generic" if dialect == "duckdb" else dialect)
        if found is None or found.errors:
            raise ValueError("not parsed")
        return found

    return run


def _sqllineage(dialect: str, schema: Schema | None) -> Run:
    from sqllineage.config import SQLLineageConfig
    from sqllineage.core.metadata.dummy import DummyMetaDataProvider
    from sqllineage.runner import LineageRunner

    known = DummyMetaDataProvider(
        {f"main.{table}": list(columns) for table, columns in (schema or {}).items()}
    )

    def run(sql: str) -> Any:
        with SQLLineageConfig(DEFAULT_SCHEMA="main"):
            return LineageRunner(sql, dialect=dialect, metadata_provider=known).get_column_lineage()

    return run


def _collate(dialect: str, schema: Schema | None) -> Run:
    """Takes no schema: an unqualified column goes to every table."""
    from collate_sqllineage.runner import LineageRunner

    return lambda sql: LineageRunner(sql, dialect=dialect).get_column_lineage()


def _polyglot(dialect: str, schema: Schema | None) -> Run:
    import polyglot_sql

    options: dict[str, Any] = {"dialect": dialect, "producer": "https://example.com", "datasetNamespace": "x"}
    if schema:
        tables = [
            {"name": name, "columns": [{"name": column, "type": kind} for column, kind in columns.items()]}
            for name, columns in schema.items()
        ]
        options["schema"] = {"tables": tables}
    return lambda sql: polyglot_sql.openlineage_column_lineage(sql, options)


class Tool(NamedTuple):
    """How a tool is asked, and what its environment holds; None: the environment of this project."""

    prepare: Callable[[str, Schema | None], Run]
    """Makes what is made once: the dialect and the schema are ready when the clock starts."""
    requirements: tuple[str, ...] | None = None


PURE = ("sqlglot",)
TOOLS: dict[str, Tool] = {
    "parsing alone": Tool(_parse),
    "this engine": Tool(_this_engine),
    "parsing alone, pure": Tool(_parse, PURE),
    "this engine, pure": Tool(_this_engine, PURE),
    "sqlglot.lineage": Tool(_sqlglot_lineage),
    "openlineage-sql": Tool(_openlineage_sql),
    "sqllineage": Tool(_sqllineage, ("sqllineage",)),
    "collate-sqllineage": Tool(_collate, ("collate-sqllineage",)),
    "polyglot-sql": Tool(_polyglot, ("polyglot-sql",)),
}


def python_of(requirements: tuple[str, ...] | None) -> str | None:
    """The Python of an environment with those packages, made if need be; None where that fails."""
    if requirements is None:
        return sys.executable
    folder = FOLDER / "-".join(requirements)
    python = folder / "bin" / "python"
    if not python.exists():
        try:
            subprocess.run([sys.executable, "-m", "venv", str(folder)], check=True)
            subprocess.run([str(python), "-m", "pip", "install", "-q", *requirements], check=True)
        except subprocess.CalledProcessError:
            shutil.rmtree(folder, ignore_errors=True)
            return None
    return str(python)


class Peer:
    """A process that runs one tool."""

    def __init__(self, name: str, python: str, dialect: str, schema: Schema | None) -> None:
        self.name = name
        self._process = subprocess.Popen(
            [python, "-W", "ignore", str(Path(__file__)), name],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            text=True,
            env={**os.environ, "PYTHONPATH": str(ROOT / "provider")},
        )
        self.release = self._ask({"dialect": dialect, "schema": schema})

    def milliseconds(self, sql: str, times: int) -> float | None:
        """The processor's time that the tool takes for ``sql`` at best; None where it fails."""
        answer: float | None = self._ask((sql, times))
        return answer

    def close(self) -> None:
        self._process.communicate()

    def _ask(self, question: Any) -> Any:
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        self._process.stdin.write(json.dumps(question) + "\n")
        self._process.stdin.flush()
        return json.loads(self._process.stdout.readline() or "null")


def _release(tool: Tool) -> str:
    """The packages that decide the time, with their releases."""
    from importlib.metadata import PackageNotFoundError, version

    found = []
    for name in dict.fromkeys((*(tool.requirements or ()), "sqlglot", "sqlglotc")):
        try:
            found.append(f"{name} {version(name)}")
        except PackageNotFoundError:
            continue
    return ", ".join(found)


def serve(name: str) -> None:
    """Answer each text with the milliseconds that it took; null where the tool failed."""
    out, sys.stdout = sys.stdout, sys.stderr
    tool = TOOLS[name]
    first = json.loads(sys.stdin.readline())
    run = tool.prepare(first["dialect"], first["schema"])
    print(json.dumps(_release(tool)), file=out, flush=True)
    for line in sys.stdin:
        sql, times = json.loads(line)
        print(json.dumps(_best(run, sql, times)), file=out, flush=True)


def _best(run: Run, sql: str, times: int) -> float | None:
    """The best of some runs in ms, of fewer where they are slow; None where the tool fails."""
    found: list[float] = []
    while len(found) < times and sum(found) < _ENOUGH:
        started = time.process_time()
        try:
            run(sql)
        except (KeyboardInterrupt, SystemExit):
            raise
        except BaseException:  # a panic of a native parser is no Exception
            return None
        found.append(1000 * (time.process_time() - started))
    return min(found)


if __name__ == "__main__":
    serve(sys.argv[1])
