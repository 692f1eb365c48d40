"""Great Expectations, its Airflow provider and a dialect for DuckDB, beside the environment of the tests.

    packages = gx_packages()        # a directory for PYTHONPATH; skips the test where it cannot be made

They are no dependency of this project's tests: they bring scipy, and the provider's pins do not allow the
structlog of Airflow 3.3. A virtual environment of their own sees the packages of the tests' one, so that
only what is missing there is installed, under the same constraints. It is made once, in the directory for
temporary files (or in GX_ENVIRONMENT), with venv and pip.
"""

from __future__ import annotations

import os
import subprocess
import sys
import sysconfig
import tempfile
import venv
from pathlib import Path

import pytest

VERSION = "1.24.1"
# Without their dependencies: Airflow, Great Expectations, DuckDB and SQLAlchemy are there.
PARTNERS = ("airflow-provider-great-expectations==1.0.0", "duckdb-engine==0.17.0")
CONSTRAINTS = Path(__file__).parents[2] / "constraints/airflow-3.3.txt"
INSTALL_SECONDS = 300


def gx_packages() -> Path:
    """Return the directory with great_expectations, great_expectations_provider and duckdb_engine."""
    name = f"great-expectations-{VERSION}-duckdb-py{sys.version_info.major}{sys.version_info.minor}"
    home = Path(os.environ.get("GX_ENVIRONMENT") or Path(tempfile.gettempdir()) / name)
    packages = Path(sysconfig.get_path("purelib", vars={"base": str(home)}))
    made = home / "complete"
    if made.exists():
        return packages
    try:
        venv.create(home, with_pip=True, clear=True)
        path = packages / "tests_environment.pth"
        path.write_text(f"import site; site.addsitedir({sysconfig.get_path('purelib')!r})\n")
        _install(home, "--constraint", str(CONSTRAINTS), f"great-expectations=={VERSION}")
        _install(home, "--no-deps", *PARTNERS)
        path.unlink()
    except (OSError, subprocess.SubprocessError) as error:
        output = str(getattr(error, "stderr", None) or error)
        pytest.skip(f"no environment with Great Expectations {VERSION} can be made: {output.strip()[-300:]}")
    made.touch()
    return packages


def _install(home: Path, *what: str) -> None:
    subprocess.run(
        [str(home / "bin" / "python"), "-m", "pip", "install", "--quiet", *what],
        check=True,
        capture_output=True,
        text=True,
        timeout=INSTALL_SECONDS,
    )
