"""The statements that a text really executes: blocks opened, dynamic SQL and calls followed.

In: the pieces of a text. Out: :class:`Parsed` units in order of execution. A module of its own because
what a variable holds and which procedures are defined is known only by going through the text in order,
before anything is resolved.
"""

from __future__ import annotations

import re
import time
from collections.abc import Sequence
from typing import Any

from sqlglot import exp

from lineage_provider.sql.blocks import Leaf, code_start, leaves
from lineage_provider.sql.budget import MAX_TOKENS
from lineage_provider.sql.control import SECTIONS, TSQL
from lineage_provider.sql.dynamic import MOST_TEXTS, evaluated, key
from lineage_provider.sql.executed import executed, insert_exec
from lineage_provider.sql.execution import MAX_DEPTH, QUERY, Execution
from lineage_provider.sql.lexing import uncommented
from lineage_provider.sql.model import Problem
from lineage_provider.sql.names import NameRules
from lineage_provider.sql.output_clause import composed
from lineage_provider.sql.parsing import Parsed, quiet
from lineage_provider.sql.piped_results import piped
from lineage_provider.sql.routines import local_functions
from lineage_provider.sql.splitting import Piece, split
from lineage_provider.sql.table_functions import inlined
from lineage_provider.sql.variables import (
    bare_query,
    into_variables,
    returned_into,
    selected_values,
    setting,
    with_names,
)

MAX_UNITS = 50_000
"""Statements that are executed by one text; a loop of calls may multiply them."""
_READS = re.compile(r"\b(?:from|insert|update|delete|merge|truncate)\b", re.IGNORECASE)
_WRITES = re.compile(r"\b(?:insert|update|delete|merge|truncate)\b", re.IGNORECASE)
_WITH_PROCEDURE = re.compile(
    r"\s*with\s+(?P<name>[\w$\"]+)\s+as\s+procedure\b(?P<body>.*)\b(?P<call>call\s+(?P=name)\s*\(.*)$",
    re.IGNORECASE | re.DOTALL,
)
_CHANGING = frozenset(("insert", "update", "delete", "merge"))
_BARE_NAME = re.compile(r"\s*[\w$.\"`\[\]]+\s*$")


