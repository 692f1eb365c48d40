"""MySQL and MariaDB.

In: a ``mysql`` connection. Out: namespace ``mysql://host:port`` (for MariaDB, too: the official hook and
Spark's ``MySqlJdbcExtractor`` know one scheme), name ``database.table``, by OpenLineage's naming rule.
What the connection calls schema is MySQL's database, so it is the *schema* level of a name here.

Names are compared as written: whether the server tells ``Orders`` from ``orders`` is its setting
``lower_case_table_names``, which the catalog query reads along. Where it does not, the answer's
``names`` hold the stored spelling.
"""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import closing
from dataclasses import dataclass
from typing import Any, ClassVar

from lineage_provider.engines.base import ConnectedEngine
from lineage_provider.engines.catalog_query import Bound, CatalogRow, fetch, is_one_of, own_copy
from lineage_provider.engines.deadline import Deadline
from lineage_provider.engines.official import authority, official_names
from lineage_provider.engines.statistics import CHANGES, RowCounts
from lineage_provider.sql.model import TableName

DEFAULT_PORT = 3306

# Both servers' own time limits in one text: MariaDB runs what is in /*M! */ and takes the hint for a
# comment, MySQL the other way round. Time is in seconds for the first, milliseconds for the second.
# LOWER: the collation of these columns differs between versions; the remark says how to compare.
_COLUMNS = """
/*M!100101 SET STATEMENT max_statement_time={seconds:.3f} FOR */
SELECT /*+ MAX_EXECUTION_TIME({milliseconds}) */
       NULL, c.TABLE_SCHEMA, c.TABLE_NAME, c.COLUMN_NAME, c.COLUMN_TYPE, c.COLUMN_COMMENT,
       @@lower_case_table_names
FROM information_schema.COLUMNS AS c
WHERE {tables}
ORDER BY c.TABLE_SCHEMA, c.TABLE_NAME, c.ORDINAL_POSITION
"""

# The same with the tables behind views: the server stores a definition with every name in full, in backticks.
_COLUMNS_AND_VIEWS = """
/*M!100101 SET STATEMENT max_statement_time={seconds:.3f} FOR */
WITH RECURSIVE reached (s, n) AS (
  SELECT c.TABLE_SCHEMA, c.TABLE_NAME FROM information_schema.TABLES AS c WHERE {tables}
  UNION
  SELECT t.TABLE_SCHEMA, t.TABLE_NAME FROM reached AS r
  JOIN information_schema.VIEWS AS v ON v.TABLE_SCHEMA = r.s AND v.TABLE_NAME = r.n
  JOIN information_schema.TABLES AS t
    ON LOCATE(CONCAT('`', t.TABLE_SCHEMA, '`.`', t.TABLE_NAME, '`'), v.VIEW_DEFINITION) > 0
)
SELECT /*+ MAX_EXECUTION_TIME({milliseconds}) */
       NULL, c.TABLE_SCHEMA, c.TABLE_NAME, c.COLUMN_NAME, c.COLUMN_TYPE, c.COLUMN_COMMENT,
       @@lower_case_table_names, c.ORDINAL_POSITION,
       CASE WHEN c.ORDINAL_POSITION = 1 THEN v.VIEW_DEFINITION END
FROM reached AS r
JOIN information_schema.COLUMNS AS c ON c.TABLE_SCHEMA = r.s AND c.TABLE_NAME = r.n
LEFT JOIN information_schema.VIEWS AS v ON v.TABLE_SCHEMA = r.s AND v.TABLE_NAME = r.n
ORDER BY c.TABLE_SCHEMA, c.TABLE_NAME, c.ORDINAL_POSITION
"""


@dataclass(frozen=True)
class MySQLEngine(ConnectedEngine):
    """One MySQL or MariaDB server, seen from one of its databases."""

    conn_types: ClassVar[tuple[str, ...]] = ("mysql", "mariadb")
    row_counts: ClassVar[RowCounts] = RowCounts(
        kinds=CHANGES | {"CREATE TABLE AS", "LOAD DATA"},
        not_counted=r"\bon\s+duplicate\s+key\b|(?:\A|\*/|\n)\s*replace\s|\breplace\s+into\b",
    )
    """A replaced row counts twice, and so does one that ON DUPLICATE KEY updates."""

    levels: int = 2

    @classmethod
    def of(
        cls, hook: Any, connection: Any, *, database: str | None = None, task: str | None = None
    ) -> MySQLEngine:
        official = official_names(hook, connection)
        return cls(
            namespace=official.namespace or f"mysql://{authority(connection, DEFAULT_PORT)}",
            dialect="mysql",
            # The operator's database is kept in the hook's `schema`.
            default_schema=database or getattr(hook, "schema", None) or connection.schema or None,
            name="mysql",
        )

    def _rows(
        self, hook: Any, tables: Sequence[TableName], deadline: Deadline, *, views: bool
    ) -> list[CatalogRow]:
        bound = Bound("%s")
        lower = [TableName(part.lower() for part in self.qualified(table).parts) for table in tables]
        text = (_COLUMNS_AND_VIEWS if views else _COLUMNS).format(
            seconds=deadline.left,
            milliseconds=deadline.milliseconds,
            tables=is_one_of(lower, "LOWER(c.TABLE_SCHEMA)", "LOWER(c.TABLE_NAME)", bound),
        )
        with closing(own_copy(hook).get_conn()) as connection:
            return fetch(connection, (text, bound.values))

    def _spelling_is_free(self, rows: Sequence[CatalogRow]) -> bool:
        # The query's remark is lower_case_table_names: 0 tells Orders from orders.
        return bool(rows[0].remark)
