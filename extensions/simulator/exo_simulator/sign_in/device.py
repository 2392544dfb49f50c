# Copyright (c) 2026 the m365.exchange contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Device codes (RFC 8628; Microsoft Learn, device authorization grant): asked for, shown, entered elsewhere."""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from typing import Any

from ..clock import BoxClock
from .refusals import SignInRefused

LIFETIME = 900
_LETTERS = "BCDFGHJKLMNPQRSTVWXYZ23456789"
# Where a person enters the code: Microsoft's own short addresses.
ADDRESSES = {
    "public": "https://microsoft.com/devicelogin",
    "usgov": "https://microsoft.com/deviceloginus",
    "china": "https://microsoft.com/deviceloginchina",
}


@dataclass
class DeviceCode:
    """One code that waits for a person; `upn` is who has entered it."""

    user_code: str
    app_id: str
    scope: str
    tenant: str
    expires_at: float
    interval: int
    polls: int = 0
    polled_at: float = float("-inf")
    upn: str | None = None
    declined: bool = False

    def shown(self) -> dict[str, Any]:
        """What the control port tells."""
        names = ("user_code", "app_id", "scope", "tenant", "interval", "polls", "upn", "declined")
        return {name: getattr(self, name) for name in names}


class DeviceCodes:
    """The codes that the box has given out."""

    def __init__(self, clock: BoxClock) -> None:
        self._clock = clock
        self._codes: dict[str, DeviceCode] = {}

    def begin(self, app_id: str, scope: str, tenant: str, interval: int) -> tuple[str, DeviceCode]:
        """A new pair: the device code, which is secret, and what belongs to it."""
        secret = secrets.token_urlsafe(64)
        user_code = "".join(secrets.choice(_LETTERS) for _place in range(9))
        code = DeviceCode(user_code, app_id, scope, tenant, self._clock.timestamp() + LIFETIME, interval)
        self._codes[secret] = code
        return secret, code

    def of(self, secret: str) -> DeviceCode | None:
        """What belongs to a device code."""
        return self._codes.get(secret)

    def told(self, secret: str, code: DeviceCode, family: str) -> dict[str, Any]:
        """The answer to whoever asked for the code."""
        address = ADDRESSES[family]
        return {
            "user_code": code.user_code,
            "device_code": secret,
            "verification_uri": address,
            "expires_in": LIFETIME,
            "interval": code.interval,
            "message": f"To sign in, open {address} in a browser and enter the code {code.user_code}.",
        }

    def poll(self, secret: str, app_id: str) -> DeviceCode:
        """The code once somebody has entered it; SignInRefused until then, and when polled too fast."""
        code = self._codes.get(secret)
        if code is None or code.app_id != app_id:
            raise SignInRefused(70018)
        now = self._clock.timestamp()
        if code.expires_at <= now:
            raise SignInRefused(70019)
        code.polls += 1
        # Clients measure the pause from the answer on, so some tenths are forgiven.
        hurried, code.polled_at = now - code.polled_at < code.interval - 0.5, now
        if hurried:
            raise SignInRefused(SLOW_DOWN)
        if code.declined:
            raise SignInRefused(65004)
        if code.upn is None:
            raise SignInRefused(70016)
        del self._codes[secret]
        return code

    def enter(self, user_code: str, upn: str | None) -> bool:
        """A person enters the code as this user, or declines (None); whether there is such a code."""
        for code in self._codes.values():
            if code.user_code == user_code.upper():
                code.upn, code.declined = upn, upn is None
                return True
        return False

    def listed(self) -> list[dict[str, Any]]:
        """Those that wait."""
        return [code.shown() for code in self._codes.values()]


# RFC 8628's slow_down has no AADSTS number of its own in Microsoft's list.
SLOW_DOWN = 700169
