# Copyright (c) 2026 the m365.exchange contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Every return value that a module documents is returned: by a task of the playbook here, which provokes the rare ones.

``retry_quota`` alone takes hundreds of repeats: tests/unit/plugins/module_utils/exchange_client/test_send_and_page.py
"""

from __future__ import annotations

from typing import Any

import pytest

from support.box import Box
from support.checks import assert_no_traceback, assert_nothing_left
from support.documented import part_of
from support.places import ROOT
from support.playbook import SETTINGS, Run
from support.playbooks import Playbooks, play

newest_action = pytest.mark.parametrize("setting", SETTINGS[:1], ids=str, indirect=True)

MODULES = sorted((ROOT / "plugins" / "modules").glob("*.py"))
# What comes of an object that shows late, of a write that may have run, and of one that could not be made anew:
# tests/desired has each.
NOT_HERE = {"retry_quota", "seen", "unknown", "unresolved", "was"}
# What Ansible says of every task, beside what the module returns.
ANSIBLE = {"ansible_loop_var", "changed", "censored", "deprecations", "diff", "exception", "failed", "invocation"}
ANSIBLE |= {"item", "msg", "warnings"}
OPERATOR = {"user_principal_name": "operator@contoso.com", "password": "operator-canary-Pa55word"}

# By the name of its task: what the box does wrong meanwhile.
FAULTS: dict[str, dict[str, Any]] = {
    "Read back": {"kind": "status", "status": 504, "match": {"cmdlet": "Set-Mailbox"}, "moment": "after"},
    "Part": {"kind": "errors_in_200", "match": {"cmdlet": "Get-RemoteDomain"}, "times": 0},
    "Later": {"kind": "throttle", "retry_after": 600, "match": {"cmdlet": "Get-TransportConfig"}},
    "Cut": {"kind": "status", "status": 403, "match": {"cmdlet": "Get-User"}, "times": 0, "skip": 1},
}
TWICE: dict[str, Any] = {"kind": "next_link", "match": {"cmdlet": "Get-SharingPolicy"}}
TASKS = """
- name: Person
  m365.exchange.exo_connect:
    user_principal_name: "{{ user_principal_name }}"
    password: "{{ password }}"
    return_refresh_token: true
  register: person

- name: Person's values
  ansible.builtin.debug:
    msg: "{{ person.keys() | list }}"

- name: One too many
  m365.exchange.exo_connect:
    user_principal_name: "{{ user_principal_name }}"
    password: "{{ password }}"
    session_limit: 1
  ignore_errors: true

- name: Work
  module_defaults:
    m365.exchange.exo_command:
      session: "{{ person }}"
      retries: 0
  ignore_errors: true
  block:
    - name: Listing
      m365.exchange.exo_command: {cmdlet: Get-AcceptedDomain}
    - name: List of commands
      m365.exchange.exo_command: {commands: [Get-AcceptedDomain]}
    - name: Location
      m365.exchange.exo_command: {command: Get-Mailbox $user}
    - name: Read back
      m365.exchange.exo_command: {command: Set-Mailbox AdeleV@contoso.com -CustomAttribute9 shown, verify: true}
    - name: Asked
      m365.exchange.exo_command: {command: Set-Mailbox AdeleV@contoso.com -CustomAttribute9 asked, what_if: true}
    - name: File
      m365.exchange.exo_command: {cmdlet: Get-AcceptedDomain, dest: "{{ playbook_dir }}/rows.jsonl"}
    - name: Another file in its place
      m365.exchange.exo_command:
        {cmdlet: Get-OrganizationConfig, dest: "{{ playbook_dir }}/rows.jsonl", backup: true}
    - name: Twice
      m365.exchange.exo_command: {cmdlet: Get-SharingPolicy}
    - name: Two of one name
      m365.exchange.exo_command:
        commands:
          - New-DistributionGroup first -DisplayName Twin -Alias first
          - New-DistributionGroup second -DisplayName Twin -Alias second
    - name: Which of them
      m365.exchange.exo_command: {command: Set-DistributionGroup Twin -MailTip Which}
    - name: Part
      m365.exchange.exo_command: {cmdlet: Get-RemoteDomain}
    - name: Cut
      m365.exchange.exo_command: {cmdlet: Get-User, page_size: 40, properties: [Name]}

- name: Sessions
  m365.exchange.exo_session_info:

- name: No sessions
  m365.exchange.exo_session_info:
    nothing: true
  ignore_errors: true

- name: Cmdlets
  m365.exchange.exo_cmdlet_info:
    cmdlet: Get-Mailbox
    session: "{{ person }}"

- name: No cmdlets
  m365.exchange.exo_cmdlet_info:
    service: nowhere
  ignore_errors: true

