"""How much of what queries do is in the lineage, and how much of the lineage can be seen happening.

    python tests/benchmarks/bench_oracle.py [--quick] [--only generated|tpch] [--show]

Runs the oracle (``oracle.py``) on TPC-H, where its queries are beside the repository (``LINEAGE_BENCH``
names another place), and on generated queries, and compares with the engine's claims: DIRECT edges,
INDIRECT edges of one column, and INDIRECT edges of all rows (for every output). Prints coverage, flows that
DIRECT lacks, and the share of claims that were observed.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path[:0] = [str(ROOT), str(ROOT / "provider")]

from lineage_provider.sql import analyze  # noqa: E402
from tests.benchmarks import oracle_queries, oracle_tpch  # noqa: E402
from tests.benchmarks.oracle import Observation, Oracle, Pair, SourceTable  # noqa: E402

BENCH = Path(os.environ.get("LINEAGE_BENCH", ROOT.parent / "shared" / "bench"))


@dataclass
class Claims:
    """What the engine says of one query, as pairs of source and output column."""

    direct: set[Pair] = field(default_factory=set)
    indirect: set[Pair] = field(default_factory=set)
    problems: list[str] = field(default_factory=list)


@dataclass
class Score:
    """Sums over queries."""

    queries: int = 0
    runs: int = 0
    influence: int = 0
    covered: int = 0
    flow: int = 0
    flow_direct: int = 0
    claims: int = 0
    observed: int = 0
    missed: list[str] = field(default_factory=list)
    missed_flow: list[str] = field(default_factory=list)
    unseen: list[str] = field(default_factory=list)
    problems: list[str] = field(default_factory=list)

    def add(self, name: str, sql: str, seen: Observation, claims: Claims) -> None:
        self.queries += 1
        self.runs += seen.runs
        everything = claims.direct | claims.indirect
        self.influence += len(seen.influence)
        self.covered += len(seen.influence & everything)
        self.flow += len(seen.flow)
        self.flow_direct += len(seen.flow & claims.direct)
        self.claims += len(everything)
        self.observed += len(seen.influence & everything)
        self.missed += [f"{name}: {s} -> {o}\n    {sql}" for s, o in sorted(seen.influence - everything)]
        self.missed_flow += [f"{name}: {s} -> {o}\n    {sql}" for s, o in sorted(seen.flow - claims.direct)]
        self.unseen += [f"{name}: {s} -> {o}\n    {sql}" for s, o in sorted(everything - seen.influence)]
        self.problems += [f"{name}: {each}" for each in claims.problems]

    def line(self, title: str) -> str:
        return (
            f"{title}: {self.queries} queries, {self.runs:,} runs; "
            f"influence covered {self.covered}/{self.influence} ({_percent(self.covered, self.influence)}); "
            f"flows in DIRECT {self.flow_direct}/{self.flow} ({_percent(self.flow_direct, self.flow)}); "
            f"claims observed {self.observed}/{self.claims} ({_percent(self.observed, self.claims)})"
        )


def _percent(part: int, whole: int) -> str:
    return f"{100 * part / whole:.1f} %" if whole else "-"


def claims_of(sql: str, schema: dict[str, dict[str, str]], outputs: list[str]) -> Claims:
    """The engine's edges of a query as pairs."""
    lineage = analyze(sql, "duckdb", schema)
    found = Claims(problems=[f"{p.kind}: {p.message}" for p in lineage.problems])
    for edge in lineage.columns:
        into = found.direct if edge.type == "DIRECT" else found.indirect
        into.add((f"{edge.input_table}.{edge.input_column}", str(edge.output_column)))
    for edge in lineage.dataset:
        source = f"{edge.input_table}.{edge.input_column}"
        found.indirect.update((source, output) for output in outputs)
    return found


def _schema(tables: dict[str, SourceTable]) -> dict[str, dict[str, str]]:
    return {name: dict(table.columns) for name, table in tables.items()}


