.DEFAULT_GOAL := help
SHELL := /bin/bash
PYTHON ?= python3
UV_VERSION := 0.13
UV := $(shell command -v uv || echo .venv/bin/uv)
export UV_PYTHON_DOWNLOADS := never
# The machine's own authorities count, as for pip: that of a company's proxy is among them.
export UV_SYSTEM_CERTS := true
LOCALE := doorstep/locale

.PHONY: help install run test test-clients test-places image-test systemd-test test-fast coverage mutants model check format bench bench-start bench-linking bench-import bench-search bench-oauth bench-size path load faults \
	translations pictures histories schema snapshots security env release release-test licences upgrade-test clients

help: ## Show this list
	@grep -E '^[a-z][a-z-]*:.*## ' $(MAKEFILE_LIST) | awk -F ':.*## ' '{printf "  make %-13s %s\n", $$1, $$2}'

install: .venv/.installed ## Prepare .venv with everything the other commands need

UV_READY := $(UV) --version &>/dev/null || { $(PYTHON) -m venv .venv && .venv/bin/pip install --quiet --disable-pip-version-check "uv>=$(UV_VERSION)"; }

# One `make` at a time, where there is flock (every Linux): two at once on a bare checkout
# would each install uv, and one find the other's half of it.
ALONE := $(if $(shell command -v flock),flock Makefile)
# What an installed wheel has, too: a start need not compile 500 files.
COMPILED := .venv/bin/python -m compileall -q activities api cli doorstep workflows worker.py

.venv/.installed: pyproject.toml uv.lock
	@$(ALONE) $(SHELL) -c '$(UV_READY)'
	$(ALONE) $(UV) sync --frozen --all-extras --compile-bytecode --python $(PYTHON)
	@$(COMPILED)
	@touch $@

# What `doorstep up` runs, without the tools of developers; those that are there stay.
.venv/.runnable: pyproject.toml uv.lock
	@echo "Installing Doorstep into .venv …"
	@$(ALONE) $(SHELL) -c '$(UV_READY)'
	@$(ALONE) $(UV) sync --quiet --frozen --no-dev --extra local --inexact --compile-bytecode --python $(PYTHON)
	@$(COMPILED)
	@touch $@

run: .venv/.runnable ## Start the whole of Doorstep on this machine: one command, one table of addresses
	@.venv/bin/doorstep up --sample

PROCESSES ?= 3

test: install ## Run every test on real parts, or those of T=tests/rest/test_api_login.py
	.venv/bin/python tests/support/install_programs.py
	.venv/bin/pytest --durations=20 $(or $(T),--ignore tests/clients --ignore tests/places --numprocesses $(PROCESSES) --no-loadscope-reorder)

test-clients: install ## Sign in with Apache's mod_auth_openidc and django-allauth
	.venv/bin/python tests/support/install_programs.py
	.venv/bin/pytest --durations=5 tests/clients

test-places: install ## Run the tests beside Debian's servers and tools, and install what they need
	.venv/bin/python tests/support/debian.py
	.venv/bin/python tests/support/helm.py
	.venv/bin/python tests/support/temporal_servers.py
	.venv/bin/pytest --durations=20 tests/places

IMAGES := buildah --root $(CURDIR)/.image/images --runroot $(CURDIR)/.image/run --storage-driver vfs

image-test: install ## Build the image with buildah, on a base of Debian's packages, and run it
	@type buildah debootstrap runc &>/dev/null || { echo "make image-test needs, as root:" \
		"apt-get install --no-install-recommends buildah debootstrap runc"; exit 1; }
	BASE=debian BUILDAH="$(IMAGES)" deploy/image/build.sh doorstep:test
	BUILDAH="$(IMAGES)" .venv/bin/pytest --durations=5 tests/places/test_image.py

systemd-test: install ## Boot a Debian with the units of deploy/systemd and follow their page in it
	@type debootstrap systemd-nspawn &>/dev/null || { echo "make systemd-test needs, as root:" \
		"apt-get install --no-install-recommends debootstrap systemd-container"; exit 1; }
	[[ -e .image/booted/etc/os-release ]] || debootstrap --variant=minbase \
		--include=systemd-sysv,dbus,python3,python3-venv,ca-certificates bookworm .image/booted
	BOOTED=$(CURDIR)/.image/booted .venv/bin/pytest --durations=5 tests/places/test_systemd_boot.py

test-fast: install ## Run the tests that need no server
	.venv/bin/pytest tests/rules

# The tests that prove rules, judges and why: those of load and of the model do not.
PROVING := tests/rules tests/judges tests/commands tests/rest tests/mail/test_mail_queue.py \
	tests/flows/test_flows_out_of_order.py $(addprefix --ignore=tests/rest/test_, model.py \
	openapi.py api_load.py api_overload.py)

coverage: install ## Run the tests that prove rules, judges and why: few branches may be left out
	rm -f .coverage*
	.venv/bin/coverage run -m pytest -q --numprocesses $(PROCESSES) $(PROVING)
	.venv/bin/coverage combine --quiet
	.venv/bin/coverage json --quiet -o - | .venv/bin/python tests/support/coverage_floors.py

MINUTES ?= 15

