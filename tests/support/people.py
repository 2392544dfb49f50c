# Copyright (c) 2026 the m365.exchange contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Sign-ins that happen outside of a playbook: tokens as a person or another program fetched them."""

from __future__ import annotations

from typing import Any

import requests

from .box import Box

# Microsoft's own public client, known in every tenant.
PUBLIC_CLIENT = "fb78d390-0c51-40cd-8e17-fdbfab77341b"
SCOPE = "https://outlook.office365.com/.default openid profile offline_access"


def sign_in(box: Box, tenant: str = "organizations", host: str = "login.microsoftonline.com", **form: str) -> Any:
    """The answer of the token endpoint to a form, which must be a success."""
    session = requests.Session()
    session.trust_env = False
    proxy = box.environment["HTTPS_PROXY"]
    content = {"client_id": PUBLIC_CLIENT, "scope": SCOPE, **form}
    try:
        answer = session.post(
            f"https://{host}/{tenant}/oauth2/v2.0/token",
            data=content,
            proxies={"https": proxy},
            verify=box.environment["REQUESTS_CA_BUNDLE"],
            timeout=60,
        )
    finally:
        session.close()
    assert answer.status_code == 200, answer.text
    return answer.json()


def tokens_of(box: Box, user: str, password: str, **form: str) -> tuple[str, str]:
    """Access token and refresh token of a user."""
    answer = sign_in(box, grant_type="password", username=user, password=password, **form)
    return answer["access_token"], answer["refresh_token"]
