# Copyright (c) 2026 the m365.exchange contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""A sign-in through the real msal: a token of the right tenant for the right service, or a line that says why not."""

from __future__ import annotations

import base64
import hashlib
import json
from dataclasses import replace
from typing import Any
from urllib.parse import parse_qs

import msal
import pytest
from cryptography.hazmat.primitives.serialization import Encoding

from ansible_collections.m365.exchange.plugins.module_utils._sign_in.credential_and_claims import (
    AccessToken,
    Credential,
    TokenIdentity,
    TokenRequest,
)
from ansible_collections.m365.exchange.plugins.module_utils._sign_in.tenant_and_authority import sign_in
from ansible_collections.m365.exchange.plugins.module_utils._transport.transport import Answer
from ansible_collections.m365.exchange.plugins.module_utils._transport.transport_error import TransportError
from support.rows import each_row

from .conftest import (
    APP,
    AUTHORITY,
    ORGANIZATION,
    OTHER_TENANT,
    RESOURCE,
    SECRET,
    TENANT,
    Keys,
    Service,
    answer,
    jwt,
    key_of,
    key_pem,
    openid,
    refusal,
    silence,
    token_answer,
)

WITH_SECRET: Credential = Credential("client_secret", APP, client_secret=SECRET)


# pylint: disable-next=dangerous-default-value
def asking(credential: Credential = WITH_SECRET, tenant: str = ORGANIZATION, claims: str | None = None) -> TokenRequest:
    return TokenRequest(credential, AUTHORITY, RESOURCE, tenant, claims)


def form(service: Service) -> dict[str, list[str]]:
    return parse_qs((service.edge.requests[-1].body or b"").decode())


def test_a_client_secret_gets_a_token() -> None:
    service = Service([openid()], [token_answer()])
    found = sign_in(asking(), service.http)
    assert (found.token.secret, found.tenant_id) == (jwt(), TENANT)
    assert (found.identity, found.credential) == (TokenIdentity(APP, is_user=False), WITH_SECRET)
    assert found.token.expires_at == service.http.clock.wall() + found.token.lifetime
    discovery, grant = service.edge.requests
    assert discovery.url == f"{AUTHORITY}/{ORGANIZATION}/v2.0/.well-known/openid-configuration"
    assert grant.url == f"{AUTHORITY}/{TENANT}/oauth2/v2.0/token"
    sent = form(service)
    assert (sent["grant_type"], sent["client_id"]) == (["client_credentials"], [APP])
    assert (sent["scope"], sent["client_secret"]) == ([f"{RESOURCE}/.default"], [SECRET])


def test_a_password_is_forgotten_where_a_refresh_token_came() -> None:
    credential = Credential("password", APP, f"a@{ORGANIZATION}", password=SECRET)
    token = jwt(upn=f"a@{ORGANIZATION}", idtyp="user", roles=None)
    service = Service([openid(), answer({"account_type": "Managed"})], [token_answer(token, refresh_token="1.Anew")])
    found = sign_in(asking(credential), service.http)
    assert form(service)["password"] == [SECRET]
    assert found.credential == replace(credential, password=None, refresh_token="1.Anew")


def test_a_certificate_signs_an_assertion_and_stays_here(keys: Keys) -> None:
    private = key_pem(keys.own).decode()
    credential = Credential("certificate", APP, private_key=private, certificate=keys.pem(keys.own).decode())
    service = Service([openid()], [token_answer()])
    sign_in(asking(credential), service.http)
    sent = form(service)
    assert sent["client_assertion_type"] == ["urn:ietf:params:oauth:client-assertion-type:jwt-bearer"]
    header = json.loads(msal.oauth2cli.oidc.base64decode(sent["client_assertion"][0].split(".")[0]))
    assert header["alg"] == "PS256"
    assert "x5t#S256" in header
    assert private.split("\n")[1] not in str(service.edge.requests)


