#!/usr/bin/python
# Copyright (c) 2026 the m365.exchange contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

from __future__ import annotations

DOCUMENTATION = r"""
module: exo_cmdlet_info
short_description: Look Exchange Online cmdlets up
version_added: 0.1.0
description:
  - Tells what the catalogue that this collection carries knows of a cmdlet, such as its parameters, its services,
    whether it writes and whether it is retired. It is Microsoft's documentation, and what others have seen in the
    service besides.
  - Works without a connection. Nothing is sent anywhere.
  - With a session it also tells which of the cmdlets this identity may run, as the service itself lists them.
options:
  cmdlet:
    description:
      - The name of a cmdlet, in which C(*) and C(?) stand for others, such as V(Get-*Mailbox*). Upper and lower case
        make no difference, here and in the other patterns.
      - At least one of O(cmdlet), O(verb), O(noun) and O(parameter) is needed. A cmdlet has to fit all that are given.
    type: str
  verb:
    description: The verb of a cmdlet, such as V(Get).
    type: str
  noun:
    description: The noun of a cmdlet, such as V(Mailbox) or V(*Policy).
    type: str
  parameter:
    description: The name of a parameter that a cmdlet has, such as V(LitigationHold*).
    type: str
  with_parameters:
    description: Whether the parameters of each cmdlet are returned.
    type: bool
    default: true
  allowed:
    description:
      - Whether the service is asked which cmdlets the identity may run.
      - By default it is asked where O(session) is given. With V(true) and no session, the task signs in for this
        question. With V(false) it is not asked.
    type: bool
  session:
    description:
      - The handle from M(m365.exchange.exo_connect), or its whole registered result.
      - A session beats sign-in options that C(module_defaults) or the environment give.
    type: raw
  expect_organization:
    description:
      - The organization that is meant, by the name that M(m365.exchange.exo_connect) was given or by the tenant's id.
      - The task fails before it asks if its connection leads to another one.
    type: str
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
    description: Looks up in check mode, too, because it changes nothing.
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
- name: Look up the parameters of a cmdlet
  m365.exchange.exo_cmdlet_info:
    cmdlet: Set-Mailbox
  register: set_mailbox

- name: Look for cmdlets that set a litigation hold
  m365.exchange.exo_cmdlet_info:
    verb: Set
    parameter: LitigationHold*
    with_parameters: false

- name: Look what this session may do with mailboxes
  m365.exchange.exo_cmdlet_info:
    session: "{{ exo }}"
    cmdlet: "*-Mailbox"
  register: mailbox_cmdlets

- name: Ask without a session, signing in for this task alone
  m365.exchange.exo_cmdlet_info:
    organization: contoso.onmicrosoft.com
    app_id: "{{ app_id }}"
    client_secret: "{{ client_secret }}"
    noun: TransportRule
    allowed: true
"""

