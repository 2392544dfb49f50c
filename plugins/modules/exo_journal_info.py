#!/usr/bin/python
# Copyright (c) 2026 the m365.exchange contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

from __future__ import annotations

DOCUMENTATION = r"""
module: exo_journal_info
short_description: Tell what a journal knows of a run, and of one that was killed
version_added: 0.1.0
description:
  - Reads the journal that O(m365.exchange.exo_command#module:journal_path) names, puts the begin and the end of each
    command together, and sums up what ran, was refused, did not run, and may have run; and what is left to do.
  - It sends nothing, and needs neither a session nor sign-in options.
  - A journal has values only where a task had O(m365.exchange.exo_command#module:journal_values). The form of its lines
    is docs/journal.schema.json.
options:
  path:
    description: The journal, on the machine that the task runs on.
    type: path
    required: true
  since:
    description: Leaves out what began before this moment in UTC, such as V(2026-11-30) or V(2026-11-30T08:00).
    type: str
  until:
    description: Leaves out what began after this moment in UTC. V(2026-11-30) has the whole day.
    type: str
  organizations:
    description: The organizations to tell of, by name or tenant id, with wildcards. All where none is named.
    type: list
    elements: str
    default: []
  cmdlets:
    description: The cmdlets to tell of, with wildcards. All where none is named.
    type: list
    elements: str
    default: []
  with_outcomes:
    description: The outcomes to tell of. All where none is named.
    type: list
    elements: str
    choices: [ran, refused, did_not_run, unknown]
    default: []
extends_documentation_fragment:
  - m365.exchange.attributes
attributes:
  action_group:
    description: Stands outside of C(group/m365.exchange.exo), because it asks no service for anything.
    support: none
    membership: []
  check_mode:
    description: Reads in check mode, too, because it changes nothing.
    support: full
  diff_mode:
    description: Nothing changes, so there is no difference to show.
    support: none
  idempotent:
    description: It changes nothing.
    support: full
seealso:
  - module: m365.exchange.exo_command
author:
  - The m365.exchange contributors (@m365-exchange)
"""

EXAMPLES = r"""
- name: Write, and note it in a journal
  m365.exchange.exo_command:
    session: "{{ exo }}"
    cmdlet: Set-Mailbox
    parameters:
      Identity: AdeleV@contoso.com
      MailTip: On holiday
    journal_path: exchange.jsonl

- name: What may have run
  m365.exchange.exo_journal_info:
    path: exchange.jsonl
    with_outcomes: [unknown]
  register: journal

- name: Show it
  ansible.builtin.debug:
    msg: "{{ journal.may_have_run | map(attribute='object') | list }}"

- name: Show what a killed run has left to do
  ansible.builtin.debug:
    msg: "{{ journal.left_to_do | map(attribute='object') | list }}"
"""

