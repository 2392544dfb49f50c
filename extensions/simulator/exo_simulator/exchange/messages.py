# Copyright (c) 2026 the m365.exchange contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Received messages, made from their number: the same message stands in the quarantine and in the message trace."""

from __future__ import annotations

import base64
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from email.utils import format_datetime
from uuid import UUID

from .columns import defaults
from .directory import Directory
from .people import IndexedIds
from .store import Item
from .values import Value

AT_ONCE = 3  # so many messages arrive in the same second
KEPT = timedelta(days=30)  # in the quarantine
QUARANTINE = "QuarantineMessage"
_TYPES = {3: "Phish", 7: "Bulk"}  # by the last digit; all others are spam


@dataclass(frozen=True)
class Message:
    """One message to one recipient; ``size`` is in bytes, ``message_id`` that of its header."""

    received: datetime
    sender: str
    recipient: str
    subject: str
    message_id: str
    size: int = 4711
    from_ip: str = "203.0.113.1"

    @property
    def header(self) -> str:
        """The header as it travelled, lines ended by CRLF."""
        date = format_datetime(self.received)
        lines = [
            f"Received: from mail.fabrikam.com ({self.from_ip}); {date}",
            f"From: {self.sender}",
            f"To: {self.recipient}",
            f"Subject: {self.subject}",
            f"Date: {date}",
            f"Message-ID: {self.message_id}",
            "Content-Type: text/plain; charset=us-ascii",
        ]
        return "".join(f"{line}\r\n" for line in lines)

    @property
    def body(self) -> str:
        """The text."""
        return f"This is about {self.subject}."

    @property
    def encoded(self) -> str:
        """The whole message in base64."""
        return base64.b64encode(f"{self.header}\r\n{self.body}\r\n".encode("ascii")).decode("ascii")


def message(directory: Directory, number: int) -> Message:
    """Message ``number``, 0 is the newest; of those that arrive in the same second the addresses ascend."""
    people = directory.addressees or [f"user{place:06d}@{directory.domains[0]}" for place in range(AT_ONCE)]
    first = number - number % AT_ONCE
    together = sorted(people[(first + place) % len(people)] for place in range(AT_ONCE))
    return Message(
        moment(directory, number),
        f"sender{number % 97}@fabrikam.com",
        together[number % AT_ONCE],
        f"Invoice {number}",
        f"<{number}@fabrikam.com>",
        4711 + number,
        f"203.0.113.{number % 254 + 1}",
    )


def moment(directory: Directory, number: int) -> datetime:
    """When row ``number`` of a report happened: the newest comes first."""
    return directory.since - timedelta(seconds=number // AT_ONCE)


class Quarantine:
    """The messages that the quarantine holds, as a population of its table."""

    def __init__(self, directory: Directory, count: int) -> None:
        """``count`` messages, the newest ones."""
        self._directory, self._count = directory, count
        self._ids = [IndexedIds(directory.names.tenant_id, f"{QUARANTINE}/{part}") for part in ("message", "recipient")]

    def __len__(self) -> int:
        return self._count

    def make(self, index: int) -> Item:
        """The message at ``index``, held for its recipient (names and values: graph2otel, 2026-07)."""
        mail = message(self._directory, index)
        kind = _TYPES.get(index % 10, "Spam")
        columns: dict[str, Value] = {
            "Guid": self._ids[0].make(index),
            "Identity": "\\".join(str(ids.make(index)) for ids in self._ids),
            "ReceivedTime": mail.received,
            "Expires": mail.received + KEPT,
            "MessageId": mail.message_id,
            "SenderAddress": mail.sender,
            "RecipientAddress": [mail.recipient],
            "QuarantinedUser": [mail.recipient],
            "Subject": mail.subject,
            "Size": mail.size,
            "Type": kind,
            "QuarantineTypes": kind,
            "_message": index,
        }
        return Item(QUARANTINE, columns, defaults(QUARANTINE), index)

    def lookup(self, key: str) -> int | None:
        """The index of a message by its id or its Identity."""
        try:
            index = self._ids[0].index(UUID(key.partition("\\")[0]))
        except ValueError:
            return None
        if index is None or not 0 <= index < self._count:
            return None
        return index if key in {str(self._ids[0].make(index)), str(self.make(index).get("Identity"))} else None


def status_of(directory: Directory, number: int) -> str:
    """What a trace says became of a message: the quarantine holds it, or has given it out."""
    table = directory.table(QUARANTINE)
    if table.population is None or number >= len(table.population):
        return "Delivered"
    row = table.overrides.get(number)
    return "Delivered" if row is not None and row.get("Released") else "Quarantined"


def first_addresses(items: Sequence[Item], count: int) -> list[str]:
    """The addresses of the first mailboxes, in order."""
    return sorted(str(item.get("PrimarySmtpAddress")) for item in items[:count])
