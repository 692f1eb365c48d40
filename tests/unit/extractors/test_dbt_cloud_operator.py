"""The real DbtCloudRunJobOperator and its hook, to the last step before the network.

`requests`' adapter is replaced there: it answers as dbt Cloud's API does, in documents that are written here.
"""

from __future__ import annotations

import json
from types import SimpleNamespace
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from airflow.providers.openlineage.extractors import OperatorLineage
from airflow.utils.state import TaskInstanceState
from requests import Response
from requests.adapters import HTTPAdapter

from lineage_provider.extractors import child_runs, dbt_task
from lineage_provider.extractors.event import TaskEvent
from lineage_provider.settings import Settings
from tests.unit.extractors.conftest import TASK_RUN

pytest.importorskip("airflow.providers.dbt.cloud", reason="the dbt Cloud provider is not installed")

SUCCESS, ERROR = 10, 20
MANIFEST = {
    "metadata": {"adapter_type": "snowflake", "invocation_id": "1", "project_name": "shop"},
    "nodes": {
        "seed.shop.raw": {
            "unique_id": "seed.shop.raw",
            "resource_type": "seed",
            "name": "raw",
            "relation_name": "SHOP.PUBLIC.raw",
            "depends_on": {"nodes": []},
        },
        "model.shop.orders": {
            "unique_id": "model.shop.orders",
            "resource_type": "model",
            "name": "orders",
            "relation_name": "SHOP.PUBLIC.orders",
            "config": {"materialized": "table"},
            "depends_on": {"nodes": ["seed.shop.raw"]},
        },
        "test.shop.not_null_orders_id": {
            "unique_id": "test.shop.not_null_orders_id",
            "resource_type": "test",
            "name": "not_null_orders_id",
            "attached_node": "model.shop.orders",
            "test_metadata": {"name": "not_null", "kwargs": {"column_name": "id"}},
            "depends_on": {"nodes": ["model.shop.orders"]},
        },
    },
}
RESULTS = {
    "metadata": {"invocation_id": "1", "generated_at": "2026-01-01T00:00:00Z"},
    "args": {"which": "build"},
    "results": [
        {"unique_id": "seed.shop.raw", "status": "success", "adapter_response": {"rows_affected": 3}},
        {
            "unique_id": "model.shop.orders",
            "status": "success",
            "compiled_code": "SELECT id, amount * 2 AS twice FROM SHOP.PUBLIC.raw",
            "adapter_response": {"query_id": "01ab"},
        },
        {"unique_id": "test.shop.not_null_orders_id", "status": "fail", "failures": 2, "message": "Got 2"},
    ],
}
CONNECTION = {"type": "snowflake", "details": {"account": "org-acme", "database": "SHOP", "schema": "PUBLIC"}}


def documents(status: int) -> dict[str, Any]:
    """Path below the account -> what the API answers."""
    step = {"name": "Invoke dbt with `dbt build`", "index": 2}
    run = {"id": 11, "href": "https://cloud/run/11", "status": status, "account_id": 7, "project_id": 3}
    artifacts = {"manifest.json": MANIFEST, "run_results.json": RESULTS}
    return {
        "jobs/5/run/": {"data": run},
        "runs/11/": {"data": {**run, "run_steps": [{"name": "Clone", "index": 1}, step]}},
        "projects/3/": {"data": {"connection": CONNECTION}},
        **{f"runs/11/artifacts/{name}?step=2": document for name, document in artifacts.items()},
    }


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Requests that reached the network, of a run that failed."""
    known, found = documents(ERROR), list[str]()

    def send(self: HTTPAdapter, request: Any, **options: Any) -> Response:
        url = urlsplit(str(request.url))
        path = url.path.partition("/accounts/7/")[2]
        step = parse_qs(url.query).get("step")
        path += f"?step={step[0]}" if step else ""
        found.append(f"{request.method} {path}")
        answer = Response()
        answer.request, answer.url = request, str(request.url)
        answer.status_code = 200 if path in known else 404
        answer._content = json.dumps(known.get(path, {})).encode()
        return answer

    monkeypatch.setattr(HTTPAdapter, "send", send)
    monkeypatch.setenv(
        "AIRFLOW_CONN_DBT_CLOUD", json.dumps({"conn_type": "dbt_cloud", "login": "7", "password": "t"})
    )
    return found


@pytest.fixture
def sent(monkeypatch: pytest.MonkeyPatch) -> list[Any]:
    """Events of nodes, which would go to the official adapter."""
    events: list[Any] = []
    monkeypatch.setattr(child_runs, "task_run", lambda event, settings: TASK_RUN)
    monkeypatch.setattr(child_runs, "emit", lambda: events.append)
    monkeypatch.setattr(child_runs, "seconds", lambda: 5.0)
    return events


def finished() -> Any:
    """The operator, whose run has failed in dbt Cloud."""
    from airflow.providers.dbt.cloud.hooks.dbt import DbtCloudJobRunException
    from airflow.providers.dbt.cloud.operators.dbt import DbtCloudRunJobOperator

    operator = DbtCloudRunJobOperator(
        task_id="job", dbt_cloud_conn_id="dbt_cloud", job_id=5, trigger_reason="a test", check_interval=0
    )
    instance = SimpleNamespace(try_number=1, xcom_push=lambda **value: None)
    with pytest.raises(DbtCloudJobRunException):
        operator.execute({"ti": instance})
    return operator


def test_a_failed_job_has_its_models_and_tests(asked: list[str], sent: list[Any]) -> None:
    lineage: Any = OperatorLineage()
    event = TaskEvent(finished(), SimpleNamespace(start_date=None), None, TaskInstanceState.FAILED)

    assert dbt_task.complete_from_dbt(lineage, event, Settings(dbt_events="replace"))

    ended = {one.job.name.partition(".dbt.")[2]: one for one in sent if one.eventType.value != "START"}
    assert {name: one.eventType.value for name, one in ended.items()} == {
        "seed.shop.raw": "COMPLETE",
        "model.shop.orders": "COMPLETE",
        "test.shop.not_null_orders_id": "FAIL",
    }
    assert "extractionError" not in lineage.run_facets
    assert asked.count("GET runs/11/artifacts/manifest.json?step=2") == 1


def test_what_a_model_is(asked: list[str], sent: list[Any]) -> None:
    event = TaskEvent(finished(), SimpleNamespace(start_date=None), None, TaskInstanceState.FAILED)
    dbt_task.complete_from_dbt(OperatorLineage(), event, Settings(dbt_events="replace"))

    [model] = [one for one in sent if one.job.name.endswith("model.shop.orders") and one.outputs]
    [output] = model.outputs
    assert (output.namespace, output.name) == ("snowflake://org-acme", "SHOP.PUBLIC.ORDERS")
    assert sorted(output.facets["columnLineage"].fields) == ["ID", "TWICE"]
    assert model.run.facets["externalQuery"].externalQueryId == "01ab"


def test_the_failed_test_is_on_the_tasks_own_event(asked: list[str], sent: list[Any]) -> None:
    lineage: Any = OperatorLineage()
    event = TaskEvent(finished(), SimpleNamespace(start_date=None), None, TaskInstanceState.FAILED)
    dbt_task.complete_from_dbt(lineage, event, Settings())

    [tested] = [one for one in lineage.inputs if one.name == "SHOP.PUBLIC.ORDERS"]
    [assertion] = tested.inputFacets["dataQualityAssertions"].assertions
    assert (assertion.assertion, assertion.column, assertion.success, assertion.actual) == (
        "not_null",
        "id",
        False,
        "2",
    )
