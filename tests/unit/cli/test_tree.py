"""Lineage trees drawn from events: what each kind of facet looks like."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from lineage_provider.cli.lineage_view import DatasetName, Totals, dag_runs, totals
from lineage_provider.cli.run_events import Event
from lineage_provider.cli.tree import Style, render, short_names

PG = "postgres://db:5432"


def dag_event(kind: str, second: int, states: dict[str, str] | None = None) -> Event:
    facets: dict[str, Any] = {"airflowDagRun": {"dag": {"dag_id": "shop"}, "dagRun": {"run_id": "r1"}}}
    if states:
        facets["airflowState"] = {"dagRunState": "success", "tasksState": states}
    return event(kind, "shop", "dag-run", second, facets)


def task_event(
    kind: str,
    task_id: str,
    second: int,
    run: str = "",
    map_index: int = -1,
    try_number: int = 1,
    facets: dict[str, Any] | None = None,
    **datasets: list[dict[str, Any]],
) -> Event:
    instance = {"try_number": try_number} | ({} if map_index < 0 else {"map_index": map_index})
    own = {
        "airflow": {
            "dag": {"dag_id": "shop"},
            "dagRun": {"run_id": "r1"},
            "task": {"task_id": task_id},
            "taskInstance": instance,
        },
        "parent": {"run": {"runId": "dag-run"}},
    }
    return event(kind, f"shop.{task_id}", run or task_id, second, own | (facets or {}), **datasets)


def event(
    kind: str,
    job: str,
    run: str,
    second: int,
    facets: dict[str, Any],
    **datasets: list[dict[str, Any]],
) -> Event:
    return {
        "eventType": kind,
        "eventTime": f"2026-05-01T10:00:{second:02d}+00:00",
        "job": {"namespace": "n", "name": job},
        "run": {"runId": run, "facets": facets},
        "inputs": datasets.get("inputs", []),
        "outputs": datasets.get("outputs", []),
    }


def dataset(name: str, facets: dict[str, Any] | None = None, **more: dict[str, Any]) -> dict[str, Any]:
    return {"namespace": PG, "name": name, "facets": facets or {}} | more


def source(table: str, column: str, subtype: str, **more: object) -> dict[str, Any]:
    kind = {"type": "DIRECT", "subtype": subtype, "masking": False} | more
    return {"namespace": PG, "name": table, "field": column, "transformations": [kind]}


def drawn(*events: Event, style: Style = Style()) -> list[str]:  # noqa: B008 - frozen
    return render(dag_runs(events), style).splitlines()


def test_a_dag_run_shows_its_tasks_in_the_order_they_started() -> None:
    lines = drawn(
        dag_event("START", 0),
        task_event("START", "load", 1),
        task_event("COMPLETE", "load", 3),
        task_event("START", "sum", 4),
        task_event("FAIL", "sum", 5),
        dag_event("FAIL", 6, {"load": "success", "sum": "failed", "report": "upstream_failed"}),
    )

    assert lines == [
        "shop  ✗ failed  6.0 s",
        "├─ load  ✓ success  2.0 s",
        "├─ sum  ✗ failed  1.0 s",
        "└─ report  ✗ upstream_failed",
    ]


def test_columns_stand_under_the_written_dataset_with_type_source_and_expression() -> None:
    written = dataset(
        "shop.public.daily",
        {
            "schema": {"fields": [{"name": "day", "type": "date"}, {"name": "revenue", "type": "numeric"}]},
            "columnLineage": {
                "fields": {
                    "day": {"inputFields": [source("shop.public.orders", "ds", "IDENTITY")]},
                    "revenue": {
                        "inputFields": [
                            source(
                                "shop.public.orders", "amount", "AGGREGATION", description="SUM(o.amount)"
                            ),
                            source("shop.public.orders", "rate", "AGGREGATION", description="SUM(o.amount)"),
                        ]
                    },
                },
            },
        },
    )
    lines = drawn(task_event("COMPLETE", "sum", 2, inputs=[dataset("shop.public.orders")], outputs=[written]))

    assert lines == [
        "shop  running",
        "└─ sum  ✓ success",
        "   ├─ reads  orders",
        "   └─ writes daily",
        "      ├─ day      date     ← orders.ds  IDENTITY",
        "      └─ revenue  numeric  ← orders(amount, rate)  AGGREGATION  SUM(o.amount)",
        "",
        "Dataset names are in postgres://db:5432, without their beginning shop.public.",
    ]


def test_columns_stand_in_the_order_of_the_schema() -> None:
    fields = {name: {"inputFields": [source("o", name, "IDENTITY")]} for name in ("a", "b", "new")}
    schema = {"fields": [{"name": "b"}, {"name": "a"}]}
    written = dataset("t", {"schema": schema, "columnLineage": {"fields": fields}})
    lines = drawn(task_event("COMPLETE", "stage", 2, outputs=[written]))

    assert [line.split()[1] for line in lines[3:6]] == ["b", "a", "new"]


def test_a_column_made_in_several_ways_gets_a_line_for_each() -> None:
    fields = [source("o", "amount", "TRANSFORMATION"), source("o", "status", "CONDITIONAL")]
    written = dataset("t", {"columnLineage": {"fields": {"paid": {"inputFields": fields}}}})
    lines = drawn(task_event("COMPLETE", "sum", 2, outputs=[written]))

    assert lines[2:5] == [
        "   └─ writes t",
        "      └─ paid  ← o.amount  TRANSFORMATION",
        "         └─ ← o.status  CONDITIONAL",
    ]


def test_a_masked_column_is_marked() -> None:
    fields = [source("c", "email", "TRANSFORMATION", masking=True, description="MD5(email)")]
    written = dataset("t", {"columnLineage": {"fields": {"hash": {"inputFields": fields}}}})
    lines = drawn(task_event("COMPLETE", "stage", 2, outputs=[written]))

    assert lines[3] == "      └─ hash  ← c.email  TRANSFORMATION MASKED  MD5(email)"


def test_edges_on_all_rows_are_one_line_a_kind() -> None:
    rows = [
        source("o", "status", "FILTER", type="INDIRECT"),
        source("o", "customer_id", "JOIN", type="INDIRECT"),
        source("c", "id", "JOIN", type="INDIRECT"),
        source("o", "ds", "GROUP_BY", type="INDIRECT"),
    ]
    written = dataset("t", {"columnLineage": {"fields": {}, "dataset": rows}})
    lines = drawn(task_event("COMPLETE", "sum", 2, outputs=[written]))

    assert lines[3:6] == [
        "      ├─ rows filtered by o.status",
        "      ├─ rows joined on o.customer_id, c.id",
        "      └─ rows grouped by o.ds",
    ]


def test_rows_change_and_column_count_stand_behind_the_dataset() -> None:
    written = dataset(
        "t",
        {
            "schema": {"fields": [{"name": "a", "type": "int"}, {"name": "b", "type": "int"}]},
            "lifecycleStateChange": {"lifecycleStateChange": "CREATE"},
        },
        outputFacets={"outputStatistics": {"rowCount": 1}},
    )
    lines = drawn(task_event("COMPLETE", "make", 2, outputs=[written]))

    assert lines[2] == "   └─ writes t  (CREATE, 1 row, 2 columns)"


def test_checks_of_a_dataset_and_of_the_run_show_their_results() -> None:
    assertions = [
        {
            "assertion": "not_null",
            "success": True,
            "column": "sku",
            "name": "sku.null_check",
            "expected": "0",
            "actual": "0",
        },
        {"assertion": "row_count", "success": False, "column": "day"},
    ]
    read = dataset("t", inputFacets={"dataQualityAssertions": {"assertions": assertions}})
    repeated = {"name": "sku.null_check", "status": "pass"}
    tests = {"test": {"tests": [repeated, {"name": "rate", "status": "fail", "actual": "0.06"}]}}
    lines = drawn(task_event("FAIL", "check", 2, facets=tests, inputs=[read]))

    assert lines[1:6] == [
        "└─ check  ✗ failed",
        "   ├─ reads  t",
        "   │  ├─ ✓ check sku.null_check  (expected 0, was 0)",
        "   │  └─ ✗ check row_count of day",
        "   └─ ✗ check rate  (was 0.06)",
    ]


def test_mapped_instances_are_one_task_with_the_datasets_of_all() -> None:
    lines = drawn(
        task_event("START", "load", 1, run="a", map_index=0),
        task_event("START", "load", 1, run="b", map_index=1),
        task_event("COMPLETE", "load", 2, run="a", map_index=0, outputs=[dataset("raw.a")]),
        task_event("COMPLETE", "load", 4, run="b", map_index=1, outputs=[dataset("raw.b")]),
    )

    assert lines[1:4] == [
        "└─ load  ✓ success  3.0 s  (2 mapped)",
        "   ├─ writes a",
        "   └─ writes b",
    ]


def test_of_several_tries_the_last_is_shown() -> None:
    lines = drawn(
        task_event("START", "load", 1, run="a"),
        task_event("FAIL", "load", 2, run="a"),
        task_event("START", "load", 3, run="b", try_number=2),
        task_event("COMPLETE", "load", 5, run="b", try_number=2, outputs=[dataset("t")]),
    )

    assert lines[1:3] == ["└─ load  ✓ success  2.0 s  (try 2)", "   └─ writes t"]


def test_what_was_not_understood_is_said() -> None:
    errors = {"extractionError": {"errors": [{"errorMessage": "statement 2: cannot be parsed"}]}}
    lines = drawn(task_event("COMPLETE", "load", 2, facets=errors))

    assert lines[2] == "   └─ not understood: statement 2: cannot be parsed"


def test_a_query_with_datasets_of_its_own_stands_under_its_task() -> None:
    parent = {"parent": {"run": {"runId": "load"}}}
    lines = drawn(
        task_event("COMPLETE", "load", 2),
        event("COMPLETE", "shop.load.query.1", "q1", 2, parent, outputs=[dataset("t")]),
        event("COMPLETE", "shop.load.query.2", "q2", 2, parent),
    )

    assert lines[1:4] == ["└─ load  ✓ success", "   └─ query.1  ✓ success", "      └─ writes t"]


def test_ascii_style_has_no_other_characters() -> None:
    fields = {"a": {"inputFields": [source("o", "b", "IDENTITY")]}}
    written = dataset("t", {"columnLineage": {"fields": fields}})
    text = "\n".join(
        drawn(
            task_event("COMPLETE", "one", 1, outputs=[written]),
            task_event("FAIL", "two", 2),
            style=Style(unicode=False),
        )
    )

    assert text.isascii()
    assert "|- one  ok success" in text
    assert "`- two  FAILED failed" in text
    assert "`- a  <- o.b  IDENTITY" in text


def test_colours_are_escape_codes_around_the_same_text() -> None:
    (line,) = [
        line for line in drawn(task_event("FAIL", "two", 2), style=Style(colour=True)) if "two" in line
    ]

    assert line == "\x1b[2m└─ \x1b[0m\x1b[1mtwo\x1b[0m  \x1b[31m✗ failed\x1b[0m"


def test_long_lines_are_cut_at_the_width() -> None:
    errors = {"extractionError": {"errors": [{"errorMessage": "x" * 100}]}}
    lines = drawn(task_event("COMPLETE", "load", 2, facets=errors), style=Style(width=40))

    assert lines[2] == "   └─ not understood: " + "x" * 17 + "…"


def test_short_names_leave_out_what_all_names_of_a_namespace_share() -> None:
    orders, customers = DatasetName("n", "shop.raw.orders"), DatasetName("n", "shop.mart.customers")

    assert short_names([orders, customers]) == {orders: "raw.orders", customers: "mart.customers"}


def test_short_names_of_files_leave_out_shared_folders() -> None:
    orders, items = DatasetName("file", "/data/in/orders.csv"), DatasetName("file", "/data/in/items.csv")

    assert short_names([orders, items]) == {orders: "orders.csv", items: "items.csv"}


def test_short_names_stay_full_where_two_datasets_would_share_one() -> None:
    here, there = DatasetName("here", "a.orders"), DatasetName("there", "b.orders")

    assert short_names([here, there]) == {here: "a.orders", there: "b.orders"}


def test_a_check_that_only_warns_is_no_failure() -> None:
    assertion = {"assertion": "max", "success": False, "severity": "warn", "expected": '{"max_value": 40.0}'}
    read = dataset("day", inputFacets={"dataQualityAssertions": {"assertions": [assertion]}})
    lines = drawn(task_event("COMPLETE", "check", 2, inputs=[read]))

    assert "      └─ ! check max  (warns only, expected max_value 40.0)" in lines


def test_what_a_task_and_its_queries_both_say_counts_once() -> None:
    fields = {"a": {"inputFields": [source("o", "b", "IDENTITY")]}}
    checks = [
        {"assertion": "unique", "success": True},
        {"assertion": "max", "success": False, "severity": "warn"},
    ]
    datasets = {
        "inputs": [dataset("o", inputFacets={"dataQualityAssertions": {"assertions": checks}})],
        "outputs": [dataset("t", {"columnLineage": {"fields": fields}})],
    }
    [run] = dag_runs([dag_event("START", 0), task_event("COMPLETE", "build", 2, **datasets)])
    [task] = run.tasks
    repeated = replace(run, tasks=(replace(task, queries=(replace(task, name="query.1"),)),))

    assert totals([repeated]) == totals([run])
    assert (totals([repeated]).checks_passed, totals([repeated]).checks_warned) == (1, 1)


def test_totals_count_tasks_datasets_columns_and_checks() -> None:
    fields = {"a": {"inputFields": [source("o", "b", "IDENTITY")]}}
    assertions = {"dataQualityAssertions": {"assertions": [{"assertion": "not_null", "success": False}]}}
    tests = {"test": {"tests": [{"name": "rate", "status": "pass"}]}}
    runs = dag_runs(
        [
            dag_event("START", 0),
            task_event(
                "COMPLETE",
                "sum",
                1,
                inputs=[dataset("o")],
                outputs=[dataset("t", {"columnLineage": {"fields": fields}})],
            ),
            task_event("COMPLETE", "check", 2, facets=tests, inputs=[dataset("o", inputFacets=assertions)]),
        ]
    )

    assert totals(runs) == Totals(
        events=3, tasks=2, datasets=2, columns=1, checks_passed=1, checks_failed=1, problems=0
    )
