# Copyright (c) 2026 the m365.exchange contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""A challenge of either kind is no word about a bearer, what is no JWT never leaves for compliance, and a token may
name its service by another address."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import requests

from support.box import Box
from support.desk import Desk

COMPLIANCE = "00000007-0000-0ff1-ce00-000000000000"
CHALLENGES = [
    None,
    'Basic realm=""',
    'Basic realm="outlook.office365.com"',
    f'Bearer client_id="{COMPLIANCE}", trusted_issuers="00000001-0000-0000-c000-000000000000@*"',
    'Bearer client_id="00000002-0000-0ff1-ce00-000000000000", error="invalid_token"',
]


@pytest.mark.parametrize("challenge", CHALLENGES)
@pytest.mark.parametrize(
    ("cmdlet", "parameters"), [("Get-RemoteDomain", {}), ("Set-Mailbox", {"Identity": "anna", "MailTip": "x"})]
)
def test_a_401_with_any_challenge_is_answered_with_another_token_once(
    desk: Desk, box: Box, cmdlet: str, parameters: dict[str, Any], challenge: str | None
) -> None:
    headers = {"WWW-Authenticate": challenge} if challenge else {}
    box.control.fault("status", match={"cmdlet": cmdlet.lower()}, status=401, headers=headers, times=0)
    result = desk.run(cmdlet=cmdlet, parameters=parameters, retries=3)
    assert (result["outcome"], result["attempts"]) == ("did_not_run", 2), result["msg"]
    assert result["error"]["documentation"].endswith("#not-authorized")
    assert len({str(one["headers"]["authorization"]) for one in box.control.journal(cmdlet=cmdlet)}) == 2


@pytest.mark.parametrize("token", ["x" * 40, "a.b-c_d.e.f~g" * 3, "eyJhbGciOiJkaXIi." + "y" * 30])
@pytest.mark.parametrize(("cmdlet", "parameters"), [("Get-Label", {}), ("Remove-ComplianceTag", {"Identity": "Keep"})])
def test_compliance_is_shown_no_bearer_that_is_no_jwt(
    compliance_box: Box, tmp_path: Path, cmdlet: str, parameters: dict[str, Any], token: str
) -> None:
    """It would answer 500 without a challenge, and a write would be in doubt."""
    alone = Desk(compliance_box, tmp_path)
    result = alone.run(cmdlet=cmdlet, parameters=parameters, access_token=token, service=["compliance"])
    assert result["error"]["documentation"].endswith("#access-token-no-jwt"), result["msg"]
    assert result["outcome"] == "did_not_run"
    assert token not in str(result)
    assert compliance_box.control.journal(kind="invoke") == []


@pytest.mark.parametrize(
    ("service", "cmdlet", "resource"),
    [
        ("exchange", "Get-RemoteDomain", "https://outlook.office.com"),
        ("compliance", "Get-Label", "https://dataservice.o365filtering.com"),
    ],
)
def test_a_token_that_names_its_service_by_another_address_is_used(
    compliance_box: Box, tmp_path: Path, service: str, cmdlet: str, resource: str
) -> None:
    own = compliance_box.environment
    answer = requests.post(
        f"https://login.microsoftonline.com/{own['EXO_ORGANIZATION']}/oauth2/v2.0/token",
        data={
            "grant_type": "client_credentials",
            "client_id": own["EXO_APP_ID"],
            "client_secret": own["EXO_CLIENT_SECRET"],
            "scope": f"{resource}/.default",
        },
        proxies={"https": own["HTTPS_PROXY"]},
        verify=own["REQUESTS_CA_BUNDLE"],
        timeout=60,
    )
    token = answer.json()["access_token"]
    result = Desk(compliance_box, tmp_path).run(cmdlet=cmdlet, access_token=token, service=[service])
    assert "failed" not in result, result["msg"]
    (sent,) = compliance_box.control.journal(cmdlet=cmdlet, status=200)
    assert resource in str(sent["headers"]["authorization"])


SAID = "User is not allowed to call Get-Mailbox"  # MicrosoftDocs/office-docs-powershell #7970
BODY = (
    f'{{"error": {{"code": "Unauthorized", "message": "{SAID}", "innererror": {{"message": "{SAID}", '
    '"type": "Microsoft.Exchange.Admin.OData.Core.ODataServiceException"}}}'
)


@pytest.mark.parametrize(
    ("body", "said"), [(BODY, SAID), ("", "It gave no reason."), ("<html>", "It gave no reason."), ("No.", "No.")]
)
def test_what_a_401_says_is_told(desk: Desk, box: Box, tmp_path: Path, body: str, said: str) -> None:
    for one in ({"cmdlet": "get-mailbox"}, {"kind": "banner"}):
        box.control.fault("status", match=one, status=401, times=0, body=body)
    for failure in (desk.run(cmdlet="Get-Mailbox"), Desk(box, tmp_path).connected()):
        assert failure["error"]["documentation"].endswith("#not-authorized"), failure["msg"]
        assert failure["error"]["cause"].rstrip(".").endswith(f"The service says: {said.rstrip('.')}")
