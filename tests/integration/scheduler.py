"""A real Airflow for tests: api-server, scheduler, dag-processor, triggerer, LocalExecutor, SQLite metadata.

    def test_something(airflow):
        run = airflow.run_dag("plain_dag")
        assert run.state == "success"
        events = run.task_events("load")            # START and end events of one task, dicts
        events = run.child_events("load")           # events of its single queries
        events = run.dag_events()                   # the DAG's own START, COMPLETE or FAIL

`airflow` is a fixture of conftest.py, one Airflow for the whole test session. It serves the DAGs of
dags_example/ and tests/integration/dags/. A test that needs other folders, connections or options of its own
starts one with `running_airflow(tmp_path, ...)`.
"""

from __future__ import annotations

import contextlib
import sys
import time
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from lineage_provider.cli import run_events
from lineage_provider.cli.airflow_api import FINISHED_RUN_STATES, AirflowApiError, TaskState
from lineage_provider.cli.airflow_processes import AirflowProcesses, AirflowSetup
from lineage_provider.cli.run_events import Event

ROOT = Path(__file__).resolve().parents[2]
DAG_FOLDERS = {"tests": ROOT / "tests/integration/dags", "examples": ROOT / "dags_example"}
NAMESPACE = "tests"
RUN_SECONDS = 180.0
READY_SECONDS = 300.0
API_TRIES = 6
# The official listener ends a fork that has not sent its event in 10 s, and the task's process 20 s after its
# success: on a busy machine events would be missing that tests count.
PATIENCE = {"AIRFLOW__OPENLINEAGE__EXECUTION_TIMEOUT": "60", "AIRFLOW__CORE__TASK_SUCCESS_OVERTIME": "120"}
CONFLICT = 409
EVENT_SECONDS = 45.0


@dataclass(frozen=True)
class FinishedRun:
    """One DAG run that is over, and all events of the Airflow it ran in, up to then."""

    dag_id: str
    run_id: str
    state: str
    tasks: tuple[TaskState, ...]
    all_events: tuple[Event, ...] = field(repr=False)

    def dag_events(self) -> list[Event]:
        return run_events.dag_events(self.all_events, self.dag_id, self.run_id)

    def task_events(self, task_id: str | None = None) -> list[Event]:
        return run_events.task_events(self.all_events, self.dag_id, self.run_id, task_id)

    def child_events(self, task_id: str | None = None) -> list[Event]:
        return run_events.child_events(self.all_events, self.task_events(task_id))

    def events(self) -> list[Event]:
        return run_events.events_of_run(self.all_events, self.dag_id, self.run_id)

    def last_event(self, task_id: str) -> Event:
        """The task's end event; of a retried task, that of its last try."""
        return [event for event in self.task_events(task_id) if event["eventType"] != "START"][-1]

    def task_states(self) -> dict[str, str | None]:
        return {task.task_id: task.state for task in self.tasks}


