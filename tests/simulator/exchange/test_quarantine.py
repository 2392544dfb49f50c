# Copyright (c) 2026 the m365.exchange contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The messages of the quarantine are objects: found by their Identity, released, refused, deleted, looked into."""

from __future__ import annotations

import base64
from collections.abc import Mapping
from email import message_from_string
from typing import Any

import pytest
from simulator.exchange.tenant import START, Tenant

from exo_simulator.exchange.contract import Caller, CmdletError

COUNT = 60


@pytest.fixture
def busy() -> Tenant:
    return Tenant(reports={"QuarantineMessage": COUNT, "MessageTraceV2": COUNT})


def listed(tenant: Tenant, place: int) -> Mapping[str, Any]:
    row: Mapping[str, Any] = tenant.run("Get-QuarantineMessage").rows[place]
    return row


@pytest.mark.parametrize("place", [0, 17, 59])
def test_a_listed_row_is_found_by_its_own_identity(busy: Tenant, place: int) -> None:
    row = listed(busy, place)
    assert busy.one("Get-QuarantineMessage", Identity=row["Identity"]) == row
    assert busy.one("Get-QuarantineMessage", Identity=row["Identity"].upper()) == row


def senders(tenant: Tenant, **asked: bool) -> list[str]:
    return [row["SenderAddress"] for row in tenant.run("Get-QuarantineMessage", PageSize=COUNT, **asked).rows]


@pytest.mark.parametrize("entry", ["sender4@fabrikam.com", "Fabrikam.com"])
def test_messages_of_blocked_senders_are_listed_where_they_are_asked_for(busy: Tenant, entry: str) -> None:
    row = listed(busy, 4)
    (who,) = row["RecipientAddress"]
    whose = [one for one in busy.run("Get-QuarantineMessage", RecipientAddress=who).rows if entry[:6] != "sender"]
    busy.run("Set-MailboxJunkEmailConfiguration", Identity=who, BlockedSendersAndDomains=[entry])
    gone = len(whose) or 1
    assert len(senders(busy)) == COUNT - gone
    assert len(senders(busy, IncludeMessagesFromBlockedSenderAddress=True)) == COUNT
    assert busy.one("Get-QuarantineMessage", Identity=row["Identity"])["SenderAddress"] == row["SenderAddress"]


def test_my_items_are_those_of_whoever_asks(busy: Tenant) -> None:
    (who,) = listed(busy, 4)["RecipientAddress"]
    busy.caller = Caller("user", who, frozenset({"Security Reader"}))
    rows = busy.run("Get-QuarantineMessage", MyItems=True).rows
    assert {one for row in rows for one in row["RecipientAddress"]} == {who}
    busy.caller = Caller("app", "automation", frozenset({"Security Reader"}))
    assert not len(busy.run("Get-QuarantineMessage", MyItems=True).rows)
    busy.caller = Caller("user", "nobody@contoso.com", frozenset({"Security Reader"}))
    assert not len(busy.run("Get-QuarantineMessage", MyItems=True).rows)


@pytest.mark.parametrize(
    "cmdlet",
    [
        "Preview-QuarantineMessage",
        "Export-QuarantineMessage",
        "Get-QuarantineMessageHeader",
        "Delete-QuarantineMessage",
    ],
)
def test_a_message_of_another_kind_is_not_found(busy: Tenant, cmdlet: str) -> None:
    identity = listed(busy, 4)["Identity"]
    assert busy.refusal(cmdlet, Identity=identity, EntityType="Teams").exception_type.endswith("NotFoundException")
    busy.run(cmdlet, Identity=identity, EntityType="Email")


@pytest.mark.parametrize("identity", ["nothing", "0a1b2c3d-0000-4000-8000-000000000000\\x", "..\\.."])
def test_one_that_is_not_here_is_not_found(busy: Tenant, identity: str) -> None:
    for cmdlet, asked in (
        ("Get-QuarantineMessage", {}),
        ("Release-QuarantineMessage", {"ReleaseToAll": True}),
        ("Delete-QuarantineMessage", {}),
        ("Preview-QuarantineMessage", {}),
    ):
        assert busy.refusal(cmdlet, Identity=identity, **asked).exception_type.endswith("NotFoundException"), cmdlet


