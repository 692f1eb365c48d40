"""Where events go: what Airflow's configuration says about transports, put into effect.

In: ``[openlineage]`` and ``[lineage_provider]`` configuration. Out: the transports of this process; a
transport for an OpenLineage provider that has none; the spool in front of one that has; a background sender
beside long-lived processes. A module of its own because the plugin and the command line need the same
answer, and because nothing below may read configuration.
"""

from __future__ import annotations

import copy
import importlib
import json
import logging
import os
import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

from airflow.listeners import hookimpl

from lineage_provider import dag_events

if TYPE_CHECKING:
    from lineage_provider.delivery import SpoolTransport
    from lineage_provider.settings import Settings

log = logging.getLogger("lineage_provider")

SPOOL = "lineage_provider.delivery.SpoolTransport"
STORE = "lineage_provider.delivery.StoreTransport"

_OFF = frozenset({"off", "none", "false", "no"})
_VARIABLE = "AIRFLOW__OPENLINEAGE__TRANSPORT"
_PLUGIN_MODULE = "airflow.providers.openlineage.plugins.openlineage"
_NOT_SPOOLED = frozenset({"spool", "store", "file", "console", "noop"})
"""Kinds of transports that have no backend that could be down."""


def route(options: Settings) -> None:
    """Put what the options say about the way of events into effect in this process."""
    from airflow.providers.openlineage import conf

    give_transport(options)
    if conf.is_disabled():
        return  # and nothing more of it is imported
    spool_in_front(options)
    clean_in_front(options)
    dag_events.accompany()
    if may_spool(options):
        # Once here: a task's process forks for each of its events, and each fork would import it anew.
        importlib.import_module("lineage_provider.delivery.http_sender")
        importlib.import_module("lineage_provider.delivery")


def give_transport(options: Settings) -> bool:
    """Give an OpenLineage provider without any transport one: to the destinations, else the embedded store.

    Without one it counts as disabled. It is put into this process's configuration: a task's own children do
    not inherit it, and other processes of Airflow load this plugin themselves. True when it was given.
    """
    from airflow.providers.openlineage import conf

    transport = _own_transport(options)
    if transport is None or not conf.is_disabled() or conf.transport():
        return False
    configuration: Any = vars(conf)["conf"]  # the one that this provider reads; Airflow has two
    take_back = _configure(configuration, json.dumps(transport))
    _forget(conf)
    if conf.is_disabled():  # somebody has switched it off, which is another matter
        take_back()
        _forget(conf)
        return False
    _wake_official_plugin()
    return True


def _configure(configuration: Any, transport: str) -> Callable[[], None]:
    """Set ``[openlineage] transport`` for this process; what is returned takes it back."""
    if (before := os.environ.get(_VARIABLE)) is not None:  # an empty one, which comes before all else
        os.environ[_VARIABLE] = transport
        return lambda: os.environ.update({_VARIABLE: before})
    if not configuration.has_section("openlineage"):
        configuration.add_section("openlineage")
    # A percent sign is special in a configuration file, whose place this takes.
    configuration.set("openlineage", "transport", transport.replace("%", "%%"))
    return lambda: configuration.remove_option("openlineage", "transport", remove_default=False)


def _own_transport(options: Settings) -> dict[str, Any] | None:
    """The transport of ``[lineage_provider]`` alone; None where it says that there is none."""
    if options.destinations:
        return {"type": SPOOL, **_spool(options.spool), "deliver_to": _destinations(options)}
    return None if options.store.lower() in _OFF else _store(options)


def _destinations(options: Settings) -> dict[str, Any]:
    """The destinations as one composite; the store is one of them where it was asked for by name."""
    from lineage_provider import configured

    composite = configured.deliver_to(options.destinations)
    if options.store and options.store.lower() not in _OFF:
        composite["transports"]["store"] = _store(options)
    return composite


def _store(options: Settings) -> dict[str, Any]:
    return {"type": STORE, **({"store": options.store} if options.store else {})}


