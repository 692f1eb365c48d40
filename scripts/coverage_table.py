"""Writes docs/coverage.md: which operator has which facet on which engine, from events of real runs.

In: a directory as `python -m tests.benchmarks.compare_official --keep DIRECTORY [GROUP ...]` leaves it: the
events of the DAGs in tests/integration/dags and snowflake_dags, with the OpenLineage provider alone and with
this one. Out, for each group of DAGs that was compared, three blocks of the page: `coverage` (every cell is
*yes*, or a list of engines, or a reason), `comparison` (how much the events have, alone and with this
provider) and `runs` (versions, and what is missing); what another group has in the page stays as it is.

    python scripts/coverage_table.py DIRECTORY

A script of its own because it reads events and not code.
"""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from generate_docs import ROOT, filled, table

PAGE = ROOT / "docs" / "coverage.md"
PREFIXES = {"databases": "", "snowflake": "snowflake-"}
"""Group of DAGs -> how the names of its blocks begin."""
ENGINES = {
    "sqlite": "SQLite",
    "duckdb": "DuckDB",
    "postgres": "PostgreSQL",
    "mysql": "MariaDB",
    "snowflake": "Snowflake",
}

# Row -> (DAGs without their engine, tasks).
ROWS: Mapping[str, tuple[str, str]] = {
    "`SQLExecuteQueryOperator`: INSERT": ("statements", r"insert_.*|union|window|qualified|star_in_cte"),
    "`SQLExecuteQueryOperator`: CREATE TABLE AS": ("statements", r"ctas|star"),
    "`SQLExecuteQueryOperator`: CREATE VIEW": ("statements", r"view"),
    "`SQLExecuteQueryOperator`: UPDATE": ("statements", r"update_where"),
    "`SQLExecuteQueryOperator`: DELETE": ("statements", r"delete_where"),
    "`SQLExecuteQueryOperator`: MERGE or upsert": ("statements", r"upsert"),
    "`SQLExecuteQueryOperator`: several statements": ("statements", r"two_statements|temporary_table"),
    "`SQLExecuteQueryOperator` that fails": ("statements", r"failing"),
    "COPY": ("queries|paths", r"copies|copy_sql"),
    "`SQLColumnCheckOperator`": ("checks", r"column_(pass|fail)"),
    "`SQLTableCheckOperator`": ("checks", r"table_(pass|fail|warn)"),
    "`SQLCheckOperator`": ("checks", r"check_(pass|fail)"),
    "`SQLValueCheckOperator`": ("checks", r"value_(pass|fail)"),
    "`SQLThresholdCheckOperator`": ("checks", r"threshold_(pass|fail)"),
    "`SQLIntervalCheckOperator`": ("checks", r"interval_(pass|fail)"),
    "`BranchSQLOperator`": ("checks", r"branch"),
    "`SQLInsertRowsOperator`": ("hooks", r"insert_rows"),
    "`SqlSensor`": ("hooks", r"sensor"),
    "`GenericTransfer`, deferred, in pages": ("hooks", r"transfer_in_pages"),
    "`GenericTransfer` from another engine": ("transfers", r".*_to_{engine}"),
    "`hook.run` in `@task`": ("hooks", r"runs"),
    "`hook.run` in `PythonOperator`": ("hooks", r"python_operator"),
    "`hook.run` in an operator of one's own": ("hooks", r"own_operator"),
    "`hook.get_records` in `@task`": ("hooks", r"gets_records"),
    "`hook.get_df` in `@task`": ("hooks", r"gets_df"),
    "`hook.insert_rows` in `@task`": ("hooks", r"inserts_rows"),
    "a task that fails after its SQL": ("hooks", r"fails_after_its_sql"),
    "`SnowflakeSqlApiOperator`": ("paths", r"api"),
    "`SnowflakeSqlApiOperator`, deferred": ("paths", r"api_deferred"),
    "`CopyFromExternalStageToSnowflakeOperator`": ("paths", r"copy|copy_gcs|copy_azure"),
    "`SnowflakeSqlApiHook` in `@task`": ("paths", r"api_hook"),
}

