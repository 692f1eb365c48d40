"""Rewrites for Oracle, Teradata and Exasol: see :mod:`lineage_provider.sql.rewrites`.

In: nothing. Out: a table of rewrites. A module of its own because these engines have the most words that the
parser does not know.
"""

from __future__ import annotations

import re

from lineage_provider.sql.data_attributes import ATTRIBUTES, plain_attributes
from lineage_provider.sql.exasol import best_rows, imported_rows
from lineage_provider.sql.late_pattern import late_pattern
from lineage_provider.sql.oracle import through_view, without_model
from lineage_provider.sql.oracle_targets import deleted_alias, inserted_view, nested_table, set_values
from lineage_provider.sql.ordered_analytics import FUNCTIONS as ANALYTICS
from lineage_provider.sql.ordered_analytics import standard_analytics
from lineage_provider.sql.rewrite_rule import HEAD, NAME, Rewrite, pattern_of
from lineage_provider.sql.rewrites_teradata import TERADATA
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


def with_subsets(match: re.Match[str]) -> str:
    """SUBSET of MATCH_RECOGNIZE: each union is a pattern variable that says nothing of its rows."""
    names = re.findall(r"(\w+)\s*=", match[1])
    return f"{match[2]} " + "".join(f"{name} AS TRUE, " for name in names)


_EXPAND = late_pattern(
    r"\bexpand\s+on\s+(?P<on>[\w.\"]+)(?:\s+(?:as\s+)?(?!by\b|for\b)(?P<alias>\w+))?"
    r"(?:\s+by\s+(?:anchor\s+(?:period\s+)?\w+|interval\s+'[^']*'\s+\w+|\w+)"
    r"(?:\s+at\s+time\s+zone\s+\S+)?)?(?:\s+for\s+(?:period\s*)?(?:\([^()]*\)|'[^']*'))?",
    re.IGNORECASE,
)

