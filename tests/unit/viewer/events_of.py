"""OpenLineage events for the viewer's tests, in as few words as they need.

In: names. Out: events as JSON has them. A module of its own because all tests of the viewer begin with
events.
"""

from __future__ import annotations

from typing import Any
from uuid import NAMESPACE_URL, uuid5

WAREHOUSE = "postgres://db:5432"


def run_id(name: str) -> str:
    """The run id that tests know by a name."""
    return str(uuid5(NAMESPACE_URL, name))


def source(column: str, kind: str = "IDENTITY", **more: Any) -> dict[str, Any]:
    """An input field: ``table.column``."""
    table, _, field = column.rpartition(".")
    direct = kind in ("IDENTITY", "TRANSFORMATION", "AGGREGATION")
    change = {"type": "DIRECT" if direct else "INDIRECT", "subtype": kind, "masking": False, **more}
    return {"namespace": WAREHOUSE, "name": table, "field": field, "transformations": [change]}


def dataset(
    name: str,
    columns: dict[str, str] | None = None,
    lineage: dict[str, list[dict[str, Any]]] | None = None,
    rows: list[dict[str, Any]] | None = None,
    checks: list[dict[str, Any]] | None = None,
    written: int | None = None,
) -> dict[str, Any]:
    facets: dict[str, Any] = {}
    own: dict[str, Any] = {}
    if columns:
        facets["schema"] = {"fields": [{"name": key, "type": value} for key, value in columns.items()]}
    if lineage or rows:
        fields = {key: {"inputFields": value} for key, value in (lineage or {}).items()}
        facets["columnLineage"] = {"fields": fields, "dataset": rows or []}
    if checks:
        own["dataQualityAssertions"] = {"assertions": checks}
    if written is not None:
        own["outputStatistics"] = {"rowCount": written}
    return {"namespace": WAREHOUSE, "name": name, "facets": facets, "inputFacets": own, "outputFacets": own}


def event(
    kind: str,
    run: str,
    job: str,
    at: str,
    inputs: list[dict[str, Any]] | None = None,
    outputs: list[dict[str, Any]] | None = None,
    run_facets: dict[str, Any] | None = None,
    job_facets: dict[str, Any] | None = None,
) -> dict[str, Any]:
    """Any run event; ``at`` is a time on the first of January."""
    return {
        "eventType": kind,
        "eventTime": f"2026-01-01T{at}+00:00",
        "run": {"runId": run_id(run), "facets": run_facets or {}},
        "job": {"namespace": "prod", "name": job, "facets": job_facets or {}},
        "inputs": inputs or [],
        "outputs": outputs or [],
    }


def task(
    kind: str,
    dag_id: str,
    task_id: str,
    at: str,
    inputs: list[dict[str, Any]] | None = None,
    outputs: list[dict[str, Any]] | None = None,
    *,
    dag_run: str = "r1",
    map_index: int | None = None,
    sql: str = "",
    owner: str = "sales",
    run_facets: dict[str, Any] | None = None,
) -> dict[str, Any]:
    """An event of an Airflow task; its run is known as ``dag_id.task_id.dag_run.map_index``."""
    instance: dict[str, Any] = {"try_number": 1}
    if map_index is not None:
        instance["map_index"] = map_index
    airflow = {
        "dag": {"dag_id": dag_id},
        "dagRun": {"run_id": dag_run},
        "task": {"task_id": task_id},
        "taskInstance": instance,
    }
    parent = {"run": {"runId": run_id(f"{dag_id}.{dag_run}")}, "job": {"namespace": "prod", "name": dag_id}}
    return event(
        kind,
        f"{dag_id}.{task_id}.{dag_run}.{map_index}",
        f"{dag_id}.{task_id}",
        at,
        inputs,
        outputs,
        {"airflow": airflow, "parent": parent, **(run_facets or {})},
        {
            "jobType": {"jobType": "TASK"},
            "ownership": {"owners": [{"name": owner}]},
            "sql": {"query": sql, "dialect": "postgres"},
        },
    )


def dag_run(dag_id: str, dag_run_id: str) -> dict[str, Any]:
    """The end of a DAG run; its run is known as ``dag_id.dag_run``."""
    facet = {"dag": {"dag_id": dag_id}, "dagRun": {"run_id": dag_run_id}}
    return event(
        "COMPLETE",
        f"{dag_id}.{dag_run_id}",
        dag_id,
        "10:59:00",
        run_facets={"airflowDagRun": facet},
        job_facets={"jobType": {"jobType": "DAG"}},
    )


def query(kind: str, dag_id: str, task_id: str, number: int, at: str, **datasets: Any) -> dict[str, Any]:
    """An event of a single query of a task."""
    parent = {
        "run": {"runId": run_id(f"{dag_id}.{task_id}.r1.None")},
        "job": {"namespace": "prod", "name": f"{dag_id}.{task_id}"},
    }
    return event(
        kind,
        f"{dag_id}.{task_id}.query.{number}",
        f"{dag_id}.{task_id}.query.{number}",
        at,
        datasets.get("inputs"),
        datasets.get("outputs"),
        {"parent": parent, **datasets.get("run_facets", {})},
        {"jobType": {"jobType": "QUERY"}},
    )


def shop() -> list[dict[str, Any]]:
    """Two DAGs: ``shop`` loads orders and makes daily from them, ``finance`` makes a report of daily."""
    orders = {"id": "int", "amount": "numeric", "status": "text"}
    daily = {"day": "date", "revenue": "numeric"}
    return [
        task("START", "shop", "load", "10:00:00", outputs=[dataset("shop.orders")]),
        task(
            "COMPLETE",
            "shop",
            "load",
            "10:00:05",
            [dataset("raw.orders", orders)],
            [
                dataset(
                    "shop.orders",
                    orders,
                    {name: [source(f"raw.orders.{name}")] for name in orders},
                    written=100,
                )
            ],
        ),
        task(
            "COMPLETE",
            "shop",
            "daily",
            "10:01:00",
            [dataset("shop.orders", orders)],
            [
                dataset(
                    "shop.daily",
                    daily,
                    {"revenue": [source("shop.orders.amount", "AGGREGATION", description="SUM(amount)")]},
                    [source("shop.orders.status", "FILTER")],
                    written=7,
                )
            ],
            sql="INSERT INTO daily SELECT SUM(amount) FROM orders WHERE status = 'done'",
        ),
        task(
            "COMPLETE",
            "finance",
            "report",
            "10:02:00",
            [dataset("shop.daily", daily)],
            [dataset("finance.report", {"total": "numeric"}, {"total": [source("shop.daily.revenue")]})],
            owner="finance",
        ),
    ]


def table(name: str) -> str:
    """A dataset's id."""
    return f"dataset:{WAREHOUSE}|{name}"


def checked_again() -> dict[str, Any]:
    """A second run of the task daily of :func:`shop`: other SQL, fewer rows, and a check that failed."""
    failed = {"assertion": "has_rows", "success": False, "severity": "error"}
    lineage = {"revenue": [source("shop.orders.amount", "AGGREGATION", description="MAX(amount)")]}
    output = dataset("shop.daily", {"day": "date", "revenue": "numeric"}, lineage, checks=[failed], written=3)
    read = dataset("shop.orders", {"id": "int", "amount": "numeric", "status": "text"})
    sql = "INSERT INTO daily SELECT MAX(amount) FROM orders"
    return task("COMPLETE", "shop", "daily", "11:01:00", [read], [output], dag_run="r2", sql=sql)
