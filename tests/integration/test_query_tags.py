"""Query tags as the servers see them, from tasks of a real scheduler.

PostgreSQL says its session's application_name, MariaDB and DuckDB the statement that runs, and fakesnow
(Snowflake's protocol over TLS, driven by the unmodified hooks) records the tag of every session, statement
and SQL API request. What fakesnow cannot do is tested at the client: tests/unit/query_tags.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import unquote

import pytest

from tests.integration.conftest import available
from tests.integration.fakesnow_environment import FakeSnowflake, environment_python, running_fakesnow
from tests.integration.scheduler import FinishedRun, RunningAirflow, running_airflow
from tests.integration.test_cli import lineage
from tests.openlineage_schema import problems_of

HERE = Path(__file__).parent
PG_DAG = "query_tags_postgres_paths"
COMMENTS_DAG = "query_tags_comments"
DUCKDB_DAG = "query_tags_duckdb"
SNOWFLAKE_DAG = "query_tags_snowflake_paths"


@pytest.fixture(scope="module")
def directory(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("query_tags")


@pytest.fixture(scope="module")
def fakesnow(directory: Path) -> Iterator[FakeSnowflake | str]:
    """The server, or the reason why there is none: the other databases are tested without it."""
    try:
        pytest.importorskip("airflow.providers.snowflake.hooks.snowflake")
        pytest.importorskip("aiohttp")
        environment_python()
    except pytest.skip.Exception as reason:
        yield str(reason)
        return
    with running_fakesnow(directory / "fakesnow") as server:
        yield server


@pytest.fixture(scope="module")
def snowflake(fakesnow: FakeSnowflake | str) -> FakeSnowflake:
    if isinstance(fakesnow, str):
        pytest.skip(fakesnow)
    return fakesnow


@pytest.fixture(scope="module")
def airflow(directory: Path, fakesnow: FakeSnowflake | str) -> Iterator[RunningAirflow]:
    environment = {
        "AIRFLOW__LINEAGE_PROVIDER__QUERY_TAG": "on",
        "AIRFLOW__LINEAGE_PROVIDER__QUERY_COMMENT": "on",
        "AIRFLOW__CORE__PLUGINS_FOLDER": str(HERE / "query_tag_plugins"),
        "AIRFLOW__CORE__PARALLELISM": "2",
    }
    known = _connections(directory)
    if not isinstance(fakesnow, str):
        environment |= fakesnow.environment
        known |= _snowflake_connections(fakesnow)
    with running_airflow(
        directory,
        dag_folders={"query_tags": HERE / "query_tag_dags"},
        connections=known,
        environment=environment,
        dag_ids=[PG_DAG],
    ) as running:
        yield running


def _connections(directory: Path) -> dict[str, Any]:
    postgres = {"conn_type": "postgres", "host": "127.0.0.1", "port": 5432, "login": "postgres"}
    return {
        "tags_postgres": {**postgres, "schema": "test"},
        "tags_postgres_user": {**postgres, "schema": "test", "extra": {"application_name": "my etl"}},
        "tags_mariadb": {
            "conn_type": "mysql",
            "host": "127.0.0.1",
            "port": 3306,
            "login": "root",
            "schema": "query_tags",
        },
        "tags_duckdb": {"conn_type": "duckdb", "host": str(directory / "tags.duckdb")},
    }


def _snowflake_connections(server: FakeSnowflake) -> dict[str, Any]:
    return {
        "tags_snowflake": server.connection(),
        "tags_snowflake_user": server.connection(session_parameters={"QUERY_TAG": '{"team": "dwh"}'}),
        "tags_snowflake_api": server.connection(authenticator="programmatic_access_token"),
    }


def finished(airflow: RunningAirflow, dag_id: str) -> FinishedRun:
    """A run of a DAG that succeeded."""
    run = airflow.run_dag(dag_id, timeout=400)
    assert run.state == "success", run.task_states()
    return run


def runs_of(run: FinishedRun, task_id: str) -> set[str]:
    """OpenLineage run ids of a task; a mapped one has several."""
    return {event["run"]["runId"] for event in run.task_events(task_id)}


def run_of(run: FinishedRun, task_id: str) -> str:
    (run_id,) = runs_of(run, task_id)
    return run_id


# PostgreSQL


@pytest.fixture(scope="module")
def postgres_run(airflow: RunningAirflow) -> FinishedRun:
    if reason := available("postgres"):
        pytest.skip(reason)
    _postgres("DROP SCHEMA IF EXISTS query_tags CASCADE", "CREATE SCHEMA query_tags")
    _postgres("CREATE TABLE query_tags.seen (path text, name text)")
    return finished(airflow, PG_DAG)


def _postgres(*statements: str) -> list[Any]:
    import psycopg

    with psycopg.connect("host=127.0.0.1 user=postgres dbname=test", autocommit=True) as connection:
        for statement in statements:
            cursor = connection.execute(statement)
        return cursor.fetchall() if cursor.description else []


@pytest.fixture(scope="module")
def postgres_names(postgres_run: FinishedRun) -> dict[str, str]:
    """What PostgreSQL saw, by path."""
    return dict(_postgres("SELECT path, name FROM query_tags.seen"))


@pytest.mark.postgres
@pytest.mark.scheduler
@pytest.mark.parametrize("path", ["operator", "hook_run", "raw_cursor", "engine"])
def test_postgres_sees_the_run_of_the_task(
    path: str, postgres_run: FinishedRun, postgres_names: dict[str, str]
) -> None:
    assert json.loads(postgres_names[path]) == {"openlineage_run_id": run_of(postgres_run, path)}


@pytest.mark.postgres
@pytest.mark.scheduler
def test_postgres_sees_each_mapped_task(postgres_run: FinishedRun, postgres_names: dict[str, str]) -> None:
    seen = {json.loads(postgres_names[f"mapped {index}"])["openlineage_run_id"] for index in (0, 1)}
    assert seen == runs_of(postgres_run, "mapped")
    assert len(seen) == 2


@pytest.mark.postgres
@pytest.mark.scheduler
@pytest.mark.parametrize(("path", "user"), [("user_extra", "my etl"), ("user_sql", "my job")])
def test_postgres_sees_a_users_name_and_the_run(
    path: str, user: str, postgres_run: FinishedRun, postgres_names: dict[str, str]
) -> None:
    assert postgres_names[path] == f"{user} {run_of(postgres_run, path)}"


@pytest.mark.postgres
@pytest.mark.scheduler
def test_events_carry_the_tag_that_postgres_saw(
    postgres_run: FinishedRun, postgres_names: dict[str, str]
) -> None:
    for path in ("operator", "hook_run", "raw_cursor", "engine", "user_extra"):
        event = postgres_run.last_event(path)
        facet = event["run"]["facets"]["queryTag"]
        assert facet["tag"]["task_id"] == path
        assert facet["tag"]["dag_id"] == PG_DAG
        assert facet["tag"]["run_id"] == postgres_run.run_id
        assert facet["tag"]["openlineage_run_id"] == event["run"]["runId"]
        assert facet["tag"]["openlineage_job_namespace"] == event["job"]["namespace"]
        forms = [(form["engine"], form["mechanism"], form["text"]) for form in facet["applied"]]
        assert ("postgres", "application_name", postgres_names[path]) in forms
        tags = event["run"]["facets"]["tags"]["tags"]
        assert {"key": "query_tag", "value": postgres_names[path], "source": "AIRFLOW"} in tags
        assert any(tag["key"] == "openlineage_client_version" for tag in tags)
        assert problems_of([event]) == []


@pytest.mark.postgres
@pytest.mark.scheduler
def test_a_start_event_says_the_tag_of_a_sql_operator(postgres_run: FinishedRun) -> None:
    start = next(event for event in postgres_run.task_events("operator") if event["eventType"] == "START")
    assert start["run"]["facets"]["queryTag"]["tag"]["openlineage_run_id"] == start["run"]["runId"]


@pytest.mark.postgres
@pytest.mark.scheduler
def test_each_query_of_a_task_carries_its_tag(
    postgres_run: FinishedRun, postgres_names: dict[str, str]
) -> None:
    facets = [event["run"]["facets"] for event in postgres_run.child_events("user_sql")]
    assert len(facets) == 4  # START and COMPLETE of two statements
    for facet in facets:
        assert facet["queryTag"] == postgres_run.last_event("user_sql")["run"]["facets"]["queryTag"]
        tag = {"key": "query_tag", "value": postgres_names["user_sql"], "source": "AIRFLOW"}
        assert tag in facet["tags"]["tags"]


@pytest.mark.postgres
@pytest.mark.scheduler
def test_find_leads_from_the_tag_that_postgres_shows_to_the_run(
    airflow: RunningAirflow, postgres_run: FinishedRun, postgres_names: dict[str, str]
) -> None:
    assert found_by(airflow, "--query-tag", postgres_names["user_extra"]) == [
        run_of(postgres_run, "user_extra")
    ]


def found_by(airflow: RunningAirflow, option: str, value: str) -> list[str]:
    """OpenLineage run ids of the tasks that `airflow lineage find` leads to."""
    done = lineage("find", "--json", option, value, environment=airflow.processes.environment)
    assert done.returncode == 0, done.stderr
    return [run["openlineage_run_id"] for run in json.loads(done.stdout)["runs"]]


# Comments


@pytest.fixture(scope="module")
def comments_run(airflow: RunningAirflow) -> FinishedRun:
    if reason := available("mysql"):
        pytest.skip(reason)
    _mariadb(
        "CREATE DATABASE IF NOT EXISTS query_tags",
        "DROP TABLE IF EXISTS query_tags.seen",
        "CREATE TABLE query_tags.seen (path VARCHAR(20), q TEXT)",
    )
    return finished(airflow, COMMENTS_DAG)


def _mariadb(*statements: str) -> Any:
    pymysql = pytest.importorskip("pymysql")
    connecting = pymysql.connect(host="127.0.0.1", user="root", autocommit=True)
    with connecting as connection, connection.cursor() as cursor:
        for statement in statements:
            cursor.execute(statement)
        return cursor.fetchall()


def commented(sql: str) -> dict[str, str]:
    """Keys and values of a statement's comment."""
    found = re.search(r"/\*(.*?)\*/", sql)
    assert found, sql
    return {key: unquote(value) for key, value in re.findall(r"([\w]+)='([^']*)'", found.group(1))}


