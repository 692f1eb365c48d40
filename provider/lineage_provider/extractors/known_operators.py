"""Operators without OpenLineage methods whose attributes say what they will read and write: a table.

In: an operator. Out: the :class:`KnownOperator` of its class or of one that it is derived from. A module of
its own because adding an operator is adding a row. Operators that bring OpenLineage methods of their own are
not in it. Everything that runs SQL through hooks is seen at its end without a row, too; a row adds START,
the FAIL of a task whose SQL did not succeed, and the link between what is read and what is written.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    # The engines, and with them the parser, are for tasks of these operators only.
    from lineage_provider.engines import Engine


@dataclass(frozen=True)
class Connected:
    """Attributes that lead to a database."""

    connection: str | None = None
    """Attribute with the connection id; None: the operator has ``get_db_hook`` (BaseSQLOperator)."""
    hook_params: str | None = None
    """Attribute with the hook's parameters."""
    arguments: Mapping[str, str] | None = None
    """Parameters of the hook by the attribute that has the value."""
    describe: Callable[[Any], Engine] | None = None
    """Names the database of operators whose hooks are none of a database; its catalog is not asked."""


@dataclass(frozen=True)
class Sql:
    """SQL that an operator runs as it is: a text or a list of texts."""

    attribute: str
    on: Connected
    or_table: bool = False
    """A text of one word is the name of a table, all of which is read."""


@dataclass(frozen=True)
class Table:
    """A table that an operator fills."""

    attribute: str
    on: Connected
    columns: Callable[[Any], Any] = lambda operator: None
    """The columns that are filled, in the order of the rows; None: all of the table."""
    by_name: bool = False
    """Rows go into the columns that are called as those of the query."""


File = Callable[[Any], str | list[str] | None]
"""Builds the URLs of files that an operator reads or writes; None where their names are not known."""


@dataclass(frozen=True)
class KnownOperator:
    """What a class of operators does, by its attributes."""

    runs: tuple[Sql, ...] = ()
    """SQL whose result, if it has one, goes nowhere."""
    moves: Sql | None = None
    """The query whose rows go to what is written."""
    reads: File | None = None
    writes: Table | File | None = None
    changes_rows: str | None = None
    """Attribute with a function that turns the rows into others: then no column can be followed."""


def _s3_file(operator: Any) -> str | None:
    """SqlToS3Operator: the suffix is the format's; split results have names that only the data know."""
    if operator.groupby_kwargs or operator.max_rows_per_file:
        return None
    kind = getattr(operator.file_format, "name", "").lower()
    key = operator.s3_key
    for suffix in (".json.gz", ".csv.gz", ".parquet", ".json", ".csv"):
        if key.endswith(suffix):
            key = key.removesuffix(suffix)
            break
    packed = ".gz" if kind != "parquet" and operator.df_kwargs.get("compression") == "gzip" else ""
    return f"s3://{operator.s3_bucket}/{key}.{kind}{packed}" if kind else None


def _gcs_file(operator: Any) -> str | None:
    """BaseSQLToGCSOperator: ``{}`` stands for the number of the file."""
    return None if "{}" in operator.filename else f"gs://{operator.bucket}/{operator.filename}"


def _inserted(operator: Any) -> Any:
    """SQLInsertRowsOperator; its property ``column_names`` would ask the database."""
    columns = operator._columns
    return columns and [column for column in columns if column not in operator.ignored_columns]


def _queried_files(operator: Any) -> list[str]:
    """AnalyticsOperator: the files behind the tables that its queries name."""
    from lineage_provider.sql import analyze  # imports the parser: not for tasks of other kinds

    read = {
        table.parts[-1].lower() for query in operator.queries for table in analyze(query, "postgres").inputs
    }
    return [one.uri for one in operator.datasource_configs if one.uri and one.table_name.lower() in read]


def _redshift_data(operator: Any) -> Engine:
    from lineage_provider.engines.aws_api import engine_of_api

    said = {name: getattr(operator, name, None) for name in ("cluster_identifier", "workgroup_name")}
    return engine_of_api(operator.hook, database=operator.database, said=said)


def _athena(operator: Any) -> Engine:
    from lineage_provider.engines.aws_api import engine_of_api

    database = operator.database or (operator.query_execution_context or {}).get("Database")
    return engine_of_api(operator.hook, schema=database, said={"catalog": operator.catalog})


def _hive_cli(operator: Any) -> Engine:
    """The server of the connection: that of Beeline; the older CLI finds it in files of its own."""
    from airflow.providers.common.compat.sdk import BaseHook

    from lineage_provider.engines import engine_for

    connection = BaseHook.get_connection(operator.hive_cli_conn_id)
    if not connection.host:
        raise ValueError("it names no server")
    return engine_for(None, connection).in_session(None, operator.schema or connection.schema)


_OWN = Connected()
_SOURCE = Connected("source_conn_id", "source_hook_params")
_DESTINATION = Connected("destination_conn_id", "destination_hook_params")
_SQL_CONN = Connected("sql_conn_id", "sql_hook_params")
_MYSQL = Connected("mysql_conn_id")
_MYSQL_TABLE = Table("mysql_table", _MYSQL)
_BEFORE, _AFTER = Sql("mysql_preoperator", _MYSQL), Sql("mysql_postoperator", _MYSQL)


def _gcs_source(operator: Any) -> str:
    return f"gs://{operator.source_bucket}/{operator.source_object}"


