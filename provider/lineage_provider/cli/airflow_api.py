"""A client of the few REST calls needed to run DAGs in a local Airflow.

In: the address of an api-server whose simple auth manager treats everybody as an administrator (only ever a
server on localhost that we started ourselves). Out: plain values and `TaskState` objects.

A module of its own because the `airflow dags trigger` command takes five seconds a call, almost all of it
imports, and because knowing the paths of the REST API is another job than looking after processes.
Only the standard library is used: the caller need not be able to import Airflow.
"""

from __future__ import annotations

import json
import urllib.error
import urllib.parse
import urllib.request
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

FINISHED_RUN_STATES = frozenset({"success", "failed"})
FINISHED_TASK_STATES = frozenset({"success", "failed", "skipped", "upstream_failed", "removed"})

_TRIES = 3


class AirflowApiError(Exception):
    """The api-server did not answer, or answered with an error; the message says which call."""

    def __init__(self, message: str, status: int | None = None) -> None:
        super().__init__(message)
        self.status = status


@dataclass(frozen=True)
class TaskState:
    """One task instance as the api-server reports it; `duration` in seconds, None while it runs.

    `map_label` is what a mapped instance calls itself, or its index; empty for a task that is not mapped.
    """

    task_id: str
    map_index: int
    map_label: str
    state: str | None
    try_number: int
    duration: float | None

    @property
    def finished(self) -> bool:
        return self.state in FINISHED_TASK_STATES


class AirflowApi:
    """Calls of the public API (`/api/v2`) of one api-server."""

    def __init__(self, address: str, timeout: float = 20.0) -> None:
        self._address = address.rstrip("/")
        self._timeout = timeout
        self._token: str | None = None

    def health(self) -> Mapping[str, str]:
        """{"metadatabase": "healthy", "scheduler": "healthy", ...}; a part that never ran is left out."""
        parts = self._call("GET", "/api/v2/monitor/health", authorised=False)
        return {name: part["status"] for name, part in parts.items() if part and part.get("status")}

    def knows_dag(self, dag_id: str) -> bool:
        try:
            self._call("GET", f"/api/v2/dags/{dag_id}")
        except AirflowApiError as error:
            if error.status == 404:
                return False
            raise
        return True

    def import_errors(self) -> list[str]:
        """Stack traces of DAG files that could not be imported, each headed by the file's name."""
        errors = self._call("GET", "/api/v2/importErrors")["import_errors"]
        return [f"{error['filename']}\n{error['stack_trace']}" for error in errors]

    def trigger(
        self,
        dag_id: str,
        run_id: str | None = None,
        conf: Mapping[str, Any] | None = None,
        logical_date: datetime | None = None,
    ) -> str:
        """Start a run and return its run id. Without a logical date the run has none, as from the UI."""
        body: dict[str, Any] = {
            "logical_date": logical_date.isoformat() if logical_date else None,
            "conf": dict(conf or {}),
        }
        if run_id:
            body["dag_run_id"] = run_id
        return str(self._call("POST", f"/api/v2/dags/{dag_id}/dagRuns", body)["dag_run_id"])

    def run_state(self, dag_id: str, run_id: str) -> str:
        return str(self._call("GET", self._run_path(dag_id, run_id))["state"])

    def run_ids(self, dag_id: str) -> list[str]:
        """Run ids of one DAG, for instance of one that another DAG triggered."""
        runs = self._call("GET", f"/api/v2/dags/{dag_id}/dagRuns?limit=100")["dag_runs"]
        return [str(run["dag_run_id"]) for run in runs]

    def task_states(self, dag_id: str, run_id: str) -> list[TaskState]:
        path = f"{self._run_path(dag_id, run_id)}/taskInstances?limit=200"
        return [
            TaskState(
                task_id=str(instance["task_id"]),
                map_index=int(instance["map_index"]),
                map_label=_map_label(instance),
                state=instance["state"],
                try_number=int(instance["try_number"]),
                duration=instance["duration"],
            )
            for instance in self._call("GET", path)["task_instances"]
        ]

    @staticmethod
    def _run_path(dag_id: str, run_id: str) -> str:
        return f"/api/v2/dags/{dag_id}/dagRuns/{urllib.parse.quote(run_id, safe='')}"

    def _call(
        self, method: str, path: str, body: Mapping[str, Any] | None = None, authorised: bool = True
    ) -> Any:
        headers = {"Content-Type": "application/json"}
        if authorised:
            headers["Authorization"] = f"Bearer {self._login()}"
        request = urllib.request.Request(
            self._address + path,
            data=None if body is None else json.dumps(body).encode(),
            headers=headers,
            method=method,
        )
        try:
            return self._answer(request, _TRIES if method == "GET" else 1)
        except urllib.error.HTTPError as error:
            detail = error.read().decode(errors="replace")[:500]
            raise AirflowApiError(f"{method} {path}: HTTP {error.code}: {detail}", error.code) from error
        except (OSError, ValueError) as error:
            raise AirflowApiError(f"{method} {path}: {error}") from error

    def _answer(self, request: urllib.request.Request, tries: int) -> Any:
        """The answer; a server that is too busy is asked again, where asking twice does no harm."""
        try:
            with urllib.request.urlopen(request, timeout=self._timeout) as response:
                return json.load(response)
        except TimeoutError:
            if tries <= 1:
                raise
            return self._answer(request, tries - 1)

    def _login(self) -> str:
        if self._token is None:
            self._token = str(self._call("GET", "/auth/token", authorised=False)["access_token"])
        return self._token


def _map_label(instance: Mapping[str, Any]) -> str:
    if instance["map_index"] < 0:
        return ""
    return str(instance.get("rendered_map_index") or instance["map_index"])
