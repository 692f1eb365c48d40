"""A second try for a test that failed.

The integration tests wait for other processes, on a machine that may be busy with others. Each of them that
fails is run once more, with an Airflow, browser and databases of its own: what tests share is ended first, so
that nothing of the failed try is seen again. The summary lists it as RERUN, with why it failed; a failure of
the second try is a failure. After `MOST` of them it is not the machine, and none is given any more.

`conftest.py` takes the hooks in; only tests in this folder have a second try.
"""

from __future__ import annotations

import pytest
from _pytest.runner import runtestprotocol

MOST = 5
"""Second tries of one run of pytest."""
_TRIES = pytest.StashKey[int]()


def pytest_runtest_protocol(item: pytest.Item, nextitem: pytest.Item | None) -> bool:
    item.ihook.pytest_runtest_logstart(nodeid=item.nodeid, location=item.location)
    reports = runtestprotocol(item, nextitem=nextitem, log=False)
    given = item.config.stash.get(_TRIES, 0)
    if given < MOST and any(report.failed for report in reports):
        item.config.stash[_TRIES] = given + 1
        # Its private state is the only way to end the fixtures of a session before the session ends.
        item.session._setupstate.teardown_exact(None)
        for report in reports:
            if report.failed:
                report.outcome = "rerun"  # type: ignore[assignment]
                item.ihook.pytest_runtest_logreport(report=report)
        reports = runtestprotocol(item, nextitem=nextitem, log=False)
    for report in reports:
        item.ihook.pytest_runtest_logreport(report=report)
    item.ihook.pytest_runtest_logfinish(nodeid=item.nodeid, location=item.location)
    return True


def pytest_report_teststatus(report: pytest.TestReport) -> tuple[str, str, str] | None:
    return ("rerun", "R", "RERUN") if report.outcome == "rerun" else None


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    for report in terminalreporter.getreports("rerun"):
        terminalreporter.write_sep("_", f"RERUN {report.nodeid}", yellow=True)
        report.toterminal(terminalreporter._tw)
