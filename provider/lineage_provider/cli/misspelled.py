"""Options and sections of this provider that nothing reads: most often a letter is wrong.

In: the names that Airflow's configuration and environment hold; no values. Out: findings. A module of its own
because Airflow itself says nothing of an option that it does not know.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Mapping
from difflib import get_close_matches
from typing import Any

from lineage_provider import configured, settings
from lineage_provider.delivery import options as spool_options
from lineage_provider.destinations import DestinationError
from lineage_provider.destinations.base import CONNECTION, SECTION_PREFIX
from lineage_provider.destinations.finding import Finding, note, warning

_PREFIX = "AIRFLOW__"
_SUFFIXES = ("_cmd", "_secret")
"""With them Airflow finds the value of a sensitive option elsewhere."""


def unread_by_spool(config: Mapping[str, Any]) -> Iterator[Finding]:
    """Yield a finding for each key of a spool transport's configuration that it does not read."""
    for name in spool_options.unknown(config):
        yield warning(
            "option-unknown",
            f"the spool transport has no option {name}",
            "it is not read, and does nothing",
            _rename(name, spool_options.KNOWN),
        )


def unread() -> Iterator[Finding]:
    """Yield a finding for each option and section of this provider that is set and not read."""
    yield from _unread_options(settings.SECTION, [option.name for option in settings.OPTIONS])
    named = configured.names(settings.current().destinations)
    for section in sorted(_sections()):
        name = section.removeprefix(SECTION_PREFIX)
        if name not in named:
            yield _unused(section, name, named)
        elif known := _options_of(name):
            yield from _unread_options(section, known)


def _options_of(name: str) -> list[str]:
    """Options of a configured destination; none where it cannot be told which one it is (said elsewhere)."""
    try:
        options = configured.destination_of(name).options
    except DestinationError:
        return []
    return [configured.TYPE.name, CONNECTION.name, *(option.name for option in options)]


def _sections() -> set[str]:
    """The sections of destinations that the configuration or the environment has."""
    from airflow.configuration import conf

    found = {name.lower() for name in (*conf.sections(), *(section for section, _ in _variables()))}
    # A configuration file that Airflow wrote itself has every section of every provider, without an option.
    return {name for name in found if name.startswith(SECTION_PREFIX) and _set(name)}


def _variables() -> Iterator[tuple[str, str]]:
    """Section and option of each of Airflow's environment variables, in lower case."""
    for name in os.environ:
        if name.startswith(_PREFIX):
            section, _, option = name.removeprefix(_PREFIX).lower().partition("__")
            yield section, option


def _set(section: str) -> set[str]:
    """Names of the options that are set, without a look at their values."""
    from airflow.configuration import conf

    written = conf.options(section) if conf.has_section(section) else []
    return {*written, *(option for found, option in _variables() if found == section)}


def _unused(section: str, name: str, named: list[str]) -> Finding:
    near = _near(name, named)
    return note(
        "section-unused",
        f"[{section}] is set, and [{settings.SECTION}] destinations does not name {name}",
        "nothing of this section is read",
        f"rename it to [{SECTION_PREFIX}{near}]" if near else f"add {name} to destinations, or remove it",
    )


def _unread_options(section: str, known: Iterable[str]) -> Iterator[Finding]:
    known = list(known)
    readable = {*known, *(name + suffix for name in known for suffix in _SUFFIXES)}
    for name in sorted(_set(section) - readable):
        yield warning(
            "option-unknown",
            f"[{section}] has no option {name}",
            "it is not read, and does nothing",
            _rename(name, known),
        )


def _rename(name: str, known: Iterable[str]) -> str:
    near = _near(name, known)
    return f"rename it to {near}" if near else f"remove it; there are: {', '.join(sorted(known))}"


def _near(name: str, known: Iterable[str]) -> str:
    return next(iter(get_close_matches(name, list(known), n=1)), "")
