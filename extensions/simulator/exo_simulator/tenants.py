# Copyright (c) 2026 the m365.exchange contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The tenants of the box: read from YAML, checked with one clear line for a mistake."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

import yaml

from .certificates import AppCertificate
from .clouds import CLOUDS, Cloud, SignInFamily
from .exchange.configuration import KEYS as ORGANIZATION_KEYS
from .partners import Customer, load_customers, load_guests
from .reading import BadTenants, guid, known, list_of_maps, map_of, moment, names, text
from .users import User, load_federation, load_users

MANAGE_AS_APP = "Exchange.ManageAsApp"
TOKEN_EXCHANGE = "api://AzureADTokenExchange"  # noqa: S105 - the audience that Microsoft Learn recommends

# What libyaml parses is there ten times sooner, where PyYAML was built with it.
_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_DOMAIN = re.compile(r"(?=.{4,253}\Z)([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z]{2,}\Z")

TENANT_KEYS = ORGANIZATION_KEYS | {"cloud", "applications", "exchange", "users", "federation", "customers", "guests"}
TENANT_NEEDS = ("tenant_id", "display_name", "initial_domain")
APPLICATION_KEYS = frozenset(
    {"app_id", "name", "client_secret", "client_secrets", "certificates", "app_roles", "directory_roles"}
    | {"role_groups", "consented", "public", "federated_credentials", "managed_identity"}
    | {"graph_roles", "graph_scopes"}
)
SECRET_KEYS = frozenset({"value", "expires"})
FEDERATED_KEYS = frozenset({"issuer", "subject", "audience"})
CERTIFICATE_KEYS = frozenset({"path", "generate", "expired"})


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


@dataclass(frozen=True)
class FederatedCredential:
    """What a token of another identity provider must say to be taken for an application."""

    issuer: str
    subject: str
    audience: str


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
    public: bool = False
    federated: tuple[FederatedCredential, ...] = ()
    managed_identity: str | None = None
    graph_roles: tuple[str, ...] = ()  # what it may do at Microsoft Graph by itself, and for a user
    graph_scopes: tuple[str, ...] = ()
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
    users: Mapping[str, User] = field(default_factory=dict)
    federation: Mapping[str, str] = field(default_factory=dict)  # domain: the host where its users sign in
    customers: Mapping[str, Customer] = field(default_factory=dict)
    guests: Mapping[str, tuple[str, ...]] = field(default_factory=dict)


class Directory:
    """All tenants, found by GUID or verified domain; a domain may be one in each of several clouds (azure_auth)."""

    def __init__(self, tenants: Iterable[Tenant]) -> None:
        self.tenants = tuple(tenants)
        self._by_name: dict[str, list[Tenant]] = {}
        for tenant in self.tenants:
            for name in (tenant.tenant_id, *tenant.domains):
                others = self._by_name.setdefault(name, [])
                if any(name == tenant.tenant_id or one.cloud.family is tenant.cloud.family for one in others):
                    raise BadTenants(f"{name} belongs to two tenants")
                others.append(tenant)

    def find_user(self, upn: str) -> tuple[Tenant, User] | None:
        """A user and the tenant that is home to the user's domain."""
        homes = self._by_name.get(upn.rpartition("@")[2].lower(), [])
        return next(((home, home.users[upn.lower()]) for home in homes if upn.lower() in home.users), None)

    def find(self, name: str, family: SignInFamily | None = None) -> Tenant | None:
        """The tenant with this GUID or domain, in any case; of several the one of the family, else the first."""
        found = self._by_name.get(name.lower(), [])
        return next((one for one in found if one.cloud.family is family), found[0] if found else None)


def load(content: str, source: str) -> Directory:
    """Tenants from YAML; raises BadTenants, its line begins with `source`."""
    try:
        parsed = yaml.load(content, Loader=_LOADER)  # noqa: S506 - a safe one
    except yaml.YAMLError as error:
        raise BadTenants(f"{source}: no YAML: {' '.join(str(error).split())}") from None
    try:
        entries = list_of_maps(map_of(parsed, "the file").get("tenants"), "tenants")
        if not entries:
            raise BadTenants("tenants is empty: the box needs one at least")
        return Directory(_tenant(entry, f"tenants[{number}]") for number, entry in enumerate(entries))
    except BadTenants as error:
        raise BadTenants(f"{source}: {error}") from None


