"""SQL that a text puts together and executes: literals, concatenations, variables that hold text.

In: tokens of an expression and what variables hold. Out: the texts it can be, with ``{{ name }}`` where a
part is not known. A module of its own because the value of a variable must be known before the statement
in it can be parsed.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from itertools import islice, product
from typing import NamedTuple

from lineage_provider.sql.late_pattern import late_pattern
from lineage_provider.sql.tokens import Token, comma_parts, string_start, string_value, tokens
from lineage_provider.sql.tsql import closing

Constants = Mapping[str, Sequence[str]]
"""What variables may hold, by their name without sigil in lower case."""
MOST_TEXTS = 24
"""Alternatives of one variable that are followed."""
MOST_CHARACTERS = 1_000_000
UNKNOWN = "{{ ? }}"
"""What a variable may hold of which nothing is known; where it is used, its name stands."""
MORE = "{{ one of many texts }}"
"""What stands for the texts beyond :data:`MOST_TEXTS`."""
_JOINERS = frozenset(("||", "+", "&", "concat", "concat_ws", ","))
_QUOTED = frozenset(("quote_ident", "quotename", "quote_literal", "upper", "lower", "trim", "rtrim", "ltrim"))
_FIRST_KNOWN = frozenset(("coalesce", "isnull", "ifnull", "nvl"))
_CASTS = frozenset(("cast", "convert", "try_cast", "to_char", "to_varchar", "string"))
_FORMAT = late_pattern(r"%(?:\d+\$)?[ILsTtdi]|%%")


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


def beside(one: Mapping[str, list[str]], other: Mapping[str, list[str]]) -> dict[str, list[str]]:
    """What variables may hold behind two ways that lead to the same place.

    >>> beside({"t": ["a"], "u": ["x"]}, {"t": ["b"]})
    {'t': ['a', 'b'], 'u': ['x']}
    """
    found = {**one, **other}
    for name in one.keys() & other.keys():
        if one[name] != other[name]:
            found[name] = _at_most(_alternatives([*one[name], *other[name]]))
    return found


def _alternatives(texts: Sequence[str]) -> list[str]:
    """Texts without those that another one goes on from: it says all that they say.

    >>> _alternatives(["DELETE FROM a", "DELETE FROM a WHERE b = 1", "DELETE FROM ab"])
    ['DELETE FROM a WHERE b = 1', 'DELETE FROM ab']
    """
    different = list(dict.fromkeys(texts))
    return [each for each in different if not any(_goes_on(other, each) for other in different)]


def _goes_on(text: str, begun: str) -> bool:
    """Whether ``text`` is the statement ``begun`` and more; a name and a longer name are two names."""
    if len(text) <= len(begun) or not text.startswith(begun) or " " not in begun.strip():
        return False
    following = text[len(begun)]
    return begun[-1].isspace() or following.isspace() or following in ",;)"


def _at_most(texts: list[str]) -> list[str]:
    """As many texts as are followed, and that there are more."""
    return texts if len(texts) <= MOST_TEXTS else [*texts[: MOST_TEXTS - 1], MORE]


class _Evaluator:
    def __init__(self, text: str, found: Sequence[Token], constants: Constants) -> None:
        self.text = text
        self.tokens = found
        self.constants = constants
        self.known: dict[tuple[int, int], list[str]] = {}

    def texts(self, begin: int, end: int, depth: int = 0) -> list[str]:
        """The values of the concatenation between two tokens; they are worked out once."""
        if (begin, end) not in self.known:
            self.known[begin, end] = self._texts(begin, end, depth)
        return self.known[begin, end]

    def _texts(self, begin: int, end: int, depth: int) -> list[str]:
        results = [""]
        index = begin
        while index < end:
            token = self.tokens[index]
            if token.word in _JOINERS and not (token.word.startswith("concat")):
                index += 1
                continue
            index, values = self._term(index, end, depth)
            results = _at_most([a + b for a in results for b in values])
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
        if token.word == "case" and depth < 50:
            return self._case(index, end, depth)
        if following == "(" and depth < 50:
            close = min(closing(self.tokens, index + 1), end)
            return close + 1, self._call(token, index + 2, close, depth)
        stop = index + 1
        while stop + 1 < end and self.tokens[stop].word == ".":
            stop += 2
        raw = self.text[token.start : self.tokens[stop - 1].end]
        if stop > index + 1 and stop < end and self.tokens[stop].word == "(" and depth < 50:
            close = min(closing(self.tokens, stop), end)
            return close + 1, self._asserted(raw, stop + 1, close, depth)
        held = self.constants.get(key(raw)) or (UNKNOWN,)
        return stop, ["{{ " + raw + " }}" if each == UNKNOWN else each for each in held]

    def _case(self, index: int, end: int, depth: int) -> tuple[int, list[str]]:
        """``CASE WHEN a THEN 'x' ELSE 'y' END``: the text of any branch."""
        results, nested, begin = [], 0, 0
        for at in range(index + 1, end):
            word = self.tokens[at].word
            if nested or word in ("(", "case"):
                nested += (word in ("(", "case")) - (word in (")", "end"))
                continue
            if word not in ("when", "then", "else", "end"):
                continue
            if begin:
                results.append((begin, at))
            begin = at + 1 if word in ("then", "else") else 0
            if word == "end":
                return at + 1, self._any_of(results, depth)
        return end, ["{{ CASE }}"]

    def _any_of(self, places: Sequence[tuple[int, int]], depth: int) -> list[str]:
        """The texts of any of several expressions; nothing is executed of which NULL is a part."""
        found: list[str] = []
        for begin, end in places:
            if end - begin != 1 or self.tokens[begin].word != "null":
                found += self.texts(begin, end, depth + 1)
        return _at_most(list(dict.fromkeys(found))) or ["{{ NULL }}"]

    def _call(self, token: Token, begin: int, close: int, depth: int) -> list[str]:
        name = token.word
        if name in ("iif", "iff", "if") and len(comma_parts(self.tokens, begin, close)) == 3:
            return self._any_of(comma_parts(self.tokens, begin, close)[1:], depth)
        if name in _FIRST_KNOWN:
            return self._first_known(begin, close, depth)
        if name in _CASTS:
            end = next((i for i in range(begin, close) if self.tokens[i].word == "as"), close)
            if name == "convert":
                begin = next((i + 1 for i in range(begin, close) if self.tokens[i].word == ","), begin)
            return self.texts(begin, end, depth + 1)
        if name == "concat" or name in _QUOTED:
            return self.texts(begin, close, depth + 1)
        if name in ("format", "printf", "formatmessage") and begin < close and self._is_text(begin):
            return self._formatted(begin, close, depth)
        if name == "replace":
            return self._replaced(begin, close, depth)
        last = self.tokens[close].end if close < len(self.tokens) else self.tokens[-1].end
        return ["{{ " + self.text[token.start : last].replace("}", "").replace("{", "") + " }}"]

    def _first_known(self, begin: int, close: int, depth: int) -> list[str]:
        """``COALESCE(a, 'x')``: what is not known may be NULL; behind what is known nothing counts."""
        found: list[tuple[int, int]] = []
        for place in comma_parts(self.tokens, begin, close):
            found.append(place)
            if not any("{{" in each for each in self._any_of([place], depth)):
                break
        return self._any_of(found, depth)

    def _asserted(self, name: str, begin: int, close: int, depth: int) -> list[str]:
        """Oracle's DBMS_ASSERT gives what it is given; what other packages' functions give is not known."""
        package, _, function = name.lower().removeprefix("sys.").rpartition(".")
        if package != "dbms_assert":
            return ["{{ " + name + "() }}"]
        first, last = comma_parts(self.tokens, begin, close)[0]
        texts = self.texts(first, last, depth + 1)
        return ["'" + each + "'" for each in texts] if function == "enquote_literal" else texts

    def _is_text(self, index: int) -> bool:
        """A literal, or T-SQL's ``N'...'``."""
        index += self.tokens[index].word == "n" and index + 1 < len(self.tokens)
        return self.tokens[index].kind == "string"

    def _formatted(self, begin: int, close: int, depth: int) -> list[str]:
        """PostgreSQL's and BigQuery's format('... %I ...', x)."""
        return self._of_each(begin, close, depth, _filled)

    def _of_each(self, begin: int, close: int, depth: int, made: Callable[[Sequence[str]], str]) -> list[str]:
        """What is made of the arguments of a call, by each text that they can be."""
        texts = [self.texts(a, b, depth + 1) for a, b in comma_parts(self.tokens, begin, close)]
        found = map(made, islice(product(*texts), MOST_TEXTS + 1))
        return _at_most(list(dict.fromkeys(found)))

    def _replaced(self, begin: int, close: int, depth: int) -> list[str]:
        arguments = [self.texts(a, b, depth + 1) for a, b in comma_parts(self.tokens, begin, close)]
        if len(arguments) != 3 or not arguments[1][0]:
            return ["{{ replace }}"]
        return self._of_each(begin, close, depth, lambda given: given[0].replace(given[1], given[2]))


