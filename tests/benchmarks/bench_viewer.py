"""The viewer's store under load: how fast events come in, how fast it answers, and by which indexes.

    python tests/benchmarks/bench_viewer.py [--events 1000000] [--url postgresql+psycopg2://...]

In: a number of events. Out: printed numbers, and exit code 1 where an answer's 95th percentile is above its
bound, or a statement scans a whole table. Events are made as Airflow's are: a START and a COMPLETE a task
run, with schemas and column lineage, of 400 tasks in 40 DAGs that run again and again; one task in four has
checks. A program of its own because it takes minutes.
"""

from __future__ import annotations

import argparse
import random
import statistics
import sys
import tempfile
import time
import uuid
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import sqlalchemy as sa

from lineage_provider.viewer import queries
from lineage_provider.viewer.graph import column_id, dataset_id, job_id
from lineage_provider.viewer.store import Store, open_file, open_url, tables

DAGS, TASKS, COLUMNS = 40, 10, 12
WAREHOUSE = "postgres://warehouse:5432"
BOUND_MS = 100.0
"""Of the 95th percentile of each question."""
START = datetime(2026, 1, 1, tzinfo=UTC)


def name(dag: int, task: int) -> str:
    return f"shop.schema_{dag}.table_{task}"


def dataset(dag: int, task: int, lineage_from: tuple[int, int] | None = None) -> dict[str, Any]:
    fields = [{"name": f"column_{n}", "type": "numeric"} for n in range(COLUMNS)]
    facets: dict[str, Any] = {"schema": {"fields": fields}}
    if lineage_from:
        source = {"namespace": WAREHOUSE, "name": name(*lineage_from)}
        change = {"type": "DIRECT", "subtype": "AGGREGATION", "masking": False, "description": "SUM(x)"}
        facets["columnLineage"] = {
            "fields": {
                f"column_{n}": {
                    "inputFields": [{**source, "field": f"column_{n}", "transformations": [change]}]
                }
                for n in range(COLUMNS)
            },
            "dataset": [
                {
                    **source,
                    "field": "column_1",
                    "transformations": [{"type": "INDIRECT", "subtype": "FILTER"}],
                }
            ],
        }
    return {"namespace": WAREHOUSE, "name": name(dag, task), "facets": facets}


def events(count: int) -> Iterator[dict[str, Any]]:
    """Whole DAG runs, one after the other, in the order of time."""
    generator = random.Random(7)
    made, moment = 0, START
    while made < count:
        dag = generator.randrange(DAGS)
        dag_run = f"scheduled__{moment.isoformat()}"
        for task in range(TASKS):
            run = str(uuid.UUID(int=generator.getrandbits(128), version=4))
            for kind in ("START", "COMPLETE"):
                moment += timedelta(seconds=1)
                yield event(kind, dag, task, dag_run, run, moment, generator)
                made += 1


def event(
    kind: str, dag: int, task: int, dag_run: str, run: str, moment: datetime, generator: random.Random
) -> dict[str, Any]:
    # Four layers of ten DAGs: the longest path leads through forty tables.
    upstream = (dag, task - 1) if task else (dag - 10, TASKS - 1) if dag >= 10 else (dag, TASKS)
    output = dataset(dag, task, upstream if kind == "COMPLETE" else None)
    source = dataset(*upstream)
    if kind == "COMPLETE":
        output["outputFacets"] = {"outputStatistics": {"rowCount": generator.randrange(10_000)}}
        if task % 4 == 0:
            check = {"assertion": "not_null", "name": "not_null", "column": "column_1", "success": True}
            source["inputFacets"] = {"dataQualityAssertions": {"assertions": [check]}}
    airflow = {
        "dag": {"dag_id": f"dag_{dag}"},
        "dagRun": {"run_id": dag_run},
        "task": {"task_id": f"task_{task}"},
        "taskInstance": {"try_number": 1},
    }
    facets = {"airflow": airflow}
    if task % 2:
        facets["externalQuery"] = {"externalQueryId": run[:18], "source": WAREHOUSE}
    return {
        "eventType": kind,
        "eventTime": moment.isoformat(),
        "run": {"runId": run, "facets": facets},
        "job": {
            "namespace": "prod",
            "name": f"dag_{dag}.task_{task}",
            "facets": {"jobType": {"jobType": "TASK"}, "sql": {"query": "INSERT INTO t SELECT 1"}},
        },
        "inputs": [source],
        "outputs": [output],
    }


