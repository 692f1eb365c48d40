"""Datasets as a caller names them, gathered into the datasets of an event.

In: :class:`Dataset` values, SQL texts, column edges, row counts. Out: OpenLineage datasets with facets. A
module of its own because runs and job events gather the same things.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from openlineage.client.event_v2 import InputDataset, OutputDataset
from openlineage.client.facet_v2 import (
    column_lineage_dataset,
    input_statistics_input_dataset,
    output_statistics_output_dataset,
)

Edge = tuple["Dataset", str] | tuple["Dataset", str, str]
"""Where a column comes from: dataset, its column, and how (IDENTITY, TRANSFORMATION or AGGREGATION)."""
SUBTYPES = ("IDENTITY", "TRANSFORMATION", "AGGREGATION")


@dataclass(frozen=True)
class Dataset:
    """A dataset by its OpenLineage name (openlineage.io, "Naming").

    ``namespace`` is the server (``postgres://host:5432``, ``snowflake://org-account``, ``s3://bucket``),
    ``name`` the table or path in it (``shop.public.orders``). ``columns`` gives names and types, in order;
    ``facets`` further dataset facets.
    """

    namespace: str
    name: str
    columns: Mapping[str, str] | None = field(default=None, compare=False)
    facets: Mapping[str, Any] | None = field(default=None, compare=False)

    @property
    def key(self) -> tuple[str, str]:
        return self.namespace, self.name


@dataclass
class Gathered:
    """What one run said so far; one object a run."""

    inputs: dict[tuple[str, str], InputDataset] = field(default_factory=dict)
    outputs: dict[tuple[str, str], OutputDataset] = field(default_factory=dict)

    def add_input(self, dataset: Dataset) -> InputDataset:
        found = self.inputs.setdefault(dataset.key, InputDataset(*dataset.key, facets={}))
        _facets(found).update(_own(dataset))
        return found

    def add_output(self, dataset: Dataset) -> OutputDataset:
        found = self.outputs.setdefault(dataset.key, OutputDataset(*dataset.key, facets={}))
        _facets(found).update(_own(dataset))
        return found

    def add_found(self, inputs: Iterable[InputDataset], outputs: Iterable[OutputDataset]) -> None:
        """Add what the analysis of a SQL text found; column edges of one output add up."""
        for source in inputs:
            known = self.inputs.setdefault((source.namespace, source.name), source)
            if known is not source:
                _facets(known).update(source.facets or {})
                if source.inputFacets:
                    known.inputFacets = {**(known.inputFacets or {}), **source.inputFacets}
        for target in outputs:
            kept = self.outputs.setdefault((target.namespace, target.name), target)
            if kept is not target:
                merged = _merged(
                    _facets(kept).get("columnLineage"), (target.facets or {}).get("columnLineage")
                )
                _facets(kept).update(target.facets or {})
                if merged is not None:
                    _facets(kept)["columnLineage"] = merged

    def add_columns(self, output: Dataset, columns: Mapping[str, Sequence[Edge]]) -> None:
        """Add edges to columns of ``output``; their datasets become inputs."""
        target = self.add_output(output)
        fields = {}
        for column, edges in columns.items():
            for edge in edges:
                self.add_input(edge[0])
            fields[column] = column_lineage_dataset.Fields(inputFields=[_edge(edge) for edge in edges])
        found = column_lineage_dataset.ColumnLineageDatasetFacet(fields=fields)
        _facets(target)["columnLineage"] = _merged(_facets(target).get("columnLineage"), found)

    def add_rows(self, dataset: Dataset, rows: int | None, size: int | None, *, written: bool) -> None:
        """Add how many rows and bytes were written to, or read from, a dataset."""
        if written:
            self.add_output(dataset).outputFacets = {
                "outputStatistics": output_statistics_output_dataset.OutputStatisticsOutputDatasetFacet(
                    rowCount=rows, size=size
                )
            }
        else:
            self.add_input(dataset).inputFacets = {
                "inputStatistics": input_statistics_input_dataset.InputStatisticsInputDatasetFacet(
                    rowCount=rows, size=size
                )
            }


def _own(dataset: Dataset) -> dict[str, Any]:
    from lineage_provider.facets.datasets import schema
    from lineage_provider.sql.model import CatalogColumn

    facets = dict(dataset.facets or {})
    if dataset.columns:
        facets["schema"] = schema([CatalogColumn(name, kind) for name, kind in dataset.columns.items()])
    return facets


def _facets(dataset: InputDataset | OutputDataset) -> dict[str, Any]:
    if dataset.facets is None:
        dataset.facets = {}
    return dataset.facets


def _edge(edge: Edge) -> column_lineage_dataset.InputField:
    dataset, column, *kind = edge
    subtype = str(kind[0]).upper() if kind else "IDENTITY"
    if subtype not in SUBTYPES:
        raise ValueError(f"{subtype} is no kind of edge: it has to be one of {', '.join(SUBTYPES)}")
    return column_lineage_dataset.InputField(
        *dataset.key,
        field=column,
        transformations=[column_lineage_dataset.Transformation(type="DIRECT", subtype=subtype)],
    )


def _merged(first: Any, second: Any) -> Any:
    """Both facets in one: fields by column, their sources added up."""
    if first is None or second is None:
        return first or second
    fields = dict(first.fields)
    for column, edges in second.fields.items():
        known = fields.get(column)
        sources = [*(known.inputFields if known else ()), *edges.inputFields]
        fields[column] = column_lineage_dataset.Fields(
            inputFields=list({(one.namespace, one.name, one.field): one for one in sources}.values())
        )
    rows = [*(first.dataset or ()), *(second.dataset or ())]
    return column_lineage_dataset.ColumnLineageDatasetFacet(fields=fields, dataset=rows or None)


def several(datasets: Sequence[Dataset] | Dataset | None) -> Sequence[Dataset]:
    """``datasets`` as a sequence; one by itself, and None, are what they look like."""
    if datasets is None:
        return ()
    return (datasets,) if isinstance(datasets, Dataset) else datasets


def checked(dataset: Any) -> Dataset:
    """Return ``dataset``; raises TypeError, saying how to write one, for what is none."""
    if isinstance(dataset, Dataset):
        return dataset
    raise TypeError(
        f'{dataset!r:.80} is no Dataset; write Dataset("postgres://host:5432", "db.schema.table")'
    )
