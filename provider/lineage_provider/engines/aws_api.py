"""Amazon's query APIs: Redshift's Data API and Athena's, whose hooks have no connection to a database.

In: a hook of an ``aws`` connection (by duck type), and what the call said: cluster, workgroup, database.
Out: the engine that runs the SQL, named as the same database is named behind a connection of its own. A
module of its own because such a connection says nothing of databases: other hooks of it are refused, so
that no dataset is called after Amazon. There is no catalog query: these APIs run jobs, not statements.
"""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from lineage_provider.engines import athena, redshift
from lineage_provider.engines.generic import GenericEngine
from lineage_provider.engines.rule import UNCOUNTED

CONN_TYPE = "aws"


def engine_of_api(
    hook: Any,
    *,
    database: str | None = None,
    schema: str | None = None,
    said: Mapping[str, Any] | None = None,
) -> GenericEngine:
    """Describe the database behind one call of ``hook``.

    ``said`` holds what the call named: ``cluster_identifier``, ``workgroup_name``, ``catalog``. Raises
    ValueError where that leaves open which database it was.
    """
    api = str(getattr(hook, "client_type", None) or "")
    describe = _APIS.get(api)
    if describe is None:
        raise ValueError(f"an AWS connection does not say which database {type(hook).__name__} works on")
    region = getattr(hook, "region_name", None)
    region = region or os.environ.get("AWS_REGION") or os.environ.get("AWS_DEFAULT_REGION")
    if not region:
        raise ValueError(f"neither the connection nor the operator names the region of {type(hook).__name__}")
    return describe(str(region), database, schema, said or {})


def _redshift(
    region: str, database: str | None, schema: str | None, said: Mapping[str, Any]
) -> GenericEngine:
    """As the official provider's transfers name it: cluster or workgroup, region, the usual port."""
    rule = redshift.RULE
    place = said.get("cluster_identifier") or said.get("workgroup_name")
    if not place:
        raise ValueError("neither a cluster nor a workgroup is named (a session id does not tell)")
    return GenericEngine(
        namespace=f"redshift://{place}.{region}:{rule.port}",
        dialect=rule.dialect,
        default_database=database,
        default_schema=schema or "public",
        name=rule.name,
        rule=replace(rule, catalog=None, row_counts=UNCOUNTED),
        schema_is_assumed=not schema,
    )


def _athena(region: str, database: str | None, schema: str | None, said: Mapping[str, Any]) -> GenericEngine:
    """What Athena calls a database is the schema here."""
    rule = athena.RULE
    return GenericEngine(
        namespace=f"awsathena://athena.{region}.amazonaws.com",
        dialect=rule.dialect,
        default_database=str(said.get("catalog") or athena.CATALOG),
        default_schema=schema or database,
        name=rule.name,
        rule=replace(rule, catalog=None, row_counts=UNCOUNTED),
    )


_APIS = {"redshift-data": _redshift, "athena": _athena}
"""By the name of the service's client, which all hooks of Amazon's provider have."""
