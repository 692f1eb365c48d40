"""Artifacts as files: large ones, broken ones, and those that JSON's specification would not have."""

from __future__ import annotations

import json
import sys
import tracemalloc
from pathlib import Path
from typing import Any

import pytest

from lineage_provider.dbt import Artifacts, ArtifactsError
from lineage_provider.dbt.documents import large_document

MODEL = {
    "unique_id": "model.p.a",
    "resource_type": "model",
    "config": {"materialized": "table"},
    "columns": {},
}
MANIFEST: dict[str, Any] = {
    "metadata": {"invocation_id": "1", "adapter_type": "postgres"},
    "nodes": {"model.p.a": MODEL},
    "sources": {"source.p.s.t": {"unique_id": "source.p.s.t", "relation_name": None}},
    "exposures": {"exposure.p.e": {"name": "e"}},
    "macros": {"macro.p.m": {"macro_sql": "x"}},
}
NEEDED = ("metadata", "nodes", "sources", "exposures")


def plain(found: Any) -> Any:
    """With all that is decoded later."""
    if hasattr(found, "items"):
        return {key: plain(value) for key, value in found.items()}
    return found


def read(directory: Path, text: str) -> Any:
    (directory / "manifest.json").write_text(text)
    return large_document(directory / "manifest.json")


def test_what_is_needed_of_a_manifest_is_as_it_was_written(tmp_path: Path) -> None:
    assert plain(read(tmp_path, json.dumps(MANIFEST))) == {key: MANIFEST[key] for key in NEEDED}


def test_without_the_fast_reader_it_is_the_same(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "msgspec", None)

    assert read(tmp_path, json.dumps(MANIFEST)) == MANIFEST


def test_numbers_that_are_no_json_are_read(tmp_path: Path) -> None:
    text = json.dumps({**MANIFEST, "nodes": {"model.p.a": {**MODEL, "meta": {"share": float("nan")}}}})

    assert "NaN" in text
    assert read(tmp_path, text)["nodes"]["model.p.a"]["unique_id"] == "model.p.a"


def test_parts_that_are_not_there_are_empty(tmp_path: Path) -> None:
    found = read(tmp_path, json.dumps({"metadata": {"invocation_id": "1"}, "nodes": None}))

    assert (plain(found["nodes"]), plain(found["sources"])) == ({}, {})


@pytest.mark.parametrize(
    ("text", "reason"),
    [('{"metadata": {', "cannot be read"), ("[1]", "holds no JSON object"), ("", "cannot be read")],
)
def test_a_file_that_is_being_written_or_is_another_one_is_said(
    tmp_path: Path, text: str, reason: str
) -> None:
    with pytest.raises(ArtifactsError, match=reason):
        read(tmp_path, text)


def test_a_file_that_is_not_there_is_said(tmp_path: Path) -> None:
    with pytest.raises(
        ArtifactsError, match=r"there is no .*run_results.json: dbt ended before it ran a node"
    ):
        Artifacts.read(tmp_path)


def test_one_node_of_a_large_manifest_costs_little_more_than_its_text(tmp_path: Path) -> None:
    columns = {f"c{n}": {"name": f"c{n}", "description": "", "meta": {}, "tags": []} for n in range(20)}
    nodes = {
        f"model.p.m{n}": {**MODEL, "unique_id": f"model.p.m{n}", "columns": columns} for n in range(10_000)
    }
    text = json.dumps({**MANIFEST, "nodes": nodes})
    (tmp_path / "manifest.json").write_text(text)
    tracemalloc.start()
    try:
        found = large_document(tmp_path / "manifest.json")
        node = found["nodes"]["model.p.m7000"]
        peak = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()

    assert len(found["nodes"]) == 10_000
    assert node["columns"]["c3"]["name"] == "c3"
    assert peak < 1.5 * len(text)