@pytest.mark.parametrize(
    ("how", "status"),
    [
        ({"ReleaseToAll": True}, "RELEASED"),
        ({"ReleaseToAll": True, "ActionType": "Release"}, "RELEASED"),
        ({"ActionType": "Deny"}, "DENIED"),
        ({"ActionType": "Request"}, "REQUESTED"),
    ],
)
def test_what_a_reviewer_decides_is_seen_by_every_search(busy: Tenant, how: Mapping[str, Any], status: str) -> None:
    row = listed(busy, 5)
    busy.run("Release-QuarantineMessage", Identity=row["Identity"], **how)
    after = busy.one("Get-QuarantineMessage", Identity=row["Identity"])
    assert (after["ReleaseStatus"], after["Released"]) == (status, status == "RELEASED")
    assert after["ReleasedUser"] == (row["RecipientAddress"] if status == "RELEASED" else [])
    found = busy.run("Get-QuarantineMessage", ReleaseStatus=[status]).rows
    assert [one["Identity"] for one in found] == [row["Identity"]]
    assert len(busy.run("Get-QuarantineMessage", ReleaseStatus=["NOTRELEASED"]).rows) == COUNT - 1
    trace = busy.one("Get-MessageTraceV2", MessageId=[row["MessageId"]])
    assert trace["Status"] == ("Delivered" if status == "RELEASED" else "Quarantined")
    assert (trace["Subject"], [trace["RecipientAddress"]]) == (row["Subject"], row["RecipientAddress"])


def test_a_release_goes_to_those_who_are_named_and_to_nobody_else() -> None:
    described = {
        "Identity": "a\\b",
        "SenderAddress": "ann@fabrikam.com",
        "RecipientAddress": ["x@contoso.com", "y@contoso.com"],
    }
    tenant = Tenant(objects={"QuarantineMessage": [described]})
    assert tenant.one("Get-QuarantineMessage", ReleaseStatus=["NOTRELEASED"])["Subject"] == ""
    release = "Release-QuarantineMessage"
    tenant.run(release, Identity="a\\b", User=["Y@contoso.com"])
    row = tenant.one("Get-QuarantineMessage", Identity="a\\b")
    assert (row["QuarantinedUser"], row["ReleasedUser"]) == (["x@contoso.com"], ["y@contoso.com"])
    assert "z@contoso.com" in tenant.refusal(release, Identity="a\\b", User=["z@contoso.com"]).text
    assert tenant.refusal(release, Identity="a\\b").text.endswith("User ReleaseToAll.")
    tenant.run("Delete-QuarantineMessage", Identity="a\\b", RecipientAddress=["x@contoso.com"])
    assert tenant.one("Get-QuarantineMessage", Identity="a\\b")["DeletedForRecipients"] == ["x@contoso.com"]
    tenant.run("Delete-QuarantineMessage", Identity="a\\b", RecipientAddress=["y@contoso.com"])
    assert not tenant.run("Get-QuarantineMessage").rows


def test_many_are_released_and_their_sender_is_let_in(busy: Tenant) -> None:
    rows = [listed(busy, place) for place in (2, 3, 4)]
    ids = [row["Identity"] for row in rows]
    busy.run("Release-QuarantineMessage", Identities=ids, ReleaseToAll=True, AllowSender=True)
    assert [busy.one("Get-QuarantineMessage", Identity=one)["Released"] for one in ids] == [True] * 3
    allowed = busy.run("Get-TenantAllowBlockListItems", ListType="Sender", Allow=True).rows
    assert {row["Value"] for row in allowed} == {row["SenderAddress"] for row in rows}
    assert not busy.run("Release-QuarantineMessage", Identities=ids, ReleaseToAll=True).changed
    with pytest.raises(CmdletError):
        busy.run("Release-QuarantineMessage", Identities=[ids[0], "nothing"], ReleaseToAll=True)


@pytest.mark.parametrize("place", [0, 30, 59])
def test_a_deleted_one_is_gone(busy: Tenant, place: int) -> None:
    row = listed(busy, place)
    busy.run("Delete-QuarantineMessage", Identity=row["Identity"])
    assert row["Identity"] not in {one["Identity"] for one in busy.run("Get-QuarantineMessage").rows}
    assert len(busy.run("Get-QuarantineMessage").rows) == COUNT - 1
    assert busy.refusal("Get-QuarantineMessage", Identity=row["Identity"])
    assert busy.refusal("Delete-QuarantineMessage", Identity=row["Identity"])


