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
    choices: tuple[str, ...] = (),
    sensitive: bool = False,
) -> Any:
    """One option as a dataclass field; ``least`` and ``most`` bound a number, both included.

    A text with ``choices`` has to be one of them. What is ``sensitive`` is in no log, and Airflow hides it.
    """
    return field(
        default=default,
        repr=not sensitive,
        metadata={
            "sensitive": sensitive,
            "description": description,
            "since": since,
            "example": example,
            "least": least,
            "most": most,
            "choices": choices,
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
    look_through_views: bool = _option(
        False,
        "Whether a view that is read is followed to the tables behind it: column lineage then begins at "
        "those tables, and they are inputs beside the view. What views are made of comes with the one "
        "catalog query (PostgreSQL, MySQL 8, MariaDB, SQLite, DuckDB: views in views, too; Snowflake, "
        "BigQuery, Databricks, Trino, Presto, Athena, Oracle, ClickHouse: the views that the SQL names).",
        example="True",
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
    query_events: str = _option(
        "auto",
        "Whether the statements of a task have events of their own, as runs below the task's run. auto: "
        "for tasks with several statements, and for statements with a query id of the warehouse; always; "
        "never.",
        example="always",
        choices=("auto", "always", "never"),
    )
    task_sums_queries: bool = _option(
        True,
        "Whether a task's own event has the datasets, columns and statistics of all its statements, too. "
        "With False they are in the events of the statements only, where a task has those.",
        example="False",
    )
    query_history: bool = _option(
        False,
        "Whether the warehouse's query history is asked for times, rows, bytes and errors of a task's "
        "statements when the task has ended: one look-up a connection, within catalog_timeout. For "
        "warehouses that have such a history and give query ids.",
        example="True",
    )
    dbt_events: str = _option(
        "complete",
        "What is made of the artifacts of tasks that run dbt (BashOperator, @task.bash, Cosmos, dbt Cloud): "
        "a run for each model, seed, snapshot and test, and the task's own datasets. complete: what Cosmos, "
        "dbt-ol or the dbt Cloud operator report is kept and completed, and only nodes without events get "
        "them; replace: ours instead of theirs (dbt-ol, a program of its own, goes on to send); off.",
        example="replace",
        choices=("complete", "replace", "off"),
    )
    spark_inject: str = _option(
        "official",
        "What Spark jobs are told that tasks submit (SparkSubmitOperator, SparkSqlOperator, Livy, Dataproc, "
        "EMR, Glue, Databricks). parent: the task's run as their parent, and the root; all: also where to "
        "send their own lineage: to the backends behind spool and destinations; official: what [openlineage] "
        "spark_inject_parent_job_info and spark_inject_transport_info say. Arguments of an operator win.",
        example="all",
        choices=("official", "parent", "all"),
    )
    spark_sql: bool = _option(
        True,
        "Whether SQL that tasks submit to Spark (SparkSqlOperator, .sql files, constant texts of spark.sql "
        "in a .py file on this machine) gives their events datasets and columns. Jobs whose own "
        "configuration names OpenLineage's listener are always left to it; where the cluster's configuration "
        "does, set False.",
        example="False",
    )
    spark_key_reference: str = _option(
        "",
        "What stands for a backend's API key in the configuration of Spark jobs on platforms that replace "
        "references to their secrets: {{secrets/SCOPE/KEY}} (Databricks), EMR.secret@SECRET (EMR "
        "Serverless); several with commas between them. NAME is replaced by the backend's name. A key itself "
        "is never put there.",
        example="{{secrets/lineage/NAME}}",
    )
    databricks_runs: bool = _option(
        True,
        "Whether the tasks of a Databricks job that a task has started have events of their own, as runs "
        "below the task's run: a request to the Jobs API for each 100 of them when the task has ended, "
        "within catalog_timeout.",
        example="False",
    )
    sql_text: str = _option(
        "full",
        "How much of the SQL of tasks events carry: full, without_literals (every string and number as ?) or "
        "none. Passwords, keys and tokens are *** in all of them.",
        example="without_literals",
    )
    sql_text_limit: int = _option(
        100_000,
        "Characters of one SQL text that events carry at most; the rest is cut. Lineage is of the whole.",
        example="20000",
        least=100,
        most=10_000_000,
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
        "MariaDB, SQL Server, Oracle, SQLite, DuckDB, Trino, Presto, ClickHouse, Teradata, Vertica, Exasol "
        "and Athena. Databases that keep plans or statistics by text see another text with each run.",
        example="on",
    )
    query_tag_engines: str = _option(
        "all",
        "The engines that query_tag and query_comment hold for, with commas between them: snowflake, "
        "postgres, redshift, databricks, bigquery, trino, presto, mysql, mssql, oracle, sqlite, duckdb, "
        "athena, clickhouse, exasol, teradata, vertica.",
        example="snowflake, postgres",
    )
    destinations: str = _option(
        "",
        "The backends that get every event, with commas between them: datadog, openmetadata, atlan, astro, "
        "marquez, datahub, dataplex, datazone, http, file. Each has a section of its own, such as "
        "[lineage_provider_marquez], or an Airflow connection. Events go through the spool, and to the "
        "transport of [openlineage], too, where there is one.",
        example="datadog, marquez",
    )
    spool: str = _option(
        "",
        "Directory, or object storage URL, in which every event is kept until the backend of the "
        "OpenLineage transport has acknowledged it. Without it, what a backend does not take is lost, "
        "unless the transport itself is lineage_provider.delivery.SpoolTransport.",
        example="/var/spool/lineage",
    )
    store: str = _option(
        "",
        "Directory of the embedded store, which takes the events where no OpenLineage transport is "
        "configured at all. Empty: lineage/store in Airflow's home directory. off: no store, and then no "
        "events.",
        example="/var/lib/lineage",
    )
    background_delivery: bool = _option(
        True,
        "Whether scheduler, triggerer, dag-processor and Celery workers each start a process that sends what "
        "waits in the spool. Where it is False, tasks and airflow lineage deliver do it.",
        example="False",
    )
    viewer: bool = _option(
        True,
        "Whether Airflow's api-server has the lineage page, /lineage/, and its API.",
        example="False",
    )
    viewer_store: str = _option(
        "",
        "Where the viewer's store is, which is made of the events that the transport keeps on this machine "
        "and of those that are posted: a file (SQLite); metadata, for tables in Airflow's own database, "
        "which several api-servers share, and which airflow db migrate makes where [database] "
        "external_db_managers has lineage_provider.db.LineageDBManager; or a SQLAlchemy URL. Empty: "
        "lineage/viewer.sqlite in Airflow's home directory.",
        example="metadata",
        sensitive=True,
    )
    viewer_days: float = _option(
        90.0,
        "Days for which the viewer's store keeps runs; 0 is without bound.",
        example="30",
        least=0,
        most=36_500,
    )
    viewer_runs: int = _option(
        5_000_000,
        "Runs that the viewer's store keeps, single queries among them; 0 is without bound.",
        example="100000",
        least=0,
        most=1_000_000_000,
    )
    ingest_token: str = _option(
        "",
        "Secret with which OpenLineage events can be posted to the api-server, at /lineage/api/v1/lineage, "
        "as Authorization: Bearer SECRET. Empty: none are taken.",
        example="openssl rand -hex 32",
        sensitive=True,
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
        return ", ".join(option.metadata["choices"]) or "a text"
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
    choices = option.metadata["choices"]
    if not choices:
        return text
    if text.lower() not in choices:
        raise ValueError(text)
    return text.lower()


_PARSERS: dict[type, Callable[[Field[Any], str], Any]] = {
    bool: _boolean,
    int: _number,
    float: _number,
    str: _text,
}


def _parse(option: Field[Any], text: str) -> Any:
    """Return the option's value; raises ValueError where ``text`` is not one."""
    try:
        if option.metadata["sensitive"]:
            return text.strip()
        # Airflow's own getters cut a comment behind the value off, too.
        return _PARSERS[type(option.default)](option, text.partition("#")[0].strip())
    except (KeyError, OverflowError) as error:
        raise ValueError(text) from error


def read(get: Callable[[str], str | None]) -> Settings:
    """Build settings from ``get`` (option name -> text or None); a bad value costs one warning."""
    values, problems = _read(get)
    for problem in problems:
        log.warning("%s", problem)
    return Settings(**values)


def _read(get: Callable[[str], str | None]) -> tuple[dict[str, Any], list[str]]:
    """The options that are set, and what is wrong with others."""
    values: dict[str, Any] = {}
    problems = []
    for option in OPTIONS:
        text = get(option.name)
        if text is None or not text.strip():
            continue
        try:
            values[option.name] = _parse(option, text)
        except ValueError:
            problems.append(
                f"[{SECTION}] {option.name} = {text} cannot be used: it has to be {allowed(option)}. "
                f"The default {option.default} is used."
            )
    return values, problems


@cache
def current() -> Settings:
    """The settings of this process, read from Airflow's configuration at the first call."""
    return read(_configured)


def unusable() -> list[str]:
    """What is wrong with Airflow's configuration of this provider, a sentence an option."""
    return _read(_configured)[1]


def _configured(name: str) -> str | None:
    from airflow.configuration import conf

    value: str | None = conf.get(SECTION, name, fallback=None)
    return value
