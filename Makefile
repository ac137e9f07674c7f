# make            build the story into site/
# make test       run every check and test
# Each sets up what it needs: a virtual environment in .venv/, from locked versions.

PYTHON ?= python3
PY := .venv/bin/python
# Wheels only: a source package would run code of its own, and fetch more that no lock holds. One
# package of the tests has no wheel.
WHEELS := --require-hashes --no-deps --only-binary=:all:
PIP := $(PY) -m pip install --quiet --disable-pip-version-check $(WHEELS)
TESTS := --no-binary=jstyleson -r requirements-dev.txt
NO_WHEEL := { echo "What a story needs was not installed. Where no version is found, there is no" \
  "wheel of it for this Python and system: README.md names those that are tried." >&2; exit 1; }

.PHONY: build test lint story coverage serve bench audit audit-packages shots fuzz lock loc

build: .venv/run
	$(PY) build.py

serve: .venv/run
	$(PY) build.py serve

test: .venv/dev .venv/chromium
	$(MAKE) --jobs=2 --no-print-directory lint story
	$(PY) -m pytest --numprocesses auto --dist worksteal

lint: .venv/dev
	.venv/bin/ruff check .
	.venv/bin/lint-imports
	.venv/bin/mypy

# What this draws is kept, and each process of the tests finds it there.
story: .venv/dev
	$(PY) build.py check

# Which lines and branches of the engine no test reaches; what is kept would not be made.
coverage: .venv/dev
	rm -rf .cache
	$(PY) -m coverage erase
	$(PY) -m coverage run -m pytest --numprocesses auto --dist worksteal --ignore tests/browser
	$(PY) -m coverage combine --quiet
	$(PY) -m coverage report

# How fast this is, beside other generators; QUICK=1 takes one round of everything.
bench: .venv/dev .venv/chromium
	$(PY) -m bench $(if $(QUICK),--quick)

# Over 100,000 cases of whatever files may hold, 200 builds killed, the own story built elsewhere:
# half an hour on two cores. What it finds becomes a row of a test's table.
fuzz: .venv/dev
	FUZZ=9000 KILLS=200 $(PY) -m pytest --numprocesses auto --dist worksteal \
	  tests/test_fuzz.py tests/test_sitefolder.py tests/test_same_bytes.py

# The HTML checker, Lighthouse and weights; it says what it lacks (Java, Node).
audit: .venv/dev .venv/chromium
	$(PY) -m tools.audit

# Known flaws of what is installed; a package is a failure too where the list of flaws lacks it.
audit-packages: .venv/dev
	.venv/bin/pip-audit --strict --disable-pip --require-hashes -r requirements.txt

# Pictures of the main pages and states in shots/, for a designer's eye.
shots: .venv/dev .venv/chromium
	$(PY) -m tools.shots

.venv/run: requirements.txt
	$(PYTHON) -m venv .venv
	$(PIP) -r requirements.txt || $(NO_WHEEL)
	touch $@

# What the tests need holds what a story needs. uv, one of it, installs the rest four times as fast
# as pip, which does it where uv finds no way out to the packages.
.venv/dev: requirements.txt requirements-dev.txt
	$(PYTHON) -m venv .venv
	sed -n '/^uv==/,/[^\\]$$/p' requirements-dev.txt > .venv/uv.txt
	$(PIP) -r .venv/uv.txt
	.venv/bin/uv pip install --quiet --python $(PY) $(WHEELS) $(TESTS) || $(PIP) $(TESTS) || $(NO_WHEEL)
	touch .venv/run $@

# A browser for the tests: the one that is installed, else the system's package, else playwright's.
.venv/chromium: .venv/dev
	$(PY) tools/chromium.py
	touch $@

# New versions, with hashes and without addresses; --universal fits every system.
lock: .venv/dev
	for name in requirements requirements-dev; do \
	  .venv/bin/uv pip compile --quiet --universal --generate-hashes --no-emit-index-url --no-emit-find-links \
	    --no-annotate --python-version 3.11 --upgrade $$name.in --output-file $$name.txt; done

# Size is a quality: lines of code per room.
loc:
	@for room in $$(dirname datastory/*/*.py | sort -u); do printf "%6d %s\n" $$(cat $$room/*.py | wc -l) $$room; done
	@wc -l build.py datastory/*.py
