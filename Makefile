# Một Cửa. `make help` lists what there is.
SHELL := /bin/sh
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
# `make lock UPGRADE=` adds what is new and leaves the rest as it is.
UPGRADE ?= --upgrade
# pytest-xdist shares the suites between workers with databases and browsers of their own. One more than there are
# cores: tests in a browser also wait.
PYTEST_WORKERS ?= $(shell expr $$(getconf _NPROCESSORS_ONLN) + 1)

.DEFAULT_GOAL := help
.PHONY: help setup setup-dev pwa run browsers test screenshots client lint format bench soak lock clean

help: ## Show this list
	@grep -hE '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sort | awk -F':.*## ' '{printf "  make %-11s %s\n", $$1, $$2}'

$(VENV)/.created:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "Python 3.11 or newer is needed (PYTHON=python3.x make ...)"; exit 1; }
	$(PYTHON) -m venv $(VENV)
	@touch $@

$(VENV)/.run: $(VENV)/.created requirements.txt pyproject.toml
	$(BIN)/python -m pip install  --disable-pip-version-check --require-hashes -r requirements.txt
	$(BIN)/python -m pip install  --disable-pip-version-check --no-deps --no-build-isolation --editable .
	@touch $@

$(VENV)/.dev: $(VENV)/.run requirements-dev.txt
	$(BIN)/python -m pip install  --disable-pip-version-check --require-hashes -r requirements-dev.txt
	@touch $@

setup: $(VENV)/.run ## Make the virtual environment and install the locked packages
setup-dev: $(VENV)/.dev ## The same with what tests and linters need

pwa: $(VENV)/.run ## Build the web app into pwa/dist (uses Node >= 20.19, else gets it from PyPI)
	@sh pwa/build.sh

run: setup pwa ## Everything from a fresh checkout, then the app with demo data on http://127.0.0.1:8000
	@exec $(BIN)/motcua serve --demo

browsers: setup-dev ## Install the browsers that tests drive (root on Debian; else say what will be skipped)
	@$(BIN)/python -m tests.browser.debian_browsers

test: setup-dev pwa browsers ## All tests, on SQLite and PostgreSQL
	@sh pwa/build.sh test
	$(BIN)/python -m pytest -n $(PYTEST_WORKERS) --cov --cov-report=term:skip-covered

screenshots: setup-dev pwa browsers ## Pictures of every page and state into var/screenshots (PUBLISH=--publish: also those of README and manifest)
	@$(BIN)/python -m tests.browser.screenshots var/screenshots $(PUBLISH)

lint: setup-dev pwa ## Style, format, types
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	@sh pwa/build.sh lint

client: setup-dev ## Write the interface into pwa/openapi.json, from which the web app's types are made
	@MOTCUA_DATA=$$(mktemp -d) $(BIN)/python -m tests.openapi_file pwa/openapi.json

format: setup-dev ## Bring the code into the one format
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

bench: setup-dev pwa ## Requests per second, latencies, look-up, Lighthouse as JSON (PART=look-up, files, push or forms: only that)
	@$(BIN)/python -m tests.load.bench $(PART)

soak: setup-dev pwa browsers ## 200 hand-ins and 10,000 pushes while networks are cut and browsers, web and workers are killed; figures as JSON; all drawn papers (about ten minutes)
	@$(BIN)/python -m pytest -n 0 -m soak >&2
	@$(BIN)/python -m tests.soak.deliveries
	@$(BIN)/python -m tests.soak.hand_ins

lock: setup-dev ## Lock the dependencies anew (hashes, no addresses)
	$(BIN)/uv pip compile pyproject.toml --universal --python-version 3.11 --generate-hashes $(UPGRADE) --no-header --no-annotate --extra scale -o requirements.txt
	$(BIN)/uv pip compile pyproject.toml --universal --python-version 3.11 --generate-hashes $(UPGRADE) --no-header --no-annotate --extra scale --extra heic --extra dev -c requirements.txt -o requirements-dev.txt

clean: ## Remove what was built; data in ./var stays
	rm -rf $(VENV) pwa/dist pwa/node_modules .pytest_cache .mypy_cache .ruff_cache .hypothesis
