# Copyright (c) 2026 the m365.exchange contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Access tokens: what is in them, and that the box lets in its own only, where they belong."""

from __future__ import annotations

import base64
import json
from typing import Any

import pytest
from simulator.wire import CLOUDS, Wire

from support.box import Box

EXCHANGE_ADMINISTRATOR = "29232cdf-9323-42fd-ade2-1d097af3e4de"
EXCHANGE_APP = "00000002-0000-0ff1-ce00-000000000000"


def claims_of(token: str) -> dict[str, Any]:
    """The claims of a JWT, unverified."""
    payload = token.split(".")[1]
    claims: dict[str, Any] = json.loads(base64.urlsafe_b64decode(payload + "=="))
    return claims


def test_claims_are_those_of_an_app_only_token(wire: Wire) -> None:
    claims = claims_of(wire.token())
    application = wire.application()
    assert claims["aud"] == "https://outlook.office365.com"
    assert claims["iss"] == f"https://sts.windows.net/{wire.tenant.tenant_id}/"
    assert claims["tid"] == wire.tenant.tenant_id
    assert claims["appid"] == application.app_id
    assert claims["app_displayname"] == "Ansible automation"
    assert (claims["idtyp"], claims["ver"], claims["appidacr"]) == ("app", "1.0", "1")
    assert claims["roles"] == ["Exchange.ManageAsApp"]
    assert claims["wids"] == [EXCHANGE_ADMINISTRATOR]
    assert claims["oid"] == claims["sub"]
    assert claims["nbf"] == claims["iat"]
    assert claims["exp"] - claims["iat"] == 4500 + 300


def test_token_without_application_role_has_no_roles_claim(wire: Wire) -> None:
    assert "roles" not in claims_of(wire.token("No application role"))


def test_every_token_is_another_one(wire: Wire) -> None:
    assert wire.token() != wire.token()


def test_lifetime_is_a_setting(wire: Wire) -> None:
    wire.box.control.settings(token_lifetime=60)
    answer = wire.ask_token(wire.secret_form()).json()
    assert answer["expires_in"] == 59
    assert wire.invoke(answer["access_token"], "Get-OrganizationConfig").status_code == 200
    wire.box.control.advance(61)
    assert wire.invoke(answer["access_token"], "Get-OrganizationConfig").status_code == 401


@pytest.mark.parametrize("scope", ["https://outlook.office365.com//.default", f"{EXCHANGE_APP}/.default"])
def test_audience_is_written_as_the_client_wrote_the_resource(wire: Wire, scope: str) -> None:
    token = wire.ask_token({**wire.secret_form(), "scope": scope}).json()["access_token"]
    assert claims_of(token)["aud"] == scope.removesuffix("/.default")
    assert wire.invoke(token, "Get-OrganizationConfig").status_code == 200


@pytest.mark.parametrize("resource", ["https://graph.microsoft.com", "https://ps.compliance.protection.outlook.com"])
def test_token_for_another_resource_is_not_let_in(wire: Wire, resource: str) -> None:
    token = wire.ask_token({**wire.secret_form(), "scope": f"{resource}/.default"}).json()["access_token"]
    answer = wire.invoke(token, "Get-OrganizationConfig")
    assert answer.status_code == 401
    assert answer.headers["WWW-Authenticate"].startswith("Bearer ")


@pytest.mark.parametrize("organization", CLOUDS)
def test_each_cloud_answers_under_its_own_hosts(box: Box, organization: str) -> None:
    client = Wire(box, organization)
    try:
        token = client.token()
        answer = client.invoke(token, "Get-OrganizationConfig")
        assert answer.status_code == 200
        assert claims_of(token)["aud"] == f"https://{client.rest_host}"
        assert answer.json()["@odata.context"].startswith(f"https://{client.rest_host}/")
    finally:
        client.close()


def test_token_of_one_cloud_is_not_let_in_by_another(box: Box) -> None:
    worldwide, china = Wire(box), Wire(box, "adatum.partner.onmschina.cn")
    try:
        answer = china.invoke(worldwide.token(), "Get-OrganizationConfig")
        assert answer.status_code == 401
        assert "login.partner.microsoftonline.cn" in answer.headers["WWW-Authenticate"]
    finally:
        worldwide.close()
        china.close()


def test_other_tenant_in_the_path_can_be_401_too(wire: Wire) -> None:
    wire.box.control.settings(other_tenant="unauthorized")
    answer = wire.invoke(wire.token(), "Get-OrganizationConfig", url=wire.invoke_url(tenant="litware.onmicrosoft.us"))
    assert answer.status_code == 401


def test_banner_without_a_directory_role_is_a_setting(wire: Wire) -> None:
    wire.box.control.settings(role_needed_at_connect=False)
    url = f"https://{wire.rest_host}/adminapi/beta/{wire.tenant.tenant_id}/EXOBanner('AutogenSession')?Version=3.9.2"
    headers = {"Authorization": f"Bearer {wire.token('No directory role')}"}
    assert wire.send("GET", url, headers=headers).status_code == 200
