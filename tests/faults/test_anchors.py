# Copyright (c) 2026 the m365.exchange contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The routing hint as it arrives: the organization's mailbox, the user's own, or what is asked for."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from support.box import Box
from support.desk import Desk

MAILBOX = "SystemMailbox{bb558c35-97f1-4cb9-8ff7-d53741dc928c}"
PERSON: dict[str, Any] = {"user_principal_name": "automation@contoso.com", "password": "guides-canary-Pa55"}


@pytest.fixture(scope="module")
def guides() -> Iterator[Box]:
    """The box of the guides, which has people."""
    with Box("--tenants", "guides") as box:
        yield box


@pytest.fixture
def desk(guides: Box, tmp_path: Path) -> Desk:
    guides.control.reset()
    return Desk(guides, tmp_path)


def anchors(box: Box) -> set[str | None]:
    """Those of the cmdlets that were sent."""
    return {one["headers"].get("x-anchormailbox") for one in box.control.journal(kind="invoke")}


@pytest.mark.parametrize("cmdlet", ["Get-Label", "Get-ComplianceTag", "Get-DlpCompliancePolicy", "Get-ComplianceCase"])
def test_an_application_reaches_compliance_by_the_initial_domain(desk: Desk, guides: Box, cmdlet: str) -> None:
    """go-exoscc runs so each week; the form with APP: and the tenant's id is unproven there."""
    result = desk.run(cmdlet=cmdlet, service=["compliance"], organization="contoso.onmicrosoft.com")
    assert "failed" not in result, result["msg"]
    assert anchors(guides) == {f"UPN:{MAILBOX}@contoso.onmicrosoft.com"}
    assert desk.warnings == []


@pytest.mark.parametrize("organization", ["contoso.com", "5e2c3a1f-7b64-4d0e-9a51-0c6f2b8d4e90", "CONTOSO.com"])
def test_another_name_of_the_organization_is_warned_of_or_looked_up(desk: Desk, guides: Box, organization: str) -> None:
    """A session that reaches Exchange asks there for the initial domain."""
    desk.run(cmdlet="Get-Label", service=["compliance"], organization=organization)
    assert [one for one in desk.warnings if "give organization as the initial domain" in one]
    desk.connect(organization=organization, service=["exchange", "compliance"])
    guides.control.forget()
    desk.run(cmdlet="Get-Label")
    assert anchors(guides) == {f"UPN:{MAILBOX}@contoso.onmicrosoft.com"}
    desk.disconnect()


@pytest.mark.parametrize(
    ("service", "cmdlet"),
    [("compliance", "Get-Label"), ("compliance", "Get-ComplianceTag"), ("exchange", "Get-RemoteDomain")],
)
def test_a_user_is_routed_by_the_users_own_name(desk: Desk, guides: Box, service: str, cmdlet: str) -> None:
    who = {**desk.environ}
    desk.environ = {name: value for name, value in who.items() if name not in ("EXO_APP_ID", "EXO_CLIENT_SECRET")}
    desk.run(cmdlet=cmdlet, service=[service], organization="contoso.onmicrosoft.com", **PERSON)
    assert anchors(guides) == {"UPN:automation@contoso.com"}


@pytest.mark.parametrize(
    "asked",
    [
        "TID:5e2c3a1f-7b64-4d0e-9a51-0c6f2b8d4e90",
        "UPN:OAuthUser@contoso.onmicrosoft.com",
        f"UPN:{MAILBOX}@contoso.onmicrosoft.com",
        "SMTP:AdeleV@contoso.com",
    ],
)
def test_what_is_asked_for_is_sent_as_it_is(desk: Desk, guides: Box, asked: str) -> None:
    for service, cmdlet in (("exchange", "Get-RemoteDomain"), ("compliance", "Get-Label")):
        guides.control.forget()
        result = desk.run(cmdlet=cmdlet, service=[service], anchor_mailbox=asked)
        assert "failed" not in result, result["msg"]
        assert asked in anchors(guides)
