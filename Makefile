# Everything a fresh machine needs happens in `make setup`, which every other target calls.
# Needs: make, a POSIX shell, Python 3.12 or newer, about 1.5 GB of disk, and a package index the first time.

VENV := .venv
PY := $(VENV)/bin/python
DEMO ?= demo
PORT ?= 8000
# Debian keeps the programs of PostgreSQL beside the PATH.
PGPATH = $$PATH:$$(echo /usr/lib/postgresql/*/bin | tr " " :)

# Python may keep what it compiled: each process of the tests begins seconds sooner, and there are many.
export PYTHONDONTWRITEBYTECODE :=

.DEFAULT_GOAL := help
.PHONY: help setup demo test check slow slow-web e2e postgres engines helpdesks bench scale load clean

help: ## this list
	@grep -E '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 12

setup: $(VENV)/.ready ## make .venv with everything in it

PAGES := frontend/package-lock.json frontend/icons.txt tools/frontend.py tools/messages.py \
	$(wildcard src/deskmerit/web/*/locale/zh_Hans/LC_MESSAGES/django.po)

$(VENV)/.ready: requirements.lock pyproject.toml tools/setup.sh $(PAGES)
	@sh tools/setup.sh $(VENV)

demo: setup ## simulate a contact centre, run the whole chain, and serve it in a browser (Ctrl+C stops it)
	@$(VENV)/bin/deskmerit demo $(DEMO) --force --serve --port $(PORT)

test: setup ## the test suite
	@$(PY) -m pytest -n auto --dist loadfile --no-loadscope-reorder
	@echo "The browser tests are a target of their own, for their time: make e2e (needs Debian's chromium)."

check: setup ## format, lint, types, import directions, size budgets
	@$(PY) -m ruff format --check .
	@$(PY) -m ruff check .
	@$(PY) -m mypy
	@$(VENV)/bin/lint-imports
	@$(PY) -m pytest tests/architecture

slow: setup ## slower proofs: real logs, documented commands, many more random histories
	@$(PY) -m pytest -m slow -n auto --dist loadfile --ignore tests/web --ignore tests/e2e
	@DESKMERIT_HISTORIES=700 $(PY) -m pytest tests/metrics/test_oracle_random.py -n auto
	@DESKMERIT_CHANGES=6 $(PY) -m pytest tests/chain/test_again.py -n auto

slow-web: setup ## slower proofs of the application: processes killed at work, random centres, the interface tried at length
	@$(PY) -m pytest -m slow tests/web -n auto --dist loadfile

e2e: setup ## the application in a real browser (Debian's chromium)
	@$(PY) -m pytest -m e2e tests/e2e -n 2 --dist loadfile

postgres: setup ## the application's tests on a PostgreSQL of their own
	@$(PY) tools/with_postgres.py $(PY) -m pytest tests/web -n auto --dist loadfile

helpdesks: setup ## connectors against a real Request Tracker (Debian's packages, installed if they can be)
	@sh tools/request_tracker.sh
	@$(PY) -m pytest -m helpdesk tests/sources/helpdesks

$(VENV)/.engines: $(VENV)/.ready requirements-engines.lock tools/engines.sh
	@sh tools/engines.sh $(VENV)

engines: $(VENV)/.engines ## the same integers on PostgreSQL, ClickHouse and Spark (adds them to .venv; Java and PostgreSQL where it may)
	@PATH="$(PGPATH)" $(PY) -m pytest -m engines tests/engines
	@PATH="$(PGPATH)" DESKMERIT_TEST_ENGINE=postgres DESKMERIT_HISTORIES=20 $(PY) -m pytest tests/metrics -n auto --dist loadfile
	@DESKMERIT_TEST_ENGINE=clickhouse DESKMERIT_HISTORIES=20 $(PY) -m pytest tests/metrics -n auto --dist loadfile

scale: setup ## centres of 1 to 50 million tickets measured in 2 GB, and their chart (an hour, 40 GB of disk)
	@$(PY) -m bench.scale

bench: setup ## speed: 5 million tickets, made once under bench/data
	@$(PY) -m bench

load: setup ## the application under load: 1,000 people, 13 quarters, 50 of them at once
	@$(PY) -m bench.load

clean: ## remove what the targets made, except records you wrote yourself
	rm -rf $(VENV) $(DEMO) bench/data .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache
