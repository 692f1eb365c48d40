#!/usr/bin/env bash
# Runs the tests of the lineage page with the FAB auth manager, its users and roles. FAB brings tables of its own
# into every Airflow's database: so it gets the environment .venv-fab, made once and kept.
# Takes uv where it is installed, else venv and pip.
set -euo pipefail

cd "$(dirname "${BASH_SOURCE[0]}")/.."
readonly VENV=.venv-fab
readonly CONSTRAINTS=constraints/airflow-3.3.txt
readonly FAB="apache-airflow-providers-fab>=3"

wanted="$(cat pyproject.toml "$CONSTRAINTS" "${BASH_SOURCE[0]}" | cksum)"
if [ "$(cat "$VENV/.setup-stamp" 2>/dev/null || true)" != "$wanted" ]; then
  echo "Setting up $VENV" >&2
  if command -v uv >/dev/null; then
    [ -x "$VENV/bin/python" ] || uv venv --quiet --python "${PYTHON:-3.11}" "$VENV"
    uv pip install --quiet --compile-bytecode --python "$VENV/bin/python" --constraint "$CONSTRAINTS" --editable '.[dev]' "$FAB"
  else
    [ -x "$VENV/bin/python" ] || "${PYTHON:-python3}" -m venv "$VENV"
    "$VENV/bin/python" -m pip install --quiet --disable-pip-version-check --constraint "$CONSTRAINTS" \
      --editable '.[dev]' "$FAB"
  fi
  echo "$wanted" >"$VENV/.setup-stamp"
fi
exec "$VENV/bin/python" -m pytest tests/integration/test_fab.py "$@"
