"""An operator and extractor as users write them, and a defect of our extraction for one task.

Imported by name (it is on PYTHONPATH of the test's Airflow), not loaded as a plugin.
"""

from __future__ import annotations

from airflow.providers.common.sql.operators.sql import SQLExecuteQueryOperator
from airflow.providers.openlineage.extractors import BaseExtractor, OperatorLineage
from openlineage.client.event_v2 import Dataset


class UserOperator(SQLExecuteQueryOperator):
    """An operator that a user configured an extractor for."""


class UserExtractor(BaseExtractor):
    """[openlineage] extractors"""

    @classmethod
    def get_operator_classnames(cls) -> list[str]:
        return ["UserOperator"]

    def _execute_extraction(self) -> OperatorLineage:
        return OperatorLineage(inputs=[Dataset(namespace="users", name="own")])
