# Everything a developer or a council's technician does here. `make` alone lists it.

PYTHON ?= python3
PORT   ?= 8000
VENV   := .venv
BIN    := $(VENV)/bin

# Each browser is about 300 MB: no more of them than four, however many cores there are.
PYTEST := $(BIN)/python -m pytest --numprocesses=auto --maxprocesses=4 --dist=worksteal

export PIP_DISABLE_PIP_VERSION_CHECK := 1
.DEFAULT_GOAL := help
.PHONY: help run test thorough lint format browser lock clean

help:  ## list these targets
	@awk -F ':.*## ' '/^[a-z]+:.*## /{printf "make %-10s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

run: $(VENV)/ready-to-run  ## serve the portal on this machine; PORT=8000 unless told otherwise
	@PORT=$(PORT) exec $(BIN)/portal serve

test: lint browser  ## every check and every test, some in a real browser
	$(BIN)/portal check
	$(PYTEST)

thorough: lint browser  ## the same tests over every case instead of a sample; at most an hour
	$(BIN)/portal check
	PORTAL_THOROUGH=1 $(PYTEST) -o faulthandler_timeout=7200

lint: $(VENV)/ready-to-test  ## style, formatting and types
	$(BIN)/ruff check --quiet
	$(BIN)/ruff format --check --quiet
	$(BIN)/mypy

format: $(VENV)/ready-to-test  ## put the code into the shape that lint expects
	$(BIN)/ruff check --fix
	$(BIN)/ruff format

browser: $(VENV)/ready-to-test  ## a Chromium, fonts and gettext for the tests, where they are missing
	@$(BIN)/python -m tests.browser.chromium

# Hashes only: the files must not say where the packages came from.
COMPILE = $(BIN)/uv pip compile --quiet --upgrade --universal --generate-hashes --no-annotate \
	--custom-compile-command "make lock" pyproject.toml

lock: $(VENV)/ready-to-test  ## move the pinned packages to their newest versions
	$(COMPILE) --group build --output-file requirements.txt
	$(COMPILE) --group dev --constraint requirements.txt --output-file requirements-dev.txt

clean:  ## remove all that was made here, but not what a running portal keeps in var/
	rm -rf $(VENV) build *.egg-info .hypothesis .mypy_cache .pytest_cache .ruff_cache test-results
	find portal tests -name __pycache__ -type d -prune -exec rm -rf {} +

$(VENV)/ready-to-run: requirements.txt pyproject.toml
	@$(PYTHON) -c 'import sys; sys.version_info >= (3, 11) or sys.exit("Python 3.11 or newer is needed. Another one can be named: make PYTHON=python3.12")'
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --require-hashes --requirement requirements.txt
	$(BIN)/python -m pip install --quiet --no-deps --no-build-isolation --editable .
	@touch $@

$(VENV)/ready-to-test: requirements-dev.txt $(VENV)/ready-to-run
	$(BIN)/python -m pip install --quiet --require-hashes --requirement requirements-dev.txt
	@touch $@
