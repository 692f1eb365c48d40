"""Hive, and what speaks its protocol or its SQL: Spark's Thrift server, Impala.

In: a ``hiveserver2``, ``hive_cli`` or ``impala`` connection. Out: namespace ``hive://host:port``, name
``database.table``. No catalog: there is nothing that one query could ask for several tables' columns.
"""

from __future__ import annotations

from lineage_provider.engines.rule import SCHEMA, Rule, always
from lineage_provider.engines.statistics import RowCounts

RULE = Rule(
    "hive", "hive", "hive", 10000, 2, schema=(SCHEMA, always("default")),
    source="OpenLineage rule", tested="hook's class",
    note="Also Spark's Thrift server and `HiveOperator`. Spark names the same table by its location or its "
    "metastore.",
)  # fmt: skip

IMPALA = Rule(
    "impala", "hive", "impala", 21050, 2, schema=(SCHEMA, always("default")),
    # impyla adds up the rows that the server modified in each partition, after a statement has closed.
    row_counts=RowCounts(zero=False), tested="hook's class",
)  # fmt: skip
