# Copyright (c) 2026 the m365.exchange contributors
# SPDX-License-Identifier: BSD-2-Clause
"""How long a cmdlet may take, in seconds.

The service ends most cmdlets after 15 minutes ("About the Exchange Online PowerShell V2 module"), a few later;
Microsoft's module waits a minute more.
"""

from __future__ import annotations

from collections.abc import Mapping

_GRACE = 60.0
_USUAL = 900.0

_LONGER: Mapping[str, float] = {
    "get-distributiongroupmember": 3600.0,
    "import-transportrulecollection": 3600.0,
    "set-unifiedgroup": 3600.0,
    "update-distributiongroupmember": 3600.0,
    "set-organizationconfig": 1800.0,
    "update-rolegroupmember": 1800.0,
}


def read_timeout(cmdlet: str) -> float:
    """The read time-out for ``cmdlet``."""
    return _LONGER.get(cmdlet.lower(), _USUAL) + _GRACE
