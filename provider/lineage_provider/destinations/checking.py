"""Judge recorded events by the rules of one backend.

In: events as JSON objects, in the order they were sent, and a destination. Out: findings, each kind once,
with how often it was seen. A module of its own because the command ``airflow lineage check``, the doctor and
tests ask the same question: what would this backend lose of these events?
"""

from __future__ import annotations

import re
import uuid
from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import Any

from lineage_provider.destinations.base import RUN, Destination, Rules
from lineage_provider.destinations.completing import kind_of
from lineage_provider.destinations.finding import Finding, error, note, passed, warning
from lineage_provider.destinations.sequence import Sequence
from lineage_provider.destinations.shaping import is_short
from lineage_provider.destinations.splitting import links
from lineage_provider.destinations.trimming import datasets_of, facets_of, size
from lineage_provider.destinations.wellformed import misshapen

Event = dict[str, Any]


_NOT_READABLE = frozenset(("not-an-event", "event-malformed"))


def check(events: Iterable[Event], destination: Destination) -> list[Finding]:
    """Return what ``destination`` would lose, refuse or show wrong, the worst first.

    Reads the events once and keeps of each run only what its order needs, so a file of any length works.
    Events that are given here are the ones that were recorded, before shaping: findings that shaping mends
    (missing arrays, ``jobType``, ``processing_engine``, size) are notes that say so.
    """
    found: dict[str, Finding] = {}
    sequence = Sequence(destination.rules)
    count = 0
    for event in events:
        count += 1
        seen = [*_of(event, destination)]
        if not any(finding.code in _NOT_READABLE for finding in seen):
            seen += sequence.add(event)
        said = {finding.code: finding for finding in reversed(seen)}
        for code, finding in said.items():
            known = found.get(code)
            found[code] = finding if known is None else replace(known, count=known.count + 1)
    for finding in sequence.ends():
        found.setdefault(finding.code, finding)
    if not count:
        found["no-events"] = error(
            "no-events",
            "there are no events",
            "nothing can be said about them",
            "name a file that events were written to, one a line",
        )
    report = [replace(finding, destination=destination.name) for finding in found.values()]
    if not any(finding.severity > 1 for finding in report):
        report.append(
            replace(
                passed("events", f"{count} events hold what {destination.title} reads"),
                destination=destination.name,
            )
        )
    return sorted(report, key=lambda finding: -finding.severity)


def _of(event: Event, destination: Destination) -> Iterator[Finding]:
    """Findings of one event by itself."""
    rules = destination.rules
    if not isinstance(event, dict) or not isinstance(event.get("job", event.get("dataset")), dict):
        yield error(
            "not-an-event",
            "a line is no OpenLineage event",
            "it has neither a job nor a dataset",
            "leave it out",
        )
        return
    wrong = next(misshapen(event), "")
    if wrong:
        yield error(
            "event-malformed",
            f"an event of {_job(event)} has the wrong shape: {wrong}",
            "backends refuse such an event, or fail on it",
            "correct the program that made it; lineage_provider.api makes events of the right shape",
        )
        return
    kind = kind_of(event)
    if kind not in rules.kinds:
        yield note("kind-not-read", f"{kind} events are not sent to {destination.title}")
        return
    yield from _required(event, kind)
    yield from _facet_keys(event)
    if kind == RUN:
        yield from _run(event, destination)
    yield from _datasets(event, rules)
    yield from _columns(event, rules)
    yield from _size(event, rules)


def _required(event: Event, kind: str) -> Iterator[Finding]:
    """Fields that the specification requires (OpenLineage.json, RunEvent, JobEvent and DatasetEvent)."""
    for name in ("eventTime", "producer", "schemaURL"):
        if not event.get(name):
            yield warning(
                "field-missing",
                f"{name} is missing in an event of {_job(event)}",
                "the OpenLineage specification requires it",
                "let the program that made the event set it; clients of OpenLineage do",
            )
    if kind != RUN:
        return
    run_id = event["run"].get("runId")
    try:
        uuid.UUID(str(run_id))
    except ValueError:
        yield note(
            "run-id-not-uuid",
            f"runId {run_id!r} is not a UUID",
            "most backends refuse it; a UUID that always stands for it is sent instead",
        )
    job = event.get("job") or {}
    if not job.get("namespace") or not job.get("name"):
        yield error(
            "job-unnamed", "a job has no namespace or no name", "no backend can place it", "give the job both"
        )


def _facet_keys(event: Event) -> Iterator[Finding]:
    for facets in facets_of(event):
        for name, facet in facets.items():
            if isinstance(facet, dict) and not (facet.get("_producer") and facet.get("_schemaURL")):
                yield warning(
                    "facet-without-schema",
                    f"facet {name} of {_job(event)} lacks _producer or _schemaURL",
                    "Marquez answers such an event with 422",
                    "set both: the program that made the facet, and the address of its schema",
                )


