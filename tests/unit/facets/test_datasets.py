"""Input and output datasets of a script with their facets."""

from __future__ import annotations

from typing import Any

import pytest
from openlineage.client.serde import Serde

from lineage_provider.engines import CatalogAnswer, Engine
from lineage_provider.facets import Moment, datasets_of
from lineage_provider.facets.naming import Naming
from lineage_provider.sql.model import (
    CatalogColumn,
    Change,
    ColumnEdge,
    ScriptLineage,
    TableChange,
    TableName,
)

ENGINE = Engine(
    namespace="postgres://db:5432", dialect="postgres", default_database="shop", default_schema="public"
)
ORDERS = TableName(("shop", "public", "orders"))
DAILY = TableName(("shop", "public", "daily"))
OLD = TableName(("shop", "public", "daily_old"))


def outputs(lineage: ScriptLineage, answer: CatalogAnswer | None = None, moment: Moment = "complete") -> Any:
    found = datasets_of(lineage, Naming(ENGINE, answer or CatalogAnswer()), moment).outputs
    return {dataset.name: Serde.to_dict(dataset) for dataset in found}


def changes(*changes: TableChange) -> ScriptLineage:
    return ScriptLineage(outputs=(DAILY,), changes=changes)


def test_names_are_the_engines() -> None:
    found = datasets_of(ScriptLineage(inputs=(TableName(("orders",)),), outputs=(DAILY,)), Naming(ENGINE))
    assert [(d.namespace, d.name) for d in found.inputs] == [("postgres://db:5432", "shop.public.orders")]
    assert [(d.namespace, d.name) for d in found.outputs] == [("postgres://db:5432", "shop.public.daily")]


def test_a_file_is_a_dataset_of_its_store() -> None:
    file = TableName(("s3://lake/2026/orders.csv",), kind="file")
    (dataset,) = datasets_of(ScriptLineage(inputs=(file,)), Naming(ENGINE)).inputs
    assert (dataset.namespace, dataset.name) == ("s3://lake", "2026/orders.csv")


def test_schema_has_names_types_comments_and_places() -> None:
    answer = CatalogAnswer(
        columns={DAILY: [CatalogColumn("d", "date", "the day"), CatalogColumn("revenue", "numeric")]}
    )
    facet = outputs(ScriptLineage(outputs=(DAILY,)), answer)["shop.public.daily"]["facets"]["schema"]
    assert [(f["name"], f["type"], f.get("description"), f["ordinal_position"]) for f in facet["fields"]] == [
        ("d", "date", "the day", 1),
        ("revenue", "numeric", None, 2),
    ]


def test_columns_that_the_text_defines_stand_in_for_the_catalog() -> None:
    lineage = ScriptLineage(outputs=(DAILY,), output_columns={DAILY: ("d", "revenue")})
    facet = outputs(lineage)["shop.public.daily"]["facets"]["schema"]
    assert [(f["name"], "type" in f) for f in facet["fields"]] == [("d", False), ("revenue", False)]


def test_without_any_knowledge_there_is_no_schema() -> None:
    assert outputs(ScriptLineage(outputs=(DAILY,)))["shop.public.daily"]["facets"] == {}


def test_two_spellings_of_a_table_are_one_dataset_with_the_lineage_of_both() -> None:
    other = TableName(("shop", "public", "DAILY"))
    answer = CatalogAnswer(names={other: DAILY})
    edges = (
        ColumnEdge(DAILY, "d", ORDERS, "ds", "DIRECT", "IDENTITY"),
        ColumnEdge(other, "revenue", ORDERS, "amount", "DIRECT", "AGGREGATION"),
    )
    found = outputs(ScriptLineage(outputs=(DAILY, other), columns=edges), answer)
    assert list(found) == ["shop.public.daily"]
    assert list(found["shop.public.daily"]["facets"]["columnLineage"]["fields"]) == ["d", "revenue"]


