"""``airflow lineage find``: from what a warehouse shows to the task's run."""

from __future__ import annotations

import gzip
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from lineage_provider.__main__ import main
from lineage_provider.cli import event_store
from lineage_provider.cli.command import CommandError
from lineage_provider.cli.event_store import EventStore
from lineage_provider.cli.finding import FoundRun, Wanted, find
from lineage_provider.query_tags.reading import read_tag

LOAD, REPORT, QUERY = (f"01a1fd4d-0000-7000-8000-00000000000{n}" for n in (1, 2, 3))


def event(
    run: str,
    task: str,
    kind: str,
    at: str,
    *,
    run_id: str = "manual__1",
    facets: dict[str, Any] | None = None,
    inputs: tuple[str, ...] = (),
    outputs: tuple[str, ...] = (),
) -> dict[str, Any]:
    airflow = {
        "dag": {"dag_id": "shop"},
        "task": {"task_id": task},
        "dagRun": {"run_id": run_id},
        "taskInstance": {"try_number": 1, "map_index": 4, "log_url": "http://airflow/log"},
    }
    return {
        "eventType": kind,
        "eventTime": f"2026-01-01T00:00:{at}.5+00:00",
        "run": {"runId": run, "facets": {"airflow": airflow, **(facets or {})}},
        "job": {"namespace": "prod", "name": f"shop.{task}"},
        "inputs": [{"namespace": "pg://db", "name": name} for name in inputs],
        "outputs": [{"namespace": "pg://db", "name": name} for name in outputs],
    }


def query_event(parent: str, query_id: str) -> dict[str, Any]:
    """A single query's own event, as the official providers send it: no Airflow facet, the task as parent."""
    facets = {
        "parent": {"run": {"runId": parent}, "job": {"namespace": "prod", "name": "shop.load"}},
        "externalQuery": {"externalQueryId": query_id, "source": "snowflake"},
    }
    return {
        "eventType": "COMPLETE",
        "eventTime": "2026-01-01T00:00:02+00:00",
        "run": {"runId": QUERY, "facets": facets},
        "job": {"namespace": "prod", "name": "shop.load.query.1"},
        "outputs": [{"namespace": "pg://db", "name": "stage"}],
    }


APPLIED = {"queryTag": {"tag": {"dag_id": "shop"}, "applied": [{"text": "nightly load of all"}]}}
EVENTS = [
    event(LOAD, "load", "START", "01", inputs=("orders",)),
    query_event(LOAD, "01b2-AAAA"),
    event(LOAD, "load", "COMPLETE", "03", inputs=("orders",), outputs=("daily",)),
    event(REPORT, "report", "START", "04", run_id="manual__2"),
    event(REPORT, "report", "FAIL", "05", run_id="manual__2", facets=APPLIED),
    {"eventTime": "2026-01-01T00:00:06Z", "dataset": {"namespace": "pg://db", "name": "load"}},
]


def written(path: Path, events: list[dict[str, Any]] = EVENTS) -> Path:
    path.write_text("".join(json.dumps(each) + "\n" for each in events))
    return path


@pytest.fixture
def store(tmp_path: Path) -> EventStore:
    return event_store.named([str(written(tmp_path / "events.jsonl"))])


def tasks(found: tuple[list[FoundRun], int]) -> list[str]:
    return [run.task_id for run in found[0]]


def test_a_querys_id_leads_to_its_task_with_all_that_its_events_tell(store: EventStore) -> None:
    (run,), total = find(store, Wanted(query_id="01B2-aaaa"), 5)
    assert total == 1
    assert run.to_dict() == {
        "openlineage_run_id": LOAD,
        "dag_id": "shop",
        "task_id": "load",
        "run_id": "manual__1",
        "try_number": 1,
        "map_index": 4,
        "state": "success",
        "start": "2026-01-01T00:00:01.5+00:00",
        "end": "2026-01-01T00:00:03.5+00:00",
        "inputs": ["pg://db/orders"],
        "outputs": ["pg://db/stage", "pg://db/daily"],
        "query_ids": ["01b2-AAAA"],
        "query_tags": [],
        "log_url": "http://airflow/log",
        "found_in": [str(store.files[0])],
    }
    assert run.seconds == 2.0


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (f'{{"openlineage_run_id":"{LOAD}"}}', ["load"]),
        ('{"app":"airflow","dag_id":"shop","task_id":"lo', ["load"]),
        ('{"dag_id":"shop","task_id":"load","run_id":"manual__2"}', []),
        ('{"dag_id":"shop"}', ["report", "load"]),
        ("/*dag_id='shop',task_id='report'*/ SELECT 1", ["report"]),
        (f"etl {REPORT.upper()}", ["report"]),
        ("etl shop.load", ["load"]),
        ("airflow-dag:shop,airflow-task:report,x:y", ["report"]),
        ("nightly load of all", ["report"]),
        ("nightly load", ["report"]),
        ("night", []),
    ],
)
def test_tags_lead_to_runs(store: EventStore, text: str, expected: list[str]) -> None:
    assert tasks(find(store, Wanted(tag=read_tag(text)), 5)) == expected


def test_the_newest_runs_come_first_and_no_more_than_asked_for(store: EventStore) -> None:
    found = find(store, Wanted(tag=read_tag('{"dag_id":"shop"}')), 1)
    assert (tasks(found), found[1]) == (["report"], 2)


