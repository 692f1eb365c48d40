"""``airflow lineage sql``: tables and columns of a SQL text, without running it.

In: a file or standard input. Out: a tree, or JSON. A module of its own because every command is one; the
work is done by :mod:`lineage_provider.sql.command`, which programs without Airflow start, too.
"""

from __future__ import annotations

from argparse import Namespace

from lineage_provider.cli.command import Command, argument


def run(arguments: Namespace) -> int:
    from lineage_provider.sql.command import run

    return run(arguments)


COMMAND = Command(
    name="sql",
    help="Show the tables and columns that a SQL text reads and writes",
    description="Show the tables and columns that a SQL text reads and writes. Nothing is run, and no "
    "database is asked.",
    run=run,
    # As in lineage_provider.sql.command, which may not import this file; a test holds them together.
    arguments=(
        argument("file", nargs="?", help="SQL file; standard input where none is given"),
        argument(
            "--dialect", metavar="NAME", help="dialect of the text: postgres, snowflake, bigquery, tsql, ..."
        ),
        argument(
            "--schema",
            metavar="FILE",
            help='JSON file {"table": {"column": "type"}}; views may have their definition'
            ' and are looked through then: {"view": {"columns": {...}, "view": "SELECT ..."}}',
        ),
        argument("--default-database", metavar="NAME", help="database of names that have none"),
        argument("--default-schema", metavar="NAME", help="schema of names that have none"),
        argument("--json", action="store_true", help="print JSON instead of a tree"),
        argument(
            "--jsonl",
            action="store_true",
            help='read lines {"id", "sql", "dialect", "schema", "default_schema", "default_database"}, '
            'write {"id", ...}',
        ),
        argument("--no-colour", "--no-color", action="store_true", help="no colours on a terminal"),
    ),
    examples=("sql --dialect snowflake load.sql", "sql --dialect postgres --json < load.sql"),
)
