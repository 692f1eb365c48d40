"""Artifacts that are not those of the task."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from lineage_provider.dbt import Artifacts, dbt_commands, foreign

STARTED = datetime(2026, 1, 1, 12, tzinfo=UTC)


def artifacts(
    begun: datetime = STARTED + timedelta(seconds=5),
    which: str = "build",
    said: str = "dbt build --select a",
    manifest: dict[str, Any] | None = None,
) -> Artifacts:
    results = {
        "metadata": {"invocation_id": "1", "invocation_started_at": begun.isoformat()},
        "args": {"which": which, "invocation_command": said},
    }
    return Artifacts.of(manifest or {"metadata": {"invocation_id": "1"}}, results, None)


def why(given: Artifacts, text: str = "dbt build --select 'a'") -> str | None:
    return foreign(given, dbt_commands(text, "/a", {}), STARTED)


def test_those_of_the_task_itself() -> None:
    assert why(artifacts()) is None


@pytest.mark.parametrize(
    ("given", "reason"),
    [
        (artifacts(begun=STARTED - timedelta(hours=1)), "of an earlier run (2026-01-01 11:00:00 UTC)"),
        (artifacts(which="generate"), "of `dbt generate`, which overwrites"),
        (artifacts(which="test"), "of `dbt test`, which this task does not run"),
        (artifacts(said="dbt build --select b"), "of another command (dbt build --select b)"),
    ],
)
def test_those_of_others(given: Artifacts, reason: str) -> None:
    assert reason in (why(given) or "")


def test_results_of_a_command_that_only_compiles_are_the_tasks_where_it_runs_that_too() -> None:
    given = artifacts(which="generate", said="dbt docs generate")

    assert why(given, "dbt build --select a && dbt docs generate") is None


def test_a_command_line_with_what_only_the_shell_knows_is_not_compared() -> None:
    assert why(artifacts(said="dbt build --select x"), 'dbt build --select "$UNKNOWN"') is None


def test_a_manifest_of_another_run() -> None:
    old = {"metadata": {"invocation_id": "0", "generated_at": "2026-01-01T09:00:00Z"}}

    assert "manifest.json in None is of another run" in (why(artifacts(manifest=old)) or "")


def test_a_manifest_that_was_made_anew_after_the_run_is_used() -> None:
    later = {"metadata": {"invocation_id": "2", "generated_at": "2026-01-01T12:00:30Z"}}

    assert why(artifacts(manifest=later)) is None


def test_releases_that_tell_only_the_end_and_the_duration() -> None:
    results = {
        "metadata": {"invocation_id": "1", "generated_at": "2026-01-01T12:00:30Z"},
        "elapsed_time": 60.0,
        "args": {"which": "build"},
    }

    assert "earlier run" in (why(Artifacts.of({"metadata": {"invocation_id": "1"}}, results, None)) or "")
