"""The group ``airflow lineage``: what starting ``airflow`` costs, exit codes, two ways to start a command."""

from __future__ import annotations

import argparse
import logging
import subprocess
import sys
from argparse import Namespace
from collections.abc import Callable
from typing import Any

import pytest
from airflow.cli.cli_config import ActionCommand, GroupCommand

from lineage_provider.__main__ import main
from lineage_provider.cli.command import Command, CommandError
from lineage_provider.cli.commands import COMMANDS
from lineage_provider.cli.definition import get_lineage_cli_commands
from lineage_provider.cli.running import run_command
from lineage_provider.get_provider_info import get_provider_info
from lineage_provider.sql import command as sql_command

HEAVY = (
    "sqlglot",
    "openlineage",
    "sqlalchemy",
    "airflow",
    "lineage_provider.sql",
    "lineage_provider.engines",
)


def imported_by(code: str) -> set[str]:
    show = f"{code}\nimport sys; print(*sys.modules)"
    done = subprocess.run([sys.executable, "-c", show], capture_output=True, text=True, check=True)
    return set(done.stdout.split())


def test_the_table_of_commands_imports_nothing_heavy() -> None:
    assert not imported_by("import lineage_provider.cli.definition") & set(HEAVY)


def test_airflow_is_told_where_the_commands_are() -> None:
    (path,) = get_provider_info()["cli"]
    module, _, name = path.rpartition(".")
    assert (module, name) == (get_lineage_cli_commands.__module__, get_lineage_cli_commands.__name__)


def test_the_group_has_every_command_of_the_table() -> None:
    (group,) = get_lineage_cli_commands()
    assert isinstance(group, GroupCommand)
    assert group.name == "lineage"
    assert [each.name for each in group.subcommands] == [command.name for command in COMMANDS]


def test_help_texts_survive_the_colour_markup_of_airflows_help() -> None:
    for command in COMMANDS:
        texts = [command.help, command.description, *command.examples]
        texts += [str(each.options.get("help", "")) for each in command.arguments]
        assert not [text for text in texts if "[" in text or "%" in text]


def test_sql_has_the_same_arguments_by_both_names() -> None:
    (command,) = (each for each in COMMANDS if each.name == "sql")
    airflows = argparse.ArgumentParser()
    for each in command.arguments:
        airflows.add_argument(*each.flags, **each.options)
    assert [vars_of(action) for action in airflows._actions] == [
        vars_of(action) for action in sql_command._parser()._actions
    ]


def vars_of(action: argparse.Action) -> dict[str, Any]:
    return {name: value for name, value in vars(action).items() if name != "container"}


def commanded(run: Callable[[Namespace], int]) -> Command:
    return Command("try", "Try it", run)


def test_an_error_of_the_user_is_one_line(capsys: pytest.CaptureFixture[str]) -> None:
    def run(arguments: Namespace) -> int:
        raise CommandError("no such folder: /events")

    assert run_command(commanded(run), Namespace()) == 2
    assert capsys.readouterr().err == "try: no such folder: /events\n"


def test_an_interrupted_command_has_the_shells_exit_code() -> None:
    def run(arguments: Namespace) -> int:
        raise KeyboardInterrupt

    assert run_command(commanded(run), Namespace()) == 130


def test_logs_to_standard_output_go_to_standard_error(capsys: pytest.CaptureFixture[str]) -> None:
    log = logging.getLogger("somebody")
    handler = logging.StreamHandler(sys.stdout)
    log.addHandler(handler)
    try:

        def run(arguments: Namespace) -> int:
            log.error("careful")
            print("{}")
            return 0

        assert run_command(commanded(run), Namespace()) == 0
    finally:
        log.removeHandler(handler)
    assert capsys.readouterr() == ("{}\n", "careful\n")


def test_airflow_exits_with_the_commands_code() -> None:
    (group,) = get_lineage_cli_commands()
    (sql,) = (each for each in group.subcommands if each.name == "sql")
    assert isinstance(sql, ActionCommand)
    with pytest.raises(SystemExit) as stopped:
        sql.func(Namespace(dialect="nonsense"))
    assert stopped.value.code == 2


def test_without_airflow_the_commands_are_those_of_the_module(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["sql", "missing.sql"]) == 2
    assert "missing.sql: No such file" in capsys.readouterr().err


def test_a_reader_that_goes_away_is_no_error() -> None:
    program = (
        "import sys\nfrom lineage_provider.__main__ import main\nsys.exit(main(['sql', '--jsonl', '-']))"
    )
    lines = '{"sql": "SELECT a FROM t", "dialect": "postgres"}\n' * 5000
    command = f'"{sys.executable}" -c "{program}" | head -1'
    done = subprocess.run(
        ["bash", "-o", "pipefail", "-c", command], input=lines, capture_output=True, text=True
    )
    assert (done.returncode, done.stderr) == (0, "")
