"""Sends what waits in the spool, in a process of its own beside a long-lived one.

In: a way to make the transport. Out: a child process that delivers for as long as its parent lives. A module
of its own because neither a thread nor a task would do: Airflow's scheduler, triggerer and dag-processor
fork all the time, which a thread with locks and connections makes unsafe, and tasks do not live long enough.

The child is a fork, so that it costs little memory, made when the parent starts. It gives up what it
inherited without closing it (database connections belong to the parent), and ends when the parent does, also
when that is killed. One sender at a time works on a destination; the others stand by.
"""

from __future__ import annotations

import contextlib
import logging
import os
import signal
import threading
import time
from collections.abc import Callable

from lineage_provider.delivery import bounds, metrics
from lineage_provider.delivery.leases import lease
from lineage_provider.delivery.outbox import Effort, Outbox
from lineage_provider.delivery.transport import SpoolTransport

log = logging.getLogger(__name__)

LEASE = "sender"

_IDLE_SECONDS = 1.0
_REMOTE_IDLE_SECONDS = 15.0
_PASS_SECONDS = 25.0
"""Shorter than half a lease: whoever holds it renews it between two passes."""
_HOUSEKEEPING_SECONDS = 60.0
_FRESH_SECONDS = 300.0
"""The configuration is read again after so long, and when a backend refuses the key."""

MakeTransport = Callable[[], SpoolTransport | None]


def start(make_transport: MakeTransport) -> int:
    """Start a sender beside this process; its process id. ``make_transport`` is called in the child."""
    parent = os.getpid()
    process = os.fork()
    if process:
        # A sender that ended is not left a zombie: whoever starts senders forks all the time.
        os.register_at_fork(before=lambda: _reap(process, parent))
        return process
    try:
        signal.signal(signal.SIGTERM, signal.SIG_DFL)
        signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl+C ends the parent, and we end with it
        signal.signal(signal.SIGCHLD, signal.SIG_DFL)
        _name_process()
        run(make_transport, lambda: os.getppid() == parent)
    except BaseException:
        log.warning("The sender of lineage events ended", exc_info=True)
    finally:
        os._exit(0)


def run(make_transport: MakeTransport, goes_on: Callable[[], bool]) -> None:
    """Deliver for as long as ``goes_on`` says so; one thread a destination."""
    while goes_on():
        transport = make_transport()
        if transport is None:
            return
        stale = threading.Event()
        threads = [
            threading.Thread(target=_serve, args=(outbox, transport.options.bounds, stale), daemon=True)
            for outbox in transport.outboxes()
            if outbox.target.config
        ]
        if not threads:
            return
        for thread in threads:
            thread.start()
        deadline = time.monotonic() + _FRESH_SECONDS
        while goes_on() and time.monotonic() < deadline and not stale.is_set():
            time.sleep(_IDLE_SECONDS)
        stale.set()
        for thread in threads:
            thread.join(_PASS_SECONDS if goes_on() else 0.0)


def _serve(outbox: Outbox, limits: bounds.Bounds, stale: threading.Event) -> None:
    idle = _REMOTE_IDLE_SECONDS if outbox.spool.storage.remote else _IDLE_SECONDS
    tended = -_HOUSEKEEPING_SECONDS
    while not stale.is_set():
        try:
            due = time.monotonic() - tended > _HOUSEKEEPING_SECONDS
            if due or _has_work(outbox):
                with lease(outbox.spool, LEASE) as claim:
                    if claim is not None:
                        if due:
                            _tend(outbox, limits)
                            tended = time.monotonic()
                        _deliver(outbox, stale)
        except Exception as error:
            log.warning("The lineage spool %s cannot be worked on: %s", outbox.spool.storage.address, error)
            stale.wait(_REMOTE_IDLE_SECONDS)
        stale.wait(idle)
    outbox.close()


def _has_work(outbox: Outbox) -> bool:
    """Told without writing anything: this is asked every second."""
    return not outbox.breaker.state().is_open and bool(outbox.spool.waiting())


def _deliver(outbox: Outbox, stale: threading.Event) -> None:
    progress = outbox.deliver(Effort(time.monotonic() + _PASS_SECONDS, patient=True))
    if progress.delivered:
        log.info("%d lineage events delivered to %s", progress.delivered, outbox.target.name)
    if progress.held:  # perhaps the key was changed in the meantime
        stale.set()


def _tend(outbox: Outbox, limits: bounds.Bounds) -> None:
    """Bounds, left-overs and gauges."""
    bounds.enforce(outbox.spool, limits)
    outbox.spool.storage.sweep()
    waiting = outbox.spool.waiting()
    metrics.gauge("waiting", outbox.target.name, len(waiting))
    age = time.time() - waiting[0].seconds if waiting else 0.0
    metrics.gauge("oldest_seconds", outbox.target.name, max(0.0, age))
    metrics.gauge("dead_letters", outbox.target.name, len(outbox.spool.dead()))


def _reap(process: int, parent: int) -> None:
    """Take notice of a sender's end, in its parent only."""
    if os.getpid() == parent:
        with contextlib.suppress(ChildProcessError):
            os.waitpid(process, os.WNOHANG)


def _name_process() -> None:
    with contextlib.suppress(ImportError):
        from setproctitle import setproctitle

        setproctitle("airflow lineage -- sender")
