"""Statements and scripts of all dialects against the lineage written beside them.

Own cases: ``cases/statements/*.sql`` (their form is described in ``statement_cases.py``). Further cases may
be given as a file of JSON lines (``LINEAGE_SQL_CASES``, else ``../shared/sql_cases/statements.jsonl``).
"""

from __future__ import annotations

import json
import os
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from lineage_provider.sql import ScriptLineage, analyze
from tests.unit.sql.statement_cases import GAPS, StatementCase, cases, mistakes

SHARED = Path(
    os.environ.get(
        "LINEAGE_SQL_CASES", Path(__file__).parents[4] / "shared" / "sql_cases" / "statements.jsonl"
    )
)


@pytest.mark.parametrize("case", cases(), ids=lambda case: case.id)
def test_statement(case: StatementCase) -> None:
    lineage = analyze(case.sql, case.dialect, case.schema, default_schema=case.default_schema)
    assert mistakes(case, lineage) == []


def test_cases_cover_all_dialects() -> None:
    by_dialect = Counter(case.dialect for case in cases())
    wanted = (
        "snowflake bigquery databricks spark hive redshift postgres tsql mysql duckdb trino presto athena"
        " sqlite oracle clickhouse teradata exasol"
    )
    assert {d for d in wanted.split() if by_dialect[d] < 8} == set()


def _folded(names: Any) -> set[str]:
    return {str(name).lower().replace('"', "") for name in names}


def _direct(lineage: ScriptLineage) -> set[tuple[str, str]]:
    found = set()
    for edge in lineage.columns:
        if edge.type == "DIRECT":
            output = f"{edge.output_table}.{edge.output_column}" if edge.output_table else edge.output_column
            found.add((str(output), f"{edge.input_table}.{edge.input_column}"))
    return {(a.lower().replace('"', ""), b.lower().replace('"', "")) for a, b in found}


def _pairs(columns: dict[str, list[str]]) -> set[tuple[str, str]]:
    return {
        (output.lower().replace('"', ""), source.lower().replace('"', ""))
        for output, sources in columns.items()
        for source in sources
    }


def _right(case: dict[str, Any], lineage: ScriptLineage) -> tuple[bool, bool]:
    """Whether the tables, and the columns too, are as the case says."""
    expected, optional = case["expected"], _folded(case["optional_inputs"])
    tables = _folded(lineage.inputs) - optional == _folded(expected["inputs"]) - optional
    tables = tables and _folded(lineage.outputs) == _folded(expected["outputs"])
    if expected["columns"] is None:
        return tables, tables
    free = _pairs(case["optional_columns"])
    return tables, tables and _direct(lineage) - free == _pairs(expected["columns"]) - free


@pytest.mark.skipif(not SHARED.exists(), reason=f"no further cases at {SHARED}")
def test_further_cases_are_right_and_no_miss_is_silent() -> None:
    scores: dict[str, list[int]] = {}
    silent = []
    for line in SHARED.read_text().splitlines():
        case = json.loads(line)
        lineage = analyze(case["sql"], case["dialect"], case["schema"], default_schema=case["default_schema"])
        tables, columns = _right(case, lineage)
        score = scores.setdefault(case["category"], [0, 0, 0])
        for place, right in enumerate((True, tables, columns)):
            score[place] += right
        if not columns and not any(p.kind in (*GAPS, "unresolved", "ambiguous") for p in lineage.problems):
            silent.append(case["id"])
    print(f"{'category':24}{'cases':>6}{'tables':>8}{'columns':>9}")
    for category, (count, right, all_right) in scores.items():
        print(f"{category:24}{count:>6}{right:>8}{all_right:>9}")
    total = [sum(score[place] for score in scores.values()) for place in range(3)]
    assert silent == []
    assert total[1] >= 0.98 * total[0]
    assert total[2] >= 0.96 * total[0]
