# Copyright (c) 2026 the m365.exchange contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Small readers of the tenants file: each says in one line where a mistake is."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import datetime, timezone
from typing import Any

_GUID = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}\Z")


class BadTenants(ValueError):
    """A mistake in the tenants file; the text is one line that says where and what."""


def map_of(value: Any, where: str) -> Mapping[str, Any]:
    """The value if it is a map."""
    if not isinstance(value, Mapping):
        raise BadTenants(f"{where} is a map, not {type(value).__name__}")
    return value


def list_of_maps(value: Any, where: str) -> list[Mapping[str, Any]]:
    """The value if it is a list of maps."""
    if not isinstance(value, list):
        raise BadTenants(f"{where} is a list, not {type(value).__name__}")
    return [map_of(entry, f"{where}[{number}]") for number, entry in enumerate(value)]


def names(value: Any, where: str) -> tuple[str, ...]:
    """The value if it is a list of texts; none for nothing."""
    if value is None:
        return ()
    if not isinstance(value, list) or not all(isinstance(entry, str) for entry in value):
        raise BadTenants(f"{where} is a list of names")
    return tuple(value)


def known(entry: Mapping[str, Any], keys: frozenset[str], where: str) -> None:
    """Refuse keys that mean nothing."""
    unknown = sorted(str(key) for key in set(entry) - keys)
    if unknown:
        raise BadTenants(f"{where} has no key {', '.join(unknown)}; there are {', '.join(sorted(keys))}")


def text(entry: Mapping[str, Any], key: str, where: str) -> str:
    """The text under a key."""
    value = entry.get(key)
    if not isinstance(value, str) or not value:
        raise BadTenants(f"{where}.{key} is missing or no text")
    return value


def guid(entry: Mapping[str, Any], key: str, where: str) -> str:
    """The GUID under a key, in lower case."""
    value = text(entry, key, where).lower()
    if not _GUID.match(value):
        raise BadTenants(f"{where}.{key} is no GUID: {value!r}")
    return value


def moment(value: Any, where: str) -> datetime | None:
    """A date, which is UTC where it names no zone; None for nothing."""
    if value is None:
        return None
    try:
        found = datetime.fromisoformat(str(value))
    except ValueError:
        raise BadTenants(f"{where} is no date: {value!r}") from None
    return found if found.tzinfo else found.replace(tzinfo=timezone.utc)
