# Copyright (c) 2026 the m365.exchange contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The audit log: a record of each cmdlet that changed something, with all that AuditData tells of it.

Fields and numbers: the schema of the Office 365 Management Activity API. A record is there at once, which on the
service takes up to an hour, and nothing is recorded while UnifiedAuditLogIngestionEnabled is false.
"""

from __future__ import annotations

import json
from collections import deque
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta, timezone
from typing import Any
from uuid import UUID, uuid5

from .binding import Bound
from .contract import Caller, Service
from .kinds import Kind, type_info
from .naming import NAMESPACE, Names
from .values import Change, Size, Value, instant_text, size_text, span_text

LOG = "UnifiedAuditLog"
KEPT = 50_000  # records; the oldest go
CLIENT = "203.0.113.10:50123"
_KINDS: Mapping[Service, tuple[str, int, str]] = {
    "exchange": ("ExchangeAdmin", 1, "Exchange"),
    "compliance": ("SecurityComplianceCenterEOPCmdlet", 18, "SecurityComplianceCenter"),
}
_ADMIN, _APPLICATION = (2, "Admin"), (5, "Application")  # UserType


@dataclass(frozen=True)
class Record:
    """One cmdlet that ran: who, when, what about, with which parameters as texts."""

    number: int
    created: datetime
    user: str
    application: bool
    service: Service
    operation: str
    object_id: str
    parameters: tuple[tuple[str, str], ...]

    @property
    def kind(self) -> str:
        """RecordType as the row shows it."""
        return _KINDS[self.service][0]

    def data(self, names: Names, *, formatted: bool = False) -> dict[str, Any]:
        """What AuditData holds as a JSON text; ``formatted`` has words for numbers (the switch's page)."""
        kind, number, workload = _KINDS[self.service]
        user = _APPLICATION if self.application else _ADMIN
        return {
            "CreationTime": f"{self.created.astimezone(timezone.utc):%Y-%m-%dT%H:%M:%S}",
            "Id": str(self.id_in(names)),
            "Operation": self.operation,
            "OrganizationId": str(names.tenant_id),
            "RecordType": kind if formatted else number,
            "ResultStatus": "True",
            "UserKey": self.user,
            "UserType": user[1] if formatted else user[0],
            "Version": 1,
            "Workload": workload,
            "ClientIP": CLIENT,
            "ObjectId": self.object_id,
            "UserId": self.user,
            "ExternalAccess": False,
            "OrganizationName": names.initial_domain,
            "OriginatingServer": f"{names.server} (15.20.9388.000)",
            "Parameters": [{"Name": name, "Value": value} for name, value in self.parameters],
        }

    def id_in(self, names: Names) -> UUID:
        """The record's id."""
        return uuid5(NAMESPACE, f"{names.tenant_id}/{LOG}/{self.number}")

    def row(self, names: Names, *, formatted: bool = False) -> dict[str, Any]:
        """The record as the search shows it, but for its place among the results."""
        data = self.data(names, formatted=formatted)
        return {
            "RecordType": self.kind,
            "CreationDate@data.type": "System.DateTime",
            "CreationDate": instant_text(self.created.astimezone(timezone.utc), zulu=False),
            "UserIds": self.user,
            "Operations": self.operation,
            "AuditData": json.dumps(data, indent=2) if formatted else json.dumps(data, separators=(",", ":")),
            "Identity": str(self.id_in(names)),
            "IsValid": True,
            "ObjectState": "Unchanged",
        }


class Log:
    """The newest records, the oldest first; ``count`` is how many there ever were."""

    def __init__(self) -> None:
        """Empty."""
        self.records: deque[Record] = deque(maxlen=KEPT)
        self.count = 0

    def keep(self, caller: Caller, service: Service, bound: Bound, about: str, now: datetime) -> None:
        """Record what a cmdlet did; ``about`` names the object that it was about."""
        self.count += 1
        parameters = tuple((name, _text(bound, name, value)) for name, value in bound.values.items())
        app, number = caller.kind == "app", -self.count
        self.records.append(Record(number, now, caller.name, app, service, bound.cmdlet.name, about, parameters))


def _text(bound: Bound, name: str, value: Value) -> str:
    """A parameter's value; a password is not shown."""
    parameter = bound.cmdlet.parameter(name)
    if parameter is not None and type_info(parameter).kind in {Kind.SECRET, Kind.BYTES}:
        return "******"
    return _plain(value)


def _plain(value: Value) -> str:
    if isinstance(value, (list, tuple)):
        return ";".join(_plain(entry) for entry in value)
    if isinstance(value, Change):
        return json.dumps({"Add": list(value.add), "Remove": list(value.remove)}, default=_plain)
    if isinstance(value, Mapping):
        return json.dumps(value, default=_plain)
    if isinstance(value, datetime):
        return instant_text(value, zulu=True)
    if isinstance(value, timedelta):
        return span_text(value)
    return size_text(value) if isinstance(value, Size) else str(value)
