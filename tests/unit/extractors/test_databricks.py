"""Databricks operators of their provider's real classes.

What is replaced is the edge of the network: ``requests.Session.send``, which answers as the documentation of
Databricks' REST API shows it, and ``databricks.sql.connect``.
"""

from __future__ import annotations

import json
import time
from collections.abc import Callable
from types import SimpleNamespace
from typing import Any
from urllib.parse import parse_qs

import pytest
import requests

from lineage_provider.extractors import child_runs
from tests.unit.extractors.conftest import TASK_RUN, Extract

operators = pytest.importorskip(
    "airflow.providers.databricks.operators.databricks", reason="no Databricks provider"
)
sql_operators = pytest.importorskip("airflow.providers.databricks.operators.databricks_sql")
sql_hooks = pytest.importorskip("airflow.providers.databricks.hooks.databricks_sql")

HOST = "databricks://dbc.example.com"
LOAD = "INSERT INTO mart.daily SELECT day, SUM(amount) AS total FROM orders GROUP BY day"
COLUMNS = [
    ("main", "sales", "orders", "day", "DATE", None, 1),
    ("main", "sales", "orders", "amount", "DECIMAL(10,2)", "gross", 2),
    ("main", "mart", "daily", "day", "DATE", None, 1),
    ("main", "mart", "daily", "total", "DECIMAL(20,2)", None, 2),
]


class Server:
    """Answers of the REST API, and of the SQL connector, and what they were asked."""

    def __init__(self) -> None:
        self.requests: list[tuple[str, str, Any]] = []
        self.connected: list[dict[str, Any]] = []
        self.executed: list[str] = []
        self.run: dict[str, Any] = {}
        self.pages: dict[str, dict[str, Any]] = {}
        """Further pages of the run, by the token that asks for them."""
        self.tokens: list[str | None] = []
        self.statement: dict[str, Any] = {
            "statement_id": "01ef-1",
            "status": {"state": "SUCCEEDED"},
            "manifest": {
                "schema": {"columns": [{"name": "num_affected_rows"}, {"name": "num_inserted_rows"}]}
            },
            "result": {"data_array": [["7", "7"]]},
        }

    def send(self, session: Any, request: Any, **more: Any) -> requests.Response:
        path = request.path_url.partition("?")[0]
        body = json.loads(request.body) if request.body else None
        self.requests.append((request.method, path, body))
        answer = {"run_id": 7, "run_page_url": "https://dbc.example.com/run/7"}
        if "/sql/statements" in path:
            answer = self.statement
        elif path.endswith("/runs/get"):
            token = parse_qs(request.path_url.partition("?")[2]).get("page_token", [None])[0]
            self.tokens.append(token)
            answer = {**answer, **(self.run if token is None else self.pages[token])}
        response = requests.Response()
        response.status_code, response.url, response.request = 200, request.url, request
        response._content = json.dumps(answer).encode()
        return response

    # The SQL connector

    def connect(self, *args: Any, **kwargs: Any) -> Any:
        self.connected.append({"http_path": args[1], **kwargs})
        return self

    def cursor(self, *args: Any, **more: Any) -> Any:
        return self

    query_id = "query-1"
    rowcount = 7
    description = (("n",),)

    def __enter__(self) -> Any:
        return self

    def __exit__(self, *error: object) -> None:
        return None

    def execute(self, statement: str, *args: Any, **more: Any) -> Any:
        self.executed.append(str(statement))
        return self

    def fetchall(self) -> list[Any]:
        return COLUMNS if "information_schema" in self.executed[-1].lower() else []

    def fetchone(self) -> Any:
        return ("main", "sales")

    def close(self) -> None:
        return None

    def commit(self) -> None:
        return None


@pytest.fixture
def server(monkeypatch: pytest.MonkeyPatch, collector: Any) -> Server:
    found = Server()
    monkeypatch.setattr(
        requests.Session, "send", lambda session, request, **more: found.send(session, request)
    )
    monkeypatch.setattr(sql_hooks.sql, "connect", found.connect)
    connection = {"conn_type": "databricks", "host": "https://dbc.example.com", "password": "token"}
    monkeypatch.setenv("AIRFLOW_CONN_DATABRICKS_DEFAULT", json.dumps(connection))
    return found


