"""Lineage as a tree: what has room on a line, colours, plain characters."""

from __future__ import annotations

from lineage_provider.sql import analyze
from lineage_provider.sql.tree import drawn


def tree(sql: str, *, colours: bool = False, unicode: bool = True, width: int = 110) -> str:
    return drawn(analyze(sql, "postgres"), sql, colours=colours, unicode=unicode, width=width)


def test_several_ways_into_a_column_are_a_line_each() -> None:
    assert tree("INSERT INTO o (x) SELECT CASE WHEN a > 1 THEN b END FROM s.t") == (
        "1. INSERT\n"
        "├─ reads  s.t\n"
        "└─ writes o\n"
        "   └─ x  ← CASE WHEN a > 1 THEN b END\n"
        "      ├─ ← s.t.b  transformation\n"
        "      └─ ← s.t.a  by condition"
    )


def test_what_has_no_room_is_a_line_each() -> None:
    sql = "INSERT INTO o (x) SELECT COALESCE(a.x, b.x) "
    sql += "FROM shop.orders_of_this_year a, shop.orders_of_last_year b"
    assert tree(sql, width=60) == (
        "1. INSERT\n"
        "├─ reads\n"
        "│  ├─ shop.orders_of_this_year\n"
        "│  └─ shop.orders_of_last_year\n"
        "└─ writes o\n"
        "   └─ x  ← COALESCE(a.x, b.x)\n"
        "      ├─ ← shop.orders_of_this_year.x  transformation\n"
        "      └─ ← shop.orders_of_last_year.x  transformation"
    )


def test_a_masked_column_says_so() -> None:
    assert "└─ h  ← t.mail  transformation, masked  MD5(mail)" in tree("SELECT MD5(mail) AS h FROM t")


def test_a_long_line_is_shown_around_the_place() -> None:
    sql = "SELECT " + ", ".join(f"'{n:04}'" for n in range(100)) + ", a FROM t, u"
    *_, shown, mark = tree(sql).splitlines()
    assert len(shown) <= 110
    assert shown[mark.index("^")] == "a"


def test_plain_characters_where_the_terminal_has_no_others() -> None:
    assert tree("SELECT a FROM t; SELEC 1", unicode=False).isascii()


def test_colours() -> None:
    sql = "INSERT INTO o (x) SELECT a FROM t WHERE b = 1"
    assert "\033[36mt\033[0m" in tree(sql, colours=True)
    assert "\033" not in tree(sql)


def test_what_is_wrong_with_a_text_without_statements() -> None:
    assert tree("-- nothing") == "! input: the SQL text is empty"
