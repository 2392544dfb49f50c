# Copyright (c) 2026 the m365.exchange contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What a task with many objects takes for nothing: no error for an absence, no empty checksum for an approved plan, no
secret into a checksum, and no option that means nothing."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from support.box import Box
from support.desk import Desk

Json = dict[str, Any]

NOT_FOUND = "Microsoft.Exchange.Configuration.Tasks.ManagementObjectNotFoundException"
DOMAIN: Json = {"kind": "RemoteDomain", "identity": "Careful", "properties": {"DomainName": "careful.example"}}
# More than fit into one request, so that the kind is listed.
MANY = [{**DOMAIN, "identity": f"Careful {n}", "properties": {"DomainName": f"c{n}.example"}} for n in range(11)]


def not_found(box: Box, cmdlet: str) -> None:
    """The service says of each read that there is no such object."""
    box.control.fault(
        "error", match={"cmdlet": cmdlet}, times=0, status=404, exception_type=NOT_FOUND, text="Not there."
    )


def test_not_found_is_no_answer_to_a_whole_listing(desk: Desk, box: Box, cmdlets: Callable[[], list[str]]) -> None:
    not_found(box, "get-remotedomain")
    listed = desk.many(*MANY, context={"check_mode": True})
    assert listed["numbers"]["unknown"] == len(MANY), listed["lines"]
    kept = desk.many(state="overridden", kinds=["RemoteDomain"], max_removals=9)
    assert (kept["numbers"]["unknown"], kept["numbers"]["remove"]) == (1, 0), kept["lines"]
    found = desk.many(state="gathered", kinds=["RemoteDomain", "OrganizationConfig"])
    assert [one["kind"] for one in found["unread"]] == ["RemoteDomain"]
    # Of one name it is an answer.
    assert desk.many(DOMAIN, context={"check_mode": True})["numbers"]["create"] == 1
    not_found(box, "get-organizationconfig")
    one = desk.resource(kind="OrganizationConfig", properties={"MailTipsLargeAudienceThreshold": 30})
    assert (one["failed"], one["outcome"]) == (True, "did_not_run")
    assert all(name.startswith("Get-") for name in cmdlets())


@pytest.mark.parametrize("empty", ["", "  "])
def test_an_empty_checksum_is_refused(desk: Desk, cmdlets: Callable[[], list[str]], empty: str) -> None:
    refused = desk.many(DOMAIN, plan_checksum=empty)
    assert refused["msg"].startswith("The option plan_checksum is empty."), refused
    assert cmdlets() == []


def test_a_secret_value_does_not_enter_the_checksum(desk: Desk) -> None:
    """It could be guessed from the checksum of a plan that is known. So two passwords have one plan."""

    def checksum(password: str, name: str = "careful@fabrikam.com") -> str:
        new = {"ExternalEmailAddress": name, "MicrosoftOnlineServicesID": "careful@contoso.com", "Password": password}
        row = {"kind": "MailUser", "identity": "Careful user", "properties": new}
        planned = desk.many(row, context={"check_mode": True})
        assert "failed" not in planned, planned["msg"]
        assert password not in str(planned)
        return str(planned["plan_checksum"])

    assert checksum("first-Pa55word") == checksum("second-Pa55word")
    assert checksum("first-Pa55word") != checksum("first-Pa55word", "other@fabrikam.com")


@pytest.mark.parametrize(
    ("option", "value"),
    [
        ("ignore", [{"kind": "RemoteDomain", "reason": "x"}]),
        ("plan_checksum", "0" * 64),
        ("max_changes", 1),
        ("max_removals", 1),
        ("allow_other_tenant", True),
        ("create_only", "recreate"),
        ("write_only", "always"),
        ("remove_orphans", True),
    ],
)
def test_what_means_nothing_where_objects_are_gathered_is_refused(
    desk: Desk, cmdlets: Callable[[], list[str]], option: str, value: Any
) -> None:
    refused = desk.many(state="gathered", kinds=["RemoteDomain"], **{option: value})
    assert refused["msg"].startswith(f"The option {option} has no meaning with state: gathered."), refused
    assert cmdlets() == []


@pytest.mark.parametrize("wrong", [False, [], "", 0])
def test_properties_that_are_empty_and_no_map_are_refused(
    desk: Desk, cmdlets: Callable[[], list[str]], wrong: object
) -> None:
    assert "properties is not a map" in desk.many({**DOMAIN, "properties": wrong})["msg"]
    assert "state is not present or absent" in desk.many({**DOMAIN, "state": wrong})["msg"]
    assert cmdlets() == []


NAMED_IN_PARTS: dict[str, list[Json]] = {
    "ActiveSyncDeviceAccessRule": [
        {
            "identity": {"QueryString": model, "Characteristic": "DeviceModel"},
            "properties": {"AccessLevel": "Block"},
        }
        for model in ("Careful 1", "Careful 2", "Careful 3")
    ],
    "TenantAllowBlockListSpoofItems": [
        {
            "identity": {
                "SpoofedUser": f"careful{n}.example",
                "SendingInfrastructure": "fabrikam.com",
                "SpoofType": "External",
            },
            "properties": {"Action": "Allow"},
        }
        for n in (1, 2, 3)
    ],
    "ApplicationAccessPolicy": [
        {
            "identity": {
                "AppId": f"0000000{n}-3e5f-4f5c-9c2b-2a8c3c6a5e11",
                "PolicyScopeGroupID": "AlexW@contoso.com",
                "AccessRight": "RestrictAccess",
            },
        }
        for n in (1, 2, 3)
    ],
}


