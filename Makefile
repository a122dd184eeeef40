# What a newcomer needs: `make run`, `make demo`, `make test`. Each sets up what it needs; only Python 3.11 or newer, pip and make are assumed.
PYTHON ?= python3
ARGS ?=
ROUNDS ?= 5
CHATS ?= 300
KILLS ?= 1000
CUTS ?= 1000
DUES ?= 200
VENV := .venv
BIN := $(VENV)/bin
UV := $(shell command -v uv 2>/dev/null)
COMPILE := uv pip compile --universal --generate-hashes --no-emit-index-url --no-header --python-version 3.11 --quiet

# Packages come from the lock, checked by hash; our own code is linked, so that a change needs no new install.
ifdef UV
PACKAGES := uv pip install --quiet --python $(BIN)/python
else
PACKAGES := $(BIN)/python -m pip install --quiet --disable-pip-version-check
endif

# Compiled modules are kept: the tests start the program hundreds of times.
unexport PYTHONDONTWRITEBYTECODE

.DEFAULT_GOAL := help
.PHONY: help install dev-install run demo test lint format bench faults lock

help: ## show this list
	@sed -n 's/^\([a-z-]*\):.*## /  make \1	/p' $(MAKEFILE_LIST)

install: $(VENV)/.installed ## environment from the lock into .venv

dev-install: $(VENV)/.dev-installed ## the same with the tools of tests and lint

run: install ## serve; with no channel token the web chat alone, on http://127.0.0.1:8000
	@exec $(BIN)/doithoai run $(ARGS)

demo: install ## the same, filled with a province and a dialogue, playing one whole story
	@exec $(BIN)/doithoai demo $(ARGS)

test: dev-install ## all tests; one of them: make test ARGS=tests/wording
	$(BIN)/python -m pytest -n auto -q $(ARGS)

lint: dev-install ## style, types, arrows, sizes
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy --strict
	$(BIN)/lint-imports --no-cache
	$(BIN)/python -m pytest -q tests/laws/test_sizes.py

format: dev-install ## put the code into shape
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

bench: install .venv-bench/.installed ## speed beside other bots, on this machine; shorter: make bench ROUNDS=1 CHATS=100
	@$(BIN)/python -m tests.bench --rounds $(ROUNDS) --chats $(CHATS) $(ARGS)

faults: dev-install ## what machines and platforms do to it, and what it loses then; shorter: make faults KILLS=50 CUTS=100 DUES=10
	@$(BIN)/python -m tests.faults --kills $(KILLS) --cuts $(CUTS) --dues $(DUES) $(ARGS)

lock: ## newest versions into the locks (needs uv)
	$(COMPILE) --upgrade requirements.in -o requirements.lock
	$(COMPILE) --upgrade requirements-dev.in -o requirements-dev.lock
	$(COMPILE) --upgrade requirements-bench.in -o requirements-bench.lock

$(BIN)/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Python 3.11 or newer is needed: make PYTHON=python3.12 ...")'
ifdef UV
	uv venv --quiet --allow-existing --python $(PYTHON) $(VENV)
else
	$(PYTHON) -m venv $(VENV)
endif

$(VENV)/.installed: requirements.lock pyproject.toml | $(BIN)/python
	@echo "Installing the packages of requirements.lock (about a minute the first time)"
	@$(PACKAGES) --require-hashes -r requirements.lock
	@$(PACKAGES) --no-deps --no-build-isolation -e .
	@touch $@

$(VENV)/.dev-installed: requirements-dev.lock $(VENV)/.installed
	@echo "Installing the tools of requirements-dev.lock"
	@$(PACKAGES) --require-hashes -r requirements-dev.lock
	@touch $@

# The other bots of `make bench` have an environment of their own: nothing of theirs is ever part of the product.
.venv-bench/.installed: requirements-bench.lock | $(BIN)/python
	@echo "Installing the other bots of requirements-bench.lock"
ifdef UV
	@uv venv --quiet --allow-existing --python $(BIN)/python .venv-bench
	@uv pip install --quiet --python .venv-bench/bin/python --require-hashes -r requirements-bench.lock
else
	@$(BIN)/python -m venv .venv-bench
	@.venv-bench/bin/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements-bench.lock
endif
	@touch $@
