"""The COPY operator of Snowflake's provider: the rows that its answer counts."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import pytest
from openlineage.client.event_v2 import OutputDataset

from lineage_provider.extractors.snowflake_copy import settle_outputs

OURS = ("snowflake://org-acc", "SHOP.PUBLIC.ORDERS")
THEIRS = OutputDataset("snowflake://org-acc", "SHOP.PUBLIC.orders")


def settled(rows: list[dict[str, Any]], ours: bool = True) -> OutputDataset:
    found = SimpleNamespace(outputs=[OutputDataset(*OURS)] if ours else [])
    settle_outputs(found, [THEIRS], SimpleNamespace(_result=rows))
    [output] = found.outputs
    return output


def rows_of(output: OutputDataset) -> int | None:
    facet: Any = (output.outputFacets or {}).get("outputStatistics")
    return facet.rowCount if facet else None


def test_rows_of_all_files_add_up() -> None:
    output = settled(
        [
            {"file": "s3://b/1", "status": "LOADED", "rows_loaded": 3},
            {"FILE": "s3://b/2", "STATUS": "PARTIALLY_LOADED", "ROWS_LOADED": 2},
            {"file": "s3://b/3", "status": "LOAD_FAILED", "rows_loaded": 0},
        ]
    )
    assert (output.name, rows_of(output)) == ("SHOP.PUBLIC.ORDERS", 5)


@pytest.mark.parametrize(
    "rows",
    [[], [{"status": "Copy executed with 0 files processed."}], [{"status": "LOADED", "rows_loaded": None}]],
)
def test_rows_that_are_not_told_are_not_guessed(rows: list[dict[str, Any]]) -> None:
    assert rows_of(settled(rows)) is None


def test_the_official_table_stays_where_ours_is_not_known() -> None:
    assert settled([], ours=False).name == "SHOP.PUBLIC.orders"
