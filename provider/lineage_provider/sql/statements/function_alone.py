"""``SELECT f(...)`` without FROM: a procedure in all but name.

In: a query that reads no table. Out: the tables that Vertica's functions for partitions name in their
arguments; a reported problem where the function is somebody's own and may write (PostgreSQL and MySQL let
it). A module of its own because such a query looks like one that moves nothing.

Only a SELECT of nothing but one call is taken for such: functions in a select list beside other columns, or
over a table, are taken for functions of their arguments, so that ordinary queries say nothing.
"""

from __future__ import annotations

from typing import Any

from sqlglot import exp

from lineage_provider.sql.known_functions import writes_nothing
from lineage_provider.sql.statement import Statement

_WRITING = frozenset(("postgres", "mysql"))
"""Dialects whose functions may write where a query calls them."""
# Places of the arguments that name tables, what they are read for, and what is written.
_PARTITIONS: dict[str, tuple[tuple[int, ...], tuple[int, ...]]] = {
    "swap_partitions_between_tables": ((0, 3), (0, 3)),
    "copy_partitions_to_table": ((0,), (3,)),
    "move_partitions_to_table": ((0,), (0, 3)),
    "drop_partitions": ((), (0,)),
    "drop_partition": ((), (0,)),
    "partition_table": ((), (0,)),
    "truncate_table": ((), (0,)),
    "refresh_columns": ((), (0,)),
    "copy_table": ((0,), (1,)),
    "materialize_flextable_columns": ((), (0,)),
}
"""Vertica: places of the arguments whose tables are read, and of those that are written."""


_COMPANIONS = {
    "compute_flextable_keys": ("_keys",),
    "build_flextable_view": ("_view",),
    "compute_flextable_keys_and_build_view": ("_keys", "_view"),
}
"""Vertica: what is made beside a flex table, under its name with an ending."""


def function_alone(statement: Statement, tree: Any) -> None:
    """Follow or report the only expression of a query that has no FROM."""
    if tree.args.get("from_") is not None or tree.__class__ is not exp.Select or len(tree.expressions) != 1:
        return
    node = tree.expressions[0].unalias()
    schema = ""
    if isinstance(node, exp.Dot):
        named = [part for part in node.this.flatten() if isinstance(part, exp.Identifier)]
        schema, node = (named[-1].name if named else ""), node.expression
    if not isinstance(node, exp.Anonymous) or statement.names.name not in _WRITING:
        return
    name = node.name.lower()
    places = _PARTITIONS.get(name)
    if places is not None and _partitions(statement, node.expressions, *places):
        return
    given = node.expressions[0] if node.expressions else None
    if name in _COMPANIONS and isinstance(given, exp.Literal) and given.is_string:
        statement.reader.read_text(given.name)
        for ending in _COMPANIONS[name]:
            statement.touch(statement.names.from_text(given.name + ending))
        return
    if name not in statement.unit.followed and not writes_nothing(name, schema):
        shown = f"{schema}.{node.name}" if schema else node.name
        statement.problem("unsupported", f"what {shown}() reads and writes is not known", node)


def _partitions(
    statement: Statement, given: list[Any], read: tuple[int, ...], written: tuple[int, ...]
) -> bool:
    """Name the tables at some places of the arguments; False where one is no literal."""
    texts = {place: given[place] for place in {*read, *written} if place < len(given)}
    if len(texts) < len({*read, *written}) or not all(
        isinstance(each, exp.Literal) and each.is_string for each in texts.values()
    ):
        return False
    for place in read:
        statement.reader.read_text(texts[place].name)
    for place in written:
        statement.touch(statement.names.from_text(texts[place].name))
    return True
