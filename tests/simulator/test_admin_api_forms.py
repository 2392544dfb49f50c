# Copyright (c) 2026 the m365.exchange contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The admin API in its other forms: rows as CLIXML, and the six endpoints of v2.0."""

from __future__ import annotations

from typing import Any
from xml.etree import ElementTree as ET

import pytest
import requests
from simulator.wire import Wire

from exo_simulator.admin_api.clixml import as_clixml
from support.box import Box

SPACE = "{http://schemas.microsoft.com/powershell/2004/04}"


def properties(text: str) -> dict[str, tuple[str, str | None]]:
    """Name to element and text of the only object."""
    (whole,) = ET.fromstring(text)
    members = whole.find(f"{SPACE}MS")
    assert members is not None
    return {one.attrib["N"]: (one.tag.removeprefix(SPACE), one.text) for one in members}


@pytest.mark.parametrize(
    ("cmdlet", "parameters", "wanted"),
    [
        (
            "Get-Mailbox",
            {"Identity": "AdeleV"},
            {"Alias": ("S", "AdeleV"), "HiddenFromAddressListsEnabled": ("B", "false")},
        ),
        ("Get-AcceptedDomain", {"Identity": "contoso.com"}, {"DomainName": ("S", "contoso.com")}),
        ("Get-TransportConfig", {}, {"MaxReceiveSize": ("S", "Unlimited")}),
    ],
)
def test_clixml_has_each_property_of_the_row(
    wire: Wire, cmdlet: str, parameters: dict[str, Any], wanted: dict[str, tuple[str, str]]
) -> None:
    token = wire.token()
    (plain,) = wire.invoke(token, cmdlet, parameters).json()["value"]
    (row,) = wire.invoke(token, cmdlet, parameters, **{"X-ResponseFormat": "clixml"}).json()["value"]
    assert list(row) == ["_clixml"]
    found = properties(row["_clixml"])
    assert set(found) == {name for name in plain if "@" not in name}
    for name, value in wanted.items():
        if name in plain:
            assert found[name] == value


@pytest.mark.parametrize(
    ("value", "annotation", "element"),
    [
        (None, "", ("Nil", None)),
        (True, "", ("B", "true")),
        (7, "System.Int16", ("I16", "7")),
        (2**63, "", ("U64", str(2**63))),
        ("2f0c", "System.Guid", ("G", "2f0c")),
        ("a & <b>\x00", "", ("S", "a & <b>_x0000_")),
        ("_x0041_", "", ("S", "_x005F_x0041_")),
        (["a"], "", ("Obj", None)),
        ({"key": 1}, "", ("Obj", None)),
    ],
)
def test_each_kind_of_value_has_its_element(value: Any, annotation: str, element: tuple[str, str | None]) -> None:
    row = {"It@data.type": annotation, "It": value}
    assert properties(as_clixml(row)["_clixml"])["It"] == element


def test_an_error_is_an_error_in_clixml_too(wire: Wire) -> None:
    answer = wire.invoke(wire.token(), "Get-Mailbox", {"Identity": "nobody"}, **{"X-ResponseFormat": "clixml"})
    assert answer.status_code == 404
    assert "ManagementObjectNotFoundException" in answer.text


@pytest.fixture
def v2(box: Box) -> Any:
    """Ask an endpoint of v2.0, with the permission for it or without."""
    wire = Wire(box)

    def ask(endpoint: str, cmdlet: str, method: str = "POST", name: str = "V2", **parameters: Any) -> requests.Response:
        url = f"https://{wire.rest_host}/adminapi/v2.0/{wire.tenant.tenant_id}/{endpoint}"
        body: dict[str, Any] = {"CmdletName": cmdlet} | ({"Parameters": parameters} if parameters else {})
        return wire.send(method, url, json={"CmdletInput": body}, headers=wire.headers(wire.token(name)))

    yield ask
    wire.close()


@pytest.mark.parametrize(
    ("endpoint", "cmdlet", "parameters"),
    [
        ("OrganizationConfig", "Get-OrganizationConfig", {}),
        ("AcceptedDomain", "Get-AcceptedDomain", {}),
        ("Mailbox", "get-mailbox", {"Identity": "AdeleV"}),
        ("mailboxfolderpermission", "Get-MailboxFolderPermission", {"Identity": "AdeleV:\\Calendar"}),
    ],
)
def test_an_endpoint_runs_its_cmdlets(v2: Any, endpoint: str, cmdlet: str, parameters: dict[str, Any]) -> None:
    answer = v2(endpoint, cmdlet, **parameters)
    assert answer.status_code == 200, answer.text
    assert answer.json()["value"]
    assert "/adminapi/v2.0/" in answer.json()["@odata.context"]


def test_a_page_goes_on_by_its_link(v2: Any) -> None:
    content = v2("Mailbox", "Get-Mailbox", ResultSize=2).json()
    assert len(content["value"]) == 2
    assert "/adminapi/v2.0/" in content["@odata.nextLink"]


@pytest.mark.parametrize(
    ("endpoint", "cmdlet", "more", "status"),
    [
        ("Mailbox", "Get-TransportRule", {}, 400),
        ("OrganizationConfig", "Set-OrganizationConfig", {}, 400),
        ("TransportRule", "Get-TransportRule", {}, 404),
        ("InvokeCommand", "Get-Mailbox", {}, 404),
        ("Mailbox", "Get-Mailbox", {"method": "GET"}, 405),
        ("Mailbox", "Get-Mailbox", {"name": "Ansible automation"}, 401),
    ],
)
def test_what_is_no_business_of_an_endpoint_is_refused(
    v2: Any, endpoint: str, cmdlet: str, more: dict[str, Any], status: int
) -> None:
    assert v2(endpoint, cmdlet, **more).status_code == status


def test_a_token_of_v2_alone_is_refused_on_beta(wire: Wire) -> None:
    assert wire.invoke(wire.token("V2"), "Get-Mailbox").status_code == 401
