"""Input and output datasets of a task, with all that is known of them.

In: the lineage of the task's SQL and the names of its connection. Out: datasets with the facets schema,
columnLineage, lifecycleStateChange and symlinks. A module of its own because this is where they meet.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Literal

from openlineage.client.event_v2 import InputDataset, OutputDataset
from openlineage.client.facet_v2 import (
    lifecycle_state_change_dataset,
    schema_dataset,
    symlinks_dataset,
)

from lineage_provider.facets.column_lineage import column_lineage
from lineage_provider.facets.naming import Identity, Naming
from lineage_provider.sql.masking import script_secrets
from lineage_provider.sql.model import CatalogColumn, ColumnEdge, ScriptLineage, TableChange, TableName

# Of several changes of one table, the one that says most about it now goes into the facet. A table that
# was dropped is gone: any change after that says more.
_WEIGHT = {"RENAME": 5, "CREATE": 4, "OVERWRITE": 3, "TRUNCATE": 2, "ALTER": 1, "DROP": 0}


Moment = Literal["start", "complete", "fail"]
"""When the event is sent. Before the end the catalog was not asked, so edges that hang on it are left out;
what a statement does to a table as a whole is a fact only once the task has succeeded."""


@dataclass(frozen=True)
class Datasets:
    """The datasets of one task."""

    inputs: list[InputDataset] = field(default_factory=list)
    outputs: list[OutputDataset] = field(default_factory=list)


def datasets_of(lineage: ScriptLineage, naming: Naming, moment: Moment = "complete") -> Datasets:
    """Build the datasets of a script; each name stands once on a side."""
    changes = _last_changes(lineage.changes) if moment == "complete" else {}
    columns = _by_output(lineage.columns, naming, moment)
    rows = _by_output(lineage.dataset, naming, moment)
    secrets = script_secrets((s.text for s in lineage.statements), naming.engine.dialect)
    inputs: dict[Identity, InputDataset] = {}
    for table in lineage.inputs:
        identity = naming.identity(table)
        inputs.setdefault(identity, InputDataset(*identity, facets=_own_facets(table, naming)))
    outputs: dict[Identity, OutputDataset] = {}
    for table in (*lineage.outputs, *changes):
        identity = naming.identity(table)
        known = outputs.setdefault(identity, OutputDataset(*identity, facets={})).facets
        facets: dict[str, Any] = known if known is not None else {}
        facets.update(_own_facets(table, naming, lineage.output_columns.get(table, ())))
        lineage_facet = column_lineage(columns.get(identity, ()), rows.get(identity, ()), naming, secrets)
        if lineage_facet is not None:
            facets["columnLineage"] = lineage_facet
        if table in changes:
            facets["lifecycleStateChange"] = _lifecycle(changes[table], naming)
    return Datasets(list(inputs.values()), list(outputs.values()))


def _by_output(
    edges: Sequence[ColumnEdge], naming: Naming, moment: Moment
) -> Mapping[Identity, list[ColumnEdge]]:
    """Edges by the dataset they lead to; two spellings of one table are one dataset."""
    found: dict[Identity, list[ColumnEdge]] = {}
    for edge in edges:
        if edge.output_table and not (moment == "start" and (edge.ambiguous or edge.inferred)):
            found.setdefault(naming.identity(edge.output_table), []).append(edge)
    return found


def _own_facets(table: TableName, naming: Naming, defined: Sequence[str] = ()) -> dict[str, Any]:
    """Facets that hold for a table on either side; ``defined``: columns that the text itself gives it."""
    facets: dict[str, Any] = {}
    columns = naming.columns(table)
    if columns or defined:
        facets["schema"] = schema(columns or [CatalogColumn(name, "") for name in defined])
    other, location = naming.other_identity(table), naming.location(table)
    links = [
        symlinks_dataset.Identifier(*identity, type=kind)
        for identity, kind in ((other, "TABLE"), (location, "LOCATION"))
        if identity is not None
    ]
    if links:
        facets["symlinks"] = symlinks_dataset.SymlinksDatasetFacet(identifiers=links)
    return facets


def schema(columns: Sequence[CatalogColumn]) -> schema_dataset.SchemaDatasetFacet:
    """The schema facet: names, types and comments in the catalog's order."""
    return schema_dataset.SchemaDatasetFacet(
        fields=[
            schema_dataset.SchemaDatasetFacetFields(
                name=column.name,
                type=column.type or None,
                description=column.description,
                ordinal_position=place,
            )
            for place, column in enumerate(columns, 1)
        ]
    )


def _last_changes(changes: Sequence[TableChange]) -> Mapping[TableName, TableChange]:
    """One change a table: the last, unless an earlier one of the same text weighs more.

    ``DROP TABLE IF EXISTS t; CREATE TABLE t AS ...`` is an OVERWRITE; ``CREATE``, then ``ALTER`` is a
    CREATE.
    """
    found: dict[TableName, TableChange] = {}
    for change in changes:
        known = found.get(change.table)
        if known is not None and known.change == "DROP" and change.change == "CREATE":
            change = TableChange(change.table, "OVERWRITE")
        elif known is not None and change.change != "DROP" and _WEIGHT[known.change] > _WEIGHT[change.change]:
            continue
        found[change.table] = change
    return found


def _lifecycle(
    change: TableChange, naming: Naming
) -> lifecycle_state_change_dataset.LifecycleStateChangeDatasetFacet:
    previous = None
    if change.previous is not None:
        namespace, name = naming.identity(change.previous)
        previous = lifecycle_state_change_dataset.PreviousIdentifier(name=name, namespace=namespace)
    return lifecycle_state_change_dataset.LifecycleStateChangeDatasetFacet(
        lifecycleStateChange=lifecycle_state_change_dataset.LifecycleStateChange(change.change),
        previousIdentifier=previous,
    )
