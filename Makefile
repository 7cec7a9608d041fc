# Two commands set everything up: `make demo` and `make test`. `make` alone lists the rest.

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
# make demo INSTALLER=uv installs with uv instead of pip.
INSTALLER ?= pip
# make demo SERVE=no stops after the answers.
SERVE ?= yes
# Tests run side by side, a worker for each processor up to four, a file always in one worker; WORKERS=0 for one by one.
# In the order of the folders: sorted by how many tests they hold, the few long journeys would come last and be waited for.
WORKERS ?= auto
SIDE_BY_SIDE = --numprocesses=$(WORKERS) --maxprocesses=4 --dist=loadfile --no-loadscope-reorder

comma := ,
ifeq ($(INSTALLER),uv)
install = uv pip install --quiet --python $(BIN)/python --constraint constraints.txt --editable '$(1)'
else
install = $(BIN)/python -m pip install --quiet --disable-pip-version-check --constraint constraints.txt --editable '$(1)'
endif

# Where the machine asks for no compiled modules, each of the tests' processes would compile the library anew.
test test-postgresql: export PYTHONDONTWRITEBYTECODE =

.DEFAULT_GOAL := help
.PHONY: help demo test test-postgresql check format docs bench assets scale clean

help:  ## List the commands
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-16s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

# Each stamp is rebuilt only when the pins change.
$(VENV)/.ready: pyproject.toml constraints.txt
	@scripts/python-ready $(PYTHON)
	@echo "Installing Commonweal into $(VENV) (a minute or so on a first run)"
	@$(PYTHON) -m venv $(VENV)
	@$(call install,.)
	@touch $@

$(VENV)/.ready-test: $(VENV)/.ready
	@echo "Installing what the tests need"
	@$(call install,.[test])
	@touch $@

$(VENV)/.ready-check: $(VENV)/.ready-test
	@echo "Installing what the checks need"
	@$(call install,.[test$(comma)dev])
	@touch $@

# Spark is half a gigabyte: it is no part of `make test`, which skips what needs it, but CI asks for it.
$(VENV)/.ready-spark: $(VENV)/.ready-test
	@echo "Installing Spark"
	@$(call install,.[test$(comma)spark])
	@touch $@

demo: $(VENV)/.ready  ## Build the demonstration, print its answers, serve it on 127.0.0.1:8000 (SERVE=no: answers only)
	@$(BIN)/commonweal demo $(if $(filter no,$(SERVE)),--no-serve)

test: $(VENV)/.ready-test  ## Run the whole suite, the browser journeys included
	@scripts/chromium-ready
	$(BIN)/python -m pytest -q -rs $(SIDE_BY_SIDE) $(PYTEST)

test-postgresql: $(VENV)/.ready-test  ## Run the site's tests again on a PostgreSQL server started for the purpose
	scripts/with-postgresql $(BIN)/python -m pytest -q tests/unit/site -m "not browser" $(SIDE_BY_SIDE) $(PYTEST)

check: $(VENV)/.ready-check  ## Check format, lint, types, import contracts and the documentation
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	@# The plugin for Django reads the settings, which make a home for the installation: give them one of their own.
	COMMONWEAL_HOME=.mypy_cache/home $(BIN)/mypy
	$(BIN)/lint-imports --no-cache
	$(BIN)/python -m pytest -q tests/docs --ignore=tests/docs/test_examples.py $(SIDE_BY_SIDE) $(PYTEST)

format: $(VENV)/.ready-check  ## Put the code in the project's format
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

docs: $(VENV)/.ready-test  ## Write again the reference pages that are made from commands and tables
	$(BIN)/python scripts/write_cli_reference.py
	$(BIN)/python scripts/write_bundled_data.py
	$(BIN)/python scripts/write_handbook_reference.py
	$(BIN)/python scripts/write_openapi.py
	$(BIN)/python scripts/write_handbook_permissions.py

bench: $(VENV)/.ready  ## Time our work beside each peer's and write bench/RESULTS.md
	@bench/run

assets:  ## Build styles and scripts again from assets/ (needs Node; what it builds is committed)
	assets/build

scale: $(VENV)/.ready-test  ## Run the tests at scale (they need Java 17 and an environment of their own)
	COMMONWEAL_THOROUGH=yes $(BIN)/python -m pytest -q tests/unit/site/api/test_fuzz.py $(PYTEST)
	@if [ -d tests/scale ]; then $(BIN)/python -m pytest -q tests/scale $(PYTEST); \
	else echo "There are no tests at scale yet: they come with the population room."; fi

clean:  ## Remove the environments and what the tools leave behind (never your data)
	rm -rf $(VENV) .venv-bench .venv-new .pytest_cache .mypy_cache .ruff_cache .hypothesis .import_linter_cache \
		test-results build dist assets/node_modules
	find src tests bench scripts -name __pycache__ -type d -prune -exec rm -rf {} +
