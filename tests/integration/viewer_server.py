"""Airflow's real api-server with the lineage page, users with different rights, and requests to it.

In: a directory. Out: a running server that knows the DAGs of viewer_dags and the events of tests/unit/viewer,
sent by OpenLineage's own client. A module of its own because the tests of the API and those of the browser
share one server.
"""

from __future__ import annotations

import json
import subprocess
import sys
import time
import urllib.error
import urllib.parse
import urllib.request
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from lineage_provider.cli.airflow_processes import AirflowProcesses, AirflowSetup
from tests.unit.viewer.events_of import checked_again, dag_run, shop

HERE = Path(__file__).parent
USERS = {"anna": "admin", "vera": "viewer", "nora": "viewer"}
SECRET = "posted-events-have-this"
START_SECONDS = 120.0


class ApiServer(AirflowProcesses):
    """Airflow's api-server alone, and requests to it."""

    def _commands(self) -> Mapping[str, Sequence[str]]:
        return {"api-server": super()._commands()["api-server"]}

    @property
    def address(self) -> str:
        return self.environment["AIRFLOW__API__BASE_URL"]

    def request(
        self, path: str, user: str = "", content: Any = None, headers: Mapping[str, str] | None = None
    ) -> tuple[int, str]:
        """Status and body; ``path`` is below /lineage/."""
        found = {**({"Authorization": f"Bearer {self.token(user)}"} if user else {}), **(headers or {})}
        body = None if content is None else json.dumps(content).encode()
        request = urllib.request.Request(f"{self.address}/lineage/{path}", body, found)
        return self._answer(request)

    def get(self, path: str, user: str, **parameters: str) -> Any:
        status, body = self.request(f"api/v1/{path}?{urllib.parse.urlencode(parameters)}", user)
        assert status == 200, body
        return json.loads(body)

    def airflow(self, path: str, user: str, content: Any = None) -> Any:
        """An answer of Airflow's own API; ``path`` is below /api/v2/."""
        headers = {"Authorization": f"Bearer {self.token(user)}", "Content-Type": "application/json"}
        body = None if content is None else json.dumps(content).encode()
        request = urllib.request.Request(f"{self.address}/api/v2/{path}", body, headers)
        status, text = self._answer(request)
        assert status < 300, text
        return json.loads(text)

    def token(self, user: str) -> str:
        content = json.dumps({"username": user, "password": user}).encode()
        headers = {"Content-Type": "application/json"}
        status, body = self._answer(urllib.request.Request(f"{self.address}/auth/token", content, headers))
        assert status == 201, body
        return str(json.loads(body)["access_token"])

    @staticmethod
    def _answer(request: urllib.request.Request) -> tuple[int, str]:
        class Stay(urllib.request.HTTPRedirectHandler):
            def redirect_request(self, *_: Any) -> None:
                return None

        try:
            with urllib.request.build_opener(Stay).open(request, timeout=30) as answer:
                return answer.status, answer.read().decode()
        except urllib.error.HTTPError as error:
            return error.code, error.headers.get("location") or error.read().decode()


def wait(server: ApiServer) -> None:
    deadline = time.monotonic() + START_SECONDS
    while time.monotonic() < deadline:
        server.check_alive()
        try:
            server.request("")
            return
        except OSError:
            time.sleep(0.5)
    raise AssertionError(server.log_tail("api-server", 60))


def command(server: ApiServer, *arguments: str) -> None:
    """Run `airflow` in the server's deployment."""
    whole = [sys.executable, "-m", "airflow", *arguments]
    found = subprocess.run(whole, env=dict(server.environment), capture_output=True, text=True)
    assert found.returncode == 0, found.stdout + found.stderr


def post(server: ApiServer, events: Sequence[Mapping[str, Any]], secret: str = SECRET) -> None:
    """As OpenLineage's http transport does, one event a request."""
    from openlineage.client.transport.http import HttpConfig, HttpTransport

    transport = HttpTransport(
        HttpConfig.from_dict(
            {
                "url": server.address,
                "endpoint": "lineage/api/v1/lineage",
                "auth": {"type": "api_key", "apiKey": secret},
                "compression": "gzip",
            }
        )
    )
    for event in events:
        transport.emit(event)  # type: ignore[arg-type]


@contextmanager
def viewer_server(directory: Path) -> Iterator[ApiServer]:
    """The server, ready, with events."""
    passwords = directory / "passwords.json"
    passwords.write_text(json.dumps({user: user for user in USERS}))
    setup = AirflowSetup(
        home=directory / "airflow",
        events=directory / "events.jsonl",
        dag_folders={"viewer": HERE / "viewer_dags"},
        environment={
            "PYTHONPATH": str(HERE / "viewer_auth"),
            "AIRFLOW__CORE__AUTH_MANAGER": "viewer_auth_manager.ByName",
            "AIRFLOW__CORE__SIMPLE_AUTH_MANAGER_ALL_ADMINS": "False",
            "AIRFLOW__CORE__SIMPLE_AUTH_MANAGER_USERS": ",".join(":".join(pair) for pair in USERS.items()),
            "AIRFLOW__CORE__SIMPLE_AUTH_MANAGER_PASSWORDS_FILE": str(passwords),
            "AIRFLOW__LINEAGE_PROVIDER__INGEST_TOKEN": SECRET,
        },
    )
    with ApiServer(setup) as running:
        wait(running)
        command(running, "dags", "reserialize")
        for name in ("r1", "r2"):
            running.airflow("dags/shop/dagRuns", "anna", {"dag_run_id": name, "logical_date": None})
        post(running, [*shop(), checked_again(), dag_run("shop", "r1")])
        yield running
