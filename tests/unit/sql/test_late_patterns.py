"""Patterns that are compiled when first needed: each can be, none is before, all act alike."""

from __future__ import annotations

import importlib
import pkgutil
import re
import subprocess
import sys
from collections.abc import Iterator
from typing import Any

import pytest

import lineage_provider.sql
from lineage_provider.sql.late_pattern import late_pattern
from lineage_provider.sql.rewrites import REWRITES
from lineage_provider.sql.statements.forms import FORMS

TABLES = [rewrite.pattern for rewrite in REWRITES] + [
    form.pattern for forms in FORMS.values() for form in forms
]
LATE = type(late_pattern(""))


def _modules() -> Iterator[Any]:
    for found in pkgutil.walk_packages(lineage_provider.sql.__path__, "lineage_provider.sql."):
        if not found.name.endswith("__main__"):
            yield importlib.import_module(found.name)


def _of_modules() -> list[tuple[str, re.Pattern[str]]]:
    return [
        (f"{module.__name__}.{name}", value)
        for module in _modules()
        for name, value in vars(module).items()
        if isinstance(value, LATE)
    ]


@pytest.mark.parametrize("pattern", TABLES, ids=lambda pattern: pattern.pattern[:40])
def test_those_of_tables_compile_and_match_no_empty_text(pattern: re.Pattern[str]) -> None:
    assert pattern.match("") is None


def test_those_of_modules_compile() -> None:
    found = _of_modules()
    assert len(found) > 50
    for name, pattern in found:
        assert pattern.groups >= 0, name


def test_acts_like_a_compiled_one() -> None:
    late, compiled = late_pattern(r"(?P<word>b+)", re.IGNORECASE), re.compile(r"(?P<word>b+)", re.IGNORECASE)
    assert late.sub("x", "aBBa") == compiled.sub("x", "aBBa") == "axa"
    assert [match["word"] for match in late.finditer("b BB")] == ["b", "BB"]
    assert (late.pattern, late.flags, late.groupindex) == (compiled.pattern, compiled.flags, {"word": 1})
    with pytest.raises(AttributeError, match="nothing_of_the_kind"):
        late.nothing_of_the_kind  # type: ignore[attr-defined]  # noqa: B018


def test_the_import_compiles_none() -> None:
    program = """
import inspect, re, sys
import sqlglot
seen, compile_ = [], re.compile
def compiled(text, flags=0):
    seen.append(sys._getframe(1).f_globals["__name__"])
    return compile_(text, flags)
re.compile = compiled
import lineage_provider.sql.analysis, lineage_provider.sql.secret_places
print([name for name in seen if name.startswith("lineage_provider")])
lineage_provider.sql.analyze("INSERT INTO a SELECT b FROM c", "postgres")
print(sum(name.startswith("lineage_provider") for name in seen))
"""
    run = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    by_import, by_analysis = run.stdout.splitlines()
    assert by_import == "[]"
    assert 0 < int(by_analysis) < 20


def test_the_import_of_the_door_does_without_the_parser() -> None:
    program = (
        "import sys; from lineage_provider.sql import analyze; before = 'sqlglot' in sys.modules;"
        "print(before, analyze('SELECT a FROM t', 'sqlite').inputs, 'sqlglot' in sys.modules)"
    )
    run = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert run.stdout.split() == ["False", "('t',)", "True"]
