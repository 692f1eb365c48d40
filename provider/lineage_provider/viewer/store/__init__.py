"""The store of the viewer: runs, datasets, jobs, edges, checks and statistics, made of events.

Homes: a SQLite file (:func:`open_file`), or any database that SQLAlchemy knows (:class:`Store`). A program
that wants answers takes a store and the functions of :mod:`lineage_provider.viewer.queries`.
"""

from lineage_provider.viewer.store.homes import Store, in_memory, open_database, open_file, open_url
from lineage_provider.viewer.store.migrating import NotMigrated

__all__ = ["NotMigrated", "Store", "in_memory", "open_database", "open_file", "open_url"]
