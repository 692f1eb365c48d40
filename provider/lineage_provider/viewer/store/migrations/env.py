"""How Alembic reaches the database: with the connection or the engine that its configuration carries.

In: ``alembic.context``, set up by ``migrating.configuration``. Out: revisions run, or their SQL printed. It
is run by Alembic, not imported.
"""

from __future__ import annotations

from contextlib import ExitStack
from typing import Any

from alembic import context

from lineage_provider.viewer.store import migrating, tables


def _options() -> dict[str, Any]:
    return {
        "target_metadata": tables.metadata,
        "version_table": migrating.VERSION_TABLE,
        "include_object": _is_ours,
        "render_as_batch": True,
        "transaction_per_migration": True,
    }


def _is_ours(_object: Any, name: str | None, kind: str, *_: Any) -> bool:
    return kind != "table" or name in tables.metadata.tables


def _print_sql() -> None:
    context.configure(
        dialect_name=context.config.attributes["dialect"],
        literal_binds=True,
        version_table=migrating.VERSION_TABLE,
    )
    with context.begin_transaction():
        context.run_migrations()


def _run() -> None:
    attributes = context.config.attributes
    with ExitStack() as opened:
        connection = attributes.get("connection") or opened.enter_context(attributes["engine"].connect())
        context.configure(connection=connection, **_options())
        with context.begin_transaction():
            context.run_migrations()


if context.is_offline_mode():
    _print_sql()
else:
    _run()
