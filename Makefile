# The whole workflow.  A fresh machine needs git, make and Python 3.11 or newer with venv and pip.
#   make run     the journey on the shipped evidence: warehouse, verdict table, dashboards
#   make test    the whole test suite (browser tests need Chromium, and say so where there is none)
#   make bench   how fast it is, against stated yardsticks (BENCH="--ads 1000000 --output PATH")
#   make lock    write the lock files anew (needs uv)
#   make audit   ask for known weaknesses of the locked libraries (needs the network, so no test does)

PYTHON ?= python3
VENV := .venv
PY := $(VENV)/bin/python
PIP := $(PY) -m pip install --quiet --disable-pip-version-check --no-input

.DEFAULT_GOAL := help
.PHONY: help run test bench lock audit clean

help:
	@sed -n 's/^#   //p' $(MAKEFILE_LIST)

# A stamp holds the lock's own bytes: installed again only when the lock has changed.  The lock is complete, so
# pip resolves nothing (--no-deps): older pips look for the newest of what a package wants with an extra.
$(VENV)/run.lock: requirements.lock pyproject.toml
	@if cmp -s requirements.lock $@; then touch $@; else \
	  echo "installing from requirements.lock (about a minute, once)"; \
	  $(PYTHON) -c 'import sys; sys.exit("Python 3.11 or newer is needed, this is " + sys.version.split()[0] if sys.version_info < (3, 11) else 0)' && \
	  $(PYTHON) -m venv $(VENV) && \
	  $(PIP) --no-deps --require-hashes -r requirements.lock && \
	  $(PIP) --no-deps --no-build-isolation --editable . && \
	  cp requirements.lock $@; fi

$(VENV)/test.lock: requirements-test.lock $(VENV)/run.lock
	@if cmp -s requirements-test.lock $@; then touch $@; else \
	  echo "installing the test tools from requirements-test.lock"; \
	  $(PIP) --no-deps --require-hashes -r requirements-test.lock && \
	  cp requirements-test.lock $@; fi

run: $(VENV)/run.lock
	@$(PY) flows/refresh.py

test: $(VENV)/test.lock
	@$(VENV)/bin/ruff check .
	@$(VENV)/bin/mypy
	@$(VENV)/bin/lint-imports
	@$(PY) -m pytest -n auto --dist worksteal

bench: $(VENV)/test.lock
	@PYTHONPATH=tests $(PY) -m bench $(BENCH)

lock:
	uv pip compile -q --universal --generate-hashes --no-header --no-annotate --no-emit-index-url --python-version 3.11 \
	  pyproject.toml --group build -o requirements.lock
	uv pip compile -q --universal --generate-hashes --no-header --no-annotate --no-emit-index-url --python-version 3.11 \
	  pyproject.toml --group build --group test -c requirements.lock -o requirements-test.lock

# pip-audit lives in a folder of its own: it is no part of what it audits.
audit:
	@$(PYTHON) -m venv $(VENV)/audit && $(VENV)/audit/bin/python -m pip install --quiet --disable-pip-version-check pip-audit
	@$(VENV)/audit/bin/pip-audit --require-hashes --disable-pip -r requirements.lock
	@$(VENV)/audit/bin/pip-audit --require-hashes --disable-pip -r requirements-test.lock

clean:
	rm -rf $(VENV) data/builds data/facts data/states data/current data/jobmarket.duckdb dashboards/site
