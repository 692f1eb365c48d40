"""dbt with its DuckDB adapter in a virtual environment of its own, for tests that run it for real.

    dbt = dbt_executable()       # the path of `dbt`; skips the calling test where it cannot be made

The environment is made once, in .venv/dbt-... of the checkout (or in DBT_ENVIRONMENT), with venv and pip: dbt
pins what Airflow pins, too.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import venv
from pathlib import Path

import pytest

VERSION = "1.11.16"
# duckdb: a file written by a newer release cannot be read by the one that Airflow has.
PACKAGES = (f"dbt-core=={VERSION}", "dbt-duckdb==1.11.1")
INSTALL_SECONDS = 300


def dbt_executable() -> Path:
    """The program; it is installed where it is not there yet."""
    home = environment("dbt-duckdb", VERSION, PACKAGES, os.environ.get("DBT_ENVIRONMENT"))
    return home / "bin" / "dbt"


def environment(name: str, version: str, packages: tuple[str, ...], place: str | None = None) -> Path:
    """A virtual environment with ``packages``, made where it is not complete; else the test is skipped.

    ``place``: where it is, instead of .venv or the directory for temporary files.
    """
    folder = f"{name}-{version}-py{sys.version_info.major}{sys.version_info.minor}"
    checkout = Path(sys.prefix)
    base = checkout if os.access(checkout, os.W_OK) else Path(tempfile.gettempdir())
    home = Path(place or base / folder)
    made = home / "complete"
    if made.exists():
        return home
    try:
        venv.create(home, with_pip=True, clear=True)
        subprocess.run(
            [str(home / "bin" / "python"), "-m", "pip", "install", "--quiet", *packages],
            check=True,
            capture_output=True,
            text=True,
            timeout=INSTALL_SECONDS,
        )
    except (OSError, subprocess.SubprocessError) as error:
        output = str(getattr(error, "stderr", None) or error)
        pytest.skip(f"no environment with {', '.join(packages)} can be made: {output.strip()[-300:]}")
    made.touch()
    return home
