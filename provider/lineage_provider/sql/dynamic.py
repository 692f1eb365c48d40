"""SQL that a text puts together and executes: literals, concatenations, variables that hold text.

In: tokens of an expression and what variables hold. Out: the texts it can be, with ``{{ name }}`` where a
part is not known. A module of its own because the value of a variable must be known before the statement
in it can be parsed.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from lineage_provider.sql.tokens import Token, string_start, string_value, tokens
from lineage_provider.sql.tsql import closing

Constants = Mapping[str, Sequence[str]]
"""What variables may hold, by their name without sigil in lower case."""
MOST_TEXTS = 8
"""Alternatives beyond which a variable counts as unknown."""
MOST_CHARACTERS = 1_000_000
_JOINERS = frozenset(("||", "+", "&", "concat", "concat_ws", ","))
_QUOTED = frozenset(("quote_ident", "quotename", "quote_literal", "upper", "lower", "trim", "rtrim", "ltrim"))
_CASTS = frozenset(("cast", "convert", "try_cast", "to_char", "to_varchar", "string"))
_FORMAT = re.compile(r"%(?:\d+\$)?[ILsTtdi]|%%")


class Dynamic(NamedTuple):
    """One text that may be executed."""

    text: str
    start: int | None
    """Its offset where it is one literal of the text."""


def key(name: str) -> str:
    """A variable's name without its sigil and quotes, lower case."""
    return name.strip('"`[]').lstrip("@:$").lower()


def evaluated(text: str, dialect: str, constants: Constants) -> list[Dynamic]:
    """What the string expression ``text`` may be.

    >>> [d.text for d in evaluated("'SELECT * FROM ' || t || v", "oracle", {"t": ["src"]})]
    ['SELECT * FROM src{{ v }}']
    """
    found = tokens(text, dialect)
    if len(found) == 1 and found[0].kind == "string":
        return [Dynamic(string_value(text, found[0]), string_start(text, found[0]))]
    return [Dynamic(each, None) for each in _Evaluator(text, found, constants).texts(0, len(found))]


class _Evaluator:
    def __init__(self, text: str, found: Sequence[Token], constants: Constants) -> None:
        self.text = text
        self.tokens = found
        self.constants = constants

    def texts(self, begin: int, end: int, depth: int = 0) -> list[str]:
        """The values of the concatenation between two tokens."""
        results = [""]
        index = begin
        while index < end:
            token = self.tokens[index]
            if token.word in _JOINERS and not (token.word.startswith("concat")):
                index += 1
                continue
            index, values = self._term(index, end, depth)
            results = [a + b for a in results for b in values][:MOST_TEXTS]
            if len(results[0]) > MOST_CHARACTERS:
                break
        return results

    def _term(self, index: int, end: int, depth: int) -> tuple[int, list[str]]:
        token = self.tokens[index]
        following = self.tokens[index + 1].word if index + 1 < end else ""
        if token.kind == "string":
            return index + 1, [string_value(self.text, token)]
        if token.kind == "number":
            return index + 1, [self.text[token.start : token.end]]
        if token.word in ("(", "n", ":") and depth < 50:
            if token.word != "(":
                return self._term(index + 1, end, depth) if index + 1 < end else (index + 1, [""])
            close = min(closing(self.tokens, index), end)
            return close + 1, self.texts(index + 1, close, depth + 1)
        if following == "(" and depth < 50:
            close = min(closing(self.tokens, index + 1), end)
            return close + 1, self._call(token, index + 2, close, depth)
        stop = index + 1
        while stop + 1 < end and self.tokens[stop].word == ".":
            stop += 2
        raw = self.text[token.start : self.tokens[stop - 1].end]
        held = self.constants.get(key(raw))
        return stop, list(held) if held else ["{{ " + raw + " }}"]

    def _call(self, token: Token, begin: int, close: int, depth: int) -> list[str]:
        name = token.word
        if name in _CASTS:
            end = next((i for i in range(begin, close) if self.tokens[i].word == "as"), close)
            if name == "convert":
                begin = next((i + 1 for i in range(begin, close) if self.tokens[i].word == ","), begin)
            return self.texts(begin, end, depth + 1)
        if name == "concat" or name in _QUOTED:
            return self.texts(begin, close, depth + 1)
        if name in ("format", "printf") and begin < close and self.tokens[begin].kind == "string":
            return [self._formatted(begin, close, depth)]
        if name == "replace":
            return self._replaced(begin, close, depth)
        last = self.tokens[close].end if close < len(self.tokens) else self.tokens[-1].end
        return ["{{ " + self.text[token.start : last].replace("}", "").replace("{", "") + " }}"]

    def _arguments(self, begin: int, close: int) -> list[tuple[int, int]]:
        found, start, depth = [], begin, 0
        for index in range(begin, close):
            word = self.tokens[index].word
            depth += (word == "(") - (word == ")")
            if word == "," and depth == 0:
                found.append((start, index))
                start = index + 1
        return [*found, (start, close)]

    def _formatted(self, begin: int, close: int, depth: int) -> str:
        """PostgreSQL's and BigQuery's format('... %I ...', x)."""
        values = [self.texts(a, b, depth + 1)[0] for a, b in self._arguments(begin, close)]
        rest = iter(values[1:])

        def filled(match: re.Match[str]) -> str:
            if match.group() == "%%":
                return "%"
            value = next(rest, "{{ missing }}")
            return "'" + value + "'" if match.group().endswith("L") else value

        return _FORMAT.sub(filled, values[0])

    def _replaced(self, begin: int, close: int, depth: int) -> list[str]:
        arguments = [self.texts(a, b, depth + 1) for a, b in self._arguments(begin, close)]
        if len(arguments) != 3 or not arguments[1][0]:
            return ["{{ replace }}"]
        return [each.replace(arguments[1][0], arguments[2][0]) for each in arguments[0]]


_NAME_BEFORE = re.compile(
    r"(?:\b(?:from|join|into|update|table|view|using|overwrite)\s+|[\w.\"`\]])$", re.IGNORECASE
)
_NAME_AFTER = re.compile(r"[\w.\"`\[]")


def unknown_names(text: str) -> list[str]:
    """The unknown parts of a dynamic text that stand for a name, or for a part of one or of the code."""
    found = []
    position = text.find("{{ ")
    while position >= 0:
        end = text.find(" }}", position)
        if end < 0:
            break
        inside = text.count("'", 0, position) % 2
        before, after = text[max(0, position - 20) : position], text[end + 3 : end + 4]
        if not inside and (not before.strip() or _NAME_BEFORE.search(before) or _NAME_AFTER.match(after)):
            found.append(text[position + 3 : end])
        position = text.find("{{ ", end)
    return found
