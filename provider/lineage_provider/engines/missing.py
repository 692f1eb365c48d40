"""Python packages that are not installed: what to install, in one line.

In: an error. Out: its message, or what to do where it is a missing package. A module of its own because
hooks import their drivers late: it is lineage that finds out, and the user who can change it.
"""

from __future__ import annotations

_EXTRAS = {
    "aiohttp": "snowflake",
    "snowflake": "snowflake",
    "psycopg2": "postgres",
    "psycopg": "postgres",
    "MySQLdb": "mysql",
    "duckdb": "duckdb",
}
_PROVIDERS = "airflow.providers."


def said(error: BaseException) -> str:
    """Return what ``error`` says; for a package that is not installed, how to install it.

    >>> said(ModuleNotFoundError("No module named 'aiohttp'", name="aiohttp"))
    "No module named 'aiohttp': pip install 'airflow-provider-lineage[snowflake]'"
    >>> said(ValueError("no account"))
    'no account'
    """
    if not isinstance(error, ModuleNotFoundError) or not error.name:
        return str(error)
    name = error.name
    if name.startswith(_PROVIDERS):
        package = "apache-airflow-providers-" + name.removeprefix(_PROVIDERS).split(".")[0]
    elif extra := _EXTRAS.get(name.split(".")[0]):
        package = f"'airflow-provider-lineage[{extra}]'"
    else:
        package = name.split(".")[0]
    return f"{error}: pip install {package}"
