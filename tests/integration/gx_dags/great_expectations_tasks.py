"""Great Expectations in tasks: its three operators, and checkpoints, definitions and batches in Python.

The data lies in the directory GX_TEST_DIRECTORY: shop.sqlite, orders.csv, orders.parquet. GX_TEST_POSTGRES is
the URL of a PostgreSQL database with the same table in the schema gx_shop; empty where there is no server.
"""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING, Any

from airflow.providers.standard.operators.python import PythonOperator
from airflow.sdk import DAG, task
from great_expectations_provider.operators.validate_batch import GXValidateBatchOperator
from great_expectations_provider.operators.validate_checkpoint import GXValidateCheckpointOperator
from great_expectations_provider.operators.validate_dataframe import GXValidateDataFrameOperator

if TYPE_CHECKING:
    import pandas

DIRECTORY = Path(os.environ["GX_TEST_DIRECTORY"])
POSTGRES = os.environ["GX_TEST_POSTGRES"]
JOINED = """
SELECT o.id, o.status, c.name AS customer, o.amount * 2 AS doubled
FROM orders AS o JOIN customers AS c ON c.id = o.customer_id
"""


def sqlite(context: Any) -> Any:
    return context.data_sources.add_sqlite("shop", connection_string=f"sqlite:///{DIRECTORY}/shop.sqlite")


def orders(context: Any) -> Any:
    asset = sqlite(context).add_table_asset("orders", table_name="orders")
    return asset.add_batch_definition_whole_table("all")


def orders_of_postgres(context: Any) -> Any:
    source = context.data_sources.add_postgres("warehouse", connection_string=POSTGRES)
    asset = source.add_table_asset("orders", table_name="orders", schema_name="gx_shop")
    return asset.add_batch_definition_whole_table("all")


def good(context: Any) -> Any:
    import great_expectations as gx
    import great_expectations.expectations as gxe

    return gx.ExpectationSuite(
        name="good",
        expectations=[
            gxe.ExpectTableRowCountToBeBetween(min_value=1, max_value=10),
            gxe.ExpectColumnValuesToNotBeNull(column="id"),
            gxe.ExpectColumnMaxToBeBetween(column="amount", min_value=1, max_value=100),
        ],
    )


def bad(context: Any) -> Any:
    import great_expectations as gx
    import great_expectations.expectations as gxe

    return gx.ExpectationSuite(
        name="bad",
        expectations=[
            gxe.ExpectColumnValuesToNotBeNull(column="amount", severity="warning"),
            gxe.ExpectColumnValuesToBeInSet(column="status", value_set=["new", "paid"]),
        ],
    )


def checkpoint(context: Any, data: Any, suite: Any) -> Any:
    import great_expectations as gx

    definition = gx.ValidationDefinition(name=suite.name, data=data, suite=context.suites.add(suite))
    added = context.validation_definitions.add(definition)
    return context.checkpoints.add(gx.Checkpoint(name=suite.name, validation_definitions=[added]))


def of_query(context: Any) -> Any:
    asset = sqlite(context).add_query_asset("joined", query=JOINED)
    return checkpoint(context, asset.add_batch_definition_whole_table("all"), bad_of_query(context))


def bad_of_query(context: Any) -> Any:
    import great_expectations as gx
    import great_expectations.expectations as gxe

    return gx.ExpectationSuite(
        name="of_query",
        expectations=[
            gxe.ExpectColumnValuesToBeInSet(column="status", value_set=["new", "paid"]),
            gxe.ExpectColumnValuesToNotBeNull(column="customer"),
            gxe.ExpectColumnMaxToBeBetween(column="doubled", max_value=1000),
        ],
    )


def of_files(context: Any) -> Any:
    import great_expectations as gx

    files = context.data_sources.add_pandas_filesystem("files", base_directory=DIRECTORY)
    batches = {
        "csv": files.add_csv_asset("csv").add_batch_definition_path("one", path="orders.csv"),
        "parquet": files.add_parquet_asset("parquet").add_batch_definition_path("one", path="orders.parquet"),
    }
    suite = context.suites.add(good(context))
    definitions = [
        context.validation_definitions.add(gx.ValidationDefinition(name=name, data=batch, suite=suite))
        for name, batch in batches.items()
    ]
    return context.checkpoints.add(gx.Checkpoint(name="of_files", validation_definitions=definitions))


def frame() -> pandas.DataFrame:
    import pandas

    return pandas.DataFrame({"id": [1, 2], "amount": [5.5, None], "status": ["new", "top secret"]})


def run_checkpoint() -> bool:
    """A checkpoint of two definitions, one of which fails."""
    import great_expectations as gx

    context = gx.get_context(mode="ephemeral")
    data = orders(context)
    definitions = [
        context.validation_definitions.add(
            gx.ValidationDefinition(name=suite.name, data=data, suite=context.suites.add(suite))
        )
        for suite in (good(context), bad(context))
    ]
    both = context.checkpoints.add(gx.Checkpoint(name="both", validation_definitions=definitions))
    return bool(both.run().success)


with DAG("great_expectations", schedule=None, max_active_tasks=2, tags=["tests"]) as dag:
    GXValidateBatchOperator(
        task_id="batch_passes", configure_batch_definition=orders, configure_expectations=good
    )
    GXValidateBatchOperator(
        task_id="batch_fails", configure_batch_definition=orders, configure_expectations=bad
    )
    GXValidateCheckpointOperator(task_id="checkpoint_passes", configure_checkpoint=of_files)
    GXValidateCheckpointOperator(task_id="checkpoint_fails", configure_checkpoint=of_query)
    GXValidateDataFrameOperator(
        task_id="frame_passes", configure_dataframe=frame, configure_expectations=good
    )
    GXValidateDataFrameOperator(task_id="frame_fails", configure_dataframe=frame, configure_expectations=bad)
    PythonOperator(task_id="checkpoint_in_python", python_callable=run_checkpoint)

    @task
    def definition_and_batch() -> bool:
        """A validation definition, which fails, and a single expectation on a batch; the task succeeds."""
        import great_expectations as gx
        import great_expectations.expectations as gxe

        context = gx.get_context(mode="ephemeral")
        data = orders(context)
        definition = gx.ValidationDefinition(name="bad", data=data, suite=context.suites.add(bad(context)))
        result = context.validation_definitions.add(definition).run()
        read = context.data_sources.pandas_default.read_csv(DIRECTORY / "orders.csv")
        return bool(read.validate(gxe.ExpectColumnToExist(column="id")).success and result.success)

    definition_and_batch()

    if POSTGRES:
        GXValidateBatchOperator(
            task_id="postgres_fails",
            configure_batch_definition=orders_of_postgres,
            configure_expectations=bad,
        )