def test_column_lineage_is_on_the_output_it_belongs_to() -> None:
    lineage = ScriptLineage(
        outputs=(DAILY, OLD), columns=(ColumnEdge(OLD, "x", ORDERS, "id", "DIRECT", "IDENTITY"),)
    )
    found = outputs(lineage)
    assert "columnLineage" not in found["shop.public.daily"]["facets"]
    assert list(found["shop.public.daily_old"]["facets"]["columnLineage"]["fields"]) == ["x"]


def test_projections_of_a_query_that_writes_nothing_are_no_facet() -> None:
    lineage = ScriptLineage(
        inputs=(ORDERS,), columns=(ColumnEdge("", "x", ORDERS, "id", "DIRECT", "IDENTITY"),)
    )
    assert outputs(lineage) == {}


@pytest.mark.parametrize("flag", ["inferred", "ambiguous"])
def test_start_leaves_out_what_hangs_on_the_catalog(flag: str) -> None:
    known: dict[str, Any] = {flag: True}
    edge = ColumnEdge(DAILY, "x", ORDERS, "id", "DIRECT", "IDENTITY", **known)
    lineage = ScriptLineage(outputs=(DAILY,), columns=(edge,))
    assert "columnLineage" not in outputs(lineage, moment="start")["shop.public.daily"]["facets"]
    assert "columnLineage" in outputs(lineage)["shop.public.daily"]["facets"]


def test_another_name_in_the_text_is_a_symlink() -> None:
    asked = TableName(("orders",))
    engine = Engine(namespace="mysql://db:3306", dialect="mysql", default_schema="shop", levels=2)
    naming = Naming(engine, CatalogAnswer(names={asked: TableName(("shop", "Orders"))}))
    (dataset,) = datasets_of(ScriptLineage(inputs=(asked,)), naming).inputs
    assert dataset.name == "shop.Orders"
    assert Serde.to_dict(dataset)["facets"]["symlinks"]["identifiers"] == [
        {"namespace": "mysql://db:3306", "name": "shop.orders", "type": "TABLE"}
    ]


@pytest.mark.parametrize("change", ["CREATE", "DROP", "TRUNCATE", "OVERWRITE", "ALTER"])
def test_change_of_a_table(change: Change) -> None:
    facet = outputs(changes(TableChange(DAILY, change)))["shop.public.daily"]["facets"]
    assert facet["lifecycleStateChange"]["lifecycleStateChange"] == change
    assert "previousIdentifier" not in facet["lifecycleStateChange"]


def test_rename_names_the_table_before() -> None:
    found = outputs(changes(TableChange(DAILY, "RENAME", previous=OLD)))["shop.public.daily"]["facets"]
    assert found["lifecycleStateChange"]["lifecycleStateChange"] == "RENAME"
    assert found["lifecycleStateChange"]["previousIdentifier"] == {
        "namespace": "postgres://db:5432",
        "name": "shop.public.daily_old",
    }


@pytest.mark.parametrize(
    ("first", "second", "seen"),
    [
        ("DROP", "CREATE", "OVERWRITE"),
        ("CREATE", "ALTER", "CREATE"),
        ("CREATE", "TRUNCATE", "CREATE"),
        ("CREATE", "DROP", "DROP"),
        ("DROP", "RENAME", "RENAME"),
        ("TRUNCATE", "ALTER", "TRUNCATE"),
    ],
)
def test_of_two_changes_the_one_that_says_most_is_reported(
    first: Change, second: Change, seen: Change
) -> None:
    found = outputs(changes(TableChange(DAILY, first), TableChange(DAILY, second)))
    assert found["shop.public.daily"]["facets"]["lifecycleStateChange"]["lifecycleStateChange"] == seen


@pytest.mark.parametrize("moment", ["start", "fail"])
def test_changes_are_reported_of_tasks_that_succeeded_only(moment: Moment) -> None:
    found = outputs(changes(TableChange(DAILY, "DROP")), moment=moment)
    assert "lifecycleStateChange" not in found["shop.public.daily"]["facets"]
