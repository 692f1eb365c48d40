"""The Airflow plugin: puts the parts in place, and is cheap where there is nothing to do.

In: Airflow loading its plugins. Out: the OpenLineage provider's listener works with our extractor
manager. Nothing is touched while ``[lineage_provider] enabled`` is False or the OpenLineage provider is
not active, and loading never raises.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from airflow.plugins_manager import AirflowPlugin

if TYPE_CHECKING:
    from lineage_provider.settings import Settings

log = logging.getLogger("lineage_provider")


@contextmanager
def _going_on(without: str) -> Iterator[None]:
    """Let Airflow go on without a part that cannot be put in place: ``without`` says what it lacks then."""
    try:
        yield
    except Exception as error:
        log.warning("%s: %s", without, error)
        log.debug("What could not be put in place", exc_info=True)


class LineageProviderPlugin(AirflowPlugin):
    """Exact SQL lineage for the events of the OpenLineage provider."""

    name = "lineage_provider"

    @property
    def fastapi_apps(self) -> list[dict[str, Any]]:  # type: ignore[override]
        """The viewer, made when it is asked for: only the api-server does, and only it loads FastAPI."""
        return viewer_apps()

    @property
    def react_apps(self) -> list[dict[str, str]]:  # type: ignore[override]
        """The page in the menu, and as a tab of DAGs, runs, tasks and task instances."""
        return viewer_tabs()

    @classmethod
    def on_load(cls, *args: Any, **kwargs: Any) -> None:
        """Put our extractor manager into the OpenLineage provider's listener."""
        with _going_on("Lineage stays as the OpenLineage provider makes it"):
            if put_in_place():
                cls.listeners = start_listeners()


def tag_queries(options: Settings) -> None:
    """Let hooks tag what they run; also without OpenLineage, and never at the cost of lineage."""
    with _going_on("Queries are not tagged"):
        from lineage_provider.query_tags.apply import apply

        apply(
            query_tag=options.query_tag,
            query_comment=options.query_comment,
            engines=options.query_tag_engines,
        )


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
    route_events(options)
    if conf.is_disabled():
        return False
    from airflow.providers.openlineage.plugins.listener import get_openlineage_listener

    from lineage_provider.extractors import listener as starts
    from lineage_provider.extractors.manager import LineageExtractorManager

    listener = get_openlineage_listener()
    manager = listener.extractor_manager
    if not isinstance(manager, LineageExtractorManager):
        manager = listener.extractor_manager = LineageExtractorManager(options, manager)
    starts.wrap(listener, manager.preload, before_execution(options))
    note_times(options)
    note_validations()
    return True


def note_validations() -> None:
    """Let Great Expectations and Soda tell what they validated; never at the cost of lineage."""
    with _going_on("Results of Great Expectations and Soda are not in events"):
        from lineage_provider.extractors import scans, validations

        validations.put_in_place()
        scans.put_in_place()


def before_execution(options: Settings) -> Callable[[Any, Any], None] | None:
    """What is done to a task that is about to be executed; never at the cost of lineage."""
    injection = None
    with _going_on("Spark jobs are told what the official providers tell them"):
        from lineage_provider.spark.injection import Injection

        made = Injection(options, lambda: backends_of(options))
        made.put_in_place()
        injection = made
    return injection.prepare if injection else None


def backends_of(options: Settings) -> Iterable[tuple[str, Mapping[str, Any]]]:
    """The backends of this process's events; what knows them is imported when a Spark job is submitted."""
    from lineage_provider.backends import backends

    return backends(options)


def note_times(options: Settings) -> None:
    """Let hooks note when statements began and ended; never at the cost of lineage."""
    if options.query_events == "never":
        return
    with _going_on("Events of single queries have no times of their own"):
        from lineage_provider.extractors import noting

        noting.put_in_place()


def route_events(options: Settings) -> None:
    """Give events a store where they have no transport, and a spool where one is configured."""
    with _going_on("Events go where the OpenLineage provider sends them by itself"):
        from lineage_provider import routing

        routing.route(options)


def viewer_apps() -> list[dict[str, Any]]:
    """The viewer's app; none where it is switched off or cannot be made: the api-server starts anyway."""
    apps: list[dict[str, Any]] = []
    with _going_on("There is no lineage page"):
        from lineage_provider import settings

        if settings.current().viewer:
            from lineage_provider.viewing import the_app

            apps.append(the_app())
    return apps


def viewer_tabs() -> list[dict[str, str]]:
    """The viewer's tabs; none where there is no viewer."""
    tabs: list[dict[str, str]] = []
    with _going_on("There are no lineage tabs"):
        from lineage_provider import settings, viewing

        if settings.current().viewer:
            tabs += viewing.tabs()
    return tabs


def start_listeners() -> list[Any]:
    """What listens to the start of Airflow's long-lived processes; nothing where it would do nothing."""
    from airflow.configuration import conf

    from lineage_provider import routing, settings

    listeners: list[Any] = []
    if "LocalExecutor" in conf.get("core", "executor", fallback=""):
        from lineage_provider.extractors.preloading import SchedulerStart

        listeners.append(SchedulerStart())
    options = settings.current()
    if options.background_delivery and routing.may_spool(options):
        listeners.append(routing.SenderStart())
    return listeners
