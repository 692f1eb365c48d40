"""How long an analysis takes, beside parsing alone and beside other tools, in one run.

    python tests/benchmarks/bench_sql.py [--quick]

TPC-DS with a prepared schema (where its queries are beside the repository; ``LINEAGE_BENCH`` names another
place), a simple INSERT ... SELECT, a wide star over nested CTEs, a long script, time to import, memory. Other
tools are measured where they are installed (sqlglot.lineage always is). Prints; asserts nothing.
"""

from __future__ import annotations

import argparse
import importlib.util
import json
import os
import resource
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[2]
sys.path[:0] = [str(ROOT / "provider")]

import sqlglot  # noqa: E402
from sqlglot import parser as sqlglot_parser  # noqa: E402
from sqlglot.dialects.dialect import Dialect  # noqa: E402

from lineage_provider.sql import analyze  # noqa: E402

BENCH = Path(os.environ.get("LINEAGE_BENCH", ROOT.parent / "shared" / "bench"))
SIMPLE = [
    f"INSERT INTO t{i} (a, b, c) SELECT x{i}, UPPER(y{i}), z{i} + 1 FROM s{i} WHERE w{i} > {i}"
    for i in range(60)
]
Schema = dict[str, dict[str, str]]
Tool = Callable[[str, str, Schema | None], Any]


def ours(sql: str, dialect: str, schema: Schema | None) -> Any:
    return analyze(sql, dialect, schema)


def parse_only(sql: str, dialect: str, schema: Schema | None) -> Any:
    return _dialect(dialect).parse(sql)


def sqlglot_lineage(sql: str, dialect: str, schema: Schema | None) -> Any:
    """All columns of the query by sqlglot's own function (tables and statements are left to its user)."""
    from sqlglot.lineage import lineage

    tree = sqlglot.parse_one(sql, dialect=dialect)
    query = tree if isinstance(tree, sqlglot.exp.Query) else tree.expression
    return lineage(None, query, schema=schema or {}, dialect=dialect)


def openlineage_sql(sql: str, dialect: str, schema: Schema | None) -> Any:
    from openlineage_sql import parse

    return parse([sql], dialect=dialect)


def sqllineage(sql: str, dialect: str, schema: Schema | None) -> Any:
    from sqllineage.runner import LineageRunner

    return LineageRunner(sql, dialect="non-validating").get_column_lineage()


def polyglot(sql: str, dialect: str, schema: Schema | None) -> Any:
    import polyglot_sql

    return polyglot_sql.openlineage_column_lineage(sql, dialect=dialect)


PEERS: dict[str, tuple[str, Tool]] = {
    "sqlglot.lineage": ("sqlglot", sqlglot_lineage),
    "openlineage-sql": ("openlineage_sql", openlineage_sql),
    "sqllineage": ("sqllineage", sqllineage),
    "polyglot-sql": ("polyglot_sql", polyglot),
}
_DIALECTS: dict[str, Dialect] = {}


def _dialect(name: str) -> Dialect:
    if name not in _DIALECTS:
        _DIALECTS[name] = Dialect.get_or_raise(name)
    return _DIALECTS[name]


def best(run: Callable[[], Any], times: int) -> float | None:
    """The best of some runs in ms; None where the tool fails."""
    found = []
    for _ in range(times):
        started = time.perf_counter()
        try:
            run()
        except Exception:
            return None
        found.append((time.perf_counter() - started) * 1000)
    return min(found)


