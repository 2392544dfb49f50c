# Copyright (c) 2026 the m365.exchange contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
#
# Each target sets up all it needs: git, make, Python 3.12 and a package registry are enough.

.DEFAULT_GOAL := help
.PHONY: help test test-all demo simulator soak benchmark format lint types units units-client units-box integration molecule \
    successors planted sanity docs docs-lint changelog changelog-lint build release galaxy-check venvs clean newest oldest beta tools link installed

BIN := .venv/newest/bin
TOOLS := .venv/tools/bin
# Some tools call ansible-doc and its like by name.
WITH_TOOLS := PATH="$(CURDIR)/$(TOOLS):$$PATH"
PYTHONS := 3.10 3.11 3.12 3.13
PLAYBOOK_TESTS := -n 2 --dist worksteal --durations 10 tests/integration
OTHER_STAGES := unit integration benchmark
CODE := .build/link/ansible_collections/m365/exchange/plugins extensions scripts tests

# A user's own settings must not change what the tools see; a private configuration and home for Ansible do not.
export ANSIBLE_CONFIG := $(CURDIR)/tests/ansible.cfg
export ANSIBLE_HOME := $(CURDIR)/.build/ansible
export ANSIBLE_COLLECTIONS_PATH := $(CURDIR)/.build/collections
unexport PYTHONPATH PYTHONHOME PYTHONDONTWRITEBYTECODE VIRTUAL_ENV

help: ## show this list
	@sed -n 's/^\([a-z-]*\):.*## /\1\t/p' Makefile | expand -t 16

test: newest ## what each change must pass, three stages at a time, with a table of times
	@$(BIN)/python scripts/run_stages.py

test-all: newest ## the same on every ansible-core, Python and way to run that we support
	@$(BIN)/python scripts/run_stages.py all

demo: newest ## watch a playbook connect, work, fail and disconnect against Microsoft 365 in a box
	@scripts/stage install >/dev/null
	@$(BIN)/python scripts/demo.py

simulator: newest ## keep the box running for playbooks of your own (ROWS=n for more mailboxes, TENANTS=guides for those of the guides)
	@exec $(BIN)/python extensions/simulator --format shell $(if $(ROWS),--rows $(ROWS)) $(if $(TENANTS),--tenants $(TENANTS))

benchmark: newest link ## show where the milliseconds go, and what a large listing and many customers cost
	@scripts/stage install >/dev/null
	@$(BIN)/python tests/benchmark/run.py
	@$(BIN)/python tests/benchmark/reading.py
	@$(BIN)/python tests/benchmark/pipelines.py
	@$(BIN)/python tests/benchmark/customers.py
	@$(BIN)/python tests/benchmark/whole_tenant.py
	@$(BIN)/python tests/benchmark/reports.py

soak: export M365_SOAK := 1
soak: units integration ## the random tests again, with their large counts

planted: newest ## plant the faults of tests/planted_faults.yml, one at a time, and see the tests catch each
	@$(BIN)/python scripts/plant_faults.py

format: newest ## rewrite the Python files in the one style
	$(BIN)/ruff format .
	$(BIN)/ruff check --quiet --fix-only --select I .

# What bandit knows ruff's rules S know as well, one of unseen directions of text its rules PLE: in "make test-all" it is asked.
lint: newest tools installed ## style of Python, YAML, playbooks and roles
	$(BIN)/ruff format --check --quiet .
	$(BIN)/ruff check .
	$(if $(M365_ALL),$(BIN)/bandit --quiet --configfile pyproject.toml --recursive plugins)
	$(TOOLS)/yamllint --strict .
	$(WITH_TOOLS) python scripts/lint_playbooks.py --offline --profile production

types: newest link ## mypy --strict over all Python here
	$(BIN)/mypy $(CODE)

# Two stages of one process each: what pytest-xdist costs for some ten thousand short tests is a minute of CPU.
units: units-client units-box ## tests that start no ansible-playbook
units-client: newest link ## the client and the scripts by themselves
	M365_RAN=.build/ran/$@.txt $(BIN)/pytest --durations 10 tests/unit
units-box: newest link ## the box, and the client against it
	M365_RAN=.build/ran/$@.txt $(BIN)/pytest --durations 10 tests $(OTHER_STAGES:%=--ignore tests/%)

