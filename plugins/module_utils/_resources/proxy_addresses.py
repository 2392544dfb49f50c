# Copyright (c) 2026 the m365.exchange contributors
# SPDX-License-Identifier: BSD-2-Clause
"""Proxy addresses: smtp:, X500:, SIP: and others in one list, of which the one in capital letters is the primary.

A list without a prefix that somebody else keeps (SIP: and SPO: are the service's own) leaves those addresses alone, and
one that names no primary address leaves the primary one as it is. A bare address is smtp: (Microsoft's reference of
EmailAddresses, where the first address of a list without a primary one becomes it: so prefixes are always sent).
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from .lists_and_maps import Entry, Part

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
    """What is wanted and what is there, as far as the two are compared; the rest of what is there is ``left_alone``.
    ``by_entries`` is false where adding and removing would not do: the primary address becomes another."""

    wanted: tuple[Entry, ...]
    there: tuple[Entry, ...]
    left_alone: tuple[Entry, ...]
    part: Part | None
    by_entries: bool


def _read_proxy_address(entry: Entry) -> _ProxyAddress:
    text = str(entry.shown).strip()
    found = _ADDRESS_WITH_PREFIX.fullmatch(text)
    prefix, address = (found["prefix"], found["address"]) if found else ("smtp", text)
    primary = prefix.isupper() and prefix.lower() in ("smtp", "sip", "eum")
    prefix = prefix.upper() if primary else prefix.lower() if prefix.lower() == "smtp" else prefix
    return _ProxyAddress(prefix.lower(), address, primary, f"{prefix}:{address}")


def _entry_of_address(one: _ProxyAddress, by_primary: bool) -> Entry:
    return Entry(one.text, one.text, (*one.key, one.primary and by_primary))


def comparable_addresses(wanted: Sequence[Entry], part: Part | None, there: Sequence[Entry]) -> Addresses:
    """Both lists with keys that tell what counts."""
    present = [_read_proxy_address(one) for one in there]
    if part is None:
        return _whole_addresses([_read_proxy_address(one) for one in wanted], present)
    added, removed = ([_read_proxy_address(one) for one in entries] for entries in part)
    now = {one.key: one for one in present}
    if not any(one.primary and not now.get(one.key, one._replace(primary=False)).primary for one in added):
        return Addresses(
            (), tuple(_entry_of_address(one, by_primary=False) for one in present), (),
            Part(*(tuple(_entry_of_address(one, by_primary=False) for one in some) for some in (added, removed))),
            by_entries=True,
        )  # fmt: skip
    # The primary address changes, which makes a secondary one of what it was: that is a list of its own.
    gone = {one.key for one in removed}
    primaries = {one.prefix for one in added if one.primary}
    named = {one.prefix for one in (*added, *removed)}
    staying = {key: one for key, one in now.items() if key not in gone and one.prefix in named}
    kept = {key: _demote_primary(one) if one.prefix in primaries else one for key, one in staying.items()}
    for one in added:
        if one.primary or one.key not in kept:
            kept[one.key] = one
    return _whole_addresses(list(kept.values()), present)


def _demote_primary(one: _ProxyAddress) -> _ProxyAddress:
    return one._replace(primary=False, text=f"{one.prefix}:{one.address}")


def _whole_addresses(wanted: list[_ProxyAddress], present: list[_ProxyAddress]) -> Addresses:
    prefixes = {one.prefix for one in wanted} or {"smtp"}
    with_primary = {one.prefix for one in wanted if one.primary}
    asked = {one.key for one in wanted}
    kept = {one.key: one for one in present}
    # Without a word about it the primary address stays what it is, whether or not it is named.
    wanted = [one if one.prefix in with_primary else kept.get(one.key, one) for one in wanted]
    compared = [
        one
        for one in present
        if one.prefix in prefixes and (one.key in asked or not one.primary or one.prefix in with_primary)
    ]
    now = {(*one.key, one.primary) for one in present}
    return Addresses(
        wanted=tuple(_entry_of_address(one, by_primary=True) for one in wanted),
        there=tuple(_entry_of_address(one, by_primary=True) for one in compared),
        left_alone=tuple(_entry_of_address(one, by_primary=True) for one in present if one not in compared),
        part=None,
        by_entries=all((*one.key, True) in now for one in wanted if one.primary),
    )
