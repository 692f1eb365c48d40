"""What a check of a destination says: how bad it is, what, why, and what the user can change.

In: nothing. Out: :class:`Finding`. A module of its own because the checks of events, of configuration and of
the network all answer with it, and the commands print it.
"""

from __future__ import annotations

from dataclasses import asdict, dataclass
from enum import IntEnum
from typing import Any


class Severity(IntEnum):
    """How bad a finding is; the worst one of a report decides about its exit code."""

    OK = 0
    """Checked, and as it should be."""
    NOTE = 1
    """Worth knowing; nothing is lost."""
    WARNING = 2
    """Something is lost, late or shown wrong, but lineage arrives."""
    ERROR = 3
    """Lineage does not arrive."""


@dataclass(frozen=True)
class Finding:
    """One answer of a check.

    ``code`` is stable (``url-prefix-lost``), for scripts; ``what`` is one sentence with the value that was
    found, ``why`` what comes of it, ``fix`` what to change. ``count`` tells how often it was seen.
    """

    severity: Severity
    code: str
    what: str
    why: str = ""
    fix: str = ""
    destination: str = ""
    count: int = 1

    def to_dict(self) -> dict[str, Any]:
        """JSON-ready, the severity as a word in lower case."""
        return {**asdict(self), "severity": self.severity.name.lower()}


def error(code: str, what: str, why: str = "", fix: str = "") -> Finding:
    """A finding by which lineage does not arrive."""
    return Finding(Severity.ERROR, code, what, why, fix)


def warning(code: str, what: str, why: str = "", fix: str = "") -> Finding:
    """A finding by which something is lost, late or shown wrong."""
    return Finding(Severity.WARNING, code, what, why, fix)


def note(code: str, what: str, why: str = "", fix: str = "") -> Finding:
    """A finding that is worth knowing."""
    return Finding(Severity.NOTE, code, what, why, fix)


def passed(code: str, what: str) -> Finding:
    """Checked, and as it should be."""
    return Finding(Severity.OK, code, what)


def worst(findings: list[Finding]) -> Severity:
    """The highest severity of a report; OK for an empty one."""
    return max((finding.severity for finding in findings), default=Severity.OK)
