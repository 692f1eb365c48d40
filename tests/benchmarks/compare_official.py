"""What the OpenLineage provider alone says of the tests' DAGs, and whether all of it is in our events.

    python -m tests.benchmarks.compare_official [--keep DIRECTORY] [GROUP ...]

Runs the DAGs of each group (GROUPS) twice with a real scheduler, with `[lineage_provider] enabled` False and
True, and prints for every task and moment what the official event has and ours lacks: datasets, their facets
and columns, facets of job and run, and tests. What is left out on purpose stands in EXPECTED with its reason.
The exit code is the number of differences, 100 at most.

DIRECTORY keeps the events (official/GROUP/events.jsonl, ours/GROUP/events.jsonl) and differences.json;
scripts/coverage_table.py makes docs/coverage.md from them. A group whose events are there is not run again.
"""

from __future__ import annotations

import argparse
import contextlib
import importlib.metadata
import json
import re
import sys
import tempfile
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from lineage_provider.cli.run_events import END_TYPES, Event, read_events, run_facet
from tests.integration import fakesnow_environment as fakesnow
from tests.integration.conftest import available, connections, mysql_databases
from tests.integration.scheduler import DAG_FOLDERS, running_airflow
from tests.integration.test_queries import make_mysql, make_postgres

DATABASES = ("sqlite", "duckdb", "postgres", "mysql")
SNOWFLAKE_DAGS = tuple(f"snowflake_{kind}" for kind in ("statements", "checks", "hooks", "paths"))
DAY = datetime(2026, 1, 2, tzinfo=UTC)
RUN_SECONDS = 1800
SIDES = {"official": "False", "ours": "True"}
Columns = Mapping[tuple[str, str], frozenset[str]]
PACKAGES = {
    "Airflow": "apache-airflow",
    "OpenLineage provider": "apache-airflow-providers-openlineage",
    "common.sql provider": "apache-airflow-providers-common-sql",
    "sqlglot": "sqlglot",
}

EXPECTED = {
    r"run\.unknownSourceAttribute": "says that nothing is known; ours knows something",
    r"puts None\.": "a table in a database called None (MySQL)",
    r"\(another database's\)$": "a table of the same name in a database that the SQL does not read (MySQL)",
    r"\(no such column\)$": "column lineage of columns that the table does not have",
    r"\(no such dataset\)$": "column lineage from names that no dataset of an event has (MySQL)",
    r" START: .* facets\.schema": "columns at START: no catalog is asked then; the end has them",
    r" START: .* facets\.columnLineage": "columns of an INSERT without a list at START: the end has them",
    r"job\.sourceCode": "source code of Python tasks: only with include_source_code",
    r"puts SHOP\.NONE\.": "a stage or a location as a table of a schema NONE (Snowflake)",
    r"puts SHOP\.PUBLIC\.(MIXED CASE|t3)$": "a name in another case than Snowflake's",
    r"puts SHOP\.PUBLIC\.TMP_X$": "a temporary table: ours follows columns to the tables behind it",
    r"snowflake_checks\..* run\.externalQuery$": "one of a check's two queries: each has a run with its id",
    r"the event \(the task ended otherwise\)": "the task succeeded in one run and failed in the other",
}
"""Pattern of what the official events have and ours lack -> why that is meant."""


@dataclass(frozen=True)
class Group:
    """DAGs that one Airflow runs."""

    dags: Callable[[], Sequence[str]]
    folders: Mapping[str, Path]
    last: str = ""
    """The DAG that waits for the others: it reads their tables."""


def of_databases(*kinds: str) -> list[str]:
    return [f"{kind}_{database}" for kind in kinds for database in DATABASES if not available(database)]


GROUPS = {
    "databases": Group(
        lambda: [*of_databases("checks", "hooks", "statements", "queries"), "transfers"],
        DAG_FOLDERS,
        last="transfers",
    ),
    "snowflake": Group(lambda: SNOWFLAKE_DAGS, {"snowflake": fakesnow.HERE / "snowflake_dags"}),
}


@contextlib.contextmanager
def servers(group: str, directory: Path) -> Iterator[tuple[Mapping[str, object], Mapping[str, str]]]:
    """What the group's DAGs need, while they run: connections and environment of their Airflow."""
    if group == "snowflake":
        with fakesnow.running_fakesnow(directory / "fakesnow") as server:
            yield server.connections, {**server.environment, **fakesnow.AIRFLOW}
        return
    for database, make in (("postgres", make_postgres), ("mysql", make_mysql)):
        if not available(database):
            make()
    with mysql_databases():
        yield connections(directory), {}


def run(directory: Path, name: str, enabled: str) -> None:
    """Run the DAGs of a group; the events are in `directory` then."""
    group, dags = GROUPS[name], GROUPS[name].dags()
    with (
        servers(name, directory) as (known, environment),
        running_airflow(
            directory,
            dag_folders=group.folders,
            connections=known,  # type: ignore[arg-type]
            environment={**environment, "AIRFLOW__LINEAGE_PROVIDER__ENABLED": enabled},
        ) as airflow,
    ):
        run_ids = {dag: airflow.trigger(dag, logical_date=DAY) for dag in dags if dag != group.last}
        for dag, run_id in run_ids.items():
            airflow.wait(dag, run_id, timeout=RUN_SECONDS)
        if group.last:
            airflow.run_dag(group.last, timeout=RUN_SECONDS)


def by_moment(events: Sequence[Event]) -> dict[tuple[str, str], Event]:
    """(job, event type) -> event of a task."""
    return {
        (event["job"]["name"], event["eventType"]): event for event in events if run_facet(event, "airflow")
    }


