"""What one star takes: EXCEPT or EXCLUDE, REPLACE, RENAME and ILIKE.

In: the star and the relations that it stands for. Out: its columns, and stars over tables whose columns are
not known. A module of its own because these are a language of their own, the same in SELECT and in COLUMNS().
"""

from __future__ import annotations

import contextlib
import fnmatch
import re
from collections.abc import Callable, Sequence
from typing import Any

from sqlglot import exp

from lineage_provider.sql.expressions import value
from lineage_provider.sql.late_pattern import late_pattern
from lineage_provider.sql.name_patterns import name_pattern
from lineage_provider.sql.relations import Column, Derived, Element, OpenStar, Relation
from lineage_provider.sql.scope import Scope

Key = tuple[str, str]

_MANY = 100
_SOURCES_OF_STAR = 4
"""A column takes about the memory of as many sources; those of a wide star are counted."""


class StarRules:
    """EXCEPT/EXCLUDE, REPLACE, RENAME and ILIKE of one star."""

    def __init__(self, star: Any, scope: Scope) -> None:
        names = scope.names
        self.scope = scope
        self.fold = names.fold
        left_out = star.args.get("except_") or ()
        self.without = {self._key(each) for each in left_out if not isinstance(each, exp.Literal)}
        self.unlike = [found for each in left_out if (found := self._pattern(each)) is not None]
        renamed = [each for each in star.args.get("rename") or () if isinstance(each, exp.Alias)]
        self.renamed = {self._key(each.this): names.column(each.args["alias"]) for each in renamed}
        self.unseen = {
            self._key(each.this): each.this for each in renamed if isinstance(each.this, exp.Column)
        }
        self.replaced = {
            self.fold(names.column(each.args["alias"])): each.this
            for each in star.args.get("replace") or ()
            if isinstance(each, exp.Alias)
        }
        self.plain = not any(star.args.values())
        """It takes all columns as they are."""
        like = star.args.get("ilike")
        self.like = like_pattern(like.name) if isinstance(like, exp.Expr) else None

    def _key(self, node: Any) -> Key:
        """What ``id`` or ``t.id`` names: of one FROM item ("": of any), and the column's folded name."""
        table = node.args.get("table")
        return self.scope.names.fold_alias(table) if table is not None else "", self.fold(
            _name(node, self.scope)
        )

    def _pattern(self, node: Any) -> re.Pattern[str] | None:
        """ClickHouse's ``* EXCEPT('^m_')``: a string leaves out what it matches as a regular expression."""
        if not isinstance(node, exp.Literal):
            return None
        try:
            return name_pattern(node.name)
        except re.error:
            message = f"the pattern {node.name!r} of EXCEPT is not understood"
            self.scope.reader.problem("unresolved", message, node)
            return None

    def keep(self, column: Column, columns: list[Column], alias: str = "") -> None:
        """Let a column of the FROM item ``alias`` in, if the star takes it."""
        folded = self.fold(column.name)
        own, general = (alias, folded), ("", folded)
        if own in self.without or general in self.without:
            return
        if any(pattern.search(column.name) for pattern in self.unlike):
            return
        if self.like is not None and not self.like.fullmatch(column.name):
            return
        replacement = self.replaced.pop(folded, None)
        if replacement is not None:
            columns.append(value(replacement, self.scope, column.name))
        else:
            key = own if own in self.renamed else general
            self.unseen.pop(key, None)
            columns.append(column.renamed(self.renamed.get(key, column.name)))

    def _left_out(self, alias: str) -> frozenset[str]:
        """Names that a star over a table without known columns does not take as they are."""
        named = [name for of, name in (*self.without, *self.unseen) if of in ("", alias)]
        return frozenset((*named, *self.replaced))

    def take(
        self,
        relation: Relation,
        columns: list[Column],
        stars: list[OpenStar],
        merged: frozenset[str],
        alias: str = "",
    ) -> None:
        """Let all columns of the FROM item ``alias`` in, but for those that a join merged."""
        known = relation.all()
        if known is None and isinstance(relation, Derived):
            left_out = merged | self._left_out(alias)
            for star in relation.open:
                without = star.without | left_out
                place = len(columns) + star.place if star.place >= 0 and without == star.without else -1
                stars.append(OpenStar(star.over, without, place))
            known = relation.columns
        elif known is None:
            if isinstance(relation, Element):
                columns.append(relation.source)
                return
            stars.append(OpenStar(relation, merged | self._left_out(alias), len(columns)))
            known = ()
        if len(known) > _MANY:
            self.scope.reader.tables.hold(_SOURCES_OF_STAR * len(known))
        if self.plain and not merged:
            columns += known
            return
        for column in known:
            if self.fold(column.name) not in merged:
                self.keep(column, columns, alias)

    def finish(self, columns: list[Column], table: Any) -> None:
        """REPLACE and RENAME of columns that an unknown table must have."""
        for folded, node in self.replaced.items():
            columns.append(value(node, self.scope, folded))
        for key, old in self.unseen.items():
            of = old.args.get("table") or table
            column = exp.Column(this=old.this.copy(), table=of.copy() if of is not None else None)
            columns.append(value(column, self.scope, self.renamed[key]))