def _tenant(entry: Mapping[str, Any], where: str) -> Tenant:
    known(entry, TENANT_KEYS, where)
    for key in TENANT_NEEDS:
        text(entry, key, where)
    cloud = entry.get("cloud", "worldwide")
    if cloud not in CLOUDS:
        raise BadTenants(f"{where}.cloud is one of {', '.join(CLOUDS)}, not {cloud!r}")
    initial = text(entry, "initial_domain", where).lower()
    domains = tuple(
        dict.fromkeys((initial, *(name.lower() for name in names(entry.get("domains"), f"{where}.domains"))))
    )
    for domain in domains:
        if not _DOMAIN.match(domain):
            raise BadTenants(f"{where}.domains: no domain name: {domain!r}")
    applications = _applications(entry.get("applications", []), where)
    users = load_users(entry.get("users", []), domains, where)
    return Tenant(
        tenant_id=guid(entry, "tenant_id", where),
        display_name=text(entry, "display_name", where),
        initial_domain=initial,
        domains=domains,
        cloud=CLOUDS[cloud],
        exchange=bool(entry.get("exchange", True)),
        applications=applications,
        config=entry,
        users=users,
        federation=load_federation(entry.get("federation", {}), domains, where),
        customers=load_customers(entry.get("customers", []), where),
        guests=load_guests(entry.get("guests", []), where),
    )


def _applications(value: Any, where: str) -> dict[str, Application]:
    found: dict[str, Application] = {}
    for number, entry in enumerate(list_of_maps(value, f"{where}.applications")):
        application = _application(entry, f"{where}.applications[{number}]")
        if application.app_id in found:
            raise BadTenants(f"{where}.applications has {application.app_id} twice")
        found[application.app_id] = application
    return found


def _application(entry: Mapping[str, Any], where: str) -> Application:
    known(entry, APPLICATION_KEYS, where)
    consented = entry.get("consented", True)
    if not isinstance(consented, bool):
        raise BadTenants(f"{where}.consented is true or false")
    return Application(
        app_id=guid(entry, "app_id", where),
        name=text(entry, "name", where),
        secrets=_secrets(entry, where),
        plans=tuple(_plan(plan, f"{where}.certificates") for plan in entry.get("certificates") or []),
        app_roles=names(entry.get("app_roles", [MANAGE_AS_APP]), f"{where}.app_roles"),
        directory_roles=names(entry.get("directory_roles"), f"{where}.directory_roles"),
        role_groups=names(entry.get("role_groups"), f"{where}.role_groups"),
        consented=consented,
        public=bool(entry.get("public", False)),
        federated=tuple(_federated(item, f"{where}.federated_credentials") for item in _federated_list(entry, where)),
        managed_identity=_managed_identity(entry, where),
        graph_roles=names(entry.get("graph_roles"), f"{where}.graph_roles"),
        graph_scopes=names(entry.get("graph_scopes"), f"{where}.graph_scopes"),
    )


def _federated_list(entry: Mapping[str, Any], where: str) -> list[Mapping[str, Any]]:
    return list_of_maps(entry.get("federated_credentials", []), f"{where}.federated_credentials")


def _federated(item: Mapping[str, Any], where: str) -> FederatedCredential:
    known(item, FEDERATED_KEYS, where)
    audience = item.get("audience", TOKEN_EXCHANGE)
    return FederatedCredential(text(item, "issuer", where), text(item, "subject", where), str(audience))


def _managed_identity(entry: Mapping[str, Any], where: str) -> str | None:
    value = entry.get("managed_identity")
    if value not in (None, "system", "user"):
        raise BadTenants(f"{where}.managed_identity is system or user, not {value!r}")
    return value


def _secrets(entry: Mapping[str, Any], where: str) -> tuple[Secret, ...]:
    secrets = [Secret(text(entry, "client_secret", where))] if "client_secret" in entry else []
    for number, item in enumerate(list_of_maps(entry.get("client_secrets", []), f"{where}.client_secrets")):
        spot = f"{where}.client_secrets[{number}]"
        known(item, SECRET_KEYS, spot)
        secrets.append(Secret(text(item, "value", spot), moment(item.get("expires"), f"{spot}.expires")))
    return tuple(secrets)


def _plan(value: Any, where: str) -> CertificatePlan:
    if value == "generate":
        return CertificatePlan()
    entry = map_of(value, f'each of {where} is "generate" or a map, which')
    known(entry, CERTIFICATE_KEYS, where)
    if "path" in entry:
        return CertificatePlan(path=text(entry, "path", where))
    return CertificatePlan(expired=bool(entry.get("expired", False)))