def _spool(spool: str) -> dict[str, Any]:
    return {"spool": spool} if spool else {}


def spool_in_front(options: Settings) -> None:
    """Let every client of the OpenLineage provider deliver through the spool ``[lineage_provider] spool``,
    and to the destinations beside its own transport."""
    if not (options.spool or options.destinations):
        return
    from airflow.providers.openlineage.plugins.adapter import OpenLineageAdapter

    original = OpenLineageAdapter.get_or_create_openlineage_client
    if getattr(original, "spools", None):
        return

    def get_or_create(self: Any) -> Any:
        client = original(self)
        try:
            _spool_client(client, options)
        except Exception as error:
            log.warning("Lineage events go only where [openlineage] sends them, without a spool: %s", error)
        return client

    get_or_create.spools = True  # type: ignore[attr-defined]
    OpenLineageAdapter.get_or_create_openlineage_client = get_or_create  # type: ignore[method-assign]


def clean_in_front(options: Settings) -> None:
    """Let every event of the OpenLineage provider's adapter be cleaned before its transport sees it."""
    from airflow.providers.openlineage.plugins.adapter import OpenLineageAdapter

    # Here, not with the first event: events are made in forks, each of which would import it again.
    from lineage_provider.cleaning import Cleaning, clean

    original = OpenLineageAdapter.get_or_create_openlineage_client
    if getattr(original, "cleans", None):
        return
    rules = Cleaning(options.sql_text, options.sql_text_limit)

    def get_or_create(self: Any) -> Any:
        client = original(self)
        if "emit" not in vars(client):
            emit = client.emit
            vars(client)["emit"] = lambda event: emit(clean(event, rules))
        return client

    get_or_create.cleans = True  # type: ignore[attr-defined]
    get_or_create.spools = getattr(original, "spools", False)  # type: ignore[attr-defined]
    OpenLineageAdapter.get_or_create_openlineage_client = get_or_create  # type: ignore[method-assign]


def spool_transports() -> list[SpoolTransport]:
    """Every spool transport that events of this deployment go through; raises what a configuration raises."""
    from airflow.providers.openlineage.plugins.adapter import OpenLineageAdapter

    from lineage_provider.delivery import SpoolTransport

    found: list[SpoolTransport] = []
    left: list[Any] = [OpenLineageAdapter().get_or_create_openlineage_client().transport]
    while left:
        transport = left.pop(0)
        if isinstance(transport, SpoolTransport):
            found.append(transport)
        elif isinstance(inner := getattr(transport, "transports", None), list):
            left += inner
        elif (inner := getattr(transport, "transport", None)) is not None:
            left.append(inner)
    return found


class SenderStart:
    """A listener that starts a background sender beside scheduler, triggerer and dag-processor."""

    def __init__(self) -> None:
        self._process = 0

    @hookimpl
    def on_starting(self, component: Any) -> None:
        """Called by Airflow when one of its long-lived processes makes its Job, before it forks anything."""
        if type(component).__name__ != "Job" or self._process == os.getpid():
            return
        self._process = os.getpid()
        try:
            start_sender(transport_of_sender)
        except Exception as error:
            log.warning("Lineage events that wait are not sent in the background: %s", error)


def start_sender(make_transport: Callable[[], SpoolTransport | None]) -> None:
    """Start a background sender beside this process."""
    from lineage_provider.delivery import background

    # Tasks are forks of this process, too: what a first attempt needs is imported once, here.
    importlib.import_module("lineage_provider.delivery.http_sender")
    background.start(make_transport)


def may_spool(options: Settings) -> bool:
    """Whether a spool can be configured at all, told without making a client."""
    from airflow.providers.openlineage import conf

    connection = getattr(conf, "config_conn_id", str)  # a newer option of that provider
    if options.spool or options.destinations or connection():
        return True
    places = [
        json.dumps(conf.transport()),
        _text_of(conf.config_path(True)),
        *(os.environ[name] for name in os.environ if _names_transport(name)),
    ]
    return any(SPOOL in place for place in places)


