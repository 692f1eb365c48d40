"""The extractionError facet: what could not be known, statement by statement.

In: problems of the analysis. Out: the run facet, or None where there is nothing to report. Secrets of the
SQL are ``***`` in it, in what drivers and parsers say about it, too.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from openlineage.client.facet_v2 import extraction_error_run as facet

from lineage_provider.sql.masking import masked, script_secrets, without
from lineage_provider.sql.model import Problem
from lineage_provider.sql.secret_patterns import masked_text

MAX_ERRORS = 50
MAX_TEXT = 1_000


def extraction_error(
    problems: Sequence[Problem],
    total: int,
    texts: Mapping[int, str] | None = None,
    dialect: str | None = None,
    known_secrets: frozenset[str] = frozenset(),
) -> facet.ExtractionErrorRunFacet | None:
    """Build the facet; ``total`` is the number of statements, ``texts`` their SQL by number from 1.

    ``taskNumber`` counts from 0, as the facet's schema says; a problem of the text as a whole has none.
    """
    if not problems:
        return None
    texts = texts or {}
    secrets = script_secrets(texts.values(), dialect) | known_secrets
    failed = {problem.statement for problem in problems}
    return facet.ExtractionErrorRunFacet(
        totalTasks=max(total, len(failed)),
        failedTasks=len(failed),
        errors=[
            facet.Error(
                errorMessage=without(_message(problem), secrets),
                task=_cut(texts.get(problem.statement), dialect, secrets),
                taskNumber=problem.statement - 1 if problem.statement else None,
            )
            for problem in problems[:MAX_ERRORS]
        ],
    )


def _message(problem: Problem) -> str:
    place = f" (line {problem.line})" if problem.line else ""
    return f"{problem.kind}: {problem.message}{place}"


def _cut(text: str | None, dialect: str | None, secrets: frozenset[str]) -> str | None:
    if text is None:
        return None
    text = masked(text, dialect, secrets)
    return text if len(text) <= MAX_TEXT else text[: MAX_TEXT - 3] + "..."


def together(
    first: facet.ExtractionErrorRunFacet | None, second: facet.ExtractionErrorRunFacet | None
) -> facet.ExtractionErrorRunFacet | None:
    """Both reports in one; nothing that either says is lost."""
    if first is None or second is None:
        return first or second
    return facet.ExtractionErrorRunFacet(
        totalTasks=first.totalTasks + second.totalTasks,
        failedTasks=first.failedTasks + second.failedTasks,
        errors=[*first.errors, *second.errors],
    )


def failure(reason: str, task: str) -> facet.ExtractionErrorRunFacet:
    """The report of an extraction that failed as a whole."""
    return facet.ExtractionErrorRunFacet(
        totalTasks=1, failedTasks=1, errors=[facet.Error(errorMessage=masked_text(reason), task=task)]
    )