def lost(official: Event, ours: Event, columns: Columns) -> Iterator[str]:
    """What the first has and the second lacks; ``columns`` of tables tell which of its columns there are."""
    for side in ("inputs", "outputs"):
        known = {(one["namespace"], one["name"]): one for one in ours.get(side) or []}
        for dataset in official.get(side) or []:
            mine = known.get((dataset["namespace"], dataset["name"]))
            name = f"{side} {dataset['name']}"
            if mine is None:
                table = (dataset["namespace"], dataset["name"].rpartition(".")[2])
                elsewhere = any((namespace, one.rpartition(".")[2]) == table for namespace, one in known)
                yield name + (" (another database's)" if elsewhere else "")
                continue
            for group in ("facets", "inputFacets", "outputFacets"):
                for key, facet in (dataset.get(group) or {}).items():
                    own = (mine.get(group) or {}).get(key)
                    if key == "columnLineage":
                        yield from _lost_columns(f"{name} {group}.{key}", facet, own, dataset, columns)
                    else:
                        yield from _lost_facet(f"{name} {group}.{key}", facet, own)
    for part in ("job", "run"):
        facets = ours[part].get("facets") or {}
        for key, facet in (official[part].get("facets") or {}).items():
            yield from _lost_facet(f"{part}.{key}", facet, facets.get(key))


def _lost_facet(place: str, facet: dict[str, object], mine: dict[str, object] | None) -> Iterator[str]:
    if mine is None:
        yield place
        return
    for key, names in (("fields", "name"), ("assertions", "name"), ("tests", "name")):
        rows, own = facet.get(key), mine.get(key)
        if isinstance(rows, list) and isinstance(own, list):
            known = {one[names] for one in own}
            yield from (f"{place} {one[names]}" for one in rows if one[names] not in known)


def _lost_columns(
    place: str, facet: dict[str, Any], mine: dict[str, Any] | None, dataset: Event, columns: Columns
) -> Iterator[str]:
    """Columns and their sources; a source may be among those of the whole table in ours."""
    own = mine or {}
    there = columns.get((dataset["namespace"], dataset["name"]), frozenset())
    for name, entry in facet["fields"].items():
        if name not in there:
            yield f"{place} {name} (no such column)"
            continue
        fields = [*own.get("fields", {}).get(name, {}).get("inputFields", ()), *own.get("dataset", ())]
        known = {(one["namespace"], one["name"], one["field"]) for one in fields}
        for one in entry["inputFields"]:
            if (one["namespace"], one["name"], one["field"]) not in known:
                unknown = (one["namespace"], one["name"]) not in columns
                source = f"{place} {name} from {one['name']}.{one['field']}"
                yield source + (" (no such dataset)" if unknown else "")


def absent(moment: tuple[str, str], mine: Collection[tuple[str, str]]) -> list[str]:
    """What to call an event that ours lack: a locked database fails a task in one run and not in another."""
    job, _ = moment
    otherwise = any((job, kind) in mine for kind in END_TYPES)
    return ["the event" + (" (the task ended otherwise)" if otherwise else "")]


def columns_of(events: Iterable[Event]) -> Columns:
    """Columns of all tables, as the schema facets of events have them together."""
    found: dict[tuple[str, str], frozenset[str]] = {}
    for event in events:
        for dataset in (*event["inputs"], *event["outputs"]):
            fields = (dataset.get("facets") or {}).get("schema", {}).get("fields") or ()
            key = (dataset["namespace"], dataset["name"])
            found[key] = found.get(key, frozenset()) | {one["name"] for one in fields}
    return found


def compared(folder: Path, group: str) -> tuple[list[str], Counter[str], int]:
    """What is lost, how often each expected reason holds, and how many events were compared."""
    missing: list[str] = []
    reasons: Counter[str] = Counter()
    count = 0
    events = [read_events(folder / side / group / "events.jsonl").events for side in SIDES]
    official, mine = map(by_moment, events)
    columns = columns_of(events[1])
    for moment, event in official.items():
        count += 1
        for one in lost(event, mine[moment], columns) if moment in mine else absent(moment, mine):
            place = f"{' '.join(moment)}: {one}"
            known = next((reason for part, reason in EXPECTED.items() if re.search(part, place)), "")
            if known:
                reasons[known] += 1
            else:
                missing.append(place)
    return missing, reasons, count


def versions(group: str) -> dict[str, str]:
    found = {name: importlib.metadata.version(package) for name, package in PACKAGES.items()}
    return {**found, "fakesnow": fakesnow.VERSION} if group == "snowflake" else found


def main(arguments: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--keep", type=Path, help="folder for the events of both runs")
    parser.add_argument("groups", nargs="*", metavar="GROUP", help=", ".join(GROUPS))
    options = parser.parse_args(arguments)
    groups = options.groups or list(GROUPS)
    folder = options.keep or Path(tempfile.mkdtemp(prefix="compare_official_"))
    for group in list(groups):
        for side, enabled in SIDES.items():
            directory = folder / side / group
            if directory.exists():
                continue
            directory.mkdir(parents=True)
            try:
                run(directory, group, enabled)
            except pytest.skip.Exception as reason:
                print(f"{group} is left out: {reason}")
                groups.remove(group)
                break
    total = 0
    found = {}
    for group in groups:
        missing, reasons, count = compared(folder, group)
        total += len(missing)
        for place in missing:
            print(f"LOST {place}")
        for reason, times in reasons.items():
            print(f"expected {times} times: {reason}")
        print(f"{len(missing)} of what {count} official events have is missing in ours ({group})")
        found[group] = {"events": count, "lost": missing, "expected": reasons, "versions": versions(group)}
    result = {"date": f"{datetime.now(UTC):%Y-%m-%d}", "groups": found}
    (folder / "differences.json").write_text(json.dumps(result, indent=1))
    return min(total, 100)


if __name__ == "__main__":
    sys.exit(main())
