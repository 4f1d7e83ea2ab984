# The daily commands. `make` alone lists them.

VENV := .venv
PY := $(VENV)/bin/python
INSTALLED := $(VENV)/.installed
DEV := $(VENV)/.installed-dev
PIP := $(PY) -m pip -qq --disable-pip-version-check --no-input
LOCK := $(VENV)/bin/uv pip compile pyproject.toml --quiet --generate-hashes --universal \
	--python-version 3.11 --no-emit-index-url --no-emit-find-links
EXTRAS := --extra postgres --extra redis --extra s3 --extra metrics --extra sentry
TEMPLATES = $$(find templates -name '*.html' | LC_ALL=C sort)
# Checks look at the code alone: no database of this machine, no .env.
CLEAN_ENV := ENV_FILE=/dev/null DATABASE_URL=sqlite://:memory:

.DEFAULT_GOAL := help
.PHONY: help run worker demo test test-services check fmt lock clean browser bench

help: ## List the commands
	@awk 'BEGIN { FS = ":.*## " } /^[a-z-]+:.*## / { printf "  make %-14s %s\n", $$1, $$2 }' Makefile

run: $(INSTALLED) .env ## Set up on first use, then serve the site at 127.0.0.1 (PORT=8000)
	@$(PY) scripts/serve.py

worker: $(INSTALLED) .env ## Do the background work and the recurring jobs
	@$(PY) manage.py run_jobs

demo: $(INSTALLED) .env ## Load the demo publication again; nothing of yours is touched
	@$(PY) manage.py migrate --verbosity 0
	@$(PY) manage.py sync_roles
	@$(PY) manage.py seed_demo

test: $(DEV) browser ## All tests, Chromium included (ARGS="tests/core -x")
	@$(PY) -m pytest -n 2 --dist worksteal $(ARGS)

test-services: $(DEV) ## The database tests again, on PostgreSQL and Redis
	@$(PY) scripts/test_services.py $(ARGS)

check: $(DEV) ## Style, types, templates, migrations, architecture
	$(PY) -m ruff check .
	$(PY) -m ruff format --check .
	$(VENV)/bin/djade --target-version 5.2 --check $(TEMPLATES)
	$(CLEAN_ENV) $(PY) -m mypy
	$(CLEAN_ENV) $(PY) manage.py check --fail-level WARNING
	$(CLEAN_ENV) DEBUG=false SITE_URL=https://news.example.org \
		SECRET_KEY=checks-need-a-long-key-0123456789-abcdefghijklmnopqrstuvwxyz \
		$(PY) manage.py check --deploy --fail-level WARNING
	$(CLEAN_ENV) $(PY) manage.py makemigrations --check --dry-run
	$(PY) -m pytest -q tests/test_architecture.py tests/test_templates.py \
		tests/test_stylesheets.py tests/test_env_example.py

fmt: $(DEV) ## Put code and templates into the house's form
	$(PY) -m ruff check --fix .
	$(PY) -m ruff format .
	$(VENV)/bin/djade --target-version 5.2 $(TEMPLATES)

bench: $(DEV) ## Measure against bare Django, nginx and Wagtail (STORIES=1000, ROUNDS=5)
	@$(PY) -m benchmarks fill --stories $(or $(STORIES),1000)
	@$(PY) -m benchmarks run --stories $(or $(STORIES),1000) --rounds $(or $(ROUNDS),5)

lock: $(DEV) ## Lock the dependencies of pyproject.toml, with hashes
	@$(PIP) install uv
	UV_PYTHON_DOWNLOADS=never $(LOCK) -o requirements.txt
	UV_PYTHON_DOWNLOADS=never $(LOCK) $(EXTRAS) \
		-c requirements.txt -o requirements-server.txt
	UV_PYTHON_DOWNLOADS=never $(LOCK) $(EXTRAS) --group dev \
		-c requirements.txt -o requirements-dev.txt

clean: ## Remove what the tools made; database, pictures and .env stay
	rm -rf $(VENV) var/static .pytest_cache .ruff_cache .mypy_cache .hypothesis .coverage htmlcov
	find . -name __pycache__ -type d -prune -exec rm -rf {} +

# --- What the commands above need ---------------------------------------------------------------

$(PY):
	@sh scripts/make_venv.sh $(VENV)

$(INSTALLED): requirements.txt | $(PY)
	@echo "Installing the locked dependencies (a minute on a fresh machine)."
	@$(PIP) install --require-hashes -r requirements.txt
	@touch $@

$(DEV): requirements-dev.txt | $(PY)
	@echo "Installing the locked dependencies and the test tools (a minute or two)."
	@$(PIP) install --require-hashes -r requirements-dev.txt
	@touch $(INSTALLED) $@

.env: | $(PY)
	@$(PY) scripts/make_env.py

browser:
	@sh scripts/browser.sh
