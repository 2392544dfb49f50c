#!/usr/bin/python
# Copyright (c) 2026 the m365.exchange contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

from __future__ import annotations

DOCUMENTATION = r"""
module: exo_disconnect
short_description: Close sessions of exo_connect
version_added: 0.1.0
description:
  - Removes the record of a session with all that it holds. Closing twice is fine, and so is a session that never came
    to be.
  - It never fails for what was given to it, because its place is C(always). What cannot be closed is a warning.
  - The service knows no sign-out for this interface. An access token that somebody copied lives until its own end, 60
    to 90 minutes.
options:
  session:
    description:
      - The handle from M(m365.exchange.exo_connect), or its whole registered result, or a list of either.
      - Results of a connect that failed, was skipped or never ran are accepted, so that
        the pattern of the example is always right.
    type: raw
  all:
    description:
      - Closes every session that this run of C(ansible-playbook) made for this user on the machine where the task runs,
        on all hosts of the play. Sessions of other runs stay open.
    type: bool
    default: false
  of_organization:
    description:
      - Narrows O(all) to the sessions of one organization, by the name that M(m365.exchange.exo_connect) was given or
        by the tenant's id.
    type: str
extends_documentation_fragment:
  - m365.exchange.attributes
attributes:
  action_group:
    description:
      - Stands outside of C(group/m365.exchange.exo), because sign-in defaults must never choose what is closed.
    support: none
    membership: []
  check_mode:
    description: Disconnects in check mode, too, because nothing changes in the tenant.
    support: full
  diff_mode:
    description: Nothing changes in the tenant, so there is no difference to show.
    support: none
  idempotent:
    description: A session that is closed already stays closed.
    support: full
seealso:
  - module: m365.exchange.exo_connect
  - module: m365.exchange.exo_session_info
author:
  - The m365.exchange contributors (@m365-exchange)
"""

EXAMPLES = r"""
- name: Disconnect, whatever happened before
  m365.exchange.exo_disconnect:
    session: "{{ exo | default(omit) }}"

- name: Close all that this run has opened for one customer
  m365.exchange.exo_disconnect:
    all: true
    of_organization: contoso.onmicrosoft.com
"""

RETURN = r"""
disconnected:
  description: The ids of the sessions that were open and are closed now.
  returned: success
  type: list
  elements: str
  sample: [0f9e8d7c6b5a49382716050403020100]
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
from ansible_collections.m365.exchange.plugins.module_utils._operations.disconnect import run
from ansible_collections.m365.exchange.plugins.module_utils._specs.local_files import DISCONNECT


def main() -> None:
    """Run the module."""
    run_module(DISCONNECT, run)


if __name__ == "__main__":
    main()
