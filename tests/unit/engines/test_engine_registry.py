"""Which engine a hook gets, and that describing it opens nothing."""

from __future__ import annotations

import doctest
import importlib
from collections.abc import Callable
from typing import Any

import pytest

from lineage_provider.engines import engine_for, supported_engines
from lineage_provider.engines.__main__ import table


def test_a_hook_derived_from_a_known_one_is_that_engine(connection: Callable[..., Any]) -> None:
    class Theirs:
        conn_type = "trino"

    class Ours(Theirs):
        conn_type = "company_lake"

    engine = engine_for(Ours(), connection("company_lake", host="lake", schema="core"))
    assert (engine.name, engine.dialect, engine.namespace) == ("trino", "trino", "trino://lake:8080")


def test_the_connections_type_counts_where_the_hook_has_none(connection: Callable[..., Any]) -> None:
    engine = engine_for(object(), connection("postgres", host="db", schema="shop"))
    assert (engine.name, engine.default_schema) == ("postgres", "public")


def test_an_unknown_hook_gets_the_dialect_its_own_openlineage_method_names(
    connection: Callable[..., Any], bare_hook: Callable[..., Any]
) -> None:
    hook = bare_hook("company_lake", get_openlineage_database_dialect=lambda connection: "postgres")
    engine = engine_for(hook, connection("company_lake", host="lake"))
    assert (engine.dialect, engine.default_schema) == ("postgres", "public")


def test_an_unknown_hook_without_a_dialect_is_still_named(
    connection: Callable[..., Any], bare_hook: Callable[..., Any]
) -> None:
    engine = engine_for(bare_hook("company_lake"), connection("company_lake", host="lake", port=1))
    assert (engine.dialect, engine.namespace, engine.has_catalog) == (None, "company_lake://lake:1", False)


def test_a_hook_without_a_connection_is_refused(bare_hook: Callable[..., Any]) -> None:
    with pytest.raises(ValueError, match="has no connection to be named by"):
        engine_for(bare_hook("trino"), None)


@pytest.mark.parametrize("engine", supported_engines(), ids=lambda engine: engine.name)
def test_describing_an_engine_opens_no_connection(
    connection: Callable[..., Any], bare_hook: Callable[..., Any], engine: Any
) -> None:
    for conn_type in engine.conn_types:
        settings = connection(conn_type, host="db", extra={"account": "org-acc"})
        # The hook's get_conn fails the test.
        assert engine_for(bare_hook(conn_type, project_id="p"), settings).namespace


def test_every_dialect_is_one_that_sqlglot_knows() -> None:
    from sqlglot import Dialect

    dialects = {engine.dialect for engine in supported_engines()} - {"none", "of the engine reached"}
    assert {name for name in dialects if Dialect.get(name) is None} == set()


def test_the_documentation_has_one_line_an_engine() -> None:
    lines = table().splitlines()
    assert len(lines) == len(supported_engines()) + 2
    assert lines[2].startswith("| sqlite | `sqlite` | sqlite | `sqlite:///{path}` |")


MODULES = [
    "catalog_query", "deadline", "duckdb", "files", "generic", "mysql", "official", "postgres", "snowflake",
    "sqlite",
]  # fmt: skip


@pytest.mark.parametrize("module", MODULES)
def test_the_examples_in_docstrings_are_right(module: str) -> None:
    results = doctest.testmod(importlib.import_module(f"lineage_provider.engines.{module}"))
    assert results.failed == 0
