# Copyright (c) 2026 the m365.exchange contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The conditions by which a trace, the quarantine and the audit log are searched."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from fnmatch import fnmatchcase
from typing import Any

from ..calls import Call
from ..choosing import entries

# Parameter to the property of the row that it narrows and how: equal, by wildcards, a part of it, or a bound.
Narrowing = Mapping[str, tuple[str, str]]
QUARANTINE: Narrowing = {
    "Direction": ("Direction", "is"),
    "EndExpiresDate": ("Expires", "to"),
    "EndReceivedDate": ("ReceivedTime", "to"),
    "Domain": ("Domain", "is"),
    "EntityType": ("EntityType", "is"),
    "MessageId": ("MessageId", "is"),
    "PolicyName": ("PolicyName", "is"),
    "PolicyTypes": ("PolicyType", "is"),
    "QuarantineTypes": ("QuarantineTypes", "is"),
    "RecipientTag": ("RecipientTag", "is"),
    "Reported": ("Reported", "is"),
    "RecipientAddress": ("RecipientAddress", "like"),
    "ReleaseStatus": ("ReleaseStatus", "is"),
    "SenderAddress": ("SenderAddress", "like"),
    "StartExpiresDate": ("Expires", "from"),
    "StartReceivedDate": ("ReceivedTime", "from"),
    "Subject": ("Subject", "contains"),
    "TeamsConversationTypes": ("TeamsConversationType", "is"),
    "Type": ("Type", "is"),
}
TRACE: Narrowing = {
    "FromIP": ("FromIP", "is"),
    "MessageId": ("MessageId", "is"),
    "MessageTraceId": ("MessageTraceId", "is"),
    "RecipientAddress": ("RecipientAddress", "like"),
    "SenderAddress": ("SenderAddress", "like"),
    "Status": ("Status", "is"),
    "Subject": ("Subject", "SubjectFilterType"),
    "ToIP": ("ToIP", "is"),
}
DETAIL: Narrowing = {
    "Action": ("Action", "is"),
    "Event": ("Event", "is"),
    "MessageId": ("MessageId", "is"),
    "SenderAddress": ("SenderAddress", "like"),
}
AUDIT: Narrowing = {
    "FreeText": ("AuditData", "contains"),
    "IPAddresses": ("ClientIP", "is"),
    "ObjectIds": ("ObjectId", "is"),
    "Operations": ("Operations", "is"),
    "RecordType": ("RecordType", "is"),
    "UserIds": ("UserIds", "is"),
}


_COMPARED: Mapping[str, Callable[[str, str], bool]] = {
    "is": str.__eq__,
    "like": lambda held, asked: fnmatchcase(held, asked.replace("[", "[[]")),
    "contains": str.__contains__,
    "startswith": str.startswith,
    "endswith": str.endswith,
}


def within(moment: datetime, start: datetime | None, end: datetime | None) -> bool:
    """Whether a moment lies between two, each of which may be open."""
    return (start is None or start <= moment) and (end is None or moment <= end)


def conditions(call: Call, narrowing: Narrowing) -> list[str]:
    """The conditions that the call has."""
    return [name for name in narrowing if call.values.get(name) not in (None, "", [])]


def fitting(call: Call, narrowing: Narrowing) -> Callable[[Mapping[str, Any]], bool]:
    """Whether a row fulfils all conditions that the call has; an asterisk in an address stands for any text."""
    tests = []
    for name in conditions(call, narrowing):
        column, how = narrowing[name]
        how = (call.text(how) or "contains").casefold() if how == "SubjectFilterType" else how
        tests.append((column, how, entries(call.values[name])))
    return lambda row: all(_fits(entries(row.get(column)), how, wanted) for column, how, wanted in tests)


def _fits(held: Sequence[Any], how: str, wanted: Sequence[Any]) -> bool:
    if how in {"from", "to"}:
        return all(
            within(moment, *((one, None) if how == "from" else (None, one))) for moment in held for one in wanted
        )
    return any(_COMPARED[how](str(one).casefold(), str(asked).casefold()) for one in held for asked in wanted)
