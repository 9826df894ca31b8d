# strevview: `make pdf` builds the sample issue and `make test` runs every test; both set up .venv by themselves.
# Works with GNU make 3.81 (macOS) and newer. PYTHON=/path/to/python3 chooses the interpreter.

VENV := .venv
BIN := $(VENV)/bin
ISSUE ?= issues/2025-07.yaml
# More for pytest or the benchmarks: make test ARGS='-k figure'
ARGS ?=

# Pip obeys the lock files, not the user's settings; -I keeps PYTHON* variables out.
PIP := env -u PIP_TARGET -u PIP_PREFIX -u PIP_ROOT -u PIP_REQUIRE_HASHES -u PIP_NO_BINARY -u PIP_ONLY_BINARY \
	PIP_USER=0 PIP_DISABLE_PIP_VERSION_CHECK=1 $(BIN)/python -I -m pip --quiet --quiet
INSTALL := $(PIP) install --require-hashes --only-binary :all: --requirement

# Stamps say what .venv holds. A venv whose interpreter went away, or that was moved, is made anew.
MADE := $(VENV)/made
RUN := $(VENV)/ready-to-run
DEV := $(VENV)/ready-to-test
ifneq ($(shell test -x $(BIN)/python && test "$$(cat $(MADE))" = "$$(pwd -P)" && echo whole),whole)
.PHONY: $(MADE)
endif

.PHONY: help pdf test test-full lint format generated bench lock clean

help: ## Show this list
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-9s %s\n", $$1, $$2 }' Makefile

pdf: $(RUN) ## Build July 2025 into out/ (ISSUE=issues/… for another)
	$(BIN)/strevview build $(ISSUE)

test: lint ## Lint, types, then every test
	$(BIN)/python -m pytest -n auto --dist loadfile $(ARGS)

# Of npm: the Nu HTML checker and axe.
VALIDATORS := vnu-jar@26 axe-core@4

# Without apt, the one command to install the programs is said, and nothing is run.
test-full: lint ## Every test, also those that need Chromium, Java and npm
	@$(BIN)/python -I scripts/system_libraries.py --for-tests --for-full-tests
	@npm install --silent --ignore-scripts --no-save --prefix $(VENV)/npm $(VALIDATORS)
	STREVVIEW_FULL=1 $(BIN)/python -m pytest -n auto --dist loadfile $(ARGS)

lint: $(DEV) ## Ruff, its formatter and mypy, without changing a file
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy

format: $(DEV) ## Format the code and mend what ruff can mend
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

generated: $(DEV) ## Write the schemas, the reference of the keys and the list of all codes
	$(BIN)/python -m scripts.write_generated

bench: $(DEV) ## Measure against other programs, side by side, as ratios
	$(BIN)/python -m benchmarks $(ARGS)

lock: $(DEV) ## Pin the newest versions that pyproject.toml allows
	$(PIP) install uv
	$(LOCK) --extra import --extra scripts --extra sources --extra site --output-file requirements.lock
	$(LOCK) --extra import --extra scripts --extra sources --extra site --extra serve --extra dev \
		--constraint requirements.lock --output-file requirements-dev.lock

LOCK = $(BIN)/uv pip compile --no-config --quiet --upgrade --universal --python-version 3.11 --only-binary :all: \
	--generate-hashes --no-emit-index-url --no-emit-find-links --custom-compile-command 'make lock' \
	--group build pyproject.toml

clean: ## Remove .venv and every cache; what is in out/ stays
	rm -rf $(VENV) dist .pytest_cache .mypy_cache .ruff_cache .hypothesis
	find . -name __pycache__ -type d -prune -exec rm -rf {} +

$(MADE):
	@python=$$(PYTHON='$(PYTHON)' sh scripts/find_python.sh) && \
	echo "strevview: making $(VENV) with $$python" && \
	"$$python" -I -m venv --clear $(VENV) && \
	pwd -P > $@

$(RUN): $(MADE) requirements.lock pyproject.toml src/strevview/__init__.py scripts/system_libraries.py \
		src/strevview/cli/system_libraries.py
	@$(BIN)/python -I scripts/system_libraries.py
	@echo "strevview: installing what requirements.lock pins"
	@$(INSTALL) requirements.lock
	@$(PIP) install --no-index --no-deps --no-build-isolation --editable .
	@touch $@

$(DEV): $(RUN) requirements-dev.lock
	@$(BIN)/python -I scripts/system_libraries.py --for-tests
	@echo "strevview: installing what requirements-dev.lock pins, a minute or so"
	@$(INSTALL) requirements-dev.lock
	@touch $@
