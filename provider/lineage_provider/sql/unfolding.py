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
from lineage_provider.sql.budget import MAX_TOKENS, READ_SHARE
from lineage_provider.sql.control import SECTIONS, TSQL
from lineage_provider.sql.dynamic import MOST_TEXTS, evaluated, key, unknown_names
from lineage_provider.sql.executed import Executed, executed, insert_exec, prepared_as
from lineage_provider.sql.lexing import uncommented
from lineage_provider.sql.model import Problem
from lineage_provider.sql.names import NameRules
from lineage_provider.sql.output_clause import composed
from lineage_provider.sql.parsing import Parsed, Parser, quiet
from lineage_provider.sql.piped_results import piped
from lineage_provider.sql.routines import (
    DEFINITION,
    HARMLESS,
    ONLY_CALL,
    Call,
    Routine,
    called,
    defined,
    local_functions,
)
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

MAX_DEPTH = 8
"""Blocks, dynamic texts and calls inside each other."""
MAX_UNITS = 50_000
"""Statements that are executed by one text; a loop of calls may multiply them."""
_QUERY = re.compile(r"\s*(?:select|with|values|table)\b", re.IGNORECASE)
_READS = re.compile(r"\b(?:from|insert|update|delete|merge|truncate)\b", re.IGNORECASE)
_WRITES = re.compile(r"\b(?:insert|update|delete|merge|truncate)\b", re.IGNORECASE)
_WITH_PROCEDURE = re.compile(
    r"\s*with\s+(?P<name>[\w$\"]+)\s+as\s+procedure\b(?P<body>.*)\b(?P<call>call\s+(?P=name)\s*\(.*)$",
    re.IGNORECASE | re.DOTALL,
)
_CHANGING = frozenset(("insert", "update", "delete", "merge"))
_BARE_NAME = re.compile(r"\s*[\w$.\"`\[\]]+\s*$")


