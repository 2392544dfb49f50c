# Copyright (c) 2026 the m365.exchange contributors
# SPDX-License-Identifier: BSD-2-Clause
"""Rights of one trustee on one object, and members of one group: each entry is an object with a name in parts."""

from __future__ import annotations

from collections.abc import Mapping

from ..facts_of_family import Facts, Protected

_SELF = "!NT AUTHORITY\\SELF"
# What the row of a member shows of it.
_MEMBER = (
    "Identity", "Name", "Alias", "PrimarySmtpAddress", "WindowsLiveID", "WindowsEmailAddress", "Guid", "Id",
    "ExchangeObjectId", "ExternalDirectoryObjectId", "DistinguishedName",
)  # fmt: skip
# Names of Entra's groups in role groups differ from tenant to tenant, what is displayed does not.
_MEMBER_OF_ROLES = (*_MEMBER, "DisplayName")
_EVERY_FOLDER: tuple[Protected, ...] = (
    {"property": "User", "equals": "Default", "reason": "every folder has this entry, which is set and never removed"},
    {
        "property": "User",
        "equals": "Anonymous",
        "reason": "every folder has this entry, which is set and never removed",
    },
)
_BYPASS = {"BypassSecurityGroupManagerCheck": True}

FAMILIES: Mapping[str, Facts] = {
    "MailboxPermission": {
        "identity": ["Identity", "User"],
        "matched_by": {"Identity": [], "User": ["User"]},
        "listed": True,
        "counts": {"IsInherited": False, "Deny": False, "User": _SELF},
        # Elements of the list may be joined by commas.
        "compare": {"AccessRights": "words"},
        "granted": "AccessRights",
        "create_only": ["AutoMapping", "InheritanceType"],
        "write_only": ["AutoMapping"],
        "refers_to": {"Identity": "Recipient", "User": "Recipient"},
        "sources": ["Microsoft365DSC EXOMailboxPermission", "graph2otel (live)"],
    },
    "RecipientPermission": {
        "identity": ["Identity", "Trustee"],
        "matched_by": {"Identity": [], "Trustee": ["Trustee"]},
        "listed": True,
        "counts": {"AccessControlType": "Allow", "Trustee": _SELF},
        "compare": {"AccessRights": "words"},
        "granted": "AccessRights",
        "create_only": [],
        "refers_to": {"Identity": "Recipient", "Trustee": "Recipient"},
        "sources": ["Microsoft365DSC EXORecipientPermission", "live rows of 2026"],
    },
    "MailboxFolderPermission": {
        # "mailbox:\\Calendar", where the folder is named in the mailbox's own language.
        "identity": ["Identity", "User"],
        "matched_by": {"Identity": [], "User": ["User"]},
        "listed": True,
        "compare": {"AccessRights": "words", "SharingPermissionFlags": "words"},
        "write_only": ["SendNotificationToUser"],
        "companions": {"SharingPermissionFlags": ["AccessRights"], "SendNotificationToUser": ["AccessRights"]},
        "protected": _EVERY_FOLDER,
        "recreatable": True,
        "refers_to": {"User": "Address"},
        "sources": ["Microsoft365DSC EXOMailboxFolderPermission", "CIPP Set-CIPPCalendarPermission"],
    },
    "PublicFolderClientPermission": {
        "identity": ["Identity", "User"],
        "matched_by": {"Identity": [], "User": ["User"]},
        "listed": True,
        "compare": {"AccessRights": "words"},
        # Nothing sets an entry, and Remove- takes no rights: it takes the whole entry.
        "replaced": True,
        "recreatable": True,
        "protected": _EVERY_FOLDER,
        "refers_to": {"Identity": "PublicFolder", "User": "Recipient"},
        "sources": ["Microsoft's pages of the three cmdlets"],
    },
    "MailboxIRMAccess": {
        # Set- makes the entry where there is none.
        "cmdlets": {"create": "Set-MailboxIRMAccess", "change": "Set-MailboxIRMAccess"},
        "identity": ["Identity", "User"],
        "matched_by": {"Identity": [], "User": ["User"]},
        "listed": True,
        "create_only": [],
        "recreatable": True,
        "refers_to": {"Identity": "Recipient", "User": "Recipient"},
        "sources": ["Microsoft365DSC EXOMailboxIRMAccess"],
    },
    "DistributionGroupMember": {
        "identity": ["Identity", "Member"],
        "matched_by": {"Identity": [], "Member": _MEMBER},
        "listed": True,
        "with_each": {"create": _BYPASS, "remove": _BYPASS},
        "refers_to": {"Identity": "DistributionGroup", "Member": "Recipient"},
        "sources": ["Microsoft365DSC EXODistributionGroup", "Microsoft's page of Add-DistributionGroupMember"],
    },
    "RoleGroupMember": {
        "identity": ["Identity", "Member"],
        "matched_by": {"Identity": [], "Member": _MEMBER_OF_ROLES},
        "listed": True,
        "with_each": {"create": _BYPASS, "remove": _BYPASS},
        # A member may be an application or a group of Entra, which no list of recipients has.
        "refers_to": {"Identity": "RoleGroup"},
        "sources": ["Microsoft365DSC EXORoleGroup and SCRoleGroupMember"],
    },
    "UnifiedGroupLinks": {
        # Owners are members first.
        "identity": ["Identity", "LinkType", "Links"],
        "matched_by": {"Identity": [], "LinkType": [], "Links": _MEMBER},
        "listed": True,
        "create_only": [],
        "refers_to": {"Identity": "UnifiedGroup", "Links": "Recipient"},
        "sources": ["Microsoft's page of Add-UnifiedGroupLinks"],
    },
    "ComplianceCaseMember": {
        "identity": ["Case", "Member"],
        "matched_by": {"Case": [], "Member": _MEMBER_OF_ROLES},
        "listed": True,
        "refers_to": {"Case": "ComplianceCase"},
        "sources": ["Microsoft's page of Add-ComplianceCaseMember"],
    },
    "eDiscoveryCaseAdmin": {
        "identity": ["User"],
        "matched_by": {"User": _MEMBER_OF_ROLES},
        "listed": True,
        "sources": ["Microsoft's page of Add-eDiscoveryCaseAdmin"],
    },
}
