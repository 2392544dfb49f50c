# Copyright (c) 2026 the m365.exchange contributors
# SPDX-License-Identifier: BSD-2-Clause
"""What is known of a cmdlet, its services and parameters: Microsoft's pages, and what was seen in the service besides;
and whether it reads, or writes, or writes in a way that could be repeated.

It never refuses a name: the service may know more. What is known beyond these (roles, retirements, paging) has a file
each; ``did_you_mean.py`` has what may have been meant by a name that is not here.
"""

from __future__ import annotations

import base64
import re
import zlib
from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from types import MappingProxyType
from typing import Literal, NamedTuple

from .._dataclass import dataclass
from .cmdlets_data import PACKED

_SERVICES_OF_MARK: Mapping[str, frozenset[str]] = {
    "e": frozenset({"exchange"}),
    "c": frozenset({"compliance"}),
    "ee": frozenset({"exchange", "protection"}),
    "ec": frozenset({"exchange", "compliance"}),
    "ece": frozenset({"exchange", "compliance", "protection"}),
}
SERVICE_TITLES: Mapping[str, str] = {
    "exchange": "Exchange Online",
    "compliance": "Security & Compliance",
    "protection": "Exchange Online Protection",
}
_PARAMETER_RECORD = re.compile(r"(?P<name>\w+):(?P<type>\d+)(?P<marks>[-!?+*~^]*)(?:@(?P<position>\d+))?")
_CMDLET_NAME = re.compile(r"[A-Za-z]+-[A-Za-z0-9]+")
FIRST_LINE_OF_RECORD = re.compile(r"^([a-z0-9]+-[a-z0-9]+) (\S+) (\S+)", re.MULTILINE)

# The cmdlet that shows what a write did, where it is not the Get- of the same noun.
_SHOWN_BY: Mapping[str, str] = {
    "dnssecforverifieddomain": "Get-DnssecStatusForVerifiedDomain",
    "smtpdaneinbound": "Get-SmtpDaneInboundStatus",
    "ipv6foraccepteddomain": "Get-IPv6StatusForAcceptedDomain",
    "softdeletedmailbox": "Get-Mailbox",
    "softdeletedunifiedgroup": "Get-UnifiedGroup",
    "organizationcustomization": "Get-OrganizationConfig",
    "transportrulecollection": "Get-TransportRule",
    "dlppolicycollection": "Get-DlpPolicy",
    "quarantinepermissions": "Get-QuarantinePolicy",
    "omemessagerevocation": "Get-OMEMessageStatus",
    "mailboxauditlogsearch": "Get-AuditLogSearch",
    "informationbarrierpoliciesapplication": "Get-InformationBarrierPoliciesApplicationStatus",
    "adminauditlog": "Search-UnifiedAuditLog",
}

# PowerShell's name for anything: the type of a parameter whose own nobody has told.
UNKNOWN_TYPE = "Object"
# What the service wants encrypted with a key of its own.
SECRET_TYPES = frozenset({"SecureString", "PSCredential"})

# Whether a parameter's words are alternatives of which one is chosen, or make a set; None where nobody has told. Of two
# alternatives .NET makes a third word without a complaint: Monday, which is 1, and Tuesday, which is 2, become
# Wednesday, which is 3 (measured, PowerShell 7.6.9).
Choice = Literal["one", "set"]
_CHOICE_OF_MARK: Mapping[str, Choice] = {"=": "one", "&": "set"}


