# Copyright (c) 2026 the m365.exchange contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What Microsoft Graph shows as rows (Microsoft Learn names the fields): a partner's customers, their relationships and
contracts, and the applications that are registered in a tenant with their secrets."""

from __future__ import annotations

import uuid
from collections.abc import Callable, Iterable, Mapping
from datetime import datetime, timedelta
from typing import Any

from ..partners import Customer, Relationship
from ..sign_in.tokens import ROLE_TEMPLATES
from ..tenants import Application, Directory, Secret, Tenant

Row = dict[str, Any]
LIFE = timedelta(days=730)


def rows_of(what: str, customers: Iterable[Customer], now: datetime) -> list[Row]:
    """The rows of one collection, in the order of the tenants file."""
    makers: Mapping[str, Callable[[Customer], list[Row]]] = {
        "delegatedAdminCustomers": _customer,
        "delegatedAdminRelationships": lambda one: [_relationship(one, other, now) for other in one.relationships],
        "contracts": _contract,
    }
    return [row for customer in customers for row in makers[what](customer)]


def rows_of_applications(directory: Directory, tenant: Tenant, now: datetime) -> list[Row]:
    """The applications that are registered in a tenant. One that several tenants have is registered in the first of
    them; in the others it is a guest, which the service shows as a service principal."""
    return [
        _application(one, now)
        for one in tenant.applications.values()
        if next(home for home in directory.tenants if one.app_id in home.applications) is tenant
    ]


def _application(one: Application, now: datetime) -> Row:
    return {
        "id": str(uuid.uuid5(uuid.UUID(one.app_id), "application")),
        "appId": one.app_id,
        "displayName": one.name,
        "passwordCredentials": [_password(one, number, secret, now) for number, secret in enumerate(one.secrets)],
    }


def _password(one: Application, number: int, secret: Secret, now: datetime) -> Row:
    """Of a secret the service shows the first three characters, and never more."""
    return {
        "customKeyIdentifier": None,
        "displayName": None,
        "endDateTime": _text(secret.expires) if secret.expires else None,
        "hint": secret.value[:3],
        "keyId": str(uuid.uuid5(uuid.UUID(one.app_id), f"secret {number}")),
        "secretText": None,
        "startDateTime": _text(min(now, secret.expires or now) - LIFE),
    }


def _customer(customer: Customer) -> list[Row]:
    """A customer is one while there is a relationship, whatever became of it."""
    if not customer.relationships:
        return []
    shown = {"id": customer.tenant_id, "tenantId": customer.tenant_id, "displayName": customer.display_name}
    return [shown]


def _contract(customer: Customer) -> list[Row]:
    if customer.contract_type is None:
        return []
    return [
        {
            "id": str(uuid.uuid5(uuid.UUID(customer.tenant_id), "contract")),
            "deletedDateTime": None,
            "contractType": customer.contract_type,
            "customerId": customer.tenant_id,
            "defaultDomainName": customer.default_domain,
            "displayName": customer.display_name,
        }
    ]


def _relationship(customer: Customer, one: Relationship, now: datetime) -> Row:
    began = one.ends_at - LIFE
    return {
        "id": one.id,
        "displayName": one.display_name,
        "duration": f"P{LIFE.days}D",
        "customer": {"tenantId": customer.tenant_id, "displayName": customer.display_name},
        "accessDetails": {"unifiedRoles": [{"roleDefinitionId": _role_id(role)} for role in one.roles]},
        "status": one.status(now),
        "autoExtendDuration": one.auto_extend,
        "createdDateTime": _text(began),
        "lastModifiedDateTime": _text(began),
        "activatedDateTime": _text(began),
        "endDateTime": _text(one.ends_at),
    }


def _role_id(role: str) -> str:
    return ROLE_TEMPLATES.get(role) or str(uuid.uuid5(uuid.NAMESPACE_OID, role))


def _text(moment: datetime) -> str:
    return moment.strftime("%Y-%m-%dT%H:%M:%S.0000000Z")
