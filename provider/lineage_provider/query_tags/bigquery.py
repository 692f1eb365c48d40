"""BigQuery: labels of a job that the provider's operators do not set.

In: the hook's module. Out: every job a task inserts has the labels ``openlineage-run-id``,
``openlineage-job-namespace``, ``airflow-try-number`` and ``airflow-map-index``, and ``airflow-dag`` and
``airflow-task`` where no operator has set them. Labels of the user win. BigQuery takes at most 63
characters of a small alphabet in a label: what does not fit is left out, never rewritten, except that
names are lower-cased as the provider does. ``INFORMATION_SCHEMA.JOBS`` shows them.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from types import ModuleType
from typing import Any

from lineage_provider.query_tags import applied
from lineage_provider.query_tags.identity import current_task
from lineage_provider.query_tags.tag import TaskTag
from lineage_provider.query_tags.wrapping import guarded, wrap

HOOK_MODULE = "airflow.providers.google.cloud.hooks.bigquery"

ENGINE = "bigquery"
MECHANISM = "labels"
MAX_LABELS = 64

_VALUE = re.compile(r"[a-z0-9_-]{1,63}")


def tag_jobs(module: ModuleType) -> None:
    """Wrap what inserts jobs, for operators, cursors and hooks."""
    wrap(module.BigQueryHook, "insert_job", _insert_job)


def labels(tag: TaskTag) -> dict[str, str]:
    """The tag as labels, the most important first."""
    found = {
        "openlineage-run-id": tag.openlineage_run_id or "",
        "airflow-dag": tag.dag_id.lower(),
        "airflow-task": tag.task_id.lower().replace(".", "-"),
        "airflow-try-number": str(tag.try_number),
        "airflow-map-index": str(tag.map_index) if tag.map_index >= 0 else "",
        "openlineage-job-namespace": tag.openlineage_job_namespace or "",
    }
    return {key: value for key, value in found.items() if _VALUE.fullmatch(value)}


def with_labels(configuration: Any) -> Any:
    """A job's configuration with the labels that it lacks; the given one stays unchanged."""
    tag = current_task()
    if tag is None or not isinstance(configuration, Mapping):
        return configuration
    present = configuration.get("labels") or {}
    if not isinstance(present, Mapping):
        return configuration
    more = [(key, value) for key, value in labels(tag).items() if key not in present]
    added = dict(more[: max(MAX_LABELS - len(present), 0)])
    every = {**present, **added}
    applied.remember(tag, ENGINE, MECHANISM, ",".join(f"{key}:{value}" for key, value in every.items()))
    return {**configuration, "labels": every}


def _insert_job(original: Callable[..., Any]) -> Callable[..., Any]:
    def insert_job(self: Any, *args: Any, **kwargs: Any) -> Any:
        # Handed on as it came: the hook refuses positional arguments.
        if "configuration" in kwargs:
            given = kwargs["configuration"]
            kwargs["configuration"] = guarded("BigQuery", given, lambda: with_labels(given))
        elif args:
            first, *others = args
            args = (guarded("BigQuery", first, lambda: with_labels(first)), *others)
        return original(self, *args, **kwargs)

    return insert_job
