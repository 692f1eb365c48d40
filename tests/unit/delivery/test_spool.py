"""Entries, leases, breaker and bounds: what is on disk, and what a clock that jumps does to it."""

from __future__ import annotations

import errno
import json
import os
import time
from pathlib import Path

import pytest

from lineage_provider.delivery import bounds, entries, leases, spans
from lineage_provider.delivery.bounds import Bounds
from lineage_provider.delivery.breaker import Breaker
from lineage_provider.delivery.http_sender import outcome_of
from lineage_provider.delivery.outcomes import Outcome, Verdict, retry
from lineage_provider.delivery.spool import Spool, storage_for

DAY = 86_400.0


@pytest.fixture(params=["directory", "memory", "s3"])
def spool(request: pytest.FixtureRequest, tmp_path: Path) -> Spool:
    """A spool in a directory, and in object storage: fsspec's in-memory one, and S3."""
    address = str(tmp_path)
    if request.param == "memory":
        address = f"memory://spool-{time.time_ns()}"
    elif request.param == "s3":
        address = f"{request.getfixturevalue('s3')}/spool-{time.time_ns()}"
    return Spool(storage_for(address), "backend")


def keep(spool: Spool, run: str, state: str, size: int = 0) -> entries.Entry:
    event = {"eventType": state, "run": {"runId": run}, "filler": "x" * size}
    return spool.accept(event, json.dumps(event).encode())


def states(spool: Spool) -> list[tuple[str, str]]:
    bodies = [json.loads(spool.read(entry) or b"") for entry in spool.waiting()]
    return [(body["run"]["runId"], body["eventType"]) for body in bodies]


def jump(monkeypatch: pytest.MonkeyPatch, seconds: float) -> None:
    """Set the wall clock back or forward; the monotonic one goes on."""
    now, now_ns = time.time, time.time_ns
    monkeypatch.setattr(time, "time", lambda: now() + seconds)
    monkeypatch.setattr(time, "time_ns", lambda: now_ns() + int(seconds * 1e9))


def test_an_entry_tells_what_it_is_by_its_name(spool: Spool) -> None:
    entry = keep(spool, "r1", "COMPLETE")
    assert entries.parse(entry.name) == entry
    assert (entry.rank, entry.run) == (entries.END, entries.run_of({"run": {"runId": "r1"}}))
    assert spool.waiting() == [entry]


@pytest.mark.parametrize("name", ["notes.txt", "a-b-c-d-e.json", "1-2-3.json", "breaker"])
def test_other_files_are_no_entries(name: str) -> None:
    assert entries.parse(name) is None


def test_a_run_starts_with_start_also_when_the_clock_was_set_back(
    spool: Spool, monkeypatch: pytest.MonkeyPatch
) -> None:
    keep(spool, "r1", "START")
    monkeypatch.setattr(entries, "_last_time", 0)  # another process
    jump(monkeypatch, -3600)
    end = keep(spool, "r1", "COMPLETE")
    assert [entry.rank for entry in spool.of_run(end.run)] == [entries.START, entries.END]


def test_a_file_that_is_not_whole_is_not_sent(spool: Spool) -> None:
    entry = keep(spool, "r1", "START")
    spool.storage.put(f"backend/waiting/{entry.run[0]}/{entry.name}", b"{")
    assert spool.read(entry) is None


def test_one_of_two_has_the_lease(spool: Spool) -> None:
    with leases.lease(spool, "r1") as first, leases.lease(spool, "r1") as second:
        assert first is not None
        assert second is None
    with leases.lease(spool, "r1") as again:
        assert again is not None


def test_the_lease_of_a_dead_process_of_this_host_ends_at_once(spool: Spool) -> None:
    child = os.fork()
    if not child:
        os._exit(0)
    os.waitpid(child, 0)
    spool.write_note("leases/r1", {"owner": f"{leases.host()}:{child}:0", **spans.starting_now(60).to_dict()})
    with leases.lease(spool, "r1") as claim:
        assert claim is not None


