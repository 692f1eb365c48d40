"""Operators that bring lineage of their own: what they found is completed, never changed.

In: the official result of such an operator. Out: the same result, with what only its SQL shows: column
lineage on outputs that had none, and input tables that were not found. A module of its own because its
first rule is what it must not do: no dataset, facet or name of the official result is removed or altered.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from openlineage.client.event_v2 import InputDataset

from lineage_provider.engines import Engine, engine_of_namespace
from lineage_provider.engines.files import is_file_store
from lineage_provider.extractors.merging import add_datasets
from lineage_provider.facets import datasets_of
from lineage_provider.facets.naming import Naming
from lineage_provider.sql import ScriptLineage, TableName, analyze

if TYPE_CHECKING:
    from lineage_provider.settings import Settings


def completed(official: Any, settings: Settings) -> Any:
    """Add to ``official`` what its SQL shows beyond it; returns the same object."""
    text = _sql_of(official)
    named = {d.namespace for d in (*(official.inputs or ()), *(official.outputs or ()))}
    databases = {namespace for namespace in named if not is_file_store(namespace)}
    engines = [engine for namespace in databases if (engine := engine_of_namespace(namespace))]
    # Of two databases it is not known which one ran the SQL: outputs only, whose names tell. One of an
    # unknown kind is a database, too.
    for engine in engines if text else ():
        _complete(official, engine, text, settings, inputs=len(databases) == 1)
    return official


def _sql_of(official: Any) -> str:
    facet = (official.job_facets or {}).get("sql")
    query = getattr(facet, "query", None)
    return query if isinstance(query, str) and query.strip() else ""


def _complete(official: Any, named: Engine, text: str, settings: Settings, *, inputs: bool) -> None:
    namespace = named.namespace
    known = [d for d in (*(official.inputs or ()), *(official.outputs or ())) if d.namespace == namespace]
    lacking = {
        d.name: d
        for d in official.outputs or ()
        if d.namespace == namespace and "columnLineage" not in (d.facets or {})
    }
    names = tuple(d.name for d in known)
    engine = _Named(namespace, named.dialect, levels=named.levels, name=named.name, official=names)
    lineage = _analyzed(text, named.dialect, known, settings)
    for found in datasets_of(lineage, Naming(engine)).outputs if lacking else ():
        target = lacking.get(found.name) if found.namespace == namespace else None
        facet = (found.facets or {}).get("columnLineage")
        if target is not None and facet is not None:
            target.facets = {**(target.facets or {}), "columnLineage": facet}
    if inputs:
        _add_inputs(official, engine, lineage)


def _analyzed(text: str, dialect: str | None, known: Sequence[Any], settings: Settings) -> ScriptLineage:
    """The SQL, in the one schema that all known tables are in, if it is one."""
    parts = {tuple(d.name.split(".")[:-1]) for d in known}
    default = next(iter(parts)) if len(parts) == 1 else ()
    return analyze(
        text,
        dialect,
        {d.name: _columns(d) for d in known if _columns(d)},
        default_database=default[-2] if len(default) > 1 else None,
        default_schema=default[-1] if default else None,
        budget_seconds=settings.analysis_budget,
    )


def _add_inputs(official: Any, engine: _Named, lineage: ScriptLineage) -> None:
    """Tables that the SQL reads and the official result lacks, where their full names are known."""
    names = [engine.dataset(table)[1] for table in lineage.inputs if table.kind == "table"]
    present = {d.name.casefold() for d in official.inputs or () if d.namespace == engine.namespace}
    missing = [
        InputDataset(engine.namespace, name, facets={})
        for name in names
        if name.casefold() not in present and name.count(".") + 1 == engine.levels
    ]
    if missing:
        add_datasets(official, missing, ())


def _columns(dataset: Any) -> list[str]:
    fields = getattr((dataset.facets or {}).get("schema"), "fields", None) or ()
    return [field.name for field in fields]


@dataclass(frozen=True)
class _Named(Engine):
    """An engine that calls tables as the official result does."""

    official: tuple[str, ...] = field(default=())

    def dataset(self, table: TableName) -> tuple[str, str]:
        """A table that is called in the SQL as one of the official result is, or as the end of one only."""
        asked = [part.casefold() for part in table.parts]
        meant = {name for name in self.official if name.casefold().split(".")[-len(asked) :] == asked}
        exact = {name for name in meant if name == str(table)}
        found = exact or meant
        return self.namespace, found.pop() if len(found) == 1 else str(table)
