"""The Airflow plugin: puts the parts in place, and is cheap where there is nothing to do.

In: Airflow loading its plugins. Out: the OpenLineage provider's listener works with our extractor
manager. Nothing is touched while ``[lineage_provider] enabled`` is False or the OpenLineage provider is
not active, and loading never raises.
"""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING, Any

from airflow.plugins_manager import AirflowPlugin

if TYPE_CHECKING:
    from lineage_provider.settings import Settings

log = logging.getLogger("lineage_provider")


class LineageProviderPlugin(AirflowPlugin):
    """Exact SQL lineage for the events of the OpenLineage provider."""

    name = "lineage_provider"

    @classmethod
    def on_load(cls, *args: Any, **kwargs: Any) -> None:
        """Put our extractor manager into the OpenLineage provider's listener."""
        try:
            if put_in_place():
                cls.listeners = scheduler_listeners()
        except Exception as error:
            log.warning("Lineage stays as the OpenLineage provider makes it: %s", error)
            log.debug("The plugin could not be put in place", exc_info=True)


def tag_queries(options: Settings) -> None:
    """Let hooks tag what they run; also without OpenLineage, and never at the cost of lineage."""
    try:
        from lineage_provider.query_tags.apply import apply

        apply(
            query_tag=options.query_tag,
            query_comment=options.query_comment,
            engines=options.query_tag_engines,
        )
    except Exception as error:
        log.warning("Queries are not tagged: %s", error)
        log.debug("Query tags could not be put in place", exc_info=True)


def put_in_place() -> bool:
    """Replace the listener's extractor manager, once; False, and nothing done, where lineage is off."""
    from lineage_provider import settings

    options = settings.current()
    if not options.enabled:
        return False
    if options.query_tag or options.query_comment:
        tag_queries(options)
    try:
        from airflow.providers.openlineage import conf
    except ImportError:
        log.debug("The OpenLineage provider is not installed")
        return False
    if conf.is_disabled():
        return False
    from airflow.providers.openlineage.plugins.listener import get_openlineage_listener

    from lineage_provider.extractors import listener as starts
    from lineage_provider.extractors.manager import LineageExtractorManager

    listener = get_openlineage_listener()
    manager = listener.extractor_manager
    if not isinstance(manager, LineageExtractorManager):
        manager = listener.extractor_manager = LineageExtractorManager(options, manager)
    starts.wrap(listener, manager.preload)
    return True


def scheduler_listeners() -> list[Any]:
    """What listens to the start of a scheduler that runs tasks in forks of itself; nothing elsewhere."""
    from airflow.configuration import conf

    if "LocalExecutor" not in conf.get("core", "executor", fallback=""):
        return []
    from lineage_provider.extractors.preloading import SchedulerStart

    return [SchedulerStart()]
