# Everything goes through the virtual environment in .venv, which the first target that needs it makes.
PYTHON ?= $(shell command -v python3.11 || command -v python3)
VENV := .venv
BIN := $(VENV)/bin

.PHONY: site test audit bench lint format browser clean

## site: set up what is needed and build entries/ into _site/
site: $(VENV)/.runtime
	$(BIN)/python build.py

## test: set up everything, a browser included, and run every test
test: $(VENV)/.dev browser
	$(BIN)/python -m pytest -q -n 2 --dist loadfile

## audit: what takes long, or needs java and Node 20: outside judges of the built pages, the tests of trust in full
audit: $(VENV)/.dev browser
	$(BIN)/python tests/audit/pages.py
	AUDIT=full $(BIN)/python -m pytest -q -s -o faulthandler_timeout=7200 tests/browser/test_payloads.py tests/test_kill.py tests/test_worst_cases.py tests/test_worst_glossaries.py

## bench: builds beside Hugo's and Pagefind's, the short form; python -m benchmarks.build --help tells of the long one
bench: $(VENV)/.bench
	$(BIN)/python -m benchmarks.build --sizes 250,1000,10000 --runs 1

## lint: style, types and the architecture contract
lint: $(VENV)/.dev
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports

## format: let ruff lay the code out
format: $(VENV)/.dev
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

## browser: find a Chromium for the browser tests, or install one
browser: $(VENV)/.dev
	$(BIN)/python tests/browser/chromium.py

$(VENV)/bin/python:
	$(PYTHON) -m venv $(VENV)

$(VENV)/.runtime: pyproject.toml $(VENV)/bin/python
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable .
	touch $@

$(VENV)/.dev: pyproject.toml $(VENV)/bin/python
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable '.[dev]'
	touch $@ $(VENV)/.runtime

$(VENV)/.bench: pyproject.toml $(VENV)/bin/python
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable '.[bench]'
	touch $@

clean:
	rm -rf $(VENV) _site
