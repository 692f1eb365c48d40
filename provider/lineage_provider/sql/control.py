"""Control flow read off a text: which statements, conditions and assignments it holds, in order.

In: the text of a block, batch or script part. Out: :class:`Leaf` values. A module of its own because
every dialect wraps the same few forms (IF, LOOP, FOR, TRY, DECLARE, assignments) in its own words, and
none of them is in the parser's grammar.

A block is the sum of its statements: every branch counts. What a condition or a loop's query reads is
read; what is assigned to a variable is remembered by the caller.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Literal, NamedTuple

from lineage_provider.sql import tsql
from lineage_provider.sql.forks import Nesting, Path
from lineage_provider.sql.tokens import tokens

Role = Literal["run", "read", "perform", "assign", "row", "cursor", "fetch", "declare"]


class Leaf(NamedTuple):
    """A part of a block that does something.

    ``run``: a statement. ``read``: a condition. ``perform``: a query whose rows are thrown away.
    ``assign``: ``names`` get the value of ``text``. ``row``:
    ``names[0]`` runs over the rows of the query or cursor ``text``. ``cursor``: ``names[0]`` stands for the
    query. ``fetch``: ``names`` get the columns of the cursor ``text``. ``declare``: ``names`` are variables.
    """

    role: Role
    text: str
    start: int
    names: tuple[str, ...] = ()
    path: Path = ()
    """The branches and loops that it is in."""
    adds: bool = False
    """``names`` are elements of a collection, which holds others beside them."""


RETURNED = "return"
"""The variable that holds what a function returns."""
TSQL = frozenset(("tsql", "fabric"))
# DECLARE opens a section that lasts to BEGIN.
SECTIONS = frozenset(("oracle", "postgres", "redshift", "snowflake", "exasol", "materialize"))

Form = Callable[["Control"], bool]
"""Reads one construct; False where the word begins something else."""

# T-SQL: a statement follows that belongs to it.
_OPENING = frozenset(("if", "else", "while", "begin"))
_VERBS = frozenset(("select", "insert", "update", "delete", "merge", "with", "create", "drop", "alter"))


class Control:
    """Reads one text from front to back; never looks at a token twice more than a constant number."""

    def __init__(
        self,
        text: str,
        dialect: str,
        forms: Mapping[str, Form],
        start: int = 0,
        nesting: Nesting | None = None,
    ) -> None:
        self.text = text
        self.forms = forms
        self.dialect = dialect
        self.tsql = dialect in TSQL
        self.tokens = tokens(text, dialect, start)
        self.at = 0
        self.nesting = Nesting() if nesting is None else nesting
        self.found: list[Leaf] = []
        self.controlled = False
        """Whether anything but plain statements was there."""

    def leaves(self) -> list[Leaf]:
        """All parts of the text, in order."""
        while self.at < len(self.tokens):
            before = self.at
            self.one()
            if self.at == before:
                self.at += 1
        return self.found

    def one(self) -> None:
        token = self.tokens[self.at]
        if token.word in (";", "/"):
            self.at += 1
            return
        if self.tsql and (token.word, self.word(1)) != ("begin", "catch"):
            self.nesting.follows(token.word)
        follow = self.forms.get(token.word)
        if follow is not None and follow(self):
            self.controlled = True
            if self.tsql and token.word not in _OPENING:
                self.nesting.statement()
            return
        if self._labelled():
            return
        if not self._assigned():
            self.plain()
        if self.tsql:
            self.nesting.statement()

    # What the forms below are made of.

    def word(self, ahead: int = 0) -> str:
        place = self.at + ahead
        return self.tokens[place].word if place < len(self.tokens) else ""

    def until(self, *words: str, begin: int | None = None) -> int:
        """The index of the first of ``words`` outside of parentheses and CASE; the end where none is."""
        depth = cases = 0
        index = self.at if begin is None else begin
        while index < len(self.tokens):
            word = self.tokens[index].word
            if word == "(":
                depth += 1
            elif word == ")":
                depth -= 1
            elif depth <= 0:
                if word in words and not cases:
                    return index
                if word == "case":
                    cases += 1
                elif word == "end" and cases:
                    cases -= 1
            index += 1
        return index

    def slice(self, begin: int, end: int) -> tuple[str, int]:
        """The text of the tokens from ``begin`` up to ``end``, and its offset."""
        if begin >= end:
            return "", 0
        start = self.tokens[begin].start
        return self.text[start : self.tokens[end - 1].end], start

    def name(self, index: int) -> str:
        token = self.tokens[index]
        return self.text[token.start : token.end].strip('"`[]')

    def add(self, role: Role, begin: int, end: int, names: tuple[str, ...] = ()) -> None:
        text, start = self.slice(begin, end)
        self.found.append(Leaf(role, text, start, names, self.nesting.path))

    def condition(self, begin: int, end: int) -> None:
        """A condition matters where it reads tables, by itself or in a function (in PL/SQL a local one)."""
        sign = "(" if self.dialect == "oracle" else "select"
        if any(token.word == sign for token in self.tokens[begin:end]):
            self.add("read", begin, end)

    def plain(self) -> None:
        """A statement up to its semicolon (T-SQL: up to the next statement)."""
        begin = self.at
        if self.tsql:
            self.at = tsql.end_of_statement(self.tokens, begin)
        else:
            self.at = self.until(";")
        self.add("run", begin, self.at)

    def _assigned(self) -> bool:
        """``x := value``, ``record.field := value``, ``rows(i) := value`` and ``rows(i).field := value``."""
        if self.word(1) == "(" and self.dialect == "oracle":
            return self._element_assigned()
        if self.word() in _VERBS or ":=" not in (self.word(1), self.word(3) if self.word(1) == "." else ""):
            return False
        name, begin = self.name(self.at), self.until(":=")
        if self.word(1) == ".":
            name += "." + self.name(self.at + 2)
        self.at = self.until(";")
        self.add("assign", begin + 1, self.at, (name,))
        self.controlled = True
        return True

    def _element_assigned(self) -> bool:
        """One element of a collection: the others keep what they hold."""
        close = tsql.closing(self.tokens, self.at + 1)
        ahead = [token.word for token in self.tokens[close + 1 : close + 4]]
        field = ahead[:1] == ["."] and ahead[2:] == [":="]
        if ahead[:1] != [":="] and not field:
            return False
        name = self.name(self.at) + ("." + self.name(close + 2) if field else "")
        begin = close + (4 if field else 2)
        self.at = self.until(";")
        text, start = self.slice(begin, self.at)
        self.found.append(Leaf("assign", text, start, (name,), self.nesting.path, True))
        self.controlled = True
        return True

    def _labelled(self) -> bool:
        """``<<label>>`` and ``label:`` before a loop or block; T-SQL's stand before any statement."""
        if self.word() == "<<":
            self.at = self.until(">>") + 1
            return True
        if self.tsql and tsql.is_label(self.tokens, self.at):
            self.at += 2
            return True
        if self.word(1) == ":" and self.word(2) in ("begin", "loop", "while", "repeat", "for"):
            self.at += 2
            return True
        return False
