"""No secret of a task's SQL in any part of its events: sql, columns, problems, official parts."""

from __future__ import annotations

from pathlib import Path

import pytest
from airflow.providers.common.sql.operators.sql import SQLExecuteQueryOperator
from airflow.providers.openlineage.extractors import OperatorLineage
from openlineage.client.event_v2 import InputDataset
from openlineage.client.facet_v2 import extraction_error_run, sql_job
from openlineage.client.serde import Serde

from lineage_provider.extractors.manager import LineageExtractorManager
from lineage_provider.settings import Settings
from tests.unit.extractors.conftest import Extract, operator

SECRET = "Hunter2hunter"
COPY = f"COPY INTO t FROM @s CREDENTIALS=(AWS_SECRET_KEY='{SECRET}')"


class WithOwnLineage(SQLExecuteQueryOperator):
    """As an operator that brings OpenLineage methods of its own."""

    def get_openlineage_facets_on_complete(self, task_instance: object) -> OperatorLineage:
        return OperatorLineage(
            inputs=[InputDataset("snowflake://acme", "DB.S.T")],
            job_facets={"sql": sql_job.SQLJobFacet(query=COPY)},
            run_facets={
                "extractionError": extraction_error_run.ExtractionErrorRunFacet(
                    1, 1, [extraction_error_run.Error(f"near AWS_SECRET_KEY='{SECRET}'", task=COPY)]
                )
            },
        )


@pytest.mark.parametrize(
    "sql",
    [
        f"INSERT INTO daily (d, revenue) SELECT ds || '{SECRET}', '{SECRET}' AS password FROM orders",
        f"INSERT INTO daily SELECT ds, AES_ENCRYPT(amount, '{SECRET}') FROM orders",
        f"ALTER USER u IDENTIFIED BY '{SECRET}'; SELEC wrong '{SECRET}'",
        f"INSERT INTO daily (d) SELECT ds || '{SECRET}' FROM orders WHERE password = '{SECRET}'",
        f"ATTACH 'postgres:password={SECRET}' AS p; SELECT nothing FROM nowhere, orders",
    ],
)
def test_no_secret_in_what_is_found(sql: str, shop: Path, extract: Extract) -> None:
    assert SECRET in sql
    for state in ("running", "success", "failed"):
        assert SECRET not in Serde.to_json(extract(operator(sql), state))


def test_no_secret_in_what_operators_say_themselves(extract: Extract) -> None:
    found = extract(WithOwnLineage(task_id="load", conn_id="shop", sql=COPY))
    clean = "COPY INTO t FROM @s CREDENTIALS=(AWS_SECRET_KEY='***')"
    assert found.job_facets["sql"].query == clean
    (error,) = found.run_facets["extractionError"].errors
    assert (error.errorMessage, error.task) == ("near AWS_SECRET_KEY='***'", clean)


def test_no_secret_in_the_reason_of_a_failure(
    shop: Path, extract: Extract, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def broken(*_: object, **__: object) -> None:
        raise RuntimeError(f"cannot connect to postgresql://etl:{SECRET}@db/shop")

    manager = LineageExtractorManager(Settings())
    monkeypatch.setattr(manager, "_own", broken)
    found = extract(operator("SELECT 1"), manager=manager)
    assert SECRET not in Serde.to_json(found)
    assert SECRET not in caplog.text
    assert "postgresql://etl:***@db/shop" in caplog.text
