#!/usr/bin/env bash
# Makes the virtual environment .venv with this project (editable), Airflow 3.3 under the pins of
# constraints/ and the tools of the tests and linters. Takes uv where it is installed, else venv and pip.
# Does nothing when what it would install has not changed since it last ran.
#
# Everything is compiled to bytecode once: where Python is told to write none (PYTHONDONTWRITEBYTECODE, as in
# many containers), each start of Airflow would compile it all again, for some seconds.
#
#   PYTHON=/path/to/python3.12 scripts/setup_env.sh    takes that Python
#   scripts/setup_env.sh mysql                         adds what that extra of the project installs
set -euo pipefail

cd "$(dirname "${BASH_SOURCE[0]}")/.."
readonly VENV=.venv
readonly CONSTRAINTS=constraints/airflow-3.3.txt
readonly STAMP="$VENV/.setup-stamp"
readonly WANTED='(3, 11) <= sys.version_info[:2] <= (3, 14)'

say() { if [ -t 2 ]; then printf '\033[1m%s\033[0m\n' "$*" >&2; else printf '%s\n' "$*" >&2; fi; }

fits() { "$1" -c "import sys; sys.exit(not ($WANTED))" 2>/dev/null; }

find_python() {
  local candidate
  if [ -n "${PYTHON:-}" ]; then
    fits "$PYTHON" && { echo "$PYTHON"; return; }
    say "PYTHON=$PYTHON is not a Python 3.11 to 3.14: $("$PYTHON" --version 2>&1 || true)"
    return 1
  fi
  for candidate in python3 python3.12 python3.13 python3.11 python3.14 python; do
    if command -v "$candidate" >/dev/null && fits "$candidate"; then
      echo "$candidate"
      return
    fi
  done
  say "No Python 3.11 to 3.14 found (python3 is: $(python3 --version 2>&1 || echo missing))."
  say "Install one (apt install python3 python3-venv, brew install python@3.12, uv python install 3.12),"
  say "or name one that you have: PYTHON=/path/to/python3.12 make setup"
  return 1
}

# What the environment is made of: when this has not changed, there is nothing to do.
fingerprint() {
  cat pyproject.toml "$CONSTRAINTS" "${BASH_SOURCE[0]}" | cksum
  pwd
}

make_with_uv() {
  [ -x "$VENV/bin/python" ] || uv venv --quiet --python "$1" "$VENV"
  uv pip install --quiet --compile-bytecode --python "$VENV/bin/python" --constraint "$CONSTRAINTS" --editable '.[dev]'
}

make_with_pip() {
  if [ ! -x "$VENV/bin/python" ]; then
    if ! "$1" -m venv "$VENV"; then
      rm -rf "$VENV"
      say "Python cannot make a virtual environment. On Debian and Ubuntu: apt install python3-venv"
      return 1
    fi
  fi
  "$VENV/bin/python" -m pip --version >/dev/null 2>&1 || "$VENV/bin/python" -m ensurepip --upgrade >/dev/null
  "$VENV/bin/python" -m pip install --quiet --disable-pip-version-check \
    --constraint "$CONSTRAINTS" --editable '.[dev]'
}

# Adds an extra to an environment that is there.
add() {
  if command -v uv >/dev/null; then
    uv pip install --quiet --compile-bytecode --python "$VENV/bin/python" --constraint "$CONSTRAINTS" --editable ".[$1]"
  else
    "$VENV/bin/python" -m pip install --quiet --disable-pip-version-check \
      --constraint "$CONSTRAINTS" --editable ".[$1]"
  fi
}

main() {
  if [ $# -gt 0 ]; then
    add "$1"
    return
  fi
  if [ -x "$VENV/bin/python" ] && [ -f "$STAMP" ] && [ "$(cat "$STAMP")" = "$(fingerprint)" ]; then
    touch "$STAMP"
    return
  fi
  local python
  if [ -x "$VENV/bin/python" ] && ! fits "$VENV/bin/python"; then
    say "$VENV is there with a Python that does not fit: remove it (make clean-venv), then try again"
    return 1
  fi
  python="$(find_python)"
  if command -v uv >/dev/null; then
    say "Setting up $VENV with uv and $("$python" --version)"
    make_with_uv "$python"
  else
    say "Setting up $VENV with pip and $("$python" --version) (a few minutes without a package cache)"
    make_with_pip "$python"
  fi
  "$VENV/bin/python" -m compileall -q provider >/dev/null
  fingerprint >"$STAMP"
}

main "$@"
