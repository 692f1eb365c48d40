"""What a text has put somewhere so far: temporary tables, variables, records.

In: what two ways through a text have left there. Out: what may be there behind both, and whether
one of them tells more than the other. A module of its own because IF, CASE and loops need it, and
nothing else of a text's state is theirs.
"""

from __future__ import annotations

from collections.abc import Callable
from itertools import chain
from typing import Any, NamedTuple

from lineage_provider.sql.model import TableName
from lineage_provider.sql.relations import Column, Derived, Relation, add_steers


class Held(NamedTuple):
    """What is held at one place of a text; names are folded."""

    tables: dict[TableName, Derived]
    """Rows of temporary tables."""
    values: dict[str, Column]
    """Values of variables."""
    records: dict[str, Relation]
    """Rows of cursors and row variables."""
    told: set[str]
    """Variables that RETURNING ... INTO gave a value to."""


def either(one: Held, other: Held, fold: Callable[[str], str]) -> Held:
    """What is held behind two branches, of which either may have run."""
    found = Held(
        {**one.tables, **other.tables},
        {**one.values, **other.values},
        {**one.records, **other.records},
        one.told | other.told,
    )
    for table in one.tables.keys() & other.tables.keys():
        if one.tables[table] is not other.tables[table]:
            found.tables[table] = joined(one.tables[table], other.tables[table], fold, through_stars=True)
    for name in one.values.keys() & other.values.keys():
        if one.values[name] is not other.values[name]:
            made = found.values[name] = Column(name, node=other.values[name].node)
            made.add(one.values[name])
            made.add(other.values[name])
    for name in one.records.keys() & other.records.keys():
        first, second = one.records[name], other.records[name]
        if first is not second and isinstance(first, Derived) and isinstance(second, Derived):
            found.records[name] = joined(first, second, fold, through_stars=True)
    return found


def tells_more(now: Held, before: Held) -> bool:
    """Whether anything is held now that comes from somewhere else than what was held before."""
    rows = chain(
        ((held, before.tables.get(table)) for table, held in now.tables.items()),
        ((held, before.records.get(name)) for name, held in now.records.items()),
    )
    values = ((held, before.values.get(name)) for name, held in now.values.items())
    return any(held is not known and _sources(held) - _sources(known) for held, known in rows) or any(
        held is not known and _sources_of(held) - _sources_of(known) for held, known in values
    )


def joined(
    one: Derived, other: Derived, fold: Callable[[str], str], *, through_stars: bool = False
) -> Derived:
    """The rows of both, by the names of their columns.

    ``through_stars``: a name that one of them has may be a column behind an open star of the other.
    """
    columns: dict[str, Column] = {}
    for relation in (one, other):
        relation.index(fold)
        columns |= {fold(column.name): column for column in relation.columns}
    for folded, named in columns.items():
        made = columns[folded] = Column(named.name, node=named.node)
        both = [
            found
            for each in (one, other)
            if (through_stars or each.has(folded)) and (found := each.get(folded, named.name)) is not None
        ]
        made.fields = both[0].fields if len(both) == 1 else None
        for each in both:
            made.add(each)
    stars = [star for star in other.open if not any(star is each for each in one.open)]
    kind = other.__class__ if issubclass(other.__class__, one.__class__) else one.__class__
    result = kind(list(columns.values()), (*one.open, *stars))
    add_steers(result.rows, one.rows)
    add_steers(result.rows, other.rows)
    result.index(fold)
    return result


def _sources(held: Relation | None) -> set[Any]:
    """What reaches the rows of a temporary table."""
    if not isinstance(held, Derived):
        return set()
    found: set[Any] = {id(star.over) for star in held.open} | held.rows.keys()
    for column in held.columns:
        found |= {(column.name, each) for each in _sources_of(column)}
    return found


def _sources_of(column: Column | None) -> set[Any]:
    return set() if column is None else column.direct.keys() | column.indirect.keys()
