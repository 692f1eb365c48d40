#!/usr/bin/env bash
# Installs what dags_example/quality_duckdb.py needs: Great Expectations with a SQLAlchemy dialect for DuckDB
# into .venv, under the pins of constraints/, and dbt with its DuckDB adapter into .venv/dbt, because its pins
# are not Airflow's. `make demo` finds both.
set -euo pipefail

cd "$(dirname "${BASH_SOURCE[0]}")/.."
readonly VENV=.venv
readonly CONSTRAINTS=constraints/airflow-3.3.txt

if command -v uv >/dev/null; then
  into() { uv pip install --quiet --compile-bytecode --python "$1/bin/python" "${@:2}"; }
  make_venv() { uv venv --quiet --python "$VENV/bin/python" --clear "$1"; }
else
  into() { "$1/bin/python" -m pip install --quiet --disable-pip-version-check "${@:2}"; }
  make_venv() { "$VENV/bin/python" -m venv --clear "$1"; }
fi

echo "Installing Great Expectations into $VENV and dbt into $VENV/dbt"
into "$VENV" --constraint "$CONSTRAINTS" great-expectations==1.24.1 duckdb-engine==0.17.0
[ -x "$VENV/dbt/bin/dbt" ] || { make_venv "$VENV/dbt" && into "$VENV/dbt" dbt-core==1.11.16 dbt-duckdb==1.11.1; }
echo "Done: make demo now runs the pipeline quality_duckdb, too (dbt, then Great Expectations, then a mart)"
