"""Lines and columns of a text: where in the given text a problem is.

In: a text, and where the parser says a word is. Out: line and column, both from 1. A module of its own
because the parser counts in the text it was given (one statement, some of it rewritten) and to the end of a
word, and people look for its beginning in their file.
"""

from __future__ import annotations

import dataclasses
import re
from bisect import bisect_right
from collections.abc import Sequence

from lineage_provider.sql.model import Problem, StatementLineage

Place = tuple[int | None, int | None]
NOWHERE: Place = (None, None)


class Places:
    """Places in one text."""

    __slots__ = ("_starts", "text")

    def __init__(self, text: str) -> None:
        self.text = text
        self._starts = [0, *(match.end() for match in re.finditer("\n", text))]

    def at(self, offset: int) -> tuple[int, int]:
        """Line and column of the character at ``offset``.

        >>> Places("SELECT 1;\\nSELEC 2").at(10)
        (2, 1)
        """
        line = bisect_right(self._starts, offset)
        return line, offset - self._starts[line - 1] + 1

    def of_word(self, word: str, line: int, last: int, length: int) -> Place:
        """Where ``word`` begins that ends at column ``last`` of ``line``, by the parser's count.

        ``length`` is that of the word with its quotes.

        The parser's text may be a rewritten one: where the word is not there, the nearest other place that
        has it is the answer; nowhere, when there is none.

        >>> Places("SELECT a\\n  b c").of_word("b", 2, 3, 1), Places("SELECT a\\n  b c").of_word("b", 1, 9, 1)
        ((2, 3), (2, 3))
        """
        begin = self._starts[min(line, len(self._starts)) - 1] + max(0, last - length)
        if not word or word not in self.text[begin : begin + length]:
            pattern = re.compile(rf"(?<!\w){re.escape(word)}(?!\w)", re.IGNORECASE)
            found = [match.start() for match in pattern.finditer(self.text)] if word.strip() else []
            if not found:
                return NOWHERE
            begin = min(found, key=lambda start: abs(start - begin))
        return self.at(begin)


def in_given_text(
    statements: Sequence[StatementLineage], texts: str | Sequence[str]
) -> list[StatementLineage]:
    """The statements with the places of their problems counted in the text each is from.

    ``texts`` is the one text of all, or the list whose items the statements are numbered by.
    """
    known: dict[int, Places] = {}
    return [_shifted(statement, texts, known) for statement in statements]


def _shifted(
    statement: StatementLineage, texts: str | Sequence[str], known: dict[int, Places]
) -> StatementLineage:
    if not statement.start or not any(problem.line for problem in statement.problems):
        return statement
    item = 0 if isinstance(texts, str) else statement.number
    if item not in known:
        known[item] = Places(texts if isinstance(texts, str) else texts[item - 1])
    line, column = known[item].at(statement.start)
    problems = tuple(_moved(problem, line - 1, column - 1) for problem in statement.problems)
    return dataclasses.replace(statement, problems=problems)


def _moved(problem: Problem, lines: int, columns: int) -> Problem:
    if problem.line is None:
        return problem
    column = problem.column
    if column is not None and problem.line == 1:
        column += columns
    return dataclasses.replace(problem, line=problem.line + lines, column=column)
