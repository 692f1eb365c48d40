"""Columns of one name in a query or a star.

In: columns. Out: the same columns under the names by which the engine tells them apart. A module of its own
because most engines refuse such a query or its names, and the others have rules of their own.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from lineage_provider.sql.relations import Column, Derived

NUMBERING = frozenset(("duckdb",))
"""Engines that number them where a query becomes a table, view, CTE or derived table."""
QUALIFYING = frozenset(("clickhouse",))
"""Engines in which a star puts the FROM item before a name that an earlier item has, too."""


def numbered(relation: Derived, fold: Callable[[str], str]) -> Derived:
    """``id, id`` as ``id, id_1``; as it is where columns may stand between them that are not known."""
    if relation.open or not relation.repeats():
        return relation
    result = Derived(number(relation.columns, fold))
    result.rows = relation.rows
    result.index(fold)
    return result


def number(columns: Sequence[Column], fold: Callable[[str], str]) -> list[Column]:
    """DuckDB's rule: behind a name that was there stands how often it was, or the next free number."""
    times: dict[str, int] = {}
    found = []
    for column in columns:
        name, folded = column.name, fold(column.name)
        if folded in times:
            while fold(f"{name}_{times[folded]}") in times:
                times[folded] += 1
            name = f"{name}_{times[folded]}"
            times[fold(name)] = times.get(fold(name), 0) + 1
        times[folded] = times.get(folded, 0) + 1
        made = column.renamed(name)
        made.unnamed = column.unnamed
        found.append(made)
    return found


def qualify(columns: list[Column], first: int, begin: int, alias: str, fold: Callable[[str], str]) -> None:
    """``id`` of b as ``b.id``, where ``a JOIN b`` has one of a.

    The columns of the star begin at ``first``, those of b at ``begin``.
    """
    seen = {fold(column.name) for column in columns[first:begin]}
    for place in range(begin, len(columns)) if alias else ():
        if fold(columns[place].name) in seen:
            columns[place] = columns[place].renamed(f"{alias}.{columns[place].name}")
