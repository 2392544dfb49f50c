# Copyright (c) 2026 the m365.exchange contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The least that a module can do with the service: one POST with requests."""

from __future__ import annotations

import requests
from ansible.module_utils.basic import AnsibleModule


def main() -> None:
    """Run the module."""
    module = AnsibleModule(
        argument_spec={"url": {"type": "str"}, "body": {"type": "str"}, "token": {"type": "str", "no_log": True}}
    )
    headers = {"Authorization": f"Bearer {module.params['token']}", "Content-Type": "application/json"}
    with requests.Session() as session:
        answer = session.post(module.params["url"], data=module.params["body"], headers=headers, timeout=30)
    module.exit_json(changed=False, rows=len(answer.json()["value"]))


if __name__ == "__main__":
    main()
