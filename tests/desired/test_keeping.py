# Copyright (c) 2026 the m365.exchange contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""exo_resource: what it writes, that a second run writes nothing, and that check mode tells what would be written."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from support.box import Box
from support.desk import Desk

Sent = Callable[[], list[str]]
Result = dict[str, Any]

ADELE = "AdeleV@contoso.onmicrosoft.com"
ALEX = "AlexW@contoso.com"
BANNER = {"FromScope": "NotInOrganization", "PrependSubject": "[EXT] ", "Enabled": True}
CHECK = {"check_mode": True, "diff": True}


def writes(cmdlets: list[str]) -> list[str]:
    return [name for name in cmdlets if not name.startswith("Get-")]


def absent(desk: Desk, kind: str, identity: Any) -> None:
    result = desk.resource(kind=kind, identity=identity, state="absent")
    assert not result.get("failed"), result["msg"]


OURS = (("TransportRule", "External banner"), ("MailContact", "Reception"), ("DistributionGroup", "Sales"))


@pytest.fixture(autouse=True)
def clean(desk: Desk, box: Box) -> None:
    """Nothing of an earlier test is there."""
    for kind, name in OURS:
        absent(desk, kind, name)
    box.control.reset()


def test_it_is_made_once(desk: Desk, cmdlets: Sent) -> None:
    rule: Result = {"kind": "transportrule", "identity": "External banner", "properties": BANNER}
    first = desk.resource(**rule)
    assert (first["changed"], first["found"], first["kind"]) == (True, False, "TransportRule")
    assert first["resource"] == BANNER
    assert writes(cmdlets()) == ["New-TransportRule"]
    second = desk.resource(**rule)
    assert (second["changed"], second["found"], second["changes"], second["steps"]) == (False, True, [], [])
    assert second["resource"] == BANNER
    assert cmdlets() == ["Get-TransportRule"]


def test_only_what_differs_is_written(desk: Desk, box: Box) -> None:
    desk.resource(kind="TransportRule", identity="External banner", properties=BANNER)
    box.control.reset()
    result = desk.resource(kind="TransportRule", identity="External banner",
                           properties={**BANNER, "PrependSubject": "[OUT] "})  # fmt: skip
    assert result["changes"] == [{"property": "PrependSubject", "before": "[EXT] ", "after": "[OUT] "}]
    sent = [one["parameters"] for one in box.control.journal(kind="invoke") if one["cmdlet"].startswith("Set-")]
    assert [set(one) - {"Confirm"} for one in sent] == [{"Identity", "PrependSubject"}]


def test_a_switch_is_its_own_cmdlet(desk: Desk, cmdlets: Sent) -> None:
    desk.resource(kind="TransportRule", identity="External banner", properties=BANNER)
    cmdlets()
    off = desk.resource(kind="TransportRule", identity="External banner", properties={"Enabled": False})
    assert off["changes"] == [{"property": "Enabled", "before": True, "after": False}]
    assert writes(cmdlets()) == ["Disable-TransportRule"]


def test_what_new_does_not_take_is_set_at_once(desk: Desk, cmdlets: Sent) -> None:
    contact = {"ExternalEmailAddress": "reception@fabrikam.com", "MailTip": "Nobody is here on Sundays"}
    assert desk.resource(kind="MailContact", identity="Reception", properties=contact)["changed"]
    assert writes(cmdlets()) == ["New-MailContact", "Set-MailContact"]
    assert not desk.resource(kind="MailContact", identity="Reception", properties=contact)["changed"]


@pytest.mark.parametrize(
    ("given", "then"),
    [
        ({"MailTip": "Back on Monday"}, {"MailTip": None}),
        ({"IssueWarningQuota": "40GB"}, {"IssueWarningQuota": "40960 MB"}),
        ({"GrantSendOnBehalfTo": [ALEX]}, {"GrantSendOnBehalfTo": []}),
        ({"RetainDeletedItemsFor": "30.00:00:00"}, {"RetainDeletedItemsFor": "14.00:00:00"}),
    ],
    ids=["a text", "a size", "recipients", "a span"],
)
def test_a_value_is_set_and_set_back(desk: Desk, given: Result, then: Result) -> None:
    for properties in (given, then):
        desk.resource(kind="Mailbox", identity=ADELE, properties=properties)
        again = desk.resource(kind="Mailbox", identity=ADELE, properties=properties)
        assert not again["changed"], again["changes"]


