"""The lineage page's files: its own tests, what is committed, the single file."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
from pathlib import Path

import pytest

from lineage_provider.viewer.single_file import DIST, single_file

WWW = DIST.parent
GRAPH = {"nodes": [], "edges": [], "columns": [], "rows": [], "root": None, "truncated": False}


def snapshot_of(page: str) -> dict[str, object]:
    found = re.search(r'<script type="application/json"[^>]*>(.*?)</script>', page, re.S)
    assert found
    return json.loads(found[1])


@pytest.mark.skipif(shutil.which("npm") is None, reason="Node is not installed")
@pytest.mark.skipif(
    not (WWW / "node_modules").is_dir(), reason="`make test-www` installs the page's packages"
)
def test_layout_and_state() -> None:
    done = subprocess.run(["npm", "test", "--silent"], cwd=WWW, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout[-4000:] + done.stderr[-2000:]


@pytest.mark.parametrize(
    "name", ["index.html", "page.js", "main.umd.js", "layout.worker.js", "file.html", "file.js"]
)
def test_the_built_page_is_there(name: str) -> None:
    assert (DIST / name).stat().st_size > 0


def test_the_page_names_no_other_host() -> None:
    hosts = {
        host
        for file in DIST.iterdir()
        for host in re.findall(r"https?://([\w.-]+)", file.read_text(encoding="utf-8"))
    }
    assert hosts <= {"www.w3.org"}


def test_the_lock_file_names_no_registry() -> None:
    assert "resolved" not in (WWW / "package-lock.json").read_text(encoding="utf-8")


def test_what_events_say_never_becomes_markup() -> None:
    name = "</script><script>alert(1)</script><!--{{script}}"
    page = single_file({**GRAPH, "nodes": [{"name": name}]}, title=name)
    assert "<script>alert" not in page
    assert snapshot_of(page)["graph"]["nodes"][0]["name"] == name  # type: ignore[index]


def test_the_single_file_loads_nothing() -> None:
    page = single_file(GRAPH)
    assert not re.search(r'(src|href)="(?!data:)[^"]', page.split('<script type="module">')[0])


def test_a_page_that_is_not_built_is_said(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        single_file(GRAPH, dist=tmp_path)