def names(datasets: Any) -> list[tuple[str, str]]:
    return [(one.namespace, one.name) for one in datasets]


def columns(dataset: Any) -> dict[str, set[str]]:
    facet = (dataset.facets or {}).get("columnLineage")
    fields = facet.fields if facet else {}
    return {name: {f"{one.name}.{one.field}" for one in entry.inputFields} for name, entry in fields.items()}


def types(dataset: Any) -> dict[str, str]:
    return {field.name: field.type for field in dataset.facets["schema"].fields}


def errors(found: Any) -> list[str]:
    facet = found.run_facets.get("extractionError")
    return [one.errorMessage for one in facet.errors] if facet else []


INSTANCE = SimpleNamespace(
    dag_id="dag", task_id="load", run_id="r1", try_number=1, map_index=-1, xcom_push=lambda **more: None
)
CONTEXT = {"ti": INSTANCE, "task_instance": INSTANCE, "dag_run": SimpleNamespace(run_id="r1")}


def statement(**more: Any) -> Any:
    defaults = {"task_id": "load", "statement": LOAD, "warehouse_id": "w1", "catalog": "main"}
    return operators.DatabricksSQLStatementsOperator(
        **{**defaults, "schema": "sales", "include_airflow_query_tags": False, **more}
    )


@pytest.mark.parametrize("state", ["running", "failed"])
def test_a_statement_names_its_tables_before_it_ran(server: Server, extract: Extract, state: str) -> None:
    found = extract(statement(), state, catalog_lookup=False)
    assert names(found.inputs) == [(HOST, "main.sales.orders")]
    assert names(found.outputs) == [(HOST, "main.mart.daily")]
    assert server.requests == []
    assert server.connected == []


def test_a_statement_that_ran_has_types_columns_rows_and_its_id(
    server: Server, extract: Extract, sent: list[Any]
) -> None:
    task = statement(query_tags={"team": "sales"})
    task.execute(CONTEXT)
    found = extract(task)
    assert names(found.inputs) == [(HOST, "main.sales.orders")]
    assert names(found.outputs) == [(HOST, "main.mart.daily")]
    assert types(found.inputs[0]) == {"day": "DATE", "amount": "DECIMAL(10,2)"}
    assert columns(found.outputs[0]) == {
        "day": {"main.sales.orders.day"},
        "total": {"main.sales.orders.amount"},
    }
    assert found.outputs[0].outputFacets["outputStatistics"].rowCount == 7
    assert found.run_facets["externalQuery"].externalQueryId == "01ef-1"
    assert found.run_facets["externalQuery"].source == HOST
    assert errors(found) == []
    # The catalog is asked once, on the warehouse of the statement.
    assert [one["http_path"] for one in server.connected] == ["/sql/1.0/warehouses/w1"]
    assert server.requests[0][2]["query_tags"] == [{"key": "team", "value": "sales"}]
    start, end = sent
    assert (start.job.name, end.eventType.value) == ("dag.load.query.1", "COMPLETE")
    assert end.run.facets["externalQuery"].externalQueryId == "01ef-1"
    assert names(end.outputs) == [(HOST, "main.mart.daily")]


def test_a_query_is_not_asked_for_its_rows(server: Server, extract: Extract) -> None:
    task = statement(statement="SELECT * FROM orders")
    task.execute(CONTEXT)
    asked = len(server.requests)
    assert names(extract(task).inputs) == [(HOST, "main.sales.orders")]
    assert len(server.requests) == asked


