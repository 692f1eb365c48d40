"""SQL operators: what their events say, and what bad input leads to."""

from __future__ import annotations

import logging
import socket
from pathlib import Path
from typing import Any

import pytest

from lineage_provider.extractors import sql_task
from tests.unit.extractors.conftest import Extract, operator

LOAD = "INSERT INTO daily SELECT ds, SUM(amount) FROM orders GROUP BY ds"


def names(datasets: list[Any]) -> list[str]:
    return [dataset.name for dataset in datasets]


def fields(dataset: Any) -> dict[str, list[str]]:
    facet = dataset.facets["columnLineage"]
    return {name: [source.field for source in found.inputFields] for name, found in facet.fields.items()}


def errors(lineage: Any) -> list[str]:
    facet = lineage.run_facets.get("extractionError")
    return [error.errorMessage for error in facet.errors] if facet else []


def ours(caplog: pytest.LogCaptureFixture) -> list[str]:
    return [r.getMessage() for r in caplog.records if r.levelno >= logging.WARNING]


def test_success_has_datasets_columns_types_and_text(shop: Path, extract: Extract) -> None:
    found = extract(operator(LOAD))
    assert [(d.namespace, d.name) for d in found.inputs] == [(f"sqlite://{shop}", "main.orders")]
    assert [(d.namespace, d.name) for d in found.outputs] == [(f"sqlite://{shop}", "main.daily")]
    assert fields(found.outputs[0]) == {"d": ["ds"], "revenue": ["amount"]}
    assert [(f.name, f.type) for f in found.inputs[0].facets["schema"].fields] == [
        ("id", "INTEGER"),
        ("ds", "TEXT"),
        ("amount", "REAL"),
    ]
    assert found.job_facets["sql"].query == LOAD
    assert errors(found) == []


def test_failure_names_the_same_tables(shop: Path, extract: Extract) -> None:
    found = extract(operator("CREATE TABLE copies AS SELECT id AS n FROM orders"), "failed")
    assert (names(found.inputs), names(found.outputs)) == (["main.orders"], ["main.copies"])
    assert fields(found.outputs[0]) == {"n": ["id"]}


def test_start_opens_no_connection_to_the_database(
    shop: Path, extract: Extract, monkeypatch: pytest.MonkeyPatch
) -> None:
    from airflow.providers.sqlite.hooks.sqlite import SqliteHook

    def opened(*args: Any, **more: Any) -> Any:
        raise AssertionError("a connection was opened")

    for name in ("get_conn", "get_sqlalchemy_engine", "get_records", "run"):
        monkeypatch.setattr(SqliteHook, name, opened)
    found = extract(operator(LOAD), "running")
    assert (names(found.inputs), names(found.outputs)) == (["main.orders"], ["main.daily"])
    assert errors(found) == []


def test_the_catalog_is_not_asked_when_it_is_switched_off(shop: Path, extract: Extract) -> None:
    found = extract(operator(LOAD), catalog_lookup=False)
    assert names(found.outputs) == ["main.daily"]
    assert "schema" not in found.outputs[0].facets


def test_a_list_is_taken_statement_by_statement(shop: Path, extract: Extract) -> None:
    found = extract(operator(["INSERT INTO daily (d) SELECT ds FROM orders", "SELEC nonsense FRM"]))
    assert fields(found.outputs[0]) == {"d": ["ds"]}
    (error,) = found.run_facets["extractionError"].errors
    assert (error.taskNumber, error.task) == (1, "SELEC nonsense FRM")


def test_results_of_checks_are_on_the_table(shop: Path, extract: Extract) -> None:
    from airflow.providers.common.sql.operators.sql import SQLCheckResult, SQLColumnCheckOperator

    check = SQLColumnCheckOperator(
        task_id="check",
        conn_id="shop",
        table="orders",
        column_mapping={"amount": {"null_check": {"equal_to": 0}}},
    )
    check.check_results = [
        SQLCheckResult(
            name="amount.null_check", check_type="not_null", success=False, table="orders", column="amount"
        )
    ]
    (table,) = extract(check, "failed").inputs
    (assertion,) = table.facets["dataQualityAssertions"].assertions
    assert (assertion.assertion, assertion.column, assertion.success) == ("not_null", "amount", False)


# Bad input: the event goes out with what is known, with the reason, and one line in the log.


@pytest.mark.parametrize(
    ("sql", "said"),
    [
        (7, "input: SQL is a int"),
        ({"a": 1}, "input: SQL is a dict"),
        ("", "input: the SQL text is empty"),
        (["SELECT id FROM orders", ""], "input: statement 2 is empty"),
        (["SELECT id FROM orders", None], "input: statement 2 is a NoneType"),
        ("SELEC nonsense FRM", "parse: "),
    ],
)
def test_unusable_sql_is_reported(
    sql: Any, said: str, shop: Path, extract: Extract, caplog: pytest.LogCaptureFixture
) -> None:
    task = operator("SELECT 1")
    task.sql = sql
    found = extract(task)
    assert errors(found)[0].startswith(said)
    (line,) = ours(caplog)
    assert line.startswith(f"Lineage of task {task.dag_id}.load is incomplete: {said}")


