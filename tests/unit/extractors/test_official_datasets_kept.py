"""Transfers, copies and syncs: what operators' own OpenLineage methods say is what our manager says.

Both managers are real, and so are the operators; the official manager's answer is the expectation. What is
replaced is the edge of the network: DNS, an FTP connection, Redshift's catalog. Providers that are not
installed are skipped with a reason; `make test-engines` installs them.
"""

from __future__ import annotations

import importlib
import json
import socket
from collections.abc import Callable
from types import SimpleNamespace
from typing import Any

import pytest
from airflow.providers.openlineage.extractors import OperatorLineage
from airflow.providers.openlineage.extractors.manager import ExtractorManager
from airflow.sdk import BaseOperator
from airflow.utils.state import TaskInstanceState
from openlineage.client.event_v2 import Dataset
from openlineage.client.serde import Serde

from tests.unit.extractors.conftest import Extract

P = "airflow.providers"
AMAZON, GOOGLE = f"{P}.amazon.aws", f"{P}.google.cloud.transfers"
ORDERS = Dataset(namespace="postgres://shop:5432", name="shop.public.orders")
Make = Callable[[Any], Any]


def copied(kind: Any) -> Any:
    return kind(
        task_id="move",
        source_bucket_name="lake",
        source_bucket_key="in/a.csv",
        dest_bucket_name="mart",
        dest_bucket_key="out/a.csv",
    )


def listed(kind: Any) -> Any:
    """A copy that has listed its sources, as at its end."""
    task = kind(
        task_id="move", source_bucket="lake", source_object="in/*.csv", destination_bucket="mart",
        destination_object="out/",
    )  # fmt: skip
    task.source_objects = ["in/a.csv"]
    return task


OPERATORS: dict[str, tuple[str, Make]] = {
    "S3CopyObjectOperator": (f"{AMAZON}.operators.s3", copied),
    "S3ToRedshiftOperator": (
        f"{AMAZON}.transfers.s3_to_redshift",
        lambda kind: kind(
            task_id="move", table="orders", schema="mart", s3_bucket="lake", s3_key="in/", method="REPLACE"
        ),
    ),
    "RedshiftToS3Operator": (
        f"{AMAZON}.transfers.redshift_to_s3",
        lambda kind: kind(
            task_id="move",
            select_query="SELECT * FROM mart.orders",
            s3_bucket="lake",
            s3_key="out",
        ),
    ),
    "GCSToGCSOperator": (
        f"{GOOGLE}.gcs_to_gcs",
        listed,
    ),
    "S3ToGCSOperator": (
        f"{GOOGLE}.s3_to_gcs",
        lambda kind: kind(task_id="move", bucket="lake", prefix="in/", dest_gcs="gs://mart/out/"),
    ),
    "SFTPToGCSOperator": (
        f"{GOOGLE}.sftp_to_gcs",
        lambda kind: kind(task_id="move", source_path="/in/a.csv", destination_bucket="mart"),
    ),
    "LocalFilesystemToGCSOperator": (
        f"{GOOGLE}.local_to_gcs",
        lambda kind: kind(task_id="move", src="/in/a.csv", dst="out/a.csv", bucket="mart"),
    ),
    "SFTPOperator": (
        f"{P}.sftp.operators.sftp",
        lambda kind: kind(
            task_id="move", ssh_conn_id="server", local_filepath="/in/a.csv", remote_filepath="/out/a.csv"
        ),
    ),
    "FTPFileTransmitOperator": (
        f"{P}.ftp.operators.ftp",
        lambda kind: kind(
            task_id="move", ftp_conn_id="server", local_filepath="/in/a.csv", remote_filepath="/out/a.csv"
        ),
    ),
    "FileTransferOperator": (
        f"{P}.common.io.operators.file_transfer",
        lambda kind: kind(task_id="move", src="file:///in/a.csv", dst="file:///out/a.csv"),
    ),
    "AirbyteTriggerSyncOperator": (
        f"{P}.airbyte.operators.airbyte",
        lambda kind: kind(
            task_id="move", connection_id="c1",
            inlets=[ORDERS],
            outlets=[Dataset(namespace="snowflake://org-acc", name="RAW.PUBLIC.ORDERS")],
        ),
    ),
    "GlueJobOperator": (
        f"{AMAZON}.operators.glue",
        lambda kind: kind(
            task_id="move", job_name="j",
            inlets=[Dataset(namespace="s3://lake", name="in")],
            outlets=[Dataset(namespace="s3://mart", name="out")],
        ),
    ),
}  # fmt: skip


