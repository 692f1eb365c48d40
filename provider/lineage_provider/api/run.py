"""A run of a job of one's own: context manager and decorator, for functions and coroutines.

In: a job's name, and what the code inside says it reads and writes. Out: OpenLineage events. A module of its
own because it is what callers hold in their hands.
"""

from __future__ import annotations

import copy
import json
import logging
import traceback
from collections.abc import Callable, Mapping, Sequence
from contextvars import ContextVar, Token
from datetime import UTC, datetime
from types import TracebackType
from typing import Any, TypeVar

from openlineage.client.event_v2 import InputDataset, Job, Run, RunEvent, RunState
from openlineage.client.facet_v2 import error_message_run
from openlineage.client.uuid import generate_new_uuid

from lineage_provider import PRODUCER
from lineage_provider.api import parents
from lineage_provider.api.datasets import Dataset, Edge, Gathered, checked, several
from lineage_provider.api.emitting import Emitter, default_namespace, guarded
from lineage_provider.api.job import job_facets
from lineage_provider.api.parents import Parent
from lineage_provider.api.wrapping import wrapped
from lineage_provider.destinations.completing import as_uuid

log = logging.getLogger("lineage_provider")

Function = TypeVar("Function", bound=Callable[..., Any])

_running: ContextVar[LineageRun | None] = ContextVar("lineage_provider_running", default=None)

_ABORTS = ("KeyboardInterrupt", "SystemExit", "CancelledError", "GeneratorExit")


