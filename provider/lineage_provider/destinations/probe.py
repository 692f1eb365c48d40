"""Try a destination: send a marked run, and read it back where its API lets one.

In: a destination, its option values, seconds. Out: findings. A module of its own because it is the only check
that touches the network; the run it sends can be told by its job, ``lineage_doctor.probe``.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

from openlineage.client.uuid import generate_new_uuid

from lineage_provider import PRODUCER
from lineage_provider.delivery.outcomes import Outcome, Verdict
from lineage_provider.destinations.base import Destination, DestinationError, Values
from lineage_provider.destinations.finding import Finding, error, note, passed
from lineage_provider.destinations.http import address
from lineage_provider.destinations.sender import DestinationSender

JOB = "lineage_doctor.probe"
_SCHEMA = "https://openlineage.io/spec/2-0-2/OpenLineage.json#/$defs/RunEvent"
_STATUS: Mapping[int, tuple[str, str]] = {
    301: ("the server sends the request elsewhere", "set url to the address that it names, with https"),
    302: ("the server sends the request elsewhere", "set url to the address that it names, with https"),
    307: ("the server sends the request elsewhere", "set url to the address that it names"),
    401: ("the key is missing, wrong or has expired", "set api_key, or the password of the connection"),
    403: ("the key is known, but may not send lineage", "give it the right to, or use another key"),
    404: ("there is no such path on the server", "correct url; it is the address without api/v1/lineage"),
    413: ("the server refuses events of this size", "raise the limit of the server or of a proxy before it"),
    400: ("the server does not take the event as it is", "its answer tells what it does not like"),
    408: ("the server waited too long for the event", "look at proxies before it, then try again"),
    422: ("the server does not take the event as it is", "its answer tells the field"),
    429: (
        "the server takes no more requests for now",
        "try again later; events wait in the spool until then",
    ),
}
_UNWELL = (
    "the server or a proxy before it fails; events wait in the spool until it works",
    "look at the log of the server",
)


def probe(destination: Destination, values: Values, name: str, timeout: float = 10.0) -> list[Finding]:
    """Send START and COMPLETE of a run of the job ``lineage_doctor.probe``; never raises."""
    run_id = str(generate_new_uuid())
    try:
        found = list(_probe(destination, values, run_id, timeout))
    except DestinationError as unusable:
        found = [
            error(
                "options-unusable",
                str(unusable),
                "no event is sent there",
                "correct the option that it names",
            )
        ]
    except Exception as failed:  # whatever a client library raises for a configuration
        found = [
            error(
                "probe-failed",
                f"{type(failed).__name__}: {failed}",
                "no event is sent there",
                "correct the options of this destination",
            )
        ]
    return [replace(finding, destination=name) for finding in found]


def _probe(destination: Destination, values: Values, run_id: str, timeout: float) -> Iterator[Finding]:
    sender = DestinationSender({"destination": destination.name, "values": values}, timeout)
    try:
        for kind in ("START", "COMPLETE"):
            outcome = sender.send(json.dumps(_event(kind, run_id)).encode(), timeout)
            if outcome.verdict is not Verdict.DELIVERED:
                yield _refused(destination, values, outcome)
                return
    finally:
        sender.close()
    yield passed("delivered", f"{destination.title} took a test run ({JOB}, run {run_id})")
    read = _READERS.get(destination.name)
    if read is not None:
        yield read(values, run_id, timeout)


def _refused(destination: Destination, values: Values, outcome: Outcome) -> Finding:
    what = f"{destination.title} did not take a test run: {outcome.reason}"
    if outcome.answer:
        what += f" ({outcome.answer.strip()[:200]})"
    if destination.name == "atlan" and "url path not configured" in outcome.answer.lower():
        return error(
            "connection-not-configured",
            what,
            "Atlan has no OpenLineage connection of this connector type; the key itself is right",
            "make the connection in Atlan, or correct connector",
        )
    if destination.name == "datadog" and outcome.status == 404 and values.get("agent_url"):
        return error(
            "agent-proxy-off",
            what,
            "the Agent does not pass lineage on",
            "enable ol_proxy_config in the Agent",
        )
    status = outcome.status or (302 if "sends to" in outcome.reason else 0)
    why, fix = _STATUS.get(status, _UNWELL if status >= 500 else ("", ""))
    if destination.name == "datahub" and "orchestrator" in outcome.answer.lower():
        why, fix = "this DataHub knows Airflow by its producer only", "upgrade DataHub"
    if "web page" in outcome.reason:
        why, fix = "the url is that of a user interface or a log-in", "set url to the address of the API"
    if not why:
        why, fix = (
            "the server cannot be reached or does not work",
            "look at address, port, proxy and firewall",
        )
    return error("not-delivered", what, why, fix)


def _event(kind: str, run_id: str) -> dict[str, Any]:
    return {
        "eventType": kind,
        "eventTime": datetime.now(UTC).isoformat(),
        "producer": PRODUCER,
        "schemaURL": _SCHEMA,
        "run": {"runId": run_id, "facets": {}},
        "job": {"namespace": "lineage_doctor", "name": JOB, "facets": {}},
        "inputs": [],
        "outputs": [],
    }


def _read_marquez(values: Values, run_id: str, timeout: float) -> Finding:
    """Marquez API: GET /api/v1/jobs/runs/{id}."""
    import requests

    key = values.get("api_key")
    headers = {"Authorization": f"Bearer {key}"} if isinstance(key, str) else {}
    try:
        answer = requests.get(
            f"{address(values)}api/v1/jobs/runs/{run_id}",
            headers=headers,
            timeout=timeout,
            allow_redirects=False,
        )
        state = answer.json().get("state") if answer.ok else None
    except (requests.RequestException, ValueError) as failed:
        return note("not-read-back", f"the test run could not be read back: {failed}")
    if state == "COMPLETED":
        return passed("read-back", "the test run was read back from Marquez as COMPLETED")
    return error(
        "not-read-back",
        f"the test run is not in Marquez (HTTP {answer.status_code}, state {state})",
        "events are accepted but not kept",
        "look at the log of Marquez",
    )


def _read_file(values: Values, run_id: str, timeout: float) -> Finding:
    try:
        with open(str(values["path"]), encoding="utf-8") as file:
            count = sum(run_id in line for line in file)
    except OSError as failed:
        return error(
            "not-read-back",
            f"the file cannot be read: {failed}",
            "whether events are in it is not known",
            "correct the path, or its rights",
        )
    return passed("read-back", f"{count} events of the test run are in {values['path']}")


_READERS: Mapping[str, Callable[[Values, str, float], Finding]] = {
    "marquez": _read_marquez,
    "file": _read_file,
}
