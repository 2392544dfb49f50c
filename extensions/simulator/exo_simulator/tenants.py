# Copyright (c) 2026 the m365.exchange contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The tenants of the box: read from YAML, checked with one clear line for a mistake."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timezone
from typing import Any

import yaml

from .certificates import AppCertificate
from .clouds import CLOUDS, Cloud
from .exchange.configuration import KEYS as ORGANIZATION_KEYS

MANAGE_AS_APP = "Exchange.ManageAsApp"

_GUID = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}\Z")
_DOMAIN = re.compile(r"(?=.{4,253}\Z)([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z]{2,}\Z")

TENANT_KEYS = frozenset({"cloud", "applications", "exchange"}) | ORGANIZATION_KEYS
TENANT_NEEDS = ("tenant_id", "display_name", "initial_domain")
APPLICATION_KEYS = frozenset(
    {"app_id", "name", "client_secret", "client_secrets", "certificates", "app_roles", "directory_roles"}
    | {"role_groups", "consented"}
)
SECRET_KEYS = frozenset({"value", "expires"})
CERTIFICATE_KEYS = frozenset({"path", "generate", "expired"})


class BadTenants(ValueError):
    """A mistake in the tenants file; the text is one line that says where and what."""


@dataclass(frozen=True)
class Secret:
    """A client secret; `expires` None means never."""

    value: str
    expires: datetime | None = None


@dataclass(frozen=True)
class CertificatePlan:
    """A certificate to load from `path`, or to make at start."""

    path: str | None = None
    expired: bool = False


@dataclass
class Application:
    """An application of one tenant with what it may do; `certificates` fills at start."""

    app_id: str
    name: str
    secrets: tuple[Secret, ...]
    plans: tuple[CertificatePlan, ...]
    app_roles: tuple[str, ...]
    directory_roles: tuple[str, ...]
    role_groups: tuple[str, ...]
    consented: bool
    certificates: list[AppCertificate] = field(default_factory=list)
    files: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Tenant:
    """A tenant as sign-in sees it; `config` is its whole mapping, for the organisation behind it."""

    tenant_id: str
    display_name: str
    initial_domain: str
    domains: tuple[str, ...]
    cloud: Cloud
    exchange: bool
    applications: Mapping[str, Application]
    config: Mapping[str, Any]


class Directory:
    """All tenants, found by GUID or verified domain."""

    def __init__(self, tenants: Iterable[Tenant]) -> None:
        self.tenants = tuple(tenants)
        self._by_name: dict[str, Tenant] = {}
        for tenant in self.tenants:
            for name in (tenant.tenant_id, *tenant.domains):
                if self._by_name.setdefault(name, tenant) is not tenant:
                    raise BadTenants(f"{name} belongs to two tenants")

    def find(self, name: str) -> Tenant | None:
        """The tenant with this GUID or domain, in any case."""
        return self._by_name.get(name.lower())


def load(text: str, source: str) -> Directory:
    """Tenants from the YAML text; raises BadTenants, its line begins with `source`."""
    try:
        content = yaml.safe_load(text)
    except yaml.YAMLError as error:
        raise BadTenants(f"{source}: no YAML: {' '.join(str(error).split())}") from None
    try:
        entries = _list_of_maps(_map(content, "the file").get("tenants"), "tenants")
        if not entries:
            raise BadTenants("tenants is empty: the box needs one at least")
        return Directory(_tenant(entry, f"tenants[{number}]") for number, entry in enumerate(entries))
    except BadTenants as error:
        raise BadTenants(f"{source}: {error}") from None


def _map(value: Any, where: str) -> Mapping[str, Any]:
    if not isinstance(value, Mapping):
        raise BadTenants(f"{where} is a map, not {type(value).__name__}")
    return value


def _list_of_maps(value: Any, where: str) -> list[Mapping[str, Any]]:
    if not isinstance(value, list):
        raise BadTenants(f"{where} is a list, not {type(value).__name__}")
    return [_map(entry, f"{where}[{number}]") for number, entry in enumerate(value)]


def _names(value: Any, where: str) -> tuple[str, ...]:
    if value is None:
        return ()
    if not isinstance(value, list) or not all(isinstance(entry, str) for entry in value):
        raise BadTenants(f"{where} is a list of names")
    return tuple(value)


