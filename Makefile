# Everything here works from a fresh clone: `make demo`, `make test`, `make check`, `make bench`.
PYTHON ?= $(shell command -v python3.11 || command -v python3)
BIN := .venv/bin
READY := .venv/.ready

.PHONY: demo test check bench clean setup

demo: $(READY)
	$(BIN)/riwaya demo
	@$(BIN)/riwaya add src/riwaya/data/sample/*.html src/riwaya/data/sample/*.txt \
	  --archive riwaya-demo.db
	@echo 'The same in a browser, at http://127.0.0.1:8765/ :'
	@echo '  $(BIN)/riwaya serve --archive riwaya-demo.db'

test: $(READY)
	$(BIN)/python -m pytest -n auto --maxprocesses 4 --dist worksteal

check: $(READY)
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports --no-logo

bench: $(READY)
	$(BIN)/python benchmarks/score.py
	$(BIN)/python benchmarks/speed.py

setup: $(READY)

# Dependencies come from the lock, each checked by its hash; the package itself is built with the
# locked build tools, without the network.
$(READY): requirements/dev.txt pyproject.toml
	@sh requirements/venv.sh "$(PYTHON)"
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes \
	  --only-binary :all: -r requirements/dev.txt
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps \
	  --no-build-isolation -e .
	@touch $@

clean:
	rm -rf .venv .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache \
	  build dist riwaya-demo.*
