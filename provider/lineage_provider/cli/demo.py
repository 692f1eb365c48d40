"""Runs the example pipelines in a real Airflow and prints their lineage: `make demo`.

In: the DAGs of dags_example/, a directory to work in (`.demo` unless told otherwise). Out: progress, a
lineage tree, the events in `<directory>/events.jsonl`, and an exit code: 0 when lineage came out for every
pipeline, 1 with the reason when not, 130 after Ctrl+C.

A program of its own, not a command of `airflow`: it starts an Airflow apart from any that is configured here.
"""

from __future__ import annotations

import argparse
import io
import shutil
import signal
import sys
import time
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path

from lineage_provider.cli.airflow_api import FINISHED_RUN_STATES, AirflowApiError, TaskState
from lineage_provider.cli.airflow_processes import (
    POLL_SECONDS,
    AirflowProcessError,
    AirflowProcesses,
    AirflowSetup,
)
from lineage_provider.cli.demo_pipelines import (
    ALL,
    PIPELINES,
    QUALITY,
    dbt_program,
    runnable,
    why_not_quality,
)
from lineage_provider.cli.lineage_view import DagRunView, Totals, dag_runs, totals
from lineage_provider.cli.progress import Progress
from lineage_provider.cli.run_events import EventFile, has_ended, read_events
from lineage_provider.cli.tree import render

# Tasks that fail in a run that goes well: they are there to show a check that does not pass.
FAIL_ON_PURPOSE = frozenset({"check_return_rate"})
START_SECONDS = 120.0
RUN_SECONDS = 180.0
EVENT_SECONDS = 15.0
MOST_REASONS = 3
WIDEST_TASK = 22


class DemoError(Exception):
    """Why there is no lineage to show; the message is for the person who ran the demo."""


@dataclass(frozen=True)
class Workplace:
    """The files of one demo."""

    directory: Path
    dags: Path
    pipelines: tuple[str, ...] = PIPELINES

    @property
    def airflow(self) -> Path:
        return self.directory / "airflow"

    @property
    def events(self) -> Path:
        return self.directory / "events.jsonl"

    @property
    def page(self) -> Path:
        return self.directory / "lineage.html"

    @property
    def databases(self) -> Mapping[str, Path]:
        """Connection id -> database file."""
        return {name: self.directory / name.replace("_", ".") for name in self.pipelines}

    def prepare(self) -> None:
        """Begin anew; only the events of the last demo are kept, as events.prev.jsonl."""
        if not (self.dags / f"{self.pipelines[0]}.py").is_file():
            raise DemoError(
                f"The example pipelines are not in {self.dags}. Run the demo from a checkout of the project "
                "(make demo), or name their folder with --dags."
            )
        self.directory.mkdir(parents=True, exist_ok=True)
        shutil.rmtree(self.airflow, ignore_errors=True)
        for database in self.databases.values():
            for file in self.directory.glob(f"{database.name}*"):  # with the journal or WAL beside it
                file.unlink()
        if self.events.exists():
            self.events.replace(self.directory / "events.prev.jsonl")

    def setup(self) -> AirflowSetup:
        return AirflowSetup(
            home=self.airflow,
            events=self.events,
            dag_folders={"examples": self.dags},
            connections={
                name: {"conn_type": name.rpartition("_")[2], "host": str(path)}
                for name, path in self.databases.items()
            },
            environment={"DBT_EXECUTABLE": dbt_program() or "dbt"},
            namespace="demo",
            # Nothing here is deferred; one process less is some seconds less on a small machine.
            triggerer=False,
        )


def main(arguments: Sequence[str] | None = None) -> int:
    options = _options(arguments)
    workplace = Workplace(options.directory.resolve(), options.dags.resolve(), tuple(options.pipelines))
    progress = Progress(sys.stdout)
    try:
        workplace.prepare()
        run_pipelines(workplace, progress, serve=options.serve)
        runs = lineage(workplace)
        write_page(workplace)
    except (DemoError, AirflowProcessError, AirflowApiError) as error:
        progress.show(f"\nThe demo failed: {error}")
        return 1
    except KeyboardInterrupt:
        progress.show(f"\nInterrupted; Airflow has been stopped. What there is so far: {workplace.directory}")
        return 130
    progress.show("\n" + render(runs, progress.style))
    progress.show(_closing(workplace, totals(runs)))
    return 0


