"""The facets outputStatistics and inputStatistics: rows, bytes and files, where they are known.

In: what each statement wrote and read (:class:`~lineage_provider.engines.Statistics`), and the datasets it
did it with. Out: datasets with ``outputFacets`` and ``inputFacets``. A module of its own because a sum is
only right where all of its terms are known.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from openlineage.client.facet_v2 import input_statistics_input_dataset, output_statistics_output_dataset

from lineage_provider.engines import Amount, Statistics
from lineage_provider.facets.naming import Identity, Naming
from lineage_provider.sql.model import ScriptLineage, StatementLineage

OUTPUT, INPUT = "outputStatistics", "inputStatistics"

# Statements that write no rows; others that have an output write some.
_NO_ROWS = ("TRUNCATE", "ALTER ", "DROP ", "COMMENT")
_EMPTY = frozenset({"CREATE TABLE", "CREATE VIEW", "CREATE VIEW AS"})
_AWAY = "DELETE"


@dataclass(frozen=True)
class Moved:
    """What one statement moved between which datasets."""

    written: Mapping[Identity, Amount | None] = field(default_factory=dict)
    """None: it wrote rows, and how many is not known."""
    taken: Mapping[Identity, Amount | None] = field(default_factory=dict)
    """Rows that a DELETE took away."""
    read: Mapping[Identity, Amount | None] = field(default_factory=dict)


def moved(lineage: ScriptLineage, naming: Naming, statistics: Statistics) -> Moved:
    """Give a statement's numbers to its datasets; with several on a side nobody knows whose they are."""
    outputs = {naming.identity(table) for table in lineage.outputs if _writes(lineage.statements, table)}
    inputs = {naming.identity(table) for table in lineage.inputs}
    written = dict.fromkeys(outputs, statistics.written if len(outputs) == 1 and statistics.written else None)
    read = dict.fromkeys(inputs, statistics.read if len(inputs) == 1 and statistics.read else None)
    away = {statement.kind for statement in lineage.statements if statement.outputs} == {_AWAY}
    return Moved({} if away else written, written if away else {}, read)


def _writes(statements: Iterable[StatementLineage], table: str) -> bool:
    return any(
        table in statement.outputs
        and (
            not (statement.kind in _EMPTY or f"{statement.kind} ".startswith(_NO_ROWS))
            # An ALTER can move rows, too: partitions, and a table that takes another one's name.
            or (statement.kind not in _EMPTY and any(e.output_table == table for e in statement.columns))
        )
        for statement in statements
    )


def added(all_moved: Iterable[Moved]) -> Moved:
    """The sum over a task: unknown where one statement's number is, DELETE apart from what was written.

    >>> rows = Amount(rows=2)
    >>> added([Moved({("n", "t"): rows}), Moved({("n", "t"): rows})]).written
    {('n', 't'): Amount(rows=4, size=None, files=None)}
    """
    written: dict[Identity, Amount | None] = {}
    taken: dict[Identity, Amount | None] = {}
    read: dict[Identity, Amount | None] = {}
    for one in all_moved:
        for into, amounts in ((written, one.written), (taken, one.taken), (read, one.read)):
            for identity, amount in amounts.items():
                into[identity] = _sum(into[identity], amount) if identity in into else amount
    return Moved(written, taken, read)


def _sum(first: Amount | None, second: Amount | None) -> Amount | None:
    if first is None or second is None:
        return None
    return Amount(
        _plus(first.rows, second.rows), _plus(first.size, second.size), _plus(first.files, second.files)
    )


def _plus(first: int | None, second: int | None) -> int | None:
    return None if first is None or second is None else first + second


def add_statistics(inputs: Iterable[Any], outputs: Iterable[Any], found: Moved) -> None:
    """Put the facets on datasets that lack them."""
    for dataset in outputs:
        identity = (dataset.namespace, dataset.name)
        amount = found.written.get(identity, found.taken.get(identity))
        if amount:
            _add(dataset, "outputFacets", OUTPUT, _output(amount))
    for dataset in inputs:
        amount = found.read.get((dataset.namespace, dataset.name))
        if amount:
            _add(dataset, "inputFacets", INPUT, _input(amount))


def _add(dataset: Any, place: str, key: str, facet: Any) -> None:
    # Plain datasets, as extractors of others may give them, have no place for it.
    if hasattr(dataset, place):
        setattr(dataset, place, {key: facet, **(getattr(dataset, place) or {})})


def _output(amount: Amount) -> Any:
    return output_statistics_output_dataset.OutputStatisticsOutputDatasetFacet(
        rowCount=amount.rows, size=amount.size, fileCount=amount.files
    )


def _input(amount: Amount) -> Any:
    return input_statistics_input_dataset.InputStatisticsInputDatasetFacet(
        rowCount=amount.rows, size=amount.size, fileCount=amount.files
    )
