"""The lineage tables in Airflow's own database: their manager, for ``airflow db migrate``.

In: ``[database] external_db_managers = lineage_provider.db.LineageDBManager``. Out: tables that Airflow
makes, checks, upgrades and drops with its own. A module of its own because Airflow imports it by name.

The provider's description does not name it: Airflow would then take every installation for unmigrated until
somebody runs ``airflow db migrate``, also where nobody wants these tables.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from airflow import settings
from airflow.utils.db import DBLocks, create_global_lock
from airflow.utils.db_manager import BaseDBManager

from lineage_provider.viewer.store import migrating, tables

if TYPE_CHECKING:
    from alembic.config import Config


class LineageDBManager(BaseDBManager):
    """Makes, upgrades, downgrades and drops the tables of ``[lineage_provider] viewer_store = metadata``."""

    metadata = tables.metadata
    migration_dir = str(migrating.DIRECTORY)
    alembic_file = ""
    version_table_name = migrating.VERSION_TABLE
    supports_table_dropping = True
    revision_heads_map = {"0.1.0": "0001"}  # noqa: RUF012  (as Airflow declares it)

    def get_alembic_config(self) -> Config:
        """With Airflow's engine, and so with its connection arguments."""
        if settings.engine is None:
            raise RuntimeError("Airflow's database may not be used by this process")
        return migrating.configuration(settings.engine)

    def downgrade(
        self, to_revision: str, from_revision: str | None = None, show_sql_only: bool = False
    ) -> None:
        """Take the tables back to a revision; ``base`` drops them."""
        from alembic import command

        revisions = f"{from_revision or migrating.revision(self.session.connection())}:{to_revision}"
        self.session.rollback()
        with create_global_lock(session=self.session, lock=DBLocks.MIGRATIONS):
            command.downgrade(
                self.get_alembic_config(), revisions if show_sql_only else to_revision, sql=show_sql_only
            )
