#!/usr/bin/python
# Copyright (c) 2026 the m365.exchange contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

from __future__ import annotations

DOCUMENTATION = r"""
module: exo_customer_info
short_description: List a partner's customers
version_added: 0.1.0
description:
  - Asks Microsoft Graph for the customers of a partner, with their delegated admin relationships (GDAP) and when these
    end, and with the contracts, which know the customers' domains.
  - A row of the list is what a loop or an inventory needs to connect to the customer.
  - It signs in by itself, in the partner's own organization. A session of M(m365.exchange.exo_connect) does not help,
    because its token is for Exchange.
  - Customers and relationships need the permission DelegatedAdminRelationship.Read.All of Microsoft Graph, contracts
    need Directory.Read.All, for an application or for a user. What may not be read is left out with a warning, as long
    as something may.
options:
  status:
    description:
      - Lists only relationships of these statuses, and only customers that have one.
      - The default is all relationships, and all customers.
    type: list
    elements: str
    choices:
      - created
      - approvalPending
      - approved
      - activating
      - active
      - expiring
      - expired
      - terminationRequested
      - terminating
      - terminated
    default: []
extends_documentation_fragment:
  - m365.exchange.auth
  - m365.exchange.endpoint
  - m365.exchange.anchoring
  - m365.exchange.network
  - m365.exchange.retries
  - m365.exchange.retries.pages
  - m365.exchange.attributes
  - m365.exchange.attributes.action_group
attributes:
  check_mode:
    description: Lists in check mode, too, because it changes nothing.
    support: full
  diff_mode:
    description: Nothing changes, so there is no difference to show.
    support: none
  idempotent:
    description: It changes nothing.
    support: full
notes:
  - O(organization) is the partner's own here. O(delegated_organization) is left aside, and O(service) and
    O(connection_uri) only tell the cloud.
  - O(access_token) has to be a token for Microsoft Graph. A user needs an application of one's own as O(app_id), since
    the public client of Microsoft's module has no permission for this.
  - O(page_size) is V(300) at most here.
  - Relationships that Microsoft 365 Lighthouse makes for itself, whose names start with C(MLT_), are left out and
    counted.
seealso:
  - module: m365.exchange.exo_connect
author:
  - The m365.exchange contributors (@m365-exchange)
"""

EXAMPLES = r"""
- name: List all customers
  m365.exchange.exo_customer_info:
    organization: contoso.onmicrosoft.com
    app_id: "{{ app_id }}"
    certificate_path: "{{ certificate_path }}"
  register: partner

- name: List those that delegated administration reaches today
  m365.exchange.exo_customer_info:
    organization: contoso.onmicrosoft.com
    app_id: "{{ app_id }}"
    certificate_path: "{{ certificate_path }}"
    status: [active, expiring]
  register: reached

- name: Show when the relationships end
  ansible.builtin.debug:
    msg: "{{ item.display_name }}: {{ item.relationships | map(attribute='ends_at') | join(', ') }}"
  loop: "{{ reached.customers }}"
  loop_control:
    label: "{{ item.tenant_id }}"
"""

RETURN = r"""
customers:
  description: The customers, by name.
  returned: success
  type: list
  elements: dict
  contains:
    tenant_id:
      description:
        - The customer's tenant id, which O(organization) and O(delegated_organization) of M(m365.exchange.exo_connect)
          take.
      type: str
      returned: always
      sample: 2b8d6f41-7c93-4e0a-9d52-6f1e8a3c7b70
    display_name:
      description: The customer's name.
      type: str
      returned: always
      sample: Tailspin Toys
    default_domain:
      description: The customer's default domain by its contract, a copy that Graph does not refresh. Null without one.
      type: str
      returned: always
      sample: tailspintoys.com
    contract_type:
      description:
        - What the contract is, V(SyndicationPartner), V(BreadthPartner) or V(ResellerPartner). Null without one.
      type: str
      returned: always
      sample: ResellerPartner
    environment:
      description: The cloud by Microsoft's name, which is the partner's own.
      type: str
      returned: always
      sample: O365Default
    relationships:
      description:
        - The delegated admin relationships, those of Microsoft 365 Lighthouse left out.
        - Null where relationships could not be read, which a warning says.
      type: list
      elements: dict
      returned: always
      contains:
        id:
          description: The relationship's id.
          type: str
          returned: always
          sample: 5d027261-d21f-4aa9-b7db-7fa1f56fb163-8777b240-c6f0-4469-9e98-a3205431b836
        display_name:
          description: The relationship's name.
          type: str
          returned: always
          sample: Exchange administration
        status:
          description: Its status in Graph's words.
          type: str
          returned: always
          sample: active
        ends_at:
          description: When it ends, in UTC.
          type: str
          returned: always
          sample: "2027-06-30T00:00:00Z"
        auto_extend:
          description: Whether it is extended by itself before that.
          type: bool
          returned: always
          sample: true
        roles:
          description:
            - The directory roles that it may give, by name, or by the id of the role's template where the name is not
              known here. Which of them a user has depends on the user's groups.
          type: list
          elements: str
          returned: always
          sample: [Exchange Administrator]
count:
  description: How many customers are listed.
  returned: success
  type: int
  sample: 1
sources:
  description: What could be read, of V(customers), V(relationships) and V(contracts).
  returned: success
  type: list
  elements: str
  sample: [customers, relationships, contracts]
lighthouse_relationships:
  description: How many relationships of Microsoft 365 Lighthouse were left out.
  returned: success
  type: int
  sample: 0
organization:
  description: The partner's organization as it was given, or its tenant id.
  returned: success
  type: str
  sample: contoso.onmicrosoft.com
tenant_id:
  description: The partner's tenant id.
  returned: success
  type: str
  sample: 11111111-2222-4333-8444-555555555555
environment:
  description: The cloud by Microsoft's name.
  returned: success
  type: str
  sample: O365Default
identity:
  description: Who asked.
  returned: success
  type: str
  sample: 00001111-aaaa-2222-bbbb-3333cccc4444
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
from ansible_collections.m365.exchange.plugins.module_utils._operations.customer_info import run
from ansible_collections.m365.exchange.plugins.module_utils._specs.info_and_conformance import CUSTOMER_INFO


def main() -> None:
    """Run the module."""
    run_module(CUSTOMER_INFO, run)


if __name__ == "__main__":
    main()
