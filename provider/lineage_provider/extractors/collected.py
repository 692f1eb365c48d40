"""What hooks reported while a task ran: Airflow's collector of hook lineage.

In: Airflow's process-wide collector. Out: the SQL in it, with the hook it ran through, and the assets. A
module of its own because the collector is another one in Airflow before 3.2, and because it must never be
made only to be looked at: making it imports the asset handlers of every provider, which takes seconds.
"""

from __future__ import annotations

import sys
from collections.abc import Mapping
from typing import Any

from lineage_provider.extractors.executed import Executed

KEY = "sql_job"
"""Key of the entries that common.sql's ``send_sql_hook_lineage`` makes."""


def reported() -> list[Executed]:
    """Return what hooks reported as executed so far in this process, in the order of the first report."""
    entries = getattr(_content(), "extra", None) or ()
    found = (_read(entry) for entry in entries if entry.key == KEY and isinstance(entry.value, Mapping))
    return [one for one in found if one is not None]


def is_full() -> bool:
    """Whether hooks may have run more than they could report: the collector takes 200 entries by default."""
    most = getattr(sys.modules.get("airflow.sdk.lineage"), "MAX_COLLECTED_EXTRA", None)
    older = getattr(sys.modules.get("airflow.lineage.hook"), "MAX_COLLECTED_EXTRA", None)
    return len(getattr(_content(), "extra", None) or ()) >= (most or older or 200)


def assets() -> tuple[list[Any], list[Any]]:
    """Return the input and output assets that hooks reported, as entries with ``asset`` and ``context``."""
    content = _content()
    return list(getattr(content, "inputs", None) or ()), list(getattr(content, "outputs", None) or ())


def _read(entry: Any) -> Executed | None:
    value = entry.value
    text, query_id, count = value.get("sql"), value.get("job_id"), value.get("row_count")
    text = text if isinstance(text, str) and text.strip() else ""
    if not text and not query_id:
        return None
    return Executed(
        entry.context,
        text,
        value.get("default_db"),
        value.get("default_schema"),
        value.get("extra"),
        row_count=count if isinstance(count, int) and count >= 0 else None,
        query_id=str(query_id) if query_id else None,
        times=max(1, getattr(entry, "count", 1) or 1),
    )


def make() -> None:
    """Make the collector for a hook that is about to report, so that the hook's report takes no time."""
    # What common.sql calls; Airflow's own module is imported by the first call of it.
    hooks = sys.modules.get("airflow.providers.common.compat.lineage.hook")
    if hooks is not None:
        hooks.get_hook_lineage_collector()


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


def _content() -> Any:
    collector = _collector()
    if collector is None or not getattr(collector, "has_collected", False):
        return None
    return collector.collected_assets


def _collector() -> Any:
    """The collector, if there is one already."""
    getter = _getter()
    if hasattr(getter, "cache_info"):
        return getter() if getter.cache_info().currsize else None
    return getattr(sys.modules.get("airflow.lineage.hook"), "_hook_lineage_collector", None)
