"""What leaves the store, what a server's store follows, and the store in both kinds of database."""

from __future__ import annotations

import json
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
import sqlalchemy as sa

from lineage_provider.viewer import queries
from lineage_provider.viewer.events import moment
from lineage_provider.viewer.keeping import KeptStore
from lineage_provider.viewer.store import Store, in_memory, open_file, open_url, tables
from lineage_provider.viewer.store.retention import prune
from tests.unit.viewer.events_of import dataset, shop, table, task
from tests.unit.viewer.test_store import contents, stored

NOON = moment("2026-01-01T12:00:00+00:00") or 0
DAY = 86_400_000_000


@pytest.fixture
def home(database: sa.Engine) -> Iterator[Store]:
    """A store in each kind of database."""
    store = open_url(database.url.render_as_string())
    yield store
    store.close()


def test_runs_that_are_too_old_leave_nothing_behind(home: Store) -> None:
    home.add(shop())
    assert prune(home, max_age_days=1, max_runs=0, now=NOON + DAY) == 3
    assert not any(contents(home).values())


def test_the_oldest_of_too_many_runs_leave(home: Store) -> None:
    home.add(shop())
    assert prune(home, max_age_days=0, max_runs=2, now=NOON) == 1
    assert [run.task_id for run in queries.listed(home)] == ["report", "daily"]


def test_what_newer_runs_still_use_stays(home: Store) -> None:
    def load(at: str, dag_run: str) -> dict[str, object]:
        return task("COMPLETE", "shop", "load", at, [dataset("raw")], [dataset("orders")], dag_run=dag_run)

    home.add([load("10:00:00", "r1"), load("11:00:00", "r2")])
    prune(home, max_age_days=0, max_runs=1, now=NOON)
    assert [node.id for node in queries.graph(home, table("raw")).nodes if node.kind == "dataset"] == [
        table("orders"),
        table("raw"),
    ]


def test_documents_leave_with_their_last_run(home: Store) -> None:
    def load(at: str, dag_run: str, columns: dict[str, str]) -> dict[str, object]:
        return task("COMPLETE", "shop", "load", at, outputs=[dataset("orders", columns)], dag_run=dag_run)

    home.add([load("10:00:00", "r1", {"old": "int"}), load("11:00:00", "r2", {"new": "int"})])
    before = _documents(home)
    prune(home, max_age_days=0, max_runs=1, now=NOON)
    with home.reading() as connection:
        used = set(connection.execute(sa.select(tables.run_dataset.c.facets)).scalars())
        used |= set(connection.execute(sa.select(tables.run.c.job_facets)).scalars())
        assert set(connection.execute(sa.select(tables.document.c.id)).scalars()) == used
    assert _documents(home) < before


def _documents(store: Store) -> int:
    with store.reading() as connection:
        return int(connection.execute(sa.select(sa.func.count()).select_from(tables.document)).scalar_one())


def test_without_bounds_nothing_leaves() -> None:
    assert prune(stored(*shop()), max_age_days=0, max_runs=0, now=NOON + 999 * DAY) == 0


def test_the_first_question_waits_for_what_was_written_before_the_server_started(tmp_path: Path) -> None:
    events = tmp_path / "events.jsonl"
    events.write_text("".join(json.dumps(event) + "\n" for event in shop()))

    def found_slowly() -> Iterator[Path]:
        time.sleep(1.5)
        yield events

    kept = KeptStore(in_memory, found_slowly)
    assert queries.listed(kept())


def test_a_kept_store_follows_its_files(tmp_path: Path) -> None:
    file = tmp_path / "events.jsonl"
    file.write_text("".join(json.dumps(event) + "\n" for event in shop()))
    kept = KeptStore(in_memory, lambda: [file])
    assert [run.task_id for run in queries.listed(kept())] == ["report", "daily", "load"]


def test_a_kept_store_answers_where_its_files_cannot_be_read(tmp_path: Path) -> None:
    def broken() -> list[Path]:
        raise RuntimeError("no configuration")

    assert queries.listed(KeptStore(in_memory, broken)()) == []


def test_a_store_of_another_version_is_set_aside(tmp_path: Path) -> None:
    file = tmp_path / "viewer.sqlite"
    first = open_file(file)
    first.add(shop())
    with first.writing() as connection:
        connection.exec_driver_sql("PRAGMA user_version=99")
    first.close()
    assert queries.listed(open_file(file)) == []
    assert len(list(tmp_path.glob("viewer.sqlite.99.*"))) == 1


@pytest.mark.postgres
def test_postgresql_holds_and_answers_the_same(postgres: sa.Engine) -> None:
    store = open_url(postgres.url.render_as_string())
    store.add(shop())
    store.add(reversed(shop()))
    other = stored(*shop())
    assert {name: len(rows) for name, rows in contents(store).items()} == {
        name: len(rows) for name, rows in contents(other).items()
    }
    assert queries.graph(store, table("shop.daily")) == queries.graph(other, table("shop.daily"))
    assert queries.search(store, "rev") == queries.search(other, "rev")
    assert queries.impact(store, table("raw.orders")) == queries.impact(other, table("raw.orders"))
    store.close()
