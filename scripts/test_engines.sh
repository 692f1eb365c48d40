#!/usr/bin/env bash
# Runs the tests of every engine against its hook's real class, with all providers and drivers installed, and
# those of the spool in S3.
# They need two gigabytes and, some of them, other versions than this project's constraints: so they get the
# environment .venv-engines, made once and kept. Takes uv where it is installed, else venv and pip.
set -euo pipefail

cd "$(dirname "${BASH_SOURCE[0]}")/.."
readonly VENV=.venv-engines
readonly TESTS=(
  tests/unit/engines tests/unit/query_tags tests/unit/extractors tests/unit/spark tests/unit/delivery
  tests/integration/test_engine_catalogs.py
)

airflow="$(grep '^apache-airflow==' constraints/airflow-3.3.txt)"
wanted="$(cat pyproject.toml "${BASH_SOURCE[0]}" | cksum)"
if [ "$(cat "$VENV/.setup-stamp" 2>/dev/null || true)" != "$wanted" ]; then
  echo "Setting up $VENV" >&2
  if command -v uv >/dev/null; then
    [ -x "$VENV/bin/python" ] || uv venv --quiet --python "${PYTHON:-3.11}" "$VENV"
    uv pip install --quiet --compile-bytecode --python "$VENV/bin/python" "$airflow" --editable '.[test-engines]'
  else
    [ -x "$VENV/bin/python" ] || "${PYTHON:-python3}" -m venv "$VENV"
    "$VENV/bin/python" -m pip install --quiet --disable-pip-version-check "$airflow" --editable '.[test-engines]'
  fi
  echo "$wanted" >"$VENV/.setup-stamp"
fi
exec "$VENV/bin/python" -m pytest "${TESTS[@]}" "$@"
