"""Statements of a well-known form that the parser leaves as text, reads wrongly, or refuses.

In: a statement's text. Out: what it reads and writes, told to :class:`Statement`. A module of its own
because each form is a pattern and a few lines, in a table by the statement's first word, tried before the
parser's tree is looked at.
"""

from __future__ import annotations

import re

from lineage_provider.sql.blocks import code_start
from lineage_provider.sql.files import location
from lineage_provider.sql.late_pattern import late_pattern
from lineage_provider.sql.model import TableName
from lineage_provider.sql.relations import BaseTable, Column, Derived, OpenStar
from lineage_provider.sql.statement import Statement, Target
from lineage_provider.sql.statements import copies, oracle_forms, partitions, transfers
from lineage_provider.sql.statements.form import Form, changed, query_to
from lineage_provider.sql.statements.form import name as _name
from lineage_provider.sql.statements.form import pattern as _pattern
from lineage_provider.sql.statements.form import table_of as _table

_PATH = r"'[^']+'|(?:\{\{(?:(?!\}\}).)*\}\}|(?!\{\{)\S)+"
_FIRST_WORDS = late_pattern(r"(?:^|,)\s*([\w`]+)(?=\s)")


def followed(statement: Statement) -> bool:
    """Follow a form that the statement's text has; False where it has none."""
    text = statement.unit.code
    start = code_start(text, statement.names.name)
    forms = FORMS.get(
        text[start : start + 12].split(None, 1)[0].lower().rstrip("(") if start < len(text) else ""
    )
    for form in forms or ():
        if form.dialects and statement.names.name not in form.dialects:
            continue
        match = form.pattern.match(text, start)
        if match is not None:
            statement.problems.clear()
            statement.kind = form.kind
            form.follow(statement, match)
            return True
    return False


def _place(statement: Statement, match: re.Match[str], group: str) -> TableName:
    """A file, a URL or a stage."""
    text = match.group(group).strip("'\"")
    names = statement.names
    return names.stage(text) if text.startswith("@") else location(names.restored(text))


def _unload(statement: Statement, match: re.Match[str]) -> None:
    """Redshift UNLOAD ('SELECT ...') TO 's3://...', Athena UNLOAD (SELECT ...) TO '...'."""
    groups = match.groupdict()
    body = (
        groups["dollar"] or groups["query"] or (groups["body"] or "").replace("''", "'").replace("\\'", "'")
    )
    query_to(statement, body, location(groups["to"]))


def _append(statement: Statement, match: re.Match[str]) -> None:
    """Redshift ALTER TABLE t APPEND FROM s moves the rows of s, column by column of the same name."""
    relation = statement.read(_table(statement, match, "of"))
    statement.write(_table(statement, match, "to"), [Target(c.name, c) for c in relation.all() or ()], {})


def _loaded(statement: Statement, match: re.Match[str]) -> None:
    """A file into a table; a file whose name is a bind parameter is not known."""
    if match.group("of") is not None:
        statement.inputs[_place(statement, match, "of")] = None
    statement.touch(_table(statement, match, "to"))


def _outfile(statement: Statement, match: re.Match[str]) -> None:
    """SELECT ... INTO OUTFILE 'file' [FROM ...]."""
    query_to(statement, match.group("body") + " " + (match.group("rest") or ""), location(match.group("to")))


def _load_files(statement: Statement, match: re.Match[str]) -> None:
    """BigQuery LOAD DATA with a column list or partitions; INTO TEMP TABLE makes the table."""
    for uri in re.findall(r"'([^']*)'|\"([^\"]*)\"", match.group("uris")):
        statement.inputs[location(uri[0] or uri[1])] = None
    table = _table(statement, match, "to")
    statement.touch(table)
    if table in statement.script.ephemeral:
        files = () if match.group("columns") else statement.inputs
        stars = tuple(OpenStar(BaseTable(file, None), frozenset()) for file in files)
        names = _FIRST_WORDS.findall(match.group("columns") or "")
        made = [Column(statement.names.column_text(name)) for name in names]
        statement.script.content[table] = statement.reader.finished(Derived(made, stars))


def _put_into(statement: Statement, match: re.Match[str]) -> None:
    """Rows of ``of`` are put into ``to``; ``of`` keeps them."""
    statement.read(_table(statement, match, "of"))
    statement.touch(_table(statement, match, "to"))


def _emptied(statement: Statement, match: re.Match[str]) -> None:
    """TRUNCATE with what becomes of the storage."""
    table = _table(statement, match, "to")
    statement.touch(table)
    statement.changed(table, "TRUNCATE")


