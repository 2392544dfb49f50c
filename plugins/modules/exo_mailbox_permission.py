#!/usr/bin/python
# Copyright (c) 2026 the m365.exchange contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

from __future__ import annotations

DOCUMENTATION = r"""
module: exo_mailbox_permission
short_description: Keep the rights of a user on an Exchange Online mailbox
version_added: 0.1.0
description:
  - Gives one user rights on one mailbox, or takes them. To open it, to send as it, and to send on its behalf are
    three permissions of Microsoft in three cmdlets.
  - A right that is left out is left alone, and so is everybody else.
options:
  mailbox:
    description:
      - The mailbox.
    type: str
    required: true
  user:
    description:
      - Who gets or loses the rights.
    type: str
    required: true
  state:
    description: V(absent) takes all three rights.
    type: str
    choices: [present, absent]
    default: present
  full_access:
    description:
      - Whether the user may open it.
    type: bool
  auto_mapping:
    description:
      - Whether Outlook shows the mailbox by itself. It is told when the right to open it is given; no read shows
        it.
    type: bool
  send_as:
    description:
      - Whether the user may send as it.
    type: bool
  send_on_behalf:
    description:
      - Whether the user may send on its behalf.
    type: bool
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
- name: Adele opens Alex's mailbox, and sends as him
  m365.exchange.exo_mailbox_permission:
    session: "{{ exo }}"
    mailbox: AlexW@contoso.com
    user: AdeleV@contoso.onmicrosoft.com
    full_access: true
    auto_mapping: false
    send_as: true
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
  sample: {Identity: info@contoso.com}
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
from ansible_collections.m365.exchange.plugins.module_utils._operations.daily_work import mailbox_permission
from ansible_collections.m365.exchange.plugins.module_utils._specs.daily_work import MAILBOX_PERMISSION


def main() -> None:
    """Run the module."""
    run_module(MAILBOX_PERMISSION, mailbox_permission, secrets_of_line)


if __name__ == "__main__":
    main()
