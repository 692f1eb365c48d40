"""What the store makes of events: in any order, any number of times, from files that grow."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import sqlalchemy as sa

from lineage_provider.viewer import queries
from lineage_provider.viewer.store import Store, in_memory, open_file, tables
from lineage_provider.viewer.store.files import fill
from tests.unit.viewer.events_of import dataset, event, query, run_id, shop, source, table, task


def contents(store: Store) -> dict[str, list[Any]]:
    with store.reading() as connection:
        return {
            each.name: sorted(map(str, connection.execute(sa.select(each))))
            for each in tables.metadata.sorted_tables
        }


def stored(*events: dict[str, Any]) -> Store:
    store = in_memory()
    store.add(events)
    return store


def writes(store: Store, node: str) -> list[str]:
    graph = queries.graph(store, node, 1, 1)
    return [edge.target for edge in graph.edges if edge.kind == "writes"]


def test_an_end_completes_a_start() -> None:
    run = queries.detail(stored(*shop()), run_id("shop.load.r1.None"))
    assert run.run.state == "success"
    assert run.run.seconds == 5.0
    assert [used.node.id for used in run.inputs] == [table("raw.orders")]
    assert [(used.node.id, used.rows) for used in run.outputs] == [(table("shop.orders"), 100)]


def test_events_may_come_in_any_order() -> None:
    assert contents(stored(*shop())) == contents(stored(*reversed(shop())))


def test_events_that_come_twice_change_nothing() -> None:
    store = stored(*shop())
    before = contents(store)
    store.add(shop())
    assert contents(store) == before


def test_a_late_start_does_not_undo_an_end() -> None:
    start, end, *_ = shop()
    run = queries.detail(stored(end, start), run_id("shop.load.r1.None"))
    assert (run.run.state, run.run.started) == ("success", "2026-01-01T10:00:00+00:00")


def test_the_next_good_run_replaces_the_edges_of_the_last() -> None:
    before = task("COMPLETE", "shop", "load", "10:00:00", outputs=[dataset("shop.old")], dag_run="r1")
    after = task("COMPLETE", "shop", "load", "11:00:00", outputs=[dataset("shop.new")], dag_run="r2")
    store = stored(before, after)
    assert writes(store, "job:prod|shop.load") == [table("shop.new")]
    assert writes(store, run_id("shop.load.r1.None")) == [table("shop.old")]


def test_a_failure_leaves_the_edges_of_the_last_good_run() -> None:
    good = task("COMPLETE", "shop", "load", "10:00:00", outputs=[dataset("shop.orders")], dag_run="r1")
    bad = task("FAIL", "shop", "load", "11:00:00", outputs=[dataset("shop.other")], dag_run="r2")
    assert writes(stored(good, bad), "job:prod|shop.load") == [table("shop.orders")]


def test_mapped_instances_of_one_dag_run_are_taken_together() -> None:
    store = stored(
        task("COMPLETE", "shop", "load", "10:00:00", outputs=[dataset("shop.north")], map_index=0),
        task("COMPLETE", "shop", "load", "10:00:01", outputs=[dataset("shop.south")], map_index=1),
    )
    assert writes(store, "job:prod|shop.load") == [table("shop.north"), table("shop.south")]


def test_queries_are_shown_as_their_task_where_it_says_nothing_itself() -> None:
    store = stored(
        task("START", "shop", "load", "10:00:00"),
        query("COMPLETE", "shop", "load", 1, "10:00:01", outputs=[dataset("shop.one")]),
        query("COMPLETE", "shop", "load", 2, "10:00:02", outputs=[dataset("shop.two")]),
        task("COMPLETE", "shop", "load", "10:00:03"),
    )
    graph = queries.graph(store, "job:prod|shop.load")
    assert [node.id for node in graph.nodes if node.kind == "job"] == ["job:prod|shop.load"]
    assert writes(store, "job:prod|shop.load") == [table("shop.one"), table("shop.two")]
    children = queries.detail(store, run_id("shop.load.r1.None")).children
    assert [child.job for child in children] == ["job:prod|shop.load.query.1", "job:prod|shop.load.query.2"]


def test_a_task_that_sums_its_queries_up_counts_more_than_they() -> None:
    store = stored(
        query("COMPLETE", "shop", "load", 1, "10:00:01", outputs=[dataset("shop.temporary")]),
        task("COMPLETE", "shop", "load", "10:00:03", outputs=[dataset("shop.orders")]),
    )
    assert writes(store, "job:prod|shop.load") == [table("shop.orders")]


def test_types_from_the_catalog_are_kept_when_a_start_has_none() -> None:
    store = stored(
        *shop(), task("START", "shop", "load", "12:00:00", outputs=[dataset("shop.orders", {"id": ""})])
    )
    node = next(n for n in queries.graph(store, table("shop.orders")).nodes if n.id == table("shop.orders"))
    assert [(one["name"], one["type"]) for one in node.to_dict()["columns"]] == [
        ("id", "int"),
        ("amount", "numeric"),
        ("status", "text"),
    ]


def test_a_dataset_counts_the_newest_result_of_each_check() -> None:
    def checked(name: str, success: bool, at: str, dag_run: str, severity: str = "error") -> dict[str, Any]:
        check = {"assertion": "not_null", "name": name, "success": success, "severity": severity}
        return task("COMPLETE", "shop", name, at, [dataset("shop.daily", checks=[check])], dag_run=dag_run)

    store = stored(
        checked("a", False, "10:00:00", "r1"),
        checked("a", True, "11:00:00", "r2"),
        checked("b", False, "10:00:00", "r1"),
        checked("c", False, "10:00:00", "r1", "warn"),
    )
    node = queries.graph(store, table("shop.daily")).to_dict()["nodes"][0]
    assert {key: node["checks"][key] for key in ("passed", "failed", "warned")} == {
        "passed": 1,
        "failed": 1,
        "warned": 1,
    }
    history = queries.check_history(store, table("shop.daily"))
    assert (history[0].name, history[0].success) == ("a", True)
    assert len(history) == 4


def test_a_check_that_is_no_more_is_not_counted() -> None:
    def checks(names: str, at: str, dag_run: str) -> dict[str, Any]:
        found = [{"assertion": "unique", "name": name, "success": False} for name in names]
        return task("COMPLETE", "shop", "check", at, [dataset("shop.daily", checks=found)], dag_run=dag_run)

    store = stored(checks("ab", "10:00:00", "r1"), checks("b", "11:00:00", "r2"))
    assert queries.graph(store, table("shop.daily")).to_dict()["nodes"][0]["checks"]["failed"] == 1


def test_what_is_no_run_event_is_passed_over() -> None:
    damaged: list[Any] = [
        {},
        {"run": {"runId": "x"}, "job": {"name": ""}, "eventTime": "2026-01-01T00:00:00Z"},
        {"run": None, "job": [], "eventTime": 7},
        {"eventTime": "2026-01-01T00:00:00Z", "dataset": {"namespace": "a", "name": "b"}},
    ]
    odd = event("COMPLETE", "odd", "odd", "10:00:00")
    odd["inputs"] = [None, {"name": "x", "namespace": None, "facets": {"schema": [], "columnLineage": 3}}]
    odd["outputs"] = "none"
    assert stored(*damaged, odd).add(damaged) == 0


def test_an_expression_keeps_what_is_not_sure_out() -> None:
    description = "a || '; x'; ambiguous: the column may come from another table; inferred: by place"
    lineage = {"c": [source("t.a", "TRANSFORMATION", description=description)]}
    store = stored(task("COMPLETE", "d", "t", "10:00:00", [dataset("t")], [dataset("o", lineage=lineage)]))
    [edge] = queries.trace(store, f"{table('o')}#c").columns
    assert (edge.expression, edge.ambiguous, edge.inferred) == ("a || '; x'", True, True)


def test_files_are_read_from_where_the_last_reading_ended(tmp_path: Path) -> None:
    file = tmp_path / "events.jsonl"
    lines = [json.dumps(each) + "\n" for each in shop()]
    store = open_file(tmp_path / "viewer.sqlite")
    file.write_text("".join(lines[:2]) + lines[2][:50])
    assert fill(store, [file]).events == 2
    file.write_text("".join(lines))
    assert fill(store, [file]).events == 2
    assert fill(store, [file]).events == 0
    store.close()
    assert fill(open_file(tmp_path / "viewer.sqlite"), [file]).events == 0


def test_a_file_that_was_written_anew_is_read_from_its_beginning(tmp_path: Path) -> None:
    file = tmp_path / "events.jsonl"
    file.write_text("".join(json.dumps(each) + "\n" for each in shop()))
    store = in_memory()
    fill(store, [file])
    file.write_text("{broken\n" + json.dumps(shop()[0]))
    found = fill(store, [file])
    assert (found.events, found.damaged) == (1, 1)
