"""What the engine takes from sqlglot is there in the installed release, and the engine imports without more.

``python tests/benchmarks/sqlglot_matrix.py`` runs all tests of the engine with several releases and builds.
"""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
from sqlglot import exp

import lineage_provider.sql

PACKAGE = Path(lineage_provider.sql.__file__).parent
# Looked up by getattr or hasattr, because some releases lack them.
_GUARDED = re.compile(r"(?:getattr|hasattr)\(exp, \"(\w+)\"")
_USED = re.compile(r"\bexp\.([A-Z]\w+)")
MODULES = sorted(PACKAGE.rglob("*.py"))


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(PACKAGE)))
def test_node_classes_that_a_module_names_exist(path: Path) -> None:
    text = path.read_text()
    used = set(_USED.findall(text)) - set(_GUARDED.findall(text))
    assert sorted(name for name in used if not hasattr(exp, name)) == []


def test_the_engine_imports_neither_airflow_nor_openlineage() -> None:
    program = (
        "import sys, lineage_provider.sql; "
        "print([m for m in sys.modules if m.split('.')[0] in ('airflow', 'openlineage', 'openlineage_sql')])"
    )
    run = subprocess.run(
        [sys.executable, "-c", program],
        capture_output=True,
        text=True,
        check=True,
        env={"PYTHONPATH": str(PACKAGE.parents[1])},
    )
    assert run.stdout.strip() == "[]"


def test_the_oldest_release_gives_the_same_lineage() -> None:
    """All statements and queries with sqlglot 30.20.0, in an environment of its own (kept in .venv)."""
    pytest.importorskip("airflow", reason="runs other releases from the project's own environment only")
    from tests.benchmarks.sqlglot_matrix import ROOT, VERSIONS, environment

    folder = ROOT / ".venv" / "sqlglot" / VERSIONS[0]
    try:
        python = environment(folder, VERSIONS[0], compiled=False)
    except (OSError, subprocess.CalledProcessError) as error:
        pytest.skip(f"no environment with sqlglot {VERSIONS[0]}: {error}")
    tests = [f"tests/unit/sql/{name}.py" for name in ("test_cases", "test_queries", "test_misparses")]
    run = subprocess.run(
        [python, "-m", "pytest", *tests, "-q", "--no-header", "-p", "no:cacheprovider"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        env={"PYTHONPATH": str(PACKAGE.parents[1]), "PATH": os.environ.get("PATH", "")},
    )
    assert run.returncode == 0, run.stdout[-3_000:] + run.stderr[-1_000:]
