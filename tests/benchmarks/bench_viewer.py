"""The viewer's store under load: how fast events come in, how fast it answers, and by which indexes.

    python tests/benchmarks/bench_viewer.py [--events 1000000] [--url postgresql+psycopg2://...]

In: a number of events. Out: printed numbers, and exit code 1 where an answer's 95th percentile is above its
bound, or a statement scans a whole table. Events are made as Airflow's are: a START and a COMPLETE a task
run, with schemas and column lineage, of 400 tasks in 40 DAGs that run again and again; one task in four has
checks. A program of its own because it takes minutes.
"""

from __future__ import annotations

import argparse
import http.client
import random
import statistics
import sys
import tempfile
import threading
import time
import uuid
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import sqlalchemy as sa
import uvicorn
from fastapi import FastAPI

from lineage_provider.viewer import queries
from lineage_provider.viewer.api import create_app
from lineage_provider.viewer.graph import column_id, dataset_id, job_id
from lineage_provider.viewer.single_file import DIST
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


@dataclass(frozen=True)
class Question:
    """A question to the API: its path and parameters, about something else each time."""

    path: str
    parameters: Callable[[random.Random], dict[str, Any]] = lambda _: {}
    some_dags: bool = False
    """Asked by a user who may read half of the DAGs; what she may not see is answered by 404."""


def questions(store: Store) -> dict[str, Question]:
    """Each question that the page asks."""
    runs = [run.id for run in queries.listed(store, limit=200)]
    dag_run = queries.detail(store, runs[0]).run.dag_run_id

    def table(r: random.Random) -> str:
        return dataset_id((WAREHOUSE, name(r.randrange(DAGS), r.randrange(TASKS))))

    def column(r: random.Random) -> str:
        return column_id((WAREHOUSE, name(r.randrange(DAGS), r.randrange(TASKS))), "column_3")

    def job(r: random.Random) -> str:
        return job_id(("prod", f"dag_{r.randrange(DAGS)}.task_3"))

    def instance(r: random.Random) -> dict[str, Any]:
        return {"dag_id": f"dag_{r.randrange(DAGS)}", "run_id": dag_run, "task_id": "task_3"}

    return {
        "graph": Question("graph", lambda r: {"node": table(r), "up": 2, "down": 2}),
        "graph, some DAGs": Question("graph", lambda r: {"node": table(r), "up": 2, "down": 2}, True),
        "graph of a DAG": Question("graph", lambda r: {"node": f"dag:dag_{r.randrange(DAGS)}"}),
        "graph of a run": Question("graph", lambda r: {"node": r.choice(runs)}),
        "column": Question("column", lambda r: {"id": column(r), "depth": 10}),
        "impact of a column": Question("impact", lambda r: {"id": column(r)}),
        "impact of a dataset": Question("impact", lambda r: {"id": table(r)}),
        "search": Question("search", lambda r: {"q": f"table_{r.randrange(TASKS)}"}),
        "search, one letter": Question("search", lambda r: {"q": r.choice("cst")}),
        "search, some DAGs": Question("search", lambda r: {"q": r.choice("cst")}, True),
        "runs": Question("runs"),
        "runs, some DAGs": Question("runs", some_dags=True),
        "runs of a job": Question("runs", lambda r: {"job": job(r)}),
        "runs of a DAG": Question("runs", lambda r: {"dag_id": f"dag_{r.randrange(DAGS)}"}),
        "run": Question("runs/{run}", lambda r: {"run": r.choice(runs)}),
        "run of an instance": Question("resolve", instance, True),
        "compare": Question("compare", lambda r: {"left": r.choice(runs), "right": r.choice(runs)}),
        "checks": Question("checks", lambda r: {"dataset": table(r)}),
        "statistics": Question("statistics", lambda r: {"dataset": table(r)}),
        "find by query id": Question("find", lambda r: {"query_id": r.choice(runs)[:18]}),
        "status": Question("status", some_dags=True),
    }


