# Copyright (c) 2026 the m365.exchange contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What a task may not ask for, and what it is told where it asks for much, for nothing, or for what is not there."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from support.box import Box
from support.desk import Desk

Given = dict[str, Any]
Sent = Callable[[], list[str]]

ADELE = "AdeleV@contoso.onmicrosoft.com"
ALEX = "AlexW@contoso.com"
CHECK: Given = {"check_mode": True, "diff": True}
NOWHERE = "later@contoso.com"
# The place of the application among those of the box's tenant.
WITHOUT_DIRECTORY_ROLE = 3


def writes(cmdlets: list[str]) -> list[str]:
    return [name for name in cmdlets if not name.startswith("Get-")]


@pytest.mark.parametrize(
    ("kind", "identity", "properties", "key"),
    [
        ("Mailbox", ADELE, {"Identity": ALEX, "CustomAttribute1": "x"}, "property-of-the-cmdlet"),
        ("MailboxPermission", {"Identity": ADELE, "User": ALEX}, {"User": ADELE}, "property-of-the-cmdlet"),
        ("OrganizationConfig", None, {"identity": "x"}, "property-of-the-cmdlet"),
        ("TransportRule", "x", {"SetSCL": 5, "WhatIf": True}, "property-of-the-cmdlet"),
        ("RemoteDomain", "Default", {"confirm": False}, "property-of-the-cmdlet"),
        ("RetentionPolicy", "x", {"Force": True}, "property-of-the-cmdlet"),
        ("RetentionCompliancePolicy", "x", {"AddExchangeLocation": ["a"]}, "property-of-the-cmdlet"),
        ("InsiderRiskEntityList", "x", {"addentities": ["a"]}, "property-of-the-cmdlet"),
        ("PublicFolder", "\\Plans", {"Path": "\\Old"}, "property-of-the-cmdlet"),
        ("Mailbox", ADELE, {"MailTip": "a", "mailtip": "b"}, "property-twice"),
        ("Mailbox", ADELE, {"Archive": None}, "null-means-nothing"),
        ("Mailbox", ADELE, {"Type": None}, "null-means-nothing"),
        ("TransportRule", "x", {"Enabled": None}, "null-means-nothing"),
        ("Mailbox", ADELE, {"MessageCopyForSentAsEnabled": None}, "null-means-nothing"),
    ],
)
def test_what_no_object_has_is_refused_before_anything_is_sent(
    desk: Desk, cmdlets: Sent, kind: str, identity: Any, properties: Given, key: str
) -> None:
    result = desk.resource(kind=kind, identity=identity, properties=properties)
    assert result["error"]["documentation"].endswith(f"#{key}"), result["msg"]
    assert cmdlets() == []


@pytest.mark.parametrize("state", ["present", "absent"])
def test_a_name_that_several_display_is_nobodys(desk: Desk, cmdlets: Sent, state: str) -> None:
    for name in ("twin1", "twin2"):
        contact = {"Name": name, "DisplayName": "Twins", "ExternalEmailAddress": f"{name}@fabrikam.com"}
        desk.run(cmdlet="New-MailContact", parameters=contact)  # or it is there from the other state
    cmdlets()
    result = desk.resource(kind="MailContact", identity="Twins", state=state, properties={"MailTip": "x"})
    assert result["error"]["documentation"].endswith("#resource-identity-ambiguous"), result["msg"]
    assert "twin1" in result["msg"]
    assert "twin2" in result["msg"]
    assert cmdlets() == ["Get-MailContact"]


def test_a_kind_of_the_other_service_is_told_so(desk: Desk, cmdlets: Sent) -> None:
    result = desk.resource(kind="ComplianceTag", identity="Years", properties={"Comment": "x"})
    line = "ComplianceTag lives in Security & Compliance, and this connection reaches Exchange Online."
    assert result["msg"].startswith(line)
    for other in (
        desk.resource(kind="ComplianceTag", identity="Years", state="absent"),
        desk.resources(kind="ComplianceTag"),
        desk.many({"kind": "ComplianceTag", "identity": "Years", "properties": {"Comment": "x"}}),
    ):
        assert other["error"]["documentation"].endswith("#kind-of-other-service"), other
    assert cmdlets() == []