# Cmdlets have up to 250 of them, and a tuple is made in a third of the time of a frozen dataclass.
class Parameter(NamedTuple):
    """One parameter. ``type`` is Microsoft's short .NET name, such as Switch or MultiValuedProperty.

    ``mandatory_in_some_set`` is true where only some of the cmdlet's parameter sets demand it; ``position`` is
    its place on a command line, counted from 0 or from 1 as the documentation of the cmdlet does;
    ``adds_and_removes`` tells that a map with Add and Remove is documented for it; ``nullable`` that null says "not
    configured". ``documented``: it has a page; ``corrected``: others have seen it otherwise than its page says;
    ``served``: an application whose list of parameters is known had it.
    """

    name: str
    type: str
    mandatory: bool = False
    mandatory_in_some_set: bool = False
    position: int | None = None
    adds_and_removes: bool = False
    nullable: bool = False
    documented: bool = True
    corrected: bool = False
    served: bool = True
    choice: Choice | None = None

    @property
    def is_sure(self) -> bool:
        """Whether what is known of it may decide: it has a page, and nobody has seen otherwise."""
        return self.documented and self.served and not self.corrected

    @property
    def has_type(self) -> bool:
        """Whether anybody has told its type."""
        return self.type != UNKNOWN_TYPE


@dataclass(frozen=True)
class Cmdlet:
    """One cmdlet in Microsoft's spelling. ``client_module``: Microsoft's own module has it, the service has not.

    ``parameters`` are found by their name in lower case; none of a cmdlet that is not ``documented`` means that they
    are not known. ``asks_in_compliance`` is false where WhatIf does not work in Security & Compliance. ``apart`` are
    pairs of parameters that are never given together.
    """

    name: str
    services: frozenset[str]
    client_module: bool
    parameters: Mapping[str, Parameter]
    documented: bool = True
    asks_in_compliance: bool = True
    apart: tuple[tuple[str, str], ...] = ()

    @property
    def supports_confirm(self) -> bool:
        """Whether it may ask for confirmation, so that Confirm: false should be sent."""
        return self.has("Confirm")

    def has(self, parameter: str) -> bool:
        """Whether the parameter is known; upper and lower case make no difference."""
        return parameter.lower() in self.parameters

    def parameter(self, name: str) -> Parameter | None:
        """The parameter of that name, in any case."""
        return self.parameters.get(name.lower())


@lru_cache(maxsize=1)
def types() -> tuple[str, ...]:
    """The names of all types, in the order of their numbers."""
    return tuple(name.rstrip("=&") for name in _header_line(0).split("\t"))


@lru_cache(maxsize=1)
def _choice_of_types() -> tuple[Choice | None, ...]:
    return tuple(_CHOICE_OF_MARK.get(name[-1]) for name in _header_line(0).split("\t"))


@lru_cache(maxsize=1)
def guessed_nouns() -> frozenset[str]:
    """Nouns of Security & Compliance, in lower case, that others manage without a page; their spelling is a guess."""
    return frozenset(_header_line(1).split())


def _header_line(number: int) -> str:
    return _unpack_catalogue().split("\n", 2)[number]


@lru_cache(maxsize=1)
def records() -> str:
    """A line for each cmdlet, as the catalogue's data describes it, with a line feed in front of each."""
    text = _unpack_catalogue()
    return text[text.index("\n", text.index("\n") + 1) :]


@lru_cache(maxsize=1)
def _unpack_catalogue() -> str:
    # Two milliseconds, for the first who asks: most modules never do.
    return zlib.decompress(base64.b64decode(PACKED)).decode("ascii")


@lru_cache(maxsize=256)
def find(name: str) -> Cmdlet | None:
    """The cmdlet of that name, in any case; None if nobody has seen it."""
    lines = records() if _CMDLET_NAME.fullmatch(name) else ""
    start = lines.find(f"\n{name.lower()} ")
    if start < 0:
        return None
    _key, spelling, services, *records_of_parameters = lines[start + 1 : lines.index("\n", start + 1)].split()
    parameters = [_read_parameter_record(text) for text in records_of_parameters if text[0] != "|"]
    pairs = (text[1:].split(",") for text in records_of_parameters if text[0] == "|")
    return Cmdlet(
        name=spelling,
        services=_SERVICES_OF_MARK[services.rstrip("mun")],
        client_module="m" in services,
        parameters=MappingProxyType({parameter.name.lower(): parameter for parameter in parameters}),
        documented="u" not in services,
        asks_in_compliance="n" not in services,
        apart=tuple((first, second) for first, second in pairs),
    )


