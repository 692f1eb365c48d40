"""A real Airflow on this machine, started for a while and always stopped again.

In: an `AirflowSetup`: where it lives, which DAG folders, connections and options it gets, and the file its
OpenLineage events go to. Out: running processes (api-server, scheduler, dag-processor, triggerer) with a
LocalExecutor on a SQLite metadata database, a REST client for them, and their log files.

A module of its own because the demo and the integration tests both need it, and because events of
`airflow dags test` differ from those of a scheduler (no DAG START, one process for all tasks).
Airflow is only run here, never imported: its configuration is read at import, from the environment.
"""

from __future__ import annotations

import json
import os
import secrets
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from types import TracebackType
from typing import IO

import psutil

from lineage_provider.cli.airflow_api import AirflowApi, AirflowApiError

# What a user may set in the shell to see its effect on the run; every other AIRFLOW__ or OPENLINEAGE_
# variable belongs to another deployment and would point this one at its database or its backend.
PASSED_ON = ("AIRFLOW__LINEAGE_PROVIDER__", "AIRFLOW__OPENLINEAGE__DISABLED", "OPENLINEAGE_DISABLED")
HELD_BACK = ("AIRFLOW_", "AIRFLOW__", "OPENLINEAGE_")

POLL_SECONDS = 0.25
# Long enough to end in good order where that is quick; nothing of such an Airflow is worth a longer wait.
STOP_SECONDS = 3.0


class AirflowProcessError(Exception):
    """Airflow did not start, or did not stay up; the message names the log file to look at."""


@dataclass(frozen=True)
class AirflowSetup:
    """What one Airflow is started with. `dag_folders` maps a bundle name to a folder; `connections` maps a
    connection id to its URI or to the mapping Airflow takes as JSON; `environment` comes last and wins; an
    empty value takes a variable away."""

    home: Path
    events: Path
    dag_folders: Mapping[str, Path]
    connections: Mapping[str, str | Mapping[str, object]] = field(default_factory=dict)
    environment: Mapping[str, str] = field(default_factory=dict)
    namespace: str = "default"
    parallelism: int = 4
    triggerer: bool = True

    @property
    def logs(self) -> Path:
        return self.home / "process_logs"


@dataclass(frozen=True)
class _Ports:
    api: int
    worker_logs: int
    trigger_logs: int


