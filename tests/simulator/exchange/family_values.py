# Copyright (c) 2026 the m365.exchange contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Two values for any parameter by its documented type, and whether a row shows what was written."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal

from simulator.exchange.tenant import TABLE, TAG, Tenant
from simulator.exchange.test_families import EXTRA, create, service_of

from exo_simulator.exchange import CmdletError
from exo_simulator.exchange.catalogue import MANDATORY, Cmdlet, Parameter, of_noun
from exo_simulator.exchange.families import family
from exo_simulator.exchange.kinds import Kind, type_info
from exo_simulator.exchange.targets import Target, target_of

TEXTS = frozenset([Kind.STRING, Kind.IDENTITY])
PEOPLE = ("AdeleV", "AlexW")
ADDRESSES, DOMAINS = ("ann@fabrikam.com", "ben@fabrikam.com"), ("fabrikam.com", "adatum.com")
NETWORKS, FILTERS = ("192.168.0.1/25", "192.168.1.1"), ("Department -eq 'Sales'", "Department -eq 'Legal'")
# Texts of which the parameter's type, or its name, tells the syntax.
OF_TYPE = {
    "ProxyAddress": ADDRESSES,
    "SmtpAddress": ADDRESSES,
    "SmtpDomain": DOMAINS,
    "SmtpDomainWithSubdomains": DOMAINS,
}
OF_NAME = {
    "Alias": ("one.example", "another.example"),
    "IPAllowList": NETWORKS,
    "IPBlockList": NETWORKS,
    "SegmentAllowedFilter": FILTERS,
    "SenderIPAddresses": NETWORKS,
    "UserGroupFilter": FILTERS,
}
TWO: dict[Kind, tuple[Any, Any]] = {
    Kind.SWITCH: (True, False),
    Kind.BOOL: (True, False),
    Kind.INT: (5, 6),
    Kind.STRING: ("One example", "Another example"),
    Kind.ENUM: ("One", "Other"),
    Kind.IDENTITY: ("One example", "Another example"),
    Kind.SIZE: ("20 MB", "30 MB"),
    Kind.SPAN: ("1.00:00:00", "2.00:00:00"),
    Kind.INSTANT: ("2027-01-31T00:00:00Z", "2027-02-28T12:00:00Z"),
    Kind.GUID: ("3f2504e0-4f89-11d3-9a0c-0305e82c3301", "3f2504e0-4f89-11d3-9a0c-0305e82c3302"),
    Kind.BYTES: ([1, 2, 3], [4, 5, 6]),
    Kind.TABLE: ({TAG: TABLE, "key": "one"}, {TAG: TABLE, "key": "other"}),
    Kind.SECRET: ("AAAA", "BBBB"),
}
SHOWN = {
    "20 MB": "20 MB (20,971,520 bytes)",
    "30 MB": "30 MB (31,457,280 bytes)",
    "2027-01-31T00:00:00Z": "2027-01-31T00:00:00.0000000+00:00",
    "2027-02-28T12:00:00Z": "2027-02-28T12:00:00.0000000+00:00",
}


@dataclass(frozen=True)
class Written:
    """A value as it is sent and what a row shows for it: any of ``shown``, each a value or the names of an object.

    ``holds`` is an entry that the list has, among others. ``is_new`` is False where there is no second value.
    """

    sent: Any
    shown: tuple[Any, ...]
    holds: Any = None
    is_new: bool = True

    def is_shown(self, value: Any) -> bool:
        """Whether the row's value is the one that was written."""
        if self.holds is not None:
            return isinstance(value, list) and self.holds in value
        return any(same(value, one) for one in self.shown)

    def entries(self) -> list[Written]:
        """A list's entries, one by one."""
        (shown,) = self.shown
        return [Written(one, (seen,)) for one, seen in zip(self.sent, shown, strict=True)]

    def is_among(self, value: Any) -> bool:
        """Whether a list has the value."""
        return any(self.is_shown(entry) for entry in value or ())


class Names(frozenset[str]):
    """The texts by which one object may be shown."""


def same(shown: Any, expected: Any) -> bool:
    """The same value; a number may be a text, where Unlimited is possible, and an object has several names."""
    if isinstance(expected, Names):
        return shown in expected
    if isinstance(expected, list) and isinstance(shown, list):
        return len(expected) == len(shown) and all(map(same, shown, expected))
    number = isinstance(expected, int) and not isinstance(expected, bool)
    plain = isinstance(shown, bool) == isinstance(expected, bool) and bool(shown == expected)
    return plain or (number and shown == str(expected))


