"""Names of files as OpenLineage datasets.

In: a path or URL as it stands in SQL (``s3://lake/2026/orders.csv``, ``/data/orders.csv``). Out:
(namespace, name) by OpenLineage's naming rules (https://openlineage.io/docs/spec/naming). A module of
its own because it belongs to no engine: DuckDB, Snowflake and Databricks read the same buckets.
"""

from __future__ import annotations

import os
from urllib.parse import unquote, urlsplit

# Schemes that name one store: OpenLineage's rules know only the first form.
_SAME_STORE = {"s3a": "s3", "s3n": "s3", "gcs": "gs", "r2": "r2", "azure": "wasbs"}
_AZURE_BLOBS = ".blob.core.windows.net"
# These keep the path's leading slash out of the name: the name is an object key.
_OBJECT_STORES = frozenset({"s3", "gs", "wasbs", "r2"})
_FILE_SYSTEMS = frozenset(
    {"abfs", "abfss", "adl", "cos", "dbfs", "file", "hdfs", "local", "obs", "oss", "wasb"}
)
_FILE_SERVERS = frozenset({"ftp", "ftps", "http", "https", "sftp", "smb", "ssh"})
_STORES = _OBJECT_STORES | _SAME_STORE.keys() | _FILE_SYSTEMS | _FILE_SERVERS


def is_file_store(namespace: str) -> bool:
    """Whether the datasets of a namespace are files.

    >>> is_file_store("s3://lake"), is_file_store("file"), is_file_store("postgres://db:5432")
    (True, True, False)
    """
    return namespace.partition("://")[0] in _STORES


def file_dataset(path: str) -> tuple[str, str]:
    """Return (namespace, name) of a file.

    >>> file_dataset("s3a://lake/2026/orders.csv")
    ('s3://lake', '2026/orders.csv')
    >>> file_dataset("file:///data/orders.csv")
    ('file', '/data/orders.csv')
    >>> file_dataset("azure://acme.blob.core.windows.net/lake/2026/orders.csv")
    ('wasbs://lake@acme', '2026/orders.csv')
    >>> file_dataset("hdfs://namenode:8020/data/orders")
    ('hdfs://namenode:8020', '/data/orders')
    """
    if "://" not in path:
        return "file", absolute(path)
    url = urlsplit(path)
    if url.scheme == "azure" and url.hostname and url.hostname.endswith(_AZURE_BLOBS):
        # Snowflake and DuckDB: the container is the path's first part.
        container, _, name = url.path.lstrip("/").partition("/")
        return f"wasbs://{container}@{url.hostname.removesuffix(_AZURE_BLOBS)}", name or "/"
    scheme = _SAME_STORE.get(url.scheme, url.scheme)
    # What is before the @ is a container in Azure's schemes and a password everywhere else.
    authority = url.netloc if scheme in ("abfss", "wasbs") else url.netloc.rpartition("@")[2]
    if scheme == "file":
        return (f"file://{authority}" if authority else "file"), url.path
    name = url.path.lstrip("/") if scheme in _OBJECT_STORES else url.path
    return f"{scheme}://{authority}", name or "/"


def absolute(path: str) -> str:
    """Return the absolute form of a local path: ``~`` and ``..`` resolved, links left alone.

    >>> absolute("/data/../data/shop.db")
    '/data/shop.db'
    """
    return os.path.abspath(os.path.expanduser(path))


def database_file(location: str) -> str:
    """Return the absolute path that a ``file:`` URI, a relative path or a path with a query means.

    >>> database_file("file:/data/my%20shop.db?mode=ro")
    '/data/my shop.db'
    >>> database_file("/data/shop.db?timeout=5")
    '/data/shop.db'
    """
    plain = location.partition("?")[0]
    if plain.startswith("file:"):
        plain = unquote(plain.removeprefix("file:"))
        # file://localhost/path and file:///path carry an authority, file:/path and file:path do not.
        if plain.startswith("//"):
            plain = "/" + plain[2:].partition("/")[2]
    return absolute(plain)
