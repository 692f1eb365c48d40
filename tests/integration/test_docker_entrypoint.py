"""What the containers of docker/ run, run here without a container engine.

In: docker/docker-compose.yml and docker/entrypoint.sh as they are. Only what needs another container is put
in place: the metadata database is a SQLite file, and paths lie in a temporary directory.
"""

from __future__ import annotations

import configparser
import json
import os
import re
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest
import yaml

ROOT = Path(__file__).parents[2]
DOCKER = ROOT / "docker"
SECONDS = 240


def compose() -> dict:
    return yaml.safe_load((DOCKER / "docker-compose.yml").read_text())


def with_defaults(value: str) -> str:
    """`${NAME:-default}` as compose reads it where NAME is not set."""
    return re.sub(r"\$\{\w+:-([^}]*)\}", r"\1", value)


def compose_environment() -> dict[str, str]:
    return {key: with_defaults(value) for key, value in compose()["x-airflow"]["environment"].items()}


def container_environment(home: Path) -> dict[str, str]:
    """The environment of an Airflow container, with /opt/airflow moved to ``home``."""
    environment = {
        key: value.replace("/opt/airflow", str(home)) for key, value in compose_environment().items()
    }
    return environment | {
        "PATH": f"{Path(sys.executable).parent}:{os.environ['PATH']}",
        "HOME": str(home),
        "AIRFLOW_HOME": str(home),
        "AIRFLOW__DATABASE__SQL_ALCHEMY_CONN": f"sqlite:///{home}/airflow.db",
    }


def entrypoint(home: Path, *arguments: str, **changes: str | None) -> subprocess.CompletedProcess[str]:
    environment = {k: v for k, v in (container_environment(home) | changes).items() if v is not None}
    return subprocess.run(
        ["bash", str(DOCKER / "entrypoint.sh"), *arguments],
        env=environment,
        capture_output=True,
        text=True,
        timeout=SECONDS,
        check=False,
    )


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("opt_airflow")
    (folder / "state").mkdir()
    return folder


@pytest.fixture(scope="module")
def initialised(home: Path) -> subprocess.CompletedProcess[str]:
    done = entrypoint(home, "init")
    assert done.returncode == 0, done.stdout[-3000:] + done.stderr[-3000:]
    return done


def test_init_migrates_the_metadata_database(
    home: Path, initialised: subprocess.CompletedProcess[str]
) -> None:
    with sqlite3.connect(home / "airflow.db") as database:
        tables = {name for (name,) in database.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
    assert {"dag", "dag_run", "task_instance", "alembic_version"} <= tables


def test_init_writes_the_password_of_the_admin_for_its_owner_only(
    home: Path, initialised: subprocess.CompletedProcess[str]
) -> None:
    passwords = home / "state" / "passwords.json"
    assert json.loads(passwords.read_text()) == {"admin": "admin"}
    assert passwords.stat().st_mode & 0o077 == 0


def test_init_reads_every_connection_and_finds_the_provider(
    initialised: subprocess.CompletedProcess[str],
) -> None:
    said = initialised.stdout
    assert "[lineage] connection retail_sqlite: ok" in said
    assert "[lineage] connection retail_duckdb: ok" in said
    assert "[lineage] connection warehouse: ok" in said
    assert "airflow-provider-lineage" in said
    assert said.rstrip().endswith("[lineage] ready")


def test_any_other_command_is_airflows_own(home: Path, initialised: subprocess.CompletedProcess[str]) -> None:
    done = entrypoint(home, "config", "get-value", "openlineage", "namespace")
    assert (done.returncode, done.stdout.strip().splitlines()[-1]) == (0, "docker")


def test_init_without_a_password_says_which_variable_is_missing(tmp_path: Path) -> None:
    done = entrypoint(tmp_path, "init", LINEAGE_ADMIN_PASSWORD=None)
    assert done.returncode != 0
    assert "LINEAGE_ADMIN_PASSWORD" in done.stderr


def test_every_airflow_variable_names_an_option_that_exists(
    home: Path, initialised: subprocess.CompletedProcess[str]
) -> None:
    listed = entrypoint(home, "config", "list")
    # Options that stand at their default are listed as "# name = ".
    text = re.sub(r"^# (?=\w+ = )", "", listed.stdout[listed.stdout.index("[core]") :], flags=re.MULTILINE)
    options = configparser.RawConfigParser(strict=False, allow_no_value=True)
    options.read_string(text)
    unknown = [
        variable
        for variable in compose_environment()
        if (match := re.fullmatch(r"AIRFLOW__(\w+?)__(\w+)", variable))
        and not options.has_option(match[1].lower(), match[2].lower())
    ]
    assert unknown == []


def test_every_airflow_service_runs_a_command_of_airflow_or_init(tmp_path: Path) -> None:
    services = compose()["services"]
    commands = {
        name: service["command"][0]
        for name, service in services.items()
        if service.get("image", "").startswith("airflow-lineage")
    }
    assert commands == {
        "init": "init",
        "api-server": "api-server",
        "scheduler": "scheduler",
        "dag-processor": "dag-processor",
        "triggerer": "triggerer",
    }


def test_files_the_containers_mount_are_in_the_repository() -> None:
    sources = [
        volume.split(":")[0]
        for service in compose()["services"].values()
        for volume in service.get("volumes", [])
        if volume.startswith(".")
    ]
    assert sorted(set(sources)) == ["../dags_example", "./marquez.yml"]
    assert all((DOCKER / source).exists() for source in sources)