Event = dict[str, Any]


def _datasets(event: Event) -> list[dict[str, Any]]:
    return [*event["inputs"], *event["outputs"]]


def _facets(dataset: Mapping[str, Any]) -> set[str]:
    return {key for group in ("facets", "inputFacets", "outputFacets") for key in dataset.get(group) or ()}


def _has(key: str, side: str = "") -> Callable[[Event], bool]:
    return lambda event: any(key in _facets(one) for one in (event[side] if side else _datasets(event)))


# Column -> (event types, whether an event has it).
FACETS: Mapping[str, tuple[Sequence[str], Callable[[Event], bool]]] = {
    "datasets at START": (("START",), lambda event: bool(_datasets(event))),
    "datasets at the end": (("COMPLETE", "FAIL"), lambda event: bool(_datasets(event))),
    "schema": (("COMPLETE", "FAIL"), _has("schema")),
    "columnLineage": (("COMPLETE", "FAIL"), _has("columnLineage", "outputs")),
    "sql": (("COMPLETE", "FAIL"), lambda event: "sql" in event["job"]["facets"]),
    "assertions": (("COMPLETE", "FAIL"), _has("dataQualityAssertions", "inputs")),
    "metrics": (("COMPLETE", "FAIL"), _has("dataQualityMetrics", "inputs")),
    "rows written": (("COMPLETE", "FAIL"), _has("outputStatistics", "outputs")),
}

# Reasons for an engine that lacks it; row, column and engine are patterns, the first that fits holds.
REASONS: Sequence[tuple[str, str, str, str]] = (
    (r"`hook|fails after|Hook", "datasets at START", "", "not known before it runs"),
    (r"ApiHook", "sql", "", "two statements in one call: in the event of each"),
    (r"^COPY", "datasets at START", "duckdb|postgres", "hooks in `@task`: not known before it runs"),
    (r"Check|Branch|Sensor|get_", "columnLineage|rows written", "", "writes nothing"),
    (r"DELETE", "columnLineage", "", "no column is written"),
    (r"that fails$", "columnLineage", "", "the column that it reads does not exist"),
    (r"in pages", "rows written", "", "each page is written in a process of its own"),
    (r"insert_rows|InsertRows", "columnLineage", "", "its rows come from Python"),
    (r"COPY|CopyFrom", "columnLineage", "", "its columns come from files"),
    (r"Branch", "metrics", "", "a comparison measures nothing"),
    (r"", "assertions|metrics", "", "no check"),
    (r"CREATE VIEW", "rows written", "", "a view has no rows"),
    (r"fails", "rows written", "", "what a failed task wrote is not known"),
    (r"CREATE TABLE AS", "rows written", "sqlite", "its driver does not count them"),
    (r"INSERT", "rows written", "sqlite", "its driver does not count INSERT after WITH"),
    (r"upsert", "rows written", "mysql", "its driver counts an updated row twice"),
)


@dataclass(frozen=True)
class Events:
    """End and START events of tasks, by DAG."""

    by_dag: Mapping[str, Sequence[Event]]

    @classmethod
    def of(cls, events: Iterable[Event]) -> Events:
        found: dict[str, list[Event]] = {}
        for event in events:
            dag, _, task = event["job"]["name"].partition(".")
            if task and ".query." not in task:
                found.setdefault(dag, []).append(event)
        return cls(found)

    def of_row(
        self, row: str, types: Sequence[str] = ("COMPLETE", "FAIL")
    ) -> Iterator[tuple[str, list[Event]]]:
        """Engines on which the row's tasks ran, with their events of these types."""
        dags, tasks = ROWS[row]
        for engine in ENGINES:
            names = [
                name for kind in dags.split("|") for name in (kind, f"{kind}_{engine}", f"{engine}_{kind}")
            ]
            pattern = re.compile(tasks.replace("{engine}", engine))
            mine = {
                event["job"]["name"]: event  # of a task that was tried again, the last
                for name in names
                for event in self.by_dag.get(name, ())
                if event["eventType"] in types and pattern.fullmatch(event["job"]["name"].partition(".")[2])
            }
            if mine:
                yield engine, list(mine.values())


