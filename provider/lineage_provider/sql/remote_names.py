"""Names of tables in a statement that is sent to another server: ``EXEC ('...') AT server``.

In: the statement's tree. Out: the same tree, with the server's name before those of its tables. A module of
its own because the statement is read as any other, only its names mean something else.

Source: Transact-SQL reference, EXECUTE, "AT linked_server_name".
"""

from __future__ import annotations

from typing import Any

from sqlglot import exp


def send(tree: Any, server: str) -> None:
    """Put ``server`` before the name of every table of ``tree`` that is no CTE.

    >>> from sqlglot import parse_one
    >>> tree = parse_one("SELECT a FROM hr.t", dialect="tsql")
    >>> send(tree, "lnk")
    >>> tree.sql()
    'SELECT a FROM lnk.hr.t'
    """
    if not isinstance(tree, exp.Expr):
        return
    named = {cte.alias.lower() for cte in tree.find_all(exp.CTE)}
    aliases = {each.alias.lower() for each in tree.find_all(exp.Table) if each.alias}
    for table in list(tree.find_all(exp.Table)):
        if not isinstance(table.this, exp.Identifier):
            continue
        parts = [each for each in (table.args.get(k) for k in ("catalog", "db", "this")) if each is not None]
        if len(parts) == 1 and table.name.lower() in named | aliases:
            continue
        whole = [exp.to_identifier(server), *(part.copy() for part in parts)]
        last = whole.pop() if len(whole) < 4 else exp.Dot(this=whole[2], expression=whole[3])
        table.set("this", last)
        table.set("db", whole[1] if len(whole) > 1 else whole[0])
        table.set("catalog", whole[0] if len(whole) > 1 else None)
