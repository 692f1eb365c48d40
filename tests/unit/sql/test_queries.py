"""Queries of all kinds and dialects: every edge, every table and every problem, written out.

The cases are in ``cases/queries/*.sql``; their form is described in ``query_cases.py``.
"""

from __future__ import annotations

import pytest
import sqlglot

from lineage_provider.sql import analyze
from tests.unit.sql.query_cases import QueryCase, cases, shown

# What older releases of the parser refuse (and the engine reports); the number is the first that reads it.
FIRST_RELEASE = {"ctes: SEARCH and CYCLE add columns": (30, 22)}
RELEASE = tuple(int(part) for part in sqlglot.__version__.split(".")[:2])


@pytest.mark.parametrize("case", cases(), ids=lambda case: case.id)
def test_query(case: QueryCase) -> None:
    first = FIRST_RELEASE.get(case.name, (0, 0))
    if first > RELEASE:
        pytest.skip(f"sqlglot reads it from {first[0]}.{first[1]} on")
    lineage = analyze(case.sql, case.dialect, case.schema)
    assert sorted(shown(lineage)) == sorted(case.expected)
