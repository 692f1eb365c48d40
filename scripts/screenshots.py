"""The pictures of the lineage page in docs/images, taken anew: ``python scripts/screenshots.py [NAME ...]``.

In: the example pipelines, which a real Airflow runs twice, the second time for fewer days; Chromium
(CHROMIUM, or chromium on the PATH) and the packages of the tests. Out: a PNG file for each picture.
A script of its own because pictures of the documentation must be of what the reader's own Airflow shows.
"""

from __future__ import annotations

import argparse
import json
import os
import shutil
import sys
import tempfile
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlencode

from playwright.sync_api import Browser, sync_playwright

from lineage_provider.cli.airflow_processes import AirflowProcesses
from lineage_provider.cli.demo import Workplace
from lineage_provider.cli.run_events import has_ended, read_events
from lineage_provider.viewer import queries
from lineage_provider.viewer.store import in_memory

ROOT = Path(__file__).resolve().parents[1]
IMAGES = ROOT / "docs" / "images"
DAG = "retail_duckdb"
RUNS = {"nightly_2026_03_01": {}, "nightly_2026_03_02": {"first_day": "2026-02-01"}}
SECONDS = 300.0


@dataclass(frozen=True)
class Picture:
    """What is opened (a path below Airflow's address), in which colours, how large."""

    path: Callable[[Known], str]
    ready: str
    """The selector of something that has to be there."""
    dark: bool = False
    size: tuple[int, int] = (1440, 760)


@dataclass(frozen=True)
class Known:
    """Ids that a picture's address needs: datasets by their names, the runs of a task, old to new."""

    datasets: Mapping[str, str]
    runs: tuple[str, str]

    def page(self, **parameters: str) -> str:
        return f"lineage/?{urlencode(parameters)}"


def _traced(known: Known) -> str:
    dataset = known.datasets["retail.marts.daily_revenue"]
    return known.page(node=dataset, up="2", column=f"{dataset}#gross_revenue")


def _run(known: Known) -> str:
    return known.page(run=known.runs[1])


def _compared(known: Known) -> str:
    return known.page(left=known.runs[0], right=known.runs[1])


def _impact(known: Known) -> str:
    return known.page(view="impact", select=f"{known.datasets['retail.raw.order_items']}#unit_price")


def _tab(_: Known) -> str:
    return f"dags/{DAG}/plugin/lineage-dag"


PICTURES: Mapping[str, Picture] = {
    "lineage-tab": Picture(_tab, ".lx-card", size=(1600, 800)),
    "lineage-column": Picture(_traced, ".lx-row.lx-chosen"),
    "lineage-run-dark": Picture(_run, ".lx-sql", dark=True),
    "lineage-compare": Picture(_compared, ".lx-diff.lx-right"),
    "lineage-impact": Picture(_impact, ".lx-tiles"),
}


@contextmanager
def airflow_with_runs(directory: Path) -> Iterator[tuple[str, Known]]:
    """A running Airflow's address, and what it knows."""
    workplace = Workplace(directory, ROOT / "dags_example", (DAG,))
    workplace.prepare()
    with AirflowProcesses(workplace.setup()) as processes:
        processes.wait_until_ready(workplace.pipelines, SECONDS)
        for run_id, parameters in RUNS.items():
            processes.api.trigger(DAG, run_id, parameters)
            deadline = time.monotonic() + SECONDS
            while not has_ended(read_events(workplace.events).events, DAG, run_id):
                processes.check_alive()
                if time.monotonic() > deadline:
                    raise TimeoutError(f"{run_id} did not end: {workplace.setup().logs}")
                time.sleep(1)
        address, known = processes.environment["AIRFLOW__API__BASE_URL"], _known(workplace.events)
        _wait_for_page(address, known)
        yield address, known


def _wait_for_page(address: str, known: Known) -> None:
    """Until the page has read what the tasks have sent."""
    with urllib.request.urlopen(f"{address}/auth/token") as answer:
        token = json.load(answer)["access_token"]
    run = urllib.request.Request(
        f"{address}/lineage/api/v1/runs/{known.runs[1]}", headers={"Authorization": f"Bearer {token}"}
    )
    deadline = time.monotonic() + SECONDS
    while True:
        try:
            urllib.request.urlopen(run).close()
            return
        except urllib.error.HTTPError:
            if time.monotonic() > deadline:
                raise
            time.sleep(1)


def _known(events: Path) -> Known:
    store = in_memory()
    store.add(read_events(events).events)
    graph = queries.graph(store, f"dag:{DAG}")
    datasets = {node.name: node.id for node in graph.nodes if node.kind == "dataset"}
    runs = [queries.resolve(store, DAG, run_id, "stage_orders").id for run_id in RUNS]
    return Known(datasets, (runs[0], runs[1]))


def take(browser: Browser, address: str, known: Known, picture: Picture, file: Path) -> None:
    context = browser.new_context(
        viewport={"width": picture.size[0], "height": picture.size[1]},
        color_scheme="dark" if picture.dark else "light",
        device_scale_factor=1.5,
        timezone_id="UTC",
    )
    context.set_default_timeout(60_000)
    page = context.new_page()
    page.goto(f"{address}/{picture.path(known)}")
    page.locator(picture.ready).first.wait_for()
    page.wait_for_load_state("networkidle")
    page.mouse.move(picture.size[0] - 2, picture.size[1] - 2)
    page.wait_for_timeout(700)  # fonts, and what moves while it appears
    page.screenshot(path=file)
    context.close()


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("names", nargs="*", help=f"of {', '.join(PICTURES)}; without any, all")
    parser.add_argument("--directory", type=Path, default=IMAGES)
    options = parser.parse_args()
    chromium = os.environ.get("CHROMIUM") or shutil.which("chromium") or shutil.which("google-chrome")
    if not chromium:
        print("No Chromium: apt install chromium, or name one in CHROMIUM", file=sys.stderr)
        return 1
    options.directory.mkdir(parents=True, exist_ok=True)
    # Its name is in the pictures: DuckDB's tables are in the namespace of their file.
    directory = Path(tempfile.gettempdir()) / "shop"
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
        with airflow_with_runs(directory) as (address, known):
            for name in options.names or PICTURES:
                file = options.directory / f"{name}.png"
                take(browser, address, known, PICTURES[name], file)
                print(file, flush=True)
        browser.close()
    shutil.rmtree(directory, ignore_errors=True)
    return 0


if __name__ == "__main__":
    sys.exit(main())
