"""Reads the catalog of a DuckDB file that other processes want to write to.

In: the path of a file. Out: a DuckDB connection that has it attached for reading, without a lock.

A module of its own because it is the one place that goes round DuckDB's rule of one writer *or* many
readers: while a file is open here in the ordinary way, even read-only, every other process that opens it for
writing fails with "Could not set lock on file". A task's state is reported before its lineage is looked up,
so that other process may well be the next task of the same DAG, and it would fail because of us. DuckDB takes
no lock on files that it reads through a file system of Python's; a table definition that is being written at
that moment makes the look-up fail, or is not seen yet.
"""

from __future__ import annotations

from typing import Any

from lineage_provider.engines.catalog_query import quoted

PROTOCOL = "unlocked"


def attached_for_reading(file: str, database: str) -> Any:
    """Return a connection in memory to which ``file`` is attached as ``database``; nothing is written."""
    import duckdb

    connection = duckdb.connect(":memory:")
    try:
        connection.register_filesystem(_file_system())
        path = f"{PROTOCOL}://{file}".replace("'", "''")
        connection.execute(f"ATTACH '{path}' AS {quoted(database)} (READ_ONLY)")
    except BaseException:
        connection.close()
        raise
    return connection


def _file_system() -> Any:
    """Return fsspec's local file system under a scheme of its own, so that DuckDB hands our paths to it."""
    from fsspec.implementations.local import LocalFileSystem

    class UnlockedFileSystem(LocalFileSystem):  # type: ignore[misc]  # fsspec has no types
        protocol = PROTOCOL

        @classmethod
        def _strip_protocol(cls, path: Any) -> Any:
            return super()._strip_protocol(str(path).removeprefix(f"{PROTOCOL}://"))

    return UnlockedFileSystem(skip_instance_cache=True)