- name: Questions
  m365.exchange.exo_conformance:
    session: "{{ person }}"
    questions:
      - id: first
        question: Are accepted domains given?
        steps: [{cmdlet: Get-AcceptedDomain}]
        see: status
        plays: "200"
        source: this test

- name: No questions
  m365.exchange.exo_conformance:
    session: "{{ person }}"
    questions: [none]
  ignore_errors: true

- name: Object
  m365.exchange.exo_resource:
    session: "{{ person }}"
    kind: AuthenticationPolicy
    identity: Returns
    properties: {AllowBasicAuthPop: false}

- name: Object as it is
  m365.exchange.exo_resource:
    session: "{{ person }}"
    kind: AuthenticationPolicy
    identity: Returns
    properties: {AllowBasicAuthPop: false}

- name: Object that is gone
  m365.exchange.exo_resource:
    session: "{{ person }}"
    kind: AuthenticationPolicy
    identity: Returns
    state: absent

- name: Object of no kind
  m365.exchange.exo_resource:
    session: "{{ person }}"
    kind: RemoteDomains
    identity: Returns
  ignore_errors: true

- name: Many objects
  m365.exchange.exo_resources:
    session: "{{ person }}"
    resources:
      - {kind: AuthenticationPolicy, identity: Many, properties: {AllowBasicAuthPop: false}}

- name: What is there
  m365.exchange.exo_resources: {session: "{{ person }}", state: gathered, kinds: [AuthenticationPolicy]}

- name: What is there, in a folder
  m365.exchange.exo_resources:
    session: "{{ person }}"
    state: gathered
    kinds: [AuthenticationPolicy]
    dest: "{{ lookup('ansible.builtin.env', 'HOME') }}/snapshot"

- name: Many objects of which one cannot be made
  m365.exchange.exo_resources:
    session: "{{ person }}"
    resources:
      - {kind: AuthenticationPolicy, identity: Many, state: absent}
      - {kind: MailContact, identity: Many, properties: {DisplayName: Many}}
  ignore_errors: true

- name: Many objects as they are
  m365.exchange.exo_resources:
    session: "{{ person }}"
    state: gathered
    kinds: [AuthenticationPolicy]

- name: Mailbox
  m365.exchange.exo_mailbox:
    session: "{{ person }}"
    identity: returns@contoso.onmicrosoft.com
    type: shared
    full_access: [AdeleV@contoso.onmicrosoft.com]

- name: No mailbox
  m365.exchange.exo_mailbox:
    session: "{{ person }}"
    identity: returns*
  ignore_errors: true

- name: Group
  m365.exchange.exo_distribution_group:
    session: "{{ person }}"
    identity: Returned goods
    members: [AdeleV@contoso.onmicrosoft.com]

- name: No group
  m365.exchange.exo_distribution_group:
    session: "{{ person }}"
    identity: Returns*
  ignore_errors: true

- name: Rights
  m365.exchange.exo_mailbox_permission:
    session: "{{ person }}"
    mailbox: AlexW@contoso.com
    user: AdeleV@contoso.onmicrosoft.com
    send_as: true

- name: No rights
  m365.exchange.exo_mailbox_permission:
    session: "{{ person }}"
    mailbox: AlexW@contoso.com
    user: AdeleV@contoso.onmicrosoft.com
  ignore_errors: true

- name: Calendar
  m365.exchange.exo_calendar_permission:
    session: "{{ person }}"
    mailbox: AlexW@contoso.com
    user: Default
    access_rights: [LimitedDetails]

- name: No calendar
  m365.exchange.exo_calendar_permission:
    session: "{{ person }}"
    mailbox: nobody@contoso.com
    user: Default
    access_rights: [LimitedDetails]
  ignore_errors: true

- name: Contact
  m365.exchange.exo_mail_contact:
    session: "{{ person }}"
    identity: Returns contact
    external_email_address: returns@fabrikam.com

- name: No contact
  m365.exchange.exo_mail_contact:
    session: "{{ person }}"
    identity: Returns*
  ignore_errors: true

- name: Rule
  m365.exchange.exo_transport_rule:
    session: "{{ person }}"
    identity: Returns rule
    properties: {PrependSubject: "[R] "}

- name: No rule
  m365.exchange.exo_transport_rule:
    session: "{{ person }}"
    identity: Returns*
  ignore_errors: true

- name: Objects
  m365.exchange.exo_resource_info:
    session: "{{ person }}"
    kind: SharingPolicy
    show: all

- name: Objects of no kind
  m365.exchange.exo_resource_info:
    session: "{{ person }}"
    kind: RemoteDomains
  ignore_errors: true

- name: Snapshots
  m365.exchange.exo_snapshot_diff:
    before: []
    after: [{kind: TransportRule, identity: New}]
  diff: true

