"""T-SQL's ``FOR XML`` and ``FOR JSON``: rows and columns put together into one value.

In: the clause and what its query gives without it. Out: the one column that the query gives with it. A module
of its own because it is neither a column of the select list nor a step that decides rows.

Source: Transact-SQL reference, "FOR clause".
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from lineage_provider.sql.relations import TRANSFORMATION, Column, Derived

if TYPE_CHECKING:
    from lineage_provider.sql.queries import QueryReader

# The names that the server itself gives to the column.
_NAMES = {
    "XML": "XML_F52E2B61-18A1-11d1-B105-00805F49916B",
    "JSON": "JSON_F52E2B61-18A1-11d1-B105-00805F49916B",
}


def document(clause: Any, result: Derived, reader: QueryReader) -> Derived:
    """The result as one column, where the clause makes one; FOR BROWSE leaves the columns as they are."""
    kind = str(clause.args.get("kind") or "").upper()
    if kind not in _NAMES:
        return result
    if result.open:
        message = f"which columns FOR {kind} puts together is not known: * over an unknown table"
        reader.problem("unresolved", message)
    made = Column(_NAMES[kind])
    made.unnamed = True
    for column in result.columns:
        made.add(column, TRANSFORMATION)
    if len(result.columns) == 1:
        made.node = result.columns[0].node
    whole = Derived([made])
    whole.rows = result.rows
    return reader.finished(whole)
