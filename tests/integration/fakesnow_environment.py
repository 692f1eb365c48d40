"""fakesnow in a virtual environment of its own, and running: for tests of the real Snowflake hooks.

    with running_fakesnow(tmp_path) as snowflake:
        connection = snowflake.connection()          # what Airflow's connection needs
        environment = snowflake.environment          # for every Airflow process: trust its certificate
        snowflake.requests()                         # what it was asked, oldest first

The environment is made once, in .venv of the checkout (or in FAKESNOW_ENVIRONMENT), with venv
and pip. Where that cannot be done the calling test is skipped, with the reason.
"""

from __future__ import annotations

import contextlib
import datetime
import ipaddress
import json
import os
import socket
import subprocess
import time
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import certifi
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from tests.integration.dbt_environment import environment

VERSION = "0.12.1"
# The connector's release 5 has no Python implementation any more, which fakesnow is built on.
PACKAGES = (f"fakesnow=={VERSION}", "snowflake-connector-python<5", "uvicorn", "starlette", "sqlparse")
SERVER = Path(__file__).with_name("fakesnow_server.py")
START_SECONDS = 60
HERE = Path(__file__).parent
AIRFLOW = {
    "AIRFLOW__CORE__PLUGINS_FOLDER": str(HERE / "query_tag_plugins"),
    "AIRFLOW__CORE__PARALLELISM": "2",
    "AIRFLOW__LINEAGE_PROVIDER__QUERY_HISTORY": "True",
    # fakesnow on a busy machine takes longer than Snowflake; no test is about how long.
    "AIRFLOW__LINEAGE_PROVIDER__CATALOG_TIMEOUT": "30",
    "AIRFLOW__LINEAGE_PROVIDER__ANALYSIS_BUDGET": "60",
    "AIRFLOW__OPENLINEAGE__EXECUTION_TIMEOUT": "120",
}
"""Options of the Airflow that runs snowflake_dags/."""


@dataclass(frozen=True)
class FakeSnowflake:
    """A running server."""

    port: int
    certificates: Path
    record: Path

    @property
    def environment(self) -> Mapping[str, str]:
        """Variables by which the connector, requests and aiohttp trust the server's certificate."""
        return {
            "REQUESTS_CA_BUNDLE": str(self.certificates),
            "SSL_CERT_FILE": str(self.certificates),
            "FAKESNOW_SQL_API": f"https://localhost:{self.port}/",
        }

    @property
    def connections(self) -> dict[str, dict[str, Any]]:
        """The connections of snowflake_dags/."""
        return {
            "snowflake": self.connection(),
            "snowflake_blind": self.connection(role="BLIND"),
            "snowflake_api": self.connection(authenticator="programmatic_access_token"),
        }

    def connection(self, **extra: Any) -> dict[str, Any]:
        """An Airflow connection; ``extra`` adds to its extra."""
        parameters = {"CLIENT_OUT_OF_BAND_TELEMETRY_ENABLED": False, **extra.pop("session_parameters", {})}
        return {
            "conn_type": "snowflake",
            "login": "fake",
            "password": "snow",
            "schema": "PUBLIC",
            "extra": {
                "account": "fakesnow",
                "database": "SHOP",
                "warehouse": "WH",
                "host": "localhost",
                "port": self.port,
                "insecure_mode": True,
                "session_parameters": parameters,
                **extra,
            },
        }

    def requests(self) -> list[dict[str, Any]]:
        if not self.record.exists():
            return []
        return [json.loads(line) for line in self.record.read_text().splitlines()]


@contextlib.contextmanager
def running_fakesnow(directory: Path) -> Iterator[FakeSnowflake]:
    """Start the server; skips the calling test where its environment cannot be made."""
    python = environment_python()
    directory.mkdir(parents=True, exist_ok=True)
    key, certificate = _certificate(directory)
    bundle = directory / "certificates.pem"
    bundle.write_text(Path(certifi.where()).read_text() + certificate.read_text())
    server = FakeSnowflake(_free_port(), bundle, directory / "requests.jsonl")
    command = [str(python), str(SERVER), "--port", str(server.port), "--key", str(key)]
    command += ["--cert", str(certificate), "--record", str(server.record)]
    log = directory / "fakesnow.log"
    with log.open("wb") as output:
        process = subprocess.Popen(command, stdout=output, stderr=subprocess.STDOUT)
        try:
            _wait(process, server.port, log)
            yield server
        finally:
            process.terminate()
            try:
                process.wait(10)
            except subprocess.TimeoutExpired:  # a busy machine; nothing in it is kept
                process.kill()
                process.wait()


def environment_python() -> Path:
    """The Python of the environment that has fakesnow; it is made where it is not there yet."""
    home = environment("fakesnow", VERSION, PACKAGES, os.environ.get("FAKESNOW_ENVIRONMENT"))
    return home / "bin" / "python"


def _wait(process: subprocess.Popen[bytes], port: int, log: Path) -> None:
    deadline = time.monotonic() + START_SECONDS
    while time.monotonic() < deadline:
        if process.poll() is not None:
            raise AssertionError(f"fakesnow ended: {log.read_text()[-2000:]}")
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.1)
    raise AssertionError(f"fakesnow did not start: {log.read_text()[-2000:]}")


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _certificate(directory: Path) -> tuple[Path, Path]:
    """Key and self-signed certificate of localhost."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "localhost")])
    now = datetime.datetime.now(datetime.UTC)
    names: list[x509.GeneralName] = [
        x509.DNSName("localhost"),
        x509.IPAddress(ipaddress.IPv4Address("127.0.0.1")),
    ]
    certificate = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - datetime.timedelta(days=1))
        .not_valid_after(now + datetime.timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName(names), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
        .sign(key, hashes.SHA256())
    )
    key_file, certificate_file = directory / "key.pem", directory / "certificate.pem"
    key_file.write_bytes(
        key.private_bytes(
            serialization.Encoding.PEM,
            serialization.PrivateFormat.TraditionalOpenSSL,
            serialization.NoEncryption(),
        )
    )
    certificate_file.write_bytes(certificate.public_bytes(serialization.Encoding.PEM))
    return key_file, certificate_file