def questions(store: Store) -> dict[str, Callable[[random.Random], Any]]:
    """Each question as the API asks it, about something else each time."""
    runs = [run.id for run in queries.listed(store, limit=200)]

    def table(r: random.Random) -> str:
        return dataset_id((WAREHOUSE, name(r.randrange(DAGS), r.randrange(TASKS))))

    def column(r: random.Random) -> str:
        return column_id((WAREHOUSE, name(r.randrange(DAGS), r.randrange(TASKS))), "column_3")

    some = queries.Visible(frozenset(f"dag_{n}" for n in range(0, DAGS, 2)))
    return {
        "graph": lambda r: queries.graph(store, table(r), 2, 2),
        "graph, some DAGs": lambda r: _or_unknown(lambda: queries.graph(store, table(r), 2, 2, some)),
        "graph of a DAG": lambda r: queries.graph(store, f"dag:dag_{r.randrange(DAGS)}"),
        "graph of a run": lambda r: queries.graph(store, r.choice(runs)),
        "column": lambda r: queries.trace(store, column(r), "both", 10),
        "impact": lambda r: queries.impact(store, column(r)),
        "search": lambda r: queries.search(store, f"table_{r.randrange(TASKS)}"),
        "runs": lambda r: queries.listed(store),
        "runs, some DAGs": lambda r: queries.listed(store, visible=some),
        "runs of a job": lambda r: queries.listed(
            store, job=job_id(("prod", f"dag_{r.randrange(DAGS)}.task_3"))
        ),
        "runs of a DAG": lambda r: queries.listed(store, dag_id=f"dag_{r.randrange(DAGS)}"),
        "run": lambda r: queries.detail(store, r.choice(runs)),
        "compare": lambda r: queries.compare(store, r.choice(runs), r.choice(runs)),
        "checks": lambda r: queries.check_history(store, table(r)),
        "statistics": lambda r: queries.statistics_history(store, table(r)),
        "find": lambda r: queries.find_runs(store, query_id=r.choice(runs)[:18]),
    }


def _or_unknown(question: Callable[[], Any]) -> Any:
    try:
        return question()
    except queries.Unknown as nothing:
        return nothing


LARGE = frozenset(table.name for table in (tables.run, tables.run_dataset, tables.check, tables.mark))
"""Tables that grow with the number of events: those are never to be read as a whole."""


def scans(store: Store, question: Callable[[random.Random], Any]) -> list[str]:
    """The statements of a question that read a whole large table, by the database's own plan."""
    found: list[str] = []
    explain, whole = _PLANS[store.engine.dialect.name]

    def look(connection: Any, _cursor: Any, statement: str, parameters: Any, *_: Any) -> None:
        if statement.lstrip().upper().startswith("SELECT"):
            cursor = connection.connection.cursor()
            cursor.execute(f"{explain} {statement}", parameters)
            steps = [str(row[-1]) for row in cursor.fetchall()]
            found.extend(f"{step.strip()}: {statement}" for step in steps if whole(step))

    sa.event.listen(store.engine, "before_cursor_execute", look)
    try:
        question(random.Random(1))
    finally:
        sa.event.remove(store.engine, "before_cursor_execute", look)
    return found


def _whole_in_sqlite(step: str) -> bool:
    return step.startswith("SCAN") and "USING" not in step and any(name in step for name in LARGE)


def _whole_in_postgresql(step: str) -> bool:
    return "Seq Scan on " in step and step.partition("Seq Scan on ")[2].split()[0] in LARGE


_PLANS = {
    "sqlite": ("EXPLAIN QUERY PLAN", _whole_in_sqlite),
    "postgresql": ("EXPLAIN", _whole_in_postgresql),
}


def measured(question: Callable[[random.Random], Any], times: int = 60) -> tuple[float, float, float]:
    """Median and 95th percentile in milliseconds; median of this process's own CPU time."""
    generator = random.Random(3)
    took, cpu = [], []
    for _ in range(times):
        begin, begun = time.perf_counter(), time.process_time()
        question(generator)
        took.append((time.perf_counter() - begin) * 1_000)
        cpu.append((time.process_time() - begun) * 1_000)
    return statistics.median(took), sorted(took)[int(len(took) * 0.95)], statistics.median(cpu)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--events", type=int, default=1_000_000)
    parser.add_argument("--url", help="SQLAlchemy URL of a database in the place of a SQLite file")
    parser.add_argument("--file", type=Path, help="SQLite file to make, or to ask where it is there")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as directory:
        store = _open(options, Path(directory))
        _fill(store, options.events)
        return _report(store)


def _open(options: argparse.Namespace, directory: Path) -> Store:
    if not options.url:
        return open_file(options.file or directory / "viewer.sqlite")
    return open_url(options.url)


def _fill(store: Store, count: int) -> None:
    with store.reading() as connection:
        if connection.execute(sa.select(tables.run.c.id).limit(1)).first():
            return
    begin = time.perf_counter()
    store.add(events(count))
    took = time.perf_counter() - begin
    print(f"{count:,} events in {took:.0f} s: {count / took:,.0f} a second")


def _report(store: Store) -> int:
    bad = 0
    print(f"{'question':20} {'median ms':>10} {'p95 ms':>10} {'CPU ms':>10}")
    for label, question in questions(store).items():
        median, high, cpu = measured(question)
        whole = scans(store, question)
        bad += high > BOUND_MS or bool(whole)
        print(f"{label:20} {median:10.1f} {high:10.1f} {cpu:10.1f}" + "".join(f"\n  {one}" for one in whole))
    return 1 if bad else 0


if __name__ == "__main__":
    sys.exit(main())
