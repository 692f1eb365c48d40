# Every target that needs the virtual environment makes it first (`make setup`), so that each works alone.
SHELL := bash
.SHELLFLAGS := -euo pipefail -c
.DEFAULT_GOAL := help

VENV := .venv
BIN := $(VENV)/bin
STAMP := $(VENV)/.setup-stamp
PYTEST_ARGS ?=
FUZZ_ARGS ?=
BENCH_ARGS ?=
MATRIX_ARGS ?=

WWW := provider/lineage_provider/viewer/www

.PHONY: www www-check test-www help setup setup-mysql quality demo ui test test-engines test-fab test-cosmos test-sqlglot test-matrix fuzz lint format docs build bench bench-sql clean clean-venv

help: ## show this list
	@grep -hE '^[a-z-]+:.*##' $(MAKEFILE_LIST) | awk -F ':.*## ' '{ printf "  make %-12s %s\n", $$1, $$2 }'

setup: $(STAMP) ## make .venv with Airflow, this provider and all tools (again only when something changed)

$(STAMP): pyproject.toml constraints/airflow-3.3.txt scripts/setup_env.sh
	@scripts/setup_env.sh

setup-mysql: $(STAMP) ## add the MySQL provider to .venv, for tests on MariaDB (compiled: needs gcc, pkg-config, libmariadb-dev)
	@scripts/setup_env.sh mysql

demo: $(STAMP) ## run the example pipelines in a real Airflow and print their lineage
	@$(BIN)/python -m lineage_provider.cli.demo

quality: $(STAMP) ## install dbt (into .venv/dbt) and Great Expectations, for the demo's pipeline with both
	@scripts/setup_quality.sh

ui: $(STAMP) ## run the example pipelines and keep Airflow up, with its lineage page, until Ctrl+C
	@$(BIN)/python -m lineage_provider.cli.demo --serve

test: $(STAMP) ## run every test (PYTEST_ARGS="-k sqlite" for some of them)
	@$(BIN)/python -m pytest $(PYTEST_ARGS)

test-engines: ## run the tests of all engines' hooks, in an environment of its own (2 GB)
	@scripts/test_engines.sh $(PYTEST_ARGS)

test-fab: ## run the tests of the lineage page with the FAB auth manager, in an environment of its own
	@scripts/test_fab.sh $(PYTEST_ARGS)

test-cosmos: $(STAMP) ## run the tests of dbt tasks by Cosmos, in a real scheduler (Cosmos and dbt go into .venv)
	@LINEAGE_TEST_COSMOS=1 $(BIN)/python -m pytest tests/integration/test_cosmos.py $(PYTEST_ARGS)

test-sqlglot: $(STAMP) ## run the tests of the SQL engine with releases and builds of sqlglot from 30.20
	@$(BIN)/python tests/benchmarks/sqlglot_matrix.py

test-matrix: $(STAMP) ## run the example pipeline on Airflow 3.0 to 3.3, several Pythons and releases of sqlglot (MATRIX_ARGS=--list)
	@$(BIN)/python scripts/test_matrix.py $(MATRIX_ARGS)

fuzz: $(STAMP) ## run 100,000 changed statements through the SQL engine (FUZZ_ARGS="--count 5000 --seed 7")
	@$(BIN)/python tests/benchmarks/fuzz_sql.py $(FUZZ_ARGS)

$(WWW)/node_modules/.package-lock.json: $(WWW)/package-lock.json
	@cd $(WWW) && npm ci --no-fund --no-audit --loglevel=error
	@touch $@

www: $(WWW)/node_modules/.package-lock.json ## build the lineage page (needs Node 20; its result is committed)
	@cd $(WWW) && npm run --silent check && npm run --silent build

www-check: www ## build the lineage page and fail where the result is not the committed one
	@git diff --exit-code --stat -- $(WWW)/dist && test -z "$$(git status --porcelain -- $(WWW)/dist)"

test-www: $(WWW)/node_modules/.package-lock.json ## run the tests of the lineage page's layout and state
	@cd $(WWW) && npm test --silent

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
	@$(BIN)/python -m pytest -m benchmark -s -q tests/benchmarks/bench_import.py tests/benchmarks/bench_emit.py tests/benchmarks/bench_tasks.py $(PYTEST_ARGS)

bench-sql: $(STAMP) ## measure the SQL engine beside its peers (installed into .venv/peers), in one run
	@$(BIN)/python tests/benchmarks/bench_sql.py $(BENCH_ARGS)

clean: ## remove what builds, tests and the demo left behind
	rm -rf dist build site .demo .mypy_cache .ruff_cache .pytest_cache .import_linter_cache .hypothesis
	find provider tests dags_example scripts -name __pycache__ -type d -prune -exec rm -rf {} +

clean-venv: ## remove .venv, .venv-engines, .venv-fab and .venv-matrix
	rm -rf $(VENV) .venv-engines .venv-fab .venv-matrix
