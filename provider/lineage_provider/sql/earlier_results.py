"""Snowflake: the result of an earlier query of the same text, as RESULT_SCAN(LAST_QUERY_ID()) reads it.

In: a call of RESULT_SCAN. Out: the relation that the query gave. A module of its own because it is the one
function whose rows another statement of the text made.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sqlglot import exp

from lineage_provider.sql.relations import Relation

if TYPE_CHECKING:
    from lineage_provider.sql.scope import Scope


def scanned(function: Any, scope: Scope) -> Relation | None:
    """What the call reads; None, reported, where the query is not in the text or not named by its place."""
    back = _back(function)
    found = scope.reader.tables.earlier(back) if back else None
    if found is None:
        message = "what RESULT_SCAN() gives is the result of another query"
        scope.reader.problem("unresolved", message, function)
    return found


def _back(function: Any) -> int:
    """How many statements back the query is: 1 for ``LAST_QUERY_ID()``; 0 where that is not said."""
    arguments = list(function.args.get("expressions") or ())
    call = arguments[0] if len(arguments) == 1 else None
    if not isinstance(call, exp.Anonymous) or call.name.lower() != "last_query_id":
        return 0
    given = list(call.expressions)
    if not given:
        return 1
    place = given[0]
    # From the first one on they are counted in the session, which may be older than the text.
    if isinstance(place, exp.Neg) and isinstance(place.this, exp.Literal) and place.this.is_int:
        return int(place.this.name)
    return 0