RETURN = r"""
cmdlets:
  description: The cmdlets that fit, by name. Of one that only the service lists, no more than its name and whether it
    is allowed is known.
  returned: success
  type: list
  elements: dict
  contains:
    name:
      description: The cmdlet's name in Microsoft's spelling.
      type: str
      returned: always
      sample: Get-MessageTrace
    documented:
      description: Whether Microsoft's documentation has it.
      type: bool
      returned: always
      sample: true
    evidence:
      description: Who has seen a cmdlet that the documentation does not have. Null for those that it has.
      type: str
      returned: where the catalogue has it
      sample: null
    verb:
      description: The first half of its name.
      type: str
      returned: where the catalogue has it
      sample: Get
    noun:
      description: The second half of its name.
      type: str
      returned: where the catalogue has it
      sample: MessageTrace
    desired_state:
      description: How M(m365.exchange.exo_resource) keeps objects of its noun. Null where it cannot, since no cmdlet
        reads them or none writes them.
      type: dict
      returned: where the catalogue has it
      contains:
        known_by:
          description: V(table) where this collection has a table of the kind, V(rule) where Microsoft's reference alone
            tells.
          type: str
          returned: always
          sample: table
        identity:
          description: The parameters that name an object; none where an organization has one of the kind.
          type: list
          elements: str
          returned: always
          sample: [Identity]
        create_only:
          description: The properties that only a new object can have otherwise.
          type: list
          elements: str
          returned: always
          sample: [OrganizationalUnit]
        write_only:
          description: The properties that no read shows, so that they cannot be compared.
          type: list
          elements: str
          returned: always
          sample: [Password]
      sample: null
    pipeline_input:
      description: The parameters that take what comes through a pipe of exo_command's C(command), the object itself
        first and then its properties of their names. None where an object has to be named with C(ForEach-Object).
      type: list
      elements: str
      returned: where the catalogue has it
      sample: [Identity]
    services:
      description: The services that have it, of V(exchange), V(compliance) and V(protection).
      type: list
      elements: str
      returned: where the catalogue has it
      sample: [exchange, protection]
    client_module:
      description: Whether only Microsoft's own PowerShell module has it, so that M(m365.exchange.exo_command) cannot
        run it.
      type: bool
      returned: where the catalogue has it
      sample: false
    instead:
      description: What to use in place of a cmdlet of Microsoft's own module. Null where there is nothing, and for
        cmdlets of the service.
      type: str
      returned: where the catalogue has it
      sample: null
    class:
      description:
        - V(read), V(idempotent_write) or V(write). An idempotent write names a state, so that it does no harm twice.
          Its parameters may still make it a V(write).
      type: str
      returned: where the catalogue has it
      sample: read
    writes:
      description: Whether the organization may be another afterwards.
      type: bool
      returned: where the catalogue has it
      sample: false
    supports_what_if:
      description: Whether it has the parameter C(WhatIf) and that works. In Security & Compliance it does not, by
        Microsoft's pages.
      type: bool
      returned: where the catalogue has it
      sample: false
    supports_confirm:
      description: Whether it has the parameter C(Confirm).
      type: bool
      returned: where the catalogue has it
      sample: false
    works_for_applications:
      description: Whether an application or a managed identity may run it, as far as Microsoft documents it.
      type: bool
      returned: where the catalogue has it
      sample: true
    usual_role:
      description: The role that usually carries it. Null where it is not known.
      type: str
      returned: where the catalogue has it
      sample: "Message Tracking (role group: Recipient Management, or a view-only role)"
    protected:
      description: Why some uses of it need O(m365.exchange.exo_command#module:allow_tenant_wide).
      type: list
      elements: str
      returned: where the catalogue has it
      sample: []
    retired:
      description: What came of the cmdlet. Null where Microsoft has not announced its end.
      type: dict
      returned: where the catalogue has it
      contains:
        replacement:
          description: What to use.
          type: str
          returned: always
          sample: Get-MessageTraceV2
        date:
          description: The date that Microsoft announced. Null where none is known.
          type: str
          returned: always
          sample: "2025-09-01"
        is_gone:
          description: Whether Microsoft calls it retired. Otherwise Microsoft wants it replaced.
          type: bool
          returned: always
          sample: false
    never_together:
      description: Pairs of parameters of which the documentation takes one.
      type: list
      elements: list
      returned: where the catalogue has it and O(with_parameters) is V(true)
      sample: []
    parameters:
      description: Its parameters, by name. Of a cmdlet that the documentation does not have, an empty list means that
        they are not known.
      type: list
      elements: dict
      returned: where the catalogue has it and O(with_parameters) is V(true)
      contains:
        name:
          description: The parameter's name.
          type: str
          returned: always
          sample: RecipientAddress
        type:
          description: Microsoft's short .NET type; V(Object) where nobody has told it.
          type: str
          returned: always
          sample: MultiValuedProperty
        switch:
          description: Whether it is a switch.
          type: bool
          returned: always
          sample: false
        mandatory:
          description: Whether the cmdlet cannot do without it.
          type: bool
          returned: always
          sample: false
        mandatory_in_some_set:
          description: Whether some of the cmdlet's ways to be called cannot do without it.
          type: bool
          returned: always
          sample: false
        position:
          description: Its place on a command line, counted from 0 or from 1 as the documentation does. Null where it
            has none.
          type: int
          returned: always
          sample: null
        adds_and_removes:
          description: Whether a map with C(Add) and C(Remove) is documented for it.
          type: bool
          returned: always
          sample: false
        nullable:
          description: Whether null says "not configured" there.
          type: bool
          returned: always
          sample: false
        words:
          description: The words that the documentation lists for it. They may be examples; the service knows its own.
          type: list
          elements: str
          returned: always
          sample: []
        documented:
          description: Whether Microsoft's documentation has the parameter.
          type: bool
          returned: always
          sample: true
        sure:
          description: Whether it is documented and nobody has seen otherwise, so that
            M(m365.exchange.exo_command) refuses a value that cannot be meant. For others it warns.
          type: bool
          returned: always
          sample: true
        evidence:
          description: What was seen otherwise, and by whom. Null where nothing was.
          type: str
          returned: always
          sample: null
    allowed:
      description: Whether this identity may run it in one of RV(services).
      type: bool
      returned: when the service was asked
      sample: true
    allowed_in:
      description: The services in which this identity may run it.
      type: list
      elements: str
      returned: when the service was asked
      sample: [exchange]
count:
  description: The number of RV(cmdlets).
  returned: success
  type: int
  sample: 1
documented:
  description: The month of Microsoft's documentation.
  returned: success
  type: str
  sample: 2026-08
suggestions:
  description: Names that may have been meant where nothing was found.
  returned: success
  type: list
  elements: str
  sample: []
organization:
  description: The organization that was asked.
  returned: when the service was asked
  type: str
  sample: contoso.onmicrosoft.com
tenant_id:
  description: The id of the tenant that was asked.
  returned: when the service was asked
  type: str
  sample: 11111111-2222-4333-8444-555555555555
identity:
  description: The identity that RV(cmdlets[].allowed) is about.
  returned: when the service was asked
  type: str
  sample: 00001111-aaaa-2222-bbbb-3333cccc4444
services:
  description: The services that were asked.
  returned: when the service was asked
  type: list
  elements: str
  sample: [exchange]
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
from ansible_collections.m365.exchange.plugins.module_utils._operations.cmdlet_info import run
from ansible_collections.m365.exchange.plugins.module_utils._specs.info_and_conformance import CMDLET_INFO


def main() -> None:
    """Run the module."""
    run_module(CMDLET_INFO, run)


if __name__ == "__main__":
    main()
