# The two commands: `make run` starts the venue, `make test` checks everything. `make help` names the rest.
# Nothing is done twice: what is installed or built is known by files that are older or newer than what they stand for.

PORT ?= 8000
VENV := .venv
PY := $(VENV)/bin/python
PIP := $(PY) -m pip --disable-pip-version-check --quiet --no-input
INSTALL := $(PIP) install --require-hashes --no-deps
BUILT := static/dist/index.html
NODE_MODULES := static/node_modules/.package-lock.json
APP_SOURCES := $(shell find static -type d \( -name node_modules -o -name dist \) -prune -o -type f ! -name '*.test.*' -print 2>/dev/null)

.PHONY: help run test lint soak bench app build wire lock clean
.DEFAULT_GOAL := help

help:
	@echo 'make run     start the venue on http://localhost:8000 (PORT=9000 make run: on another port)'
	@echo 'make test    all checks and tests'
	@echo 'make lint    the checks without the tests'
	@echo 'make soak    the faults for longer and with more people than the tests have time for'
	@echo 'make bench   measure the engine beside others; needs a C compiler (BENCH=--quick: shorter)'
	@echo 'make app     build the browser app'
	@echo 'make wire    renew the browser app'"'"'s types from venue/protocol'
	@echo 'make build   build the wheel, into dist/'
	@echo 'make lock    renew the pinned versions'
	@echo 'make clean   remove what the commands made (not the data in .venue-data/)'

run: $(VENV)/.run $(BUILT)
	@exec $(PY) -m venue serve --demo --port $(PORT)

test: $(VENV)/.test $(BUILT)
	@exec $(PY) -m tests.run_checks

lint: $(VENV)/.test $(NODE_MODULES)
	@exec $(PY) -m tests.run_checks --static

soak: $(VENV)/.test $(BUILT)
	@exec $(PY) -m pytest tests/faults --soak --timeout 600 --durations 0

bench: $(VENV)/.run $(BUILT)
	@exec $(PY) -m bench $(BENCH)

app: $(BUILT)

wire: $(VENV)/.run
	$(PY) -m venue.protocol.typescript > static/src/protocol.ts

build: $(VENV)/.run $(NODE_MODULES)
	$(PIP) wheel --no-deps --no-build-isolation --wheel-dir dist .

# The newest Python for which the embedded Redis comes along is preferred; PYTHON=... chooses another.
$(PY):
	@for python in $(or $(PYTHON),python3.12 python3.11 python3); do \
	  if $$python -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then \
	    if ! $$python -c 'import ensurepip, venv' 2>/dev/null; then \
	      echo "$$python has no venv module. On Debian and Ubuntu: sudo apt-get install $$($$python -c \
	        'import sys; print("python%d.%d-venv" % sys.version_info[:2])')" >&2; exit 1; \
	    fi; \
	    echo "Making $(VENV) with $$($$python --version)"; \
	    $$python -m venv --clear $(VENV) && exit 0; rm -rf $(VENV); exit 1; \
	  fi; \
	done; \
	echo 'The venue needs Python 3.11 or newer; PYTHON=/path/to/python3.12 make ... names one.' >&2; exit 1

$(VENV)/.run: requirements.lock requirements-build.lock pyproject.toml | $(PY)
	@echo 'Installing what the server needs'
	@$(INSTALL) -r requirements.lock -r requirements-build.lock
	@$(PIP) install --no-deps --no-build-isolation --no-index --editable .
	@touch $@

$(VENV)/.test: requirements-test.lock | $(VENV)/.run
	@echo 'Installing what the tests need'
	@$(INSTALL) -r requirements-test.lock
	@touch $@

$(NODE_MODULES): static/package-lock.json static/package.json | $(VENV)/.run
	@$(PY) hatch_build.py node >/dev/null 2>&1 || { echo 'Installing node'; $(INSTALL) -r requirements-node.lock; }
	@echo 'Installing what the browser app needs'
	@$(PY) hatch_build.py npm ci --no-audit --no-fund --loglevel=error
	@touch $@

$(BUILT): $(NODE_MODULES) $(APP_SOURCES)
	@echo 'Building the browser app'
	@$(PY) hatch_build.py npm run --silent build -- --logLevel warn
	@touch $@

# Versions for every platform and Python the project runs on, with hashes; where they come from is each machine's choice.
LOCK := $(VENV)/lock/bin/uv pip compile --quiet --no-config --universal --python-version 3.11 --generate-hashes --upgrade \
	--no-emit-index-url --no-emit-find-links --no-header --no-annotate
lock: $(PY)
	@test -x $(VENV)/lock/bin/uv || { $(PY) -m venv $(VENV)/lock && $(VENV)/lock/bin/python -m pip --quiet install uv; }
	$(LOCK) pyproject.toml --output-file requirements.lock
	$(LOCK) --group build --output-file requirements-build.lock
	$(LOCK) --group node --output-file requirements-node.lock
	$(LOCK) pyproject.toml --group build --group test --output-file requirements-test.lock

clean:
	rm -rf $(VENV) dist bench/build static/dist static/node_modules .mypy_cache .pytest_cache .ruff_cache .hypothesis
	find . -name __pycache__ -type d -prune -exec rm -rf {} +
