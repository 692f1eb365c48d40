"""The viewer's tables in Airflow's own database, made, checked and used by Airflow's own commands.

On SQLite and PostgreSQL. Several commands run in one process: most of their time is Airflow's import.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

import pytest
import sqlalchemy as sa

from lineage_provider.viewer.store import migrating, tables
from tests.unit.viewer.conftest import database, postgres  # noqa: F401
from tests.unit.viewer.events_of import shop

MANAGER = "lineage_provider.db.LineageDBManager"
PROGRAM = """
import json, sys
from airflow.__main__ import main
for command in json.loads(sys.argv[1]):
    sys.argv = ["airflow", *command]
    try:
        main()
        print("RESULT ok")
    except SystemExit as end:
        print("RESULT", "SystemExit" if end.code else "ok")
    except BaseException as error:
        print("RESULT", type(error).__name__)
"""
CHECK = ["db", "check-migrations", "--migration-wait-timeout", "1"]


def ran(
    home: Path, engine: sa.Engine, commands: Sequence[Sequence[str]], manager: str = ""
) -> tuple[list[str], str]:
    """What each command came to, and all that they printed."""
    environment = {
        key: value for key, value in os.environ.items() if not key.startswith(("AIRFLOW", "OPENLINEAGE"))
    }
    environment |= {
        "AIRFLOW_HOME": str(home),
        "AIRFLOW__DATABASE__SQL_ALCHEMY_CONN": engine.url.render_as_string(hide_password=False),
        "AIRFLOW__CORE__LOAD_EXAMPLES": "False",
        "AIRFLOW__LINEAGE_PROVIDER__VIEWER_STORE": "metadata",
        "AIRFLOW__LINEAGE_PROVIDER__VIEWER_DAYS": "0",
        "AIRFLOW__OPENLINEAGE__TRANSPORT": json.dumps(
            {"type": "file", "log_file_path": str(home / "events")}
        ),
        **({"AIRFLOW__DATABASE__EXTERNAL_DB_MANAGERS": manager} if manager else {}),
    }
    done = subprocess.run(
        [sys.executable, "-c", PROGRAM, json.dumps(commands)],
        env=environment,
        capture_output=True,
        text=True,
        timeout=900,
        check=False,
    )
    lines = done.stdout.splitlines()
    return [line.split()[1] for line in lines if line.startswith("RESULT")], done.stdout + done.stderr


@pytest.mark.usefixtures("database")
def test_airflow_makes_checks_and_uses_the_tables(tmp_path: Path, database: sa.Engine) -> None:  # noqa: F811
    (tmp_path / "events").write_text("".join(json.dumps(event) + "\n" for event in shop()))
    results, said = ran(tmp_path, database, [["db", "migrate"], CHECK, ["lineage", "runs"]])
    assert results == ["ok", "ok", "SystemExit"], said
    assert "external_db_managers, and run airflow db migrate" in said
    assert not set(tables.metadata.tables) & set(sa.inspect(database).get_table_names())

    drop = ["db-manager", "downgrade", MANAGER, "--to-revision", "base", "--yes"]
    commands = [CHECK, ["db", "migrate"], CHECK, ["lineage", "runs", "--json"], drop, CHECK]
    results, said = ran(tmp_path, database, commands, MANAGER)
    assert results[0] == results[5] == "TimeoutError", said
    assert results[1:5] == ["ok"] * 4, said
    assert {"load", "daily", "report"} <= {word.strip('", ') for word in said.split()}
    assert set(sa.inspect(database).get_table_names()) & {
        *tables.metadata.tables,
        migrating.VERSION_TABLE,
    } == {migrating.VERSION_TABLE}