def _known(entry: Mapping[str, Any], keys: frozenset[str], where: str) -> None:
    unknown = sorted(str(key) for key in set(entry) - keys)
    if unknown:
        raise BadTenants(f"{where} has no key {', '.join(unknown)}; there are {', '.join(sorted(keys))}")


def _text(entry: Mapping[str, Any], key: str, where: str) -> str:
    value = entry.get(key)
    if not isinstance(value, str) or not value:
        raise BadTenants(f"{where}.{key} is missing or no text")
    return value


def _guid(entry: Mapping[str, Any], key: str, where: str) -> str:
    value = _text(entry, key, where).lower()
    if not _GUID.match(value):
        raise BadTenants(f"{where}.{key} is no GUID: {value!r}")
    return value


def _tenant(entry: Mapping[str, Any], where: str) -> Tenant:
    _known(entry, TENANT_KEYS, where)
    for key in TENANT_NEEDS:
        _text(entry, key, where)
    cloud = entry.get("cloud", "worldwide")
    if cloud not in CLOUDS:
        raise BadTenants(f"{where}.cloud is one of {', '.join(CLOUDS)}, not {cloud!r}")
    initial = _text(entry, "initial_domain", where).lower()
    domains = tuple(
        dict.fromkeys((initial, *(name.lower() for name in _names(entry.get("domains"), f"{where}.domains"))))
    )
    for domain in domains:
        if not _DOMAIN.match(domain):
            raise BadTenants(f"{where}.domains: no domain name: {domain!r}")
    applications = _applications(entry.get("applications", []), where)
    return Tenant(
        tenant_id=_guid(entry, "tenant_id", where),
        display_name=_text(entry, "display_name", where),
        initial_domain=initial,
        domains=domains,
        cloud=CLOUDS[cloud],
        exchange=bool(entry.get("exchange", True)),
        applications=applications,
        config=entry,
    )


def _applications(value: Any, where: str) -> dict[str, Application]:
    found: dict[str, Application] = {}
    for number, entry in enumerate(_list_of_maps(value, f"{where}.applications")):
        application = _application(entry, f"{where}.applications[{number}]")
        if application.app_id in found:
            raise BadTenants(f"{where}.applications has {application.app_id} twice")
        found[application.app_id] = application
    return found


def _application(entry: Mapping[str, Any], where: str) -> Application:
    _known(entry, APPLICATION_KEYS, where)
    consented = entry.get("consented", True)
    if not isinstance(consented, bool):
        raise BadTenants(f"{where}.consented is true or false")
    return Application(
        app_id=_guid(entry, "app_id", where),
        name=_text(entry, "name", where),
        secrets=_secrets(entry, where),
        plans=tuple(_plan(plan, f"{where}.certificates") for plan in entry.get("certificates") or []),
        app_roles=_names(entry.get("app_roles", [MANAGE_AS_APP]), f"{where}.app_roles"),
        directory_roles=_names(entry.get("directory_roles"), f"{where}.directory_roles"),
        role_groups=_names(entry.get("role_groups"), f"{where}.role_groups"),
        consented=consented,
    )


def _secrets(entry: Mapping[str, Any], where: str) -> tuple[Secret, ...]:
    secrets = [Secret(_text(entry, "client_secret", where))] if "client_secret" in entry else []
    for number, item in enumerate(_list_of_maps(entry.get("client_secrets", []), f"{where}.client_secrets")):
        spot = f"{where}.client_secrets[{number}]"
        _known(item, SECRET_KEYS, spot)
        secrets.append(Secret(_text(item, "value", spot), _moment(item.get("expires"), f"{spot}.expires")))
    return tuple(secrets)


def _moment(value: Any, where: str) -> datetime | None:
    if value is None:
        return None
    try:
        moment = datetime.fromisoformat(str(value))
    except ValueError:
        raise BadTenants(f"{where} is no date: {value!r}") from None
    return moment if moment.tzinfo else moment.replace(tzinfo=timezone.utc)


def _plan(value: Any, where: str) -> CertificatePlan:
    if value == "generate":
        return CertificatePlan()
    entry = _map(value, f'each of {where} is "generate" or a map, which')
    _known(entry, CERTIFICATE_KEYS, where)
    if "path" in entry:
        return CertificatePlan(path=_text(entry, "path", where))
    return CertificatePlan(expired=bool(entry.get("expired", False)))
