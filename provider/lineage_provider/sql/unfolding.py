"""The statements that a text really executes: blocks opened, dynamic SQL and calls followed.

In: the pieces of a text. Out: :class:`Parsed` units in order of execution. A module of its own because
what a variable holds and which procedures are defined is known only by going through the text in order,
before anything is resolved.
"""

from __future__ import annotations

import re
import time
from collections.abc import Sequence

from lineage_provider.sql.blocks import Leaf, code_start, leaves
from lineage_provider.sql.control import SECTIONS, TSQL
from lineage_provider.sql.dynamic import MOST_TEXTS, evaluated, key, unknown_names
from lineage_provider.sql.executed import Executed, executed, insert_exec, prepared_as
from lineage_provider.sql.model import Problem
from lineage_provider.sql.names import NameRules
from lineage_provider.sql.parsing import Parsed, Parser, quiet
from lineage_provider.sql.routines import DEFINITION, Call, Routine, called, defined
from lineage_provider.sql.splitting import Piece, split
from lineage_provider.sql.variables import bare_query, into_variables, with_names

MAX_DEPTH = 8
"""Blocks, dynamic texts and calls inside each other."""
MAX_UNITS = 50_000
"""Statements that are executed by one text; a loop of calls may multiply them."""
_QUERY = re.compile(r"\s*(?:select|with|values|table)\b", re.IGNORECASE)
# A statement of PL/SQL that is nothing but a call; packages that only print or tune.
_ONLY_CALL = re.compile(r"[\w$#.\"]+\s*(?:\(.*\))?\s*$", re.DOTALL)
_HARMLESS = re.compile(
    r"(?:sys\.)?(?:dbms_(?:output|stats|lock|application_info|session|utility|random)\.|raise_application_error"
    r"|commit|rollback|null|return|exit|continue)",
    re.IGNORECASE,
)
_BARE_NAME = re.compile(r"\s*[\w$.\"`\[\]]+\s*$")


class Unfolder:
    """Goes through the pieces; knows variables' texts and procedures so far."""

    def __init__(self, names: NameRules, deadline: float) -> None:
        self.names = names
        self.dialect = names.name
        self.parser = Parser(names)
        self.deadline = deadline
        self.units: list[Parsed] = []
        self.constants: dict[str, list[str]] = {}
        self.routines: dict[str, Routine] = {}
        self.prepared: dict[str, str] = {}
        self.declared: list[set[str]] = [set()]
        """Names of variables, a set a block."""

    def read(self, piece: Piece, number: int, depth: int = 0, *, inside: bool = False) -> None:
        """Add the units of one piece."""
        if time.monotonic() > self.deadline or len(self.units) > MAX_UNITS:
            self.unread(piece, number, "time ran out before this statement was read")
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
        if leaf.role == "assign":
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
        unit = self.parser.parse(Piece(text, piece.start + leaf.start), number)
        unit.text = leaf.text
        spoken = not _QUERY.match(bare_query(leaf.text, self.dialect)) and "select" not in leaf.text.lower()
        if unit.problem is not None and unit.problem.kind == "parse" and spoken:
            return  # An expression that is no SQL and reads no table.
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
        text = leaf.text
        word = text[code_start(text, self.dialect) :][:8].lower()
        if word.startswith(("create", "replace", "alter")):
            if self._definition(leaf, piece, number):
                return
        elif word.startswith(("exec", "call", "prepare")):
            if self._executes(leaf, piece, number, depth):
                return
        elif self._oracle_call(leaf, number, depth):
            return
        if word.startswith("insert") and self.dialect in TSQL:
            found = insert_exec(text, self.dialect)
            if found is not None:
                self._insert_exec(*found, leaf, piece, number, depth)
                return
        if word.startswith(("select", "with", "(")):
            into = into_variables(text, self.dialect, inside=depth > 0 or piece.text is not text)
            if into is not None and into[1]:
                query, names = into
                self.leaf(leaf._replace(role="assign", text=query, names=names), piece, number, depth)
                return
        unit = self.parser.parse(
            Piece(with_names(text, self.dialect, self.constants), piece.start + leaf.start), number
        )
        unit.text = text
        self._unit(unit, leaf)

    def _definition(self, leaf: Leaf, piece: Piece, number: int) -> bool:
        """CREATE of what only runs later: it moves nothing now."""
        start = code_start(leaf.text, self.dialect)
        match = DEFINITION.match(leaf.text, start)
        if match is None:
            return False
        routine = defined(leaf.text[start:], self.dialect)
        if routine is not None:
            self.routines[routine.name] = routine._replace(start=routine.start + start)
        unit = Parsed(number, leaf.text, piece.start + leaf.start, role="definition")
        unit.names = (match.group("kind"),)
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
        unit = self.parser.parse(Piece(f"{head} SELECT NULL WHERE 1 = 0", place), number)
        unit.text = leaf.text
        unit.problem = Problem(number, "unsupported", "what the executed procedure returns is not known")
        self._unit(unit, leaf)

    def _oracle_call(self, leaf: Leaf, number: int, depth: int) -> bool:
        """``p(1);`` in a PL/SQL block."""
        if self.dialect not in ("oracle", "exasol") or depth > MAX_DEPTH:
            return False
        call = called(leaf.text, self.dialect)
        if call is not None and call.name not in self.routines and _ONLY_CALL.match(leaf.text):
            if _HARMLESS.match(call.shown) is None:
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
        self._declare(routine.parameters)
        for place, (name, value) in enumerate(call.arguments):
            parameter = name or (routine.parameters[place] if place < len(routine.parameters) else "")
            if parameter:
                self.constants[key(parameter)] = [
                    d.text for d in evaluated(value, self.dialect, self.constants)
                ]
        self.read(Piece(routine.body, piece.start), number, depth + 1, inside=True)
        self.declared.pop()
        return True


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
    return unfolder.units