def _transferred(statement: Statement, match: re.Match[str]) -> None:
    """Snowflake PUT and GET."""
    statement.inputs[_place(statement, match, "of")] = None
    statement.touch(_place(statement, match, "to"))


def _exported_query(statement: Statement, match: re.Match[str]) -> None:
    """Vertica: EXPORT TO PARQUET (directory = '...') AS query."""
    query_to(statement, match.group("query"), location(match.group("to")))


def _exported_table(statement: Statement, match: re.Match[str]) -> None:
    """Hive: EXPORT TABLE t TO 'directory'."""
    relation = statement.read(_table(statement, match, "of"))
    place = location(match.group("to"))
    statement.write(place, [Target(c.name, c) for c in relation.all() or ()], {})


_SPARKS = frozenset(("spark", "spark2", "databricks", "hive", "athena"))
_CLICKHOUSE = frozenset(("clickhouse",))
_TSQL = frozenset(("tsql", "fabric"))
_SNOWFLAKE = frozenset(("snowflake",))

_CHANGES_APPLIED = Form(
    "APPLY CHANGES",
    _pattern(
        rf"(?:apply\s+changes|create\s+flow\s+\S+\s+as\s+auto\s+cdc)\s+into\s+{_name('to')}\s+from\s+"
        rf"(?:stream\s*\(\s*|stream\s+)?{_name('of')}"
    ),
    _put_into,
    _SPARKS,
)

