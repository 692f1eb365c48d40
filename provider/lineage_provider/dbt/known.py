"""Names and columns of the tables of a dbt run, from whatever tells them.

In: the nodes of a run, an engine, and what the warehouse answered. Out: :class:`Tables`: the name of each
node's table, and a catalog for the analysis of compiled SQL. A module of its own because dbt knows tables by
their relation, the analysis by their name in SQL, and both must be one dataset.

Columns come from, first one wins: the warehouse; catalog.json (``dbt docs generate``), as long as it has the
columns that the model's own SQL makes; a model's enforced contract; the header of a seed's file; the model's
own SQL, without types. Descriptions are the manifest's.
"""

from __future__ import annotations

import csv
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

import sqlglot
from sqlglot import exp

from lineage_provider.dbt.artifacts import Artifacts, Node
from lineage_provider.engines import CatalogAnswer, Engine
from lineage_provider.facets.naming import Naming
from lineage_provider.sql import CatalogColumn, Problem, TableName, analyze
from lineage_provider.sql.names import NameRules

Columns = tuple[CatalogColumn, ...]


class Tables:
    """The tables of one run; serves as the catalog of the analysis."""

    def __init__(self, artifacts: Artifacts, engine: Engine) -> None:
        self.engine = engine
        self.answer = CatalogAnswer()
        self.problems: list[Problem] = []
        """Names that could not be read."""
        self._artifacts = artifacts
        self._rules = NameRules.of(engine.dialect)
        self._names: dict[str, TableName] = {}
        self._nodes: dict[str, Node] = {}
        self._columns: dict[str, Columns] = {}
        self._files: dict[str, str] = {}

    def name(self, node: Node) -> TableName:
        """The name of a node's table, as SQL that reads it would have it."""
        found = self._names.get(node.unique_id)
        if found is None:
            found = self._names[node.unique_id] = self._read(node)
            self._nodes[self._key(found)] = node
            if columns := self._told(node):
                self._columns[self._key(found)] = columns
        return found

    def locate(self, node: Node, file: str) -> None:
        """Take a node's table for a view on a file, or on all files of a directory."""
        self._files[node.unique_id] = file

    def described(self, answer: CatalogAnswer) -> None:
        """Take what the warehouse said of the names that :meth:`name` gave."""
        self.answer = answer
        for table, columns in answer.columns.items():
            self._columns[self._key(table)] = tuple(columns)

    def learned(self, table: TableName, names: Sequence[str]) -> None:
        """Take what a model's own SQL says of its columns.

        A catalog.json without them is of an earlier state of the model, and is not used.
        """
        key = self._key(table)
        known = self._columns.get(key)
        asked_now = table in self.answer.columns
        if not names or asked_now:
            return
        if known is None or not {name.casefold() for name in names} <= {c.name.casefold() for c in known}:
            types = {column.name.casefold(): column for column in known or ()}
            self._columns[key] = tuple(types.get(n.casefold(), CatalogColumn(n, "")) for n in names)

    def load(self, tables: Sequence[TableName]) -> Mapping[TableName, Sequence[CatalogColumn]]:
        """As a :class:`~lineage_provider.sql.Catalog`."""
        return {table: found for table in tables if (found := self._columns.get(self._key(table)))}

    def naming(self, tables: Iterable[TableName]) -> Naming:
        """How ``tables`` are called, and their columns with the manifest's descriptions."""
        columns: dict[TableName, Sequence[CatalogColumn]] = {}
        names: dict[TableName, TableName] = {}
        files: dict[TableName, str] = {}
        for table in tables:
            key = self._key(table)
            node = self._nodes.get(key)
            if node is not None and node.unique_id in self._files:
                files[table] = self._files[node.unique_id]
            asked = self._names.get(node.unique_id, table) if node is not None else table
            stored = self.answer.names.get(asked, asked)
            if stored != table:
                names[table] = stored
            if key in self._columns:
                columns[table] = _with_descriptions(self._columns[key], node)
        return Naming(self.engine, CatalogAnswer(columns, names, locations=files))

    def _key(self, table: str) -> str:
        # The case rule of the dialect was applied to the name; only these engines ignore what is left.
        return table.casefold() if self.engine.ignores_case else str(table)

    def _read(self, node: Node) -> TableName:
        return self._of_relation(node) or TableName(node.parts[-self.engine.levels :])

    def _of_relation(self, node: Node) -> TableName | None:
        """The name that the relation is; None where it is none, and this is noted.

        dbt-duckdb's external sources have the call that reads their file there: the dataset is the file.
        """
        relation = node.relation
        if not relation:
            return None
        try:
            table = _quoted(node, relation) or exp.to_table(relation, dialect=self.engine.dialect)
            if isinstance(table.this, exp.Identifier) and "(" not in relation and "'" not in relation:
                return self._rules.table(table)
            why = "it is an expression"
        except (sqlglot.errors.SqlglotError, ValueError) as error:
            why = str(error).partition("\n")[0]
        read = analyze(f"SELECT 1 FROM {relation}", self.engine.dialect, budget_seconds=1.0).inputs
        if len(read) == 1:
            return read[0]
        self.problems.append(
            Problem(
                0,
                "input",
                f"{node.unique_id}: its relation is no name of a table ({why}); the dataset is called by its "
                "database, schema and alias",
            )
        )
        return None

    def _told(self, node: Node) -> Columns:
        return self._from_catalog(node) or _from_contract(node) or _from_seed(node)

    def _from_catalog(self, node: Node) -> Columns:
        catalog = self._artifacts.catalog or {}
        group = "sources" if node.kind == "source" else "nodes"
        columns = ((catalog.get(group) or {}).get(node.unique_id) or {}).get("columns") or {}
        ordered = sorted(columns.values(), key=lambda column: column.get("index") or 0)
        return tuple(
            CatalogColumn(str(c["name"]), str(c.get("type") or ""), c.get("comment") or None) for c in ordered
        )