def test_a_full_disk_can_still_be_emptied(spool: Spool, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(name: str, content: bytes) -> bool:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(spool.storage, "create", full)
    with leases.lease(spool, "r1") as claim:
        assert claim is not None


def test_the_lease_of_another_host_ends_with_its_time(spool: Spool) -> None:
    spool.write_note("leases/r1", {"owner": "elsewhere/1:1:0", **spans.starting_now(60).to_dict()})
    with leases.lease(spool, "r1") as claim:
        assert claim is None
    spool.write_note("leases/r1", {"owner": "elsewhere/1:1:0", "at": time.time() - 61, "seconds": 60})
    with leases.lease(spool, "r1") as claim:
        assert claim is not None


def test_a_lease_from_the_future_is_none(spool: Spool) -> None:
    spool.write_note("leases/r1", {"owner": "elsewhere/1:1:0", "at": time.time() + DAY, "seconds": 60})
    with leases.lease(spool, "r1") as claim:
        assert claim is not None


@pytest.mark.parametrize("content", [b"", b"{", b"[]", b'{"at": "x"}', b"\xff"])
def test_notes_that_cannot_be_read_stop_nothing(spool: Spool, content: bytes) -> None:
    spool.storage.put("backend/breaker", content)
    spool.storage.put("backend/leases/r1", content)
    assert not Breaker(spool).state().is_open
    with leases.lease(spool, "r1") as claim:
        assert claim is not None


def test_the_breaker_opens_at_once_when_nothing_is_reached(spool: Spool) -> None:
    Breaker(spool).failed(retry("Connection refused"))
    assert Breaker(spool).state().is_open


def test_the_breaker_opens_at_the_third_refusal(spool: Spool) -> None:
    refused = Outcome(Verdict.RETRY, "answered 500", 500)
    assert [Breaker(spool).failed(refused).is_open for _ in range(3)] == [False, False, True]


def test_a_success_closes_the_breaker(spool: Spool) -> None:
    Breaker(spool).failed(retry("Connection refused"))
    Breaker(spool).succeeded(quick=True)
    assert not Breaker(spool).state().is_open


def test_one_probes_a_backend_that_was_down(spool: Spool) -> None:
    spool.write_note("breaker", {"failures": 4, "wait": {"at": time.time() - 100, "seconds": 10}})
    breaker = Breaker(spool)
    assert breaker.admits(breaker.state())
    assert not breaker.admits(breaker.state())


def test_retry_after_is_the_least_a_backend_gets(spool: Spool) -> None:
    asked = Outcome(Verdict.RETRY, "answered 429", 429, retry_after=90.0, unreachable=True)
    assert Breaker(spool).failed(asked).wait.seconds >= 90


@pytest.mark.parametrize("seconds", [-DAY, DAY])
def test_a_clock_that_jumps_opens_no_breaker_for_days(
    spool: Spool, monkeypatch: pytest.MonkeyPatch, seconds: float
) -> None:
    Breaker(spool).failed(retry("Connection refused"))
    jump(monkeypatch, seconds)
    assert not Breaker(spool).state().is_open


def test_a_full_spool_gives_up_the_oldest_run_and_keeps_running_ones(spool: Spool) -> None:
    keep(spool, "still running", "START")
    for run in ("first", "second", "third"):
        keep(spool, run, "START")
        keep(spool, run, "COMPLETE")
    assert bounds.enforce(spool, Bounds(max_events=5)) == 2
    assert states(spool) == [
        ("still running", "START"),
        ("second", "START"),
        ("second", "COMPLETE"),
        ("third", "START"),
        ("third", "COMPLETE"),
    ]


def test_when_only_running_runs_are_left_the_oldest_goes(spool: Spool) -> None:
    for run in ("first", "second"):
        keep(spool, run, "START")
    bounds.enforce(spool, Bounds(max_events=1))
    assert states(spool) == [("second", "START")]


def test_bytes_are_bounded_too(spool: Spool) -> None:
    for run in ("first", "second", "third"):
        keep(spool, run, "COMPLETE", size=10_000)
    bounds.enforce(spool, Bounds(max_bytes=25_000))
    assert states(spool) == [("second", "COMPLETE"), ("third", "COMPLETE")]


def test_what_is_given_up_is_counted_and_logged(spool: Spool, caplog: pytest.LogCaptureFixture) -> None:
    for run in ("first", "second", "third"):
        keep(spool, run, "COMPLETE")
    bounds.enforce(spool, Bounds(max_events=1))
    assert bounds.given_up(spool).by_reason == (("full", 2),)
    assert "2 lineage events for destination backend are given up" in caplog.text


def old(spool: Spool, monkeypatch: pytest.MonkeyPatch, days: float) -> None:
    with monkeypatch.context() as past:
        past.setattr(entries, "_last_time", 0)
        jump(past, -days * DAY)
        keep(spool, "old", "COMPLETE")


def test_events_past_their_age_go_when_the_clock_has_said_so_for_an_hour(
    spool: Spool, monkeypatch: pytest.MonkeyPatch
) -> None:
    old(spool, monkeypatch, days=20)
    assert bounds.enforce(spool, Bounds()) == 0
    jump(monkeypatch, 3700)
    assert bounds.enforce(spool, Bounds()) == 1
    assert bounds.given_up(spool).by_reason == (("old", 1),)


def test_a_clock_that_was_wrong_for_a_moment_ages_nothing(
    spool: Spool, monkeypatch: pytest.MonkeyPatch
) -> None:
    keep(spool, "young", "COMPLETE")
    with monkeypatch.context() as wrong:
        jump(wrong, 400 * DAY)
        assert bounds.enforce(spool, Bounds()) == 0
    assert bounds.enforce(spool, Bounds()) == 0
    assert len(spool.waiting()) == 1


def test_events_are_kept_in_order_of_many_processes(tmp_path: Path) -> None:
    address = str(tmp_path)
    children = []
    for number in range(4):
        child = os.fork()
        if not child:
            for count in range(25):
                keep(Spool(storage_for(address), "backend"), f"{number}-{count}", "COMPLETE")
            os._exit(0)
        children.append(child)
    for child in children:
        os.waitpid(child, 0)
    waiting = Spool(storage_for(address), "backend").waiting()
    assert len({entry.name for entry in waiting}) == 100
    assert [entry.time for entry in waiting] == sorted(entry.time for entry in waiting)


@pytest.mark.parametrize(
    ("header", "seconds"),
    [("120", 120.0), ("1.5", 1.5), ("Thu, 01 Jan 1970 00:00:00 GMT", 0.0), ("soon", None), ("nan", None)],
)
def test_retry_after_is_seconds_or_a_date(header: str, seconds: float | None) -> None:
    outcome = outcome_of(429, {"Retry-After": header}, "", "http://h")
    assert (outcome.verdict, outcome.retry_after) == (Verdict.RETRY, seconds)
