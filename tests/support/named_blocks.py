# Copyright (c) 2026 the m365.exchange contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The blocks of the pages that are no tasks to run as they stand: which test runs each, or why there is nothing to run.

Each is named by its page and how it begins. Plays and tasks need no entry: tests/integration/test_guides.py runs them.
A block that neither runs nor stands here makes tests/unit/test_blocks_of_pages.py fail.
"""

from __future__ import annotations

from collections.abc import Mapping

_PAGES = "tests/integration/test_pages.py::"
_RECIPES = "tests/integration/test_recipes.py::"
_GUIDES = "tests/integration/test_guides.py::"
_README = "tests/simulator/test_readme.py::"
_LINES = "tests/unit/plugins/module_utils/powershell/test_page.py::"
_TASKS = "tests/unit/plugins/module_utils/commands/test_script_to_tasks.py::"
_CERTIFICATE = f"{_PAGES}test_the_certificate_of_the_guide_can_be_used"
_CURL = f"{_PAGES}test_the_shell_lines_of_the_box_work_with_curl"
_BASELINES = "tests/integration/test_baseline_playbook.py::test_each_"
_BASELINE_OF_PAGE = "tests/desired/test_baselines.py::test_the_baseline_and_the_exceptions_of_the_page_work"
_ROLE = f"{_PAGES}test_the_playbooks_of_the_role"
_CUSTOMERS = f"{_GUIDES}test_the_customers_of_an_inventory_are_served"
_SOURCES = f"{_GUIDES}test_the_inventory_sources_of_the_page_make_hosts"
_VERIFIED = "tests/integration/test_verify_tenant.py::"
_JOURNAL = "tests/integration/test_journal_playbook.py::test_it_tells_what_ran_and_what_may_have_run"
_JOB = "tests/integration/test_awx_runner.py::test_a_job_shows_what_the_guide_shows"
_SHOWN = f"{_GUIDES}test_what_the_pages_show_is_what_comes"

RUN_BY: Mapping[tuple[str, str], str] = {
    ("README.md", "$ make demo"): "tests/integration/test_quickstart.py::test_the_quickstart_works_by_its_name",
    ("README.md", "$ python3 ~/.ansible"): f"{_RECIPES}test_the_command_of_the_page_runs_a_playbook",
    ("README.md", "- name: Set a MailTip"): f"{_PAGES}test_the_playbook_of_the_readme",
    (
        "docs/baselines.md",
        "$ ansible-playbook m365.exchange.baseline",
    ): f"{_BASELINES}customer_is_judged_and_one_that_fails_disturbs_nobody",
    ("docs/baselines.md", "name: ours"): _BASELINE_OF_PAGE,
    ("docs/baselines.md", "- rule: FORWARDING"): _BASELINE_OF_PAGE,
    (
        "docs/reports.md",
        "$ ansible-playbook m365.exchange.report",
    ): "tests/integration/test_report_playbook.py::test_each_customer_is_told_of_and_one_that_fails_disturbs_nobody",
    ("docs/command-lines.md", '"location": {'): f"{_LINES}test_the_location_is_as_the_page_shows_it",
    ("docs/command-lines.md", "$rooms ="): f"{_TASKS}test_the_tasks_of_the_page_are_those_of_its_script",
    ("docs/connecting-an-application.md", "$ umask 077"): _CERTIFICATE,
    ("docs/connecting-an-application.md", "$ openssl pkcs12 "): _CERTIFICATE,
    (
        "docs/connecting-an-application.md",
        "$ export EXO_ORGANIZATION",
    ): f"{_GUIDES}test_the_quickstart_connects_by_the_variables_of_the_guide",
    ("docs/customers.md", "exchange_customers:"): _CUSTOMERS,
    ("docs/customers.md", "ansible-playbook m365.exchange.customers"): _CUSTOMERS,
    ("docs/customers.md", "# desk.yml"): _CUSTOMERS,
    ("docs/customers.md", "customers-results/"): _CUSTOMERS,
    ("docs/customers.md", "CUSTOMER "): _CUSTOMERS,
    ("docs/customers.md", "# customers.exchange.yml"): _SOURCES,
    ("docs/customers.md", "$ ansible-inventory"): _SOURCES,
    ("docs/customers.md", "# adatum.exchange.yml"): _SOURCES,
    ("docs/customers.md", "organization,display_name"): _SOURCES,
    (
        "docs/from-connect-exchangeonline.md",
        "Connect-ExchangeOnline -AppId",
    ): "tests/unit/test_pages_of_parameters.py::test_the_line_and_the_task_say_the_same",
    (
        "docs/large-reads.md",
        "Get-Mailbox: 24000 rows",
    ): "tests/integration/test_output.py::test_progress_is_shown_where_somebody_can_see_it",
    (
        "docs/many-commands.md",
        "12 of 60 commands: ",
    ): "tests/faults/test_progress.py::test_the_page_shows_a_line_as_it_comes",
    ("docs/network.md", "The proxy that should lead to"): _SHOWN,
    ("docs/writing.md", "$ ansible-playbook m365.exchange.journal"): _JOURNAL,
    ("docs/writing.md", "12 ran, 1 refused"): _JOURNAL,
    (
        "docs/awx.md",
        "$ export CONTROLLER_HOST",
    ): "tests/integration/test_awx_setup.py::test_all_that_it_names_is_there_and_a_second_run_changes_nothing",
    (
        "docs/preflight.md",
        "$ ansible-playbook m365.exchange.preflight",
    ): "tests/integration/test_preflight_playbook.py::test_each_customer_has_its_row",
    ("docs/preflight.md", "customer  "): "tests/integration/test_preflight_playbook.py::test_each_customer_has_its_row",
    ("docs/sessions.md", "[defaults]"): f"{_GUIDES}test_the_setting_of_the_guide_closes_what_is_left",
    (
        "docs/snapshots.md",
        "ansible-playbook m365.exchange.snapshot",
    ): "tests/integration/test_snapshot_playbooks.py::test_a_day_of_three_customers_of_which_one_cannot_sign_in",
    (
        "docs/snapshots.md",
        "# tenants/contoso",
    ): "tests/unit/plugins/plugin_utils/test_snapshot_files.py::test_the_file_of_the_page_is_one",
    ("docs/simulator.md", "$ make simulator"): f"{_PAGES}test_the_box_says_what_the_page_shows",
    ("docs/simulator.md", "- name: A playbook of my own"): f"{_RECIPES}test_the_command_of_the_page_runs_a_playbook",
    ("docs/simulator.md", "# tenants.yml"): f"{_README}test_customers_of_the_page_are_a_provider_and_its_tenants",
    ("docs/simulator.md", "$ python3 ~/.ansible"): f"{_RECIPES}test_the_command_of_the_page_runs_a_playbook",
    ("docs/simulator.md", "# .github/workflows/playbooks.yml"): f"{_RECIPES}test_the_pipelines_run_as_they_stand",
    ("docs/simulator.md", "# .gitlab-ci.yml"): f"{_RECIPES}test_the_pipelines_run_as_they_stand",
    ("docs/simulator.md", "$ curl -s -X PATCH"): f"{_GUIDES}test_the_box_lends_a_person_and_a_provider",
    ("docs/simulator.md", "$ token=$(curl"): _CURL,
    ("docs/simulator.md", "$ curl -s $EXO_SIMULATOR_CONTROL/summary"): _CURL,
    ("docs/simulator.md", "$ curl -s $EXO_SIMULATOR_CONTROL/faults"): _CURL,
    ("docs/troubleshooting.md", "[defaults]"): f"{_PAGES}test_a_failure_can_be_read_line_by_line",
    ("docs/values.md", "StartDate: "): _SHOWN,
    ("docs/verifying.md", "$ export EXO_ORGANIZATION"): f"{_VERIFIED}test_nothing_differs_in_the_box",
    (
        "docs/verifying.md",
        "$ ansible-playbook m365.exchange.verify_tenant",
    ): f"{_VERIFIED}test_nothing_differs_in_the_box",
    (
        "docs/whole-tenant.md",
        "+ TransportRule External banner",
    ): "tests/desired/test_page_of_a_whole_tenant.py::test_the_plan_of_the_page_is_what_comes",
    ("docs/awx.md", "Connected to contoso.onmicrosoft.com"): _JOB,
    (
        "docs/awx.md",
        '{\n  "exchange_reports"',
    ): "tests/integration/test_report_playbook.py::test_each_customer_is_told_of_and_one_that_fails_disturbs_nobody",
    ("docs/writing.md", '{"time": "2026-11-26T11:30:05.120Z", "event": "begun"'): _SHOWN,
    ("docs/writing.md", '{"event": "begun", "cmdlet": "Set-Mailbox", "written_values"'): _SHOWN,
    ("extensions/catalogue/README.md", "$ git clone"): (
        "tests/unit/plugins/module_utils/catalogue/test_catalogue.py"
        "::test_a_folder_of_pages_is_read_and_written_as_the_shipped_file_is"
    ),
    ("extensions/catalogue/README.md", "$ python extensions/catalogue/changes.py"): (
        "tests/unit/plugins/module_utils/catalogue/test_changes.py::test_a_list_from_elsewhere_is_compared"
    ),
    ("extensions/simulator/README.md", "make simulator"): f"{_PAGES}test_the_box_says_what_the_page_shows",
    (
        "extensions/simulator/README.md",
        "token=$(curl",
    ): "tests/simulator/test_curl.py::test_curl_gets_a_token_and_runs_a_cmdlet",
    ("extensions/simulator/README.md", "tenants:"): f"{_README}test_example_of_a_tenants_file_makes_an_organisation",
    (
        "extensions/simulator/README.md",
        'curl -sS "$EXO_SIMULATOR_CONTROL/faults"',
    ): f"{_README}test_example_of_a_fault_can_be_armed",
    (
        "roles/customer/README.md",
        "- name: Prepare the run",
    ): "tests/integration/test_customers.py::test_the_playbook_of_the_role",
    ("roles/run/README.md", "- name: Report the shared mailboxes"): _ROLE,
    ("roles/run/README.md", "- name: Set a MailTip everywhere"): _ROLE,
    ("roles/run/README.md", "# mail-tips.yml"): _ROLE,
}

NOT_RUN: Mapping[tuple[str, str], str] = {
    ("CONTRIBUTING.md", "$ git clone"): "how to get this very checkout, and its tests",
    ("CONTRIBUTING.md", "# changelogs/fragments/"): "a file of the changelog, which changelog-lint reads",
    ("README.md", "$ make build"): "installs into the user's own folders, and fetches from PyPI",
    ("docs/architecture.md", "     "): "a drawing",
    ("docs/simulator.md", "# requirements.yml"): "fetches the repository; test_recipes.py names the built tarball",
    ("docs/simulator.md", "$ cd ~/.ansible"): "the same scenario, which make molecule runs in make test-all",
    (
        "docs/simulator.md",
        "$ ANSIBLE_COLLECTIONS_PATH",
    ): "the playbook above, by the ansible-playbook that make demo makes",
    (
        "docs/awx.md",
        "$ ansible-builder build",
    ): "fetches an image; test_execution_environment.py makes the build context of the same file",
}
