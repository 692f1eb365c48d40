"""What artifacts say of each node, on a small project written out here."""

from __future__ import annotations

import itertools
import re
import time
from functools import partial
from types import SimpleNamespace
from typing import Any

import pytest

from lineage_provider.dbt import Artifacts, DbtLineage, connection_of, node_runs, runs
from lineage_provider.engines import CatalogAnswer, Engine
from lineage_provider.sql import CatalogColumn

ENGINE = connection_of("postgres", {"host": "db", "dbname": "shop"}).engine()


def node(unique_id: str, depends_on: tuple[str, ...] = (), **more: Any) -> dict[str, Any]:
    kind, _, name = unique_id.split(".")[:3]
    name = unique_id.split(".")[-1]
    relation = None if kind == "test" else f'"shop"."public"."{name}"'
    given = {"unique_id": unique_id, "resource_type": kind, "name": name, "relation_name": relation}
    given |= {"database": "shop", "schema": "public", "alias": name, "language": "sql"}
    given["config"] = {"materialized": "table" if kind == "model" else kind}
    return {**given, "depends_on": {"nodes": list(depends_on)}, **more}


def lineage(
    nodes: list[dict[str, Any]],
    results: list[dict[str, Any]],
    catalog: dict[str, Any] | None = None,
    ask: Any = None,
    adapter: str = "postgres",
    engine: Engine = ENGINE,
) -> DbtLineage:
    manifest = {
        "metadata": {"adapter_type": adapter, "invocation_id": "1"},
        "nodes": {one["unique_id"]: one for one in nodes if one["resource_type"] != "source"},
        "sources": {one["unique_id"]: one for one in nodes if one["resource_type"] == "source"},
    }
    run_results = {"metadata": {"invocation_id": "1"}, "args": {"which": "build"}, "results": results}
    return node_runs(Artifacts.of(manifest, run_results, catalog), engine, ask)


def result(unique_id: str, status: str = "success", sql: str = "", **more: Any) -> dict[str, Any]:
    return {"unique_id": unique_id, "status": status, "compiled_code": sql, **more}


def columns(dataset: Any) -> dict[str, list[tuple[str, str]]]:
    fields = dataset.facets["columnLineage"].fields
    return {name: [(i.name, i.field) for i in entry.inputFields] for name, entry in fields.items()}


def test_a_star_over_a_model_is_that_models_own_columns() -> None:
    found = lineage(
        [
            node("source.p.raw.o"),
            node("model.p.a", ("source.p.raw.o",)),
            node("model.p.b", ("model.p.a",)),
        ],
        [
            result("model.p.a", sql='SELECT id, amount * 2 AS twice FROM "shop"."public"."o"'),
            result("model.p.b", sql='SELECT * FROM "shop"."public"."a"'),
        ],
    )

    [output] = found.runs[1].datasets.outputs
    assert columns(output) == {"id": [("shop.public.a", "id")], "twice": [("shop.public.a", "twice")]}
    assert found.problems == ()


def test_ephemeral_models_are_looked_through() -> None:
    ephemeral = node("model.p.e", ("seed.p.s",), config={"materialized": "ephemeral"})
    found = lineage(
        [node("seed.p.s"), ephemeral, node("model.p.b", ("model.p.e",))],
        [result("model.p.b", sql="WITH __dbt__cte__e AS (SELECT 1 AS x) SELECT x FROM __dbt__cte__e")],
    )

    assert [one.name for one in found.runs[0].datasets.inputs] == ["shop.public.s"]


def test_a_python_model_has_what_it_refers_to() -> None:
    found = lineage(
        [node("seed.p.s"), node("model.p.py", ("seed.p.s",), language="python")],
        [result("model.p.py", sql="def model(dbt, session): ...")],
    )

    [run] = found.runs
    assert [one.name for one in run.datasets.inputs] == ["shop.public.s"]
    assert [one.name for one in run.datasets.outputs] == ["shop.public.py"]
    assert "sql" not in run.job_facets


