# Copyright (c) 2026 the m365.exchange contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Where options come from: the task, module_defaults, variables of the environment; and check mode."""

from __future__ import annotations

import json

from support.box import Box
from support.checks import assert_nothing_left
from support.playbooks import Playbooks, play

TASKS = """
- name: Defaults of the group
  module_defaults:
    group/m365.exchange.exo:
      organization: "{{ organization }}"
      app_id: "{{ app_id }}"
      client_secret: "{{ client_secret }}"
  block:
    - name: By module defaults
      m365.exchange.exo_command: &read
        cmdlet: Get-OrganizationConfig
        properties: [Name]
    - name: Connect by module defaults
      m365.exchange.exo_connect:
        retries: 2
      register: exo
    - name: Disconnect by module defaults
      m365.exchange.exo_disconnect:
        session: "{{ exo }}"

- name: By the task's environment
  m365.exchange.exo_command: *read
  environment:
    EXO_ORGANIZATION: "{{ organization }}"
    EXO_APP_ID: "{{ app_id }}"
    EXO_CLIENT_SECRET: "{{ client_secret }}"

- name: The next task does not see it
  m365.exchange.exo_command: *read
  ignore_errors: true

- name: Empty options and variables count for nothing
  m365.exchange.exo_command:
    organization: "{{ organization }}"
    app_id: "{{ app_id }}"
    client_secret: "{{ client_secret }}"
    certificate_path: ""
    certificate: ""
    environment: ""
    cmdlet: Get-OrganizationConfig
    properties: [Name]
  environment:
    EXO_CERTIFICATE: ""

- name: The task's certificate beats the environment's secret
  m365.exchange.exo_connect:
    certificate_path: "{{ certificate_path }}"
  register: by_certificate
  environment:
    EXO_ORGANIZATION: "{{ organization }}"
    EXO_APP_ID: "{{ app_id }}"
    EXO_CLIENT_SECRET: "{{ client_secret }}"

- name: Show how it signed in
  ansible.builtin.debug:
    msg: "{{ by_certificate.auth_method }}"

- name: A session beats inherited options
  m365.exchange.exo_command:
    session: "{{ by_certificate }}"
    cmdlet: Get-OrganizationConfig
    properties: [Name]
  environment:
    EXO_ORGANIZATION: fabrikam.onmicrosoft.us
    EXO_CLIENT_SECRET: not-the-secret-of-fabrikam

- name: Disconnect
  m365.exchange.exo_disconnect:
    session: "{{ by_certificate }}"
"""


def test_options_come_from_where_ansible_users_put_them(playbooks: Playbooks, box: Box) -> None:
    tenant = box.tenants[0]
    application = tenant.applications[0]
    network = {name: value for name, value in box.environment.items() if not name.startswith("EXO_")}
    variables = {
        "organization": tenant.organization,
        "app_id": application.app_id,
        "client_secret": application.client_secret,
        "certificate_path": application.certificate_path,
    }
    run = playbooks.run(play(TASKS), environment=network, variables=variables).check()
    assert_nothing_left(run)
    for task in (
        "By module defaults",
        "By the task's environment",
        "Empty options and variables count for nothing",
        "A session beats inherited options",
    ):
        assert run.result(task).result["tenant_id"] == tenant.tenant_id
        assert run.result(task).result["count"] == 1
    unseen = run.result("The next task does not see it").result
    assert unseen["error"]["documentation"].endswith("#no-sign-in-method")
    assert run.result("Show how it signed in").result["msg"] == "certificate"
    assert len(run.result("Disconnect by module defaults").result["disconnected"]) == 1


CHECKED = """
- name: Connect
  m365.exchange.exo_connect:
  register: exo
- name: Read
  m365.exchange.exo_command:
    session: "{{ exo }}"
    cmdlet: Get-Mailbox
    result_size: 1
- name: Write
  m365.exchange.exo_command:
    session: "{{ exo }}"
    cmdlet: Set-Mailbox
    parameters: {Identity: AdeleV@contoso.com, CustomAttribute3: b}
- name: Write without a session
  m365.exchange.exo_command:
    cmdlet: Remove-Mailbox
    parameters: {Identity: AdeleV@contoso.com}
- name: Disconnect
  m365.exchange.exo_disconnect:
    session: "{{ exo }}"
"""


def test_check_mode_reads_and_writes_nothing(playbooks: Playbooks, box: Box) -> None:
    run = playbooks.run(play(CHECKED), "--check", environment=box.environment).check()
    assert_nothing_left(run)
    assert run.result("Read").result["count"] == 1
    for task in ("Write", "Write without a session"):
        result = run.result(task).result
        assert (result["changed"], result["attempts"], result["client_request_id"]) == (True, 0, None)
        assert result["tenant_id"] == box.tenants[0].tenant_id
    assert len(run.result("Disconnect").result["disconnected"]) == 1
    sent = {one["cmdlet"] for one in box.control.journal() if one["path"].endswith("/InvokeCommand")}
    assert sent == {"Get-Mailbox"}


HOSTILE = "{{ lookup('ansible.builtin.pipe', 'touch PWNED') }}"

KEEPS = """
- name: Connect
  m365.exchange.exo_connect:
  register: exo
- name: Write
  m365.exchange.exo_command:
    session: "{{ exo }}"
    cmdlet: Set-Mailbox
    parameters: "{{ parameters | from_json }}"
- name: Read
  m365.exchange.exo_command:
    session: "{{ exo }}"
    cmdlet: Get-Mailbox
    parameters: {Identity: AdeleV@contoso.com}
    properties: [MailTip, CustomAttribute4]
  register: found
- name: Use it
  ansible.builtin.debug:
    msg: "{{ found.objects[0].CustomAttribute4 }} {{ found.objects | to_json }}"
- name: Disconnect
  m365.exchange.exo_disconnect:
    session: "{{ exo }}"
"""


def test_text_of_the_tenant_stays_text(playbooks: Playbooks, box: Box) -> None:
    parameters = {"Identity": "AdeleV@contoso.com", "CustomAttribute4": HOSTILE, "MailTip": "[31m{% raw %}"}
    folders = playbooks.folders()
    folders.make()
    file = folders.root / "parameters.json"
    file.write_text(json.dumps(parameters), encoding="utf-8")
    tasks = KEEPS.replace("parameters | from_json", "lookup('ansible.builtin.file', kept) | from_json")
    run = playbooks.run(
        play(tasks), environment=box.environment, variables={"kept": str(file)}, folders=folders
    ).check()
    assert run.result("Read").result["objects"][0]["CustomAttribute4"] == HOSTILE
    assert HOSTILE in run.result("Use it").result["msg"]
    assert not list(folders.root.rglob("PWNED"))
