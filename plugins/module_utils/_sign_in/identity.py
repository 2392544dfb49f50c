# Copyright (c) 2026 the m365.exchange contributors
# SPDX-License-Identifier: BSD-2-Clause
"""Who a token is for: an application or a user, and by which name."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from .._errors._advice.ways import failure
from .token import Token

# v1 tokens say upn, v2 tokens preferred_username, and guests may have unique_name only (Microsoft Learn).
_NAMES = ("upn", "preferred_username", "unique_name")


_GUEST = "#EXT#"


@dataclass(frozen=True)
class Identity:
    """``name`` is a user principal name or an application id; ``is_user`` tells which.

    ``visits`` is true for a user who is at home in another tenant and so has no mailbox in this one.
    """

    name: str
    is_user: bool
    visits: bool = False


def identity_of(token: Token, credential: Mapping[str, Any]) -> Identity:
    """Who ``token`` is for.

    :raises Failure: ``wrong-user`` where the credential names another user.
    """
    claims = token.claims
    wanted = credential.get("user_principal_name")
    user = next((str(claims[name]) for name in _NAMES if isinstance(claims.get(name), str)), None)
    if user is not None and claims.get("idtyp") != "app":
        visits = token.is_visitors or _GUEST in user
        if wanted and str(wanted).casefold() not in (user.casefold(), _name_at_home(user)):
            raise failure("wrong-user", asked=wanted, got=user)
        return Identity(user, is_user=True, visits=visits)
    if wanted:
        if "appid" in claims and "scp" not in claims:
            raise failure("wrong-user", asked=wanted, got=f"the application {claims['appid']}")
        return Identity(str(wanted), is_user=True)
    name = claims.get("appid") or claims.get("azp") or credential.get("app_id") or "unknown"
    return Identity(str(name), is_user=False)


def _name_at_home(user: str) -> str | None:
    """A guest's name at home: anna_contoso.com#EXT#@fabrikam.onmicrosoft.com is anna@contoso.com (Microsoft Learn)."""
    name, guest, _domain = user.casefold().partition(_GUEST.casefold())
    user_part, _line, domain = name.rpartition("_")
    return f"{user_part}@{domain}" if guest else None
