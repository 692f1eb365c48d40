"""The example pipeline on other releases of Airflow, its providers, Python and sqlglot: `make test-matrix`.

    python scripts/test_matrix.py                     every cell
    python scripts/test_matrix.py airflow-3.0         the cells whose name begins so
    python scripts/test_matrix.py --list              the cells
    python scripts/test_matrix.py --check ...         runs, and leaves the table as it is
    python scripts/test_matrix.py --record            takes the newest cell's lineage as the expected one

A cell is a virtual environment of its own, with the wheel of this project installed as a user would. In it
the real scheduler runs `retail_sqlite`; the datasets, columns and checks of its events must be those of
tests/compatibility/retail_sqlite.json, and `doctor` must find no error. Environments and results are kept in
.venv-matrix/; the table of docs/compatibility.md has the last result of each cell.

Where a cell says "of its time", every package is the newest that was there in the last days of that Airflow
release (uv asks the package index for upload times: `--exclude-newer`), but for those that this provider
requires newer. A script of its own, on the standard library and uv only: it has to run without any Airflow.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import os
import re
import shutil
import subprocess
import sys
import time
import venv
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
FOLDER = ROOT / ".venv-matrix"
RESULTS = FOLDER / "results"
EXPECTED = ROOT / "tests/compatibility/retail_sqlite.json"
LONGEST = 200
"""Characters of a difference that are shown."""
TABLE = ROOT / "docs/compatibility.md"
MARKS = ("<!-- matrix:start -->", "<!-- matrix:end -->")
SHOWN = {
    "Airflow": "apache-airflow",
    "openlineage": "apache-airflow-providers-openlineage",
    "common-sql": "apache-airflow-providers-common-sql",
    "sqlglot": "sqlglot",
}
"""Column of the table -> the package whose installed version it shows."""


@dataclass(frozen=True, eq=False)
class Cell:
    """One environment: what is asked of the installer, and with which Python.

    `day` is the last day whose packages are taken; `lifted` gives packages a later one ("false": none).
    `installer` is uv, or pip for the installation as most people do it.
    """

    name: str
    python: str = "3.11"
    airflow: str = ""
    day: str = ""
    lifted: Mapping[str, str] = field(default_factory=dict)
    sqlglot: str = ""
    compiled: bool = False
    installer: str = "uv"

    def requirements(self, wheel: Path) -> list[str]:
        extras = "sqlite,compiled" if self.compiled else "sqlite"
        wanted = [f"airflow-provider-lineage[{extras}] @ {wheel.as_uri()}"]
        wanted += [f"apache-airflow=={self.airflow}.*"] * bool(self.airflow)
        return wanted + [f"sqlglot=={self.sqlglot}"] * bool(self.sqlglot)


# What this provider requires newer than the two oldest releases had, with what these need themselves, and the
# day on which they were old enough: about the oldest that the wheel's requirements allow.
LIFTED = {
    "sqlglot": "false",
    "apache-airflow-providers-openlineage": "2026-05-25",
    "apache-airflow-providers-common-sql": "2026-05-25",
    "apache-airflow-providers-common-compat": "2026-05-25",
    "openlineage-python": "2026-05-25",
    "openlineage-integration-common": "2026-05-25",
    "openlineage-sql": "2026-05-25",
}
NEWEST = dict.fromkeys(LIFTED, "false")
"""An older Airflow does not run with the newest of everything (3.0.6 fails with PyJWT of 2026), but with the
newest of these."""
SQLGLOT = (("30.20.0", False), ("30.20.0", True), ("30.25.0", False), ("30.29.0", False), ("30.30.0", True))
"""Releases, and whether compiled; `make test-sqlglot` runs the SQL engine's tests with more."""


def cells() -> Iterator[Cell]:
    """Every Airflow with two Pythons, every Python with the newest, every sqlglot with the newest."""
    yield Cell("newest", installer="pip")
    yield Cell("newest-python3.12", python="3.12")
    yield Cell("newest-python3.13", python="3.13")
    yield Cell("airflow-3.0-of-its-time", airflow="3.0", day="2025-09-20", lifted=LIFTED)
    yield Cell("airflow-3.0-python3.12", "3.12", airflow="3.0", day="2025-09-20", lifted=NEWEST)
    yield Cell("airflow-3.1-of-its-time", airflow="3.1", day="2026-03-25", lifted=LIFTED)
    yield Cell("airflow-3.1-python3.12", "3.12", airflow="3.1", day="2026-03-25", lifted=NEWEST)
    yield Cell("airflow-3.2-of-its-time", airflow="3.2", day="2026-07-01", lifted={"sqlglot": "false"})
    yield Cell("airflow-3.2-python3.12", "3.12", airflow="3.2", day="2026-07-01", lifted=NEWEST)
    for version, compiled in SQLGLOT:
        name = f"sqlglot-{version}{'-compiled' if compiled else ''}"
        yield Cell(name, sqlglot=version, compiled=compiled)


