"""What a user typed -> the node that is meant.

In: a dataset, column, job, DAG or run, whole or in part. Out: its id. A module of its own because people
name things by the part they remember: where several fit, or none, the answer names the nearest.
"""

from __future__ import annotations

import difflib
import json
import re
from collections.abc import Iterable, Sequence

import sqlalchemy as sa

from lineage_provider.cli.command import NOT_FOUND, CommandError
from lineage_provider.viewer.graph import column_id, dataset_id, job_id
from lineage_provider.viewer.store import Store, tables

_RUN_ID = re.compile(r"[0-9a-fA-F]{8}-([0-9a-fA-F]{4}-){3}[0-9a-fA-F]{12}")
_PREFIXES = ("dataset:", "job:", "dag:")
_MOST_SHOWN = 8


def node(store: Store, typed: str) -> str:
    """The id of the dataset, job, DAG or run that is meant; raises CommandError."""
    text = typed.strip()
    if text.startswith(_PREFIXES) or _RUN_ID.fullmatch(text):
        return text
    return _chosen(text, names(store), "dataset, DAG, task or run")


def names(store: Store) -> dict[str, str]:
    """All datasets, DAGs and jobs: their names by their ids."""
    d, j = tables.dataset.c, tables.job.c
    with store.reading() as connection:
        datasets = connection.execute(sa.select(d.namespace, d.name)).all()
        columns = (j.namespace, j.name, j.dag_id, j.job_type)
        jobs = connection.execute(sa.select(*columns).where(j.job_type != "QUERY")).all()
    named = {f"dag:{row.dag_id}": str(row.dag_id) for row in jobs if row.dag_id}
    named |= {dataset_id((row.namespace, row.name)): f"{row.namespace}/{row.name}" for row in datasets}
    named |= {job_id((row.namespace, row.name)): row.name for row in jobs if row.job_type != "DAG"}
    return dict(sorted(named.items()))


def run(store: Store, typed: str) -> str:
    """A run id, from one or from its beginning; raises CommandError."""
    text = typed.strip().lower()
    if _RUN_ID.fullmatch(text):
        return text
    c = tables.run.c
    with store.reading() as connection:
        found = (
            connection.execute(sa.select(c.run_id).where(c.run_id.startswith(text)).limit(2)).scalars().all()
        )
    if len(found) != 1:
        what = f"{typed} fits several runs" if found else f"no run {typed} is known"
        raise CommandError(f"{what}: airflow lineage runs lists runs with their ids", NOT_FOUND)
    return str(found[0])


def column(store: Store, typed: str) -> str:
    """The id of a column, given as ``table.column`` or ``column``, or of a dataset; raises CommandError."""
    text = typed.strip()
    if text.startswith("dataset:"):
        return text
    with store.reading() as connection:
        rows = connection.execute(sa.select(tables.dataset)).all()
    named = {}
    for row in rows:
        name = (row.namespace, row.name)
        named[dataset_id(name)] = f"{row.namespace}/{row.name}"
        for field in json.loads(row.fields):
            named[column_id(name, field[0])] = f"{row.namespace}/{row.name}.{field[0]}"
    return _chosen(text, named, "column or dataset")


def _chosen(typed: str, named: dict[str, str], what: str) -> str:
    """The one name that fits best: the whole name, its end, or a part of it."""
    wanted = typed.lower()
    for fits in (
        lambda name: name == wanted,
        lambda name: re.search(rf"(^|[./]){re.escape(wanted)}$", name) is not None,
        lambda name: wanted in name,
    ):
        found = [identity for identity, name in named.items() if fits(name.lower())]
        if len(found) == 1:
            return found[0]
        if found:
            raise CommandError(_several(typed, [named[each] for each in found]), NOT_FOUND)
    raise CommandError(_none(typed, list(named.values()), what), NOT_FOUND)


def _several(typed: str, names: Sequence[str]) -> str:
    shown = sorted(names)[:_MOST_SHOWN]
    more = [f"... and {len(names) - len(shown)} more"] if len(names) > len(shown) else []
    return "\n  ".join([f"{typed} fits several; give more of the name:", *shown, *more])


def _none(typed: str, names: Iterable[str], what: str) -> str:
    ends = {re.split(r"[/]", name)[-1].lower(): name for name in names}
    last = {key.rpartition(".")[2]: name for key, name in ends.items()}
    near = difflib.get_close_matches(typed.lower(), [*ends, *last], n=3, cutoff=0.6)
    if near:
        return (
            f"no {what} {typed}; did you mean "
            + ", ".join(dict.fromkeys({**last, **ends}[each] for each in near))
            + "?"
        )
    known = f"{len(ends)} names are known" if ends else "the events name nothing at all"
    return f"no {what} {typed} ({known}); airflow lineage show without a name lists what there is"
