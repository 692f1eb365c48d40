"""Lineage of your own jobs, from any Python: inside a task, inside an orchestrator of your own, in a script.

    from lineage_provider.api import Dataset, lineage_run

    with lineage_run("nightly.load", namespace="my-jobs") as run:
        run.input(Dataset("s3://lake", "raw/orders.csv"))
        run.sql("INSERT INTO daily SELECT ds, sum(amount) AS total FROM orders GROUP BY ds",
                dialect="postgres", namespace="postgres://db:5432", database="shop", schema="public")

A START goes out at the beginning, and a COMPLETE, FAIL or ABORT at the end. In a running Airflow task the
task is the parent, and events go where Airflow's go; elsewhere where ``OPENLINEAGE__TRANSPORT``,
``OPENLINEAGE_URL`` or ``openlineage.yml`` say, or to the ``transport`` that is given. What fails here is
logged, and never reaches the code inside.
"""

from lineage_provider.api.datasets import Dataset
from lineage_provider.api.job import emit_job
from lineage_provider.api.run import LineageRun, current_run, lineage_run

__all__ = ["Dataset", "LineageRun", "current_run", "emit_job", "lineage_run"]
