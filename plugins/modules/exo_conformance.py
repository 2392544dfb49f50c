#!/usr/bin/python
# Copyright (c) 2026 the m365.exchange contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

from __future__ import annotations

DOCUMENTATION = r"""
module: exo_conformance
short_description: Compare Exchange Online's answers with what is expected
version_added: 0.1.0
description:
  - Asks the service questions about how it answers, such as which status a missing object has, and compares what it
    sees with what others have measured or documented.
  - The playbook C(m365.exchange.verify_tenant) asks all questions that this collection has. The guide docs/verifying.md
    tells how to run it.
  - Requests go out as they are written. None is sent again, and only a step that says so follows a link.
  - What it returns is told by shape. The service's own error texts are quoted without the names, addresses, ids and
    domains that can be told from other words; read a report before you give it away.
options:
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
  questions:
    description:
      - The questions, each a map with C(id), C(question), C(steps), C(see), C(plays) and C(source), and where it has
        them C(of), C(at), C(expected), C(service), C(refusal) and C(cleanup). The guide tells what they mean.
    type: list
    elements: raw
    required: true
  writes:
    description: Whether questions may change the organization. Otherwise one that does is an error, before anything is
      sent.
    type: bool
    default: false
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
    description: Questions that change nothing are asked in check mode, the others are left out.
    support: full
  diff_mode:
    description: It compares answers, not states.
    support: none
  idempotent:
    description: Questions that only read change nothing. Those that write remove what they made.
    support: partial
seealso:
  - module: m365.exchange.exo_command
author:
  - The m365.exchange contributors (@m365-exchange)
"""

EXAMPLES = r"""
- name: Ask how an object is answered that is not there
  m365.exchange.exo_conformance:
    session: "{{ exo }}"
    questions:
      - id: missing-object
        question: How is an object answered that is not there?
        steps:
          - cmdlet: Get-Mailbox
            parameters: {Identity: "{nobody}"}
        see: answer
        expected: [404 with JSON]
        plays: 404 with JSON
        source: a measurement of September 2026
  register: compared
"""

RETURN = r"""
answers:
  description: What came of each question, in their order.
  returned: success
  type: list
  elements: dict
  contains:
    id:
      description: The question's id.
      type: str
      returned: always
      sample: missing-object
    question:
      description: The question.
      type: str
      returned: always
      sample: How is an object answered that is not there?
    service:
      description: The service that it was asked.
      type: str
      returned: always
      sample: exchange
    seen:
      description: What was seen. Null where the question was not answered.
      type: str
      returned: always
      sample: 404 with JSON
    expected:
      description: The answers that somebody has measured or documented. None where nobody has.
      type: list
      elements: str
      returned: always
      sample: [404 with JSON]
    plays:
      description: What Microsoft 365 in a box answers.
      type: str
      returned: always
      sample: 404 with JSON
    verdict:
      description:
        - V(as expected) or V(different) where an answer is expected.
        - V(open, as the box) or V(open, not as the box) where nobody has measured it.
        - V(not answered) where the identity was kept out, or the tenant has nothing that would tell.
      type: str
      returned: always
      sample: as expected
    source:
      description: Who expects it.
      type: str
      returned: always
      sample: a measurement of September 2026
    evidence:
      description: Each answer in a line, and what ended the question early. What can be told to be the
        tenant's own is replaced.
      type: list
      elements: str
      returned: always
      sample: ["Get-M365xNothing: 403 with NUL bytes"]
differences:
  description: How many answers are different from what is expected, or from the box.
  returned: success
  type: int
  sample: 0
not_answered:
  description: How many questions were not answered.
  returned: success
  type: int
  sample: 0
environment:
  description: The cloud that was asked, by Microsoft's name.
  returned: where a question was asked
  type: str
  sample: O365Default
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
from ansible_collections.m365.exchange.plugins.module_utils._operations.conformance import run
from ansible_collections.m365.exchange.plugins.module_utils._specs.info_and_conformance import CONFORMANCE


def main() -> None:
    """Run the module."""
    run_module(CONFORMANCE, run)


if __name__ == "__main__":
    main()
