# Copyright (c) 2026 the m365.exchange contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
from __future__ import annotations

import base64
import json
from dataclasses import replace

import pytest

from ansible_collections.m365.exchange.plugins.module_utils._connection.access_and_tokens import Access
from ansible_collections.m365.exchange.plugins.module_utils._endpoints.resolve_endpoint import resolve_endpoint
from ansible_collections.m365.exchange.plugins.module_utils._errors.failure import Failure
from ansible_collections.m365.exchange.plugins.module_utils._operations.preflight_checks import of_application_role
from ansible_collections.m365.exchange.plugins.module_utils._sign_in.choose_method import SIGN_IN_METHODS
from ansible_collections.m365.exchange.plugins.module_utils._sign_in.credential_and_claims import (
    ANY_TENANT,
    AccessToken,
    Credential,
    TokenIdentity,
)
from ansible_collections.m365.exchange.plugins.module_utils._sign_in.tenant_and_authority import SignedIn
from ansible_collections.m365.exchange.plugins.module_utils._transport.proxy_and_connections import Network
from ansible_collections.m365.exchange.plugins.module_utils._transport.transport import Transport
from ansible_collections.m365.exchange.plugins.module_utils._transport.transport_error import TransportError
from support.access import APP, CREDENTIAL, SECRET, TENANT, access_of, signed_in_of
from support.rows import each_row


@each_row("environment", [None, "O365USGovGCCHigh", "O365USGovDoD", "O365China"])
def test_what_a_session_keeps_gives_the_same_connection_again(environment: str | None) -> None:
    access = access_of(environment=environment, page_size=7)
    again = Access.from_content(json.loads(json.dumps(access.content())))
    assert again == access
    assert (again.target(), again.facts(), again.reach.token) == (
        access.target(),
        access.facts(),
        access.reach.token,
    )


@each_row("part", ["credential", "reach", "other_reaches"])
@each_row("change", ["one more", "one less", "another kind"])
def test_what_another_version_kept_is_one_line(part: str, change: str) -> None:
    content = json.loads(json.dumps(replace(access_of(), other_reaches=(access_of().reach,)).content()))
    kept = content[part][0] if part == "other_reaches" else content[part]
    if change == "one more":
        kept["of_another_version"] = None
    elif change == "one less":
        del content[part]
    else:
        content[part] = "of another version"
    with pytest.raises(Failure) as caught:
        Access.from_content(content)
    assert caught.value.key == "session-of-another-version"


@each_row(
    ("environment", "service", "lacks"),
    [
        (None, "exchange", True),
        # The token is of another application, whose permission GCC High wants as well, and the worldwide cloud not.
        (None, "compliance", False),
        ("O365USGovGCCHigh", "exchange", True),
        ("O365USGovGCCHigh", "compliance", True),
    ],
)
def test_a_token_without_roles_is_refused_where_its_service_wants_one(
    environment: str | None, service: str, lacks: bool
) -> None:
    claims = base64.urlsafe_b64encode(json.dumps({"aud": "x", "idtyp": "app"}).encode()).decode().rstrip("=")
    access = access_of(f"e30.{claims}.x", environment=environment)
    access = replace(access, reach=replace(access.reach, service=service))
    assert access.lacks_application_role is lacks
    assert (of_application_role(access)["verdict"] == "trouble") is lacks


def test_the_target_is_the_organizations_own() -> None:
    access = access_of()
    target = access.target()
    assert (target.rest_base, target.tenant_id) == ("https://outlook.office365.com", TENANT)
    assert target.anchor == f"APP:SystemMailbox{{bb558c35-97f1-4cb9-8ff7-d53741dc928c}}@{TENANT}"
    assert target.connection_id == access.connection_id


def test_a_token_may_go_to_the_services_hosts_and_one_label_below() -> None:
    with Transport(Network(), access_of().reach.hosts) as transport:
        assert transport.check_host("https://outlook.office365.com/", "Exchange")
        assert transport.check_host("https://eur01.outlook.office365.com/", "Exchange")
        for host in ("login.microsoftonline.com", "office365.com", "a.b.outlook.office365.com"):
            with pytest.raises(TransportError):
                transport.check_host(f"https://{host}/", "Exchange")


