"""Reading and emptying Airflow's collector of hook lineage."""

from __future__ import annotations

from typing import Any

import pytest
from airflow.sdk import lineage

from lineage_provider.extractors import collected


def test_sql_is_read_in_order_with_its_hook(collector: Any) -> None:
    first, second = object(), object()
    collector.add_extra(first, "sql_job", {"sql": "SELECT 1", "default_db": "shop"})
    collector.add_extra(second, "sql_job", {"sql": "SELECT 2"})
    assert [(one.hook, one.text, one.database) for one in collected.reported()] == [
        (first, "SELECT 1", "shop"),
        (second, "SELECT 2", None),
    ]


def test_entries_without_sql_and_without_a_query_id_are_left_out(collector: Any) -> None:
    collector.add_extra(object(), "sql_job", {"sql": " ", "row_count": 1})
    collector.add_extra(object(), "other", {"sql": "SELECT 1"})
    assert collected.reported() == []


def test_ids_and_counts_are_read_and_equal_reports_counted(collector: Any) -> None:
    hook = object()
    collector.add_extra(hook, "sql_job", {"job_id": "01a"})
    for _ in range(3):
        collector.add_extra(hook, "sql_job", {"sql": "SELECT 1", "row_count": 1})
    assert [(one.text, one.query_id, one.row_count, one.times) for one in collected.reported()] == [
        ("", "01a", None, 1),
        ("SELECT 1", None, 1, 3),
    ]


def test_a_collector_is_not_made_to_be_looked_at() -> None:
    lineage.get_hook_lineage_collector.cache_clear()
    assert collected.reported() == []
    assert lineage.get_hook_lineage_collector.cache_info().currsize == 0


def test_a_collector_is_made_for_a_hook_that_will_report() -> None:
    lineage.get_hook_lineage_collector.cache_clear()
    collected.make()
    assert lineage.get_hook_lineage_collector.cache_info().currsize == 1


def test_forgetting_empties_the_collection(collector: Any) -> None:
    collector.add_extra(object(), "sql_job", {"sql": "SELECT 1"})
    collected.forget()
    assert collected.reported() == []
    assert not lineage.get_hook_lineage_collector().has_collected


def test_forgetting_where_nothing_was_collected_is_harmless() -> None:
    lineage.get_hook_lineage_collector.cache_clear()
    collected.forget()
    assert lineage.get_hook_lineage_collector.cache_info().currsize == 0


def test_the_collector_of_airflow_before_3_2(monkeypatch: pytest.MonkeyPatch) -> None:
    """It is a global of another module, without a cached getter."""
    import sys
    from types import SimpleNamespace

    entry = SimpleNamespace(key="sql_job", value={"sql": "SELECT 1"}, context="hook")
    older = SimpleNamespace(
        _hook_lineage_collector=SimpleNamespace(
            has_collected=True, collected_assets=SimpleNamespace(extra=[entry])
        )
    )
    monkeypatch.delitem(sys.modules, "airflow.sdk.lineage")
    monkeypatch.setitem(sys.modules, "airflow.lineage.hook", older)
    assert [one.text for one in collected.reported()] == ["SELECT 1"]
    collected.forget()
    assert older._hook_lineage_collector is None
