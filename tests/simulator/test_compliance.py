# Copyright (c) 2026 the m365.exchange contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Security & Compliance in the box: the front door, regions, its own tokens and cmdlets, cloud by cloud."""

from __future__ import annotations

from urllib.parse import urlsplit

import pytest
from simulator.test_tokens import claims_of
from simulator.wire import Wire

from support.box import Box

FRONT_DOORS = {
    "contoso.onmicrosoft.com": ("ps.compliance.protection.outlook.com", "eur02b"),
    "fabrikam.onmicrosoft.us": ("ps.compliance.protection.office365.us", "usg01b"),
    "litware.onmicrosoft.us": ("l5.ps.compliance.protection.office365.us", "dod01b"),
    "adatum.partner.onmschina.cn": ("ps.compliance.protection.partner.outlook.cn", "chn01b"),
}


def token_for(wire: Wire, resource: str) -> str:
    answer = wire.ask_token({**wire.secret_form(), "scope": f"{resource}/.default"})
    assert answer.status_code == 200, answer.text
    return str(answer.json()["access_token"])


def url_at(wire: Wire, host: str) -> str:
    return wire.invoke_url().replace(wire.rest_host, host)


@pytest.mark.parametrize(
    ("organization", "roles"),
    [("contoso.onmicrosoft.com", None), ("fabrikam.onmicrosoft.us", ["Exchange.ManageAsApp"])],
)
def test_a_token_shows_the_roles_of_its_own_application(box: Box, organization: str, roles: list[str] | None) -> None:
    """Worldwide that of Exchange is enough, and the token for the other one does not show it."""
    wire, (front, _region) = Wire(box, organization), FRONT_DOORS[organization]
    assert claims_of(token_for(wire, f"https://{front}")).get("roles") == roles
    assert claims_of(wire.token())["roles"] == ["Exchange.ManageAsApp"]


@pytest.mark.parametrize("organization", FRONT_DOORS)
def test_the_front_door_names_the_region_and_the_region_serves(box: Box, organization: str) -> None:
    wire, (front, region) = Wire(box, organization), FRONT_DOORS[organization]
    domain = front.removeprefix("l5.")
    token = token_for(wire, f"https://{domain}")
    answer = wire.invoke(token, "Get-AcceptedDomain", url=url_at(wire, front))
    assert answer.status_code == 302
    admin = f"{region}.admin.{domain.removeprefix('ps.compliance.')}:446"
    assert answer.headers["Location"] == f"https://{admin}/adminapi/beta/{wire.tenant.tenant_id}/InvokeCommand"
    answer = wire.invoke(token, "Get-AcceptedDomain", url=url_at(wire, f"{region}.{domain}"))
    assert answer.status_code in (200, 403)  # by the role; it came in
    wire.close()


def test_a_token_for_exchange_does_not_open_it(wire: Wire) -> None:
    url = url_at(wire, "eur02b.ps.compliance.protection.outlook.com")
    assert wire.invoke(wire.token(), "Get-AcceptedDomain", url=url).status_code == 401
    compliance = token_for(wire, "https://ps.compliance.protection.outlook.com")
    assert wire.invoke(compliance, "Get-AcceptedDomain").status_code == 401


def test_a_region_can_move_and_the_front_door_can_serve_itself(wire: Wire) -> None:
    token = token_for(wire, "https://ps.compliance.protection.outlook.com")
    old = url_at(wire, "eur02b.ps.compliance.protection.outlook.com")
    wire.box.control.settings(compliance_region="second")
    assert wire.invoke(token, "Get-AcceptedDomain", url=old).headers["Location"].startswith("https://eur04b.admin.")
    wire.box.control.settings(compliance_region="front_door")
    front = url_at(wire, "ps.compliance.protection.outlook.com")
    assert wire.invoke(token, "Get-AcceptedDomain", url=front).status_code in (200, 403)


def test_without_a_token_nobody_learns_a_region(wire: Wire) -> None:
    front_door = url_at(wire, "ps.compliance.protection.outlook.com")
    answers = {text: wire.invoke(text, "Get-AcceptedDomain", url=front_door) for text in ("a.b.c", "nonsense")}
    assert {text: answer.status_code for text, answer in answers.items()} == {"a.b.c": 401, "nonsense": 500}
    assert 'client_id="00000007-0000-0ff1-ce00-000000000000"' in answers["a.b.c"].headers["WWW-Authenticate"]
    assert "WWW-Authenticate" not in answers["nonsense"].headers
    assert not any("Location" in answer.headers for answer in answers.values())


def test_the_front_door_sets_a_cookie_and_a_region_names_the_cmdlet_that_it_does_not_have(wire: Wire) -> None:
    token = token_for(wire, "https://ps.compliance.protection.outlook.com")
    moved = wire.invoke(token, "Get-M365xNothing", url=url_at(wire, "ps.compliance.protection.outlook.com"))
    assert (moved.status_code, "affinity" in moved.headers["Set-Cookie"]) == (302, True)
    region = urlsplit(moved.headers["Location"]).hostname or ""
    host = region.replace(".admin.", ".ps.compliance.")
    refused = wire.invoke(token, "Get-M365xNothing", url=url_at(wire, host))
    assert refused.status_code == 403
    assert refused.json()["error"]["code"] == "Forbidden"
    assert "Get-M365xNothing" in refused.json()["error"]["message"]
