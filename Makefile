# The book, its check, its data. `make help` says what there is.

SHELL := /bin/sh
.DELETE_ON_ERROR:
.DEFAULT_GOAL := help

# The first Python of 3.11 to 3.13 that runs; `make book PYTHON=…` takes another.
SUPPORTED := import sys; sys.exit(not (3, 11) <= sys.version_info < (3, 14))
PYTHON ?= $(shell for p in python3.11 python3.12 python3.13 python3 python; do \
	$$p -c '$(SUPPORTED)' 2>/dev/null && echo $$p && break; done)

# What can be done side by side is, on the cores that there are.
JOBS ?= $(shell nproc 2>/dev/null || sysctl -n hw.ncpu 2>/dev/null || echo 2)
ifeq ($(MAKELEVEL),0)
MAKEFLAGS += --jobs=$(JOBS)
endif

VENV := .venv
READY := $(VENV)/ready
LAB := $(VENV)-lab
MUTATION := $(VENV)-mutation
SITE := $(VENV)-site
BIN := $(VENV)/bin
SEDENERGY := $(BIN)/sedenergy

# The browser in which the pages are tried; nothing is downloaded. `CHROMIUM=…` takes another.
CHROMIUM ?= $(shell for b in chromium chromium-browser google-chrome google-chrome-stable \
	"/Applications/Google Chrome.app/Contents/MacOS/Google Chrome"; do \
	command -v "$$b" && break; done)
IN_BROWSER = CHROMIUM="$(CHROMIUM)" $(SITE)/bin/python -m pytest -c tests/site/pytest.ini \
	--numprocesses $(JOBS) --dist worksteal tests/site

