"""What the store answers: neighbourhoods, paths of columns, impact, runs, comparisons, searches."""

from __future__ import annotations

from typing import Any

import pytest
import sqlalchemy as sa

from lineage_provider.viewer import queries
from lineage_provider.viewer.export import edges_csv
from lineage_provider.viewer.graph import column_id, name_of, split_column
from lineage_provider.viewer.queries import Unknown, Visible
from lineage_provider.viewer.store import Store, in_memory
from tests.unit.viewer.events_of import WAREHOUSE, dataset, query, run_id, shop, source, table, task

SHOP_ONLY = Visible(frozenset({"shop"}))


@pytest.fixture
def store() -> Store:
    found = in_memory()
    found.add(shop())
    return found


def names(graph: Any) -> list[str]:
    return [node.name for node in graph.nodes]


def test_a_graph_goes_as_many_steps_as_it_is_asked_to(store: Store) -> None:
    graph = queries.graph(store, table("shop.daily"), 1, 0)
    assert names(graph) == ["shop.daily", "shop.orders", "shop.daily"]
    orders = next(node for node in graph.nodes if node.name == "shop.orders")
    assert (orders.more_up, orders.more_down) == (True, False)


def test_a_graph_has_both_directions_and_all_edges_between_its_nodes(store: Store) -> None:
    graph = queries.graph(store, "job:prod|shop.daily", 1, 1)
    assert [(edge.source, edge.target, edge.kind) for edge in graph.edges] == [
        (table("shop.orders"), "job:prod|shop.daily", "reads"),
        ("job:prod|shop.daily", table("shop.daily"), "writes"),
    ]
    assert [(edge.source, edge.target, edge.expression) for edge in graph.columns] == [
        (f"{table('shop.orders')}#amount", f"{table('shop.daily')}#revenue", "SUM(amount)")
    ]
    assert [(edge.source, edge.target, edge.subtype) for edge in graph.rows] == [
        (f"{table('shop.orders')}#status", table("shop.daily"), "FILTER")
    ]


def test_a_dag_is_its_tasks_and_their_datasets(store: Store) -> None:
    graph = queries.graph(store, "dag:finance")
    assert names(graph) == ["finance.report", "shop.daily", "finance.report"]


def test_a_graph_that_is_too_large_is_cut_and_says_so(store: Store) -> None:
    graph = queries.graph(store, table("shop.daily"), 9, 9, limit=3)
    assert len(graph.nodes) == 3
    assert graph.truncated


def test_a_column_is_followed_in_both_directions(store: Store) -> None:
    graph = queries.trace(store, f"{table('shop.daily')}#revenue")
    assert [(edge.source.rpartition("|")[2], edge.target.rpartition("|")[2]) for edge in graph.columns] == [
        ("shop.daily#revenue", "finance.report#total"),
        ("shop.orders#amount", "shop.daily#revenue"),
        ("raw.orders#amount", "shop.orders#amount"),
    ]
    assert [edge.source.rpartition("|")[2] for edge in graph.rows] == ["shop.orders#status"]


def test_impact_names_jobs_dags_and_owners(store: Store) -> None:
    found = queries.impact(store, f"{table('raw.orders')}#amount")
    assert [(one.id.rpartition("|")[2], one.distance, one.rows) for one in found.datasets] == [
        ("shop.orders", 1, False),
        ("shop.daily", 2, False),
        ("finance.report", 3, False),
    ]
    assert found.dags == ("finance", "shop")
    assert found.owners == ("finance", "sales")


def test_a_column_that_only_filters_has_an_impact_on_rows(store: Store) -> None:
    found = queries.impact(store, f"{table('shop.orders')}#status")
    assert found.columns == ()
    assert [(one.id.rpartition("|")[2], one.rows) for one in found.datasets] == [
        ("shop.daily", True),
        ("finance.report", True),
    ]


def test_a_dataset_has_the_impact_of_all_its_columns(store: Store) -> None:
    found = queries.impact(store, table("shop.orders"))
    assert [one.id.rpartition("|")[2] for one in found.datasets] == ["shop.daily", "finance.report"]
    assert [one.id.rpartition("|")[2] for one in found.columns] == [
        "shop.daily#revenue",
        "finance.report#total",
    ]


