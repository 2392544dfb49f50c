# Copyright (c) 2026 the m365.exchange contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What a property names may be written by each of its names, and is the same however a read shows it: a label's parent
is shown by its GUID, a tag that was renamed by its new name."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest

from support.box import Box
from support.desk import Desk

Given = dict[str, Any]
Sent = Callable[[], list[str]]

ADELE = "AdeleV@contoso.onmicrosoft.com"
CHECK: Given = {"check_mode": True}


@pytest.fixture(scope="module")
def both(shared_box: Box, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    """A session for both services."""
    desk = Desk(shared_box, tmp_path_factory.mktemp("references"))
    desk.connect(service=["exchange", "compliance"])
    yield desk
    desk.disconnect()


# A kind, its object with the property, the kind that the property names, how one of that kind is made, and how it gets
# another name afterwards.
NAMING: dict[str, tuple[Given, str, str, Given, str]] = {
    "a label's parent": (
        {"kind": "Label", "identity": "Child", "properties": {"DisplayName": "Child", "Tooltip": "c"}},
        "ParentId", "Label", {"DisplayName": "Ours", "Tooltip": "p"}, "",
    ),
    "the policy of a rule of retention": (
        {"kind": "RetentionComplianceRule", "identity": "Years", "properties": {"RetentionDuration": "365"}},
        "Policy", "RetentionCompliancePolicy", {"ExchangeLocation": ["All"]}, "",
    ),
    "the category of a subcategory": (
        {"kind": "FilePlanPropertySubCategory", "identity": "Bills", "properties": {}},
        "ParentId", "FilePlanPropertyCategory", {}, "",
    ),
    "tags of a policy": (
        {"kind": "RetentionPolicy", "identity": "Mail", "properties": {}},
        "RetentionPolicyTagLinks", "RetentionPolicyTag",
        {"Type": "All", "RetentionAction": "DeleteAndAllowRecovery", "AgeLimitForRetention": 30}, "Name",
    ),
    "address lists of a policy": (
        {"kind": "AddressBookPolicy", "identity": "Book", "properties": {
            "GlobalAddressList": "\\Default Global Address List", "RoomList": "\\All Rooms",
            "OfflineAddressBook": "\\Default Offline Address Book"}},
        "AddressLists", "AddressList", {"RecipientFilter": "Alias -ne $null"}, "Name",
    ),
    "the sharing policy of a mailbox": (
        {"kind": "Mailbox", "identity": ADELE, "properties": {}},
        "SharingPolicy", "SharingPolicy", {"Domains": ["contoso.com: CalendarSharingFreeBusySimple"]}, "Name",
    ),
}  # fmt: skip


@pytest.mark.parametrize("case", NAMING)
def test_each_name_names_the_same(both: Desk, box: Box, cmdlets: Sent, case: str) -> None:
    task, name, kind, made, rename = NAMING[case]
    assert "failed" not in both.resource(kind=kind, identity="Ours", properties=made)
    many = name.endswith("s")
    wanted: Given = {**task, "properties": {**task["properties"], name: ["Ours"] if many else "Ours"}}
    done = both.resource(**wanted)
    assert (done.get("msg"), done["changed"]) == (None, True)
    called = "Ours"
    if rename:
        called = "Renamed"
        assert both.resource(kind=kind, identity="Ours", properties={rename: called})["changed"]
    (row,) = [one["shown"] for one in both.resources(kind=kind, identity=called, show="all")["resources"]]
    for text in (called, row["Guid"], row["DistinguishedName"], row["Guid"].upper()):
        cmdlets()
        wanted["properties"][name] = [text] if many else text
        again = both.resource(**wanted)
        assert (again.get("msg"), again["changed"], again["changes"]) == (None, False, []), text
        assert cmdlets().count(f"Get-{kind}") <= 1 + (kind == task["kind"])
        if many:
            wanted["properties"][name] = {"Add": [text]}
            assert both.resource(**wanted)["changed"] is False
    box.control.reset()
    wanted["properties"][name] = ["Nowhere"] if many else "Nowhere"
    refused = both.resource(**wanted)
    assert refused["msg"].startswith(
        f"The property {name} of {task['kind']} names 'Nowhere', and no {kind} is called so"
    )
    assert [one for one in cmdlets() if not one.startswith("Get-")] == []
    planned = both.resource(**{**wanted, "create_only": "warn"}, context=CHECK)
    assert planned["unresolved"] == [{"property": name, "value": "Nowhere", "kind": kind}]


def test_a_template_is_the_same_by_each_of_its_names_and_may_be_unlisted(desk: Desk, cmdlets: Sent) -> None:
    rule: Given = {"kind": "TransportRule", "identity": "Encrypt", "properties": {"FromScope": "InOrganization"}}
    listed = desk.run(cmdlet="Get-RMSTemplate", parameters={})["objects"]
    (row,) = [one for one in listed if one["Name"] == "Encrypt"]
    for number, text in enumerate(("Encrypt", row["Guid"], row["DistinguishedName"], "encrypt")):
        rule["properties"]["ApplyRightsProtectionTemplate"] = text
        assert desk.resource(**rule)["changed"] is (number == 0), text
    cmdlets()
    # Whether there is such a template is the service's to say.
    rule["properties"]["ApplyRightsProtectionTemplate"] = "Elsewhere"
    assert desk.resource(**rule)["failed"]
    assert cmdlets()[-1] == "Set-TransportRule"


def test_nothing_is_looked_up_where_the_names_are_the_same(desk: Desk, cmdlets: Sent) -> None:
    policy: Given = {"kind": "HostedContentFilterPolicy", "identity": "Default"}
    tags = {f"{name}QuarantineTag": "DefaultFullAccessPolicy" for name in ("Spam", "Phish", "Bulk")}
    desk.resource(**policy, properties=tags)
    cmdlets()
    assert not desk.resource(**policy, properties=tags)["changed"]
    assert cmdlets() == ["Get-HostedContentFilterPolicy"]
    other = dict.fromkeys(tags, "AdminOnlyAccessPolicy")
    assert desk.resource(**policy, properties=other)["changed"]
    # Those of the organization and those of its notifications are listed apart.
    assert cmdlets().count("Get-QuarantinePolicy") == 2


def test_a_name_of_several_is_not_taken(both: Desk, cmdlets: Sent) -> None:
    for name in ("Twin A", "Twin B"):
        both.resource(kind="Label", identity=name, properties={"DisplayName": "Twin", "Tooltip": "t"})
    child: Given = {
        "kind": "Label",
        "identity": "Of a twin",
        "properties": {"DisplayName": "Of a twin", "Tooltip": "t"},
    }
    cmdlets()
    child["properties"]["ParentId"] = "Twin"
    assert both.resource(**child)["error"]["documentation"].endswith("#resource-reference-unknown")
    assert "New-Label" not in cmdlets()
    child["properties"]["ParentId"] = "Twin B"
    assert both.resource(**child)["changed"]
    assert not both.resource(**child)["changed"]
    child["properties"]["ParentId"] = "Twin A"
    assert both.resource(**child)["changed"]
    assert not both.resource(**child)["changed"]


def test_a_listing_that_is_refused_is_no_missing_object(desk: Desk, box: Box, cmdlets: Sent) -> None:
    box.control.fault("status", match={"cmdlet": "get-sharingpolicy"}, status=403)
    result = desk.resource(kind="Mailbox", identity=ADELE, properties={"SharingPolicy": "Another"})
    assert result["failed"]
    assert "no SharingPolicy is called so" not in result["msg"]
    assert [one for one in cmdlets() if not one.startswith("Get-")] == []


def test_what_a_task_makes_may_be_named_by_what_it_makes_next(desk: Desk, box: Box) -> None:
    tag: Given = {"Type": "All", "RetentionAction": "DeleteAndAllowRecovery", "AgeLimitForRetention": 30}
    resources = [
        {"kind": "RetentionPolicyTag", "identity": "First", "properties": tag},
        {"kind": "RetentionPolicy", "identity": "Next", "properties": {"RetentionPolicyTagLinks": ["First"]}},
    ]
    done = desk.many(*resources)
    assert (done.get("msg"), done["changed"]) == (None, True)
    box.control.forget()
    assert not desk.many(*resources)["changed"]