class AirflowProcesses:
    """The running processes of one `AirflowSetup`; a context manager that stops them on the way out."""

    def __init__(self, setup: AirflowSetup) -> None:
        self.setup = setup
        self._ports = _Ports(*_free_ports(3))
        self._environment = _environment(setup, self._ports)
        self._running: dict[str, subprocess.Popen[bytes]] = {}
        self.api = AirflowApi(f"http://localhost:{self._ports.api}")

    @property
    def environment(self) -> Mapping[str, str]:
        """The environment every process got, for further commands of the same deployment."""
        return self._environment

    def __enter__(self) -> AirflowProcesses:
        try:
            self.start()
        except BaseException:
            self.stop()
            raise
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.stop()

    def start(self) -> None:
        """Make the metadata database, then start every process; returns before they are ready."""
        self.setup.logs.mkdir(parents=True, exist_ok=True)
        self.setup.events.parent.mkdir(parents=True, exist_ok=True)
        migration = self._spawn("db-migrate", ["db", "migrate"])
        if migration.wait() != 0:
            raise AirflowProcessError(self._failure("db-migrate", "`airflow db migrate` failed"))
        del self._running["db-migrate"]
        for name, arguments in self._commands().items():
            self._spawn(name, arguments)

    def wait_until_ready(
        self, dag_ids: Sequence[str], timeout: float = 120.0, tick: Callable[[], None] | None = None
    ) -> None:
        """Return when the api-server answers, scheduler and triggerer are healthy and every DAG is known."""
        deadline = time.monotonic() + timeout
        missing = "the api-server's answer"
        while time.monotonic() < deadline:
            self.check_alive()
            try:
                missing = self._not_ready(dag_ids)
            except AirflowApiError:
                missing = "the api-server's answer"
            if not missing:
                return
            if tick:
                tick()
            time.sleep(POLL_SECONDS)
        raise AirflowProcessError(
            f"Airflow was not ready within {timeout:.0f} s; still missing: {missing}. Logs: {self.setup.logs}"
        )

    def check_alive(self) -> None:
        """Raise when one of the processes has ended by itself."""
        for name, process in self._running.items():
            if process.poll() is not None:
                raise AirflowProcessError(
                    self._failure(name, f"airflow {name} ended with exit code {process.returncode}")
                )

    def stop(self) -> None:
        """End every process and what it started; safe to call twice."""
        leaders = [process.pid for process in self._running.values()]
        try:
            for leader in leaders:
                _signal(leader, signal.SIGTERM)
            deadline = time.monotonic() + STOP_SECONDS
            while time.monotonic() < deadline and self._any_runs():
                time.sleep(0.05)
        finally:
            # Also after a second Ctrl+C. Task processes outlive the scheduler that started them, in process
            # groups of their own; the session is what they still share with it.
            for process_id in _processes_of_sessions(leaders):
                _signal(process_id, signal.SIGKILL)
        for process in self._running.values():
            process.wait()
        self._running.clear()

    def running(self) -> Mapping[str, int]:
        """The process id of each of Airflow's processes, by its name."""
        return {name: process.pid for name, process in self._running.items()}

    def _any_runs(self) -> bool:
        return any(process.poll() is None for process in self._running.values())

    def log_tail(self, name: str, lines: int = 20) -> str:
        path = self.setup.logs / f"{name}.log"
        text = path.read_text(errors="replace") if path.exists() else ""
        return "\n".join(text.splitlines()[-lines:])

    def _commands(self) -> Mapping[str, Sequence[str]]:
        commands = {
            "api-server": ["api-server", "--port", str(self._ports.api), "--workers", "1"],
            "scheduler": ["scheduler"],
            "dag-processor": ["dag-processor"],
        }
        if self.setup.triggerer:
            commands["triggerer"] = ["triggerer"]
        return commands

    def _spawn(self, name: str, arguments: Sequence[str]) -> subprocess.Popen[bytes]:
        log: IO[bytes]
        with (self.setup.logs / f"{name}.log").open("ab") as log:
            process = subprocess.Popen(
                [sys.executable, "-m", "airflow", *arguments],
                env=dict(self._environment),
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=subprocess.STDOUT,
                # A session of its own: Ctrl+C reaches us only, and we end everything in it.
                start_new_session=True,
            )
        self._running[name] = process
        return process

    def _not_ready(self, dag_ids: Sequence[str]) -> str:
        """What is still missing, in words; empty when nothing is."""
        health = self.api.health()
        needed = ["scheduler", "dag_processor"] + (["triggerer"] if self.setup.triggerer else [])
        for part in needed:
            if health.get(part) != "healthy":
                return f"a healthy {part}"
        if errors := self.api.import_errors():
            raise AirflowProcessError("A DAG file cannot be imported: " + "\n".join(errors))
        for dag_id in dag_ids:
            if not self.api.knows_dag(dag_id):
                return f"DAG {dag_id}"
        return ""

    def _failure(self, name: str, what: str) -> str:
        return f"{what}. Log: {self.setup.logs / (name + '.log')}\n{self.log_tail(name)}"


