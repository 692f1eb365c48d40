"""What the official providers put into Spark jobs, completed.

In: the operator that submits a job, and the backends behind this process's OpenLineage client. Out: the
properties of parent, root and transport in the job's Spark configuration. The official providers' operators
do the putting in, by two functions of the OpenLineage provider: those are replaced here, so that every
operator that uses them is served, and none twice. A module of its own because it is where that provider's
code is touched for Spark.

1. Transport: the backends behind spool and destinations, of which the official function knows none.
2. A key is in no property: it travels in a file (:mod:`key_file`), or a reference of the platform stands for
   it, or it is left out, and one line in the log says what to set.
3. Nothing here can fail a task.
"""

from __future__ import annotations

import importlib
import logging
from collections.abc import Callable, Iterable, Mapping, Sequence
from types import ModuleType
from typing import TYPE_CHECKING, Any

from lineage_provider.query_tags.identity import current_operator
from lineage_provider.query_tags.wrapping import when_imported, wrap
from lineage_provider.spark import key_file
from lineage_provider.spark.properties import (
    KEY,
    PREFIX,
    NotForSpark,
    SparkTransport,
    as_file,
    as_properties,
    spark_transport,
)

if TYPE_CHECKING:
    from lineage_provider.settings import Settings

log = logging.getLogger("lineage_provider")

Backends = Callable[[], Iterable[tuple[str, Mapping[str, Any]]]]
"""Name and transport configuration of each backend; configurations hold keys."""

OFFICIAL = "airflow.providers.openlineage.utils.spark"
_HOOKS = "airflow.providers.apache.spark.hooks"
_MARK = "_lineage_provider_spark"
_PARENT = ("openlineage_inject_parent_job_info", "_openlineage_inject_parent_job_info")
_TRANSPORT = ("openlineage_inject_transport_info", "_openlineage_inject_transport_info")

_ON_THIS_MACHINE = frozenset({"SparkSubmitOperator", "SparkPipelinesOperator", "SparkSqlOperator"})
"""Operators that start the driver here, unless it is deployed to a cluster."""
_REFERENCES = {
    "DatabricksSubmitRunOperator": "{{secrets/",
    "EmrServerlessStartJobOperator": "EMR.secret@",
}
"""How a reference to a secret begins that the operator's platform replaces in Spark's configuration."""


class Injection:
    """What is put into Spark jobs of this process."""

    def __init__(self, options: Settings, backends: Backends) -> None:
        self.options = options
        self.backends = backends

    def put_in_place(self) -> None:
        """Replace the official functions and wrap the hooks, now or when they are imported."""
        for module, action in (
            (OFFICIAL, self._replace),
            (f"{_HOOKS}.spark_submit", key_file.wrap_submit),
            (f"{_HOOKS}.spark_pipelines", key_file.wrap_submit),
            (f"{_HOOKS}.spark_sql", key_file.wrap_sql),
        ):
            when_imported(module, f"Spark ({module.rpartition('.')[2]})", action)

    def prepare(self, task: Any, task_instance: Any) -> None:
        """Before a task is executed: switch on what the options ask for; serve operators without switches."""
        key_file.forget()
        explicit = _arguments(task)
        for wanted, names in ((self._wants("parent"), _PARENT), (self._wants("transport"), _TRANSPORT)):
            for name in names:
                if wanted and getattr(task, name, None) is False and name.lstrip("_") not in explicit:
                    setattr(task, name, True)
        if _is(task, "SparkSqlOperator"):
            self._into_spark_sql(task, task_instance)

    def _wants(self, what: str) -> bool:
        """Whether parent or transport is asked for, by our option or by the official one."""
        if what == "parent" and self.options.spark_inject in ("parent", "all"):
            return True
        if what == "transport" and self.options.spark_inject == "all":
            return True
        from airflow.providers.openlineage import conf

        name = "spark_inject_parent_job_info" if what == "parent" else "spark_inject_transport_info"
        switch = getattr(conf, name, None)
        return bool(switch and switch())

    def _replace(self, module: ModuleType) -> None:
        wrap(module, "_get_transport_information_as_spark_properties", self._transport_function, _MARK)
        wrap(module, "_get_parent_job_information_as_spark_properties", self._parent_function, _MARK)

    def _transport_function(self, original: Callable[..., Any]) -> Callable[..., Any]:
        def _get_transport_information_as_spark_properties(*args: Any, **kwargs: Any) -> dict[str, str]:
            return _guarded(lambda: self.transport(current_operator()))

        return _get_transport_information_as_spark_properties

    def _parent_function(self, original: Callable[..., Any]) -> Callable[..., Any]:
        def _get_parent_job_information_as_spark_properties(*args: Any, **kwargs: Any) -> dict[str, str]:
            found = _guarded(lambda: _with_root(original(*args, **kwargs), *args, **kwargs))
            operator = current_operator()
            if found and _is(operator, "EmrAddStepsOperator") and self._wants("transport"):
                # Its switch is for the parent only; what stands with the parent goes into the steps, too.
                if PREFIX in str(getattr(operator, "steps", "")):
                    return found
                return {**_guarded(lambda: self.transport(operator)), **found}
            return found

        return _get_parent_job_information_as_spark_properties

    def transport(self, operator: Any) -> dict[str, str]:
        """The properties of the backends, for a job of this operator; the key is on its way apart from it."""
        transports = list(self._transports())
        name = getattr(operator, "task_id", "unknown")
        if not transports:
            log.info("The Spark job of task %s is told no backend: there is none that it can reach", name)
            return {}
        _say(name, transports)
        if not any(one.secret for one in transports):
            return as_properties(transports)
        if _runs_here(operator):
            if not key_file.has_own_file(getattr(operator, "env_vars", None)):
                key_file.note(as_file(transports))
                return {}
            log.info(
                "The Spark job of task %s has an openlineage.yml of its own: no key is given to it", name
            )
        reference = self._reference(operator)
        properties = as_properties(transports, reference)
        _say_missing(name, transports, reference)
        return properties

    def _transports(self) -> Iterable[SparkTransport]:
        for name, config in self.backends():
            try:
                yield spark_transport(name, config)
            except NotForSpark as reason:
                log.info("Spark jobs are not told of the backend %s: %s", name, reason)

    def _reference(self, operator: Any) -> str | None:
        """The reference to the key that the operator's platform replaces."""
        begin = next((_REFERENCES[kind] for kind in _REFERENCES if _is(operator, kind)), None)
        known = [one.strip() for one in self.options.spark_key_reference.split(",") if one.strip()]
        return next((one for one in known if begin and one.startswith(begin)), None)

    def _into_spark_sql(self, task: Any, task_instance: Any) -> None:
        """SparkSqlOperator has no switches: its ``conf`` is a mapping, or ``key=value,key=value``."""
        official: Any = importlib.import_module(OFFICIAL)
        present = str(getattr(task, "_conf", None) or "")
        added: dict[str, str] = {}
        if self._wants("parent") and "spark.openlineage.parent" not in present:
            context = {"ti": task_instance}
            added |= official._get_parent_job_information_as_spark_properties(context)
        if self._wants("transport") and PREFIX not in present:
            added |= _guarded(lambda: self.transport(task))
        if not added:
            return
        if isinstance(task._conf, str):
            task._conf = ",".join([task._conf, *(f"{key}={value}" for key, value in added.items())])
        else:
            task._conf = {**(task._conf or {}), **added}


