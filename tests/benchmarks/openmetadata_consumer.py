"""Does OpenMetadata's own connector make the edges of the example pipeline out of our Kafka messages?

    python tests/benchmarks/openmetadata_consumer.py --connector PYTHON [--events EVENTS.jsonl]

PYTHON is that of an environment with `openmetadata-ingestion` and `confluent-kafka`; release 1.13.4.1
installs with the override `dbt-core<1.11`. Runs the example pipeline (or takes recorded events of it), sends
each event as the destination `openmetadata` does to librdkafka's mock cluster, and has the connector read the
topic, with the very configuration that `destinations.openmetadata` makes for it. The connector's code is the
real one, from the Kafka consumer to the lineage requests; a catalog in memory stands for the OpenMetadata
server. The exit code is 1 when an edge of tests/compatibility/retail_sqlite.json is missing or one too many
is made.
"""

from __future__ import annotations

import argparse
import fnmatch
import json
import subprocess
import sys
import tempfile
import uuid
from collections.abc import Iterator, Mapping
from itertools import product
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[2]
EXPECTED = ROOT / "tests/compatibility/retail_sqlite.json"
SERVICE, DATABASE = "shop", "default"
Edges = dict[tuple[str, str], dict[str, set[str]]]
"""(input table, output table) -> output column -> input columns."""


