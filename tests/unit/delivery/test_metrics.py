"""What is counted, as Airflow's metrics get it."""

from __future__ import annotations

from typing import Any

import pytest

from lineage_provider.delivery import metrics
from tests.fault_server import FaultServer, status
from tests.unit.delivery.conftest import MakeTransport, event


class Stats:
    """Airflow's Stats, as far as it is called."""

    def __init__(self) -> None:
        self.counted: list[tuple[str, float, str]] = []

    def incr(self, name: str, value: float, tags: dict[str, str]) -> None:
        self.counted.append((name, value, tags["destination"]))


@pytest.fixture
def stats(monkeypatch: pytest.MonkeyPatch) -> Stats:
    recorded = Stats()
    monkeypatch.setattr(metrics, "_stats", lambda: recorded)
    monkeypatch.setitem(__import__("sys").modules, "airflow", __import__("types").ModuleType("airflow"))
    return recorded


def test_every_fate_of_an_event_is_counted(
    transport: MakeTransport, server: FaultServer, stats: Stats
) -> None:
    server.answers = [status(422), status(500)]
    spooling = transport()
    for job in ("dag.dead", "dag.retried", "dag.delivered"):
        spooling.emit(event(job=job))
    names = [name.removeprefix("lineage.delivery.") for name, _, _ in stats.counted]
    assert sorted(names) == ["dead", "delivered", "retried", "spooled", "spooled", "spooled"]


def test_a_metrics_server_that_is_not_there_costs_no_event(
    transport: MakeTransport, server: FaultServer, monkeypatch: pytest.MonkeyPatch, stats: Stats
) -> None:
    def broken(*args: Any, **more: Any) -> None:
        raise OSError("no such host")

    monkeypatch.setattr(stats, "incr", broken)
    transport().emit(event())
    assert len(server.events()) == 1


def test_airflow_has_the_stats_that_are_called() -> None:
    pytest.importorskip("airflow")
    metrics._stats.cache_clear()
    found = metrics._stats()
    found.incr("lineage.delivery.spooled", 1, tags={"destination": "default"})
    found.gauge("lineage.delivery.waiting", 1, tags={"destination": "default"})
