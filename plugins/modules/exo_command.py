#!/usr/bin/python
# Copyright (c) 2026 the m365.exchange contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

from __future__ import annotations

DOCUMENTATION = r"""
module: exo_command
short_description: Run an Exchange Online cmdlet
version_added: 0.1.0
description:
  - Runs any cmdlet that the service offers and the identity may run, over the interface that Microsoft's PowerShell
    module uses.
  - Works in a session of M(m365.exchange.exo_connect), or signs in by itself for this one task.
  - A request is sent again only where that is safe. A write is sent again only where it did not run, as far as the
    answer tells, and where O(retry_writes) allows it.
options:
  session:
    description:
      - The handle from M(m365.exchange.exo_connect), or its whole registered result.
      - A session beats sign-in options that C(module_defaults) or the environment give. One that is empty or null is
        refused; C(omit) leaves it out.
    type: raw
  expect_organization:
    description:
      - The organization that this task is meant for, by the name that M(m365.exchange.exo_connect) was given or by the
        tenant's id.
      - The task fails before it sends anything if its connection leads to another one.
    type: str
  cmdlet:
    description:
      - The cmdlet's name, such as V(Get-Mailbox). Upper and lower case make no difference.
      - Exactly one of O(cmdlet), O(command) and O(commands) is needed.
    type: str
  parameters:
    description:
      - The cmdlet's parameters by their names, with values as YAML has them.
      - Each value takes the form that Microsoft documents for its parameter, where it is known; the guide
        docs/values.md has the table.
      - A switch is V(true). A map with the keys V(Add) and V(Remove) changes a list in place.
      - C(Confirm) is sent as V(false) where the cmdlet knows it, unless it is given here.
    type: dict
    default: {}
  properties:
    description: The properties wanted of each object. All of them where the list is empty.
    type: list
    elements: str
    default: []
  result_size:
    description:
      - How many objects are wanted, a number or V(unlimited).
      - The parameter C(ResultSize) means the same. Two different values are an error.
    type: str
    default: unlimited
  query:
    description:
      - A JMESPath expression over the list of objects. What it yields stands in RV(objects).
      - A value that is no list becomes a list of one.
      - Projections and filters over the list, such as V([?IsShared].DisplayName), are applied page by page. Everything
        else (an index, a slice, a function of the whole list) waits for the last page, with all objects in memory.
    type: str
  retry_writes:
    description:
      - With V(idempotent), a write that sets absolute values may be sent once more where its first attempt has an
        unknown outcome.
      - After trouble in the directory this is done only where the C(Get-) cmdlet of the same name then shows that a
        value is not there yet.
    type: str
    choices: [never, idempotent]
    default: never
extends_documentation_fragment:
  - m365.exchange.attributes
  - m365.exchange.attributes.action_group
  - m365.exchange.auth
  - m365.exchange.command
  - m365.exchange.endpoint
  - m365.exchange.anchoring
  - m365.exchange.anchoring.of_one_cmdlet
  - m365.exchange.network
  - m365.exchange.output
  - m365.exchange.retries
  - m365.exchange.retries.pages
  - m365.exchange.safeguards
  - m365.exchange.values
  - m365.exchange.values.files
  - m365.exchange.values.sent
  - m365.exchange.many
  - m365.exchange.writing
attributes:
  check_mode:
    description: Reads run in check mode. Writes are not sent. A Set- is reported as changed unless a read shows that
      the object has all of its values; other writes are reported as changed.
    support: full
  diff_mode:
    description: A Set- cmdlet shows the object before and after it, if a Get- cmdlet of the same name reads that
      object. In check mode the state after it is planned from parameters that are named like properties.
    support: partial
  idempotent:
    description: A read changes nothing. A write that ran is reported as changed, also where the object was like that
      before; but where the service itself says that nothing was modified or that a member or permission is there
      already, and where the object was looked at, which is with C(--diff) and O(skip_unchanged).
    support: partial
seealso:
  - module: m365.exchange.exo_connect
  - module: m365.exchange.exo_disconnect
author:
  - The m365.exchange contributors (@m365-exchange)
"""

