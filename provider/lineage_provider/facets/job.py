"""The sql facet of a job.

In: the statements as they are executed. Out: the job facet with their text and dialect.
"""

from __future__ import annotations

from collections.abc import Sequence

from openlineage.client.facet_v2 import sql_job


def sql_facet(texts: Sequence[str], dialect: str | None) -> sql_job.SQLJobFacet:
    """Join statements by ``;`` on lines of their own, as the official provider does for lists."""
    query = ";\n".join(text.strip().rstrip(";").rstrip() for text in texts if text.strip())
    return sql_job.SQLJobFacet(query=query, dialect=dialect or None)
