"""A plugin that breaks our extraction for the task ``breaks``, as a panic in native code does."""

from __future__ import annotations

from typing import Any

from airflow.plugins_manager import AirflowPlugin


class PanicException(BaseException):
    """What pyo3 raises: not an Exception."""


class BrokenExtraction(AirflowPlugin):
    name = "broken_extraction"

    @classmethod
    def on_load(cls, *args: Any, **kwargs: Any) -> None:
        from lineage_provider.extractors.manager import LineageExtractorManager

        right = LineageExtractorManager._own

        def own(self: Any, event: Any) -> Any:
            if event.task.task_id == "breaks":
                raise PanicException("called `Option::unwrap()` on a `None` value")
            return right(self, event)

        LineageExtractorManager._own = own
