#!/usr/bin/python
# Copyright (c) 2026 the m365.exchange contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

from __future__ import annotations

DOCUMENTATION = r"""
module: exo_resource
short_description: Keep an Exchange Online object in a desired state
version_added: 0.1.0
description:
  - Brings one object of any kind to the state that a task describes, and writes nothing where it is in that state
    already.
  - The object is read first. Only the properties that the task names are looked at, and only what differs is written.
  - Values are compared as the service means them. C(50GB) equals C(50 GB (53,687,091,200 bytes)), a recipient is the
    same under its name, its address and its id, and the order of a list does not count where it means nothing.
  - A read that fails is a failure. It is never taken for a missing object.
options:
  kind:
    description:
      - The kind of object, which is the noun of Microsoft's cmdlets, such as V(TransportRule) or V(Mailbox), in any
        case.
      - A kind that this collection does not know works by the cmdlets of that noun, with a warning.
    type: str
    required: true
  identity:
    description:
      - The object's name, or an address, a GUID or whatever else names one object for sure. A name with C(*) or C(?)
        is refused, because it could mean several.
      - A map of Microsoft's parameters where one text is not enough, such as C(Identity) and C(User) for the kind
        V(MailboxPermission).
      - Nothing for what an organization has one of, such as V(OrganizationConfig).
    type: raw
  state:
    description:
      - V(present) creates the object where it is not there, and gives it the properties.
      - V(absent) removes it where it is there. Defaults, system objects and user mailboxes are never removed.
    type: str
    choices: [present, absent]
    default: present
  properties:
    description:
      - The properties by the names of Microsoft's parameters, with values as YAML has them. What is not named is left
        alone, null clears.
      - A list is the whole list. A map with C(Add) and C(Remove) is a part of it.
      - C(Name) gives an object of O(identity) a new name, in kinds that can be renamed.
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
    description: A second run finds the state that the first one made, and only reads. With O(write_only=always) it
      writes each time.
    support: full
seealso:
  - module: m365.exchange.exo_command
author:
  - The m365.exchange contributors (@m365-exchange)
"""

EXAMPLES = r"""
- name: External mail says so
  m365.exchange.exo_resource:
    session: "{{ exo }}"
    kind: TransportRule
    identity: External banner
    properties:
      FromScope: NotInOrganization
      PrependSubject: "[EXT] "
      Enabled: true

- name: Adele may open Alex's mailbox, which does not appear in her Outlook by itself
  m365.exchange.exo_resource:
    session: "{{ exo }}"
    kind: MailboxPermission
    identity:
      Identity: AlexW@contoso.com
      User: AdeleV@contoso.com
    properties:
      AccessRights: [FullAccess]
      AutoMapping: false

- name: One more domain is trusted, and the others stay
  m365.exchange.exo_resource:
    session: "{{ exo }}"
    kind: HostedContentFilterPolicy
    identity: Default
    properties:
      AllowedSenderDomains:
        Add: [fabrikam.com]

- name: The contact is gone
  m365.exchange.exo_resource:
    session: "{{ exo }}"
    kind: MailContact
    identity: reception@fabrikam.com
    state: absent
"""

RETURN = r"""
kind:
  description: The kind, in Microsoft's spelling.
  returned: always
  type: str
  sample: TransportRule
identity:
  description: The parts of the identity, by Microsoft's parameters.
  returned: always
  type: dict
  sample: {Identity: External banner}
found:
  description: Whether the object was there before.
  returned: always
  type: bool
  sample: true
changes:
  description: The properties that differed. In check mode, those that would be changed.
  returned: success
  type: list
  elements: dict
  contains:
    property:
      description: The property, by the name of Microsoft's parameter.
      type: str
      returned: always
      sample: PrependSubject
    before:
      description: What the service showed, in normal form. Null where nothing was set.
      type: raw
      returned: always
      sample: "[EXTERNAL] "
    after:
      description: What is desired, in normal form.
      type: raw
      returned: always
      sample: "[EXT] "
unverifiable:
  description: Properties that were asked for and that no read shows, such as passwords.
  returned: success
  type: list
  elements: str
  sample: [AutoMapping]
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
  sample: [PrependSubject]
steps:
  description: What was written, in order. In check mode, what would be.
  returned: always
  type: list
  elements: dict
  contains:
    cmdlet:
      description: The cmdlet.
      type: str
      returned: always
      sample: Set-TransportRule
    parameters:
      description: Its parameters. Secrets are not shown.
      type: dict
      returned: always
      sample: {Identity: External banner, PrependSubject: "[EXT] "}
    outcome:
      description: V(ran), V(did_not_run), V(refused) or V(unknown).
      type: str
      returned: always
      sample: ran
    client_request_id:
      description: The id by which Microsoft's support finds the request. Null where nothing was sent.
      type: str
      returned: always
      sample: 00000000-0000-4000-8000-000000000001
resource:
  description: The properties that the task manages, in normal form, as they are now. In check mode, as they would be.
  returned: success
  type: dict
  sample: {PrependSubject: "[EXT] "}
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
from ansible_collections.m365.exchange.plugins.module_utils._operations.resource import run
from ansible_collections.m365.exchange.plugins.module_utils._specs.resources import RESOURCE


def main() -> None:
    """Run the module."""
    run_module(RESOURCE, run, secrets_of_line)


if __name__ == "__main__":
    main()
