"""Other calls of dbt in a target directory, by the lines of dbt's log."""

from __future__ import annotations

import dataclasses
from datetime import UTC, datetime
from pathlib import Path

import pytest

from lineage_provider.dbt import Artifacts, dbt_commands
from lineage_provider.dbt.neighbours import strangers

STARTED = datetime(2026, 1, 1, 23, 59, 50, tzinfo=UTC)
NOW = datetime(2026, 1, 2, 0, 1, 0, tzinfo=UTC)


def logged(moment: str, command: str, target: str = "None") -> str:
    """Two lines, as dbt 1.11 writes them at the beginning of each call."""
    return (
        f"============================== {moment}.601401 | 87d7fc46-59b1-43e1-b633-e34f208891d2 =======\n"
        "\x1b[0m00:00:00.000000 [info ] [MainThread]: Running with dbt=1.11.16\n"
        f"\x1b[0m{moment}.601988 [debug] [MainThread]: running dbt with arguments "
        f"{{'use_colors': 'True', 'invocation_command': {command!r}, 'target_path': {target!r}}}\n"
    )


def seen(directory: Path, lines: list[str], text: str = "dbt run --select a") -> list[str]:
    (directory / "dbt.log").write_text("".join(lines))
    artifacts = Artifacts({"args": {"log_path": str(directory)}})
    return strangers(artifacts, dbt_commands(text, "/srv/shop", {}), STARTED, NOW)


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        ([logged("23:59:55", "dbt run --select a")], []),
        ([logged("23:59:55", "dbt run --select b")], ["dbt run --select b"]),
        (
            [logged("23:59:55", "dbt run --select a"), logged("00:00:30", "dbt run --select a")],
            ["dbt run --select a"],
        ),
        ([logged("23:59:00", "dbt run --select b")], []),
        ([logged("00:00:30", "dbt run --select b", "/elsewhere")], []),
        ([logged("00:00:30", "dbt deps"), logged("00:00:31", "dbt ls")], []),
        (["no line of dbt's at all\n"], []),
    ],
    ids=["own", "another", "own twice", "before the task", "another target", "writes no results", "unknown"],
)
def test_calls_while_the_task_ran(tmp_path: Path, lines: list[str], expected: list[str]) -> None:
    assert seen(tmp_path, lines) == expected


def test_a_target_path_of_ones_own_is_the_same_however_it_is_written(tmp_path: Path) -> None:
    lines = [logged("00:00:30", "dbt run --select b --target-path out", "out")]

    assert seen(tmp_path, lines, "dbt run --select a --target-path /srv/shop/out") != []
    assert seen(tmp_path, lines, "dbt run --select a --target-path other") == []


def test_a_command_in_a_loop_can_have_run_any_number_of_times(tmp_path: Path) -> None:
    (tmp_path / "dbt.log").write_text(logged("00:00:30", "dbt run") * 3)
    [call] = dbt_commands("dbt run", "/srv/shop", {})
    artifacts = Artifacts({"args": {"log_path": str(tmp_path)}})

    assert strangers(artifacts, [dataclasses.replace(call, repeated=True)], STARTED, NOW) == []
    assert len(strangers(artifacts, [call], STARTED, NOW)) == 2


def test_without_a_log_nothing_is_known(tmp_path: Path) -> None:
    artifacts = Artifacts({"args": {"log_path": str(tmp_path / "none")}})

    assert strangers(artifacts, dbt_commands("dbt run", "/srv/shop", {}), STARTED, NOW) == []