def test_an_empty_statement_leaves_the_others(shop: Path, extract: Extract) -> None:
    assert names(extract(operator(["", "SELECT id FROM orders"])).inputs) == ["main.orders"]


def test_five_megabytes_are_given_up_in_time(
    shop: Path, extract: Extract, caplog: pytest.LogCaptureFixture
) -> None:
    sql = "SELECT id FROM orders WHERE id IN (" + ", ".join(str(n) for n in range(700_000)) + ")"
    assert len(sql) > 5_000_000
    found = extract(operator(sql, split_statements=True))
    assert errors(found)[0].startswith("budget: ")
    assert found.job_facets["sql"].query == sql
    assert len(ours(caplog)) == 1


def test_many_statements_are_not_split_by_the_hook(
    shop: Path, extract: Extract, monkeypatch: pytest.MonkeyPatch
) -> None:
    from airflow.providers.common.sql.hooks.sql import DbApiHook

    def split(sql: str, strip_semicolon: bool = False) -> list[str]:
        raise AssertionError("sqlparse takes a second for 60 KB")

    monkeypatch.setattr(DbApiHook, "split_sql_string", staticmethod(split))
    text = "INSERT INTO daily (d) SELECT ds FROM orders;\n" * 2_000
    assert names(extract(operator(text, split_statements=True)).outputs) == ["main.daily"]


def test_an_absent_connection_leaves_the_text(extract: Extract, caplog: pytest.LogCaptureFixture) -> None:
    found = extract(operator("SELECT id FROM orders", conn_id="absent"))
    assert found.job_facets["sql"].query == "SELECT id FROM orders"
    assert errors(found)[0].startswith("input: connection 'absent' cannot be used for lineage: ")
    assert len(ours(caplog)) == 1


def test_a_catalog_that_hangs_costs_its_timeout_and_is_reported(
    extract: Extract, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    with socket.create_server(("127.0.0.1", 0)) as silent:
        port = silent.getsockname()[1]
        monkeypatch.setenv("AIRFLOW_CONN_SILENT", f"postgres://me:secret@127.0.0.1:{port}/shop")
        found = extract(operator(LOAD, conn_id="silent"), catalog_timeout=0.5)
    assert names(found.outputs) == ["shop.public.daily"]
    assert any("The catalog did not answer within 0.5 s" in error for error in errors(found))
    assert not any("secret" in error for error in errors(found))
    assert len(ours(caplog)) == 1


def test_a_hook_without_a_known_dialect_is_read_as_standard_sql(
    extract: Extract, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    from airflow.providers.common.sql.hooks.sql import DbApiHook

    class StrangeHook(DbApiHook):
        conn_name_attr = "strange_conn_id"
        conn_type = "strange"

    monkeypatch.setenv("AIRFLOW_CONN_STRANGE", "strange://me@db:7/shop")
    task = operator("INSERT INTO b (x) SELECT y FROM a; SELEC nonsense FRM", conn_id="strange")
    monkeypatch.setattr(type(task), "get_db_hook", lambda self: StrangeHook(strange_conn_id="strange"))
    found = extract(task)
    assert [d.namespace for d in found.outputs] == ["strange://db:7"]
    assert fields(found.outputs[0]) == {"x": ["y"]}
    assert "the SQL dialect of strange is not known" in errors(found)[0]
    assert len(ours(caplog)) == 1


class PanicException(BaseException):
    """As pyo3 raises it."""


@pytest.mark.parametrize("error", [PanicException("unwrap"), RecursionError("deep"), MemoryError()])
def test_a_defect_of_ours_is_one_warning_and_the_official_result(
    error: BaseException,
    shop: Path,
    extract: Extract,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
) -> None:
    from airflow.providers.openlineage.extractors import OperatorLineage
    from airflow.providers.openlineage.extractors.manager import ExtractorManager

    def broken(*args: Any, **more: Any) -> Any:
        raise error

    monkeypatch.setattr(sql_task, "analyze", broken)
    monkeypatch.setattr(
        ExtractorManager, "extract_metadata", lambda *args, **more: OperatorLineage(run_facets={"theirs": 1})
    )
    found = extract(operator(LOAD))
    assert found.run_facets["theirs"] == 1
    assert errors(found)[0].startswith(type(error).__name__)
    assert len(ours(caplog)) == 1


def test_a_stop_is_not_swallowed(shop: Path, extract: Extract, monkeypatch: pytest.MonkeyPatch) -> None:
    def stopped(*args: Any, **more: Any) -> Any:
        raise KeyboardInterrupt

    monkeypatch.setattr(sql_task, "analyze", stopped)
    with pytest.raises(KeyboardInterrupt):
        extract(operator(LOAD))


def test_when_the_official_extraction_breaks_too_the_report_goes_out(
    shop: Path, extract: Extract, monkeypatch: pytest.MonkeyPatch
) -> None:
    from airflow.providers.openlineage.extractors.manager import ExtractorManager

    def broken(*args: Any, **more: Any) -> Any:
        raise PanicException("unwrap")

    monkeypatch.setattr(sql_task, "analyze", broken)
    monkeypatch.setattr(ExtractorManager, "extract_metadata", broken)
    assert errors(extract(operator(LOAD))) == ["PanicException: unwrap"]
