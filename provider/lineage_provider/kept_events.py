"""Where Airflow's own transport leaves events on this machine.

In: Airflow's ``[openlineage]`` and ``[lineage_provider]`` configuration. Out: files and spools. A module of
its own, at the top, because the command line and the page of the api-server look in the same places, and
nothing below reads configuration.

Events are where a transport leaves them: the file transport's ``log_file_path`` (one file, or one an
event), the embedded store's directory, and what a spool has not delivered yet or has set aside. A composite
transport has all of its parts.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

ENDINGS = (".json", ".jsonl", ".ndjson", ".json.gz", ".jsonl.gz", ".ndjson.gz")
_SPOOL, _STORE = "SpoolTransport", "StoreTransport"


@dataclass
class Kept:
    """Files of events and addresses of spools; ``kind`` is the type of the transport, empty without one."""

    kind: str = ""
    files: list[Path] = field(default_factory=list)
    spools: list[str] = field(default_factory=list)


def kept_events() -> Kept:
    """Look where the configured transport writes; raises what a configuration that is none raises."""
    from airflow.providers.openlineage.plugins.adapter import OpenLineageAdapter

    from lineage_provider import routing, settings

    routing.give_transport(settings.current())
    config = OpenLineageAdapter().get_openlineage_config() or {}
    transport = config.get("transport") or {}
    found = Kept(str(transport.get("type") or ""))
    for each in _transports(transport):
        kind = str(each.get("type", ""))
        if kind == "file":
            found.files += _written(str(each.get("log_file_path", "")))
        elif kind.endswith(_SPOOL):
            found.spools.append(_spool(each))
        elif kind.endswith(_STORE):
            found.files += _stored(each)
    return found


def files_in(folder: Path) -> list[Path]:
    """Files of events below a folder; of a spool's, the entries without the notes beside them."""
    return sorted(p for p in folder.rglob("*") if p.name.endswith(ENDINGS) and p.is_file())


def _transports(config: Mapping[str, Any]) -> Iterator[Mapping[str, Any]]:
    """A transport's configuration and those inside it: of a composite, and where a spool delivers to."""
    yield config
    inner = config.get("transports")
    parts = inner.values() if isinstance(inner, Mapping) else inner if isinstance(inner, list) else []
    for each in (*parts, config.get("deliver_to")):
        if isinstance(each, Mapping):
            yield from _transports(each)


def _spool(config: Mapping[str, Any]) -> str:
    from lineage_provider.delivery.options import default_spool

    return str(config.get("spool") or default_spool())


def _stored(config: Mapping[str, Any]) -> list[Path]:
    from lineage_provider.delivery.store import default_store

    folder = Path(str(config.get("store") or default_store())).expanduser()
    return files_in(folder) if folder.is_dir() else []


def _written(path: str) -> list[Path]:
    """What a file transport wrote: the file it appends to, or a file an event with a time in its name."""
    if path.startswith("file:"):
        path = unquote(urlsplit(path).path)
    if not path or "://" in path:
        return []
    file = Path(path)
    if file.is_dir():
        return files_in(file)
    return [file] if file.is_file() else sorted(file.parent.glob(f"{file.name}-*.json"))
