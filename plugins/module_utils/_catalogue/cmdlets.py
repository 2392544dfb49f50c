# Copyright (c) 2026 the m365.exchange contributors
# SPDX-License-Identifier: BSD-2-Clause
"""What Microsoft documents about a cmdlet: its services and parameters. It never refuses: the service may know more.

What is known beyond the reference (roles, retirements, paging) has a file each; ``suggestions.py`` has what may have
been meant by a name that is not here.
"""

from __future__ import annotations

import base64
import re
import zlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from types import MappingProxyType

from .data import PACKED

_SERVICES: Mapping[str, frozenset[str]] = {
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
_PARAMETER = re.compile(r"(?P<name>\w+):(?P<type>\d+)(?P<marks>[!?+]*)(?:@(?P<position>\d+))?")
_NAME = re.compile(r"[A-Za-z]+-[A-Za-z0-9]+")
_FIRST_LINES = re.compile(r"^([a-z0-9]+-[a-z0-9]+) (\S+) (\S+)", re.MULTILINE)

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


# What the service wants encrypted with a key of its own.
SECRET_TYPES = frozenset({"SecureString", "PSCredential"})


@dataclass(frozen=True)
class Parameter:
    """One parameter. ``type`` is Microsoft's short .NET name, such as Switch or MultiValuedProperty.

    ``mandatory_in_some_set`` is true where only some of the cmdlet's parameter sets demand it; ``position`` is
    its place on a command line, counted from 0 or from 1 as the documentation of the cmdlet does;
    ``adds_and_removes`` tells that a map with Add and Remove is documented for it.
    """

    name: str
    type: str
    mandatory: bool = False
    mandatory_in_some_set: bool = False
    position: int | None = None
    adds_and_removes: bool = False


@dataclass(frozen=True)
class Cmdlet:
    """One cmdlet in Microsoft's spelling. ``client_module``: Microsoft's own module has it, the service has not.

    ``parameters`` are found by their name in lower case.
    """

    name: str
    services: frozenset[str]
    client_module: bool
    parameters: Mapping[str, Parameter]

    @property
    def supports_confirm(self) -> bool:
        """Whether it may ask for confirmation, so that Confirm: false should be sent."""
        return self.has("Confirm")

    def has(self, parameter: str) -> bool:
        """Whether the parameter is documented; upper and lower case make no difference."""
        return parameter.lower() in self.parameters

    def parameter(self, name: str) -> Parameter | None:
        """The parameter of that name, in any case."""
        return self.parameters.get(name.lower())


@lru_cache(maxsize=1)
def types() -> tuple[str, ...]:
    """The names of all types, in the order of their numbers."""
    text = _unpacked()
    return tuple(text[: text.index("\n")].split("\t"))


@lru_cache(maxsize=1)
def records() -> str:
    """A line for each cmdlet, as the catalogue's data describes it, with a line feed in front of each."""
    text = _unpacked()
    return text[text.index("\n") :]


@lru_cache(maxsize=1)
def _unpacked() -> str:
    # Two milliseconds, for the first who asks: most modules never do.
    return zlib.decompress(base64.b64decode(PACKED)).decode("ascii")


@lru_cache(maxsize=256)
def find(name: str) -> Cmdlet | None:
    """The cmdlet of that name, in any case; None if Microsoft's reference does not have it."""
    known = records() if _NAME.fullmatch(name) else ""
    start = known.find(f"\n{name.lower()} ")
    if start < 0:
        return None
    _key, spelling, services, *texts = known[start + 1 : known.index("\n", start + 1)].split()
    parameters = [_parameter(text) for text in texts]
    return Cmdlet(
        name=spelling,
        services=_SERVICES[services.rstrip("m")],
        client_module=services.endswith("m"),
        parameters=MappingProxyType({parameter.name.lower(): parameter for parameter in parameters}),
    )


def _parameter(text: str) -> Parameter:
    parts = _PARAMETER.fullmatch(text)
    if parts is None:
        raise ValueError(f"the catalogue's data is damaged at {text!r}")
    marks = parts["marks"]
    return Parameter(
        name=parts["name"],
        type=types()[int(parts["type"])],
        mandatory="!" in marks,
        mandatory_in_some_set="?" in marks,
        position=int(parts["position"]) if parts["position"] else None,
        adds_and_removes="+" in marks,
    )


def service_for(name: str, offered: Sequence[str]) -> str:
    """The first of ``offered`` services that has the cmdlet, else the first: the service may know more than we do."""
    known = find(name)
    return next((service for service in offered if known and service in known.services), offered[0])


@lru_cache(maxsize=1)
def all_names() -> tuple[str, ...]:
    """Every cmdlet of the reference in Microsoft's spelling, in order; with those of its client module."""
    return tuple(spelling for _key, spelling, _services in _FIRST_LINES.findall(records()))


@lru_cache(maxsize=1)
def names() -> Mapping[str, str]:
    """The cmdlets of the service: name in lower case -> Microsoft's spelling; without those of its client module."""
    found = _FIRST_LINES.findall(records())
    return MappingProxyType({key: spelling for key, spelling, services in found if not services.endswith("m")})


def counterpart(name: str) -> str | None:
    """The service's cmdlet that does what a cmdlet of Microsoft's client module does (Get-EXOMailbox: Get-Mailbox)."""
    key = name.lower()
    return names().get(f"get-{key[7:]}") if key.startswith("get-exo") else None


def read_cmdlet(name: str) -> str | None:
    """The cmdlet that shows what ``name`` may have changed; None if there is none."""
    noun = name.lower().partition("-")[2]
    return names().get(f"get-{noun}") or _SHOWN_BY.get(noun)
