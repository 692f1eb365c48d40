"""SQL that a task ran through hooks, as datasets of the task itself.

In: what hooks reported (``hook.run`` and the like in ``@task`` functions, sensors, transfers). Out: one
:class:`SqlLineage` for all of it. The official provider sends an event for each query, without datasets
where the hook does not describe its database (SQLite, DuckDB, ...); those events stay as they are.

One catalog query a connection: that is one for nearly every task, and two for a transfer between two.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from lineage_provider.engines import Engine, engine_for
from lineage_provider.extractors.collected import HookSql
from lineage_provider.extractors.merging import unique
from lineage_provider.extractors.sql_task import SqlLineage, connection_of, lineage_of
from lineage_provider.facets import Datasets, Moment
from lineage_provider.sql import Problem

if TYPE_CHECKING:
    from lineage_provider.settings import Settings


def hook_lineage(ran: Sequence[HookSql], task: str, settings: Settings, moment: Moment) -> SqlLineage:
    """Find the lineage of everything that ran; several databases share the time that the settings give."""
    groups, problems = _by_engine(ran, task)
    share = dataclasses.replace(
        settings,
        analysis_budget=settings.analysis_budget / max(len(groups), 1),
        catalog_timeout=settings.catalog_timeout / max(len(groups), 1),
    )
    total = SqlLineage(problems=tuple(problems))
    for engine, (hook, texts) in groups.items():
        total = _added(total, lineage_of(texts, engine, hook, share, moment))
    return total


def _by_engine(
    ran: Sequence[HookSql], task: str
) -> tuple[dict[Engine, tuple[Any, list[str]]], list[Problem]]:
    """Statements by the database they ran on, however many hook objects a task makes for it."""
    engines: dict[int, Engine | None] = {}
    groups: dict[Engine, tuple[Any, list[str]]] = {}
    problems = []
    for one in ran:
        if id(one.hook) not in engines:
            try:
                engine = engine_for(one.hook, connection_of(one.hook), database=one.database, task=task)
                engines[id(one.hook)] = engine
            except Exception as error:
                engines[id(one.hook)] = None
                message = f"the connection of {type(one.hook).__name__} cannot be used for lineage: {error}"
                problems.append(Problem(0, "input", message[:500]))
        known = engines[id(one.hook)]
        if known is not None:
            groups.setdefault(known, (one.hook, []))[1].append(one.text)
    return groups, problems


def _added(first: SqlLineage, second: SqlLineage) -> SqlLineage:
    """Both, with the statements of the second numbered on."""
    moved = first.total
    later = (
        dataclasses.replace(p, statement=p.statement + moved if p.statement else 0) for p in second.problems
    )
    return SqlLineage(
        datasets=Datasets(
            unique([*first.datasets.inputs, *second.datasets.inputs]),
            unique([*first.datasets.outputs, *second.datasets.outputs]),
        ),
        problems=(*first.problems, *later),
        texts={**first.texts, **{number + moved: text for number, text in second.texts.items()}},
        total=moved + second.total,
    )