EXAMPLES = r"""
- name: List the addresses of all shared mailboxes
  m365.exchange.exo_command:
    session: "{{ exo }}"
    cmdlet: Get-Mailbox
    parameters:
      RecipientTypeDetails: [SharedMailbox]
    properties: [DisplayName, PrimarySmtpAddress]
    query: "[].PrimarySmtpAddress"
  register: shared

- name: Set a text that the service shows to senders
  m365.exchange.exo_command:
    session: "{{ exo }}"
    cmdlet: Set-Mailbox
    parameters:
      Identity: AdeleV@contoso.onmicrosoft.com
      MailTip: Back on Monday

- name: Add an address and leave the others alone
  m365.exchange.exo_command:
    session: "{{ exo }}"
    cmdlet: Set-Mailbox
    parameters:
      Identity: AdeleV@contoso.onmicrosoft.com
      EmailAddresses:
        Add: [sales@contoso.onmicrosoft.com]

- name: Run a line of the documentation
  m365.exchange.exo_command:
    session: "{{ exo }}"
    command: Get-Mailbox -RecipientTypeDetails UserMailbox -ResultSize 10 | Format-Table DisplayName,PrimarySmtpAddress

- name: Give what comes from a variable beside the line
  m365.exchange.exo_command:
    session: "{{ exo }}"
    command: Set-Mailbox AdeleV@contoso.onmicrosoft.com -HiddenFromAddressListsEnabled $true
    parameters:
      MailTip: "{{ mail_tip }}"
  vars:
    mail_tip: She's away; please write to "Sales"

- name: Find the mailboxes that may hold less than 60 GB, with sizes as numbers of bytes
  m365.exchange.exo_command:
    session: "{{ exo }}"
    cmdlet: Get-Mailbox
    properties: [DisplayName, ProhibitSendQuota]
    typed: true
    query: "[?ProhibitSendQuota < `64424509440`].DisplayName"
  register: small

- name: Change several mailboxes and look at the result
  m365.exchange.exo_command:
    session: "{{ exo }}"
    commands:
      - cmdlet: Set-Mailbox
        parameters: {Identity: AdeleV@contoso.onmicrosoft.com, CustomAttribute1: Sales}
      - cmdlet: Set-CASMailbox
        parameters: {Identity: AdeleV@contoso.onmicrosoft.com, PopEnabled: false}
      - cmdlet: Get-Mailbox
        parameters: {Identity: AdeleV@contoso.onmicrosoft.com}
        properties: [DisplayName, CustomAttribute1]
    journal_path: ~/exchange.jsonl
  register: several

- name: Make a list of commands from a list of mailboxes
  m365.exchange.exo_command:
    session: "{{ exo }}"
    cmdlet: Get-Mailbox
    parameters:
      RecipientTypeDetails: [SharedMailbox]
    query: "[].{cmdlet: 'Get-MailboxStatistics', parameters: {Identity: PrimarySmtpAddress}}"
  register: reads

- name: Run it, ten in a request and three requests at a time
  m365.exchange.exo_command:
    session: "{{ exo }}"
    commands: "{{ reads.objects }}"
    batch: true
    parallel: 3
    on_error: continue
  register: statistics

- name: Read all mailboxes into a file, with little memory however many they are
  m365.exchange.exo_command:
    session: "{{ exo }}"
    cmdlet: Get-Mailbox
    properties: [DisplayName, PrimarySmtpAddress, RecipientTypeDetails, WhenCreated]
    dest: "{{ playbook_dir }}/mailboxes.csv"
    csv_safe: true
    mode: "0640"
    backup: true
    show_progress: true

- name: Read without a session, signing in for this task alone
  m365.exchange.exo_command:
    organization: contoso.onmicrosoft.com
    app_id: "{{ app_id }}"
    client_secret: "{{ client_secret }}"
    cmdlet: Get-OrganizationConfig
    properties: [Name, DisplayName]
"""

