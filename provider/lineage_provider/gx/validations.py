"""One validation of Great Expectations, as values of ours.

A module of its own because it is what the task's process keeps, and what all parts of this package speak: no
object of Great Expectations, and no value of a row, is in it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True)
class Table:
    """A table asset; ``url`` is SQLAlchemy's URL object of its data source."""

    url: Any = field(repr=False)
    name: str
    schema: str | None = None


@dataclass(frozen=True)
class Query:
    """A query asset."""

    url: Any = field(repr=False)
    text: str


@dataclass(frozen=True)
class File:
    """A file, or a directory of files, by path or URL."""

    path: str


@dataclass(frozen=True)
class Frame:
    """A data frame in memory, known by the name of its asset."""

    asset: str


Source = Table | Query | File | Frame


@dataclass(frozen=True)
class Outcome:
    """The result of one expectation."""

    kind: str
    """``expect_column_values_to_not_be_null``, ..."""
    success: bool
    kwargs: Mapping[str, Any] = field(default_factory=dict)
    """What the expectation was given, without the batch's id."""
    numbers: Mapping[str, int] = field(default_factory=dict)
    """``element_count``, ``unexpected_count``, ``missing_count`` and ``unexpected_percent``, where known."""
    observed: Any = None
    """The observed value, where it is no value of a row: see :mod:`.reading`."""
    meta: Mapping[str, Any] = field(default_factory=dict)
    id: str | None = None
    severity: str | None = None
    description: str | None = None
    raised: bool = False
    """The expectation could not be evaluated."""


@dataclass(frozen=True)
class Validation:
    """One batch of data, and what was expected of it."""

    source: Source
    outcomes: tuple[Outcome, ...]
    suite: str | None = None
    part: str = ""
    """Which part of a table the batch is (``ts: year = 2026, month = 11``); empty for all of it."""