def test_a_secret_may_go_to_the_sign_in_hosts_only() -> None:
    with Transport(Network(), access_of().sign_in_hosts) as transport:
        assert transport.check_host("https://login.microsoftonline.com/", "sign-in")
        for host in ("outlook.office365.com", "login.microsoftonline.us", "a.login.microsoftonline.com"):
            with pytest.raises(TransportError):
                transport.check_host(f"https://{host}/", "sign-in")


def test_a_renewal_changes_the_token_and_what_the_next_one_takes_and_nothing_else() -> None:
    access = access_of()
    credential = replace(CREDENTIAL, refresh_token="the next one")
    renewed = access.with_token(signed_in_of(AccessToken("another", 5e9, 60.0), credential))
    assert (renewed.reach.token, renewed.credential) == (AccessToken("another", 5e9, 60.0), credential)
    before = replace(renewed, credential=access.credential, reach=replace(renewed.reach, token=access.reach.token))
    assert before == access


@each_row(
    ("lifetime", "left", "fresh"),
    [(3600, 301, True), (3600, 300, False), (3600, 0, False), (3600, -1, False), (60, 13, True), (60, 12, False)],
)
def test_a_token_is_renewed_five_minutes_before_its_end(lifetime: float, left: float, fresh: bool) -> None:
    reach = replace(access_of().reach, token=AccessToken("x", 1000.0 + left, lifetime))
    assert reach.has_fresh_token(1000.0) is fresh


def test_facts_for_the_header_hold_no_secret() -> None:
    facts = access_of().facts()
    assert (facts.tenant_id, facts.identity, facts.auth_method) == (TENANT, APP, "client_secret")
    assert SECRET not in repr(facts)
    assert "a-token" not in repr(facts)


def test_no_secret_shows_in_a_description() -> None:
    access = access_of()
    for text in (repr(access), str(access), repr(access.target())):
        assert SECRET not in text
        assert "a-token" not in text


def test_each_connection_has_an_id_of_its_own() -> None:
    assert access_of().connection_id != access_of().connection_id


@each_row(
    ("identity", "organization"),
    [
        (TokenIdentity("anna@contoso.com", is_user=True), "contoso.com"),
        (TokenIdentity("anna@fabrikam.com", is_user=True, visits=True), TENANT),
        (TokenIdentity("anna_fabrikam.com#EXT#@contoso.onmicrosoft.com", is_user=True, visits=True), TENANT),
        (TokenIdentity(APP, is_user=False), TENANT),
    ],
)
def test_an_organization_that_nobody_named_is_the_one_that_is_worked_in(
    identity: TokenIdentity, organization: str
) -> None:
    signed_in = replace(signed_in_of(AccessToken("a-token", 4e9, 3600.0)), identity=identity)
    access = Access.new(resolve_endpoint(None, None, None), ANY_TENANT, signed_in, 1000)
    assert (access.organization, access.tenant_id) == (organization, TENANT)


@each_row("method", SIGN_IN_METHODS)
def test_a_session_ends_with_its_token_where_nothing_can_renew_it(method: str) -> None:
    signed_in = signed_in_of(AccessToken("a-token", 4e9, 3600.0), Credential(method))
    access = Access.new(resolve_endpoint(None, None, None), TENANT, signed_in, 1000)
    assert access.facts().renewable is (method != "access_token")


def test_another_sign_in_is_the_same_by_tenant_and_identity() -> None:
    access, token = access_of(), AccessToken("another", 4e9, 3600.0)
    same = signed_in_of(token)
    assert access.same_identity(same) is same
    for other, key in (
        (SignedIn(token, "c0ffee00-52a4-4a3b-9f63-2f1c5a1e8b02", same.identity, same.credential), "wrong-tenant"),
        (SignedIn(token, TENANT, TokenIdentity("anna@contoso.com", is_user=True), same.credential), "wrong-user"),
    ):
        with pytest.raises(Failure) as caught:
            access.same_identity(other)
        assert caught.value.key == key
