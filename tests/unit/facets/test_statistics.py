"""Rows, bytes and files of a dataset: given to it, added up, and left out where one is not known."""

from __future__ import annotations

from typing import Any

import pytest
from openlineage.client.event_v2 import Dataset, InputDataset, OutputDataset

from lineage_provider.engines import Amount, Engine, Statistics
from lineage_provider.facets.naming import Naming
from lineage_provider.facets.statistics import Moved, add_statistics, added, moved
from lineage_provider.sql import analyze

NAMING = Naming(
    Engine(
        namespace="postgres://db:5432", dialect="postgres", default_database="shop", default_schema="public"
    )
)
THREE = Statistics(Amount(rows=3), Amount(rows=30, size=300))


def name(table: str) -> tuple[str, str]:
    return ("postgres://db:5432", f"shop.public.{table}")


def of(sql: str, statistics: Statistics = THREE) -> Moved:
    lineage = analyze(sql, "postgres", default_database="shop", default_schema="public")
    return moved(lineage, NAMING, statistics)


def test_a_statement_gives_its_numbers_to_what_it_wrote_and_read() -> None:
    found = of("INSERT INTO daily SELECT * FROM orders")
    assert found.written == {name("daily"): Amount(rows=3)}
    assert found.read == {name("orders"): Amount(rows=30, size=300)}


def test_with_two_tables_on_a_side_nobody_knows_whose_the_numbers_are() -> None:
    found = of("INSERT INTO daily SELECT * FROM orders JOIN customers USING (id)")
    assert found.read == {name("orders"): None, name("customers"): None}
    two = of("WITH w AS (INSERT INTO a SELECT * FROM o RETURNING id) INSERT INTO b SELECT id FROM w")
    assert two.written == {name("a"): None, name("b"): None}


def test_a_delete_takes_rows_away() -> None:
    found = of("DELETE FROM daily WHERE x = 1")
    assert (found.written, found.taken) == ({}, {name("daily"): Amount(rows=3)})


@pytest.mark.parametrize(
    "sql",
    [
        "TRUNCATE daily",
        "DROP TABLE daily",
        "ALTER TABLE daily ADD COLUMN x INTEGER",
        "CREATE TABLE daily (x INTEGER)",
        "CREATE VIEW daily AS SELECT * FROM orders",
    ],
)
def test_statements_that_write_no_rows_change_no_sum(sql: str) -> None:
    total = added([of(sql, Statistics()), of("INSERT INTO daily SELECT 1")])
    assert total.written == {name("daily"): Amount(rows=3)}


def test_a_table_that_takes_the_name_of_another_makes_the_sum_unknown() -> None:
    renamed = of(
        "CREATE TABLE fresh AS SELECT a FROM orders; ALTER TABLE fresh RENAME TO daily", Statistics()
    )
    assert added([renamed, of("INSERT INTO daily SELECT 1")]).written[name("daily")] is None


def test_sums_add_rows_and_bytes() -> None:
    first = Moved({name("daily"): Amount(rows=1, size=10)})
    second = Moved({name("daily"): Amount(rows=2, size=20)})
    assert added([first, second]).written == {name("daily"): Amount(rows=3, size=30)}


def test_a_part_that_is_not_known_is_not_known_of_the_sum() -> None:
    first = Moved({name("daily"): Amount(rows=1, size=10)})
    assert added([first, of("INSERT INTO daily SELECT 1")]).written == {name("daily"): Amount(rows=4)}


def test_the_facets_stand_where_the_specification_has_them() -> None:
    output: Any = OutputDataset(*name("daily"))
    source: Any = InputDataset(*name("orders"), inputFacets={"theirs": "kept"})  # type: ignore[dict-item]
    add_statistics([source], [output], of("INSERT INTO daily SELECT * FROM orders"))
    assert output.outputFacets["outputStatistics"].rowCount == 3
    assert (source.inputFacets["inputStatistics"].rowCount, source.inputFacets["inputStatistics"].size) == (
        30,
        300,
    )
    assert source.inputFacets["theirs"] == "kept"


def test_rows_of_a_delete_stand_only_where_nothing_was_written() -> None:
    output: Any = OutputDataset(*name("daily"))
    deleted = of("DELETE FROM daily", Statistics(Amount(rows=9)))
    add_statistics([], [output], deleted)
    assert output.outputFacets["outputStatistics"].rowCount == 9
    output = OutputDataset(*name("daily"))
    add_statistics([], [output], added([deleted, of("INSERT INTO daily SELECT 1")]))
    assert output.outputFacets["outputStatistics"].rowCount == 3
    output = OutputDataset(*name("daily"))
    add_statistics([], [output], added([deleted, of("INSERT INTO daily SELECT 1", Statistics())]))
    assert output.outputFacets == {}


def test_datasets_of_others_without_a_place_for_facets_stay_as_they_are() -> None:
    dataset = Dataset(*name("daily"))
    add_statistics([], [dataset], of("INSERT INTO daily SELECT 1"))
    assert dataset == Dataset(*name("daily"))