def test_the_warehouse_is_asked_once_and_knows_best() -> None:
    asked: list[list[str]] = []

    def ask(tables: Any) -> CatalogAnswer:
        asked.append([str(table) for table in tables])
        return CatalogAnswer({table: (CatalogColumn("id", "int8"),) for table in tables})

    catalog = {"nodes": {"model.p.a": {"columns": {"old": {"name": "old", "type": "text", "index": 1}}}}}
    found = lineage(
        [node("seed.p.s"), node("model.p.a", ("seed.p.s",))],
        [result("model.p.a", sql='SELECT id FROM "shop"."public"."s"')],
        catalog,
        ask,
    )

    assert asked == [["shop.public.a", "shop.public.s"]]
    [output] = found.runs[0].datasets.outputs
    assert [(field.name, field.type) for field in output.facets["schema"].fields] == [("id", "int8")]


def test_a_catalog_of_an_earlier_state_of_a_model_gives_no_columns_that_are_gone() -> None:
    catalog = {
        "nodes": {
            "model.p.a": {
                "columns": {
                    "id": {"name": "id", "type": "bigint", "index": 1},
                    "gone": {"name": "gone", "type": "text", "index": 2},
                }
            }
        }
    }
    found = lineage(
        [node("seed.p.s"), node("model.p.a", ("seed.p.s",)), node("model.p.b", ("model.p.a",))],
        [
            result("model.p.a", sql='SELECT id, 1 AS one FROM "shop"."public"."s"'),
            result("model.p.b", sql='SELECT * FROM "shop"."public"."a"'),
        ],
        catalog,
    )

    [read] = found.runs[1].datasets.inputs
    assert [(field.name, field.type) for field in read.facets["schema"].fields] == [
        ("id", "bigint"),
        ("one", None),
    ]


@pytest.mark.parametrize(
    ("status", "severity", "failures", "expected"),
    [
        ("pass", "ERROR", 0, (True, "error", "0")),
        ("warn", "ERROR", 2, (False, "warn", "2")),
        ("fail", "ERROR", 2, (False, "error", "2")),
        ("error", "ERROR", None, (False, "error", "error")),
    ],
)
def test_results_of_tests(status: str, severity: str, failures: int | None, expected: Any) -> None:
    test = node("test.p.t", ("seed.p.s",), attached_node="seed.p.s", config={"severity": severity})
    found = lineage([node("seed.p.s"), test], [result("test.p.t", status, failures=failures)])

    [check] = found.runs[0].checks.values()
    assert (check.success, check.severity, check.actual) == expected
    assert (found.runs[0].error is not None) == (status in ("fail", "error"))


def test_skipped_nodes_have_no_run() -> None:
    found = lineage(
        [node("model.p.a"), node("test.p.t")], [result("model.p.a", "skipped"), result("test.p.t", "skipped")]
    )

    assert found.runs == ()


def test_a_relationship_between_sources_is_of_the_one_with_the_test() -> None:
    metadata = {"name": "relationships", "kwargs": {"model": "{{ get_where_subquery(source('raw', 'o')) }}"}}
    test = node("test.p.t", ("source.p.raw.c", "source.p.raw.o"), test_metadata=metadata)
    found = lineage(
        [node("source.p.raw.c"), node("source.p.raw.o"), test], [result("test.p.t", "fail", failures=1)]
    )

    assert [name for _, name in found.runs[0].checks] == ["shop.public.o"]


def test_a_model_that_failed_keeps_its_lineage_in_its_own_run_only() -> None:
    found = lineage(
        [node("seed.p.s"), node("model.p.a", ("seed.p.s",))],
        [result("model.p.a", "error", 'SELECT id FROM "shop"."public"."s"', message="no such column")],
    )

    [run] = found.runs
    assert run.error == "no such column"
    assert [one.name for one in run.datasets.outputs] == ["shop.public.a"]
    assert found.datasets().outputs == []


