#!/usr/bin/python
# Copyright (c) 2026 the m365.exchange contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

from __future__ import annotations

DOCUMENTATION = r"""
module: exo_connect
short_description: Connect to Exchange Online
version_added: 0.1.0
description:
  - Signs in to Microsoft Entra as an application or a user, proves the token with one cheap call to Exchange, and
    keeps a session.
  - The session is a file that only this user can read, encrypted with a key that stands in no file. The RV(session)
    that is
    returned holds the key, so it is the only thing that opens the file.
  - A successful result is hidden from all output; one line tells who is connected. A registered variable keeps the
    whole result.
  - Always close the session with M(m365.exchange.exo_disconnect) in C(always).
options:
  return_refresh_token:
    description:
      - Return the refresh token that came with a user's sign-in as RV(refresh_token), to keep it for the next one.
      - It is a secret that works for months. Put it into a vault at once.
    type: bool
    default: false
  page_size:
    description:
      - How many objects the service puts into one answer, V(1) to V(1000), for all commands of the session.
      - The default is V(1000).
      - Sets C(-PageSize).
    type: int
  session_limit:
    description:
      - How many sessions of this organization and identity this user may have open on this machine, this one included.
        V(0) means any number.
      - Microsoft once promised three for an organization and names no number for the interface that this collection
        uses, so V(0) is right for almost everybody. Above V(3) there is a warning.
      - The hosts of one play connect at the same time and disconnect after the last one has worked, so a limit below
        their number ends in a failure. C(throttle) or C(serial) is the way to have fewer at once.
    type: int
    default: 0
  session_wait:
    description:
      - How many seconds to wait for a session to be closed where O(session_limit) is reached, V(0) to V(86400).
      - After that the task fails and lists the open sessions.
    type: int
    default: 0
  show_progress:
    description:
      - Show each step as a line at once, that is the cloud that was found, each sign-in, the test of each service, and
        its region.
      - A module cannot show anything while it runs, so there is nothing to see where the task does not run on the
        controller itself, that is with connection local and without C(become) and C(async).
      - Sets C(-ShowProgress).
      - Reads E(EXO_SHOW_PROGRESS).
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
  async:
    description: Refused, because C(async_status) would show the handle.
    support: none
  check_mode:
    description: Connects in check mode, too, because nothing changes in the tenant.
    support: full
  diff_mode:
    description: Nothing changes in the tenant, so there is no difference to show.
    support: none
  idempotent:
    description: Makes another session at each run, and changes nothing in the tenant.
    support: full
notes:
  - C(debug) shows what it is given. So does a C(loop) over handles or results, because Ansible puts the item into each
    result; C(label) hides it from the screen only, and not where a task fails. Loop over names instead, and give the
    session by its number (C(index_var)).
seealso:
  - module: m365.exchange.exo_command
  - module: m365.exchange.exo_disconnect
  - module: m365.exchange.exo_session_info
author:
  - The m365.exchange contributors (@m365-exchange)
"""

EXAMPLES = r"""
- name: Work in a session that is always closed
  block:
    - name: Connect with a client secret
      m365.exchange.exo_connect:
        organization: contoso.onmicrosoft.com
        app_id: "{{ app_id }}"
        client_secret: "{{ client_secret }}"
      register: exo

    - name: Read the mailboxes
      m365.exchange.exo_command:
        session: "{{ exo }}"
        cmdlet: Get-Mailbox
  always:
    - name: Disconnect, whatever happened
      m365.exchange.exo_disconnect:
        session: "{{ exo | default(omit) }}"

- name: Connect with a certificate to a tenant of another cloud
  m365.exchange.exo_connect:
    organization: fabrikam.onmicrosoft.us
    environment: O365USGovGCCHigh
    app_id: "{{ gov_app_id }}"
    certificate_path: "{{ gov_certificate_path }}"
  register: gov

- name: Disconnect
  m365.exchange.exo_disconnect:
    session: "{{ gov }}"

- name: Connect to several tenants
  m365.exchange.exo_connect:
    organization: "{{ item }}"
  loop: [contoso.onmicrosoft.com, woodgrove.onmicrosoft.com]
  register: several

- name: Read from each, over names so that no handle is shown
  m365.exchange.exo_command:
    session: "{{ several.results[number] }}"
    cmdlet: Get-AcceptedDomain
  loop: [contoso.onmicrosoft.com, woodgrove.onmicrosoft.com]
  loop_control:
    index_var: number

- name: Disconnect all of them
  m365.exchange.exo_disconnect:
    session: "{{ several }}"

- name: Connect as the machine that runs the play
  m365.exchange.exo_connect:
    organization: contoso.onmicrosoft.com
    managed_identity: true
  register: machine

- name: Connect as a person, who enters a code in a browser
  m365.exchange.exo_connect:
    user_principal_name: admin@contoso.com
  register: person

- name: Disconnect both
  m365.exchange.exo_disconnect:
    session:
      - "{{ machine }}"
      - "{{ person }}"
"""

