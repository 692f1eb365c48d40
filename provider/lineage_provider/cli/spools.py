"""The spools a command works on: those of Airflow's configuration, or one that was named.

In: the ``--spool`` and ``--destination`` of a command line. Out: outboxes. A module of its own because
``deliver`` and ``dead`` look them up in the same way, and give the same advice where there are none.
"""

from __future__ import annotations

import json
from argparse import Namespace
from typing import TYPE_CHECKING, Any

from lineage_provider.cli.command import Argument, CommandError, argument

if TYPE_CHECKING:
    from lineage_provider.delivery import SpoolTransport
    from lineage_provider.delivery.outbox import Outbox

ARGUMENTS: tuple[Argument, ...] = (
    argument(
        "--spool",
        metavar="PLACE",
        help="directory or URL of the spool, in the place of the configured one",
    ),
    argument(
        "--deliver-to",
        metavar="JSON",
        help="OpenLineage transport configuration, in the place of the configured deliver_to",
    ),
    argument("--destination", metavar="NAME", help="this destination only"),
    argument("--json", action="store_true", help="print JSON"),
)


def outboxes(arguments: Namespace) -> list[Outbox]:
    """Every outbox meant; raises CommandError where there is none."""
    found = [outbox for transport in _transports(arguments) for outbox in _of(transport)]
    if not found:
        raise CommandError(
            "no spool is configured: set [lineage_provider] spool, or the transport "
            "lineage_provider.delivery.SpoolTransport in [openlineage] transport, or name one with --spool"
        )
    if not arguments.destination:
        return found
    chosen = [outbox for outbox in found if outbox.target.name == arguments.destination]
    if not chosen:
        names = ", ".join(outbox.target.name for outbox in found)
        raise CommandError(f"there is no destination {arguments.destination}; there are: {names}")
    return chosen


def _transports(arguments: Namespace) -> list[SpoolTransport]:
    from lineage_provider.delivery import SpoolTransport
    from lineage_provider.delivery.transport import SpoolConfig

    if not arguments.spool and not arguments.deliver_to:
        return _configured()
    configured = [] if arguments.spool and arguments.deliver_to else _configured()
    config: dict[str, Any] = {"spool": arguments.spool}
    if configured:
        options = configured[0].options
        config = {"spool": arguments.spool or options.spool, "deliver_to": options.deliver_to}
    if arguments.deliver_to:
        config["deliver_to"] = _parsed(arguments.deliver_to)
    try:
        return [SpoolTransport(SpoolConfig.from_dict(config))]
    except ValueError as error:
        raise CommandError(str(error)) from error


def _parsed(text: str) -> Any:
    try:
        return json.loads(text)
    except ValueError as error:
        raise CommandError(f"--deliver-to is not JSON: {error}") from error


def _configured() -> list[SpoolTransport]:
    try:
        from lineage_provider import routing, settings
    except ImportError:  # a program without Airflow
        return []
    try:
        options = settings.current()
        routing.route(options)
        return routing.spool_transports()
    except Exception as error:
        raise CommandError(f"the OpenLineage transport cannot be made: {error}") from error


def _of(transport: SpoolTransport) -> list[Outbox]:
    """The outboxes of a transport, and those that an earlier configuration left in its spool."""
    from lineage_provider.delivery.outbox import Outbox
    from lineage_provider.delivery.spool import Spool
    from lineage_provider.delivery.targets import Target

    known = transport.outboxes()
    storage = known[0].spool.storage
    names = {outbox.target.name for outbox in known}
    left = [
        Outbox(Spool(storage, name), Target(name, {}))
        for name in sorted(storage.folders(""))
        if name not in names and {"waiting", "dead"} & set(storage.folders(name))
    ]
    return [*known, *left]