class Unfolder:
    """Goes through the pieces; knows variables' texts and procedures so far."""

    def __init__(self, names: NameRules, deadline: float) -> None:
        self.names = names
        self.dialect = names.name
        self.parser = Parser(names)
        self.deadline = deadline
        self.parse_until = deadline - READ_SHARE * max(0.0, deadline - time.monotonic())
        self.units: list[Parsed] = []
        self.constants: dict[str, list[str]] = {}
        self.routines: dict[str, Routine] = {}
        self.has_functions = False
        self.prepared: dict[str, str] = {}
        self.declared: list[set[str]] = [set()]
        """Names of variables, a set a block."""

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
        self._declare(leaf.names)
        if leaf.role == "declare":
            return
        if leaf.role == "assign" and leaf.names:
            self._hold(leaf)
        if leaf.role == "fetch" or (leaf.role == "row" and _BARE_NAME.match(leaf.text)):
            self._unit(Parsed(number, leaf.text, piece.start + leaf.start), leaf)
            return
        text = bare_query(leaf.text, self.dialect)
        text = text if _QUERY.match(text) else "SELECT " + leaf.text
        dynamic = executed(leaf.text, self.dialect) if leaf.role == "assign" else None
        if dynamic is not None:
            self._dynamic(dynamic, leaf, piece, number, depth)
            return
        text = with_names(text, self.dialect, self.constants)
        unit = self.parser.parse(Piece(text, piece.start + leaf.start), number)
        unit.text = leaf.text
        spoken = not _QUERY.match(bare_query(leaf.text, self.dialect)) and "select" not in leaf.text.lower()
        if unit.problem is not None and unit.problem.kind == "parse" and spoken:
            unit.problem = None  # an expression that is no SQL and reads no table
        self._unit(unit, leaf)

    def _declare(self, names: Sequence[str]) -> None:
        """Make bare names variables; one with a sigil (``@x``) is known by it."""
        self.declared[-1].update(key(name) for name in names if name[:1] not in "@$")

    def _hold(self, leaf: Leaf) -> None:
        """Remember the text that a variable gets, where it is known."""
        name = key(leaf.names[0])
        if len(leaf.names) > 1 or _QUERY.match(leaf.text.lstrip(" (")):
            self.constants.pop(name, None)
            return
        values = [d.text for d in evaluated(leaf.text, self.dialect, self.constants)]
        if leaf.branch:
            values = (self.constants.get(name, []) + values)[-MOST_TEXTS:]
        self.constants[name] = values

    def _unit(self, unit: Parsed, leaf: Leaf) -> None:
        unit.role, unit.names, unit.branch = leaf.role, leaf.names, leaf.branch
        unit.variables = frozenset().union(*self.declared)
        self.units.append(unit)

    def statement(self, leaf: Leaf, piece: Piece, number: int, depth: int) -> None:
        """A statement: a definition, a call, dynamic SQL, or what the parser reads."""
        shown = leaf.text
        text = uncommented(shown, self.dialect)
        leaf = leaf if text is shown else leaf._replace(text=text)
        word = text[code_start(text, self.dialect) :][:8].lower()
        inline = _WITH_PROCEDURE.match(text) if word.startswith("with") else None
        if inline is not None:
            # Snowflake: WITH p AS PROCEDURE (...) ... CALL p()
            made = f"CREATE PROCEDURE {inline.group('name')} {inline.group('body')}"
            self._definition(leaf._replace(text=made), piece, number)
            self._executes(leaf._replace(text=inline.group("call")), piece, number, depth)
            return
        if word.startswith("set"):
            held = setting(text, self.dialect)
            if held is not None:
                self.constants[held[0]] = [held[1]]
        if word.startswith(("create", "replace", "alter")):
            if self._definition(leaf, piece, number):
                return
        elif word.startswith(("exec", "call", "prepare")):
            if self._executes(leaf, piece, number, depth):
                return
        elif self._oracle_call(leaf, number, depth):
            return
        composed_of = composed(text, self.dialect) if word.startswith("insert") else []
        if self.dialect == "snowflake":
            composed_of = piped(text)
        if composed_of:
            for each in composed_of:
                unit = self.parser.parse(Piece(each, piece.start + leaf.start), number)
                unit.text = each
                self._unit(unit, leaf)
            return
        if word.startswith("insert") and self.dialect in TSQL:
            found = insert_exec(text, self.dialect)
            if found is not None:
                self._insert_exec(*found, leaf, piece, number, depth)
                return
        if word.startswith("select") and self.dialect in TSQL:
            assigned = selected_values(text, self.dialect)
            for name, start, end in assigned:
                given = Leaf("assign", text[start:end], leaf.start + start, (name,), leaf.branch)
                self.leaf(given, piece, number, depth)
            if assigned:
                return
        if word.startswith(("select", "with")) or (word[:1] == "(" and _QUERY.match(text.lstrip(" (\n\t"))):
            into = into_variables(text, self.dialect, inside=depth > 0 or piece.text is not shown)
            if into is not None and into[1]:
                query, names = into
                self.leaf(leaf._replace(role="assign", text=query, names=names), piece, number, depth)
                return
        if self.dialect == "oracle" and "function" in text.lower():
            for routine in local_functions(text, self.dialect):
                self.routines[routine.name] = routine
                self.has_functions = True
        told = returned_into(text, self.dialect) if word[:6] in _CHANGING else None
        text = text if told is None else told[0]
        unit = self.parser.parse(
            Piece(with_names(text, self.dialect, self.constants), piece.start + leaf.start), number
        )
        unit.text = shown
        if self.has_functions and unit.tree is not None and depth < MAX_DEPTH:
            self._functions(unit, piece, depth)
        self._unit(unit, leaf if told is None else leaf._replace(names=told[1]))

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

    def _definition(self, leaf: Leaf, piece: Piece, number: int) -> bool:
        """CREATE of what only runs later: it moves nothing now."""
        start = code_start(leaf.text, self.dialect)
        match = DEFINITION.match(leaf.text, start)
        if match is None:
            return False
        routine = defined(leaf.text[start:], self.dialect)
        if routine is not None:
            self.routines[routine.name] = routine._replace(start=routine.start + start)
            self.has_functions = self.has_functions or routine.function
        unit = Parsed(number, leaf.text, piece.start + leaf.start, role="definition")
        verb = "ALTER" if match.group("verb").lower() == "alter" else "CREATE"
        unit.names = (f"{verb} {match.group('kind').upper()}",)
        self.units.append(unit)
        return True

    def _executes(self, leaf: Leaf, piece: Piece, number: int, depth: int) -> bool:
        prepared = prepared_as(leaf.text, self.dialect)
        if prepared is not None:
            name, text, literal = prepared
            found = evaluated(text, self.dialect, self.constants) if not literal else None
            self.prepared[name] = found[0].text if found else text
            return True
        dynamic = executed(leaf.text, self.dialect)
        if dynamic is not None and key(dynamic.expression) in self.prepared:
            inner = self.prepared[key(dynamic.expression)]
            self._run(inner, None, leaf, piece, number, depth)
            return True
        if dynamic is not None:
            self._dynamic(dynamic, leaf, piece, number, depth)
            return True
        call = called(leaf.text, self.dialect)
        return call is not None and self._call(call, leaf, piece, number, depth)

    def _dynamic(self, dynamic: Executed, leaf: Leaf, piece: Piece, number: int, depth: int) -> None:
        self._declare(dynamic.into)
        for each in evaluated(dynamic.expression, self.dialect, self.constants):
            start = None if each.start is None else each.start + leaf.start + dynamic.start
            self._run(each.text, start, leaf, piece, number, depth)

    def _run(self, text: str, start: int | None, leaf: Leaf, piece: Piece, number: int, depth: int) -> None:
        """Execute a text inside the text."""
        place = piece.start + (leaf.start if start is None else start)
        unknown = unknown_names(text)
        if unknown:
            message = f"a part of the dynamic statement is not known: {', '.join(unknown)}"
            problem = Problem(number, "unresolved", message)
            if text.strip().startswith("{{") or depth >= MAX_DEPTH:
                self.units.append(
                    Parsed(number, leaf.text, place, None, Problem(number, "unsupported", message))
                )
                return
            self.units.append(Parsed(number, "", place, None, problem, role="note"))
        for each in split(text, self.dialect):
            self.read(Piece(each.text, place + each.start), number, depth + 1)

    def _insert_exec(self, head: str, call: str, leaf: Leaf, piece: Piece, number: int, depth: int) -> None:
        """T-SQL: INSERT INTO t EXEC ...; followed where what is executed is one known query."""
        place = piece.start + leaf.start
        dynamic = executed(call, self.dialect)
        texts = evaluated(dynamic.expression, self.dialect, self.constants) if dynamic is not None else []
        for each in texts:
            if unknown_names(each.text):
                break
            unit = self.parser.parse(Piece(f"{head} {each.text}", place), number)
            unit.text = leaf.text
            self._unit(unit, leaf)
            return
        if self._result_of(head, call, leaf, piece, number, depth):
            return
        unit = self.parser.parse(Piece(f"{head} SELECT NULL WHERE 1 = 0", place), number)
        unit.text = leaf.text
        unit.problem = Problem(number, "unsupported", "what the executed procedure returns is not known")
        self._unit(unit, leaf)

    def _result_of(self, head: str, call: str, leaf: Leaf, piece: Piece, number: int, depth: int) -> bool:
        """INSERT INTO t EXEC p of a procedure of this text: its queries are what is inserted."""
        known = called(call, self.dialect)
        routine = self.routines.get(known.name) if known is not None else None
        if known is None or routine is None or depth >= MAX_DEPTH:
            return False
        self.declared.append(set())
        self._arguments(known, routine)
        queries = 0
        for each in leaves(routine.body, self.dialect, inside=True) or ():
            query = each.role == "run" and _QUERY.match(each.text) is not None
            queries += query
            self.leaf(each._replace(text=f"{head} {each.text}") if query else each, piece, number, depth + 1)
        self.declared.pop()
        return queries > 0

    def _oracle_call(self, leaf: Leaf, number: int, depth: int) -> bool:
        """``p(1);`` in a PL/SQL block."""
        if self.dialect not in ("oracle", "exasol") or depth > MAX_DEPTH:
            return False
        call = called(leaf.text, self.dialect)
        if call is not None and call.name not in self.routines and ONLY_CALL.match(leaf.text):
            if HARMLESS.match(call.shown) is None:
                message = f"what {call.shown} does is not known"
                self.units.append(
                    Parsed(
                        number,
                        leaf.text,
                        leaf.start,
                        None,
                        Problem(number, "unsupported", message),
                        role="note",
                    )
                )
            return True
        return (
            call is not None
            and call.name in self.routines
            and self._call(call, leaf, Piece(leaf.text, 0), number, depth)
        )

    def _call(self, call: Call, leaf: Leaf, piece: Piece, number: int, depth: int) -> bool:
        routine = self.routines.get(call.name)
        if routine is None or depth >= MAX_DEPTH:
            return False
        if routine.language != "sql":
            message = f"what {call.shown} does is written in {routine.language}"
            self.units.append(
                Parsed(
                    number, leaf.text, piece.start, None, Problem(number, "unsupported", message), role="note"
                )
            )
            return True
        self.declared.append(set())
        self._arguments(call, routine)
        self.read(Piece(routine.body, piece.start), number, depth + 1, inside=True)
        self.declared.pop()
        return True

    def _arguments(self, call: Call, routine: Routine) -> None:
        """Make the parameters variables that hold what the call gives."""
        self._declare(routine.parameters)
        for place, (name, value) in enumerate(call.arguments):
            parameter = name or (routine.parameters[place] if place < len(routine.parameters) else "")
            if parameter:
                self.constants[key(parameter)] = [
                    d.text for d in evaluated(value, self.dialect, self.constants)
                ]


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
        unit.code = uncommented(unit.text, names.name)
    return unfolder.units
