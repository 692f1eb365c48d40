"""spark-submit and spark-sql on this machine: what is on their command line, and what is in their key file.

The edge that is replaced is ``subprocess.Popen``: the hooks, the operators and the OpenLineage provider are
the real ones.
"""

from __future__ import annotations

import io
import json
import logging
import os
import stat
import subprocess
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from tests.unit.spark.conftest import KEYED, OUTER, PLAIN, ROOT, Submit

submit = pytest.importorskip(
    "airflow.providers.apache.spark.operators.spark_submit", reason="no Spark provider"
)
sql = pytest.importorskip("airflow.providers.apache.spark.operators.spark_sql", reason="no Spark provider")

PREFIX = "spark.openlineage."


class Started:
    """What was started: the command, its environment, and the file that OPENLINEAGE_CONFIG names."""

    def __init__(self) -> None:
        self.command: list[str] = []
        self.environment: Mapping[str, str] = {}
        self.file: Any = None
        self.mode = 0
        self.code = 0

    def __call__(self, command: list[str], env: Mapping[str, str] | None = None, **more: Any) -> Any:
        self.command, self.environment = command, dict(os.environ if env is None else env)
        path = self.environment.get("OPENLINEAGE_CONFIG")
        if path and Path(path).is_file():
            self.mode = stat.S_IMODE(os.stat(path).st_mode)
            self.file = json.loads(Path(path).read_text())
        return self

    stdout = io.StringIO("")

    def wait(self) -> int:
        return self.code

    @property
    def conf(self) -> dict[str, str]:
        pairs = [self.command[place + 1] for place, one in enumerate(self.command) if one == "--conf"]
        return dict(pair.split("=", 1) for pair in pairs)


