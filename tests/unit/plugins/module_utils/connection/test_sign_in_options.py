# Copyright (c) 2026 the m365.exchange contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Whose way to sign in delegation takes, where it leads, and what requests are routed by."""

from __future__ import annotations

import base64
import json
from typing import Any

import pytest

from ansible_collections.m365.exchange.plugins.module_utils._connection.access_and_tokens import Access
from ansible_collections.m365.exchange.plugins.module_utils._connection.sign_in_options import (
    choose_way,
    customer_of,
    demand_user,
    tenant_for,
)
from ansible_collections.m365.exchange.plugins.module_utils._endpoints.resolve_endpoint import resolve_endpoint
from ansible_collections.m365.exchange.plugins.module_utils._errors.failure import Failure
from ansible_collections.m365.exchange.plugins.module_utils._sign_in.choose_method import SIGN_IN_METHODS
from ansible_collections.m365.exchange.plugins.module_utils._sign_in.credential_and_claims import (
    AccessToken,
    Credential,
    TokenIdentity,
)
from ansible_collections.m365.exchange.plugins.module_utils._sign_in.tenant_and_authority import SignedIn
from support.access import APP, TENANT
from support.options import connection_of, sign_in_of
from support.rows import each_row

CUSTOMER = "tailspin.onmicrosoft.com"
USER = "anna@proseware.com"
MAILBOX = "SystemMailbox{bb558c35-97f1-4cb9-8ff7-d53741dc928c}"
USERS_WAYS: dict[str, dict[str, Any]] = {
    "device_code": {"device_code": True},
    "password": {"user_principal_name": USER, "password": "x"},
    "refresh_token": {"refresh_token": "x", "app_id": APP, "client_secret": "x"},
    "access_token": {"access_token": "x"},
    "azure_cli": {"azure_cli": True},
}
APPLICATIONS_WAYS: dict[str, dict[str, Any]] = {
    "certificate": {"app_id": APP, "certificate_path": "/x.pem"},
    "client_secret": {"app_id": APP, "client_secret": "x"},
    "federated": {"app_id": APP, "federated_token": "x"},
    "managed_identity": {"managed_identity": True},
}


def jwt(**claims: Any) -> AccessToken:
    parts = [base64.urlsafe_b64encode(json.dumps(part).encode()).rstrip(b"=").decode() for part in ({}, claims)]
    return AccessToken(".".join([*parts, "x"]), 4e9, 3600.0)


def signed_in(token: AccessToken, identity: TokenIdentity) -> SignedIn:
    return SignedIn(token, TENANT, identity, Credential("access_token"))


def test_every_way_to_sign_in_has_its_place_here() -> None:
    assert {*USERS_WAYS, *APPLICATIONS_WAYS} == set(SIGN_IN_METHODS)


@each_row("way", USERS_WAYS)
def test_users_ways_are_taken(way: str) -> None:
    assert choose_way(sign_in_of(USERS_WAYS[way]), CUSTOMER).method.name == way


@each_row("way", APPLICATIONS_WAYS)
@each_row("more", [{}, {"organization": "proseware.com"}])
def test_applications_ways_are_refused_with_or_without_an_organization(way: str, more: dict[str, str]) -> None:
    with pytest.raises(Failure) as caught:
        choose_way(sign_in_of({**APPLICATIONS_WAYS[way], **more}), CUSTOMER)
    assert caught.value.key == "delegation-for-users"
    assert "organization" in caught.value.line


def test_an_applications_token_is_refused_and_what_cannot_be_read_is_not() -> None:
    application = signed_in(
        jwt(appid=APP, idtyp="app", roles=["Exchange.ManageAsApp"]), TokenIdentity(APP, is_user=False)
    )
    with pytest.raises(Failure):
        demand_user(application, CUSTOMER)
    assert demand_user(application, None) is application
    for token in (AccessToken("opaque", 4e9, 1.0), jwt(appid=APP, scp="Exchange.Manage")):
        assert demand_user(signed_in(token, TokenIdentity("unknown", is_user=False)), CUSTOMER)


@each_row(
    ("organization", "authority", "customer", "tenant"),
    [
        ("proseware.com", None, CUSTOMER, CUSTOMER),
        (None, CUSTOMER, CUSTOMER, CUSTOMER),
        (None, None, CUSTOMER, CUSTOMER),
        ("proseware.com", None, None, "proseware.com"),
        (None, None, None, "organizations"),
    ],
)
def test_the_customer_is_where_the_sign_in_leads(
    organization: str | None, authority: str | None, customer: str | None, tenant: str
) -> None:
    assert tenant_for(organization, authority, customer) == tenant


def test_an_authority_of_somebody_else_is_refused() -> None:
    with pytest.raises(Failure) as caught:
        tenant_for(None, "proseware.com", CUSTOMER)
    assert caught.value.key == "authority-names-another"
    assert "delegated_organization" in caught.value.line


@pytest.mark.parametrize(("text", "customer"), [("", None), (None, None), ("TAILSPIN.onmicrosoft.com", CUSTOMER)])
def test_the_customers_name_is_read(text: str | None, customer: str | None) -> None:
    assert customer_of(connection_of({"delegated_organization": text})) == customer


@each_row(
    ("service", "organization", "anchor"),
    [
        ("exchange", CUSTOMER, f"APP:{MAILBOX}@{TENANT}"),
        ("exchange", TENANT, f"APP:{MAILBOX}@{TENANT}"),
        ("protection", CUSTOMER, f"APP:{MAILBOX}@{TENANT}"),
        ("compliance", CUSTOMER, f"UPN:{MAILBOX}@{CUSTOMER}"),
        ("compliance", "tailspintoys.com", f"APP:{MAILBOX}@{TENANT}"),
    ],
)
def test_the_customers_mailbox_is_the_hint_and_never_the_users(service: str, organization: str, anchor: str) -> None:
    endpoint = resolve_endpoint(None, None, None, service)
    token = jwt(upn=USER)
    by_delegation = Access.new(
        endpoint, organization, signed_in(token, TokenIdentity(USER, is_user=True)), 1, delegated=True
    )
    as_visitor = Access.new(endpoint, organization, signed_in(token, TokenIdentity(USER, is_user=True, visits=True)), 1)
    for access in (by_delegation, as_visitor):
        assert (access.reach.anchor, access.delegated, access.organization) == (anchor, True, organization)
        assert Access.from_content(json.loads(json.dumps(access.content()))) == access
    at_home = Access.new(endpoint, organization, signed_in(token, TokenIdentity(USER, is_user=True)), 1)
    assert (at_home.reach.anchor, at_home.delegated) == (f"UPN:{USER}", False)
