"""Spark's own SQL: tables of a session catalog, which a job that is submitted finds.

In: the master that a job is submitted to, and its configuration. Out: namespace ``hive://host:port`` where
the configuration names a Hive metastore (OpenLineage's rule), else ``spark://`` and the master; name
``database.table``. A module of its own because there is no connection to a database: nothing can be asked for
columns, and two jobs see the same tables where they share metastore or master.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from lineage_provider.engines.base import Engine

_METASTORE = ("spark.hadoop.hive.metastore.uris", "spark.hive.metastore.uris", "hive.metastore.uris")
_URL = re.compile(r"(?:k8s://)?(?:[a-z0-9]+://)?([^/,\[]+)", re.IGNORECASE)


@dataclass(frozen=True)
class SparkEngine(Engine):
    """Tables as Spark SQL names them; there is no catalog to ask."""

    @property
    def has_catalog(self) -> bool:
        return False


def engine_of_job(master: str | None, configuration: Mapping[str, Any]) -> SparkEngine:
    """Describe the tables of a job.

    >>> engine_of_job("local[2]", {}).namespace
    'spark://local'
    >>> engine_of_job("k8s://https://k8s.example.com:443", {}).namespace
    'spark://k8s.example.com:443'
    >>> engine_of_job("yarn", {"hive.metastore.uris": "thrift://meta:9083,thrift://b:9083"}).namespace
    'hive://meta:9083'
    """
    metastore = next((str(configuration[key]) for key in _METASTORE if configuration.get(key)), None)
    named = _URL.match(metastore or master or "yarn")
    place = named.group(1).rpartition("@")[2] if named else "yarn"
    namespace = f"{'hive' if metastore else 'spark'}://{place}"
    return SparkEngine(namespace, "spark", default_schema="default", levels=2, name="spark")
