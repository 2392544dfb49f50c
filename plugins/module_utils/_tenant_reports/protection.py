# Copyright (c) 2026 the m365.exchange contributors
# SPDX-License-Identifier: BSD-2-Clause
"""Which protection policy applies to each domain, and to a person: the first whose rule fits, in Microsoft's order.

That is the preset Strict, the preset Standard, custom policies by their priority, and then the default one, or what is
built in. Of one rule all kinds of conditions have to hold, and any exception takes out ("Order and precedence of email
protection" and "Recipient filters", Microsoft Learn, 2026). A domain has its sub-domains in it ("Preset security
policies", 2026). A rule is judged by what it says, never by a policy's name.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from .._dataclass import dataclass
from .._json_types import Json, Row
from .addresses_and_domains import DOMAINS_READ
from .people_and_groups import GROUP_LEVELS, Person, groups_around, lines_of_nameless_groups
from .report_definition import (
    UNKNOWN_VALUE,
    Line,
    Part,
    Read,
    ReportAnswers,
    TenantReport,
    property_of,
    texts_of_property,
)

_RULE_CONDITIONS = ("SentTo", "SentToMemberOf", "RecipientDomainIs")
_RULE_COLUMNS = (
    "Name",
    "Identity",
    "State",
    "Priority",
    *_RULE_CONDITIONS,
    *(f"ExceptIf{name}" for name in _RULE_CONDITIONS),
)


@dataclass(frozen=True)
class ProtectionKind:
    """A kind of protection: the noun of its policies and rules, and the read of the presets that name it."""

    title: str
    noun: str
    presets: str

    @property
    def policy(self) -> str:
        """The noun of its policies, and the property of a rule that names one."""
        return f"{self.noun}Policy"


PROTECTIONS = (
    ProtectionKind("Phishing", "AntiPhish", "eop"),
    ProtectionKind("Spam", "HostedContentFilter", "eop"),
    ProtectionKind("Malware", "MalwareFilter", "eop"),
    ProtectionKind("Safe Attachments", "SafeAttachment", "atp"),
    ProtectionKind("Safe Links", "SafeLinks", "atp"),
)


@dataclass(frozen=True)
class ProtectedSubject:
    """A domain, or one person in it, with the names of the person's groups."""

    name: str
    domain: str
    person: Person | None = None
    groups: frozenset[str] = frozenset()


def rule_fits(rule: Row, subject: ProtectedSubject) -> bool | None:
    """Whether a rule is for the subject: None where it is for some in a domain, and not for all."""
    if any(_condition_holds(rule, f"ExceptIf{name}", subject) is True for name in _RULE_CONDITIONS):
        return False
    answers = [_condition_holds(rule, name, subject) for name in _RULE_CONDITIONS if texts_of_property(rule.get(name))]
    if any(answer is False for answer in answers):
        return False
    partly = any(_condition_holds(rule, f"ExceptIf{name}", subject) is None for name in _RULE_CONDITIONS)
    return None if partly or any(answer is None for answer in answers) else True


def _condition_holds(rule: Row, name: str, subject: ProtectedSubject) -> bool | None:
    """Whether one condition holds; of a domain None where it names people or groups."""
    values = texts_of_property(rule.get(name))
    if not values:
        return False
    if name.endswith("RecipientDomainIs"):
        return any(f".{subject.domain}".casefold().endswith(f".{value}".casefold()) for value in values)
    if subject.person is None:
        in_it = [
            value for value in values if "@" not in value or value.casefold().endswith(f"@{subject.domain.casefold()}")
        ]
        return None if in_it or name.endswith("MemberOf") else False
    if name.endswith("SentTo"):
        return any(subject.person.is_called(value) for value in values)
    return any(value.casefold() in subject.groups for value in values)


def _is_rule_on(rule: Row) -> bool:
    return rule.get("State") != "Disabled"


def _priority_of_rule(rule: Row) -> int:
    value = rule.get("Priority")
    return value if isinstance(value, int) else 1_000_000