integration: newest oldest beta link installed ## playbooks against the box: newest ansible-core with action plugins, oldest with modules
	M365_RAN=.build/ran/integration.txt $(BIN)/pytest $(PLAYBOOK_TESTS)

# The same on the other Pythons that an ansible-core runs on, each way that a test knows.
integration-3.10 integration-3.11: integration-%: newest oldest-% link installed
	M365_ALL=1 M365_TEST_CORES=oldest M365_TEST_PYTHON=$* $(BIN)/pytest $(PLAYBOOK_TESTS)
integration-3.13: integration-%: newest newest-% link installed
	M365_ALL=1 M365_TEST_CORES=newest M365_TEST_PYTHON=$* $(BIN)/pytest $(PLAYBOOK_TESTS)

# On the next ansible-core, where its Python is: what "make beta" says of it counts as "not run".
units-beta: newest beta link
	@[ ! -x .venv/beta/bin/pytest ] || .venv/beta/bin/pytest -n 2 --dist worksteal tests/unit/plugins tests/unit/secrets
integration-beta: newest beta link installed
	@[ ! -x .venv/beta/bin/pytest ] || M365_ALL=1 M365_TEST_CORES=beta $(BIN)/pytest $(PLAYBOOK_TESTS)

molecule: newest tools installed ## the scenario of extensions/molecule, inside of the box
	cd extensions && $(WITH_TOOLS) ../$(BIN)/python simulator -- molecule test

successors: newest ## after units and integration: no test function of before is lost
	@$(BIN)/python scripts/successors.py

sanity: $(PYTHONS:%=sanity-%) ## ansible-test sanity on each Python that the machine has

sanity-%: newest oldest
	@scripts/sanity $*

docs: newest link ## bring the generated parts of docs/ in step with the code
	$(BIN)/python scripts/advice_reference.py
	$(BIN)/python scripts/ways_reference.py
	$(BIN)/python scripts/box_reference.py
	$(BIN)/python scripts/families_reference.py

# What refers to plugins of other collections is looked up in "make test-all": all of ansible-core's are read for it. So is
# whether the pages that antsibull-docs makes of the documentation are good reStructuredText, as it writes them itself.
docs-lint: REFERENCES := $(if $(M365_ALL),all,self --skip-rstcheck)
docs-lint: newest tools link ## the plugins' documentation and the generated parts of docs/
	$(BIN)/python scripts/advice_reference.py --check
	$(BIN)/python scripts/ways_reference.py --check
	$(BIN)/python scripts/box_reference.py --check
	$(BIN)/python scripts/families_reference.py --check
	$(WITH_TOOLS) antsibull-docs lint-collection-docs --plugin-docs --validate-collection-refs $(REFERENCES) .

changelog: tools ## for a release: turn the fragments into CHANGELOG.md
	$(WITH_TOOLS) antsibull-changelog release

changelog-lint: tools ## the fragments of the changelog
	$(TOOLS)/python scripts/lint_changelog.py

build: newest ## dist/m365-exchange-VERSION.tar.gz
	@scripts/stage build

release: newest ## the tarball of a tagged commit with its bill of materials and checksums
	@$(BIN)/python scripts/release.py

galaxy-check: newest tools ## Galaxy's own import check of the built collection
	@scripts/galaxy-check

venvs: newest oldest beta tools ## all virtual environments below .venv/

newest:
	@scripts/venv newest 3.12 newest runtime box test tools
oldest:
	@scripts/venv oldest 3.12 oldest minimum
beta: ## the next ansible-core, before its release
	@if scripts/find-python 3.13 >/dev/null 2>&1; then scripts/venv beta 3.13 beta runtime box test; \
	else echo "not run: Python 3.13 is not on this machine"; fi
tools:
	@scripts/venv tools 3.12 newest runtime release
# One ansible-core on another Python: oldest-3.10
newest-%:
	@scripts/venv newest-$* $* newest runtime
oldest-%:
	@scripts/venv oldest-$* $* oldest minimum

link:
	@scripts/stage link
installed: newest
	@scripts/stage install >/dev/null

clean: ## remove all that the targets made
	rm -rf .build .venv dist .mypy_cache .pytest_cache .ruff_cache .hypothesis
