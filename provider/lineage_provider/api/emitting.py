"""Where an event goes: the transport that is given, Airflow's, or the OpenLineage client's own.

In: an event. Out: it is handed over; what fails is one line in the log. A module of its own because runs and
job events leave by the same door.
"""

from __future__ import annotations

import copy
import logging
import os
from collections.abc import Callable, Mapping
from functools import lru_cache
from typing import TYPE_CHECKING, Any, TypeVar

from lineage_provider.api import parents
from lineage_provider.cleaning import Cleaning, clean

if TYPE_CHECKING:
    from openlineage.client import OpenLineageClient

log = logging.getLogger("lineage_provider")

Result = TypeVar("Result")


class Emitter:
    """Hands events over; ``transport`` is the configuration of an OpenLineage transport, or None."""

    def __init__(self, transport: Mapping[str, Any] | None = None) -> None:
        self._transport = transport
        self._client: OpenLineageClient | None = None

    def __call__(self, event: Any) -> None:
        if self._transport is None and parents.airflow_task() is not None and _is_active():
            from airflow.providers.openlineage.plugins.listener import get_openlineage_listener

            listener: Any = get_openlineage_listener()
            listener.adapter.emit(event)
            return
        if self._client is None:
            self._client = _given(self._transport) if self._transport is not None else _default()
        # A copy: facets may be objects that the caller goes on to use.
        self._client.emit(clean(copy.deepcopy(event), Cleaning()))

    def close(self) -> None:
        """Wait for what a transport of one's own still has to send."""
        if self._client is not None and self._transport is not None:
            self._client.close()


def _given(transport: Mapping[str, Any]) -> OpenLineageClient:
    from openlineage.client import OpenLineageClient

    return OpenLineageClient(config={"transport": dict(transport)})


@lru_cache(maxsize=1)
def _default() -> OpenLineageClient:
    """The client by environment and ``openlineage.yml``; one a process."""
    from openlineage.client import OpenLineageClient

    return OpenLineageClient()


def _is_active() -> bool:
    from airflow.providers.openlineage import conf

    return not conf.is_disabled()


def default_namespace() -> str:
    """Job namespace where none is given: Airflow's in a task, else the environment's, else ``default``."""
    if parents.airflow_task() is not None:
        from airflow.providers.openlineage import conf

        return str(conf.namespace())
    return os.environ.get("OPENLINEAGE_NAMESPACE") or "default"


def guarded(what: str, instead: Result, action: Callable[[], Result]) -> Result:
    """Return what ``action`` returns; an error is logged, and ``instead`` is returned."""
    try:
        return action()
    except Exception as error:
        log.warning("Lineage: %s: %s: %s", what, type(error).__name__, error)
        log.debug("Lineage: %s", what, exc_info=True)
        return instead
