"""What the engine takes from sqlglot is there in the installed release, and the engine imports without more.

``python tests/benchmarks/sqlglot_matrix.py`` runs all tests of the engine with several releases and builds.
"""

from __future__ import annotations

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
