"""Statements that sqlglot reads only as text, or not at all, put into words that it can parse.

In: one statement's text. Out: a text of the same lineage. A module of its own because each rewrite is
a pattern and a reason, in a table, that can be dropped when the parser learns the statement.
"""

from __future__ import annotations

from functools import cache

from lineage_provider.sql.oracle import merge_delete
from lineage_provider.sql.oracle_calls import plain_calls
from lineage_provider.sql.placeholders import PREFIX
from lineage_provider.sql.rewrite_rule import HEAD as _HEAD
from lineage_provider.sql.rewrite_rule import NAME as _NAME
from lineage_provider.sql.rewrite_rule import Rewrite
from lineage_provider.sql.rewrite_rule import pattern_of as _pattern
from lineage_provider.sql.rewrites_classic import CLASSIC
from lineage_provider.sql.rewrites_clickhouse import CLICKHOUSE
from lineage_provider.sql.rewrites_loads import LOADS
from lineage_provider.sql.rewrites_mysql import MYSQL
from lineage_provider.sql.rewrites_trino import TRINO
from lineage_provider.sql.rewrites_tsql import TSQL
from lineage_provider.sql.snowflake import plain_columns

_SPARKS = frozenset(("databricks", "spark", "spark2", "hive"))
_TSQL = frozenset(("tsql", "fabric"))
_MYSQLS = frozenset(("mysql", "doris", "starrocks"))
_POSTGRES = frozenset(("postgres", "redshift", "materialize", "risingwave"))
_HINTS = (
    r"nolock|tablockx?|holdlock|rowlock|updlock|xlock|paglock|readpast|readuncommitted|readcommitted\w*"
    r"|repeatableread|serializable|snapshot|nowait|index|noexpand|forceseek|forcescan|keepidentity"
    r"|keepdefaults|ignore_\w+"
)

_PARAMETER = rf"(?:{PREFIX}\d+|\?|:\w+)"