def test_a_circle_of_tables_ends(store: Store) -> None:
    back = {"amount": [source("shop.daily.revenue")]}
    store.add(
        [
            task(
                "COMPLETE",
                "shop",
                "back",
                "11:00:00",
                [dataset("shop.daily")],
                [dataset("shop.orders", lineage=back)],
            )
        ]
    )
    assert "shop.orders" in names(queries.graph(store, table("shop.daily"), 9, 9))
    assert queries.trace(store, f"{table('shop.daily')}#revenue").columns
    assert queries.impact(store, f"{table('shop.daily')}#revenue").datasets


def test_jobs_of_other_dags_are_hidden_and_counted(store: Store) -> None:
    graph = queries.graph(store, table("shop.daily"), 2, 2, SHOP_ONLY)
    assert "finance.report" not in names(graph)
    assert graph.hidden == 1
    impact = queries.impact(store, f"{table('raw.orders')}#amount", SHOP_ONLY)
    assert impact.dags == ("shop",)
    assert "finance" not in str(impact)


@pytest.mark.parametrize("node", ["dag:finance", "job:prod|finance.report", run_id("finance.report.r1.None")])
def test_what_may_not_be_seen_is_unknown(store: Store, node: str) -> None:
    with pytest.raises(Unknown):
        queries.graph(store, node, visible=SHOP_ONLY)


def test_a_dataset_that_only_hidden_dags_use_is_unknown(store: Store) -> None:
    with pytest.raises(Unknown):
        queries.graph(store, table("finance.report"), visible=SHOP_ONLY)
    assert queries.search(store, "report", visible=SHOP_ONLY) == []
    assert [run.dag_id for run in queries.listed(store, visible=SHOP_ONLY)] == ["shop", "shop"]


def test_a_query_belongs_to_the_dag_of_its_task(store: Store) -> None:
    store.add([query("COMPLETE", "finance", "report", 1, "10:01:50", outputs=[dataset("finance.secret")])])
    with pytest.raises(Unknown):
        queries.detail(store, run_id("finance.report.query.1"), SHOP_ONLY)
    assert queries.detail(store, run_id("finance.report.query.1"), Visible(frozenset({"finance"}))).run.state


def test_a_query_of_an_unknown_task_is_seen_by_those_only_who_see_all() -> None:
    store = in_memory()
    store.add([query("COMPLETE", "finance", "report", 1, "10:01:50", outputs=[dataset("finance.secret")])])
    with pytest.raises(Unknown):
        queries.detail(store, run_id("finance.report.query.1"), Visible(frozenset({"finance", "shop"})))
    assert queries.detail(store, run_id("finance.report.query.1")).outputs


def test_two_runs_are_compared(store: Store) -> None:
    changed = task(
        "COMPLETE",
        "shop",
        "daily",
        "11:01:00",
        [dataset("shop.orders")],
        [
            dataset(
                "shop.daily",
                {"revenue": "int", "orders": "int"},
                {"revenue": [source("shop.orders.amount", "AGGREGATION", description="MAX(amount)")]},
                written=9,
            )
        ],
        dag_run="r2",
        sql="changed",
    )
    store.add([changed])
    found = queries.compare(store, run_id("shop.daily.r1.None"), run_id("shop.daily.r2.None"))
    assert [(one["column"], one["change"], one["left"], one["right"]) for one in found.schema] == [
        ("day", "removed", "date", None),
        ("revenue", "type", "numeric", "int"),
        ("orders", "added", None, "int"),
    ]
    assert [
        (one["change"], one["left"][0]["expression"], one["right"][0]["expression"]) for one in found.columns
    ] == [("changed", "SUM(amount)", "MAX(amount)")]
    assert [one["change"] for one in found.rows] == ["removed"]
    assert [(one["left"]["rows"], one["right"]["rows"]) for one in found.statistics] == [(7, 9)]
    assert found.sql_changed
    assert found.differs


def test_a_run_is_like_itself(store: Store) -> None:
    same = run_id("shop.daily.r1.None")
    assert not queries.compare(store, same, same).differs


def test_search_finds_by_the_beginning_of_a_word(store: Store) -> None:
    assert [hit.label for hit in queries.search(store, "rev")] == ["revenue"]
    assert [hit.label for hit in queries.search(store, "shop.ord")] == ["shop.orders"]
    assert [hit.id for hit in queries.search(store, "daily revenue")] == [f"{table('shop.daily')}#revenue"]
    assert queries.search(store, "evenue") == []


