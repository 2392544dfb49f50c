# Copyright (c) 2026 the m365.exchange contributors
# SPDX-License-Identifier: BSD-2-Clause
"""Proxy addresses: smtp:, X500:, SIP: and others in one list, of which the one in capital letters is the primary.

A list without a prefix that somebody else keeps (SIP: and SPO: are the service's own) leaves those addresses alone, and
one that names no primary address leaves the primary one as it is. A bare address is smtp: (Microsoft's reference of
EmailAddresses, where the first address of a list without a primary one becomes it: so prefixes are always sent).
"""

from __future__ import annotations

import re
from collections.abc import Hashable, Iterable, Sequence
from typing import NamedTuple

from .lists_and_maps import ListEntry, ListPart

_ADDRESS_WITH_PREFIX = re.compile(r"(?P<prefix>[A-Za-z][A-Za-z0-9]*):(?P<address>.+)", re.DOTALL)


class _ProxyAddress(NamedTuple):
    prefix: str
    address: str
    primary: bool
    text: str

    @property
    def key(self) -> tuple[str, str]:
        return self.prefix, self.address.casefold()


class Addresses(NamedTuple):
    """What is desired and what is there, as far as the two are compared; the rest of what is there is ``left_alone``.
    ``by_entries`` is false where adding and removing would not do: the primary address becomes another."""

    desired: tuple[ListEntry, ...]
    current: tuple[ListEntry, ...]
    left_alone: tuple[ListEntry, ...]
    part: ListPart | None
    by_entries: bool


def _read_proxy_address(entry: ListEntry) -> _ProxyAddress:
    text = str(entry.in_diff).strip()
    prefix_match = _ADDRESS_WITH_PREFIX.fullmatch(text)
    prefix, address = (prefix_match["prefix"], prefix_match["address"]) if prefix_match else ("smtp", text)
    primary = prefix.isupper() and prefix.lower() in ("smtp", "sip", "eum")
    prefix = prefix.upper() if primary else prefix.lower() if prefix.lower() == "smtp" else prefix
    return _ProxyAddress(prefix.lower(), address, primary, f"{prefix}:{address}")


def _entries_of_addresses(addresses: Iterable[_ProxyAddress], *, by_primary: bool) -> tuple[ListEntry, ...]:
    return tuple(
        ListEntry(address.text, address.text, (*address.key, address.primary and by_primary)) for address in addresses
    )


def keys_with_primary(entries: Iterable[ListEntry]) -> frozenset[Hashable]:
    """What is equal where two whole lists are: the same addresses, and of them the same are primary ones."""
    return frozenset((*address.key, address.primary) for address in map(_read_proxy_address, entries))


def comparable_addresses(
    desired: Sequence[ListEntry], part: ListPart | None, current: Sequence[ListEntry]
) -> Addresses:
    """Both lists with keys that tell what counts."""
    current_addresses = [_read_proxy_address(entry) for entry in current]
    if part is None:
        return _whole_addresses([_read_proxy_address(entry) for entry in desired], current_addresses)
    added, removed = ([_read_proxy_address(entry) for entry in entries] for entries in part)
    current_primaries = {address.key for address in current_addresses if address.primary}
    if not any(address.primary and address.key not in current_primaries for address in added):
        return Addresses(
            desired=(),
            current=_entries_of_addresses(current_addresses, by_primary=False),
            left_alone=(),
            part=ListPart(*(_entries_of_addresses(addresses, by_primary=False) for addresses in (added, removed))),
            by_entries=True,
        )
    # The primary address changes, which makes a secondary one of what it was: that is a list of its own.
    removed_keys = {address.key for address in removed}
    primaries = {address.prefix for address in added if address.primary}
    named_prefixes = {address.prefix for address in (*added, *removed)}
    desired_by_key = {
        address.key: _demote_primary(address) if address.prefix in primaries else address
        for address in current_addresses
        if address.key not in removed_keys and address.prefix in named_prefixes
    }
    for address in added:
        if address.primary or address.key not in desired_by_key:
            desired_by_key[address.key] = address
    return _whole_addresses(list(desired_by_key.values()), current_addresses)


def _demote_primary(address: _ProxyAddress) -> _ProxyAddress:
    return address._replace(primary=False, text=f"{address.prefix}:{address.address}")


def _whole_addresses(desired: list[_ProxyAddress], current: list[_ProxyAddress]) -> Addresses:
    prefixes = {address.prefix for address in desired} or {"smtp"}
    with_primary = {address.prefix for address in desired if address.primary}
    desired_keys = {address.key for address in desired}
    current_by_key = {address.key: address for address in current}
    # Without a word about it the primary address stays what it is, whether or not it is named.
    desired = [
        address if address.prefix in with_primary else current_by_key.get(address.key, address) for address in desired
    ]
    compared = [
        address
        for address in current
        if address.prefix in prefixes
        and (address.key in desired_keys or not address.primary or address.prefix in with_primary)
    ]
    current_primaries = {address.key for address in current if address.primary}
    return Addresses(
        desired=_entries_of_addresses(desired, by_primary=True),
        current=_entries_of_addresses(compared, by_primary=True),
        left_alone=_entries_of_addresses((address for address in current if address not in compared), by_primary=True),
        part=None,
        by_entries=all(address.key in current_primaries for address in desired if address.primary),
    )
