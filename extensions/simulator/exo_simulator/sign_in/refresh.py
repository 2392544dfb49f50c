# Copyright (c) 2026 the m365.exchange contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Refresh tokens: opaque, of one user and one application, each use gives a new one (Microsoft Learn)."""

from __future__ import annotations

import secrets
from dataclasses import dataclass

from ..clock import BoxClock
from .refusals import SignInRefused

LIFETIME = 90 * 86400


@dataclass
class RefreshToken:
    """What a refresh token stands for."""

    upn: str
    app_id: str
    expires_at: float
    revoked: bool = False


class RefreshTokens:
    """Those that the box has issued."""

    def __init__(self, clock: BoxClock) -> None:
        self._clock = clock
        self._issued: dict[str, RefreshToken] = {}

    def issue(self, upn: str, app_id: str) -> str:
        """A new one, good for ninety days."""
        text = f"1.A{secrets.token_urlsafe(96)}"
        self._issued[text] = RefreshToken(upn, app_id, self._clock.timestamp() + LIFETIME)
        return text

    def redeem(self, text: str, app_id: str, *, revoke: bool) -> RefreshToken:
        """What it stands for, or SignInRefused; `revoke` makes this its last use."""
        found = self._issued.get(text)
        if found is None or found.app_id != app_id:
            raise SignInRefused(70000)
        if found.revoked:
            raise SignInRefused(50173)
        if found.expires_at <= self._clock.timestamp():
            raise SignInRefused(700082)
        if revoke:
            found.revoked = True
        return found

    def revoke(self, upn: str) -> int:
        """End all of a user's sign-ins, as a changed password does; how many there were."""
        mine = [one for one in self._issued.values() if one.upn.lower() == upn.lower() and not one.revoked]
        for one in mine:
            one.revoked = True
        return len(mine)
