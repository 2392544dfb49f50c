#!/usr/bin/python
# Copyright (c) 2026 the m365.exchange contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

from __future__ import annotations

DOCUMENTATION = r"""
module: exo_resource_info
short_description: Read Exchange Online objects as exo_resource takes them
version_added: 0.1.0
description:
  - Reads one object of a kind, some, or all, and gives each in the form that M(m365.exchange.exo_resource) takes.
  - What comes back, given to M(m365.exchange.exo_resource) again, changes nothing.
options:
  kind:
    description:
      - The kind of object, which is the noun of Microsoft's cmdlets, such as V(TransportRule) or V(Mailbox), in any
        case.
    type: str
    required: true
  identity:
    description:
      - One object, as M(m365.exchange.exo_resource) names it. None is no failure, the list is empty then.
      - For a kind whose objects belong to another, such as V(MailboxPermission), what they belong to alone gives all of
        them.
      - Without it, all objects of the kind. An empty text is refused.
    type: raw
  filter:
    description: A filter in OPATH for the service, where the kind's cmdlet takes one.
    type: str
  query:
    description:
      - A JMESPath expression over the list of objects. What it yields stands in RV(resources).
    type: str
  show:
    description:
      - V(settable) gives the properties that M(m365.exchange.exo_resource) could give the object.
      - V(all) adds all that the service shows, as it shows it.
    type: str
    choices: [settable, all]
    default: settable
  properties:
    description: The properties wanted of each object. All that can be set where the list is empty.
    type: list
    elements: str
    default: []
  catalogue:
    description:
      - What Microsoft's documentation is used for. With V(help) a kind that looks like a typing error is refused, with
        V(off) it is taken as it stands. V(strict) does not send what the documentation does not have.
    type: str
    choices: [help, strict, 'off']
    default: help
  timezone:
    description: The zone of dates without one, as M(m365.exchange.exo_command) takes it.
    type: str
    default: UTC
extends_documentation_fragment:
  - m365.exchange.attributes
  - m365.exchange.attributes.action_group
  - m365.exchange.auth
  - m365.exchange.endpoint
  - m365.exchange.anchoring
  - m365.exchange.network
  - m365.exchange.retries
  - m365.exchange.desired
attributes:
  check_mode:
    description: It reads in check mode as well.
    support: full
  diff_mode:
    description: It changes nothing.
    support: none
  idempotent:
    description: It changes nothing.
    support: full
seealso:
  - module: m365.exchange.exo_resource
author:
  - The m365.exchange contributors (@m365-exchange)
"""

EXAMPLES = r"""
- name: All rules for mail on its way
  m365.exchange.exo_resource_info:
    session: "{{ exo }}"
    kind: TransportRule
  register: rules

- name: Who may open one mailbox
  m365.exchange.exo_resource_info:
    session: "{{ exo }}"
    kind: MailboxPermission
    identity: AdeleV@contoso.onmicrosoft.com
  register: rights
"""

RETURN = r"""
kind:
  description: The kind, in Microsoft's spelling.
  returned: success
  type: str
  sample: TransportRule
resources:
  description: The objects, or what O(query) yields of them.
  returned: success
  type: list
  elements: dict
  contains:
    kind:
      description: The kind.
      type: str
      returned: always
      sample: TransportRule
    identity:
      description: A text or a map, as the option O(identity) takes it. Null for what an organization has one of.
      type: raw
      returned: always
      sample: External banner
    properties:
      description: What is set, in normal form.
      type: dict
      returned: always
      sample: {PrependSubject: "[EXT] "}
    shown:
      description: All that the service shows.
      type: dict
      returned: with O(show=all)
      sample: {Name: External banner}
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
from ansible_collections.m365.exchange.plugins.module_utils._operations.resource_info import run
from ansible_collections.m365.exchange.plugins.module_utils._specs.resources import RESOURCE_INFO


def main() -> None:
    """Run the module."""
    run_module(RESOURCE_INFO, run)


if __name__ == "__main__":
    main()
