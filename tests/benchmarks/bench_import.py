"""What importing and loading the plugin costs a process that has Airflow and the OpenLineage provider.

    make bench PYTEST_ARGS="-k import"

Fresh processes, with OpenLineage on; in each, the clock starts when Airflow and the OpenLineage plugin
and its listener are in memory, and stops when our plugin is imported and loaded. The measure of nothing (an
empty statement in the same place) is printed beside it. Asserts nothing about times.
"""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
from pathlib import Path

import pytest

PROCESSES = int(os.environ.get("LINEAGE_BENCH_PROCESSES", "10"))
BEFORE = """
import time
import airflow.plugins_manager, airflow.providers.openlineage.plugins.openlineage
from airflow.providers.openlineage.plugins.listener import get_openlineage_listener
get_openlineage_listener()
started = time.perf_counter()
{measured}
print("seconds", time.perf_counter() - started)
"""
PARTS = {
    "nothing": "pass",
    "import": "import lineage_provider.plugin",
    "import and load": "import lineage_provider.plugin as p; p.LineageProviderPlugin.on_load()",
    "provider info": "from lineage_provider.get_provider_info import get_provider_info as f; f()",
    "sqlglot, for comparison": "import sqlglot",
    "what a SQL task needs": "from lineage_provider.extractors import preloading; preloading.load()",
}


def _seconds(measured: str, home: Path) -> float:
    environment = {
        **{name: value for name, value in os.environ.items() if not name.startswith("AIRFLOW")},
        "AIRFLOW_HOME": str(home),
        "AIRFLOW__OPENLINEAGE__TRANSPORT": '{"type": "console"}',
    }
    done = subprocess.run(
        [sys.executable, "-c", BEFORE.format(measured=measured)],
        env=environment,
        capture_output=True,
        text=True,
        check=True,
    )
    return float(done.stdout.rpartition("seconds")[2])


@pytest.mark.benchmark
def test_import_of_the_plugin(tmp_path: Path) -> None:
    found: dict[str, list[float]] = {name: [] for name in PARTS}
    for _ in range(PROCESSES):
        for name, measured in PARTS.items():
            found[name].append(1000 * _seconds(measured, tmp_path))
    print(f"\n{'milliseconds, on top of Airflow':34}{'median':>8}{'lowest':>8}")
    for name, times in found.items():
        print(f"{name:34}{statistics.median(times):8.1f}{min(times):8.1f}")
    assert all(len(times) == PROCESSES for times in found.values())