# The longest first, so that no core waits for them in the end.
LONGEST := %/every_choice.py %/how_sure.py %/what_comes_out.py
NOTEBOOKS := $(filter $(LONGEST),$(wildcard notebooks/*.py)) \
	$(filter-out $(LONGEST),$(sort $(wildcard notebooks/*.py)))
CHAPTERS := $(NOTEBOOKS:notebooks/%.py=_build/chapters/%/.made)
CODE := $(shell find src/sedenergy -name '*.py')
DATA := $(shell find data -name '.?*' -prune -o -type f ! -name README.md -print)
PAGES := _config.yml _toc.yml CITATION.cff data/README.md $(shell find book -type f)
BOOK := _build/html/.made

# Frozen, so that two builds of one commit are equal.
export SOURCE_DATE_EPOCH ?= 1726185600
export PYTHONHASHSEED := 0
# uv leaves the compiling of modules to their first import; some containers would not keep it.
unexport PYTHONDONTWRITEBYTECODE
# Without it, a kernel warns of frozen modules.
export PYDEVD_DISABLE_FILE_VALIDATION := 1

# What a user says reaches a recipe by the environment, as it was typed: make would expand it, and
# the shell run what stands in it.
SAID := YEAR RESULTS BASELINE REFERENCE_KWH EMISSIONS PSDS SEGMPAUC PARAMETERS MACS TEST RUN \
	BASELINE_RUN JSON
$(foreach word,$(SAID),$(eval override $(word) := $$(value $(word))))
export $(SAID)

.PHONY: help
help: ## show this
	@echo "Targets (each works alone on a fresh clone, with Python 3.11 to 3.13 and make):"
	@sed -n 's/^\([a-z-]*\):.*## /  \1|/p' $(MAKEFILE_LIST) | awk -F'|' '{printf "%-14s %s\n", $$1, $$2}'

.PHONY: setup
setup: $(READY) ## set up .venv from requirements.txt

# What a lock names and nothing else: nothing is resolved, so no release of tomorrow can get in its
# way. pip installs uv alone, in the version of the lock; uv the rest, in a fifth of pip's time. It
# does not read what a user told pip: that is passed on where uv knows the same.
LOCKED := --no-deps --require-hashes -r
PIP := -m pip --quiet --disable-pip-version-check
TOLD = $$(echo "$$told" | sed -En "s/^(:env:|global|install)\.$(1)='(.*)'\$$/\2/p" | head -n 1)

$(READY): requirements.txt pyproject.toml
	@test -n "$(PYTHON)" || { echo "make: no Python of 3.11 to 3.13 was found; name one: make PYTHON=/path/to/python3.12 …" >&2; exit 1; }
	@echo "Setting up $(VENV) ($$($(PYTHON) --version))"
	@$(PYTHON) -m venv --clear $(VENV)
	@awk '/^[^ #]/ {is_uv = /^uv==/} is_uv' requirements.txt > $(VENV)/uv.txt
	@test -w "$${HOME:-/}" || export PIP_NO_CACHE_DIR=1 UV_NO_CACHE=1; \
	pip="$(BIN)/python $(PIP)"; uv="$(BIN)/uv --quiet pip"; here="--python $(BIN)/python"; \
	told=$$($(BIN)/python -m pip config list); \
	index="$(call TOLD,index-url)"; cert="$(call TOLD,cert)"; links="$(call TOLD,find-links)"; \
	if $$pip install --only-binary uv $(LOCKED) $(VENV)/uv.txt && env \
		$${index:+"UV_DEFAULT_INDEX=$$index"} $${cert:+"SSL_CERT_FILE=$$cert"} \
		$${links:+"UV_FIND_LINKS=$$links"} $$uv install $$here $(LOCKED) requirements.txt; \
	then $$uv install $$here --no-deps --no-build-isolation -e . && $$uv check $$here; \
	else echo "make: uv cannot install the lock here; pip does, which takes longer" >&2; \
		$$pip install $(LOCKED) requirements.txt && \
		$$pip install --no-deps --no-build-isolation -e . && $$pip check; fi
	@touch $@

.PHONY: book
book: $(BOOK) ## execute the chapters and build _build/html/index.html

# `.made` has the time at which the making began, so that what is changed meanwhile is newer.
_build/chapters/%/.made: notebooks/%.py $(CODE) $(DATA) $(READY)
	@$(SEDENERGY) execute $<

$(BOOK): $(CHAPTERS) $(PAGES) $(READY)
	@$(SEDENERGY) book

.PHONY: test
test: $(BOOK) lint nbval $(if $(CHROMIUM),$(SITE)/ready) ## every check: code, data, numbers against the paper, the built book
	@$(BIN)/python -m pytest --numprocesses $(JOBS) --cov
	@$(if $(CHROMIUM),$(IN_BROWSER) -m quick,echo "test: no Chromium or Chrome here, so the pages were not tried in a browser")
	@$(SEDENERGY) summary

# The browser's tests have an environment of their own.
$(SITE)/ready: requirements-site.txt $(READY)
	@$(BIN)/python -m venv --clear $(SITE)
	@$(SITE)/bin/python $(PIP) install $(LOCKED) requirements-site.txt
	@$(SITE)/bin/python $(PIP) check
	@touch $@

.PHONY: test-site
test-site: $(if $(CHROMIUM),$(BOOK) $(SITE)/ready) ## the pages in a browser: light and dark, at three widths: minutes
	@test -n "$(CHROMIUM)" || { echo "make: no Chromium or Chrome was found; name one: make test-site CHROMIUM=/path/to/chromium" >&2; exit 1; }
	@$(IN_BROWSER)

.PHONY: test-slow
test-slow: $(BOOK) ## whole builds: made-up years, kills, other Pythons, other users: minutes
	@$(BIN)/python -m pytest -m slow

.PHONY: lint
lint: $(READY) ## format, style, types and spelling, form of the notebooks
	@$(BIN)/ruff format --check --quiet . || { echo "ruff: run 'make format'" >&2; exit 1; }
	@$(BIN)/ruff check --quiet .
	@$(BIN)/mypy --no-error-summary
	@$(BIN)/codespell
	@$(BIN)/complexipy --failed --plain --max-complexity-allowed 15 src
	@$(SEDENERGY) lint $(NOTEBOOKS)
	@$(BIN)/cffconvert --validate > /dev/null
	@test -x $(BIN)/shellcheck || echo "lint: no shellcheck on this platform, so scripts in workflows are not looked at"
	@$(BIN)/actionlint -shellcheck $(BIN)/shellcheck

.PHONY: format
format: $(READY) ## format the code
	@$(BIN)/ruff check --fix --quiet . ; $(BIN)/ruff format --quiet .

.PHONY: nbval
nbval: $(READY) lint ## the notebooks against the numbers that the paper printed
	@rm -rf _build/expected
	@$(SEDENERGY) expected $(NOTEBOOKS)
	@$(BIN)/python -m pytest -c notebooks/nbval.ini --rootdir _build/expected --nbval-lax \
		--numprocesses $(JOBS) --dist loadscope _build/expected
	@$(SEDENERGY) summary

.PHONY: year
year: $(READY) ## take in YEAR's RESULTS [BASELINE=code] [REFERENCE_KWH=0.03] and rebuild the book
	@test -n "$$YEAR" -a -n "$$RESULTS" || { \
		echo "make: say which year and file: make year YEAR=2025 RESULTS=path/to/results.yaml" >&2; exit 2; }
	@$(SEDENERGY) year $${BASELINE:+"--baseline=$$BASELINE"} \
		$${REFERENCE_KWH:+"--reference-kwh=$$REFERENCE_KWH"} -- "$$YEAR" "$$RESULTS"
	@$(MAKE) --no-print-directory book

.PHONY: drop-year
drop-year: $(READY) ## take YEAR out again and rebuild the book
	@test -n "$$YEAR" || { echo "make: say which year: make drop-year YEAR=2025" >&2; exit 2; }
	@$(SEDENERGY) drop-year -- "$$YEAR"
	@$(MAKE) --no-print-directory book

.PHONY: place
place: $(READY) ## your system, EMISSIONS BASELINE PSDS [SEGMPAUC PARAMETERS MACS TEST YEAR], in a year
	@test -n "$$EMISSIONS" && test -n "$$BASELINE" && test -n "$$PSDS" || { \
		echo "make: say which files and score: make place EMISSIONS=emissions.csv BASELINE=baseline.csv PSDS=0.52" >&2; exit 2; }
	@$(SEDENERGY) place "--emissions=$$EMISSIONS" "--baseline=$$BASELINE" "--psds=$$PSDS" \
		$${SEGMPAUC:+"--segmpauc=$$SEGMPAUC"} $${PARAMETERS:+"--parameters=$$PARAMETERS"} \
		$${MACS:+"--macs=$$MACS"} $${TEST:+"--test=$$TEST"} $${YEAR:+"--year=$$YEAR"} \
		$${RUN:+"--run=$$RUN"} $${BASELINE_RUN:+"--baseline-run=$$BASELINE_RUN"} $${JSON:+"--json=$$JSON"}

.PHONY: bench
bench: $(BOOK) ## how quick the build is, against its floor: minutes
	@$(BIN)/python tests/bench.py

.PHONY: ledger
ledger: $(READY) ## a verdict and a cause for all that the paper printed: _build/ledger.csv
	@$(SEDENERGY) ledger

.PHONY: mutate
mutate: $(READY) ## change one thing at a time and count whether some check notices
	@$(SEDENERGY) mutate

# mutmut stands in an environment of its own, beside all that the tests need.
$(MUTATION)/ready: requirements-mutation.txt $(READY)
	@$(BIN)/python -m venv --clear $(MUTATION)
	@$(MUTATION)/bin/python $(PIP) install $(LOCKED) requirements.txt -r requirements-mutation.txt
	@$(MUTATION)/bin/python $(PIP) check
	@touch $@

.PHONY: mutate-code
mutate-code: $(MUTATION)/ready ## change the code one place at a time, and count what the unit tests notice
	@$(MUTATION)/bin/python tests/mutation.py

.PHONY: pdf
pdf: $(BOOK) ## the main chapters as one PDF, by an installed Chromium or Chrome
	@$(SEDENERGY) pdf

.PHONY: serve
serve: $(BOOK) ## the book on http://localhost:8000
	@$(BIN)/python -m http.server --bind 127.0.0.1 --directory _build/html 8000

# JupyterLab stands in an environment of its own; its kernel is the project's.
$(LAB)/ready: requirements-lab.txt $(READY)
	@$(BIN)/python -m venv --clear $(LAB)
	@$(LAB)/bin/python $(PIP) install $(LOCKED) requirements-lab.txt
	@$(LAB)/bin/python $(PIP) check
	@$(BIN)/python -m ipykernel install --prefix $(LAB) --name python3 --display-name "Python 3" > /dev/null
	@touch $@

.PHONY: lab
lab: $(LAB)/ready ## the notebooks in JupyterLab
	@$(LAB)/bin/jupyter lab --notebook-dir .

.PHONY: lock
lock: $(READY) ## resolve each requirements*.in into the .txt beside it
	@mkdir -p _build
	@for name in requirements requirements-lab requirements-mutation requirements-site; do \
		cp $$name.txt _build/$$name.txt; \
		$(BIN)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes \
			--no-emit-index-url --no-emit-find-links --custom-compile-command "make lock" \
			$$name.in --output-file _build/$$name.txt || exit 1; \
		if cmp -s $$name.txt _build/$$name.txt; then echo "$$name.txt: nothing changed"; \
		else cp _build/$$name.txt $$name.txt && echo "$$name.txt: renewed; git diff shows what"; fi; \
		rm _build/$$name.txt; \
	done

.PHONY: clean
clean: ## remove what the build made; the environment stays
	@rm -rf _build

.PHONY: distclean
distclean: clean ## remove the environments as well
	@rm -rf $(VENV) $(VENV)-*
