# Copyright (c) 2026 the m365.exchange contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""exo_report_info against the box: what each report tells of a tenant whose truth is written here by hand."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from desired.told import ADELE, ALEX, DIEGO, EMILY, FEW_RIGHTS, found, lines, write

from ansible_collections.m365.exchange.plugins.module_utils._tenant_reports.all_reports import choose_reports
from support.box import Box
from support.desk import Desk
from support.extent import each

# All that read the service but the one whose dates go on from one to the next.
NAMES = ("forwarding", "access", "inbox_rules", "sizes", "protection", "groups", "retirement")
# It finds the person as well, before all else.
PERSONS = "Get-Recipient"
FIRST_READS = {read.cmdlet for one in choose_reports(NAMES, ADELE) for read in one.stages[0].values()}


@pytest.fixture(scope="module")
def forwards(shared_reports_box: Box, tmp_path_factory: pytest.TempPathFactory) -> None:
    """Forwarding of each kind, inside and outside."""
    with Desk(shared_reports_box, tmp_path_factory.mktemp("forwards")) as desk:
        write(desk, "Set-AcceptedDomain", Identity="fabrikam.com", MatchSubDomains=True)
        write(desk, "New-MailContact", Name="Supplier", ExternalEmailAddress="sales@adatum.example")
        write(desk, "Set-Mailbox", Identity=ADELE, ForwardingAddress="Supplier", ForwardingSmtpAddress=ALEX)
        write(desk, "Set-Mailbox", Identity=ALEX, ForwardingSmtpAddress="me@mail.contoso.com")
        write(desk, "Set-Mailbox", Identity=DIEGO, ForwardingSmtpAddress="me@eu.fabrikam.com")
        rule = {"Mailbox": EMILY, "Name": "Out", "ForwardTo": ["x@adatum.example", ADELE]}
        write(desk, "New-InboxRule", **rule)
        write(desk, "New-InboxRule", Mailbox=EMILY, Name="Sleeps", RedirectTo=["y@adatum.example"])
        write(desk, "Disable-InboxRule", Mailbox=EMILY, Identity="Sleeps")
        # Shown by its LegacyExchangeDN, as the mailbox above is.
        write(desk, "New-InboxRule", Mailbox=EMILY, Name="To a contact", ForwardAsAttachmentTo=["Supplier"])
        write(desk, "New-TransportRule", Name="Copies", BlindCopyTo=["z@adatum.example"], FromScope="InOrganization")
        write(desk, "New-TransportRule", Name="Tries", RedirectMessageTo=["z@adatum.example"], Mode="Audit",
              FromScope="InOrganization")  # fmt: skip
        write(desk, "New-RemoteDomain", Name="Adatum", DomainName="adatum.example")
        write(desk, "Set-RemoteDomain", Identity="Adatum", AutoForwardEnabled=False)
        write(desk, "New-HostedOutboundSpamFilterPolicy", Name="Open", AutoForwardingMode="On")
        write(desk, "New-HostedOutboundSpamFilterRule", Name="Open", HostedOutboundSpamFilterPolicy="Open", From=[ALEX])


@pytest.mark.usefixtures("forwards")
def test_who_forwards_outside_and_what_lets_them(reports_desk: Desk, reports_box: Box) -> None:
    told = reports_desk.report(report_names=["forwarding"])
    assert found(told, "forwarding.mailboxes", "outside") == {
        # A contact is outside by its external address, and ForwardingAddress comes first.
        (ADELE, "look", True), (ADELE, "listed", False),
        # contoso.com does not match its sub-domains, fabrikam.com does.
        (ALEX, "look", True), (DIEGO, "ok", False),
    }  # fmt: skip
    assert found(told, "forwarding.inbox-rules", "to") == {
        (EMILY, "look", "x@adatum.example"), (EMILY, "ok", ADELE), (EMILY, "listed", "y@adatum.example"),
        (EMILY, "look", "sales@adatum.example"),
    }  # fmt: skip
    assert found(told, "forwarding.transport-rules", "mode") == {
        ("Copies", "look", "Enforce"), ("Tries", "listed", "Audit"),
    }  # fmt: skip
    assert found(told, "forwarding.remote-domains", "allowed") == {("Default", "look", True), ("Adatum", "ok", False)}
    policies = {
        one["object"]: (one["verdict"], one["values"]["for"]) for one in lines(told, "forwarding.outbound-policy")
    }
    assert policies == {"Default": ("ok", "everyone else"), "Open": ("look", [ALEX])}
    # Six reads, a read a mailbox, and the names: ten a request.
    assert len(reports_box.control.journal(kind="batch")) == 3


