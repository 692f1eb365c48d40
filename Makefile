# Every target that needs the virtual environment makes it first (`make setup`), so that each works alone.
SHELL := bash
.SHELLFLAGS := -euo pipefail -c
.DEFAULT_GOAL := help

VENV := .venv
BIN := $(VENV)/bin
STAMP := $(VENV)/.setup-stamp
PYTEST_ARGS ?=

.PHONY: help setup demo test lint format docs build bench clean clean-venv

help: ## show this list
	@grep -hE '^[a-z-]+:.*##' $(MAKEFILE_LIST) | awk -F ':.*## ' '{ printf "  make %-11s %s\n", $$1, $$2 }'

setup: $(STAMP) ## make .venv with Airflow, this provider and all tools (again only when something changed)

$(STAMP): pyproject.toml constraints/airflow-3.3.txt scripts/setup_env.sh
	@scripts/setup_env.sh

demo: $(STAMP) ## run the example pipelines in a real Airflow and print their lineage
	@$(BIN)/python -m lineage_provider.cli.demo

test: $(STAMP) ## run every test (PYTEST_ARGS="-k sqlite" for some of them)
	@$(BIN)/python -m pytest $(PYTEST_ARGS)

lint: $(STAMP) ## check style, types, import rules, Docker files and documentation
	$(BIN)/ruff check
	$(BIN)/ruff format --check
	$(BIN)/mypy provider
	$(BIN)/lint-imports --no-cache --no-logo
	$(BIN)/hadolint docker/Dockerfile
	$(BIN)/check-jsonschema --builtin-schema vendor.compose-spec docker/docker-compose.yml
	$(BIN)/python scripts/generate_docs.py --check
	NO_MKDOCS_2_WARNING=1 $(BIN)/mkdocs build --quiet --strict

format: $(STAMP) ## put code into shape, and the generated parts of README and docs up to date
	$(BIN)/ruff check --fix
	$(BIN)/ruff format
	$(BIN)/python scripts/generate_docs.py

docs: $(STAMP) ## build the documentation into site/
	NO_MKDOCS_2_WARNING=1 $(BIN)/mkdocs build --strict

build: $(STAMP) ## build sdist and wheel (the wheel through the sdist) into dist/
	@rm -rf dist
	$(BIN)/python -m build --no-isolation --outdir dist .

bench: $(STAMP) ## run the benchmarks and print what they measured
	@$(BIN)/python -m pytest -m benchmark -s -q tests/benchmarks/bench_import.py tests/benchmarks/bench_tasks.py $(PYTEST_ARGS)

clean: ## remove what builds, tests and the demo left behind
	rm -rf dist build site .demo .mypy_cache .ruff_cache .pytest_cache .import_linter_cache .hypothesis
	find provider tests dags_example scripts -name __pycache__ -type d -prune -exec rm -rf {} +

clean-venv: ## remove .venv
	rm -rf $(VENV)