@dataclass(frozen=True)
class Outcome:
    """What came of a cell; `difference` is empty when its lineage is the expected one."""

    cell: Cell
    versions: Mapping[str, str]
    seconds: float
    failure: str = ""
    lineage: Mapping[str, Any] | None = None

    def row(self) -> list[str]:
        sqlglot = self.versions.get("sqlglot", "") + (" compiled" if self.cell.compiled else "")
        shown = [self.versions.get(name, "") for name in SHOWN if name != "sqlglot"]
        return [*shown, sqlglot, self.versions.get("Python", self.cell.python), self.how(), self.result()]

    def how(self) -> str:
        if self.cell.installer == "pip":
            return "newest, by plain `pip install`"
        return f"of {self.cell.day}" if self.cell.day else "newest"

    def result(self) -> str:
        return "**differs**" if self.failure else "same lineage"


class CellError(Exception):
    """Why a cell came to no end; the message is for the person who ran the matrix."""


def main() -> int:
    """Run the cells that were asked for; returns how many did not give the expected lineage."""
    options = _options()
    chosen = [one for one in cells() if one.name.startswith(tuple(options.cells or [""]))]
    if options.list or not chosen:
        print("\n".join(one.name for one in cells()))
        return 0 if options.list else 2
    wheel = build_wheel()
    if options.record:
        return record(run(chosen[0], wheel))
    outcomes = []
    for number, cell in enumerate(chosen, 1):
        outcome = run(cell, wheel)
        outcomes.append(outcome)
        result = "FAILED" if outcome.failure else "ok    "
        print(f"[{number:2}/{len(chosen)}] {result} {cell.name:28} {outcome.seconds:5.0f} s", flush=True)
        if outcome.failure:
            print(outcome.failure, flush=True)
        keep(outcome)
    if not options.check:
        write_table(kept())
    return sum(bool(outcome.failure) for outcome in outcomes)


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        description=(__doc__ or "").partition("\n\n")[0],
        epilog=(__doc__ or "").partition("\n\n")[2],
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("cells", nargs="*", metavar="CELL", help="names of cells, or how they begin")
    parser.add_argument("--list", action="store_true", help="print the names of all cells")
    parser.add_argument("--check", action="store_true", help="leave the table of the documentation as it is")
    parser.add_argument("--record", action="store_true", help="write the first cell's lineage down as right")
    return parser.parse_args()


def record(outcome: Outcome) -> int:
    """Take an outcome's lineage as the expected one; look at the difference before it is committed."""
    if not outcome.lineage:
        print(outcome.failure)
        return 1
    EXPECTED.write_text(json.dumps(outcome.lineage, indent=1, sort_keys=True) + "\n")
    return 0


def run(cell: Cell, wheel: Path) -> Outcome:
    """Make the cell's environment, run the pipeline in it, and compare."""
    began = time.monotonic()
    outcome = Outcome(cell, {}, 0.0)
    try:
        python = environment(cell, wheel)
        outcome = replace(outcome, versions=installed(python))
        directory = FOLDER / "runs" / cell.name
        found = lineage(run_pipeline(python, directory))
        wrong = [line[:LONGEST] for line in differences(found)]
        outcome = replace(outcome, lineage=found, failure="\n".join(wrong))
        check_doctor(python, directory)
    except CellError as error:
        outcome = replace(outcome, failure=str(error))
    return replace(outcome, seconds=time.monotonic() - began)


# Environments


def build_wheel() -> Path:
    """The wheel of this checkout."""
    folder = FOLDER / "dist"
    shutil.rmtree(folder, ignore_errors=True)
    _call([_uv(), "build", "--quiet", "--wheel", "--out-dir", str(folder), str(ROOT)], ROOT)
    (wheel,) = folder.glob("*.whl")
    return wheel


