# Everything a newcomer types. Needs Python 3.11 or later and make; `make PYTHON=... TARGET` names
# another Python. What is set up lies in .venv, what is recorded in var (or OPENMAPPA_HOME).

SHELL := /bin/sh
BIN := .venv/bin
COMPILE := $(BIN)/uv pip compile --quiet --universal --generate-hashes --no-strip-extras \
	--no-emit-index-url --no-emit-find-links --custom-compile-command "make lock"

# Everything here starts many Pythons: each would compile all that it reads, if none might keep it.
unexport PYTHONDONTWRITEBYTECODE

.DEFAULT_GOAL := help
.PHONY: help demo test check fix bench bench-search mutate assets stop clean lock venv dev chromium

help: ## list these targets
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-12s  %s\n", $$1, $$2 }' Makefile

demo: venv assets ## import Cambridgeshire 2014-15, count it, write its annual report, run the site
	@$(BIN)/openmappa demo

test: dev assets chromium ## run every test, in two processes with a database each
	@$(BIN)/python -m pytest --numprocesses 2

check: dev ## lint, types, layers, and that no migration is missing
	$(BIN)/ruff check
	$(BIN)/ruff format --check
	$(BIN)/mypy
	$(BIN)/lint-imports
	@# No database is asked, so that Django warns that it could not ask one.
	OPENMAPPA_HOME=.venv/none DJANGO_SETTINGS_MODULE=openmappa.config.settings \
		$(BIN)/python -W ignore::RuntimeWarning -m django makemigrations --check --dry-run

fix: dev ## put right what ruff can
	$(BIN)/ruff check --fix
	$(BIN)/ruff format

bench: dev assets ## measure what the project promises to be quick
	@for script in $(filter-out %/search.py,$(wildcard benchmarks/*.py)); do \
		$(BIN)/python "$$script" || exit 1; done

bench-search: dev ## measure search at a million people, against tantivy; takes most of an hour
	@$(BIN)/uv pip install --quiet --python $(BIN)/python --require-hashes \
		-r requirements/bench.txt || \
		$(BIN)/python -m pip install --quiet --require-hashes -r requirements/bench.txt
	@$(BIN)/python benchmarks/search.py

mutate: dev ## change the law room in small ways, and see which changes no test notices
	@$(BIN)/uv pip install --quiet --python $(BIN)/python --require-hashes \
		-r requirements/mutate.txt || \
		$(BIN)/python -m pip install --quiet --require-hashes -r requirements/mutate.txt
	@$(BIN)/python tests/law/mutate.py $(MUTANTS)

assets: static-build/names.json ## build the style sheets and scripts of the site

static-build/names.json: node_modules/.package-lock.json src/openmappa/config/assets.py \
		$(wildcard src/openmappa/web/static/*) | venv
	@$(BIN)/python -m openmappa.config.assets

node_modules/.package-lock.json: package.json package-lock.json
	@command -v npm >/dev/null || { echo "The site's style sheets need Node.js: install it."; exit 1; }
	@npm ci --silent
	@touch $@

stop: ## end the embedded database
	@if [ -x $(BIN)/openmappa ]; then $(BIN)/openmappa stop; fi

clean: stop ## remove what was set up; the records in var stay
	rm -rf .venv node_modules static-build .mypy_cache .ruff_cache .import_linter_cache .hypothesis htmlcov

lock: dev ## pin the packages anew; UPGRADE=--upgrade takes the latest of each
	$(COMPILE) $(UPGRADE) requirements/build.in -o requirements/build.txt
	$(COMPILE) $(UPGRADE) pyproject.toml -o requirements/base.txt
	$(COMPILE) $(UPGRADE) pyproject.toml requirements/dev.in -o requirements/dev.txt
	$(COMPILE) $(UPGRADE) requirements/mutate.in -o requirements/mutate.txt
	$(COMPILE) $(UPGRADE) requirements/bench.in -o requirements/bench.txt
	@! grep -nE '://|file:|^-' requirements/*.txt || \
		{ echo "A requirements file names a place; it may name packages only."; exit 1; }

chromium:
	@command -v chromium-headless-shell >/dev/null || command -v chromium >/dev/null || \
		command -v chromium-browser >/dev/null || \
		if [ "$$(id -u)" = 0 ] && command -v apt-get >/dev/null; then \
			apt-get update -qq && \
			{ apt-get install -qq --no-install-recommends chromium-headless-shell || \
				apt-get install -qq --no-install-recommends chromium; }; \
		else \
			echo "The browser tests need Chromium: as root," \
				"'apt-get install chromium-headless-shell', or chromium."; \
		fi

venv:
	@requirements/install base

dev:
	@requirements/install dev
