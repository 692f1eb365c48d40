"""How fast the lineage page draws and moves: ``python tests/benchmarks/bench_page.py [--datasets 1000]``.

In: a made-up graph, as large as asked for. Out: milliseconds from the arrival of the data to the
painted picture, and the time between frames while it is moved, in Chromium without a GPU. Needs Chromium
(CHROMIUM, or chromium on the PATH) and a built page.
"""

from __future__ import annotations

import argparse
import os
import shutil
import statistics
import sys
import tempfile
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

from playwright.sync_api import Page, sync_playwright

from lineage_provider.viewer.single_file import single_file

FRAMES = """async (frames) => {
  const target = document.querySelector(".lx-graph");
  const box = target.getBoundingClientRect();
  const send = (type, x, y) => target.dispatchEvent(
    new PointerEvent(type, {bubbles: true, composed: true, pointerId: 1, button: 0, clientX: x, clientY: y}));
  target.setPointerCapture = () => {};
  const [x, y] = [box.left + box.width / 2, box.top + box.height / 2];
  send("pointerdown", x, y);
  const times = [];
  let last = await new Promise(requestAnimationFrame);
  for (let at = 0; at < frames; at++) {
    send("pointermove", x + 240 * Math.sin(at / 12), y + 120 * Math.sin(at / 9));
    const now = await new Promise(requestAnimationFrame);
    times.push(now - last);
    last = now;
  }
  send("pointerup", x, y);
  return times;
}"""
SHOWN = """async () => {
  const mark = (name) => performance.getEntriesByName(name)[0]?.startTime;
  while (mark("lineage-shown") === undefined) await new Promise(requestAnimationFrame);
  await new Promise(requestAnimationFrame);
  await new Promise(requestAnimationFrame);
  return performance.now() - mark("lineage-data");
}"""


def graph(datasets: int, width: int, edges: int) -> dict[str, Any]:
    """Layers of forty datasets; every column edge leads to a later layer, most to the next."""

    def name(number: int) -> str:
        return f"dataset:db|shop.layer_{number // 40}.table_{number}"

    nodes = [
        {
            "id": name(number),
            "kind": "dataset",
            "namespace": "db",
            "name": name(number).partition("|")[2],
            "label": f"table_{number}",
            "columns": [{"name": f"column_{at}", "type": "INTEGER"} for at in range(width)],
            "checks": {"passed": 3, "failed": number % 17 == 0, "warned": 0},
            "rows": number * 1000,
            "bytes": None,
            "updated": None,
            "more_up": False,
            "more_down": False,
        }
        for number in range(datasets)
    ]
    columns = []
    for at in range(edges):
        target = 40 + (at * 7) % max(1, datasets - 40)
        source = target - 40 - (at * 3) % 5 + (at % 3)
        columns.append(
            {
                "source": f"{name(max(0, min(source, target - 1)))}#column_{(at // 3) % width}",
                "target": f"{name(target)}#column_{at % width}",
                "type": "INDIRECT" if at % 5 == 0 else "DIRECT",
                "subtype": "IDENTITY",
                "job": f"job:a|{at}",
            }
        )
    return {
        "nodes": nodes,
        "edges": [],
        "columns": columns,
        "rows": [],
        "root": None,
        "truncated": False,
    }


def measure(page: Page, file: Path, opened: list[str], zoom_in: int) -> tuple[float, list[float]]:
    page.goto("about:blank")
    page.goto(f"{file.as_uri()}#{urlencode([('node', 'all'), *(('open', one) for one in opened)])}")
    shown = page.evaluate(SHOWN)
    for _ in range(zoom_in):
        page.locator("[aria-label=Nearer]").click()
    times = page.evaluate(FRAMES, 90)[5:]
    return shown, times


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--datasets", type=int, default=1000)
    parser.add_argument("--columns", type=int, default=5)
    parser.add_argument("--edges", type=int, default=5000)
    parser.add_argument("--runs", type=int, default=3)
    options = parser.parse_args()
    chromium = os.environ.get("CHROMIUM") or shutil.which("chromium") or shutil.which("google-chrome")
    if not chromium:
        print("No Chromium: apt install chromium, or name one in CHROMIUM", file=sys.stderr)
        return 1
    made = graph(options.datasets, options.columns, options.edges)
    opened = [node["id"] for node in made["nodes"]]
    cases = {
        "columns, all in view": (opened, 0),
        "columns, near": (opened, 14),
        "tables, all in view": ([], 0),
        "tables, near": ([], 12),
    }
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        file = Path(folder) / "graph.html"
        file.write_text(single_file(made), encoding="utf-8")
        browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox", "--disable-gpu"])
        page = browser.new_page(viewport={"width": 1400, "height": 900})
        print(
            f"{options.datasets} datasets, {options.edges} column edges: on screen, then frames while moving"
        )
        for case, (shown_columns, zoom_in) in cases.items():
            found = [measure(page, file, shown_columns, zoom_in) for _ in range(options.runs)]
            frames = sorted(time for _, times in found for time in times)
            print(
                f"{case:24} on screen {statistics.median(shown for shown, _ in found):5.0f} ms, "
                f"frame median {statistics.median(frames):5.1f} ms, "
                f"95 % {frames[int(len(frames) * 0.95)]:5.1f} ms"
            )
        browser.close()
    return 0


if __name__ == "__main__":
    sys.exit(main())