@pytest.mark.parametrize("place", [1, 8, 44])
def test_what_is_in_it_is_what_the_row_says(busy: Tenant, place: int) -> None:
    row = listed(busy, place)
    asked = {"Identity": row["Identity"]}
    head = message_from_string(busy.one("Get-QuarantineMessageHeader", **asked)["Header"])
    assert [head["From"], head["To"]] == [row["SenderAddress"], *row["RecipientAddress"]]
    assert [head["Subject"], head["Message-ID"]] == [row["Subject"], row["MessageId"]]
    seen = busy.one("Preview-QuarantineMessage", **asked)
    whole = base64.b64decode(busy.one("Export-QuarantineMessage", **asked)["Eml"]).decode("ascii")
    assert str(message_from_string(whole).get_payload()).rstrip() == seen["Body"]
    assert seen["ReceivedTime"] == row["ReceivedTime"]


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ({"MessageId": "<31@fabrikam.com>"}, 1),
        ({"Domain": ["fabrikam.com"]}, COUNT),
        ({"Domain": ["adatum.com"]}, 0),
        ({"PolicyTypes": ["HostedContentFilterPolicy"], "PolicyName": "Default"}, COUNT),
        ({"PolicyTypes": ["SafeAttachmentPolicy"]}, 0),
        ({"EntityType": "Teams"}, 0),
        ({"TeamsConversationTypes": ["Chat"]}, 0),
        ({"Reported": True}, 0),
        ({"Reported": False}, COUNT),
        ({"Type": "Phish"}, 6),
    ],
)
def test_every_condition_chooses(busy: Tenant, asked: Mapping[str, Any], found: int) -> None:
    assert len(busy.run("Get-QuarantineMessage", PageSize=1000, **asked).rows) == found


WORDS = {
    "Direction": "Inbound",
    "EntityType": "Email",
    "PolicyTypes": "HostedContentFilterPolicy",
    "QuarantineTypes": "Spam",
    "ReleaseStatus": "NotReleased",
    "Type": "Spam",
}


@pytest.mark.parametrize("name", WORDS)
def test_the_beginning_of_a_word_is_taken_and_fits_nothing(busy: Tenant, name: str) -> None:
    word, many = WORDS[name], name.endswith("s")
    for whole in (word, word.upper()):
        assert busy.run("Get-QuarantineMessage", **{name: [whole] if many else whole}).rows
    for length in sorted({1, 3, len(word) - 1}):
        begun = word[:length]
        assert not busy.run("Get-QuarantineMessage", **{name: [begun] if many else begun}).rows, begun
        assert not busy.run("Get-QuarantineMessage", **{name: [begun.upper()] if many else begun.upper()}).rows


def test_beside_the_beginning_of_a_word_a_whole_one_still_chooses(busy: Tenant) -> None:
    spam = busy.run("Get-QuarantineMessage", QuarantineTypes=["Spam"]).rows
    assert 0 < len(spam) < COUNT
    assert len(busy.run("Get-QuarantineMessage", QuarantineTypes=["Spam", "Phi", "spa"]).rows) == len(spam)
    refused = busy.refusal("Get-QuarantineMessage", QuarantineTypes=["Phi", "Spammy"]).text
    assert "SPOMalware" in refused
    assert "Phi," not in refused


def test_its_people_are_mailboxes_of_the_tenant(busy: Tenant) -> None:
    people = {address for row in busy.run("Get-QuarantineMessage").rows for address in row["RecipientAddress"]}
    assert len(people) > 10
    assert all(busy.one("Get-Mailbox", Identity=address)["PrimarySmtpAddress"] == address for address in people)


def test_a_preview_of_a_release_releases_nothing(busy: Tenant) -> None:
    row = listed(busy, 0)
    asked = busy.run("Release-QuarantineMessage", Identity=row["Identity"], ReleaseToAll=True, WhatIf=True)
    assert asked.confirmation
    assert busy.one("Get-QuarantineMessage", Identity=row["Identity"]) == row
    assert row["ReceivedTime"].startswith(f"{START:%Y-%m-%dT}")