- name: No snapshots
  m365.exchange.exo_snapshot_diff:
    before: nowhere
    after: []
  ignore_errors: true

- name: Customers
  m365.exchange.exo_customer_info:

- name: No customers
  m365.exchange.exo_customer_info:
    client_secret: wrong
  ignore_errors: true

- name: Start a run
  m365.exchange.exo_customer_results:
    {step: start, path: results, all_customers: [one, two], commands: [{cmdlet: Get-Mailbox}], first_customers: 1}

- name: Begin the first
  m365.exchange.exo_customer_results:
    {step: begin, path: results, customer_name: one, commands: [{cmdlet: Get-Mailbox}]}

- name: End the first
  m365.exchange.exo_customer_results:
    {step: end, path: results, customer_name: one, failure: {msg: No.}, failed_task: Work}

- name: Do not begin the second
  m365.exchange.exo_customer_results: {step: begin, path: results, customer_name: two}

- name: Finish
  m365.exchange.exo_customer_results: {step: finish, path: results}

- name: No run
  m365.exchange.exo_customer_results: {step: finish, path: nowhere}
  ignore_errors: true

- name: Preflight
  m365.exchange.exo_preflight_info:
    session: "{{ person }}"
    cmdlets: [Get-Mailbox]

- name: No preflight
  m365.exchange.exo_preflight_info:
    session: "{{ person }}"
    connect_timeout: 0
  ignore_errors: true

- name: Baseline
  m365.exchange.exo_baseline_info:
    session: "{{ person }}"
    baseline: example

- name: Told
  m365.exchange.exo_report_info:
    session: "{{ person }}"
    report_names: forwarding

- name: Write what the journal has
  m365.exchange.exo_command:
    session: "{{ person }}"
    cmdlet: Get-SharingPolicy
    journal_path: "{{ lookup('ansible.builtin.env', 'HOME') }}/journal.jsonl"

- name: Journal
  m365.exchange.exo_journal_info:
    path: "{{ lookup('ansible.builtin.env', 'HOME') }}/journal.jsonl"

- name: No journal
  m365.exchange.exo_journal_info:
    path: /no/such/journal
  ignore_errors: true

- name: No report of this name
  m365.exchange.exo_report_info:
    session: "{{ person }}"
    report_names: [forwardin]
  ignore_errors: true

- name: No baseline
  m365.exchange.exo_baseline_info:
    session: "{{ person }}"
    baseline: none-of-these.yml
  ignore_errors: true

- name: Report
  m365.exchange.exo_report:
    dest: "{{ lookup('ansible.builtin.env', 'HOME') }}/report"

- name: No report
  m365.exchange.exo_report:
    dest: /no/such/folder/report
  ignore_errors: true

- name: Pipeline
  m365.exchange.exo_command:
    command: Get-Mailbox -ResultSize 1 | Get-MailboxStatistics
    session: "{{ person }}"

- name: Script
  m365.exchange.exo_command:
    command: Get-Mailbox $user
    session: "{{ person }}"
  ignore_errors: true

# What follows would wait as long.
- name: Later
  m365.exchange.exo_command: {cmdlet: Get-TransportConfig, session: "{{ person }}"}
  ignore_errors: true

- name: No disconnect
  m365.exchange.exo_disconnect:
    nothing: true
  ignore_errors: true

- name: Disconnect
  m365.exchange.exo_disconnect:
    session: "{{ person }}"
"""


def returned(run: Run, module: str) -> set[str]:
    """The names of what the module's tasks returned; of a connect, which hides them, as the playbook listed them."""
    found = {name for one in run.results if one.action == f"m365.exchange.{module}" for name in one.result}
    if module == "exo_connect":
        found |= set(run.result("Person's values").result["msg"])
    return {name for name in found if not name.startswith("_ansible_")} - ANSIBLE


@newest_action
def test_what_is_documented_is_returned_and_nothing_else(playbooks: Playbooks, box: Box) -> None:
    # The same page once more, at an address that was not seen before.
    again = f"https://outlook.office365.com/adminapi/beta/{box.tenants[0].tenant_id}/InvokeCommand?again=1"
    for fault in (*FAULTS.values(), {**TWICE, "url": again}):
        box.control.fault(**fault)
    run = playbooks.run(play(TASKS), environment=box.environment, variables=OPERATOR).check()
    documented = {path.stem: set(part_of(path, "RETURN")) for path in MODULES}
    wrong = {name: (names - NOT_HERE) ^ returned(run, name) for name, names in documented.items()}
    assert {name: one for name, one in wrong.items() if one} == {}, run.output
    assert_no_traceback(run)
    assert_nothing_left(run)
