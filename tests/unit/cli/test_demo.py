"""What the demo finds wrong with events, and what it keeps from the run before."""

from __future__ import annotations

from pathlib import Path

import pytest

from lineage_provider.cli.demo import DemoError, Workplace, main, what_is_missing
from lineage_provider.cli.lineage_view import ColumnView, DagRunView, DatasetName, DatasetView, TaskView
from lineage_provider.cli.run_events import EventFile

SOME_EVENTS = EventFile(({"eventType": "START"},), ())
TABLE = DatasetView(DatasetName("n", "t"))
WITH_COLUMN = DatasetView(DatasetName("n", "t"), columns=(ColumnView("a", "int", ()),))


def run(dag_id: str, *outputs: DatasetView) -> DagRunView:
    return DagRunView(dag_id, "r1", "success", 1.0, (TaskView("load", "success", outputs=outputs),), 2)


def example_dags(folder: Path) -> Path:
    folder.mkdir()
    (folder / "retail_sqlite.py").touch()
    return folder


def test_no_events_at_all_points_at_the_openlineage_provider() -> None:
    assert "The OpenLineage provider is disabled" in what_is_missing(EventFile((), ()), [])


def test_the_pipeline_without_datasets_is_named() -> None:
    missing = what_is_missing(SOME_EVENTS, [run("retail_sqlite", WITH_COLUMN), run("retail_duckdb")])

    assert "the events of retail_duckdb name no dataset" in missing
    assert "AIRFLOW__LINEAGE_PROVIDER__ENABLED" in missing


def test_datasets_without_columns_are_not_enough_and_the_events_own_reason_is_told() -> None:
    task = TaskView("load", "success", outputs=(TABLE,), problems=("statement 1: cannot be parsed",))
    missing = what_is_missing(SOME_EVENTS, [DagRunView("retail_sqlite", "r1", "success", 1.0, (task,), 2)])

    assert missing == (
        "No column lineage came out: the events of retail_sqlite name datasets, but no columns."
        "\nload: statement 1: cannot be parsed"
    )


def test_a_pipeline_without_events_is_named() -> None:
    assert what_is_missing(SOME_EVENTS, [run("retail_sqlite", WITH_COLUMN)]) == (
        "There are no events of retail_duckdb."
    )


def test_nothing_is_missing_when_both_pipelines_have_columns() -> None:
    runs = [run("retail_sqlite", WITH_COLUMN), run("retail_duckdb", WITH_COLUMN)]

    assert what_is_missing(SOME_EVENTS, runs) == ""


def test_preparing_keeps_the_last_events_and_removes_the_rest(tmp_path: Path) -> None:
    place = Workplace(tmp_path / "work", example_dags(tmp_path / "dags"))
    place.airflow.mkdir(parents=True)
    (place.directory / "events.jsonl").write_text("old\n")
    (place.directory / "retail.duckdb.wal").touch()
    (place.directory / "notes.txt").touch()

    place.prepare()

    assert sorted(path.name for path in place.directory.iterdir()) == ["events.prev.jsonl", "notes.txt"]
    assert (place.directory / "events.prev.jsonl").read_text() == "old\n"


def test_a_folder_without_the_examples_is_refused_before_anything_is_removed(tmp_path: Path) -> None:
    place = Workplace(tmp_path, tmp_path / "elsewhere")
    place.airflow.mkdir()

    with pytest.raises(DemoError, match="The example pipelines are not in"):
        place.prepare()
    assert place.airflow.is_dir()


def test_the_program_says_so_and_exits_with_1(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    status = main(["--directory", str(tmp_path / "work"), "--dags", str(tmp_path / "elsewhere")])

    assert status == 1
    assert "The demo failed: The example pipelines are not in" in capsys.readouterr().out
