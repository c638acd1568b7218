# All targets use the virtual environment in .venv; the first one creates it.
PYTHON ?= $(shell command -v python3.11 || command -v python3)
VENV := .venv
BIN := $(VENV)/bin
PIP = $(BIN)/python -m pip install --quiet --disable-pip-version-check
COMPILE = $(BIN)/uv pip compile --quiet --upgrade --universal --python-version 3.11 --generate-hashes --custom-compile-command "make lock"

# Commands that tests start, by the hundred, compile the program once and not each time.
unexport PYTHONDONTWRITEBYTECODE

.PHONY: site docs dist unit test audit bench lint format browser lock locked clean

## site: install the program and build entries/ into _site/
site: $(VENV)/.runtime
	$(BIN)/python build.py

## docs: build the documents as a site, in _docs/
docs: $(VENV)/.docs
	$(BIN)/python -m mkdocs build --strict

## dist: what is published, in dist/: a source archive and a wheel, examined, and a list of all that the wheel needs
dist: $(VENV)/.release
	rm -rf dist
	$(BIN)/pyproject-build --no-isolation
	$(BIN)/python -m twine check --strict dist/*
	$(BIN)/check-wheel-contents dist
	$(BIN)/python -m venv --clear $(VENV)/sbom
	$(VENV)/sbom/bin/python -m pip install --quiet --disable-pip-version-check dist/*.whl
	$(BIN)/cyclonedx-py environment $(VENV)/sbom/bin/python --pyproject pyproject.toml --output-file dist/sbom.cdx.json

## unit: the quick tests, without a browser, the real documents and the wheel
unit: $(VENV)/.dev
	$(BIN)/python -m pytest -q -n 2 --dist loadfile -m "not browser and not corpus and not slow"

## test: install everything, a browser included, and run every test; those of languages, mentions and whole small sites also
##   without the two libraries that not every system has
test: $(VENV)/.dev browser
	$(BIN)/python -m pytest -q -n 3 --dist loadfile --no-loadscope-reorder
	PYTHONPATH=tests/without_wheels $(BIN)/python -m pytest -q -n 3 --dist loadfile tests/language tests/mentions tests/sites -k "not time"

## audit: the tests of THREATS.md in full, the whole sites of real glossaries if they are beside the project, outside checkers
##   of the built pages and of exports, which need java and Node 20, how much flattened code is restored, how long code of
##   sixty languages takes to be coloured, how many findings of the default check are right, and what search loads
audit: $(VENV)/.dev browser
	$(BIN)/python tests/audit/pages.py
	$(BIN)/python tests/audit/forms.py
	$(BIN)/python -m benchmarks.flat_code
	$(BIN)/python -m fuzz.lexers --sample 60
	AUDIT=full $(BIN)/python -m pytest -q -s -o faulthandler_timeout=7200 tests/browser/test_payloads.py tests/browser/test_documents.py tests/browser/test_javascript_sites.py tests/browser/test_search_languages.py tests/browser/test_search_twin.py tests/browser/test_search_weight.py tests/text/test_reflow_time.py tests/test_kill.py tests/test_worst_cases.py tests/test_worst_glossaries.py tests/test_worst_libraries.py tests/corpus/test_real_sites.py tests/corpus/test_findings_labelled.py tests/properties/test_preview_machine.py tests/properties/test_warm_builds_properties.py tests/properties/test_after_edits.py

## bench: compare builds with Hugo and Pagefind, in short; python -m benchmarks.build --help lists the options
bench: $(VENV)/.bench
	$(BIN)/python -m benchmarks.build --sizes 250,10000 --runs 1

## lint: style, types and the architecture contract
lint: $(VENV)/.dev
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports

## format: format the code with ruff
format: $(VENV)/.dev
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

## browser: find a Chromium for the browser tests, or install one
browser: $(VENV)/.dev
	$(BIN)/python tests/browser/browsers.py

## lock: write the versions and hashes of all that workflows, the action and the container install
lock: $(VENV)/.workflows
	$(COMPILE) --extra dev --extra workflows pyproject.toml --output-file .github/requirements/workflows.txt
	$(COMPILE) --extra icu --extra package pyproject.toml --output-file .github/requirements/program.txt

## locked: install everything in those versions, each file by its hash, as the workflows do
locked: $(VENV)/bin/python
	$(PIP) --require-hashes --requirement .github/requirements/workflows.txt
	$(PIP) --no-deps --no-build-isolation --editable .
	touch $(VENV)/.runtime $(VENV)/.dev $(VENV)/.docs $(VENV)/.release $(VENV)/.workflows

$(VENV)/bin/python:
	$(PYTHON) -m venv $(VENV)

$(VENV)/.runtime: pyproject.toml $(VENV)/bin/python
	$(PIP) --editable .
	touch $@

$(VENV)/.dev: pyproject.toml $(VENV)/bin/python
	$(PIP) --editable '.[dev]'
	touch $@ $(VENV)/.runtime

$(VENV)/.docs: pyproject.toml $(VENV)/bin/python
	$(PIP) --editable '.[docs]'
	touch $@

$(VENV)/.release: pyproject.toml $(VENV)/bin/python
	$(PIP) --editable '.[release]'
	touch $@

$(VENV)/.workflows: pyproject.toml $(VENV)/bin/python
	$(PIP) --editable '.[dev,workflows]'
	touch $@

$(VENV)/.bench: pyproject.toml $(VENV)/bin/python
	$(PIP) --editable '.[bench]'
	touch $@

clean:
	rm -rf $(VENV) _site _docs
