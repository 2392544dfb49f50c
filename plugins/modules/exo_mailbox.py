#!/usr/bin/python
# Copyright (c) 2026 the m365.exchange contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

from __future__ import annotations

DOCUMENTATION = r"""
module: exo_mailbox
short_description: Keep an Exchange Online mailbox in a desired state
version_added: 0.1.0
description:
  - Keeps a shared mailbox, a room or equipment as a task describes it, with who may open it and who may send as it.
  - Mailboxes of users are found and changed. They come and go with their licences, so they are never created or
    removed.
options:
  identity:
    description:
      - The address of the mailbox, or another name that it has. A new one gets its address and its name of it.
    type: str
    required: true
  state:
    description: V(present) creates it where it is not there, V(absent) removes it where it is there.
    type: str
    choices: [present, absent]
    default: present
  type:
    description:
      - What a mailbox is that is no user's. Needed for a new one; another value changes what a mailbox is.
    type: str
    choices: [shared, room, equipment]
  display_name:
    description:
      - The name that people see.
    type: str
  alias:
    description:
      - The alias.
    type: str
  primary_smtp_address:
    description:
      - The address that mail is sent from.
    type: str
  email_addresses:
    description:
      - All its addresses. A list is the whole list, a map with C(add) and C(remove) is a part of it.
    type: raw
  archive:
    description:
      - Whether it has an archive.
    type: bool
  forwarding_address:
    description:
      - A recipient of the organization who gets its mail. C(ForwardingAddress) as null in O(properties) ends that.
    type: str
  forwarding_smtp_address:
    description:
      - An address anywhere that gets its mail. C(ForwardingSmtpAddress) as null in O(properties) ends that.
    type: str
  deliver_to_mailbox_and_forward:
    description:
      - Whether mail that is forwarded stays in the mailbox as well.
    type: bool
  hidden_from_address_lists:
    description:
      - Whether address lists leave it out.
    type: bool
  litigation_hold:
    description:
      - Whether nothing in it is removed for good.
    type: bool
  issue_warning_quota:
    description:
      - The size at which its owner is warned, such as V(40GB).
    type: str
  prohibit_send_quota:
    description:
      - The size from which nothing can be sent.
    type: str
  prohibit_send_receive_quota:
    description:
      - The size from which nothing arrives.
    type: str
  full_access:
    description:
      - Who may open it. A list is the whole list, a map with C(add) and C(remove) is a part of it.
    type: raw
  send_as:
    description:
      - Who may send as it. A list is the whole list, a map with C(add) and C(remove) is a part of it.
    type: raw
  send_on_behalf:
    description:
      - Who may send on its behalf. A list is the whole list, a map with C(add) and C(remove) is a part of it.
    type: raw
  auto_reply:
    description: What it answers by itself.
    type: dict
    default: {}
    suboptions:
      state:
        description: Whether it answers, or in the time from O(auto_reply.start_time) to O(auto_reply.end_time) only.
        type: str
        choices: [disabled, enabled, scheduled]
      internal_message:
        description: The answer to people of the organization.
        type: str
      external_message:
        description: The answer to everybody else.
        type: str
      external_audience:
        description: Who of everybody else is answered.
        type: str
        choices: [none, known, all]
      start_time:
        description: When it begins to answer.
        type: str
      end_time:
        description: When it ends.
        type: str
  properties:
    description:
      - Any other property by the name of Microsoft's parameter, as M(m365.exchange.exo_resource) takes it. One that
        has an option of its own and stands here counts here.
    type: dict
    default: {}
extends_documentation_fragment:
  - m365.exchange.attributes
  - m365.exchange.attributes.action_group
  - m365.exchange.auth
  - m365.exchange.endpoint
  - m365.exchange.anchoring
  - m365.exchange.network
  - m365.exchange.retries
  - m365.exchange.safeguards
  - m365.exchange.desired
  - m365.exchange.desired.keeping
  - m365.exchange.values.files
  - m365.exchange.values.sent
attributes:
  check_mode:
    description: Reads run in check mode. What would be written is told and not sent.
    support: full
  diff_mode:
    description: Shows the properties that differ, before and after.
    support: full
  idempotent:
    description: A second run finds the state that the first one made, and only reads.
    support: full
seealso:
  - module: m365.exchange.exo_resource
author:
  - The m365.exchange contributors (@m365-exchange)
"""

