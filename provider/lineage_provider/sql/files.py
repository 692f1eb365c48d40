"""Files, stages and cloud paths that SQL reads or writes as if they were tables.

In: function calls and literals. Out: the path as the dataset's name. A module of its own because
COPY, table functions and FROM 'file' share it.
"""

from __future__ import annotations

from typing import Any

from sqlglot import exp

from lineage_provider.sql.model import TableName

FILE_FUNCTIONS = frozenset(
    (
        "read_parquet",
        "parquet_scan",
        "read_csv",
        "read_csv_auto",
        "sniff_csv",
        "read_json",
        "read_json_auto",
        "read_json_objects",
        "read_ndjson",
        "read_ndjson_auto",
        "read_ndjson_objects",
        "read_text",
        "read_blob",
        "read_xlsx",
        "st_read",
        "delta_scan",
        "iceberg_scan",
        "read_files",
        "s3",
        "s3cluster",
        "urlcluster",
        "filecluster",
        "hdfscluster",
        "azureblobstoragecluster",
        "deltalakecluster",
        "icebergcluster",
        "icebergs3",
        "hudi",
        "oss",
        "gcs",
        "hdfs",
        "url",
        "file",
        "azureblobstorage",
        "deltalake",
        "iceberg",
        "openrowset",
        "infer_schema",
    )
)
"""Table functions whose first literal argument is a path, lower case."""

PATH_FORMATS = frozenset(
    ("parquet", "csv", "json", "orc", "avro", "delta", "iceberg", "text", "binaryfile", "xml")
)
"""What may stand before a quoted path in Spark SQL."""

REMOTE_FUNCTIONS = frozenset(
    (
        "external_query",
        "openquery",
        "opendatasource",
        "dblink",
        "remote",
        "remotesecure",
        "postgresql",
        "mysql",
        "mongodb",
        "redis",
        "jdbc",
        "odbc",
        "sqlite",
        "postgres_query",
        "mysql_query",
        "postgres_scan",
        "postgres_scan_pushdown",
        "mysql_scan",
        "sqlite_scan",
        "remote_query",
        "executetable",
    )
)
"""Table functions that read another server's tables, lower case."""

_FILE_NODES: tuple[type[exp.Expr], ...] = tuple(
    getattr(exp, name) for name in ("ReadParquet", "ReadCSV") if hasattr(exp, name)
)
_SCHEMES = (
    "s3",
    "s3a",
    "s3n",
    "gs",
    "gcs",
    "abfs",
    "abfss",
    "wasb",
    "wasbs",
    "azure",
    "hdfs",
    "http",
    "https",
    "file",
)
_ENDINGS = (
    ".parquet",
    ".csv",
    ".csv.gz",
    ".tsv",
    ".json",
    ".jsonl",
    ".ndjson",
    ".orc",
    ".avro",
    ".xlsx",
    ".arrow",
)


def is_file_function(node: Any, name: str) -> bool:
    """Whether a table function reads files; ``name`` is its name in lower case."""
    return isinstance(node, _FILE_NODES) or name in FILE_FUNCTIONS


def file_names(function: Any) -> list[str]:
    """The paths that a file function reads: its first string literal, or all of the list that holds it.

    Behind the cluster's name, in ClickHouse's functions that read from all servers of one.
    """
    clustered = isinstance(function, exp.Anonymous) and function.name.lower().endswith("cluster")
    cluster = function.expressions[:1] if clustered else []
    for literal in function.find_all(exp.Literal):
        if literal.is_string and literal not in cluster:
            parent = literal.parent
            if isinstance(parent, (exp.Array, exp.Tuple)):
                return [str(each.name) for each in parent.expressions if isinstance(each, exp.Literal)]
            return [str(literal.name)]
    return []


def looks_like_file(text: str) -> bool:
    """Whether a quoted name in FROM is a path (DuckDB, Spark, ClickHouse)."""
    scheme, found, _ = text.partition("://")
    return bool(found and scheme.lower() in _SCHEMES) or text.lower().endswith(_ENDINGS)


def location(text: str) -> TableName:
    """The dataset of a path or stage as it is written in COPY and its like."""
    path = text.strip().strip("'\"")
    return TableName([path], "stage" if path.startswith("@") else "file")
