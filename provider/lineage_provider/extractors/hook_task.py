"""SQL that a task ran through hooks, as datasets of the task itself.

In: what was executed through hooks (``hook.run`` and the like in ``@task`` functions, sensors, transfers).
Out: one :class:`SqlLineage` for all of it, with its statements one by one.

One catalog query a connection: that is one for nearly every task, and two for a transfer between two.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from lineage_provider.engines import CatalogAnswer, Engine, engine_for
from lineage_provider.engines.missing import said
from lineage_provider.extractors.executed import Executed
from lineage_provider.extractors.merging import unique
from lineage_provider.extractors.query import Query
from lineage_provider.extractors.sql_task import SqlLineage, connection_of, lineage_of
from lineage_provider.facets import Datasets, Moment
from lineage_provider.facets.naming import Naming
from lineage_provider.sql import Problem
from lineage_provider.sql.parts import Part, statements_in

if TYPE_CHECKING:
    from lineage_provider.settings import Settings


def hook_lineage(
    ran: Sequence[Executed],
    task: str,
    settings: Settings,
    moment: Moment,
    answers: Mapping[Engine, CatalogAnswer] | None = None,
) -> SqlLineage:
    """Find the lineage of everything that ran; several databases share the time that the settings give.

    Catalogs that have given an answer (``answers``) are not asked again.
    """
    engines, problems = _engines(ran, task)
    groups: dict[Engine, list[int]] = {}
    for place, engine in enumerate(engines):
        if engine is not None:
            groups.setdefault(engine, []).append(place)
    share = dataclasses.replace(
        settings,
        analysis_budget=settings.analysis_budget / max(len(groups), 1),
        catalog_timeout=settings.catalog_timeout / max(len(groups), 1),
    )
    total = SqlLineage(problems=tuple(problems))
    queries: dict[int, list[Query]] = {}
    for engine, places in groups.items():
        sent = [(place, statements_in(ran[place].text, engine.dialect)) for place in places]
        texts = [text for _, found in sent for text in found]
        hook = ran[places[0]].hook
        answer = (answers or {}).get(engine)
        group = lineage_of(texts, engine, hook, share, moment, answer) if texts else SqlLineage()
        left = list(group.queries)
        for place, found in sent:
            queries[place] = _executed(ran[place], left[: len(found)], engine)
            left = left[len(found) :]
        total = _added(total, group)
    known = [query for place, one in enumerate(ran) for query in queries.get(place) or [_bare(one)]]
    return dataclasses.replace(total, queries=tuple(known))


def _executed(one: Executed, queries: Sequence[Query], engine: Engine) -> list[Query]:
    """The statements of one command; a command that failed is one, because which of it did is not known."""
    if not queries or (one.error is not None and len(queries) > 1):
        inside = tuple(s for query in queries for s in query.part.statements)
        problems = tuple(p for query in queries for p in query.problems)
        naming = queries[0].naming if queries else Naming(engine)
        return [Query(Part(1, one.text, inside), naming, problems=problems, executed=one)]
    return [
        dataclasses.replace(query, executed=one, place=place, together=len(queries))
        for place, query in enumerate(queries)
    ]


def _bare(one: Executed) -> Query:
    """A command on a connection that cannot be named."""
    return Query(Part(1, one.text), executed=one)


def engine_of(one: Executed, task: str) -> Engine:
    """The engine that a statement ran on, in the session that its hook reported.

    Raises what a connection that cannot be used for lineage causes.
    """
    on_aws = getattr(one.hook, "conn_type", None) == "aws"
    connection = None if on_aws else connection_of(one.hook)
    return engine_for(one.hook, connection, task=task, said=one.said).in_session(one.database, one.schema)


def _engines(ran: Sequence[Executed], task: str) -> tuple[list[Engine | None], list[Problem]]:
    """The database of each command, looked at once for each hook object and session."""
    engines: dict[tuple[Any, ...], Engine | None] = {}
    found: list[Engine | None] = []
    problems = []
    for one in ran:
        session = (id(one.hook), one.database, one.schema, repr(one.said))
        if session not in engines:
            try:
                engines[session] = engine_of(one, task)
            except Exception as error:
                engines[session] = None
                message = (
                    f"the connection of {type(one.hook).__name__} cannot be used for lineage: {said(error)}"
                )
                problems.append(Problem(0, "input", message[:500]))
        found.append(engines[session])
    return found, problems


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
