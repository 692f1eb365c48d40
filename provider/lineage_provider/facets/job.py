"""The sql facet of a job.

In: the statements as they are executed. Out: the job facet with their text and dialect; passwords, keys
and other secrets in it are ``***``.
"""

from __future__ import annotations

from collections.abc import Sequence

from openlineage.client.facet_v2 import sql_job

from lineage_provider.sql.masking import masked, script_secrets


def sql_facet(
    texts: Sequence[str], dialect: str | None, secrets: frozenset[str] = frozenset()
) -> sql_job.SQLJobFacet:
    """Join statements by ``;`` on lines of their own, as the official provider does for lists.

    ``secrets`` are what other statements of the same task tell to be secret.
    """
    stripped = [text.strip().rstrip(";").rstrip() for text in texts if text.strip()]
    known = script_secrets(stripped, dialect) | secrets
    query = ";\n".join(masked(text, dialect, known) for text in stripped)
    return sql_job.SQLJobFacet(query=query, dialect=dialect or None)
