"""What the doctor looks at: the whole configuration that events depend on, without sending any.

In: Airflow's configuration. Out: findings. A module of its own because it reads configuration; the checks
themselves are in :mod:`lineage_provider.destinations`.
"""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import urljoin

from lineage_provider import configured, routing, settings
from lineage_provider.cli import client_config, misspelled
from lineage_provider.destinations import DestinationError
from lineage_provider.destinations.finding import Finding, error, note, passed, warning
from lineage_provider.destinations.traps import check_transport

if TYPE_CHECKING:
    from lineage_provider.delivery.outbox import Outbox

_LATE_MINUTES = 10
_TRANSPORT_FIX = (
    "correct whichever is set of [openlineage] transport (JSON with a type), config_path (a file that is "
    "there), config_conn_id (a connection that is there) and [lineage_provider] spool (a directory or a URL)"
)
_FIXES = {
    **dict.fromkeys(("routing", "switches", "transport", "spools"), _TRANSPORT_FIX),
    "openlineage_options": "correct the option of [openlineage] that it names",
}
"""Part of the examination -> what to do when it cannot be read at all."""
_PACKAGES = ("apache-airflow-core", "apache-airflow-providers-openlineage", "openlineage-python", "sqlglot")


def offline(only: str | None = None) -> list[Finding]:
    """Every check that needs no network; ``only`` leaves out other destinations. Never raises."""
    parts: list[Callable[[], Iterator[Finding]]] = [
        _versions,
        _options,
        _switches,
        _openlineage_options,
        _strays,
        _transport,
        _spools,
    ]
    found: list[Finding] = _guarded(_route, "routing")
    if only is None:
        for part in parts:
            said = _guarded(part, part.__name__.strip("_"))
            if part is _spools and any(one.code in _SAID_OF_TRANSPORT for one in found):
                said = [one for one in said if one.code != "spools-failed"]
            found += said
    found = _once(found)
    for name in chosen(only):
        found += [
            replace(one, destination=name)
            for one in _guarded(lambda name=name: _destination(name), name)  # type: ignore[misc]
        ]
    return found


def chosen(only: str | None) -> list[str]:
    """Names of the destinations to look at: the configured ones, or the one that is asked for."""
    if only:
        return [only]
    try:
        return configured.names(settings.current().destinations)
    except DestinationError:  # said where the transport is made of it
        return []


_SAID_OF_TRANSPORT = frozenset(
    (
        "url-unusable",
        "key-missing",
        "site-unknown",
        "transport-unknown",
        "auth-unknown",
        "token-endpoint-missing",
        "number-unusable",
        "file-missing",
        "brokers-missing",
        "composite-empty",
        "transform-empty",
        "deliver-to-unusable",
        "package-missing",
    )
)
"""With one of these a transport cannot be made: that it fails on it need not be said again."""


def _guarded(check: Callable[[], Iterator[Finding]], name: str) -> list[Finding]:
    found: list[Finding] = []
    try:
        found.extend(check())
    except Exception as failed:  # a broken configuration is what the doctor is for
        found.append(
            error(
                f"{name}-failed",
                str(failed) if isinstance(failed, DestinationError) else f"{type(failed).__name__}: {failed}",
                "Airflow's processes fail on it in the same way, and no event is sent",
                "correct [lineage_provider] destinations, and run the doctor again"
                if isinstance(failed, DestinationError)
                else _FIXES.get(name, "correct it, and run the doctor again"),
            )
        )
    return found


def _once(found: list[Finding]) -> list[Finding]:
    """Findings without those that say again what another part has run into, too."""
    said: dict[str, Finding] = {}
    return [one for one in found if said.setdefault(one.what, one) is one]


def _route() -> Iterator[Finding]:
    """What every process of Airflow does when it loads the plugin."""
    routing.give_transport(settings.current())
    yield from ()


def _versions() -> Iterator[Finding]:
    known = []
    for name in _PACKAGES:
        try:
            known.append(f"{name} {version(name)}")
        except PackageNotFoundError:
            yield error(
                "package-missing", f"{name} is not installed", "there is no lineage", f"pip install {name}"
            )
    yield passed("versions", ", ".join(known))