class Values:
    """Values for the parameters of one tenant's cmdlets; ``own`` are pairs for single parameters, by their names."""

    def __init__(self, tenant: Tenant, own: Mapping[str, list[Any]]) -> None:
        self.tenant = tenant
        self.own = own
        self.at: Literal["exchange", "compliance"] = "exchange"
        self._objects: dict[str, list[Mapping[str, Any]]] = {}

    def written(self, cmdlet: Cmdlet, parameter: Parameter, place: int) -> Written:
        """The first (0) or the second (1) value of the parameter."""
        info = type_info(parameter)
        if parameter.name in self.own:
            own = self.own[parameter.name]
            return as_written(own[min(place, len(own) - 1)], is_new=place < len(own))
        target = target_of(family(cmdlet.noun), parameter)
        if target is not None:
            return named(self.objects(target)[place], many=info.many)
        one, is_new = TWO[info.kind][place], True
        texts = OF_NAME.get(parameter.name) or OF_TYPE.get(info.name.rpartition(".")[2])
        one = texts[place] if texts else one
        if info.members:
            one, is_new = info.members[min(place, len(info.members) - 1)], place < len(info.members)
        shown = {key: entry for key, entry in one.items() if key != TAG} if isinstance(one, dict) else one
        shown = SHOWN.get(str(one), shown)
        return Written([one], ([shown],), is_new=is_new) if info.many else Written(one, (shown,), is_new=is_new)

    def fresh(self, cmdlet: Cmdlet, parameter: Parameter) -> Written:
        """A value for a mandatory parameter; a policy that has one rule at most is a new one each time."""
        target = target_of(family(cmdlet.noun), parameter)
        if target is None or family(cmdlet.noun).policy != parameter.name:
            return self.written(cmdlet, parameter, 0)
        return named(self._made(target.nouns[0], f"{parameter.name} {len(self._objects)}"), many=False)

    def objects(self, target: Target) -> list[Mapping[str, Any]]:
        """Two objects that a reference may name."""
        noun = "Mailbox" if "Mailbox" in target.nouns else target.nouns[0]
        if noun not in self._objects:
            self._objects[noun] = [self._object(noun, place) for place in (0, 1)]
        return self._objects[noun]

    def _object(self, noun: str, place: int) -> Mapping[str, Any]:
        if noun == "Mailbox":
            return self.tenant.one("Get-Mailbox", Identity=PEOPLE[place])
        if noun == "AcceptedDomain":
            domain: Mapping[str, Any] = self.tenant.run("Get-AcceptedDomain").rows[place]
            return domain
        verbs = of_noun(noun)
        if "New" not in verbs or family(noun).kind != "crud" or self._service(noun) not in verbs["New"].services:
            row: Mapping[str, Any] = self.tenant.run(f"Get-{noun}", self._service(noun)).rows[place]
            return row
        return self._made(noun, f"{noun} to name {place}")

    def _made(self, noun: str, name: str) -> Mapping[str, Any]:
        """A new object; where the service has one of its kind at most, that one."""
        maker = of_noun(noun)["New"]
        texts = [one for one in maker.parameters.values() if one.flags & MANDATORY and type_info(one).kind in TEXTS]
        own = {one.name: name for one in texts if not type_info(one).many and target_of(family(noun), one) is None}
        given = {
            **{key: value for key, value in own.items() if key not in EXTRA.get(noun, {})},
            **self._named(noun, name),
        }
        try:
            row = create(self.tenant, noun, **given)
        except CmdletError:
            row = self.tenant.run(f"Get-{noun}", service_of(noun)).rows[0]
        self._objects.setdefault(f"made {noun} {name}", [row])
        return row

    def _service(self, noun: str) -> Literal["exchange", "compliance"]:
        """Where the noun's objects are that a cmdlet of this service names."""
        return self.at if self.at in of_noun(noun)["Get"].services else service_of(noun)

    def _named(self, noun: str, name: str) -> dict[str, Any]:
        return {"Name": name} if of_noun(noun)["New"].parameter("Name") else {}


def named(row: Mapping[str, Any], *, many: bool) -> Written:
    """A reference to the object."""
    name = str(row.get("PrimarySmtpAddress") or row.get("Guid") or row["Name"])
    return Written([name], ([names_of(row)],)) if many else Written(name, (names_of(row),))


def as_written(value: Any, *, is_new: bool = True) -> Written:
    """Of a table of data: a value, or a map of what is sent and what is shown, or a file."""
    if isinstance(value, dict) and "xml" in value:
        return Written(list(value["xml"].encode()), (value["xml"],), is_new=is_new)
    if isinstance(value, dict) and "sent" in value:
        return Written(value["sent"], (value.get("shown"),), value.get("holds"), is_new)
    return Written(value, (value,), is_new=is_new)


def names_of(row: Mapping[str, Any]) -> Names:
    """Every text by which an object may be shown."""
    keys = ("Name", "Guid", "Identity", "Id", "DisplayName", "PrimarySmtpAddress", "DistinguishedName", "DomainName")
    found = [str(row[key]) for key in keys if row.get(key)]
    outlook = f'"{row.get("DisplayName")}" [EX:{row.get("LegacyExchangeDN")}]'
    return Names([*found, outlook])
