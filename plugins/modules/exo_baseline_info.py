#!/usr/bin/python
# Copyright (c) 2026 the m365.exchange contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

from __future__ import annotations

DOCUMENTATION = r"""
module: exo_baseline_info
short_description: Judge an organization by a baseline, rule by rule
version_added: 0.1.0
description:
  - Reads what the rules of a baseline are about, ten reads a request, and tells of each rule whether it passes, fails,
    or is unknown. It changes nothing.
  - What cannot be read, or is not shown, is unknown and never passes. Rules about other services are unknown, too, and
    say why.
  - The playbook C(m365.exchange.baseline) does it for one organization or for each customer of an inventory, ends with
    a report, and mends where that is asked for. The guide docs/baselines.md tells how a baseline is written.
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
  baseline:
    description:
      - The name of a baseline that ships. V(scuba) is CISA's for Exchange Online and Defender, V(standard) and
        V(strict) are Microsoft's recommended settings, and V(example) is one to copy.
      - Or a file of YAML on the controller, which is looked for where C(vars_files) are. Or the map that is in such a
        file.
    type: raw
    required: true
  exceptions:
    description:
      - Exceptions from rules, as a file of YAML on the controller, or as the list that is in such a file.
      - Each has C(rule), C(reason) and C(until), the last day, and where it is not for all C(tenant) and C(object).
        C(rule), C(tenant) and C(object) may have wildcards. One that has ended excepts nothing.
    type: raw
  rules:
    description: The ids of the rules to judge, with wildcards. All where none is named.
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
    description: Reads in check mode, too, because it changes nothing.
    support: full
  diff_mode:
    description: Nothing changes, so there is no difference to show.
    support: none
  idempotent:
    description: It changes nothing.
    support: full
notes:
  - Rules about Security & Compliance need a session that was connected with both services. They are unknown without.
  - The task fails where nothing at all could be read, and where the identity may make none of the reads.
seealso:
  - module: m365.exchange.exo_report
  - module: m365.exchange.exo_resource
author:
  - The m365.exchange contributors (@m365-exchange)
"""

EXAMPLES = r"""
- name: Judge by CISA's baseline
  m365.exchange.exo_baseline_info:
    session: "{{ exo }}"
    baseline: scuba
  register: judged

- name: Judge by what was agreed on
  m365.exchange.exo_baseline_info:
    session: "{{ exo }}"
    baseline:
      name: ours
      rules:
        - id: OUTSIDE
          title: Mail from outside is marked in Outlook
          reads: {cmdlet: Get-ExternalInOutlook}
          every:
            - {property: Enabled, is: true}
          mend: {kind: ExternalInOutlook, properties: {Enabled: true}}
    exceptions:
      - rule: OUTSIDE
        reason: The newsletter of the board.
        until: 2099-01-31
"""

RETURN = r"""
findings:
  description: What came of each rule, in their order, in the form that M(m365.exchange.exo_report) takes.
  returned: success
  type: list
  elements: dict
  contains:
    check:
      description: The rule's id.
      type: str
      returned: always
      sample: OUTSIDE
    title:
      description: The rule in words.
      type: str
      returned: always
      sample: Mail from outside is marked in Outlook
    verdict:
      description: V(pass), V(fail), V(unknown), or V(excepted) where an exception is in force.
      type: str
      returned: always
      sample: fail
    text:
      description: What was found, in a sentence.
      type: str
      returned: always
      sample: "It is not so: Default."
    object:
      description: The object that speaks against the rule, where it is one. Empty where there are several or none, as
        what follows.
      type: str
      returned: always
      sample: Default
    property:
      description: Its property.
      type: str
      returned: always
      sample: Enabled
    wanted:
      description: What the rule wants of it.
      type: str
      returned: always
      sample: "true"
    found:
      description: The value that was found.
      type: raw
      returned: always
      sample: false
    evidence:
      description:
        - All that speaks against the rule, each with C(object), C(property), C(wanted), C(found) and C(verdict).
      type: list
      elements: dict
      returned: always
      sample: [{object: Default, property: Enabled, wanted: "true", found: false, verdict: fail}]
    mend:
      description: What M(m365.exchange.exo_resource) would be told to mend it. Empty where the rule has no safe mend.
      type: list
      elements: dict
      returned: always
      sample: [{kind: ExternalInOutlook, identity: null, properties: {Enabled: true}}]
mends:
  description: The mends of all rules that fail.
  returned: success
  type: list
  elements: dict
  sample: [{kind: ExternalInOutlook, identity: null, properties: {Enabled: true}}]
checks:
  description: The rules that were judged, in the form that M(m365.exchange.exo_report) takes.
  returned: success
  type: list
  elements: dict
  sample: [{id: OUTSIDE, title: Mail from outside is marked in Outlook, group: Mail flow, severity: should}]
counts:
  description: How many rules have which verdict.
  returned: success
  type: dict
  sample: {pass: 0, fail: 1, unknown: 0, excepted: 0}
baseline:
  description: The baseline, with its C(name), C(title), C(source) and C(version).
  returned: success
  type: dict
  sample: {name: ours, title: ours, source: "", version: ""}
read_at:
  description: When it was read.
  returned: success
  type: str
  sample: "2026-11-30T02:00:00Z"
organization:
  description: The organization as it was given, or its tenant id. Null where there was nothing to read.
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
from ansible_collections.m365.exchange.plugins.module_utils._operations.baseline_info import run
from ansible_collections.m365.exchange.plugins.module_utils._specs.info_and_conformance import BASELINE_INFO


def main() -> None:
    """Run the module."""
    run_module(BASELINE_INFO, run)


if __name__ == "__main__":
    main()
