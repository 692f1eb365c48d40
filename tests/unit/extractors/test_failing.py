"""Which statement made a task fail, from the traceback alone."""

from __future__ import annotations

import gc
import weakref
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from airflow.providers.common.sql.operators.sql import SQLCheckOperator
from airflow.providers.sqlite.hooks.sqlite import SqliteHook

from lineage_provider.extractors import failing
from lineage_provider.extractors.failing import failed_statement

WRONG = "SELECT absent FROM orders"


def error_of(call: Callable[[], Any]) -> BaseException:
    with pytest.raises(Exception) as caught:  # noqa: PT011
        call()
    return caught.value


def test_run(shop: Path) -> None:
    hook = SqliteHook("shop")
    error = error_of(lambda: hook.run(["SELECT id FROM orders", WRONG, "SELECT 1"]))
    found = failed_statement(error)
    assert found is not None
    assert (found.hook, found.text, found.error) == (hook, WRONG, "no such column: absent")


def test_a_split_text(shop: Path) -> None:
    call = lambda: SqliteHook("shop").run(f"SELECT 1; {WRONG}; SELECT 2", split_statements=True)  # noqa: E731
    found = failed_statement(error_of(call))
    assert found is not None
    assert found.text == f"{WRONG};"


def test_data_frames(shop: Path) -> None:
    pytest.importorskip("pandas")
    found = failed_statement(error_of(lambda: SqliteHook("shop").get_df(WRONG)))
    assert found is not None
    assert found.text == WRONG


def test_inserted_rows(shop: Path) -> None:
    error = error_of(lambda: SqliteHook("shop").insert_rows("orders", [("a", "b", "c", "d")]))
    found = failed_statement(error)
    assert found is not None
    assert found.text.startswith("INSERT INTO orders")


def test_an_error_that_was_raised_from_it(shop: Path) -> None:
    def task() -> None:
        try:
            SqliteHook("shop").run(WRONG)
        except Exception as error:
            raise RuntimeError("the load failed") from error

    found = failed_statement(error_of(task))
    assert found is not None
    assert (found.text, found.error) == (WRONG, "no such column: absent")


def test_an_error_outside_of_statements() -> None:
    def task() -> None:
        sql_statement = "SELECT 1"
        raise RuntimeError(sql_statement)

    assert failed_statement(error_of(task)) is None


def test_a_handler_that_fails_is_no_statement_that_failed(shop: Path) -> None:
    def handler(cursor: Any) -> None:
        raise RuntimeError("cannot read this")

    assert failed_statement(error_of(lambda: SqliteHook("shop").run("SELECT 1", handler=handler))) is None


def test_no_frame_is_kept(shop: Path) -> None:
    class Held:
        pass

    def task() -> weakref.ref[Held]:
        held = Held()
        kept.append(weakref.ref(held))
        SqliteHook("shop").run(WRONG)
        return kept[0]

    kept: list[weakref.ref[Held]] = []
    error: BaseException | None = error_of(task)
    found = failed_statement(error)  # type: ignore[arg-type]
    del error
    gc.collect()
    assert found is not None
    assert kept[0]() is None


def test_a_check_that_ends_its_task_is_told_from_an_error_on_the_way() -> None:
    check = SQLCheckOperator(task_id="check", conn_id="shop", sql="SELECT 0")
    for fail, by_check in ((lambda: check._raise_exception("0 is not true"), True), (lambda: 1 / 0, False)):
        failing.remember(error_of(fail))
        assert failing.by_a_check() is by_check
    failing.forget()
    assert not failing.by_a_check()
