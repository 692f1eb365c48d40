"""Copies of whole tables: backups, and files of one table that become those of another.

In: a statement's text. Out: what it reads and writes. A module of its own because these name tables and
places only; no query is in them.

Sources: ClickHouse documentation, "Backup and restore"; Trino documentation, Iceberg connector,
"Add files"
"""

from __future__ import annotations

import re

from lineage_provider.sql.files import location
from lineage_provider.sql.model import TableName
from lineage_provider.sql.statement import Statement, Target
from lineage_provider.sql.statements.form import Form, name, pattern, table_of

_CLICKHOUSE = frozenset(("clickhouse",))


def _backed_up(statement: Statement, match: re.Match[str]) -> None:
    """ClickHouse: BACKUP TABLE t TO S3('...') or Disk('backups', 'file')."""
    relation = statement.read(table_of(statement, match, "of"))
    statement.write(_backup(match["to"]), [Target(c.name, c) for c in relation.all() or ()], {})


def _restored(statement: Statement, match: re.Match[str]) -> None:
    """ClickHouse: RESTORE TABLE t [AS u] FROM S3('...')."""
    statement.inputs[_backup(match["of"])] = None
    statement.touch(table_of(statement, match, "to" if match["to"] else "from"))


def _backup(arguments: str) -> TableName:
    """Where a backup is: its address, or the path on a disk."""
    texts = re.findall(r"'([^']*)'", arguments)
    return location(texts[0] if texts and "/" in texts[0] else "/".join(texts[:2]))


def _files_added(statement: Statement, match: re.Match[str]) -> None:
    """Trino: the files of a Hive table become those of an Iceberg table, in the same catalog."""
    to = table_of(statement, match, "to")
    statement.read(statement.names.qualified([*to.parts[:-2], match["schema"], match["of"]]))
    statement.touch(to)


BACKUP = Form(
    "BACKUP",
    pattern(rf"backup\s+table\s+{name('of')}.*?\bto\s+\w+\s*\((?P<to>[^()]*)\)"),
    _backed_up,
    _CLICKHOUSE,
)
RESTORE = Form(
    "RESTORE",
    pattern(
        rf"restore\s+table\s+{name('from')}(?:\s+as\s+{name('to')})?.*?\bfrom\s+\w+\s*\((?P<of>[^()]*)\)"
    ),
    _restored,
    _CLICKHOUSE,
)
FILES_ADDED = Form(
    "ALTER TABLE EXECUTE",
    pattern(
        rf"alter\s+table\s+{name('to')}\s+execute\s+add_files_from_table\s*\(\s*schema_name\s*=>\s*"
        r"'(?P<schema>[^']*)'\s*,\s*table_name\s*=>\s*'(?P<of>[^']*)'"
    ),
    _files_added,
    frozenset(("trino",)),
)
