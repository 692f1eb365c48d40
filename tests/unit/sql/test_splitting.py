"""A text into its statements: nothing cut in two, nothing glued together."""

from __future__ import annotations

import pytest

from lineage_provider.sql import analyze
from lineage_provider.sql.splitting import split

CASES = [
    ("postgres", "SELECT ';'; SELECT 2;", ["SELECT ';'", "SELECT 2"]),
    ("postgres", 'SELECT ";" FROM t; SELECT 2', ['SELECT ";" FROM t', "SELECT 2"]),
    ("postgres", "SELECT 1 -- a; b\n; SELECT 2", ["SELECT 1 -- a; b", "SELECT 2"]),
    ("postgres", "SELECT 1 /* a; /* b; */ c; */; SELECT 2", ["SELECT 1 /* a; /* b; */ c; */", "SELECT 2"]),
    ("mysql", "SELECT 1 /* a /* b */; SELECT 2 /* c */", ["SELECT 1 /* a /* b */", "SELECT 2 /* c */"]),
    (
        "oracle",
        "SELECT q'[a;b]' FROM dual; SELECT 2 FROM dual",
        ["SELECT q'[a;b]' FROM dual", "SELECT 2 FROM dual"],
    ),
    ("postgres", "DO $$ BEGIN a; END $$; SELECT 2", ["DO $$ BEGIN a; END $$", "SELECT 2"]),
    ("postgres", "SELECT $x$ a; $$ ; $x$; SELECT 2", ["SELECT $x$ a; $$ ; $x$", "SELECT 2"]),
    ("bigquery", 'SELECT "a\\";b"; SELECT 2', ['SELECT "a\\";b"', "SELECT 2"]),
    ("bigquery", "SELECT '''a;'b''' ; SELECT 2", ["SELECT '''a;'b'''", "SELECT 2"]),
    ("mysql", "SELECT 'a\\';b'; SELECT 2", ["SELECT 'a\\';b'", "SELECT 2"]),
    ("postgres", "SELECT 'a\\'; SELECT 2", ["SELECT 'a\\'", "SELECT 2"]),
    ("postgres", "SELECT E'a\\';b'; SELECT 2", ["SELECT E'a\\';b'", "SELECT 2"]),
    ("mysql", "SELECT 1 # a; b\n; SELECT 2", ["SELECT 1 # a; b", "SELECT 2"]),
    ("snowflake", "SELECT 1 // a; b\n; SELECT 2", ["SELECT 1 // a; b", "SELECT 2"]),
    ("tsql", "SELECT [a;b] FROM t; SELECT 2", ["SELECT [a;b] FROM t", "SELECT 2"]),
    ("tsql", "SELECT 1\nGO\nSELECT 2\ngo 3\nSELECT 3", ["SELECT 1", "SELECT 2", "SELECT 3"]),
    ("oracle", "SELECT 1 FROM dual\n/\nSELECT 2 FROM dual\n/", ["SELECT 1 FROM dual", "SELECT 2 FROM dual"]),
    (
        "mysql",
        "DELIMITER //\nCREATE PROCEDURE p() BEGIN SELECT 1; END //\nDELIMITER ;\nSELECT 2;",
        ["CREATE PROCEDURE p() BEGIN SELECT 1; END", "SELECT 2"],
    ),
    (
        "snowflake",
        "BEGIN LET x := 1; INSERT INTO a SELECT 1; END; SELECT 2",
        ["BEGIN LET x := 1; INSERT INTO a SELECT 1; END", "SELECT 2"],
    ),
    (
        "snowflake",
        "BEGIN IF (a) THEN SELECT 1; END IF; END; SELECT 2",
        ["BEGIN IF (a) THEN SELECT 1; END IF; END", "SELECT 2"],
    ),
    ("snowflake", "BEGIN; SELECT 1; COMMIT;", ["BEGIN", "SELECT 1", "COMMIT"]),
    (
        "bigquery",
        "BEGIN TRANSACTION; SELECT 1; COMMIT TRANSACTION",
        ["BEGIN TRANSACTION", "SELECT 1", "COMMIT TRANSACTION"],
    ),
    (
        "oracle",
        "DECLARE x NUMBER; BEGIN y := CASE WHEN a THEN 1 END; z; END; SELECT 2 FROM dual",
        ["DECLARE x NUMBER; BEGIN y := CASE WHEN a THEN 1 END; z; END", "SELECT 2 FROM dual"],
    ),
    (
        "postgres",
        "CREATE FUNCTION f() RETURNS int LANGUAGE sql BEGIN ATOMIC SELECT 1; END; SELECT 2",
        ["CREATE FUNCTION f() RETURNS int LANGUAGE sql BEGIN ATOMIC SELECT 1; END", "SELECT 2"],
    ),
    ("postgres", "DECLARE c CURSOR FOR SELECT 1; FETCH c", ["DECLARE c CURSOR FOR SELECT 1", "FETCH c"]),
    (
        "sqlite",
        "CREATE TRIGGER t AFTER INSERT ON a BEGIN UPDATE b SET x = 1; END; SELECT 2",
        ["CREATE TRIGGER t AFTER INSERT ON a BEGIN UPDATE b SET x = 1; END", "SELECT 2"],
    ),
    (
        "postgres",
        "INSERT INTO t WITH c AS (SELECT 1) SELECT * FROM c",
        ["INSERT INTO t WITH c AS (SELECT 1) SELECT * FROM c"],
    ),
    ("postgres", " ;; -- nothing\n ; /* at all */ ", []),
    ("postgres", "-- why\nSELECT 1", ["-- why\nSELECT 1"]),
    ("teradata", ".LOGON x\nSELECT 1;\n.QUIT", ["SELECT 1"]),
]


