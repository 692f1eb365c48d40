"""Patterns that are compiled when first needed: each can be, and none is before."""

from __future__ import annotations

import subprocess
import sys

import pytest

from lineage_provider.sql.rewrites import REWRITES
from lineage_provider.sql.statements.forms import FORMS

LATE = [rewrite.pattern for rewrite in REWRITES] + [
    form.pattern for forms in FORMS.values() for form in forms
]


@pytest.mark.parametrize("pattern", LATE, ids=lambda pattern: pattern.text[:40])
def test_each_compiles_and_matches_no_empty_text(pattern: object) -> None:
    assert pattern.compiled.match("") is None  # type: ignore[attr-defined]


def test_none_is_compiled_by_the_import() -> None:
    program = (
        "from lineage_provider.sql import analyze\n"
        "from lineage_provider.sql.rewrites import REWRITES\n"
        "from lineage_provider.sql.statements.forms import FORMS\n"
        "late = [r.pattern for r in REWRITES] + [f.pattern for forms in FORMS.values() for f in forms]\n"
        "print(len(late), sum(each._compiled is not None for each in late))"
    )
    run = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    total, compiled = map(int, run.stdout.split())
    assert total > 80
    assert compiled == 0
