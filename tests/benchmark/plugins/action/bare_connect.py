# Copyright (c) 2026 the m365.exchange contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The least that signing in to a customer can be: the same three requests as exo_connect sends, and nothing else.

Without ``organization`` it sends nothing, as exo_disconnect.
"""

from __future__ import annotations

from typing import Any

import requests
from ansible.plugins.action import ActionBase

SIGN_IN, EXCHANGE = "https://login.microsoftonline.com", "https://outlook.office365.com"


class ActionModule(ActionBase):
    """Signs in to ``organization`` as ``app_id`` with ``client_secret``, and asks whether the service lets it in."""

    def run(self, tmp: str | None = None, task_vars: dict[str, Any] | None = None) -> dict[str, Any]:
        """Run the task."""
        result: dict[str, Any] = super().run(tmp, task_vars)
        wanted = self._task.args
        if "organization" not in wanted:
            return {**result, "changed": False}
        with requests.Session() as session:
            place = f"{SIGN_IN}/{wanted['organization']}"
            found = session.get(f"{place}/v2.0/.well-known/openid-configuration", timeout=30).json()
            tenant = found["issuer"].split("/")[3]
            form = {
                "grant_type": "client_credentials",
                "client_id": wanted["app_id"],
                "client_secret": wanted["client_secret"],
                "scope": f"{EXCHANGE}/.default",
            }
            token = session.post(f"{SIGN_IN}/{tenant}/oauth2/v2.0/token", data=form, timeout=30).json()["access_token"]
            banner = f"{EXCHANGE}/adminapi/v1.0/{tenant}/EXOBanner('AutogenSession')?Version=3.9.2"
            session.get(banner, headers={"Authorization": f"Bearer {token}"}, timeout=30).raise_for_status()
        url = f"{EXCHANGE}/adminapi/beta/{tenant}/InvokeCommand"
        return {**result, "changed": False, "bearer": token, "url": url}
