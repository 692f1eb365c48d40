"""Statement texts into syntax trees, each on its own.

In: the pieces of a text. Out: :class:`Parsed` units in order of execution, with a tree or a reason why
there is none. A module of its own because parsing is the dearest step: it is done once a text, and
what follows may run twice on the same trees (before and after the catalog is asked).

One bad statement costs only itself; blocks and texts inside strings are opened here.
"""

from __future__ import annotations

import logging
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from sqlglot import exp
from sqlglot.errors import SqlglotError

from lineage_provider.sql.blocks import inner_texts
from lineage_provider.sql.model import Problem
from lineage_provider.sql.names import NameRules
from lineage_provider.sql.placeholders import prepare
from lineage_provider.sql.rewrites import rewritten
from lineage_provider.sql.splitting import Piece, split

MAX_STATEMENT = 1_000_000
"""Characters of one statement beyond which only its head is read."""
MAX_NESTING = 400
"""Parentheses inside each other beyond which a statement is not parsed (the parser recurses)."""
MAX_BLOCK_DEPTH = 8

_sqlglot_log = logging.getLogger("sqlglot")


@dataclass(slots=True)
class Parsed:
    """One statement: its number in the text, its place, and its tree."""

    number: int
    text: str
    start: int
    tree: Any = None
    problem: Problem | None = None
    placeholders: dict[str, str] = field(default_factory=dict)


@contextmanager
def _quiet() -> Iterator[None]:
    """Keep sqlglot's warnings (they hold the whole SQL text) out of task logs."""
    before = _sqlglot_log.disabled
    _sqlglot_log.disabled = True
    try:
        yield
    finally:
        _sqlglot_log.disabled = before


class _Reader:
    def __init__(self, names: NameRules, deadline: float) -> None:
        self.names = names
        self.deadline = deadline
        self.units: list[Parsed] = []
        self.parameters = 0

    def read(self, piece: Piece, number: int, depth: int = 0) -> None:
        if time.monotonic() > self.deadline:
            self._unread(piece, number, "time ran out before this statement was read")
            return
        if len(piece.text) > MAX_STATEMENT:
            self._head(piece, number)
            return
        inner = inner_texts(piece.text, self.names.name)
        if inner is not None and depth < MAX_BLOCK_DEPTH:
            for text, offset in inner:
                for each in split(text, self.names.name):
                    self.read(Piece(each.text, piece.start + offset + each.start), number, depth + 1)
            return
        self.units.append(self._parse(piece, number))

    def _unread(self, piece: Piece, number: int, message: str) -> None:
        self.units.append(Parsed(number, piece.text, piece.start, None, Problem(number, "budget", message)))

    def _head(self, piece: Piece, number: int) -> None:
        """A statement of megabytes is nearly always INSERT ... VALUES: its head names the table."""
        size = f"statement of {len(piece.text):,} characters; only up to {MAX_STATEMENT:,} are read"
        head = piece.text[:20_000]
        at = head.lower().find("values")
        if head.lstrip()[:6].lower() == "insert" and at > 0:
            unit = self._parse(Piece(head[:at] + "SELECT NULL WHERE 1 = 0", piece.start), number)
            unit.problem = Problem(number, "budget", size + ": its table is known, its values are not")
            self.units.append(unit)
        else:
            self._unread(piece, number, size)

    def _parse(self, piece: Piece, number: int) -> Parsed:
        text = rewritten(piece.text, self.names.name)
        prepared = prepare(text, self.names.name, self.parameters + 1)
        self.parameters += len(prepared.names)
        unit = Parsed(number, piece.text, piece.start, placeholders=prepared.names)
        if too_deep(prepared.text):
            unit.problem = Problem(number, "budget", f"more than {MAX_NESTING} parentheses inside each other")
            return unit
        try:
            unit.tree = self.tree(prepared.text)
        except SqlglotError as error:
            unit.problem = parse_problem(error, number)
        except RecursionError:
            unit.problem = Problem(number, "budget", "too deeply nested to be parsed")
        except Exception as error:
            unit.problem = Problem(
                number, "internal", f"the parser failed: {type(error).__name__}: {error}"[:300]
            )
        return unit

    def tree(self, text: str) -> Any:
        dialect = self.names.dialect
        trees = dialect.parser().parse(dialect.tokenize(text), text)
        found = [tree for tree in trees if tree is not None and not isinstance(tree, exp.Semicolon)]
        return found[0] if len(found) == 1 else (exp.Block(expressions=found) if found else None)


def too_deep(text: str) -> bool:
    """Whether brackets nest deeper than the parser can safely follow."""
    if text.count("(") + text.count("[") <= MAX_NESTING:
        return False
    depth = 0
    for character in text:
        if character in "([":
            depth += 1
            if depth > MAX_NESTING:
                return True
        elif character in ")]":
            depth = max(0, depth - 1)
    return False


def parse_problem(error: SqlglotError, number: int) -> Problem:
    """A parser's error as a problem with its place."""
    details = (getattr(error, "errors", None) or [{}])[0]
    message = str(details.get("description") or str(error).splitlines()[0])
    near = str(details.get("highlight") or "")
    return Problem(
        number,
        "parse",
        f"{message.rstrip('.')}" + (f" near {near!r}" if near else ""),
        details.get("line"),
        details.get("col"),
    )


def parse(pieces: Sequence[Piece], names: NameRules, deadline: float) -> list[Parsed]:
    """Parse each piece; the result has at least one unit a piece, numbered from 1."""
    reader = _Reader(names, deadline)
    with _quiet():
        for number, piece in enumerate(pieces, 1):
            reader.read(piece, number)
    return reader.units


def parse_text(text: str, names: NameRules) -> Any:
    """The tree of a text inside a statement; None where it cannot be parsed."""
    try:
        with _quiet():
            return _Reader(names, time.monotonic() + 5).tree(prepare(text, names.name).text)
    except (SqlglotError, RecursionError):
        return None