@pytest.mark.parametrize(
    ("kind", "identity", "key"),
    [
        ("TransportRule", "", "resource-identity-missing"),
        ("TransportRule", " ", "resource-identity-missing"),
        ("MailboxPermission", "", "resource-identity-missing"),
        ("MailboxFolderPermission", {"Identity": ""}, "resource-identity-missing"),
        ("MailboxFolderPermission", {"Identity": None}, "resource-identity-missing"),
        ("MailboxPermission", "Adele*", "resource-identity-wildcard"),
        ("DistributionGroupMember", {"identity": "?ales"}, "resource-identity-wildcard"),
        ("ComplianceCaseMember", {"Case": 1}, "resource-identity-not-text"),
    ],
)
def test_objects_of_no_place_are_not_those_of_all(
    desk: Desk, cmdlets: Sent, kind: str, identity: object, key: str
) -> None:
    """The service finds by wildcards, and lists everything where a name is empty."""
    result = desk.resources(kind=kind, identity=identity)
    assert result["error"]["documentation"].endswith(f"#{key}"), result["msg"]
    assert cmdlets() == []


def test_what_an_organization_has_one_of_needs_no_name(desk: Desk) -> None:
    assert [row["identity"] for row in desk.resources(kind="TransportConfig", identity="")["resources"]] == [None]


def test_folders_of_one_name_in_two_places_are_two(desk: Desk) -> None:
    folders = [{"kind": "PublicFolder", "identity": f"\\{place}\\2026"} for place in ("Plans", "Bills")]
    plan = desk.many(*folders, context=CHECK)
    assert (plan.get("msg"), plan["changed"]) == (None, True)
    twice = desk.many(*folders, {"kind": "PublicFolder", "identity": r"\plans\2026"}, context=CHECK)
    assert twice["error"]["documentation"].endswith("#resources-object-twice"), twice


@pytest.mark.parametrize("state", ["present", "absent"])
def test_a_read_that_a_role_does_not_allow_is_no_missing_object(box: Box, tmp_path: Path, state: str) -> None:
    desk = Desk(box, tmp_path)
    stranger = box.tenants[0].applications[WITHOUT_DIRECTORY_ROLE]
    desk.environ |= {"EXO_APP_ID": stranger.app_id, "EXO_CLIENT_SECRET": stranger.client_secret}
    with desk:
        result = desk.resource(kind="TransportRule", identity="Nowhere", state=state, properties={"SetSCL": 5})
    assert result["error"]["documentation"].endswith("#role-missing"), result["msg"]
    assert "Get-TransportRule" in result["msg"]
    assert (result["changed"], result["steps"]) == (False, [])


def test_a_line_has_its_blanks(desk: Desk) -> None:
    result = desk.resource(kind="Mailbox", identity=ADELE, properties={"DisplayNam": "x"})
    assert result["msg"].startswith("No cmdlet of Mailbox takes DisplayNam, perhaps DisplayName.")


def test_one_recipient_under_two_names_is_not_added_and_removed(desk: Desk, cmdlets: Sent) -> None:
    desk.daily("exo_distribution_group", identity="Both", members=[])
    cmdlets()
    both: Given = {"add": [ADELE], "remove": ["Adele Vance"]}
    result = desk.daily("exo_distribution_group", identity="Both", members=both)
    assert result["error"]["documentation"].endswith("#resource-added-and-removed"), result["msg"]
    assert writes(cmdlets()) == []


@pytest.mark.parametrize("way", ["absent", "full_access"])
def test_rights_are_taken_whatever_is_said_of_outlook(desk: Desk, way: str) -> None:
    rights: Given = {"mailbox": ALEX, "user": ADELE, "auto_mapping": False}
    assert desk.daily("exo_mailbox_permission", **rights, full_access=True)["changed"]
    taken: Given = {"state": "absent"} if way == "absent" else {"full_access": False}
    result = desk.daily("exo_mailbox_permission", **rights, **taken)
    assert (result.get("msg"), result["changed"]) == (None, True)
    assert not desk.daily("exo_mailbox_permission", **rights, **taken)["changed"]


def test_a_table_of_the_task_leaves_auto_mapping_as_it_is_told(desk: Desk, box: Box) -> None:
    desk.daily("exo_mailbox_permission", mailbox=ALEX, user=ADELE, full_access=True, auto_mapping=False,
               families={"mailbox": {"wait": 5}})  # fmt: skip
    (written,) = box.control.journal(cmdlet="Add-MailboxPermission")
    assert written["parameters"]["AutoMapping"] is False
    desk.daily("exo_mailbox_permission", mailbox=ALEX, user=ADELE, state="absent")


