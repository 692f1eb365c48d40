"""A store that follows its files of events while somebody asks it.

In: how to open the store, where files of events are, how much is to be kept. Out: the store, up to date. A
module of its own because a server asks often, in many threads: reading files happens in one thread of its
own, and a question waits for it only shortly. A server that nobody asks reads nothing.
"""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Callable, Iterable
from pathlib import Path

from lineage_provider.viewer.store import Store
from lineage_provider.viewer.store.files import fill
from lineage_provider.viewer.store.retention import prune

log = logging.getLogger(__name__)

_PATIENCE = 1.0
"""Seconds a question waits for new events."""
_FIRST_PATIENCE = 10.0
"""The same after the server's start, when all that was written in the meantime is read: an answer without it
would say that nothing is known."""
_FRESH = 2.0
"""Seconds for which the files need not be looked at again."""
_PRUNE_EVERY = 3_600.0


class KeptStore:
    """Call it for the store."""

    def __init__(
        self,
        opened: Callable[[], Store],
        files: Callable[[], Iterable[Path]],
        max_age_days: float = 0,
        max_runs: int = 0,
    ) -> None:
        self._opened, self._files = opened, files
        self._bounds = (max_age_days, max_runs)
        self._store: Store | None = None
        self._lock = threading.Lock()
        self._reading: threading.Thread | None = None
        self._filled = threading.Event()
        self._read_at = self._pruned_at = float("-inf")

    def __call__(self) -> Store:
        """The store; raises OSError where it cannot be opened."""
        with self._lock:
            store = self._store = self._store or self._opened()
            if self._reading is None and time.monotonic() - self._read_at > _FRESH:
                self._reading = threading.Thread(target=self._read, args=(store,), daemon=True)
                self._reading.start()
            reading = self._reading
        if not self._filled.is_set():
            self._filled.wait(_FIRST_PATIENCE)
        elif reading is not None:
            reading.join(_PATIENCE)
        return store

    def _read(self, store: Store) -> None:
        try:
            fill(store, self._files())
            self._filled.set()
            if time.monotonic() - self._pruned_at > _PRUNE_EVERY:
                prune(store, *self._bounds)
                self._pruned_at = time.monotonic()
        except Exception:
            log.exception("The lineage store does not follow its events")
        finally:
            self._filled.set()
            with self._lock:
                self._reading, self._read_at = None, time.monotonic()