def test_a_statement_that_deferred_is_known_by_what_its_trigger_said(
    server: Server, extract: Extract, monkeypatch: pytest.MonkeyPatch
) -> None:
    task = statement()
    kwargs = {"__type": "dict", "__var": {"event": {"__type": "dict", "__var": {"statement_id": "01ef-9"}}}}
    resumed = SimpleNamespace(next_kwargs=kwargs)
    from airflow.utils.state import TaskInstanceState

    from lineage_provider.extractors.manager import LineageExtractorManager
    from lineage_provider.settings import Settings

    instance = SimpleNamespace(dag_id="dag", task_id="load", task=task, _ti_context_from_server=resumed)
    found = LineageExtractorManager(Settings()).extract_metadata(
        SimpleNamespace(run_id="r1", start_date=None), task, TaskInstanceState.SUCCESS, instance
    )
    assert found.run_facets["externalQuery"].externalQueryId == "01ef-9"
    assert found.outputs[0].outputFacets["outputStatistics"].rowCount == 7


def test_names_that_are_parameters(server: Server, extract: Extract) -> None:
    task = statement(
        statement="INSERT INTO IDENTIFIER(:target) SELECT * FROM orders WHERE day = :day",
        parameters=[{"name": "target", "value": "mart.daily"}, {"name": "day", "value": "2026-01-01"}],
    )
    found = extract(task, "running")
    assert names(found.outputs) == [(HOST, "main.mart.daily")]
    assert names(found.inputs) == [(HOST, "main.sales.orders")]


def test_a_catalog_that_cannot_be_asked_costs_the_types_only(
    server: Server, extract: Extract, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*args: Any, **kwargs: Any) -> Any:
        raise ConnectionError("no warehouse")

    monkeypatch.setattr(sql_hooks.sql, "connect", refuse)
    task = statement()
    task.execute(CONTEXT)
    found = extract(task)
    assert names(found.outputs) == [(HOST, "main.mart.daily")]
    assert "no warehouse" in errors(found)[0]


def sql(**more: Any) -> Any:
    defaults = {"task_id": "load", "sql": LOAD, "http_path": "/sql/1.0/warehouses/w2"}
    return sql_operators.DatabricksSqlOperator(**{**defaults, "catalog": "main", "schema": "sales", **more})


def test_the_sql_operator(server: Server, extract: Extract, sent: list[Any]) -> None:
    task = sql(include_airflow_query_tags=False, query_tags={"team": "sales"})
    task.execute(CONTEXT)
    found = extract(task)
    assert names(found.inputs) == [(HOST, "main.sales.orders")]
    assert names(found.outputs) == [(HOST, "main.mart.daily")]
    assert types(found.outputs[0]) == {"day": "DATE", "total": "DECIMAL(20,2)"}
    assert found.outputs[0].outputFacets["outputStatistics"].rowCount == 7
    assert found.run_facets["externalQuery"].externalQueryId == "query-1"
    assert "team:sales" in server.connected[0]["session_configuration"]["QUERY_TAGS"]
    assert [one.job.name for one in sent] == ["dag.load.query.1"] * 2
    assert errors(found) == []


def copy(**more: Any) -> Any:
    return sql_operators.DatabricksCopyIntoOperator(
        **{
            "task_id": "load",
            "table_name": "mart.daily",
            "file_location": "s3://lake/daily",
            "file_format": "PARQUET",
            "http_path": "/sql/1.0/warehouses/w2",
            "catalog": "main",
            **more,
        }
    )


@pytest.mark.parametrize("state", ["running", "success", "failed"])
def test_a_copy_names_files_and_table(server: Server, extract: Extract, sent: list[Any], state: str) -> None:
    task = copy(credential={"AWS_ACCESS_KEY": "AKIAIOSFODNN7EXAMPLE", "AWS_SECRET_KEY": "s3cr3t"})
    if state == "success":
        task.execute(CONTEXT)
    found = extract(task, state)
    assert names(found.inputs) == [("s3://lake", "daily")]
    assert names(found.outputs) == [(HOST, "main.mart.daily")]
    assert "s3cr3t" not in found.job_facets["sql"].query
    if state == "success":
        assert found.run_facets["externalQuery"].externalQueryId == "query-1"
        assert types(found.outputs[0]) == {"day": "DATE", "total": "DECIMAL(20,2)"}
        assert [one.job.name for one in sent] == ["dag.load.query.1"] * 2


