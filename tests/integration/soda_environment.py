"""Soda Core 3 and what it needs beside Airflow, in a virtual environment of its own (see dbt_environment.py).

packages = soda_packages()      # a directory for PYTHONPATH; skips the test where it cannot be made
"""

from __future__ import annotations

import os
import sysconfig
from pathlib import Path

from tests.integration.dbt_environment import environment

VERSION = "3.5.6"
# Without their dependencies: DuckDB is Airflow's, which is newer than soda-core-duckdb allows.
PACKAGES = (
    "--no-deps",
    f"soda-core=={VERSION}",
    f"soda-core-duckdb=={VERSION}",
    *("antlr4-python3-runtime==4.11.1", "inflect<8", "more-itertools", "ruamel.yaml<0.18", "typeguard"),
)


def soda_packages() -> Path:
    """Return the directory with Soda."""
    home = environment("soda-beside-airflow", VERSION, PACKAGES, os.environ.get("SODA_ENVIRONMENT"))
    return Path(sysconfig.get_path("purelib", vars={"base": str(home)}))
