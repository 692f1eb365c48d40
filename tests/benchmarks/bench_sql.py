"""How long an analysis takes, beside parsing alone and beside other tools, in one run.

    make bench-sql    (or: python tests/benchmarks/bench_sql.py [--quick])

TPC-DS with a prepared schema (where its queries are beside the repository; ``LINEAGE_BENCH`` names another
place), a simple INSERT ... SELECT, a wide star over nested CTEs, a long script, time to import, memory. Other
tools run in virtual environments of their own (:mod:`sql_peers`), and are asked query by query in turn with
this one, so that a busy machine is busy for all; times are the processor's. Prints; asserts nothing.
"""

from __future__ import annotations

import argparse
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
sys.path[:0] = [str(ROOT / "provider"), str(ROOT / "tests" / "benchmarks")]

import sqlglot  # noqa: E402
from sql_peers import TOOLS, Peer, Schema, python_of  # noqa: E402
from sqlglot import parser as sqlglot_parser  # noqa: E402

from lineage_provider.sql import analyze  # noqa: E402

BENCH = Path(os.environ.get("LINEAGE_BENCH", ROOT.parent / "shared" / "bench"))
SIMPLE = [
    f"INSERT INTO t{i} (a, b, c) SELECT x{i}, UPPER(y{i}), z{i} + 1 FROM s{i} WHERE w{i} > {i}"
    for i in range(60)
]


def best(run: Callable[[], Any], times: int) -> float | None:
    """The best of some runs in ms; None where the tool fails."""
    found = []
    for _ in range(times):
        started = time.process_time()
        try:
            run()
        except Exception:
            return None
        found.append((time.process_time() - started) * 1000)
    return min(found)


def side_by_side(title: str, queries: list[str], dialect: str, schema: Schema | None, times: int) -> None:
    """Ask all tools for each query in turn, several times; print median, p95 and ratios of the best times."""
    peers = []
    for name, tool in TOOLS.items():
        python = python_of(tool.requirements)
        if python is None:
            print(f"  {name}: could not be installed")
        else:
            peers.append(Peer(name, python, dialect, schema))
    taken: dict[str, list[float | None]] = {peer.name: [] for peer in peers}
    for sql in queries:
        for peer in peers:
            taken[peer.name].append(peer.milliseconds(sql, times))
    print(f"\n{title}: {len(queries)} statements, {dialect}, best of {times}, ms of the processor")
    print(f"  {'':20}{'median':>9}{'p95':>9}{'max':>9}{'x parsing':>11}{'x this engine':>15}  not read")
    for peer in peers:
        _row(peer, taken)
        peer.close()


def _row(peer: Peer, taken: dict[str, list[float | None]]) -> None:
    mine = taken[peer.name]
    done = sorted(each for each in mine if each is not None)
    if not done:
        print(f"  {peer.name:20} fails on all   {peer.release}")
        return
    pure = ", pure" if peer.name.endswith(", pure") else ""
    ratios = [_ratio(mine, taken[f"{base}{pure}"]) for base in ("parsing alone", "this engine")]
    failed, high = len(mine) - len(done), done[int(0.95 * (len(done) - 1))]
    print(
        f"  {peer.name:20}{statistics.median(done):9.3f}{high:9.3f}{done[-1]:9.3f}"
        f"{ratios[0]:11.2f}{ratios[1]:15.2f}  {failed or '-':>8}   {peer.release}"
    )


def _ratio(mine: list[float | None], base: list[float | None]) -> float:
    """The median of the ratios, query by query."""
    pairs = [(m, b) for m, b in zip(mine, base, strict=True) if m is not None and b is not None]
    return statistics.median(m / b for m, b in pairs)


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


IMPORTS = {
    "from ... import analyze": "from lineage_provider.sql import analyze",
    "and the first text": "from lineage_provider.sql import analyze; analyze('SELECT a FROM t', 'snowflake')",
    "sqlglot alone": "import sqlglot",
    "and its first text": "import sqlglot; sqlglot.parse_one('SELECT a FROM t', read='snowflake')",
}


def import_time() -> None:
    """Processor time of fresh processes, in turn, median of nine, less that of Python itself."""

    def taken() -> float:
        usage = resource.getrusage(resource.RUSAGE_CHILDREN)
        return 1000 * (usage.ru_utime + usage.ru_stime)

    found: dict[str, list[float]] = {"pass": [], **{name: [] for name in IMPORTS}}
    for _ in range(10):  # the first writes what is compiled
        for name, times in found.items():
            before = taken()
            subprocess.run(
                [sys.executable, "-c", IMPORTS.get(name, name)],
                check=True,
                env={"PYTHONPATH": str(ROOT / "provider")},
            )
            times.append(taken() - before)
    python = statistics.median(found.pop("pass")[1:])
    print(f"\nimport, ms (Python itself {python:.0f} ms)")
    for name, times in found.items():
        print(f"  {name:28}{statistics.median(times[1:]) - python:6.0f}")


def main() -> None:
    """Print all measurements."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--quick", action="store_true", help="fewer rounds")
    times = 3 if parser.parse_args().quick else 9
    compiled = str(getattr(sqlglot_parser, "__file__", "")).endswith((".so", ".pyd"))
    build = "compiled" if compiled else "pure"
    print(f"sqlglot {sqlglot.__version__}, {build}; Python {sys.version.split()[0]}")
    print(f"load of the machine: {os.getloadavg()[0]:.1f} on {os.cpu_count()} cores")
    side_by_side("simple INSERT ... SELECT", SIMPLE, "snowflake", None, times)
    if (BENCH / "tpcds.jsonl").exists():
        queries = [json.loads(line)["sql"] for line in (BENCH / "tpcds.jsonl").read_text().splitlines()]
        schema = json.loads((BENCH / "schemas.json").read_text())["tpcds"]
        side_by_side("TPC-DS with schema", queries, "duckdb", schema, times)
    else:
        print(f"\nTPC-DS: skipped, {BENCH / 'tpcds.jsonl'} is not there")
    curve("star over ten nested CTEs, by columns", (125, 250, 500, 1000, 2000), nested_star, "snowflake")
    curve("script, by statements", (250, 500, 1000, 2000, 4000), script, "snowflake")
    import_time()
    print(f"memory at the most: {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.0f} MB")


if __name__ == "__main__":
    main()
