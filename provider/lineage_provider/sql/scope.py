"""Where names resolve inside one SELECT (or one UPDATE, MERGE, ...).

In: Column nodes. Out: the :class:`Column` of a source, or nothing and a reported problem. A module of
its own because the rules of visibility (inner before outer, source before alias, never a silent guess)
are all here.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from sqlglot import exp

from lineage_provider.sql.formulas import Aliased, by_formula
from lineage_provider.sql.implied_joins import implied
from lineage_provider.sql.placeholders import is_placeholder
from lineage_provider.sql.pseudo_columns import VIRTUAL, is_hidden, is_pseudo
from lineage_provider.sql.relations import (
    BaseTable,
    Column,
    Derived,
    Element,
    Relation,
    Steer,
    add_steers,
)
from lineage_provider.sql.repeated_names import QUALIFYING
from lineage_provider.sql.row_values import WHOLE_ELEMENTS, is_row, row_number, whole_source

if TYPE_CHECKING:
    from lineage_provider.sql.queries import QueryReader

# A name of the select list may be used in other expressions of the same list and in WHERE.
LATERAL_ALIASES = frozenset(
    {"snowflake", "databricks", "redshift", "duckdb", "clickhouse", "teradata", "spark"}
)
# ``column.field`` reaches into a struct without parentheses.
STRUCT_DOTS = frozenset(
    {
        "bigquery",
        "databricks",
        "spark",
        "spark2",
        "hive",
        "duckdb",
        "redshift",
        "clickhouse",
        "trino",
        "presto",
    }
    | {"athena", "snowflake"}
)

Found = tuple[Column, bool]
"""A column, and whether the reference goes on into its fields."""


Candidates = tuple[Relation | Column | None, list[Relation]]
"""The source (or merged column) that surely has a column, and those that may have it."""
UNDECIDED = Column("")
# What most scopes have none of; whoever has some puts a mapping or set of its own in place.
_EMPTY: Mapping[str, Any] = MappingProxyType({})
_NONE: frozenset[str] = frozenset()


class Scope:
    """The sources, aliases and windows that an expression can see; ``parent`` for correlated ones."""

    __slots__ = (
        "alias_first",
        "aliases",
        "before_groups",
        "ctes",
        "formulas",
        "hidden",
        "merged",
        "named_only",
        "names",
        "parent",
        "reader",
        "resolved",
        "resolving",
        "rows",
        "sources",
        "windows",
    )

    def __init__(
        self, reader: QueryReader, parent: Scope | None, ctes: dict[str, Relation] | None = None
    ) -> None:
        self.reader = reader
        self.names = reader.names
        self.parent = parent
        self.ctes: dict[str, Relation] = ctes if ctes is not None else (parent.ctes if parent else {})
        self.sources: dict[str, Relation] = {}
        self.hidden: frozenset[str] = _NONE
        """Sources that a star does not show (the right side of a semi join)."""
        self.named_only: frozenset[str] = _NONE
        """Sources that only a qualified name reaches (EXCLUDED, NEW, inserted)."""
        self.windows: Mapping[str, Any] = _EMPTY
        self.aliases: Mapping[str, Column] = _EMPTY
        self.alias_first = False
        """The clause being read (GROUP BY, HAVING, QUALIFY) sees aliases of the select list."""
        self.before_groups = False
        """The clause being read (WHERE, GROUP BY) stands before the groups: no aggregate's alias counts."""
        self.formulas: Mapping[str, Aliased] = _EMPTY
        """ClickHouse: what aliases of the select list stand for, wherever they are used."""
        self.resolving: Sequence[str] = ()
        """Those of them that are being worked out."""
        self.merged: Mapping[str, Column] = _EMPTY
        """Columns joined by USING or NATURAL: one column for both sides."""
        self.rows: dict[Steer, bool] = {}
        self.resolved: dict[int, Derived] | None = None

    def resolve(self, node: Any) -> Derived:
        """Resolve a query that stands inside an expression; its value and its fields ask in turn."""
        if self.resolved is None:
            self.resolved = {}
        found = self.resolved.get(id(node))
        if found is None:
            found = self.resolved[id(node)] = self.reader.query(node, self)
        return found

    def add(self, alias: str, relation: Relation) -> None:
        """Make ``relation`` visible under ``alias`` (folded); a second one of that name gets its own key."""
        key = alias
        while key in self.sources:
            key += "\0"
        self.sources[key] = relation

    def column(self, node: exp.Column) -> Found | None:
        """Return the column that ``node`` names; None (and a problem, where it is one) if there is none."""
        args = node.args
        this = args["this"]
        if this.__class__ is not exp.Identifier:
            return self._positional(node)
        if args.get("table") is None:
            found = self._unqualified(this)
            return None if found is None else (found, False)
        return self._qualified(node)

    def place(self, number: str) -> Column | None:
        """``$1`` without an alias: a column of the only stage or file, in Snowflake of the only source."""
        sources = list(self.sources.values())
        bases = [s for s in sources if isinstance(s, BaseTable) and s.table.kind != "table"]
        if not bases and sources and self.names.name == "snowflake":
            only = sources[0] if len(sources) == 1 else None
            columns = only.all() if only is not None else None
            if columns and 0 < int(number) <= len(columns):
                return columns[int(number) - 1]
            if isinstance(only, BaseTable) and only.known is None:
                return only.get(f"${number}", f"${number}")
            self.reader.problem("unresolved", f"${number}: no source has that place here")
        return bases[0].get(f"${number}", f"${number}") if len(bases) == 1 else None

    def _positional(self, node: exp.Column) -> Found | None:
        """``t.$1``: a column of a stage, a file or a query by its place."""
        this = node.args["this"]
        if isinstance(this, exp.Star):
            return None
        qualifier = node.args.get("table")
        relation = self.sources.get(self.names.fold_alias(qualifier)) if qualifier else None
        if relation is None and self.names.name == "clickhouse" and isinstance(qualifier, exp.Identifier):
            # t.1: an element of the tuple t
            table = node.args.get("db")
            path = {"this": qualifier.copy()} | ({"table": table.copy()} if table is not None else {})
            found = self.column(exp.Column(**path))
            return None if found is None else self.field_of(found[0], [this])
        if relation is None and len(self.sources) == 1:
            relation = next(iter(self.sources.values()))
        if isinstance(relation, BaseTable) and relation.known is None:
            place = f"${this.name}"
            return relation.get(place, place), False
        columns = relation.all() if relation is not None else None
        if columns is not None and this.name.isdigit() and 0 < int(this.name) <= len(columns):
            return columns[int(this.name) - 1], False
        self.reader.problem("unresolved", f"{node.sql()}: no source has that place here", node)
        return None

    def _unqualified(self, identifier: exp.Identifier) -> Column | None:
        name, folded = self.names.column_and_fold(identifier)
        if self.names.name == "clickhouse":
            meant = by_formula(self, folded, name, identifier)
            if meant is not None:
                return meant
        if not self.merged and not self.named_only:
            relation = self._only(folded)
            if relation is not None:
                return relation.get(folded, name)
        scope: Scope | None = self
        while scope is not None:
            sure, maybes = scope.candidates(folded)
            if sure is not None and not maybes:
                return sure.get(folded, name) if isinstance(sure, Relation) else sure
            here = self._looked_up(scope, (sure, maybes), folded, name, identifier)
            if here is not UNDECIDED:
                return here
            scope = scope.parent
        row = whole_source(self, folded) or self.reader.tables.variable(name)
        if row is None and is_hidden(name, self.names.name):
            tables = [each for each in self.sources.values() if isinstance(each, BaseTable)]
            return tables[0].get(folded, name) if len(tables) == 1 else None
        if row is None:
            self._report_unknown(name, identifier)
        return row

    def _only(self, folded: str) -> Relation | None:
        """The one source that has the column, where the columns of all are known, as they mostly are."""
        found: Relation | None = None
        for relation in self.sources.values():
            known = relation.known
            if known is None:
                return None
            if folded in known:
                if found is not None:
                    return None
                found = relation
        return found

    def _looked_up(
        self, scope: Scope, candidates: Candidates, folded: str, name: str, identifier: exp.Identifier
    ) -> Column | None:
        """What a bare name is in one scope: UNDECIDED where outer ones are to be asked."""
        sure, maybes = candidates
        alias = scope.aliases.get(folded)
        if alias is not None and len(maybes) > 1 and scope.alias_first:
            return alias
        if sure is not None and not (maybes and maybes[0] is sure):
            return sure.get(folded, name) if isinstance(sure, Relation) else sure
        if alias is not None and (not maybes or scope.alias_wins(folded, alias)):
            return alias
        if sure is not None:
            self._ambiguous(maybes, name, identifier)
            return None
        variable = self.reader.tables.variable(name) if maybes else None
        if variable is not None:
            return variable
        element = scope.sources.get(folded.lower()) if self.names.name in WHOLE_ELEMENTS else None
        if isinstance(element, Element):
            return element.source  # PostgreSQL: jsonb_array_elements(...) AS e, then e ->> 'k'
        if not maybes:
            found = scope.element_field(folded, name) or row_number(scope, folded, name)
            return UNDECIDED if found is None else found
        if is_row(scope, folded):
            message = f"the whole row of {name}: its columns are not known"
            self.reader.problem("unresolved", message, identifier)
            return None
        return self._maybe(scope, maybes, folded, name, identifier)

    def apart(self) -> Scope:
        """A scope of the same CTEs that sees nothing of this one."""
        return Scope(self.reader, None, self.ctes)

    def element_field(self, folded: str, name: str) -> Column | None:
        """A field of the one unnested struct of this scope (BigQuery spreads structs into columns)."""
        if self.names.name not in STRUCT_DOTS or folded in self.sources:
            return None
        elements = [s for s in self.sources.values() if isinstance(s, Element) and s.anything]
        return elements[0].get(folded, name) if len(elements) == 1 else None

    def candidates(self, folded: str) -> Candidates:
        """The source that surely has the column, else those that may have it.

        Where two surely have it, both are among those that may.
        """
        if self.merged:
            merged = self.merged.get(folded)
            if merged is not None:
                return merged, []
        named_only = self.named_only
        sure: Relation | None = None
        maybes: list[Relation] = []
        for alias, relation in self.sources.items():
            if named_only and alias in named_only:
                continue
            known = relation.known
            has = relation.has(folded) if known is None else folded in known
            if has:
                if sure is None:
                    sure = relation
                else:
                    return sure, [sure, relation]
            elif has is None:
                maybes.append(relation)
        return sure, maybes

    def alias_wins(self, folded: str, alias: Column) -> bool:
        """Whether an alias is meant although an unknown source may have such a column.

        ``UPPER(a) AS a`` proves that the source has ``a``, and a source's column goes first.
        """
        if not self.alias_first and self.names.name not in LATERAL_ALIASES:
            return False
        fold = self.names.fold
        return not any(fold(column) == folded for _, column in alias.direct)

    def _maybe(
        self, scope: Scope, maybes: list[Relation], folded: str, name: str, identifier: exp.Identifier
    ) -> Column | None:
        if self._is_pseudo(name, identifier):
            return None
        # A query's own tables come before those of the query around it.
        found = maybes[0].get(folded, name) if len(maybes) == 1 else None
        if found is None:
            self._ambiguous(maybes, name, identifier)
            return None
        outer = scope.parent
        while outer is not None and outer.candidates(folded)[0] is None:
            outer = outer.parent
        if outer is not None:
            message = f"column {name} is taken for one of {_tables(maybes)}: its columns are not known, and"
            self.reader.problem("ambiguous", f"{message} the query around has such a column, too", identifier)
        return found

    def _is_pseudo(self, name: str, identifier: exp.Identifier) -> bool:
        """Whether a name is that of no column: LEVEL of a hierarchy, USER, a placeholder."""
        lower, dialect = name.lower(), self.names.name
        if is_placeholder(name):
            return True
        if lower == "level" and dialect in ("snowflake", "redshift", "teradata"):
            return self.reader.tables.mentions("connect")
        return not identifier.args.get("quoted") and is_pseudo(lower, dialect)

    def _ambiguous(self, maybes: list[Relation], name: str, identifier: exp.Identifier) -> None:
        """Report a column that several sources may have; it goes to none of them."""
        message = f"column {name} may come from {_tables(maybes)}: qualify it, or give the tables' columns"
        self.reader.problem("ambiguous", message, identifier)

    def _report_unknown(self, name: str, identifier: exp.Identifier) -> None:
        if self._is_pseudo(name, identifier) or not self._has_sources():
            return
        if self.names.name == "clickhouse" and name in VIRTUAL:
            return
        if identifier.args.get("quoted") and self.names.name in ("sqlite", "mysql"):
            return  # "text" in double quotes is a string where no such column exists
        self.reader.problem("unresolved", f"column {name} is in none of the tables read here", identifier)

    def _has_sources(self) -> bool:
        scope: Scope | None = self
        while scope is not None:
            if scope.sources:
                return True
            scope = scope.parent
        return False

    def _qualified(self, node: exp.Column) -> Found | None:
        args = node.args
        if args.get("db") is None:
            parts = [args["table"], args["this"]]
        else:
            whole = (args.get("catalog"), args["db"], args.get("table"), args["this"])
            parts = [part for part in whole if part is not None]
        relation, used = self.source_of(parts)
        if relation is None:
            relation, used = self.reader.tables.record(parts[0].name), 1
            if relation is not None:
                add_steers(self.rows, relation.rows)  # what is done with a row is done for those there are
        if relation is None:
            relation, used = implied(parts, self), len(parts) - 1
        if relation is not None:
            identifier = parts[used]
            name, folded = self.names.column_and_fold(identifier)
            found = relation.get(folded, name)
            if found is None:
                self.reader.problem(
                    "unresolved", f"column {node.sql()} is not a column of its source", identifier
                )
                return None
            return (found, False) if len(parts) == used + 1 else self.field_of(found, parts[used + 1 :])
        if parts[-1].name.lower() in ("nextval", "currval"):
            return None  # of a sequence
        if self.names.name == "exasol" and parts[0].name == "LOCAL":
            alias = self.aliases.get(self.names.column_and_fold(parts[1])[1])
            if alias is not None:
                return alias, False
        if self.names.name in QUALIFYING:
            one = exp.to_identifier(".".join(part.name for part in parts), quoted=True)
            if self.candidates(self.names.column_and_fold(one)[1])[0] is not None:
                return self.column(exp.Column(this=one))
        if self.names.name in STRUCT_DOTS:
            found = self._unqualified(parts[0])
            return None if found is None else self.field_of(found, parts[1:])
        first = parts[0]
        if not is_placeholder(first.name):
            self.reader.problem("unresolved", f"{node.sql()}: no table or alias {first.name} here", first)
        return None

    def field_of(self, column: Column, path: list[Any]) -> Found:
        """The field that a path leads to; the whole column where its fields are not known."""
        found = column
        for part in path:
            inner = found.fields.get(self.names.fold(part.name)) if found.fields is not None else None
            if inner is None:
                return found, True
            found = inner
        return found, bool(path)

    def source_of(self, parts: list[Any]) -> tuple[Relation | None, int]:
        """The source that the leading parts name, and how many parts do so."""
        names = self.names
        first = names.fold_alias(parts[0])
        scope: Scope | None = self
        while scope is not None:
            relation = scope.sources.get(first)
            if relation is not None:
                return relation, 1
            for count in range(len(parts) - 1, 1, -1):
                wanted = tuple(names.fold_table(names.part(p)) for p in parts[:count])
                for each in scope.sources.values():
                    if isinstance(each, BaseTable):
                        have = tuple(names.fold_table(p) for p in each.table.parts[-count:])
                        if have == wanted:
                            return each, count
            scope = scope.parent
        return None, 0


def _tables(relations: list[Relation]) -> str:
    """The tables whose columns are not known, in words."""
    bases = [b for each in relations for b in ((each,) if isinstance(each, BaseTable) else each.unknown())]
    tables = sorted({str(base.table) for base in bases if isinstance(base, BaseTable)})
    return " or ".join(tables) if tables else "several sources"