def _text_of(path: str) -> str:
    try:
        return Path(path).expanduser().read_text(encoding="utf-8") if path else ""
    except (OSError, ValueError):  # the OpenLineage provider will say so
        return ""


def transport_of_sender() -> SpoolTransport | None:
    """The transport of a background sender, which is a fork: what it inherited belongs to its parent."""
    from airflow import settings as airflow_settings

    if (engine := getattr(airflow_settings, "engine", None)) is not None:
        engine.dispose(close=False)
    found = spool_transports()
    return found[0] if found else None


def sender_without_plugin() -> SpoolTransport | None:
    """The transport of a sender beside a process that has loaded no plugins."""
    from lineage_provider import settings

    route(settings.current())
    return transport_of_sender()


def _spool_client(client: Any, options: Settings) -> None:
    """Put the spool in front of a client's transport, with the destinations beside it."""
    if client.transport.kind in _NOT_SPOOLED and not options.destinations:
        return
    from lineage_provider.delivery import SpoolTransport
    from lineage_provider.delivery.transport import SpoolConfig

    present = copy.deepcopy(client.config.transport)
    if not (present and present.get("type")):
        present = _simple_variables() or {}
    wanted = {**_spool(options.spool), "deliver_to": present}
    if options.destinations:
        wanted = _beside(present, options)
    if wanted["deliver_to"] and SPOOL not in json.dumps(wanted["deliver_to"], default=str):
        plain = client.transport
        client.transport = SpoolTransport(SpoolConfig.from_dict(wanted))
        plain.close(0)


def _beside(present: dict[str, Any], options: Settings) -> dict[str, Any]:
    """A spool's configuration: the destinations, and the transport that is configured without us.

    Where that one is a spool already its directory and its ``deliver_to`` stay, so that what waits there
    is sent.
    """
    own = _destinations(options)
    kind = present.get("type")
    spool = {**_spool(options.spool)}
    if kind == SPOOL:
        spool = {key: value for key, value in present.items() if key not in ("type", "deliver_to")}
        present = present.get("deliver_to") or {}
    if present == own:  # give_transport was here
        return {**spool, "deliver_to": own}
    if present and kind not in ("console", "noop"):
        own["transports"] = {"openlineage": present, **own["transports"]}
    return {**spool, "deliver_to": own}


def _simple_variables() -> dict[str, Any] | None:
    """The transport of ``OPENLINEAGE_URL`` and its companions, as the client makes it."""
    url, api_key = os.environ.get("OPENLINEAGE_URL"), os.environ.get("OPENLINEAGE_API_KEY")
    if not url:
        return None
    auth = {"auth": {"type": "api_key", "apiKey": api_key}} if api_key else {}
    endpoint = os.environ.get("OPENLINEAGE_ENDPOINT", "api/v1/lineage")
    return {"type": "http", "url": url, "endpoint": endpoint, **auth}


def _wake_official_plugin() -> None:
    """Give the official plugin its listener, where it was imported before it had a transport.

    Airflow reads plugins' listeners after all plugins are loaded, in no defined order.
    """
    module: Any = sys.modules.get(_PLUGIN_MODULE)
    if module is None:
        return
    loaded = module.OpenLineageProviderPlugin
    if loaded.listeners:
        return
    importlib.reload(module)
    fresh = module.OpenLineageProviderPlugin
    for name in ("macros", "listeners", "hook_lineage_readers"):
        setattr(loaded, name, getattr(fresh, name))
    module.OpenLineageProviderPlugin = loaded


def _forget(conf: Any) -> None:
    for name in ("transport", "is_disabled"):
        clear = getattr(getattr(conf, name), "cache_clear", None)
        if clear:
            clear()


def _names_transport(name: str) -> bool:
    return name.startswith("OPENLINEAGE__TRANSPORT")
