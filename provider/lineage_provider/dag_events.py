"""The processes that the OpenLineage provider's listener sends events of DAGs from.

In: the scheduler, which hands these events to a pool of processes. Out: the same way of events there as in
every process that loads plugins. A module of its own because the pool calls its initializer by name: where
processes are not forks (``[core] mp_start_method``, and Python 3.14), they know nothing of the scheduler's.
"""

from __future__ import annotations

import logging
from collections.abc import Callable

log = logging.getLogger("lineage_provider")

_official: Callable[[], None] | None = None


def accompany() -> None:
    """Let the listener's pool begin its processes by :func:`begin`."""
    global _official
    from airflow.providers.openlineage.plugins import listener

    initializer = getattr(listener, "_executor_initializer", None)
    if initializer is not None and initializer is not begin:
        _official = initializer
        listener._executor_initializer = begin


def begin() -> None:
    """Begin a process of the pool: as the OpenLineage provider does, and with the way that events go."""
    if _official is None:  # not a fork
        accompany()
    if _official is not None:
        _official()
    try:
        from lineage_provider import routing, settings

        routing.route(settings.current())
    except Exception as error:
        log.warning("Events of DAGs go where the OpenLineage provider sends them by itself: %s", error)
