"""Where a spool keeps its files: the few operations it needs, and a directory that has them.

In: names relative to the spool ("waiting/a/...json") and bytes. Out: files that are whole or not there.
A module of its own because everything above works the same on a directory, on a network disk and in object
storage (:mod:`lineage_provider.delivery.object_storage`).

Nothing is locked. A file appears under its name by a rename of a finished one, a claim by creating a file
that must not exist: both are atomic on local and on network file systems. Files are only readable by the
user who runs Airflow (0600, directories 0700).
"""

from __future__ import annotations

import contextlib
import os
import secrets
import time
from pathlib import Path
from typing import Protocol

TEMPORARY = "tmp"

_ABANDONED_SECONDS = 3600.0


class SpoolError(Exception):
    """The spool cannot be used; the message says where, why, and what can be done about it."""


class Storage(Protocol):
    """Files by name; every method raises OSError when the storage cannot be reached or is full."""

    address: str
    """Directory or URL, for messages."""

    remote: bool
    """Whether every operation is a request to a server."""

    def put(self, name: str, content: bytes, *, durable: bool = True) -> None:
        """Write a whole file, in the place of one of that name; ``durable``: on the disk at return."""

    def create(self, name: str, content: bytes) -> bool:
        """Write a file that must not exist yet; False when it does."""

    def get(self, name: str) -> bytes | None:
        """The content; None when there is no such file."""

    def names(self, folder: str) -> list[str]:
        """The names of the files in a folder, in no order; none when there is no such folder."""

    def folders(self, folder: str) -> list[str]:
        """The names of the folders in a folder."""

    def delete(self, name: str) -> bool:
        """Remove a file; False when there was none."""

    def move(self, name: str, target: str) -> bool:
        """Give a file another name; False when there was none."""

    def sweep(self) -> None:
        """Remove what processes that were killed while writing have left behind."""


class DirectoryStorage:
    """Files below one directory, which is made when the first file is written."""

    remote = False

    def __init__(self, directory: str | os.PathLike[str]) -> None:
        self._root = Path(directory).expanduser().absolute()
        self.address = str(self._root)

    def put(self, name: str, content: bytes, *, durable: bool = True) -> None:
        temporary = self._write_temporary(content, durable)
        try:
            self._into_folder(lambda: os.rename(temporary, self._root / name), name)
        except OSError:
            _remove(temporary)
            raise
        if durable:
            _sync_directory((self._root / name).parent)

    def create(self, name: str, content: bytes) -> bool:
        # Through a link, so that nobody ever reads a claim that is not whole yet.
        temporary = self._write_temporary(content, durable=False)
        try:
            self._into_folder(lambda: os.link(temporary, self._root / name), name)
        except FileExistsError:
            return False
        except PermissionError:  # file systems without hard links (some FUSE mounts) answer this way
            return self._create_exclusively(name, content)
        finally:
            _remove(temporary)
        return True

    def get(self, name: str) -> bytes | None:
        try:
            return (self._root / name).read_bytes()
        except (FileNotFoundError, NotADirectoryError):
            return None

    def names(self, folder: str) -> list[str]:
        return self._listed(folder, directories=False)

    def folders(self, folder: str) -> list[str]:
        return self._listed(folder, directories=True)

    def delete(self, name: str) -> bool:
        return _remove(self._root / name)

    def move(self, name: str, target: str) -> bool:
        if not (self._root / name).exists():
            return False
        try:
            self._into_folder(lambda: os.rename(self._root / name, self._root / target), target)
        except FileNotFoundError:
            return False
        _sync_directory((self._root / target).parent)
        return True

    def sweep(self) -> None:
        oldest = time.time() - _ABANDONED_SECONDS
        with contextlib.suppress(FileNotFoundError), os.scandir(self._root / TEMPORARY) as found:
            for file in found:
                with contextlib.suppress(FileNotFoundError):
                    if file.stat().st_mtime < oldest:
                        os.unlink(file.path)

    def _listed(self, folder: str, directories: bool) -> list[str]:
        try:
            with os.scandir(self._root / folder) as found:
                return [file.name for file in found if file.is_dir(follow_symlinks=False) == directories]
        except (FileNotFoundError, NotADirectoryError):
            return []

    def _write_temporary(self, content: bytes, durable: bool) -> str:
        name = f"{TEMPORARY}/{os.getpid()}-{secrets.token_hex(8)}"
        path = os.path.join(self._root, name)
        handle: int = self._into_folder(
            lambda: os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600), name
        )
        try:
            _write_all(handle, content)
            if durable:
                os.fsync(handle)
        except OSError:
            os.close(handle)
            _remove(path)
            raise
        os.close(handle)
        return path

    def _create_exclusively(self, name: str, content: bytes) -> bool:
        try:
            handle = os.open(self._root / name, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600)
        except FileExistsError:
            return False
        with os.fdopen(handle, "wb") as file:
            file.write(content)
        return True

    def _into_folder(self, act, name: str):  # type: ignore[no-untyped-def]
        """Do something with a file's folder; the folder is made when it turns out to be missing."""
        try:
            return act()
        except FileNotFoundError:
            self._make_folder((self._root / name).parent)
            return act()

    def _make_folder(self, folder: Path) -> None:
        missing = [folder]
        while not missing[-1].parent.exists():
            missing.append(missing[-1].parent)
        for directory in reversed(missing):
            directory.mkdir(mode=0o700, exist_ok=True)
            _sync_directory(directory.parent)


def _write_all(handle: int, content: bytes) -> None:
    rest = memoryview(content)
    while rest:
        rest = rest[os.write(handle, rest) :]


def _remove(path: str | os.PathLike[str]) -> bool:
    try:
        os.unlink(path)
    except FileNotFoundError:
        return False
    return True


def _sync_directory(directory: Path) -> None:
    """Make the names in a directory survive a power cut."""
    handle = os.open(directory, os.O_RDONLY)
    try:
        os.fsync(handle)
    except OSError:
        # Some network file systems do not know fsync of a directory and write names through anyway.
        if not os.path.isdir(directory):
            raise
    finally:
        os.close(handle)
