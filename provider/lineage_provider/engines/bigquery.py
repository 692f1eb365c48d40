"""Google BigQuery.

In: a ``gcpbigquery`` connection. Out: namespace ``bigquery``, name ``project.dataset.table``. The project
is the connection's; the hook is not asked for the namespace, because its answer looks for credentials.

The catalog is each dataset's own INFORMATION_SCHEMA (all datasets of a task in one query job, of the
standard dialect whatever the hook's is). It runs through the hook's client, not its DB-API cursor: that
one would report the job to the hook lineage collector. BigQuery bills such a query with the least it bills
for a table, 10 MB for each of the two views. No row counts: the hook's cursor reports none; operators
with job statistics report their own.
"""

from __future__ import annotations

from typing import Any

from lineage_provider.engines.catalog_query import CatalogQuery, CatalogRow, Statement, values_of
from lineage_provider.engines.rule import Rule


def project(hook: Any, connection: Any) -> object:
    """The project of the connection; asking the hook's credentials is the last resort."""
    settings = connection.extra_dejson
    named = settings.get("project") or settings.get("extra__google_cloud_platform__project")
    return named or getattr(hook, "project_id", None)


def by_client(hook: Any, statement: Statement, seconds: float) -> list[CatalogRow]:
    """Run a query by the hook's client; the driver's own time-out ends the thread later."""
    from google.cloud.bigquery import QueryJobConfig, ScalarQueryParameter

    text, values = statement
    settings = QueryJobConfig(
        query_parameters=[ScalarQueryParameter(None, "STRING", value) for value in values],
        use_legacy_sql=False,
    )
    client = hook.get_client(project_id=hook.project_id, location=getattr(hook, "location", None))
    job = client.query(text, job_config=settings, timeout=seconds)
    return [CatalogRow(*row.values()) for row in job.result(timeout=seconds)]


# https://cloud.google.com/bigquery/docs/information-schema-columns; descriptions of columns are in
# https://cloud.google.com/bigquery/docs/information-schema-column-field-paths. Aliases: the columns of a
# result need names. Values are positional.
_COLUMNS = """SELECT c.table_catalog AS a, c.table_schema AS b, c.table_name AS c, c.column_name AS d,
       c.data_type AS e, f.description AS f, {session} AS g, c.ordinal_position AS h
FROM {catalog}{owner}INFORMATION_SCHEMA.COLUMNS AS c
LEFT JOIN {catalog}{owner}INFORMATION_SCHEMA.COLUMN_FIELD_PATHS AS f
  ON f.table_name = c.table_name AND f.field_path = c.column_name
WHERE {where}"""

# https://cloud.google.com/bigquery/docs/information-schema-views
_AND_VIEWS = _COLUMNS.replace(
    "c.ordinal_position AS h",
    "c.ordinal_position AS h,\n       IF(c.ordinal_position = 1, v.view_definition, NULL) AS i",
).replace(
    "\nWHERE",
    "\nLEFT JOIN {catalog}{owner}INFORMATION_SCHEMA.VIEWS AS v ON v.table_name = c.table_name\nWHERE",
)

RULE = Rule(
    "bigquery", "bigquery", "bigquery", None, 3,
    database=(project,), namespace=lambda rule, connection: rule.scheme, pattern="bigquery", asks_hook=False,
    catalog=CatalogQuery(
        _COLUMNS, schema="c.table_schema", table="c.table_name", bind=values_of("?"), quotes="``",
        per_schema=True, read=by_client, views=_AND_VIEWS,
    ),
    source="official hook, OpenLineage rule", tested="hook's class",
    note="A dataset name without its project gets the connection's. The catalog query is a job of at "
    "least 20 MB billed.",
)  # fmt: skip