def run_pipelines(workplace: Workplace, progress: Progress, *, serve: bool = False) -> None:
    """Start Airflow, run every pipeline to its end and its last event, and stop Airflow again.

    With ``serve``, Airflow goes on until Ctrl+C, and its lineage page can be looked at.
    """
    parts = "api-server, scheduler and dag-processor"
    if QUALITY not in workplace.pipelines and (why := why_not_quality()):
        progress.say(f"{QUALITY} is left out: {why} (make quality)")
    progress.say(f"Starting Airflow {version('apache-airflow')} ({parts}) in {workplace.airflow}")
    with AirflowProcesses(workplace.setup()) as processes:
        processes.wait_until_ready(workplace.pipelines, START_SECONDS, progress.tick)
        progress.say(f"Airflow is up; running {', '.join(workplace.pipelines)}")
        run_ids = {dag_id: processes.api.trigger(dag_id) for dag_id in workplace.pipelines}
        _follow(processes, run_ids, progress)
        _wait_for_events(workplace.events, run_ids, progress)
        if serve:
            _serve(processes, progress)
        progress.say("Stopping Airflow")


def _serve(processes: AirflowProcesses, progress: Progress) -> None:
    """Keep Airflow running until Ctrl+C; raises when one of its processes ends by itself."""
    progress.say(f"The lineage page: {processes.environment['AIRFLOW__API__BASE_URL']}/lineage/")
    progress.say("Ctrl+C stops Airflow")
    with suppress(KeyboardInterrupt):
        while True:
            processes.check_alive()
            time.sleep(POLL_SECONDS)


def write_page(workplace: Workplace) -> None:
    """The lineage of all pipelines as one HTML file that opens without a server."""
    from lineage_provider.viewer import queries
    from lineage_provider.viewer.snapshot import snapshot
    from lineage_provider.viewer.store import in_memory

    store = in_memory()
    store.add(read_events(workplace.events).events)
    try:
        text = snapshot(store, queries.everything(store), "Example pipelines")
    except OSError as error:
        raise DemoError(f"The lineage page is not built: {error}. Run `make www`.") from error
    workplace.page.write_text(text, encoding="utf-8")


def lineage(workplace: Workplace) -> tuple[DagRunView, ...]:
    """The lineage of every pipeline, or a DemoError that says what is missing from the events."""
    file = read_events(workplace.events)
    runs = dag_runs(file.events)
    if missing := what_is_missing(file, runs, workplace.pipelines):
        raise DemoError(
            f"{missing}\nEvents: {workplace.events}\nLogs: {workplace.airflow / 'logs'} (tasks), "
            f"{workplace.setup().logs} (Airflow's processes)"
        )
    return runs


def what_is_missing(file: EventFile, runs: Sequence[DagRunView], pipelines: Sequence[str] = PIPELINES) -> str:
    """In words, what keeps these events from being the lineage of all pipelines; empty when nothing does."""
    if not file.events:
        return (
            "No lineage came out: there is not one OpenLineage event. The OpenLineage provider is disabled "
            "(OPENLINEAGE_DISABLED, AIRFLOW__OPENLINEAGE__DISABLED) or could not write the file."
        )
    for run in runs:
        datasets = [dataset for task in run.tasks for dataset in task.datasets()]
        if not datasets:
            return (
                f"No lineage came out: the events of {run.dag_id} name no dataset. The plugin of this "
                "provider was not loaded or is disabled ([lineage_provider] enabled, "
                "AIRFLOW__LINEAGE_PROVIDER__ENABLED); `airflow plugins` lists the plugins."
            )
        if not any(dataset.columns for dataset in datasets):
            reasons = [f"\n{task.name}: {problem}" for task in run.tasks for problem in task.problems]
            return (
                f"No column lineage came out: the events of {run.dag_id} name datasets, but no columns."
                + "".join(reasons[:MOST_REASONS])
            )
    absent = set(pipelines) - {run.dag_id for run in runs}
    return f"There are no events of {', '.join(sorted(absent))}." if absent else ""


