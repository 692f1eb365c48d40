"""What must not change lineage: names of aliases, layout, comments, parentheses, a CTE or a view around it.

Every case of ``cases/queries`` is rewritten by its tokens or its tree, in ways that hypothesis draws, and
must give the same edges.
"""

from __future__ import annotations

import random
from functools import cache

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlglot import exp, parse_one
from sqlglot.dialects.dialect import Dialect
from sqlglot.errors import SqlglotError

from lineage_provider.sql import analyze
from tests.unit.sql.query_cases import QueryCase, cases, shown
from tests.unit.sql.statement_cases import StatementCase, mistakes
from tests.unit.sql.statement_cases import cases as statement_cases


def is_read(case: QueryCase) -> bool:
    """Whether this release of the parser reads the text as it is (the engine helps older ones)."""
    try:
        parse_one(case.sql, dialect=case.dialect)
    except SqlglotError:
        return False
    return True


CASES = [case for case in cases() if is_read(case)]
EXAMPLES = settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
CASE = st.sampled_from(CASES)
SEED = st.integers(min_value=0, max_value=2**32)


def lines(sql: str, case: QueryCase) -> list[str]:
    return sorted(shown(analyze(sql, case.dialect, case.schema)))


@cache
def tree_of(case_id: str) -> exp.Expr:
    case = next(c for c in CASES if c.id == case_id)
    return parse_one(case.sql, dialect=case.dialect)


def tokens_of(case: QueryCase) -> list[tuple[str, str]]:
    """The text of each token, with the text between it and the one before."""
    found, end = [], 0
    for token in Dialect.get_or_raise(case.dialect).tokenize(case.sql):
        found.append((case.sql[end : token.start], case.sql[token.start : token.end + 1]))
        end = token.end + 1
    return found


def has_comments(case: QueryCase) -> bool:
    return "--" in case.sql or "/*" in case.sql


@given(case=CASE, seed=SEED)
@EXAMPLES
def test_layout_does_not_matter(case: QueryCase, seed: int) -> None:
    rng = random.Random(seed)
    spaces = [" ", "\n", "\t", "  \n ", " /* , from x; */ ", " -- it's ;\n"]
    text = "".join((rng.choice(spaces) if before else "") + token for before, token in tokens_of(case))
    assert lines(text, case) == sorted(case.expected)


@given(case=CASE)
@EXAMPLES
def test_a_comment_in_front_and_behind_does_not_matter(case: QueryCase) -> None:
    text = f"-- SELECT x FROM y;\n/* DROP TABLE z; */ {case.sql}\n-- end"
    assert lines(text, case) == sorted(case.expected)


@given(case=CASE)
@EXAMPLES
def test_a_semicolon_behind_does_not_matter(case: QueryCase) -> None:
    assert lines(case.sql + " ;\n", case) == sorted(case.expected)


def renamed_aliases(tree: exp.Expr) -> exp.Expr:
    """Give every table alias another name, also where it qualifies a column."""
    changed = tree.copy()
    names: dict[str, str] = {}
    for table in changed.find_all(exp.Table, exp.Subquery, exp.Values):
        alias = table.args.get("alias")
        if isinstance(alias, exp.TableAlias) and isinstance(alias.this, exp.Identifier):
            names.setdefault(alias.this.name.lower(), f"zz_{len(names)}")
            alias.this.set("this", names[alias.this.name.lower()])
    for column in changed.find_all(exp.Column):
        outermost = column.args.get("catalog") or column.args.get("db") or column.args.get("table")
        if isinstance(outermost, exp.Identifier) and outermost.name.lower() in names:
            outermost.set("this", names[outermost.name.lower()])
    return changed


def aliases(tree: exp.Expr) -> set[str]:
    return {
        alias.this.name.lower()
        for alias in tree.find_all(exp.TableAlias)
        if isinstance(alias.this, exp.Identifier)
    }


def can_be_renamed(tree: exp.Expr) -> bool:
    """Aliases that are also names of tables, columns or functions would change more than themselves."""
    mine = [a.this.name.lower() for a in tree.find_all(exp.TableAlias) if isinstance(a.this, exp.Identifier)]
    others = {t.name.lower() for t in tree.find_all(exp.Table)}
    others |= {c.name.lower() for c in tree.find_all(exp.Column)}
    others |= {d.name.lower() for d in tree.find_all(exp.Dot)}
    plain = not any(
        tree.find(kind) for kind in (exp.Lateral, exp.Unnest, exp.Pivot, exp.MatchRecognize, exp.Star)
    )
    return plain and len(mine) == len(set(mine)) and not others & set(mine)


def written(tree: exp.Expr, case: QueryCase) -> str | None:
    """The tree as SQL, if it means the same: sqlglot may write other words than it has read."""
    try:
        text = tree.sql(dialect=case.dialect)
    except (SqlglotError, ValueError, AttributeError):
        return None
    return text


RENAMEABLE = [c for c in CASES if can_be_renamed(tree_of(c.id)) and aliases(tree_of(c.id))]