KNOWN: dict[str, KnownOperator] = {
    # common.sql
    "GenericTransfer": KnownOperator(
        runs=(Sql("preoperator", _DESTINATION),),
        moves=Sql("sql", _SOURCE),
        writes=Table(
            "destination_table", _DESTINATION, lambda operator: operator.insert_args.get("target_fields")
        ),
        changes_rows="_rows_processor",
    ),
    "SQLInsertRowsOperator": KnownOperator(
        runs=(Sql("preoperator", _OWN), Sql("postoperator", _OWN)),
        writes=Table("table_name_with_schema", _OWN, _inserted),
    ),
    "SQLBulkLoadOperator": KnownOperator(
        runs=(Sql("preoperator", _OWN), Sql("postoperator", _OWN)), writes=Table("table", _OWN)
    ),
    "SqlSensor": KnownOperator(runs=(Sql("sql", Connected("conn_id", "hook_params")),)),
    "AnalyticsOperator": KnownOperator(reads=_queried_files),
    # amazon
    "SqlToS3Operator": KnownOperator(moves=Sql("query", _SQL_CONN), writes=_s3_file),
    "ExasolToS3Operator": KnownOperator(
        moves=Sql("query_or_table", Connected("exasol_conn_id"), or_table=True),
        writes=lambda operator: f"s3://{operator.bucket_name}/{operator.key}",
    ),
    "S3ToSqlOperator": KnownOperator(
        reads=lambda operator: f"s3://{operator.s3_bucket}/{operator.s3_key}",
        writes=Table("table", _SQL_CONN, lambda operator: operator.column_list),
    ),
    "RedshiftDataOperator": KnownOperator(
        runs=(Sql("sql", Connected("aws_conn_id", describe=_redshift_data)),)
    ),
    # Its own method answers at the end of a task that succeeded.
    "AthenaOperator": KnownOperator(runs=(Sql("query", Connected("aws_conn_id", describe=_athena)),)),
    # apache.hive
    "HiveOperator": KnownOperator(runs=(Sql("hql", Connected("hive_cli_conn_id", describe=_hive_cli)),)),
    # apache.hive: the connection of the Hive CLI does not say which server its tables are on
    "HiveToMySqlOperator": KnownOperator(
        runs=(_BEFORE, _AFTER), moves=Sql("sql", Connected("hiveserver2_conn_id")), writes=_MYSQL_TABLE
    ),
    "HiveToDynamoDBOperator": KnownOperator(runs=(Sql("sql", Connected("hiveserver2_conn_id")),)),
    "HiveToSambaOperator": KnownOperator(runs=(Sql("hql", Connected("hiveserver2_conn_id")),)),
    "MsSqlToHiveOperator": KnownOperator(runs=(Sql("sql", Connected("mssql_conn_id")),)),
    "MySqlToHiveOperator": KnownOperator(runs=(Sql("sql", _MYSQL),)),
    "VerticaToHiveOperator": KnownOperator(runs=(Sql("sql", Connected("vertica_conn_id")),)),
    # databricks
    "DatabricksSqlSensor": KnownOperator(
        runs=(
            Sql(
                "sql",
                Connected("databricks_conn_id", arguments={"catalog": "catalog", "schema": "schema"}),
            ),
        )
    ),
    # google
    "PrestoToGCSOperator": KnownOperator(moves=Sql("sql", Connected("presto_conn_id")), writes=_gcs_file),
    # microsoft.azure
    "OracleToAzureDataLakeOperator": KnownOperator(runs=(Sql("sql", Connected("oracle_conn_id")),)),
    # mysql
    "PrestoToMySqlOperator": KnownOperator(
        runs=(_BEFORE,), moves=Sql("sql", Connected("presto_conn_id")), writes=_MYSQL_TABLE
    ),
    "TrinoToMySqlOperator": KnownOperator(
        runs=(_BEFORE,), moves=Sql("sql", Connected("trino_conn_id")), writes=_MYSQL_TABLE
    ),
    "VerticaToMySqlOperator": KnownOperator(
        runs=(_BEFORE, _AFTER),
        moves=Sql("sql", Connected("vertica_conn_id")),
        writes=Table("mysql_table", _MYSQL, by_name=True),
    ),
    "S3ToMySqlOperator": KnownOperator(
        reads=lambda operator: operator.s3_source_key if "://" in operator.s3_source_key else None,
        writes=_MYSQL_TABLE,
    ),
    # oracle
    "OracleToOracleOperator": KnownOperator(
        moves=Sql("source_sql", Connected("oracle_source_conn_id")),
        writes=Table("destination_table", Connected("oracle_destination_conn_id"), by_name=True),
    ),
    # presto, trino
    "GCSToPrestoOperator": KnownOperator(
        reads=_gcs_source, writes=Table("presto_table", Connected("presto_conn_id"))
    ),
    "GCSToTrinoOperator": KnownOperator(
        reads=_gcs_source, writes=Table("trino_table", Connected("trino_conn_id"))
    ),
    # slack
    "BaseSqlToSlackOperator": KnownOperator(runs=(Sql("sql", _SQL_CONN),)),
    # teradata
    "TeradataToTeradataOperator": KnownOperator(
        moves=Sql("sql", Connected("source_teradata_conn_id")),
        writes=Table("destination_table", Connected("dest_teradata_conn_id"), by_name=True),
    ),
}
"""By class name: the classes themselves must not be imported to be recognised."""


def known_operator(operator: Any) -> KnownOperator | None:
    """The row of the operator's class, or of the nearest one that it is derived from."""
    for kind in type(operator).__mro__:
        known = KNOWN.get(kind.__name__)
        if known is not None and kind.__module__.startswith("airflow."):
            return known
    return None
