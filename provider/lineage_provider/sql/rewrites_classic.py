"""Rewrites for Oracle, Teradata and Exasol: see :mod:`lineage_provider.sql.rewrites`.

In: nothing. Out: a table of rewrites. A module of its own because these engines have the most words that the
parser does not know.
"""

from __future__ import annotations

import re

from lineage_provider.sql.oracle import through_view, without_model
from lineage_provider.sql.rewrite_rule import HEAD, NAME, Rewrite, pattern_of
from lineage_provider.sql.rewrites_vertica import VERTICA

_FIRST_WORDS = r"(?:^|,)\s*([\w\"]+)(?=\s)"

# A moment of a flashback query.
_MOMENT = r"(?:\w+\s*\([^()]*\)|[\w:]+)(?:\s*[-+]\s*(?:interval\s+'[^']*'\s+\w+|[\d./]+))?"


def expanded(text: str) -> str:
    """Teradata's ``SELECT BEGIN(p) FROM t EXPAND ON validity AS p BY ...`` without the clause: p is validity.

    >>> expanded("SELECT p FROM t EXPAND ON v AS p BY ANCHOR MONTH_BEGIN FOR PERIOD(a, b)")
    'SELECT v FROM t '
    """
    match = _EXPAND.search(text)
    if match is None:
        return text
    before, behind = text[: match.start()], text[match.end() :]
    if match["alias"] is None:
        return before + behind
    return re.sub(rf"\b{match['alias']}\b", match["on"], before + behind)


_EXPAND = re.compile(
    r"\bexpand\s+on\s+(?P<on>[\w.\"]+)(?:\s+(?:as\s+)?(?!by\b|for\b)(?P<alias>\w+))?"
    r"(?:\s+by\s+(?:anchor\s+(?:period\s+)?\w+|interval\s+'[^']*'\s+\w+|\w+)"
    r"(?:\s+at\s+time\s+zone\s+\S+)?)?(?:\s+for\s+(?:period\s*)?(?:\([^()]*\)|'[^']*'))?",
    re.IGNORECASE,
)

