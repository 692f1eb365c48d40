"""Where dbt-duckdb's external models are, by what dbt has left of them."""

from __future__ import annotations

import dataclasses
from pathlib import Path
from typing import Any

import pytest

from lineage_provider.dbt import Artifacts
from lineage_provider.dbt.artifacts import Node
from lineage_provider.dbt.external import LocationError, location_of

VIEW = """
      create or replace view "shop"."main"."m__dbt_int" as (
        select * from {function}('{file}', union_by_name=False)
        -- if relation is empty, filter by all columns having null values

      );
"""


def external(**config: Any) -> Node:
    return Node(
        {
            "unique_id": "model.shop.m",
            "package_name": "shop",
            "original_file_path": "models/m.sql",
            "config": {"materialized": "external", **config},
        }
    )


def artifacts(directory: Path | None, called_in: Path | None = None) -> Artifacts:
    return dataclasses.replace(Artifacts({}, directory), called_in=called_in)


def was_run(directory: Path, file: str, function: str = "read_parquet") -> Artifacts:
    place = directory / "run" / "shop" / "models" / "m.sql"
    place.parent.mkdir(parents=True)
    place.write_text(VIEW.format(file=file, function=function))
    return artifacts(directory, Path("/srv/shop"))


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("/lake/a b.parquet", "/lake/a b.parquet"),
        ("s3://lake/a.parquet", "s3://lake/a.parquet"),
        ("out/../a.parquet", "/srv/shop/a.parquet"),
        ("/lake/parts/*/*.parquet", "/lake/parts"),
    ],
)
def test_the_view_that_dbt_made_tells_the_file(tmp_path: Path, written: str, expected: str) -> None:
    assert location_of(was_run(tmp_path, written), external(), ran=True) == expected


@pytest.mark.parametrize("function", ["read_csv", "read_json"])
def test_files_of_other_formats(tmp_path: Path, function: str) -> None:
    assert location_of(was_run(tmp_path, "/lake/a", function), external(), ran=True) == "/lake/a"


def test_what_an_earlier_invocation_made_is_not_looked_at(tmp_path: Path) -> None:
    left = was_run(tmp_path, "/lake/old.parquet")

    assert location_of(left, external(location="/lake/new.parquet"), ran=False) == "/lake/new.parquet"
    with pytest.raises(LocationError, match=r"the file of model.shop.m is not known"):
        location_of(left, external(), ran=False)


def test_without_its_directory_the_manifest_tells(tmp_path: Path) -> None:
    assert location_of(artifacts(None), external(location="s3://lake/a"), ran=True) == "s3://lake/a"


def test_a_template_is_no_location() -> None:
    with pytest.raises(LocationError, match="no plain text"):
        location_of(artifacts(None), external(location="{{ var('lake') }}/a"), ran=True)


def test_a_path_relative_to_an_unknown_directory_is_said() -> None:
    with pytest.raises(LocationError, match=r"'a\.parquet', is relative to a directory"):
        location_of(artifacts(None), external(location="a.parquet"), ran=True)


def test_other_models_have_none(tmp_path: Path) -> None:
    table = Node({"unique_id": "model.shop.m", "config": {"materialized": "table", "location": "s3://lake"}})

    assert location_of(artifacts(tmp_path), table, ran=True) is None
