# Copyright (c) 2026 the m365.exchange contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""E-mail addresses of recipients: prefixes, the primary one, accepted domains, uniqueness."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace

from .directory import RECIPIENTS, Directory
from .store import Item
from .values import Change, Value

SMTP = "smtp"
ELSEWHERE = frozenset(["MailContact", "MailUser"])  # whose mailbox, and address, is another organisation's


def split(address: str) -> tuple[str, str]:
    """Prefix and address; a bare address is smtp."""
    prefix, colon, rest = address.partition(":")
    return (prefix, rest) if colon and rest and "@" not in prefix else (SMTP, address)


def prefixed(addresses: Change) -> Change:
    """Addresses to remove as they are kept: a bare one is smtp there, too."""
    return replace(addresses, remove=tuple(":".join(split(str(address))) for address in addresses.remove))


def check_free(directory: Directory, address: str, owner: Item | None) -> None:
    """Raise ProxyAddressExists when another recipient has the address."""
    for holder in directory.find(RECIPIENTS, split(address)[1]):
        if owner is None or holder.guid != owner.guid:
            raise directory.errors.address_exists(
                f"SMTP:{split(address)[1]}", str(holder.get("Identity") or holder.name)
            )


def check_domain(directory: Directory, address: str) -> None:
    """Addresses of the organisation's own recipients lie in accepted domains."""
    prefix, bare = split(address)
    domain = bare.rpartition("@")[2].casefold()
    if prefix.casefold() == SMTP and domain not in directory.domains:
        text = f"You can't use the domain because it's not an accepted domain for your organization: {domain}."
        raise directory.errors.build("domain", text)


def refuse_two_primaries(directory: Directory, addresses: Value) -> None:
    """A whole list names one primary address (SMTP:) at most; the text is general knowledge."""
    if isinstance(addresses, list) and sum(split(str(address))[0] == "SMTP" for address in addresses) > 1:
        text = "There are multiple primary addresses of the type SMTP. There can be only one."
        raise directory.errors.build("invalid", text)


def normalised(addresses: Iterable[str], primary: str | None) -> list[str]:
    """Prefixed addresses without duplicates, with exactly one primary (SMTP:) in front of the smtp ones."""
    by_key: dict[str, str] = {}
    chosen = primary.casefold() if primary else None
    for address in addresses:
        prefix, bare = split(address)
        if prefix == "SMTP" and primary is None:
            chosen = bare.casefold()
        key = prefix.casefold() + ":" + bare.casefold()
        by_key.setdefault(key, f"{prefix.casefold() if prefix.casefold() == SMTP else prefix}:{bare}")
    if primary:
        by_key.setdefault(f"{SMTP}:{chosen}", f"{SMTP}:{primary}")
    smtp = [value for key, value in by_key.items() if key.startswith(f"{SMTP}:")]
    if chosen is None and smtp:
        chosen = smtp[0].partition(":")[2].casefold()
    return [
        _cased(value, chosen)
        for value in sorted(by_key.values(), key=lambda value: split(value)[1].casefold() != chosen)
    ]


def _cased(value: str, chosen: str | None) -> str:
    prefix, bare = split(value)
    return f"SMTP:{bare}" if prefix.casefold() == SMTP and bare.casefold() == chosen else value


def primary_of(addresses: Iterable[str]) -> str | None:
    """The address with the SMTP: prefix."""
    return next((split(address)[1] for address in addresses if address.startswith("SMTP:")), None)


def moved_elsewhere(item: Item, values: Mapping[str, Value]) -> dict[str, Value]:
    """The addresses of who has another mailbox elsewhere: the old one goes (page of ExternalEmailAddress).

    The new one is the primary address where the old one was.
    """
    if values.keys() & {"EmailAddresses", "PrimarySmtpAddress", "WindowsEmailAddress"}:
        return {}
    old, new = (
        split(str(address))[1] for address in (item.get("ExternalEmailAddress") or "", values["ExternalEmailAddress"])
    )
    primary = str(item.get("PrimarySmtpAddress") or "")
    addresses = [
        address for address in item.get("EmailAddresses") or () if split(address)[1].casefold() != old.casefold()
    ]
    new_primary = new if primary.casefold() in ("", old.casefold()) else primary
    return {"EmailAddresses": normalised([*addresses, new], new_primary)}


def readdressed(directory: Directory, item: Item, values: Mapping[str, Value]) -> dict[str, Value]:
    """Make PrimarySmtpAddress, WindowsEmailAddress and EmailAddresses agree; raises on taken or foreign ones."""
    changed = dict(values)
    wished = changed.get("PrimarySmtpAddress") or changed.get("WindowsEmailAddress")
    if wished and "EmailAddresses" in changed:
        text = "You can't use the EmailAddresses and PrimarySmtpAddress parameters in the same command."
        raise directory.errors.build("invalid", text)
    if wished:
        changed["EmailAddresses"] = normalised(item.get("EmailAddresses") or [], str(wished))
    elif "EmailAddresses" in changed:
        changed["EmailAddresses"] = normalised(changed["EmailAddresses"] or [], None)
    else:
        return changed
    before = {address.casefold() for address in item.get("EmailAddresses") or []}
    for address in changed["EmailAddresses"]:
        if address.casefold() not in before and split(address)[0].casefold() == SMTP:
            if item.noun not in ELSEWHERE:
                check_domain(directory, address)
            check_free(directory, address, item)
    primary = primary_of(changed["EmailAddresses"])
    if primary:
        changed["PrimarySmtpAddress"] = changed["WindowsEmailAddress"] = primary
    return changed
