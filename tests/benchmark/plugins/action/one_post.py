# Copyright (c) 2026 the m365.exchange contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The least that an action plugin can do with the service: one POST over TLS through the proxy."""

from __future__ import annotations

from typing import Any

import requests
from ansible.plugins.action import ActionBase


class ActionModule(ActionBase):
    """Sends ``body`` to ``url`` with ``token``."""

    def run(self, tmp: str | None = None, task_vars: dict[str, Any] | None = None) -> dict[str, Any]:
        """Run the task."""
        result: dict[str, Any] = super().run(tmp, task_vars)
        wanted = self._task.args
        headers = {"Authorization": f"Bearer {wanted['token']}", "Content-Type": "application/json"}
        with requests.Session() as session:
            answer = session.post(wanted["url"], data=wanted["body"], headers=headers, timeout=30)
        return {**result, "changed": False, "rows": len(answer.json()["value"])}
