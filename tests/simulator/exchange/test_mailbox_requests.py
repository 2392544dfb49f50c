# Copyright (c) 2026 the m365.exchange contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Requests to move, restore or import a mailbox are found by it, and names that nobody chose follow the pages."""

from __future__ import annotations

from typing import Any

import pytest
from simulator.exchange.tenant import Tenant

RESTORE: dict[str, Any] = {"SourceMailbox": "AdeleV", "TargetMailbox": "AlexW"}


@pytest.mark.parametrize(
    "identity",
    ["AdeleV", "Adele Vance", "adelev@contoso.com", "smtp-of", "Guid", "DistinguishedName", "LegacyExchangeDN"],
)
def test_a_move_request_is_found_by_any_identity_of_its_mailbox(identity: str) -> None:
    tenant = Tenant(mailboxes=3)
    mailbox = tenant.one("Get-Mailbox", Identity="AdeleV")
    tenant.run("New-MoveRequest", Identity="AdeleV", Remote=False)
    named = mailbox.get(identity, "AdeleV@contoso.onmicrosoft.com" if identity == "smtp-of" else identity)
    assert tenant.one("Get-MoveRequest", Identity=named)["Name"] == "Adele Vance"
    tenant.run("Suspend-MoveRequest", Identity=named, Confirm=False)
    assert tenant.one("Get-MoveRequest", Identity=named)["Status"] == "Suspended"
    tenant.run("Remove-MoveRequest", Identity=named, Confirm=False)
    assert not list(tenant.run("Get-MoveRequest").rows)


def test_a_move_request_follows_its_mailbox_and_no_other() -> None:
    tenant = Tenant(mailboxes=3)
    tenant.run("New-MoveRequest", Identity="AdeleV")
    tenant.run("Set-Mailbox", Identity="AdeleV", Alias="adele")
    assert tenant.one("Get-MoveRequest", Identity="adele")["Name"] == "Adele Vance"
    assert tenant.refusal("Get-MoveRequest", Identity="AlexW").status == 404
    assert tenant.refusal("New-MoveRequest", Identity="adele").error_id


def test_a_restore_request_is_called_by_its_mailbox_and_its_name() -> None:
    tenant = Tenant(mailboxes=3)
    tenant.run("New-MailboxRestoreRequest", Name="Failed moves", **RESTORE)
    other = {"SourceMailbox": "AlexW", "TargetMailbox": "AdeleV"}
    tenant.run("New-MailboxRestoreRequest", Name="Failed moves", **other)
    assert tenant.refusal("Get-MailboxRestoreRequest", Identity="Failed moves").error_id == "Ex9E65A2"
    row = tenant.one("Get-MailboxRestoreRequest", Identity="AlexW\\Failed moves")
    assert (row["Identity"], row["TargetMailbox"]) == ("AlexW\\Failed moves", "Alex Wilber")
    assert tenant.refusal("New-MailboxRestoreRequest", Name="Failed moves", **RESTORE).error_id
    tenant.run("Remove-MailboxRestoreRequest", Identity="AlexW\\Failed moves", Confirm=False)
    assert tenant.one("Get-MailboxRestoreRequest")["TargetMailbox"] == "Adele Vance"
    assert tenant.refusal("Get-MailboxRestoreRequest", Identity="AlexW\\Failed moves").status == 404


@pytest.mark.parametrize(
    ("noun", "values", "name"),
    [
        ("MailboxRestoreRequest", RESTORE, "MailboxRestore"),
        ("MailboxImportRequest", {"Mailbox": "AlexW"}, "MailboxImport"),
    ],
)
def test_a_request_that_nobody_named_has_the_service_s_name(noun: str, values: dict[str, Any], name: str) -> None:
    tenant = Tenant(mailboxes=3)
    made = [tenant.run(f"New-{noun}", **values).rows[0]["Name"] for _number in range(3)]
    assert made == [name, f"{name}1", f"{name}2"]
    assert tenant.one(f"Get-{noun}", Identity=f"AlexW\\{name}1")["Name"] == f"{name}1"


@pytest.mark.parametrize("noun", ["Mailbox", "MailUser"])
def test_an_alias_that_nobody_chose_is_the_account_s(noun: str) -> None:
    tenant = Tenant()
    made = {"Name": "Ann Lee", "MicrosoftOnlineServicesID": "ann.lee@contoso.com", "Password": "x"}
    assert tenant.run(f"New-{noun}", **made).rows[0]["Alias"] == "ann.lee"
    if noun == "Mailbox":
        assert tenant.run("New-Mailbox", Name="Ben Lee", Shared=True).rows[0]["Alias"] == "BenLee"


@pytest.mark.parametrize(
    ("noun", "values"),
    [
        ("MailboxRestoreRequest", {**RESTORE, "Name": "One"}),
        (
            "MailboxImportRequest",
            {"Mailbox": "AdeleV", "Name": "One", "AzureBlobStorageAccountUri": "https://a.test/b"},
        ),
        ("MoveRequest", {"Identity": "AdeleV"}),
        ("PublicFolderMoveRequest", {"Name": "One", "Folders": ["\\Plans"], "TargetMailbox": "AlexW"}),
    ],
)
def test_a_request_that_is_made_suspended_waits_until_it_is_resumed(noun: str, values: dict[str, Any]) -> None:
    tenant = Tenant(mailboxes=3)
    tenant.run("New-PublicFolder", Name="Plans")
    tenant.run(f"New-{noun}", **values, Suspend=True, SuspendComment="Wait for Ann")
    row = tenant.one(f"Get-{noun}")
    assert (row["Status"], row["SuspendComment"]) == ("Suspended", "Wait for Ann")
    assert len(tenant.run(f"Get-{noun}", Suspend=True).rows) == 1
    if noun != "PublicFolderMoveRequest":
        tenant.run(f"Resume-{noun}", Identity=str(row["Guid"]))
        assert tenant.one(f"Get-{noun}")["Status"] == "Queued"
        tenant.run(f"Suspend-{noun}", Identity=str(row["Guid"]), SuspendComment="Again", Confirm=False)
        assert tenant.one(f"Get-{noun}")["SuspendComment"] == "Again"


def test_a_move_that_is_resumed_may_stop_before_its_end() -> None:
    tenant = Tenant(mailboxes=1)
    tenant.run("New-MoveRequest", Identity="AdeleV")
    tenant.run("Resume-MoveRequest", Identity="AdeleV", SuspendWhenReadyToComplete=True)
    assert tenant.one("Get-MoveRequest")["SuspendWhenReadyToComplete"] is True
