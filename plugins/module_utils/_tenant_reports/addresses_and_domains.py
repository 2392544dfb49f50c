# Copyright (c) 2026 the m365.exchange contributors
# SPDX-License-Identifier: BSD-2-Clause
"""Where an address leads: out of the tenant or not, by its accepted domains; and who is behind a name.

How the service shows recipients: ``"name" [SMTP:x@y]`` and ``"name" [EX:/o=...]`` in inbox rules, where the latter is a
LegacyExchangeDN (graph2otel); a name in ForwardingAddress; an address in transport rules.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping

from .._dataclass import dataclass
from .._json_types import Row
from .report_definition import Read, ReadRequest, ReportAnswers, texts_of_property

_SHOWN_RECIPIENT = re.compile(r'"(?P<name>.*)"\s*\[(?P<form>EX|SMTP):(?P<value>[^\]]+)\]', re.IGNORECASE | re.DOTALL)
_SMTP_ADDRESS = re.compile(r"(?:smtp:)?(?P<address>[^@\s:]+@[^@\s]+)", re.IGNORECASE)

DOMAINS_READ = Read("Get-AcceptedDomain", ("DomainName", "DomainType", "MatchSubDomains", "Default"))
_RECIPIENT_COLUMNS = ("Name", "DisplayName", "PrimarySmtpAddress", "ExternalEmailAddress", "RecipientTypeDetails")


@dataclass(frozen=True)
class AcceptedDomains:
    """The accepted domains; what is none of them is outside. Sub-domains are inside by their domain's MatchSubDomains,
    and unknown where that is not shown."""

    exact: frozenset[str]
    parents: Mapping[str, bool | None]

    @classmethod
    def of_rows(cls, rows: Iterable[Row]) -> AcceptedDomains:
        """Of the rows of Get-AcceptedDomain."""
        rows_by_domain = {str(row.get("DomainName") or "").casefold().removeprefix("*."): row for row in rows}
        matches = {name: row.get("MatchSubDomains") for name, row in rows_by_domain.items()}
        return cls(
            frozenset(rows_by_domain),
            {name: setting if isinstance(setting, bool) else None for name, setting in matches.items()},
        )

    def has(self, address: str) -> bool | None:
        """Whether an address is inside; None where it cannot be told."""
        domain = address.rpartition("@")[2].casefold().rstrip(".")
        if not domain:
            return None
        if domain in self.exact:
            return True
        above = [name for name in self.parents if domain.endswith(f".{name}")]
        if any(self.parents[name] for name in above):
            return True
        return None if any(self.parents[name] is None for name in above) else False


def domains_of(answers: ReportAnswers) -> AcceptedDomains | None:
    """The tenant's domains, None where they could not be read."""
    rows = answers.rows_or_none("domains")
    return None if rows is None else AcceptedDomains.of_rows(rows)


def plain_address(text: str) -> str | None:
    """The address that a text is or shows; None for a name or a LegacyExchangeDN."""
    recipient = _SHOWN_RECIPIENT.fullmatch(text.strip())
    if recipient is not None:
        return recipient["value"].strip() if recipient["form"].upper() == "SMTP" else None
    plain = _SMTP_ADDRESS.fullmatch(text.strip())
    return plain["address"] if plain else None


def lookup_key(text: str) -> str:
    """What a recipient that is shown by no address is looked up by."""
    recipient = _SHOWN_RECIPIENT.fullmatch(text.strip())
    return recipient["value"].strip() if recipient else text.strip()


def look_up_recipients(texts: Iterable[str]) -> Iterator[ReadRequest]:
    """The requests that find the recipients behind texts without an address, each once."""
    for key in dict.fromkeys(lookup_key(text) for text in texts if plain_address(text) is None):
        yield ReadRequest({"Identity": key}, key)


def recipients_behind(texts: Callable[[ReportAnswers], Iterable[str]]) -> Read:
    """The read of the recipients behind the texts that ``texts`` finds in the answers."""
    return Read("Get-Recipient", _RECIPIENT_COLUMNS, per=lambda answers: look_up_recipients(texts(answers)))


@dataclass(frozen=True)
class MailDestination:
    """Where a forwarding leads. ``outside`` is None where that cannot be told, and ``why`` says the reason."""

    shown_text: str
    address: str | None
    outside: bool | None
    why: str = ""


def destination_of(text: str, domains: AcceptedDomains | None, answers: ReportAnswers, names: str) -> MailDestination:
    """Where a text leads, as a row shows it; ``names`` is the read that looked up those without an address."""
    address, why = plain_address(text), ""
    if address is None:
        rows = next((rows for request, rows in answers.each(names) if request.about == lookup_key(text)), [])
        if len(rows) != 1:
            failed = (
                unread.problem for request, unread in answers.failures_of(names) if request.about == lookup_key(text)
            )
            return MailDestination(text, None, None, next(failed, f"{text} is nobody who can be found."))
        address = next((plain_address(address_text) for address_text in _addresses_of_recipient(rows[0])), None)
    if address is None:
        return MailDestination(text, None, None, f"{text} has no address.")
    inside = None if domains is None else domains.has(address)
    if inside is None:
        why = "The accepted domains could not be read." if domains is None else "MatchSubDomains is not shown."
    return MailDestination(text, address, None if inside is None else not inside, why)


def _addresses_of_recipient(row: Row) -> list[str]:
    """Mail for a contact or a guest goes to its external address."""
    return [*texts_of_property(row.get("ExternalEmailAddress")), *texts_of_property(row.get("PrimarySmtpAddress"))]
