# Copyright (c) 2026 the m365.exchange contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Columns that a switch of a Get fills, and a switch that clears what another cmdlet wrote."""

from __future__ import annotations

from typing import Any

import pytest
from simulator.exchange.tenant import Tenant

MADE = {
    "DistributionGroup": {"Name": "Staff"},
    "DynamicDistributionGroup": {"Name": "Berlin", "RecipientFilter": "City -eq 'Berlin'"},
    "UnifiedGroup": {"DisplayName": "Team", "Alias": "team"},
}


@pytest.mark.parametrize(
    ("noun", "name"),
    [
        *(
            (noun, name)
            for noun in ("DistributionGroup", "DynamicDistributionGroup", "Mailbox", "UnifiedGroup")
            for name in ("AcceptMessagesOnlyFromSendersOrMembers", "GrantSendOnBehalfTo")
        ),
        *((noun, "AcceptMessagesOnlyFrom") for noun in ("DistributionGroup", "DynamicDistributionGroup", "Mailbox")),
        *((noun, "ModeratedBy") for noun in ("DistributionGroup", "DynamicDistributionGroup", "UnifiedGroup")),
        ("DistributionGroup", "ManagedBy"),
        ("DistributionGroup", "BypassModerationFromSendersOrMembers"),
        ("Mailbox", "ForwardingAddress"),
        ("UnifiedGroup", "RejectMessagesFromSendersOrMembers"),
    ],
)
def test_names_beside_a_reference_are_shown_where_they_are_asked_for(noun: str, name: str) -> None:
    tenant = Tenant(mailboxes=3)
    identity = "AdeleV" if noun == "Mailbox" else tenant.run(f"New-{noun}", **MADE[noun]).rows[0]["Name"]
    many = name != "ForwardingAddress"
    tenant.run(f"Set-{noun}", Identity=identity, **{name: ["AlexW"] if many else "AlexW"})
    column = f"{name}WithDisplayNames"
    assert tenant.one(f"Get-{noun}", Identity=identity)[column] == []
    shown = tenant.one(f"Get-{noun}", Identity=identity, **{f"Include{column}": True})[column]
    assert shown == ["AlexW@contoso.com (Alex Wilber)"]


@pytest.mark.parametrize("noun", ["Recipient", "User"])
def test_the_name_of_a_manager_is_shown_where_it_is_asked_for(noun: str) -> None:
    tenant = Tenant(mailboxes=3)
    tenant.run("Set-User", Identity="AdeleV", Manager="AlexW")
    assert tenant.one(f"Get-{noun}", Identity="AdeleV")["ManagerWithDisplayName"] == []
    row = tenant.one(f"Get-{noun}", Identity="AdeleV", IncludeManagerWithDisplayName=True)
    assert row["ManagerWithDisplayName"] == ["AlexW@contoso.com (Alex Wilber)"]


def test_folders_match_their_language_until_it_changes() -> None:
    tenant = Tenant(mailboxes=3)

    def matches(**asked: bool) -> Any:
        row = tenant.one("Get-MailboxRegionalConfiguration", Identity="AdeleV", **asked)
        return row["DefaultFolderNameMatchingUserLanguage"]

    assert matches() is None
    assert matches(VerifyDefaultFolderNameLanguage=True) is True
    tenant.run("Set-MailboxRegionalConfiguration", Identity="AdeleV", Language="de-DE")
    assert matches(VerifyDefaultFolderNameLanguage=True) is False
    tenant.run("Set-MailboxRegionalConfiguration", Identity="AdeleV", LocalizeDefaultFolderName=True)
    assert matches(VerifyDefaultFolderNameLanguage=True) is True


def test_a_mailbox_has_no_encryption_policy_after_it_was_cleared() -> None:
    tenant = Tenant(mailboxes=3)
    keys = [f"https://{vault}.vault.azure.net/keys/k/1" for vault in ("contoso-1", "contoso-2")]
    tenant.run("New-DataEncryptionPolicy", Name="Keys", AzureKeyIDs=keys)
    tenant.run("Set-Mailbox", Identity="AdeleV", DataEncryptionPolicy="Keys")
    assert tenant.one("Get-Mailbox", Identity="AdeleV")["DataEncryptionPolicy"] == "Keys"
    tenant.run("Set-User", Identity="AdeleV", ClearDataEncryptionPolicy=True)
    assert tenant.one("Get-Mailbox", Identity="AdeleV")["DataEncryptionPolicy"] is None