def _options() -> Iterator[Finding]:
    for text in settings.unusable():
        yield warning("option-unusable", text, "the option does nothing as it is", "correct the value")
    yield from misspelled.unread()


def _switches() -> Iterator[Finding]:
    from airflow.configuration import conf as airflow_conf
    from airflow.providers.openlineage import conf

    if not settings.current().enabled:
        yield warning(
            "lineage-off",
            "[lineage_provider] enabled is False",
            "events are the OpenLineage provider's own, without exact SQL lineage",
            "set it to True",
        )
    if airflow_conf.getboolean("openlineage", "disabled", fallback=False) or _true("OPENLINEAGE_DISABLED"):
        yield error(
            "openlineage-off",
            "the OpenLineage provider is switched off ([openlineage] disabled, or OPENLINEAGE_DISABLED)",
            "no event is made",
            "set it to False",
        )
    elif conf.is_disabled():
        yield error(
            "openlineage-without-transport",
            "the OpenLineage provider has no transport, and counts as switched off",
            "no event is made",
            "set [lineage_provider] destinations, or [openlineage] transport",
        )


def _openlineage_options() -> Iterator[Finding]:
    from airflow.providers.openlineage import conf

    if conf.namespace() == "default":
        yield warning(
            "namespace-default",
            "[openlineage] namespace is default",
            "jobs of several Airflows fall together, and Atlan finds no connection of that name",
            "set it to a name of this Airflow, such as airflow-prod",
        )
    if conf.disabled_operators():
        names = ", ".join(sorted(conf.disabled_operators()))
        yield note(
            "operators-disabled", f"[openlineage] disabled_for_operators: {names}", "they have no events"
        )
    if conf.selective_enable():
        yield note(
            "selective",
            "[openlineage] selective_enable is True",
            "only DAGs and tasks that ask for it by enable_lineage() have events",
        )
    for rule in _policy(conf):
        if (rule.get("controls") or {}).get("emit") is False:
            yield note("policy-drops", f"emission_policy drops events of {rule.get('scope') or 'everything'}")
    limit = float(conf.execution_timeout())
    needed = settings.current().catalog_timeout + settings.current().analysis_budget
    if limit < needed:
        yield warning(
            "timeout-too-short",
            f"[openlineage] execution_timeout is {limit:g} s; analysis and catalog may take {needed:g} s",
            "the events of slow tasks are cut off",
            f"raise it above {needed:g}, or lower catalog_timeout and analysis_budget",
        )


def _policy(conf: Any) -> list[Mapping[str, Any]]:
    read = getattr(conf, "emission_policy", None)
    return [rule for rule in read() if isinstance(rule, Mapping)] if read else []


def _strays() -> Iterator[Finding]:
    """Files and variables that the client merges into the transport, without a word."""
    files = [os.environ.get("OPENLINEAGE_CONFIG"), "openlineage.yml", "~/.openlineage/openlineage.yml"]
    for name in files:
        if name and Path(name).expanduser().is_file():
            yield warning(
                "stray-file",
                f"{Path(name).expanduser().absolute()} is merged into the transport",
                "its keys are added where the transport has none of that name",
                "remove the file, or move its content to the transport",
            )
    variables = sorted(name for name in os.environ if name.startswith("OPENLINEAGE__"))
    if variables:
        yield note("stray-variables", f"{', '.join(variables)} are merged into the transport")


def _transport() -> Iterator[Finding]:
    from airflow.providers.openlineage import conf
    from airflow.providers.openlineage.plugins.adapter import OpenLineageAdapter

    own = (OpenLineageAdapter().get_openlineage_config() or {}).get("transport") or {}
    config = client_config.effective(own)
    if not config:
        return  # said by the switches
    if config.get("type") == routing.STORE:
        if blocked := _blocked(str(config.get("store") or "")):
            yield error(
                "store-not-writable",
                f"{blocked} cannot be written by this user, and the store is {config['store']}",
                "no event is kept",
                "correct its owner and rights, or set [lineage_provider] store",
            )
        yield note(
            "store-only",
            "events are kept on this machine only, in the embedded store",
            "no transport and no destination is configured",
            "set [lineage_provider] destinations to send them to a backend",
        )
        return
    spooled = bool(settings.current().spool or settings.current().destinations)
    found = list(check_transport(config, float(conf.execution_timeout()), spooled=spooled))
    if config.get("type") == routing.SPOOL:
        found += misspelled.unread_by_spool(own)
    yield from found
    if not found:
        yield passed("transport", f"the transport {config.get('type')} has none of the known traps")