def test_an_older_msal_gets_the_name_that_it_wants(keys: Keys, monkeypatch: pytest.MonkeyPatch) -> None:
    """That of Debian 13 names no certificate by itself; so it gets the SHA-1 name, and signs as it always did."""
    monkeypatch.setattr(msal, "__version__", "1.32.3")
    own = keys.certificate(keys.own)
    chain = own.public_bytes(Encoding.PEM).decode() + keys.pem(keys.own).decode()
    credential = Credential("certificate", APP, private_key=key_pem(keys.own).decode(), certificate=chain)
    service = Service([openid()], [token_answer()])
    sign_in(asking(credential), service.http)
    header = json.loads(msal.oauth2cli.oidc.base64decode(form(service)["client_assertion"][0].split(".")[0]))
    name = hashlib.sha1(own.public_bytes(Encoding.DER), usedforsecurity=False).digest()
    assert (header["alg"], header["x5t"]) == ("RS256", base64.urlsafe_b64encode(name).decode())


def test_claims_go_with_the_request() -> None:
    claims = '{"access_token": {"nbf": {"essential": true}}}'
    service = Service([openid()], [token_answer()])
    sign_in(asking(claims=claims), service.http)
    assert json.loads(form(service)["claims"][0]) == json.loads(claims)


@each_row(
    ("codes", "key"),
    [
        ((7000215,), "client-secret-wrong"),
        ((7000222,), "client-secret-expired"),
        ((700016,), "application-not-found"),
        ((700027,), "certificate-not-registered"),
        ((90002,), "tenant-not-found"),
        ((500011,), "exchange-not-in-tenant"),
        ((1, 65001), "consent-missing"),
        ((12345,), "sign-in-refused"),
        ((), "sign-in-refused"),
    ],
)
def test_a_refusal_has_its_advice_and_what_support_asks_for(codes: tuple[int, ...], key: str) -> None:
    service = Service([openid()], [refusal(*codes, status=401)])
    failure = key_of(lambda: sign_in(asking(), service.http))
    assert (failure.key, failure.outcome, failure.retry_safe) == (key, "did_not_run", True)
    assert all(part in failure.line for part in ("correlation-7", "trace-7", "2026-11-23 12:00:00Z"))
    assert len(service.edge.requests) == 2


def test_an_unknown_tenant_is_refused_before_a_secret_is_sent() -> None:
    service = Service([refusal(90002, error="invalid_tenant")])
    assert key_of(lambda: sign_in(asking(), service.http)).key == "tenant-not-found"
    assert [request.method for request in service.edge.requests] == ["GET"]


def test_a_transient_refusal_is_asked_again_and_then_told() -> None:
    service = Service([openid()], [refusal(90033, status=503) for _try in range(4)])
    assert key_of(lambda: sign_in(asking(), service.http)).key == "sign-in-unavailable"
    assert len(service.edge.requests) == 5


def test_a_server_error_is_told_with_its_status() -> None:
    service = Service([openid()], [answer(b"<html>", 502) for _try in range(4)])
    failure = key_of(lambda: sign_in(asking(), service.http))
    assert (failure.key, failure.outcome) == ("sign-in-not-understood", "did_not_run")
    assert "502" in failure.line


def test_no_answer_is_told_as_what_the_network_did() -> None:
    service = Service([openid()], [silence("certificate-refused")])
    with pytest.raises(TransportError) as caught:
        sign_in(asking(), service.http)
    assert (caught.value.kind, caught.value.hop) == ("certificate-refused", "sign-in")


@each_row(
    "reply",
    [
        answer(b"<html>Sign in to the Wi-Fi</html>"),
        answer(b""),
        answer([]),
        answer({}),
        answer({"issuer": "https://evil.example/"}),
        answer({"issuer": 7}),
        answer(b"[" * 100_000),
        answer(b"\xff\xfe"),
        answer(b"<html>", 404),
    ],
)
def test_a_discovery_that_is_not_microsofts_is_told(reply: Answer) -> None:
    service = Service([reply])
    assert key_of(lambda: sign_in(asking(), service.http)).key == "sign-in-not-understood"


def test_a_discovery_that_names_another_tenant_than_the_id_asked_for_is_not_believed() -> None:
    """Or a token of that other tenant would pass as the right one."""
    service = Service([openid(OTHER_TENANT)], [token_answer(jwt(tid=OTHER_TENANT))])
    assert key_of(lambda: sign_in(asking(tenant=TENANT), service.http)).key == "sign-in-not-understood"
    assert [request.method for request in service.edge.requests] == ["GET"]


def test_a_tenant_id_is_taken_in_any_case() -> None:
    service = Service([openid()], [token_answer()])
    assert sign_in(asking(tenant=TENANT.upper()), service.http).tenant_id == TENANT


