"""Spark jobs on platforms: what is in the request that starts them.

Operators, hooks and the OpenLineage provider are the real ones; what is replaced is the edge of the network:
``requests.Session.send``, and what calls the clients of boto3 and of Google. Providers that are not installed
are skipped with a reason; `make test-engines` installs them all.
"""

from __future__ import annotations

import json
import logging
from types import SimpleNamespace
from typing import Any

import pytest
import requests

from tests.unit.spark.conftest import KEYED, PLAIN, Submit

P = "airflow.providers"
PREFIX = "spark.openlineage."
KEY = f"{PREFIX}transport.auth.apiKey"
PYTHON_TASK = {"python_file": "dbfs:/job.py"}


@pytest.fixture
def requested(monkeypatch: pytest.MonkeyPatch) -> list[Any]:
    """Bodies of what was posted; every answer is that of a run that was started."""
    found: list[Any] = []

    def send(session: Any, request: Any, **more: Any) -> requests.Response:
        if request.body:
            found.append(json.loads(request.body))
        response = requests.Response()
        response.status_code = 200
        response.request, response.url = request, request.url
        response._content = b'{"run_id": 7, "id": 3, "appId": "app", "run_page_url": "https://x"}'
        return response

    monkeypatch.setattr(requests.Session, "send", send)
    monkeypatch.setenv(
        "AIRFLOW_CONN_DATABRICKS_DEFAULT",
        json.dumps({"conn_type": "databricks", "host": "https://dbc.example.com", "password": "token"}),
    )
    monkeypatch.setenv(
        "AIRFLOW_CONN_LIVY_DEFAULT", json.dumps({"conn_type": "livy", "host": "livy", "port": 8998})
    )
    monkeypatch.setenv("AIRFLOW_CONN_AWS_DEFAULT", json.dumps({"conn_type": "aws"}))
    return found


def databricks(kind: str, **more: Any) -> Any:
    operators = pytest.importorskip(f"{P}.databricks.operators.databricks", reason="no Databricks provider")
    return getattr(operators, kind)(task_id="job", wait_for_termination=False, **more)


def submit_run(**cluster: Any) -> Any:
    new_cluster = {"spark_version": "15.4.x-scala2.12", "num_workers": 1, **cluster}
    return databricks(
        "DatabricksSubmitRunOperator",
        new_cluster=new_cluster,
        spark_python_task={"python_file": "dbfs:/j.py"},
    )


def test_databricks_gets_a_reference_to_the_key(inject: Submit, requested: list[Any]) -> None:
    inject(
        submit_run(),
        [("marquez", KEYED)],
        spark_key_reference="EMR.secret@x, {{secrets/lineage/NAME}}",
    )
    conf = requested[0]["new_cluster"]["spark_conf"]
    assert conf[f"{PREFIX}parentJobName"] == "shop.job"
    assert conf[f"{PREFIX}transport.url"] == "https://lineage.example.com"
    assert conf[KEY] == "{{secrets/lineage/marquez}}"
    assert "s3cr3t" not in json.dumps(requested)


def test_databricks_without_a_reference_is_told_what_is_missing(
    inject: Submit, requested: list[Any], caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.WARNING):
        inject(submit_run(), [("marquez", KEYED)], spark_key_reference="EMR.secret@x")
    assert KEY not in requested[0]["new_cluster"]["spark_conf"]
    assert f"is not given {KEY}" in caplog.text
    assert "s3cr3t" not in json.dumps(requested) + caplog.text


def test_databricks_keeps_what_a_cluster_has(inject: Submit, requested: list[Any]) -> None:
    own = {f"{PREFIX}transport.type": "console", f"{PREFIX}parentRunId": "mine"}
    inject(submit_run(spark_conf=own), [("marquez", PLAIN)])
    assert requested[0]["new_cluster"]["spark_conf"] == own


def test_a_databricks_job_is_told_its_parent_as_a_parameter(inject: Submit, requested: list[Any]) -> None:
    inject(databricks("DatabricksRunNowOperator", job_id=1), [("marquez", KEYED)])
    context = json.loads(requested[0]["job_parameters"]["OPENLINEAGE_CONTEXT"])
    assert context["parent"]["job"]["name"] == "shop.job"
    assert context["parent"]["root"]["job"]["name"] == "shop"
    assert "s3cr3t" not in json.dumps(requested)


def test_livy(inject: Submit, requested: list[Any], caplog: pytest.LogCaptureFixture) -> None:
    livy = pytest.importorskip(f"{P}.apache.livy.operators.livy", reason="no Livy provider")
    with caplog.at_level(logging.WARNING):
        inject(livy.LivyOperator(task_id="job", file="/job.py"), [("default", KEYED)])
    conf = requested[0]["conf"]
    assert conf[f"{PREFIX}parentJobName"] == "shop.job"
    assert conf[f"{PREFIX}transport.url"] == "https://lineage.example.com"
    assert KEY not in conf
    assert f"is not given {KEY}" in caplog.text


