"""Snowflake's stages and its query history, at a driver that writes down what it is asked."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from lineage_provider.engines import Engine, engine_for
from lineage_provider.engines.deadline import CatalogError
from lineage_provider.engines.snowflake_history import MOST_QUERIES, facts_of
from lineage_provider.engines.statistics import QueryFacts
from lineage_provider.sql.model import CatalogColumn, TableName
from tests.unit.engines.conftest import RecordingDriver

ORDERS = TableName(("ORDERS",))


@pytest.fixture
def engine(connection: Callable[..., Any], bare_hook: Callable[..., Any]) -> Engine:
    extra = {"account": "org-acc", "database": "shop"}
    return engine_for(bare_hook("snowflake"), connection("snowflake", extra=extra))


def stage(text: str) -> TableName:
    return TableName((text,), kind="stage")


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("@load", "SHOP.PUBLIC.LOAD"),
        ("@LOAD/", "SHOP.PUBLIC.LOAD"),
        ("@load/2026/Orders.csv", "SHOP.PUBLIC.LOAD/2026/Orders.csv"),
        ("@raw.load/x/", "SHOP.RAW.LOAD/x"),
        ("@lake.raw.load", "LAKE.RAW.LOAD"),
        ('@"My Stage"/a b', "SHOP.PUBLIC.My Stage/a b"),
        ('@lake."raw"."My.Stage"', "LAKE.raw.My.Stage"),
        ("@%orders/x", "SHOP.PUBLIC.%ORDERS/x"),
        ('@raw.%"orders"', "SHOP.RAW.%orders"),
        ("@~", "@~"),
        ("@~/in/x.csv", "@~/in/x.csv"),
        ("@what is/this?", "@what is/this?"),
    ],
)
def test_a_stage_is_a_dataset_of_the_account(engine: Engine, text: str, name: str) -> None:
    assert engine.dataset(stage(text)) == ("snowflake://org-acc", name)


def test_stages_are_looked_up_with_the_columns_in_one_query(
    engine: Engine, bare_hook: Callable[..., Any], driver: RecordingDriver
) -> None:
    driver.rows = [
        ("SHOP", "PUBLIC", "LOAD", "", "", "s3://lake/raw/", 0),
        ("SHOP", "PUBLIC", "ORDERS", "ID", "NUMBER", None, 1),
        ("SHOP", "RAW", "INNER", "", "", None, 0),
    ]
    hook = bare_hook("snowflake", get_conn=lambda: driver)
    asked = [ORDERS, stage("@load/2026"), stage("@raw.inner"), stage("@~/x"), stage("@%orders")]
    answer = engine.columns(hook, asked, timeout=5)
    assert driver.asked == [
        (
            """
