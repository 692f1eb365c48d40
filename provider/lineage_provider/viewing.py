"""The viewer of an api-server: settings and Airflow's configuration, put together.

In: ``[lineage_provider]`` options. Out: the entry of ``fastapi_apps``, and the store that the command line
looks at, too. A module of its own because the viewer itself reads no configuration; it is imported when
Airflow asks the plugin for its apps, which only the api-server does.
"""

from __future__ import annotations

import os
from collections.abc import Iterable
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from lineage_provider import __version__, settings

if TYPE_CHECKING:
    from lineage_provider.viewer.store import Store

PREFIX = "/lineage"
_TABS = {
    "nav": "lineage",
    "dag": "lineage-dag",
    "dag_run": "lineage-run",
    "task": "lineage-task",
    "task_instance": "lineage-task-instance",
}
"""Where the page has a tab, and the tab's part of the address, which is to be unique."""
PAGE = Path(__file__).parent / "viewer" / "www" / "dist"


def fastapi_app() -> dict[str, Any]:
    """The app as Airflow mounts it."""
    from lineage_provider.viewer.access import user_name, visible
    from lineage_provider.viewer.api import create_app
    from lineage_provider.viewer.keeping import KeptStore

    options = settings.current()
    store = KeptStore(open_store, _files, options.viewer_days, options.viewer_runs)
    app = create_app(store, visible, user_name, options.ingest_token, PAGE)
    return {"app": app, "url_prefix": PREFIX, "name": "Lineage"}


def tabs() -> list[dict[str, str]]:
    """The entries of ``react_apps``: a page in the menu, a tab each of DAGs, runs, tasks, task instances.

    None before Airflow 3.1, and where the page's files are not there. All are the same component, and so
    have the same name; a browser runs a module once an address, so that each has its own.
    """
    if not (PAGE / "main.umd.js").is_file() or _airflow_version() < (3, 1):
        return []
    return [
        {
            "name": "Lineage",
            "bundle_url": f"lineage/static/main.umd.js?for={destination}&v={__version__}",
            "destination": destination,
            "url_route": route,
            "icon": "lineage/static/icon.svg",
            **({"category": "browse"} if destination == "nav" else {}),
        }
        for destination, route in _TABS.items()
    ]


def _airflow_version() -> tuple[int, int]:
    from airflow import __version__ as version

    major, minor = version.split(".")[:2]
    return int(major), int(minor)


METADATA = "metadata"
"""The value of ``viewer_store`` for tables in Airflow's own database."""


def store_place() -> str:
    """``[lineage_provider] viewer_store``, or ``lineage/viewer.sqlite`` in Airflow's home directory."""
    configured = settings.current().viewer_store
    if configured:
        return configured
    home = os.environ.get("AIRFLOW_HOME") or os.path.join("~", "airflow")
    return str(Path(home) / "lineage" / "viewer.sqlite")


def open_store() -> Store:
    """The store of this deployment; raises OSError or what SQLAlchemy raises."""
    from lineage_provider.viewer.store import open_database, open_file, open_url

    place = store_place()
    if place == METADATA:
        from airflow import settings as airflow_settings

        engine = airflow_settings.engine
        if engine is None:
            raise OSError("viewer_store = metadata needs Airflow's database, which this process may not use")
        return open_database(engine)
    return open_url(place) if "://" in place else open_file(place)


def _files() -> Iterable[Path]:
    from lineage_provider.kept_events import kept_events

    return kept_events().files


@cache
def the_app() -> dict[str, Any]:
    """The same app each time: Airflow asks a plugin for its apps whenever it lists plugins."""
    return fastapi_app()