RETURN = r"""
objects:
  description:
    - The objects that the cmdlet returned, always a list. With O(query), what the query yields, as a list.
    - Empty with O(dest).
  returned: success, for one cmdlet
  type: list
  elements: raw
  sample:
    - DisplayName: Adele Vance
      PrimarySmtpAddress: AdeleV@contoso.onmicrosoft.com
count:
  description: The number of RV(objects), with O(dest) of those in the file.
  returned: success, for one cmdlet
  type: int
  sample: 1
truncated:
  description: Whether objects were left behind, because of O(result_size) or because the service kept them.
  returned: success, for one cmdlet
  type: bool
  sample: false
cmdlet:
  description: The cmdlet's name as it was sent.
  returned: success, for one cmdlet
  type: str
  sample: Get-Mailbox
organization:
  description: The organization that it ran in.
  returned: success
  type: str
  sample: contoso.onmicrosoft.com
tenant_id:
  description: The id of the tenant that it ran in.
  returned: success
  type: str
  sample: 11111111-2222-4333-8444-555555555555
client_request_id:
  description: Our id of the command, the same in all its attempts. Null where check mode sent nothing.
  returned: success, for one cmdlet
  type: str
  sample: 7e1d3f04-6c6e-4a55-b7d7-0c4c2f0a8f10
attempts:
  description:
    - One, and one more for each request that had to be sent again. Zero where check mode sent nothing.
    - In a task with C(until) Ansible puts its own count in this place.
  returned: success, for one cmdlet
  type: int
  sample: 1
service_warnings:
  description: The service's warnings, which are shown as warnings of the task, too.
  returned: success, for one cmdlet
  type: list
  elements: str
  sample: []
notes:
  description:
    - What was left out of a command line because it only concerns PowerShell.
    - Which of its parameters Microsoft's reference does not have.
  returned: success with O(command)
  type: list
  elements: str
  sample: ["Format-List only formats and was taken off."]
tasks:
  description: The tasks that do what a refused command line says, as YAML, where that can be told. Look at them before
    you use them.
  returned: when a command line is refused that has several statements or variables
  type: str
location:
  description: Where a command line holds what is refused.
  returned: when a command line is refused
  type: dict
  contains:
    construct:
      description: The name of what is there.
      type: str
      returned: always
      sample: variable
    line:
      description: The line that it is in, counted from 1.
      type: int
      returned: always
      sample: 1
    column:
      description: The column that it begins in, counted from 1.
      type: int
      returned: always
      sample: 23
    excerpt:
      description: A piece of the line, and below it a caret under the place. A secret in it is left out.
      type: list
      elements: str
      returned: always
      sample: ["Get-Mailbox -Identity $user", "                      ^"]
outcomes:
  description:
    - What came of each command of O(commands), in their order. Each has what the result of a single command has, and
      what is listed here.
    - The same of each object that the last cmdlet of a pipeline wrote, or that a failed read behind a pipe was about.
    - The values of a single result, such as RV(objects), are not there for the list as a whole.
  returned: with O(commands) and a pipeline that writes, also on failure
  type: list
  elements: dict
  contains:
    index:
      description: The command's place in the list, from 0 on.
      type: int
      returned: always
      sample: 0
    object:
      description: The name of the object that came through a pipe.
      type: str
      returned: with a pipeline of O(command)
      sample: 7a120f98-cb5a-4f79-baaf-052e35b94169
    outcome:
      description: V(ran); or V(refused), V(did_not_run) or V(unknown) as in RV(outcome). V(did_not_run) also for those
        that were never started, and for writes in check mode.
      type: str
      returned: always
      sample: ran
    failed:
      description: Whether the command failed. One that was never started has not.
      type: bool
      returned: always
      sample: false
    changed:
      description: Whether it changed something, or may have.
      type: bool
      returned: always
      sample: true
read_back:
  description: What a read shows now of the object of a write whose outcome is unknown. Null where no read would.
  returned: with O(verify), if RV(outcome) is V(unknown) for a write
  type: dict
  contains:
    cmdlet:
      description: The cmdlet that read it.
      type: str
      returned: always
      sample: Get-Mailbox
    parameters:
      description: What it was asked for.
      type: dict
      returned: always
      sample: {Identity: AdeleV@contoso.onmicrosoft.com}
    found:
      description: Whether there is such an object. Null where the read failed, or does not tell.
      type: bool
      returned: always
      sample: true
    matches:
      description: Whether all values that were to be written are there now. Null where one cannot be compared.
      type: bool
      returned: always
      sample: true
    objects:
      description: The objects, 100 at most.
      type: list
      elements: dict
      returned: always
      sample: []
    truncated:
      description: Whether there are more.
      type: bool
      returned: always
      sample: false
    msg:
      description: Why the read failed.
      type: str
      returned: always
      sample: null
what_if:
  description: What the service says that the cmdlet would do. Null where it said nothing, which is warned of.
  returned: with O(what_if), or C(WhatIf) among O(parameters)
  type: str
  sample: Setting Mailbox "AdeleV@contoso.onmicrosoft.com".
dest:
  description: The path of the file that holds the objects.
  returned: with O(dest)
  type: str
  sample: /srv/reports/mailboxes.jsonl
format:
  description: The format of the file.
  returned: with O(dest)
  type: str
  sample: jsonl
size:
  description: The file's size in bytes.
  returned: with O(dest)
  type: int
  sample: 573783
checksum:
  description: The file's SHA-1, as M(ansible.builtin.copy) and M(ansible.builtin.stat) give it.
  returned: with O(dest)
  type: str
  sample: 6e642bb8dd5c2e027bf21dd923337cbb4214f827
mode:
  description: The file's permissions.
  returned: with O(dest)
  type: str
  sample: "0600"
backup_file:
  description: Where the old file is kept.
  returned: with O(backup), where another file took its place
  type: str
  sample: /srv/reports/mailboxes.jsonl.4711.2026-11-26@09:30:00~
duplicates:
  description: How many objects came more than once, by their C(Guid) or what else tells them apart. None was dropped.
  returned: when there are any
  type: int
  sample: 1
partial:
  description: V(true) where pages of a listing had come before it failed. Where the service sent objects together with
    an error, these objects.
  returned: when a part of the answer had come
  type: raw
  sample: true
candidates:
  description: The recipients that share the name, at most ten of them, each with C(DisplayName),
    C(RecipientTypeDetails), C(PrimarySmtpAddress) and C(Guid). Empty where a read could not tell.
  returned: when a name is that of several objects
  type: list
  elements: dict
  sample: [{DisplayName: Jane Doe, RecipientTypeDetails: UserMailbox, PrimarySmtpAddress: jane@contoso.com,
    Guid: 6f3c0d0e-3c6b-4f59-9b3d-0d2f8e1c7a11}]
backoff_seconds:
  description: The seconds waited between attempts, in all.
  returned: failure
  type: float
  sample: 0.0
request_ids:
  description: The service's ids of all attempts that failed.
  returned: failure
  type: list
  elements: str
  sample: [2c7d1f6e-55a0-4d5c-9a4e-0b8b6a0f6f11]
retry_after:
  description: The seconds that the service asked to wait.
  returned: when it is longer than O(retry_budget) allows
  type: int
  sample: 300
retry_quota:
  description: V(exhausted) where too many retries in a row brought nothing.
  returned: when no further retry was allowed
  type: str
  sample: exhausted
pages:
  description: The number of answers that had come before a listing failed.
  returned: when a listing failed on its way
  type: int
  sample: 3
read:
  description: How many objects each cmdlet of a pipeline read, in their order.
  returned: success, with a pipeline of O(command)
  type: list
  elements: int
  sample: [2000, 2000]
rows:
  description: The number of objects that had come before a listing failed. They are not returned, a list is never
    silently short. With O(dest), the number of objects that were read, before the query.
  returned: when a listing failed on its way, and with O(dest)
  type: int
  sample: 3000
error:
  description: The card of a failure.
  returned: failure
  type: dict
  contains:
    category:
      description: The kind of failure, such as V(input), V(sign_in), V(network), V(session), V(permission) or
        V(service).
      type: str
      returned: always
      sample: permission
    cause:
      description: Why this happens.
      type: str
      returned: always
      sample: The cmdlet does not exist, belongs to another service, or no role of this identity includes it.
    fix:
      description: What to do, the likeliest first.
      type: list
      elements: str
      returned: always
      sample: [Check the name of the cmdlet.]
    retry_safe:
      description: Whether sending the same task again can do no harm.
      type: bool
      returned: always
      sample: true
    exception_type:
      description: The full .NET type of the service's exception.
      type: str
      returned: always
      sample: Microsoft.Exchange.Configuration.Tasks.ManagementObjectNotFoundException
    http_status:
      description: The HTTP status of the answer.
      type: int
      returned: always
      sample: 404
    request_id:
      description: The service's own id of the request.
      type: str
      returned: always
      sample: 2c7d1f6e-55a0-4d5c-9a4e-0b8b6a0f6f11
    client_request_id:
      description: Our id of the command, the same in all its attempts.
      type: str
      returned: always
      sample: 7e1d3f04-6c6e-4a55-b7d7-0c4c2f0a8f10
    documentation:
      description: Where the troubleshooting guide of this collection tells more.
      type: str
      returned: always
      sample: https://github.com/m365-exchange/m365.exchange/blob/main/docs/troubleshooting.md#cmdlet-not-available
outcome:
  description:
    - What became of the work. V(refused), it ran into a no.
    - V(did_not_run), nothing happened.
    - V(unknown), it may have run, so look before you run it again.
    - For a list it is the worst of its outcomes, and V(did_not_run) only if no command that changes something has run.
  returned: failure
  type: str
  sample: did_not_run
"""

from ansible_collections.m365.exchange.plugins.module_utils._task.ansible_module import run_module
from ansible_collections.m365.exchange.plugins.module_utils._commands.command import run
from ansible_collections.m365.exchange.plugins.module_utils._commands.command_forms import secrets_of_line
from ansible_collections.m365.exchange.plugins.module_utils._specs.command import COMMAND


def main() -> None:
    """Run the module."""
    run_module(COMMAND, run, secrets_of_line)


if __name__ == "__main__":
    main()
