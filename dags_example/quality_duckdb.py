"""
### dbt, Great Expectations and a mart on DuckDB

dbt builds models (`dbt_shop/`), Great Expectations validates one of them, and a SQL task makes a mart of it:

```
crm.customers -> dbt: customer_revenue -> validated -> marts.revenue_by_country
```

What dbt made, what was validated and what the mart reads is one dataset, `main.customer_revenue`: with the
columns' lineage from dbt, the results of dbt's tests and of the expectations, and the mart behind it. One
expectation warns (an order is larger than usual); one that is critical would stop the pipeline.

**To use it**: install dbt with its DuckDB adapter in an environment of its own (the parameter `dbt` names the
program), and `great-expectations` with `duckdb-engine` in that of Airflow's workers; copy `quality_duckdb.py`
and `dbt_shop/` into your DAG folder; create a connection `quality_duckdb` of type *DuckDB* whose host is the
path of a database file. In a checkout, `make quality` installs both, and `make demo` runs this pipeline, too.
"""

from __future__ import annotations

import os
from pathlib import Path

from airflow.providers.common.sql.operators.sql import SQLExecuteQueryOperator
from airflow.providers.standard.operators.bash import BashOperator
from airflow.sdk import Connection, dag, task

PROJECT = Path(__file__).parent / "dbt_shop"
CONNECTION = "quality_duckdb"

LOAD_CUSTOMERS = """
CREATE SCHEMA IF NOT EXISTS crm;
CREATE OR REPLACE TABLE crm.customers AS
SELECT * FROM (VALUES
    (1, 'Ann', 'ann@example.com', 'DE'),
    (2, 'Bob', 'bob@example.com', 'FR'),
    (3, 'Cy', 'cy@example.com', 'DE')
) AS t (id, name, email, country_code)
"""

MART = """
CREATE SCHEMA IF NOT EXISTS marts;
CREATE OR REPLACE TABLE marts.revenue_by_country AS
SELECT country, count(*) AS customers, sum(revenue) AS revenue
FROM customer_revenue
GROUP BY country
"""


@dag(
    dag_id="quality_duckdb",
    schedule=None,
    catchup=False,
    max_active_runs=1,
    params={"dbt": os.environ.get("DBT_EXECUTABLE", "dbt")},
    doc_md=__doc__,
    tags=["example", "dbt", "great_expectations"],
)
def quality_duckdb():
    load_customers = SQLExecuteQueryOperator(
        task_id="load_customers", conn_id=CONNECTION, sql=LOAD_CUSTOMERS, split_statements=True
    )
    build = BashOperator(
        task_id="build",
        bash_command=f'cd "{PROJECT}" && "$DBT" build --exclude tag:audit --target-path "$TARGET"',
        env={
            "DBT": "{{ params.dbt }}",
            "DBT_PROFILES_DIR": str(PROJECT),
            "DBT_LOG_PATH": "/tmp/dbt_shop/{{ run_id | replace(':', '_') }}",
            "DBT_SHOP_DATABASE": "{{ conn.quality_duckdb.host }}",
            "TARGET": "/tmp/dbt_shop/{{ run_id | replace(':', '_') }}/quality",
        },
        append_env=True,
    )

    @task
    def validate() -> None:
        """Expectations on a model; one that is critical stops the pipeline."""
        import great_expectations as gx
        import great_expectations.expectations as gxe

        context = gx.get_context(mode="ephemeral")
        asset = context.data_sources.add_pandas("warehouse").add_sql_asset(
            "customer_revenue",
            sql="SELECT * FROM customer_revenue",
            con=f"duckdb:///{Connection.get(CONNECTION).host}",
        )
        suite = gx.ExpectationSuite(
            "customer_revenue",
            expectations=[
                gxe.ExpectTableRowCountToBeBetween(min_value=1),
                gxe.ExpectColumnValuesToNotBeNull(column="country"),
                gxe.ExpectColumnValuesToBeUnique(column="customer_id"),
                gxe.ExpectColumnMaxToBeBetween(column="revenue", max_value=40, severity="warning"),
            ],
        )
        result = asset.add_batch_definition_whole_dataframe("all").get_batch().validate(suite)
        for one in result.results:
            if not one.success and one.expectation_config.severity == "critical":
                raise ValueError(f"{one.expectation_config.type} failed: {one.expectation_config.kwargs}")

    mart = SQLExecuteQueryOperator(task_id="mart", conn_id=CONNECTION, sql=MART, split_statements=True)
    load_customers >> build >> validate() >> mart


quality_duckdb()