def _read_parameter_record(record: str) -> Parameter:
    fields = _PARAMETER_RECORD.fullmatch(record)
    if fields is None:
        raise ValueError(f"the catalogue's data is damaged at {record!r}")
    name, kind, marks, position = fields.groups()
    number = int(kind)
    return Parameter(
        name=name,
        type=types()[number],
        mandatory="!" in marks,
        mandatory_in_some_set="?" in marks,
        position=int(position) if position else None,
        adds_and_removes="+" in marks,
        nullable="*" in marks,
        documented="^" not in marks,
        corrected="~" in marks,
        served="-" not in marks,
        choice=_choice_of_types()[number],
    )


def service_for(name: str, offered: Sequence[str]) -> str:
    """The first of ``offered`` services that has the cmdlet, else the first: the service may know more than we do."""
    entry = find(name)
    if entry is None and is_guessed(name) and "compliance" in offered:
        return "compliance"
    return next((service for service in offered if entry and service in entry.services), offered[0])


def is_guessed(name: str) -> bool:
    """Whether a cmdlet is none that anybody has seen, but of a noun that others manage in Security & Compliance."""
    return name.lower().partition("-")[2] in guessed_nouns() and find(name) is None


@lru_cache(maxsize=1)
def all_names() -> tuple[str, ...]:
    """Every known cmdlet in Microsoft's spelling, in order; with those of its client module, and without a page."""
    return tuple(spelling for _key, spelling, _services in FIRST_LINE_OF_RECORD.findall(records()))


def read_cmdlet(name: str) -> str | None:
    """The cmdlet that shows what ``name`` may have changed; None if there is none."""
    noun = name.lower().partition("-")[2]
    shown_by = find(f"get-{noun}")
    return shown_by.name if shown_by and not shown_by.client_module else _SHOWN_BY.get(noun)


def titles(services: Iterable[str]) -> str:
    """Services by their names, for a sentence."""
    return " and ".join(SERVICE_TITLES[service] for service in sorted(services))


# All of the interface is POST, so nothing on the wire tells whether a cmdlet writes: the verb does, with exceptions by
# name, each with its reason. What is unknown counts as a write.
CmdletClass = Literal["read", "idempotent_write", "write"]

_READING_VERBS = frozenset({"get", "test", "search"})
_SETTING_VERBS = frozenset({"set"})

# Reads under another verb: they hand out what is there and leave it as it was.
_READS_BY_NAME: Mapping[str, str] = {
    "export-activityexplorerdata": "hands out activity records page by page",
    "export-contentexplorerdata": "hands out classified content's records page by page",
    "export-dlppolicycollection": "hands out the DLP policies as a file's bytes",
    "export-fileplanproperty": "hands out the file plan",
    "export-mailboxdiagnosticlogs": "hands out a mailbox's logs",
    "export-migrationreport": "hands out a finished report as a file's bytes",
    "export-quarantinemessage": "hands out a message; it stays in quarantine",
    "export-transportrulecollection": "hands out the rules as a file's bytes",
    "preview-quarantinemessage": "shows a message; it stays in quarantine",
    "validate-retentionrulequery": "checks the grammar of a query",
}

# Writes under a verb that reads elsewhere.
_WRITES_BY_NAME: Mapping[str, str] = {
    "test-message": "puts a message through the transport rules and can mail a report",
    "search-mailbox": "can delete what it finds",
}

# Reads that must not be repeated, so they count as writes; all of them, or only with the parameter named.
_READS_ONCE: Mapping[str, tuple[str, str]] = {
    "test-migrationserveravailability": ("", "signs in to a foreign server with a password: a retry may lock it out"),
    "search-unifiedauditlog": ("SessionId", "each call of a session hands out its next part: a retry would skip one"),
}