RETURN = r"""
session:
  description: The handle of the session. Give it, or the whole registered result, to the other modules. It is a secret.
  returned: success
  type: str
  sample: exo1.r.1000.0f9e8d7c6b5a49382716050403020100.(key).(check)
id:
  description: The session's id, which is no secret.
  returned: success
  type: str
  sample: 0f9e8d7c6b5a49382716050403020100
organization:
  description: The organization as it was given.
  returned: success
  type: str
  sample: contoso.onmicrosoft.com
tenant_id:
  description: The tenant's id, the same in the token and in the sign-in service's word about the organization.
  returned: success
  type: str
  sample: 11111111-2222-4333-8444-555555555555
environment:
  description: The cloud by Microsoft's name.
  returned: success
  type: str
  sample: O365Default
services:
  description: The services that the session reaches.
  returned: success
  type: list
  elements: str
  sample: [exchange]
identity:
  description: Who is signed in.
  returned: success
  type: str
  sample: 00001111-aaaa-2222-bbbb-3333cccc4444
auth_method:
  description: How it was signed in.
  returned: success
  type: str
  sample: certificate
expires_at:
  description: When the access token ends, in UTC. It is renewed before that while the session is used.
  returned: success
  type: str
  sample: "2026-11-23T18:30:00Z"
sessions:
  description: The sessions that are open where O(session_limit) is reached, as M(m365.exchange.exo_session_info) lists
    them.
  returned: when O(session_limit) is reached
  type: list
  elements: dict
refresh_token:
  description: Another refresh token than the one that was given, or null. It is a secret.
  returned: success, where O(return_refresh_token) is true
  type: str
  sample: (a refresh token)
error:
  description: The card of a failure.
  returned: failure
  type: dict
  contains:
    category:
      description: The kind of failure, such as V(input), V(sign_in), V(network), V(session), V(permission) or
        V(service).
      type: str
      returned: always
      sample: permission
    cause:
      description: Why this happens.
      type: str
      returned: always
      sample: The cmdlet does not exist, belongs to another service, or no role of this identity includes it.
    fix:
      description: What to do, the likeliest first.
      type: list
      elements: str
      returned: always
      sample: [Check the name of the cmdlet.]
    retry_safe:
      description: Whether sending the same task again can do no harm.
      type: bool
      returned: always
      sample: true
    exception_type:
      description: The full .NET type of the service's exception.
      type: str
      returned: always
      sample: Microsoft.Exchange.Configuration.Tasks.ManagementObjectNotFoundException
    http_status:
      description: The HTTP status of the answer.
      type: int
      returned: always
      sample: 404
    request_id:
      description: The service's own id of the request.
      type: str
      returned: always
      sample: 2c7d1f6e-55a0-4d5c-9a4e-0b8b6a0f6f11
    client_request_id:
      description: Our id of the command, the same in all its attempts.
      type: str
      returned: always
      sample: 7e1d3f04-6c6e-4a55-b7d7-0c4c2f0a8f10
    documentation:
      description: Where the troubleshooting guide of this collection tells more.
      type: str
      returned: always
      sample: https://github.com/m365-exchange/m365.exchange/blob/main/docs/troubleshooting.md#cmdlet-not-available
outcome:
  description:
    - What became of the work. V(refused), it ran into a no.
    - V(did_not_run), nothing happened.
    - V(unknown), it may have run, so look before you run it again.
  returned: failure
  type: str
  sample: did_not_run
"""

from ansible_collections.m365.exchange.plugins.module_utils._task.ansible_module import run_module
from ansible_collections.m365.exchange.plugins.module_utils._operations.connect import run
from ansible_collections.m365.exchange.plugins.module_utils._specs.connection import CONNECT


def main() -> None:
    """Run the module."""
    run_module(CONNECT, run)


if __name__ == "__main__":
    main()
