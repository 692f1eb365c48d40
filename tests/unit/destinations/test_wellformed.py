"""Events of the wrong shape are said to be so, and end no check."""

from __future__ import annotations

import copy
from typing import Any

import pytest

from lineage_provider.destinations import DESTINATIONS
from lineage_provider.destinations.checking import check
from lineage_provider.destinations.finding import Severity

RIGHT: dict[str, Any] = {
    "eventType": "START",
    "eventTime": "2026-01-01T00:00:00.123456789Z",
    "producer": "p",
    "schemaURL": "s",
    "run": {"runId": "0190c5f8-0000-7000-8000-000000000001", "facets": {}},
    "job": {"namespace": "prod", "name": "d.t", "facets": {}},
    "inputs": [],
    "outputs": [{"namespace": "n", "name": "s.t", "facets": {}}],
}


def dataset(**facets: Any) -> list[Any]:
    return [{"namespace": "n", "name": "s.t", "facets": facets}]


WRONG = [
    {"run": None},
    {"run": "abc"},
    {"run": {"runId": "x", "facets": "none"}},
    {"job": {"namespace": {}, "name": []}},
    {"eventType": 5},
    {"eventType": ["START"]},
    {"eventTime": 1700000000},
    {"eventTime": "yesterday"},
    {"inputs": ["orders"]},
    {"outputs": [{"namespace": 1, "name": ["t"]}]},
    {"outputs": [{"namespace": "n", "name": "t", "facets": [1]}]},
    {"outputs": dataset(mine="text")},
    {"outputs": dataset(schema={"fields": ["a"]})},
    {"outputs": dataset(schema={"fields": {"a": "int"}})},
    {"outputs": dataset(columnLineage={"fields": ["a"]})},
    {"outputs": dataset(columnLineage={"fields": {"a": None}})},
    {"outputs": dataset(columnLineage={"fields": {"a": {"inputFields": [None]}}})},
    {"outputs": dataset(columnLineage={"fields": {"a": {"inputFields": [{"namespace": ["n"]}]}}})},
]


@pytest.mark.parametrize("name", list(DESTINATIONS))
@pytest.mark.parametrize("change", WRONG)
def test_an_event_of_the_wrong_shape_is_an_error(change: dict[str, Any], name: str) -> None:
    found = check([{**copy.deepcopy(RIGHT), **change}], DESTINATIONS[name])
    (wrong,) = (finding for finding in found if finding.code == "event-malformed")
    assert wrong.severity is Severity.ERROR
    assert wrong.why
    assert wrong.fix


@pytest.mark.parametrize("name", list(DESTINATIONS))
def test_an_event_of_the_right_shape_is_none(name: str) -> None:
    assert "event-malformed" not in {finding.code for finding in check([RIGHT], DESTINATIONS[name])}


def test_the_sentence_names_the_place() -> None:
    event = {**RIGHT, "outputs": dataset(schema={"fields": [{"name": "a"}, "b"]})}
    (wrong,) = (one for one in check([event], DESTINATIONS["http"]) if one.code == "event-malformed")
    assert "outputs[0].facets.schema.fields[1] is 'b', and has to be an object" in wrong.what