@pytest.mark.usefixtures("forwards")
def test_what_a_role_does_not_allow_is_told_and_the_rest_stands(reports_box: Box, tmp_path: Path) -> None:
    desk = Desk(reports_box, tmp_path)
    desk.environ |= FEW_RIGHTS
    with desk:
        told = desk.report(report_names="forwarding")
    assert found(told, "forwarding.mailboxes", "outside") >= {(ADELE, "look", True), (DIEGO, "ok", False)}
    for part, role in (
        ("inbox-rules", "Mail Recipients"), ("transport-rules", "Transport Rules"),
        ("remote-domains", "Remote and Accepted Domains"), ("outbound-policy", "Transport Hygiene"),
    ):  # fmt: skip
        (line,) = lines(told, f"forwarding.{part}")
        assert (line["verdict"], line["object"]) == ("unknown", "")
        assert role in line["text"], line


@pytest.mark.usefixtures("forwards")
def test_what_could_not_be_read_of_one_is_unknown_for_that_one(reports_desk: Desk, reports_box: Box) -> None:
    reports_box.control.fault(kind="errors_in_200", match={"cmdlet": "Get-InboxRule"}, times=1)
    told = lines(reports_desk.report(report_names="forwarding"), "forwarding.inbox-rules")
    assert [(one["object"], one["verdict"]) for one in told if one["verdict"] == "unknown"] == [(ADELE, "unknown")]
    assert len(told) == 5
    reports_box.control.fault(kind="errors_in_200", match={"cmdlet": "Get-AcceptedDomain"}, times=0)
    told = lines(reports_desk.report(report_names="forwarding"), "forwarding.mailboxes")
    assert {(one["verdict"], one["values"]["outside"]) for one in told} == {
        ("unknown", "unknown"),
        ("listed", "unknown"),
    }


def test_an_unknown_report_is_told_before_the_first_connection(reports_desk: Desk, reports_box: Box) -> None:
    told = reports_desk.report(report_names=["forwarding", "forwardin"])
    assert told["failed"]
    assert "There is no report 'forwardin'. Did you mean forwarding?" in told["msg"]
    every = [one["name"] for one in reports_desk.report(report_names="all", only_names=True)["reports"]]
    assert ("access" in every, "groups" in every, len(every)) == (True, False, 8)
    assert reports_desk.report(report_names=" , ")["msg"].startswith("No report is named by report_names.")
    assert reports_box.control.journal(kind="invoke") == []


@pytest.mark.usefixtures("forwards")
def test_a_read_that_fails_is_never_taken_for_nothing(reports_box: Box, reports_desk: Desk) -> None:
    """A part that is not as it was is unknown. Each sixth of the first reads, all of them in make test-all."""
    whole = _lines_by_part(reports_desk)
    without_effect = set()
    for cmdlet in {*each(6, sorted(FIRST_READS)), PERSONS}:
        reports_box.control.fault(
            "errors_in_200", match={"cmdlet": cmdlet.lower()}, times=0, skip=int(cmdlet == PERSONS)
        )
        told = _lines_by_part(reports_desk)
        reports_box.control.clear_faults()
        changed = {part: lines for part, lines in told.items() if lines != whole[part]}
        if not changed:
            without_effect.add(cmdlet)
        for part, lines_now in changed.items():
            assert any("unknown" in (one["verdict"], *one["values"].values()) for one in lines_now), (cmdlet, part)
    # The built-in rule is for everybody: nobody asks for the default one.
    assert without_effect <= {"Get-SafeAttachmentPolicy", "Get-SafeLinksPolicy"}


def _lines_by_part(desk: Desk) -> dict[str, list[dict[str, Any]]]:
    told = desk.report(report_names=list(NAMES), report_person=ADELE)
    return {check["id"]: lines(told, check["id"]) for report in told["reports"] for check in report["checks"]}
