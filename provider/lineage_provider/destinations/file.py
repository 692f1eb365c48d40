"""A file of events, one JSON object a line.

In: option values. Out: the client's ``file`` transport in its appending form. A module of its own because
every destination is one; without ``append`` that transport writes a file of its own for each event.
"""

from __future__ import annotations

from lineage_provider.destinations.base import (
    NAMESPACE,
    Destination,
    DestinationError,
    Option,
    Transport,
    Values,
)


def _transport(values: Values) -> Transport:
    path = str(values.get("path") or "").strip()
    if not path:
        raise DestinationError("path is missing: set it to the file that events are appended to")
    return {"type": "file", "log_file_path": path, "append": True}


DESTINATION = Destination(
    name="file",
    title="File",
    description="A file that events are appended to, one a line; for tests, audits and other programs.",
    transport=_transport,
    options=(
        Option("path", "The file.", required=True, example="/var/log/airflow/lineage.jsonl"),
        NAMESPACE,
    ),
    shown=("path",),
    documentation="https://openlineage.io/docs/client/python",
)
