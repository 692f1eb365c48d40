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

from lineage_provider.sql import session
from lineage_provider.sql.blocks import Leaf, code_start, leaves
from lineage_provider.sql.budget import MAX_TOKENS
from lineage_provider.sql.control import SECTIONS, TSQL
from lineage_provider.sql.dynamic import UNKNOWN, Constants, beside, evaluated, key
from lineage_provider.sql.executed import executed, insert_exec
from lineage_provider.sql.execution import MAX_DEPTH, QUERY, Execution
from lineage_provider.sql.forks import Nesting, Path
from lineage_provider.sql.function_calls import given_values, told_by
from lineage_provider.sql.late_pattern import late_pattern
from lineage_provider.sql.lexing import uncommented
from lineage_provider.sql.model import Problem
from lineage_provider.sql.names import NameRules
from lineage_provider.sql.output_clause import composed
from lineage_provider.sql.parsing import Parsed, prepared, quiet
from lineage_provider.sql.piped_results import piped
from lineage_provider.sql.routines import local_functions
from lineage_provider.sql.splitting import Piece, split
from lineage_provider.sql.table_functions import inlined
from lineage_provider.sql.variables import (
    assigned,
    bare_query,
    into_variables,
    returned_into,
    selected_into,
    selected_values,
    setting,
    with_names,
)

_TEMPLATE = late_pattern(r"\{\{ (.*?) \}\}", re.DOTALL)
MAX_UNITS = 50_000
"""Statements that are executed by one text; a loop of calls may multiply them."""
_READS = late_pattern(r"\b(?:from|insert|update|delete|merge|truncate)\b", re.IGNORECASE)
_WRITES = late_pattern(r"\b(?:insert|update|delete|merge|truncate)\b", re.IGNORECASE)
_WITH_PROCEDURE = late_pattern(
    r"\s*with\s+(?P<name>[\w$\"]+)\s+as\s+procedure\b(?P<body>.*)\b(?P<call>call\s+(?P=name)\s*\(.*)$",
    re.IGNORECASE | re.DOTALL,
)
_CHANGING = frozenset(("insert", "update", "delete", "merge"))
_BARE_NAME = late_pattern(r"\s*[\w$.\"`\[\]]+\s*$")


