"""MariaDB or MySQL by pymysql: a hook for machines without the C driver, and databases of one's own."""

from __future__ import annotations

import importlib
import os
import uuid
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import Any

import pytest

MYSQL = os.environ.get("MYSQL_HOST", "127.0.0.1")


class PyMySQLHook:
    """As much of MySqlHook as the engine needs."""

    conn_type = "mysql"

    def __init__(self, conn_id: str) -> None:
        self.conn_id = conn_id

    @classmethod
    def get_connection(cls, conn_id: str) -> Any:
        raise NotImplementedError("replaced by the fixture")

    def get_conn(self) -> Any:
        pymysql = importlib.import_module("pymysql")
        settings = self.get_connection(self.conn_id)
        return pymysql.connect(
            host=settings.host,
            user=settings.login,
            password=settings.password or "",
            database=settings.schema,
        )


@contextmanager
def mysql_database(prefix: str, statements: Iterable[str]) -> Iterator[str]:
    """A database in which ``statements`` were run, dropped at the end; skips where no server answers."""
    pymysql = pytest.importorskip("pymysql", reason="pymysql is not installed")
    try:
        connection = pymysql.connect(host=MYSQL, user="root", autocommit=True, connect_timeout=5)
    except pymysql.err.OperationalError as error:
        pytest.skip(f"no MariaDB or MySQL server at {MYSQL}: {error}")
    database = f"{prefix}_{uuid.uuid4().hex[:8]}"
    with connection.cursor() as cursor:
        cursor.execute(f"CREATE DATABASE {database}")
        cursor.execute(f"USE {database}")
        try:
            for statement in statements:
                cursor.execute(statement)
            yield database
        finally:
            cursor.execute(f"DROP DATABASE {database}")
    connection.close()
