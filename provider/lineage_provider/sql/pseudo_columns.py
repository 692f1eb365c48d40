"""Words that look like columns and are none of the table's own.

In: a name without quotes, and the dialect. Out: whether it is a pseudo-column or a standard function without
parentheses. A module of its own because one engine's pseudo-column (``level``, ``user``, ``rowid``) is an
ordinary column of another.
"""

from __future__ import annotations

from lineage_provider.sql.functions import words

_EVERYWHERE = words(
    """
    current_date current_time current_timestamp current_user session_user localtime localtimestamp
    current_schema current_role current_database current_catalog default $action merge_action
    connect_by_isleaf connect_by_iscycle
    """
)
_POSTGRES = words("user ctid xmin xmax cmin cmax tableoid sysdate")
_OF: dict[str, frozenset[str]] = {
    "oracle": words(
        """
        user rownum rowid level sysdate systimestamp ora_rowscn column_value uid versions_starttime
        versions_startscn versions_endtime versions_endscn versions_xid versions_operation
        """
    ),
    "exasol": words("user rownum rowid level sysdate systimestamp"),
    **dict.fromkeys(("postgres", "materialize", "risingwave"), _POSTGRES),
    "redshift": _POSTGRES,
    "teradata": words("user date time sysdate sampleid until_changed until_closed"),
    **dict.fromkeys(("tsql", "fabric"), words("user system_user")),
    "duckdb": words("rowid"),
    "bigquery": words("_table_suffix _partitiontime _partitiondate _file_name"),
    "snowflake": words(
        """
        metadata$filename metadata$file_row_number metadata$file_content_key metadata$file_last_modified
        metadata$start_scan_time metadata$row_id
        """
    ),
    **dict.fromkeys(("hive", "spark", "spark2", "databricks"), words("grouping__id")),
}
_NONE: frozenset[str] = frozenset()

ROW_NUMBERS = words("rowid _rowid_ oid")
"""SQLite's key of every table, which a definition does not list."""

VIRTUAL = words(
    """
    _topic _key _offset _partition _timestamp _timestamp_ms _part _part_index _part_uuid _partition_id
    _partition_value _sample_factor _path _file _size _time _etag _shard_num _table _database _row_number
    _block_number
    """
)
"""ClickHouse's virtual columns, which a table's definition does not list."""
_METADATA = {
    **dict.fromkeys(("trino", "presto", "athena", "redshift"), "$"),
    "snowflake": "metadata$",
}
"""What the names of hidden columns begin with: ``"$path"`` of files, ``METADATA$ACTION`` of streams."""


def is_hidden(name: str, dialect: str) -> bool:
    """Whether ``name`` is a column of tables that no catalog lists."""
    start = _METADATA.get(dialect)
    return start is not None and name.lower().startswith(start)


def is_pseudo(name: str, dialect: str) -> bool:
    """Whether ``name`` (lower case, without quotes) is no column of any table.

    >>> is_pseudo("user", "oracle"), is_pseudo("user", "mysql")
    (True, False)
    """
    return name in _EVERYWHERE or name in _OF.get(dialect, _NONE)
