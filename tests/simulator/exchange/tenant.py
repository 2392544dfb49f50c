# Copyright (c) 2026 the m365.exchange contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""An organisation for tests, with short ways to run cmdlets in it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta, timezone
from typing import Any, Literal

import pytest

from exo_simulator.exchange import Caller, CmdletError, Organization, Reply

START = datetime(2026, 11, 23, 12, 0, 0, tzinfo=timezone.utc)
ADMIN = Caller("user", "admin@contoso.onmicrosoft.com", frozenset({"Global Administrator"}))
APP = Caller("app", "automation", frozenset({"Exchange Administrator"}))
CONTOSO: dict[str, Any] = {
    "tenant_id": "7d3c1f0e-52a4-4a3b-9f63-2f1c5a1e8b01",
    "initial_domain": "contoso.onmicrosoft.com",
    "domains": ["contoso.com"],
    "mailboxes": 40,
    "settings": {"search_only_session": "open"},
}
TAG = "@odata.type"
TABLE = "#Exchange.GenericHashTable"


class Clock:
    """A clock that stands until it is moved."""

    def __init__(self) -> None:
        self.now = START

    def __call__(self) -> datetime:
        return self.now

    def advance(self, seconds: float) -> None:
        self.now += timedelta(seconds=seconds)


class Tenant:
    """An organisation with an administrator at its keyboard."""

    def __init__(self, caller: Caller = ADMIN, /, **config: Any) -> None:
        self.clock = Clock()
        self.caller = caller
        self.organization = Organization.from_config({**CONTOSO, **config}, self.clock)

    def run(self, cmdlet: str, service: Literal["exchange", "compliance"] = "exchange", /, **parameters: Any) -> Reply:
        """Run a cmdlet with parameters whose names are Python names."""
        return self.organization.invoke(self.caller, service, cmdlet, parameters)

    def send(self, cmdlet: str, parameters: Mapping[str, Any]) -> Reply:
        """Run a cmdlet with parameters as they stand in JSON."""
        return self.organization.invoke(self.caller, "exchange", cmdlet, parameters)

    def one(self, cmdlet: str, /, **parameters: Any) -> Mapping[str, Any]:
        """The only row of the answer."""
        rows = self.run(cmdlet, **parameters).rows
        assert len(rows) == 1
        return rows[0]

    def refusal(self, cmdlet: str, /, **parameters: Any) -> CmdletError:
        """The error that the cmdlet must fail with."""
        with pytest.raises(CmdletError) as caught:
            self.run(cmdlet, **parameters)
        return caught.value


def table(**entries: Any) -> dict[str, Any]:
    """A tagged hashtable."""
    return {TAG: TABLE, **entries}
