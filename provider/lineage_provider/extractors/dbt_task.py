"""Tasks that run dbt: what their artifacts say, into the task's event and into runs of its nodes.

In: the end of a task whose operator runs dbt (:func:`.operators.dbt_kind`). Out: the task's lineage
completed, and the events of its nodes on their way. A module of its own because it is the seam between
Airflow's ways to run dbt, one function each, and :mod:`lineage_provider.dbt`, which reads artifacts.

No event twice: where Cosmos or dbt-ol send events of models and tests, ours add to the task's event what
those lack, and runs for nodes that have none (``dbt_events = complete``), or take their place (``replace``).
"""

from __future__ import annotations

import importlib.util
import logging
import time
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from lineage_provider.dbt import Artifacts, ArtifactsError, NodeRun, ProfileError, node_runs
from lineage_provider.dbt.runs import Ask, DbtLineage
from lineage_provider.engines import CatalogAnswer, CatalogError, Engine
from lineage_provider.extractors import child_runs, dbt_bash, dbt_cloud, dbt_cosmos, dbt_events
from lineage_provider.extractors.event import TaskEvent, reason
from lineage_provider.extractors.merging import add_datasets, folded
from lineage_provider.extractors.operators import dbt_kind
from lineage_provider.extractors.sql_task import SqlLineage
from lineage_provider.sql import Problem

if TYPE_CHECKING:
    from lineage_provider.settings import Settings

log = logging.getLogger("lineage_provider")

_ASSERTIONS = "dataQualityAssertions"
_OURS = ("columnLineage", "schema", _ASSERTIONS)
_NONE: frozenset[str] = frozenset()
_BY_OPENLINEAGE = frozenset({"model", "test", "snapshot"})
"""What openlineage-integration-common, behind dbt-ol and the dbt Cloud operator, sends events of."""


@dataclass(frozen=True)
class Invocation:
    """Artifacts of one dbt command of the task, and the database that they are about."""

    artifacts: Artifacts
    engine: Engine
    hook: Any = None
    """Through which the catalog is asked; None: only engines that need none are."""
    reported: frozenset[str] = frozenset()
    """Kinds of nodes that somebody else sends events of."""


@dataclass
class Found:
    """What a way of running dbt leads to."""

    invocations: list[Invocation] = field(default_factory=list)
    problems: list[str] = field(default_factory=list)


def complete_from_dbt(lineage: Any, event: TaskEvent, settings: Settings) -> bool:
    """Add to ``lineage`` what dbt's artifacts say, and send the events of nodes; False: no dbt was run."""
    started = time.monotonic()
    found = _WAYS[dbt_kind(event.task) or "bash"](event, settings, lineage)
    if found is None:
        return False
    problems = [Problem(0, "input", text[:500]) for text in found.problems]
    total = 0
    for invocation in found.invocations:
        left = max(0.5, settings.analysis_budget - (time.monotonic() - started))
        read = _read(invocation, event, settings, problems, left)
        total += len(read.runs)
        problems += read.problems
        _complete(lineage, read)
        _send(read.runs, invocation, event, settings, started)
    event.report(lineage, SqlLineage(problems=tuple(problems), total=total))
    return True


def _read(
    invocation: Invocation, event: TaskEvent, settings: Settings, problems: list[Problem], seconds: float
) -> DbtLineage:
    ask = _ask(invocation, settings, problems)
    try:
        return node_runs(invocation.artifacts, invocation.engine, ask, seconds)
    except ArtifactsError as error:
        problems.append(Problem(0, "input", str(error)[:500]))
    except (AttributeError, LookupError, TypeError, ValueError) as error:
        log.debug("dbt's artifacts could not be read", exc_info=True)
        forms = invocation.artifacts.schemas
        text = f"dbt's artifacts ({forms}) have another form than is known: {reason(error)}"
        problems.append(Problem(0, "input", text[:500]))
    return DbtLineage()


def _ask(invocation: Invocation, settings: Settings, problems: list[Problem]) -> Ask | None:
    """One look-up of the warehouse's catalog, where it can be reached."""
    engine = invocation.engine
    without_hook = getattr(engine, "file", None) is not None
    if not settings.catalog_lookup or not engine.has_catalog or not (invocation.hook or without_hook):
        return None

    def ask(tables: Sequence[Any]) -> CatalogAnswer:
        try:
            return engine.columns(invocation.hook, tables, timeout=settings.catalog_timeout)
        except CatalogError as error:
            problems.append(Problem(0, "input", f"the catalog could not be asked: {error}"[:500]))
            return CatalogAnswer()

    return ask


def _complete(lineage: Any, read: DbtLineage) -> None:
    """Put datasets into the task's own event; of those that are there already the facets.

    Cosmos has a dataset once for each model that reads it and once more for its tests.
    """
    datasets = read.datasets()
    for side, ours in (("inputs", datasets.inputs), ("outputs", datasets.outputs)):
        setattr(lineage, side, folded(getattr(lineage, side) or ()))
        known = {(d.namespace, d.name): d for d in getattr(lineage, side)}
        for one in ours:
            if (theirs := known.get((one.namespace, one.name))) is not None:
                _merge(theirs, one)
    add_datasets(lineage, datasets.inputs, datasets.outputs)