@pytest.mark.parametrize(
    ("module", "given"),
    [
        ("exo_mailbox_permission", {"mailbox": NOWHERE, "user": ADELE, "send_as": True}),
        ("exo_calendar_permission", {"mailbox": NOWHERE, "user": ADELE, "access_rights": ["Reviewer"]}),
    ],
)
def test_a_mailbox_that_is_not_there_yet(desk: Desk, cmdlets: Sent, module: str, given: Given) -> None:
    planned = desk.daily(module, context=CHECK, **given)
    assert (planned.get("msg"), planned["changed"]) == (None, True)
    assert any("earlier task may make it" in warning for warning in desk.warnings)
    refused = desk.daily(module, **given)
    assert refused["failed"]
    assert "Type" not in refused["msg"]
    named = {name: value for name, value in given.items() if name in ("mailbox", "user")}
    gone = desk.daily(module, **named, state="absent")
    assert (gone.get("msg"), gone["changed"]) == (None, False)
    assert writes(cmdlets()) == []


def test_many_that_would_go_are_said(desk: Desk) -> None:
    rows = desk.run(cmdlet="Get-Mailbox", parameters={"ResultSize": 14})["objects"]
    members = [row["PrimarySmtpAddress"] for row in rows]
    desk.daily("exo_distribution_group", identity="Many", members=members)
    desk.daily("exo_distribution_group", context=CHECK, identity="Many", members=[])
    assert any(warning.startswith("14 items of Members of Many would go") for warning in desk.warnings), desk.warnings
    desk.daily("exo_distribution_group", context=CHECK, identity="Many", members=members[:4])
    assert not any("would go" in warning for warning in desk.warnings)


def test_what_is_left_as_it_is_is_told_as_it_is(desk: Desk) -> None:
    desk.daily("exo_distribution_group", identity="Kept", type="distribution")
    result = desk.daily("exo_distribution_group", identity="Kept", type="security", create_only="warn")
    assert result["changed"] is False
    assert result["ignored"][0]["after"] == "Security"
    assert result["resource"]["Type"] != "Security"


def test_what_nobody_knows_is_hidden_by_its_name(desk: Desk) -> None:
    result = desk.resource(kind="MailUser", identity="nobody", catalogue="off", context=CHECK,
                           properties={"ApiToken": "canary-token", "ClientSecret": "canary-secret",
                                       "ExternalEmailAddress": "a@fabrikam.com"})  # fmt: skip
    assert "canary" not in repr(result)
    assert "a@fabrikam.com" in repr(result)


def test_what_was_removed_and_could_not_be_made_is_told(desk: Desk, box: Box) -> None:
    policy: Given = {"kind": "ManagementRole", "identity": "Ours", "properties": {"Parent": "Mail Recipients"}}
    families: Given = {"ManagementRole": {"recreatable": True, "compare": {"Parent": "text"}}}
    assert desk.resource(**policy)["changed"]
    box.control.fault("status", match={"cmdlet": "new-managementrole"}, status=400)
    policy["properties"] = {"Parent": "Distribution Groups"}
    result = desk.resource(**policy, create_only="recreate", families=families)
    assert result["error"]["documentation"].endswith("#not-made-anew"), result["msg"]
    assert result["was"]["Parent"]
    box.control.reset()
    assert desk.resource(**policy)["changed"]
    desk.resource(kind="ManagementRole", identity="Ours", state="absent")


def test_a_doubt_is_about_the_write_that_it_is_about(desk: Desk, box: Box) -> None:
    box.control.fault("status", match={"cmdlet": "set-mailbox"}, status=504, moment="after")
    result = desk.daily("exo_mailbox", identity=ADELE, full_access={"add": [ALEX]}, properties={"MailTip": "doubt"})
    assert (result["outcome"], result["seen"]) == ("unknown", "equal")
    box.control.reset()
    box.control.fault("status", match={"cmdlet": "set-mailbox"}, status=504)
    result = desk.daily("exo_mailbox", identity=ADELE, full_access={"add": [ALEX]}, properties={"MailTip": "again"})
    assert (result["outcome"], result["seen"]) == ("unknown", "different")


@pytest.mark.parametrize(
    ("task", "line"),
    [
        ({"kind": "OrganizationConfig", "state": "absent"}, "OrganizationConfig cannot be removed: "),
        ({"kind": "HostedConnectionFilterPolicy", "state": "absent"}, "HostedConnectionFilterPolicy 'Default' cannot"),
        ({"kind": "TransportConfig", "properties": {"SmtpClientAuthenticationDisabled": True}},
         "Get-TransportConfig does not show SmtpClientAuthenticationDisabled of TransportConfig, so nobody"),
    ],
)  # fmt: skip
def test_what_an_organization_has_one_of_is_called_as_its_kind(desk: Desk, task: Given, line: str) -> None:
    families: Given = {"TransportConfig": {"shown_as": {"SmtpClientAuthenticationDisabled": "Nowhere"}}}
    result = desk.resource(**task, families=families)
    assert result["failed"]
    assert result["msg"].startswith(line)
    assert "''" not in result["msg"]