def main() -> int:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--connector", help="Python with openmetadata-ingestion")
    parser.add_argument("--events", type=Path, help="recorded events of retail_sqlite")
    parser.add_argument("--read", type=Path, help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.read:
        return read(json.loads(options.read.read_text()))
    if not options.connector:
        parser.error("--connector is missing")
    with tempfile.TemporaryDirectory() as folder:
        events = options.events or run_pipeline(Path(folder))
        return compare(expected(), through_kafka(events, options.connector, Path(folder)))


def run_pipeline(folder: Path) -> Path:
    """Run the example pipeline; the file of its events."""
    command = [sys.executable, "-m", "lineage_provider.cli.demo", "--pipelines", "retail_sqlite"]
    command += ["--directory", str(folder), "--dags", str(ROOT / "dags_example")]
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
    return folder / "events.jsonl"


def through_kafka(events: Path, connector: str, folder: Path) -> Edges:
    """Send the events to a topic, and return the edges that the connector makes of it."""
    from lineage_provider.destinations.openmetadata import connector_config
    from lineage_provider.destinations.sender import DestinationSender
    from tests.kafka_broker import broker

    with broker() as servers:
        values = {"bootstrap_servers": servers, "topic": "lineage"}
        sender = DestinationSender({"destination": "openmetadata", "values": values}, 10)
        outcomes = [sender.send(line, 10) for line in events.read_bytes().splitlines()]
        sender.close()
        refused = [outcome for outcome in outcomes if outcome.verdict.name != "DELIVERED"]
        print(f"{len(outcomes)} events sent, {len(refused)} refused", flush=True)
        config = connector_config(values, (SERVICE,))
        config["serviceConnection"]["config"]["brokerConfig"]["sessionTimeout"] = 5
        path = folder / "connector.json"
        path.write_text(json.dumps({"config": config, "tables": tables()}))
        command = [connector, __file__, "--read", str(path)]
        done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode:
        raise SystemExit(f"the connector failed:\n{done.stderr[-3000:]}")
    found = json.loads(done.stdout.splitlines()[-1])
    print(f"{found['events']} events read, pipelines: {', '.join(found['pipelines'])}")
    return {
        (one["from"], one["to"]): {k: set(v) for k, v in one["columns"].items()} for one in found["edges"]
    }


def expected() -> Edges:
    """The edges of the recorded lineage; the connector reads no FAIL, and columns, not whole rows."""
    edges: Edges = {}
    for job in json.loads(EXPECTED.read_text()).values():
        if job["ends"] == ["FAIL"]:
            continue
        for source, target in product(job["inputs"], job["outputs"]):
            columns = edges.setdefault((_table(source), _table(target)), {})
            for column, kinds in job["outputs"][target]["columns"].items():
                names = {kind.split()[0].rpartition(".") for kind in kinds}
                found = {field for table, _, field in names if column and table == source.split()[-1]}
                if found:
                    columns.setdefault(column, set()).update(found)
    return edges


def tables() -> list[str]:
    """Every table of the recorded lineage, as the crawler of OpenMetadata would have it."""
    jobs = json.loads(EXPECTED.read_text()).values()
    return sorted({_table(name) for job in jobs for name in (*job["inputs"], *job["outputs"])})


def _table(dataset: str) -> str:
    return dataset.split()[-1]


def compare(wanted: Edges, found: Edges) -> int:
    for pair in sorted({*wanted, *found}):
        if wanted.get(pair) != found.get(pair):
            print(f"{pair}: expected {wanted.get(pair)}, found {found.get(pair)}")
    columns = sum(len(sources) for edge in found.values() for sources in edge.values())
    print(f"{len(found)} table edges of {len(wanted)} expected, {columns} column edges")
    print("same" if wanted == found else "DIFFERENT")
    return int(wanted != found)


# What runs in the connector's environment


def read(task: Mapping[str, Any]) -> int:
    """Let the connector read the topic; prints the edges as JSON."""
    from metadata.ingestion.source.pipeline.openlineage.metadata import OpenlineageSource

    OpenlineageSource.test_connection = lambda self: None
    catalog = Catalog(task["tables"])
    config = {"type": "openlineage", "serviceName": "openlineage", **task["config"]}
    config["serviceConnection"] = {"config": config["serviceConnection"]["config"]}
    source = OpenlineageSource.create(config, catalog)
    source.context.get().__dict__["pipeline_service"] = "openlineage"
    source.prepare()
    count, edges = 0, []
    for event in source.get_pipelines_list():
        count += 1
        for request in source.yield_pipeline(event):
            catalog.create_or_update(request.right)
            source.context.get().__dict__["pipeline"] = request.right.name.root
        edges += [edge.right.edge for edge in source.yield_pipeline_lineage_details(event)]
    print(
        json.dumps({"events": count, "pipelines": sorted(catalog.pipelines), "edges": _edges(catalog, edges)})
    )
    return 0


def _edges(catalog: Catalog, edges: list[Any]) -> list[dict[str, Any]]:
    """Edges between tables, several of one pair made one, as they are on the page."""
    found: Edges = {}
    for edge in edges:
        if edge.fromEntity.type != "table" or edge.toEntity.type != "table":
            continue
        pair = (catalog.name(edge.fromEntity.id), catalog.name(edge.toEntity.id))
        columns = found.setdefault(pair, {})
        for column in edge.lineageDetails.columnsLineage or []:
            name = column.toColumn.root.rpartition(".")[2]
            columns.setdefault(name, set()).update(one.root.rpartition(".")[2] for one in column.fromColumns)
    return [
        {"from": pair[0], "to": pair[1], "columns": {k: sorted(v) for k, v in columns.items()}}
        for pair, columns in sorted(found.items())
    ]


class Catalog:
    """Stands for the client of an OpenMetadata server: tables that are there, pipelines that are made."""

    def __init__(self, names: list[str]) -> None:
        from metadata.generated.schema.entity.data.table import Table

        self.client = self
        self.pipelines: dict[str, Any] = {}
        self._tables = {
            f"{SERVICE}.{DATABASE}.{name}": Table(
                id=uuid.uuid4(),
                name=name.rpartition(".")[2],
                columns=[],
                fullyQualifiedName=f"{SERVICE}.{DATABASE}.{name}",
            )
            for name in names
        }

    def name(self, table_id: Any) -> str:
        found = [name for name, table in self._tables.items() if str(table.id.root) == str(table_id.root)]
        return found[0].removeprefix(f"{SERVICE}.{DATABASE}.")

    def get(self, path: str) -> dict[str, str]:
        return {"serviceType": "SQLite"}

    def get_by_name(self, entity: Any, fqn: str, **_: Any) -> Any:
        return {"Table": self._tables, "Pipeline": self.pipelines}.get(entity.__name__, {}).get(fqn)

    def es_search_from_fqn(self, entity_type: Any, fqn_search_string: str, **_: Any) -> list[Any]:
        names = fnmatch.filter(self._tables, fqn_search_string)
        return [self._tables[name] for name in names] if entity_type.__name__ == "Table" else []

    def list_all_entities(self, **_: Any) -> Iterator[Any]:
        return iter(())

    def create_or_update(self, request: Any) -> Any:
        from metadata.generated.schema.entity.data.pipeline import Pipeline
        from metadata.generated.schema.type.entityReference import EntityReference
        from metadata.utils import fqn

        if type(request).__name__ == "CreatePipelineRequest":
            name = fqn.build(
                None,
                entity_type=Pipeline,
                service_name=request.service.root,
                pipeline_name=request.name.root,
            )
            service = EntityReference(id=uuid.uuid4(), type="pipelineService")
            made = Pipeline(id=uuid.uuid4(), name=request.name, service=service)
            self.pipelines.setdefault(name, made)
        return request

    def get_lineage_by_id(self, **_: Any) -> dict[str, Any]:
        return {}

    def delete_lineage_edge(self, **_: Any) -> None:
        return None


if __name__ == "__main__":
    sys.exit(main())
