# Copyright (c) 2026 the m365.exchange contributors
# SPDX-License-Identifier: BSD-2-Clause
"""Cmdlets that Microsoft has retired or wants replaced, as a table with what is known of the date.

Dates are those that Microsoft announced; some of them were moved before, so a cmdlet is still sent. The sources stand
beside the rows:

- trace: Microsoft Learn, "New message trace in the Exchange admin center", and the two cmdlets' own pages.
- rules: Exchange Team Blog, 2024-12, "Update on Client Access Rules Deprecation in Exchange Online".
- audit: Microsoft's message of 2024 on four audit cmdlets, quoted in T0pCyber/hawk #116; moved since.
- photo: message centre MC678855, quoted by office365itpros.com, 2023-10; the pages of the cmdlets.
- reference: the cmdlet's own page in Microsoft's reference says so.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

_PLACE = re.compile(r"\*")


@dataclass(frozen=True)
class Retirement:
    """What came of a cmdlet.

    ``replacement`` is a cmdlet or what to use, in words; ``date`` is the date that Microsoft announced
    (ISO 8601, a month or a day) or None; ``is_gone`` tells that Microsoft calls it retired, and not only to be
    replaced; ``source`` is one of those above.
    """

    replacement: str
    date: str | None
    is_gone: bool
    source: str

    def sentence(self, cmdlet: str) -> str:
        """What to tell a person about it."""
        state = "has retired" if self.is_gone else "is replacing"
        date = f" (date announced: {self.date})" if self.date else ""
        return f"Microsoft {state} {cmdlet}{date}; use {self.replacement}."


_ACCESS_RULES = Retirement("Conditional Access with continuous access evaluation", "2025-09-01", True, "rules")
_AUDIT = Retirement("Search-UnifiedAuditLog", "2024-04-30", True, "audit")
_PHOTO = Retirement("the user's photo in Microsoft Graph", "2023-11-30", True, "photo")
_SEARCH = Retirement("*-ComplianceSearch of Security & Compliance", "2020-10", True, "reference")
_DLP = Retirement("*-DlpCompliancePolicy of Security & Compliance", None, True, "reference")
_DEVICE = Retirement("*-MobileDevice", None, False, "reference")
_DEVICE_POLICY = Retirement("*-MobileDeviceMailboxPolicy", None, False, "reference")

# The * of a replacement stands for the verb of the cmdlet.
_RETIRED: Mapping[str, Retirement] = {
    "get-messagetrace": Retirement("Get-MessageTraceV2", "2025-09-01", False, "trace"),
    "get-messagetracedetail": Retirement("Get-MessageTraceDetailV2", "2025-09-01", False, "trace"),
    **dict.fromkeys([f"{verb}-clientaccessrule" for verb in ("get", "new", "remove", "set", "test")], _ACCESS_RULES),
    **dict.fromkeys(
        ["new-adminauditlogsearch", "new-mailboxauditlogsearch", "search-adminauditlog", "search-mailboxauditlog"],
        _AUDIT,
    ),
    **dict.fromkeys([f"{verb}-userphoto" for verb in ("get", "remove", "set")], _PHOTO),
    **dict.fromkeys([f"{verb}-mailboxsearch" for verb in ("get", "new", "remove", "set", "start", "stop")], _SEARCH),
    **dict.fromkeys([f"{verb}-dlppolicy" for verb in ("get", "new", "remove", "set")], _DLP),
    "get-dlppolicytemplate": Retirement("the templates of the Microsoft Purview portal", None, True, "reference"),
    **dict.fromkeys([f"{verb}-activesyncdevice" for verb in ("clear", "get", "remove")], _DEVICE),
    "get-activesyncdevicestatistics": Retirement("Get-MobileDeviceStatistics", None, False, "reference"),
    **dict.fromkeys([f"{verb}-activesyncmailboxpolicy" for verb in ("get", "new", "remove", "set")], _DEVICE_POLICY),
}


def retirement(cmdlet: str) -> Retirement | None:
    """What is known of the end of ``cmdlet`` (in any case), its replacement's verb filled in; None for all others."""
    found = _RETIRED.get(cmdlet.lower())
    if found is None:
        return None
    verb = cmdlet.partition("-")[0]
    return Retirement(_PLACE.sub(verb, found.replacement), found.date, found.is_gone, found.source)
