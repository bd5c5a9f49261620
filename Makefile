# make demo    six real workers and the console on them (without a terminal: the same story as text)
# make test    all tests, under five minutes on two cores
# make prove   the long proofs: every state of the core within the bounds that it prints, and thousands of random days (minutes)
# make check   ruff, mypy --strict, floors
# make bench   the figures of docs/performance.md, measured here; QUICK=1: a tenth of the rounds; ONLY="reload-12 storm": only these
# make bench-console    what the console costs, and how soon it answers; QUICK=1 too
# make pictures   the README's pictures and its film, from the program (docs/pictures)
# make clean   all that was made here, and .venv
# Everything lives in .venv, made from pyproject.toml when it is missing or older; PYTHON=python3.12 chooses the Python of a new one.

PYTHON ?= python3
BIN := .venv/bin
CORES := $(shell nproc 2>/dev/null || echo 2)
# pytest-xdist workers: half of the tests' time is waiting for real processes, so one more than there are cores
JOBS ?= $(shell expr $(CORES) + 1)

# thousands of Python processes are started here: their code is compiled once
unexport PYTHONDONTWRITEBYTECODE

.PHONY: demo test prove check bench bench-console pictures clean help
.DEFAULT_GOAL := demo

demo: .venv/run
	@$(BIN)/holdfast demo .demo

test: .venv/dev
	$(BIN)/python -m pytest -q -n $(JOBS) --dist worksteal

prove: .venv/dev
	@status=0; $(BIN)/python tests/prove/run.py || status=1; \
	  $(BIN)/python -m pytest -q -n $(CORES) --dist worksteal -m prove || status=1; exit $$status

check: .venv/dev
	$(BIN)/python -m pytest -q tests/test_check.py tests/test_floors.py

bench: .venv/dev
	@$(BIN)/python bench/run.py $(if $(QUICK),--quick) $(ONLY)

bench-console: .venv/dev
	@$(BIN)/python bench/console.py $(if $(QUICK),--quick)

pictures: .venv/dev
	@$(BIN)/python -m pip install -q --disable-pip-version-check -e '.[pictures]'
	@HOLDFAST_UPDATE_FRAMES=1 HOLDFAST_FILM=1 $(BIN)/python -m pytest -q tests/console/test_pictures.py

.venv/bin/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
	  { echo "cannot make .venv: $(PYTHON) is older than 3.11; name another: make PYTHON=python3.12" >&2; exit 1; }
	@$(PYTHON) -m venv .venv || \
	  { rm -rf .venv; echo "cannot make .venv: this Python has no venv; on Debian and Ubuntu: apt install python3-venv" >&2; exit 1; }

.venv/run: pyproject.toml | .venv/bin/python
	@echo "installing holdfast and what it needs into .venv (once, about half a minute) ..."
	@$(BIN)/python -m pip install -q --disable-pip-version-check -e . && touch $@

.venv/dev: pyproject.toml | .venv/bin/python
	@echo "installing holdfast, what it needs and what its tests need into .venv (once, about a minute) ..."
	@$(BIN)/python -m pip install -q --disable-pip-version-check -e '.[dev,yaml,web]' && touch .venv/run $@

help:
	@sed -n '/^#/!q; s/^# //p' Makefile

clean:
	rm -rf .venv .demo .pytest_cache .mypy_cache .ruff_cache .hypothesis
