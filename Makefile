# make run · make install · make serve · make bandit · make audit · make ocr · make test · make test-full · make lint · make demo · make bench · make accuracy · make fuzz · make docs · make pictures · make selfcheck · make update-expected · make update-contracts
PYTHON ?= python3.11
VENV ?= .venv
BIN := $(VENV)/bin
PORT ?= 8501
# Who may reach `make serve`: this machine alone, or 0.0.0.0 for everybody
ADDRESS ?= 127.0.0.1

.DEFAULT_GOAL := help
.PHONY: help run install serve bandit audit ocr test test-full lint format demo bench accuracy fuzz docs pictures selfcheck update-expected update-contracts clean

help: ## list the tasks
	@grep -E '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 18

$(VENV)/run.stamp: requirements.txt
	test -x $(BIN)/python || $(PYTHON) -m venv $(VENV) || python3 -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -r requirements.txt
	@touch $@

$(VENV)/dev.stamp: requirements.txt requirements-dev.txt $(VENV)/run.stamp
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -r requirements-dev.txt
	@touch $@

$(VENV)/ocr.stamp: requirements-ocr.txt $(VENV)/run.stamp
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -r requirements-ocr.txt
	@touch $@

ocr: $(VENV)/ocr.stamp ## add text recognition for scans and pictures

run: $(VENV)/run.stamp ## make the environment and serve the app on port 8501
	$(BIN)/python -m streamlit run app.py --server.port $(PORT)

install: $(VENV)/run.stamp ## make the environment and check the settings, to host the app
	$(BIN)/python -m settings

serve: ## serve the app to others: ADDRESS and PORT, settings by environment
	$(BIN)/python -m streamlit run app.py --server.address $(ADDRESS) --server.port $(PORT) --server.fileWatcherType none

# Tests start many programs of the project: each compiles its modules anew where bytecode may not be kept
PYTEST := PYTHONDONTWRITEBYTECODE= $(BIN)/python -m pytest
# One process more than cores, five at most: some wait for a server, a browser or the clock
PROCESSES := $(shell n=$$(nproc 2>/dev/null || echo 2); echo $$((n < 4 ? n + 1 : 5)))
PARALLEL := -n $(PROCESSES) --no-loadscope-reorder --durations=20

test: $(VENV)/dev.stamp ## run the tests, with sizes that are soon done (the browser's too where a Chromium is found)
	$(PYTEST) $(PARALLEL)

test-full: $(VENV)/dev.stamp ## run every test at its full size
	TEST_SIZES=full $(PYTEST) $(PARALLEL)

lint: $(VENV)/dev.stamp ## ruff, mypy --strict, and who may import whom
	$(BIN)/python -m ruff check .
	$(BIN)/python -m ruff format --check .
	$(BIN)/python -m mypy
	$(BIN)/lint-imports

CODE := app.py api bulk checks dataset demo metrics pages parsing queries server settings storage ui workers

BANDIT := $(BIN)/python -m bandit --quiet --recursive --configfile pyproject.toml $(CODE) deploy

bandit: $(VENV)/dev.stamp ## look through our code for known holes
	$(BANDIT)

audit: bandit ## look through our code (bandit) and packages (pip-audit, where its source is reachable) for known holes
	$(BIN)/python deploy/advisories.py

format: $(VENV)/dev.stamp ## put the code into ruff's format
	$(BIN)/python -m ruff check --fix-only --quiet .
	$(BIN)/python -m ruff format .

demo: $(VENV)/run.stamp ## make the made-up dataset anew (after a change of rules, metrics or frames)
	$(BIN)/python -m demo

bench: $(VENV)/dev.stamp ## run every benchmark: ratios inside one run, and how errors are found
	$(BIN)/python -m benchmarks

accuracy: $(VENV)/dev.stamp ## read forms in every layout and defect, and write the table of benchmarks/README.md
	$(BIN)/python -m benchmarks.accuracy --write

$(VENV)/fuzz.stamp: requirements-fuzz.txt $(VENV)/dev.stamp
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -r requirements-fuzz.txt
	@touch $@

fuzz: $(VENV)/fuzz.stamp ## read 20,000 printed forms, then fuzz each loader and the whole reading for a minute
	$(BIN)/python -m benchmarks.accuracy --cases 20000 --each 50
	$(BIN)/python -m tests.fuzz --seconds 60

docs: $(VENV)/dev.stamp ## write docs/rules.md from the rule set and docs/links.md from the URL parameters
	$(BIN)/python -m checks.book.handbook --write
	$(BIN)/python -m dataset.handbook --write
	$(BIN)/python -m ui.shell.parameters --write

pictures: $(VENV)/dev.stamp ## make the pictures of docs/ anew, in a browser
	TEST_SIZES=full NIANBAO_PICTURES=docs/pictures $(PYTEST) tests/browser/test_tour.py

selfcheck: $(VENV)/dev.stamp ## rank of the sums, which follow from others, and whether they agree
	$(BIN)/python -m checks.book.selfcheck

update-expected: $(VENV)/dev.stamp ## write the expected figures of samples that have none; a person reads them before they count
	$(BIN)/python -m tests.update_expected

update-contracts: $(VENV)/dev.stamp ## record the JSON, ids and URL parameters that are promised, after a change that is meant
	$(BIN)/python -m tests.contracts.update

clean: ## remove the environment and what tests left
	rm -rf $(VENV) build .pytest_cache .mypy_cache .ruff_cache .hypothesis
