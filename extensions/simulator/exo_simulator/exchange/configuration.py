# Copyright (c) 2026 the m365.exchange contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""A tenant's description (one entry of the tenants file), checked; every mistake is one clear line."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any
from uuid import UUID, uuid5

from .catalogue import find, numbered_reports
from .contract import ConfigError
from .directory import Directory
from .errors import Errors
from .families import known_nouns, matching
from .naming import NAMESPACE, Ids, Names
from .settings import Settings
from .store import Store

# What this half reads of a tenant's description; the HTTP half has keys of its own.
KEYS = frozenset(
    [
        "tenant_id",
        "initial_domain",
        "domains",
        "display_name",
        "customized",
        "forest",
        "mailboxes",
        "groups",
        "contacts",
        "objects",
        "reports",
        "role_groups",
        "settings",
    ]
)
_DOMAIN = re.compile(r"^(?=.{4,253}$)([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z]{2,63}$", re.IGNORECASE)
LARGEST = 5_000_000


def build(config: Mapping[str, Any], clock: Callable[[], datetime]) -> tuple[Directory, str]:
    """An empty directory and the display name; raises ConfigError."""
    if not isinstance(config, Mapping):
        raise ConfigError("tenant: a mapping is expected")
    initial = _domain("initial_domain", config.get("initial_domain", "contoso.onmicrosoft.com"))
    names = Names(initial, _tenant_id(config, initial), str(config.get("forest", "EURPR05A001")))
    settings = Settings()
    settings.update(_mapping(config, "settings"))
    directory = Directory(
        names=names,
        settings=settings,
        store=Store(clock, matching),
        errors=Errors(names.server, settings),
        ids=Ids(names.tenant_id),
        domains=_domains(config, initial),
        now=clock,
        role_groups=_role_groups(config),
        reports=_reports(config),
    )
    if not isinstance(config.get("customized", True), bool):
        raise ConfigError("customized: true or false is expected")
    check_objects(config)
    default = initial.partition(".")[0].capitalize()
    return directory, str(config.get("display_name", default))


def _tenant_id(config: Mapping[str, Any], initial: str) -> UUID:
    value = config.get("tenant_id")
    if value is None:
        return uuid5(NAMESPACE, initial)
    try:
        return UUID(str(value))
    except ValueError:
        raise ConfigError(f"tenant_id: {value!r} is not a GUID") from None


def _domain(key: str, value: object) -> str:
    if not isinstance(value, str) or not _DOMAIN.match(value):
        raise ConfigError(f"{key}: {value!r} is not a domain name, such as contoso.onmicrosoft.com")
    return value.casefold()


def _domains(config: Mapping[str, Any], initial: str) -> list[str]:
    listed = config.get("domains", [])
    if not isinstance(listed, list):
        raise ConfigError("domains: a list of domain names is expected")
    return list(dict.fromkeys([*(_domain("domains", value) for value in listed), initial]))


def _mapping(config: Mapping[str, Any], key: str) -> Mapping[str, Any]:
    value = config.get(key, {})
    if not isinstance(value, Mapping):
        raise ConfigError(f"{key}: a mapping is expected")
    return value


def _role_groups(config: Mapping[str, Any]) -> dict[str, list[str]]:
    """Role group name to the cmdlets (or patterns) that it allows."""
    groups: dict[str, list[str]] = {}
    for name, listed in _mapping(config, "role_groups").items():
        if not isinstance(listed, list) or not all(isinstance(entry, str) for entry in listed):
            raise ConfigError(f"role_groups.{name}: a list of cmdlet names is expected")
        for entry in listed:
            plain = entry.removeprefix("!")
            if "*" not in plain and find(plain, "exchange") is None and find(plain, "compliance") is None:
                raise ConfigError(f"role_groups.{name}: there is no cmdlet {plain!r}")
        groups[str(name)] = list(listed)
    return groups


REPORTS = ("MobileDevice", "QuarantineMessage", "MessageTraceV2", "UnifiedAuditLog")  # and all with numbered pages


def _reports(config: Mapping[str, Any]) -> dict[str, int]:
    """How many rows each report has that pages by its own parameters."""
    counts: dict[str, int] = {}
    for noun, count in _mapping(config, "reports").items():
        if noun not in REPORTS and noun not in numbered_reports():
            raise ConfigError(
                f"reports: {noun!r} is not one of {', '.join(REPORTS)}, nor a report with Page and PageSize"
            )
        if isinstance(count, bool) or not isinstance(count, int) or not 0 <= count <= LARGEST:
            raise ConfigError(f"reports.{noun}: a number between 0 and {LARGEST} is expected")
        counts[noun] = count
    return counts


def check_objects(config: Mapping[str, Any]) -> None:
    """Check the lists of objects without creating them."""
    for key in ("mailboxes", "groups", "contacts"):
        _population(key, config.get(key, 0))
    nouns = set(known_nouns())
    for noun, listed in _mapping(config, "objects").items():
        if noun not in nouns:
            raise ConfigError(f"objects: {noun!r} is not a noun of the service, such as TransportRule")
        if not isinstance(listed, list) or not all(isinstance(entry, Mapping) for entry in listed):
            raise ConfigError(f"objects.{noun}: a list of mappings is expected")


def _population(key: str, value: object) -> None:
    if isinstance(value, bool) or not isinstance(value, (int, list)):
        raise ConfigError(f"{key}: a number or a list of mappings is expected")
    if isinstance(value, int) and not 0 <= value <= LARGEST:
        raise ConfigError(f"{key}: {value} is not between 0 and {LARGEST}")
    if isinstance(value, list) and not all(isinstance(entry, (Mapping, str)) for entry in value):
        raise ConfigError(f"{key}: every entry is a mapping or a name")
