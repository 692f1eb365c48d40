"""The doctor finds what loses events; its report and exit code say so."""

from __future__ import annotations

import json
import threading
from argparse import Namespace
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from typing import Any

import pytest
from airflow.providers.openlineage.plugins.adapter import OpenLineageAdapter

from lineage_provider import settings
from lineage_provider.cli.commands import check, doctor
from lineage_provider.cli.doctor import offline
from lineage_provider.cli.tree import Style
from lineage_provider.destinations.finding import Severity

Configure = Callable[..., None]


@pytest.fixture
def configure(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[Configure]:
    """Set Airflow options as ``section__option``; the settings are read anew."""
    monkeypatch.chdir(tmp_path)
    for name in ("DD_API_KEY", "OPENLINEAGE_URL", "OPENLINEAGE_CONFIG"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("AIRFLOW__OPENLINEAGE__TRANSPORT", "")  # put back after the doctor has given one
    monkeypatch.setenv("AIRFLOW_HOME", str(tmp_path))
    original = OpenLineageAdapter.get_or_create_openlineage_client

    def set_options(**options: str) -> None:
        for name, value in options.items():
            monkeypatch.setenv(f"AIRFLOW__{name.upper()}", value)
        settings.current.cache_clear()

    set_options(openlineage__namespace="airflow-test")
    yield set_options
    settings.current.cache_clear()
    OpenLineageAdapter.get_or_create_openlineage_client = original  # type: ignore[method-assign]


def codes(**found: Any) -> dict[str, str]:
    return {finding.code: finding.severity.name for finding in offline(**found)}


def report(capsys: pytest.CaptureFixture[str], **arguments: Any) -> tuple[int, dict[str, Any]]:
    given = {"destination": None, "online": False, "timeout": 2.0, "json": True, **arguments}
    code = doctor.run(Namespace(**given))
    return code, json.loads(capsys.readouterr().out)


def test_a_transport_that_loses_events_is_found(configure: Configure) -> None:
    configure(openlineage__transport='{"type": "async_http", "url": "https://h.io"}')
    assert codes()["async-loses-events"] == "ERROR"


def test_the_namespace_default_is_a_warning(configure: Configure) -> None:
    configure(
        openlineage__namespace="default", openlineage__transport='{"type": "http", "url": "https://h.io"}'
    )
    assert codes()["namespace-default"] == "WARNING"


def test_a_file_that_the_client_merges_is_found(configure: Configure, tmp_path: Path) -> None:
    configure(openlineage__transport='{"type": "http", "url": "https://h.io"}')
    (tmp_path / "openlineage.yml").write_text("transport:\n  timeout: 50\n")
    assert codes()["stray-file"] == "WARNING"


def test_a_transport_that_only_variables_name_is_looked_at(
    configure: Configure, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("OPENLINEAGE__TRANSPORT", '{"type": "async_http", "url": "https://h.io"}')
    configure()
    assert codes()["async-loses-events"] == "ERROR"


def test_what_variables_add_to_a_transport_is_looked_at(
    configure: Configure, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("OPENLINEAGE__TRANSPORT__TIMEOUT", "two")
    configure(openlineage__transport='{"type": "http", "url": "https://h.io"}')
    found = codes()
    assert (found["stray-variables"], found["number-unusable"]) == ("NOTE", "ERROR")
    assert "spools-failed" not in found  # said once


def test_a_destination_that_is_named_twice_is_said(
    configure: Configure, capsys: pytest.CaptureFixture[str]
) -> None:
    configure(lineage_provider__destinations="marquez, Marquez")
    code, said = report(capsys)
    assert code == 2
    assert "names a destination twice" in str(said["findings"])


def test_sections_without_an_option_are_not_named(configure: Configure) -> None:
    """Airflow writes every section of every provider into the configuration that it makes."""
    from airflow.configuration import conf

    section = "lineage_provider_atlan"
    added = not conf.has_section(section)  # an airflow.cfg that Airflow has just made holds it
    if added:
        conf.add_section(section)
    try:
        assert "section-unused" not in codes()
    finally:
        if added:
            conf.remove_section(section)


def test_each_complaint_says_what_to_do(configure: Configure) -> None:
    configure(lineage_provider__destinations="marquez, atlan, openmetadata, nonsense")
    configure(lineage_provider_marquez__url="localhost:5000", lineage_provider_atlan__url="https://t.io")
    bad = [one for one in offline() if one.severity >= Severity.WARNING]
    assert len(bad) >= 4
    assert all(one.what and one.why and one.fix for one in bad)


def test_events_that_a_policy_drops_are_said(configure: Configure) -> None:
    configure(openlineage__emission_policy='[{"scope": {"dag_id": "d"}, "controls": {"emit": false}}]')
    assert codes()["policy-drops"] == "NOTE"


def test_a_policy_that_is_no_json_does_not_end_the_report(configure: Configure) -> None:
    configure(openlineage__emission_policy="nonsense", openlineage__transport='{"type": "console"}')
    found = codes()
    assert found["openlineage_options-failed"] == "ERROR"
    assert found["console-only"] == "ERROR"


def test_an_execution_timeout_below_the_budgets_is_a_warning(configure: Configure) -> None:
    configure(openlineage__execution_timeout="3")
    assert codes()["timeout-too-short"] == "WARNING"


def test_misspelled_options_are_named_with_what_was_meant(configure: Configure) -> None:
    configure(lineage_provider__destinatons="marquez", lineage_provider__destinations="marquez")
    configure(lineage_provider_marquez__url="http://m:5000", lineage_provider_marquez__api_kye_cmd="echo k")
    configure(lineage_provider_marquez__api_key_secret="of/vault", lineage_provider_marquez__connection="m")
    said = {one.what: one for one in offline() if one.code == "option-unknown"}
    assert {what: one.fix for what, one in said.items()} == {
        "[lineage_provider] has no option destinatons": "rename it to destinations",
        "[lineage_provider_marquez] has no option api_kye_cmd": "rename it to api_key",
    }
    assert {one.severity for one in said.values()} == {Severity.WARNING}


def test_misspelled_options_of_the_spool_are_named(configure: Configure, tmp_path: Path) -> None:
    spool = {"type": "lineage_provider.delivery.SpoolTransport", "spool": str(tmp_path), "budget_second": 1}
    spool["deliver_to"] = {"type": "http", "url": "http://m:5000"}
    configure(openlineage__transport=json.dumps(spool))
    (found,) = (one for one in offline() if one.code == "option-unknown")
    assert (found.what, found.fix) == (
        "the spool transport has no option budget_second",
        "rename it to budget_seconds",
    )


def test_a_section_of_no_destination_is_named(configure: Configure) -> None:
    configure(lineage_provider__destinations="marquez", lineage_provider_marquez__url="http://m:5000")
    configure(lineage_provider_marqez__url="http://m:5000", lineage_provider_zulu__url="http://z")
    fixes = {one.fix for one in offline() if one.code == "section-unused"}
    assert fixes == {
        "rename it to [lineage_provider_marquez]",
        "add zulu to destinations, or remove it",
    }


def test_a_configuration_without_mistakes_names_none(configure: Configure) -> None:
    configure(lineage_provider__destinations="ours", lineage_provider_ours__type="marquez")
    configure(lineage_provider_ours__url="http://m:5000", lineage_provider__query_tag="on")
    assert not {"option-unknown", "section-unused"} & set(codes())


def test_each_destination_is_checked_under_its_name(configure: Configure) -> None:
    configure(lineage_provider__destinations="marquez, atlan", lineage_provider_marquez__url="http://m:5000")
    found = {(finding.destination, finding.code) for finding in offline()}
    assert {("marquez", "options"), ("atlan", "options-unusable")} <= found


def test_atlan_needs_the_name_of_its_connection(configure: Configure) -> None:
    configure(
        openlineage__namespace="default",
        lineage_provider_atlan__url="https://t.atlan.com",
        lineage_provider_atlan__api_key="k",
    )
    assert codes(only="atlan")["namespace-default"] == "ERROR"
    configure(lineage_provider_atlan__namespace="airflow-prod")
    assert "namespace-default" not in codes(only="atlan")


def test_marquez_without_schemas_is_a_warning(configure: Configure) -> None:
    configure(lineage_provider__catalog_lookup="False", lineage_provider_marquez__url="http://m:5000")
    assert codes(only="marquez")["catalog-off"] == "WARNING"


def test_keys_are_in_no_report(configure: Configure, capsys: pytest.CaptureFixture[str]) -> None:
    configure(lineage_provider__destinations="datadog", lineage_provider_datadog__api_key="geheim-123")
    configure(lineage_provider_datadog__site="http://127.0.0.1:9")
    code = doctor.run(Namespace(destination=None, online=True, timeout=1.0, json=False))
    printed = capsys.readouterr()
    assert code == 2
    assert "geheim-123" not in printed.out + printed.err


def test_without_any_transport_the_store_is_named(configure: Configure) -> None:
    found = codes()
    assert found["store-only"] == "NOTE"
    assert "openlineage-without-transport" not in found


def test_what_waits_and_what_was_refused_is_said(configure: Configure, tmp_path: Path) -> None:
    from lineage_provider.delivery.spool import Spool, storage_for

    configure(lineage_provider__destinations="marquez", lineage_provider_marquez__url="http://127.0.0.1:9")
    spool = Spool(storage_for(str(tmp_path / "lineage" / "spool")), "marquez")
    event = {"run": {"runId": "0190c5f8-0000-7000-8000-000000000001"}, "eventType": "START"}
    spool.bury(spool.accept(event, b"{}"), "HTTP 422", 422, "no")
    spool.accept(event, b"{}")
    found = codes()
    assert found["events-wait"] == "NOTE"
    assert found["dead-letters"] == "WARNING"


@pytest.fixture
def marquez() -> Iterator[Any]:
    """Stands for Marquez: keeps run states, and gives them back by its API's path."""
    states: dict[str, str] = {}

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            import gzip

            event = json.loads(gzip.decompress(self.rfile.read(int(self.headers["Content-Length"]))))
            states[event["run"]["runId"]] = {"START": "RUNNING", "COMPLETE": "COMPLETED"}[event["eventType"]]
            self.send_response(201)
            self.end_headers()

        def do_GET(self) -> None:
            state = states.get(self.path.removeprefix("/api/v1/jobs/runs/"))
            self.send_response(200 if state and server.keeps else 404)  # type: ignore[attr-defined]
            self.end_headers()
            self.wfile.write(json.dumps({"state": state}).encode())

        def log_message(self, *args: Any) -> None:
            pass

    server = HTTPServer(("127.0.0.1", 0), Handler)
    server.keeps = True  # type: ignore[attr-defined]
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield server
    server.shutdown()


@pytest.mark.parametrize(("keeps", "found"), [(True, "read-back"), (False, "not-read-back")])
def test_a_test_run_is_read_back(
    configure: Configure, marquez: Any, capsys: pytest.CaptureFixture[str], keeps: bool, found: str
) -> None:
    marquez.keeps = keeps
    configure(lineage_provider_marquez__url=f"http://127.0.0.1:{marquez.server_port}")
    code, said = report(capsys, destination="marquez", online=True)
    assert found in [finding["code"] for finding in said["findings"]]
    assert code == (0 if keeps else 2)


EVENT = {
    "eventType": "START",
    "eventTime": "2026-01-01T00:00:00Z",
    "producer": "p",
    "schemaURL": "s",
    "run": {"runId": "0190c5f8-0000-7000-8000-000000000001"},
    "job": {"namespace": "prod", "name": "d.t"},
    "inputs": [],
    "outputs": [],
}


def test_recorded_events_are_judged(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "events.jsonl"
    path.write_text(json.dumps(EVENT | {"eventType": "COMPLETE"}) + "\n\n")
    code = check.run(Namespace(events=str(path), destination="atlan", json=False))
    assert code == 2
    assert "ends without a START" in capsys.readouterr().out


@pytest.mark.parametrize(
    "content",
    [
        json.dumps(EVENT, indent=2),
        json.dumps([EVENT], indent=2),
        json.dumps([EVENT]),
        "\ufeff" + json.dumps(EVENT) + "\r\n",
    ],
)
def test_events_may_be_indented_or_in_an_array(
    content: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "events.json"
    path.write_text(content, encoding="utf-8")
    assert check.run(Namespace(events=str(path), destination="marquez", json=True)) == 0
    assert "1 events hold" in capsys.readouterr().out


def test_a_line_that_is_nested_without_end_is_an_error_with_the_place(tmp_path: Path) -> None:
    from lineage_provider.cli.command import CommandError

    path = tmp_path / "events.jsonl"
    path.write_text("[" * 100_000)
    with pytest.raises(CommandError, match=r"line 1 of .* nested too deep"):
        check.run(Namespace(events=str(path), destination="marquez", json=False))


@pytest.mark.parametrize("content", ["{not json}\n", None])
def test_events_that_cannot_be_read_are_an_error_with_the_place(content: str | None, tmp_path: Path) -> None:
    from lineage_provider.cli.command import CommandError

    path = tmp_path / "events.jsonl"
    if content:
        path.write_text(content)
    with pytest.raises(CommandError, match=r"line 1 of|cannot be read"):
        check.run(Namespace(events=str(path), destination="marquez", json=False))


def test_the_report_has_no_line_wider_than_the_terminal(configure: Configure) -> None:
    from lineage_provider.cli.findings_view import render

    configure(openlineage__transport='{"type": "async_http", "url": "http://h.example.com/base"}')
    text = render(offline(), Style(width=80))
    assert max(len(line) for line in text.splitlines()) <= 80
    assert text.splitlines()[-1].endswith("warnings." if "warnings." in text else "warning.")


@pytest.mark.parametrize(
    ("option", "value", "code"),
    [
        ("openlineage__transport", "{not json", "routing-failed"),
        ("openlineage__transport", '{"type": "no.such.Class"}', "spools-failed"),
        ("openlineage__config_path", "/no/such.yml", "transport-failed"),
        ("openlineage__config_conn_id", "nowhere", "transport-failed"),
        ("lineage_provider__analysis_budget", "fast", "option-unusable"),
    ],
)
def test_what_cannot_be_read_is_said_once_with_what_to_do(
    configure: Configure, option: str, value: str, code: str
) -> None:
    configure(**{option: value})
    bad = [finding for finding in offline() if finding.severity >= Severity.WARNING]
    assert [finding.code for finding in bad] == [code]
    assert all((bad[0].what, bad[0].why, bad[0].fix))


@pytest.mark.parametrize(
    ("option", "code"), [("store", "store-not-writable"), ("spool", "spool-not-writable")]
)
def test_a_place_below_a_file_cannot_be_written(
    configure: Configure, tmp_path: Path, option: str, code: str
) -> None:
    """Not even by root."""
    (tmp_path / "file").write_text("in the way")
    configure(**{f"lineage_provider__{option}": str(tmp_path / "file" / "place")})
    if option == "spool":
        configure(openlineage__transport='{"type": "http", "url": "http://localhost:5000"}')
    assert codes()[code] == "ERROR"