def _policies_in_order(kind: ProtectionKind, answers: ReportAnswers) -> list[tuple[str, Row, str]]:
    """All rules in their order, each with what it is and the policy that it gives.

    :raises NotRead: one of the reads that it takes failed.
    """
    sources = (("preset", kind.presets), ("custom", f"{kind.noun}Rule"), ("built in", "built_in"))
    return [
        (how, rule, str(rule[kind.policy]))
        for how, name in sources
        for rule in sorted(answers.rows(name), key=_priority_of_rule)
        if _is_rule_on(rule) and rule.get(kind.policy)
    ]


def _default_policy(kind: ProtectionKind, answers: ReportAnswers) -> str | None:
    """The policy of whoever no rule is for; unknown where one of a kind that has a default does not show whether it is
    that. Safe Attachments and Safe Links have none."""
    defaults = {str(row.get("Name")): property_of(row, "IsDefault") for row in answers.rows(kind.policy)}
    hidden = UNKNOWN_VALUE if kind.presets == "eop" and UNKNOWN_VALUE in defaults.values() else None
    return next((name for name, is_default in defaults.items() if is_default is True), hidden)


def _line_of_protection(kind: ProtectionKind, subject: ProtectedSubject, answers: ReportAnswers) -> Line:
    some: list[Json] = []
    values: dict[str, Json] = {"protection": kind.title, "policy": None, "by": None, "rule": None, "some_have": some}
    for how, rule, policy in _policies_in_order(kind, answers):
        fit = rule_fits(rule, subject)
        name = str(rule.get("Name") or rule.get("Identity"))
        if fit is None:
            some.append(policy)
        elif fit:
            values |= {"policy": policy, "by": how, "rule": name}
            if "State" not in rule and how != "built in":  # that one cannot be switched off
                return Line("unknown", subject.name, f"{policy}, {how}, if its rule is on.", values, kind.title)
            return Line("listed", subject.name, f"{policy}, {how}.", values, kind.title)
    default = _default_policy(kind, answers)
    if default == UNKNOWN_VALUE:
        values |= {"policy": UNKNOWN_VALUE}
        return Line("unknown", subject.name, "Which policy is the default one is not shown.", values, kind.title)
    if default is None:
        return Line("look", subject.name, "There is no policy for it.", values, kind.title)
    values |= {"policy": default, "by": "default"}
    return Line("listed", subject.name, f"{default}, default.", values, kind.title)


def _lines_of_protection(
    kind: ProtectionKind, subjects: Sequence[ProtectedSubject], answers: ReportAnswers
) -> Iterator[Line]:
    for subject in subjects:
        yield _line_of_protection(kind, subject, answers)


def _part_of_kind(kind: ProtectionKind) -> Part:
    def tell_of_domains(answers: ReportAnswers) -> Iterator[Line]:
        names = [str(row.get("DomainName")) for row in answers.rows("domains")]
        yield from _lines_of_protection(kind, [ProtectedSubject(name, name) for name in names], answers)
        person = answers.person
        if person is not None:
            yield from lines_of_nameless_groups(answers)
            around = groups_around(answers)
            groups = {text.casefold() for row, _through in around.values() for name in ("Name", "PrimarySmtpAddress",
                      "DisplayName", "DistinguishedName") for text in texts_of_property(row.get(name))}  # fmt: skip
            domain = person.address.rpartition("@")[2]
            yield from _lines_of_protection(
                kind, [ProtectedSubject(person.address, domain, person, frozenset(groups))], answers
            )

    levels = tuple(name for level in GROUP_LEVELS for name in level)
    return Part(f"protection.{kind.title.lower().replace(' ', '-')}", kind.title, tell_of_domains, levels)


PROTECTION = TenantReport(
    "protection",
    "Which protection policy applies to whom",
    tuple(_part_of_kind(kind) for kind in PROTECTIONS),
    (
        {
            "domains": DOMAINS_READ,
            "eop": Read("Get-EOPProtectionPolicyRule"),
            "built_in": Read("Get-ATPBuiltInProtectionRule"),
            "atp": Read("Get-ATPProtectionPolicyRule"),
            **{f"{kind.noun}Rule": Read(f"Get-{kind.noun}Rule", (*_RULE_COLUMNS, kind.policy)) for kind in PROTECTIONS},
            **{kind.policy: Read(f"Get-{kind.policy}", ("Name", "IsDefault"))
               for kind in PROTECTIONS},
            **GROUP_LEVELS[0],
        },
        *GROUP_LEVELS[1:],
    ),
)  # fmt: skip