RETURN = r"""
commands:
  description: The commands, in the order in which they began.
  returned: success
  type: list
  elements: dict
  contains:
    begun:
      description: When a write was sent, in UTC. Null for a read, and for what was never sent.
      type: str
      returned: always
      sample: "2026-11-30T08:10:31.120Z"
    ended:
      description: When it had ended. Null where nobody knows that it has.
      type: str
      returned: always
      sample: "2026-11-30T08:10:31.410Z"
    outcome:
      description: V(ran), V(refused), V(did_not_run), or V(unknown) for what may have run.
      type: str
      returned: always
      sample: ran
    cmdlet:
      description: The cmdlet.
      type: str
      returned: always
      sample: Set-Mailbox
    object:
      description: What a write is about, its kind and its name as they were sent. Null for a read.
      type: dict
      returned: always
      sample: {kind: Mailbox, identity: AdeleV@contoso.com}
    parameters:
      description: The names of the parameters. There are no values.
      type: list
      elements: str
      returned: always
      sample: [Identity, MailTip]
    changed:
      description: Whether it changed something. Null where nobody knows.
      type: bool
      returned: always
      sample: true
    would_change:
      description: Whether check mode kept back what would have changed something. Null where nobody knows.
      type: bool
      returned: always
      sample: false
    error:
      description: The key of the failure, as docs/troubleshooting.md has it.
      type: str
      returned: always
      sample: null
    organization:
      description: The organization.
      type: str
      returned: always
      sample: contoso.onmicrosoft.com
    tenant_id:
      description: The tenant's id.
      type: str
      returned: always
      sample: 11111111-2222-4333-8444-555555555555
    identity:
      description: Who was signed in.
      type: str
      returned: always
      sample: 00001111-aaaa-2222-bbbb-3333cccc4444
    index:
      description: The place in a list of commands. Null for a single one.
      type: int
      returned: always
      sample: 0
    client_request_id:
      description: The id by which the service knows the request.
      type: str
      returned: always
      sample: 0f9e8d7c-6b5a-4938-8271-605040302010
    written_values:
      description: What a write sets, by parameter or property, with the value before where a read has shown it. Null
        where the journal has no values.
      type: dict
      returned: always
      sample: {MailTip: {before: "", after: On holiday}}
counts:
  description: How many commands have which outcome.
  returned: success
  type: dict
  sample: {ran: 1, refused: 0, did_not_run: 0, unknown: 0}
by_organization:
  description: The same for each organization.
  returned: success
  type: dict
  sample: {contoso.onmicrosoft.com: {ran: 1, refused: 0, did_not_run: 0, unknown: 0}}
by_cmdlet:
  description: The same for each cmdlet.
  returned: success
  type: dict
  sample: {Set-Mailbox: {ran: 1, refused: 0, did_not_run: 0, unknown: 0}}
may_have_run:
  description: The writes that may have run, which are to be looked at before they are run again.
  returned: success
  type: list
  elements: dict
  sample: []
left_to_do:
  description:
    - What tasks with several writes planned, and nobody has begun, in the order of the plans. Of two plans about the
      same commands or objects the later one counts; what another task has done since is not among it.
    - What another task did is told by its cmdlet, the name of the object and the names of the parameters, not by their
      values. Commands of a plan that look alike, as members of one group do, are among it until as many have run.
    - An object that was being written is among it until a task of M(m365.exchange.exo_resources) has done it; its
      writes stand in RV(commands).
    - A single command has no plan, and the tasks of a playbook that were never started stand in no journal.
    - O(with_outcomes) does not count for it.
  returned: success
  type: list
  elements: dict
  contains:
    planned:
      description: When the task was about to begin, in UTC.
      type: str
      returned: always
      sample: "2026-11-30T08:10:31.000Z"
    plan:
      description: The plan's id.
      type: str
      returned: always
      sample: 9b2f6a7e-4f0c-4b39-9a41-6d1f0b6a3c55
    index:
      description: The place in the list of commands, or of the object in its plan.
      type: int
      returned: always
      sample: 12
    cmdlet:
      description: The cmdlet. Null for an object of M(m365.exchange.exo_resources).
      type: str
      returned: always
      sample: Set-Mailbox
    action:
      description: What was going to be done with an object, V(create), V(change), V(recreate) or V(remove). Null for a
        command.
      type: str
      returned: always
      sample: null
    object:
      description: What it is about.
      type: dict
      returned: always
      sample: {kind: Mailbox, identity: LeeG@contoso.com}
    parameters:
      description: The names of the parameters. Null for an object.
      type: list
      elements: str
      returned: always
      sample: [Identity, MailTip]
    organization:
      description: The organization.
      type: str
      returned: always
      sample: contoso.onmicrosoft.com
    tenant_id:
      description: The tenant's id.
      type: str
      returned: always
      sample: 11111111-2222-4333-8444-555555555555
    identity:
      description: Who was signed in.
      type: str
      returned: always
      sample: 00001111-aaaa-2222-bbbb-3333cccc4444
lines_cut:
  description: How many lines are not whole, as the end of a killed process leaves one. They are not read.
  returned: success
  type: int
  sample: 0
error:
  description: The card of a failure, as M(m365.exchange.exo_connect) describes it.
  returned: failure
  type: dict
outcome:
  description: What became of the work, as M(m365.exchange.exo_connect) describes it.
  returned: failure
  type: str
  sample: did_not_run
"""

from ansible_collections.m365.exchange.plugins.module_utils._task.ansible_module import run_module
from ansible_collections.m365.exchange.plugins.module_utils._operations.journal_info import run
from ansible_collections.m365.exchange.plugins.module_utils._specs.local_files import JOURNAL_INFO


def main() -> None:
    """Run the module."""
    run_module(JOURNAL_INFO, run)


if __name__ == "__main__":
    main()
