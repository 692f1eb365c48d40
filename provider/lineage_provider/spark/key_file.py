"""A backend's key for a Spark driver on this machine: in a file that only this user can read.

In: the text of an ``openlineage.yml``, noted while the operator prepares its job. Out: the file, and its path
in ``OPENLINEAGE_CONFIG``, for as long as ``spark-submit`` or ``spark-sql`` runs. A module of its own because
the key must not be anywhere else: not in Spark's configuration (command line, log, Spark's own page), and not
on the disk when the job is over.
"""

from __future__ import annotations

import contextlib
import functools
import logging
import os
import tempfile
from collections.abc import Callable, Iterator
from types import ModuleType
from typing import Any

from lineage_provider.query_tags.wrapping import wrap

log = logging.getLogger("lineage_provider")

VARIABLE = "OPENLINEAGE_CONFIG"
_MARK = "_lineage_provider_spark"

_noted: list[str] = []


def note(text: str) -> None:
    """Keep the file's text until the job is submitted."""
    _noted[:] = [text]


def forget() -> None:
    _noted.clear()


def has_own_file(environment: Any) -> bool:
    """Whether a driver started from here finds a file of the user's, which ours would hide."""
    places = (
        (environment or {}).get(VARIABLE) if isinstance(environment, dict) else None,
        os.environ.get(VARIABLE),
        os.path.join(os.getcwd(), "openlineage.yml"),
        os.path.expanduser("~/.openlineage/openlineage.yml"),
    )
    return any(place and os.path.isfile(place) for place in places)


def wrap_submit(module: ModuleType) -> None:
    """Let hooks of ``spark-submit`` and ``spark-pipelines`` give their process the file."""
    for hook, method in (("SparkSubmitHook", "submit"), ("SparkPipelinesHook", "submit_pipeline")):
        owner = vars(module).get(hook)
        if owner is not None and owner.__module__ == module.__name__:
            wrap(owner, method, _with_file, _MARK)


def wrap_sql(module: ModuleType) -> None:
    """Let the hook of ``spark-sql`` give its process the file."""
    wrap(vars(module)["SparkSqlHook"], "run_query", _with_file, _MARK)


def _with_file(original: Callable[..., Any]) -> Callable[..., Any]:
    @functools.wraps(original)
    def started(*args: Any, **kwargs: Any) -> Any:
        with _file_in_environment():
            return original(*args, **kwargs)

    return started


@contextlib.contextmanager
def _file_in_environment() -> Iterator[None]:
    """The file, while the process runs: it inherits this process's environment."""
    path = _written()
    if path is None:
        yield
        return
    before = os.environ.get(VARIABLE)
    os.environ[VARIABLE] = path
    try:
        yield
    finally:
        if before is None:
            os.environ.pop(VARIABLE, None)
        else:
            os.environ[VARIABLE] = before
        with contextlib.suppress(OSError):
            os.unlink(path)


def _written() -> str | None:
    """The path of the file; None where there is nothing to write, or it cannot be written."""
    if not _noted:
        return None
    text = _noted.pop()
    try:
        descriptor, path = tempfile.mkstemp(prefix="openlineage-", suffix=".yml")  # mode 0600
    except OSError as error:
        log.warning("The Spark job is told no backend: its file cannot be written: %s", error)
        return None
    with os.fdopen(descriptor, "w") as file:
        file.write(text)
    return path
