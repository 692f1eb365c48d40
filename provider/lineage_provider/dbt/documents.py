"""JSON files of dbt, which can be large: what is asked for is decoded, and nothing else.

In: the path of an artifact. Out: a mapping as its JSON says. A module of its own because the manifest of
10,000 models is 135 MB: decoded as a whole it takes 3 s and 600 MB, of which a task's event needs a part. Its
nodes stay text until they are asked for, by msgspec, which Airflow itself requires.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any

_BY_ID = ("nodes", "sources")
_WHOLE = ("metadata", "exposures")


class ArtifactsError(Exception):
    """An artifact is not there or cannot be read; the message is for the DAG's author."""


def document(path: Path) -> Mapping[str, Any]:
    """A small artifact, whole; raises ArtifactsError."""
    return _parsed(path, _content(path))


def large_document(path: Path) -> Mapping[str, Any]:
    """Of a manifest or a catalog what lineage needs, decoded one node at a time; raises ArtifactsError."""
    content = _content(path)
    return _lazy(content) or _parsed(path, content)


class _Later(Mapping[str, Any]):
    """A JSON object of which only what is asked for is decoded; of a node that is a small part."""

    def __init__(self, texts: Mapping[str, Any], decode: Callable[[Any], Any]) -> None:
        self._texts = texts
        self._decode = decode

    def __getitem__(self, key: str) -> Any:
        return self._decode(self._texts[key])

    def __iter__(self) -> Iterator[str]:
        return iter(self._texts)

    def __len__(self) -> int:
        return len(self._texts)


def _lazy(content: bytes) -> Mapping[str, Any] | None:
    """None where msgspec is not there, or is stricter than dbt, which writes NaN, too."""
    try:
        import msgspec
    except ImportError:
        return None
    fields = [
        *((name, dict[str, msgspec.Raw] | None, None) for name in _BY_ID),
        *((name, dict[str, Any] | None, None) for name in _WHOLE),
    ]
    node_texts = msgspec.json.Decoder(dict[str, msgspec.Raw])

    def node(text: msgspec.Raw) -> Mapping[str, Any]:
        return _Later(node_texts.decode(text), msgspec.json.decode)

    try:
        found = msgspec.json.decode(content, type=msgspec.defstruct("_Document", fields))
    except (msgspec.DecodeError, RecursionError):
        return None
    by_id = {name: _Later(getattr(found, name) or {}, node) for name in _BY_ID}
    return {**by_id, **{name: getattr(found, name) or {} for name in _WHOLE}}


def _content(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except FileNotFoundError:
        raise ArtifactsError(
            f"there is no {path}: dbt ended before it ran a node, or wrote elsewhere (--target-path, "
            "--no-write-json)"
        ) from None
    except OSError as error:
        raise ArtifactsError(f"{path} cannot be read: {error}") from error


def _parsed(path: Path, content: bytes) -> Mapping[str, Any]:
    try:
        found = json.loads(content)
    except (ValueError, RecursionError) as error:
        raise ArtifactsError(
            f"{path} cannot be read: {error}. Two dbt commands that write there at the same time garble it: "
            "give each a --target-path"
        ) from error
    if not isinstance(found, dict):
        raise ArtifactsError(f"{path} holds no JSON object")
    return found