def environment(cell: Cell, wheel: Path) -> Path:
    """The Python of the cell's environment; packages are resolved anew when the cell or the wheel changed."""
    folder = FOLDER / cell.name
    python = folder / "bin" / "python"
    stamp = folder / ".installed"
    wanted = hashlib.sha256(wheel.read_bytes() + repr(cell).encode()).hexdigest()
    if stamp.exists() and stamp.read_text() == wanted:
        return python
    shutil.rmtree(folder, ignore_errors=True)
    if cell.installer == "pip":
        venv.create(folder, with_pip=True)
        command = [str(python), "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
    else:
        _call([_uv(), "venv", "--quiet", "--python", find_python(cell.python), str(folder)], ROOT)
        command = [_uv(), "pip", "install", "--quiet", "--compile-bytecode", "--python", str(python)]
        command += ["--exclude-newer", cell.day] if cell.day else []
        for package, day in cell.lifted.items():
            command += ["--exclude-newer-package", f"{package}={day}"]
    _call([*command, *cell.requirements(wheel)], ROOT)
    stamp.write_text(wanted)
    return python


def find_python(version: str) -> str:
    """An interpreter of that version: the one running this, `python3.x` of the path, or one uv knows of."""
    if sys.version_info[:2] == tuple(int(part) for part in version.split(".")):
        return sys.executable
    named = shutil.which(f"python{version}")
    if named and subprocess.run([named, "--version"], capture_output=True, check=False).returncode == 0:
        return named
    found = subprocess.run(
        [_uv(), "python", "find", "--no-project", version], capture_output=True, text=True, check=False
    )
    if found.returncode:
        raise CellError(f"there is no Python {version}: put python{version} on the path")
    return found.stdout.strip()


def _uv() -> str:
    """uv of the path, else one of its own environment: only uv can install packages as of a day."""
    if known := shutil.which("uv"):
        return known
    folder = FOLDER / "uv"
    if not (folder / "bin" / "uv").exists():
        venv.create(folder, with_pip=True)
        _call([str(folder / "bin" / "python"), "-m", "pip", "install", "--quiet", "uv"], ROOT)
    return str(folder / "bin" / "uv")


def installed(python: Path) -> dict[str, str]:
    """Column of the table -> version that is there."""
    program = (
        "import json, platform, sys; from importlib.metadata import version; "
        "print(json.dumps({'Python': platform.python_version()} "
        "| {name: version(package) for name, package in json.loads(sys.argv[1]).items()}))"
    )
    versions: dict[str, str] = json.loads(_call([str(python), "-c", program, json.dumps(SHOWN)], ROOT))
    return versions


def _call(command: Sequence[str], folder: Path, **variables: str) -> str:
    done = subprocess.run(
        command, cwd=folder, env={**os.environ, **variables}, capture_output=True, text=True, check=False
    )
    if done.returncode:
        said = "\n".join((done.stdout + done.stderr).strip().splitlines()[-25:])
        raise CellError(f"{' '.join(command[:4])} ... ended with {done.returncode}\n{said}")
    return done.stdout


def run_pipeline(python: Path, directory: Path) -> list[dict[str, Any]]:
    """Run `retail_sqlite` under the real scheduler of the cell; its events."""
    shutil.rmtree(directory, ignore_errors=True)
    dags = directory / "dags"
    shutil.copytree(ROOT / "dags_example" / "data", dags / "data")
    shutil.copytree(ROOT / "dags_example" / "sql" / "retail_sqlite", dags / "sql" / "retail_sqlite")
    shutil.copy(ROOT / "dags_example" / "retail_sqlite.py", dags)
    _call(
        [
            *(str(python), "-m", "lineage_provider.cli.demo", "--pipelines", "retail_sqlite"),
            *("--directory", str(directory), "--dags", str(dags)),
        ],
        directory,
    )
    with (directory / "events.jsonl").open(encoding="utf-8") as lines:
        return [json.loads(line) for line in lines]


def check_doctor(python: Path, directory: Path) -> None:
    """`airflow lineage doctor` where Airflow takes commands from providers, `python -m` elsewhere."""
    takes_commands = installed(python)["Airflow"] >= "3.2"
    program = ["airflow", "lineage"] if takes_commands else ["lineage_provider"]
    transport = {"type": "file", "log_file_path": str(directory / "events.jsonl"), "append": True}
    _call(
        [str(python), "-m", *program, "doctor"],
        directory,
        AIRFLOW_HOME=str(directory / "airflow"),
        AIRFLOW__OPENLINEAGE__TRANSPORT=json.dumps(transport),
        AIRFLOW__OPENLINEAGE__NAMESPACE="demo",
    )


def lineage(events: Sequence[Mapping[str, Any]]) -> dict[str, Any]:
    """Job name -> its end states, inputs, outputs with columns, and checks, without what differs by run.

    Of tasks and queries: a DAG's own events name no datasets. Of tries that began: see `_never_began`.
    """
    found: dict[str, Any] = {}
    started = {event["run"]["runId"] for event in events if event["eventType"] == "START"}
    for event in events:
        if event["eventType"] == "START" or "." not in event["job"]["name"]:
            continue
        if event["run"]["runId"] not in started and _never_began(event):
            continue
        job = found.setdefault(event["job"]["name"], {"ends": [], "inputs": {}, "outputs": {}})
        job["ends"] = sorted({*job["ends"], event["eventType"]})
        for side in ("inputs", "outputs"):
            for dataset in event.get(side) or []:
                known = job[side].setdefault(_name(dataset), {"columns": {}, "checks": []})
                facets = {**(dataset.get("facets") or {}), **(dataset.get("inputFacets") or {})}
                known["columns"] |= _columns(facets.get("columnLineage") or {})
                assertions = (facets.get("dataQualityAssertions") or {}).get("assertions") or []
                known["checks"] = sorted({*known["checks"], *(_check(one) for one in assertions)})
    return found


def _never_began(event: Mapping[str, Any]) -> bool:
    """Whether this is the end of a try that Airflow lost between its queue and its start.

    Airflow 3.0 hands a task to its executor before the state "queued" is in the metadata database: a worker
    that is quick is refused ("TI was not in a state where it could be marked as running"), and Airflow tries
    the task again. The try's FAIL is true; which tries have one differs by run.
    """
    said = (event["run"]["facets"].get("errorMessage") or {}).get("message", "")
    return "finished with state failed, but the task instance's state attribute is queued" in said


def _name(dataset: Mapping[str, Any]) -> str:
    """Namespace and name; folders of this machine are left out."""
    return f"{re.sub(r'/.*/', '/', dataset['namespace'])} {dataset['name']}"


def _columns(facet: Mapping[str, Any]) -> dict[str, list[str]]:
    """Column -> where it comes from; what holds for all rows is under the empty name."""
    fields = {name: field["inputFields"] for name, field in (facet.get("fields") or {}).items()}
    fields |= {"": facet["dataset"]} if facet.get("dataset") else {}
    return {
        name: sorted(
            f"{source['name']}.{source['field']} {kind.get('type')} {kind.get('subtype')}"
            for source in sources
            for kind in source.get("transformations") or [{}]
        )
        for name, sources in sorted(fields.items())
    }


def _check(assertion: Mapping[str, Any]) -> str:
    name = assertion.get("name") or assertion["assertion"]
    return f"{name} {assertion.get('column') or ''} {'passed' if assertion['success'] else 'failed'}"


def differences(found: Mapping[str, Any]) -> Iterator[str]:
    """What is not as expected, a line each; nothing when all is."""
    expected = json.loads(EXPECTED.read_text()) if EXPECTED.exists() else {}
    yield from _compare(expected, json.loads(json.dumps(found)), "")


def _compare(expected: Any, found: Any, where: str) -> Iterator[str]:
    if isinstance(expected, dict) and isinstance(found, dict):
        for key in sorted({*expected, *found}):
            yield from _compare(expected.get(key), found.get(key), f"{where} > {key}")
    elif expected != found:
        yield f"{where}: expected {expected}, found {found}"


def keep(outcome: Outcome) -> None:
    """Write a result down for the table."""
    RESULTS.mkdir(exist_ok=True)
    content = {"versions": dict(outcome.versions), "failure": outcome.failure, "seconds": outcome.seconds}
    (RESULTS / f"{outcome.cell.name}.json").write_text(json.dumps(content))


def kept() -> list[Outcome]:
    """The last result of every cell that was run, in the order of the cells."""
    files = {cell: RESULTS / f"{cell.name}.json" for cell in cells()}
    return [Outcome(cell, **json.loads(file.read_text())) for cell, file in files.items() if file.exists()]


def write_table(outcomes: Sequence[Outcome]) -> None:
    """Put the outcomes between the marks of docs/compatibility.md."""
    header = ["Airflow", "openlineage", "common-sql", "sqlglot", "Python", "Packages", "Events"]
    lines = [header, ["---"] * len(header), *(outcome.row() for outcome in outcomes)]
    rows = "\n".join("| " + " | ".join(line) + " |" for line in lines)
    before, _, rest = TABLE.read_text(encoding="utf-8").partition(MARKS[0])
    after = rest.partition(MARKS[1])[2]
    TABLE.write_text(f"{before}{MARKS[0]}\n{rows}\n{MARKS[1]}{after}", encoding="utf-8")


if __name__ == "__main__":
    raise SystemExit(main())
