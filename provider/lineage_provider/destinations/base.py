"""What a destination is: its options, the transport they make, and the rules of its backend.

In: nothing. Out: the frozen values that every file of this room makes one :class:`Destination` of. A module
of its own because shaping, checking, preflight, the settings and the documentation read the same table: a
rule of a backend is written once, in that backend's file.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

RUN, JOB, DATASET = "run", "job", "dataset"
"""Kinds of OpenLineage events."""

EVENT_TYPES = frozenset({"START", "RUNNING", "COMPLETE", "FAIL", "ABORT", "OTHER"})

Values = Mapping[str, Any]
"""Options by name. A key may be a mapping: an ``auth`` block that finds it when it is needed."""
Transport = dict[str, Any]
"""Configuration of an OpenLineage transport."""


class DestinationError(ValueError):
    """An option that is missing or cannot be used; the text names it and what it has to be."""


@dataclass(frozen=True)
class Option:
    """One setting of a destination.

    ``variables`` are environment variables that the vendor's own tools read for it; ``connection`` is where
    an Airflow connection holds it (``host``, ``login``, ``password``, ``schema`` or a key of the extra).
    """

    name: str
    description: str
    default: str | None = None
    required: bool = False
    secret: bool = False
    example: str | None = None
    variables: tuple[str, ...] = ()
    connection: str | None = None
    extras: tuple[str, ...] = ()
    """Further keys of a connection's extra, as other providers call it."""


@dataclass(frozen=True)
class Rules:
    """What a backend asks of events and what it does not read."""

    kinds: frozenset[str] = frozenset({RUN, JOB, DATASET})
    """Kinds of events that it takes; others are not sent."""
    event_types: frozenset[str] = EVENT_TYPES
    """Types of run events that it reads; the others are accepted and dropped."""
    max_bytes: int | None = None
    """Largest event, in bytes of JSON without compression."""
    max_links: int | None = None
    """Most pairs of input and output datasets in an event."""
    needs_start: bool = False
    """A terminal event without a START before it is not processed."""
    needs_schema: bool = False
    """Column lineage is kept only between columns that both datasets' schema facets name."""
    name_parts: int = 1
    """Least number of dotted parts in the name of a table."""
    schema_of_short_names: str | None = None
    """Where names are shorter than ``name_parts``: the schema that a symlink adds in front."""
    namespace_characters: str | None = None
    """Characters that a namespace may hold, as the inside of a regular expression's class."""
    max_namespace: int | None = None
    """Longest namespace, in characters."""
    max_name: int | None = None
    """Longest namespace and name together, in characters."""
    drops: tuple[str, ...] = ()
    """Facets that are taken out before an event is sent there."""
    default_namespace_is_shared: bool = True
    """Whether the job namespace ``default`` is one that other Airflows send to, too."""


@dataclass(frozen=True)
class Destination:
    """One backend. ``transport`` turns option values into a transport's configuration; it raises
    :class:`DestinationError` for a value that cannot be used."""

    name: str
    title: str
    description: str
    transport: Callable[[Values], Transport]
    options: tuple[Option, ...] = ()
    rules: Rules = field(default_factory=Rules)
    documentation: str = ""
    shown: tuple[str, ...] = ()
    """Options that a first configuration sets, for the documentation."""
    notes: tuple[str, ...] = ()
    """What the backend does not keep, for the documentation and the doctor."""


SECTION_PREFIX = "lineage_provider_"
"""A destination's section of the configuration: this, and its name."""

CONNECTION = Option(
    "connection",
    "Airflow connection that holds the options of this section that are not set here: the address as its "
    "host, the key as its password, others in its extra.",
    example="lineage_backend",
)
"""Option of every destination's section, beside its own."""
NAMESPACE = Option(
    "namespace",
    "Job namespace of the events for this destination, where it has to be another one than that of "
    "[openlineage] namespace. Parent and root runs are renamed, too.",
    example="airflow-prod",
)
"""Option of every destination."""
