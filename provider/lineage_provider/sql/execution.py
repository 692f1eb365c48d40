"""What a statement makes the server execute besides itself: routines, calls, prepared and dynamic SQL.

In: the text of a statement that defines, calls or executes something. Out: what is executed, handed back to
be read as any other text. A module of its own because it remembers what the text defines and what its
variables hold, while :mod:`lineage_provider.sql.unfolding` goes through the text in order.
"""

from __future__ import annotations

import re
import time
from abc import ABC, abstractmethod
from collections.abc import Iterator, Sequence
from contextlib import contextmanager

from lineage_provider.sql.blocks import Leaf, code_start
from lineage_provider.sql.budget import READ_SHARE
from lineage_provider.sql.control import SECTIONS
from lineage_provider.sql.dynamic import beside, evaluated, key, unknown_names
from lineage_provider.sql.executed import Executed, executed, prepared_as, with_parameters
from lineage_provider.sql.forks import Fork, Nesting, Path, Walker
from lineage_provider.sql.function_calls import given_texts, told_variables
from lineage_provider.sql.late_pattern import late_pattern
from lineage_provider.sql.model import Problem
from lineage_provider.sql.names import NameRules
from lineage_provider.sql.parsing import Parsed, Parser, prepared
from lineage_provider.sql.remote_names import send
from lineage_provider.sql.routines import (
    DEFINITION,
    HARMLESS,
    ONLY_CALL,
    REFRESH,
    Call,
    Routine,
    called,
    defined,
    packaged,
)
from lineage_provider.sql.row_types import RowType, named_type, type_of
from lineage_provider.sql.splitting import Piece, split

MAX_DEPTH = 8
"""Blocks, dynamic texts and calls inside each other."""
_FILLING = frozenset(("assign", "fetch", "run"))
"""Roles of what gives its columns to a record that is declared."""
_METHODS = frozenset(("extend", "trim", "delete"))
QUERY = late_pattern(r"\s*(?:select|with|values|table)\b", re.IGNORECASE)


