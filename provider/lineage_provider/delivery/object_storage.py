"""A spool in object storage, for pods that vanish with their disks.

In: a URL that Airflow's ObjectStoragePath or fsspec understands ("s3://aws_default@bucket/lineage"). Out:
the operations of :class:`lineage_provider.delivery.storage.Storage`. A module of its own because only
those who use it need fsspec and Airflow's connections.

An object appears as a whole, so writing one is atomic. A claim is exclusive where the storage can refuse to
overwrite; elsewhere two senders may once in a while both believe to have it, and an event arrives twice.
"""

from __future__ import annotations

import os
from typing import Any

_MISSING = (FileNotFoundError, NotADirectoryError, KeyError)


class ObjectStorage:
    """Objects below one URL."""

    remote = True

    def __init__(self, url: str) -> None:
        self.address = url
        self._files, self._root = _open(url)

    def put(self, name: str, content: bytes, *, durable: bool = True) -> None:
        path = self._path(name)
        try:
            self._files.pipe_file(path, content)
        except FileNotFoundError:  # file systems behind fsspec that know folders
            self._files.makedirs(path.rpartition("/")[0], exist_ok=True)
            self._files.pipe_file(path, content)

    def create(self, name: str, content: bytes) -> bool:
        if self._files.exists(self._path(name)):
            return False
        try:
            self._files.pipe_file(self._path(name), content, mode="create")
        except FileExistsError:
            return False
        except (TypeError, NotImplementedError, ValueError, FileNotFoundError):
            self.put(name, content)  # storage or release of fsspec that cannot refuse
        return self.get(name) == content

    def get(self, name: str) -> bytes | None:
        try:
            content: bytes = self._files.cat_file(self._path(name))
        except _MISSING:
            return None
        return content

    def names(self, folder: str) -> list[str]:
        return self._listed(folder, "file")

    def folders(self, folder: str) -> list[str]:
        return self._listed(folder, "directory")

    def delete(self, name: str) -> bool:
        try:
            self._files.rm_file(self._path(name))
        except _MISSING:
            return False
        return True

    def move(self, name: str, target: str) -> bool:
        content = self.get(name)
        if content is None:
            return False
        self.put(target, content)
        return self.delete(name)

    def sweep(self) -> None:
        """Nothing is ever half written."""

    def _listed(self, folder: str, kind: str) -> list[str]:
        self._files.invalidate_cache()
        try:
            found = self._files.ls(self._path(folder), detail=True)
        except _MISSING:
            return []
        return [str(one["name"]).rstrip("/").rpartition("/")[2] for one in found if one["type"] == kind]

    def _path(self, name: str) -> str:
        return f"{self._root}/{name}" if name else self._root


def _open(url: str) -> tuple[Any, str]:
    """The fsspec file system of a URL and the path in it; through Airflow, for its connections."""
    try:
        from airflow.sdk import ObjectStoragePath

        place = ObjectStoragePath(url)
        return _of_this_process(place), str(place.path).rstrip("/")
    except (ImportError, ValueError):  # a program outside Airflow; a scheme that only fsspec knows
        from fsspec.core import url_to_fs

        files, path = url_to_fs(url)
        return files, str(path).rstrip("/")


def _of_this_process(place: Any) -> Any:
    """A path's file system. Airflow keeps those it has made; behind a fork the asynchronous ones refuse."""
    if getattr(place.fs, "_pid", os.getpid()) == os.getpid():
        return place.fs
    from airflow.sdk.io import get_fs

    return get_fs(place.protocol, place.conn_id)
