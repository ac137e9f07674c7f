# make            build the story into site/
# make test       run every check and test
# Each sets up what it needs: a virtual environment in .venv/, from locked versions.

PYTHON ?= python3
PY := .venv/bin/python

# Hundreds of processes start here, and none but the first compiles what it imports.
unexport PYTHONDONTWRITEBYTECODE

.PHONY: run dev build test busy lint story truth coverage serve bench audit audit-packages shots fuzz lock loc

build: run
	$(PY) build.py

# Ctrl-C ends it at once; make hears of it too, and complains of who has ended before it listens.
serve: run
	@trap : INT; $(PY) build.py serve; code=$$?; sleep 0.3; exit $$code

test: dev .venv/chromium
	$(MAKE) --jobs=2 --no-print-directory lint story
	$(PY) -m pytest --numprocesses auto --dist worksteal

# The same on a machine that has other things to do, as `.ci/run` asks.
busy: dev .venv/chromium
	$(PY) tools/busy.py $(MAKE) --no-print-directory test

lint: dev
	.venv/bin/ruff check .
	.venv/bin/lint-imports
	.venv/bin/mypy

# What this draws is kept, and each process of the tests finds it there.
story: dev
	$(PY) build.py check

# How many lies about figures pass, and how many honest sentences are refused; false alarms in prose.
truth: dev
	$(PY) -m bench.truth

# Which lines and branches of the engine no test reaches; what is kept would not be made.
coverage: dev
	rm -rf .cache
	$(PY) -m coverage erase
	$(PY) -m coverage run -m pytest --numprocesses auto --dist worksteal --ignore tests/browser
	$(PY) -m coverage combine --quiet
	$(PY) -m coverage report

# How fast this is, beside other generators; QUICK=1 takes one round of everything.
bench: dev .venv/chromium
	$(PY) -m bench $(if $(QUICK),--quick)

# Over 100,000 cases of whatever files may hold, 200 builds killed, the own story built elsewhere:
# half an hour on two cores. What it finds becomes a row of a test's table.
fuzz: dev
	FUZZ=9000 KILLS=200 $(PY) -m pytest --numprocesses auto --dist worksteal \
	  tests/test_fuzz.py tests/test_law.py tests/test_site_folder.py tests/test_same_bytes.py

# The HTML checker, Lighthouse and weights; it says what it lacks (Java, Node).
audit: dev .venv/chromium
	$(PY) -m tools.audit

# Known flaws of what is installed; a package is a failure too where the list of flaws lacks it.
audit-packages: dev
	.venv/bin/pip-audit --strict --disable-pip --require-hashes -r requirements.txt

# Pictures of the main pages and states in shots/, for a designer's eye.
shots: dev .venv/chromium
	$(PY) -m tools.shots

# What stories need (run), and what tests need besides (dev), in .venv/. The Python that is named
# looks after it (make PYTHON=python3.12), or else the one that made it, as long as that runs.
NEEDED = import sys; sys.exit(sys.version_info < (3, 11) and "$(PYTHON) is Python %d.%d, and 3.11 \
or newer is needed; name one that is: make PYTHON=python3.12" % sys.version_info[:2])

run dev:
	@python="$(PYTHON)"; \
	if [ "$(origin PYTHON)" = file ] && $(PY) -ESc '$(NEEDED)' 2> /dev/null; then python=$(PY); \
	elif ! command -v $$python > /dev/null; then \
	  echo "there is no $$python here, and Python 3.11 or newer is needed: install it, or name it:" \
	    "make PYTHON=python3.12" >&2; exit 1; \
	else $$python -ESc '$(NEEDED)'; fi && $$python tools/environment.py $@

# A browser for the tests: the one that is installed, else the system's package, else playwright's.
.venv/chromium: | dev
	$(PY) tools/chromium.py
	touch $@

# New versions, with hashes and without addresses; --universal fits every system.
LOCK := .venv/bin/uv pip compile --quiet --universal --generate-hashes --no-emit-index-url \
  --no-emit-find-links --no-annotate --python-version 3.11 --upgrade pyproject.toml

lock: dev
	$(LOCK) --output-file requirements.txt
	$(LOCK) requirements-dev.in --output-file requirements-dev.txt

# Size is a quality: lines of code per room.
loc:
	@for room in $$(find datastory -mindepth 2 -name '*.py' -exec dirname {} \; | sort -u); do \
	  printf "%6d %s\n" $$(cat $$room/*.py | wc -l) $$room; done
	@wc -l build.py datastory/*.py