def _quoted(node: Node, relation: str) -> exp.Table | None:
    """A relation that is the node's database, schema and alias in quotes, as it nearly always is.

    Read without the parser, which takes longer than all else where there are thousands.
    """
    parts = node.parts
    if not 0 < len(parts) <= 3 or any(quote in part for part in parts for quote in '"`[]'):
        return None
    if relation not in (".".join(f'"{part}"' for part in parts), ".".join(f"`{part}`" for part in parts)):
        return None
    catalog, db, name = ("", "", *parts)[-3:]
    return exp.table_(name, db or None, catalog or None, quoted=True)


def _from_contract(node: Node) -> Columns:
    if not node.has_contract:
        return ()
    return tuple(
        CatalogColumn(str(column.get("name") or key), str(column.get("data_type") or ""))
        for key, column in node.columns.items()
    )


def _from_seed(node: Node) -> Columns:
    """The header of a seed's file, where its project is there to be read."""
    root, path = node.raw.get("root_path"), node.raw.get("original_file_path")
    if node.kind != "seed" or not root or not path:
        return ()
    try:
        with (Path(root) / path).open(encoding="utf-8-sig", newline="") as file:
            header = next(csv.reader(file, delimiter=str(node.config.get("delimiter") or ",")), [])
    except (OSError, UnicodeDecodeError, csv.Error):
        return ()
    types = {str(name): str(kind) for name, kind in (node.config.get("column_types") or {}).items()}
    return tuple(CatalogColumn(name, types.get(name, "")) for name in header if name)


def _with_descriptions(columns: Columns, node: Node | None) -> Columns:
    said = {
        str(column.get("name") or key).casefold(): str(column["description"]).strip()
        for key, column in (node.columns if node is not None else {}).items()
        if column.get("description")
    }
    return tuple(CatalogColumn(c.name, c.type, said.get(c.name.casefold()) or c.description) for c in columns)
