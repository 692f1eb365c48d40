"""Redshift, Trino, Presto, Databricks, BigQuery: theirs and the user's tags stay, what is missing is added.

What we add is tested on plain values; that the provider's real classes take it, where the provider is
installed, with the network replaced.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from types import ModuleType, SimpleNamespace
from typing import Any

import pytest

from lineage_provider.query_tags import bigquery, databricks, redshift, trino
from lineage_provider.query_tags.tag import TaskTag
from tests.unit.query_tags.conftest import RUN, TAG, TEXT, FakeCursor

pytestmark = pytest.mark.usefixtures("task")


class FakeConnection:
    """A connection that notes what is executed, committed and rolled back."""

    def __init__(self, answers: list[Any]) -> None:
        self.made = FakeCursor(answers)
        self.done: list[str] = []

    def cursor(self) -> FakeCursor:
        return self.made

    def commit(self) -> None:
        self.done.append("commit")

    def rollback(self) -> None:
        self.done.append("rollback")


ASKED = ("SELECT current_setting('query_group')",)
SET = "SELECT set_config('query_group', %s, false)"


@pytest.mark.parametrize(
    ("present", "expected"),
    [
        ("default", TEXT),
        ("", TEXT),
        ("nightly", '{"user_tag":"nightly",' + TEXT[1:]),
    ],
)
def test_redshift_sets_the_group_in_a_transaction_of_its_own(present: str, expected: str) -> None:
    connection = FakeConnection([(present,)])
    redshift.set_query_group(connection)
    assert connection.made.executed == [ASKED, (SET, (expected,)), ("closed",)]
    assert connection.done == ["commit"]


def test_redshift_leaves_a_group_that_has_no_room() -> None:
    connection = FakeConnection([("x" * 320,)])
    redshift.set_query_group(connection)
    assert connection.made.executed == [ASKED, ("closed",)]


def test_redshifts_limit_cuts_by_keys() -> None:
    connection = FakeConnection([("",)])
    redshift.set_query_group(connection)
    assert len(connection.made.executed[1][1][0]) <= 320


def test_an_error_of_redshift_is_rolled_back_and_goes_no_further(caplog: pytest.LogCaptureFixture) -> None:
    connection = FakeConnection([])  # fetchone fails
    module = ModuleType("hooks")
    module.RedshiftSQLHook = type(  # type: ignore[attr-defined]
        "RedshiftSQLHook",
        (),
        {"get_conn": lambda self: connection, "get_sqlalchemy_engine": lambda self: None},
    )
    redshift.tag_connections(module)
    assert module.RedshiftSQLHook().get_conn() is connection
    assert connection.done == ["rollback"]
    assert "Queries of Redshift are not tagged: IndexError" in caplog.text


def test_redshift_hook(monkeypatch: pytest.MonkeyPatch) -> None:
    hooks = pytest.importorskip("airflow.providers.amazon.aws.hooks.redshift_sql")
    monkeypatch.setattr(hooks.RedshiftSQLHook, "get_conn", hooks.RedshiftSQLHook.get_conn)
    monkeypatch.setattr(hooks.RedshiftSQLHook, "get_sqlalchemy_engine", lambda self: None)
    connection = FakeConnection([("default",)])
    monkeypatch.setattr(hooks.redshift_connector, "connect", lambda **arguments: connection)
    monkeypatch.setenv("AIRFLOW_CONN_REDSHIFT_DEFAULT", json.dumps({"conn_type": "redshift", "host": "h"}))
    redshift.tag_connections(hooks)
    assert hooks.RedshiftSQLHook().get_conn() is connection
    assert connection.made.executed[1] == (SET, (TEXT,))


AIRFLOWS_INFO = {
    "dag_id": "shop",
    "task_id": "load",
    "logical_date": "",
    "try_number": "2",
    "dag_run_id": "manual__1",
    "dag_owner": "me",
}


def test_trino_keeps_airflows_keys_and_gains_the_missing() -> None:
    found = json.loads(trino.with_missing_keys("trino", json.dumps(AIRFLOWS_INFO)))
    assert found == {
        **AIRFLOWS_INFO,
        "app": "airflow",
        "map_index": -1,
        "openlineage_run_id": RUN,
        "openlineage_job_namespace": "prod",
    }


def test_trino_fills_what_airflow_left_empty() -> None:
    info = json.dumps(dict.fromkeys(AIRFLOWS_INFO, ""))
    found = json.loads(trino.with_missing_keys("trino", info))
    assert (found["dag_id"], found["task_id"], found["run_id"]) == ("shop", "load", "manual__1")


@pytest.mark.parametrize("info", ["no json", "[]"])
def test_client_info_of_another_form_stays(info: str) -> None:
    module = ModuleType("hooks")
    module.generate_trino_client_info = lambda: info  # type: ignore[attr-defined]
    trino.tag_trino(module)
    assert module.generate_trino_client_info() == info


@pytest.mark.parametrize("engine", ["trino", "presto"])
def test_trino_and_presto_hooks(engine: str, monkeypatch: pytest.MonkeyPatch) -> None:
    hooks = pytest.importorskip(f"airflow.providers.{engine}.hooks.{engine}")
    name = f"generate_{engine}_client_info"
    monkeypatch.setattr(hooks, name, getattr(hooks, name))
    made: list[dict[str, Any]] = []
    client = getattr(hooks, "trino" if engine == "trino" else "prestodb")
    monkeypatch.setattr(client.dbapi, "connect", lambda **arguments: made.append(arguments))
    monkeypatch.setenv(
        f"AIRFLOW_CONN_{engine.upper()}_DEFAULT", json.dumps({"conn_type": engine, "host": "h"})
    )
    getattr(trino, f"tag_{engine}")(hooks)
    getattr(hooks, f"{engine.title()}Hook")().get_conn()
    info = json.loads(made[0]["http_headers"][f"X-{engine.title()}-Client-Info"])
    assert info["openlineage_run_id"] == RUN
    assert "dag_owner" in info


def databricks_hook(**values: Any) -> Any:
    class Hook:
        query_tags: dict[str, Any] | None = values.get("query_tags")
        session_config: dict[str, Any] | None = values.get("session_config")
        databricks_conn = SimpleNamespace(extra_dejson=values.get("extra", {}))

        def get_conn(self) -> Any:
            return dict(self.query_tags or {})

    module = ModuleType("hooks")
    module.DatabricksSqlHook = Hook  # type: ignore[attr-defined]
    databricks.tag_connections(module)
    return Hook()


EVERY = {
    "openlineage_run_id": RUN,
    "openlineage_job_namespace": "prod",
    "airflow_dag_id": "shop",
    "airflow_task_id": "load",
    "airflow_run_id": "manual__1",
    "airflow_try_number": "2",
    "airflow_map_index": "-1",
}


def test_a_databricks_hook_in_a_task_gets_all_tags_and_is_left_as_it_was() -> None:
    hook = databricks_hook()
    assert hook.get_conn() == EVERY
    assert hook.query_tags is None


def test_tags_of_the_user_and_of_the_operator_win() -> None:
    tags = {"airflow_dag_id": "theirs", "team": "dwh"}
    assert databricks_hook(query_tags=tags).get_conn() == {**EVERY, **tags}


def test_tags_in_the_session_configuration_are_not_set_twice() -> None:
    configured = {"QUERY_TAGS": "team:dwh\\,x,airflow_dag_id:mine"}
    for where in ({"session_config": configured}, {"extra": {"session_configuration": configured}}):
        found = databricks_hook(**where).get_conn()
        assert set(found) == set(EVERY) - {"airflow_dag_id"}


def test_at_most_20_tags() -> None:
    many = {f"k{number}": "v" for number in range(18)}
    found = databricks_hook(query_tags=many).get_conn()
    assert set(found) == {*many, "openlineage_run_id", "openlineage_job_namespace"}


def test_an_operator_without_tags_stays_without(monkeypatch: pytest.MonkeyPatch) -> None:
    operator = SimpleNamespace(include_airflow_query_tags=False)
    monkeypatch.setattr(databricks, "current_operator", lambda: operator)
    assert databricks_hook().get_conn() == {}


def test_databricks_operators_gain_openlineage(monkeypatch: pytest.MonkeyPatch) -> None:
    tags = pytest.importorskip("airflow.providers.databricks.utils.query_tags")
    monkeypatch.setattr(tags, "get_airflow_query_tags", tags.get_airflow_query_tags)
    databricks.tag_operators(tags)
    context = {
        "ti": SimpleNamespace(dag_id="shop", task_id="load", run_id="manual__1", try_number=2, map_index=-1)
    }
    assert tags.build_query_tags(context, {"openlineage_job_namespace": "mine"}, True) == {
        **EVERY,
        "openlineage_job_namespace": "mine",
    }
    assert tags.build_query_tags(context, {"team": "dwh"}, False) == {"team": "dwh"}


def test_databricks_hook(monkeypatch: pytest.MonkeyPatch) -> None:
    hooks = pytest.importorskip("airflow.providers.databricks.hooks.databricks_sql")
    monkeypatch.setattr(hooks.DatabricksSqlHook, "get_conn", hooks.DatabricksSqlHook.get_conn)
    made: list[dict[str, Any]] = []
    monkeypatch.setattr(hooks.sql, "connect", lambda *args, **more: made.append(more) or "connection")
    connection = {"conn_type": "databricks", "host": "h", "password": "token"}
    monkeypatch.setenv("AIRFLOW_CONN_DATABRICKS_DEFAULT", json.dumps(connection))
    databricks.tag_connections(hooks)
    hooks.DatabricksSqlHook(http_path="/x").get_conn()
    sent = made[0]["session_configuration"]["QUERY_TAGS"]
    assert sent.split(",")[0] == f"openlineage_run_id:{RUN}"
    assert "airflow_dag_id:shop" in sent


LABELS = {
    "openlineage-run-id": RUN,
    "airflow-dag": "shop",
    "airflow-task": "load",
    "airflow-try-number": "2",
    "openlineage-job-namespace": "prod",
}


def test_a_bigquery_job_gets_labels_and_the_given_configuration_stays() -> None:
    given = {"query": {"query": "SELECT 1"}, "labels": {"team": "dwh", "airflow-dag": "theirs"}}
    before = json.dumps(given)
    found = bigquery.with_labels(given)
    assert found["labels"] == {**LABELS, "team": "dwh", "airflow-dag": "theirs"}
    assert json.dumps(given) == before


def test_labels_that_bigquery_refuses_are_left_out() -> None:
    tag = replace(TAG, dag_id="Über", task_id="group.Load", openlineage_job_namespace="s3://x", map_index=3)
    assert bigquery.labels(tag) == {
        "openlineage-run-id": RUN,
        "airflow-task": "group-load",
        "airflow-try-number": "2",
        "airflow-map-index": "3",
    }


def test_at_most_64_labels() -> None:
    many = {f"k{number}": "v" for number in range(63)}
    assert set(bigquery.with_labels({"labels": many})["labels"]) == {*many, "openlineage-run-id"}


def test_bigquery_hook(monkeypatch: pytest.MonkeyPatch) -> None:
    hooks = pytest.importorskip("airflow.providers.google.cloud.hooks.bigquery")
    monkeypatch.setattr(hooks.BigQueryHook, "insert_job", hooks.BigQueryHook.insert_job)
    sent: list[dict[str, Any]] = []

    class Job:
        _JOB_TYPE = "query"
        job_id = "j"

        @classmethod
        def from_api_repr(cls, data: dict[str, Any], client: Any) -> Job:
            sent.append(data["configuration"])
            return cls()

        def _begin(self) -> None:
            pass

    monkeypatch.setattr(hooks, "QueryJob", Job)
    monkeypatch.setattr(hooks, "send_hook_lineage_for_bq_job", lambda **values: None)
    monkeypatch.setattr(hooks.BigQueryHook, "__init__", lambda self: None)
    monkeypatch.setattr(hooks.BigQueryHook, "get_client", lambda self, **values: None)
    bigquery.tag_jobs(hooks)
    hook = hooks.BigQueryHook()
    hook.location = "EU"
    hook.insert_job(configuration={"query": {"query": "SELECT 1"}}, job_id="j", project_id="p", nowait=True)
    assert sent == [{"query": {"query": "SELECT 1"}, "labels": LABELS}]


def test_outside_a_task_nothing_is_added(task: Callable[[TaskTag | None], None]) -> None:
    task(None)
    connection = FakeConnection([])
    redshift.set_query_group(connection)
    assert (connection.made.executed, connection.done) == ([], [])
    assert trino.with_missing_keys("trino", "{}") == "{}"
    assert databricks_hook().get_conn() == {}
    assert bigquery.with_labels({"query": {}}) == {"query": {}}