_JSON_TABLES = frozenset(("oracle", "trino", "presto", "athena"))

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
            r"\block(?:ing)?\s+(?:row\s+|(?:(?:table|view|database)\s+)?[\w.\"]+\s+)(?:(?:for|in)\s+)?"
            r"(?:access|read|write|exclusive|share|checksum|load\s+committed)(?:\s+mode)?(?:\s+nowait)?\s+"
            r"(?=(?:sel|ins|upd|del|merge|with|lock|create|replace|using)\w*\s|\()"
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
        pattern_of(HEAD + r"(?:update|delete\s+from|delete)\s*(?:/\*\+.*?\*/\s*)?\(\s*select\b.*$"),
        lambda match: through_view(match.group()),
        "select",
    ),
    Rewrite(
        frozenset(("oracle",)),
        pattern_of(HEAD + r"insert\s*(?:/\*\+.*?\*/\s*)?into\s*\(\s*select\b.*$"),
        lambda match: inserted_view(match.group()),
        "select",
    ),
    Rewrite(
        frozenset(("oracle",)),
        pattern_of(HEAD + r"delete\s+(?!from\b).*$"),
        lambda match: deleted_alias(match.group()),
        "delete",
    ),
    Rewrite(
        frozenset(("oracle",)),
        pattern_of(HEAD + rf"insert\s+into\s+{NAME}\s+(?:\w+\s+)?set\s+[\w\"$#]+\s*=.*$"),
        lambda match: set_values(match.group()),
        "set",
    ),
    Rewrite(
        frozenset(("oracle",)),
        pattern_of(r"^.*\bnested\s+(?:path\s+)?[\w\"$#].*\bcolumns\s*\(.*$"),
        lambda match: nested_table(match.group()),
        "nested",
    ),
    # Oracle: a table of the columns of another; what is kept of a materialized view.
    Rewrite(
        frozenset(("oracle",)),
        pattern_of(
            HEAD + rf"(create\s+table\s+{NAME}\s+)(?:tablespace\s+\w+\s+)?for\s+exchange\s+with\s+table\b"
        ),
        r"\g<head>\2LIKE",
        "exchange",
    ),
    Rewrite(
        frozenset(("oracle",)),
        pattern_of(HEAD + rf"(drop\s+materialized\s+view\s+{NAME})\s+preserve\s+table\b"),
        r"\g<head>\2",
        "preserve",
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
    Rewrite(
        frozenset(("teradata",)),
        pattern_of(rf"^.*\(\s*(?:{ATTRIBUTES})\b.*$"),
        lambda match: plain_attributes(match.group()),
        "(",
    ),
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
        pattern_of(rf"^.*\b(?:{ANALYTICS})\s*\(\s*[^\s)].*$"),
        lambda match: standard_analytics(match.group()),
        "(",
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
    # What stands for values that are not there, or are no JSON; of which type a result is.
    Rewrite(
        _JSON_TABLES,
        pattern_of(
            r"\b(?:error|null|empty(?:\s+(?:array|object))?|true|false|default\s+(?:'[^']*'|[\w.-]+))"
            r"\s+on\s+(?:error|empty|mismatch(?:\s*\([^()]*\))?)"
        ),
        "",
        "json_table",
    ),
    # Rows of several pattern variables together.
    Rewrite(
        _JSON_TABLES,
        pattern_of(r"\bsubset\s+((?:\w+\s*=\s*\([^()]*\)\s*,?\s*)+)(?=define\b)(define\b)"),
        lambda match: with_subsets(match),
        "subset",
    ),
    Rewrite(
        frozenset(("athena",)),
        pattern_of(
            HEAD + r"using\s+(?:external\s+)?function\b.*?\b(?:lambda|sagemaker)\s+'[^']*'"
            r"(?:\s*,\s*(?:external\s+)?function\b.*?\b(?:lambda|sagemaker)\s+'[^']*')*\s*(?=select\b|with\b|insert\b|create\b)"
        ),
        r"\g<head>",
        "using",
    ),
    Rewrite(_JSON_TABLES, pattern_of(r"(?<=[\w')])\s+(?:null|absent)\s+on\s+null\b"), "", "on null"),
    Rewrite(
        frozenset(("oracle",)),
        pattern_of(
            r"\s+returning\s+(?:[cb]lob|json|(?:n?varchar2?|number|date|timestamp|boolean)(?:\s*\([^()]*\))?)"
            r"(?:\s+(?:pretty|ascii|truncate|strict))*(?=\s*\))"
        ),
        "",
        "returning",
    ),
    Rewrite(frozenset(("oracle",)), pattern_of(r"\bexists\s+path\b"), "PATH", "json_table"),
    # Oracle: what was there before a change, and after it; some of the rows; the partition of a value.
    Rewrite(
        frozenset(("oracle",)),
        pattern_of(r"\breturning\s+(?:(?:old|new)\s+[\w.]+\s*,?\s*)+"),
        lambda match: re.sub(r"\b(?:old|new)\s+(?=\w)", "", match.group(), flags=re.IGNORECASE),
        "returning",
    ),
    Rewrite(
        frozenset(("oracle",)),
        pattern_of(r"\bsample\s*(?:block\s*)?\([\d.,\s]*\)(?:\s*seed\s*\(\s*\w+\s*\))?"),
        "",
        "sample",
    ),
    Rewrite(
        frozenset(("oracle",)),
        pattern_of(r"\b(?:sub)?partition\s+for\s*\((?:[^()]|\([^()]*\))*\)"),
        "",
        "partition",
    ),
    # Oracle: rows that are not there, for each part; rows to be deleted by those of other tables.
    Rewrite(
        frozenset(("oracle",)),
        pattern_of(r"\bpartition\s+by\s*\([^()]*\)\s*(?=(?:right|left|full|join|on)\b)"),
        "",
        "partition",
    ),
    Rewrite(
        frozenset(("oracle",)),
        pattern_of(HEAD + rf"delete\s+(?:from\s+)?({NAME}(?:\s+(?!from\b)\w+)?)\s+from\b"),
        r"\g<head>DELETE FROM \2 USING",
        "delete",
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
    # Teradata: rows for each part of a period; how errors are logged; validity of a statement's rows.
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
            r"\b(?:(?:current|nonsequenced|sequenced)\s+(?:validtime|transactiontime)\s+(?:and\s+)?)+"
            r"(?=sel|ins|upd|del|merge|with)"
        ),
        "",
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
        pattern_of(HEAD + rf"create\s+(?:join|hash)\s+index\s+({NAME})(.*?)(?:\bprimary\s+index\b[^;]*)?$"),
        r"\g<head>CREATE VIEW \2 \3",
        "index",
    ),
    # Exasol: the best rows only; rows from elsewhere; numbers.
    Rewrite(
        frozenset(("exasol",)),
        pattern_of(r"^.*\bpreferring\b.*$"),
        lambda match: best_rows(match.group()),
        "preferring",
    ),
    Rewrite(
        frozenset(("exasol",)),
        pattern_of(r"^.*\(\s*import\b.*$"),
        lambda match: imported_rows(match.group()),
        "import",
    ),
    Rewrite(
        frozenset(("exasol",)),
        pattern_of(r"\bvalues\s+between\s+\S+\s+and\s+\w+(?:\s+with\s+step\s+\w+)?"),
        "(VALUES (1))",
        "between",
    ),
    *TERADATA,
    *VERTICA,
)