def _filled(values: Sequence[str]) -> str:
    """The first of some texts with the others in place of its ``%s``, ``%I`` and ``%L``."""
    rest = iter(values[1:])

    def one(match: re.Match[str]) -> str:
        if match.group() == "%%":
            return "%"
        value = next(rest, "{{ missing }}")
        return "'" + value + "'" if match.group().endswith("L") else value

    return _FORMAT.sub(one, values[0])


_NAME_BEFORE = late_pattern(
    r"(?:\binto\s+(?:\{\{.*?\}\}|[\w.\"`\[\]])+\s*\(\s*|\b(?:from|join|into|update|table|view|using|overwrite)\s+|[\w.\"`\]])$",
    re.IGNORECASE,
)
_NAME_AFTER = late_pattern(r"[\w.\"`\[]")


def unknown_names(text: str) -> list[str]:
    """The unknown parts of a dynamic text that stand for a name, or for a part of one or of the code."""
    found = []
    position = text.find("{{ ")
    while position >= 0:
        end = text.find(" }}", position)
        if end < 0:
            break
        inside = text.count("'", 0, position) % 2
        before, after = text[max(0, position - 100) : position], text[end + 3 : end + 4]
        if not inside and (not before.strip() or _NAME_BEFORE.search(before) or _NAME_AFTER.match(after)):
            found.append(text[position + 3 : end])
        position = text.find("{{ ", end)
    return found