@pytest.mark.parametrize(("dialect", "text", "expected"), CASES, ids=[f"{d}-{t[:40]!r}" for d, t, _ in CASES])
def test_split(dialect: str, text: str, expected: list[str]) -> None:
    assert [piece.text for piece in split(text, dialect)] == expected


@pytest.mark.parametrize(("dialect", "text", "expected"), CASES, ids=[f"{d}-{t[:40]!r}" for d, t, _ in CASES])
def test_pieces_know_their_place(dialect: str, text: str, expected: list[str]) -> None:
    assert [text[p.start : p.start + len(p.text)] for p in split(text, dialect)] == expected


def test_a_list_is_numbered_by_its_items() -> None:
    lineage = analyze(
        ["SELECT a FROM s1; SELECT b FROM s2", "INSERT INTO o (a) SELECT a FROM s3"], "postgres"
    )
    assert [(s.number, [str(t) for t in s.inputs]) for s in lineage.statements] == [
        (1, ["s1"]),
        (1, ["s2"]),
        (2, ["s3"]),
    ]


def test_a_block_counts_as_one_statement() -> None:
    lineage = analyze("SELECT 1; BEGIN DELETE FROM a; DELETE FROM b; END; SELECT 2", "snowflake")
    assert [(s.number, [str(t) for t in s.outputs]) for s in lineage.statements] == [
        (1, []),
        (2, ["A"]),
        (2, ["B"]),
        (3, []),
    ]


def test_a_comment_behind_begin_does_not_end_the_block() -> None:
    text = "BEGIN -- load\n  INSERT INTO a SELECT b FROM c;\n  p(1);\nEND;\n/\nSELECT 1 FROM dual;"
    assert [piece.text for piece in split(text, "oracle")] == [
        "BEGIN -- load\n  INSERT INTO a SELECT b FROM c;\n  p(1);\nEND",
        "SELECT 1 FROM dual",
    ]


def test_commands_of_sqlplus_are_no_statements() -> None:
    text = "SET ECHO OFF\nWHENEVER SQLERROR EXIT 1\nUPDATE t\nSET lines = 5;\nCOMMIT;\nEXIT"
    assert [piece.text for piece in split(text, "oracle")] == ["UPDATE t\nSET lines = 5", "COMMIT"]
