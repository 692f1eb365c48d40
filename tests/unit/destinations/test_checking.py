"""Recorded events, judged by the rules of a backend."""

from __future__ import annotations

from typing import Any

from lineage_provider.destinations import Severity, destination
from lineage_provider.destinations.checking import check

FIRST = "0190c5f8-0000-7000-8000-000000000001"
SECOND = "0190c5f8-0000-7000-8000-000000000002"
FACET = {"_producer": "https://example.com", "_schemaURL": "https://openlineage.io/spec/facets/x.json"}


def event(kind: str, run_id: str = FIRST, **more: Any) -> dict[str, Any]:
    return {
        "eventType": kind,
        "eventTime": "2026-01-01T00:00:00Z",
        "producer": "https://example.com",
        "schemaURL": "https://openlineage.io/spec/2-0-2/OpenLineage.json#/$defs/RunEvent",
        "run": {"runId": run_id, "facets": {"processing_engine": {**FACET, "version": "3.3"}}},
        "job": {
            "namespace": "prod",
            "name": "d.t",
            "facets": {"jobType": {**FACET, "processingType": "BATCH", "integration": "AIRFLOW"}},
        },
        "inputs": [],
        "outputs": [],
        **more,
    }


def table(name: str, *columns: str, **sources: tuple[str, str]) -> dict[str, Any]:
    facets: dict[str, Any] = {}
    if columns:
        facets["schema"] = {**FACET, "fields": [{"name": column} for column in columns]}
    if sources:
        facets["columnLineage"] = {
            **FACET,
            "fields": {
                column: {"inputFields": [{"namespace": "pg://h", "name": source, "field": field}]}
                for column, (source, field) in sources.items()
            },
        }
    return {"namespace": "pg://h", "name": name, "facets": facets}


def codes(events: list[dict[str, Any]], name: str) -> dict[str, Severity]:
    return {finding.code: finding.severity for finding in check(events, destination(name))}


def test_a_good_run_is_said_to_be_good() -> None:
    run = [event("START"), event("COMPLETE", inputs=[table("db.s.a")], outputs=[table("db.s.b")])]
    for name in ("datadog", "openmetadata", "atlan", "marquez", "datahub"):
        assert codes(run, name) == {"events": Severity.OK}, name


def test_an_end_without_a_start_is_not_processed_by_atlan() -> None:
    assert codes([event("COMPLETE")], "atlan")["start-missing"] == Severity.ERROR
    assert codes([event("COMPLETE")], "datadog")["start-missing"] == Severity.WARNING


def test_runs_without_an_end_are_counted() -> None:
    findings = check([event("START"), event("START", SECOND)], destination("marquez"))
    assert "2 runs have no end" in findings[0].what


def test_a_run_id_of_two_jobs_is_an_error() -> None:
    other = {"namespace": "prod", "name": "d.other"}
    assert (
        codes([event("START"), event("COMPLETE", job=other)], "datadog")["run-of-two-jobs"] == Severity.ERROR
    )


def test_openmetadata_drops_the_events_of_failed_tasks() -> None:
    assert codes([event("START"), event("FAIL")], "openmetadata")["event-type-not-read"] == Severity.NOTE


def test_atlan_finds_no_connection_by_the_namespace_default() -> None:
    job = {"namespace": "default", "name": "d.t"}
    assert codes([event("START", job=job), event("COMPLETE", job=job)], "atlan")["namespace-default"]


def test_a_column_whose_source_is_no_input_is_said() -> None:
    run = [event("START"), event("COMPLETE", outputs=[table("db.s.b", x=("db.s.a", "y"))])]
    assert codes(run, "openmetadata")["column-source-not-input"] == Severity.WARNING


def test_marquez_keeps_lineage_only_between_columns_of_schemas() -> None:
    known = [table("db.s.a", "y")], [table("db.s.b", "x", x=("db.s.a", "y"))]
    unknown = [table("db.s.a")], [table("db.s.b", "x", x=("db.s.a", "y"))]
    for sides, found in ((known, False), (unknown, True)):
        run = [event("START"), event("COMPLETE", inputs=sides[0], outputs=sides[1])]
        assert ("column-not-in-schema" in codes(run, "marquez")) is found


def test_facets_without_their_schema_are_said() -> None:
    run = [
        event("START"),
        event("COMPLETE", inputs=[{"namespace": "n", "name": "t", "facets": {"schema": {}}}]),
    ]
    assert "facet-without-schema" not in codes(run[:1], "marquez")
    run[1]["inputs"][0]["facets"]["schema"] = {"fields": []}
    assert codes(run, "marquez")["facet-without-schema"] == Severity.WARNING


def test_findings_are_counted_and_the_worst_comes_first() -> None:
    events = [event("COMPLETE", f"0190c5f8-0000-7000-8000-0000000000{n:02}") for n in range(10, 15)]
    findings = check([*events, {"nothing": 1}], destination("atlan"))
    assert findings[0].severity == Severity.ERROR
    assert {finding.code: finding.count for finding in findings}["start-missing"] == 5


def test_no_events_are_an_error() -> None:
    assert codes([], "marquez") == {"no-events": Severity.ERROR}