def coverage(ours: Events) -> str:
    """The first table; exits where an engine lacks something without a reason."""
    rows = []
    everywhere = _engines(ours)
    for row in ROWS:
        ran = [ENGINES[engine] for engine, _ in ours.of_row(row)]
        if not ran:  # a group of DAGs that was left out
            continue
        cells = [_cell(row, facet, ours) for facet in FACETS]
        on = () if len(everywhere) == 1 else ("all" if ran == everywhere else ", ".join(ran),)
        rows.append((row, *on, *cells))
    return table(("", *(("on",) if len(everywhere) > 1 else ()), *FACETS), rows)


def _engines(events: Events) -> list[str]:
    """Those that any row was run on."""
    ran = {engine for row in ROWS for engine, _ in events.of_row(row)}
    return [name for engine, name in ENGINES.items() if engine in ran]


def _cell(row: str, facet: str, ours: Events) -> str:
    types, has = FACETS[facet]
    # Not every check of a row measures something; everything else all tasks of a row have.
    quantifier = any if facet == "metrics" else all
    found = {engine: quantifier(map(has, events)) for engine, events in ours.of_row(row, types)}
    reasons = {engine: _reason(row, facet, engine) for engine, there in found.items() if not there}
    if not reasons:
        return "yes"
    if len(reasons) == len(found) and len(set(reasons.values())) == 1:
        return next(iter(reasons.values()))
    return "; ".join(["yes", *(f"{ENGINES[engine]}: {reason}" for engine, reason in reasons.items())])


def _reason(row: str, facet: str, engine: str) -> str:
    for rows, facets, engines, reason in REASONS:
        if re.search(rows, row) and re.fullmatch(facets, facet) and re.search(engines, engine):
            return reason
    raise SystemExit(f"{row}, {facet}: not on {engine}, and no reason")


def comparison(official: Events, ours: Events) -> str:
    """The second table: datasets and their facets in the end events, "alone → with this provider"."""
    rows = []
    ran = _engines(official)
    for row in ROWS:
        before, after = (dict(side.of_row(row)) for side in (official, ours))
        if not before:
            continue
        cells = [
            f"{_amount(before[engine])} → {_amount(after[engine])}"
            if engine in before and engine in after
            else ""
            for engine, name in ENGINES.items()
            if name in ran
        ]
        rows.append((row, *cells))
    return table(("", *ran), rows)


def _amount(events: Sequence[Event]) -> int:
    return sum(1 + len(_facets(dataset)) for event in events for dataset in _datasets(event))


def runs(date: str, result: Mapping[str, Any]) -> str:
    """Versions, and what the official events have and ours lack."""
    lines = [f"- Run on {date} with " + ", ".join(f"{k} {v}" for k, v in result["versions"].items()) + "."]
    lost = result["lost"]
    lines.append(
        f"- Events of the OpenLineage provider alone: {result['events']}. Missing in ours: {len(lost)}."
    )
    lines += [f"- Missing: {place}" for place in lost]
    lines += [
        f"- Left out on purpose, {times} times: {reason}." for reason, times in result["expected"].items()
    ]
    return "\n".join(lines)


def main(arguments: Sequence[str]) -> int:
    from lineage_provider.cli.run_events import read_events

    if len(arguments) != 1:
        raise SystemExit(__doc__)
    folder = Path(arguments[0])
    result = json.loads((folder / "differences.json").read_text(encoding="utf-8"))
    text = PAGE.read_text(encoding="utf-8")
    for group, compared in result["groups"].items():
        official, ours = (
            Events.of(read_events(folder / side / group / "events.jsonl").events)
            for side in ("official", "ours")
        )
        blocks = {
            "coverage": coverage(ours),
            "comparison": comparison(official, ours),
            "runs": runs(result["date"], compared),
        }
        for name, content in blocks.items():
            text = filled(text, PREFIXES[group] + name, content)
    PAGE.write_text(text, encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