@pytest.mark.parametrize("case", RENAMEABLE, ids=lambda c: c.id)
def test_names_of_aliases_do_not_matter(case: QueryCase) -> None:
    text = written(renamed_aliases(tree_of(case.id)), case)
    plain = written(tree_of(case.id), case)
    assert text is not None
    assert plain is not None
    assert lines(text, case) == lines(plain, case)


def with_parentheses(tree: exp.Expr, rng: random.Random) -> exp.Expr:
    """Put some operands of comparisons, sums and boolean words into parentheses."""
    changed = tree.copy()
    for node in list(changed.find_all(exp.Column, exp.Binary, exp.Literal)):
        if isinstance(node.parent, (exp.Binary, exp.Where, exp.Having)) and not isinstance(
            node.parent, (exp.Dot, exp.PropertyEQ, exp.JSONExtract, exp.JSONExtractScalar, exp.Like)
        ):
            if isinstance(node.this, exp.Star) or isinstance(node, (exp.Dot, exp.PropertyEQ)):
                continue
            if rng.random() < 0.5 and not isinstance(node.parent.parent, exp.Select):
                node.replace(exp.Paren(this=node.copy()))
    return changed


@given(case=CASE, seed=SEED)
@EXAMPLES
def test_redundant_parentheses_do_not_matter(case: QueryCase, seed: int) -> None:
    if not isinstance(tree_of(case.id), exp.Query) or case.dialect in ("clickhouse", "redshift"):
        return
    plain = written(tree_of(case.id), case)
    text = written(with_parentheses(tree_of(case.id), random.Random(seed)), case)
    if plain is None or text is None or lines(plain, case) != sorted(case.expected):
        return  # sqlglot writes other words than it has read: nothing to compare with
    assert lines(text, case) == sorted(case.expected)


def can_be_wrapped(case: QueryCase) -> bool:
    """Plain SELECTs whose columns all have names, in an order that a query around them keeps."""
    tree = tree_of(case.id)
    top_level = tree.args
    names = [c.split(" <- ")[0] for c in case.expected if "<-" in c and not c.startswith("rows")]
    return (
        isinstance(tree, exp.Select)
        and not any(top_level.get(clause) for clause in ("with_", "order", "limit", "into", "sort"))
        and not any(line.startswith("!") for line in case.expected)
        and all(name and not name.startswith("_col_") and name.isidentifier() for name in names)
        and not case.sql.lower().startswith(("from", "sel ", "pivot", "unpivot", "table"))
        and tree.find(exp.Into) is None
    )


WRAPPED = [c for c in CASES if can_be_wrapped(c)]


@pytest.mark.parametrize("case", WRAPPED, ids=lambda c: c.id)
def test_a_cte_around_it_does_not_matter(case: QueryCase) -> None:
    text = f"WITH zz_outer AS ({case.sql}) SELECT * FROM zz_outer"
    assert lines(text, case) == sorted(case.expected)


@pytest.mark.parametrize("case", WRAPPED, ids=lambda c: c.id)
def test_a_subquery_around_it_does_not_matter(case: QueryCase) -> None:
    text = f"SELECT zz.* FROM ({case.sql}) zz"
    assert lines(text, case) == sorted(case.expected)


@pytest.mark.parametrize("case", WRAPPED, ids=lambda c: c.id)
def test_as_a_view_it_has_the_same_edges(case: QueryCase) -> None:
    lineage = analyze(f"CREATE VIEW zz_view AS {case.sql}", case.dialect, case.schema)
    assert {str(t).lower() for t in lineage.outputs} == {"zz_view"}
    assert sorted(shown(lineage)) == sorted(case.expected)


def laid_out(case: StatementCase, rng: random.Random) -> str | None:
    """A statement with other blanks between its words, and comments; None where that would change it."""
    if (
        any(sign in case.sql for sign in ("\n", "--", "/*", "$$", "{{", "#"))
        or "delimiter" in case.sql.lower()
    ):
        return None
    text, end = "", 0
    try:
        found = Dialect.get_or_raise(case.dialect).tokenize(case.sql)
    except (SqlglotError, ValueError):
        return None
    for token in found:
        before, raw = case.sql[end : token.start], case.sql[token.start : token.end + 1]
        if before.strip() or token.start < end:
            return None
        end = token.end + 1
        text += (rng.choice((" ", "\n", "\t ", " /* , from x; */ ")) if before else "") + raw
    return text + case.sql[end:]


# Places of files without quotes, and words that the parser takes for options.
NOT_FREE = ("put ", "get ", "update quick")
STATEMENTS = [
    case
    for case in statement_cases()
    if case.dialect not in ("vertica", "athena") and not case.sql.lower().startswith(NOT_FREE)
]


@given(case=st.sampled_from(STATEMENTS), seed=SEED)
@settings(max_examples=150, deadline=None, suppress_health_check=list(HealthCheck))
def test_layout_and_comments_of_statements_do_not_matter(case: StatementCase, seed: int) -> None:
    text = laid_out(case, random.Random(seed))
    if text is not None:
        lineage = analyze(text, case.dialect, case.schema, default_schema=case.default_schema)
        assert mistakes(case, lineage) == []