def _merge(theirs: Any, ours: Any) -> None:
    """Facets of both; of those that both have, ours where they say more of the same."""
    facets = {**(ours.facets or {}), **(theirs.facets or {})}
    for key in _OURS:
        if key in (ours.facets or {}):
            facets[key] = ours.facets[key]
    theirs_columns, columns = (d.facets and d.facets.get("columnLineage") for d in (theirs, ours))
    if theirs_columns and columns:
        columns.fields = {**(theirs_columns.fields or {}), **(columns.fields or {})}
    theirs.facets = facets
    for place in ("inputFacets", "outputFacets"):
        own = getattr(ours, place, None)
        if own and hasattr(theirs, place):
            # Ours are the results of all tests, failed ones among them.
            results = {_ASSERTIONS: own[_ASSERTIONS]} if _ASSERTIONS in own else {}
            setattr(theirs, place, {**own, **(getattr(theirs, place) or {}), **results})


def _send(
    runs: Iterable[NodeRun], invocation: Invocation, event: TaskEvent, settings: Settings, started: float
) -> None:
    """Send the events of nodes; what goes wrong is reported with the task.

    Reading took its time since ``started``; the task's own event, which comes last, needs a fifth of all.
    """
    own = [run for run in runs if run.unique_id.partition(".")[0] not in invocation.reported]
    event.queries_sent = True
    if not own:
        return
    try:
        task = child_runs.task_run(event, settings)
        half = child_runs.seconds()
        left = min(half, 1.6 * half - (time.monotonic() - started))
        sent = dbt_events.send(own, task, child_runs.emit(), left)
    except Exception as error:
        event.defects.append(f"events of dbt's nodes could not be sent: {reason(error)}")
        log.debug("Events of dbt's nodes could not be sent", exc_info=True)
        return
    if sent < len(own):
        log.warning(
            "Of %s dbt nodes of task %s the first %s have events of their own; the task's event has all",
            len(own),
            event.name,
            sent,
        )


def _bash(event: TaskEvent, settings: Settings, lineage: Any) -> Found | None:
    groups = dbt_bash.by_target(dbt_bash.commands(event.task))
    if not groups:
        return None
    found = Found()
    started = getattr(event.task_instance, "start_date", None)
    for calls in groups:
        try:
            artifacts, engine = dbt_bash.read(calls, started, event.name)
        except (ArtifactsError, ProfileError, ValueError) as error:
            found.problems.append(str(error))
            continue
        succeeded = event.moment == "complete"
        artifacts, notes = dbt_bash.with_earlier(event.task, calls, artifacts, started, succeeded)
        found.problems += notes
        by_dbt_ol = calls[-1].executable == "dbt-ol" and settings.dbt_events == "complete"
        reported = _BY_OPENLINEAGE if by_dbt_ol else _NONE
        found.invocations.append(Invocation(artifacts, engine, reported=reported))
    return found


def _cosmos(event: TaskEvent, settings: Settings, lineage: Any) -> Found:
    if dbt_cosmos.leaves_dbt_to_another_task(event.task):
        return Found()
    started = getattr(event.task_instance, "start_date", None)
    try:
        artifacts, engine, hook = dbt_cosmos.read(event.task, started)
    except (ArtifactsError, ProfileError, ValueError) as error:
        return Found(problems=[str(error)])
    # Cosmos's task is the run of its node. A task of many nodes is not: which of them made what of which is
    # in runs of ours, and so is what Cosmos reports no dataset of.
    reported_there = bool(lineage.inputs or lineage.outputs) and artifacts.tables_built <= 1
    by_cosmos = settings.dbt_events == "complete" and reported_there
    reported = _BY_OPENLINEAGE | {"seed"} if by_cosmos else _NONE
    return Found([Invocation(artifacts, engine, hook, reported)])


def _cloud(event: TaskEvent, settings: Settings, lineage: Any) -> Found:
    by_operator = settings.dbt_events == "complete" and _has_openlineage_dbt()
    try:
        read = dbt_cloud.read(event.task)
    except Exception as error:  # whatever its client, or what the API answers, leads to
        return Found(problems=[f"the artifacts of the dbt Cloud run cannot be read: {reason(error)}"])
    reported = _BY_OPENLINEAGE if by_operator else _NONE
    return Found([Invocation(artifacts, engine, None, reported) for artifacts, engine in read])


def _has_openlineage_dbt() -> bool:
    """Whether the operator's own method can send events: it needs openlineage-integration-common."""
    try:
        return importlib.util.find_spec("openlineage.common.provider.dbt") is not None
    except ImportError:
        return False


_WAYS: dict[str, Callable[[TaskEvent, Settings, Any], Found | None]] = {
    "bash": _bash,
    "cosmos": _cosmos,
    "cloud": _cloud,
}
"""How each kind of operator that runs dbt leads to its artifacts."""
