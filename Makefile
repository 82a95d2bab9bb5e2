# Chợ Phiên: what a builder types. `make help` lists it.
.DEFAULT_GOAL := help
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
SECONDS_EACH ?= 60
PROOFS ?= proofs
SLOW := hostile statements answers
INSTALLED := $(VENV)/.installed

.PHONY: help run test check prove bench bench-search relevance clean

help:  ## What can be made here
	@grep -E '^[a-z-]+:.*##' Makefile | sed -E 's/^([a-z-]+):.*## /  make \1\t/' | expand -t 22

run: $(INSTALLED)  ## Set up, migrate, open the demo fair, and serve it on http://127.0.0.1:8000
	@mkdir -p $${MARKET_HOME:-instance}
	@$(BIN)/market migrate
	@$(BIN)/market seed --if-empty
	@$(BIN)/market run

test: $(INSTALLED)  ## Run every test on SQLite, then on PostgreSQL (which comes from pip)
	@DATABASE=sqlite $(BIN)/pytest -n 2
	@DATABASE=postgresql $(BIN)/pytest -n 2

check: $(INSTALLED)  ## Lint, types, and whether the migrations equal the models
	@$(BIN)/ruff format --check .
	@$(BIN)/ruff check .
	@$(BIN)/mypy
	@$(BIN)/pytest tests/laws $(SLOW:%=--ignore tests/laws/test_%.py)

prove: $(INSTALLED)  ## The long proofs; SECONDS_EACH=n bounds each (default 60), PROOFS names some
	@SECONDS_EACH=$(SECONDS_EACH) $(BIN)/pytest $(PROOFS)

bench: $(INSTALLED)  ## Measure the hot requests against a server of its own; ARGS=--province for figures and imports, ARGS=--help for more
	@$(BIN)/python -m bench $(ARGS)

relevance: $(INSTALLED)  ## How well the search answers the judged queries, both engines
	@$(BIN)/python -m tests.support.relevance

bench-search: $(INSTALLED)  ## Measure the search at GOODS="10000 100000" goods, and write it into docs/search.md
	@$(BIN)/python -m bench.search $(GOODS)

clean:  ## Remove what was set up (the demo data too)
	rm -rf $(VENV) instance build *.egg-info

$(INSTALLED): pyproject.toml constraints.txt
	@test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	@echo "Setting up (about a minute the first time) ..."
	@$(BIN)/python -m pip install -qq --disable-pip-version-check --constraint constraints.txt --editable '.[dev]'
	@touch $@
