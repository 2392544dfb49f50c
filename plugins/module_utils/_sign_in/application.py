# Copyright (c) 2026 the m365.exchange contributors
# SPDX-License-Identifier: BSD-2-Clause
"""The client credentials grant, shared by the ways in which an application signs in as itself.

Private to this collection: it may change in any release.
"""

from __future__ import annotations

import logging
from collections.abc import Mapping
from typing import Any

from .http import SignInHttp
from .method import TokenRequest


def quiet_log() -> None:
    """Keep msal's log out of Ansible's: it may quote what the sign-in service answered."""
    log = logging.getLogger("msal")
    log.propagate = False
    log.addHandler(logging.NullHandler())


def acquire_for_client(
    request: TokenRequest, http: SignInHttp, client_credential: str | Mapping[str, Any]
) -> Mapping[str, Any]:
    """Ask for an application's token; ``client_credential`` is what msal calls by that name."""
    import msal  # noqa: PLC0415 - here, not above: it costs a fifth of a second, and most tasks need no token

    quiet_log()
    application = msal.ConfidentialClientApplication(
        request.credential["app_id"],
        client_credential=client_credential,
        authority=f"{request.authority}/{request.tenant}",
        http_client=http,
        # Every authority comes from our own map, and discovery would ask the worldwide cloud about the others.
        instance_discovery=False,
    )
    answer: Mapping[str, Any] = application.acquire_token_for_client(
        scopes=[f"{request.resource}/.default"], claims_challenge=request.claims
    )
    return answer
