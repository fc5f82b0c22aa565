# Two commands for a fresh machine: `make demo` and `make test`.
# Both make their own environment in .venv and need only Python 3.11 or later.

PYTHON ?= python3
BIN := .venv/bin
READY := .venv/.ready
SAMPLES := $(sort $(wildcard workbooks/saq/samples/*.xlsx))

.PHONY: demo test long lint bench mutants seeded golden samples pictures reference clean

demo: $(READY)
	-@$(BIN)/rs-excel check $(SAMPLES) --as-of 2026-03-02 --out out
	@echo "Open out/mixed.checked.xlsx in Excel or LibreOffice: it opens on its Summary."

test: lint
	$(BIN)/python -m pytest -n 2 --dist loadfile

long: $(READY)
	$(BIN)/python -m pytest -n 2 -m long

lint: $(READY)
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/rs-excel rules lint

bench: $(READY)
	$(BIN)/python -m benchmarks

mutants: $(READY)
	$(BIN)/python -m benchmarks.mutants

seeded: $(READY)
	$(BIN)/python -m benchmarks.seeded

golden: $(READY)
	$(BIN)/python -m tests.golden

samples: $(READY)
	$(BIN)/python -m rs_excel.template.samples
	$(BIN)/python -m rs_excel.template.samples --pack rules/site_audit --folder workbooks/audit
	$(BIN)/python -m rs_excel.template.samples --pack rules/scorecard --folder workbooks/scorecard

pictures: $(READY)
	$(BIN)/python docs/make_pictures.py

reference: $(READY)
	$(BIN)/rs-excel rules reference --out rules/reference
	$(BIN)/rs-excel rules reference --pack site_audit --out rules/site_audit_reference
	$(BIN)/rs-excel rules reference --pack scorecard --out rules/scorecard_reference
	$(BIN)/rs-excel rules reference --pack across --out rules/across_reference

$(READY): pyproject.toml
	$(PYTHON) -m venv .venv
	$(BIN)/python -m pip install --quiet --upgrade pip
	$(BIN)/python -m pip install --quiet --editable '.[test]'
	@touch $(READY)

clean:
	rm -rf .venv out build dist
