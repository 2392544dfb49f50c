# Copyright (c) 2026 the m365.exchange contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Users at the sign-in service, in bare requests: passwords, realms, device codes, refresh tokens, other providers."""

from __future__ import annotations

from typing import Any

import pytest
from simulator.test_tokens import claims_of
from simulator.wire import Wire

MODULE = "fb78d390-0c51-40cd-8e17-fdbfab77341b"
OPERATOR = "operator@contoso.com"
SCOPE = "https://outlook.office365.com/.default openid profile offline_access"
DEVICE = "urn:ietf:params:oauth:grant-type:device_code"
ASSERTION = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer"


def by_password(user: str = OPERATOR, password: str = "right", **more: str) -> dict[str, str]:
    return {
        "grant_type": "password", "client_id": MODULE, "scope": SCOPE, "username": user, "password": password, **more,
    }  # fmt: skip


def code_of(answer: Any) -> int:
    assert answer.status_code >= 400, answer.text
    (code,) = answer.json()["error_codes"]
    return int(code)


def test_token_of_a_user_says_who_it_is_for(wire: Wire) -> None:
    answer = wire.ask_token(by_password(), "organizations").json()
    claims = claims_of(answer["access_token"])
    assert (claims["upn"], claims["tid"], claims["appid"]) == (OPERATOR, wire.tenant.tenant_id, MODULE)
    assert "AdminApi.AccessAsUser.All" in claims["scp"]
    assert "roles" not in claims
    assert claims_of(answer["id_token"])["preferred_username"] == OPERATOR
    assert wire.invoke(answer["access_token"], "Get-OrganizationConfig").status_code == 200
    (entry,) = wire.box.control.journal(kind="token")
    assert entry["identity"] == OPERATOR
    assert entry["parameters"]["password"] == "(blanked)"
    assert "right" not in str(entry)


@pytest.mark.parametrize(
    ("user", "code"),
    [
        ("mfa", 50076), ("enrol", 50079), ("blocked", 53003), ("risk", 53011), ("unassigned", 50105),
        ("locked", 50053), ("disabled", 50057), ("expired", 50055), ("keyless", 50056), ("nobody", 50034),
    ],
)  # fmt: skip
def test_accounts_are_refused_with_their_codes(wire: Wire, user: str, code: int) -> None:
    assert code_of(wire.ask_token(by_password(f"{user}@contoso.com"), "organizations")) == code


@pytest.mark.parametrize(
    ("tenant", "form", "code"),
    [
        ("organizations", by_password(password="wrong"), 50126),
        ("organizations", by_password("anna@federated.contoso.com"), 50126),
        ("common", by_password(), 9001023),
        ("litware.onmicrosoft.us", by_password(), 90002),
        ("organizations", by_password(client_secret="x"), 700025),
        ("organizations", by_password(client_id="8f1d0c52-3a4b-4c6d-9e7f-1a2b3c4d5e01"), 7000218),
        ("organizations", by_password(client_id="8f1d0c52-3a4b-4c6d-9e7f-1a2b3c4d5eff"), 700016),
        ("organizations", by_password(scope="openid"), 70011),
    ],
)
def test_wrong_questions_are_refused_with_their_codes(wire: Wire, tenant: str, form: dict[str, str], code: int) -> None:
    assert code_of(wire.ask_token(form, tenant)) == code


def test_account_that_is_not_enabled_signs_in_and_is_kept_out(wire: Wire) -> None:
    token = wire.ask_token(by_password("off@contoso.com"), "organizations").json()["access_token"]
    assert wire.invoke(token, "Get-OrganizationConfig").status_code == 403


@pytest.mark.parametrize(
    ("user", "kind", "host"),
    [
        (OPERATOR, "Managed", ""),
        ("anna@federated.contoso.com", "Federated", "sts.contoso.example"),
        ("x@y.zz", "Unknown", ""),
    ],
)
def test_realm_tells_who_looks_after_a_password(wire: Wire, user: str, kind: str, host: str) -> None:
    url = f"https://{wire.sign_in_host}/common/userrealm/{user}?api-version=1.0"
    realm = wire.send("GET", url).json()
    assert realm["account_type"] == kind
    assert host in realm.get("federation_active_auth_url", "")


def begin(wire: Wire) -> Any:
    url = f"https://{wire.sign_in_host}/organizations/oauth2/v2.0/devicecode"
    return wire.send("POST", url, data={"client_id": MODULE, "scope": SCOPE}).json()


def poll(wire: Wire, code: str) -> Any:
    return wire.ask_token({"grant_type": DEVICE, "client_id": MODULE, "device_code": code}, "organizations")


def test_device_code_is_pending_until_somebody_enters_it(wire: Wire) -> None:
    flow = begin(wire)
    assert flow["verification_uri"] == "https://microsoft.com/devicelogin"
    assert flow["user_code"] in flow["message"]
    first = poll(wire, flow["device_code"])
    assert (code_of(first), first.json()["error"]) == (70016, "authorization_pending")
    assert poll(wire, flow["device_code"]).json()["error"] == "slow_down"
    wire.box.control.enter_device_code(flow["user_code"], "mfa@contoso.com")
    wire.box.control.advance(6)
    answer = poll(wire, flow["device_code"]).json()
    assert claims_of(answer["access_token"])["upn"] == "mfa@contoso.com"
    assert "refresh_token" in answer
    wire.box.control.advance(6)
    assert code_of(poll(wire, flow["device_code"])) == 70018
    assert flow["device_code"] not in str(wire.box.control.journal())


