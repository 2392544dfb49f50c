#!/usr/bin/python
# Copyright (c) 2026 the m365.exchange contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

from __future__ import annotations

DOCUMENTATION = r"""
module: exo_preflight_info
short_description: Look before the work at what would end it
version_added: 0.1.0
description:
  - Tells who is signed in where and by what way, what the roles allow, which of the needed cmdlets are missing and the
    role that usually carries them, how far each service is, how many days certificate and relationship have left,
    whether the organization is dehydrated, and whether the clock is right.
  - What somebody answers is the result, also where it is a no. The guide docs/preflight.md shows it.
  - The playbook C(m365.exchange.preflight) does it for one organization or for each customer of an inventory, and ends
    with a table.
  - The task fails only where its own options cannot be used.
options:
  session:
    description:
      - The handle from M(m365.exchange.exo_connect), or its whole registered result. Without one the task signs in.
      - A session beats sign-in options that C(module_defaults) or the environment give.
    type: raw
  expect_organization:
    description:
      - The organization that is meant, by the name that M(m365.exchange.exo_connect) was given or by the tenant's id.
      - A connection that leads to another one is a trouble.
    type: str
  cmdlets:
    description:
      - The names of the cmdlets that the work needs.
      - Without O(session) and O(service) they choose the services that are asked, beside Exchange.
    type: list
    elements: str
    default: []
extends_documentation_fragment:
  - m365.exchange.attributes
  - m365.exchange.attributes.action_group
  - m365.exchange.auth
  - m365.exchange.endpoint
  - m365.exchange.anchoring
  - m365.exchange.network
  - m365.exchange.retries
attributes:
  check_mode:
    description: Looks in check mode, too, because it changes nothing.
    support: full
  diff_mode:
    description: Nothing changes, so there is no difference to show.
    support: none
  idempotent:
    description: It changes nothing.
    support: full
notes:
  - Each hop is asked once, without a secret, and so is Microsoft Graph, which only lists of customers and the end of a
    client secret need.
  - The end of a relationship is read for O(delegated_organization), as M(m365.exchange.exo_customer_info) reads it,
    where the identity may.
  - When a client secret ends Microsoft Graph tells, to an application with C(Application.Read.All) that is registered
    in the organization. For that the task signs in once more, where it has no session.
seealso:
  - module: m365.exchange.exo_cmdlet_info
  - module: m365.exchange.exo_customer_info
author:
  - The m365.exchange contributors (@m365-exchange)
"""

EXAMPLES = r"""
- name: Look before the work
  m365.exchange.exo_preflight_info:
    organization: contoso.onmicrosoft.com
    app_id: "{{ app_id }}"
    certificate_path: "{{ certificate_path }}"
    cmdlets: [Get-Mailbox, Set-Mailbox, New-TransportRule]
  register: preflight

- name: Go on only where nothing is in the way
  ansible.builtin.assert:
    that: preflight.healthy
    fail_msg: "{{ preflight.checks | selectattr('verdict', 'equalto', 'trouble') | map(attribute='text') | join(' ') }}"
"""