def _follow(processes: AirflowProcesses, run_ids: Mapping[str, str], progress: Progress) -> None:
    """Tell each task as it ends, until all runs have; raises when one of them fails or takes too long."""
    deadline = time.monotonic() + RUN_SECONDS
    told: set[tuple[str, str, int]] = set()
    pending = dict(run_ids)
    while pending:
        processes.check_alive()
        for dag_id, run_id in list(pending.items()):
            state = processes.api.run_state(dag_id, run_id)
            tasks = processes.api.task_states(dag_id, run_id)
            _tell(dag_id, tasks, told, progress)
            if state in FINISHED_RUN_STATES:
                del pending[dag_id]
                progress.say(f"{dag_id} ended: {state}")
                if state != "success":
                    raise DemoError(_failed_run(processes, dag_id, run_id, tasks))
        if time.monotonic() > deadline:
            late = ", ".join(pending)
            logs = processes.setup.home / "logs"
            raise DemoError(f"{late} did not end within {RUN_SECONDS:.0f} s. Logs: {logs}")
        progress.tick()
        time.sleep(POLL_SECONDS)


def _tell(
    dag_id: str, tasks: Sequence[TaskState], told: set[tuple[str, str, int]], progress: Progress
) -> None:
    for task in tasks:
        key = (dag_id, task.task_id, task.map_index)
        if task.finished and key not in told:
            told.add(key)
            name = task.task_id + (f"[{task.map_label}]" if task.map_label else "")
            purpose = " (on purpose)" if task.state == "failed" and task.task_id in FAIL_ON_PURPOSE else ""
            progress.say(
                f"  {dag_id}  {name.ljust(WIDEST_TASK)} {task.duration or 0:5.1f} s  {task.state}{purpose}"
            )


def _failed_run(processes: AirflowProcesses, dag_id: str, run_id: str, tasks: Sequence[TaskState]) -> str:
    failed = [
        task.task_id for task in tasks if task.state == "failed" and task.task_id not in FAIL_ON_PURPOSE
    ]
    logs = processes.setup.home / "logs" / f"dag_id={dag_id}" / f"run_id={run_id}"
    return f"{dag_id} failed in {', '.join(failed) or 'no task of its own'}. Logs of its tasks: {logs}"


def _wait_for_events(path: Path, run_ids: Mapping[str, str], progress: Progress) -> None:
    """The last event is sent shortly after the run's end; without it, what is there is judged as it is."""
    deadline = time.monotonic() + EVENT_SECONDS
    while time.monotonic() < deadline:
        events = read_events(path).events
        if all(has_ended(events, dag_id, run_id) for dag_id, run_id in run_ids.items()):
            return
        progress.tick()
        time.sleep(POLL_SECONDS)


def _closing(workplace: Workplace, found: Totals) -> str:
    events = _relative(workplace.events)
    return f"""
{found.tasks} tasks, {found.datasets} datasets, {found.columns} columns with their sources, \
{found.checks_passed} checks passed, {found.checks_warned} warned, {found.checks_failed} failed \
({", ".join(sorted(FAIL_ON_PURPOSE))} fails on purpose), {found.events} events.

Page         {_relative(workplace.page)} (opens without a server; make ui starts the one in Airflow)
Events       {events} (one OpenLineage event a line)
Task logs    {_relative(workplace.airflow / "logs")}
What next    pip install airflow-provider-lineage, in the environment of your Airflow: the next task has
             this lineage. Options and engines: docs/, pipelines to copy: dags_example/.
"""


def _relative(path: Path) -> str:
    """As seen from here, where it is below here."""
    with suppress(ValueError):
        return str(path.relative_to(Path.cwd()))
    return str(path)


def _options(arguments: Sequence[str] | None) -> argparse.Namespace:
    checkout = Path(__file__).resolve().parents[3]
    parser = argparse.ArgumentParser(
        prog="python -m lineage_provider.cli.demo", description=__doc__.split("\n")[0]
    )
    parser.add_argument(
        "--directory", type=Path, default=Path(".demo"), help="where to work (default: .demo)"
    )
    parser.add_argument(
        "--dags", type=Path, default=checkout / "dags_example", help="folder of the example pipelines"
    )
    parser.add_argument(
        "--pipelines",
        nargs="+",
        choices=ALL,
        default=runnable(),
        help="run these only (default: all that can run here)",
    )
    parser.add_argument(
        "--serve", action="store_true", help="keep Airflow running, with its lineage page, until Ctrl+C"
    )
    return parser.parse_args(arguments)


def _interrupt(number: int, _frame: object) -> None:
    raise KeyboardInterrupt(f"signal {number}")


if __name__ == "__main__":
    signal.signal(signal.SIGTERM, _interrupt)
    if isinstance(sys.stdout, io.TextIOWrapper):
        # SQL may hold characters that a terminal without UTF-8 cannot show.
        sys.stdout.reconfigure(errors="replace")
    sys.exit(main())