class Execution(ABC):
    """What a text has defined and what its variables hold so far; follows what its statements execute."""

    def __init__(self, names: NameRules, deadline: float) -> None:
        self.names = names
        self.dialect = names.name
        self.parser = Parser(names)
        self.deadline = deadline
        self.parse_until = deadline - READ_SHARE * max(0.0, deadline - time.monotonic())
        self.units: list[Parsed] = []
        self.given: set[str] = set()
        """What stands in the templates of the text."""
        self.constants: dict[str, list[str]] = {}
        self.routines: dict[str, Routine] = {}
        self.has_functions = False
        self.running: list[str] = []
        """Functions whose bodies are being read."""
        self.prepared: dict[str, list[str]] = {}
        self.nesting = Nesting()
        """The branches and loops that the next piece is in."""
        self.around: Path = ()
        """Those of the statement that executes the text that is read."""
        self.opened: dict[int, tuple[list[Leaf] | None, Path]] = {}
        """The parts of pieces that were opened ahead, by where they begin, and the branches at their end."""
        self.loops: dict[Fork, list[Leaf]] = {}
        """The parts of each loop."""
        self.walker = Walker(self.constants.copy, self._hold_all, beside)
        self.declared: list[dict[str, RowType | None]] = [{}]
        """Variables by name, a mapping a block; None where the block only uses one."""
        self.row_types: dict[str, RowType] = {}
        """Types that the text declares, by name."""

    @abstractmethod
    def read(
        self,
        piece: Piece,
        number: int,
        depth: int = 0,
        *,
        inside: bool = False,
        nesting: Nesting | None = None,
    ) -> None:
        """Add the units of a text; ``inside``: it is the body of a routine."""

    @abstractmethod
    def parts(self, text: str, *, inside: bool, nesting: Nesting | None = None) -> list[Leaf] | None:
        """The parts of a block; None where a text is one plain statement."""

    @abstractmethod
    def leaf(self, leaf: Leaf, piece: Piece, number: int, depth: int) -> None:
        """Add the units of one part of a block."""

    def declare(self, names: Sequence[str]) -> None:
        """Make bare names variables; one with a sigil (``@x``) is known by it."""
        for name in names:
            if name[:1] not in "@$":
                self.declared[-1].setdefault(key(name), None)

    def declaration(self, leaf: Leaf) -> None:
        """Remember what a declaration says of a record or of a type."""
        text = prepared(leaf.text, self.names, templates_only=True)
        named = None if leaf.names else named_type(text, self.dialect, self.row_types)
        if named is not None:
            self.row_types[named[0]] = named[1]
        elif leaf.names and self.dialect in SECTIONS:
            made = type_of(text, self.dialect, self.row_types)
            self.declared[-1].update((key(name), made) for name in leaf.names)

    def row_type(self, names: Sequence[str]) -> RowType | None:
        """What the one variable of ``names``, or the record whose fields they are, is declared as."""
        records = {key(name.partition(".")[0]) for name in names}
        name = records.pop() if len(records) == 1 else ""
        return next((block[name] for block in reversed(self.declared) if block.get(name) is not None), None)

    def unit(self, unit: Parsed, leaf: Leaf) -> None:
        unit.role, unit.names, unit.adds = leaf.role, leaf.names, leaf.adds
        unit.row_type = self.row_type(leaf.names) if leaf.names and leaf.role in _FILLING else None
        unit.variables = frozenset().union(*self.declared)
        self.walker.go(self.around + leaf.path)
        self.add(unit)

    def add(self, unit: Parsed) -> None:
        """Add a unit in the branch that was entered last."""
        unit.path = self.walker.path
        self.units.append(unit)

    def _hold_all(self, constants: dict[str, list[str]]) -> None:
        self.constants.clear()
        self.constants.update(constants)

    @contextmanager
    def within(self, leaf: Leaf) -> Iterator[None]:
        """What is read inside is executed by ``leaf``, in the branches that this is in."""
        before = self.around
        self.around = before + leaf.path
        try:
            yield
        finally:
            self.around = before

    def definition(self, leaf: Leaf, piece: Piece, number: int) -> bool:
        """CREATE of what only runs later: it moves nothing now."""
        start = code_start(leaf.text, self.dialect)
        match = DEFINITION.match(leaf.text, start)
        if match is None:
            return False
        text = leaf.text[start:]
        package = match.group("kind").lower() == "package"
        parts = packaged(text, self.dialect) if package else [leaf._replace(text=text)]
        for each in parts:
            if each.role == "declare":
                self.declaration(each)
                continue
            routine = defined(each.text, self.dialect)
            if routine is not None:
                self.routines[routine.name] = routine._replace(start=routine.start + start)
                self.has_functions = self.has_functions or routine.function
                if routine.function and not routine.parameters and self.dialect == "oracle":
                    self.declare((routine.name,))  # its bare name is a value
        unit = Parsed(number, leaf.text, piece.start + leaf.start, role="definition")
        verb = "ALTER" if match.group("verb").lower() == "alter" else "CREATE"
        unit.names = (f"{verb} {match.group('kind').upper()}",)
        self.add(unit)
        return True

    def executes(self, leaf: Leaf, piece: Piece, number: int, depth: int) -> bool:
        told = prepared_as(leaf.text, self.dialect)
        if told is not None:
            name, text, literal = told
            found = evaluated(text, self.dialect, self.constants) if not literal else None
            before = self.prepared.get(name, []) if leaf.path else []
            self.prepared[name] = [*before, *([each.text for each in found] if found else [text])]
            return True
        dynamic = executed(leaf.text, self.dialect)
        if dynamic is not None and key(dynamic.expression) in self.prepared:
            for each in self.prepared[key(dynamic.expression)]:
                self._run(with_parameters(each, leaf.text, self.dialect), None, leaf, piece, number, depth)
            return True
        if dynamic is not None:
            self.dynamic(dynamic, leaf, piece, number, depth)
            return True
        call = called(leaf.text, self.dialect)
        if call is None:
            return False
        return self._refreshes(call, leaf, number) or self._call(call, leaf, piece, number, depth)

    def _refreshes(self, call: Call, leaf: Leaf, number: int) -> bool:
        """Oracle: DBMS_MVIEW.REFRESH('a, b') fills materialized views; False where they are not known."""
        if self.dialect != "oracle" or not REFRESH.fullmatch(call.shown) or not call.arguments:
            return False
        given = next((value for name, value in call.arguments if name == "list"), call.arguments[0][1])
        texts = [each.text for each in evaluated(given, self.dialect, self.constants)]
        views = [view.strip() for text in texts for view in text.split(",") if view.strip()]
        if not views or any("{{" in view for view in views):
            return False
        for view in views:
            unit = Parsed(number, leaf.text, leaf.start)
            unit.code = f"REFRESH MATERIALIZED VIEW {view}"
            self.unit(unit, leaf)
        return True

    def dynamic(self, dynamic: Executed, leaf: Leaf, piece: Piece, number: int, depth: int) -> None:
        self.declare(dynamic.into)
        for name, given, told in dynamic.given:
            if not told and key(name) != key(given):
                self.leaf(Leaf("assign", given, leaf.start, (name,), leaf.path), piece, number, depth)
        for each in evaluated(dynamic.expression, self.dialect, self.constants):
            if dynamic.into and QUERY.match(each.text) and not self._unknown(each.text):
                result = leaf._replace(role="assign", text=each.text, names=dynamic.into)
                self.leaf(result, piece, number, depth)
                continue
            start = None if each.start is None else each.start + leaf.start + dynamic.start
            before = len(self.units)
            self._run(each.text, start, leaf, piece, number, depth)
            for unit in self.units[before:] if dynamic.server else ():
                send(unit.tree, dynamic.server)
        for name, given, told in dynamic.given:
            if told and key(name) != key(given):
                self.leaf(Leaf("assign", name, leaf.start, (given,), leaf.path), piece, number, depth)

    def _unknown(self, text: str) -> list[str]:
        """The unknown parts of a dynamic text; a template of the text itself is a name like any."""
        return [name for name in unknown_names(text) if name not in self.given]

    def _run(self, text: str, start: int | None, leaf: Leaf, piece: Piece, number: int, depth: int) -> None:
        """Execute a text inside the text."""
        place = piece.start + (leaf.start if start is None else start)
        unknown = self._unknown(text)
        if unknown:
            message = f"a part of the dynamic statement is not known: {', '.join(unknown)}"
            problem = Problem(number, "unresolved", message)
            if text.strip().startswith("{{") or depth >= MAX_DEPTH:
                self.add(Parsed(number, leaf.text, place, None, Problem(number, "unsupported", message)))
                return
            self.add(Parsed(number, "", place, None, problem, role="note"))
        nesting = Nesting()
        with self.within(leaf):
            for each in split(text, self.dialect):
                self.read(Piece(each.text, place + each.start), number, depth + 1, nesting=nesting)

    def insert_exec(self, head: str, call: str, leaf: Leaf, piece: Piece, number: int, depth: int) -> None:
        """T-SQL: INSERT INTO t EXEC ...; followed where what is executed is one known query."""
        place = piece.start + leaf.start
        dynamic = executed(call, self.dialect)
        texts = evaluated(dynamic.expression, self.dialect, self.constants) if dynamic is not None else []
        known = [each.text for each in texts if not self._unknown(each.text)]
        for each in known:
            unit = self.parser.parse(Piece(f"{head} {each}", place), number)
            unit.text = leaf.text
            self.unit(unit, leaf)
        if known and len(known) == len(texts):
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
        self.declared.append({})
        self._arguments(known, routine)
        queries = 0
        with self.within(leaf):
            for each in self.parts(routine.body, inside=True) or ():
                query = each.role == "run" and QUERY.match(each.text) is not None
                queries += query
                part = each._replace(text=f"{head} {each.text}") if query else each
                self.leaf(part, piece, number, depth + 1)
        self.declared.pop()
        return queries > 0

    def oracle_call(self, leaf: Leaf, number: int, depth: int) -> bool:
        """``p(1);`` in a PL/SQL block."""
        if self.dialect not in ("oracle", "exasol") or depth > MAX_DEPTH:
            return False
        call = called(leaf.text, self.dialect)
        if call is not None and (self._refreshes(call, leaf, number) or self._of_collection(call)):
            return True
        if call is not None and call.name not in self.routines and ONLY_CALL.match(leaf.text):
            if HARMLESS.match(call.shown) is None:
                message = f"what {call.shown} does is not known"
                self.add(
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

    def _of_collection(self, call: Call) -> bool:
        """PL/SQL's ``rows.EXTEND(2)`` and its like: how many elements a variable has."""
        owner = key(call.shown.rpartition(".")[0])
        return call.name in _METHODS and any(owner in block for block in self.declared)

    def _call(self, call: Call, leaf: Leaf, piece: Piece, number: int, depth: int) -> bool:
        routine = self.routines.get(call.name)
        if routine is None or depth >= MAX_DEPTH:
            return False
        if routine.language != "sql":
            message = f"what {call.shown} does is written in {routine.language}"
            self.add(
                Parsed(
                    number, leaf.text, piece.start, None, Problem(number, "unsupported", message), role="note"
                )
            )
            return True
        if self.dialect == "oracle":
            given = list(given_texts(call, routine, self.declared))
            self.body(routine, given, list(told_variables(call, routine)), leaf, piece, number, depth)
            return True
        self.declared.append({})
        self._arguments(call, routine)
        with self.within(leaf):
            self.read(Piece(routine.body, piece.start), number, depth + 1, inside=True)
        self.declared.pop()
        return True

    def body(
        self,
        routine: Routine,
        given: Sequence[tuple[str, str]],
        told: Sequence[tuple[str, str]],
        leaf: Leaf,
        piece: Piece,
        number: int,
        depth: int,
    ) -> None:
        """Read a routine's body: parameters are variables that get what is given, and tell some of it."""

        def assign(name: str, text: str) -> None:
            self.leaf(Leaf("assign", text, leaf.start, (name,)), piece, number, depth)

        with self.within(leaf):
            hidden = [key(name) for name in routine.parameters if any(key(name) in b for b in self.declared)]
            self.declared.append({})
            if hidden:
                # The caller has variables of these names: they hold what they held, when the body is done.
                for name in hidden:
                    assign(f"{name}$outer", name)
                for name, text in given:
                    assign(f"{key(name)}$given", text)
                given = [(name, f"{key(name)}$given") for name, _ in given]
            self.declare(routine.parameters)
            for name, text in given:
                assign(name, text)
            self.read(Piece(routine.body, piece.start), number, depth + 1, inside=True)
            for name, variable in told:
                assign(variable, name)
            for name in set(hidden) - {key(variable) for _, variable in told}:
                assign(name, f"{name}$outer")
            self.declared.pop()

    def _arguments(self, call: Call, routine: Routine) -> None:
        """Make the parameters variables that hold what the call gives."""
        self.declare(routine.parameters)
        for place, (name, value) in enumerate(call.arguments):
            parameter = name or (routine.parameters[place] if place < len(routine.parameters) else "")
            if parameter:
                self.constants[key(parameter)] = [
                    d.text for d in evaluated(value, self.dialect, self.constants)
                ]
