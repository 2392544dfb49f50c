# Copyright (c) 2026 the m365.exchange contributors
# SPDX-License-Identifier: BSD-2-Clause
"""Which protection policy applies to each domain, and to a person: the first whose rule fits, in Microsoft's order.

That is the preset Strict, the preset Standard, custom policies by their priority, and then the default one, or what is
built in. Of one rule all kinds of conditions have to hold, and any exception takes out ("Order and precedence of email
protection" and "Recipient filters", Microsoft Learn, 2026). A rule is judged by what it says, never by a policy's name.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from .._dataclass import dataclass
from .._json_types import Json, Row
from .addresses import DOMAINS
from .groups import LEVELS, groups_around, nameless
from .people import Person
from .shape import UNKNOWN, Answers, Line, Part, Read, Report, property_of, texts_in

_CONDITIONS = ("SentTo", "SentToMemberOf", "RecipientDomainIs")
_RULE = ("Name", "Identity", "State", "Priority", *_CONDITIONS, *(f"ExceptIf{name}" for name in _CONDITIONS))


@dataclass(frozen=True)
class Kind:
    """A kind of protection: the noun of its policies and rules, and the read of the presets that name it."""

    title: str
    noun: str
    presets: str

    @property
    def policy(self) -> str:
        """The noun of its policies, and the property of a rule that names one."""
        return f"{self.noun}Policy"


KINDS = (
    Kind("Phishing", "AntiPhish", "eop"),
    Kind("Spam", "HostedContentFilter", "eop"),
    Kind("Malware", "MalwareFilter", "eop"),
    Kind("Safe Attachments", "SafeAttachment", "atp"),
    Kind("Safe Links", "SafeLinks", "atp"),
)


@dataclass(frozen=True)
class Subject:
    """A domain, or one person in it, with the names of the person's groups."""

    name: str
    domain: str
    person: Person | None = None
    groups: frozenset[str] = frozenset()


def fits(rule: Row, subject: Subject) -> bool | None:
    """Whether a rule is for the subject: None where it is for some in a domain, and not for all."""
    if any(_holds(rule, f"ExceptIf{name}", subject) is True for name in _CONDITIONS):
        return False
    said = [_holds(rule, name, subject) for name in _CONDITIONS if texts_in(rule.get(name))]
    if any(one is False for one in said):
        return False
    partly = any(_holds(rule, f"ExceptIf{name}", subject) is None for name in _CONDITIONS)
    return None if partly or any(one is None for one in said) else True


def _holds(rule: Row, name: str, subject: Subject) -> bool | None:
    """Whether one condition holds; of a domain None where it names people or groups."""
    values = texts_in(rule.get(name))
    if not values:
        return False
    if name.endswith("RecipientDomainIs"):
        return subject.domain.casefold() in {one.casefold() for one in values}
    if subject.person is None:
        in_it = [one for one in values if "@" not in one or one.casefold().endswith(f"@{subject.domain.casefold()}")]
        return None if in_it or name.endswith("MemberOf") else False
    if name.endswith("SentTo"):
        return any(subject.person.is_called(one) for one in values)
    return any(one.casefold() in subject.groups for one in values)


def _is_on(rule: Row) -> bool:
    return rule.get("State") != "Disabled"


def _priority(rule: Row) -> int:
    value = rule.get("Priority")
    return value if isinstance(value, int) else 1_000_000


def _candidates(kind: Kind, answers: Answers) -> list[tuple[str, Row, str]]:
    """All rules in their order, each with what it is and the policy that it gives.

    :raises NotRead: one of the reads that it takes failed.
    """
    sources = (("preset", kind.presets), ("custom", f"{kind.noun}Rule"), ("built in", "built_in"))
    return [
        (how, rule, str(rule[kind.policy]))
        for how, name in sources
        for rule in sorted(answers.rows(name), key=_priority)
        if _is_on(rule) and rule.get(kind.policy)
    ]


def _default(kind: Kind, answers: Answers) -> str | None:
    """The policy of whoever no rule is for; unknown where one of a kind that has a default does not show whether it is
    that. Safe Attachments and Safe Links have none."""
    known = {str(row.get("Name")): property_of(row, "IsDefault") for row in answers.rows(kind.policy)}
    hidden = UNKNOWN if kind.presets == "eop" and UNKNOWN in known.values() else None
    return next((name for name, is_default in known.items() if is_default is True), hidden)


def _line(kind: Kind, subject: Subject, answers: Answers) -> Line:
    some: list[Json] = []
    values: dict[str, Json] = {"protection": kind.title, "policy": None, "by": None, "rule": None, "some_have": some}
    for how, rule, policy in _candidates(kind, answers):
        fit = fits(rule, subject)
        name = str(rule.get("Name") or rule.get("Identity"))
        if fit is None:
            some.append(policy)
        elif fit:
            values |= {"policy": policy, "by": how, "rule": name}
            if "State" not in rule and how != "built in":  # that one cannot be switched off
                return Line("unknown", subject.name, f"{policy}, {how}, if its rule is on.", values, kind.title)
            return Line("listed", subject.name, f"{policy}, {how}.", values, kind.title)
    default = _default(kind, answers)
    if default == UNKNOWN:
        values |= {"policy": UNKNOWN}
        return Line("unknown", subject.name, "Which policy is the default one is not shown.", values, kind.title)
    if default is None:
        return Line("look", subject.name, "There is no policy for it.", values, kind.title)
    values |= {"policy": default, "by": "default"}
    return Line("listed", subject.name, f"{default}, default.", values, kind.title)


def _lines(kind: Kind, subjects: Sequence[Subject], answers: Answers) -> Iterator[Line]:
    for one in subjects:
        yield _line(kind, one, answers)


def _of_kind(kind: Kind) -> Part:
    def tell_of_domains(answers: Answers) -> Iterator[Line]:
        names = [str(row.get("DomainName")) for row in answers.rows("domains")]
        yield from _lines(kind, [Subject(name, name) for name in names], answers)
        person = answers.person
        if person is not None:
            yield from nameless(answers)
            around = groups_around(answers)
            groups = {text.casefold() for row, _through in around.values() for name in ("Name", "PrimarySmtpAddress",
                      "DisplayName", "DistinguishedName") for text in texts_in(row.get(name))}  # fmt: skip
            domain = person.address.rpartition("@")[2]
            yield from _lines(kind, [Subject(person.address, domain, person, frozenset(groups))], answers)

    levels = tuple(name for level in LEVELS for name in level)
    return Part(f"protection.{kind.title.lower().replace(' ', '-')}", kind.title, tell_of_domains, levels)


PROTECTION = Report(
    "protection",
    "Which protection policy applies to whom",
    tuple(_of_kind(kind) for kind in KINDS),
    (
        {
            "domains": DOMAINS,
            "eop": Read("Get-EOPProtectionPolicyRule"),
            "built_in": Read("Get-ATPBuiltInProtectionRule"),
            "atp": Read("Get-ATPProtectionPolicyRule"),
            **{f"{kind.noun}Rule": Read(f"Get-{kind.noun}Rule", (*_RULE, kind.policy)) for kind in KINDS},
            **{kind.policy: Read(f"Get-{kind.policy}", ("Name", "IsDefault"))
               for kind in KINDS},
            **LEVELS[0],
        },
        *LEVELS[1:],
    ),
)  # fmt: skip
