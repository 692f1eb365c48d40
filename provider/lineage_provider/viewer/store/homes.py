"""Where a store is: a SQLite file, memory, or a database that somebody else opened.

In: a path, or an engine. Out: a :class:`Store`. A module of its own because all else in the store does not
care where it is. SQLite is used in WAL mode, so that readers never wait for the writer, and with a limit on
how long a writer waits for another one.
"""

from __future__ import annotations

import os
import time
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from itertools import islice
from pathlib import Path
from typing import Any

import sqlalchemy as sa
from sqlalchemy.pool import StaticPool

from lineage_provider.viewer.events import Event
from lineage_provider.viewer.store import migrating, tables
from lineage_provider.viewer.store.writing import write

BATCH = 500
"""Events of one transaction: long enough to be fast, short enough that other writers get their turn."""
_WAIT_SECONDS = 30.0
_SCHEMA_VERSION = 1
_PRAGMAS = ("journal_mode=WAL", "synchronous=NORMAL", "cache_size=-65536", "temp_store=MEMORY")

_TAKE_TURN = {
    "postgresql": f"SELECT pg_advisory_xact_lock({tables.hashed('lineage_viewer')})",
    "mysql": "SELECT GET_LOCK('lineage_viewer', 30)",
    "mariadb": "SELECT GET_LOCK('lineage_viewer', 30)",
}
"""How a writer waits for its turn; SQLite does by itself, PostgreSQL's lock ends with the transaction."""
_END_TURN = {
    "mysql": "SELECT RELEASE_LOCK('lineage_viewer')",
    "mariadb": "SELECT RELEASE_LOCK('lineage_viewer')",
}


class Store:
    """A store in a database whose tables are there."""

    def __init__(self, engine: sa.Engine) -> None:
        self.engine = engine

    @contextmanager
    def reading(self) -> Iterator[sa.Connection]:
        """A connection for one answer, which sees one state of the store."""
        with self.engine.connect() as connection, connection.begin():
            yield connection

    @contextmanager
    def writing(self) -> Iterator[sa.Connection]:
        """A transaction of the one writer there is at a time: rows are read, changed and put back."""
        dialect = self.engine.dialect.name
        with self.engine.connect() as connection:
            connection.info["immediate"] = dialect == "sqlite"
            try:
                with connection.begin():
                    if dialect in _TAKE_TURN:
                        connection.execute(sa.text(_TAKE_TURN[dialect]))
                    yield connection
            finally:
                connection.info.pop("immediate", None)
                if dialect in _END_TURN:
                    connection.execute(sa.text(_END_TURN[dialect]))

    def add(self, events: Iterable[Event]) -> int:
        """Add events, a batch at a time; the number of runs they changed."""
        changed, left = 0, iter(events)
        while batch := list(islice(left, BATCH)):
            changed += self.add_batch(batch)
        return changed

    def add_batch(self, events: Sequence[Event]) -> int:
        with self.writing() as connection:
            return write(connection, events)

    def close(self) -> None:
        self.engine.dispose()


def open_file(path: str | os.PathLike[str]) -> Store:
    """The store in a SQLite file, made where there is none; raises OSError where it cannot be.

    A file of another version of this store is set aside: all of it came from events, and does again.
    """
    file = Path(path).expanduser().absolute()
    file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    engine = _sqlite(f"sqlite:///{file}")
    store = Store(engine)
    with engine.connect() as connection:
        version = connection.exec_driver_sql("PRAGMA user_version").scalar()
    if version not in (0, _SCHEMA_VERSION):
        engine.dispose()
        file.replace(file.with_name(f"{file.name}.{version}.{int(time.time())}"))
        return open_file(file)
    if version == 0:
        with store.writing() as connection:
            tables.metadata.create_all(connection)
            connection.exec_driver_sql(f"PRAGMA user_version={_SCHEMA_VERSION}")
        file.chmod(0o600)
    return store


def open_database(engine: sa.Engine) -> Store:
    """The store in a database that somebody else migrates; raises NotMigrated, or what SQLAlchemy raises."""
    if engine.dialect.name == "sqlite":
        engine = _sqlite(engine.url)  # connections that wait for their turn to write
    with engine.connect() as connection:
        found = migrating.revision(connection)
    if found != migrating.NEWEST:
        raise migrating.NotMigrated(
            f"the lineage tables in Airflow's database are of revision {found or 'none'}, not "
            f"{migrating.NEWEST}: add lineage_provider.db.LineageDBManager to [database] "
            "external_db_managers, and run airflow db migrate"
        )
    return Store(engine)


def open_url(url: str) -> Store:
    """The store at a SQLAlchemy URL; its tables begin with ``lineage_``, are made where they are not there,
    and upgraded where they are old."""
    engine = _sqlite(url) if url.startswith("sqlite:") else sa.create_engine(url, pool_pre_ping=True)
    store = Store(engine)
    with store.writing() as connection:
        migrating.upgrade(engine, connection)
    return store


def in_memory() -> Store:
    """A store for one command or test."""
    engine = _sqlite("sqlite://", poolclass=StaticPool)
    store = Store(engine)
    with store.writing() as connection:
        tables.metadata.create_all(connection)
    return store


def _sqlite(url: str | sa.URL, **options: Any) -> sa.Engine:
    engine = sa.create_engine(
        url, connect_args={"timeout": _WAIT_SECONDS, "check_same_thread": False}, **options
    )

    @sa.event.listens_for(engine, "connect")
    def on_connect(connection: Any, _record: Any) -> None:
        connection.isolation_level = None  # transactions begin below, not where the driver thinks
        for pragma in _PRAGMAS:
            connection.execute(f"PRAGMA {pragma}")

    @sa.event.listens_for(engine, "begin")
    def on_begin(connection: sa.Connection) -> None:
        connection.exec_driver_sql("BEGIN IMMEDIATE" if connection.info.get("immediate") else "BEGIN")

    return engine