EXAMPLES = r"""
- name: The sales mailbox, whole
  m365.exchange.exo_mailbox:
    session: "{{ exo }}"
    identity: sales-desk@contoso.onmicrosoft.com
    type: shared
    display_name: Sales
    full_access:
      add: [AdeleV@contoso.onmicrosoft.com]
    send_as: [AdeleV@contoso.onmicrosoft.com, AlexW@contoso.com]
    properties:
      MessageCopyForSentAsEnabled: true

- name: Somebody who has left is not written to any more
  m365.exchange.exo_mailbox:
    session: "{{ exo }}"
    identity: AlexW@contoso.com
    hidden_from_address_lists: true
    auto_reply:
      state: enabled
      internal_message: Alex has left. Please write to Adele.
      external_message: Alex has left. Please write to Adele.
"""

RETURN = r"""
kind:
  description: The kind of object that the task is about, by Microsoft's noun.
  returned: always
  type: str
  sample: Mailbox
identity:
  description: What names it, by Microsoft's parameters.
  returned: always
  type: dict
  sample: {Identity: sales@contoso.com}
found:
  description: Whether it was there before.
  returned: always
  type: bool
  sample: true
changes:
  description: The properties that differed, as M(m365.exchange.exo_resource) describes them. In check mode, those that
    would be changed.
  returned: success
  type: list
  elements: dict
  sample: []
unverifiable:
  description: Properties that were asked for and that no read shows.
  returned: success
  type: list
  elements: str
  sample: []
ignored:
  description: Changes that only a new object could have, and that O(create_only=warn) left alone.
  returned: success
  type: list
  elements: dict
  sample: []
unknown:
  description: Properties that were written, and that no read shows after the time to O(wait).
  returned: where there are any
  type: list
  elements: str
  sample: []
steps:
  description: What was written, in order, as M(m365.exchange.exo_resource) describes it. In check mode, what would be.
  returned: always
  type: list
  elements: dict
  sample: []
resource:
  description: The properties that the task manages, in normal form, as they are now. In check mode, as they would be.
  returned: success
  type: dict
  sample: {}
waited:
  description: How many seconds passed until a read showed what was written.
  returned: success
  type: float
  sample: 0.0
unresolved:
  description: What is named and not there yet, each with its property and kind. Only in check mode, where an earlier
    task may make them; otherwise that is a failure.
  returned: in check mode, where there are any
  type: list
  elements: dict
  sample: []
seen:
  description: Whether what a write was to set that may have run is there now, V(equal), V(different) or V(unknown), by
    what a read shows.
  returned: failure, where the outcome of a write is unknown
  type: str
  sample: different
was:
  description: The properties of an object that O(create_only=recreate) made anew, or had removed when it could not.
  returned: where an object was removed for that
  type: dict
  sample: {}
organization:
  description: The organization.
  returned: success
  type: str
  sample: contoso.onmicrosoft.com
tenant_id:
  description: The tenant's id.
  returned: success
  type: str
  sample: 11111111-1111-4111-8111-111111111111
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
from ansible_collections.m365.exchange.plugins.module_utils._commands.command_forms import secrets_of_line
from ansible_collections.m365.exchange.plugins.module_utils._operations.daily_work import mailbox
from ansible_collections.m365.exchange.plugins.module_utils._specs.daily_work import MAILBOX


def main() -> None:
    """Run the module."""
    run_module(MAILBOX, mailbox, secrets_of_line)


if __name__ == "__main__":
    main()
