"""Cosmos and what it needs beside Airflow, in a virtual environment of its own (see dbt_environment.py).

packages = cosmos_packages()    # a directory for PYTHONPATH; skips the test where it cannot be made
"""

from __future__ import annotations

import os
import sysconfig
from pathlib import Path

from tests.integration.dbt_environment import environment

VERSION = "1.15.1"
# Without their dependencies: the others are Airflow's.
PACKAGES = (
    "--no-deps",
    f"astronomer-cosmos=={VERSION}",
    *("aenum", "deprecation", "distlib", "msgpack", "python-discovery", "virtualenv"),
)


def cosmos_packages() -> Path:
    """Return the directory with Cosmos."""
    home = environment("astronomer-cosmos", VERSION, PACKAGES, os.environ.get("COSMOS_ENVIRONMENT"))
    return Path(sysconfig.get_path("purelib", vars={"base": str(home)}))
