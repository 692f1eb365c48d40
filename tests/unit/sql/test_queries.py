"""Queries of all kinds and dialects: every edge, every table and every problem, written out.

The cases are in ``cases/queries/*.sql``; their form is described in ``query_cases.py``.
"""

from __future__ import annotations

import pytest

from lineage_provider.sql import analyze
from tests.unit.sql.query_cases import QueryCase, cases, shown


@pytest.mark.parametrize("case", cases(), ids=lambda case: case.id)
def test_query(case: QueryCase) -> None:
    lineage = analyze(case.sql, case.dialect, case.schema)
    assert sorted(shown(lineage)) == sorted(case.expected)
