"""Trino and Presto: what the hooks' own client info lacks.

In: the hooks' modules. Out: the header X-Trino-Client-Info (X-Presto-Client-Info) keeps what Airflow writes
into it (DAG, task, run, try) and gains the keys that are missing: the OpenLineage run id and namespace, and
the index of a mapped task. ``system.runtime.queries`` and event listeners of the server show it.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from types import ModuleType
from typing import Any

from lineage_provider.query_tags import applied
from lineage_provider.query_tags.identity import current_task
from lineage_provider.query_tags.tag import missing
from lineage_provider.query_tags.wrapping import Make, guarded, wrap

TRINO_MODULE = "airflow.providers.trino.hooks.trino"
PRESTO_MODULE = "airflow.providers.presto.hooks.presto"

MECHANISM = "client_info"


def tag_trino(module: ModuleType) -> None:
    wrap(module, "generate_trino_client_info", _completed("trino"))


def tag_presto(module: ModuleType) -> None:
    wrap(module, "generate_presto_client_info", _completed("presto"))


def with_missing_keys(engine: str, info: str) -> str:
    """Airflow's client info with the tag's other keys behind it; Airflow calls the run id dag_run_id."""
    tag = current_task()
    present = json.loads(info) if tag is not None else None
    if tag is None or not isinstance(present, dict):
        return info
    names = {"run_id"} if present.get("dag_run_id") else set()
    # Where Airflow's part is empty (its variables are set by operators only) ours fills it.
    filled = {key for key, value in present.items() if value not in ("", None)}
    text = json.dumps(present | missing(tag, filled | names))
    applied.remember(tag, engine, MECHANISM, text)
    return text


def _completed(engine: str) -> Make:
    def make(original: Callable[..., Any]) -> Callable[..., Any]:
        def generate_client_info(*args: Any, **kwargs: Any) -> Any:
            info = original(*args, **kwargs)
            return guarded(engine.title(), info, lambda: with_missing_keys(engine, info))

        return generate_client_info

    return make
