"""Oracle's calls whose arguments have words between them, as calls of plain arguments.

In: a statement's text. Out: the same lineage in words that sqlglot parses. A module of its own because each
of these functions has a little grammar of its own inside its parentheses.

Source: Oracle Database SQL Language Reference, "Functions": XMLQUERY, XMLEXISTS, XMLSERIALIZE, XMLPARSE,
XMLCAST, JSON_OBJECT, JSON_TRANSFORM.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import NamedTuple

from lineage_provider.sql.tokens import Token, tokens
from lineage_provider.sql.tsql import closing


class Edit(NamedTuple):
    """A part of a text, by offsets, and what is put in its place."""

    start: int
    end: int
    text: str


Found = Sequence[Token]
Editor = Callable[[Found, int, int], Iterator[Edit]]
"""Edits of the arguments between two tokens, the second of which closes the parentheses."""

_BEHIND_XML = frozenset(("as", "encoding", "version", "no", "indent", "hide", "show", "wellformed"))
_OPERATIONS = frozenset(
    ("set", "insert", "replace", "append", "prepend", "add", "remove", "rename", "keep", "sort")
)
_HANDLED = frozenset(["missing", "existing", "null", "empty", "error", "mismatch"])


def plain_calls(text: str, lower: str) -> str:
    """``text`` with such calls made plain; ``lower``: the same text in lower case.

    >>> sql = "SELECT XMLQUERY('/a' PASSING s.y RETURNING CONTENT), s.at AT LOCAL FROM s"
    >>> plain_calls(sql, sql.lower())
    "SELECT XMLQUERY('/a' , s.y ), s.at AT TIME ZONE 'LOCAL' FROM s"
    """
    if not any(word in lower for word in _WORDS):
        return text
    found = tokens(text, "oracle")
    edits: list[Edit] = []
    for index in range(len(found) - 1):
        word, following = found[index].word, found[index + 1]
        if word == "at" and following.word == "local":
            edits.append(Edit(following.start, following.end, "TIME ZONE 'LOCAL'"))
        elif word == "xmlcast" and following.word == "(":
            edits.append(Edit(found[index].start, found[index].end, "CAST"))
        elif word in _EDITORS and following.word == "(":
            edits += _EDITORS[word](found, index + 2, closing(found, index + 1))
    for edit in sorted(edits, reverse=True):
        text = text[: edit.start] + edit.text + text[edit.end :]
    return text


def _passing(found: Found, begin: int, close: int) -> Iterator[Edit]:
    """``'path' PASSING [BY VALUE] a AS "x", b RETURNING CONTENT``: the values are what is read."""
    for index, word in _outside(found, begin, close):
        if word == "passing":
            by = index + 2 if index + 2 < close and found[index + 1].word == "by" else index
            yield Edit(found[index].start, found[by].end, ",")
        elif word == "as" and index + 1 < close:
            yield Edit(found[index].start, found[index + 1].end, "")
        elif word == "returning":
            yield Edit(found[index].start, found[close - 1].end, "")
            return


def _one_value(found: Found, begin: int, close: int) -> Iterator[Edit]:
    """``DOCUMENT a AS CLOB INDENT``, ``CONTENT a WELLFORMED``."""
    if begin < close and found[begin].word in ("document", "content"):
        yield Edit(found[begin].start, found[begin].end, "")
    for index, word in _outside(found, begin + 1, close):
        if word in _BEHIND_XML:
            yield Edit(found[index].start, found[close - 1].end, "")
            return


def _transformed(found: Found, begin: int, close: int) -> Iterator[Edit]:
    """``doc, SET '$.a' = b IGNORE ON MISSING, REMOVE '$.c'``: the values that are put in, and paths."""
    commas = [index for index, word in _outside(found, begin, close) if word == ","]
    for comma, end in zip(commas, [*commas, close][1:], strict=True):
        first = comma + 1
        if first < end and found[first].word in _OPERATIONS:
            value = first + 1
            if value + 1 < end and found[value].kind == "string" and found[value + 1].word == "=":
                value += 2
                value += found[value].word == "path" and value + 1 < end
            yield Edit(found[first].start, found[value - 1].end, "")
            first = value
        for index, word in _outside(found, first, end):
            ahead = [token.word for token in found[index + 1 : min(index + 3, end)]]
            handler = ahead[:1] == ["on"] and ahead[-1] in _HANDLED
            if handler or (word == "format" and ahead[:1] == ["json"]):
                yield Edit(found[index].start, found[end - 1].end, "")
                break


def _starred(found: Found, begin: int, close: int) -> Iterator[Edit]:
    """``s.*`` among the pairs: a value of all columns."""
    for index, word in _outside(found, begin, close):
        first = index - 2
        alone = first == begin or (first > begin and found[first - 1].word == ",")
        if word == "*" and alone and found[index - 1].word == "." and found[first].word:
            yield Edit(found[first].start, found[first].start, f"'{found[first].word}' VALUE ")


def _outside(found: Found, begin: int, end: int) -> Iterator[tuple[int, str]]:
    """Places and words outside of inner parentheses."""
    depth = 0
    for index in range(begin, end):
        word = found[index].word
        depth += (word == "(") - (word == ")")
        if depth == 0:
            yield index, word


_EDITORS: dict[str, Editor] = {
    "xmlquery": _passing,
    "xmlexists": _passing,
    "xmlserialize": _one_value,
    "xmlparse": _one_value,
    "json_transform": _transformed,
    "json_object": _starred,
}
_WORDS = (*_EDITORS, "xmlcast", " local")
