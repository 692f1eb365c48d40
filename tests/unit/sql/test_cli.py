"""``python -m lineage_provider.sql``: a tree for people, JSON for programs."""

from __future__ import annotations

import io
import json
from pathlib import Path
from typing import Any

import pytest

from lineage_provider.sql.__main__ import main

SQL = "INSERT INTO o (x) SELECT UPPER(a) FROM src WHERE b > 1;\nSELEC 1"


TREE = """\
1. INSERT  line 1
├─ reads  src
└─ writes o
   ├─ x  ← src.a  transformation  UPPER(a)
   └─ rows filtered by src.b
2. SELEC  line 2
└─ ! parse: Invalid expression / Unexpected token near '1'
     2 │ SELEC 1
       │       ^
1 table read, 1 written, 1 column, 1 problem
"""


def _run(monkeypatch: pytest.MonkeyPatch, given: str, *arguments: str) -> int:
    monkeypatch.setattr("sys.stdin", io.StringIO(given))
    return main(arguments)


def test_a_tree(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    assert _run(monkeypatch, SQL, "--dialect", "postgres") == 0
    assert capsys.readouterr().out.replace("|", "│").replace("<-", "←") == TREE


def test_json(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    assert _run(monkeypatch, "SELECT a FROM t", "--dialect", "postgres", "--json") == 0
    assert json.loads(capsys.readouterr().out) == {
        "inputs": ["t"],
        "outputs": [],
        "columns": {
            "a": [{"table": "t", "column": "a", "type": "DIRECT", "subtype": "IDENTITY", "masking": False}]
        },
        "dataset": {},
        "problems": [],
    }


def _lines(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], given: str) -> list[Any]:
    assert _run(monkeypatch, given, "--jsonl") == 0
    return [json.loads(line) for line in capsys.readouterr().out.splitlines()]


def test_lines(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    asked = [
        {"id": 1, "sql": "DELETE FROM t", "dialect": "snowflake", "default_schema": "S"},
        {"id": 2, "sql": "INSERT INTO o SELECT * FROM t", "dialect": "postgres", "schema": {"t": {"a": ""}}},
    ]
    answers = _lines(monkeypatch, capsys, "\n\n".join(json.dumps(a) for a in asked))
    assert [(a["id"], a["outputs"]) for a in answers] == [(1, ["S.T"]), (2, ["o"])]
    assert list(answers[1]["columns"]) == ["o.a"]


def test_a_line_that_is_no_json_is_a_problem(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    answers = _lines(monkeypatch, capsys, 'nonsense\n[1]\n{"id": 3, "sql": 5, "dialect": "postgres"}')
    assert [[p["kind"] for p in a["problems"]] for a in answers] == [["input"], ["input"], ["input"]]


def test_a_file_with_a_schema(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "a.sql").write_text("INSERT INTO o SELECT * FROM t")
    (tmp_path / "s.json").write_text('{"t": {"a": "int"}, "o": {"z": "int"}}')
    files = ["--schema", str(tmp_path / "s.json"), str(tmp_path / "a.sql")]
    assert main(["--dialect", "postgres", "--json", *files]) == 0
    assert list(json.loads(capsys.readouterr().out)["columns"]) == ["o.z"]


@pytest.mark.parametrize("arguments", [["missing.sql"], ["--schema", "missing.json", "-"]])
def test_files_that_are_not_there(arguments: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert main(arguments) == 2
    assert "missing" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("dialect", "hint"),
    [("postgress", "did you mean postgres"), ("mssql", "did you mean tsql?"), ("xyzzy", "known are athena,")],
)
def test_a_dialect_that_is_not_known(dialect: str, hint: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--dialect", dialect]) == 2
    assert hint in capsys.readouterr().err


@pytest.mark.parametrize(
    ("schema", "reason"),
    [("{", "not JSON"), ("[]", "not an object"), ('{"t": 1}', "the columns of t are not of the form")],
)
def test_a_schema_that_cannot_be_used(
    schema: str, reason: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "a.sql").write_text("SELECT 1")
    (tmp_path / "s.json").write_text(schema)
    assert main(["--schema", str(tmp_path / "s.json"), str(tmp_path / "a.sql")]) == 2
    assert reason in capsys.readouterr().err


def test_a_file_that_is_no_text(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "a.sql").write_bytes(b"SELECT '\xff\xfe'")
    assert main([str(tmp_path / "a.sql")]) == 2
    assert "not a text in UTF-8" in capsys.readouterr().err
