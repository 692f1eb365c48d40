"""How identifiers of one dialect become names: case rule, quoting, default database and schema.

In: sqlglot Identifier and Table nodes. Out: :class:`TableName` values and folded keys for look-ups.
A module of its own because every other step compares names, and all must do it in one way.

Sources: PostgreSQL 4.1.1 (unquoted names fold to lower case), Snowflake "Identifier requirements"
(fold to upper case), Oracle "Database object names" (upper), SQLite and DuckDB (compared without
case, stored as written), BigQuery "Case sensitivity" (tables sensitive, columns not), Hive and
Databricks (stored in lower case), T-SQL (collation, by default without case, stored as written).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any, Literal

from sqlglot import exp
from sqlglot.dialects.dialect import Dialect

from lineage_provider.sql.files import PATH_FORMATS, location, looks_like_file
from lineage_provider.sql.late_pattern import late_pattern
from lineage_provider.sql.model import TableKind, TableName
from lineage_provider.sql.placeholders import PREFIX

Case = Literal["lower", "upper", "sensitive", "insensitive"]


@dataclass(frozen=True, slots=True)
class CaseRule:
    """What a dialect does with the case of unquoted and quoted identifiers."""

    unquoted: Case
    quoted: Case = "sensitive"
    columns: Case | None = None
    """The rule for column names where it differs from that of tables."""


# Dialects that are not listed keep names as written and compare them without case.
CASE_RULES: dict[str, CaseRule] = {
    "postgres": CaseRule("lower"),
    "redshift": CaseRule("lower", "lower"),
    "materialize": CaseRule("lower"),
    "risingwave": CaseRule("lower"),
    "snowflake": CaseRule("upper"),
    "oracle": CaseRule("upper"),
    "exasol": CaseRule("upper"),
    "hive": CaseRule("lower", "lower"),
    "spark": CaseRule("lower", "lower"),
    "spark2": CaseRule("lower", "lower"),
    "databricks": CaseRule("lower", "lower"),
    "athena": CaseRule("lower", "lower"),
    "trino": CaseRule("lower", "lower"),
    "presto": CaseRule("lower", "lower"),
    "bigquery": CaseRule("sensitive", "sensitive", "insensitive"),
    "mysql": CaseRule("sensitive", "sensitive", "insensitive"),
    "doris": CaseRule("sensitive", "sensitive", "insensitive"),
    "starrocks": CaseRule("sensitive", "sensitive", "insensitive"),
    "clickhouse": CaseRule("sensitive"),
    "druid": CaseRule("sensitive"),
}
INSENSITIVE = CaseRule("insensitive", "insensitive")

# Engines whose tables sit two levels deep: a third part is another catalog or server, never the default.
TWO_LEVELS = frozenset({"mysql", "hive", "spark2", "clickhouse", "doris", "starrocks", "teradata", "oracle"})

# ``#t`` and ``t`` are two tables; the parser takes the sign off.
TEMPORARIES = frozenset({"tsql", "fabric"})
_TEMPORARY_SCHEMAS = {
    "sqlite": ("temp",),
    "duckdb": ("temp",),
    "postgres": ("pg_temp",),
    "bigquery": ("_session",),
}

DUMMIES = frozenset(("DUAL", "dual", "Dual", "SYSDUMMY1", "sysdummy1"))
"""Tables of one row that hold no data (Oracle, MySQL, Exasol, Db2)."""

_TEXT_PARTS = late_pattern(r"(\"[^\"]*\"|`[^`]*`|\[[^\]]*\])|((?:\{\{.*?\}\}|[^.\s\"`\[\]])+)")
_DECORATOR = late_pattern(r"\$[\w{}]+$|@-?\d+(?:-\d*)?$")
"""BigQuery: a partition, or a moment in the past."""
_PLACEHOLDERS = late_pattern(rf"({PREFIX}\d+|\{{\{{.*?\}}\}}|\$\{{.*?\}})", re.IGNORECASE)
BRANCHES = ("branch_", "tag_")
"""Iceberg in Spark: ``catalog.db.t.branch_audit`` is a version of the table."""
_CHANGE = {"lower": str.lower, "upper": str.upper}


@dataclass(slots=True)
class NameRules:
    """Names of one text: knows the dialect's rule, the session's defaults and the spellings seen."""

    dialect: Dialect
    name: str
    default_database: str | None = None
    default_schema: str | None = None
    rule: CaseRule = INSENSITIVE
    folds_tables: bool = True
    fold: Callable[[str], str] = str.lower
    """Gives the form in which column names and aliases are compared: in lower case, or as they are."""
    placeholders: dict[str, str] = field(default_factory=dict)
    """What stood where a parameter or template is, by its placeholder in lower case."""
    attached: frozenset[str] = frozenset()
    """DuckDB's databases that the text attaches, in lower case."""
    of_text: set[str] = field(default_factory=set)
    """Temporary tables that the text makes, in lower case: ``temp.t`` and ``t`` are one table then."""
    _spelled: dict[tuple[str, ...], TableName] = field(default_factory=dict)
    _tables: dict[tuple[Any, ...], TableName] = field(default_factory=dict)
    _bare: dict[str, tuple[str, str]] = field(default_factory=dict)
    _quoted: dict[str, tuple[str, str]] = field(default_factory=dict)
    """Names of columns by their text, without and with quotes: in the engine's own case, and folded."""

    @classmethod
    def of(
        cls, dialect: str | None, default_database: str | None = None, default_schema: str | None = None
    ) -> NameRules:
        """Rules of a sqlglot dialect name; raises ValueError for one that sqlglot does not know."""
        dialect = NEAREST.get((dialect or "").strip().lower(), dialect)
        known = _dialect(dialect)
        name = (dialect or "").split(",")[0].strip().lower()
        rule = CASE_RULES.get(name, INSENSITIVE)
        return cls(
            known,
            name,
            default_database or None,
            default_schema or None,
            rule,
            rule.unquoted == "insensitive",
            str.lower if (rule.columns or rule.unquoted) == "insensitive" else str,
        )

    def copy(self) -> NameRules:
        """Rules whose defaults can change by themselves; spellings and placeholders are shared."""
        return NameRules(
            self.dialect,
            self.name,
            self.default_database,
            self.default_schema,
            self.rule,
            self.folds_tables,
            self.fold,
            self.placeholders,
            self.attached,
            self.of_text,
            self._spelled,
            self._tables,
            self._bare,
            self._quoted,
        )

    def column(self, identifier: exp.Identifier) -> str:
        """The column's name in the engine's own case."""
        return self.column_and_fold(identifier)[0]

    def column_and_fold(self, identifier: exp.Identifier) -> tuple[str, str]:
        """The column's name in the engine's own case, and as it is compared."""
        args = identifier.args
        text = args.get("this")
        if text.__class__ is not str:
            text = str(identifier.name)  # a name that is no plain identifier, in a text that is no SQL
        seen = self._quoted if args.get("quoted") else self._bare
        found = seen.get(text)
        if found is None:
            # One that is a parameter as a whole stands for a value.
            known = text.lower() in self.placeholders
            name = text if known else self._cased(text, seen is self._quoted, self.rule.columns)
            found = seen[text] = (name, self.fold(name))
        return found

    def column_text(self, text: str) -> str:
        """The column's name for unquoted text."""
        return self._cased(text, False, self.rule.columns)

    @property
    def column_case(self) -> Callable[[str], str] | None:
        """What the engine does to a column's unquoted name; None where it is kept as written."""
        return _CHANGE.get(self.rule.columns or self.rule.unquoted)

    def part(self, identifier: Any) -> str:
        """One part of a table's name in the engine's own case."""
        text = identifier.args["this"] if isinstance(identifier, exp.Identifier) else str(identifier)
        if not isinstance(text, str):
            text = str(identifier.name)
        if self.placeholders and text.lower() in self.placeholders:
            return self.placeholders[text.lower()]
        if not isinstance(identifier, exp.Identifier):
            return self._cased(text, False, None)
        if (identifier.args.get("temporary") or identifier.args.get("global_")) and text[:1] != "#":
            text = "#" + text  # T-SQL: #t and t are two tables
        return self._cased(text, bool(identifier.args.get("quoted")), None)

    def restored(self, text: str, change: Callable[[str], str] = str) -> str:
        """A text with its templates as they were written (``daily_{{ ds_nodash }}``), the rest changed."""
        if "{" not in text and not (self.placeholders and PREFIX in text.lower()):
            return change(text)
        return "".join(
            self.placeholders.get(part.lower(), part) if place % 2 else change(part)
            for place, part in enumerate(_PLACEHOLDERS.split(text))
        )

    def _cased(self, text: str, quoted: bool, columns: Case | None) -> str:
        case = (
            (self.rule.quoted if columns is None else columns) if quoted else (columns or self.rule.unquoted)
        )
        return self.restored(text, _CHANGE.get(case, str))

    def fold_alias(self, identifier: Any) -> str:
        """The form in which aliases of FROM items and CTE names are compared.

        BigQuery and MySQL compare table names with case, but aliases mostly without; folding them is
        safe, as two aliases of one query never differ by case only.
        """
        if identifier.__class__ is exp.Identifier and not self.placeholders and self.name not in TEMPORARIES:
            text = identifier.args["this"]
            if text.__class__ is str:
                return str(text.lower())
        return self.part(identifier).lower()

    def alias_of(self, node: exp.Table) -> str:
        """The folded name of a written table inside its statement: its alias, or its own name."""
        alias = node.args.get("alias")
        identifier = alias.args.get("this") if isinstance(alias, exp.TableAlias) else alias
        return self.fold_alias(identifier if identifier is not None else node.this)

    def fold_table(self, part: str) -> str:
        """The form in which parts of table names are compared."""
        return part.lower() if self.folds_tables else part

    def table(self, node: exp.Table) -> TableName:
        """The full name of a Table node, qualified by the session's defaults."""
        args = node.args
        this, db, catalog = args.get("this"), args.get("db"), args.get("catalog")
        key: tuple[Any, ...] = (_key(this), self.default_database, self.default_schema)
        if db is not None or catalog is not None:
            key += (_key(db), _key(catalog))
        found = self._tables.get(key)
        if found is None:
            parts = [self.part(p) for p in (catalog, db) if p] + self._last_parts(this)
            if self.name == "bigquery":
                parts = _bigquery_parts(parts)
            elif len(parts) > 3 and self.name == "spark" and parts[-1].startswith(BRANCHES):
                parts.pop()
            if catalog and not (db.name if isinstance(db, exp.Expr) else db):
                # db..t: the schema of the user in SQL Server, PUBLIC in Snowflake.
                parts.insert(1, "PUBLIC" if self.name == "snowflake" else self.default_schema or "dbo")
            found = self._tables[key] = self.qualified(parts)
        return found

    def dataset(self, node: exp.Table) -> TableName:
        """The dataset of a Table node: a table, a quoted file path, or a stage."""
        this = node.args.get("this")
        if isinstance(this, exp.Identifier):
            text = this.args["this"]
            if node.args.get("db") is None and ("/" in text or "." in text) and looks_like_file(text):
                return location(text)
            if "/" in text and str(node.db).lower() in PATH_FORMATS and not node.args.get("catalog"):
                return location(text)  # Spark: parquet.`s3://bucket/path`
            if text.startswith("@"):
                return TableName([text]) if self.name in ("tsql", "fabric") else location(text)
        elif isinstance(this, exp.Var) and this.name.startswith("@"):
            return self.stage(this.name)
        elif isinstance(this, exp.Parameter):
            return TableName(["@" + this.name.lower()])  # T-SQL: a table variable
        elif isinstance(this, exp.Literal):
            return location(this.name)
        elif isinstance(this, (exp.DynamicIdentifier, exp.Anonymous)):
            inner = this.args.get("this") if isinstance(this, exp.DynamicIdentifier) else None
            if inner is None and this.args.get("expressions"):
                inner = this.args["expressions"][0]
            if isinstance(inner, exp.Literal) and inner.is_string:
                return self.from_text(inner.name)
        return self.table(node)

    def of_session(self, table: TableName) -> bool:
        """Whether a table stands in the schema of temporary tables."""
        schema = _TEMPORARY_SCHEMAS.get(self.name, ())
        return len(table.parts) > 1 and table.parts[-2].lower() in schema

    def made_in_session(self, table: TableName) -> TableName:
        """The name of a temporary table that the text makes: with its schema or without, it is the same."""
        if self.name not in _TEMPORARY_SCHEMAS or table.kind != "table":
            return table
        self.of_text.add(table.parts[-1].lower())
        self._tables.clear()  # names that were asked for before this was known
        return self.qualified(table.parts[-1:]) if self.of_session(table) else table

    def stage(self, text: str) -> TableName:
        """A Snowflake stage with its path; the stage's name follows the case rule, the path does not."""
        name, slash, path = text.partition("/")
        if '"' not in name:
            name = self.restored(name, _CHANGE.get(self.rule.unquoted, str))
        return TableName([name + slash + self.restored(path)], "stage")

    def from_text(self, text: str) -> TableName:
        """The table that a string names, as in IDENTIFIER('db.src') or sp_rename 'a', 'b'."""
        if text.startswith("@"):
            return self.stage(text)
        parts = []
        for quoted, bare in _TEXT_PARTS.findall(text):
            parts.append(self._cased(quoted[1:-1] if quoted else bare, bool(quoted), None))
        return self.qualified(parts)

    def _last_parts(self, this: Any) -> list[str]:
        if isinstance(this, exp.Dot):
            return [self.part(p) for p in this.flatten() if isinstance(p, exp.Identifier)]
        return [self.part(this)]

    def qualified(self, parts: Iterable[str], kind: TableKind = "table") -> TableName:
        """Add the session's default database and schema where ``parts`` lack them."""
        whole = [p for p in parts if p]
        if kind == "table":
            if self.of_text and len(whole) > 1 and self._is_of_text(whole):
                del whole[:-1]
            if len(whole) == 1 and self.default_schema:
                whole.insert(0, self.default_schema)
            if len(whole) == 2 and self.default_database and self.name not in TWO_LEVELS:
                whole.insert(0, self.default_database)
        return self.spelled(TableName(whole or [""], kind))

    def _is_of_text(self, parts: Sequence[str]) -> bool:
        """Whether the name, with the schema of temporary tables, is that of one which the text makes."""
        schema = parts[-3] if self.name == "duckdb" and len(parts) > 2 else parts[-2]  # temp.main.t
        return parts[-1].lower() in self.of_text and schema.lower() in _TEMPORARY_SCHEMAS.get(self.name, ())

    def spelled(self, name: TableName) -> TableName:
        """The first spelling seen of a name that is compared without case."""
        if not self.folds_tables:
            return name
        return self._spelled.setdefault(tuple(p.lower() for p in name.parts), name)


def _bigquery_parts(parts: list[str]) -> list[str]:
    """One quoted name may hold all parts; ``t$20260101`` is a partition of t, ``_SESSION`` no dataset."""
    whole = [piece for part in parts for piece in part.split(".") if piece]
    whole[-1] = _DECORATOR.sub("", whole[-1]) or whole[-1]
    return whole[1:] if len(whole) > 1 and whole[0].upper() == "_SESSION" else whole


NEAREST = {"vertica": "postgres"}
"""Dialects that sqlglot does not have, and their nearest relative."""


@lru_cache(maxsize=64)
def _dialect(name: str | None) -> Dialect:
    """sqlglot's dialect of that name: it holds no state of a text, and takes time to set up."""
    return Dialect.get_or_raise(name)


def _key(part: Any) -> Any:
    if part is None:
        return None
    if isinstance(part, exp.Identifier):
        return (part.args["this"], bool(part.args.get("quoted")), bool(part.args.get("temporary")))
    return id(part)