@pytest.fixture(autouse=True)
def _connections(monkeypatch: pytest.MonkeyPatch) -> None:
    for name, connection in {
        "SERVER": {"conn_type": "ssh", "host": "127.0.0.1", "port": 22},
        "SSH_DEFAULT": {"conn_type": "ssh", "host": "files.example.com", "port": 22, "login": "u"},
        "AWS_DEFAULT": {"conn_type": "aws", "extra": {"region_name": "eu-west-1"}},
        "GOOGLE_CLOUD_DEFAULT": {"conn_type": "google_cloud_platform"},
        "REDSHIFT_DEFAULT": {
            "conn_type": "redshift", "host": "c1.eu-west-1.redshift.amazonaws.com", "schema": "shop",
            "extra": {"region": "eu-west-1"},
        },
    }.items():  # fmt: skip
        monkeypatch.setenv(f"AIRFLOW_CONN_{name}", json.dumps(connection))
    monkeypatch.setattr(socket, "gethostbyname", lambda name: "10.0.0.1")


def made(name: str, monkeypatch: pytest.MonkeyPatch) -> Any:
    where, make = OPERATORS[name]
    package = where.removeprefix(f"{P}.").partition(".")[0]
    module = pytest.importorskip(where, reason=f"no provider for {package}")
    if "Redshift" in name:
        # The catalog that the official method asks for the table's columns.
        asked = importlib.import_module(f"{AMAZON}.utils.openlineage")
        monkeypatch.setattr(asked, "get_facets_from_redshift_table", lambda *args, **more: {})
    task = make(getattr(module, name))
    if name == "FTPFileTransmitOperator":
        monkeypatch.setattr(task.hook, "get_conn", lambda: SimpleNamespace(host="127.0.0.1", port=21))
    return task


def shown(found: Any) -> Any:
    """Datasets with their facets, and the names of the others."""
    sides = {
        side: [Serde.to_dict(one) for one in getattr(found, side) or ()] for side in ("inputs", "outputs")
    }
    return {**sides, "run": sorted(found.run_facets), "job": sorted(found.job_facets)}


@pytest.mark.parametrize("state", ["running", "success", "failed"])
@pytest.mark.parametrize("name", OPERATORS)
def test_the_official_result_is_kept(
    name: str, state: str, extract: Extract, monkeypatch: pytest.MonkeyPatch
) -> None:
    official = ExtractorManager()
    task = made(name, monkeypatch)
    instance = SimpleNamespace(dag_id=task.dag_id, task_id=task.task_id, task=task)
    expected = official.extract_metadata(
        SimpleNamespace(run_id="r1"), task, TaskInstanceState(state), instance
    )
    found = extract(made(name, monkeypatch), state)
    assert shown(found) == shown(expected)
    if state == "success":
        assert found.inputs or found.outputs


@pytest.mark.parametrize("state", ["running", "success", "failed"])
def test_operators_of_others_are_kept(extract: Extract, state: str) -> None:
    """Fivetran's operators come from another package, with OpenLineage methods of their own."""

    class FivetranOperator(BaseOperator):
        def get_openlineage_facets_on_start(self) -> Any:
            return OperatorLineage(
                inputs=[Dataset(namespace="postgres://shop:5432", name="shop.public.orders")]
            )

        def get_openlineage_facets_on_complete(self, task_instance: Any) -> Any:
            return OperatorLineage(
                inputs=[ORDERS],
                outputs=[Dataset(namespace="snowflake://org-acc", name="RAW.SHOP.ORDERS")],
            )

    found = extract(FivetranOperator(task_id="sync"), state)
    assert [one.name for one in found.inputs] == ["shop.public.orders"]
    assert [one.name for one in found.outputs] == ([] if state == "running" else ["RAW.SHOP.ORDERS"])