def test_a_part_of_a_list_leaves_the_others_alone(desk: Desk) -> None:
    def senders(value: Any) -> Result:
        return desk.resource(kind="HostedContentFilterPolicy", identity="Default",
                             properties={"AllowedSenderDomains": value})  # fmt: skip

    senders(["contoso.com"])
    assert senders({"Add": ["fabrikam.com"]})["changed"]
    assert not senders({"add": ["FABRIKAM.com", "contoso.com"]})["changed"]
    assert not senders(["fabrikam.com", "contoso.com"])["changed"]
    assert senders({"Remove": ["contoso.com"]})["resource"] == {"AllowedSenderDomains": ["fabrikam.com"]}
    assert not senders({"Remove": ["contoso.com"], "Add": ["fabrikam.com"]})["changed"]
    assert senders([])["resource"] == {"AllowedSenderDomains": []}
    assert not senders([])["changed"]


def test_members_are_a_list_too(desk: Desk, cmdlets: Sent) -> None:
    group = {"PrimarySmtpAddress": "sales@contoso.onmicrosoft.com", "Members": [ADELE, ALEX]}
    assert desk.resource(kind="DistributionGroup", identity="Sales", properties=group)["changed"]
    assert not desk.resource(kind="DistributionGroup", identity="Sales", properties=group)["changed"]
    cmdlets()
    less = desk.resource(kind="DistributionGroup", identity="Sales", properties={"Members": [ALEX]})
    assert less["changed"]
    assert writes(cmdlets()) == ["Remove-DistributionGroupMember"]


def test_a_right_is_an_object_of_two_parts(desk: Desk, cmdlets: Sent) -> None:
    right: Result = {"kind": "MailboxPermission", "identity": {"Identity": ADELE, "User": ALEX}}
    absent(desk, **right)
    cmdlets()
    wanted = {"AccessRights": ["FullAccess"], "AutoMapping": False}
    first = desk.resource(**right, properties=wanted)
    assert (first["changed"], first["unverifiable"]) == (True, ["AutoMapping"])
    assert not desk.resource(**right, properties=wanted)["changed"]
    more = desk.resource(**right, properties={"AccessRights": ["ReadPermission"]})
    assert more["changed"]
    assert writes(cmdlets()) == ["Add-MailboxPermission", "Add-MailboxPermission", "Remove-MailboxPermission"]
    absent(desk, **right)
    assert writes(cmdlets()) == ["Remove-MailboxPermission"]
    assert not desk.resource(**right, state="absent")["changed"]


def test_what_is_not_there_is_absent(desk: Desk, cmdlets: Sent) -> None:
    result = desk.resource(kind="TransportRule", identity="External banner", state="absent")
    assert (result["changed"], result["found"]) == (False, False)
    assert cmdlets() == ["Get-TransportRule"]


def test_a_new_name_is_a_change(desk: Desk, cmdlets: Sent) -> None:
    absent(desk, "TransportRule", "Outside banner")
    desk.resource(kind="TransportRule", identity="External banner", properties=BANNER)
    cmdlets()
    rename: Result = {"kind": "TransportRule", "identity": "External banner", "properties": {"Name": "Outside banner"}}
    assert desk.resource(**rename)["changed"]
    assert writes(cmdlets()) == ["Set-TransportRule"]
    again = desk.resource(**rename)
    assert not again["changed"], again
    absent(desk, "TransportRule", "Outside banner")


def test_the_one_object_of_an_organization_has_no_name(desk: Desk) -> None:
    desk.run(cmdlet="Set-OrganizationConfig", parameters={"MailTipsLargeAudienceThreshold": 20})
    for threshold in (30, 25):
        wanted: Result = {"kind": "OrganizationConfig", "properties": {"MailTipsLargeAudienceThreshold": threshold}}
        assert desk.resource(**wanted)["changed"]
        assert not desk.resource(**wanted)["changed"]


def test_check_mode_tells_what_a_run_does_and_only_reads(desk: Desk, cmdlets: Sent) -> None:
    cases: list[Result] = [
        {"kind": "TransportRule", "identity": "External banner", "properties": BANNER},
        {"kind": "TransportRule", "identity": "External banner", "properties": {"Enabled": False, "SetSCL": 5}},
        {"kind": "TransportRule", "identity": "External banner", "state": "absent"},
    ]
    for case in cases:
        cmdlets()
        planned = desk.resource(context=CHECK, **case)
        assert writes(cmdlets()) == []
        done = desk.resource(**case)
        assert (planned["changed"], planned["changes"]) == (done["changed"], done["changes"])
        assert [(one["cmdlet"], one["parameters"]) for one in planned["steps"]] == [
            (one["cmdlet"], one["parameters"]) for one in done["steps"]
        ]
        assert {one["outcome"] for one in planned["steps"]} == {"did_not_run"}