def _with_root(properties: dict[str, str], context: Any = None, **more: Any) -> dict[str, str]:
    """The root's own namespace: the official function writes that of this Airflow also where the root of
    the run is elsewhere."""
    from airflow.providers.openlineage.plugins import macros

    find = getattr(macros, "lineage_root_job_namespace", None)
    context = context if context is not None else more.get("context")
    if find is None or not context:
        return properties
    return {**properties, "spark.openlineage.rootParentJobNamespace": find(context["ti"])}


def _runs_here(operator: Any) -> bool:
    """Whether the driver is a process of this machine, and not one of a cluster."""
    if not any(_is(operator, kind) for kind in _ON_THIS_MACHINE):
        return False
    if _is(operator, "SparkSqlOperator"):
        return True
    asked = getattr(operator, "_deploy_mode", None) or getattr(operator, "deploy_mode", None)
    configured = (getattr(operator, "conf", None) or {}).get("spark.submit.deployMode")
    return "cluster" not in (asked, configured or (None if asked else _deploy_mode_of_connection(operator)))


def _deploy_mode_of_connection(operator: Any) -> str | None:
    from airflow.providers.common.compat.sdk import AirflowNotFoundException, BaseHook

    try:
        connection = BaseHook.get_connection(operator._conn_id)
    except AirflowNotFoundException:
        return None  # the hook's own default is a client
    found = connection.extra_dejson.get("deploy-mode")
    return str(found) if found else None


def _say(task: str, transports: Sequence[SparkTransport]) -> None:
    places = ", ".join(f"{one.name} ({one.public.get('url') or one.public['type']})" for one in transports)
    log.info("The Spark job of task %s is told to send its lineage to %s", task, places)


def _say_missing(task: str, transports: Sequence[SparkTransport], reference: str | None) -> None:
    """One line about what could not be given to the job, and what to do."""
    lacking = {
        f"{PREFIX}{f'transports.{one.name}.' if len(transports) > 1 else ''}{key}"
        for one in transports
        for key in one.secret
        if key != "url" and not (reference is not None and key in ("auth.type", KEY))
    }
    if lacking:
        log.warning(
            "The Spark job of task %s is not given %s: a key is put on no command line and into no request. "
            "Set it in the cluster's own Spark configuration, or see [lineage_provider] spark_key_reference.",
            task,
            ", ".join(sorted(lacking)),
        )


def _is(operator: Any, name: str) -> bool:
    return any(kind.__name__ == name for kind in type(operator).__mro__)


def _arguments(task: Any) -> Mapping[str, Any]:
    """What the DAG gave the operator, ``default_args`` included."""
    found = getattr(task, "_BaseOperator__init_kwargs", None)
    return found if isinstance(found, Mapping) else {}


def _guarded(compute: Callable[[], dict[str, str]]) -> dict[str, str]:
    try:
        return compute()
    except Exception as error:
        # Not the error's text: it can hold a part of a configuration with a key.
        log.warning("Nothing about lineage is put into the Spark job: %s", type(error).__name__)
        log.debug("Spark properties could not be made", exc_info=True)
        return {}
