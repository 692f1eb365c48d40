"""Which example pipelines the demo can run here.

In: this environment. Out: names of DAGs of dags_example/, and in words why one of them is left out. A module
of its own because the pipeline with dbt and Great Expectations needs both (`make quality` installs them), and
the others need nothing.
"""

from __future__ import annotations

import importlib.util
import os
import shutil
import sys
from pathlib import Path

PIPELINES = ("retail_sqlite", "retail_duckdb")
"""They run wherever this project does."""
QUALITY = "quality_duckdb"
ALL = (*PIPELINES, QUALITY)
# What `make quality` makes beside Python's own programs.
_DBT_ENVIRONMENT = "dbt"


def dbt_program() -> str | None:
    """The dbt to run: DBT_EXECUTABLE, that of `make quality`, or the one on the PATH."""
    made = Path(sys.prefix) / _DBT_ENVIRONMENT / "bin" / "dbt"
    return os.environ.get("DBT_EXECUTABLE") or (str(made) if made.is_file() else shutil.which("dbt"))


def why_not_quality() -> str:
    """What the pipeline with dbt and Great Expectations lacks here; empty where it can run."""
    missing = [] if dbt_program() else ["dbt"]
    for module, package in (("great_expectations", "great-expectations"), ("duckdb_engine", "duckdb-engine")):
        if importlib.util.find_spec(module) is None:
            missing.append(package)
    return f"{' and '.join(missing)} not installed" if missing else ""


def runnable() -> tuple[str, ...]:
    """The pipelines that can run here."""
    return PIPELINES if why_not_quality() else ALL
