#!/usr/bin/python
# Copyright (c) 2026 the m365.exchange contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

from __future__ import annotations

DOCUMENTATION = r"""
module: exo_calendar_permission
short_description: Keep who sees an Exchange Online calendar
version_added: 0.1.0
description:
  - Keeps what one user, or all others, may see of the calendar of a mailbox.
  - The calendar is called in the language of its owner. It is found by the type of the folder.
options:
  mailbox:
    description:
      - Whose calendar it is.
    type: str
    required: true
  user:
    description:
      - Who may see it. V(Default) is everybody of the organization, V(Anonymous) everybody else; these two are
        never removed.
    type: str
    required: true
  state:
    description: V(present) creates it where it is not there, V(absent) removes it where it is there.
    type: str
    choices: [present, absent]
    default: present
  folder:
    description:
      - The path of another folder, such as V(Calendar\\Holidays). Otherwise the calendar.
    type: str
  access_rights:
    description:
      - Microsoft's roles such as V(Reviewer), or single rights. All of them, not a part.
    type: list
    elements: str
  sharing_permission_flags:
    description:
      - What a delegate may do besides. All of it, not a part; an empty list is nothing.
    type: list
    elements: str
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
- name: Everybody sees when Alex is busy, and Adele sees what with
  m365.exchange.exo_calendar_permission:
    session: "{{ exo }}"
    mailbox: AlexW@contoso.com
    user: "{{ item.user }}"
    access_rights: "{{ item.rights }}"
  loop:
    - {user: Default, rights: [AvailabilityOnly]}
    - {user: AdeleV@contoso.onmicrosoft.com, rights: [Reviewer]}
"""

RETURN = r"""
kind:
  description: The kind of object that the task is about, by Microsoft's noun.
  returned: always
  type: str
  sample: MailboxFolderPermission
identity:
  description: What names it, by Microsoft's parameters.
  returned: always
  type: dict
  sample: {Identity: "AlexW@contoso.com:\\Calendar", User: Default}
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
from ansible_collections.m365.exchange.plugins.module_utils._operations.daily_work import calendar_permission
from ansible_collections.m365.exchange.plugins.module_utils._specs.daily_work import CALENDAR_PERMISSION


def main() -> None:
    """Run the module."""
    run_module(CALENDAR_PERMISSION, calendar_permission, secrets_of_line)


if __name__ == "__main__":
    main()
