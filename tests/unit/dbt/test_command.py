"""Which dbt a shell command runs, and where."""

from __future__ import annotations

from pathlib import Path

import pytest

from lineage_provider.dbt import dbt_commands

HOME = {"HOME": "/home/u"}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("cd /a && dbt seed && dbt run", [("seed", "/a/target"), ("run", "/a/target")]),
        ("( cd /b; dbt build ) ; dbt --project-dir /c run", [("build", "/b/target"), ("run", "/c/target")]),
        ("export DBT_TARGET_PATH=/t; /opt/x/bin/dbt build -s 'a b'", [("build", "/t")]),
        ("DBT_TARGET_PATH=/q poetry run dbt build 2>&1 | tee /tmp/log", [("build", "/q")]),
        ("python3 -m dbt.cli.main run --project-dir /p --target-path out", [("run", "/p/out")]),
        ('if ! dbt build --project-dir "${P:-/z}"; then exit 1; fi', [("build", "/z/target")]),
        ("set -e\n# dbt run\ncd ~/shop\ndbt build \\\n  --select x", [("build", "/home/u/shop/target")]),
        ("bash -c 'cd /a && dbt run'", [("run", "/a/target")]),
        ("cd $(dirname x)\ndbt build", [("build", "None")]),
        ("dbt build", [("build", "None")]),
    ],
)
def test_where_a_command_leaves_its_artifacts(text: str, expected: list[tuple[str, str]]) -> None:
    found = dbt_commands(text, None, HOME)

    assert [(call.verb, str(call.target_directory)) for call in found] == expected


@pytest.mark.parametrize("text", ["echo dbt run", "pip install dbt-core", "which dbt", 'dbt "unclosed', "ls"])
def test_what_is_no_call_of_dbt(text: str) -> None:
    assert dbt_commands(text, "/a", HOME) == ()


def test_the_program_can_stand_in_a_variable() -> None:
    [call] = dbt_commands('"$TOOL" build', "/a", {**HOME, "TOOL": "/opt/dbt/bin/dbt"})

    assert (call.verb, call.arguments) == ("build", ("build",))


def test_redirections_are_no_arguments() -> None:
    [call] = dbt_commands("dbt build --select a 2>&1 >> /tmp/log", "/a", HOME)

    assert call.arguments == ("build", "--select", "a")


def test_the_projects_own_target_path(tmp_path: Path) -> None:
    (tmp_path / "dbt_project.yml").write_text("target-path: \"{{ env_var('OUT', 'out') }}\"\n")
    (tmp_path / "models").mkdir()
    [call] = dbt_commands("dbt run", tmp_path / "models", HOME)

    assert call.target_directory == tmp_path / "out"