@pytest.fixture
def emr(monkeypatch: pytest.MonkeyPatch, requested: list[Any]) -> Any:
    """EMR's operators, whose clients note what they are asked for."""
    operators = pytest.importorskip(f"{P}.amazon.aws.operators.emr", reason="no Amazon provider")
    hooks = pytest.importorskip(f"{P}.amazon.aws.hooks.emr")

    def answer(**asked: Any) -> Any:
        requested.append(asked)
        status = {"HTTPStatusCode": 200}
        return {
            "ResponseMetadata": status,
            "StepIds": ["s1"],
            "jobRunId": "j1",
            "id": "j1",
            "virtualClusterId": "v",
        }

    client = SimpleNamespace(
        add_job_flow_steps=answer,
        start_job_run=answer,
        describe_cluster=lambda **asked: {"Cluster": {}},
        meta=SimpleNamespace(region_name="eu-west-1", partition="aws", client=None),
        get_application=lambda **asked: {"application": {"state": "STARTED"}},
    )
    client.meta.client = client
    for hook in (hooks.EmrHook, hooks.EmrServerlessHook, hooks.EmrContainerHook):
        monkeypatch.setattr(hook, "conn", client)
    for link in ("EmrClusterLink", "EmrLogsLink"):
        monkeypatch.setattr(getattr(operators, link), "persist", lambda **more: None)
    return operators


STEP = {
    "Name": "s",
    "HadoopJarStep": {"Jar": "command-runner.jar", "Args": ["spark-submit", "s3://b/job.py"]},
}


def add_steps(emr: Any, *args: str) -> Any:
    jar = {"Jar": "command-runner.jar", "Args": ["spark-submit", *args, "s3://b/job.py"]}
    return emr.EmrAddStepsOperator(
        task_id="job", job_flow_id="c1", steps=[{"Name": "s", "HadoopJarStep": jar}], do_xcom_push=False
    )


def conf_of(arguments: list[str]) -> dict[str, str]:
    pairs = [arguments[place + 1] for place, one in enumerate(arguments) if one == "--conf"]
    return dict(pair.split("=", 1) for pair in pairs)


