"""Runs of one's own jobs: what goes out, and that nothing of it reaches the code inside."""

from __future__ import annotations

import asyncio
import json
import os
import threading
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from typing import Any
from unittest import mock

import pytest

from lineage_provider.api import Dataset, LineageRun, current_run, emit_job, lineage_run
from tests.openlineage_schema import problems_of

ORDERS = Dataset("postgres://db:5432", "shop.public.orders")
DAILY = Dataset("postgres://db:5432", "shop.public.daily", columns={"ds": "date", "total": "numeric"})


@pytest.fixture
def sent(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Any:
    """A transport that writes a file, and what was written so far."""
    monkeypatch.chdir(tmp_path)
    for name in ("OPENLINEAGE_PARENT_ID", "OPENLINEAGE_NAMESPACE"):
        monkeypatch.delenv(name, raising=False)
    path = tmp_path / "events.jsonl"
    transport = {"type": "file", "log_file_path": str(path), "append": True}

    def events() -> list[dict[str, Any]]:
        return [json.loads(line) for line in path.read_text().splitlines()] if path.exists() else []

    events.transport = transport  # type: ignore[attr-defined]
    return events


def types(events: list[dict[str, Any]]) -> list[str]:
    return [event["eventType"] for event in events]


def test_a_run_starts_and_completes(sent: Any) -> None:
    with lineage_run("load", namespace="jobs", inputs=[ORDERS], transport=sent.transport) as run:
        run.output(DAILY)
    start, end = sent()
    assert types([start, end]) == ["START", "COMPLETE"]
    assert start["run"]["runId"] == end["run"]["runId"] == run.run_id
    assert (end["job"]["namespace"], end["job"]["name"]) == ("jobs", "load")
    assert [dataset["name"] for dataset in end["inputs"]] == ["shop.public.orders"]
    assert end["outputs"][0]["facets"]["schema"]["fields"][1]["type"] == "numeric"
    assert end["job"]["facets"]["jobType"]["jobType"] == "JOB"


def load_and_fail(transport: dict[str, Any]) -> None:
    with lineage_run("load", transport=transport, owners=["team:data"], description="d") as run:
        run.columns(DAILY, {"total": [(ORDERS, "amount", "AGGREGATION")]})
        run.rows_written(DAILY, 7, 100)
        run.rows_read(ORDERS, 9)
        with lineage_run("inner", transport=transport):
            pass
        raise ValueError("the load failed")


def test_every_event_is_valid_by_the_specification(sent: Any) -> None:
    with pytest.raises(ValueError, match="the load failed"):
        load_and_fail(sent.transport)
    events = sent()
    assert len(events) == 4
    assert problems_of(events) == []


def test_an_error_is_raised_and_told(sent: Any) -> None:
    with pytest.raises(KeyError), lineage_run("load", transport=sent.transport):
        raise KeyError("missing")
    end = sent()[-1]
    assert end["eventType"] == "FAIL"
    assert "missing" in end["run"]["facets"]["errorMessage"]["message"]
    assert "test_runs.py" in end["run"]["facets"]["errorMessage"]["stackTrace"]


def test_an_interrupted_run_is_aborted(sent: Any) -> None:
    with pytest.raises(KeyboardInterrupt), lineage_run("load", transport=sent.transport):
        raise KeyboardInterrupt
    assert types(sent()) == ["START", "ABORT"]


def test_sql_gives_datasets_and_columns(sent: Any) -> None:
    with lineage_run("load", transport=sent.transport) as run:
        run.sql(
            "INSERT INTO daily (ds, total) SELECT ds, SUM(amount) FROM orders GROUP BY ds",
            dialect="postgres",
            namespace="postgres://db:5432",
            database="shop",
            schema="public",
            columns={"orders": {"ds": "date", "amount": "numeric"}},
        )
    end = sent()[-1]
    (source,), (target,) = end["inputs"], end["outputs"]
    assert (source["namespace"], source["name"]) == ORDERS.key
    assert [field["name"] for field in source["facets"]["schema"]["fields"]] == ["ds", "amount"]
    (edge,) = target["facets"]["columnLineage"]["fields"]["total"]["inputFields"]
    assert (edge["name"], edge["field"]) == ("shop.public.orders", "amount")
    assert edge["transformations"][0]["subtype"] == "AGGREGATION"
    assert "SUM(amount)" in end["job"]["facets"]["sql"]["query"]


def test_several_texts_add_up(sent: Any) -> None:
    with lineage_run("load", transport=sent.transport) as run:
        for column in ("a", "b"):
            run.sql(f"INSERT INTO t ({column}) SELECT {column} FROM s", namespace="postgres://h:5432")
    end = sent()[-1]
    assert set(end["outputs"][0]["facets"]["columnLineage"]["fields"]) == {"a", "b"}
    assert end["job"]["facets"]["sql"]["query"].count("INSERT") == 2


def test_sql_that_cannot_be_read_is_reported_in_the_event(sent: Any) -> None:
    with lineage_run("load", transport=sent.transport) as run:
        run.sql("SELEC 1 FORM (", namespace="postgres://h:5432", dialect="postgres")
    assert sent()[-1]["run"]["facets"]["extractionError"]["failedTasks"] == 1


def test_a_run_inside_a_run_has_it_as_parent_and_the_outermost_as_root(sent: Any) -> None:
    def run(job: str) -> LineageRun:
        return lineage_run(job, namespace="n", transport=sent.transport)

    with run("outer") as outer, run("middle") as middle, run("inner"):
        pass
    inner = next(event for event in sent() if event["job"]["name"] == "inner")
    parent = inner["run"]["facets"]["parent"]
    assert parent["run"]["runId"] == middle.run_id
    assert parent["root"]["run"]["runId"] == outer.run_id


def test_the_environment_names_a_parent(sent: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    run_id = "0190c5f8-0000-7000-8000-000000000001"
    monkeypatch.setenv("OPENLINEAGE_PARENT_ID", f"s3://ns/with/slashes/the_job/{run_id}")
    with lineage_run("child", transport=sent.transport):
        pass
    parent = sent()[0]["run"]["facets"]["parent"]
    assert parent["job"]["namespace"] == "s3://ns/with/slashes"
    assert parent["job"]["name"] == "the_job"


def test_the_id_of_a_run_is_what_a_child_program_takes() -> None:
    run = LineageRun("job", namespace="ns")
    assert run.id == f"ns/job/{run.run_id}"


def test_each_call_of_a_decorated_function_is_a_run(sent: Any) -> None:
    @lineage_run("f", transport=sent.transport)
    def add(one: int, other: int) -> int:
        running = current_run()
        assert running is not None
        running.output(DAILY)
        return one + other

    assert (add(1, 2), add(3, other=4)) == (3, 7)
    assert types(sent()) == ["START", "COMPLETE"] * 2
    assert len({event["run"]["runId"] for event in sent()}) == 2
    assert current_run() is None


def test_coroutines_run_side_by_side_without_becoming_parents_of_each_other(sent: Any) -> None:
    @lineage_run("c", transport=sent.transport)
    async def wait() -> None:
        await asyncio.sleep(0.01)

    async def both() -> None:
        await asyncio.gather(wait(), wait())

    asyncio.run(both())
    assert sorted(types(sent())) == ["COMPLETE"] * 2 + ["START"] * 2
    assert all("parent" not in event["run"]["facets"] for event in sent())


def test_a_backend_that_is_down_does_not_reach_the_code(caplog: pytest.LogCaptureFixture) -> None:
    transport = {"type": "http", "url": "http://127.0.0.1:9", "timeout": 0.2, "retry": {"total": 0}}
    with lineage_run("load", transport=transport):
        done = True
    assert done
    assert "the START of load is not sent" in caplog.text


def test_a_transport_that_cannot_be_made_does_not_reach_the_code(caplog: pytest.LogCaptureFixture) -> None:
    with lineage_run("load", transport={"type": "datadog", "site": "nowhere"}):
        done = True
    assert done
    assert "not sent" in caplog.text


@pytest.mark.parametrize("parent", ["nonsense", "a/b/not-a-uuid"])
def test_a_parent_that_cannot_be_read_is_left_out(
    parent: str, sent: Any, caplog: pytest.LogCaptureFixture
) -> None:
    with lineage_run("load", parent=parent, transport=sent.transport):
        pass
    assert "parent" not in sent()[0]["run"].get("facets", {})
    assert "the parent run is not known" in caplog.text


def test_a_wrong_kind_of_edge_is_logged(sent: Any, caplog: pytest.LogCaptureFixture) -> None:
    with lineage_run("load", transport=sent.transport) as run:
        run.columns(DAILY, {"total": [(ORDERS, "amount", "SUM")]})
    assert "IDENTITY, TRANSFORMATION, AGGREGATION" in caplog.text


def test_a_job_is_sent_without_a_run(sent: Any) -> None:
    emit_job("load", namespace="jobs", inputs=[ORDERS], outputs=[DAILY], transport=sent.transport)
    (event,) = sent()
    assert problems_of([event]) == []
    assert "run" not in event
    assert event["outputs"][0]["name"] == "shop.public.daily"


def test_the_environments_url_is_where_events_go(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    from lineage_provider.api import emitting

    bodies: list[bytes] = []

    class Server(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            bodies.append(self.rfile.read(int(self.headers["Content-Length"])))
            self.send_response(201)
            self.end_headers()

        def log_message(self, *args: Any) -> None:
            pass

    server = HTTPServer(("127.0.0.1", 0), Server)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    monkeypatch.chdir(tmp_path)
    emitting._default.cache_clear()
    try:
        # The client writes variables of its own for it; they must not reach other tests.
        url = f"http://127.0.0.1:{server.server_port}"
        with mock.patch.dict(os.environ, OPENLINEAGE_URL=url), lineage_run("load"):
            pass
    finally:
        emitting._default.cache_clear()
        server.shutdown()
    assert len(bodies) == 2


def test_an_error_that_cannot_be_written_is_raised_as_it_is(sent: Any) -> None:
    class Wordless(Exception):
        def __str__(self) -> str:
            raise RuntimeError("no words")

    with pytest.raises(Wordless), lineage_run("load", transport=sent.transport):
        raise Wordless
    assert types(sent()) == ["START", "FAIL"]
    assert sent()[1]["run"]["facets"]["errorMessage"]["message"] == "Wordless"


def test_a_generator_is_a_run_until_it_ends(sent: Any) -> None:
    @lineage_run("load", transport=sent.transport)
    def rows() -> Any:
        run = current_run()
        assert run is not None
        given = yield 1
        run.output(DAILY)
        return (yield given)

    items = rows()
    assert next(items) == 1
    assert current_run() is None  # the consumer is not inside
    assert items.send(2) == 2
    with pytest.raises(StopIteration, match="3"):
        items.send(3)
    assert types(sent()) == ["START", "COMPLETE"]
    assert sent()[1]["outputs"][0]["name"] == "shop.public.daily"


def test_a_generator_hears_of_errors_and_of_its_end(sent: Any) -> None:
    heard: list[str] = []

    @lineage_run("load", transport=sent.transport)
    def rows() -> Any:
        try:
            while True:
                try:
                    yield 1
                except KeyError:
                    heard.append("error")
        finally:
            heard.append("end")

    items = rows()
    next(items)
    assert items.throw(KeyError("x")) == 1
    items.close()
    assert heard == ["error", "end"]
    assert types(sent()) == ["START", "ABORT"]


def test_an_asynchronous_generator_is_a_run_until_it_ends(sent: Any) -> None:
    @lineage_run("load", transport=sent.transport)
    async def rows() -> Any:
        yield 1
        run = current_run()
        assert run is not None
        run.output(DAILY)

    async def read() -> list[int]:
        return [item async for item in rows()]

    assert asyncio.run(read()) == [1]
    assert types(sent()) == ["START", "COMPLETE"]
    assert sent()[1]["outputs"]


def test_a_run_id_that_is_no_uuid_is_sent_as_one_that_stands_for_it(sent: Any) -> None:
    for _ in range(2):
        with lineage_run("load", run_id="nightly-2026-01-31", transport=sent.transport):
            pass
    (found,) = {event["run"]["runId"] for event in sent()}
    assert len(found) == 36
    assert problems_of(sent()) == []


def test_each_call_has_an_id_of_its_own_also_where_one_is_given(sent: Any) -> None:
    @lineage_run("load", run_id="0190c5f8-0000-7000-8000-000000000001", transport=sent.transport)
    def load() -> None:
        pass

    load()
    load()
    assert len({event["run"]["runId"] for event in sent()}) == 2


def test_a_run_that_is_used_again_is_another_one(sent: Any) -> None:
    run = lineage_run("load", transport=sent.transport)
    for _ in range(2):
        with run:
            pass
    assert types(sent()) == ["START", "COMPLETE"] * 2
    assert len({event["run"]["runId"] for event in sent()}) == 2


def test_a_facet_may_be_a_mapping(sent: Any) -> None:
    with lineage_run("load", transport=sent.transport) as run:
        run.facet("mine", {"a": 1, 2: "b"})
        run.facet("ours", {"a": object}, of="job")
    assert sent()[1]["run"]["facets"]["mine"]["2"] == "b"
    assert problems_of(sent()) == []


@pytest.mark.parametrize("facet", [threading.Lock(), {"a": float("nan")}])
def test_a_facet_that_cannot_be_sent_costs_only_itself(
    sent: Any, facet: Any, caplog: pytest.LogCaptureFixture
) -> None:
    with lineage_run("load", transport=sent.transport) as run:
        run.facet("mine", facet)
    assert types(sent()) == ["START", "COMPLETE"]
    assert "the facet mine is left out" in caplog.text


def test_one_dataset_none_and_what_is_none(sent: Any, caplog: pytest.LogCaptureFixture) -> None:
    with lineage_run("load", inputs=ORDERS, outputs=None, transport=sent.transport) as run:  # type: ignore[arg-type]
        run.output("shop.public.daily")  # type: ignore[arg-type]
    assert [dataset["name"] for dataset in sent()[1]["inputs"]] == ["shop.public.orders"]
    assert "'shop.public.daily' is no Dataset; write Dataset(" in caplog.text
