"""Which statement of an operator is which command that its hook executed.

In: an operator's statements, and what was executed. Out: the statements with how they were executed, and
the commands that belong to none of them. A module of its own because the two are known from different
sides (the operator's text, and the hooks' reports) and meet by nothing but their text.
"""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from lineage_provider.extractors.executed import Executed
from lineage_provider.extractors.query import Query
from lineage_provider.sql.lexing import comment_patterns
from lineage_provider.sql.parts import Part


@dataclass(frozen=True)
class Command:
    """What a hook sends at once."""

    text: str
    places: tuple[int, ...]
    """Indexes of the statements in it."""


@dataclass(frozen=True)
class Matched:
    """Statements that were executed, in order, and commands that belong to none of them."""

    queries: list[Query] = field(default_factory=list)
    others: list[Executed] = field(default_factory=list)


def matched(
    queries: Sequence[Query],
    commands: Sequence[Command],
    executed: Sequence[Executed],
    dialect: str | None,
    *,
    failed: bool,
) -> Matched:
    """Give what was executed to the statements of an operator.

    Of a task that succeeded all statements were executed, also those that no hook reported. Of one that
    failed only those are in the answer that are known to have been executed, or to be the one that failed.
    """
    left = _Left(executed, dialect or "")
    found: list[Query | None] = [None] * len(queries)
    for command in commands:
        whole = left.take(command.text)
        if whole is not None and whole.error is not None and len(command.places) > 1:
            # Which of its statements failed is not known, nor whether those before it still hold.
            found[command.places[0]] = _as_one(queries, command, whole)
            continue
        for place, index in enumerate(command.places):
            one = whole or left.take(queries[index].part.text)
            together = len(command.places) if whole is not None else 1
            if one is not None:
                found[index] = dataclasses.replace(
                    queries[index], executed=one, place=place if together > 1 else 0, together=together
                )
    if not any(found) and left.is_complete(len(queries), failed=failed):
        # A hook that splits or spells otherwise than its operator's text.
        for index, one in enumerate(left.take_all()):
            found[index] = dataclasses.replace(queries[index], executed=one)
    answer = [one or (None if failed else queries[index]) for index, one in enumerate(found)]
    return Matched([one for one in answer if one is not None], left.commands)


class _Left:
    """Commands that no statement has been found for yet."""

    def __init__(self, executed: Sequence[Executed], dialect: str) -> None:
        self.commands = list(executed)
        self._dialect = dialect
        self._texts = [self._plain(one.text) for one in executed]

    def take(self, text: str) -> Executed | None:
        """The first command with this text; comments, blanks and the last semicolon do not count."""
        wanted = self._plain(text)
        if not wanted or wanted not in self._texts:
            return None
        index = self._texts.index(wanted)
        one = self.commands[index]
        if one.times > 1:
            self.commands[index] = dataclasses.replace(one, times=one.times - 1)
            return dataclasses.replace(one, times=1)
        del self._texts[index]
        return self.commands.pop(index)

    def is_complete(self, statements: int, *, failed: bool) -> bool:
        """Whether the commands can be the statements in order, up to the one that failed."""
        hooks = {id(one.hook) for one in self.commands}
        count = len(self.commands)
        return len(hooks) == 1 and (0 < count <= statements if failed else count == statements)

    def take_all(self) -> list[Executed]:
        taken, self.commands = self.commands, []
        return taken

    def _plain(self, text: str) -> str:
        bare = re.sub(comment_patterns(self._dialect), " ", text, flags=re.DOTALL)
        return " ".join(bare.split()).rstrip("; ")


def _as_one(queries: Sequence[Query], command: Command, whole: Executed) -> Query:
    """A command that failed as a whole, as one statement with the lineage of all that is in it."""
    members = [queries[index] for index in command.places]
    first = members[0]
    part = Part(
        first.part.number,
        whole.text,
        tuple(statement for one in members for statement in one.part.statements),
        {table: names for one in members for table, names in one.part.output_columns.items()},
    )
    problems = tuple(problem for one in members for problem in one.problems)
    return dataclasses.replace(first, part=part, problems=problems, executed=whole)
