"""The event validator itself: it accepts a right event and names what is wrong in others."""

from __future__ import annotations

import copy
from typing import Any

import pytest

from tests.openlineage_schema import problems, problems_of, requires_spec

pytestmark = requires_spec

EVENT: dict[str, Any] = {
    "eventTime": "2026-01-02T03:04:05+00:00",
    "eventType": "COMPLETE",
    "producer": "https://example.org/producer",
    "schemaURL": "https://openlineage.io/spec/2-0-2/OpenLineage.json#/$defs/RunEvent",
    "run": {"runId": "01890b5e-7f6b-7c3a-9d2e-8f1a2b3c4d5e", "facets": {}},
    "job": {"namespace": "airflow", "name": "dag.task", "facets": {}},
    "inputs": [],
    "outputs": [
        {
            "namespace": "file",
            "name": "/tmp/a.db/t",
            "facets": {
                "columnLineage": {
                    "_producer": "https://example.org/producer",
                    "_schemaURL": "https://openlineage.io/spec/facets/1-2-0/ColumnLineageDatasetFacet.json"
                    "#/$defs/ColumnLineageDatasetFacet",
                    "fields": {
                        "x": {"inputFields": [{"namespace": "file", "name": "/tmp/a.db/s", "field": "id"}]}
                    },
                }
            },
        }
    ],
}


def test_right_event_has_no_problems() -> None:
    assert problems_of([EVENT]) == []


def test_no_events_are_no_right_events() -> None:
    with pytest.raises(AssertionError, match="no event to judge"):
        problems_of([])


def changed(path: list[Any], value: Any) -> dict[str, Any]:
    event = copy.deepcopy(EVENT)
    spot: Any = event
    for step in path[:-1]:
        spot = spot[step]
    if value is None:
        del spot[path[-1]]
    else:
        spot[path[-1]] = value
    return event


FACET = ["outputs", 0, "facets", "columnLineage"]


@pytest.mark.parametrize(
    ("path", "value", "said"),
    [
        (["eventType"], "DONE", "event.eventType: 'DONE' is not one of"),
        (["eventTime"], "yesterday", "event.eventTime: 'yesterday' is not a 'date-time'"),
        (["run", "runId"], "7", "event.run.runId: '7' is not a 'uuid'"),
        (["job", "name"], None, "event.job: 'name' is a required property"),
        ([*FACET, "_producer"], None, "'_producer' is a required property"),
        ([*FACET, "fields"], None, "columnLineage: 'fields' is a required property"),
        ([*FACET, "fields", "x", "inputFields", 0, "field"], None, "inputFields[0]: 'field' is a required"),
        ([*FACET, "_schemaURL"], "https://openlineage.io/spec/facets/9-9-9/X.json", "no schema https"),
    ],
)
def test_wrong_event_is_named_with_its_place(path: list[Any], value: Any, said: str) -> None:
    assert any(said in problem for problem in problems(changed(path, value)))


def test_facet_under_a_wrong_key_is_named() -> None:
    event = copy.deepcopy(EVENT)
    facets = event["outputs"][0]["facets"]
    facets["columns"] = facets.pop("columnLineage")
    assert any("names the key ['columnLineage']" in problem for problem in problems(event))