def _name(node: Any, scope: Scope) -> str:
    identifier = node if isinstance(node, exp.Identifier) else node.args.get("this")
    return scope.names.column(identifier) if isinstance(identifier, exp.Identifier) else str(node.name)


def like_pattern(like: str, *, cased: bool = False) -> re.Pattern[str]:
    """A pattern of LIKE as a regular expression, without regard to case unless it is ``cased``."""
    return re.compile(re.escape(like).replace("%", ".*").replace("_", "."), 0 if cased else re.IGNORECASE)


def names_like(node: Any) -> Callable[[str], bool] | None:
    """Which names DuckDB's ``* LIKE '%id'`` and its like take; None where that is not known.

    SIMILAR TO finds its expression anywhere in a name here, as COLUMNS does; NOT SIMILAR TO asks for whole
    names.
    """
    negated = node.__class__ is exp.Not
    like = node.this if negated else node
    pattern = like.expression
    if not isinstance(pattern, exp.Literal):
        return None
    negated ^= bool(like.args.get("negate"))
    try:
        if isinstance(like, (exp.Like, exp.ILike)):
            found = like_pattern(pattern.name, cased=isinstance(like, exp.Like)).fullmatch
        elif isinstance(like, exp.Glob):
            found = re.compile(fnmatch.translate(pattern.name)).fullmatch
        elif isinstance(like, exp.SimilarTo):
            chosen = name_pattern(pattern.name)
            found = chosen.fullmatch if negated else chosen.search
        else:
            return None
    except re.error:
        return None
    return lambda name: (found(name) is None) == negated


def together(columns: Sequence[Column], name: str) -> Column:
    """Several columns as the arguments of one call."""
    made = Column(name)
    for column in columns:
        made.add(column)
    return made


_ESCAPED = late_pattern(r"\\(\d|\\)")


def macro_name(node: Any, macro: Any, name: str, spelled: Callable[[Any], str]) -> str:
    r"""What DuckDB calls the expression ``node`` of the column ``name`` that COLUMNS(...) stands for.

    In its alias ``\0`` is the column's name, and ``\1`` what the first group of the pattern matches.
    """
    if not isinstance(node, exp.Alias):
        return name
    alias = spelled(node.args["alias"])
    if "\\" not in alias:
        return alias
    pattern = macro.args.get("this")
    match = None
    if isinstance(pattern, exp.Literal):
        with contextlib.suppress(re.error):  # it was reported where the columns were chosen
            match = name_pattern(pattern.name).search(name)

    def part(escape: re.Match[str]) -> str:
        sign = escape[1]
        if sign in ("0", "\\"):
            return name if sign == "0" else sign
        groups = match.groups("") if match is not None else ()
        return groups[int(sign) - 1] if int(sign) <= len(groups) else ""

    return _ESCAPED.sub(part, alias)


_PATTERN_SIGNS = frozenset("()[]?*+|^$\\")


def by_pattern(node: exp.Column, scope: Scope, columns: list[Column], stars: list[OpenStar]) -> bool:
    """Hive's ``SELECT `(ds|hr)?+.+```: all columns whose names match; False for the name of a column.

    Hive reads quoted names so where ``hive.support.quoted.identifiers`` is ``none``, which a session outside
    of the text may have set: a name that no table is known to have, and that is a pattern, is taken for one.
    """
    identifier = node.args["this"]
    if not identifier.args.get("quoted") or _PATTERN_SIGNS.isdisjoint(identifier.name):
        return False
    table = node.args.get("table")
    only = scope.source_of([table, identifier])[0] if table is not None else None
    relations = [only] if only is not None else [] if table is not None else list(scope.sources.values())
    folded = scope.names.column_and_fold(identifier)[1]
    if not relations or any(relation.has(folded) for relation in relations):
        return False
    rules = StarRules(exp.Star(), scope)
    try:
        rules.like = name_pattern(identifier.name, re.IGNORECASE)
        rules.plain = False
    except re.error:
        scope.reader.problem("unresolved", f"the pattern {identifier.name!r} is not understood", node)
        return True
    for relation in relations:
        rules.take(relation, columns, stars, frozenset())
    return True