def test_rows_and_query_id() -> None:
    response = {"code": "SELECT", "rows_affected": 5, "query_id": "q1"}
    found = lineage(
        [node("model.p.a")], [result("model.p.a", sql="SELECT 1 AS x", adapter_response=response)]
    )

    [output] = found.runs[0].datasets.outputs
    assert output.outputFacets["outputStatistics"].rowCount == 5
    assert found.runs[0].query_id == "q1"


def test_the_dataset_of_an_external_source_is_its_file() -> None:
    external = node("source.p.raw.o", relation_name="read_parquet('s3://bucket/o/*.parquet')")
    sql = "SELECT id FROM read_parquet('s3://bucket/o/*.parquet')"
    found = lineage(
        [external, node("model.p.a", ("source.p.raw.o",))],
        [result("model.p.a", sql=sql)],
        engine=connection_of("duckdb", {"path": "/data/shop.duckdb"}).engine(),
    )

    [dataset] = found.runs[0].datasets.inputs
    assert (dataset.namespace, dataset.name) == ("s3://bucket", "o/*.parquet")


def test_a_relation_that_is_no_name_is_reported_and_called_by_its_parts() -> None:
    odd = node("source.p.raw.o", relation_name="sheet('orders')")
    found = lineage(
        [odd, node("model.p.a", ("source.p.raw.o",))], [result("model.p.a", sql="SELECT 1 AS one")]
    )

    assert [one.name for one in found.runs[0].datasets.inputs] == ["shop.public.o"]
    assert [problem.kind for problem in found.problems] == ["input"]
    assert "source.p.raw.o: its relation is no name of a table" in found.problems[0].message


def many(count: int) -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
    """A chain of models, each with a test."""
    nodes, results = [node("model.p.m0")], [result("model.p.m0", sql="SELECT 1 AS id")]
    for place in range(1, count):
        above, own, test = f"model.p.m{place - 1}", f"model.p.m{place}", f"test.p.t{place}"
        nodes += [
            node(own, (above,)),
            node(test, (own,), attached_node=own, test_metadata={"name": "unique"}),
        ]
        sql = f'SELECT id, id + 1 AS more FROM "shop"."public"."m{place - 1}"'
        results += [result(own, sql=sql), result(test, "pass", failures=0)]
    return nodes, results


def budgeted(count: int, seconds: float) -> tuple[DbtLineage, float]:
    nodes, results = many(count)
    manifest = {"metadata": {"adapter_type": "postgres"}, "nodes": {one["unique_id"]: one for one in nodes}}
    artifacts = Artifacts.of(manifest, {"metadata": {}, "args": {}, "results": results}, None)
    started = time.monotonic()
    return node_runs(artifacts, ENGINE, None, seconds), time.monotonic() - started


def test_more_nodes_than_there_is_time_for_are_said_and_cost_no_more_time() -> None:
    found, took = budgeted(10_000, 0.3)
    left_out = int(re.search(r"for (\d+) of 19999", " ".join(p.message for p in found.problems))[1])  # type: ignore[index]

    assert took < 10
    assert len(found.runs) == 19_999 - left_out


def test_where_columns_take_too_long_the_last_nodes_have_tables_and_results(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    # A clock that goes on by 0.5 ms at each look: machines differ too much in speed to say what is too long.
    moments = itertools.count(0, 0.0005)
    clock = SimpleNamespace(monotonic=partial(next, moments))
    monkeypatch.setattr(runs, "time", clock)
    found, _ = budgeted(600, 1.0)
    last = found.runs[-2:] if len(found.runs) % 2 else found.runs[-3:-1]
    model, test = sorted(last, key=lambda run: run.unique_id)

    assert "columnLineage" not in model.datasets.outputs[0].facets
    assert [check.success for check in test.checks.values()] == [True]
    assert any("no time was left for the columns of" in problem.message for problem in found.problems)
