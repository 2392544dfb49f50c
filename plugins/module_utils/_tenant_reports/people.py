# Copyright (c) 2026 the m365.exchange contributors
# SPDX-License-Identifier: BSD-2-Clause
"""Recipients by all of their names: rows name a person by an address here, by a display name there."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

from .._dataclass import dataclass
from .._errors._advice.reports import failure
from .._json_types import Row
from .reads_and_parts import Read, texts_of_property

_PERSON_COLUMNS = (
    "Name", "DisplayName", "Alias", "PrimarySmtpAddress", "WindowsLiveID", "Guid", "ExternalDirectoryObjectId",
    "DistinguishedName", "LegacyExchangeDN", "Identity",
)  # fmt: skip
RECIPIENT_COLUMNS = (*_PERSON_COLUMNS, "EmailAddresses", "RecipientTypeDetails")
RECIPIENTS_READ = Read("Get-Recipient", RECIPIENT_COLUMNS)

# Names may have nearly any character, so only what is clearly no name of one recipient is told for that.
_PERSON_ADDRESS = re.compile(r"[^\s@,;]+@[^\s@,;.]+\.[^\s@,;]+")
_HALF_ADDRESS = re.compile(r"@[^\s@]+\.[^\s@]+|[^\s@]+@")
_BETWEEN_NAMES = re.compile(r"[\s,;]+")


def name_of_person(text: str) -> str:
    """What one person is called, as a task names them; empty for nobody. Whether there is such a recipient only the
    service knows.

    :raises Failure: ``report-person-not-valid`` where the text can be nobody's name, or names several.
    """
    name = text.strip()
    parts = _BETWEEN_NAMES.split(name)
    problem = ""
    if any(character < " " for character in name):
        problem = "it has a line break or another control character in it"
    elif not any(map(str.isalnum, name)):
        problem = "it has no letter and no digit"
    elif _HALF_ADDRESS.fullmatch(name):
        problem = "it is only half of an address"
    elif len(parts) > 1 and all(map(_PERSON_ADDRESS.fullmatch, parts)):
        problem = "these are several addresses"
    if name and problem:
        raise failure("report-person-not-valid", person=name, problem=problem)
    return name


@dataclass(frozen=True)
class Person:
    """Who a report is about."""

    address: str
    distinguished_name: str
    names: frozenset[str]

    @classmethod
    def of(cls, row: Row) -> Person:
        """Of a row of Get-Recipient."""
        address = row.get("PrimarySmtpAddress") or row.get("Name") or ""
        return cls(str(address), str(row.get("DistinguishedName") or ""), frozenset(names_of_recipient(row)))

    def is_called(self, text: str) -> bool:
        """Whether a text names this person."""
        return text.casefold() in self.names


def names_of_recipient(row: Row) -> set[str]:
    """All that a recipient is called, in lower case; addresses without their kind."""
    own = {text.casefold() for name in _PERSON_COLUMNS for text in texts_of_property(row.get(name))}
    addresses = {text.casefold().partition(":")[2] for text in texts_of_property(row.get("EmailAddresses"))}
    return (own | addresses) - {""}


@dataclass(frozen=True)
class People:
    """The address behind each name; names that several share lead to nobody."""

    addresses: Mapping[str, str | None]

    @classmethod
    def of(cls, rows: Iterable[Row]) -> People:
        """Of the rows of Get-Recipient."""
        found: dict[str, str | None] = {}
        for row in rows:
            address = next(iter(texts_of_property(row.get("PrimarySmtpAddress"))), None)
            for name in names_of_recipient(row):
                found[name] = address if found.get(name, address) == address else None
        return cls(found)

    def address_of(self, text: str) -> str:
        """The address of whom a text names, the text where that is nobody, or may be several."""
        return self.addresses.get(text.casefold()) or text