CLASSIC: tuple[Rewrite, ...] = (
    Rewrite(
        frozenset(("oracle",)),
        pattern_of(
            r"\bas\s+of\s+(?:timestamp|scn)\s+(?:\((?:[^()]|\([^()]*\))*\)|\w+\s*\([^()]*\)|[\w:]+)"
            r"(?:\s*-\s*(?:interval\s+'[^']*'\s+\w+|[\d./]+))?"
        ),
        " ",
        "of",
    ),
    # Teradata: a lock before a query; SET is no alias.
    Rewrite(
        frozenset(("teradata",)),
        pattern_of(
            r"\block(?:ing)?\s+(?:(?:table|view|database|row)\s+)?(?:[\w.\"]+\s+)?(?:for|in)\s+"
            r"(?:access|read|write|exclusive|share)(?:\s+mode)?\s+(?:nowait\s+)?(?=\w)"
        ),
        "",
        "lock",
    ),
    Rewrite(
        frozenset(("teradata",)),
        pattern_of(rf"(\bupd(?:ate)?\s+{NAME}\s+from\s+)((?:\w+\.)?(\w+))(?=\s+set\b)"),
        r"\1\2 AS \3",
        "upd",
    ),
    # Oracle: one partition of a table is the table.
    Rewrite(
        frozenset(("oracle",)),
        pattern_of(r"\b(?:sub)?partition\s*(?:for\s*)?\(\s*[\w$#]+\s*\)"),
        "",
        "partition",
    ),
    # Oracle: where rows that fail go; functions that only this query has; changes through a view in FROM.
    Rewrite(
        frozenset(("oracle",)),
        pattern_of(
            rf"\blog\s+errors(?:\s+into\s+{NAME})?(?:\s*\([^()]*\))?(?:\s+reject\s+limit\s+(?:unlimited|\d+))?"
        ),
        "",
        "errors",
    ),
    Rewrite(
        frozenset(("oracle",)),
        pattern_of(
            r"\bwith\s+function\b.*?\bend\b\s*\w*\s*;\s*(?:(?=select\b)|(?=\w+\s*(?:\([^()]*\)\s*)?as\s*\((?P<w>)))"
        ),
        lambda match: "" if match["w"] is None else "WITH ",
        "function",
    ),
    Rewrite(
        frozenset(("oracle",)),
        pattern_of(HEAD + r"(?:update|delete\s+from|delete)\s*\(\s*select\b.*$"),
        lambda match: through_view(match.group()),
        "select",
    ),
    # Teradata: UPDATE or else INSERT; names and formats behind an expression; periods put together.
    Rewrite(
        frozenset(("teradata",)),
        pattern_of(
            HEAD + r"(upd(?:ate)?\b.*?)\belse\s+ins(?:ert)?\s+(?:into\s+)?(?=[\w.]+\s*[(\s])(?!end\b)"
        ),
        r"\g<head>\2; INSERT INTO ",
        "else",
    ),
    Rewrite(frozenset(("teradata",)), pattern_of(r"\(\s*named\s+(\w+)\s*\)"), r" AS \1", "named"),
    Rewrite(frozenset(("teradata",)), pattern_of(r"\(\s*(?:format|title)\s+'[^']*'\s*\)"), "", "("),
    Rewrite(
        frozenset(("teradata",)),
        pattern_of(
            r"\b(sel(?:ect)?)\s+normalize(?:\s+on\s+(?:meets|overlaps)(?:\s+or\s+(?:meets|overlaps))?)?"
            r"\s+(?!from\b|as\b)(?=\w)"
        ),
        r"\1 ",
        "normalize",
    ),
    Rewrite(
        frozenset(("teradata",)),
        pattern_of(r"\brank\s*\(\s*([\w.\"]+(?:\s*,\s*[\w.\"]+)*\s+(?:asc|desc))\s*\)(?!\s*over\b)"),
        r"RANK() OVER (ORDER BY \1)",
        "rank",
    ),
    # Exasol: an alias of the select list; the columns that a script emits.
    Rewrite(frozenset(("exasol",)), pattern_of(r'\blocal\s*\.\s*(?=[\w"])'), '"LOCAL".', "local"),
    Rewrite(
        frozenset(("exasol",)),
        pattern_of(r"\bemits\s*\(((?:[^()]|\([^()]*\))*)\)"),
        lambda match: f"AS ({', '.join(re.findall(_FIRST_WORDS, match.group(1)))})",
        "emits",
    ),
    # Oracle: whether JSON is put into brackets.
    Rewrite(
        frozenset(("oracle",)),
        pattern_of(r"\bwith(?:out)?\s+(?:(?:un)?conditional\s+)?(?:array\s+)?wrapper\b"),
        "",
        "wrapper",
    ),
    # Oracle: rows as they were; files read in place.
    Rewrite(
        frozenset(("oracle",)),
        pattern_of(
            rf"\bversions\s+(?:between\s+(?:timestamp|scn)\s+{_MOMENT}\s+and\s+{_MOMENT}|period\s+for\s+\w+\s+between\s+{_MOMENT}\s+and\s+{_MOMENT})"
        ),
        "",
        "versions",
    ),
    Rewrite(
        frozenset(("oracle",)),
        pattern_of(
            r"\b(from|join|,)\s*external\s*\(\s*\(.*?\blocation\s*\(\s*('[^']*')[^()]*\)(?:[^()]|\([^()]*\))*\)"
        ),
        r"\1 read_csv(\2)",
        "external",
    ),
    Rewrite(
        frozenset(("oracle",)),
        pattern_of(r"^.*\bmodel\s.*\bdimension\s+by\b.*$"),
        lambda match: without_model(match.group()),
        "model",
    ),
    Rewrite(
        frozenset(("oracle",)),
        pattern_of(r"\)(?:\s*\.\s*(?:extract|get(?:clob|string|blob|number)val)\s*\(\s*(?:'[^']*'\s*)?\))+"),
        ")",
        ".",
    ),
    # Above rows of a hierarchy stands PRIOR, which says nothing about columns.
    Rewrite(
        frozenset(("snowflake", "redshift", "exasol", "teradata")),
        pattern_of(r"\bprior\s+(?!(?:as|from|is|in|and|or|then|order|desc|asc)\b)(?=[\w\"(])"),
        "",
        "connect",
    ),
    # Teradata: rows for each part of a period; how errors are logged; validity of a statement's rows; casts
    # and names behind an expression.
    Rewrite(
        frozenset(("teradata",)),
        pattern_of(r"^.*\bexpand\s+on\s+.*$"),
        lambda match: expanded(match.group()),
        "expand",
    ),
    Rewrite(
        frozenset(("teradata",)),
        pattern_of(r"\blogging\s+(?:all\s+)?errors\b(?:\s+with\s+(?:no\s+limit|limit\s+of\s+\d+))?"),
        "",
        "logging",
    ),
    Rewrite(
        frozenset(("teradata",)),
        pattern_of(
            HEAD + r"(?:(?:current|nonsequenced|sequenced)\s+(?:validtime|transactiontime)\s+(?:and\s+)?)+"
            r"(?=sel|ins|upd|del|merge)"
        ),
        r"\g<head>",
        "time",
    ),
    Rewrite(
        frozenset(("teradata",)),
        pattern_of(r"(\bwith\s+(?:no\s+)?data)\s+and\s+(?:no\s+)?stat\w*"),
        r"\1",
        "stat",
    ),
    Rewrite(frozenset(("teradata",)), pattern_of(r"\bbegin\s*(?=\(\s*[\w.]+\s*\))"), "period_begin", "begin"),
    Rewrite(
        frozenset(("teradata",)),
        pattern_of(r"\bstrtok_split_to_table(\s*\(.*?\))\s*returns\s*\((?:[^()]|\([^()]*\))*\)"),
        r"strtok_rows\1",
        "strtok",
    ),
    Rewrite(
        frozenset(("teradata",)),
        pattern_of(
            r"(?<=[\w\")])\s*\(\s*(?:(?:var)?char|byteint|smallint|integer|int|bigint|decimal|dec|numeric|float|date"
            r"|time|timestamp)(?:\s*\(\s*\d+(?:\s*,\s*\d+)?\s*\))?(?:\s*,\s*(?:format|title)\s*'[^']*')*\s*\)"
            r"(?=\s*(?:,|as\b|from\b|\)))"
        ),
        "",
        "(",
    ),
    Rewrite(
        frozenset(("teradata",)),
        pattern_of(HEAD + rf"create\s+(?:join|hash)\s+index\s+({NAME})(.*?)(?:\bprimary\s+index\b[^;]*)?$"),
        r"\g<head>CREATE VIEW \2 \3",
        "index",
    ),
    # Exasol: the best rows only; rows from elsewhere; numbers.
    Rewrite(frozenset(("exasol",)), pattern_of(r"\bpreferring\b(?:[^();]|\([^()]*\))*"), "", "preferring"),
    Rewrite(
        frozenset(("exasol",)),
        pattern_of(
            r"\(\s*import\s+(?:into\s*\((?:[^()]|\([^()]*\))*\)\s*)?from\b(?:'[^']*'|[^'()]|\([^()]*\))*\)"
        ),
        "remote_query()",
        "import",
    ),
    Rewrite(
        frozenset(("exasol",)),
        pattern_of(r"\bvalues\s+between\s+\S+\s+and\s+\w+(?:\s+with\s+step\s+\w+)?"),
        "(VALUES (1))",
        "between",
    ),
    *VERTICA,
)
