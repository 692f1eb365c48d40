"""A database's address in the words of an Airflow connection, for tools that have no Airflow connections.

In: what a SQLAlchemy URL or a dbt profile says. Out: :class:`ConnectionParts`, which :func:`engine_for` takes
in a connection's place. A module of its own because dbt, Great Expectations and Soda all need one.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True)
class ConnectionParts:
    """An Airflow connection, as far as engines look at one; a password is never in it."""

    conn_type: str
    host: str | None = None
    port: int | None = None
    schema: str | None = None
    login: str | None = None
    extra_dejson: Mapping[str, Any] = field(default_factory=dict)