REWRITES: tuple[Rewrite, ...] = (
    # MySQL: the file is a bind parameter, so its name is not known (MySqlHook.bulk_dump).
    Rewrite(_MYSQLS, _pattern(rf"\binto\s+(?:outfile|dumpfile)\s+{_PARAMETER}"), " ", "file"),
    # COPY t FROM STDIN (FORMAT csv) WHERE a > 1: WITH may be left out; the condition has no subqueries, and
    # what it is about is not in the database yet.
    Rewrite(
        _POSTGRES,
        _pattern(
            _HEAD + rf"(copy\s+{_NAME}\s*(?:\([^()]*\))?\s*from\s+(?:stdin|(?:program\s+)?'[^']*')[^;]*?)"
            r"\swhere\b.*$"
        ),
        r"\g<head>\2",
        "where",
    ),
    Rewrite(
        _POSTGRES,
        _pattern(_HEAD + r"(copy\b.*?\b(?:from\s+stdin|to\s+stdout))\s*(?=\()"),
        r"\g<head>\2 WITH ",
        "copy",
    ),
    Rewrite(
        _MYSQLS, _pattern(_HEAD + rf"(alter\s+table\s+{_NAME}\s+rename)\s+as\b"), r"\g<head>\2 TO", "rename"
    ),
    # MySQL: what becomes of rows of the same key.
    Rewrite(
        _MYSQLS,
        _pattern(
            _HEAD
            + r"(create\s+(?:temporary\s+)?table\b.*?)\b(?:ignore|replace)\s+(?:as\s+)?(?=select\b|with\b)"
        ),
        r"\g<head>\2 AS ",
        "create",
    ),
    # DuckDB: PIVOT and UNPIVOT as a query are parsed only where a table may stand.
    Rewrite(
        frozenset({"duckdb"}),
        _pattern(r"(?P<head>\s*create\b.*?\bas\s+)(?P<body>(?:un)?pivot\s.*)$"),
        r"\g<head>SELECT * FROM (\g<body>)",
        "pivot",
    ),
    # Databricks: DEEP and SHALLOW CLONE copy a table as CLONE does.
    Rewrite(_SPARKS, _pattern(r"\b(?:deep|shallow)\s+clone\b"), "CLONE", "clone"),
    # Snowflake: these are parsed only right behind the location of a COPY.
    *(
        Rewrite(
            frozenset({"snowflake"}),
            _pattern(rf"\b{word}\s*=\s*\((?:[^()'$]|'(?:[^'\\]|\\.|'')*+'|\$\$.*?\$\$)*+\)"),
            " ",
            word,
        )
        for word in ("credentials", "encryption")
    ),
    Rewrite(
        frozenset({"snowflake"}),
        _pattern(
            _HEAD
            + rf"create\s+(?:or\s+replace\s+)?external\s+table\s+(?:if\s+not\s+exists\s+)?{_NAME}\s*\(.*$"
        ),
        lambda match: plain_columns(match.group()),
        "external",
    ),
    # Streaming reads of a table are reads.
    Rewrite(_SPARKS, _pattern(r"\b(from|join)\s+stream\s*\(\s*([\w.`]+)\s*\)"), r"\1 \2", "stream"),
    Rewrite(_SPARKS, _pattern(r"\b(from|join)\s+stream\s+(?=[\w.`]+)"), r"\1 ", "stream"),
    # Read by newer releases of the parser only: TABLE t as a query, Oracle's flashback queries.
    Rewrite(
        _POSTGRES | {"duckdb", "mysql"},
        _pattern(rf"{_HEAD}table\s+({_NAME})(?=(?:;|\s|--[^\n]*|/\*.*?\*/)*$)"),
        r"\g<head>SELECT * FROM \2",
        "table",
    ),
    # Views are made anew; a snapshot and a cached table are tables.
    Rewrite(
        frozenset(),
        _pattern(rf"{_HEAD}alter\s+view\s+({_NAME}(?:\s*\([^()]*\))?)\s+as\b"),
        r"\g<head>CREATE OR REPLACE VIEW \2 AS",
        "alter",
    ),
    Rewrite(_TSQL, _pattern(r"\bcreate\s+or\s+alter\b"), "CREATE OR REPLACE", "alter"),
    Rewrite(frozenset(("bigquery",)), _pattern(r"\bcreate\s+snapshot\s+table\b"), "CREATE TABLE", "snapshot"),
    # Spark: a global temporary view is read as global_temp.v.
    Rewrite(
        _SPARKS,
        _pattern(
            _HEAD + r"create\s+(or\s+replace\s+)?global\s+temp(?:orary)?\s+view\s+(if\s+not\s+exists\s+)?"
            r"(?!global_temp\b)"
        ),
        lambda m: f"{m['head']}CREATE {m[2] or ''}TEMPORARY VIEW {m[3] or ''}global_temp.",
        "global",
    ),
    Rewrite(
        _SPARKS,
        _pattern(
            _HEAD
            + rf"cache\s+(?:lazy\s+)?table\s+({_NAME})\s+(?:options\s*\([^()]*\)\s*)?"
            + r"(?:as\s+)?(?=select\b|with\b)"
        ),
        r"\g<head>CREATE TEMPORARY VIEW \2 AS ",
        "cache",
    ),
    # Impala: how a join is made. Databricks: a flow of its own for an INSERT.
    Rewrite(
        frozenset(("hive",)),
        _pattern(r"\bjoin\s*\[\s*(?:no)?(?:broadcast|shuffle)\s*\]|(?<=select)\s+straight_join\b"),
        lambda match: "JOIN " if match.group().lower().startswith("join") else "",
        "join",
    ),
    Rewrite(
        _SPARKS,
        _pattern(_HEAD + rf"create\s+flow\s+{_NAME}\s+(?:comment\s+'[^']*'\s+)?as\s+(?=insert\b)"),
        r"\g<head>",
        "flow",
    ),
    # Spark: a source of data by its full name.
    Rewrite(_SPARKS, _pattern(r"(\bcreate\b.*?\busing\s+)(?:\w+\.)+(?=\w)"), r"\1", "using"),
    # A clone of an old version is a clone.
    Rewrite(
        _SPARKS,
        _pattern(
            rf"(\bclone\s+{_NAME})\s+(?:for\s+)?(?:version|timestamp|system_time|system_version)\s+as\s+of\s+\S+"
        ),
        r"\1",
        "clone",
    ),
    Rewrite(
        frozenset(("bigquery",)),
        _pattern(rf"(\bclone\s+{_NAME})\s+for\s+system_time\s+as\s+of\b[^;]*"),
        r"\1",
        "clone",
    ),
    Rewrite(frozenset(("clickhouse",)), _pattern(rf"\bclone\s+as\s+({_NAME})[^;]*"), r"CLONE \1", "clone"),
    Rewrite(
        frozenset(),
        _pattern(
            _HEAD
            + r"drop\s+(?:external|foreign|dynamic|snapshot|streaming|iceberg|transient|hybrid)\s+table\b"
        ),
        r"\g<head>DROP TABLE",
        "drop",
    ),
    Rewrite(
        frozenset(("sqlite",)),
        _pattern(r"\)\s*(?:strict|without\s+rowid)(?:\s*,\s*(?:strict|without\s+rowid))*(?=\s*;?\s*$)"),
        ")",
        "t",
    ),
    Rewrite(frozenset(("sqlite",)), _pattern(r"\bupdate\s+or\s+\w+"), "UPDATE", "update"),
    # EXPLAIN ANALYZE executes.
    Rewrite(
        frozenset(("postgres", "trino", "presto", "athena", "duckdb", "mysql")),
        _pattern(_HEAD + r"explain\s+(?:analyze\b|\([^()]*\banalyze\b[^()]*\))\s*(?:verbose\b)?"),
        r"\g<head>",
        "explain",
    ),
    *TSQL,
    # A new row in place of an old one is a new row.
    Rewrite(
        _MYSQLS | {"sqlite"},
        _pattern(_HEAD + r"replace\s+(?:(?:low_priority|delayed)\s+)?(?:into\s+)?"),
        r"\g<head>INSERT INTO ",
        "replace",
    ),
    # INSERT OVERWRITE DIRECTORY: the format of the files moves nothing.
    Rewrite(
        _SPARKS,
        _pattern(
            r"(\boverwrite\s+(?:local\s+)?directory\s+)('[^']*'|\"[^\"]*\")"
            r"\s+(?:using\s+\w+|stored\s+as\s+\w+)(?:\s+options\s*\([^()]*\))?"
        ),
        r"\1\2",
        "directory",
    ),
    Rewrite(_POSTGRES, _pattern(r"\boverriding\s+(?:system|user)\s+value\b"), " ", "overriding"),
    # Redshift: MERGE ... REMOVE DUPLICATES takes all columns of the source, by position.
    Rewrite(
        _POSTGRES,
        _pattern(r"\bremove\s+duplicates\s*;?\s*$"),
        "WHEN NOT MATCHED THEN INSERT ROW",
        "remove",
    ),
    Rewrite(_SPARKS, _pattern(r"\bmerge\s+with\s+schema\s+evolution\s+into\b"), "MERGE INTO", "evolution"),
    Rewrite(
        _SPARKS,
        _pattern(_HEAD + r"insert\s+with\s+schema\s+evolution\b"),
        r"\g<head>INSERT",
        "evolution",
    ),
    # T-SQL: hints and TOP of a written table choose no columns.
    Rewrite(
        _TSQL,
        _pattern(
            r"(?:\bwith\s*)?\(\s*(?:nolock|readpast|holdlock|updlock|tablockx?|xlock|rowlock|paglock)"
            r"(?:\s*,\s*\w+)*\s*\)"
        ),
        " ",
        "lock",
    ),
    Rewrite(_TSQL, _pattern(rf"\bwith\s*\(\s*(?:{_HINTS})\b[^()]*(?:\([^()]*\)[^()]*)?\)"), " ", "with"),
    Rewrite(
        _TSQL,
        _pattern(r"\b(insert|update|delete|merge)\s+top\s*\([^()]*\)\s*(?:percent\b)?"),
        r"\1 ",
        "top",
    ),
    Rewrite(
        _TSQL | {"teradata"},
        _pattern(rf"\bdelete\s+(?:from\s+)?({_NAME})\s+from\b"),
        r"DELETE \1 FROM",
        "delete",
    ),
    Rewrite(
        _TSQL | {"oracle"},
        _pattern(rf"\bdelete\s+(?!from\b|where\b|top\b)({_NAME})(?=\s+where\b|\s*;?\s*$)"),
        r"DELETE FROM \1",
        "delete",
    ),
    # MySQL: DELETE FROM a, b USING tables is DELETE a, b FROM tables.
    Rewrite(
        _MYSQLS,
        _pattern(rf"\bdelete\s+from\s+({_NAME}(?:\s*,\s*{_NAME})*)\s+using\b"),
        r"DELETE \1 FROM",
        "using",
    ),
    Rewrite(frozenset(("clickhouse",)), _pattern(r"\bpaste\s+join\b"), "CROSS JOIN", "paste"),
    # ClickHouse: mutations are UPDATE and DELETE; data behind FORMAT are constants.
    Rewrite(
        frozenset(("clickhouse",)),
        _pattern(rf"\balter\s+table\s+({_NAME})(?:\s+on\s+cluster\s+\S+)?\s+update\s+"),
        r"UPDATE \1 SET ",
        "update",
    ),
    Rewrite(
        frozenset(("clickhouse",)),
        _pattern(rf"\balter\s+table\s+({_NAME})(?:\s+on\s+cluster\s+\S+)?\s+delete\s+where\b"),
        r"DELETE FROM \1 WHERE",
        "delete",
    ),
    Rewrite(
        frozenset(("clickhouse",)),
        _pattern(
            _HEAD + rf"(insert\s+into\s+(?:table\s+)?{_NAME}(?:\s*\([^()]*\))?)\s+format\s+(?!values)\w+.*$"
        ),
        r"\g<head>\2 VALUES (NULL)",
        "format",
    ),
    # T-SQL: a path through a graph joins the tables that FROM names.
    Rewrite(
        _TSQL,
        _pattern(r"\bmatch\s*\((?:[^()<>]|\([^()]*\))*(?:->|<-)(?:[^()]|\((?:[^()]|\([^()]*\))*\))*\)"),
        "1 = 1",
        "match",
    ),
    # T-SQL: CHANGES is a word, not an argument.
    Rewrite(_TSQL, _pattern(r"\bchangetable\s*\(\s*(?:changes|version)\s+"), "CHANGETABLE(", "changetable"),
    # T-SQL: ``SET a += b`` is made of the old value too.
    Rewrite(
        _TSQL,
        _pattern(r"(\bset\s|,)\s*(?!@)([\w.\[\]]+)\s*([-+*/%&|^])=\s*"),
        r"\1 \2 = \2 \3 ",
        "=",
    ),
    # BigQuery's legacy SQL, the default of its check operators: [project:dataset.table@time]. Behind a comma
    # only with a project, since an array may stand there.
    Rewrite(
        frozenset(("bigquery",)),
        _pattern(
            r"(\bfrom|\bjoin|,(?=\s*\[[\w-]+:))(?:\s+each)?\s*"
            r"\[(?:([\w-]+):)?(\w+\.[\w$-]+)(?:@-?\d+(?:--?\d*)?)?\]"
        ),
        lambda m: f"{m[1]} `{m[2] + '.' if m[2] else ''}{m[3]}` ",
        "[",
    ),
    # BigQuery: a table as an argument of a function; options of external tables.
    Rewrite(
        frozenset(("bigquery",)),
        _pattern(rf"(\(|,|=>)\s*table\s+({_NAME})(?=\s*[,)])"),
        r"\1 (SELECT * FROM \2)",
        "table",
    ),
    Rewrite(
        frozenset(("bigquery",)),
        _pattern(r"\bwith\s+(?:partition\s+columns\b(?:\s*\([^()]*\))?|connection\s+(?!as\b)[\w.`-]+)"),
        "",
        "with",
    ),
    # MySQL: how urgent a statement is, and whether it goes on after errors.
    Rewrite(
        _MYSQLS,
        _pattern(
            _HEAD + r"(update|delete|insert)\s+(?:(?:low_priority|high_priority|delayed|quick|ignore)\s+)+"
            r"(?!set\b|as\b|join\b|where\b|using\b)"
        ),
        r"\g<head>\2 ",
        "e",
    ),
    # T-SQL: the culture of a parsed text; how a statement is run; columns of a COPY, which the files do not
    # name.
    Rewrite(
        _TSQL,
        _pattern(
            r"\b(?:try_)?parse(\s*\([^()]*(?:\([^()]*\)[^()]*)*?\sas\s+\w+(?:\s*\([^()]*\))?)(?:\s+using\s+[^()]+)?\)"
        ),
        r"TRY_CAST\1)",
        "parse",
    ),
    Rewrite(
        _TSQL,
        _pattern(r"\boption\s*\(\s*[a-z](?:[^()]|\([^()]*\))*\)(?=\s*;?\s*$)"),
        "",
        "option",
    ),
    Rewrite(
        _TSQL,
        _pattern(_HEAD + rf"(copy\s+into\s+{_NAME})\s*\((?:[^()]|\([^()]*\))*\)\s*(?=from\b)"),
        r"\g<head>\2 ",
        "copy",
    ),
    # Databricks: where a clone lies; changes that a pipeline applies by itself.
    Rewrite(
        _SPARKS,
        _pattern(rf"(\bclone\s+{_NAME})(?:\s+(?:tblproperties\s*\([^()]*\)|location\s+'[^']*'))+"),
        r"\1",
        "clone",
    ),
    *CLASSIC,
    *LOADS,
    *MYSQL,
    *TRINO,
    *CLICKHOUSE,
)


@cache
def _of(dialect: str) -> tuple[Rewrite, ...]:
    return tuple(r for r in REWRITES if not r.dialects or dialect in r.dialects)


def rewritten(text: str, dialect: str) -> str:
    """Apply every rewrite of ``dialect`` to ``text``.

    >>> rewritten("CREATE TABLE a DEEP CLONE b", "databricks")
    'CREATE TABLE a CLONE b'
    """
    rewrites = _of(dialect)
    if not rewrites:
        return text
    lower = text.lower()
    for rewrite in rewrites:
        if rewrite.word in lower and (not rewrite.at_start or rewrite.pattern.match(text)):
            text = rewrite.pattern.sub(rewrite.replacement, text)
    if dialect in ("oracle", "exasol") and "merge" in lower and "delete" in lower:
        text = merge_delete(text)
    return plain_calls(text, lower) if dialect == "oracle" else text