RETURN = r"""
checks:
  description: What was looked at.
  returned: success
  type: list
  elements: dict
  contains:
    check:
      description:
        - V(proxy), V(sign-in), V(exchange), V(compliance) and V(graph) are the hops, V(clock), V(identity), V(token),
          V(certificate), V(secret), V(role), V(hydration) and V(relationship) what they say.
        - V(cmdlets) are the needed ones together, V(cmdlet) is one that is missing. V(environment), V(session) and
          V(service) are there where it failed.
      type: str
      returned: always
      sample: clock
    verdict:
      description: V(ok), V(trouble), or V(unknown) where it could not be told.
      type: str
      returned: always
      sample: ok
    text:
      description: What was found, in a sentence.
      type: str
      returned: always
      sample: The clock of this machine is right to 1 second.
    fix:
      description: What to do. Null where there is nothing.
      type: str
      returned: always
      sample: "Let the machine keep its time (NTP): tokens and certificates that are not of this time are refused."
troubles:
  description: The names of the checks whose verdict is V(trouble).
  returned: success
  type: list
  elements: str
  sample: []
healthy:
  description: Whether there is no trouble.
  returned: success
  type: bool
  sample: true
organization:
  description: The organization as it was given, or its tenant id. Null where nobody could sign in, as what follows.
  returned: success
  type: str
  sample: contoso.onmicrosoft.com
tenant_id:
  description: The tenant's id.
  returned: success
  type: str
  sample: 11111111-2222-4333-8444-555555555555
environment:
  description: The cloud by Microsoft's name.
  returned: success
  type: str
  sample: O365Default
identity:
  description: Who is signed in, a user's name or an application's id.
  returned: success
  type: str
  sample: 00001111-aaaa-2222-bbbb-3333cccc4444
auth_method:
  description: The way that it signed in.
  returned: success
  type: str
  sample: certificate
roles:
  description: What the token shows, application permissions, delegated permissions and directory roles.
  returned: success
  type: list
  elements: str
  sample: [Exchange.ManageAsApp, Exchange Administrator]
services:
  description: The services of the connection.
  returned: success
  type: list
  elements: dict
  contains:
    service:
      description: The service.
      type: str
      returned: always
      sample: exchange
    host:
      description: The host that answers for it.
      type: str
      returned: always
      sample: outlook.office365.com
    region:
      description: The label of the region that the front door led to. Null where it led nowhere else.
      type: str
      returned: always
      sample: null
    cmdlets:
      description: How many cmdlets the identity may run there. Null where that was not told.
      type: int
      returned: always
      sample: 812
    reached:
      description: Whether it answered.
      type: bool
      returned: always
      sample: true
missing:
  description: Those of O(cmdlets) that the identity may not run.
  returned: success
  type: list
  elements: dict
  contains:
    cmdlet:
      description: The cmdlet.
      type: str
      returned: always
      sample: New-TransportRule
    service:
      description: The service that was asked for it.
      type: str
      returned: always
      sample: exchange
    role:
      description: The role that usually carries it. Null where it is not known.
      type: str
      returned: always
      sample: "Transport Rules (role group: Organization Management)"
hops:
  description: The way, hop by hop. A proxy stands before what lies behind it.
  returned: success
  type: list
  elements: dict
  contains:
    hop:
      description: V(proxy), V(sign-in), V(graph) or a service.
      type: str
      returned: always
      sample: sign-in
    host:
      description: The host, of a proxy with its port.
      type: str
      returned: always
      sample: login.microsoftonline.com
    milliseconds:
      description:
        - How long it took from nothing to an answer, of a proxy until it had opened the way. Null where none came.
      type: int
      returned: always
      sample: 118
    signed_by:
      description: Who signed its certificate. Null for a proxy, and where none was accepted.
      type: str
      returned: always
      sample: DigiCert Cloud Services CA-1, DigiCert Inc
clock_skew:
  description: How many seconds the service's clock is before this machine's. Null where nobody told the time.
  returned: success
  type: int
  sample: 0
certificate_days:
  description: How many whole days the certificate has left. Null without one.
  returned: success
  type: int
  sample: 211
secret_days:
  description: How many whole days the client secret has left. Null without one, and where Microsoft Graph did not tell.
  returned: success
  type: int
  sample: 171
relationship_days:
  description: How many whole days the relationship with the customer has left. Null where there is none to read, and
    for one that is extended by itself.
  returned: success
  type: int
  sample: 93
dehydrated:
  description: Whether the organization is dehydrated. Null where that could not be read.
  returned: success
  type: bool
  sample: false
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
from ansible_collections.m365.exchange.plugins.module_utils._operations.preflight_info import run
from ansible_collections.m365.exchange.plugins.module_utils._specs.info_and_conformance import PREFLIGHT_INFO


def main() -> None:
    """Run the module."""
    run_module(PREFLIGHT_INFO, run)


if __name__ == "__main__":
    main()
