# Copyright (c) 2026 the m365.exchange contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What names an object in a pipe follows from its family: which kinds are on another, and by what each is named."""

from __future__ import annotations

from typing import Any

from ansible_collections.m365.exchange.plugins.module_utils._catalogue import piped_parameters
from ansible_collections.m365.exchange.plugins.module_utils._catalogue.cmdlets import all_names, find
from ansible_collections.m365.exchange.plugins.module_utils._object_families.identity_of_piped_object import (
    PIPED_OWNER,
    PipedKind,
)
from ansible_collections.m365.exchange.plugins.module_utils._object_families.property_rules import fold_row
from support.rows import each_row

GUID = "6f9619ff-8b86-d011-b42d-00c04fc964ff"
NOBODY = "00000000-0000-0000-0000-000000000000"


def test_what_is_on_another_object_is_told_by_its_family() -> None:
    """Members of groups and of cases have names in two parts as well, and are objects themselves."""
    nouns = {name.partition("-")[2] for name in all_names()}
    on_another = {noun for noun in nouns if PipedKind.of_cmdlet(f"Get-{noun}").is_on_another}
    assert on_another >= {
        "CaseHoldPolicy", "InboxRule", "MailboxFolderPermission", "MailboxIRMAccess", "MailboxPermission",
        "PublicFolderClientPermission", "RecipientPermission", "SweepRule", "TenantAllowBlockListItems",
    }  # fmt: skip
    assert [noun for noun in on_another if noun.endswith(("Member", "Links"))] == []
    assert {noun for noun in nouns if len(PipedKind.of_cmdlet(f"Get-{noun}").identity) > 1} - on_another == {
        "ComplianceCaseMember", "DistributionGroupMember", "RoleGroupMember", "UnifiedGroupLinks",
    }  # fmt: skip


@each_row(
    ("cmdlet", "itself", "row", "name"),
    [
        ("Get-Mailbox", True, {"Guid": GUID, "Name": "Anna"}, GUID),
        ("Get-Mailbox", True, {"Guid": NOBODY, "Name": "Anna"}, "Anna"),
        ("Get-Mailbox", True, {"Alias": "anna"}, None),
        ("Get-Mailbox", True, "anna@contoso.com", "anna@contoso.com"),
        ("Get-Mailbox", True, None, None),
        ("Get-NoSuchKind", False, {"guid": GUID}, GUID),
        ("Get-ManagementRoleEntry", True, {"Role": "Mail Recipients", "Name": "Get-Mailbox", "Guid": GUID},
         "Mail Recipients\\Get-Mailbox"),
        ("Get-ManagementRoleEntry", True, {"Name": "Get-Mailbox", "Guid": GUID}, GUID),
        ("Get-RoleGroup", True, {"Name": "Help Desk", "Guid": GUID}, "Help Desk"),
        ("Get-SweepRule", True, {"RuleId": 7, "Guid": GUID}, "7"),
        ("Get-Mailbox", True, {"RuleId": 7}, None),
        ("Get-MailboxPermission", True, {"Identity": "Anna", PIPED_OWNER: "anna@contoso.com"}, "anna@contoso.com"),
        ("Get-MailboxPermission", True, {"Identity": "Anna"}, "Anna"),
        ("Get-MailboxPermission", False, {"Identity": "Anna", "Guid": GUID, PIPED_OWNER: "anna@contoso.com"}, GUID),
        ("Get-InboxRule", True, {"Identity": "Anna\\1", PIPED_OWNER: "anna@contoso.com"}, "Anna\\1"),
        ("Get-InboxRule", False, {"Identity": "Anna\\1", PIPED_OWNER: "anna@contoso.com"}, "anna@contoso.com"),
        ("Get-DistributionGroupMember", True, {"Guid": GUID, PIPED_OWNER: "sales@contoso.com"}, GUID),
    ],
)  # fmt: skip
def test_an_object_is_named_by_what_is_surest(cmdlet: str, itself: bool, row: Any, name: str | None) -> None:
    here = fold_row(row) if isinstance(row, dict) else {}
    assert PipedKind.of_cmdlet(cmdlet).name_of(row, here, itself=itself) == name


def test_the_tables_of_pipes_name_what_there_is() -> None:
    nouns = {name.partition("-")[2].lower() for name in all_names()}
    assert {
        *piped_parameters._PROPERTIES_THAT_NAME,
        *piped_parameters._DENYING_PROPERTY,
        *piped_parameters._MAILBOX_KINDS,
    } <= nouns
    taking = {
        **piped_parameters._PARAMETER_BY_VALUE,
        **dict.fromkeys(piped_parameters._CMDLETS_IN_A_MAILBOX, piped_parameters.IN_MAILBOX),
    }
    named = list(taking.items())
    named += [(cmdlet, one) for cmdlet, more in piped_parameters._PARAMETERS_BY_PROPERTY.items() for one in more]
    assert [one for one in named if (found := find(one[0])) is None or not found.has(one[1])] == []