def test_a_discovery_that_names_a_foreign_token_endpoint_gets_no_secret() -> None:
    foreign = openid()
    document = json.loads(foreign.body)
    service = Service([answer({**document, "token_endpoint": "https://evil.example/token"})], [token_answer()])
    with pytest.raises((TransportError, ValueError)):
        sign_in(asking(), service.http)
    assert [request.method for request in service.edge.requests] == ["GET"]


# Token checks


@each_row(
    ("claims", "key"),
    [
        ({"tid": OTHER_TENANT}, "wrong-tenant"),
        ({"aud": "https://graph.microsoft.com"}, "wrong-audience"),
        ({"aud": "00000003-0000-0000-c000-000000000000"}, "wrong-audience"),
        ({"aud": "https://outlook.office365.us"}, "wrong-audience"),
    ],
)
def test_a_token_for_elsewhere_is_never_used(claims: dict[str, Any], key: str) -> None:
    service = Service([openid()], [token_answer(jwt(**claims))])
    failure = key_of(lambda: sign_in(asking(), service.http), jwt(**claims))
    assert (failure.key, failure.outcome) == (key, "did_not_run")


@each_row(
    "claims",
    [
        {},
        {"tid": TENANT.upper()},
        {"tid": None},
        {"tid": 7},
        {"aud": None},
        {"aud": f"{RESOURCE}/"},
        {"aud": RESOURCE.upper()},
        {"aud": "00000002-0000-0ff1-ce00-000000000000"},
        {"aud": [RESOURCE]},
    ],
)
def test_a_claim_that_is_missing_or_says_the_same_is_no_reason_to_stop(claims: dict[str, Any]) -> None:
    service = Service([openid()], [token_answer(jwt(**claims))])
    assert sign_in(asking(), service.http).tenant_id == TENANT


COMPLIANCE = "https://ps.compliance.protection.outlook.com"
SHARED = "https://dataservice.o365filtering.com"
GOVERNMENT = "https://ps.compliance.protection.office365.us"


@each_row(
    ("resource", "audience", "fits"),
    [
        (RESOURCE, "https://outlook.office.com", True),
        (RESOURCE, "https://outlook.office.com/", True),
        ("https://partner.outlook.cn", "https://outlook.office365.cn", True),
        (COMPLIANCE, SHARED, True),
        (GOVERNMENT, SHARED, True),
        (RESOURCE, SHARED, False),
        (RESOURCE, COMPLIANCE, False),
        (COMPLIANCE, RESOURCE, False),
        (COMPLIANCE, GOVERNMENT, False),
        ("https://outlook.office365.us", "https://outlook.office.com", False),
        ("https://graph.microsoft.com", SHARED, False),
    ],
)
def test_a_token_may_name_its_service_by_another_address(resource: str, audience: str, fits: bool) -> None:
    assert AccessToken(jwt(aud=audience), 0.0, 0.0).is_for(resource) is fits


@each_row("secret", ["", "opaque", "a.b", "a.b.c", "a.!!.c", "é.é.é", "a.W10=.c", "a.eyJ.c"])
def test_a_token_that_cannot_be_read_has_no_claims(secret: str) -> None:
    token = AccessToken(secret, 0.0, 0.0)
    assert (token.claims, token.tenant_id, token.is_for(RESOURCE), token.lacks_application_role()) == (
        {},
        None,
        True,
        False,
    )


@each_row(
    ("claims", "lacks"),
    [
        ({}, False),
        ({"roles": ["Exchange.ManageAsApp", "x"]}, False),
        ({"roles": []}, True),
        ({"roles": None}, True),
        ({"roles": ["Mail.Read"]}, True),
        ({"roles": 7}, True),
        ({"roles": None, "scp": "Exchange.Manage"}, False),
    ],
)
def test_a_missing_application_role_is_seen(claims: dict[str, Any], lacks: bool) -> None:
    assert AccessToken(jwt(**claims), 0.0, 0.0).lacks_application_role() is lacks


def test_no_secret_shows_in_a_description() -> None:
    token = AccessToken(jwt(), 7.0, 1.0)
    assert repr(token) == str(token) == "Token(expires_at=7.0)"
    assert SECRET not in repr(asking())
    found = sign_in(asking(), Service([openid()], [token_answer()]).http)
    assert SECRET not in repr(found)
    assert jwt() not in repr(found)