def _run(event: Event, destination: Destination) -> Iterator[Finding]:
    kind = event.get("eventType")
    if kind is not None and kind not in destination.rules.event_types:
        yield note(
            "event-type-not-read",
            f"{destination.title} drops events of type {kind}",
            "what that event alone says is not shown there",
        )
    for side in ("inputs", "outputs"):
        if not isinstance(event.get(side), list):
            yield note(
                "side-missing", f"{side} is no array in an event of {_job(event)}; an empty one is sent"
            )
    if not (event["run"].get("facets") or {}).get("processing_engine"):
        yield note("engine-missing", f"processing_engine is missing in {_job(event)}; it is added")
    if not (event["job"].get("facets") or {}).get("jobType"):
        yield note("job-type-missing", f"jobType is missing in {_job(event)}; it is added")
    if destination.rules.needs_start and event["job"].get("namespace") == "default":
        yield warning(
            "namespace-default",
            "the job namespace is default",
            f"{destination.title} finds its connection by the job namespace",
            "set [openlineage] namespace, or namespace of this destination, to the connection's name",
        )


def _datasets(event: Event, rules: Rules) -> Iterator[Finding]:
    pattern = re.compile(f"[{rules.namespace_characters}]*") if rules.namespace_characters else None
    for dataset in datasets_of(event):
        namespace, name = str(dataset.get("namespace") or ""), str(dataset.get("name") or "")
        if not namespace or not name:
            yield error(
                "dataset-unnamed",
                f"a dataset of {_job(event)} has no namespace or no name",
                "it is refused",
                "give the dataset both, or leave it out",
            )
        elif is_short(namespace, name, rules):
            yield (note if rules.schema_of_short_names else warning)(
                "name-too-short",
                f"the name {name} ({namespace}) has fewer than {rules.name_parts} parts",
                "tables are found by schema and name"
                + ("; a symlink with a schema is added" if rules.schema_of_short_names else ""),
                "" if rules.schema_of_short_names else "name the table with its schema (and database)",
            )
        if pattern is not None and not pattern.fullmatch(namespace):
            yield note("namespace-characters", f"the namespace {namespace} is sent with _ for odd characters")
        if rules.max_namespace is not None and len(namespace) > rules.max_namespace:
            yield error(
                "namespace-too-long",
                f"a namespace has {len(namespace)} characters",
                "the event is refused",
                "shorten the namespace: it is the address of a server, not a path",
            )
        if rules.max_name is not None and len(namespace) + len(name) > rules.max_name:
            yield warning(
                "name-too-long",
                f"the name {name[:60]}... is too long",
                "its links are refused",
                "shorten the name",
            )


def _columns(event: Event, rules: Rules) -> Iterator[Finding]:
    schemas = {
        (dataset.get("namespace"), dataset.get("name")): {
            field.get("name")
            for field in ((dataset.get("facets") or {}).get("schema") or {}).get("fields") or ()
        }
        for dataset in datasets_of(event)
    }
    for output in event.get("outputs") or ():
        lineage = (output.get("facets") or {}).get("columnLineage") or {}
        own = schemas.get((output.get("namespace"), output.get("name"))) or set()
        for column, edges in (lineage.get("fields") or {}).items():
            if rules.needs_schema and column not in own:
                yield _not_in_schema(column, output.get("name"))
            for field in edges.get("inputFields") or ():
                source = (field.get("namespace"), field.get("name"))
                if source not in schemas:
                    yield warning(
                        "column-source-not-input",
                        f"column {column} of {output.get('name')} comes from {source[1]}, which is no input",
                        "backends drop the edge",
                        "add the dataset to the inputs of the event",
                    )
                elif rules.needs_schema and field.get("field") not in schemas[source]:
                    yield _not_in_schema(field.get("field"), source[1])


def _not_in_schema(column: Any, table: Any) -> Finding:
    return warning(
        "column-not-in-schema",
        f"column {column} of {table} has lineage but is not in the schema facet",
        "its lineage is not kept",
        "set [lineage_provider] catalog_lookup to True, so that events carry schemas",
    )


def _size(event: Event, rules: Rules) -> Iterator[Finding]:
    if rules.max_bytes is not None and (bytes_ := size(event)) > rules.max_bytes:
        yield note(
            "event-too-large",
            f"an event of {_job(event)} has {bytes_:,} bytes, {rules.max_bytes:,} are taken",
            "it is sent with fewer facets, or in parts; its lineage stays",
        )
    if rules.max_links is not None and (pairs := links(event)) > rules.max_links:
        yield note(
            "too-many-links",
            f"an event of {_job(event)} links {pairs} pairs of datasets, {rules.max_links} are taken",
            "it is sent in parts",
        )


def _job(event: Event) -> str:
    job = event.get("job")
    if not isinstance(job, dict):
        job = event.get("dataset") if isinstance(event.get("dataset"), dict) else {}
    job = job or {}
    return f"{job.get('namespace')}/{job.get('name')}"
