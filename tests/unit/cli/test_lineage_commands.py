"""The commands that show lineage, on events in a file: trees, JSON, other forms, names in part."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from lineage_provider.__main__ import main
from lineage_provider.cli.command import CommandError
from lineage_provider.settings import Settings
from lineage_provider.viewer.store import open_file
from tests.unit.viewer.events_of import dataset, run_id, shop, source, table, task


@pytest.fixture
def events(tmp_path: Path) -> str:
    file = tmp_path / "events.jsonl"
    file.write_text("".join(json.dumps(event) + "\n" for event in shop()))
    return str(file)


def test_a_dataset_is_shown_with_what_comes_before_and_after(
    events: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["show", "5432/shop.daily", "--up", "1", "--columns", "--events", events]) == 0
    assert (
        capsys.readouterr().out
        == """\
shop.daily  7 rows written
├─ revenue ← shop.orders.amount  aggregation  SUM(amount)
├─ rows filtered by shop.orders.status
├─ comes from
│  └─ shop.daily  ✓ success
│     └─ shop.orders  100 rows written  ... goes on
└─ goes to
   └─ finance.report  ✓ success
      └─ finance.report
         └─ total ← shop.daily.revenue  identity
"""
    )


def test_a_dag_is_shown_task_by_task(events: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["show", "dag:shop", "--events", events]) == 0
    assert (
        capsys.readouterr().out
        == """\
shop.load  ✓ success  5.0 s
├─ reads  raw.orders
└─ writes shop.orders  100 rows written
shop.daily  ✓ success
├─ reads  shop.orders  100 rows written
└─ writes shop.daily  7 rows written
"""
    )


def test_a_name_that_is_not_known_is_answered_with_one_that_is(
    events: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["show", "finance.reprot", "--events", events]) == 1
    assert "did you mean" in capsys.readouterr().err


def test_without_a_name_everything_is_listed(events: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["show", "--events", events]) == 0
    assert "dataset  postgres://db:5432/shop.daily" in capsys.readouterr().out


def test_impact_tells_tasks_and_owners(events: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["impact", "orders.status", "--events", events]) == 1
    assert main(["impact", "shop.orders.status", "--events", events]) == 0
    assert capsys.readouterr().out.endswith("2 datasets, 2 tasks, 2 DAGs, of finance, sales.\n")


def test_impact_can_be_a_table_of_commas(events: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["impact", "shop.daily.revenue", "--csv", "--events", events]) == 0
    assert capsys.readouterr().out.splitlines()[1:] == [
        "dataset,finance.report,1,values,,",
        "column,finance.report#total,1,values,,",
        "task,finance.report,1,,finance,finance",
    ]


def test_runs_are_listed_and_compared(events: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["runs", "shop.load", "--json", "--events", events]) == 0
    [run] = json.loads(capsys.readouterr().out)
    assert main(["diff", run["id"], run["id"][:13], "--events", events]) == 0
    assert "No differences" in capsys.readouterr().out
    other = run_id("shop.daily.r1.None")
    assert main(["diff", run["id"], other, "--events", events]) == 1
    assert "+ reads shop.orders" in capsys.readouterr().out


def test_json_is_what_the_api_gives(events: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["show", table("shop.daily"), "--json", "--events", events]) == 0
    graph = json.loads(capsys.readouterr().out)
    assert {"nodes", "edges", "columns", "rows", "root", "truncated", "hidden"} == set(graph)


def test_mermaid_of_columns(events: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["export", "job:prod|shop.daily", "--mermaid", "--columns", "--events", events]) == 0
    text = capsys.readouterr().out
    assert text.startswith("flowchart LR\n")
    assert '-->|"aggregation"|' in text
    assert '-.->|"filter"|' in text


def test_names_cannot_leave_their_place_in_other_forms(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    odd = 't"]; x --> y <b>#\\'
    lineage = {"=c": [source(f"{odd}.a")]}
    file = tmp_path / "odd.jsonl"
    file.write_text(
        json.dumps(task("COMPLETE", "d", "t", "10:00:00", [dataset(odd)], [dataset("o", lineage=lineage)]))
    )
    asked = ["--events", str(file)]
    assert main(["export", "--mermaid", *asked]) == 0
    assert "t#quot;]; x --#gt; y #lt;b#gt;#35;\\" in capsys.readouterr().out
    assert main(["export", "--dot", *asked]) == 0
    assert '[label="t\\"]; x --> y <b>#\\\\", shape=cylinder]' in capsys.readouterr().out
    assert main(["export", "--csv", *asked]) == 0
    assert ",'=c," in capsys.readouterr().out


def test_the_page_is_one_file_with_the_data(events: str, tmp_path: Path) -> None:
    file = tmp_path / "lineage.html"
    assert main(["export", "dag:shop", "-o", str(file), "--events", events]) == 0
    text = file.read_text()
    assert run_id("shop.daily.r1.None") in text
    assert "https://" not in text.partition("<script")[0]


def test_events_that_were_posted_are_shown_where_the_transport_keeps_none(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def nothing() -> None:
        raise CommandError("no events are kept here")

    monkeypatch.setattr("lineage_provider.cli.event_store.configured", nothing)
    monkeypatch.setattr("lineage_provider.viewing.store_place", lambda: str(tmp_path / "viewer.sqlite"))
    monkeypatch.setattr("lineage_provider.settings.current", lambda: Settings(viewer_days=0))
    assert main(["runs"]) == 2
    store = open_file(tmp_path / "viewer.sqlite")
    store.add(shop())
    store.close()
    capsys.readouterr()
    assert main(["runs"]) == 0
    assert "shop.daily" in capsys.readouterr().out


def test_the_readme_lists_every_command() -> None:
    from lineage_provider.cli.commands import COMMANDS

    readme = (Path(__file__).parents[3] / "README.md").read_text()
    assert [each.name for each in COMMANDS if f"airflow lineage {each.name} " not in readme] == []
