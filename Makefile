# `make` alone prints this list. Everything runs inside .venv, which the first command creates.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
STAMP := $(VENV)/.installed

.DEFAULT_GOAL := help
.PHONY: help extract test check fix bench samples expected clean

help: ## this list
	@awk -F ':.*## ' '/^[a-z]+:.*## /{printf "  make %-10s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

$(STAMP): pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' \
	  || { echo "cjkclause needs Python 3.11 or later; name one with: make PYTHON=python3.11 extract"; exit 2; }
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable '.[dev,samples]'
	@touch $@

extract: $(STAMP) ## extract the sample contracts through the embedded endpoint into out/
	$(BIN)/cjkclause extract $(wildcard samples/*.pdf samples/*.docx) --endpoint embedded -o out

test: $(STAMP) ## run the tests
	$(BIN)/python -m pytest

check: $(STAMP) ## lint, types and import rules; changes nothing
	$(BIN)/ruff check pipeline tests samples
	$(BIN)/ruff format --check pipeline tests samples
	$(BIN)/mypy
	$(BIN)/lint-imports

fix: $(STAMP) ## format and repair what can be repaired
	$(BIN)/ruff check --fix pipeline tests samples
	$(BIN)/ruff format pipeline tests samples

bench: $(STAMP) ## speed and memory beside what a user would pick instead; the engine on the gold contracts
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable '.[bench]'
	$(BIN)/python -m tests.bench
	$(BIN)/python -m tests.gold

samples: $(STAMP) ## build the sample contracts again (samples/README.md)
	$(BIN)/python samples/build.py

expected: $(STAMP) ## write samples/expected again, as this version extracts them
	$(BIN)/python samples/expect.py

clean: ## remove the environment and all results
	rm -rf $(VENV) out
