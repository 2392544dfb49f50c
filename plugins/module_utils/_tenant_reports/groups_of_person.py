# Copyright (c) 2026 the m365.exchange contributors
# SPDX-License-Identifier: BSD-2-Clause
"""All groups of a person: those that have the person as a member, those that have such a group as a member, and so on;
dynamic groups by who is in them now; and the groups that the person owns.

Only groups that Exchange knows are found: a security group without an address is none of them. The members of groups
are looked for by their distinguished name (Microsoft's page on filterable properties of recipients, 2026). Kinds of
groups are named in what is asked: public scripts that find the Microsoft 365 groups of a person or a guest so name
GroupMailbox, and nobody says that they come without it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence

from .._json_types import Row
from .reads_and_parts import (
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

_GROUP_COLUMNS = ("Name", "DisplayName", "PrimarySmtpAddress", "RecipientTypeDetails", "DistinguishedName")
_GROUP_KINDS = ("GroupMailbox", "MailUniversalDistributionGroup", "MailUniversalSecurityGroup", "MailNonUniversalGroup",
                "RoomList")  # fmt: skip
# Who owns a dynamic group is told, too; its members are asked for in another way.
_OWNED_GROUP_KINDS = (*_GROUP_KINDS, "DynamicDistributionGroup")
# As deep as groups are looked for in groups.
GROUP_DEPTH = 5


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
        seen = {row.get("DistinguishedName") for below in range(1, level - 1) for row in _rows_of_level(answers, below)}
        for row in _rows_of_level(answers, level - 1):
            name = row.get("DistinguishedName")
            if isinstance(name, str) and name not in seen:
                seen.add(name)
                yield ReadRequest(_filter_on_name("Members", name), name_of_row(row), row)

    return requests


def _rows_of_level(answers: ReportAnswers, level: int) -> list[Row]:
    return [row for _asked, rows in answers.each(f"level{level}") for row in rows]


GROUP_LEVELS: tuple[Mapping[str, Read], ...] = (
    {"level1": _read_groups(_GROUP_KINDS, _groups_of_person("Members"))},
    *({f"level{level}": _read_groups(_GROUP_KINDS, _groups_of_level(level))} for level in range(2, GROUP_DEPTH + 1)),
)


def groups_around(answers: ReportAnswers) -> dict[str, tuple[Row, list[str]]]:
    """The groups of the person by their distinguished names, each with the groups through which it has the person."""
    found: dict[str, tuple[Row, list[str]]] = {}
    for level in range(1, GROUP_DEPTH + 1):
        for asked, rows in answers.each(f"level{level}"):
            for row in rows:
                key = str(row.get("DistinguishedName") or name_of_row(row))
                through = found.setdefault(key, (row, []))[1]
                if level > 1:
                    through.append(asked.about)
    return found


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
    for asked, rows in answers.each("dynamic_members"):
        person = answers.person
        if person and any(
            person.is_called(text) for row in rows for text in texts_of_property(row.get("PrimarySmtpAddress"))
        ):
            yield Line("listed", asked.about, "A member by the group's conditions.", {"type": "dynamic"})


def _lines_of_owner(answers: ReportAnswers) -> Iterator[Line]:
    yield from lines_of_nameless_groups(answers)
    for _asked, rows in answers.each("owner"):
        for row in rows:
            yield Line("listed", name_of_row(row), "An owner.", {"type": property_of(row, "RecipientTypeDetails")})


def _ask_per_dynamic_group(answers: ReportAnswers) -> Iterator[ReadRequest]:
    for row in answers.rows("dynamic_groups"):
        yield ReadRequest({"Identity": row.get("PrimarySmtpAddress") or row.get("Name")}, name_of_row(row), row)


_ALL_LEVELS = tuple(name for level in GROUP_LEVELS for name in level)
_FIRST_READS: Mapping[str, Read] = {
    "owner": _read_groups(_OWNED_GROUP_KINDS, _groups_of_person("ManagedBy")),
    "dynamic_groups": Read("Get-DynamicDistributionGroup", ("Name", "PrimarySmtpAddress")),
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