@pytest.mark.mariadb
@pytest.mark.scheduler
@pytest.mark.parametrize(
    ("task_id", "path"),
    [
        ("mariadb", "operator"),
        ("mariadb_bound", "bound"),
        ("mariadb_engine", "engine"),
        ("mariadb_data_frame", "data_frame"),
    ],
)
def test_mariadb_sees_the_comment(task_id: str, path: str, comments_run: FinishedRun) -> None:
    seen = dict(_mariadb("SELECT path, q FROM query_tags.seen"))
    assert seen[path].startswith("/*")
    assert commented(seen[path]) == {
        "app": "airflow",
        "dag_id": COMMENTS_DAG,
        "task_id": task_id,
        "run_id": comments_run.run_id,
        "try_number": "1",
        "map_index": "-1",
        "openlineage_run_id": run_of(comments_run, task_id),
        "openlineage_job_namespace": "tests",
    }


@pytest.mark.scheduler
def test_duckdb_sees_the_comment(airflow: RunningAirflow, directory: Path) -> None:
    duckdb = pytest.importorskip("duckdb")
    run = finished(airflow, DUCKDB_DAG)
    with duckdb.connect(str(directory / "tags.duckdb"), read_only=True) as connection:
        ((sql,),) = connection.execute("SELECT q FROM seen").fetchall()
    assert commented(sql)["openlineage_run_id"] == run_of(run, "duckdb")


