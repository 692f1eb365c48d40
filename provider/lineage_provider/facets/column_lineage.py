"""The columnLineage facet, 1-2-0: where each column comes from, and what decides the rows.

In: the edges of one output. Out: the facet, or None where there is no edge. Transformations carry type,
subtype, masking and, as description, the SQL expression that made the column; the deprecated fields
``transformationType`` and ``transformationDescription`` stay empty. Secrets in expressions are ``***``.
"""

from __future__ import annotations

from collections.abc import Iterable

from openlineage.client.facet_v2 import column_lineage_dataset as facet

from lineage_provider.facets.naming import Naming
from lineage_provider.sql.masking import masked
from lineage_provider.sql.model import ColumnEdge

MAX_DESCRIPTION = 1_000
"""Characters of an expression that are kept."""

AMBIGUOUS, INFERRED = (
    "ambiguous: the column may come from another table",
    "inferred: the target's columns are not known",
)


def column_lineage(
    columns: Iterable[ColumnEdge],
    dataset: Iterable[ColumnEdge],
    naming: Naming,
    secrets: frozenset[str] = frozenset(),
) -> facet.ColumnLineageDatasetFacet | None:
    """Build the facet of one output from its own edges; ``secrets`` are those of the whole text."""
    fields: dict[str, list[ColumnEdge]] = {}
    for edge in columns:
        fields.setdefault(str(edge.output_column), []).append(edge)
    rows = _inputs(dataset, naming, secrets)
    if not fields and not rows:
        return None
    return facet.ColumnLineageDatasetFacet(
        fields={
            name: facet.Fields(inputFields=_inputs(edges, naming, secrets)) for name, edges in fields.items()
        },
        dataset=rows,
    )


def _inputs(edges: Iterable[ColumnEdge], naming: Naming, secrets: frozenset[str]) -> list[facet.InputField]:
    """One input field a source column, with all its transformations."""
    found: dict[tuple[str, str, str], list[facet.Transformation]] = {}
    for edge in edges:
        namespace, name = naming.identity(edge.input_table)
        transformations = found.setdefault((namespace, name, edge.input_column), [])
        transformation = facet.Transformation(
            type=edge.type,
            subtype=edge.subtype,
            description=_description(edge, naming.engine.dialect, secrets) or None,
            masking=edge.masking,
        )
        if transformation not in transformations:
            transformations.append(transformation)
    return [
        facet.InputField(namespace=namespace, name=name, field=column, transformations=transformations)
        for (namespace, name, column), transformations in found.items()
    ]


def _description(edge: ColumnEdge, dialect: str | None, secrets: frozenset[str]) -> str:
    expression = masked(edge.expression, dialect, secrets)
    if len(expression) > MAX_DESCRIPTION:
        expression = expression[: MAX_DESCRIPTION - 3] + "..."
    notes = [note for note, holds in ((AMBIGUOUS, edge.ambiguous), (INFERRED, edge.inferred)) if holds]
    return "; ".join(part for part in (expression, *notes) if part)
