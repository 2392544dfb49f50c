#!/usr/bin/python
# Copyright (c) 2026 the m365.exchange contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

from __future__ import annotations

DOCUMENTATION = r"""
module: exo_report_info
short_description: Tell what people ask of an organization, such as who forwards mail outside
version_added: 0.1.0
description:
  - Reads what reports need, with as few requests as that takes, and tells of it line by line, in the form that
    M(m365.exchange.exo_report) makes a page, JSON and CSV of.
  - What cannot be read is a line of its own with the verdict C(unknown), which says why, and which role usually allows
    it. All else stands.
  - The playbook C(m365.exchange.report) does it for one organization or for each customer of an inventory. The guide
    docs/reports.md tells what is in each report.
options:
  session:
    description:
      - The handle from M(m365.exchange.exo_connect), or its whole registered result. Without one the task signs in.
      - A session beats sign-in options that C(module_defaults) or the environment give.
    type: raw
  expect_organization:
    description:
      - The organization that is meant, by the name that M(m365.exchange.exo_connect) was given or by the tenant's id.
      - The task fails before it reads if its connection leads to another one.
    type: str
  report_names:
    description:
      - The reports, as a list or as one text with commas, which a survey gives. V(all) means all of them.
      - V(forwarding) tells who forwards mail outside, and what lets them. V(access) tells who may read or send for
        whom. V(inbox_rules) has the rules of mailboxes that are worth a look. V(sizes) has sizes and quotas.
        V(inactive) has mailboxes that seem unused or without a licence. V(protection) tells which policy applies to
        whom. V(groups) has all groups of O(report_person). V(retirement) tells who allows what Microsoft retires.
        V(mail_authentication) has what the DNS says of the accepted domains.
    type: raw
    required: true
  report_person:
    description:
      - Who the reports are about, best by an address. V(access) tells of this person alone then, as a trustee and as
        the owner of a mailbox.
      - What can be nobody's name is refused before anything is sent. Whether there is such a recipient only the service
        knows, so it is asked that first.
    type: str
  dns_servers:
    description:
      - The name servers that V(mail_authentication) asks, such as V(192.0.2.53) or V(192.0.2.53:5353). Those of the
        machine where none is named.
      - It takes the Python package dnspython, and says so where that is missing.
    type: list
    elements: str
    default: []
  only_names:
    description:
      - Whether only to say which reports O(report_names) means. Then nothing is asked of the organization, and
        C(findings) are empty.
    type: bool
    default: false
  parallel:
    description: How many requests may be at work at a time, 3 at most. Each has up to ten reads.
    type: int
    default: 1
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
    description: Reads in check mode, too, because it changes nothing.
    support: full
  diff_mode:
    description: Nothing changes, so there is no difference to show.
    support: none
  idempotent:
    description: It changes nothing.
    support: full
notes:
  - The task fails where none of the first reads could be made.
seealso:
  - module: m365.exchange.exo_report
  - module: m365.exchange.exo_baseline_info
author:
  - The m365.exchange contributors (@m365-exchange)
"""

EXAMPLES = r"""
- name: Who forwards mail outside
  m365.exchange.exo_report_info:
    session: "{{ exo }}"
    report_names: [forwarding]
  register: told

- name: Show it
  ansible.builtin.debug:
    msg: "{{ told.reports[0].findings | selectattr('verdict', 'equalto', 'look') | map(attribute='text') | list }}"
"""

RETURN = r"""
reports:
  description: Each report, in the order in which they were asked for.
  returned: success
  type: list
  elements: dict
  contains:
    name:
      description: Its name, as in O(report_names).
      type: str
      returned: always
      sample: forwarding
    title:
      description: Its title.
      type: str
      returned: always
      sample: Mail that is forwarded outside
    checks:
      description: Its parts, in the form that M(m365.exchange.exo_report) takes as C(checks).
      type: list
      elements: dict
      returned: always
      sample: [{id: forwarding.mailboxes, title: Mailboxes that forward}]
    findings:
      description:
        - Its lines, in the form that M(m365.exchange.exo_report) takes. Each has C(check), the part that it belongs to,
          C(verdict), C(object), C(property), C(text), and C(values).
        - The verdict is C(ok), C(look) for what is worth a look, C(listed) for what is only told, and C(unknown).
        - In C(values) null is what is known to be none, and the text C(unknown) is what is not known.
      type: list
      elements: dict
      returned: always
      sample:
        - check: forwarding.mailboxes
          verdict: look
          object: AdeleV@contoso.com
          property: ForwardingSmtpAddress sales@adatum.example
          text: Mail goes outside by ForwardingSmtpAddress.
          values: {how: ForwardingSmtpAddress, to: sales@adatum.example, outside: true, keeps_a_copy: false}
    counts:
      description: How many lines have which verdict.
      type: dict
      returned: always
      sample: {ok: 0, look: 1, unknown: 0, listed: 0}
read_at:
  description: When it was read. Null with O(only_names), as what follows.
  returned: success
  type: str
  sample: "2026-11-30T02:00:00Z"
organization:
  description: The organization as it was given, or its tenant id.
  returned: success
  type: str
  sample: contoso.onmicrosoft.com
tenant_id:
  description: The tenant's id.
  returned: success
  type: str
  sample: 11111111-2222-4333-8444-555555555555
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
from ansible_collections.m365.exchange.plugins.module_utils._operations.report_info import run
from ansible_collections.m365.exchange.plugins.module_utils._specs.info_and_conformance import REPORT_INFO


def main() -> None:
    """Run the module."""
    run_module(REPORT_INFO, run)


if __name__ == "__main__":
    main()
