# make run   start the reader on the articles in seeds/
# make test  run all tests
# Needs Python 3.11 or later, with pip and venv; everything else is installed into .venv, at the
# versions and hashes of the lock files.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip --disable-pip-version-check --quiet

.PHONY: run test check lint types contracts format picture lock clean help

help:
	@sed -n 's/^# //p' Makefile

run: $(VENV)/.run
	@$(BIN)/foreigndesk --seeds

# Much of the tests' time is waiting for real terminals and processes, so there are twice as many at a time as cores.
WORKERS ?= $(shell echo $$((2 * $$(nproc 2>/dev/null || echo 2))))
test: $(VENV)/.dev
	@$(BIN)/python -m pytest -n $(WORKERS) --dist worksteal

# What .ci/run runs besides the tests.
check: lint types contracts

lint: $(VENV)/.dev
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .

types: $(VENV)/.dev
	@$(BIN)/mypy

contracts: $(VENV)/.dev
	@$(BIN)/lint-imports

format: $(VENV)/.dev
	@$(BIN)/ruff check --fix --quiet .
	@$(BIN)/ruff format --quiet .

# Byte code is compiled here, once: without it the reader starts three times slower.
$(VENV)/.run: requirements.lock pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Foreign Desk needs Python 3.11 or later; say make PYTHON=python3.11")'
	@echo "Installing into $(VENV) (once, about a minute) ..."
	@$(PYTHON) -m venv $(VENV)
	@$(PIP) install --require-hashes --only-binary :all: -r requirements.lock
	@$(BIN)/python -m compileall -q index tui
	@$(PIP) install --no-deps --require-hashes --only-binary :all: -r requirements-build.lock
	@$(PIP) install --no-deps --no-build-isolation --editable .
	@touch $@

$(VENV)/.dev: $(VENV)/.run requirements-dev.lock
	@echo "Installing the tools for tests ..."
	@$(PIP) install --require-hashes --only-binary :all: -r requirements-dev.lock
	@touch $@

# The picture in the README, and the manual's key page, from the program itself.
picture: $(VENV)/.dev
	@$(BIN)/python tests/picture.py docs/reader.svg
	@$(BIN)/python -m tui.actions > docs/keys.md

# Makes the lock files anew from pyproject.toml; needs uv.
LOCK := uv pip compile --universal --python-version 3.11 --generate-hashes --no-header --quiet --upgrade
lock:
	@$(LOCK) pyproject.toml --all-extras -o requirements.lock
	@$(LOCK) pyproject.toml --all-extras --group dev -o requirements-dev.lock
	@echo 'hatchling>=1.27' | $(LOCK) - -o requirements-build.lock

clean:
	rm -rf $(VENV) build dist *.egg-info
