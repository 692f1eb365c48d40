"""Revisions of the store's tables in a database server: which one is there, and how to get to another.

In: an engine or a connection. Out: an Alembic configuration, a revision, tables made or changed. A module of
its own because Airflow's database manager and a store with a URL of its own use the same revisions. SQLite
files of the store's own have none: they are made anew.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import sqlalchemy as sa

if TYPE_CHECKING:
    from alembic.config import Config

DIRECTORY = Path(__file__).with_name("migrations")
VERSION_TABLE = "alembic_version_lineage"
NEWEST = "0001"
"""The revision that ``tables`` are of."""


class NotMigrated(OSError):
    """The tables are not there, or of another revision; the text says what to do."""


def configuration(engine: sa.Engine, connection: sa.Connection | None = None) -> Config:
    """What Alembic's commands need; with a connection, they run in its transaction."""
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(DIRECTORY).replace("%", "%%"))
    config.set_main_option("path_separator", "os")
    config.attributes.update(engine=engine, dialect=engine.dialect.name)
    if connection is not None:
        config.attributes["connection"] = connection
    return config


def revision(connection: sa.Connection) -> str | None:
    """The revision of the tables; None where there are none that a migration made."""
    if not sa.inspect(connection).has_table(VERSION_TABLE):
        return None
    found: str | None = connection.execute(
        sa.select(sa.column("version_num")).select_from(sa.table(VERSION_TABLE))
    ).scalar()
    return found


def upgrade(engine: sa.Engine, connection: sa.Connection) -> None:
    """Bring the tables to the newest revision, inside a transaction."""
    if revision(connection) == NEWEST:
        return
    from alembic import command

    command.upgrade(configuration(engine, connection), NEWEST)