NOTEBOOK = {"notebook_path": "/load"}
TASKS = [
    {
        "task_key": "load", "run_id": 71, "attempt_number": 0, "notebook_task": NOTEBOOK,
        "start_time": 1_767_225_600_000, "end_time": 1_767_225_660_000,
        "state": {"life_cycle_state": "TERMINATED", "result_state": "SUCCESS"},
    },
    {
        "task_key": "check", "run_id": 72, "attempt_number": 1, "sql_task": {},
        "start_time": 1_767_225_660_000, "end_time": 1_767_225_670_000,
        "state": {
            "life_cycle_state": "INTERNAL_ERROR", "result_state": "FAILED",
            "state_message": "token=dapi0123456789abcdef0123456789abcdef refused",
        },
    },
    {
        "task_key": "mail", "run_id": 73, "start_time": 0, "end_time": 0, "notebook_task": NOTEBOOK,
        "state": {"life_cycle_state": "SKIPPED", "result_state": "UPSTREAM_FAILED"},
    },
]  # fmt: skip


def jobs() -> list[Any]:
    common = {"task_id": "load", "wait_for_termination": False}
    return [
        operators.DatabricksRunNowOperator(**common, job_id=1),
        operators.DatabricksSubmitRunOperator(**common, tasks=[{"task_key": "load"}]),
    ]


@pytest.mark.parametrize("place", [0, 1], ids=["RunNow", "SubmitRun"])
def test_tasks_of_a_job_are_runs_below_the_task(
    server: Server, extract: Extract, sent: list[Any], place: int
) -> None:
    task = jobs()[place]
    task.run_id = 7
    server.run = {"tasks": TASKS}
    found = extract(task, "failed")
    assert [(one.job.name, one.eventType.value) for one in sent] == [
        ("dag.load.databricks.load", "START"),
        ("dag.load.databricks.load", "COMPLETE"),
        ("dag.load.databricks.check", "START"),
        ("dag.load.databricks.check", "FAIL"),
    ]
    loaded, failed = sent[1], sent[3]
    assert (sent[0].eventTime, loaded.eventTime) == (
        "2026-01-01T00:00:00+00:00",
        "2026-01-01T00:01:00+00:00",
    )
    assert loaded.job.facets["jobType"].jobType == "NOTEBOOK"
    assert loaded.job.facets["jobType"].integration == "DATABRICKS"
    parent = loaded.run.facets["parent"]
    assert (parent.run.runId, parent.root.run.runId) == (TASK_RUN.run_id, TASK_RUN.root_run_id)
    assert "refused" in failed.run.facets["errorMessage"].message
    assert "dapi0123456789abcdef" not in failed.run.facets["errorMessage"].message
    assert len({one.run.runId for one in sent}) == 2
    assert errors(found) == []


def test_the_same_task_of_a_job_has_the_same_run(server: Server, extract: Extract, sent: list[Any]) -> None:
    server.run = {"tasks": TASKS[:1]}
    for task in jobs():
        task.run_id = 7
        extract(task)
    assert len({one.run.runId for one in sent}) == 1


def test_a_notebook_of_a_workflow_is_its_own_task_only(
    server: Server, extract: Extract, sent: list[Any]
) -> None:
    task = operators.DatabricksNotebookOperator(
        task_id="load", notebook_path="/load", source="WORKSPACE", databricks_task_key="check"
    )
    task.databricks_run_id = 7
    server.run = {"tasks": TASKS}
    extract(task)
    assert [one.job.name for one in sent] == ["dag.load.databricks.check"] * 2


@pytest.mark.parametrize("state", ["running", "success"])
def test_no_run_no_request(server: Server, extract: Extract, sent: list[Any], state: str) -> None:
    for task in jobs():
        extract(task, state)
    assert (server.requests, sent) == ([], [])


def test_job_runs_can_be_switched_off(server: Server, extract: Extract, sent: list[Any]) -> None:
    task = jobs()[0]
    task.run_id = 7
    extract(task, databricks_runs=False)
    assert (server.requests, sent) == ([], [])