def _environment(setup: AirflowSetup, ports: _Ports) -> dict[str, str]:
    inherited = {name: value for name, value in os.environ.items() if _inherit(name)}
    address = f"http://localhost:{ports.api}"
    bundles = [
        {
            "name": name,
            "classpath": "airflow.dag_processing.bundles.local.LocalDagBundle",
            "kwargs": {"path": str(folder)},
        }
        for name, folder in setup.dag_folders.items()
    ]
    transport = {"type": "file", "log_file_path": str(setup.events), "append": True}
    options = {
        "AIRFLOW_HOME": str(setup.home),
        "AIRFLOW__CORE__LOAD_EXAMPLES": "False",
        "AIRFLOW__CORE__EXECUTOR": "LocalExecutor",
        "AIRFLOW__CORE__PARALLELISM": str(setup.parallelism),
        "AIRFLOW__CORE__DAGS_ARE_PAUSED_AT_CREATION": "False",
        "AIRFLOW__CORE__EXECUTION_API_SERVER_URL": f"{address}/execution/",
        "AIRFLOW__CORE__SIMPLE_AUTH_MANAGER_ALL_ADMINS": "True",
        "AIRFLOW__API__PORT": str(ports.api),
        "AIRFLOW__API__HOST": "127.0.0.1",
        "AIRFLOW__API__BASE_URL": address,
        # Shared by all processes; left alone, each would make one up and refuse the others' tokens.
        "AIRFLOW__API__SECRET_KEY": secrets.token_hex(16),
        "AIRFLOW__API_AUTH__JWT_SECRET": secrets.token_hex(32),
        "AIRFLOW__LOGGING__WORKER_LOG_SERVER_PORT": str(ports.worker_logs),
        "AIRFLOW__LOGGING__TRIGGER_LOG_SERVER_PORT": str(ports.trigger_logs),
        "AIRFLOW__SCHEDULER__ENABLE_HEALTH_CHECK": "False",
        "AIRFLOW__SCHEDULER__SCHEDULER_IDLE_SLEEP_TIME": "0.2",
        "AIRFLOW__DAG_PROCESSOR__DAG_BUNDLE_CONFIG_LIST": json.dumps(bundles),
        "AIRFLOW__DAG_PROCESSOR__PARSING_PROCESSES": "1",
        # A task's supervisor that looks for its end a moment too early looks again after this time: with the
        # default of 5 s, some tasks hold their slot 5 s longer, and one that deferred for less is failed.
        "AIRFLOW__WORKERS__MIN_HEARTBEAT_INTERVAL": "1",
        "AIRFLOW__OPENLINEAGE__NAMESPACE": setup.namespace,
        "AIRFLOW__OPENLINEAGE__TRANSPORT": json.dumps(transport),
        "AIRFLOW__USAGE_DATA_COLLECTION__ENABLED": "False",
        # The fork of a threaded process on macOS; without effect elsewhere.
        "OBJC_DISABLE_INITIALIZE_FORK_SAFETY": "YES",
        "NO_PROXY": "localhost,127.0.0.1",
        "no_proxy": "localhost,127.0.0.1",
    }
    connections = {
        f"AIRFLOW_CONN_{name.upper()}": value if isinstance(value, str) else json.dumps(dict(value))
        for name, value in setup.connections.items()
    }
    given = {**inherited, **options, **connections, **setup.environment}
    return {name: value for name, value in given.items() if value or name not in setup.environment}


def _inherit(name: str) -> bool:
    return name.startswith(PASSED_ON) or not name.startswith(HELD_BACK)


def _free_ports(count: int) -> list[int]:
    """Ports nobody listens on now; all are held open until the last one is known, so that they differ."""
    sockets = [socket.socket() for _ in range(count)]
    try:
        for one in sockets:
            one.bind(("127.0.0.1", 0))
        return [int(one.getsockname()[1]) for one in sockets]
    finally:
        for one in sockets:
            one.close()


def _signal(process_id: int, number: signal.Signals) -> None:
    try:
        os.kill(process_id, number)
    except ProcessLookupError:  # it has ended in the meantime, which is what the signal was for
        return


def _processes_of_sessions(leaders: Sequence[int]) -> list[int]:
    found = []
    for process_id in psutil.pids():
        try:
            if os.getsid(process_id) in leaders:
                found.append(process_id)
        except OSError:  # ended, or another user's
            continue
    return found