def medians(title: str, queries: list[str], dialect: str, schema: Schema | None, times: int) -> None:
    """One line a tool: median, p95 and max over the queries, and the ratio to parsing."""
    print(f"\n{title}: {len(queries)} statements, {dialect}, best of {times}, ms")
    tools: dict[str, Tool] = {"parse only": parse_only, "this engine": ours}
    tools |= {name: tool for name, (module, tool) in PEERS.items() if importlib.util.find_spec(module)}
    base = 0.0
    for name, tool in tools.items():
        taken = [best(lambda q=q, f=tool: f(q, dialect, schema), times) for q in queries]  # type: ignore[misc]
        done = sorted(each for each in taken if each is not None)
        if not done:
            print(f"  {name:16} fails on all")
            continue
        median = statistics.median(done)
        base = base or median
        failed = f"; {len(taken) - len(done)} failed" if len(done) < len(taken) else ""
        high = done[int(0.95 * (len(done) - 1))]
        print(
            f"  {name:16} median {median:8.3f}  p95 {high:8.3f}  max {done[-1]:8.3f}"
            f"  {median / base:6.1f} x parsing{failed}"
        )


def curve(
    title: str, sizes: Iterable[int], make: Callable[[int], tuple[str, Schema | None]], dialect: str
) -> None:
    """Time by size: a linear one keeps the last column the same."""
    print(f"\n{title}, ms")
    for size in sizes:
        sql, schema = make(size)
        taken = best(lambda s=sql, c=schema: analyze(s, dialect, c, budget_seconds=60), 3)  # type: ignore[misc]
        print(f"  {size:6}  {taken or 0:9.2f}  {1000 * (taken or 0) / size:8.2f} µs each")


def nested_star(columns: int) -> tuple[str, Schema | None]:
    """A star over ten nested CTEs."""
    ctes = ["c0 AS (SELECT * FROM wide)"] + [f"c{i} AS (SELECT * FROM c{i - 1})" for i in range(1, 10)]
    return f"CREATE TABLE o AS WITH {', '.join(ctes)} SELECT * FROM c9", {
        "wide": {f"column_{i}": "int" for i in range(columns)}
    }


def script(statements: int) -> tuple[str, Schema | None]:
    """A text of many statements."""
    return ";\n".join(SIMPLE[i % len(SIMPLE)] for i in range(statements)), None


def import_time() -> None:
    """Fresh processes, median of seven, less the time of Python itself."""

    def median(program: str) -> float:
        found = []
        for _ in range(7):
            started = time.perf_counter()
            subprocess.run(
                [sys.executable, "-c", program], check=True, env={"PYTHONPATH": str(ROOT / "provider")}
            )
            found.append((time.perf_counter() - started) * 1000)
        return statistics.median(found)

    python = median("pass")
    print(f"\nimport: {median('import lineage_provider.sql') - python:.0f} ms", end="")
    print(f" (sqlglot alone {median('import sqlglot') - python:.0f} ms)")


def main() -> None:
    """Print all measurements."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--quick", action="store_true", help="fewer rounds")
    times = 3 if parser.parse_args().quick else 9
    compiled = str(getattr(sqlglot_parser, "__file__", "")).endswith((".so", ".pyd"))
    build = "compiled" if compiled else "pure"
    print(f"sqlglot {sqlglot.__version__}, {build}; Python {sys.version.split()[0]}")
    print(f"load of the machine: {os.getloadavg()[0]:.1f} on {os.cpu_count()} cores")
    medians("simple INSERT ... SELECT", SIMPLE, "snowflake", None, times)
    if (BENCH / "tpcds.jsonl").exists():
        queries = [json.loads(line)["sql"] for line in (BENCH / "tpcds.jsonl").read_text().splitlines()]
        schema = json.loads((BENCH / "schemas.json").read_text())["tpcds"]
        medians("TPC-DS with schema", queries, "duckdb", schema, times)
    else:
        print(f"\nTPC-DS: skipped, {BENCH / 'tpcds.jsonl'} is not there")
    curve("star over ten nested CTEs, by columns", (125, 250, 500, 1000, 2000), nested_star, "snowflake")
    curve("script, by statements", (250, 500, 1000, 2000, 4000), script, "snowflake")
    import_time()
    print(f"memory at the most: {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.0f} MB")


if __name__ == "__main__":
    main()
