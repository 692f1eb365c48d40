"""The embedded store: events on this machine's disk, for those who have no backend (yet).

In: events. Out: one file of JSON lines a day and host, which the viewer and the command line read. A module
of its own because it stands in the place of a backend: it is both a transport type and a reader.

    {"type": "lineage_provider.delivery.StoreTransport", "store": "/var/lib/lineage"}

A line is appended by one write and is on the disk before ``emit`` returns. Hosts that share the directory
write files of their own, since appending is atomic on one host only. Files older than ``max_age_days`` go,
then the oldest, until the rest is smaller than ``max_bytes``.
"""

from __future__ import annotations

import json
import logging
import os
import re
import socket
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from openlineage.client.serde import Serde
from openlineage.client.transport.transport import Config, Transport

log = logging.getLogger(__name__)

_SUFFIX = ".jsonl"
_DAY = 86_400.0


class StoreConfig(Config):
    """``store``: the directory. ``max_bytes`` and ``max_age_days``: what it may hold; 0 is without bound."""

    def __init__(self, store: str, max_bytes: int, max_age_days: float) -> None:
        self.store = store
        self.max_bytes = max_bytes
        self.max_age_days = max_age_days

    @classmethod
    def from_dict(cls, params: dict[str, Any]) -> StoreConfig:
        return cls(
            str(params.get("store") or default_store()),
            int(params.get("max_bytes") or 1 << 30),
            float(params.get("max_age_days") or 30),
        )


class StoreTransport(Transport):
    """Appends events to the store."""

    kind = "store"
    config_class = StoreConfig

    def __init__(self, config: StoreConfig) -> None:
        self.config = config
        self.directory = Path(config.store).expanduser().absolute()

    def emit(self, event: Any) -> None:
        """Append one event; raises OSError where the directory cannot be written."""
        line = Serde.to_json(event).encode() + b"\n"
        path = self.directory / f"{time.strftime('%Y-%m-%d', time.gmtime())}.{_host()}{_SUFFIX}"
        try:
            handle = os.open(path, os.O_WRONLY | os.O_APPEND)
        except FileNotFoundError:
            handle = self._new_day(path)
        try:
            os.write(handle, line)
            os.fsync(handle)
        finally:
            os.close(handle)

    def _new_day(self, path: Path) -> int:
        self.directory.mkdir(mode=0o700, parents=True, exist_ok=True)
        self._forget_old_days()
        return os.open(path, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o600)

    def _forget_old_days(self) -> None:
        files = sorted(self.directory.glob(f"*{_SUFFIX}"))
        sizes = {path: path.stat().st_size for path in files}
        oldest = time.strftime("%Y-%m-%d", time.gmtime(time.time() - self.config.max_age_days * _DAY))
        for path in files:
            if path.name >= oldest and sum(sizes.values()) <= self.config.max_bytes:
                break
            log.info("Lineage events of %s leave the store %s", path.stem, self.directory)
            path.unlink(missing_ok=True)
            del sizes[path]


def read(directory: str | os.PathLike[str]) -> Iterator[dict[str, Any]]:
    """Every event of a store, the oldest day first; lines that are not whole are passed over."""
    for path in sorted(Path(directory).expanduser().glob(f"*{_SUFFIX}")):
        with path.open("rb") as file:
            for line in file:
                try:
                    event = json.loads(line)
                except ValueError:
                    log.debug("A damaged line in %s", path)
                    continue
                if isinstance(event, dict):
                    yield event


def default_store() -> str:
    """``lineage/store`` in Airflow's home directory."""
    home = os.environ.get("AIRFLOW_HOME") or os.path.join("~", "airflow")
    return os.path.join(os.path.expanduser(home), "lineage", "store")


def _host() -> str:
    return re.sub(r"[^A-Za-z0-9-]", "-", socket.gethostname()) or "host"