def test_events_of_any_form_do_not_stop_the_search(tmp_path: Path) -> None:
    broken = [
        {"run": {"runId": LOAD, "facets": {"airflow": "load"}}, "dag_id": "shop"},
        {"run": {"runId": LOAD, "facets": []}, "dag_id": "shop"},
        {"run": None, "dag_id": "shop"},
    ]
    path = written(tmp_path / "events.jsonl", [*broken, *EVENTS])
    path.write_text(path.read_text() + 'shop\n{"dag_id": "shop", "cut')
    store = event_store.named([str(path)])
    assert len(find(store, Wanted(tag=read_tag('{"dag_id":"shop"}')), 5)[0]) == 2
    assert store.damaged == 4


def test_folders_compressed_files_and_one_event_a_file(tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    with gzip.open(tmp_path / "in" / "old.jsonl.gz", "wt") as file:
        file.write(json.dumps(EVENTS[0]) + "\n")
    (tmp_path / "in" / "events-1.json").write_text(json.dumps(EVENTS[2], indent=2))
    (tmp_path / "in" / "notes.txt").write_text("no events")
    (run,), _ = find(event_store.named([str(tmp_path)]), Wanted(tag=read_tag("x shop.load")), 5)
    assert (run.state, len(run.found_in)) == ("success", 2)


@pytest.mark.parametrize("path", ["missing.jsonl", "."])
def test_what_has_no_events_is_an_error(path: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    with pytest.raises(CommandError, match=r"missing.jsonl: no such file|no files of events there"):
        event_store.named([path])


Configure = Callable[[dict[str, Any]], None]


@pytest.fixture
def configure(monkeypatch: pytest.MonkeyPatch) -> Configure:
    from airflow.providers.openlineage import conf

    def set_to(transport: dict[str, Any]) -> None:
        monkeypatch.setattr(conf, "config_path", lambda check_legacy_env_var=True: "")
        monkeypatch.setattr(conf, "transport", lambda: transport)

    return set_to


def test_the_file_that_airflows_transport_appends_to(configure: Configure, tmp_path: Path) -> None:
    path = written(tmp_path / "events.jsonl")
    configure({"type": "file", "log_file_path": str(path), "append": True})
    assert event_store.configured().files == [path]


def test_a_file_an_event_in_a_composite_transport(configure: Configure, tmp_path: Path) -> None:
    one = written(tmp_path / "ol-20260101-1.json", EVENTS[:1])
    inner = {"type": "file", "log_file_path": str(tmp_path / "ol")}
    configure({"type": "composite", "transports": {"a": {"type": "console"}, "b": inner}})
    assert event_store.configured().files == [one]


def test_what_a_spool_has_not_delivered(configure: Configure, tmp_path: Path) -> None:
    from lineage_provider.delivery.spool import Spool, storage_for

    spool = Spool(storage_for(str(tmp_path / "spool")), "marquez")
    for each in EVENTS[:3]:
        spool.accept(each, json.dumps(each).encode())
    spool.bury(spool.waiting()[0], "refused", 422, "no")
    kind = "lineage_provider.delivery.SpoolTransport"
    configure({"type": kind, "spool": str(tmp_path / "spool"), "deliver_to": {"type": "http"}})
    store = event_store.configured()
    assert tasks(find(store, Wanted(query_id="01b2-AAAA"), 5)) == ["load"]
    assert store.read_events == 3


def test_a_transport_that_keeps_nothing_here(configure: Configure) -> None:
    configure({"type": "http", "url": "http://marquez"})
    with pytest.raises(CommandError, match="the transport is http; name files of events with --events"):
        event_store.configured()


def command(tmp_path: Path, *arguments: str) -> int:
    return main(["find", "--events", str(written(tmp_path / "events.jsonl")), *arguments])


def test_the_tree(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert command(tmp_path, "--query-id", "01b2-AAAA") == 0
    lines = capsys.readouterr().out.replace("|-", "├─").replace("`-", "└─").splitlines()
    assert lines[0].startswith("shop.load  ")
    assert lines[0].endswith("success  2.0 s")
    assert lines[1:-2] == [
        "├─ run     manual__1  try 1, map index 4",
        "├─ time    2026-01-01 00:00:01Z to 2026-01-01 00:00:03Z",
        "├─ reads   pg://db/orders",
        "├─ writes  pg://db/stage",
        "├─ writes  pg://db/daily",
        "├─ query   01b2-AAAA",
    ]


def test_json(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert command(tmp_path, "--json", "--query-tag", "etl shop.load") == 0
    shown = json.loads(capsys.readouterr().out)
    assert (shown["total"], shown["runs"][0]["openlineage_run_id"]) == (1, LOAD)
    assert shown["searched"]["events"] == len(EVENTS)


def test_nothing_found_is_exit_code_1_and_says_where_was_looked(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert command(tmp_path, "--query-id", "nope", "--json") == 1
    shown = capsys.readouterr()
    assert json.loads(shown.out)["runs"] == []
    assert f"No run with query id nope in 6 events ({tmp_path / 'events.jsonl'})." in shown.err


@pytest.mark.parametrize(
    "arguments",
    [[], ["--query-id", " "], ["--query-id", "a", "--query-tag", "b"], ["--query-id", "a", "--limit", "0"]],
)
def test_arguments_that_cannot_be_used(
    arguments: list[str], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert command(tmp_path, *arguments) == 2
    assert capsys.readouterr().err.startswith("find: ")
