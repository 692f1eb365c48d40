"""The SQL engine's tests with other releases and builds of sqlglot.

    python tests/benchmarks/sqlglot_matrix.py [--versions 30.20.0 ...] [--folder DIR] [PYTEST ARGUMENTS]

Makes one virtual environment a build (pure; the newest also compiled by sqlglotc), with nothing in it but
sqlglot, pytest and hypothesis: the engine must import without Airflow too. Prints a line a build; the exit
code is the number of builds that failed.
"""

from __future__ import annotations

import argparse
import os
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
TESTS = "tests/unit/sql"
VERSIONS = ("30.20.0", "30.22.0", "30.25.0", "30.30.0")


def main() -> int:
    """Run every build; returns how many failed."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--versions", nargs="+", default=list(VERSIONS), metavar="VERSION")
    parser.add_argument(
        "--folder", type=Path, default=ROOT / ".venv" / "sqlglot", help="where environments are kept"
    )
    options, arguments = parser.parse_known_args()
    builds = [(version, False) for version in options.versions] + [(options.versions[-1], True)]
    failed = 0
    for version, compiled in builds:
        name = f"{version}{'-compiled' if compiled else ''}"
        python = environment(options.folder / name, version, compiled)
        run = subprocess.run(
            [python, "-m", "pytest", TESTS, "-q", "--no-header", "-p", "no:cacheprovider", *arguments],
            cwd=ROOT,
            env={**os.environ, "PYTHONPATH": str(ROOT / "provider")},
            capture_output=True,
            text=True,
        )
        last = run.stdout.strip().splitlines()[-1:] or [run.stderr.strip()[-200:]]
        print(f"sqlglot {name:18} {'ok    ' if run.returncode == 0 else 'FAILED'} {last[0]}", flush=True)
        if run.returncode:
            failed += 1
            print(run.stdout[-3_000:])
    return failed


def environment(folder: Path, version: str, compiled: bool) -> str:
    """The Python of an environment with that build; made when it is not there."""
    python = folder / "bin" / "python"
    if python.exists():
        return str(python)
    packages = [f"sqlglot=={version}", "pytest", "hypothesis"] + [f"sqlglotc=={version}"] * compiled
    uv = shutil.which("uv")
    if uv:
        subprocess.run([uv, "venv", "-q", "--python", sys.executable, str(folder)], check=True)
        subprocess.run([uv, "pip", "install", "-q", "--python", str(python), *packages], check=True)
    else:
        subprocess.run([sys.executable, "-m", "venv", str(folder)], check=True)
        subprocess.run([str(python), "-m", "pip", "install", "-q", *packages], check=True)
    return str(python)


if __name__ == "__main__":
    raise SystemExit(main())
