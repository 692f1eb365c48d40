"""Databases that the viewer's store is tried on, each empty and of its own."""

from __future__ import annotations

import uuid
from collections.abc import Iterator
from pathlib import Path

import pytest
import sqlalchemy as sa

POSTGRES = "postgresql+psycopg2://postgres@127.0.0.1:5432/postgres"


@pytest.fixture
def postgres() -> Iterator[sa.Engine]:
    """A database of its own in the test server."""
    pytest.importorskip("psycopg2")
    server = sa.create_engine(POSTGRES, isolation_level="AUTOCOMMIT")
    name = f"lineage_viewer_{uuid.uuid4().hex[:8]}"
    try:
        with server.connect() as connection:
            connection.exec_driver_sql(f"CREATE DATABASE {name}")
    except sa.exc.OperationalError:
        pytest.skip("no PostgreSQL server on port 5432")
    engine = sa.create_engine(server.url.set(database=name))
    yield engine
    engine.dispose()
    with server.connect() as connection:
        connection.exec_driver_sql(f"DROP DATABASE {name} WITH (FORCE)")
    server.dispose()


@pytest.fixture(params=["sqlite", pytest.param("postgres", marks=pytest.mark.postgres)])
def database(request: pytest.FixtureRequest, tmp_path: Path) -> sa.Engine:
    """An empty database of each kind that Airflow's metadata can be in."""
    if request.param == "sqlite":
        return sa.create_engine(f"sqlite:///{tmp_path / 'airflow.db'}")
    engine: sa.Engine = request.getfixturevalue("postgres")
    return engine
