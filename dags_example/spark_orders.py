"""
### A Spark job and its lineage

`spark-submit` runs `spark/daily_revenue.py`, which makes two tables by `spark.sql`:

```
order_items.csv -> shop.order_items -> shop.revenue
```

The task's event names these tables and their columns: the constant texts of `spark.sql` are read in the
program. With `[lineage_provider] spark_inject = all` the job also knows the task's run and the backends, and
with the jar of openlineage-spark its own events (files, schemas, rows) arrive as runs below the task's; see
docs/spark.md for what to add then.

**To use it**: copy `spark_orders.py` and the folder `spark/` into your DAG folder, and a CSV file as
`data/order_items.csv`; install `apache-airflow-providers-apache-spark`, Spark (`pip install pyspark`) and
Java where Airflow's workers find them; create a connection `spark_default` of type *Spark* whose host is the
master, such as `local[2]`.
"""

from __future__ import annotations

from pathlib import Path

from airflow.sdk import dag

try:
    from airflow.providers.apache.spark.operators.spark_submit import SparkSubmitOperator
except ImportError:  # without apache-airflow-providers-apache-spark there is no such pipeline
    SparkSubmitOperator = None

FOLDER = Path(__file__).parent
# Each run has tables of its own: here nobody else reads them.
WAREHOUSE = "/tmp/spark_orders/{{ run_id | replace(':', '_') }}"


@dag(dag_id="spark_orders", schedule=None, catchup=False, tags=["example", "spark"], doc_md=__doc__)
def spark_orders() -> None:
    SparkSubmitOperator(
        task_id="daily_revenue",
        conn_id="spark_default",
        application=str(FOLDER / "spark" / "daily_revenue.py"),
        application_args=[str(FOLDER / "data" / "order_items.csv")],
        conf={"spark.sql.warehouse.dir": WAREHOUSE, "spark.ui.enabled": "false"},
        name="daily_revenue",
    )


if SparkSubmitOperator is not None:
    spark_orders()
