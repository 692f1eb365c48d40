"""What is known of one dbt project after a task ran it: by the OpenLineage provider, Cosmos and dbt-ol alone,
and with this provider beside each of them.

    python tests/benchmarks/compare_dbt.py              # installs dbt, dbt-ol and Cosmos apart; some minutes
    python tests/benchmarks/compare_dbt.py --dbt PROGRAM --packages DIRECTORY --events DIRECTORY

Prints a table in Markdown: dags_example/dbt_shop built by a shell's dbt, by dbt-ol and by Cosmos, run by
`airflow dags test` with this provider off and on. All numbers are counted in the events.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[2]
sys.path.insert(0, str(ROOT))

from tests.integration.cosmos_environment import cosmos_packages  # noqa: E402
from tests.integration.dbt_environment import environment  # noqa: E402

DAG, NAMESPACE = "dbt_ways", "tests"
WAYS = {"dbt": "`dbt build`", "dbt_ol": "`dbt-ol build`", "cosmos": "Cosmos"}
RELATIONS = "relationships"
Event = Mapping[str, Any]


def main() -> None:
    options = _options()
    with tempfile.TemporaryDirectory() as made:
        place = options.events or Path(made)
        place.mkdir(parents=True, exist_ok=True)
        found = {}
        for ours in (False, True):
            events = place / f"events_{'on' if ours else 'off'}.jsonl"
            if not events.exists():
                run(events, place / ("on" if ours else "off"), options.dbt, options.packages, ours)
            read = [json.loads(line) for line in events.read_text().splitlines()]
            for way, of_way in by_task(read).items():
                found[way, ours] = measures(of_way)
    print(table(found))


def run(events: Path, home: Path, dbt: Path | None, packages: Path | None, ours: bool) -> None:
    """Run the DAG once; its events are in `events`."""
    program = dbt or _dbt_with_ol() / "bin" / "dbt"
    home.mkdir(parents=True, exist_ok=True)
    given = {
        name: value for name, value in os.environ.items() if not name.startswith(("AIRFLOW", "OPENLINEAGE"))
    }
    database = home / "shop.duckdb"
    airflow = {
        **given,
        "AIRFLOW_HOME": str(home),
        "AIRFLOW__CORE__LOAD_EXAMPLES": "False",
        "AIRFLOW__CORE__DAGS_FOLDER": str(Path(__file__).parent / "dbt_dags"),
        "AIRFLOW__CORE__DAGBAG_IMPORT_TIMEOUT": "300",
        "AIRFLOW__OPENLINEAGE__NAMESPACE": NAMESPACE,
        "AIRFLOW__OPENLINEAGE__TRANSPORT": json.dumps(
            {"type": "file", "log_file_path": str(events), "append": True}
        ),
        "AIRFLOW__LINEAGE_PROVIDER__ENABLED": str(ours),
        "AIRFLOW_CONN_DBT_WAYS": json.dumps({"conn_type": "duckdb", "host": str(database)}),
        "DBT_EXECUTABLE": str(program),
        "DBT_SHOP_DATABASE": str(database),
        "PYTHONPATH": str(packages or cosmos_packages()),
    }
    for command in (["db", "migrate"], ["dags", "test", DAG]):
        with (home / "log.txt").open("ab") as log:
            # The DAG run fails: its project has a test that does.
            subprocess.run(
                [sys.executable, "-m", "airflow", *command], env=airflow, stdout=log, stderr=log, timeout=1800
            )


def _dbt_with_ol() -> Path:
    packages = ("dbt-core==1.11.16", "dbt-duckdb==1.11.1", "openlineage-dbt==1.54.0")
    return environment("dbt-ol", "1.54.0", packages)


def by_task(events: Iterable[Event]) -> dict[str, list[Event]]:
    """The end events of each task that ran dbt, with those of all runs below it."""
    known: dict[str, tuple[str, str | None]] = {}
    ended = [event for event in events if event["eventType"] in ("COMPLETE", "FAIL")]
    for event in ended:
        parent = event["run"]["facets"].get("parent", {}).get("run", {}).get("runId")
        known[event["run"]["runId"]] = (event["job"]["name"], parent)
    found: dict[str, list[Event]] = {way: [] for way in WAYS}
    for event in ended:
        run_id: str | None = event["run"]["runId"]
        while run_id in known:
            name, run_id = known[run_id]
            way = name.removeprefix(f"{DAG}.")
            # Runs of statements: `airflow dags test` shows those of the task before once more.
            if way in WAYS and ".query." not in event["job"]["name"]:
                found[way].append(event)
                break
    return found


def measures(events: list[Event]) -> dict[str, str]:
    """What the events of one way say, each fact counted once."""
    outputs = {d["name"]: d for event in events for d in event["outputs"] if _is_of_project(d)}
    for event in events:
        for dataset in event["outputs"]:
            if _is_of_project(dataset) and len(_columns(dataset)) >= len(_columns(outputs[dataset["name"]])):
                outputs[dataset["name"]] = dataset
    fields = [field for dataset in outputs.values() for field in _columns(dataset).values()]
    kinds = [list(_kinds(field)) for field in fields]
    rows = {kind for d in outputs.values() for field in _dataset_wide(d) for kind in _kinds(field)}
    typed = [d for d in outputs.values() if any(f.get("type") for f in _schema(d))]
    tests = _assertions(events)
    failed_test = next((one for one in tests if one[1] == "amounts_are_small"), None)
    related = {table for table, name, *_ in tests if name == "orders_have_a_customer" or RELATIONS in name}
    inputs = {d["name"].rpartition(".")[2] for event in events for d in event["inputs"]}
    completes = [(event["job"]["name"], event["run"]["runId"]) for event in events]
    return {
        "runs below the task": str(len({run for _, run in completes}) - 1),
        "tables built (of 8)": str(len(outputs)),
        "with types": str(len(typed)),
        "columns with their sources": str(sum(bool(field["inputFields"]) for field in fields)),
        "of these with a transformation": str(sum(bool(one) for one in kinds)),
        "columns that steer rows": ", ".join(sorted(rows)) or "none",
        "seeds among the inputs": str(len(inputs & {"raw_orders", "countries"})),
        "rows written, tables": str(
            sum("outputStatistics" in d.get("outputFacets", {}) for d in outputs.values())
        ),
        "test results": str(len({one[1:2] for one in tests})),
        "the failed test": {None: "absent", True: "passed (wrong)", False: "failed"}[
            failed_test[2] if failed_test else None
        ],
        "`relationships` is on": ", ".join(sorted(related)) or "nothing",
        "skipped test reported": "as failed" if any("not_null_big" in one[1] for one in tests) else "no",
        "same run ended twice": str(len(completes) - len(set(completes))),
    }


def _is_of_project(dataset: Mapping[str, Any]) -> bool:
    return ".main." in f".{dataset['name']}" and "dbt_test__audit" not in dataset["name"]


def _columns(dataset: Mapping[str, Any]) -> Mapping[str, Any]:
    return dataset["facets"].get("columnLineage", {}).get("fields", {})


def _dataset_wide(dataset: Mapping[str, Any]) -> Iterator[Mapping[str, Any]]:
    for one in dataset["facets"].get("columnLineage", {}).get("dataset", ()):
        yield {"inputFields": [one]}


def _kinds(field: Mapping[str, Any]) -> Iterator[str]:
    for one in field["inputFields"]:
        for transformation in one.get("transformations") or ():
            yield str(transformation["subtype"])


def _schema(dataset: Mapping[str, Any]) -> list[Mapping[str, Any]]:
    return list(dataset["facets"].get("schema", {}).get("fields", ()))


def _assertions(events: Iterable[Event]) -> list[tuple[str, str, bool]]:
    """(table, test, success) of every assertion, once."""
    found = set()
    for event in events:
        for dataset in event["inputs"]:
            for place in ("facets", "inputFacets"):
                facet = dataset.get(place, {}).get("dataQualityAssertions", {})
                for one in facet.get("assertions", ()):
                    name = one.get("name") or f"{one['assertion']}.{one.get('column')}"
                    found.add((dataset["name"].rpartition(".")[2], str(name), bool(one["success"])))
    return sorted(found)


def table(found: Mapping[tuple[str, bool], Mapping[str, str]]) -> str:
    """The measures, a row each; a column a way, without and with this provider."""
    order = [(way, ours) for way in WAYS for ours in (False, True)]
    head = [""] + [WAYS[way] + (" with this provider" if ours else "") for way, ours in order]
    lines = [head, ["---"] * len(head)]
    lines += [[name, *(found[one][name] for one in order)] for name in found[order[0]]]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0] if __doc__ else None)
    parser.add_argument("--dbt", type=Path, help="a dbt with dbt-ol beside it (default: installed apart)")
    parser.add_argument("--packages", type=Path, help="a directory with Cosmos (default: installed apart)")
    parser.add_argument("--events", type=Path, help="keep the events there; those that are there are read")
    return parser.parse_args()


if __name__ == "__main__":
    main()