class Unfolder(Execution):
    """Goes through the pieces, in order."""

    def look_ahead(self, pieces: Sequence[Piece]) -> None:
        """BigQuery: a loop is cut at its semicolons, so that what it assigns stands in later pieces."""
        self.opened.clear()
        for piece in pieces if self.dialect == "bigquery" else ():
            found = self.parts(piece.text, inside=False, nesting=self.nesting)
            self.opened[piece.start] = found, self.nesting.path

    def read(
        self,
        piece: Piece,
        number: int,
        depth: int = 0,
        *,
        inside: bool = False,
        nesting: Nesting | None = None,
    ) -> None:
        """Add the units of one piece."""
        if time.monotonic() > self.parse_until or len(self.units) > MAX_UNITS:
            self.unread(piece, number, "time ran out before this statement was read")
            return
        if self.parser.tokens > MAX_TOKENS:
            self.unread(piece, number, f"the text has more than {MAX_TOKENS:,} words and signs to parse")
            return
        if self.parser.too_long(piece, self.deadline - time.monotonic()):
            self.add(self.parser.head(piece, number))
            return
        if not depth and self.dialect in TSQL:
            nesting = self.nesting
        if not depth and piece.start in self.opened:
            parts, path = self.opened[piece.start]
        else:
            parts = self.parts(piece.text, inside=inside, nesting=nesting) if depth <= MAX_DEPTH else None
            path = () if nesting is None else nesting.path
        if parts is None:
            self.leaf(Leaf("run", piece.text, 0, (), path), piece, number, depth)
            return
        local = inside or not self._lasting(piece.text)
        if local:
            self.declared.append({})
        for leaf in parts:
            self.leaf(leaf, piece, number, depth)
        if local:
            self.declared.pop()

    def _lasting(self, text: str) -> bool:
        """Whether what ``text`` declares lasts: DECLARE and SET at the top of a script."""
        word = text[code_start(text, self.dialect) :][:8].lower()
        if self.dialect in TSQL or (self.dialect == "bigquery" and not word.startswith("begin")):
            return True
        return word.startswith(("set", "let")) or (
            word.startswith("declare") and self.dialect not in SECTIONS
        )

    def unread(self, piece: Piece, number: int, message: str) -> None:
        self.add(Parsed(number, piece.text, piece.start, None, Problem(number, "budget", message)))

    def parts(self, text: str, *, inside: bool, nesting: Nesting | None = None) -> list[Leaf] | None:
        """The parts of a block; what its loops assign is remembered for when they are entered."""
        found = leaves(text, self.dialect, inside=inside, nesting=nesting)
        for leaf in found or ():
            for arm in leaf.path:
                if arm.fork.loop:
                    self.loops.setdefault(arm.fork, []).append(leaf)
        return found

    def _enter(self, path: Path) -> None:
        """Take the branches of the next statement; a loop begins with what its last round may have left."""
        for arm in self.walker.go(path):
            changing = assigned(self.loops.get(arm.fork, ()), self.dialect)
            if not changing:
                continue
            lasting = {name: texts for name, texts in self.constants.items() if name not in changing}
            for name, expressions in changing.items():
                held = [self._texts(each, lasting) for each in expressions]
                if any("{{" in each for texts in held for each in texts):
                    self.constants[name] = [UNKNOWN]
                else:
                    left = {name: [each for texts in held for each in texts]}
                    self.constants.update(beside({name: self.constants.get(name, [])}, left))

    def _texts(self, expression: str, constants: Constants) -> list[str]:
        """What a variable may hold that gets the value of an expression."""
        if expression.strip().lower() == "null":
            return []  # nothing is executed where it is a part
        if QUERY.match(expression.lstrip(" (")):
            return [UNKNOWN]
        return [each.text for each in evaluated(expression, self.dialect, constants)]

    def leaf(self, leaf: Leaf, piece: Piece, number: int, depth: int) -> None:
        """One part of a block."""
        self._enter(self.around + leaf.path)
        if leaf.role in ("run",):
            self.statement(leaf, piece, number, depth)
            return
        if leaf.role == "assign" and leaf.names and leaf.names[0].lower() in session.BIGQUERY_DEFAULTS:
            self._default(leaf, piece, number)
            return
        self.declare(leaf.names)
        if leaf.role == "declare":
            self.declaration(leaf)
            return
        if leaf.role == "assign" and leaf.names:
            self._hold(leaf)
        if leaf.role == "read" and not self._asks(leaf.text):
            return
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
        if self.has_functions and unit.tree is not None and depth < MAX_DEPTH:
            self._functions(unit, leaf, piece, depth)
        self.unit(unit, leaf)

    def _default(self, leaf: Leaf, piece: Piece, number: int) -> None:
        """BigQuery's ``SET @@dataset_id = 'ds'``: a change of the session, and no variable of the text."""
        held = evaluated(leaf.text, self.dialect, self.constants)
        known = len(held) == 1 and (held[0].start is not None or "{{" not in held[0].text)
        text = f"SET {leaf.names[0]} = '{held[0].text if known else ''}'"
        unit = self.parser.parse(Piece(text, piece.start + leaf.start), number)
        unit.text, unit.code = leaf.text, text
        if not known:
            message = f"what {leaf.names[0]} holds is not known: names without it may be of any dataset"
            unit.problem = Problem(number, "unresolved", message)
        self.unit(unit, leaf._replace(role="run", names=()))

    def _asks(self, condition: str) -> bool:
        """Whether a condition reads anything: it has a query, or calls a function of this text."""
        lower = condition.lower()
        return "select" in lower or (self.has_functions and any(name in lower for name in self.routines))

    def _hold(self, leaf: Leaf) -> None:
        """Remember the text that a variable gets, where it is known."""
        if len(leaf.names) > 1 or QUERY.match(leaf.text.lstrip(" (")):
            self.constants.update((key(name), [UNKNOWN]) for name in leaf.names)
        else:
            self.constants[key(leaf.names[0])] = self._texts(leaf.text, self.constants)

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
            with self.within(leaf):
                self._functions(unit, leaf, piece, depth)
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
                given = Leaf("assign", text[start:end], leaf.start + start, (name,), leaf.path)
                self.leaf(given, piece, number, depth)
            if assigned:
                return True
        if word.startswith(("select", "with")) or (word[:1] == "(" and QUERY.match(text.lstrip(" (\n\t"))):
            into = into_variables(text, self.dialect, inside=inside) or selected_into(text, self.dialect)
            if into is not None and into.names:
                adds = leaf.adds or into.elements
                given = leaf._replace(role="assign", text=into.query, names=into.names, adds=adds)
                self.leaf(given, piece, number, depth)
                return True
        return False

    def _functions(self, unit: Parsed, leaf: Leaf, piece: Piece, depth: int) -> None:
        """Run the bodies of the functions that a statement calls, where this text defines them."""
        queries = inlined(unit.tree, self.routines, self._parsed)
        unit.followed = frozenset(self.routines)
        calls = {each.name.lower(): each for each in unit.tree.find_all(exp.Anonymous)}
        if self.dialect == "oracle":
            # A function without parameters is called without parentheses.
            for each in unit.tree.find_all(exp.Column):
                if each.args.get("table") is None:
                    calls.setdefault(each.name.lower(), each)
        for name, call in calls.items():
            routine = self.routines.get(name)
            if routine is None or not routine.function or routine.language != "sql" or name in queries:
                continue
            if name in self.running or not _READS.search(routine.body):
                continue
            if isinstance(call, exp.Column) and routine.parameters:
                continue
            before = len(self.units)
            self.running.append(name)
            arguments = list(given_values(call, routine, self.declared, self.names.dialect))
            self.body(routine, arguments, (), leaf, piece, unit.number, depth)
            self.running.pop()
            if not told_by(self.units[before:], name) and not _WRITES.search(routine.body):
                message = (
                    f"which columns {name}() gives is not known: its body is followed for its tables only"
                )
                problem = Problem(unit.number, "unsupported", message)
                self.add(Parsed(unit.number, "", piece.start, None, problem, role="note"))

    def _parsed(self, text: str) -> Any:
        """The tree of a function's body; None where it cannot be parsed."""
        return self.parser.parse(Piece(text, 0), 0).tree


def unfold(pieces: Sequence[Piece], names: NameRules, deadline: float, *, cut: bool) -> list[Parsed]:
    """Parse what each piece executes, in order; statements are numbered by piece, from 1.

    ``cut``: a piece was not cut into statements yet, and may hold several.
    """
    unfolder = Unfolder(names, deadline)
    with quiet():
        if not cut:
            unfolder.look_ahead(pieces)
        for number, piece in enumerate(pieces, 1):
            before = len(unfolder.units)
            if "{{" in piece.text:
                unfolder.given.update(_TEMPLATE.findall(piece.text))
            if not piece.text:
                unfolder.add(Parsed(number, "", 0, role="empty"))
                continue
            inner = split(piece.text, names.name) if cut else ()
            parts = inner if len(inner) > 1 else (piece,)
            if cut:
                unfolder.look_ahead(parts)
            for each in parts:
                unfolder.read(each, number)
            if len(unfolder.units) == before:
                unfolder.add(Parsed(number, piece.text, piece.start, role="empty"))
    for unit in unfolder.units:
        if unit.problem is not None and unit.problem.kind == "budget":
            continue
        unit.code = prepared(unit.code or uncommented(unit.text, names.name), names, templates_only=True)
    return unfolder.units
