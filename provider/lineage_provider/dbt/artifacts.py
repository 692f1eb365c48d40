"""dbt's artifacts as typed values: manifest.json, run_results.json and catalog.json of one target directory.

In: a directory, or the three documents as dbt Cloud's API gives them. Out: :class:`Artifacts`. Each file is
read once, run results first: they are small, and say whether the manifest is worth its size. Nodes are made
into objects when they are asked for. A module of its own because the form of these files is dbt's, and
changes with its releases (manifest v1 to v12, run results v1 to v6: https://schemas.getdbt.com).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from functools import cached_property
from pathlib import Path
from typing import Any

from lineage_provider.dbt.documents import ArtifactsError, document, large_document

MANIFEST, RUN_RESULTS, CATALOG = "manifest.json", "run_results.json", "catalog.json"
FILES = (MANIFEST, RUN_RESULTS, CATALOG)
WRITERS = frozenset({"model", "seed", "snapshot"})
"""Kinds of nodes that make a table."""
NOT_RUN = frozenset({"skipped", "no-op"})
"""States of a node that did not run."""


@dataclass(frozen=True)
class Node:
    """A node or source of the manifest."""

    raw: Mapping[str, Any] = field(repr=False)

    @property
    def unique_id(self) -> str:
        return str(self.raw["unique_id"])

    @property
    def kind(self) -> str:
        """``model``, ``seed``, ``snapshot``, ``test``, ``source``, ``unit_test``, ..."""
        return str(self.raw.get("resource_type") or self.unique_id.partition(".")[0])

    @property
    def name(self) -> str:
        return str(self.raw.get("name") or self.unique_id.rpartition(".")[2])

    @property
    def description(self) -> str:
        return str(self.raw.get("description") or "").strip()

    @property
    def config(self) -> Mapping[str, Any]:
        return self.raw.get("config") or {}

    @property
    def materialized(self) -> str:
        return str(self.config.get("materialized") or "")

    @property
    def relation(self) -> str | None:
        """The relation as dbt writes it into SQL, with its quotes; None for what has none in the database."""
        if self.materialized == "ephemeral":
            return None
        written = self.raw.get("relation_name")
        return str(written) if written else None

    @property
    def parts(self) -> tuple[str, ...]:
        """Database, schema and table; for releases that write no relation name for a kind of node."""
        last = self.raw.get("alias") or self.raw.get("identifier") or self.raw.get("name")
        return tuple(str(part) for part in (self.raw.get("database"), self.raw.get("schema"), last) if part)

    @property
    def depends_on(self) -> tuple[str, ...]:
        return tuple((self.raw.get("depends_on") or {}).get("nodes") or ())

    @property
    def compiled_code(self) -> str:
        """SQL as it was run; empty for seeds and Python models."""
        if str(self.raw.get("language") or "sql") != "sql":
            return ""
        return str(self.raw.get("compiled_code") or self.raw.get("compiled_sql") or "")

    @property
    def columns(self) -> Mapping[str, Mapping[str, Any]]:
        """Documented columns: not all there are, unless a contract is enforced."""
        return self.raw.get("columns") or {}

    @property
    def has_contract(self) -> bool:
        return bool((self.config.get("contract") or self.raw.get("contract") or {}).get("enforced"))


@dataclass(frozen=True)
class Result:
    """What became of one node."""

    raw: Mapping[str, Any] = field(repr=False)

    @property
    def unique_id(self) -> str:
        return str(self.raw["unique_id"])

    @property
    def status(self) -> str:
        return str(self.raw.get("status") or "").lower()

    @property
    def message(self) -> str:
        return str(self.raw.get("message") or "")

    @property
    def failures(self) -> int | None:
        found = self.raw.get("failures")
        return found if isinstance(found, int) else None

    @property
    def response(self) -> Mapping[str, Any]:
        found = self.raw.get("adapter_response")
        return found if isinstance(found, Mapping) else {}

    @property
    def compiled_code(self) -> str:
        return str(self.raw.get("compiled_code") or "")

    @property
    def times(self) -> tuple[datetime, datetime] | None:
        """When it was compiled and executed, first and last moment; None for what was skipped."""
        found = [
            moment
            for timing in self.raw.get("timing") or ()
            for key in ("started_at", "completed_at")
            if (moment := moment_of(timing.get(key))) is not None
        ]
        return (min(found), max(found)) if found else None


@dataclass(frozen=True)
class Artifacts:
    """The artifacts of one invocation; ``catalog`` may be of an earlier one."""

    run_results: Mapping[str, Any] = field(repr=False)
    directory: Path | None = None
    called_in: Path | None = None
    """Where dbt was called, to which paths of its profile and models are relative; None where not known."""
    given_manifest: Mapping[str, Any] | None = field(default=None, repr=False)
    given_catalog: Mapping[str, Any] | None = field(default=None, repr=False)

    @classmethod
    def read(cls, directory: Path) -> Artifacts:
        """Read the run results of a target directory; raises ArtifactsError."""
        return cls(document(directory / RUN_RESULTS), directory)

    @classmethod
    def of(
        cls, manifest: Mapping[str, Any], run_results: Mapping[str, Any], catalog: Mapping[str, Any] | None
    ) -> Artifacts:
        return cls(run_results, given_manifest=manifest, given_catalog=catalog)

    @cached_property
    def manifest(self) -> Mapping[str, Any]:
        """Raises ArtifactsError at the first look where there is none."""
        if self.given_manifest is not None:
            return self.given_manifest
        if self.directory is None:
            raise ArtifactsError(f"there is no {MANIFEST}")
        return large_document(self.directory / MANIFEST)

    @cached_property
    def catalog(self) -> Mapping[str, Any] | None:
        """None where ``dbt docs generate`` has never run, or its file cannot be read."""
        if self.given_catalog is not None or self.directory is None:
            return self.given_catalog
        try:
            return large_document(self.directory / CATALOG)
        except ArtifactsError:
            return None

    def without_results(self) -> Artifacts:
        """The same as if no node had run: results of a command that only compiled are none."""
        return replace(self, run_results={**self.run_results, "results": []})

    @property
    def schemas(self) -> str:
        """The versions of the forms of both files."""
        found = (_metadata(one).get("dbt_schema_version") for one in (self.manifest, self.run_results))
        return " and ".join(
            str(one or "unknown").rpartition("/dbt/")[2].removesuffix(".json") for one in found
        )

    @property
    def invocation_id(self) -> str:
        return str(_metadata(self.run_results).get("invocation_id") or "")

    @property
    def manifest_invocation_id(self) -> str:
        return str(_metadata(self.manifest).get("invocation_id") or "")

    @property
    def dbt_version(self) -> str:
        return str(_metadata(self.run_results).get("dbt_version") or "")

    @property
    def adapter(self) -> str:
        """The adapter's type: ``duckdb``, ``snowflake``, ..."""
        return str(_metadata(self.manifest).get("adapter_type") or "")

    @property
    def project(self) -> str:
        named = _metadata(self.manifest).get("project_name")
        return str(named) if named else ""

    @property
    def arguments(self) -> Mapping[str, Any]:
        """What dbt was called with, its own defaults included."""
        return self.run_results.get("args") or {}

    @property
    def started(self) -> datetime | None:
        """When the invocation began; older releases tell its end and how long it took only."""
        metadata = _metadata(self.run_results)
        begun = moment_of(metadata.get("invocation_started_at"))
        ended = moment_of(metadata.get("generated_at"))
        elapsed = self.run_results.get("elapsed_time")
        if begun is None and ended is not None and isinstance(elapsed, int | float):
            return ended - timedelta(seconds=elapsed)
        return begun or ended

    @property
    def results(self) -> Sequence[Result]:
        return [Result(raw) for raw in self.run_results.get("results") or () if raw.get("unique_id")]

    @property
    def tables_built(self) -> int:
        """How many models, seeds and snapshots ran."""
        return sum(
            result.unique_id.partition(".")[0] in WRITERS and result.status not in NOT_RUN
            for result in self.results
        )

    def node(self, unique_id: str) -> Node | None:
        """A node or source by its id."""
        for group in ("nodes", "sources"):
            raw = (self.manifest.get(group) or {}).get(unique_id)
            if raw is not None:
                return Node(raw)
        return None

    def exposures(self) -> Iterator[Mapping[str, Any]]:
        yield from (self.manifest.get("exposures") or {}).values()

    def read_by(self, node: Node) -> list[Node]:
        """What a node reads in the database: ephemeral models are looked through."""
        found: dict[str, Node] = {}
        waiting, seen = list(node.depends_on), {node.unique_id}
        while waiting:
            unique_id = waiting.pop(0)
            one = None if unique_id in seen else self.node(unique_id)
            seen.add(unique_id)
            if one is None:
                continue
            if one.materialized == "ephemeral":
                waiting.extend(one.depends_on)
            elif one.kind in ("model", "seed", "snapshot", "source"):
                found[unique_id] = one
        return list(found.values())


def moment_of(text: Any) -> datetime | None:
    """A moment as dbt writes it, in UTC where it names no zone.

    >>> moment_of("2026-11-21T09:49:27.544309Z").isoformat()
    '2026-11-21T09:49:27.544309+00:00'
    """
    if not isinstance(text, str):
        return None
    try:
        found = datetime.fromisoformat(text)
    except ValueError:
        return None
    return found if found.tzinfo is not None else found.replace(tzinfo=UTC)


def _metadata(document: Mapping[str, Any]) -> Mapping[str, Any]:
    return document.get("metadata") or {}
