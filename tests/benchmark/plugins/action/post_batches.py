# Copyright (c) 2026 the m365.exchange contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The least that an action plugin can do to ask several cmdlets: ten a request, one request after the other."""

from __future__ import annotations

from typing import Any

import requests
from ansible.plugins.action import ActionBase

MOST = 10


class ActionModule(ActionBase):
    """Asks ``cmdlets`` of ``url``, where one cmdlet is sent, with ``token``."""

    def run(self, tmp: str | None = None, task_vars: dict[str, Any] | None = None) -> dict[str, Any]:
        """Run the task."""
        result: dict[str, Any] = super().run(tmp, task_vars)
        wanted = self._task.args
        headers = {"Authorization": f"Bearer {wanted['token']}", "Content-Type": "application/json"}
        parts = [
            {
                "id": str(number),
                "method": "POST",
                "url": wanted["url"],
                "headers": headers,
                "body": {"CmdletInput": {"CmdletName": name, "Parameters": {}}},
            }
            for number, name in enumerate(wanted["cmdlets"])
        ]
        answered = 0
        with requests.Session() as session:
            for start in range(0, len(parts), MOST):
                body = {"requests": parts[start : start + MOST]}
                place = wanted["url"].rpartition("/")[0] + "/$batch"
                answer = session.post(place, json=body, headers={**headers, "Accept": "application/json"}, timeout=60)
                answered += sum(one["status"] == 200 for one in answer.json()["responses"])
        return {**result, "changed": False, "answered": answered, "failed": answered < len(parts)}
