"""What an event says about its datasets, in a form that fits into a test.

    columns(event, "daily") == {"revenue": ["orders.amount AGGREGATION"]}
    rows(event, "daily") == ["orders.ds GROUP_BY"]
    schema(event, "daily") == {"ds": "DATE", "revenue": "REAL"}

Tables are named by the end of their dataset name, without the part that is the same for all of a database;
`full_names` gives names and namespaces as they are.
"""

from __future__ import annotations

from typing import Any

from lineage_provider.cli.run_events import Event


def inputs(event: Event, prefix: str = "") -> list[str]:
    return [_short(dataset["name"], prefix) for dataset in event["inputs"]]


def outputs(event: Event, prefix: str = "") -> list[str]:
    return [_short(dataset["name"], prefix) for dataset in event["outputs"]]


def full_names(event: Event) -> set[tuple[str, str]]:
    return {(dataset["namespace"], dataset["name"]) for dataset in event["inputs"] + event["outputs"]}


def output(event: Event, table: str) -> dict[str, Any]:
    return _named(event["outputs"], table)


def input_(event: Event, table: str) -> dict[str, Any]:
    return _named(event["inputs"], table)


def columns(event: Event, table: str, prefix: str = "") -> dict[str, list[str]]:
    """Output column -> "table.column SUBTYPE" of each of its inputs, masked ones marked, sorted."""
    facet = output(event, table)["facets"]["columnLineage"]
    return {name: _edges(entry["inputFields"], prefix) for name, entry in facet["fields"].items()}


def rows(event: Event, table: str, prefix: str = "") -> list[str]:
    """Edges on all rows of an output, sorted."""
    facet = output(event, table)["facets"]["columnLineage"]
    return _edges(facet.get("dataset", []), prefix)


def schema(dataset: dict[str, Any]) -> dict[str, str]:
    # A column without a type (an expression in SQLite) has none in the facet.
    return {field["name"]: field.get("type", "") for field in dataset["facets"]["schema"]["fields"]}


def checks(dataset: dict[str, Any]) -> dict[str, bool]:
    """Name of each check on the dataset -> whether it passed."""
    facets = dataset.get("inputFacets") or dataset["facets"]
    assertions = facets["dataQualityAssertions"]["assertions"]
    return {assertion["name"]: assertion["success"] for assertion in assertions}


def _named(datasets: list[dict[str, Any]], table: str) -> dict[str, Any]:
    (dataset,) = [one for one in datasets if one["name"] == table or one["name"].endswith("." + table)]
    return dataset


def _edges(fields: list[dict[str, Any]], prefix: str) -> list[str]:
    return sorted(
        f"{_short(field['name'], prefix)}.{field['field']} {kind['subtype']}"
        + (" MASKED" if kind["masking"] else "")
        for field in fields
        for kind in field["transformations"]
    )


def _short(name: str, prefix: str) -> str:
    assert name.startswith(prefix), f"{name} does not begin with {prefix}"
    return name.removeprefix(prefix)