def test_a_difference_is_shown(desk: Desk) -> None:
    desk.resource(kind="TransportRule", identity="External banner", properties=BANNER)
    result = desk.resource(context=CHECK, kind="TransportRule", identity="External banner",
                           properties={"PrependSubject": "[OUT] ", "Enabled": True})  # fmt: skip
    assert result["diff"] == {
        "before": {"PrependSubject": "[EXT] "},
        "after": {"PrependSubject": "[OUT] "},
        "before_header": "TransportRule External banner",
        "after_header": "TransportRule External banner",
    }


@pytest.mark.parametrize(
    ("options", "key"),
    [
        ({"kind": "TransportRules", "identity": "x"}, "kind-unknown"),
        ({"kind": "MessageTrace", "identity": "x"}, "kind-has-no-state"),
        ({"kind": "TransportRule"}, "resource-identity-missing"),
        ({"kind": "TransportRule", "identity": ""}, "resource-identity-missing"),
        ({"kind": "TransportRule", "identity": "Ext*"}, "resource-identity-wildcard"),
        ({"kind": "TransportRule", "identity": 7}, "resource-identity-not-text"),
        ({"kind": "MailboxPermission", "identity": {"Identity": ADELE}}, "resource-identity-parts"),
        ({"kind": "MailboxPermission", "identity": {"Identity": ADELE, "User": ALEX, "Deny": True}},
         "resource-identity-parts"),
        ({"kind": "OrganizationConfig", "identity": "Contoso"}, "resource-identity-none"),
        ({"kind": "TransportRule", "identity": "x", "properties": {"Prepend": "y"}}, "property-not-known"),
        ({"kind": "TransportRule", "identity": "x", "families": {"TransportRule": {"alias": 1}}}, "families-not-valid"),
        ({"kind": "TransportRule", "identity": "x", "wait": 9999}, "option-out-of-range"),
    ],
    ids=lambda value: value if isinstance(value, str) else None,
)  # fmt: skip
def test_what_cannot_be_meant_is_told_before_anything_is_sent(
    desk: Desk, cmdlets: Sent, options: Result, key: str
) -> None:
    result = desk.resource(**options)
    assert result["failed"]
    assert result["error"]["documentation"].endswith(f"#{key}"), result["msg"]
    assert cmdlets() == []


@pytest.mark.parametrize(
    ("options", "key"),
    [
        ({"kind": "Mailbox", "identity": ADELE, "properties": {"GrantSendOnBehalfTo": ["nobody@contoso.com"]}},
         "resource-recipient-unknown"),
        ({"kind": "Mailbox", "identity": ADELE, "properties": {"MailTip": ["a", "b"]}}, "resource-value-kind"),
        (
            {"kind": "Mailbox", "identity": ADELE, "properties": {"MailTipTranslations": ["ES:a", "es:b"]}},
            "resource-value-kind",
        ),
        ({"kind": "Mailbox", "identity": ADELE, "properties": {"EmailAddresses": {"Add": ["a@contoso.com"],
          "Remove": ["A@contoso.com"]}}}, "resource-added-and-removed"),
        ({"kind": "Mailbox", "identity": "nobody@contoso.com", "properties": {"MailTip": "x"}}, "creation-asks"),
        ({"kind": "RemoteDomain", "identity": "Nowhere", "properties": {"AutoReplyEnabled": True}}, "creation-asks"),
        ({"kind": "RemoteDomain", "identity": "Default", "state": "absent"}, "object-protected"),
        ({"kind": "RemoteDomain", "identity": "Default", "properties": {"DomainName": "contoso.com"}},
         "create-only-differs"),
        ({"kind": "AcceptedDomain", "identity": "fabrikam.com", "properties": {"DomainType": "InternalRelay"}},
         "object-not-there"),
        ({"kind": "CASMailbox", "identity": ADELE, "state": "absent"}, "never-absent"),
        ({"kind": "MailContact", "identity": "5b3dc1c4-6f0e-4a49-8b1c-b4dc5d4b2d4e",
          "properties": {"ExternalEmailAddress": "a@fabrikam.com"}}, "guid-not-found"),
    ],
    ids=lambda value: value if isinstance(value, str) else None,
)  # fmt: skip
def test_what_cannot_be_reached_is_told_before_anything_is_written(
    desk: Desk, cmdlets: Sent, options: Result, key: str
) -> None:
    result = desk.resource(**options)
    assert result["failed"]
    assert result["error"]["documentation"].endswith(f"#{key}"), result["msg"]
    assert (result["changed"], result["outcome"], result["steps"]) == (False, "did_not_run", [])
    assert writes(cmdlets()) == []
