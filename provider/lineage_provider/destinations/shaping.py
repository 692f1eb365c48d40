"""An event as one backend takes it.

In: an event as a JSON object (never changed) and the rules of a backend. Out: the events to send: none where
the backend does not take that kind, one nearly always, several where one would be too large. A module of its
own because delivery asks this one question of a destination.

    >>> from lineage_provider.destinations import destination
    >>> shape({"run": {"runId": "x"}, "job": {}}, destination("marquez").rules)[0]["inputs"]
    []
"""

from __future__ import annotations

import copy
import re
from typing import Any

from lineage_provider.destinations.base import Rules
from lineage_provider.destinations.completing import complete, kind_of, rename_namespace
from lineage_provider.destinations.splitting import links, split
from lineage_provider.destinations.trimming import datasets_of, drop_facets, size, trim

Event = dict[str, Any]


def shape(event: Event, rules: Rules, *, namespace: str | None = None) -> list[Event]:
    """Return what is sent for ``event``; ``namespace`` replaces that of its job, parent and root."""
    if kind_of(event) not in rules.kinds:
        return []
    shaped = complete(copy.deepcopy(event))
    if namespace:
        rename_namespace(shaped, namespace)
    if rules.namespace_characters:
        _clean_namespaces(shaped, rules.namespace_characters)
    if rules.drops:
        drop_facets(shaped, rules.drops)
    if rules.schema_of_short_names:
        _lengthen_names(shaped, rules)
    if _fits(shaped, rules):
        return [shaped]
    if rules.max_bytes is not None:
        trim(shaped, rules.max_bytes, keep_schema=rules.needs_schema)
    return split(shaped, lambda part: _fits(part, rules))


def _fits(event: Event, rules: Rules) -> bool:
    if rules.max_links is not None and links(event) > rules.max_links:
        return False
    return rules.max_bytes is None or size(event) <= rules.max_bytes


def _clean_namespaces(event: Event, characters: str) -> None:
    """Replace characters that the backend answers with an error, wherever a namespace is named."""
    other = re.compile(f"[^{characters}]")

    def clean(value: Any) -> None:
        if isinstance(value, dict):
            for key, inner in value.items():
                if key == "namespace" and isinstance(inner, str):
                    value[key] = other.sub("_", inner)
                else:
                    clean(inner)
        elif isinstance(value, list):
            for inner in value:
                clean(inner)

    clean(event)


def _lengthen_names(event: Event, rules: Rules) -> None:
    """Add a symlink with a schema to tables whose name has too few parts to be found by."""
    for dataset in datasets_of(event):
        name, namespace = str(dataset.get("name") or ""), str(dataset.get("namespace") or "")
        if not is_short(namespace, name, rules):
            continue
        facets = dataset.setdefault("facets", {}) or {}
        known = facets.get("symlinks")
        identifiers = list(known.get("identifiers") or ()) if isinstance(known, dict) else []
        identifiers.append(
            {"namespace": namespace, "name": f"{rules.schema_of_short_names}.{name}", "type": "TABLE"}
        )
        facets["symlinks"] = {
            "_producer": event.get("producer") or "",
            "_schemaURL": "https://openlineage.io/spec/facets/1-0-1/SymlinksDatasetFacet.json"
            "#/$defs/SymlinksDatasetFacet",
            **(known if isinstance(known, dict) else {}),
            "identifiers": identifiers,
        }
        dataset["facets"] = facets


_STORES = re.compile(r"^(s3a?|gs|abfss?|wasbs?|hdfs|dbfs|file|kafka|https?)(:|$)")


def is_short(namespace: str, name: str, rules: Rules) -> bool:
    """Whether a table's name has fewer dotted parts than the backend needs; files and topics are none."""
    if not name or _STORES.match(namespace) or "/" in name:
        return False
    return len(name.split(".")) < rules.name_parts
