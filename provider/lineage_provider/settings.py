"""Every option of the ``[lineage_provider]`` section: its default, what it means, what it may be.

In: Airflow's configuration. Out: one frozen :class:`Settings`, read once a process; a value that
cannot be used costs one warning, and the default stands in. A module of its own because the same
table of options also makes the provider's config documentation (``get_provider_info``): a default is
written here and nowhere else. Airflow is imported only when settings are read, so that the provider
info stays cheap.
"""

from __future__ import annotations

import logging
from collections.abc import Callable
from dataclasses import Field, dataclass, field, fields
from functools import cache
from typing import Any

log = logging.getLogger(__name__)

SECTION = "lineage_provider"

_BOOLEANS = {"true": True, "t": True, "1": True, "yes": True, "on": True} | {
    "false": False,
    "f": False,
    "0": False,
    "no": False,
    "off": False,
}


def _option(
    default: Any,
    description: str,
    *,
    since: str = "0.1.0",
    example: str | None = None,
    least: float | None = None,
    most: float | None = None,
) -> Any:
    """One option as a dataclass field; ``least`` and ``most`` bound a number, both included."""
    return field(
        default=default,
        metadata={
            "description": description,
            "since": since,
            "example": example,
            "least": least,
            "most": most,
        },
    )


@dataclass(frozen=True, slots=True)
class Settings:
    """The options, with their defaults."""

    enabled: bool = _option(
        True,
        "Whether this provider completes the events of the OpenLineage provider. With False nothing of "
        "Airflow or of the OpenLineage provider is touched, and events are exactly the official ones.",
        example="False",
    )
    catalog_lookup: bool = _option(
        True,
        "Whether the database's catalog is asked for the columns of a task's tables when the task has "
        "ended: one query a connection. Without it events carry no data types and no column comments, "
        "and columns behind SELECT * or an INSERT without a column list stay unknown.",
        example="False",
    )
    catalog_timeout: float = _option(
        3.0,
        "Seconds the catalog may take, the connection included. What is not known by then is left out "
        "and reported in the event. [openlineage] execution_timeout should leave room for it.",
        example="1.5",
        least=0.1,
        most=60,
    )
    analysis_budget: float = _option(
        5.0,
        "Seconds the analysis of a task's SQL may take. What is not known by then is left out and "
        "reported in the event.",
        example="2",
        least=0.1,
        most=60,
    )
    include_source_code: bool = _option(
        False,
        "Whether events carry the source of Python and Bash tasks. Off by default, because such code "
        "can contain what should not leave Airflow. The OpenLineage provider's own switch for it "
        "(emission_policy, disable_source_code) is respected, too: both have to allow it.",
        example="True",
    )
    query_tag: bool = _option(
        False,
        "Whether sessions and queries of tasks are tagged with DAG, task, run and OpenLineage run id: "
        "QUERY_TAG of Snowflake, application_name of PostgreSQL, query_group of Redshift, and what the "
        "own tags of Databricks, BigQuery, Trino and Presto lack. Tags that users set are kept.",
        example="on",
    )
    query_comment: bool = _option(
        False,
        "Whether statements of tasks begin with the tag as a SQL comment (sqlcommenter form), on MySQL, "
        "MariaDB, SQL Server, Oracle, SQLite, DuckDB, Trino and Presto. Databases that keep plans or "
        "statistics by text see another text with each run.",
        example="on",
    )
    query_tag_engines: str = _option(
        "all",
        "The engines that query_tag and query_comment hold for, with commas between them: snowflake, "
        "postgres, redshift, databricks, bigquery, trino, presto, mysql, mssql, oracle, sqlite, duckdb.",
        example="snowflake, postgres",
    )


OPTIONS: tuple[Field[Any], ...] = fields(Settings)


def type_of(option: Field[Any]) -> str:
    """The option's type in the words of Airflow's provider schema."""
    return {bool: "boolean", int: "integer", float: "float", str: "string"}[type(option.default)]


def allowed(option: Field[Any]) -> str:
    """The values the option may have, for people."""
    if isinstance(option.default, bool):
        return "True or False"
    if isinstance(option.default, str):
        return "a text"
    kind = "a whole number" if isinstance(option.default, int) else "a number"
    return f"{kind} from {option.metadata['least']:g} to {option.metadata['most']:g}"


def _boolean(option: Field[Any], text: str) -> bool:
    return _BOOLEANS[text.lower()]


def _number(option: Field[Any], text: str) -> float:
    value: float = int(text) if isinstance(option.default, int) else float(text)
    if not option.metadata["least"] <= value <= option.metadata["most"]:
        raise ValueError(text)
    return value


def _text(option: Field[Any], text: str) -> str:
    return text


_PARSERS: dict[type, Callable[[Field[Any], str], Any]] = {
    bool: _boolean,
    int: _number,
    float: _number,
    str: _text,
}


def _parse(option: Field[Any], text: str) -> Any:
    """Return the option's value; raises ValueError where ``text`` is not one."""
    try:
        # Airflow's own getters cut a comment behind the value off, too.
        return _PARSERS[type(option.default)](option, text.partition("#")[0].strip())
    except (KeyError, OverflowError) as error:
        raise ValueError(text) from error


def read(get: Callable[[str], str | None]) -> Settings:
    """Build settings from ``get`` (option name -> text or None); a bad value costs one warning."""
    values: dict[str, Any] = {}
    for option in OPTIONS:
        text = get(option.name)
        if text is None or not text.strip():
            continue
        try:
            values[option.name] = _parse(option, text)
        except ValueError:
            log.warning(
                "[%s] %s = %s cannot be used: it has to be %s. The default %s is used.",
                SECTION,
                option.name,
                text,
                allowed(option),
                option.default,
            )
    return Settings(**values)


@cache
def current() -> Settings:
    """The settings of this process, read from Airflow's configuration at the first call."""
    from airflow.configuration import conf

    return read(lambda name: conf.get(SECTION, name, fallback=None))
