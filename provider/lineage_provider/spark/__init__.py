"""Spark jobs that Airflow submits: whose child they are, and where they send their own lineage.

In: the task that submits a job, and the backends of this deployment. Out: properties of openlineage-spark in
the job's Spark configuration, and the backend's key in a place that no command line, request or log shows. A
room of its own because it puts something into a user's job, which nothing else here does: only where
``[openlineage] spark_inject_*`` or ``[lineage_provider] spark_inject`` asks for it.
"""