def test_steps_of_emr_get_the_transport_with_the_parent(
    inject: Submit, emr: Any, requested: list[Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(emr, "get_log_uri", lambda **more: None)
    inject(add_steps(emr), [("default", KEYED)])
    conf = conf_of(requested[0]["Steps"][0]["HadoopJarStep"]["Args"])
    assert conf[f"{PREFIX}parentJobName"] == "shop.job"
    assert conf[f"{PREFIX}transport.url"] == "https://lineage.example.com"
    assert KEY not in conf


def test_steps_of_emr_with_a_transport_of_their_own_get_the_parent_only(
    inject: Submit, emr: Any, requested: list[Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(emr, "get_log_uri", lambda **more: None)
    inject(add_steps(emr, "--conf", f"{PREFIX}transport.type=console"), [("default", PLAIN)])
    conf = conf_of(requested[0]["Steps"][0]["HadoopJarStep"]["Args"])
    assert conf[f"{PREFIX}transport.type"] == "console"
    assert conf[f"{PREFIX}parentJobName"] == "shop.job"
    assert f"{PREFIX}transport.url" not in conf


def test_emr_serverless_gets_a_reference_to_the_key(inject: Submit, emr: Any, requested: list[Any]) -> None:
    task = emr.EmrServerlessStartJobOperator(
        task_id="job",
        application_id="a1",
        execution_role_arn="arn",
        job_driver={"sparkSubmit": {"entryPoint": "s3://b/job.py"}},
        configuration_overrides=None,
        wait_for_completion=False,
        enable_application_ui_links=False,
    )
    inject(task, [("default", KEYED)], spark_key_reference="EMR.secret@lineage-key")
    (defaults,) = requested[0]["configurationOverrides"]["applicationConfiguration"]
    assert defaults["properties"][KEY] == "EMR.secret@lineage-key"
    assert defaults["properties"][f"{PREFIX}parentJobName"] == "shop.job"
    assert "s3cr3t" not in json.dumps(requested, default=str)


def test_glue(inject: Submit, requested: list[Any], monkeypatch: pytest.MonkeyPatch) -> None:
    operators = pytest.importorskip(f"{P}.amazon.aws.operators.glue", reason="no Amazon provider")
    hooks = pytest.importorskip(f"{P}.amazon.aws.hooks.glue")

    def initialize_job(hook: Any, script_args: Any, *rest: Any, **more: Any) -> Any:
        requested.append(script_args)
        return {"JobRunId": "r1"}

    monkeypatch.setattr(hooks.GlueJobHook, "initialize_job", initialize_job)
    monkeypatch.setattr(operators.GlueJobRunDetailsLink, "persist", lambda **more: None)
    task = operators.GlueJobOperator(
        task_id="job", job_name="j", region_name="eu-west-1", wait_for_completion=False,
        script_args={"--conf": "spark.ui.enabled=false"},
    )  # fmt: skip
    inject(task, [("default", KEYED)])
    conf = dict(one.split("=", 1) for one in requested[0]["--conf"].split(" --conf "))
    assert conf[f"{PREFIX}parentJobName"] == "shop.job"
    assert conf[f"{PREFIX}transport.url"] == "https://lineage.example.com"
    assert conf["spark.ui.enabled"] == "false"
    assert KEY not in conf


def test_dataproc(inject: Submit, requested: list[Any], monkeypatch: pytest.MonkeyPatch) -> None:
    operators = pytest.importorskip(f"{P}.google.cloud.operators.dataproc", reason="no Google provider")
    hooks = pytest.importorskip(f"{P}.google.cloud.hooks.dataproc")

    def submit_job(hook: Any, job: Any, **more: Any) -> Any:
        requested.append(job)
        return SimpleNamespace(reference=SimpleNamespace(job_id="j1"))

    monkeypatch.setattr(hooks.DataprocHook, "submit_job", submit_job)
    monkeypatch.setattr(hooks.DataprocHook, "__init__", lambda *args, **more: None)
    monkeypatch.setattr(operators.DataprocJobLink, "persist", lambda **more: None)
    task = operators.DataprocSubmitJobOperator(
        task_id="job", region="eu", project_id="p", asynchronous=True,
        job={"placement": {"cluster_name": "c"}, "pyspark_job": {"main_python_file_uri": "gs://b/job.py"}},
    )  # fmt: skip
    inject(task, [("default", KEYED)])
    properties = requested[0]["pyspark_job"]["properties"]
    assert properties[f"{PREFIX}parentJobName"] == "shop.job"
    assert properties[f"{PREFIX}transport.url"] == "https://lineage.example.com"
    assert KEY not in properties


@pytest.fixture
def dataproc(requested: list[Any], monkeypatch: pytest.MonkeyPatch) -> Any:
    """Dataproc's operators, whose hook notes what it is asked for."""
    operators = pytest.importorskip(f"{P}.google.cloud.operators.dataproc", reason="no Google provider")
    hooks = pytest.importorskip(f"{P}.google.cloud.hooks.dataproc")

    def ask(hook: Any, **asked: Any) -> Any:
        requested.append(asked)
        return SimpleNamespace(operation=SimpleNamespace(name="o"), metadata=SimpleNamespace(batch="p/b"))

    monkeypatch.setattr(hooks.DataprocHook, "__init__", lambda *args, **more: None)
    for name in ("create_batch", "instantiate_inline_workflow_template"):
        monkeypatch.setattr(hooks.DataprocHook, name, ask)
    monkeypatch.setattr(hooks.DataprocHook, "get_batch", lambda hook, **asked: operators.Batch())
    for link in ("DataprocBatchLink", "DataprocWorkflowLink"):
        monkeypatch.setattr(getattr(operators, link), "persist", lambda **more: None)
    return operators


def test_dataproc_batches_and_workflows(inject: Submit, dataproc: Any, requested: list[Any]) -> None:
    job = {"main_python_file_uri": "gs://b/job.py"}
    batch = dataproc.DataprocCreateBatchOperator(
        task_id="job", region="eu", project_id="p", batch_id="b", batch={"pyspark_batch": job},
        asynchronous=True,
    )  # fmt: skip
    inject(batch, [("default", KEYED)])
    template = {"id": "t", "jobs": [{"step_id": "s", "pyspark_job": job}]}
    workflow = dataproc.DataprocInstantiateInlineWorkflowTemplateOperator(
        task_id="job", region="eu", project_id="p", template=template, deferrable=True
    )
    workflow.defer = lambda **more: None
    inject(workflow, [("default", KEYED)])
    of_batch = requested[0]["batch"]["runtime_config"]["properties"]
    of_job = requested[1]["template"]["jobs"][0]["pyspark_job"]["properties"]
    for properties in (of_batch, of_job):
        assert properties[f"{PREFIX}parentJobName"] == "shop.job"
        assert properties[f"{PREFIX}transport.url"] == "https://lineage.example.com"
        assert KEY not in properties


def test_emr_on_kubernetes(inject: Submit, emr: Any, requested: list[Any]) -> None:
    task = emr.EmrContainerOperator(
        task_id="job", name="n", virtual_cluster_id="v", execution_role_arn="arn", release_label="emr-7",
        job_driver={"sparkSubmitJobDriver": {"entryPoint": "s3://b/job.py"}}, wait_for_completion=False,
    )  # fmt: skip
    inject(task, [("default", KEYED)])
    (defaults,) = requested[0]["configurationOverrides"]["applicationConfiguration"]
    assert defaults["properties"][f"{PREFIX}parentJobName"] == "shop.job"
    assert defaults["properties"][f"{PREFIX}transport.url"] == "https://lineage.example.com"
    assert KEY not in defaults["properties"]
