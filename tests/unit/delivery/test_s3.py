"""A spool in S3, by a real server: what a directory has for nothing, object storage has to promise."""

from __future__ import annotations

import os
import time
from concurrent.futures import ThreadPoolExecutor

import pytest

from lineage_provider.delivery.spool import storage_for
from tests.fault_server import FaultServer
from tests.unit.delivery.conftest import MakeTransport, only, pair, waiting


@pytest.fixture
def address(s3: str) -> str:
    return f"{s3}/spool-{time.time_ns()}"


def test_one_of_many_gets_a_claim(address: str) -> None:
    with ThreadPoolExecutor(8) as pool:
        claims = pool.map(lambda number: storage_for(address).create("claim", b"%d" % number), range(8))
        assert sum(claims) == 1


def test_events_of_forks_that_end_at_once_are_kept_and_sent(
    address: str, transport: MakeTransport, server: FaultServer
) -> None:
    spooling = transport(spool=address, budget_seconds=0)
    assert waiting(spooling) == 0  # connections that the forks inherit and must not use
    for one in pair("dag.a"):
        child = os.fork()
        if not child:
            spooling.emit(one)
            os._exit(0)
        assert os.waitpid(child, 0)[1] == 0
    assert waiting(spooling) == 2
    again = transport(spool=address, budget_seconds=20)
    for one in pair("dag.b"):
        again.emit(one)
    assert waiting(again) == 0
    assert sorted(server.sequence()) == [
        ("dag.a", "COMPLETE"), ("dag.a", "START"), ("dag.b", "COMPLETE"), ("dag.b", "START"),
    ]  # fmt: skip
    assert only(again).spool.waiting() == []