@pytest.mark.parametrize("kind", NAMED_IN_PARTS)
def test_a_name_in_parts_is_not_the_last_of_them(desk: Desk, kind: str) -> None:
    """What has one part in common with what is named is another object, which overridden removes."""
    rows = [{"kind": kind, **row} for row in NAMED_IN_PARTS[kind]]
    made = desk.many(*rows)
    assert "failed" not in made, made["msg"]
    assert made["numbers"]["create"] == len(rows), made["lines"]
    planned = desk.many(rows[0], state="overridden", max_removals=9, context={"check_mode": True})
    removed = [row["identity"] for row in planned["plan"] if row["action"] == "remove"]
    kept = next(iter(rows[0]["identity"].values()))
    assert len(removed) >= 2
    assert kept not in [next(iter(identity.values())) for identity in removed]
    done = desk.many(rows[0], state="overridden", max_removals=9)
    assert done["numbers"]["remove"] == len(removed), done["lines"]
    assert desk.many(rows[0], state="overridden")["numbers"] == {**planned["numbers"], "equal": 1, "remove": 0}
    desk.many(rows[0], state="deleted", max_removals=1)


def test_what_is_renamed_is_left_alone_by_either_name(desk: Desk) -> None:
    """The task knows it by its new name, and whoever changed it by hand by the old one."""
    old: Json = {"kind": "TransportRule", "identity": "Careful old", "properties": {"PrependSubject": "a", "SetSCL": 5}}
    new: Json = {**old, "identity": "Careful new", "renamed_from": "Careful old"}
    desk.many(old, {**old, "identity": "Careful other"})
    (shown,) = desk.resources(kind="TransportRule", identity="Careful old", properties=["Priority"])["resources"]
    # The place of the other one.
    new["properties"] = {"PrependSubject": "b", "SetSCL": 6, "Priority": shown["properties"]["Priority"] + 1}
    for name in ("Careful new", "Careful old"):
        rule: Json = {"kind": "TransportRule", "identity": name, "reason": "by hand"}
        whole = desk.many(new, ignore=[rule], context={"check_mode": True})
        assert (whole["numbers"]["ignored"], whole["numbers"]["change"]) == (1, 0), whole["lines"]
        part = desk.many(
            new, ignore=[{**rule, "properties": ["PrependSubject", "Priority"]}], context={"check_mode": True}
        )
        assert {change["property"] for change in part["plan"][0]["changes"]} == {"SetSCL", "Name"}
        assert {change["property"] for change in part["plan"][0]["ignored"]} == {"PrependSubject", "Priority"}
    desk.many(old, {**old, "identity": "Careful other"}, state="deleted", max_removals=2)


def test_what_only_a_new_one_can_have_is_left_alone_and_not_equal(desk: Desk) -> None:
    other = {**DOMAIN, "properties": {"DomainName": "other.example"}}
    changed: Json = {**other, "properties": {**other["properties"], "AutoReplyEnabled": False}}
    differs = {"property": "DomainName", "before": "careful.example", "after": "other.example"}
    desk.many(DOMAIN)
    planned = desk.many(other, create_only="warn")
    assert (planned["changed"], planned["numbers"]["ignored"], planned["numbers"]["equal"]) == (False, 1, 0)
    (row,) = planned["plan"]
    assert (row["reason"], row["ignored"]) == ("only a new object can have it otherwise", [differs])
    done = desk.many(changed, create_only="warn")
    assert (done["plan"][0]["action"], done["plan"][0]["ignored"]) == ("change", [differs])
    assert done["outcomes"][0]["ignored"] == [differs]
    desk.many(DOMAIN, state="deleted", max_removals=1)


def test_what_is_named_by_a_name_of_several_is_not_removed(desk: Desk, box: Box) -> None:
    """Whether a row is the object that a name of two recipients means is not known, so nothing of the kind goes."""
    named = {"kind": "ApplicationAccessPolicy", **NAMED_IN_PARTS["ApplicationAccessPolicy"][0]}
    desk.many(named)
    text = "The operation couldn't be performed because object: 'Alex' matches multiple entries."
    box.control.fault(
        "error",
        match={"cmdlet": "get-recipient"},
        times=0,
        status=400,
        exception_type="Microsoft.Exchange.Configuration.Tasks.ManagementObjectAmbiguousException",
        text=text,
    )
    other = {**named, "identity": {**named["identity"], "PolicyScopeGroupID": "Alex"}}
    planned = desk.many(other, state="overridden", max_removals=9, context={"check_mode": True})
    box.control.reset()
    assert planned["numbers"]["remove"] == 0, planned["lines"]
    desk.many(named, state="deleted", max_removals=1)


def test_what_is_named_by_a_display_name_of_two_is_not_removed(desk: Desk) -> None:
    groups: list[Json] = [
        {
            "kind": "DistributionGroup",
            "identity": f"Careful twin {n}",
            "properties": {"DisplayName": "Careful twins", "PrimarySmtpAddress": f"careful.twin{n}@contoso.com"},
        }
        for n in (1, 2)
    ]
    parts = NAMED_IN_PARTS["ApplicationAccessPolicy"][0]["identity"]
    policy, doubtful = (
        {"kind": "ApplicationAccessPolicy", "identity": {**parts, "PolicyScopeGroupID": name}}
        for name in ("careful.twin1@contoso.com", "Careful twins")
    )
    desk.many(*groups)
    desk.many(policy)
    done = desk.many(doubtful, state="overridden", max_removals=9)
    assert done["numbers"]["remove"] == 0, done["lines"]
    assert desk.many(policy)["numbers"]["equal"] == 1
    desk.many(policy, *groups, state="deleted", max_removals=3)