# Set- cmdlets that do something each time they run.
_NOT_IDEMPOTENT: Mapping[str, str] = {
    "set-accesstocustomerdatarequest": "approves or denies a request of Microsoft's support",
    "set-dlpsensitiveinformationtyperulepackage": "uploads a new version each time",
    "set-migrationbatch": "may start a batch anew",
    "set-migrationuser": "may start a migration anew",
    "set-mailboxsearch": "may start a search anew",
    "set-omemessagerevocation": "revokes a message that was sent",
}

# Idempotent writes under other verbs: the state afterwards is the one named, however often it is named.
_IDEMPOTENT_BY_NAME: Mapping[str, str] = {
    "update-compliancecasemember": "replaces the whole list of members",
    "update-distributiongroupmember": "replaces the whole list of members",
    "update-ediscoverycaseadmin": "replaces the whole list of administrators",
    "update-rolegroupmember": "replaces the whole list of members",
    "enable-app": "switches an add-in on",
    "disable-app": "switches an add-in off",
}

# Enable- and Disable- of rules name a state; those of mailboxes, archives or domains make and unmake things.
_RULE_SWITCH = re.compile(r"(?:enable|disable)-\w*rule")

# Parameters that act on what is there instead of naming what shall be.
_ACTING_PARAMETER = re.compile(r"(?:Add|Remove|Delete|Retry|Reset|Recalculate|Rotate|Clear|Start)[A-Z]\w*")


def classify(cmdlet: str, parameters: Mapping[str, object]) -> CmdletClass:
    """The class of a cmdlet with these parameters (their names in any case, values as the user gave them)."""
    name = cmdlet.lower()
    entry = find(name)
    if entry is None or not entry.documented or name in _WRITES_BY_NAME or _must_not_repeat(name, parameters):
        return "write"
    verb = name.partition("-")[0]
    if verb in _READING_VERBS or name in _READS_BY_NAME:
        return "read"
    if not _names_a_state(name, verb):
        return "write"
    relative = any(_is_relative_write(entry, key, value) for key, value in parameters.items())
    return "write" if relative else "idempotent_write"


def changes(cmdlet: str, parameters: Mapping[str, object]) -> bool:
    """Whether the organization may be another afterwards: false for all reads, also those not to be repeated.

    A Get- that the catalogue does not have is a read that nobody has judged harmless to repeat.
    """
    entry = find(cmdlet)
    if (entry is None or not entry.documented) and cmdlet.lower().startswith("get-"):
        return False
    return classify(cmdlet, parameters) != "read" and not _must_not_repeat(cmdlet.lower(), parameters)


def _must_not_repeat(name: str, parameters: Mapping[str, object]) -> bool:
    if name not in _READS_ONCE:
        return False
    condition, _reason = _READS_ONCE[name]
    return not condition or condition.lower() in {key.lower() for key in parameters}


def _names_a_state(name: str, verb: str) -> bool:
    if name in _IDEMPOTENT_BY_NAME or _RULE_SWITCH.fullmatch(name):
        return True
    return verb in _SETTING_VERBS and name not in _NOT_IDEMPOTENT


def _is_relative_write(cmdlet: Cmdlet, key: str, value: object) -> bool:
    """Whether the result depends on what was there before, or a password would be set twice."""
    parameter = cmdlet.parameter(key)
    if parameter is None or parameter.type in SECRET_TYPES or _ACTING_PARAMETER.fullmatch(parameter.name):
        return True
    return _has_add_or_remove(value)


def _has_add_or_remove(value: object) -> bool:
    if isinstance(value, Mapping):
        return any(str(key).lower() in ("add", "remove") for key in value)
    return isinstance(value, (list, tuple)) and any(_has_add_or_remove(item) for item in value)
