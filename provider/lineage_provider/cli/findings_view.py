"""Findings as text for people: what, why, what to do.

In: findings and a `Style`. Out: text. A module of its own because the doctor and the check of events print
the same things; pure functions.
"""

from __future__ import annotations

import textwrap
from collections.abc import Iterator, Sequence

from lineage_provider.cli.tree import Style
from lineage_provider.destinations.finding import Finding, Severity

_MARKS = {
    Severity.OK: ("ok", "32"),
    Severity.NOTE: ("note", "36"),
    Severity.WARNING: ("warning", "33"),
    Severity.ERROR: ("error", "31"),
}
EXIT_CODES = {Severity.OK: 0, Severity.NOTE: 0, Severity.WARNING: 1, Severity.ERROR: 2}
"""Exit code of a report by its worst finding."""
_INDENT = " " * 10


def render(findings: Sequence[Finding], style: Style) -> str:
    """The report, the parts by destination in order of appearance, and one line of summary."""
    lines: list[str] = []
    for group in dict.fromkeys(finding.destination for finding in findings):
        lines += [_paint(group or "Airflow and OpenLineage", "1", style)]
        for finding in findings:
            if finding.destination == group:
                lines += _lines(finding, style)
        lines.append("")
    return "\n".join([*lines, summary(findings)])


def summary(findings: Sequence[Finding]) -> str:
    """``2 errors, 1 warning`` or ``Nothing to complain about.``"""
    counts = [
        f"{number} {word}{'s' if number > 1 else ''}"
        for severity, word in ((Severity.ERROR, "error"), (Severity.WARNING, "warning"))
        if (number := sum(finding.severity is severity for finding in findings))
    ]
    return ", ".join(counts) + "." if counts else "Nothing to complain about."


def _lines(finding: Finding, style: Style) -> Iterator[str]:
    word, colour = _MARKS[finding.severity]
    times = f" ({finding.count} times)" if finding.count > 1 else ""
    first = _wrapped(finding.what + times, style)
    yield f"  {_paint(word.ljust(7), colour, style)} {first[0]}"
    yield from (_INDENT + line for line in first[1:])
    if finding.why:
        yield from (_INDENT + line for line in _wrapped(f"why: {finding.why}", style))
    if finding.fix:
        yield from (_INDENT + line for line in _wrapped(f"fix: {finding.fix}", style))


def _wrapped(text: str, style: Style) -> list[str]:
    return textwrap.wrap(text, max(40, (style.width or 100) - len(_INDENT)), break_long_words=False) or [""]


def _paint(text: str, code: str, style: Style) -> str:
    return f"\x1b[{code}m{text}\x1b[0m" if style.colour else text
