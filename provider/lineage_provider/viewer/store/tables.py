"""The store's tables and their indexes, the same in SQLite and in the Airflow metadata database.

In: nothing. Out: SQLAlchemy tables in a MetaData of their own. A module of its own because both homes are
made from it, and because each index is here with the question it answers. A change needs a revision in
``migrations``, and for SQLite files another ``_SCHEMA_VERSION``.

Keys are 63 bits of a hash of the name: they are known before anything is looked up, are the same on every
host, and take 8 bytes where names take a hundred. Times are microseconds since 1970.
"""

from __future__ import annotations

from functools import lru_cache
from hashlib import blake2b
from typing import Any

import sqlalchemy as sa
from sqlalchemy.dialects import mysql

PREFIX = "lineage_"
NO_DAG, UNKNOWN_DAG = None, ""
"""A job outside Airflow; a job of a DAG that is not known yet, which only those see who see all DAGs."""

metadata = sa.MetaData()

_Key = sa.BigInteger


def _in_mysql(kind: sa.types.TypeEngine[Any], there: sa.types.TypeEngine[Any]) -> sa.types.TypeEngine[Any]:
    """A type with another form in MySQL and MariaDB: one by one, as SQLAlchemy 1.4 wants it."""
    return kind.with_variant(there, "mysql").with_variant(there, "mariadb")


def _by_bytes(length: int) -> sa.types.TypeEngine[Any]:
    """Text that is sorted by bytes: beginnings of words are looked for as a range."""
    in_postgres = sa.String(length).with_variant(sa.String(length, collation="C"), "postgresql")
    return _in_mysql(in_postgres, sa.String(length, collation="utf8mb4_bin"))


# MySQL's plain forms end at 64 kB.
_Text = _in_mysql(sa.Text(), mysql.MEDIUMTEXT())
_Packed = _in_mysql(sa.LargeBinary(), mysql.MEDIUMBLOB())
_Word = _by_bytes(64)
_Marked = _by_bytes(250)


def _key(name: str) -> sa.Column[int]:
    """A column of the primary key that holds the key of a name."""
    return sa.Column(name, _Key, primary_key=True, autoincrement=False)


@lru_cache(maxsize=100_000)
def key(*parts: str) -> int:
    """The key of a name: 63 bits, the same everywhere."""
    return hashed("\0".join(parts))


def hashed(text: str) -> int:
    """63 bits of a text's hash."""
    digest = blake2b(text.encode("utf-8", "surrogatepass"), digest_size=8).digest()
    return int.from_bytes(digest, "big") >> 1


dataset = sa.Table(
    PREFIX + "dataset",
    metadata,
    _key("id"),
    sa.Column("namespace", _Text, nullable=False),
    sa.Column("name", _Text, nullable=False),
    sa.Column("updated", sa.BigInteger, nullable=False),
    sa.Column("fields", _Text, nullable=False),  # JSON: [[name, type, description], ...]
    sa.Column("fields_at", sa.BigInteger, nullable=False),
    sa.Column("rows_written", sa.BigInteger),
    sa.Column("bytes_written", sa.BigInteger),
    sa.Column("written_at", sa.BigInteger),
    sa.Column("passed", sa.Integer, nullable=False),
    sa.Column("failed", sa.Integer, nullable=False),
    sa.Column("warned", sa.Integer, nullable=False),
    sa.Column("checked_at", sa.BigInteger),
    sa.Index(PREFIX + "dataset_updated", "updated"),
)

job = sa.Table(
    PREFIX + "job",
    metadata,
    _key("id"),
    sa.Column("namespace", _Text, nullable=False),
    sa.Column("name", _Text, nullable=False),
    sa.Column("dag_id", sa.String(250)),
    sa.Column("task_id", sa.String(250)),
    sa.Column("job_type", sa.String(40), nullable=False),
    sa.Column("description", _Text, nullable=False),
    sa.Column("owners", _Text, nullable=False),  # JSON: [name, ...]
    sa.Column("updated", sa.BigInteger, nullable=False),
    sa.Column("last_run", _Key),
    sa.Column("last_at", sa.BigInteger),
    # Which DAG run the edges are of: those of a newer one take their place.
    sa.Column("generation", _Key),
    sa.Column("generation_at", sa.BigInteger),
    sa.Column("generation_final", sa.Boolean, nullable=False),
    sa.Column("generation_own", sa.Boolean, nullable=False),
    sa.Column("edges_hash", _Key),
    sa.Index(PREFIX + "job_dag", "dag_id"),
    sa.Index(PREFIX + "job_updated", "updated"),
)