mutants: install ## Change the rules in one place at a time and see whether a test fails
	-$(UV) run --frozen --all-extras --group mutants nice -n 15 timeout $(MINUTES)m mutmut run --max-children 2
	$(UV) run --frozen --all-extras --group mutants mutmut results

EXAMPLES ?= 100

model: install ## Play people against a model of the contract and fuzz API and OpenID provider, at length
	DOORSTEP_MODEL_EXAMPLES=$(EXAMPLES) .venv/bin/pytest tests/rest/test_model.py tests/rest/test_openapi.py \
		tests/rest/test_oauth_token_fuzz.py tests/oauth/test_oauth_fuzz.py tests/oauth/test_end_session.py

# What people read: the docs, and every sentence of the product.
PROSE := README.md CONTRIBUTING.md SECURITY.md CHANGELOG.md docs findings tests/README.md tests/rules/sentences

check: install ## Format, lint, spelling, style, types: what CI runs
	.venv/bin/ruff format --check .
	.venv/bin/ruff check .
	.venv/bin/typos
	.venv/bin/proselint check $(PROSE)
	.venv/bin/mypy

format: install ## Put the code into the house format
	.venv/bin/ruff format .
	.venv/bin/ruff check --fix .

release: install ## Build wheel, sdist, bill of materials and checksums of the last commit into dist/
	.venv/bin/python -m release

release-test: install ## Install the wheel by uv and by pipx in an empty home, and sign in
	.venv/bin/python -m release.bare_install

upgrade-test: install ## Go from the release before to this one and back, while people sign in
	.venv/bin/python -m release.upgrade

clients: install ## Generate clients/ from the OpenAPI document
	npm ci --prefix clients/typescript --silent --ignore-scripts --no-audit --no-fund
	.venv/bin/python -m release.clients

licences: install ## Write docs/licences.md from uv.lock and the packages' metadata
	.venv/bin/python -m release.licences

env: ## Write .env with new passwords and a key for docker-compose.yml
	$(PYTHON) deploy/env.py .env

BASE ?=
ROUNDS ?= 5
LOGINS ?= 0
OVERLOAD ?= 0

bench: install ## Measure logins and setups by part, beside BASE=<commit> and the floor
	.venv/bin/python -m trials.bench $(if $(BASE),--base $(BASE)) --rounds $(ROUNDS) \
		--logins $(LOGINS) --overload $(OVERLOAD)

bench-start: install ## Measure how soon API and worker are ready and what they hold when idle, beside BASE=<commit>
	.venv/bin/python -m trials.bench.starting --base $(BASE) --rounds $(ROUNDS)

bench-linking: install ## Measure how fast audit events are chained, whatever waits
	.venv/bin/python -m trials.bench.linking

LINES ?= 20000 100000

bench-import: install ## Measure how fast files of LINES people each are imported
	.venv/bin/python -m trials.bench.importing $(LINES)

OPERATIONS ?= 400

bench-oauth: install ## Measure the OpenID provider beside npm's oidc-provider
	.venv/bin/python -m trials.oauth --rounds $(ROUNDS) --operations $(OPERATIONS)

N ?= 1000000

bench-size: install ## Measure everything at a thousand members and at N=1000000, seeded by SQL
	.venv/bin/python -m trials.size $(N)

bench-search: install ## Measure how soon members are found among N=1000000, seeded by SQL
	.venv/bin/python -m trials.bench.searching $(N)

path: install ## Count the files and connections that a login code passes, and list the files
	.venv/bin/python -m trials.bench.path

TRIES ?= 3000
FLOWS ?= 10000
LIFETIME ?= 300

load: install ## Hammer one flow and abandon thousands while others sign in
	.venv/bin/python -m trials.load $(TRIES) $(FLOWS) $(LIFETIME)

JOURNEYS ?= 1000
KILLS ?= 200
SEED ?= 1
ONLY ?=

faults: install ## Kill every part again and again under many journeys: nothing may be lost
	.venv/bin/python -m trials.faults --journeys $(JOURNEYS) --kills $(KILLS) --seed $(SEED) \
		$(if $(ONLY),--only $(ONLY))

translations: install ## Bring the catalogues up to the words of pages, mail and problems
	.venv/bin/pybabel --quiet extract --mapping-file pyproject.toml --project Doorstep \
		--add-location file --sort-by-file --output $(LOCALE)/doorstep.pot api doorstep
	.venv/bin/pybabel --quiet update --domain doorstep --output-dir $(LOCALE) \
		--input-file $(LOCALE)/doorstep.pot --previous --ignore-pot-creation-date

pictures: install ## Take the pictures of README and docs, and of every state of every page
	.venv/bin/python tests/support/install_programs.py
	.venv/bin/python tests/support/take_pictures.py
	.venv/bin/python tests/support/take_gallery.py

histories: install ## Record the workflow histories that the replay tests hold the code to
	.venv/bin/pytest -q tests/support/record_histories.py

schema: install ## Write doorstep/db/schema.sql as the migrations make it
	.venv/bin/pytest -q tests/support/write_schema.py

snapshots: install ## Write down the sentences that people read, after a change of them
	DOORSTEP_SNAPSHOTS=write .venv/bin/pytest -q tests/rules/test_sentences.py

security: install ## Write down in SECURITY.md which tests prove which requirement
	.venv/bin/python tests/support/security_table.py