class Server:
    """The API over HTTP on this machine, without Airflow, whose login costs the same for every question."""

    def __init__(self, store: Store) -> None:
        some = queries.Visible(frozenset(f"dag_{n}" for n in range(0, DAGS, 2)))
        root = FastAPI()
        root.mount("/all", create_app(lambda: store, queries.Visible, lambda: "ann", "", DIST))
        root.mount("/some", create_app(lambda: store, lambda: some, lambda: "bea", "", DIST))
        self._server = uvicorn.Server(uvicorn.Config(root, port=0, log_level="error", timeout_keep_alive=600))
        self._thread = threading.Thread(target=self._server.run, daemon=True)
        self._thread.start()
        while not self._server.started:
            time.sleep(0.01)
        port = self._server.servers[0].sockets[0].getsockname()[1]
        self._connection = http.client.HTTPConnection("127.0.0.1", port, timeout=300)

    def ask(self, question: Question, generator: random.Random) -> int:
        """Ask, read the answer; its bytes."""
        parameters = question.parameters(generator)
        path = question.path.format_map(parameters)
        prefix = "some" if question.some_dags else "all"
        self._connection.request("GET", f"/{prefix}/api/v1/{path}?{urlencode(parameters)}")
        answer = self._connection.getresponse()
        body = answer.read()
        if answer.status != 200 and not (question.some_dags and answer.status == 404):
            raise AssertionError(f"{path} {parameters}: {answer.status} {body[:300]!r}")
        return len(body)

    def close(self) -> None:
        self._connection.close()
        self._server.should_exit = True
        self._thread.join(timeout=10)


LARGE = frozenset(table.name for table in (tables.run, tables.run_dataset, tables.check, tables.mark))
"""Tables that grow with the number of events: those are never to be read as a whole."""


def scans(store: Store, server: Server, question: Question) -> list[str]:
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
        server.ask(question, random.Random(1))
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


def measured(server: Server, question: Question, seed: int, times: int = 60) -> tuple[list[float], float]:
    """Milliseconds of each answer; median of this process's own CPU time (server and client)."""
    generator = random.Random(seed)
    took, cpu = [], []
    for _ in range(times):
        begin, begun = time.perf_counter(), time.process_time()
        server.ask(question, generator)
        took.append((time.perf_counter() - begin) * 1_000)
        cpu.append((time.process_time() - begun) * 1_000)
    return took, statistics.median(cpu)


def p95(took: list[float]) -> float:
    return sorted(took)[int(len(took) * 0.95)]


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--events", type=int, default=1_000_000)
    parser.add_argument("--url", help="SQLAlchemy URL of a database in the place of a SQLite file")
    parser.add_argument("--file", type=Path, help="SQLite file to make, or to ask where it is there")
    parser.add_argument("--rounds", type=int, default=5)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as directory:
        store = _open(options, Path(directory))
        _fill(store, options.events)
        return _report(store, options.rounds)


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


def _report(store: Store, rounds: int) -> int:
    """Ask everything, round after round. A question misses its bound where no round of it was good enough:
    other programs of the machine make answers slower, never faster."""
    server = Server(store)
    asked = questions(store)
    found: dict[str, list[tuple[list[float], float]]] = {label: [] for label in asked}
    for seed in range(rounds + 1):
        for label, question in asked.items():
            answer = measured(server, question, seed)
            if seed:  # the first round fills caches: those of the operating system's and the database's own
                found[label].append(answer)
    bad = 0
    print(f"{'':20} {'quietest round':>21} {'all rounds':>21}")
    print(f"{'question':20} {'median ms':>10} {'p95 ms':>10} {'median ms':>10} {'p95 ms':>10} {'CPU ms':>10}")
    for label, answers in found.items():
        best = min((each for each, _ in answers), key=p95)
        took = [one for each, _ in answers for one in each]
        whole = scans(store, server, asked[label])
        bad += p95(best) > BOUND_MS or bool(whole)
        numbers = [statistics.median(best), p95(best), statistics.median(took), p95(took)]
        numbers.append(statistics.median(each for _, each in answers))
        print(f"{label:20} " + " ".join(f"{one:10.1f}" for one in numbers))
        print("".join(f"  {one}\n" for one in whole), end="")
    server.close()
    return 1 if bad else 0


if __name__ == "__main__":
    sys.exit(main())
