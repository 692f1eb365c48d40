"""What a task's hooks ran, as far as it may be used.

In: the event of a task that has ended. Out: :class:`~lineage_provider.extractors.executed.Executed` values,
in order. A module of its own because every task passes here, and most have run no SQL: the parser is not
imported for them.
"""

from __future__ import annotations

from lineage_provider.extractors import collected, failing, noting
from lineage_provider.extractors.event import TaskEvent
from lineage_provider.extractors.executed import Executed, in_order


def executed(event: TaskEvent) -> list[Executed]:
    """What was executed in this process; nothing where the emission policy excludes hook lineage."""
    if event.moment == "start" or not event.hooks_allowed:
        return []
    failed = failing.remembered() if event.moment == "fail" else None
    return in_order(collected.reported(), noting.notes(), failed, full=collected.is_full())
