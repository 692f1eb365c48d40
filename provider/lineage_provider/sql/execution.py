"""What a statement makes the server execute besides itself: routines, calls, prepared and dynamic SQL.

In: the text of a statement that defines, calls or executes something. Out: what is executed, handed back to
be read as any other text. A module of its own because it remembers what the text defines and what its
variables hold, while :mod:`lineage_provider.sql.unfolding` goes through the text in order.
"""

from __future__ import annotations

import re
import time
from abc import ABC, abstractmethod
from collections.abc import Sequence

from lineage_provider.sql.blocks import Leaf, code_start, leaves
from lineage_provider.sql.budget import READ_SHARE
from lineage_provider.sql.dynamic import evaluated, key, unknown_names
from lineage_provider.sql.executed import Executed, executed, prepared_as
from lineage_provider.sql.model import Problem
from lineage_provider.sql.names import NameRules
from lineage_provider.sql.parsing import Parsed, Parser
from lineage_provider.sql.routines import (
    DEFINITION,
    HARMLESS,
    ONLY_CALL,
    Call,
    Routine,
    called,
    defined,
    packaged,
)
from lineage_provider.sql.splitting import Piece, split

MAX_DEPTH = 8
"""Blocks, dynamic texts and calls inside each other."""
QUERY = re.compile(r"\s*(?:select|with|values|table)\b", re.IGNORECASE)


class Execution(ABC):
    """What a text has defined and what its variables hold so far; follows what its statements execute."""

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

    @abstractmethod
    def read(self, piece: Piece, number: int, depth: int = 0, *, inside: bool = False) -> None:
        """Add the units of a text; ``inside``: it is the body of a routine."""

    @abstractmethod
    def leaf(self, leaf: Leaf, piece: Piece, number: int, depth: int) -> None:
        """Add the units of one part of a block."""

    def declare(self, names: Sequence[str]) -> None:
        """Make bare names variables; one with a sigil (``@x``) is known by it."""
        self.declared[-1].update(key(name) for name in names if name[:1] not in "@$")

    def unit(self, unit: Parsed, leaf: Leaf) -> None:
        unit.role, unit.names, unit.branch = leaf.role, leaf.names, leaf.branch
        unit.variables = frozenset().union(*self.declared)
        self.units.append(unit)

    def definition(self, leaf: Leaf, piece: Piece, number: int) -> bool:
        """CREATE of what only runs later: it moves nothing now."""
        start = code_start(leaf.text, self.dialect)
        match = DEFINITION.match(leaf.text, start)
        if match is None:
            return False
        text = leaf.text[start:]
        package = match.group("kind").lower() == "package"
        for routine in packaged(text, self.dialect) if package else (defined(text, self.dialect),):
            if routine is not None:
                self.routines[routine.name] = routine._replace(start=routine.start + start)
                self.has_functions = self.has_functions or routine.function
        unit = Parsed(number, leaf.text, piece.start + leaf.start, role="definition")
        verb = "ALTER" if match.group("verb").lower() == "alter" else "CREATE"
        unit.names = (f"{verb} {match.group('kind').upper()}",)
        self.units.append(unit)
        return True

    def executes(self, leaf: Leaf, piece: Piece, number: int, depth: int) -> bool:
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
            self.dynamic(dynamic, leaf, piece, number, depth)
            return True
        call = called(leaf.text, self.dialect)
        return call is not None and self._call(call, leaf, piece, number, depth)

    def dynamic(self, dynamic: Executed, leaf: Leaf, piece: Piece, number: int, depth: int) -> None:
        self.declare(dynamic.into)
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

    def insert_exec(self, head: str, call: str, leaf: Leaf, piece: Piece, number: int, depth: int) -> None:
        """T-SQL: INSERT INTO t EXEC ...; followed where what is executed is one known query."""
        place = piece.start + leaf.start
        dynamic = executed(call, self.dialect)
        texts = evaluated(dynamic.expression, self.dialect, self.constants) if dynamic is not None else []
        for each in texts:
            if unknown_names(each.text):
                break
            unit = self.parser.parse(Piece(f"{head} {each.text}", place), number)
            unit.text = leaf.text
            self.unit(unit, leaf)
            return
        if self._result_of(head, call, leaf, piece, number, depth):
            return
        unit = self.parser.parse(Piece(f"{head} SELECT NULL WHERE 1 = 0", place), number)
        unit.text = leaf.text
        unit.problem = Problem(number, "unsupported", "what the executed procedure returns is not known")
        self.unit(unit, leaf)

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
            query = each.role == "run" and QUERY.match(each.text) is not None
            queries += query
            self.leaf(each._replace(text=f"{head} {each.text}") if query else each, piece, number, depth + 1)
        self.declared.pop()
        return queries > 0

    def oracle_call(self, leaf: Leaf, number: int, depth: int) -> bool:
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
        self.declare(routine.parameters)
        for place, (name, value) in enumerate(call.arguments):
            parameter = name or (routine.parameters[place] if place < len(routine.parameters) else "")
            if parameter:
                self.constants[key(parameter)] = [
                    d.text for d in evaluated(value, self.dialect, self.constants)
                ]
