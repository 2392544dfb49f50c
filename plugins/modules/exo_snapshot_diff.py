#!/usr/bin/python
# Copyright (c) 2026 the m365.exchange contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

from __future__ import annotations

DOCUMENTATION = r"""
module: exo_snapshot_diff
short_description: Compare two snapshots of Exchange Online without a connection
version_added: 0.1.0
description:
  - Compares the objects of two snapshots, of one organization on two days or of two organizations.
  - Values are compared as those of an organization are. V(50GB) is V(50 GB), and the order of a list counts only where
    the service keeps it.
  - What one of the two could not read is C(unknown). It is never taken for added or removed.
  - Nothing is sent, and no session is needed.
options:
  before:
    description:
      - The one side, mostly the older one. A folder that M(m365.exchange.exo_resources) wrote, or a file of objects,
        both on the controller.
      - A list of objects is taken as well, each with C(kind), C(identity) and C(properties).
      - A relative path is looked for beside the playbook, then in the folder where ansible-playbook was started.
    type: raw
    required: true
  after:
    description: The other side, as O(before).
    type: raw
    required: true
  kinds:
    description: The kinds to compare. All where the list is empty. One that a side has not read is C(unknown).
    type: list
    elements: str
    default: []
  families:
    description: What you know of a kind, as M(m365.exchange.exo_resource) takes it.
    type: dict
    default: {}
extends_documentation_fragment:
  - m365.exchange.attributes
attributes:
  check_mode:
    description: It reads files in check mode as well.
    support: full
  diff_mode:
    description: Shows a line for each object that is not the same.
    support: full
  idempotent:
    description: It changes nothing.
    support: full
seealso:
  - module: m365.exchange.exo_resources
author:
  - The m365.exchange contributors (@m365-exchange)
"""

EXAMPLES = r"""
- name: What has changed since yesterday
  m365.exchange.exo_snapshot_diff:
    before: "{{ yesterday }}/contoso.onmicrosoft.com"
    after: "{{ today }}/contoso.onmicrosoft.com"
  register: since_yesterday

- name: Show it
  ansible.builtin.debug:
    var: since_yesterday.lines
"""

RETURN = r"""
same:
  description: Whether no object was added, removed or changed, and none is unknown.
  returned: success
  type: bool
  sample: false
differences:
  description: The objects that are not the same in both, in the order of their kinds and names.
  returned: success
  type: list
  elements: dict
  contains:
    kind:
      description: The kind, in Microsoft's spelling.
      type: str
      returned: always
      sample: TransportRule
    identity:
      description: A text or a map, as M(m365.exchange.exo_resource) takes it. Null for what an organization has one of,
        and for a kind of which neither side has an object and one has not read it.
      type: raw
      returned: always
      sample: External banner
    verdict:
      description:
        - V(added), V(removed) or V(changed), from O(before) to O(after).
        - V(unknown) where one side has not read the kind.
      type: str
      returned: always
      sample: changed
    changes:
      description: The properties that differ, each with C(property), C(before) and C(after). What is secret is not
        shown.
      type: list
      elements: dict
      returned: always
      sample: [{property: PrependSubject, before: "[EXTERNAL] ", after: "[EXT] "}]
    reason:
      description: Why nobody can tell.
      type: str
      returned: with C(unknown)
      sample: the kind was not asked for
numbers:
  description: How many objects have each verdict.
  returned: success
  type: dict
  sample: {added: 0, removed: 0, changed: 1, equal: 41, unknown: 0}
lines:
  description: The differences for a person, a line for each, and the numbers.
  returned: success
  type: list
  elements: str
  sample: ['~ TransportRule External banner: PrependSubject "[EXTERNAL] " -> "[EXT] "']
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
from ansible_collections.m365.exchange.plugins.module_utils._operations.snapshot_diff import run
from ansible_collections.m365.exchange.plugins.module_utils._specs.local_files import SNAPSHOT_DIFF


def main() -> None:
    """Run the module."""
    run_module(SNAPSHOT_DIFF, run)


if __name__ == "__main__":
    main()
