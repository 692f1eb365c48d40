"""The store's tables in a database of somebody else: made, checked and taken away by revisions."""

from __future__ import annotations

import importlib
import os
from pathlib import Path

import pytest
import sqlalchemy as sa
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory

from lineage_provider.get_provider_info import get_provider_info
from lineage_provider.viewer import queries
from lineage_provider.viewer.store import NotMigrated, migrating, open_database, open_url, tables
from tests.unit.viewer.events_of import shop

OURS = {"version_table": migrating.VERSION_TABLE, "compare_type": True}


def names(engine: sa.Engine) -> set[str]:
    return set(sa.inspect(engine).get_table_names())


def test_revisions_make_the_tables_that_the_code_uses(database: sa.Engine) -> None:
    command.upgrade(migrating.configuration(database), "head")
    with database.connect() as connection:
        assert compare_metadata(MigrationContext.configure(connection, opts=OURS), tables.metadata) == []
        assert migrating.revision(connection) == migrating.NEWEST
    for table in tables.metadata.sorted_tables:
        made = sa.inspect(database).get_pk_constraint(table.name)["constrained_columns"]
        assert made == [column.name for column in table.primary_key.columns]


def test_the_newest_revision_is_the_one_that_the_code_asks_for() -> None:
    script = ScriptDirectory.from_config(migrating.configuration(sa.create_engine("sqlite://")))
    assert script.get_heads() == [migrating.NEWEST]


def test_a_downgrade_takes_all_tables_away_and_an_upgrade_brings_them_back(database: sa.Engine) -> None:
    config = migrating.configuration(database)
    command.upgrade(config, "head")
    command.downgrade(config, "base")
    assert names(database) == {migrating.VERSION_TABLE}
    command.upgrade(config, "head")
    assert names(database) == {migrating.VERSION_TABLE, *tables.metadata.tables}


def test_a_migrated_database_holds_the_store(database: sa.Engine) -> None:
    command.upgrade(migrating.configuration(database), "head")
    store = open_database(database)
    store.add(shop())
    assert [run.task_id for run in queries.listed(store)] == ["report", "daily", "load"]
    store.close()


def test_a_database_without_the_tables_is_left_alone_and_says_what_to_do(database: sa.Engine) -> None:
    with pytest.raises(NotMigrated, match="external_db_managers, and run airflow db migrate"):
        open_database(database)
    assert names(database) == set()


def test_a_url_of_its_own_is_migrated_when_it_is_opened(database: sa.Engine) -> None:
    url = database.url.render_as_string(hide_password=False)
    for _ in range(2):
        store = open_url(url)
        store.add(shop())
        assert len(queries.listed(store)) == 3
        store.close()


def test_airflow_is_not_told_of_the_tables_unless_somebody_names_their_manager() -> None:
    assert "db-managers" not in get_provider_info()


def test_the_manager_is_one_that_airflow_accepts(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(os.environ, "AIRFLOW_HOME", str(tmp_path))
    from airflow.utils.db_manager import RunDBManager

    manager = importlib.import_module("lineage_provider.db").LineageDBManager
    RunDBManager._validate(manager)
    assert list(manager.revision_heads_map.values())[-1] == migrating.NEWEST
