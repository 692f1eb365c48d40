"""Airflow's permissions for the viewer's API.

In: a request to a FastAPI app that Airflow has mounted. Out: what the user may see, or 401 and 403. A
module of its own because it is the only one in the viewer that imports Airflow; the app is handed its
functions.

A plugin's app stands outside Airflow's own checks. The rule here: whoever may read assets may ask; jobs and
runs of a DAG are for those who may read the DAG. DAGs that this Airflow does not know (deleted ones, those
of another Airflow that posts its events here) are for those who may read any DAG.
"""

from __future__ import annotations

from typing import Annotated, Any

from airflow.api_fastapi.app import get_auth_manager
from airflow.api_fastapi.auth.managers.models.resource_details import DagDetails
from airflow.api_fastapi.core_api.security import GetUserDep, requires_access_asset
from airflow.models.dag import DagModel
from airflow.utils.session import create_session
from fastapi import Depends
from sqlalchemy import select

from lineage_provider.viewer.queries import Visible

_NOBODY_WAS_GRANTED = "lineage_provider: a DAG that nobody was granted by name"

MayAsk = Annotated[None, Depends(requires_access_asset("GET"))]


def visible(user: GetUserDep, _: MayAsk) -> Visible:
    """What the user of this request may see; 401 without a login, 403 without the right to read assets."""
    allowed = frozenset(get_auth_manager().get_authorized_dag_ids(user=user, method="GET"))
    return Visible(None if _reads_any_dag(user, allowed) else allowed)


def user_name(user: GetUserDep) -> str:
    """The name of whoever asks."""
    return str(user.get_name())


def _reads_any_dag(user: Any, allowed: frozenset[str]) -> bool:
    """Whether the right to read DAGs is one for all DAGs, also those that are not there (any more)."""
    manager = get_auth_manager()
    details = DagDetails(id=_NOBODY_WAS_GRANTED)
    if not manager.is_authorized_dag(method="GET", details=details, user=user):
        return False
    with create_session() as session:
        return allowed.issuperset(session.scalars(select(DagModel.dag_id)))