class LineageRun:
    """One run. Used with ``with``, ``async with``, or as a decorator (then each call is a run of its own)."""

    def __init__(
        self,
        job: str,
        *,
        namespace: str | None = None,
        run_id: str | None = None,
        parent: str | LineageRun | None = None,
        inputs: Sequence[Dataset] = (),
        outputs: Sequence[Dataset] = (),
        description: str | None = None,
        owners: Sequence[str] = (),
        job_type: str = "JOB",
        integration: str = "CUSTOM",
        transport: Mapping[str, Any] | None = None,
    ) -> None:
        # What each call of a decorated function gets again; its id is its own.
        self._given = {key: value for key, value in locals().items() if key not in ("self", "job", "run_id")}
        self.job = job
        self.namespace = namespace or guarded("no namespace", "default", default_namespace)
        self.run_id = as_uuid(run_id) if run_id else str(generate_new_uuid())
        self._ended = False
        self._parent = guarded("the parent run is not known", None, lambda: _parent(parent))
        self._gathered = Gathered()
        for dataset in several(inputs):
            self.input(dataset)
        for dataset in several(outputs):
            self.output(dataset)
        self._run_facets: dict[str, Any] = {}
        self._job_facets = job_facets(description, owners, job_type, integration)
        self._emit = Emitter(transport)
        self._texts: list[str] = []
        self._tokens: tuple[Token[Parent | None], Token[LineageRun | None]] | None = None

    @property
    def id(self) -> str:
        """``namespace/job/run id``: what a program started here takes as ``OPENLINEAGE_PARENT_ID``."""
        return self._self().id

    def input(self, dataset: Dataset) -> None:
        """Say that the run reads ``dataset``."""
        guarded("an input is left out", None, lambda: self._gathered.add_input(checked(dataset)))

    def output(self, dataset: Dataset) -> None:
        """Say that the run writes ``dataset``."""
        guarded("an output is left out", None, lambda: self._gathered.add_output(checked(dataset)))

    def add_inputs(self, datasets: Sequence[InputDataset]) -> None:
        """Say that the run reads ``datasets`` of the OpenLineage client, with all facets that they have."""
        guarded("inputs are left out", None, lambda: self._gathered.add_found(datasets, ()))

    def columns(self, output: Dataset, columns: Mapping[str, Sequence[Edge]]) -> None:
        """Say where columns of ``output`` come from: ``{"total": [(orders, "amount", "AGGREGATION")]}``."""
        guarded("column lineage is left out", None, lambda: self._gathered.add_columns(output, columns))

    def rows_written(self, output: Dataset, rows: int | None = None, size: int | None = None) -> None:
        """Say how many rows, and bytes, the run wrote to ``output``."""
        guarded(
            "a row count is left out", None, lambda: self._gathered.add_rows(output, rows, size, written=True)
        )

    def rows_read(self, source: Dataset, rows: int | None = None, size: int | None = None) -> None:
        """Say how many rows, and bytes, the run read from ``source``."""
        guarded(
            "a row count is left out",
            None,
            lambda: self._gathered.add_rows(source, rows, size, written=False),
        )

    def sql(
        self,
        text: str | Sequence[str],
        *,
        namespace: str,
        dialect: str | None = None,
        database: str | None = None,
        schema: str | None = None,
        columns: Mapping[str, Mapping[str, str]] | None = None,
    ) -> None:
        """Say that the run executes ``text``: its datasets and columns are found in it.

        ``namespace`` is that of the tables' server, ``dialect`` a name of sqlglot (``postgres``,
        ``snowflake``, ...), ``database`` and ``schema`` what names without them mean there. ``columns``
        (``{"orders": {"id": "int"}}``) lets ``SELECT *`` be followed. What cannot be known is in the event's
        ``extractionError``.
        """

        def add() -> None:
            from lineage_provider.api.sql import lineage_of
            from lineage_provider.facets import sql_facet
            from lineage_provider.facets.errors import together

            found = lineage_of(
                text, dialect=dialect, namespace=namespace, database=database, schema=schema, columns=columns
            )
            self._gathered.add_found(found.datasets.inputs, found.datasets.outputs)
            self._texts += [text] if isinstance(text, str) else text
            self._job_facets["sql"] = sql_facet(self._texts, dialect)
            error = together(self._run_facets.get("extractionError"), found.error)
            if error is not None:
                self._run_facets["extractionError"] = error

        guarded("a SQL text is left out", None, add)

    def facet(self, name: str, facet: Any, *, of: str = "run") -> None:
        """Add a run or job facet (``of``) of your own: an object of the client, or a mapping."""

        def add() -> None:
            # One that cannot be copied, or is no JSON, would keep the whole event back.
            if isinstance(facet, dict):
                kept = {"_producer": PRODUCER, "_schemaURL": _BASE_FACETS[of], **facet}
                kept = json.loads(json.dumps(kept, default=str, allow_nan=False))
            else:
                kept = copy.deepcopy(facet)
            (self._run_facets if of == "run" else self._job_facets)[name] = kept

        guarded(f"the facet {name} is left out", None, add)

    def __enter__(self) -> LineageRun:
        if self._ended:  # used again: another run of the same job
            self.run_id, self._ended = str(generate_new_uuid()), False
            self._run_facets.pop("errorMessage", None)
        self._tokens = parents.current.set(self._self()), _running.set(self)
        self._send(RunState.START)
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        # In a generator that is closed elsewhere the context is another one, and resetting raises.
        guarded("the run around this one is not known", None, self._leave)
        self._ended = True
        if error is None:
            self._send(RunState.COMPLETE)
        else:
            failure = guarded("the error is not described", None, lambda: _failure(error))
            if failure is not None:
                self._run_facets["errorMessage"] = failure
            aborted = type(error).__name__ in _ABORTS
            self._send(RunState.ABORT if aborted else RunState.FAIL)
        guarded("the transport could not be closed", None, self._emit.close)

    def _leave(self) -> None:
        tokens, self._tokens = self._tokens, None
        if tokens is not None:
            parents.current.reset(tokens[0])
            _running.reset(tokens[1])

    async def __aenter__(self) -> LineageRun:
        return self.__enter__()

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.__exit__(kind, error, trace)

    def __call__(self, function: Function) -> Function:
        return wrapped(self._again, function)

    def _again(self) -> LineageRun:
        """A run of the same job: new id, parent looked for anew."""
        return LineageRun(self.job, **self._given)

    def _self(self) -> Parent:
        root = self._parent and (self._parent.root or self._parent)
        return Parent(self.namespace, self.job, self.run_id, root)

    def _send(self, state: RunState) -> None:
        guarded(f"the {state.name} of {self.job} is not sent", None, lambda: self._emit(self._event(state)))

    def _event(self, state: RunState) -> RunEvent:
        facets = dict(self._run_facets)
        if self._parent is not None:
            facets["parent"] = self._parent.facet()
        return RunEvent(
            eventType=state,
            eventTime=datetime.now(UTC).isoformat(),
            run=Run(runId=self.run_id, facets=facets),
            job=Job(namespace=self.namespace, name=self.job, facets=self._job_facets),
            inputs=list(self._gathered.inputs.values()),
            outputs=list(self._gathered.outputs.values()),
            producer=PRODUCER,
        )


_BASE_FACETS = {
    of: f"https://openlineage.io/spec/2-0-2/OpenLineage.json#/$defs/{kind}"
    for of, kind in (("run", "RunFacet"), ("job", "JobFacet"))
}
"""Schemas of facets that name none."""


def lineage_run(job: str, **options: Any) -> LineageRun:
    """Return a run of ``job`` for ``with``, ``async with`` or as a decorator; options as in
    :class:`LineageRun`."""
    return LineageRun(job, **options)


def current_run() -> LineageRun | None:
    """Return the innermost run around this code, for functions that are decorated; None outside of any."""
    return _running.get()


def _parent(given: str | LineageRun | None) -> Parent | None:
    if isinstance(given, LineageRun):
        return given._self()
    return parents.parse(given) if given else parents.find()


def _failure(error: BaseException) -> error_message_run.ErrorMessageRunFacet:
    stack = "".join(traceback.format_exception(error))
    try:
        message = str(error)
    except Exception:  # a class of the user's
        message = ""
    return error_message_run.ErrorMessageRunFacet(
        message=message or type(error).__name__, programmingLanguage="PYTHON", stackTrace=stack
    )
