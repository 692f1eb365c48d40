"""SQL that a task submits to Spark: lineage of jobs in which no listener tells it.

In: a SparkSqlOperator, or a SparkSubmitOperator whose application is SQL or a PySpark program on this
machine. Out: the :class:`SqlLineage` of its text. A module of its own because nothing comes back from such a
job: what is known is what was submitted. A job whose configuration names OpenLineage's listener is left to
that: it knows more, and calls tables by their locations.
"""

from __future__ import annotations

import dataclasses
import os
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from lineage_provider.engines.missing import said
from lineage_provider.engines.spark import engine_of_job
from lineage_provider.extractors.sql_task import SqlLineage, lineage_of
from lineage_provider.facets import Datasets, Moment
from lineage_provider.spark.python_sql import MAX_BYTES, PythonSql, python_sql
from lineage_provider.sql import Problem

if TYPE_CHECKING:
    from lineage_provider.settings import Settings

LISTENER = "OpenLineageSparkListener"
_CLI = "SparkSQLCLIDriver"


@dataclass(frozen=True, slots=True)
class Submitted:
    """What was submitted."""

    texts: Sequence[str] = ()
    problems: tuple[Problem, ...] = ()
    program: PythonSql = field(default_factory=PythonSql)


def spark_lineage(task: Any, kind: str, settings: Settings, moment: Moment) -> SqlLineage | None:
    """The lineage of what a task submits; None where it submits no SQL, or where a listener tells it."""
    configuration = _configuration(task)
    if LISTENER in str(configuration.get("spark.extraListeners", "")):
        return None
    submitted = _READERS[kind](task)
    if not submitted.texts and not submitted.problems:
        return None
    try:
        engine = engine_of_job(_master(task, configuration), configuration)
    except Exception as error:
        problem = Problem(0, "input", f"the master of the Spark job is not known: {said(error)}"[:500])
        return SqlLineage(problems=(*submitted.problems, problem))
    found = lineage_of(list(submitted.texts), engine, None, settings, moment)
    if submitted.program.views or submitted.program.other_views:
        found = _without_views(found, submitted.program, engine.default_schema or "")
    return dataclasses.replace(found, problems=(*submitted.problems, *found.problems))


def _configuration(task: Any) -> Mapping[str, Any]:
    """A mapping, or ``key=value,key=value``."""
    given = getattr(task, "conf", None) or getattr(task, "_conf", None) or {}
    if isinstance(given, str):
        pairs = (one.partition("=") for one in given.split(","))
        return {key.strip(): value for key, _, value in pairs}
    return given if isinstance(given, Mapping) else {}


def _master(task: Any, configuration: Mapping[str, Any]) -> str | None:
    """As the hooks find it: the operator's, that of its configuration, the connection's; else YARN."""
    given = getattr(task, "_master", None) or configuration.get("spark.master")
    if given:
        return str(given)
    from airflow.providers.common.compat.sdk import AirflowNotFoundException, BaseHook

    try:
        connection = BaseHook.get_connection(task._conn_id)
    except AirflowNotFoundException:
        return None
    host = str(connection.host or "")
    return f"{host}:{connection.port}" if host and connection.port else host or None


def _of_spark_sql(task: Any) -> Submitted:
    text = getattr(task, "sql", None)
    if not isinstance(text, str) or not text.strip():
        return Submitted()
    # A file that Airflow's templates did not find is one of the worker: `spark-sql -f`.
    return _of_file(text.strip()) if text.strip().endswith((".sql", ".hql")) else Submitted([text])


def _of_spark_submit(task: Any) -> Submitted:
    application = str(getattr(task, "application", None) or "").strip()
    if _CLI in str(getattr(task, "_java_class", "")):
        return _of_cli([str(one) for one in getattr(task, "application_args", None) or ()])
    if application.endswith((".sql", ".hql")):
        return _of_file(application)
    return _of_program(application) if application.endswith(".py") else Submitted()


def _of_cli(arguments: Sequence[str]) -> Submitted:
    """``-e "SELECT ..."`` and ``-f FILE``, as the spark-sql program takes them."""
    for option, value in pairwise(arguments):
        if option == "-e":
            return Submitted([value])
        if option == "-f":
            return _of_file(value)
    return Submitted()


def _of_file(name: str) -> Submitted:
    path = _local(name)
    if path is None:
        return Submitted(
            problems=(Problem(0, "input", f"{name} is not on this machine: its SQL is not read"),)
        )
    text = _read(path)
    return text if isinstance(text, Submitted) else Submitted([text])


def _of_program(name: str) -> Submitted:
    """A PySpark program. One that is elsewhere, or has no SQL, is nothing that could be incomplete."""
    path = _local(name)
    text = _read(path) if path else ""
    if isinstance(text, Submitted) or ".sql(" not in text:
        return Submitted()
    try:
        program = python_sql(text)
    except (SyntaxError, ValueError, RecursionError) as error:
        return Submitted(problems=(Problem(0, "input", f"{name} is not read: {said(error)}"[:500]),))
    if not program.texts:
        return Submitted()
    calls = f"{len(program.texts)} spark.sql calls" if len(program.texts) > 1 else "a spark.sql call"
    note = f"lineage is that of {calls} in the text of {os.path.basename(name)}, reached or not"
    if program.others:
        note += f"; {program.others} more put their SQL together when they run"
    return Submitted(program.texts, (Problem(0, "inferred", note),), program)


def _local(name: str) -> str | None:
    parts = urlsplit(name)
    if parts.scheme not in ("", "file", "local"):
        return None
    return parts.path if os.path.isfile(parts.path) else None


def _read(path: str) -> str | Submitted:
    try:
        if os.path.getsize(path) > MAX_BYTES:
            raise ValueError(f"it has more than {MAX_BYTES} bytes")
        with open(path, encoding="utf-8") as file:
            return file.read()
    except (OSError, ValueError) as error:
        return Submitted(problems=(Problem(0, "input", f"{path} is not read: {said(error)}"[:500]),))


_READERS: Mapping[str, Callable[[Any], Submitted]] = {"sql": _of_spark_sql, "submit": _of_spark_submit}


def _without_views(found: SqlLineage, program: PythonSql, schema: str) -> SqlLineage:
    """Without names that the program gave to DataFrames: what is behind those the SQL does not tell."""

    def is_view(name: str) -> bool:
        database, _, table = name.rpartition(".")
        if database.lower() not in ("", schema, "global_temp"):
            return False
        return program.other_views or table.lower() in program.views

    for dataset in found.datasets.outputs:
        facet: Any = (dataset.facets or {}).get("columnLineage")
        if facet is None:
            continue
        for entry in facet.fields.values():
            entry.inputFields = [one for one in entry.inputFields if not is_view(one.name)]
        facet.fields = {name: entry for name, entry in facet.fields.items() if entry.inputFields}
        facet.dataset = [one for one in facet.dataset or () if not is_view(one.name)]
        if not facet.fields and not facet.dataset and dataset.facets:
            del dataset.facets["columnLineage"]
    inputs = [one for one in found.datasets.inputs if not is_view(one.name)]
    outputs = [one for one in found.datasets.outputs if not is_view(one.name)]
    return dataclasses.replace(found, datasets=Datasets(inputs, outputs))
