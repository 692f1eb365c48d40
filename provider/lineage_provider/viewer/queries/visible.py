"""What an asker may see: the DAGs of the jobs and runs.

In: DAG ids that a user may read, or all. Out: conditions, in Python and in SQL. A module of its own because
every question asks it, and none may forget to. A job outside Airflow is visible to all who may ask at all;
a dataset is visible to those who see one of its jobs.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa

from lineage_provider.viewer.store import tables


class Unknown(LookupError):
    """There is no such thing, or it may not be seen; the text is for people."""


@dataclass(frozen=True)
class Visible:
    """``dags``: ids of DAGs that may be seen; None for all of them."""

    dags: frozenset[str] | None = None

    def dag(self, dag_id: str | None) -> bool:
        """Whether jobs and runs of this DAG may be seen; None is outside Airflow."""
        return (
            self.dags is None
            or dag_id is tables.NO_DAG
            or (dag_id != tables.UNKNOWN_DAG and dag_id in self.dags)
        )

    def condition(self, column: sa.ColumnElement[Any]) -> sa.ColumnElement[bool]:
        """The same, for a statement."""
        if self.dags is None:
            return sa.true()
        return sa.or_(column.is_(None), column.in_(sorted(self.dags - {tables.UNKNOWN_DAG})))


EVERYTHING = Visible()
