"""The first form of the tables.

In: an empty database. Out: the tables of ``tables.py`` as they were then; what changes later is a revision
of its own.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import mysql

revision = "0001"
down_revision = None

_KEY = sa.BigInteger
_TEXT = sa.Text().with_variant(mysql.MEDIUMTEXT(), "mysql", "mariadb")
_PACKED = sa.LargeBinary().with_variant(mysql.MEDIUMBLOB(), "mysql", "mariadb")


def _by_bytes(length: int) -> sa.String:
    return (
        sa.String(length)
        .with_variant(sa.String(length, collation="C"), "postgresql")
        .with_variant(sa.String(length, collation="utf8mb4_bin"), "mysql", "mariadb")
    )


def upgrade() -> None:
    _things()
    _edges()
    _runs()
    _checks()
    _files()


def downgrade() -> None:
    for name in (
        "source_file",
        "check_state",
        "check",
        "mark",
        "document",
        "run_dataset",
        "run",
        "column_edge",
        "edge",
        "term",
        "job",
        "dataset",
    ):
        op.drop_table(f"lineage_{name}")


def _things() -> None:
    """The nodes of the graph, and the words they are found by."""
    op.create_table(
        "lineage_dataset",
        sa.Column("id", _KEY, autoincrement=False, nullable=False),
        sa.Column("namespace", _TEXT, nullable=False),
        sa.Column("name", _TEXT, nullable=False),
        sa.Column("updated", sa.BigInteger, nullable=False),
        sa.Column("fields", _TEXT, nullable=False),
        sa.Column("fields_at", sa.BigInteger, nullable=False),
        sa.Column("rows_written", sa.BigInteger),
        sa.Column("bytes_written", sa.BigInteger),
        sa.Column("written_at", sa.BigInteger),
        sa.Column("passed", sa.Integer, nullable=False),
        sa.Column("failed", sa.Integer, nullable=False),
        sa.Column("warned", sa.Integer, nullable=False),
        sa.Column("checked_at", sa.BigInteger),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index("lineage_dataset_updated", "lineage_dataset", ["updated"])
    op.create_table(
        "lineage_job",
        sa.Column("id", _KEY, autoincrement=False, nullable=False),
        sa.Column("namespace", _TEXT, nullable=False),
        sa.Column("name", _TEXT, nullable=False),
        sa.Column("dag_id", sa.String(250)),
        sa.Column("task_id", sa.String(250)),
        sa.Column("job_type", sa.String(40), nullable=False),
        sa.Column("description", _TEXT, nullable=False),
        sa.Column("owners", _TEXT, nullable=False),
        sa.Column("updated", sa.BigInteger, nullable=False),
        sa.Column("last_run", sa.BigInteger),
        sa.Column("last_at", sa.BigInteger),
        sa.Column("generation", sa.BigInteger),
        sa.Column("generation_at", sa.BigInteger),
        sa.Column("generation_final", sa.Boolean, nullable=False),
        sa.Column("generation_own", sa.Boolean, nullable=False),
        sa.Column("edges_hash", sa.BigInteger),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index("lineage_job_dag", "lineage_job", ["dag_id"])
    op.create_index("lineage_job_updated", "lineage_job", ["updated"])
    op.create_table(
        "lineage_term",
        sa.Column("term", _by_bytes(64), nullable=False),
        sa.Column("kind", sa.String(10), nullable=False),
        sa.Column("ref", _KEY, autoincrement=False, nullable=False),
        sa.Column("id", _KEY, autoincrement=False, nullable=False),
        sa.Column("label", _TEXT, nullable=False),
        sa.PrimaryKeyConstraint("term", "kind", "ref", "id"),
    )
    op.create_index("lineage_term_ref", "lineage_term", ["ref"])


def _edges() -> None:
    """What leads where."""
    op.create_table(
        "lineage_edge",
        sa.Column("job", _KEY, autoincrement=False, nullable=False),
        sa.Column("writes", sa.Boolean, nullable=False),
        sa.Column("dataset", _KEY, autoincrement=False, nullable=False),
        sa.PrimaryKeyConstraint("job", "writes", "dataset"),
    )
    op.create_index("lineage_edge_dataset", "lineage_edge", ["dataset", "writes"])
    op.create_table(
        "lineage_column_edge",
        sa.Column("job", _KEY, autoincrement=False, nullable=False),
        sa.Column("id", _KEY, autoincrement=False, nullable=False),
        sa.Column("source", sa.BigInteger, nullable=False),
        sa.Column("source_column", _TEXT, nullable=False),
        sa.Column("source_key", sa.BigInteger, nullable=False),
        sa.Column("target", sa.BigInteger, nullable=False),
        sa.Column("target_column", _TEXT, nullable=False),
        sa.Column("target_key", sa.BigInteger, nullable=False),
        sa.Column("type", sa.String(40), nullable=False),
        sa.Column("subtype", sa.String(40), nullable=False),
        sa.Column("masking", sa.Boolean, nullable=False),
        sa.Column("inferred", sa.Boolean, nullable=False),
        sa.Column("ambiguous", sa.Boolean, nullable=False),
        sa.Column("expression", _TEXT, nullable=False),
        sa.PrimaryKeyConstraint("job", "id"),
    )
    op.create_index("lineage_column_edge_source", "lineage_column_edge", ["source_key"])
    op.create_index("lineage_column_edge_target", "lineage_column_edge", ["target_key"])


def _runs() -> None:
    """What happened."""
    op.create_table(
        "lineage_run",
        sa.Column("id", _KEY, autoincrement=False, nullable=False),
        sa.Column("run_id", sa.String(64), nullable=False),
        sa.Column("job", sa.BigInteger, nullable=False),
        sa.Column("dag_id", sa.String(250)),
        sa.Column("task_id", sa.String(250)),
        sa.Column("dag_run_id", sa.String(250), nullable=False),
        sa.Column("dag_run", sa.BigInteger),
        sa.Column("try_number", sa.Integer),
        sa.Column("map_index", sa.Integer),
        sa.Column("parent", sa.BigInteger),
        sa.Column("parent_id", sa.String(64)),
        sa.Column("job_type", sa.String(40), nullable=False),
        sa.Column("state", sa.String(20), nullable=False),
        sa.Column("began", sa.BigInteger, nullable=False),
        sa.Column("started", sa.BigInteger),
        sa.Column("ended", sa.BigInteger),
        sa.Column("latest", sa.BigInteger, nullable=False),
        sa.Column("final", sa.Boolean, nullable=False),
        sa.Column("facets", _PACKED, nullable=False),
        sa.Column("job_facets", sa.BigInteger, nullable=False),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index("lineage_run_began", "lineage_run", ["began"])
    op.create_index("lineage_run_dag", "lineage_run", ["dag_id", "job_type", "began"])
    op.create_index("lineage_run_dag_began", "lineage_run", ["dag_id", "began"])
    op.create_index("lineage_run_dag_run", "lineage_run", ["dag_run"])
    op.create_index("lineage_run_job", "lineage_run", ["job", "began"])
    op.create_index("lineage_run_parent", "lineage_run", ["parent"])
    op.create_index("lineage_run_type", "lineage_run", ["job_type", "began"])
    op.create_table(
        "lineage_run_dataset",
        sa.Column("run", _KEY, autoincrement=False, nullable=False),
        sa.Column("writes", sa.Boolean, nullable=False),
        sa.Column("dataset", _KEY, autoincrement=False, nullable=False),
        sa.Column("position", sa.Integer, nullable=False),
        sa.Column("began", sa.BigInteger, nullable=False),
        sa.Column("rows_count", sa.BigInteger),
        sa.Column("bytes_count", sa.BigInteger),
        sa.Column("facets", sa.BigInteger, nullable=False),
        sa.Column("own", _PACKED),
        sa.PrimaryKeyConstraint("run", "writes", "dataset"),
    )
    op.create_index("lineage_run_dataset_history", "lineage_run_dataset", ["dataset", "writes", "began"])
    op.create_table(
        "lineage_document",
        sa.Column("id", _KEY, autoincrement=False, nullable=False),
        sa.Column("body", _PACKED, nullable=False),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_table(
        "lineage_mark",
        sa.Column("kind", sa.String(10), nullable=False),
        sa.Column("value", _by_bytes(250), nullable=False),
        sa.Column("run", _KEY, autoincrement=False, nullable=False),
        sa.PrimaryKeyConstraint("kind", "value", "run"),
    )
    op.create_index("lineage_mark_run", "lineage_mark", ["run"])


def _checks() -> None:
    """Results of checks."""
    op.create_table(
        "lineage_check",
        sa.Column("run", _KEY, autoincrement=False, nullable=False),
        sa.Column("dataset", _KEY, autoincrement=False, nullable=False),
        sa.Column("position", sa.Integer, autoincrement=False, nullable=False),
        sa.Column("began", sa.BigInteger, nullable=False),
        sa.Column("at", sa.BigInteger, nullable=False),
        sa.Column("name", _TEXT, nullable=False),
        sa.Column("assertion", _TEXT, nullable=False),
        sa.Column("success", sa.Boolean, nullable=False),
        sa.Column("outcome", sa.String(10), nullable=False),
        sa.Column("severity", sa.String(20), nullable=False),
        sa.Column("column_name", _TEXT, nullable=False),
        sa.Column("expected", _TEXT, nullable=False),
        sa.Column("actual", _TEXT, nullable=False),
        sa.Column("content", _TEXT, nullable=False),
        sa.PrimaryKeyConstraint("run", "dataset", "position"),
    )
    op.create_index("lineage_check_history", "lineage_check", ["dataset", "at"])
    op.create_table(
        "lineage_check_state",
        sa.Column("dataset", _KEY, autoincrement=False, nullable=False),
        sa.Column("id", _KEY, autoincrement=False, nullable=False),
        sa.Column("job", sa.BigInteger, nullable=False),
        sa.Column("generation", sa.BigInteger, nullable=False),
        sa.Column("outcome", sa.String(10), nullable=False),
        sa.Column("at", sa.BigInteger, nullable=False),
        sa.PrimaryKeyConstraint("dataset", "id"),
    )


def _files() -> None:
    """How far files of events were read."""
    op.create_table(
        "lineage_source_file",
        sa.Column("id", _KEY, autoincrement=False, nullable=False),
        sa.Column("path", _TEXT, nullable=False),
        sa.Column("file_id", sa.String(60), nullable=False),
        sa.Column("position", sa.BigInteger, nullable=False),
        sa.PrimaryKeyConstraint("id"),
    )