def test_device_code_ends_and_can_be_declined(wire: Wire) -> None:
    late, declined = begin(wire), begin(wire)
    wire.box.control.enter_device_code(declined["user_code"], None)
    assert poll(wire, declined["device_code"]).json()["error"] == "authorization_declined"
    wire.box.control.advance(901)
    assert code_of(poll(wire, late["device_code"])) == 70019


def refresh(wire: Wire, token: str, **more: str) -> Any:
    form = {"grant_type": "refresh_token", "client_id": MODULE, "scope": SCOPE, "refresh_token": token, **more}
    return wire.ask_token(form, "organizations")


def test_refresh_token_gives_another_one_each_time(wire: Wire) -> None:
    first = wire.ask_token(by_password(), "organizations").json()["refresh_token"]
    second = refresh(wire, first).json()["refresh_token"]
    assert second != first
    assert refresh(wire, first).status_code == 200, "the old one is not revoked by its use"
    wire.box.control.settings(refresh_rotation="revoke")
    assert refresh(wire, second).status_code == 200
    assert code_of(refresh(wire, second)) == 50173


def test_refresh_token_ends_and_belongs_to_its_application(wire: Wire) -> None:
    token = wire.ask_token(by_password(), "organizations").json()["refresh_token"]
    partner = wire.application("Partner application")
    proof = {"client_id": partner.app_id, "client_secret": partner.client_secret}
    assert code_of(refresh(wire, token, **proof)) == 70000
    wire.box.control.revoke(OPERATOR)
    assert code_of(refresh(wire, token)) == 50173
    other = wire.ask_token(by_password(**proof), "organizations").json()["refresh_token"]
    assert code_of(refresh(wire, other, client_id=partner.app_id)) == 7000218
    assert refresh(wire, other, **proof).status_code == 200
    wire.box.control.advance(91 * 86400)
    assert code_of(refresh(wire, other, **proof)) == 700082


@pytest.mark.parametrize(
    ("words", "code"),
    [
        ({}, 0),
        ({"issuer": "https://other.example.com"}, 700211),
        ({"audience": "api://other"}, 700212),
        ({"subject": "repo:contoso/other"}, 700213),
        ({"expires_in": -400}, 700024),
    ],
)
def test_token_of_another_provider_must_fit_to_the_letter(wire: Wire, words: dict[str, Any], code: int) -> None:
    content = {"issuer": "https://token.example.com", "subject": "repo:contoso/exchange", **words}
    form = {
        **wire.secret_form("Partner application"),
        "client_assertion_type": ASSERTION,
        "client_assertion": wire.box.control.federated_token(**content),
    }
    form.pop("client_secret")
    answer = wire.ask_token(form)
    assert (code_of(answer) if code else answer.status_code) == (code or 200)
    broken = form["client_assertion"][:-6] + "AAAAAA"
    assert code_of(wire.ask_token({**form, "client_assertion": broken})) == 700027


def test_machine_asks_its_metadata_service_with_the_header_that_no_browser_sends(wire: Wire) -> None:
    base = wire.box.identity["virtual_machine"]["AZURE_POD_IDENTITY_AUTHORITY_HOST"]
    url = f"{base}/metadata/identity/oauth2/token?api-version=2018-02-01&resource=https://outlook.office365.com"
    wire.session.proxies = {}
    assert wire.send("GET", url).status_code == 400
    answer = wire.send("GET", url, headers={"Metadata": "true"}).json()
    assert claims_of(answer["access_token"])["appid"] == "8f1d0c52-3a4b-4c6d-9e7f-1a2b3c4d5e09"
    assert isinstance(answer["expires_in"], str)
    assert wire.send("GET", url + "&client_id=x", headers={"Metadata": "true"}).json()["error"] == "invalid_request"
    service = wire.box.identity["app_service"]
    url = f"{service['IDENTITY_ENDPOINT']}?api-version=2019-08-01&resource=https://outlook.office365.com"
    assert wire.send("GET", url, headers={"X-IDENTITY-HEADER": "guess"}).status_code == 401
    right = {"X-IDENTITY-HEADER": service["IDENTITY_HEADER"]}
    assert "access_token" in wire.send("GET", url, headers=right).json()
    assert service["IDENTITY_HEADER"] not in str(wire.box.control.journal())
    arc = wire.box.identity["arc"]["IDENTITY_ENDPOINT"]
    url = f"{arc}?api-version=2020-06-01&resource=https://outlook.office365.com"
    challenge = wire.send("GET", url, headers={"Metadata": "true"})
    assert challenge.status_code == 401
    with open(challenge.headers["WWW-Authenticate"].removeprefix("Basic realm="), encoding="utf-8") as file:
        headers = {"Metadata": "true", "Authorization": f"Basic {file.read()}"}
    assert "access_token" in wire.send("GET", url, headers=headers).json()
