"""The columnLineage facet: fields, transformations and the dataset-wide part."""

from __future__ import annotations

from typing import Any

from openlineage.client.serde import Serde

from lineage_provider.engines import CatalogAnswer, Engine
from lineage_provider.facets.column_lineage import MAX_DESCRIPTION, column_lineage
from lineage_provider.facets.naming import Naming
from lineage_provider.sql.model import ColumnEdge, EdgeType, Origin, Subtype, TableName

ENGINE = Engine(
    namespace="postgres://db:5432", dialect="postgres", default_database="shop", default_schema="public"
)
ORDERS = TableName(("shop", "public", "orders"))
DAILY = TableName(("shop", "public", "daily"))


def edge(
    column: str | None,
    source: str,
    kind: tuple[EdgeType, Subtype] = ("DIRECT", "IDENTITY"),
    table: TableName = ORDERS,
    expression: str = "",
    **flags: bool,
) -> ColumnEdge:
    return ColumnEdge(DAILY, column, table, source, *kind, origin=Origin(expression), **flags)


def built(columns: list[ColumnEdge], rows: list[ColumnEdge] | None = None) -> dict[str, Any]:
    facet = column_lineage(columns, rows or [], Naming(ENGINE))
    assert facet is not None
    found: dict[str, Any] = Serde.to_dict(facet)
    return found


def test_no_edges_no_facet() -> None:
    assert column_lineage([], [], Naming(ENGINE)) is None


def test_a_column_names_its_source_with_type_subtype_masking_and_expression() -> None:
    found = built([edge("revenue", "amount", ("DIRECT", "AGGREGATION"), expression="SUM(amount)")])
    assert found["fields"] == {
        "revenue": {
            "inputFields": [
                {
                    "namespace": "postgres://db:5432",
                    "name": "shop.public.orders",
                    "field": "amount",
                    "transformations": [
                        {
                            "type": "DIRECT",
                            "subtype": "AGGREGATION",
                            "description": "SUM(amount)",
                            "masking": False,
                        }
                    ],
                }
            ]
        }
    }


def test_facet_is_version_1_2_0_and_leaves_deprecated_fields_out() -> None:
    found = built([edge("d", "ds")])
    assert found["_schemaURL"].startswith("https://openlineage.io/spec/facets/1-2-0/")
    assert set(found["fields"]["d"]) == {"inputFields"}


def test_a_copied_column_has_no_description() -> None:
    (source,) = built([edge("d", "ds")])["fields"]["d"]["inputFields"]
    assert source["transformations"] == [{"type": "DIRECT", "subtype": "IDENTITY", "masking": False}]


def test_one_source_with_two_transformations_is_one_input_field() -> None:
    found = built([edge("x", "amount"), edge("x", "amount", ("INDIRECT", "CONDITIONAL"), masking=True)])
    (source,) = found["fields"]["x"]["inputFields"]
    assert [(t["type"], t["subtype"], t["masking"]) for t in source["transformations"]] == [
        ("DIRECT", "IDENTITY", False),
        ("INDIRECT", "CONDITIONAL", True),
    ]


def test_the_same_edge_twice_is_one_transformation() -> None:
    (source,) = built([edge("x", "amount"), edge("x", "amount")])["fields"]["x"]["inputFields"]
    assert len(source["transformations"]) == 1


def test_edges_on_all_rows_are_in_the_dataset_part() -> None:
    found = built([], [edge(None, "status", ("INDIRECT", "FILTER"))])
    assert found["fields"] == {}
    (source,) = found["dataset"]
    assert (source["name"], source["field"]) == ("shop.public.orders", "status")
    assert source["transformations"][0]["subtype"] == "FILTER"


def test_sources_are_called_as_the_catalog_stores_them() -> None:
    asked = TableName(("shop", "public", "ORDERS"))
    naming = Naming(ENGINE, CatalogAnswer(names={asked: ORDERS}))
    facet = column_lineage([edge("d", "ds", table=asked)], [], naming)
    assert facet is not None
    assert facet.fields["d"].inputFields[0].name == "shop.public.orders"


def test_a_long_expression_is_cut() -> None:
    (source,) = built([edge("x", "a", expression="f(" + "a, " * 1000 + ")")])["fields"]["x"]["inputFields"]
    text = source["transformations"][0]["description"]
    assert len(text) == MAX_DESCRIPTION
    assert text.endswith("...")


def test_an_uncertain_edge_says_so() -> None:
    (source,) = built([edge("x", "a", ambiguous=True)])["fields"]["x"]["inputFields"]
    assert source["transformations"][0]["description"] == "ambiguous: the column may come from another table"
