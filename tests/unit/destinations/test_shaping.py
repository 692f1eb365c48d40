"""Events as each backend takes them: nothing missing, not too large, no lineage lost."""

from __future__ import annotations

import copy
import uuid
from typing import Any

import pytest

from lineage_provider.destinations import Rules, destination
from lineage_provider.destinations.shaping import shape
from lineage_provider.destinations.trimming import size

RUN_ID = "0190c5f8-0000-7000-8000-000000000001"


def event(**more: Any) -> dict[str, Any]:
    return {
        "eventType": "COMPLETE",
        "eventTime": "2026-01-01T00:00:00Z",
        "producer": "https://example.com/producer",
        "schemaURL": "https://openlineage.io/spec/2-0-2/OpenLineage.json#/$defs/RunEvent",
        "run": {"runId": RUN_ID, "facets": {}},
        "job": {"namespace": "default", "name": "d.t", "facets": {}},
        "inputs": [],
        "outputs": [],
        **more,
    }


def wide(inputs: int, outputs: int, columns: int) -> dict[str, Any]:
    """Every column of every output comes from the same column of every input."""
    sources = [{"namespace": "postgres://h:5432", "name": f"db.s.in{i}", "facets": {}} for i in range(inputs)]
    targets = [
        {
            "namespace": "postgres://h:5432",
            "name": f"db.s.out{o}",
            "facets": {
                "schema": {"fields": [{"name": f"c{c}", "description": "x" * 50} for c in range(columns)]},
                "columnLineage": {
                    "fields": {
                        f"c{c}": {
                            "inputFields": [
                                {
                                    "namespace": source["namespace"],
                                    "name": source["name"],
                                    "field": f"c{c}",
                                    "transformations": [{"type": "DIRECT", "description": "y" * 50}],
                                }
                                for source in sources
                            ]
                        }
                        for c in range(columns)
                    }
                },
            },
        }
        for o in range(outputs)
    ]
    return event(inputs=sources, outputs=targets)


def table_pairs(events: list[dict[str, Any]]) -> set[tuple[str, str]]:
    return {(i["name"], o["name"]) for one in events for i in one["inputs"] for o in one["outputs"]}


def column_pairs(events: list[dict[str, Any]]) -> set[tuple[str, str, str, str]]:
    return {
        (field["name"], field["field"], output["name"], column)
        for one in events
        for output in one["outputs"]
        for column, edges in output["facets"].get("columnLineage", {}).get("fields", {}).items()
        for field in edges["inputFields"]
    }


def test_the_event_that_is_given_stays_as_it_is() -> None:
    given = event(inputs=None, run={"runId": "x"})
    before = copy.deepcopy(given)
    shape(given, Rules(), namespace="other")
    assert given == before


def test_sides_that_are_missing_or_null_become_arrays() -> None:
    given = event(inputs=None)
    del given["outputs"]
    (sent,) = shape(given, destination("openmetadata").rules)
    assert sent["inputs"] == sent["outputs"] == []


def test_processing_engine_and_job_type_are_added() -> None:
    (sent,) = shape(event(), destination("datahub").rules)
    assert sent["run"]["facets"]["processing_engine"]["name"] == "Airflow"
    assert sent["job"]["facets"]["jobType"]["integration"] == "AIRFLOW"


def test_a_job_type_that_is_there_is_kept() -> None:
    kept = {"integration": "DBT", "jobType": "MODEL", "processingType": "BATCH"}
    (sent,) = shape(event(job={"namespace": "n", "name": "j", "facets": {"jobType": kept}}), Rules())
    assert sent["job"]["facets"]["jobType"] == kept


def test_added_facets_are_valid_by_the_specification() -> None:
    from tests.openlineage_schema import problems_of

    short = {"namespace": "sqlite://h/x.db", "name": "orders"}
    (sent,) = shape(event(run={"runId": RUN_ID}, inputs=[short]), destination("openmetadata").rules)
    assert problems_of([sent]) == []


def test_a_run_id_that_is_no_uuid_always_becomes_the_same_one() -> None:
    first, second = (shape(event(run={"runId": "manual__1"}), Rules())[0]["run"]["runId"] for _ in range(2))
    assert uuid.UUID(first) == uuid.UUID(second)