@pytest.fixture
def started(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Started:
    found = Started()
    monkeypatch.setattr(subprocess, "Popen", found)
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.delenv("OPENLINEAGE_CONFIG", raising=False)
    for name, host in (("LOCAL", "local[1]"), ("CLUSTER", "spark://master")):
        extra = {"deploy-mode": "cluster"} if name == "CLUSTER" else {}
        connection = {"conn_type": "spark", "host": host, "extra": extra}
        monkeypatch.setenv(f"AIRFLOW_CONN_SPARK_{name}", json.dumps(connection))
    return found


def spark_submit(**more: Any) -> Any:
    return submit.SparkSubmitOperator(
        **{"task_id": "job", "application": "/job.py", "conn_id": "spark_local", "durable": False, **more}
    )


def test_parent_root_and_transport_are_in_the_conf(inject: Submit, started: Started) -> None:
    inject(spark_submit(), [("default", PLAIN)])
    conf = {key.removeprefix(PREFIX): value for key, value in started.conf.items()}
    assert len(conf.pop("parentRunId")) == len(conf.pop("rootParentRunId")) == 36
    assert conf == {
        "parentJobNamespace": "prod",
        "parentJobName": "shop.job",
        "rootParentJobNamespace": "prod",
        "rootParentJobName": "shop",
        "transport.type": "http",
        "transport.url": "http://marquez:5000",
        "transport.endpoint": "/api/v1/lineage",
        "transport.timeoutInMillis": "5000",
    }
    assert started.file is None


def test_the_root_of_a_triggered_run_is_its_own(inject: Submit, started: Started) -> None:
    inject(spark_submit(), [], conf={"openlineage": ROOT}, spark_inject="parent")
    root = {key: started.conf[f"{PREFIX}rootParent{key}"] for key in ("JobNamespace", "JobName", "RunId")}
    assert root == {"JobNamespace": "outer", "JobName": "outer_dag", "RunId": OUTER}


def test_a_key_is_in_a_file_of_this_user_while_the_job_runs(
    inject: Submit, started: Started, caplog: pytest.LogCaptureFixture
) -> None:
    task = spark_submit()
    with caplog.at_level(logging.DEBUG):
        inject(task, [("default", KEYED)])
    assert started.mode == 0o600
    assert started.file == {
        "transport": {
            "type": "http",
            "url": "https://lineage.example.com",
            "endpoint": "/api/v1/lineage",
            "timeoutInMillis": "5000",
            "auth": {"type": "api_key", "apiKey": "s3cr3t"},
        }
    }
    assert not Path(started.environment["OPENLINEAGE_CONFIG"]).exists()
    assert "OPENLINEAGE_CONFIG" not in os.environ
    assert "s3cr3t" not in " ".join(started.command) + caplog.text + str(task.conf)
    assert f"{PREFIX}parentRunId" in started.conf
    assert f"{PREFIX}transport.type" not in started.conf


def test_the_file_is_gone_when_the_job_fails(inject: Submit, started: Started) -> None:
    started.code = 1
    with pytest.raises(Exception, match="Cannot execute"):
        inject(spark_submit(env_vars={"A": "1"}), [("default", KEYED)])
    assert started.environment["A"] == "1"
    assert started.file["transport"]["auth"]["apiKey"] == "s3cr3t"
    assert not Path(started.environment["OPENLINEAGE_CONFIG"]).exists()


@pytest.mark.parametrize(
    "more",
    [
        {"conn_id": "spark_cluster"},
        {"deploy_mode": "cluster"},
        {"conf": {"spark.submit.deployMode": "cluster"}},
    ],
    ids=["connection", "argument", "conf"],
)
def test_a_driver_in_a_cluster_is_told_all_but_the_key(
    inject: Submit, started: Started, more: Any, caplog: pytest.LogCaptureFixture
) -> None:
    task = spark_submit(**more)
    submitted: list[Any] = []
    task.execute_resumable = submitted.append  # it would ask the cluster for the driver's state
    with caplog.at_level(logging.WARNING):
        inject(task, [("default", KEYED)])
    assert task.conf[f"{PREFIX}transport.url"] == "https://lineage.example.com"
    assert not any("auth" in key for key in task.conf)
    assert "is not given spark.openlineage.transport.auth.apiKey" in caplog.text
    assert "s3cr3t" not in caplog.text
    assert started.file is None


def test_a_file_of_the_users_own_is_not_hidden(inject: Submit, started: Started, tmp_path: Path) -> None:
    own = tmp_path / "own.yml"
    own.write_text('{"transport": {"type": "console"}}')
    inject(spark_submit(env_vars={"OPENLINEAGE_CONFIG": str(own)}), [("default", KEYED)])
    assert started.file == {"transport": {"type": "console"}}
    assert own.exists()


def test_what_the_user_has_set_stays(inject: Submit, started: Started) -> None:
    own = {f"{PREFIX}parentRunId": "mine", f"{PREFIX}transport.type": "console"}
    inject(spark_submit(conf=own), [("default", KEYED)])
    assert started.conf == own
    assert started.file is None


@pytest.mark.parametrize(
    ("option", "arguments", "parent", "transport"),
    [
        ("official", {}, False, False),
        ("official", {"openlineage_inject_parent_job_info": True}, True, False),
        ("parent", {}, True, False),
        ("all", {}, True, True),
        ("all", {"openlineage_inject_transport_info": False}, True, False),
        ("all", {"default_args": {"openlineage_inject_parent_job_info": False}}, False, True),
    ],
)
def test_options_and_arguments(
    inject: Submit, started: Started, option: str, arguments: Any, parent: bool, transport: bool
) -> None:
    inject(spark_submit(**arguments), [("default", PLAIN)], spark_inject=option)
    assert (f"{PREFIX}parentRunId" in started.conf) is parent
    assert (f"{PREFIX}transport.url" in started.conf) is transport


def test_backends_that_fail_do_not_fail_the_task(
    inject: Submit, started: Started, caplog: pytest.LogCaptureFixture
) -> None:
    def backends() -> Any:
        yield "default", PLAIN
        raise ValueError("apiKey s3cr3t")

    with caplog.at_level(logging.INFO):
        inject(spark_submit(), backends())
    assert f"{PREFIX}parentRunId" in started.conf
    assert f"{PREFIX}transport.url" not in started.conf
    assert "Nothing about lineage is put into the Spark job: ValueError" in caplog.text
    assert "s3cr3t" not in caplog.text


@pytest.mark.parametrize("own", [None, {"spark.ui.enabled": "false"}, "spark.ui.enabled=false"])
def test_spark_sql_gets_what_its_operator_has_no_switches_for(
    inject: Submit, started: Started, own: Any
) -> None:
    inject(sql.SparkSqlOperator(task_id="job", sql="SELECT 1", conf=own), [("default", PLAIN)])
    assert started.conf[f"{PREFIX}parentJobName"] == "shop.job"
    assert started.conf[f"{PREFIX}transport.url"] == "http://marquez:5000"
    assert started.conf.get("spark.ui.enabled") == ("false" if own else None)


def test_spark_sql_finds_the_key_in_the_file(inject: Submit, started: Started) -> None:
    inject(sql.SparkSqlOperator(task_id="job", sql="SELECT 1"), [("default", KEYED)])
    assert (started.mode, started.file["transport"]["auth"]["apiKey"]) == (0o600, "s3cr3t")
    assert "s3cr3t" not in " ".join(started.command)
    assert not Path(started.environment["OPENLINEAGE_CONFIG"]).exists()


def test_spark_sql_is_left_alone_where_nothing_is_asked(inject: Submit, started: Started) -> None:
    inject(sql.SparkSqlOperator(task_id="job", sql="SELECT 1"), [("d", PLAIN)], spark_inject="official")
    assert started.conf == {}


def test_a_task_that_submits_nothing_leaves_no_key_behind(inject: Submit, started: Started) -> None:
    """The file's text is noted before the job is submitted; a task that fails in between is followed by
    another in processes that several tasks share."""
    from lineage_provider.spark import key_file

    key_file.note("left over")
    inject(spark_submit(), [("default", PLAIN)])
    assert started.file is None
    assert "OPENLINEAGE_CONFIG" not in started.environment
