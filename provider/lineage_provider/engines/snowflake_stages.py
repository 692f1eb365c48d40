"""Stages of Snowflake as datasets.

In: a stage as SQL names it (``@load/orders``, ``@"My Stage"/x``, ``@shop.core.%orders``). Out: its database,
schema and name as Snowflake stores them, and the path behind it. A module of its own because a stage is
written by rules of its own: an identifier with a path, both in one word.

OpenLineage's naming rules have no stages. Here one is a dataset of the account, called
``DATABASE.SCHEMA.STAGE/path``; what it points to (``s3://lake/orders``) is a symlink of it, where the
catalog tells. A table's own stage is ``DATABASE.SCHEMA.%TABLE``; a user's (``@~``) is in no database, and
stays as it is written.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from lineage_provider.sql.model import TableName

USER_STAGE = "~"
_IDENTIFIER = r'(?:"(?:[^"]|"")+"|[^\s"./%~@]+)'
_STAGE = re.compile(
    rf"@(?:(?P<user>~)|(?P<owners>(?:{_IDENTIFIER}\.){{0,2}})(?P<name>%?{_IDENTIFIER}))(?P<path>/.*)?",
    re.DOTALL,
)


@dataclass(frozen=True)
class Stage:
    """One stage, and a path in it."""

    database: str | None
    schema: str | None
    name: str
    path: str = ""
    """Without slashes at either end."""

    @property
    def is_listed(self) -> bool:
        """Whether information_schema.stages has it; stages of tables and users are not in it."""
        return self.name != USER_STAGE and not self.name.startswith("%")

    @property
    def table(self) -> TableName:
        """The stage's own name, without the path."""
        return TableName([part for part in (self.database, self.schema, self.name) if part], "stage")

    @property
    def dataset_name(self) -> str:
        if self.name == USER_STAGE:
            return f"@{USER_STAGE}/{self.path}".rstrip("/")
        return f"{self.table}/{self.path}".rstrip("/")


def stage_of(text: str, database: str | None, schema: str | None) -> Stage | None:
    """Return the stage that ``text`` names, with the session's defaults; None where it names none.

    >>> stage_of("@load/2026/orders.csv", "SHOP", "PUBLIC").dataset_name
    'SHOP.PUBLIC.LOAD/2026/orders.csv'
    >>> stage_of('@raw."My Stage"/', "SHOP", "PUBLIC").dataset_name
    'SHOP.RAW.My Stage'
    >>> stage_of("@%orders", "SHOP", "PUBLIC").dataset_name, stage_of("@~/x", "SHOP", "PUBLIC").dataset_name
    ('SHOP.PUBLIC.%ORDERS', '@~/x')
    """
    found = _STAGE.fullmatch(text.strip().strip("'"))
    if found is None:
        return None
    path = (found.group("path") or "").strip("/")
    if found.group("user"):
        return Stage(None, None, USER_STAGE, path)
    owners = [_stored(part) for part in re.findall(_IDENTIFIER, found.group("owners"))]
    mark, name = (
        ("%", found.group("name")[1:]) if found.group("name")[0] == "%" else ("", found.group("name"))
    )
    return Stage(
        owners[0] if len(owners) > 1 else database,
        owners[-1] if owners else schema,
        mark + _stored(name),
        path,
    )


def location(url: str, path: str) -> str:
    """The URL of a path in a stage that points to ``url``.

    >>> location("s3://lake/raw/", "2026/orders.csv")
    's3://lake/raw/2026/orders.csv'
    """
    return f"{url.rstrip('/')}/{path}" if path else url


def _stored(identifier: str) -> str:
    if identifier.startswith('"'):
        return identifier[1:-1].replace('""', '"')
    return identifier.upper()
