"""The queryTag run facet: which tag the queries of a run carry, and where.

In: the tag's keys, and the texts that the engines were given. Out: the facet, and entries for the standard
``tags`` facet, for consumers that read only that. The facet's JSON Schema lies beside this file and in the
documentation, where ``_schemaURL`` points to.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

import attr
from openlineage.client.facet_v2 import RunFacet, tags_run
from openlineage.client.utils import RedactMixin

KEY = "queryTag"
VERSION = "1-0-0"
# Where the documentation is published.
SCHEMA_URL = (
    f"https://airflow-provider-lineage.readthedocs.io/schemas/{VERSION}/QueryTagRunFacet.json"
    "#/$defs/QueryTagRunFacet"
)
TAGS_ENTRY = "query_tag"
SOURCE = "AIRFLOW"


@attr.define
class AppliedQueryTag(RedactMixin):
    """One text that an engine was given: the same that its query history shows."""

    engine: str
    mechanism: str
    text: str


@attr.define
class QueryTagRunFacet(RunFacet):
    """The tag by its keys, and every form in which engines have it."""

    tag: dict[str, str | int]
    applied: list[AppliedQueryTag] = attr.field(factory=list)

    @staticmethod
    def _get_schema() -> str:
        return SCHEMA_URL


def query_tag_facet(
    tag: Mapping[str, str | int], applied: Iterable[tuple[str, str, str]] = ()
) -> QueryTagRunFacet:
    """Build the facet; ``applied`` are (engine, mechanism, text)."""
    return QueryTagRunFacet(
        tag=dict(tag),
        applied=[AppliedQueryTag(engine, mechanism, text) for engine, mechanism, text in applied],
    )


def with_query_tags(present: object, texts: Iterable[str]) -> tags_run.TagsRunFacet:
    """The standard tags facet with one entry more a text; entries that are there stay."""
    entries = list(present.tags or []) if isinstance(present, tags_run.TagsRunFacet) else []
    known = {(entry.key, entry.value) for entry in entries}
    for text in texts:
        if (TAGS_ENTRY, text) not in known:
            known.add((TAGS_ENTRY, text))
            entries.append(tags_run.TagsRunFacetFields(TAGS_ENTRY, text, SOURCE))
    return tags_run.TagsRunFacet(tags=entries)
