# make run    from a fresh clone to the city on http://localhost:8000
# make test   everything the tests need, then all checks
# make bench  the benchmarks, each as a ratio against a peer
# make help   the rest

CITY := $(or $(CITY),$(QALA_CITY),almaty)
PORT ?= 8000
QALA_DATA ?= $(CURDIR)/data
QALA_RELEASES ?= $(QALA_DATA)/releases

BIN = .venv/bin
NPM = tools/npm --prefix web
STEP = tools/step
TESTS = tests
WEB_FILES = $(shell find web -name node_modules -prune -o -type f -print)
MESSAGES = $(shell find qala -name '*.po')

.DELETE_ON_ERROR:
.PHONY: help run test bench install-dev web city check-python check-web test-python test-browser \
	format messages lock clean

help: ## this list
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-13s %s\n", $$1, $$2 }' Makefile

run city: export QALA_CITY := $(CITY)
run city: export QALA_DATA := $(QALA_DATA)
run city: export QALA_RELEASES := $(QALA_RELEASES)

run: .venv/.installed .venv/.messages qala/static/web/.built city ## build what is missing and serve CITY on PORT
	@exec $(BIN)/qala serve --port $(PORT)

test: check-python check-web test-python test-browser ## all checks
	@echo "All checks passed."

bench: .venv/.installed-dev .venv/.messages qala/static/web/.built ## the benchmarks
	@$(BIN)/python -m bench

# --- the environment: a step's stamp stands inside what the step makes, so both go together

.venv/.created:
	@tools/venv .venv
	@touch $@

.venv/.installed: .venv/.created requirements/run.txt pyproject.toml
	@$(STEP) "Python packages" $(BIN)/python -m pip install --quiet --require-hashes -r requirements/run.txt
	@$(BIN)/python -m pip install -qq --no-deps --editable .
	@touch $@

.venv/.installed-dev: .venv/.installed requirements/dev.txt
	@$(STEP) "Python packages of the tests" $(BIN)/python -m pip install --quiet --require-hashes -r requirements/dev.txt
	@touch $@

install-dev: .venv/.installed-dev web/node_modules/.installed ## everything for development, nothing started

.venv/.messages: .venv/.installed $(MESSAGES)
	@$(STEP) "Translations" $(BIN)/python -m qala.portal.translations
	@touch $@

web/node_modules/.installed: .venv/.created web/package.json web/package-lock.json
	@$(STEP) "Browser packages" $(NPM) ci --loglevel=error --no-audit --no-fund
	@touch $@

qala/static/web/.built: web/node_modules/.installed $(WEB_FILES)
	@$(STEP) "Browser code" $(NPM) run --silent build
	@touch $@

web: qala/static/web/.built ## the browser code

# A city that has been built, from whatever sources, is left as it is; an interrupted build goes on.
city: .venv/.installed
	@tools/city $(CITY) "$(QALA_RELEASES)"

# --- the checks, cheapest first

check-python: .venv/.installed-dev
	@$(STEP) "Python format" $(BIN)/ruff format --check .
	@$(STEP) "Python lint" $(BIN)/ruff check .
	@$(STEP) "Python types" $(BIN)/mypy
	@$(STEP) "Import contracts" $(BIN)/lint-imports

check-web: web/node_modules/.installed
	@$(STEP) "TypeScript lint" $(NPM) run --silent lint
	@$(STEP) "TypeScript types" $(NPM) run --silent types
	@$(STEP) "TypeScript tests" $(NPM) run --silent test

test-python: .venv/.installed-dev .venv/.messages qala/static/web/.built ## the Python tests; TESTS=tests/store for a part
	@$(STEP) "Python tests" $(BIN)/pytest -q -n 2 --durations=10 -m "not browser" $(TESTS)

test-browser: .venv/.installed-dev .venv/.messages qala/static/web/.built ## the tests in a real browser
	@tools/chromium
	@$(STEP) "Browser tests" $(BIN)/pytest -q -m browser $(TESTS)

# --- upkeep

format: .venv/.installed-dev web/node_modules/.installed ## format Python and TypeScript
	@$(BIN)/ruff format .
	@$(BIN)/ruff check --fix .
	@$(NPM) run --silent format

messages: .venv/.installed ## bring the translation catalogues up to date with the sources
	@$(BIN)/python -m qala.portal.translations update

lock: .venv/.installed-dev ## write the lock files anew from pyproject.toml
	@tools/lock

clean: ## remove everything made here except the data folder
	rm -rf .venv web/node_modules qala/static/web build