@pytest.mark.mariadb
@pytest.mark.scheduler
def test_events_show_the_users_statement_and_the_comment_as_a_tag(comments_run: FinishedRun) -> None:
    event = comments_run.last_event("mariadb")
    assert "/*" not in event["job"]["facets"]["sql"]["query"]
    (form,) = event["run"]["facets"]["queryTag"]["applied"]
    assert (form["engine"], form["mechanism"]) == ("mysql", "comment")
    assert commented(form["text"])["openlineage_run_id"] == event["run"]["runId"]
    assert problems_of([event]) == []


# Snowflake


@pytest.fixture(scope="module")
def snowflake_run(airflow: RunningAirflow, snowflake: FakeSnowflake) -> FinishedRun:
    return finished(airflow, SNOWFLAKE_DAG)


def tag_of(snowflake: FakeSnowflake, literal: str) -> str:
    """The tag under which Snowflake was given ``SELECT '<literal>'``."""
    found = [
        request["tag"]
        for request in snowflake.requests()
        if request["kind"] in ("query", "sql_api") and f"SELECT '{literal}'" in request["sql"]
    ]
    assert len(set(found)) == 1, found
    return str(found[0])


@pytest.mark.scheduler
@pytest.mark.parametrize(
    ("task_id", "literal"),
    [
        ("operator", "operator"),
        ("check", "check"),
        ("mapped", "mapped 0"),
        ("mapped", "mapped 1"),
        ("sql_api", "sql_api"),
        ("deferred", "deferred"),
        ("snow_hook_run", "snow_hook_run"),
        ("snow_raw_cursor", "snow_raw_cursor"),
        ("snow_engine", "snow_engine"),
        ("snow_api_hook", "snow_api_hook"),
    ],
)
def test_snowflake_sees_the_tag_on_every_path(
    task_id: str, literal: str, snowflake: FakeSnowflake, snowflake_run: FinishedRun
) -> None:
    found = json.loads(tag_of(snowflake, literal))
    assert found.pop("openlineage_run_id") in runs_of(snowflake_run, task_id)
    assert found == {
        "app": "airflow",
        "dag_id": SNOWFLAKE_DAG,
        "task_id": task_id,
        "run_id": snowflake_run.run_id,
        "try_number": 1,
        "map_index": int(literal[-1]) if task_id == "mapped" else -1,
        "openlineage_job_namespace": "tests",
    }


