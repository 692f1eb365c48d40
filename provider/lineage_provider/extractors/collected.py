"""What hooks reported while a task ran: Airflow's collector of hook lineage.

In: Airflow's process-wide collector. Out: the SQL in it, with the hook it ran through. A module of its own
because the collector is another one in Airflow before 3.2, and because it must never be made only to be
looked at: making it imports the asset handlers of every provider, which takes seconds.
"""

from __future__ import annotations

import sys
from dataclasses import dataclass
from typing import Any

KEY = "sql_job"
"""Key of the entries that common.sql's ``send_sql_hook_lineage`` makes."""


@dataclass(frozen=True)
class HookSql:
    """One statement that ran through a hook."""

    hook: Any
    text: str
    database: str | None = None
    """The database that the hook reported as its default, where it reports one."""


def hook_sql() -> list[HookSql]:
    """Return the SQL that hooks reported so far in this process, in order."""
    collector = _collector()
    if collector is None or not getattr(collector, "has_collected", False):
        return []
    found = []
    for entry in collector.collected_assets.extra:
        text = entry.value.get("sql") if entry.key == KEY else None
        if isinstance(text, str) and text.strip():
            found.append(HookSql(entry.context, text, entry.value.get("default_db")))
    return found


def forget() -> None:
    """Start an empty collection: the next hook call makes a new collector."""
    getter = _getter()
    if hasattr(getter, "cache_clear"):
        getter.cache_clear()
        return
    older: Any = sys.modules.get("airflow.lineage.hook")
    if getattr(older, "_hook_lineage_collector", None) is not None:
        older._hook_lineage_collector = None


def _getter() -> Any:
    return getattr(sys.modules.get("airflow.sdk.lineage"), "get_hook_lineage_collector", None)


def _collector() -> Any:
    """The collector, if there is one already."""
    getter = _getter()
    if hasattr(getter, "cache_info"):
        return getter() if getter.cache_info().currsize else None
    return getattr(sys.modules.get("airflow.lineage.hook"), "_hook_lineage_collector", None)
