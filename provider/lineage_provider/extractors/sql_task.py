"""SQL of one connection, with its catalog, into datasets and facets.

In: an operator that derives from BaseSQLOperator, or SQL that ran through one hook. Out: its
:class:`SqlLineage`: datasets, job facets and what could not be known. At START the text alone is used and
no connection to the database is opened; at the end the catalog is asked, once, if the settings allow it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from lineage_provider.engines import CatalogAnswer, Engine, engine_for
from lineage_provider.engines.missing import said
from lineage_provider.extractors.catalog import TaskCatalog
from lineage_provider.extractors.matching import Command
from lineage_provider.extractors.query import Query, queries_of
from lineage_provider.extractors.sql_text import statements_of
from lineage_provider.facets import Datasets, Moment, datasets_of, sql_facet
from lineage_provider.facets.naming import Naming
from lineage_provider.sql import Problem, ScriptLineage, analyze
from lineage_provider.sql.parts import parts

if TYPE_CHECKING:
    from lineage_provider.settings import Settings

# What the text alone does not tell is no problem while the catalog can still be asked.
_NEEDS_CATALOG = frozenset({"unresolved", "ambiguous", "inferred"})


@dataclass(frozen=True)
class SqlLineage:
    """What is known of a SQL task."""

    datasets: Datasets = field(default_factory=Datasets)
    job_facets: Mapping[str, Any] = field(default_factory=dict)
    problems: tuple[Problem, ...] = ()
    texts: Mapping[int, str] = field(default_factory=dict)
    """SQL of the statements by number, for reports."""
    total: int = 0
    naming: Naming | None = None
    """How the tables of the connection are called; None where there is no connection, or more than one."""
    queries: tuple[Query, ...] = ()
    """Its statements one by one; none at START."""
    commands: tuple[Command, ...] = ()
    """How the hook sends them."""
    answers: Mapping[Engine, CatalogAnswer] = field(default_factory=dict)
    """What catalogs said, where several were asked."""


def sql_lineage(operator: Any, settings: Settings, moment: Moment) -> SqlLineage:
    """Find the lineage of a SQL operator; raises nothing that its SQL or its connection can cause."""
    task = f"{operator.dag_id}.{operator.task_id}"
    try:
        hook = operator.get_db_hook()
        engine = engine_for(
            hook, connection_of(hook), database=getattr(operator, "database", None), task=task
        )
    except Exception as error:
        return _without_connection(operator, error)
    return lineage_of(statements_of(operator, hook), engine, hook, settings, moment)


def lineage_of(
    statements: Any,
    engine: Engine,
    hook: Any,
    settings: Settings,
    moment: Moment,
    answer: CatalogAnswer | None = None,
) -> SqlLineage:
    """Find the lineage of statements that run on one engine; ``answer``: what its catalog said before."""
    catalog = TaskCatalog(
        engine, hook, settings.catalog_timeout, views=settings.look_through_views, known=answer
    )
    asks = moment != "start" and settings.catalog_lookup and engine.has_catalog
    lineage = analyze(
        statements,
        engine.dialect,
        catalog if asks else None,
        default_database=engine.default_database,
        default_schema=engine.default_schema,
        budget_seconds=settings.analysis_budget,
        look_through_views=settings.look_through_views,
    )
    catalog.settle(lineage.inputs)
    texts = _texts(statements)
    naming = Naming(engine, catalog.answer)
    problems = reported(lineage, engine, moment)
    found = () if moment == "start" or not texts else parts(lineage, statements, engine.dialect)
    return SqlLineage(
        datasets_of(lineage, naming, moment),
        {"sql": sql_facet(texts, engine.dialect)} if texts else {},
        problems,
        {s.number: s.text for s in lineage.statements},
        len({s.number for s in lineage.statements}),
        naming,
        tuple(queries_of(found, problems, naming)),
        _commands(statements, len(found)),
    )


def _commands(statements: Any, count: int) -> tuple[Command, ...]:
    """A text is sent as it is; of a list each item is. Blank items are no statements."""
    if isinstance(statements, str):
        return (Command(statements, tuple(range(count))),)
    return tuple(Command(text, (place,)) for place, text in enumerate(_texts(statements)))


def connection_of(hook: Any) -> Any:
    """The hook's connection; None where it has none (DuckDB in memory needs none)."""
    try:
        return hook.get_connection(getattr(hook, hook.conn_name_attr))
    except Exception:
        if getattr(hook, "conn_type", None) == "duckdb":
            return None
        raise


def _without_connection(operator: Any, error: Exception) -> SqlLineage:
    """No hook, or a connection that cannot be named: the SQL text is all there is."""
    texts = _texts(getattr(operator, "sql", None))
    connection = getattr(operator, getattr(operator, "conn_id_field", "conn_id"), None)
    problem = Problem(
        0, "input", f"connection {connection!r} cannot be used for lineage: {said(error)}"[:500]
    )
    return SqlLineage(
        job_facets={"sql": sql_facet(texts, None)} if texts else {},
        problems=(problem,),
        total=len(texts),
    )


def _texts(sql: Any) -> list[str]:
    texts = [sql] if isinstance(sql, str) else sql if isinstance(sql, (list, tuple)) else []
    return [text for text in texts if isinstance(text, str) and text.strip()]


def reported(lineage: ScriptLineage, engine: Engine, moment: Moment) -> tuple[Problem, ...]:
    """The problems that an event reports: before the end, those that the catalog may still solve wait."""
    problems = lineage.problems
    if moment == "start":
        problems = tuple(p for p in problems if p.kind not in _NEEDS_CATALOG)
    if engine.dialect is None:
        note = Problem(
            0, "input", f"the SQL dialect of {engine.name} is not known; its SQL is read as standard SQL"
        )
        return (note, *problems)
    return problems
