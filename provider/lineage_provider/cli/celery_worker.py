"""What belongs beside a Celery worker: a sender of the events that wait on its host, and imports made once.

In: the arguments that `airflow` was started with. Out: for `airflow celery worker`, and only there, a handler
of Celery's signal that the worker is about to start; it forks its pool later. A module of its own because a
worker loads no plugins and calls no listeners: of a provider's code it runs only what defines the commands.
"""

from __future__ import annotations

import logging
from collections.abc import Sequence
from typing import Any

log = logging.getLogger("lineage_provider")

COMMAND = ["celery", "worker"]


def accompany(arguments: Sequence[str]) -> None:
    """Wait for the start of a worker, where these arguments of a process are those of one."""
    if list(arguments[1:3]) != COMMAND:
        return
    try:
        from celery.signals import worker_init
    except ImportError:  # Airflow will say so itself
        return
    worker_init.connect(begin, weak=False)


def begin(**_: Any) -> None:
    """Called by Celery in the worker's main process, before it forks its pool; never at the worker's cost."""
    from lineage_provider import settings

    options = settings.current()
    if not options.enabled:
        return
    for start in (_import_ahead, _start_sender):
        try:
            start(options)
        except Exception as error:
            log.warning("The Celery worker goes on without a part of its lineage set-up: %s", error)


def _import_ahead(_: Any) -> None:
    """Import what tasks need: they are forks of the pool, which is one of the worker."""
    from lineage_provider.extractors import preloading

    preloading.load_ahead()


def _start_sender(options: Any) -> None:
    from lineage_provider import routing

    if options.background_delivery and routing.may_spool(options):
        routing.start_sender(routing.sender_without_plugin)