def generated(count: int, seed: int) -> Iterator[tuple[str, str, Observation, Claims]]:
    """Generated queries that give some rows, with what was seen and what is claimed."""
    number = seed
    made = 0
    while made < count:
        number += 1
        rng = random.Random(number)
        generator = oracle_queries.Generator(rng)
        sql = generator.query()
        found = _observed(sql, generator.ordered, rng)
        if found is None:
            continue
        made += 1
        observation, outputs, schema = found
        yield f"generated {number}", sql, observation, claims_of(sql, schema, outputs)


def _observed(
    sql: str, ordered: bool, rng: random.Random
) -> tuple[Observation, list[str], dict[str, dict[str, str]]] | None:
    """Observe a query on up to three different fillings of the tables; None if it gives too little."""
    total = Observation()
    outputs: list[str] = []
    schema: dict[str, dict[str, str]] = {}
    for _ in range(3):
        tables = oracle_queries.tables(rng)
        oracle = Oracle(tables, rng)
        schema = _schema(tables)
        names, rows = oracle.run(sql)
        if len(rows) < 2 or len(set(names)) < len(names):
            continue
        outputs = list(names)
        columns = [(t, c) for t, table in tables.items() if t in sql for c in table.columns if c in sql]
        seen = oracle.observe(sql, columns, ordered=ordered, mixed=18, cells=3)
        total.influence |= seen.influence
        total.flow |= seen.flow
        total.runs += seen.runs
    return (total, outputs, schema) if outputs else None


def tpch(quick: bool) -> Iterator[tuple[str, str, Observation, Claims]]:
    """The TPC-H queries, on data made for each."""
    queries = [json.loads(line) for line in (BENCH / "tpch.jsonl").read_text().splitlines()]
    schema = json.loads((BENCH / "schemas.json").read_text())["tpch"]
    for each in queries:
        number = each["id"].split(":")[1]
        sql = each["sql"].split(" AS\n", 1)[1]
        rng = random.Random(int(number))
        found = oracle_tpch.observed(sql, schema, rng, fillings=1 if quick else 3)
        if found is None:
            print(f"tpch {number}: no data found that gives rows", file=sys.stderr)
            continue
        observation, outputs = found
        yield f"tpch {number}", sql, observation, claims_of(sql, schema, outputs)


def main() -> int:
    """Run, print, and say by the exit code whether the targets are met."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--quick", action="store_true", help="60 generated queries, one filling of TPC-H")
    parser.add_argument("--only", choices=("generated", "tpch"))
    parser.add_argument("--queries", type=int, default=0, help="generated queries (default 240)")
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--show", action="store_true", help="list misses and claims that were not observed")
    options = parser.parse_args()
    met = True
    if options.only != "tpch":
        count = options.queries or (60 if options.quick else 240)
        met &= _report("generated", generated(count, options.seed), options.show)
    if options.only != "generated":
        if (BENCH / "tpch.jsonl").exists():
            met &= _report("TPC-H", tpch(options.quick), options.show)
        else:
            print(f"TPC-H: skipped, {BENCH / 'tpch.jsonl'} is not there")
    return 0 if met else 1


def _report(title: str, rows: Iterator[tuple[str, str, Observation, Claims]], show: bool) -> bool:
    score, started = Score(), time.perf_counter()
    for name, sql, seen, claims in rows:
        score.add(name, sql, seen, claims)
    print(f"{score.line(title)}; {time.perf_counter() - started:.0f} s")
    for heading, found, always in (
        ("influence in no claim", score.missed, True),
        ("flows that are not DIRECT", score.missed_flow, True),
        ("problems reported", score.problems, True),
        ("claims not observed", score.unseen, False),
    ):
        if found and (always or show):
            print(f"  {heading}: {len(found)}")
            for line in found[: None if show else 20]:
                print(f"    {line}")
    return (
        not score.missed_flow
        and score.covered >= 0.995 * score.influence
        and score.observed >= 0.88 * score.claims
    )


if __name__ == "__main__":
    raise SystemExit(main())