SELECT table_catalog, table_schema, table_name, column_name, data_type, comment, ordinal_position
FROM "SHOP".information_schema.columns
WHERE ((table_schema = %s AND table_name IN (%s)))
UNION ALL
SELECT stage_catalog, stage_schema, stage_name, '', '', stage_url, 0
FROM "SHOP".information_schema.stages
WHERE ((stage_schema = %s AND stage_name IN (%s)) OR (stage_schema = %s AND stage_name IN (%s)))
ORDER BY 1, 2, 3, 7""",
            ["PUBLIC", "ORDERS", "PUBLIC", "LOAD", "RAW", "INNER"],
        )
    ]
    assert answer.columns == {ORDERS: (CatalogColumn("ID", "NUMBER"),)}
    assert answer.locations == {stage("@load/2026"): "s3://lake/raw/2026"}


def test_a_stage_and_a_table_may_have_one_name(
    engine: Engine, bare_hook: Callable[..., Any], driver: RecordingDriver
) -> None:
    driver.rows = [
        ("SHOP", "PUBLIC", "ORDERS", "", "", "gcs://lake", 0),
        ("SHOP", "PUBLIC", "ORDERS", "ID", "NUMBER", None, 1),
    ]
    hook = bare_hook("snowflake", get_conn=lambda: driver)
    answer = engine.columns(hook, [ORDERS, stage("@orders")], timeout=5)
    assert answer.columns == {ORDERS: (CatalogColumn("ID", "NUMBER"),)}
    assert answer.locations == {stage("@orders"): "gcs://lake"}


def test_no_connection_for_stages_that_no_catalog_lists(
    engine: Engine, bare_hook: Callable[..., Any]
) -> None:
    assert engine.columns(bare_hook("snowflake"), [stage("@~/x"), stage("@%t")], timeout=5).locations == {}


class History(RecordingDriver):
    """Answers with columns of the query history."""

    description = tuple(
        (name, None)
        for name in (
            "QUERY_ID",
            "QUERY_TEXT",
            "QUERY_TYPE",
            "EXECUTION_STATUS",
            "ERROR_CODE",
            "ERROR_MESSAGE",
            "START_TIME",
            "END_TIME",
            "BYTES_SCANNED",
            "ROWS_INSERTED",
        )
    )


AT, LATER = datetime(2026, 5, 1, 8, 0, tzinfo=UTC), datetime(2026, 5, 1, 8, 1, tzinfo=UTC)
EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


def test_history_is_one_bounded_query(engine: Engine, bare_hook: Callable[..., Any]) -> None:
    driver = History([("q1", "INSERT ...", "INSERT", "SUCCESS", None, None, AT, LATER, 512, 7)])
    hook = bare_hook("snowflake", get_conn=lambda: driver)
    facts = engine.query_facts(hook, ["q1", "q2", "q1"], timeout=3)
    assert driver.asked == [
        (
            'SELECT * FROM TABLE("SHOP".information_schema.query_history_by_user('
            "END_TIME_RANGE_START => DATEADD('hour', -25, CURRENT_TIMESTAMP()), "
            "RESULT_LIMIT => 10000)) WHERE query_id IN (%s, %s)",
            ["q1", "q2"],
        )
    ]
    assert driver.options == [{"timeout": 3}]
    assert driver.closed == 2
    assert facts == {
        "q1": QueryFacts(
            started=AT, ended=LATER, failed=False, text="INSERT ...", rows_written=7, bytes_read=512
        )
    }


def test_history_asks_for_no_more_than_its_limit(engine: Engine, bare_hook: Callable[..., Any]) -> None:
    driver = History()
    hook = bare_hook("snowflake", get_conn=lambda: driver)
    engine.query_facts(hook, [f"q{n}" for n in range(2 * MOST_QUERIES)], timeout=3)
    assert len(driver.asked[0][1]) == MOST_QUERIES


def test_history_opens_nothing_without_queries(engine: Engine, bare_hook: Callable[..., Any]) -> None:
    assert engine.query_facts(bare_hook("snowflake"), [], timeout=3) == {}


def test_a_history_that_is_not_allowed_is_an_error_of_the_catalog(
    engine: Engine, bare_hook: Callable[..., Any]
) -> None:
    def refused() -> Any:
        raise RuntimeError("003001 (42501): SQL access control error: Insufficient privileges\nmore")

    with pytest.raises(CatalogError, match=r"Insufficient privileges$"):
        engine.query_facts(bare_hook("snowflake", get_conn=refused), ["q1"], timeout=3)


def row(**values: Any) -> dict[str, Any]:
    return {"QUERY_ID": "q", **values}


def test_a_failed_query_has_its_error_without_secrets() -> None:
    text = "COPY INTO t FROM @s CREDENTIALS=(AWS_SECRET_KEY='Hunter2hunter')"
    facts = facts_of(
        [
            row(
                QUERY_TEXT=text,
                EXECUTION_STATUS="FAILED_WITH_ERROR",
                ERROR_CODE=1003,
                ERROR_MESSAGE="SQL compilation error: unexpected 'Hunter2hunter'.",
            )
        ]
    )["q"]
    assert facts.failed
    assert facts.error == "1003: SQL compilation error: unexpected '***'."


def test_a_query_that_still_runs_has_not_ended() -> None:
    facts = facts_of([row(EXECUTION_STATUS="running", START_TIME=AT, END_TIME=EPOCH)])["q"]
    assert (facts.started, facts.ended, facts.failed) == (AT, None, None)


@pytest.mark.parametrize(
    ("kind", "written", "with_all_columns"),
    [
        ("INSERT", 7, 7),
        ("CREATE_TABLE_AS_SELECT", 7, 7),
        ("COPY", 7, 7),
        ("MERGE", None, 11),
        ("UPDATE", None, 4),
        ("DELETE", None, 1),
        ("SELECT", None, None),
        ("MULTI_TABLE_INSERT", None, None),
    ],
)
def test_only_rows_that_are_all_that_was_written_count(
    kind: str, written: int | None, with_all_columns: int | None
) -> None:
    values = {"QUERY_TYPE": kind, "EXECUTION_STATUS": "SUCCESS", "ROWS_INSERTED": 7}
    assert facts_of([row(**values)])["q"].rows_written == written
    values |= {"ROWS_UPDATED": 4, "ROWS_DELETED": 1}
    assert facts_of([row(**values)])["q"].rows_written == with_all_columns


@pytest.mark.parametrize(
    ("ago", "window"), [(timedelta(hours=1), timedelta(minutes=70)), (timedelta(days=9), timedelta(days=6))]
)
def test_the_history_is_read_from_the_begin_of_the_first_query(
    engine: Engine, bare_hook: Callable[..., Any], ago: timedelta, window: timedelta
) -> None:
    driver, now = History(), datetime.now(UTC)
    hook = bare_hook("snowflake", get_conn=lambda: driver)
    engine.query_facts(hook, ["q1"], timeout=3, since=now - ago)
    found = re.search(r"END_TIME_RANGE_START => TO_TIMESTAMP_TZ\('(.*?)'\),", driver.asked[0][0])
    assert found
    assert abs(datetime.fromisoformat(found.group(1)) - (now - window)) < timedelta(minutes=2)


def test_an_account_without_a_column_still_tells_the_rest() -> None:
    facts = facts_of([{"query_id": "q", "execution_status": "success", "start_time": AT}])["q"]
    assert facts == QueryFacts(started=AT, failed=False)


def test_sessions_of_look_ups_end_by_themselves(
    connection: Callable[..., Any], official_hook: Callable[..., Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    connector = pytest.importorskip("snowflake.connector", reason="no Snowflake driver")
    hooks = pytest.importorskip("airflow.providers.snowflake.hooks.snowflake", reason="no Snowflake provider")
    extra = {"account": "org-acc", "database": "s", "session_parameters": {"TIMEZONE": "UTC"}}
    of = connection("snowflake", login="me", password="secret", extra=extra)
    hook = official_hook(hooks.SnowflakeHook, of)
    opened: list[dict[str, Any]] = []

    def connect(**settings: Any) -> RecordingDriver:
        opened.append(settings)
        return History()

    monkeypatch.setattr(connector, "connect", connect)
    engine_for(hook, of).query_facts(hook, ["q"], timeout=3)
    [settings] = opened
    assert settings["session_parameters"] == {"TIMEZONE": "UTC", "STATEMENT_TIMEOUT_IN_SECONDS": 3}
    assert (settings["login_timeout"], settings["network_timeout"]) == (3, 3)
    assert hook._get_conn_params()["session_parameters"] == {"TIMEZONE": "UTC"}
