"""Validations -> input datasets with the facets dataQualityAssertions and dataQualityMetrics.

In: :class:`Validation` values. Out: one input dataset a table, file or data frame. A module of its own
because this is where validations and the names of datasets meet.

A query asset is about every table that the query reads: each gets all assertions. A column of the query's
result is the table's column where it comes from there unchanged. What was measured is of the query's rows,
not of the table's, and says so: the metrics carry the query as their ``condition``.

A data frame is known by the name of its asset, within the task or job that owns it:
``great_expectations://dag.task``, ``asset``.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from openlineage.client.event_v2 import InputDataset

from lineage_provider.engines.files import file_dataset
from lineage_provider.engines.urls import engine_of_url
from lineage_provider.facets import datasets_of
from lineage_provider.facets.naming import Identity, Naming
from lineage_provider.facets.quality import Check, Measurement, with_quality
from lineage_provider.facets.written import identity_of
from lineage_provider.gx.mapping import check, column_of, measured
from lineage_provider.gx.validations import File, Frame, Query, Table, Validation
from lineage_provider.sql import Problem, analyze
from lineage_provider.sql.masking import masked

FRAMES = "great_expectations"
_ALL_OF = re.compile(
    r"\s*select\s+\*\s+from\s+[^\s(,;]+\s*(?P<rest>;?\s*$|where\b|limit\b|order\b)", re.IGNORECASE
)


@dataclass
class _Dataset:
    """One dataset with what validations found; its columns by the names they have in the validation."""

    dataset: InputDataset
    checks: list[Check] = field(default_factory=list)
    measured: list[Measurement] = field(default_factory=list)


@dataclass(frozen=True)
class _Place:
    """A dataset that one validation is about."""

    dataset: InputDataset
    columns: Mapping[str, str] | None = None
    """Column of the validation -> the dataset's; None: they are the same."""

    def column(self, name: str | None) -> str | None:
        return name if name is None or self.columns is None else self.columns.get(name.casefold())


@dataclass(frozen=True)
class Validated:
    """The datasets of all validations, and what could not be known."""

    inputs: tuple[InputDataset, ...] = ()
    problems: tuple[Problem, ...] = ()


def validated(validations: Iterable[Validation], owner: str, budget: float = 5.0) -> Validated:
    """Put the results of validations on their datasets; ``owner`` (task or job) owns what is in memory.

    ``budget``: seconds for the text of one query. A validation whose dataset has no name is a problem.
    """
    found: dict[Identity, _Dataset] = {}
    problems: list[Problem] = []
    for validation in validations:
        try:
            places, more, condition = _places(validation, owner, budget)
        except ValueError as error:
            problems.append(Problem(0, "internal", f"A validation is left out: {error}"))
            continue
        problems.extend(more)
        for place in places:
            identity = (place.dataset.namespace, place.dataset.name)
            target = found.setdefault(identity, _Dataset(place.dataset))
            for outcome in validation.outcomes:
                column = place.column(column_of(outcome))
                target.checks.append(check(outcome, validation.suite, column))
                target.measured.extend(measured(outcome, column, condition))
    inputs = tuple(with_quality(one.dataset, one.checks, one.measured) for one in found.values())
    return Validated(inputs, tuple(problems))


def _places(
    validation: Validation, owner: str, budget: float
) -> tuple[Sequence[_Place], Sequence[Problem], str]:
    """The datasets of a validation, problems, and the part of the rows that it measured."""
    source = validation.source
    match source:
        case File():
            identity = file_dataset(source.path)
        case Frame():
            identity = (f"{FRAMES}://{owner}", source.asset)
        case Query():
            return _tables_of_query(source, owner, budget)
        case Table():
            identity = identity_of(engine_of_url(source.url, owner), source.schema, source.name)
    return [_Place(InputDataset(*identity, facets={}))], (), validation.part


def _tables_of_query(
    source: Query, owner: str, budget: float
) -> tuple[Sequence[_Place], Sequence[Problem], str]:
    engine = engine_of_url(source.url, owner)
    lineage = analyze(
        source.text,
        engine.dialect,
        default_database=engine.default_database,
        default_schema=engine.default_schema,
        budget_seconds=budget,
    )
    naming = Naming(engine)
    columns: dict[Identity, dict[str, str]] = {}
    for edge in lineage.columns:
        if edge.subtype == "IDENTITY" and edge.output_column and not edge.ambiguous:
            known = columns.setdefault(naming.identity(edge.input_table), {})
            known[edge.output_column.casefold()] = edge.input_column
    # The columns of one table as they are (``SELECT * FROM orders WHERE ...``), and all of its rows.
    all_columns = _ALL_OF.match(source.text) if len(lineage.inputs) == 1 else None
    all_rows = all_columns is not None and not all_columns["rest"].strip(" ;\n")
    places = [
        _Place(dataset, None if all_columns else columns.get((dataset.namespace, dataset.name), {}))
        for dataset in datasets_of(lineage, naming).inputs
    ]
    problems = [one for one in lineage.problems if not (all_columns and one.kind == "unresolved")]
    return places, problems, "" if all_rows else f"({masked(source.text)})"
