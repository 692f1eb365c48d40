"""Tags that a user's SQL sets are merged in place; nothing else of the text changes."""

from __future__ import annotations

import pytest

from lineage_provider.query_tags.statements import POSTGRES, REDSHIFT, SNOWFLAKE, with_merged_tags


@pytest.mark.parametrize(
    ("statement", "sql", "expected"),
    [
        (SNOWFLAKE, "ALTER SESSION SET QUERY_TAG = 'etl'", "ALTER SESSION SET QUERY_TAG = 'etl+'"),
        (SNOWFLAKE, "alter session set query_tag='etl';", "alter session set query_tag='etl+';"),
        (
            SNOWFLAKE,
            "-- first\nALTER SESSION SET QUERY_TAG = 'a'; SELECT 1;\nALTER SESSION SET QUERY_TAG = 'b'",
            "-- first\nALTER SESSION SET QUERY_TAG = 'a+'; SELECT 1;\nALTER SESSION SET QUERY_TAG = 'b+'",
        ),
        (POSTGRES, "SET application_name = 'it''s'; SELECT 1", "SET application_name = 'it''s+'; SELECT 1"),
        (POSTGRES, "SET SESSION application_name TO 'a' -- x", "SET SESSION application_name TO 'a+' -- x"),
        (POSTGRES, "SELECT ';'; SET application_name TO 'a'", "SELECT ';'; SET application_name TO 'a+'"),
        (REDSHIFT, "SET query_group TO 'wlm'", "SET query_group TO 'wlm+'"),
    ],
)
def test_the_value_between_the_quotes_is_merged(statement: object, sql: str, expected: str) -> None:
    assert with_merged_tags(sql, statement, lambda tag: tag + "+") == expected  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("statement", "sql"),
    [
        (SNOWFLAKE, "ALTER SESSION UNSET QUERY_TAG"),
        (SNOWFLAKE, "ALTER SESSION SET QUERY_TAG = $tag"),
        (SNOWFLAKE, "ALTER SESSION SET QUERY_TAG = 'a\\'b'"),
        (SNOWFLAKE, "ALTER SESSION SET QUERY_TAG = 'a' TIMEZONE = 'UTC'"),
        (SNOWFLAKE, "SELECT 'x; ALTER SESSION SET QUERY_TAG = ''a'''"),
        (SNOWFLAKE, "/* ; ALTER SESSION SET QUERY_TAG = 'a' */ SELECT 1"),
        (POSTGRES, "RESET application_name"),
        (POSTGRES, "SET application_name TO DEFAULT"),
        (POSTGRES, "SET application_name = 'a' || 'b'"),
        (POSTGRES, "DO $$ BEGIN; SET application_name = 'a'; END $$"),
        (POSTGRES, "UPDATE t SET application_name = 'a'"),
        (POSTGRES, "SELECT 'not ended"),
    ],
)
def test_everything_else_stays_to_the_letter(statement: object, sql: str) -> None:
    assert with_merged_tags(sql, statement, lambda tag: tag + "+") == sql  # type: ignore[arg-type]


def test_quotes_and_backslashes_of_the_merged_tag_are_escaped() -> None:
    found = with_merged_tags("ALTER SESSION SET QUERY_TAG = 'a'", SNOWFLAKE, lambda tag: "it's \\")
    assert found == "ALTER SESSION SET QUERY_TAG = 'it''s \\\\'"
    found = with_merged_tags("SET application_name = 'a'", POSTGRES, lambda tag: "it's \\")
    assert found == "SET application_name = 'it''s \\'"