FORMS: dict[str, tuple[Form, ...]] = {
    "unload": (
        Form(
            "UNLOAD",
            _pattern(
                r"unload\s*\(\s*(?:\$\$(?P<dollar>.*?)\$\$|'(?P<body>(?:[^'\\]|''|\\.)*)'|(?P<query>(?:select|with)\b.*))"
                r"\s*\)\s*to\s*'(?P<to>[^']+)'"
            ),
            _unload,
        ),
    ),
    "alter": (
        oracle_forms.ALTERED_LOG,
        copies.FILES_ADDED,
        Form(
            "ALTER TABLE APPEND",
            _pattern(rf"alter\s+table\s+{_name('to')}\s+append\s+from\s+{_name('of')}"),
            _append,
        ),
        *partitions.PARTITIONS,
        oracle_forms.EXCHANGE,
        Form(
            "ALTER TABLE PARTITION",
            _pattern(
                rf"alter\s+table\s+{_name('to')}\s+(?:(?:truncate|drop|add|split|merge|modify|coalesce|move)\s+"
                r"(?:sub)?partitions?\b|move\b|shrink\b|enable\b|disable\b|allocate\b|deallocate\b)"
            ),
            changed,
            frozenset(("oracle",)),
        ),
        Form(
            "ALTER MATERIALIZED VIEW",
            _pattern(
                rf"alter\s+materialized\s+view\s+(?:if\s+exists\s+)?{_name('to')}\s+"
                r"(?:suspend|resume|re(?:build|cluster)|cluster|set\s+(?!schema\b)|unset|reset|owner|drop|refresh|compile|on\s+cluster)"
            ),
            changed,
        ),
    ),
    "load": (
        Form(
            "LOAD DATA",
            _pattern(
                r"load\s+(?:data|xml)\s+(?:low_priority\s+|concurrent\s+)?(?:local\s+)?in(?:file|path)\s+"
                rf"(?:'(?P<of>[^']+)'|%s|%\(\w+\)s|\?|:?\w+).*?\binto\s+table\s+{_name('to')}"
            ),
            _loaded,
        ),
        Form(
            "LOAD DATA",
            _pattern(
                rf"load\s+data\s+(?:into|overwrite)\s+(?:temp(?:orary)?\s+table\s+)?{_name('to')}"
                r"(?:\s*\((?P<columns>(?:[^()]|\([^()]*\))*)\))?.*?\bfrom\s+files\s*\(.*?\buris\s*=\s*\[(?P<uris>[^\]]*)\]"
            ),
            _load_files,
            frozenset(("bigquery",)),
        ),
    ),
    "select": (
        Form(
            "SELECT INTO OUTFILE",
            _pattern(
                r"(?P<body>select\b.*?)\binto\s+(?:outfile|dumpfile)\s+'(?P<to>[^']+)'(?:.*?(?P<rest>\bfrom\b.*))?"
            ),
            _outfile,
            frozenset(("mysql", "clickhouse", "doris", "starrocks")),
        ),
        transfers.WRITE_NOS,
    ),
    "sel": (transfers.WRITE_NOS,),
    "backup": (copies.BACKUP,),
    "create": (
        Form(
            "CREATE STREAM",
            _pattern(
                rf"create\s+(?:or\s+replace\s+)?stream\s+(?:if\s+not\s+exists\s+)?{_name('to')}.*?\bon\s+"
                rf"(?:external\s+|dynamic\s+|event\s+|directory\s+)?(?:table|view)\s+{_name('of')}"
            ),
            _put_into,
            _SNOWFLAKE,
        ),
        oracle_forms.CREATED_LOG,
        oracle_forms.UNLOADED,
        Form(
            "CREATE EXTERNAL TABLE",
            _pattern(
                rf"create\s+table\s+{_name('to')}.*?\borganization\s+external\b.*\blocation\s*\((?P<uris>[^()]*)\)"
            ),
            _load_files,
            frozenset(("oracle",)),
        ),
        _CHANGES_APPLIED,
        transfers.EXTERNAL,
        Form(
            "CREATE FLEX TABLE",
            _pattern(
                rf"create\s+flex(?:ible)?\s+(?:external\s+)?table\s+(?:if\s+not\s+exists\s+)?{_name('to')}\s*"
                r"\((?:[^()]|\([^()]*\))*\)\s*(?:partition\s+by\s[^;]*)?;?\s*$"
            ),
            changed,
            frozenset(("postgres",)),
        ),
        Form(
            "CREATE FOREIGN TABLE",
            _pattern(rf"create\s+foreign\s+table\s+(?:if\s+not\s+exists\s+)?{_name('to')}"),
            changed,
        ),
    ),
    "drop": (oracle_forms.DROPPED_LOG,),
    "apply": (_CHANGES_APPLIED,),
    "put": (Form("PUT", _pattern(rf"put\s+(?P<of>{_PATH})\s+(?=['@])(?P<to>{_PATH})"), _transferred),),
    "get": (Form("GET", _pattern(rf"get\s+(?=['@])(?P<of>{_PATH})\s+(?P<to>{_PATH})"), _transferred),),
    "bulk": (
        Form("BULK INSERT", _pattern(rf"bulk\s+insert\s+{_name('to')}\s+from\s+n?'(?P<of>[^']+)'"), _loaded),
    ),
    "refresh": (
        Form(
            "REFRESH",
            _pattern(
                rf"refresh\s+(?:materialized\s+view|dynamic\s+table|streaming\s+table)\s+(?:concurrently\s+)?{_name('to')}"
            ),
            changed,
        ),
    ),
    "flashback": (Form("FLASHBACK", _pattern(rf"flashback\s+table\s+{_name('to')}\s+to\b"), changed),),
    "truncate": (
        Form(
            "TRUNCATE",
            _pattern(rf"truncate\s+table\s+{_name('to')}(?:\s+(?:purge|preserve|drop|reuse)\b[^;]*)+;?\s*$"),
            _emptied,
            frozenset(("oracle",)),
        ),
    ),
    "undrop": (Form("UNDROP", _pattern(rf"undrop\s+table\s+{_name('to')}"), changed),),
    "restore": (
        copies.RESTORE,
        Form(
            "RESTORE",
            _pattern(rf"restore\s+(?:table\s+)?{_name('to')}\s+to\s+(?:version|timestamp)\b"),
            changed,
        ),
    ),
    "export": (
        Form(
            "EXPORT",
            _pattern(
                r"export\s+to\s+(?:parquet|delimited|json|orc|iceberg)\s*\([^()]*\bdirectory\s*=\s*'(?P<to>[^']+)'[^()]*\)"
                r"(?:\s*over\s*\([^()]*\))?\s*as\s+(?P<query>.*)"
            ),
            _exported_query,
            frozenset(("postgres",)),
        ),
        Form(
            "EXPORT",
            _pattern(rf"export\s+table\s+{_name('of')}\s+(?:partition\s*\([^()]*\)\s*)?to\s+'(?P<to>[^']+)'"),
            _exported_table,
            _SPARKS,
        ),
        transfers.VERTICA_EXPORT,
        transfers.EXPORT,
    ),
    "import": (
        Form(
            "IMPORT",
            _pattern(
                rf"import\s+(?:external\s+)?(?:table\s+{_name('to')}\s+)(?:partition\s*\([^()]*\)\s*)?from\s+'(?P<of>[^']+)'"
            ),
            _loaded,
            _SPARKS,
        ),
        transfers.IMPORT,
    ),
    "copy": (transfers.VERTICA_COPY, transfers.COPY, transfers.DATABASE),
    "update": (transfers.OPENQUERY,),
    "delete": (transfers.OPENQUERY,),
    "insert": (
        transfers.OPENQUERY,
        Form(
            "INSERT",
            _pattern(rf"insert\s+into\s+{_name('to')}(?:\s*\([^()]*\))?\s+from\s+infile\s+'(?P<of>[^']+)'"),
            _loaded,
            _CLICKHOUSE,
        ),
    ),
}