run = sa.Table(
    PREFIX + "run",
    metadata,
    _key("id"),
    sa.Column("run_id", sa.String(64), nullable=False),
    sa.Column("job", _Key, nullable=False),
    sa.Column("dag_id", sa.String(250)),
    sa.Column("task_id", sa.String(250)),
    sa.Column("dag_run_id", sa.String(250), nullable=False),
    sa.Column("dag_run", _Key),  # key of dag_id and dag_run_id
    sa.Column("try_number", sa.Integer),
    sa.Column("map_index", sa.Integer),
    sa.Column("parent", _Key),
    sa.Column("parent_id", sa.String(64)),
    sa.Column("job_type", sa.String(40), nullable=False),
    sa.Column("state", sa.String(20), nullable=False),
    sa.Column("began", sa.BigInteger, nullable=False),  # its start, or its first event's time: never null
    sa.Column("started", sa.BigInteger),
    sa.Column("ended", sa.BigInteger),
    sa.Column("latest", sa.BigInteger, nullable=False),
    sa.Column("final", sa.Boolean, nullable=False),
    sa.Column("facets", _Packed, nullable=False),
    sa.Column("job_facets", _Key, nullable=False),
    sa.Index(PREFIX + "run_job", "job", "began"),
    sa.Index(PREFIX + "run_dag", "dag_id", "job_type", "began"),
    sa.Index(PREFIX + "run_dag_began", "dag_id", "began"),
    sa.Index(PREFIX + "run_type", "job_type", "began"),
    sa.Index(PREFIX + "run_began", "began"),
    sa.Index(PREFIX + "run_parent", "parent"),
    sa.Index(PREFIX + "run_dag_run", "dag_run"),
)

run_dataset = sa.Table(
    PREFIX + "run_dataset",
    metadata,
    _key("run"),
    sa.Column("writes", sa.Boolean, primary_key=True),
    _key("dataset"),
    sa.Column("position", sa.Integer, nullable=False),
    sa.Column("began", sa.BigInteger, nullable=False),
    sa.Column("rows_count", sa.BigInteger),
    sa.Column("bytes_count", sa.BigInteger),
    sa.Column("facets", _Key, nullable=False),
    sa.Column("own", _Packed),
    sa.Index(PREFIX + "run_dataset_history", "dataset", "writes", "began"),
)

document = sa.Table(
    PREFIX + "document",
    metadata,
    _key("id"),
    sa.Column("body", _Packed, nullable=False),  # JSON, compressed; the same for many runs
)

edge = sa.Table(
    PREFIX + "edge",
    metadata,
    _key("job"),
    sa.Column("writes", sa.Boolean, primary_key=True),
    _key("dataset"),
    sa.Index(PREFIX + "edge_dataset", "dataset", "writes"),
)

column_edge = sa.Table(
    PREFIX + "column_edge",
    metadata,
    _key("job"),
    _key("id"),
    sa.Column("source", _Key, nullable=False),
    sa.Column("source_column", _Text, nullable=False),
    sa.Column("source_key", _Key, nullable=False),  # key of dataset and column
    sa.Column("target", _Key, nullable=False),
    sa.Column("target_column", _Text, nullable=False),  # empty: all rows
    sa.Column("target_key", _Key, nullable=False),
    sa.Column("type", sa.String(40), nullable=False),
    sa.Column("subtype", sa.String(40), nullable=False),
    sa.Column("masking", sa.Boolean, nullable=False),
    sa.Column("inferred", sa.Boolean, nullable=False),
    sa.Column("ambiguous", sa.Boolean, nullable=False),
    sa.Column("expression", _Text, nullable=False),
    sa.Index(PREFIX + "column_edge_source", "source_key"),
    sa.Index(PREFIX + "column_edge_target", "target_key"),
)

check = sa.Table(
    PREFIX + "check",
    metadata,
    _key("run"),
    _key("dataset"),
    sa.Column("position", sa.Integer, primary_key=True, autoincrement=False),
    sa.Column("began", sa.BigInteger, nullable=False),
    sa.Column("at", sa.BigInteger, nullable=False),
    sa.Column("name", _Text, nullable=False),
    sa.Column("assertion", _Text, nullable=False),
    sa.Column("success", sa.Boolean, nullable=False),
    sa.Column("outcome", sa.String(10), nullable=False),
    sa.Column("severity", sa.String(20), nullable=False),
    sa.Column("column_name", _Text, nullable=False),
    sa.Column("expected", _Text, nullable=False),
    sa.Column("actual", _Text, nullable=False),
    sa.Column("content", _Text, nullable=False),
    sa.Index(PREFIX + "check_history", "dataset", "at"),
)

check_state = sa.Table(
    PREFIX + "check_state",
    metadata,
    _key("dataset"),
    _key("id"),  # key of job, name, column and assertion
    sa.Column("job", _Key, nullable=False),
    sa.Column("generation", _Key, nullable=False),
    sa.Column("outcome", sa.String(10), nullable=False),
    sa.Column("at", sa.BigInteger, nullable=False),
)

mark = sa.Table(
    PREFIX + "mark",
    metadata,
    sa.Column("kind", sa.String(10), primary_key=True),  # query_id, query_tag
    sa.Column("value", _Marked, primary_key=True),
    _key("run"),
    sa.Index(PREFIX + "mark_run", "run"),
)

term = sa.Table(
    PREFIX + "term",
    metadata,
    sa.Column("term", _Word, primary_key=True),
    sa.Column("kind", sa.String(10), primary_key=True),  # dataset, column, job, dag
    _key("ref"),
    _key("id"),
    sa.Column("label", _Text, nullable=False),
    sa.Index(PREFIX + "term_ref", "ref"),
)

source_file = sa.Table(
    PREFIX + "source_file",
    metadata,
    _key("id"),
    sa.Column("path", _Text, nullable=False),
    sa.Column("file_id", sa.String(60), nullable=False),  # device and inode: another file begins anew
    sa.Column("position", sa.BigInteger, nullable=False),
)
