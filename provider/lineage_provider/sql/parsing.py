"""Statement texts into syntax trees, each on its own.

In: the text of one statement. Out: a :class:`Parsed` unit with a tree or a reason why there is none. A
module of its own because parsing is the dearest step: it is done once a text, and what follows may run
twice on the same trees (before and after the catalog is asked).

One bad statement costs only itself.
"""

from __future__ import annotations

import logging
import re
import threading
from dataclasses import dataclass
from typing import Any

from sqlglot import exp
from sqlglot.dialects.dialect import Dialect
from sqlglot.errors import SqlglotError

from lineage_provider.sql.complexity import CHARACTERS_PER_SECOND, too_complex
from lineage_provider.sql.forks import Path
from lineage_provider.sql.late_pattern import late_pattern
from lineage_provider.sql.lexing import uncommented
from lineage_provider.sql.misparses import standing
from lineage_provider.sql.model import Problem
from lineage_provider.sql.names import NameRules
from lineage_provider.sql.older_releases import mended, multi_insert, plainer
from lineage_provider.sql.output_clause import without_output
from lineage_provider.sql.placeholders import prepare
from lineage_provider.sql.places import NOWHERE, Places
from lineage_provider.sql.rescue import rescued
from lineage_provider.sql.rewrites import rewritten
from lineage_provider.sql.row_types import RowType
from lineage_provider.sql.splitting import Piece

MAX_STATEMENT = 1_000_000
"""Characters of one statement beyond which only its head is read."""

_TOKEN = late_pattern(r"<Token token_type: [^,]*, text: (.*?), line: .*?>(?![\w'])", re.DOTALL)
"""How sqlglot's messages show a token."""

_sqlglot_log = logging.getLogger("sqlglot")


@dataclass(slots=True)
class Parsed:
    """One statement: its number in the text, its place, and its tree."""

    number: int
    text: str
    start: int
    tree: Any = None
    problem: Problem | None = None
    role: str = "run"
    """What becomes of its result: see :class:`lineage_provider.sql.control.Leaf`."""
    names: tuple[str, ...] = ()
    """The variables that get its result."""
    path: Path = ()
    """The branches and loops that it is in."""
    adds: bool = False
    """What it gives to a variable is beside what that holds: an element of a collection."""
    row_type: RowType | None = None
    """What the one variable that gets its result is declared as; None where it is not declared here."""
    output: Any = None
    """The INSERT that a T-SQL OUTPUT ... INTO clause stands for."""
    named: tuple[tuple[str, str, str], ...] = ()
    """Names that stand where a table's name does: see :mod:`lineage_provider.sql.misparses`."""
    variables: frozenset[str] = frozenset()
    """Variables that can be seen from here, by key."""
    followed: frozenset[str] = frozenset()
    """Functions of this text that it calls, in lower case: what they do is followed."""
    code: str = ""
    """The text with blanks in place of its comments."""


class quiet:
    """Keep sqlglot's warnings (they hold the whole SQL text) out of task logs."""

    __slots__ = ("_before",)

    def __enter__(self) -> None:
        self._before = _sqlglot_log.disabled
        _sqlglot_log.disabled = True

    def __exit__(self, *error: object) -> None:
        _sqlglot_log.disabled = self._before


class Parser:
    """Parses texts of one dialect."""

    def __init__(self, names: NameRules) -> None:
        self.names = names
        self.tokens = 0
        """Words and signs parsed so far, whose trees are in memory."""
        self.named: tuple[tuple[str, str, str], ...] = ()

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
        dialect = self.names.name
        unit = Parsed(number, piece.text, piece.start)
        try:
            text = prepared(uncommented(piece.text, dialect), self.names)
            text, output = without_output(text, dialect)
            text = rewritten(text, dialect)
            reason = too_complex(text)
            if reason is not None:
                unit.problem = Problem(number, "budget", reason)
                return unit
            unit.tree = self._tree_or_rescued(text)
            unit.named = self.named
            unit.output = self.tree(output) if output else None
        except SqlglotError as error:
            unit.problem = parse_problem(error, number, piece.text)
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
            older = plainer(text, self.names.name) if failed is not None else None
            for plain in (rescued(text, self.names.name), older):
                try:
                    if plain is not None:
                        return self.tree(plain)
                except SqlglotError as error:
                    failed = failed or error
            several = multi_insert(text, self.names.name) if failed is not None else None
            if several is not None:
                return self._multi_insert(*several)
        if failed is not None:
            raise failed
        return tree

    def _multi_insert(self, source: str, inserts: list[str]) -> Any:
        """Hive's multi-insert, put together from its parts."""
        query = self.tree(source)
        from_ = query.args["from_"].this
        for part in ("joins", "laterals"):
            if query.args.get(part) and not from_.args.get(part):
                from_.set(part, query.args[part])
        named = self.named
        trees = []
        for each in inserts:
            trees.append(self.tree(each))
            named += self.named
        self.named = named
        return exp.MultitableInserts(source=from_, expressions=trees, with_=query.args.get("with_"))

    def tree(self, text: str) -> Any:
        tokenizer, parser = _tools(self.names.dialect, len(text))
        tokens = tokenizer.tokenize(text)
        self.tokens += len(tokens)
        self.named = standing(tokens)
        trees = parser.parse(tokens, text)
        found = [tree for tree in trees if tree is not None and not isinstance(tree, exp.Semicolon)]
        return found[0] if len(found) == 1 else (exp.Block(expressions=found) if found else None)


_of_thread = threading.local()
_MAX_KEPT = 50_000
"""Characters: both keep the text that they read last."""


def _tools(dialect: Dialect, size: int) -> tuple[Any, Any]:
    """sqlglot's tokenizer and parser; the last ones of this thread again, as making them takes a while.

    Both forget the text before when they begin with a new one.
    """
    if size > _MAX_KEPT:
        return dialect.tokenizer(), mended(dialect.parser())
    if getattr(_of_thread, "dialect", None) is not dialect:
        _of_thread.dialect = dialect
        _of_thread.tools = dialect.tokenizer(), mended(dialect.parser())
    tools: tuple[Any, Any] = _of_thread.tools
    return tools


def parse_problem(error: SqlglotError, number: int, text: str) -> Problem:
    """A parser's error as a problem with its place in ``text``."""
    details = (getattr(error, "errors", None) or [{}])[0]
    message = str(details.get("description") or str(error).splitlines()[0])
    message = _TOKEN.sub(r"'\1'", message).rstrip(".")
    near = str(details.get("highlight") or "")
    place = NOWHERE
    if details.get("line"):
        place = Places(text).of_word(near, details["line"], details.get("col") or 0, len(near))
    if near and near not in message:
        message += f" near {near!r}"
    return Problem(number, "parse", message, *place)


def parse_text(text: str, names: NameRules) -> Any:
    """The tree of a text inside a statement; None where it cannot be parsed."""
    try:
        with quiet():
            return Parser(names).tree(prepared(text, names))
    except (SqlglotError, RecursionError):
        return None


def prepared(text: str, names: NameRules, *, templates_only: bool = False) -> str:
    """A text with names for its parameters and templates, from which ``names`` can restore these."""
    found = prepare(text, names.name, len(names.placeholders) + 1, templates_only=templates_only)
    names.placeholders.update(found.names)
    return found.text
