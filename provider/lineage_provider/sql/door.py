"""The door: SQL text in, lineage out, never an exception.

In: text or list of texts, dialect, what is known of columns and defaults. Out: :class:`ScriptLineage`. A
module of its own because it costs next to nothing to import: the analysis and the parser (a sixth of a
second) come with the first text, so that a DAG file whose tasks use the engine is parsed as fast as before.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from lineage_provider.sql.model import Catalog, ScriptLineage


def analyze(
    sql: str | Sequence[str],
    dialect: str | None,
    schema: Mapping[str, Any] | Catalog | None = None,
    default_database: str | None = None,
    default_schema: str | None = None,
    parameters: Any = None,
    budget_seconds: float = 5.0,
    *,
    look_through_views: bool = False,
) -> ScriptLineage:
    """Find the tables, columns and transformations of a SQL text.

    ``sql`` is one text (split into statements here) or a list: then each item is one statement, as a
    hook that splits by itself will execute them, and statements are numbered by it; an item that holds
    several is followed too. ``dialect`` is a sqlglot dialect name. ``schema`` is a mapping
    ``{"db.schema.table" | "schema.table" | "table": {column: type}}`` or a :class:`Catalog`, which is asked
    once, for all tables together. ``parameters`` (bind values) are accepted for callers that have them;
    values never change lineage. ``budget_seconds`` is a hard limit: what is not done by then is reported.

    With ``look_through_views``, a view that is read is followed to the tables behind it, where ``schema``
    has its definition (``{"v": {"columns": {...}, "view": "SELECT ..."}}`` or a :class:`ViewCatalog`): edges
    begin at those tables; inputs list the view and those tables.

    Nothing raises: what could not be known is in ``problems``.

    >>> lineage = analyze("INSERT INTO daily (d, total) SELECT ds, SUM(x) FROM o GROUP BY ds", "postgres")
    >>> [(e.output_column, e.input_column, e.subtype) for e in lineage.columns]
    [('d', 'ds', 'IDENTITY'), ('total', 'x', 'AGGREGATION')]
    """
    from lineage_provider.sql.analysis import analyzed

    return analyzed(
        sql, dialect, schema, default_database, default_schema, budget_seconds, look_through_views
    )
