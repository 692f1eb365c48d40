"""Statement texts into syntax trees, each on its own.

In: the text of one statement. Out: a :class:`Parsed` unit with a tree or a reason why there is none. A
module of its own because parsing is the dearest step: it is done once a text, and what follows may run
twice on the same trees (before and after the catalog is asked).

One bad statement costs only itself.
"""

from __future__ import annotations

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from sqlglot import exp
from sqlglot.errors import SqlglotError

from lineage_provider.sql.complexity import CHARACTERS_PER_SECOND, too_complex
from lineage_provider.sql.model import Problem
from lineage_provider.sql.names import NameRules
from lineage_provider.sql.output_clause import without_output
from lineage_provider.sql.placeholders import prepare
from lineage_provider.sql.rescue import rescued
from lineage_provider.sql.rewrites import rewritten
from lineage_provider.sql.splitting import Piece

MAX_STATEMENT = 1_000_000
"""Characters of one statement beyond which only its head is read."""

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
    role: str = "run"
    """What becomes of its result: see :class:`lineage_provider.sql.control.Leaf`."""
    names: tuple[str, ...] = ()
    """The variables that get its result."""
    branch: bool = False
    """It may not be executed: it adds to what a variable holds."""
    output: Any = None
    """The INSERT that a T-SQL OUTPUT ... INTO clause stands for."""
    variables: frozenset[str] = frozenset()
    """Variables that can be seen from here, by key."""


@contextmanager
def quiet() -> Iterator[None]:
    """Keep sqlglot's warnings (they hold the whole SQL text) out of task logs."""
    before = _sqlglot_log.disabled
    _sqlglot_log.disabled = True
    try:
        yield
    finally:
        _sqlglot_log.disabled = before


class Parser:
    """Parses texts of one dialect; numbers the placeholders of all of them together."""

    def __init__(self, names: NameRules) -> None:
        self.names = names
        self.parameters = 0

    def too_long(self, piece: Piece, seconds: float) -> bool:
        """Whether only the head of a statement can be read in the time left: parsing is not interrupted."""
        return len(piece.text) > min(MAX_STATEMENT, max(2_000, int(seconds * CHARACTERS_PER_SECOND)))

    def head(self, piece: Piece, number: int) -> Parsed:
        """A statement of megabytes is nearly always INSERT ... VALUES: its head names the table."""
        size = f"a statement of {len(piece.text):,} characters is too long to be read in time"
        head = piece.text[:20_000]
        at = head.lower().find("values")
        if head.lstrip()[:6].lower() == "insert" and at > 0:
            unit = self.parse(Piece(head[:at] + "SELECT NULL WHERE 1 = 0", piece.start), number)
            unit.problem = Problem(number, "budget", size + ": its table is known, its values are not")
            return unit
        return Parsed(number, piece.text, piece.start, None, Problem(number, "budget", size))

    def parse(self, piece: Piece, number: int) -> Parsed:
        """The tree of one statement, or why there is none."""
        text, output = without_output(piece.text, self.names.name)
        text = rewritten(text, self.names.name)
        prepared = prepare(text, self.names.name, self.parameters + 1)
        self.parameters += len(prepared.names)
        unit = Parsed(number, piece.text, piece.start, placeholders=prepared.names)
        reason = too_complex(prepared.text)
        if reason is not None:
            unit.problem = Problem(number, "budget", reason)
            return unit
        try:
            unit.tree = self._tree_or_rescued(prepared.text)
            unit.output = self.tree(output) if output else None
        except SqlglotError as error:
            unit.problem = parse_problem(error, number)
        except RecursionError:
            unit.problem = Problem(number, "budget", "too deeply nested to be parsed")
        except Exception as error:
            unit.problem = Problem(
                number, "internal", f"the parser failed: {type(error).__name__}: {error}"[:300]
            )
        return unit

    def _tree_or_rescued(self, text: str) -> Any:
        """The tree; of a CREATE that is left as text, the tree of its plain form."""
        tree: Any = None
        failed: SqlglotError | None = None
        try:
            tree = self.tree(text)
        except SqlglotError as error:
            failed = error
        if failed is not None or (isinstance(tree, exp.Command) and tree.this in ("CREATE", "REPLACE")):
            plain = rescued(text, self.names.name)
            if plain is not None:
                try:
                    return self.tree(plain)
                except SqlglotError as error:
                    failed = failed or error
        if failed is not None:
            raise failed
        return tree

    def tree(self, text: str) -> Any:
        dialect = self.names.dialect
        trees = dialect.parser().parse(dialect.tokenize(text), text)
        found = [tree for tree in trees if tree is not None and not isinstance(tree, exp.Semicolon)]
        return found[0] if len(found) == 1 else (exp.Block(expressions=found) if found else None)


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


def parse_text(text: str, names: NameRules) -> Any:
    """The tree of a text inside a statement; None where it cannot be parsed."""
    try:
        with quiet():
            return Parser(names).tree(prepare(text, names.name).text)
    except (SqlglotError, RecursionError):
        return None
