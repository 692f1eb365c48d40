"""dbt Cloud by its API. The hook is replaced: its methods answer in the API's form, without a network."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import pytest

from lineage_provider.extractors import dbt_cloud

MANIFEST: dict[str, Any] = {
    "metadata": {"adapter_type": "snowflake", "invocation_id": "1", "project_name": "shop"},
    "nodes": {
        "model.shop.orders": {
            "unique_id": "model.shop.orders",
            "resource_type": "model",
            "database": "SHOP",
            "schema": "PUBLIC",
            "alias": "orders",
            "name": "orders",
            "relation_name": "SHOP.PUBLIC.orders",
            "depends_on": {"nodes": []},
        }
    },
}
RESULTS: dict[str, Any] = {
    "metadata": {"invocation_id": "1", "generated_at": "2026-01-01T00:00:00Z"},
    "args": {"which": "run"},
    "results": [{"unique_id": "model.shop.orders", "status": "success"}],
}


class Hook:
    """Answers as recorded; what is not recorded is not found."""

    def __init__(self, answers: dict[tuple[int, str], Any]) -> None:
        self.answers = answers
        self.asked: list[tuple[int, str]] = []

    def get_job_run(self, **arguments: Any) -> Any:
        names = ["Clone repository", "Invoke dbt with `dbt deps`", "Invoke dbt with `dbt run`"]
        steps = [{"name": name, "index": place} for place, name in enumerate(names, 1)]
        return _answer({"data": {"account_id": 7, "project_id": 3, "run_steps": steps}})

    def get_project(self, **arguments: Any) -> Any:
        assert arguments == {"project_id": 3, "account_id": 7}
        return _answer(
            {"data": {"connection": {"type": "snowflake", "details": {"account": "org-acc", "role": "R"}}}}
        )

    def get_job_run_artifact(self, run_id: int, path: str, account_id: int, step: int) -> Any:
        self.asked.append((step, path))
        if (step, path) not in self.answers:
            raise RuntimeError("HTTP error: Not Found")
        return _answer(self.answers[step, path])


def _answer(body: Any) -> Any:
    return SimpleNamespace(json=lambda: body)


def operator(hook: Hook, **attributes: Any) -> Any:
    given = {"hook": hook, "run_id": 11, "account_id": None, "wait_for_termination": True}
    return SimpleNamespace(**{**given, **attributes})


def test_each_step_that_ran_nodes_is_read_with_the_projects_warehouse() -> None:
    hook = Hook({(3, "run_results.json"): RESULTS, (3, "manifest.json"): MANIFEST})

    [(artifacts, engine)] = dbt_cloud.read(operator(hook))

    assert engine.namespace == "snowflake://org-acc"
    assert [result.unique_id for result in artifacts.results] == ["model.shop.orders"]
    # The manifest is as large as the project: not for steps without results.
    assert hook.asked == [
        (2, "run_results.json"),
        (3, "run_results.json"),
        (3, "manifest.json"),
        (3, "catalog.json"),
    ]


def test_a_run_that_goes_on_after_the_task_is_not_asked_for() -> None:
    hook = Hook({})

    with pytest.raises(Exception, match="wait_for_termination=False"):
        dbt_cloud.read(operator(hook, wait_for_termination=False))
    assert hook.asked == []


def test_a_run_without_results_says_so() -> None:
    with pytest.raises(Exception, match="no run results of run 11"):
        dbt_cloud.read(operator(Hook({})))
