"""CopyFromExternalStageToSnowflakeOperator: from a stage into a table.

In: the operator, and what its official method says of it. Out: its lineage at START, when no SQL has run
yet; at the end its table under the name that Snowflake stores, and the rows that were loaded. A module of
its own because the official method is right about the files and wrong about the table: it writes the name
as the user does, so that ``table="orders"`` would be another dataset than the ``ORDERS`` that it is.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from lineage_provider.engines import Amount, engine_for
from lineage_provider.extractors.sql_task import SqlLineage, connection_of, lineage_of
from lineage_provider.facets.statistics import Moved, add_statistics

if TYPE_CHECKING:
    from lineage_provider.settings import Settings

_HOOK_ARGUMENTS = ("warehouse", "database", "role", "schema", "authenticator", "session_parameters")
_LOADED = frozenset({"LOADED", "PARTIALLY_LOADED"})


def start_lineage(task: Any, settings: Settings) -> SqlLineage:
    """What the operator will read and write; its SQL, as it will be, without what does not matter here."""
    from airflow.providers.snowflake.hooks.snowflake import SnowflakeHook

    arguments = {name: getattr(task, name, None) for name in _HOOK_ARGUMENTS}
    hook = SnowflakeHook(snowflake_conn_id=task.snowflake_conn_id, **arguments)
    engine = engine_for(hook, connection_of(hook))
    table = f"{task.schema}.{task.table}" if task.schema else task.table
    columns = f" ({', '.join(task.columns_array)})" if task.columns_array else ""
    text = f"COPY INTO {table}{columns} FROM @{task.stage}/{task.prefix or ''}"
    return lineage_of(text, engine, hook, settings, "start")


def settle_outputs(found: Any, theirs: Sequence[Any], task: Any) -> None:
    """Keep ours where there is one, and say how many rows came in."""
    found.outputs = list(found.outputs or theirs)
    loaded = _loaded(getattr(task, "_result", None) or ())
    if len(found.outputs) == 1 and loaded:
        [output] = found.outputs
        add_statistics((), [output], Moved({(output.namespace, output.name): loaded}))


def _loaded(rows: Sequence[Any]) -> Amount | None:
    """The sum over the files of COPY's answer; None where it does not say."""
    named = [{str(k).lower(): v for k, v in row.items()} for row in rows if isinstance(row, Mapping)]
    loaded = [row for row in named if str(row.get("status", "")).upper() in _LOADED]
    counts = [row.get("rows_loaded") for row in loaded]
    if not counts or not all(isinstance(count, int) for count in counts):
        return None
    return Amount(rows=sum(count for count in counts if isinstance(count, int)))