@pytest.mark.scheduler
@pytest.mark.parametrize(
    ("task_id", "key", "value"),
    [
        ("user_connection", "team", "dwh"),
        ("user_hook_params", "user_tag", "nightly"),
        ("user_sql", "user_tag", "from sql"),
    ],
)
def test_snowflake_sees_a_users_tag_and_the_run(
    task_id: str, key: str, value: str, snowflake: FakeSnowflake, snowflake_run: FinishedRun
) -> None:
    found = json.loads(tag_of(snowflake, task_id))
    assert found[key] == value
    assert found["openlineage_run_id"] == run_of(snowflake_run, task_id)


@pytest.mark.scheduler
def test_other_session_parameters_of_the_connection_stay(
    snowflake: FakeSnowflake, snowflake_run: FinishedRun
) -> None:
    logins = [request for request in snowflake.requests() if request["kind"] == "login" and request["tag"]]
    assert logins
    for login in logins:
        if "nightly" not in login["tag"]:  # session_parameters of a hook replace those of the connection
            assert login["parameters"]["CLIENT_OUT_OF_BAND_TELEMETRY_ENABLED"] is False


@pytest.mark.scheduler
def test_the_deferred_task_was_deferred_and_its_end_carries_the_tag(
    snowflake: FakeSnowflake, snowflake_run: FinishedRun, airflow: RunningAirflow
) -> None:
    log = airflow.task_log(SNOWFLAKE_DAG, snowflake_run.run_id, "deferred")
    assert "DeferTask" in log or "deferr" in log.lower()
    event = snowflake_run.last_event("deferred")
    facets = event["run"]["facets"]
    assert facets["queryTag"]["tag"]["openlineage_run_id"] == event["run"]["runId"]
    values = [tag["value"] for tag in facets["tags"]["tags"] if tag["key"] == "query_tag"]
    assert values == [tag_of(snowflake, "deferred")]


@pytest.mark.scheduler
def test_events_carry_the_tag_that_snowflake_saw(
    snowflake: FakeSnowflake, snowflake_run: FinishedRun
) -> None:
    for task_id in (
        "operator",
        "sql_api",
        "snow_hook_run",
        "snow_engine",
        "snow_api_hook",
        "user_connection",
    ):
        event = snowflake_run.last_event(task_id)
        facet = event["run"]["facets"]["queryTag"]
        texts = [form["text"] for form in facet["applied"] if form["engine"] == "snowflake"]
        assert tag_of(snowflake, task_id) in texts
        assert problems_of([event]) == []


@pytest.mark.scheduler
def test_find_leads_from_the_id_of_a_query_of_snowflake_to_the_run(
    airflow: RunningAirflow, snowflake_run: FinishedRun
) -> None:
    query = snowflake_run.last_event("sql_api")["run"]["facets"]["externalQuery"]["externalQueryId"]
    assert found_by(airflow, "--query-id", query) == [run_of(snowflake_run, "sql_api")]