def _spools() -> Iterator[Finding]:
    """What waits on this machine, and since when."""
    routing.spool_in_front(settings.current())
    for transport in routing.spool_transports():
        yield from _writable(transport.options.spool)
        for outbox in transport.outboxes():
            yield from _outbox(outbox)


def _writable(spool: str) -> Iterator[Finding]:
    if blocked := _blocked(spool):
        yield error(
            "spool-not-writable",
            f"{blocked} cannot be written by this user, and the spool is {spool}",
            "events are sent without it, and lost when the backend does not take them at once",
            "correct its owner and rights, or set [lineage_provider] spool",
        )


def _blocked(place: str) -> Path | None:
    """What keeps this user from writing below a directory that may not be there yet."""
    folder = Path(place).expanduser()
    while not folder.exists() and folder != folder.parent:
        folder = folder.parent
    writable = "://" in place or (folder.is_dir() and os.access(folder, os.W_OK))
    return None if writable else folder


def _outbox(outbox: Outbox) -> Iterator[Finding]:
    name = outbox.target.name
    waiting, dead = outbox.spool.waiting(), outbox.spool.dead()
    state = outbox.breaker.state()
    if waiting:
        minutes = max(0.0, time.time() - waiting[0].seconds) / 60
        yield (warning if minutes > _LATE_MINUTES else note)(
            "events-wait",
            f"{len(waiting)} events wait for {name}, the oldest for {minutes:.0f} minutes",
            state.reason or "they are sent in the background",
            "correct what is wrong, then: airflow lineage deliver --once" if state.reason else "",
        )
    if dead:
        yield warning(
            "dead-letters",
            f"{name} has refused {len(dead)} events for good",
            "they are kept, and are not sent again by themselves",
            "airflow lineage dead list; then dead replay or dead drop",
        )
    if not waiting and not dead:
        yield passed("spool", f"nothing waits for {name}")


def _destination(name: str) -> Iterator[Finding]:
    from airflow.providers.openlineage import conf

    try:
        destination = configured.destination_of(name)
        values = configured.values_of(name)
        transport = destination.transport(values)
    except DestinationError as unusable:
        yield error(
            "options-unusable",
            f"[lineage_provider_{name}] {unusable}",
            "no event is sent there",
            f"set it in that section, by AIRFLOW__LINEAGE_PROVIDER_{name.upper()}__OPTION, or in the "
            "connection that the section names; docs/destinations.md has an example of each",
        )
        return
    yield from check_transport(transport, spooled=True)
    namespace = values.get("namespace") or conf.namespace()
    if destination.rules.needs_start and namespace == "default":
        yield error(
            "namespace-default",
            "the job namespace is default",
            f"{destination.title} finds its connection by that name, and processes nothing without one",
            f"set [openlineage] namespace, or [lineage_provider_{name}] namespace, to the connection's name",
        )
    if destination.rules.needs_schema and not settings.current().catalog_lookup:
        yield warning(
            "catalog-off",
            "[lineage_provider] catalog_lookup is False",
            f"{destination.title} keeps column lineage only between columns of schema facets",
            "set it to True",
        )
    address = str(transport.get("url") or "")
    where = (
        urljoin(address, str(transport.get("endpoint") or ""))
        or transport.get("topic")
        or transport.get("log_file_path")
        or ""
    )
    yield passed("options", f"{destination.title}: {transport['type']} {where}".rstrip())
    for text in destination.notes:
        yield note("backend", text)


def _true(variable: str) -> bool:
    return os.environ.get(variable, "").strip().lower() in ("true", "1", "t")