class Unfolder(Execution):
    """Goes through the pieces, in order."""

    def read(self, piece: Piece, number: int, depth: int = 0, *, inside: bool = False) -> None:
        """Add the units of one piece."""
        if time.monotonic() > self.parse_until or len(self.units) > MAX_UNITS:
            self.unread(piece, number, "time ran out before this statement was read")
            return
        if self.parser.tokens > MAX_TOKENS:
            self.unread(piece, number, f"the text has more than {MAX_TOKENS:,} words and signs to parse")
            return
        if self.parser.too_long(piece, self.deadline - time.monotonic()):
            self.units.append(self.parser.head(piece, number))
            return
        parts = leaves(piece.text, self.dialect, inside=inside) if depth <= MAX_DEPTH else None
        if parts is None:
            self.statement(Leaf("run", piece.text, 0), piece, number, depth)
            return
        local = inside or not self._lasting(piece.text)
        if local:
            self.declared.append(set())
        for leaf in parts:
            self.leaf(leaf, piece, number, depth)
        if local:
            self.declared.pop()

    def _lasting(self, text: str) -> bool:
        """Whether what ``text`` declares lasts: DECLARE and SET at the top of a script."""
        word = text[code_start(text, self.dialect) :][:8].lower()
        if self.dialect in TSQL:
            return True
        return word.startswith(("set", "let")) or (
            word.startswith("declare") and self.dialect not in SECTIONS
        )

    def unread(self, piece: Piece, number: int, message: str) -> None:
        self.units.append(Parsed(number, piece.text, piece.start, None, Problem(number, "budget", message)))

    def leaf(self, leaf: Leaf, piece: Piece, number: int, depth: int) -> None:
        """One part of a block."""
        if leaf.role in ("run",):
            self.statement(leaf, piece, number, depth)
            return
        self.declare(leaf.names)
        if leaf.role == "declare":
            return
        if leaf.role == "assign" and leaf.names:
            self._hold(leaf)
        if leaf.role == "fetch" or (leaf.role == "row" and _BARE_NAME.match(leaf.text)):
            self.unit(Parsed(number, leaf.text, piece.start + leaf.start), leaf)
            return
        text = bare_query(leaf.text, self.dialect)
        text = text if QUERY.match(text) else "SELECT " + leaf.text
        dynamic = executed(leaf.text, self.dialect) if leaf.role == "assign" else None
        if dynamic is not None:
            self.dynamic(dynamic, leaf, piece, number, depth)
            return
        text = with_names(text, self.dialect, self.constants)
        unit = self.parser.parse(Piece(text, piece.start + leaf.start), number)
        unit.text = leaf.text
        spoken = not QUERY.match(bare_query(leaf.text, self.dialect)) and "select" not in leaf.text.lower()
        spoken = spoken and _WRITES.search(leaf.text) is None
        if unit.problem is not None and unit.problem.kind == "parse" and spoken:
            unit.problem = None  # an expression that is no SQL and reads no table
        self.unit(unit, leaf)

    def _hold(self, leaf: Leaf) -> None:
        """Remember the text that a variable gets, where it is known."""
        name = key(leaf.names[0])
        if len(leaf.names) > 1 or QUERY.match(leaf.text.lstrip(" (")):
            self.constants.pop(name, None)
            return
        values = [d.text for d in evaluated(leaf.text, self.dialect, self.constants)]
        if leaf.branch:
            values = (self.constants.get(name, []) + values)[-MOST_TEXTS:]
        self.constants[name] = values

    def statement(self, leaf: Leaf, piece: Piece, number: int, depth: int) -> None:
        """A statement: a definition, a call, dynamic SQL, or what the parser reads."""
        shown = leaf.text
        text = uncommented(shown, self.dialect)
        leaf = leaf if text is shown else leaf._replace(text=text)
        word = text[code_start(text, self.dialect) :][:8].lower()
        inside = depth > 0 or piece.text is not shown
        if (
            self._follows(word, leaf, piece, number, depth)
            or self._several(word, leaf, piece, number, depth)
            or self._assigns(word, leaf, piece, number, depth, inside)
        ):
            return
        if self.dialect == "oracle" and "function" in text.lower():
            for routine in local_functions(text, self.dialect):
                self.routines[routine.name] = routine
                self.has_functions = True
        told = returned_into(text, self.dialect) if word[:6] in _CHANGING else None
        query = with_names(text if told is None else told[0], self.dialect, self.constants)
        unit = self.parser.parse(Piece(query, piece.start + leaf.start), number)
        unit.text, unit.code = shown, text
        if self.has_functions and unit.tree is not None and depth < MAX_DEPTH:
            self._functions(unit, piece, depth)
        self.unit(unit, leaf if told is None else leaf._replace(names=told[1]))

    def _follows(self, word: str, leaf: Leaf, piece: Piece, number: int, depth: int) -> bool:
        """Whether a statement that begins with ``word`` is a definition or a call, and no more."""
        inline = _WITH_PROCEDURE.match(leaf.text) if word.startswith("with") else None
        if inline is not None:
            # Snowflake: WITH p AS PROCEDURE (...) ... CALL p()
            made = f"CREATE PROCEDURE {inline.group('name')} {inline.group('body')}"
            self.definition(leaf._replace(text=made), piece, number)
            self.executes(leaf._replace(text=inline.group("call")), piece, number, depth)
            return True
        if word.startswith("set"):
            held = setting(leaf.text, self.dialect)
            if held is not None:
                self.constants[held[0]] = [held[1]]
        if word.startswith(("create", "replace", "alter")):
            return self.definition(leaf, piece, number)
        if word.startswith(("exec", "call", "prepare")):
            return self.executes(leaf, piece, number, depth)
        return self.oracle_call(leaf, number, depth)

    def _several(self, word: str, leaf: Leaf, piece: Piece, number: int, depth: int) -> bool:
        """Whether it is a chain of statements, or inserts what another one executes."""
        parts = composed(leaf.text, self.dialect) if word.startswith("insert") else []
        if self.dialect == "snowflake":
            parts = piped(leaf.text)
        for each in parts:
            unit = self.parser.parse(Piece(each, piece.start + leaf.start), number)
            unit.text = each
            self.unit(unit, leaf)
        if parts or self.dialect not in TSQL or not word.startswith("insert"):
            return bool(parts)
        found = insert_exec(leaf.text, self.dialect)
        if found is not None:
            self.insert_exec(*found, leaf, piece, number, depth)
        return found is not None

    def _assigns(self, word: str, leaf: Leaf, piece: Piece, number: int, depth: int, inside: bool) -> bool:
        """Whether it is a query whose result goes into variables."""
        text = leaf.text
        if word.startswith("select") and self.dialect in TSQL:
            assigned = selected_values(text, self.dialect)
            for name, start, end in assigned:
                given = Leaf("assign", text[start:end], leaf.start + start, (name,), leaf.branch)
                self.leaf(given, piece, number, depth)
            if assigned:
                return True
        if word.startswith(("select", "with")) or (word[:1] == "(" and QUERY.match(text.lstrip(" (\n\t"))):
            into = into_variables(text, self.dialect, inside=inside)
            if into is not None and into[1]:
                query, names = into
                self.leaf(leaf._replace(role="assign", text=query, names=names), piece, number, depth)
                return True
        return False

    def _functions(self, unit: Parsed, piece: Piece, depth: int) -> None:
        """Run the bodies of the functions that a statement calls, where this text defines them."""
        queries = inlined(unit.tree, self.routines, self._parsed)
        unit.followed = frozenset(self.routines)
        for name in dict.fromkeys(call.name.lower() for call in unit.tree.find_all(exp.Anonymous)):
            routine = self.routines.get(name)
            if routine is None or not routine.function or routine.language != "sql" or name in queries:
                continue
            if not _READS.search(routine.body):
                continue
            self.read(Piece(routine.body, piece.start), unit.number, depth + 1, inside=True)
            if not _WRITES.search(routine.body):
                message = (
                    f"which columns {name}() gives is not known: its body is followed for its tables only"
                )
                problem = Problem(unit.number, "unsupported", message)
                self.units.append(Parsed(unit.number, "", piece.start, None, problem, role="note"))

    def _parsed(self, text: str) -> Any:
        """The tree of a function's body; None where it cannot be parsed."""
        return self.parser.parse(Piece(text, 0), 0).tree


def unfold(pieces: Sequence[Piece], names: NameRules, deadline: float, *, cut: bool) -> list[Parsed]:
    """Parse what each piece executes, in order; statements are numbered by piece, from 1.

    ``cut``: a piece was not cut into statements yet, and may hold several.
    """
    unfolder = Unfolder(names, deadline)
    with quiet():
        for number, piece in enumerate(pieces, 1):
            before = len(unfolder.units)
            if not piece.text:
                unfolder.units.append(Parsed(number, "", 0, role="empty"))
                continue
            inner = split(piece.text, names.name) if cut else ()
            for each in inner if len(inner) > 1 else (piece,):
                unfolder.read(each, number)
            if len(unfolder.units) == before:
                unfolder.units.append(Parsed(number, piece.text, piece.start, role="empty"))
    for unit in unfolder.units:
        if not unit.code:
            unit.code = uncommented(unit.text, names.name)
    return unfolder.units
