"""Sends requests to Snowflake's SQL API to the test server: the hook takes no host for them.

Nothing else of the hooks is changed. A plugin, because the triggerer, which asks for the state of deferred
statements, does not read DAG files.
"""

from __future__ import annotations

import os

from airflow.plugins_manager import AirflowPlugin

if address := os.environ.get("FAKESNOW_SQL_API"):
    from airflow.providers.snowflake.hooks.sql_api import SnowflakeSqlApiHook

    # The path that the hook appends begins with ".snowflakecomputing.com".
    SnowflakeSqlApiHook.account_identifier = property(lambda self: address)


class SqlApiAddress(AirflowPlugin):
    name = "sql_api_address"
