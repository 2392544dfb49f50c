#!/usr/bin/python
# Copyright (c) 2026 the m365.exchange contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

from __future__ import annotations

DOCUMENTATION = r"""
module: exo_session_info
short_description: List the sessions of this user
version_added: 0.1.0
description:
  - Lists the sessions of M(m365.exchange.exo_connect) that this user has on the machine where the task runs, those of
    other runs as well.
  - Nothing in the list opens a session. The key is only in the handle, and the handle only in the playbook that made
    it.
options:
  organization:
    description:
      - Lists only the sessions of this organization, by the name that M(m365.exchange.exo_connect) was given or by the
        tenant's id.
    type: str
extends_documentation_fragment:
  - m365.exchange.attributes
attributes:
  action_group:
    description:
      - Stands outside of C(group/m365.exchange.exo), because sign-in defaults must not choose what is listed.
    support: none
    membership: []
  check_mode:
    description: Lists in check mode, too, because it changes nothing.
    support: full
  diff_mode:
    description: Nothing changes, so there is no difference to show.
    support: none
  idempotent:
    description: It changes nothing.
    support: full
seealso:
  - module: m365.exchange.exo_connect
  - module: m365.exchange.exo_disconnect
author:
  - The m365.exchange contributors (@m365-exchange)
"""

EXAMPLES = r"""
- name: Look who is connected
  m365.exchange.exo_session_info:
  register: open_sessions

- name: Look for sessions of one customer
  m365.exchange.exo_session_info:
    organization: contoso.onmicrosoft.com
"""

RETURN = r"""
count:
  description: How many sessions are listed.
  returned: success
  type: int
  sample: 1
sessions:
  description: The sessions, the oldest first.
  returned: success
  type: list
  elements: dict
  contains:
    id:
      description: The session's id, as M(m365.exchange.exo_connect) returned it.
      type: str
      returned: always
      sample: 0f9e8d7c6b5a49382716050403020100
    identity:
      description: Who is signed in.
      type: str
      returned: always
      sample: 00001111-aaaa-2222-bbbb-3333cccc4444
    auth_method:
      description: How it was signed in.
      type: str
      returned: always
      sample: certificate
    organization:
      description: The organization as it was given.
      type: str
      returned: always
      sample: contoso.onmicrosoft.com
    tenant_id:
      description: The tenant's id.
      type: str
      returned: always
      sample: 11111111-2222-4333-8444-555555555555
    environment:
      description: The cloud by Microsoft's name.
      type: str
      returned: always
      sample: O365Default
    services:
      description: The services that the session reaches.
      type: list
      elements: str
      returned: always
      sample: [exchange]
    age:
      description: Seconds since the session was made.
      type: int
      returned: always
      sample: 312
    unused:
      description: Seconds since the session was last used, to about a minute.
      type: int
      returned: always
      sample: 40
    expires_at:
      description: When the access token ends, in UTC. A session that is used renews it before that.
      type: str
      returned: always
      sample: "2026-11-23T18:30:00Z"
    host:
      description: The name of the machine that made the session.
      type: str
      returned: always
      sample: automation01
    owner_pid:
      description: The process of C(ansible-playbook) that made the session, V(0) where it is not known.
      type: int
      returned: always
      sample: 4711
    this_run:
      description: Whether the session was made by the run that this task belongs to.
      type: bool
      returned: always
      sample: true
    path:
      description: The file of the session. It is worth nothing without the handle.
      type: str
      returned: always
      sample: /run/user/1000/m365.exchange/0f9e8d7c6b5a49382716050403020100.rec
    state:
      description:
        - V(open) can be used. V(expired) and V(ownerless), whose run is over, are removed by the next connect.
      type: str
      returned: always
      sample: open
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
from ansible_collections.m365.exchange.plugins.module_utils._operations.session_info import run
from ansible_collections.m365.exchange.plugins.module_utils._specs.local_files import SESSION_INFO


def main() -> None:
    """Run the module."""
    run_module(SESSION_INFO, run)


if __name__ == "__main__":
    main()
