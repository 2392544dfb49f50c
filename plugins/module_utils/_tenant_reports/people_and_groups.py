# Copyright (c) 2026 the m365.exchange contributors
# SPDX-License-Identifier: BSD-2-Clause
"""Recipients by all of their names: rows name a person by an address here, by a display name there; and all groups of a
person: those that have the person as a member, those that have such a group as a member, and so on; dynamic groups by
who is in them now, and those around them; and the groups that the person owns.

Only groups that Exchange knows are found: a security group without an address is none of them. The members of groups
are looked for by their distinguished name (Microsoft's page on filterable properties of recipients, 2026). Kinds of
groups are named in what is asked: public scripts that find the Microsoft 365 groups of a person or a guest so name
GroupMailbox, and nobody says that they come without it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

from .._dataclass import dataclass
from .._errors._advice.reports import failure
from .._json_types import Row
from .report_definition import (
    Line,
    Part,
    Read,
    ReadRequest,
    ReportAnswers,
    TenantReport,
    name_of_row,
    property_of,
    texts_of_property,
)

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
_GROUP_COLUMNS = ("Name", "DisplayName", "PrimarySmtpAddress", "RecipientTypeDetails", "DistinguishedName")
_GROUP_KINDS = ("GroupMailbox", "MailUniversalDistributionGroup", "MailUniversalSecurityGroup", "MailNonUniversalGroup",
                "RoomList")  # fmt: skip
# Who owns a dynamic group is told, too; its members are asked for in another way.
_OWNED_GROUP_KINDS = (*_GROUP_KINDS, "DynamicDistributionGroup")
# As deep as groups are looked for in groups.
GROUP_DEPTH = 5
# Who is in dynamic groups is known after the second stage, so groups around these are looked for in the third one.
_LEVEL_AFTER_DYNAMIC = 3


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
    def of_recipient(cls, row: Row) -> Person:
        """Of a row of Get-Recipient."""
        address = row.get("PrimarySmtpAddress") or row.get("Name") or ""
        return cls(str(address), str(row.get("DistinguishedName") or ""), frozenset(names_of_recipient(row)))

    def is_called(self, text: str) -> bool:
        """Whether a text names this person."""
        return text.casefold() in self.names


def names_of_recipient(row: Row) -> set[str]:
    """All that a recipient is called, in lower case; addresses without their kind."""
    names = {text.casefold() for name in _PERSON_COLUMNS for text in texts_of_property(row.get(name))}
    addresses = {text.casefold().partition(":")[2] for text in texts_of_property(row.get("EmailAddresses"))}
    return (names | addresses) - {""}


@dataclass(frozen=True)
class People:
    """The address behind each name; names that several share lead to nobody."""

    addresses: Mapping[str, str | None]

    @classmethod
    def of_recipients(cls, rows: Iterable[Row]) -> People:
        """Of the rows of Get-Recipient."""
        addresses: dict[str, str | None] = {}
        for row in rows:
            address = next(iter(texts_of_property(row.get("PrimarySmtpAddress"))), None)
            for name in names_of_recipient(row):
                addresses[name] = address if addresses.get(name, address) == address else None
        return cls(addresses)

    def address_of(self, text: str) -> str:
        """The address of whom a text names, the text where that is nobody, or may be several."""
        return self.addresses.get(text.casefold()) or text


def _filter_on_name(property_name: str, distinguished_name: str) -> Mapping[str, object]:
    quoted = distinguished_name.replace("'", "''")
    return {"Filter": f"{property_name} -eq '{quoted}'"}


def _read_groups(kinds: Sequence[str], per: Callable[[ReportAnswers], Iterator[ReadRequest]]) -> Read:
    return Read("Get-Recipient", _GROUP_COLUMNS, {"RecipientTypeDetails": list(kinds)}, per)


def _groups_of_person(property_name: str) -> Callable[[ReportAnswers], Iterator[ReadRequest]]:
    def requests(answers: ReportAnswers) -> Iterator[ReadRequest]:
        if answers.person is not None and answers.person.distinguished_name:
            yield ReadRequest(_filter_on_name(property_name, answers.person.distinguished_name), answers.person.address)

    return requests


def _groups_of_level(level: int) -> Callable[[ReportAnswers], Iterator[ReadRequest]]:
    """The groups around those that were found one level below, each group once."""

    def requests(answers: ReportAnswers) -> Iterator[ReadRequest]:
        asked_names = {
            row.get("DistinguishedName") for below in range(1, level - 1) for row in _rows_of_level(answers, below)
        }
        dynamic_groups = _dynamic_groups_around(answers) if level == _LEVEL_AFTER_DYNAMIC else []
        for row in (*_rows_of_level(answers, level - 1), *dynamic_groups):
            name = row.get("DistinguishedName")
            if isinstance(name, str) and name not in asked_names:
                asked_names.add(name)
                yield ReadRequest(_filter_on_name("Members", name), name_of_row(row), row)

    return requests


def _dynamic_groups_around(answers: ReportAnswers) -> list[Row]:
    """The dynamic groups in which the person is now; they may be members of others, as any group may."""
    person = answers.person
    return [
        request.row
        for request, rows in answers.each("dynamic_members")
        if person
        and any(person.is_called(text) for row in rows for text in texts_of_property(row.get("PrimarySmtpAddress")))
    ]


def _rows_of_level(answers: ReportAnswers, level: int) -> list[Row]:
    return [row for _request, rows in answers.each(f"level{level}") for row in rows]


GROUP_LEVELS: tuple[Mapping[str, Read], ...] = (
    {"level1": _read_groups(_GROUP_KINDS, _groups_of_person("Members"))},
    *({f"level{level}": _read_groups(_GROUP_KINDS, _groups_of_level(level))} for level in range(2, GROUP_DEPTH + 1)),
)


def groups_around(answers: ReportAnswers) -> dict[str, tuple[Row, list[str]]]:
    """The groups of the person by their distinguished names, each with the groups through which it has the person."""
    groups: dict[str, tuple[Row, list[str]]] = {}
    for level in range(1, GROUP_DEPTH + 1):
        for request, rows in answers.each(f"level{level}"):
            for row in rows:
                key = str(row.get("DistinguishedName") or name_of_row(row))
                through = groups.setdefault(key, (row, []))[1]
                if level > 1:
                    through.append(request.about)
    return groups


def lines_of_nameless_groups(answers: ReportAnswers) -> Iterator[Line]:
    """By what the groups of a person are looked for may be missing; then nothing was asked."""
    if answers.person is not None and not answers.person.distinguished_name:
        text = "The groups cannot be looked for: DistinguishedName is not shown."
        yield Line("unknown", answers.person.address, text)


def _lines_of_member(answers: ReportAnswers) -> Iterator[Line]:
    yield from lines_of_nameless_groups(answers)
    for row, through in groups_around(answers).values():
        text = f"A member through {', '.join(through)}." if through else "A member."
        yield Line("listed", name_of_row(row), text, {
            "type": property_of(row, "RecipientTypeDetails"), "through": list(through),
        })  # fmt: skip
    if _rows_of_level(answers, GROUP_DEPTH):
        yield Line("unknown", "", f"There may be more around these: it looks {GROUP_DEPTH} levels deep.")


def _lines_of_dynamic_groups(answers: ReportAnswers) -> Iterator[Line]:
    answers.rows("dynamic_groups")
    for row in _dynamic_groups_around(answers):
        yield Line("listed", name_of_row(row), "A member by the group's conditions.", {"type": "dynamic"})


def _lines_of_owner(answers: ReportAnswers) -> Iterator[Line]:
    yield from lines_of_nameless_groups(answers)
    for _request, rows in answers.each("owner"):
        for row in rows:
            yield Line("listed", name_of_row(row), "An owner.", {"type": property_of(row, "RecipientTypeDetails")})


def _ask_per_dynamic_group(answers: ReportAnswers) -> Iterator[ReadRequest]:
    for row in answers.rows("dynamic_groups"):
        yield ReadRequest({"Identity": row.get("PrimarySmtpAddress") or row.get("Name")}, name_of_row(row), row)


_ALL_LEVELS = tuple(name for level in GROUP_LEVELS for name in level)
_FIRST_READS: Mapping[str, Read] = {
    "owner": _read_groups(_OWNED_GROUP_KINDS, _groups_of_person("ManagedBy")),
    "dynamic_groups": Read("Get-DynamicDistributionGroup", ("Name", "PrimarySmtpAddress", "DistinguishedName")),
}
_SECOND_READS: Mapping[str, Read] = {
    "dynamic_members": Read("Get-DynamicDistributionGroupMember", ("PrimarySmtpAddress",), per=_ask_per_dynamic_group),
}
GROUPS = TenantReport(
    "groups",
    "All groups of a person",
    (
        Part("groups.member", "Groups that the person is in", _lines_of_member, _ALL_LEVELS),
        Part("groups.dynamic", "Dynamic groups", _lines_of_dynamic_groups, ("dynamic_members",)),
        Part("groups.owner", "Groups that the person owns", _lines_of_owner, ("owner",)),
    ),
    ({**GROUP_LEVELS[0], **_FIRST_READS}, {**GROUP_LEVELS[1], **_SECOND_READS}, *GROUP_LEVELS[2:]),
    needs_person=True,
)