def test_an_api_that_does_not_answer_is_reported(
    server: Server, extract: Extract, sent: list[Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    def call(*args: Any, **more: Any) -> Any:
        raise ConnectionError("no route")

    task = jobs()[0]
    task.run_id = 7
    monkeypatch.setattr(task._hook, "_do_api_call", call)
    found = extract(task, "failed")
    assert "the tasks of Databricks run 7 are not known: CatalogError: ConnectionError" in errors(found)[0]
    assert sent == []


def paged(server: Server, count: int, per_page: int = 100) -> None:
    """A run of ``count`` tasks, as the Jobs API 2.2 tells it: a page and the token of the next one."""
    tasks = [{**TASKS[0], "task_key": f"load_{n}", "run_id": 1000 + n} for n in range(count)]
    pages = [tasks[at : at + per_page] for at in range(0, count, per_page)]
    for number, entries in enumerate(pages):
        page: dict[str, Any] = {"tasks": entries}
        if number + 1 < len(pages):
            page["next_page_token"] = f"page-{number + 1}"
        if number:
            server.pages[f"page-{number}"] = page
        else:
            server.run = page


def test_all_pages_of_a_run_are_read(server: Server, extract: Extract, sent: list[Any]) -> None:
    paged(server, 230)
    task = jobs()[0]
    task.run_id = 7
    found = extract(task)

    assert server.tokens == [None, "page-1", "page-2"]
    assert len({one.run.runId for one in sent}) == 230
    assert [one.job.name for one in sent[-2:]] == ["dag.load.databricks.load_229"] * 2
    assert errors(found) == []


def test_a_task_on_a_later_page_is_found_for_its_operator(
    server: Server, extract: Extract, sent: list[Any]
) -> None:
    paged(server, 230)
    task = operators.DatabricksNotebookOperator(
        task_id="load", notebook_path="/load", source="WORKSPACE", databricks_task_key="load_105"
    )
    task.databricks_run_id = 7
    extract(task)

    assert [one.job.name for one in sent] == ["dag.load.databricks.load_105"] * 2


def test_more_pages_than_a_run_can_have_are_not_read(
    server: Server, extract: Extract, sent: list[Any]
) -> None:
    server.run = {"tasks": TASKS[:1], "next_page_token": "again"}
    server.pages["again"] = {"tasks": [], "next_page_token": "again"}
    task = jobs()[0]
    task.run_id = 7
    found = extract(task)

    assert len(server.tokens) == 50
    assert [one.job.name for one in sent] == ["dag.load.databricks.load"] * 2
    assert "of Databricks run 7 only the tasks of the first 50 pages are known" in errors(found)[0]


def _refused(server: Server) -> None:
    server.pages.clear()


def _slow(server: Server) -> None:
    answer = server.pages["page-2"]

    class Slow(dict[str, Any]):
        def __getitem__(self, token: str) -> Any:
            if token == "page-2":
                time.sleep(1.5)
            return {"page-1": server_page, "page-2": answer}[token]

    server_page = server.pages["page-1"]
    server.pages = Slow()


@pytest.mark.parametrize(("goes_wrong", "known"), [(_refused, 100), (_slow, 200)])
def test_pages_before_the_one_that_failed_are_kept(
    server: Server,
    extract: Extract,
    sent: list[Any],
    goes_wrong: Callable[[Server], None],
    known: int,
) -> None:
    paged(server, 230)
    goes_wrong(server)
    task = jobs()[0]
    task.run_id = 7
    found = extract(task, catalog_timeout=1.0)

    assert len({one.run.runId for one in sent}) == known
    assert f"of Databricks run 7 only the first {known} tasks are known: " in errors(found)[0]


def test_tasks_for_which_no_time_is_left_are_reported(
    server: Server, extract: Extract, sent: list[Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(child_runs, "seconds", lambda: 0.0)
    server.run = {"tasks": TASKS}
    task = jobs()[0]
    task.run_id = 7
    found = extract(task)

    assert sent == []
    assert "no time was left for the events of 2 of 2 tasks of Databricks run 7" in errors(found)[0]
