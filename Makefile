# Chợ Phiên: what a builder types. `make help` lists it.
.DEFAULT_GOAL := help
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip -qq --disable-pip-version-check
SECONDS_EACH ?= 60
PROOFS ?= proofs
INSTALLED := $(VENV)/.installed
LOCKED := --no-deps --require-hashes --requirement constraints.txt
# A terminal sees the bars of uv; what it says of each library is nothing for a log.
SHOWN := $(if $(MAKE_TERMOUT),,--quiet)
LIBRARIES := $(shell grep -c == constraints.txt)
COVERING ?= proofs/test_readme.py proofs/test_slow_bodies.py proofs/test_reload.py
MINUTES ?= 60
# Words and entropy are not looked at: they find test keys and hashes. What is left is never right to track.
ONLY_SURE_SIGNS := $(addprefix --disable-plugin ,KeywordDetector Base64HighEntropyString HexHighEntropyString)

# Hundreds of processes are started by the tests: without what was compiled before, each would take three seconds for it.
unexport PYTHONDONTWRITEBYTECODE

.PHONY: help run test quick check form types laws prove coverage mutate secrets audit-dependencies bench bench-day bench-search relevance simulate pictures readme-pictures days contract constraints clean

help:  ## What can be made here
	@grep -E '^[a-z-]+:.*##' Makefile | sed -E 's/^([a-z-]+):.*## /  make \1\t/' | expand -t 22

run: $(INSTALLED)  ## Set up, migrate, open the demo fair, and serve it on http://127.0.0.1:8000
	@mkdir -p $${MARKET_HOME:-instance}
	@$(BIN)/market migrate
	@$(BIN)/market seed --if-empty
	@$(BIN)/market run

test: $(INSTALLED)  ## Run every test on SQLite, then those that need a database on PostgreSQL (which comes from pip)
	@DATABASE=sqlite $(BIN)/pytest -n 3 $(BESIDES)
	@DATABASE=postgresql $(BIN)/pytest -n 3 -m "storage and not once"

quick: $(INSTALLED)  ## The tests that need no database and no search index, in half a minute
	@$(BIN)/pytest -n 2 -m "not storage"

check: form types laws secrets  ## Lint, types, secrets, and the laws of the house; `-j 2` looks at two of them at a time

form: $(INSTALLED)
	@$(BIN)/ruff format --check .
	@$(BIN)/ruff check .

types: $(INSTALLED)
	@$(BIN)/mypy

laws: $(INSTALLED)
	@$(BIN)/pytest -n 2 tests/laws

prove: $(INSTALLED)  ## The long proofs; SECONDS_EACH=n bounds each (default 60), PROOFS names some
	@SECONDS_EACH=$(SECONDS_EACH) $(BIN)/pytest $(PROOFS)

simulate: $(INSTALLED)  ## Live a week of a post office, with all that goes wrong; ARGS="post --days 7", ARGS="post --help" for more
	@$(BIN)/python -m proofs.simulation $(or $(ARGS),post)

coverage: $(INSTALLED)  ## Which lines and branches no test comes by, those of servers and workers counted (SQLite)
	@$(BIN)/coverage erase
	@DATABASE=sqlite $(BIN)/coverage run -m pytest -n 3
	@SECONDS_EACH=10 $(BIN)/coverage run -m pytest $(COVERING)
	@$(BIN)/coverage combine -q
	@$(BIN)/coverage report

mutate: $(INSTALLED)  ## Change the rules of orders, parcels and money a little, and see whether a test notices; MINUTES=n, goes on where it stopped
	@CI=1 DATABASE=sqlite timeout --foreground -s INT $(MINUTES)m $(BIN)/mutmut run --max-children 2 $(MUTANTS) || test $$? -eq 124
	@$(BIN)/mutmut results

secrets: $(INSTALLED)  ## Look for keys and tokens in what is tracked, without a network
	@git ls-files -z | xargs -0 $(BIN)/detect-secrets-hook --no-verify $(ONLY_SURE_SIGNS) --exclude-files '\.(csv|txt)$$'

audit-dependencies:  ## Ask which pinned libraries have known holes (needs a network)
	@test -x $(VENV)-audit/bin/pip-audit || { $(PYTHON) -m venv $(VENV)-audit && $(VENV)-audit/bin/python -m pip -qq install 'pip-audit>=2.9,<3'; }
	@$(VENV)-audit/bin/pip-audit --disable-pip --require-hashes --requirement constraints.txt

bench: $(INSTALLED)  ## Measure the hot requests against a server of its own; ARGS=--province for figures and imports, ARGS=--help for more
	@$(BIN)/python -m bench $(ARGS)

bench-day: $(INSTALLED)  ## Ask for an evening of a province, faster until p99 crosses 300 ms; ARGS="--database sqlite", ARGS=--help for more
	@$(BIN)/python -m bench.day $(ARGS)

relevance: $(INSTALLED)  ## How well the search answers the judged queries, both engines
	@$(BIN)/python -m tests.support.relevance

bench-search: $(INSTALLED)  ## Measure the search at GOODS="10000 100000" goods, and write it into docs/search.md
	@$(BIN)/python -m bench.search $(GOODS)

pictures: $(INSTALLED)  ## Draw every page as it looks, on a phone in both languages and on a desktop, into build/pictures (needs a Chromium)
	@DATABASE=sqlite $(BIN)/pytest -n 2 tests/browser/pictures.py
	@echo "$$(find build/pictures -name '*.png' | wc -l) pictures in build/pictures"

readme-pictures: $(INSTALLED)  ## Draw the four pages that the README shows, into docs/pictures
	@DATABASE=sqlite FOR_README=1 $(BIN)/pytest tests/browser/pictures.py

days: $(INSTALLED)  ## Write down the days off that the library `holidays` knows (market/complaints/data/days.csv)
	@mkdir -p build && $(BIN)/python -m tests.support.days_off > build/days.csv && mv build/days.csv market/complaints/data/days.csv

contract: $(INSTALLED)  ## Write down the contract of this release (docs/contract.txt); at a release only
	@mkdir -p build && $(BIN)/python -m tests.support.contract > build/contract.txt && mv build/contract.txt docs/contract.txt

constraints: $(INSTALLED)  ## Choose every library's release anew, with hashes; UP=--upgrade takes newer ones (asks the package index)
	@$(BIN)/uv pip compile -q --universal --python-version 3.11 --generate-hashes --no-annotate --no-header --extra dev $(UP) -o constraints.txt pyproject.toml

clean:  ## Remove what was set up (the demo data too)
	rm -rf $(VENV) $(VENV)-audit instance build mutants .coverage* *.egg-info

$(INSTALLED): pyproject.toml setup.py constraints.txt
	@test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	@echo "Setting up (a minute or two, once: $(LIBRARIES) libraries are fetched and installed) ..."
	@awk '/^[a-z]/ { its = /^uv==/ } its' constraints.txt > $(VENV)/uv.txt
	@$(PIP) install --no-deps --require-hashes --requirement $(VENV)/uv.txt
	@$(BIN)/uv pip install --python $(BIN)/python $(SHOWN) --compile-bytecode $(LOCKED) || $(PIP) install $(LOCKED)
	@$(PIP) install --no-deps --no-build-isolation --editable .
	@touch $@
