#!/usr/bin/python
# Copyright (c) 2026 the m365.exchange contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

from __future__ import annotations

DOCUMENTATION = r"""
module: exo_mail_contact
short_description: Keep an Exchange Online mail contact in a desired state
version_added: 0.1.0
description:
  - Keeps somebody elsewhere in the address list, with what is known of the person.
options:
  identity:
    description:
      - The name of the contact. A new one gets it.
    type: str
    required: true
  state:
    description: V(present) creates it where it is not there, V(absent) removes it where it is there.
    type: str
    choices: [present, absent]
    default: present
  external_email_address:
    description:
      - Where mail to the contact goes. Needed for a new one.
    type: str
  display_name:
    description:
      - The name that people see.
    type: str
  alias:
    description:
      - The alias.
    type: str
  hidden_from_address_lists:
    description:
      - Whether address lists leave it out.
    type: bool
  mail_tip:
    description:
      - What senders are told.
    type: str
  first_name:
    description:
      - The first name.
    type: str
  last_name:
    description:
      - The last name.
    type: str
  title:
    description:
      - The title.
    type: str
  company:
    description:
      - The company.
    type: str
  department:
    description:
      - The department.
    type: str
  office:
    description:
      - The office.
    type: str
  phone:
    description:
      - The telephone number.
    type: str
  mobile_phone:
    description:
      - The number of the mobile telephone.
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
- name: The reception of our partner
  m365.exchange.exo_mail_contact:
    session: "{{ exo }}"
    identity: Fabrikam Reception
    external_email_address: reception@fabrikam.com
    company: Fabrikam
    phone: "+1 425 555 0100"
"""

RETURN = r"""
kind:
  description: The kind of object that the task is about, by Microsoft's noun.
  returned: always
  type: str
  sample: MailContact
identity:
  description: What names it, by Microsoft's parameters.
  returned: always
  type: dict
  sample: {Identity: Reception}
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
from ansible_collections.m365.exchange.plugins.module_utils._operations.daily_work import mail_contact
from ansible_collections.m365.exchange.plugins.module_utils._specs.daily_work import MAIL_CONTACT


def main() -> None:
    """Run the module."""
    run_module(MAIL_CONTACT, mail_contact, secrets_of_line)


if __name__ == "__main__":
    main()
