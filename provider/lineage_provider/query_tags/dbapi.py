"""Every DB-API hook: SQL comments for engines without a tag, and merged tags in the user's SQL.

In: common.sql's hook module. Out: ``hook.run`` (so operators, checks and sensors), pandas data frames and
SQLAlchemy engines execute commented statements on the engines that are chosen. What runs many rows
through one statement (``executemany``, ``insert_rows``) is left alone: drivers recognise INSERT by its
first word, and would send rows one by one. Raw cursors are left alone as well.

Comments are put in only where a driver can take them: with bound parameters, ``%`` in a comment is doubled
for the drivers known to format with it, and drivers not known get no comment.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Callable
from types import ModuleType
from typing import Any

from lineage_provider.query_tags import applied, postgres, redshift
from lineage_provider.query_tags.comment import comment, commented
from lineage_provider.query_tags.cursors import Choose, Rewrite, running
from lineage_provider.query_tags.identity import current_task
from lineage_provider.query_tags.wrapping import Make, guarded, wrap

MODULE = "airflow.providers.common.sql.hooks.sql"

MECHANISM = "comment"

# A tag that the user's SQL sets: connection types with a statement for it.
_MERGING: dict[str, Choose] = {
    "postgres": postgres.merging,
    "pgvector": postgres.merging,
    "redshift": redshift.merging,
}

# Drivers that bind parameters by Python's % operator.
_PERCENT = frozenset({"MySQLdb", "pymysql"})
_MARKS = frozenset({"qmark", "numeric", "named"})
# Says that it binds by names, and formats by % as well.
_EITHER = frozenset({"vertica_python"})

# Engines that forget what stands in front of a statement.
_BEHIND = frozenset({"duckdb"})

# Engines that take a comment only in front of some statements.
_ONLY = {"athena": re.compile(r"\s*(select|with|insert|merge|update|delete)\b", re.IGNORECASE)}


def merge_tags(module: ModuleType) -> None:
    """Wrap what runs statements, to merge tags that the user's SQL sets."""
    wrap(module.DbApiHook, "_run_command", running(_choose_merging))


def add_comments(engines: frozenset[str], merging: bool) -> Callable[[ModuleType], None]:
    """Return what wraps everything that is commented, for these engines; ``merging``: merge tags, too."""

    def choose(hook: Any, cursor: Any) -> Rewrite | None:
        if _engine(hook) in engines:
            return _commenting(hook, cursor)
        return _choose_merging(hook, cursor) if merging else None

    def action(module: ModuleType) -> None:
        hook = module.DbApiHook
        wrap(hook, "_run_command", running(choose))
        for name in ("_get_pandas_df", "_get_pandas_df_by_chunks"):
            wrap(hook, name, _data_frame(engines))
        wrap(hook, "get_sqlalchemy_engine", _sqlalchemy(engines))

    return action


# Connection types of other hooks for the same engine.
_ALIASES = {"mariadb": "mysql", "duckdb_aws": "duckdb", "motherduck": "duckdb"}


def _engine(hook: Any) -> str:
    kind = str(getattr(hook, "conn_type", ""))
    return _ALIASES.get(kind, kind)


def _choose_merging(hook: Any, cursor: Any) -> Rewrite | None:
    choose = _MERGING.get(_engine(hook))
    return choose(hook, cursor) if choose else None


def _commenting(hook: Any, cursor: Any) -> Rewrite | None:
    driver = type(cursor).__module__.partition(".")[0]
    return _comment_for(_engine(hook), driver)


def _comment_for(engine: str, driver: str) -> Rewrite | None:
    tag = current_task()
    if tag is None:
        return None

    def rewrite(sql: str, bound: bool) -> str:
        if bound and not _takes_comment(driver):
            return sql
        if engine in _ONLY and not _ONLY[engine].match(sql):
            return sql
        text = commented(sql, tag, percent=bound and driver in _PERCENT, behind=engine in _BEHIND)
        if text != sql:
            applied.remember(tag, engine, MECHANISM, comment(tag))
        return text

    return rewrite


def _takes_comment(driver: str) -> bool:
    """Whether a comment is safe in front of a statement with bound parameters."""
    style = getattr(sys.modules.get(driver), "paramstyle", None)
    return driver in _PERCENT or (style in _MARKS and driver not in _EITHER)


def _data_frame(engines: frozenset[str]) -> Make:
    def make(original: Callable[..., Any]) -> Callable[..., Any]:
        def get_pandas_df(self: Any, sql: Any, parameters: Any = None, *args: Any, **kwargs: Any) -> Any:
            if _engine(self) in engines and parameters is None and isinstance(sql, str):
                text = sql
                sql = guarded("data frames", text, lambda: _frame_comment(self, text))
            return original(self, sql, parameters, *args, **kwargs)

        return get_pandas_df

    return make


def _frame_comment(hook: Any, sql: str) -> str:
    rewrite = _comment_for(_engine(hook), "")
    return rewrite(sql, False) if rewrite else sql


def _sqlalchemy(engines: frozenset[str]) -> Make:
    def make(original: Callable[..., Any]) -> Callable[..., Any]:
        def get_sqlalchemy_engine(self: Any, *args: Any, **kwargs: Any) -> Any:
            engine = original(self, *args, **kwargs)
            if _engine(self) in engines:
                guarded("SQLAlchemy", None, lambda: _listen(engine, _engine(self)))
            return engine

        return get_sqlalchemy_engine

    return make


def _listen(engine: Any, name: str) -> None:
    from sqlalchemy import event

    def executing(
        conn: Any, cursor: Any, statement: str, parameters: Any, context: Any, executemany: bool
    ) -> tuple[str, Any]:
        if executemany:
            return statement, parameters
        driver = type(cursor).__module__.partition(".")[0]
        # SQLAlchemy always hands parameters over, be they empty.
        text = guarded("SQLAlchemy", statement, lambda: _bound(name, driver, statement))
        return text, parameters

    event.listen(engine, "before_cursor_execute", executing, retval=True)


def _bound(engine: str, driver: str, statement: str) -> str:
    rewrite = _comment_for(engine, driver)
    return rewrite(statement, True) if rewrite else statement