def test_a_namespace_is_given_to_job_parent_and_root() -> None:
    job = {"namespace": "default", "name": "d"}
    parent = {"run": {"runId": RUN_ID}, "job": job, "root": {"run": {"runId": RUN_ID}, "job": job}}
    given = event(run={"runId": RUN_ID, "facets": {"parent": parent}})
    (sent,) = shape(given, Rules(), namespace="prod")
    seen = sent["run"]["facets"]["parent"]
    assert {sent["job"]["namespace"], seen["job"]["namespace"], seen["root"]["job"]["namespace"]} == {"prod"}


def test_astro_gets_no_source_code() -> None:
    given = event(job={"namespace": "n", "name": "j", "facets": {"sourceCode": {"sourceCode": "x"}}})
    (sent,) = shape(given, destination("astro").rules)
    assert "sourceCode" not in sent["job"]["facets"]


@pytest.mark.parametrize("name", ["datahub", "openmetadata", "atlan"])
def test_dataset_events_are_not_sent_where_they_are_not_read(name: str) -> None:
    assert shape({"dataset": {"namespace": "n", "name": "t"}}, destination(name).rules) == []


def test_marquez_gets_no_character_that_it_refuses() -> None:
    given = event(inputs=[{"namespace": "sqlserver://h;db=a b", "name": "dbo.t"}])
    (sent,) = shape(given, destination("marquez").rules)
    assert sent["inputs"][0]["namespace"] == "sqlserver://h;db=a_b"


def test_a_table_without_a_schema_gets_a_symlink_that_openmetadata_finds() -> None:
    given = event(
        inputs=[{"namespace": "file", "name": "/x.csv"}, {"namespace": "sqlite://h/x.db", "name": "orders"}]
    )
    (sent,) = shape(given, destination("openmetadata").rules)
    assert "facets" not in sent["inputs"][0]
    assert sent["inputs"][1]["facets"]["symlinks"]["identifiers"] == [
        {"namespace": "sqlite://h/x.db", "name": "main.orders", "type": "TABLE"}
    ]


def test_an_event_under_the_limit_keeps_everything() -> None:
    given = wide(2, 1, 3)
    (sent,) = shape(given, Rules(max_bytes=1_000_000))
    assert sent["outputs"] == given["outputs"]


def test_texts_are_given_up_before_schemas() -> None:
    given = wide(1, 1, 20)
    limit = size(shape(given, Rules())[0]) - 1500
    (sent,) = shape(given, Rules(max_bytes=limit))
    assert size(sent) <= limit
    assert len(sent["outputs"][0]["facets"]["schema"]["fields"]) == 20
    assert column_pairs([sent]) == column_pairs([given])


@pytest.mark.parametrize(
    ("inputs", "outputs", "columns"), [(1, 1, 400), (300, 1, 3), (1, 300, 3), (40, 40, 2)]
)
def test_no_link_is_lost_when_an_event_is_sent_in_parts(inputs: int, outputs: int, columns: int) -> None:
    given = wide(inputs, outputs, columns)
    sent = shape(given, Rules(max_bytes=12_000))
    assert len(sent) > 1
    assert all(size(part) <= 12_000 for part in sent)
    assert table_pairs(sent) == table_pairs([given])
    assert column_pairs(sent) == column_pairs([given])
    assert [part["eventType"] for part in sent] == ["RUNNING"] * (len(sent) - 1) + ["COMPLETE"]


def test_the_first_part_of_a_start_is_the_start() -> None:
    sent = shape({**wide(300, 1, 1), "eventType": "START"}, Rules(max_bytes=12_000))
    assert [part["eventType"] for part in sent] == ["START"] + ["RUNNING"] * (len(sent) - 1)


def test_dataplex_gets_at_most_a_hundred_links_an_event() -> None:
    given = wide(15, 15, 1)
    sent = shape(given, destination("dataplex").rules)
    assert max(len(part["inputs"]) * len(part["outputs"]) for part in sent) <= 100
    assert table_pairs(sent) == table_pairs([given])
