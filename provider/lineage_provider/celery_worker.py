"""What belongs beside a Celery worker, for Airflow before 3.2, which runs no code of a provider in one.

    [celery]
    celery_config_options = lineage_provider.celery_worker.CELERY_CONFIG

In: the Celery configuration of Airflow's provider. Out: the same, and a worker that imports this module when
it starts. A module of its own because it is imported where that option names it, and nowhere else. With
Airflow 3.2 and newer the option changes nothing: Celery calls a function once, however often it is connected.
"""

from __future__ import annotations

from typing import Any

from airflow.providers.celery.executors.default_celery import DEFAULT_CELERY_CONFIG
from celery.signals import worker_init

from lineage_provider.cli.celery_worker import begin

CELERY_CONFIG: dict[str, Any] = {
    **DEFAULT_CELERY_CONFIG,
    "imports": (*(DEFAULT_CELERY_CONFIG.get("imports") or ()), __name__),
}

worker_init.connect(begin, weak=False)
