"""Airflow's simple auth manager with rights by name: `vera` reads one DAG, `nora` nothing.

In: what the simple auth manager gets. Out: its answers, but for these two users. A module of its own because
Airflow loads it by its name; the simple auth manager alone gives every user all DAGs.
"""

from __future__ import annotations

from typing import Any

from airflow.api_fastapi.auth.managers.simple.simple_auth_manager import SimpleAuthManager

READABLE = {"vera": {"shop"}, "nora": set()}


class ByName(SimpleAuthManager):
    def is_authorized_dag(self, *, user: Any, details: Any = None, **rest: Any) -> bool:
        if user.get_name() in READABLE:
            return bool(details) and details.id in READABLE[user.get_name()]
        return super().is_authorized_dag(user=user, details=details, **rest)

    def is_authorized_asset(self, *, user: Any, **rest: Any) -> bool:
        return user.get_name() != "nora" and super().is_authorized_asset(user=user, **rest)
