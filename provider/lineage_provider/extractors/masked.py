"""Secrets out of what others put into a task's result.

In: a result that official code, another provider's operator or a user's extractor made parts of. Out: the
same result; the SQL in it, and what is said about that SQL, with secrets as ``***``. A module of its own
because our own facets are made without secrets, and only those of others have to be gone through.
"""

from __future__ import annotations

from typing import Any


def mask_facets(found: Any) -> None:
    """Take secrets out of the facets sql and extractionError of ``found``."""
    sql = (found.job_facets or {}).get("sql")
    error = (found.run_facets or {}).get("extractionError")
    if sql is None and error is None:
        return
    # Imported where there is SQL: sqlglot comes with it, and other tasks need not pay for that.
    from lineage_provider.sql.masking import masked
    from lineage_provider.sql.secret_patterns import masked_text

    dialect = _dialect(found, sql)
    _change(sql, "query", lambda text: masked(text, dialect))
    for one in getattr(error, "errors", None) or ():
        _change(one, "task", lambda text: masked(text, dialect))
        _change(one, "errorMessage", masked_text)
        _change(one, "stackTrace", masked_text)


def _change(facet: Any, name: str, mask: Any) -> None:
    text = getattr(facet, name, None)
    if isinstance(text, str):
        setattr(facet, name, mask(text))


def _dialect(found: Any, sql: Any) -> str | None:
    from lineage_provider.engines import engine_of_namespace

    named = getattr(sql, "dialect", None)
    if named:
        return str(named)
    datasets = (*(found.inputs or ()), *(found.outputs or ()))
    engines = (engine_of_namespace(dataset.namespace) for dataset in datasets)
    return next((engine.dialect for engine in engines if engine), None)