def test_search_goes_on_where_the_best_matches_may_not_be_seen(store: Store) -> None:
    hidden = [dataset(f"finance.b{number:03}.ledger") for number in range(250)]
    seen = dataset("shop.ledger_of_orders")
    store.add([task("COMPLETE", "finance", "book", "11:00:00", outputs=hidden)])
    store.add([task("COMPLETE", "shop", "book", "11:00:00", outputs=[seen])])
    assert [hit.label for hit in queries.search(store, "ledger", visible=SHOP_ONLY)] == [
        "shop.ledger_of_orders"
    ]
    assert {hit.label for hit in queries.search(store, "ledger")} <= {one["name"] for one in hidden}


def test_a_search_of_many_matches_names_the_exact_ones_first(store: Store) -> None:
    columns = {f"region_{number:03}": "text" for number in range(300)} | {"region": "text"}
    store.add([task("COMPLETE", "shop", "regions", "11:00:00", outputs=[dataset("shop.wide", columns)])])
    found = [hit.label for hit in queries.search(store, "region", limit=3)]
    assert found == ["region", "shop.regions", "region_000"]


def test_the_impact_of_a_dataset_asks_once_a_step_not_once_a_column(store: Store) -> None:
    columns = {f"c{number}": "text" for number in range(30)}
    lineage = {name: [source(f"shop.wide.{name}")] for name in columns}
    store.add(
        [
            task(
                "COMPLETE",
                "shop",
                "copy",
                "11:00:00",
                [dataset("shop.wide", columns)],
                [dataset("shop.copy", columns, lineage)],
            )
        ]
    )
    asked: list[str] = []
    sa.event.listen(store.engine, "before_cursor_execute", lambda _c, _u, text, *_: asked.append(text))
    found = queries.impact(store, table("shop.wide"))
    assert {each.id for each in found.columns} == {f"{table('shop.copy')}#{name}" for name in columns}
    assert len(asked) < 20


def test_a_run_is_found_by_query_id_and_by_the_beginning_of_its_tag(store: Store) -> None:
    facets = {
        "externalQuery": {"externalQueryId": "01AB-cd", "source": "snowflake"},
        "queryTag": {"applied": [{"engine": "snowflake", "text": '{"app":"airflow","dag_id":"shop"}'}]},
    }
    store.add([task("COMPLETE", "shop", "tagged", "12:00:00", run_facets=facets)])
    assert [run.task_id for run in queries.find_runs(store, query_id="01ab-CD")] == ["tagged"]
    assert [run.task_id for run in queries.find_runs(store, query_tag='{"app":"airflow","dag')] == ["tagged"]
    assert queries.find_runs(store, query_id="01ab") == []


def test_a_task_instance_is_resolved_to_its_last_try(store: Store) -> None:
    found = queries.resolve(store, "shop", "r1", "daily", -1)
    assert found.id == run_id("shop.daily.r1.None")
    with pytest.raises(Unknown, match="no events of task absent"):
        queries.resolve(store, "shop", "r1", "absent")


def test_statistics_are_the_rows_that_runs_wrote(store: Store) -> None:
    assert [(one.rows, one.side) for one in queries.statistics_history(store, table("shop.daily"))] == [
        (7, "writes")
    ]


@pytest.mark.parametrize("node", ["orders", "dataset:x", "table:a|b", ""])
def test_a_text_that_is_no_id_is_refused(store: Store, node: str) -> None:
    with pytest.raises((ValueError, Unknown)):
        queries.graph(store, node)


@pytest.mark.parametrize("name", ["tempdb.dbo.#orders", "/data/a#b.csv", "/data/50% off%23.csv"])
def test_a_name_with_a_hash_is_cut_at_its_column(name: str) -> None:
    lineage = {"total": [source(f"{name}.SERIAL#")]}
    loads = task(
        "COMPLETE",
        "shop",
        "load",
        "10:00:00",
        [dataset(name, {"SERIAL#": "int"})],
        [dataset("daily", {"total": "int"}, lineage)],
    )
    store = in_memory()
    store.add([loads])
    read = column_id((WAREHOUSE, name), "SERIAL#")
    assert read.count("#") == 2
    assert name_of(split_column(read)[0]) == (WAREHOUSE, name)
    (edge,) = queries.trace(store, read, "down", 1).columns
    assert (edge.source, edge.target) == (read, f"{table('daily')}#total")
    assert queries.impact(store, read).jobs[0].task_id == "load"
    assert f"{name}#SERIAL#" in edges_csv(queries.graph(store, table("daily"))).replace(",", "#")