class RunningAirflow:
    """What tests do with a running Airflow."""

    def __init__(self, processes: AirflowProcesses) -> None:
        self.processes = processes
        self.api = processes.api
        self.home = processes.setup.home

    def run_dag(
        self,
        dag_id: str,
        run_id: str | None = None,
        conf: Mapping[str, Any] | None = None,
        logical_date: datetime | None = None,
        timeout: float = RUN_SECONDS,
    ) -> FinishedRun:
        """Trigger a DAG, wait for its end and for its last events."""
        return self.wait(dag_id, self.trigger(dag_id, run_id, conf, logical_date), timeout)

    def trigger(
        self,
        dag_id: str,
        run_id: str | None = None,
        conf: Mapping[str, Any] | None = None,
        logical_date: datetime | None = None,
    ) -> str:
        """Start a run without waiting, to have several at a time; its run id."""
        self.processes.wait_until_ready([dag_id], READY_SECONDS)
        name = run_id or f"manual__{datetime.now(UTC).isoformat()}"
        for tried in range(API_TRIES):
            try:
                return self.api.trigger(dag_id, name, conf, logical_date)
            except AirflowApiError as error:
                if tried and error.status == CONFLICT:
                    return name  # an api-server that was too busy to answer has started it
                if error.status is not None:
                    raise
        raise AssertionError(f"{dag_id} could not be triggered: the api-server did not answer")

    def wait(self, dag_id: str, run_id: str, timeout: float = RUN_SECONDS) -> FinishedRun:
        deadline = time.monotonic() + timeout
        while (state := self._state(dag_id, run_id)) not in FINISHED_RUN_STATES:
            self.processes.check_alive()
            if time.monotonic() > deadline:
                tasks = self.api.task_states(dag_id, run_id)
                raise AssertionError(f"{dag_id} {run_id} is {state} after {timeout:.0f} s: {tasks}")
            time.sleep(0.25)
        self._wait_for_events(dag_id, run_id)
        return FinishedRun(dag_id, run_id, state, self._task_states(dag_id, run_id), tuple(self.events()))

    def _task_states(self, dag_id: str, run_id: str) -> tuple[TaskState, ...]:
        for _ in range(API_TRIES - 1):
            with contextlib.suppress(AirflowApiError):
                return tuple(self.api.task_states(dag_id, run_id))
        return tuple(self.api.task_states(dag_id, run_id))

    def _state(self, dag_id: str, run_id: str) -> str:
        """The run's state; an api-server that is too busy to answer is asked again."""
        try:
            return self.api.run_state(dag_id, run_id)
        except AirflowApiError as error:
            if error.status is not None:
                raise
            return "not known"

    def run_dags(self, dag_ids: Sequence[str], timeout: float = RUN_SECONDS) -> dict[str, FinishedRun]:
        """Run several DAGs at the same time; the finished run of each."""
        run_ids = {dag_id: self.trigger(dag_id) for dag_id in dag_ids}
        return {dag_id: self.wait(dag_id, run_id, timeout) for dag_id, run_id in run_ids.items()}

    def events(self) -> list[Event]:
        """Every event sent so far, by all runs."""
        file = run_events.read_events(self.processes.setup.events)
        assert not file.damaged_lines, f"lines {file.damaged_lines} of {self.processes.setup.events}"
        return list(file.events)

    def task_events(self, dag_id: str, run_id: str, task_id: str) -> list[Event]:
        return run_events.task_events(self.events(), dag_id, run_id, task_id)

    def task_log(self, dag_id: str, run_id: str, task_id: str) -> str:
        """The log of all tries of a task, as JSON lines."""
        folder = self.home / "logs" / f"dag_id={dag_id}" / f"run_id={run_id}" / f"task_id={task_id}"
        return "\n".join(path.read_text() for path in sorted(folder.rglob("*.log")))

    def _wait_for_events(self, dag_id: str, run_id: str) -> None:
        """Runs without all end events are left to the tests: what is missing is what they look for."""
        deadline = time.monotonic() + EVENT_SECONDS
        while time.monotonic() < deadline:
            if run_events.has_ended(self.events(), dag_id, run_id):
                return
            time.sleep(0.25)


@contextlib.contextmanager
def running_airflow(
    directory: Path,
    dag_folders: Mapping[str, Path] = DAG_FOLDERS,
    connections: Mapping[str, str | Mapping[str, object]] | None = None,
    environment: Mapping[str, str] | None = None,
    dag_ids: Sequence[str] = (),
) -> Iterator[RunningAirflow]:
    """An Airflow in `directory`; DAGs in `dag_ids` are known to it when the block begins."""
    setup = AirflowSetup(
        home=directory / "airflow",
        events=directory / "events.jsonl",
        dag_folders=dag_folders,
        connections=connections or {},
        environment={**PATIENCE, **(environment or {})},
        namespace=NAMESPACE,
    )
    processes = AirflowProcesses(setup)
    try:
        with processes:
            processes.wait_until_ready(dag_ids, READY_SECONDS)
            yield RunningAirflow(processes)
    except BaseException:
        _print_logs(processes)
        raise


def _print_logs(processes: AirflowProcesses) -> None:
    for path in sorted(processes.setup.logs.glob("*.log")):
        print(f"--- {path}\n{processes.log_tail(path.stem, 40)}", file=sys.stderr)
