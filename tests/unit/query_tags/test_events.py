"""The tag in events: which run facets a task has at its start and at its end, and what they look like."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import jsonschema
import pytest
from openlineage.client.facet_v2 import tags_run
from openlineage.client.serde import Serde

from lineage_provider.facets import query_tag
from lineage_provider.query_tags import applied, events, identity
from lineage_provider.query_tags.tag import TaskTag
from tests.unit.query_tags.conftest import SHORT, TAG, TEXT

ROOT = Path(__file__).parents[3]
SCHEMA = Path(query_tag.__file__).with_name("QueryTagRunFacet.json")


@pytest.fixture(autouse=True)
def _tagged(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(events, "tag_of", lambda task_instance, dag_run: TAG)
    monkeypatch.setattr(events, "is_tagged", lambda engine: engine == "postgres")


def facets(
    task: Any = None, *, ended: bool, resumed: bool = False, present: dict[str, Any] | None = None
) -> dict[str, Any]:
    context = SimpleNamespace(next_method="execute_complete" if resumed else None)
    lineage = SimpleNamespace(run_facets=dict(present or {}))
    task_instance = SimpleNamespace(_ti_context_from_server=context)
    events.add_query_tag(lineage, task or object(), task_instance, None, ended=ended)
    return {key: json.loads(Serde.to_json(facet)) for key, facet in lineage.run_facets.items()}


def operator(conn_type: str) -> Any:
    return SimpleNamespace(get_db_hook=lambda: SimpleNamespace(conn_type=conn_type))


def test_the_end_event_has_every_text_that_was_set() -> None:
    applied.remember(TAG, "postgres", "application_name", SHORT)
    applied.remember(TAG, "postgres", "application_name", SHORT)
    applied.remember(TAG, "snowflake", "QUERY_TAG", TEXT)
    found = facets(ended=True)
    assert found["queryTag"]["tag"] == json.loads(TEXT)
    assert found["queryTag"]["applied"] == [
        {"engine": "postgres", "mechanism": "application_name", "text": SHORT},
        {"engine": "snowflake", "mechanism": "QUERY_TAG", "text": TEXT},
    ]
    assert found["tags"]["tags"] == [
        {"key": "query_tag", "value": SHORT, "source": "AIRFLOW"},
        {"key": "query_tag", "value": TEXT, "source": "AIRFLOW"},
    ]


def test_tags_that_are_there_stay() -> None:
    applied.remember(TAG, "snowflake", "QUERY_TAG", TEXT)
    mine = tags_run.TagsRunFacet(tags=[tags_run.TagsRunFacetFields("team", "dwh", "USER")])
    found = facets(ended=True, present={"tags": mine})
    assert [tag["key"] for tag in found["tags"]["tags"]] == ["team", "query_tag"]


def test_a_task_without_tagged_queries_has_no_facet() -> None:
    assert facets(ended=True) == {}
    assert facets(ended=False) == {}
    assert facets(operator("postgres"), ended=True) == {}


def test_what_another_task_was_given_is_not_reported() -> None:
    applied.remember(TaskTag("shop", "other", "manual__1"), "snowflake", "QUERY_TAG", TEXT)
    assert facets(ended=True) == {}


def test_a_start_event_has_the_keys_where_the_connection_is_tagged() -> None:
    found = facets(operator("postgres"), ended=False)
    assert set(found) == {"queryTag"}
    assert found["queryTag"]["tag"] == json.loads(TEXT)
    assert found["queryTag"]["applied"] == []
    assert facets(operator("sqlite"), ended=False) == {}


def test_a_resumed_task_has_the_tag_without_a_users_own() -> None:
    found = facets(operator("postgres"), ended=True, resumed=True)
    assert [tag["value"] for tag in found["tags"]["tags"]] == [TEXT]


def test_a_connection_that_cannot_be_found_is_no_error(caplog: pytest.LogCaptureFixture) -> None:
    def missing() -> Any:
        raise ValueError("no such connection")

    assert facets(SimpleNamespace(get_db_hook=missing), ended=False) == {}
    assert caplog.records == []


def test_the_facet_follows_its_schema() -> None:
    applied.remember(TAG, "snowflake", "QUERY_TAG", TEXT)
    facet = facets(ended=True)["queryTag"]
    schema = json.loads(SCHEMA.read_text())
    assert facet["_schemaURL"] == f"{schema['$id']}#/$defs/QueryTagRunFacet"
    own = schema["$defs"]["QueryTagRunFacet"]["allOf"][1]
    jsonschema.validate(facet, {**own, "$defs": schema["$defs"]})
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate({**facet, "tag": {"dag_id": "x"}}, {**own, "$defs": schema["$defs"]})


def test_the_documentation_publishes_the_schema_that_is_shipped() -> None:
    published = ROOT / "docs" / "schemas" / query_tag.VERSION / "QueryTagRunFacet.json"
    assert published.read_text() == SCHEMA.read_text()


@pytest.fixture
def _openlineage(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    from airflow.providers.openlineage import conf

    monkeypatch.setattr(conf, "is_disabled", lambda: False)
    monkeypatch.setattr(conf, "namespace", lambda: "prod")
    return


INSTANCE = SimpleNamespace(
    dag_id="shop", task_id="load", run_id="manual__1", try_number=2, map_index=3, task=None
)
MOMENT = datetime(2026, 11, 21, tzinfo=UTC)


@pytest.mark.usefixtures("_openlineage")
@pytest.mark.parametrize("logical_date", [MOMENT, None])
def test_the_run_id_is_that_of_the_events(logical_date: datetime | None) -> None:
    from airflow.providers.openlineage.plugins.adapter import OpenLineageAdapter

    dag_run = SimpleNamespace(logical_date=logical_date, run_after=MOMENT)
    expected = OpenLineageAdapter.build_task_instance_run_id("shop", "load", 2, MOMENT, 3)
    found = identity.tag_of(INSTANCE, dag_run)
    assert found == TaskTag("shop", "load", "manual__1", 2, 3, str(expected), found.openlineage_job_namespace)
    assert found.openlineage_job_namespace == "prod"


def test_without_openlineage_the_tag_has_no_run_id(monkeypatch: pytest.MonkeyPatch) -> None:
    from airflow.providers.openlineage import conf

    monkeypatch.setattr(conf, "is_disabled", lambda: True)
    dag_run = SimpleNamespace(logical_date=MOMENT, run_after=MOMENT)
    assert identity.tag_of(INSTANCE, dag_run) == TaskTag("shop", "load", "manual__1", 2, 3)


def test_outside_a_task_there_is_no_tag() -> None:
    assert identity.current_task() is None
    assert identity.current_operator() is None
