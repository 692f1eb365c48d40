"""What loading the plugin does to a process, in processes of their own."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

LOAD = """
import json, sys
from lineage_provider.plugin import LineageProviderPlugin as plugin
plugin.on_load()
from airflow.providers.openlineage.plugins.listener import get_openlineage_listener
listener = get_openlineage_listener()
first = listener.extractor_manager
plugin.on_load()
print("FOUND", json.dumps({
    "manager": type(first).__name__,
    "replaced again": listener.extractor_manager is not first,
    "wrapped": "_on_task_instance_running" in vars(listener),
    "listeners": [type(one).__name__ for one in plugin.listeners],
    "sqlglot": "sqlglot" in sys.modules,
}))
"""
ACTIVE = {"AIRFLOW__OPENLINEAGE__TRANSPORT": '{"type": "console"}'}


def loaded(home: Path, **options: str) -> dict[str, Any]:
    environment = {name: value for name, value in os.environ.items() if not name.startswith("AIRFLOW")}
    done = subprocess.run(
        [sys.executable, "-c", LOAD],
        env={**environment, "AIRFLOW_HOME": str(home), **options},
        capture_output=True,
        text=True,
        check=True,
    )
    found: dict[str, Any] = json.loads(done.stdout.rpartition("FOUND")[2])
    return found


def test_the_manager_is_replaced_once_and_the_parser_is_not_imported(tmp_path: Path) -> None:
    assert loaded(tmp_path, **ACTIVE, AIRFLOW__CORE__EXECUTOR="CeleryExecutor") == {
        "manager": "LineageExtractorManager",
        "replaced again": False,
        "wrapped": True,
        "listeners": [],
        "sqlglot": False,
    }


def test_a_scheduler_that_forks_its_tasks_is_listened_to(tmp_path: Path) -> None:
    found = loaded(tmp_path, **ACTIVE, AIRFLOW__CORE__EXECUTOR="LocalExecutor")

    assert (found["listeners"], found["sqlglot"]) == (["SchedulerStart"], False)


@pytest.mark.parametrize(
    "options",
    [
        {**ACTIVE, "AIRFLOW__LINEAGE_PROVIDER__ENABLED": "False"},
        {**ACTIVE, "AIRFLOW__OPENLINEAGE__DISABLED": "True"},
        {},
    ],
    ids=["disabled", "openlineage-disabled", "openlineage-without-transport"],
)
def test_nothing_is_touched_where_lineage_is_off(tmp_path: Path, options: dict[str, str]) -> None:
    assert loaded(tmp_path, **options) == {
        "manager": "ExtractorManager",
        "replaced again": False,
        "wrapped": False,
        "listeners": [],
        "sqlglot": False,
    }


def test_loading_never_raises(monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture) -> None:
    from lineage_provider import plugin

    def broken() -> bool:
        raise RuntimeError("no listener in this release")

    monkeypatch.setattr(plugin, "put_in_place", broken)
    plugin.LineageProviderPlugin.on_load()

    assert [record.getMessage() for record in caplog.records if record.levelname == "WARNING"] == [
        "Lineage stays as the OpenLineage provider makes it: no listener in this release"
    ]
