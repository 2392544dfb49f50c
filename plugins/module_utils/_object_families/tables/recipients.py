# Copyright (c) 2026 the m365.exchange contributors
# SPDX-License-Identifier: BSD-2-Clause
"""Recipients: mailboxes, contacts and users, and what of them is kept in their directory entry."""

from __future__ import annotations

from collections.abc import Mapping

from ..facts_of_family import Facts, Rule
from ._addressed import ADDRESSED, ADDRESSES_APART, ONE_OF_TWO, WHO_REFERS

# What a directory entry says of a person, kept to the letter.
_PERSON: Mapping[str, Rule] = dict.fromkeys(
    (
        "AssistantName", "City", "Company", "Department", "DisplayName", "FirstName", "Initials", "LastName", "Notes",
        "Office", "PhoneticDisplayName", "SimpleDisplayName", "StateOrProvince", "StreetAddress", "Title",
    ),
    "exact",
)  # fmt: skip
_IN_ENTRA = "is made in Entra (Microsoft Graph), as a user of the tenant"
_WITH_ITS_OWNER = "it comes and goes with the recipient that it describes"

FAMILIES: Mapping[str, Facts] = {
    "Mailbox": {
        "address_as": "PrimarySmtpAddress",
        # Else the names that belong to addresses are not shown.
        "read_with": {"IncludeEmailAddressDisplayNames": True},
        "compare": {
            **ADDRESSED,
            "PrimarySmtpAddress": "address",
            "FullAccess": "recipients",
            "SendAs": "recipients",
            "ForwardingAddress": "recipient",
            "ForwardingSmtpAddress": "address",
            "JournalArchiveAddress": "address",
            "*Quota": "size",
            "MaxSendSize": "size",
            "MaxReceiveSize": "size",
            "RecipientLimits": "number",
            "AuditLogAgeLimit": "span",
            "RetainDeletedItemsFor": "span",
            "LitigationHoldDuration": "days",
            "AuditAdmin": "words",
            "AuditDelegate": "words",
            "AuditOwner": "words",
            "DefaultAuditSet": "words",
            "Languages": "words",
            "ResourceCustom": "words",
            "AddressBookPolicy": "name",
            "DataEncryptionPolicy": "name",
            "RetentionPolicy": "name",
            "RoleAssignmentPolicy": "name",
            "SharingPolicy": "name",
        },
        "shown_as": {
            "Type": "RecipientTypeDetails",
            "Archive": "ArchiveStatus",
            "EnableRoomMailboxAccount": "RoomMailboxAccountEnabled",
        },
        "shown_values": {
            "Type": {
                "SharedMailbox": "Shared",
                "RoomMailbox": "Room",
                "EquipmentMailbox": "Equipment",
                "UserMailbox": "Regular",
            },
            "Archive": {"Active": True, "None": False},
        },
        # Without it a user's mailbox would be made, which the licence does.
        "create_asks": ["Type"],
        "switches": {"Type": {"Shared": "Shared", "Room": "Room", "Equipment": "Equipment"}},
        "toggle": "Archive",
        "toggle_with": {"Archive": True},
        # Who may open it and who may send as it are rights, each an object of its own.
        "kept_by": {
            "FullAccess": {
                "kind": "MailboxPermission",
                "owner": "Identity",
                "entry": "User",
                "fixed": {"AccessRights": ["FullAccess"]},
            },
            "SendAs": {
                "kind": "RecipientPermission",
                "owner": "Identity",
                "entry": "Trustee",
                "fixed": {"AccessRights": ["SendAs"]},
            },
        },
        # Set-Mailbox knows the primary address by its older name.
        "deltas": {"PrimarySmtpAddress": {"replace": "WindowsEmailAddress"}},
        "alone": ADDRESSES_APART,
        "exclusive": ONE_OF_TWO,
        "create_only": [
            "ActiveSyncMailboxPolicy",
            "Discovery",
            "Equipment",
            "FederatedIdentity",
            "FirstName",
            "HoldForMigration",
            "Initials",
            "LastName",
            "MailboxPlan",
            "Migration",
            "OrganizationalUnit",
            "Phone",
            "ProxyEmailAddress",
            "RemotePowerShellEnabled",
            "RemovedMailbox",
            "Room",
            "Shared",
            "TargetAllMDBs",
        ],
        "write_only": [
            "ExcludeFromOrgHolds",
            "FederatedIdentity",
            "FirstName",
            "Initials",
            "LastName",
            "OrganizationalUnit",
            "Password",
            "Phone",
            "RemoveOrphanedHolds",
            "RoomMailboxPassword",
        ],
        "wait": 120,
        "protected": [
            {
                "property": "RecipientTypeDetails",
                "equals": "UserMailbox",
                "reason": "a user's mailbox comes and goes with the licence",
            },
            {
                "property": "RecipientTypeDetails",
                "equals": "DiscoveryMailbox",
                "reason": "it holds the results of searches",
            },
        ],
        "refers_to": {
            **WHO_REFERS,
            "FullAccess": "Recipient",
            "SendAs": "Recipient",
            "ForwardingAddress": "Recipient",
            "ActiveSyncMailboxPolicy": "MobileDeviceMailboxPolicy",
            "AddressBookPolicy": "AddressBookPolicy",
            "RetentionPolicy": "RetentionPolicy",
            "RoleAssignmentPolicy": "RoleAssignmentPolicy",
            "SharingPolicy": "SharingPolicy",
        },
        "sources": [
            "Microsoft365DSC EXOSharedMailbox",
            "CIPP Invoke-AddSharedMailbox",
            "Microsoft's page of Set-Mailbox",
            "live rows of 2026",
        ],
    },
    "MailContact": {
        "address_as": "ExternalEmailAddress",
        "matched_by": {
            "Identity": [
                "Identity",
                "Name",
                "Alias",
                "Guid",
                "Id",
                "ExchangeObjectId",
                "ExternalDirectoryObjectId",
                "DistinguishedName",
                "PrimarySmtpAddress",
                "WindowsEmailAddress",
                "ExternalEmailAddress",
            ]
        },
        "compare": {**ADDRESSED, "ExternalEmailAddress": "address"},
        # Names of a person are the Contact's, and the place in the directory is nobody's to read.
        "write_only": ["FirstName", "Initials", "LastName", "OrganizationalUnit"],
        "alone": ADDRESSES_APART[1:],
        "exclusive": ONE_OF_TWO,
        # Still unknown after six seconds, there after minutes.
        "wait": 300,
        "refers_to": WHO_REFERS,
        "sources": ["Microsoft365DSC EXOMailContact", "CIPP Invoke-AddContact", "azure-auth (measured)"],
    },
    "MailUser": {
        "address_as": "PrimarySmtpAddress",
        "compare": {
            **ADDRESSED,
            "PrimarySmtpAddress": "address",
            "ExternalEmailAddress": "address",
            "JournalArchiveAddress": "address",
            "MaxSendSize": "size",
            "MaxReceiveSize": "size",
            "RecipientLimits": "number",
            "DataEncryptionPolicy": "name",
        },
        "write_only": [
            "ExcludeFromOrgHolds",
            "FederatedIdentity",
            "FirstName",
            "HVEAccount",
            "Initials",
            "LastName",
            "OrganizationalUnit",
            "Password",
            "RemotePowerShellEnabled",
            "RemoveOrphanedHolds",
            "SecondaryAddress",
        ],
        "alone": ADDRESSES_APART,
        "exclusive": ONE_OF_TWO,
        "wait": 120,
        "refers_to": WHO_REFERS,
        "sources": ["Microsoft's pages of New- and Set-MailUser", "live rows of 2026"],
    },
    "Contact": {
        "compare": {**_PERSON, "Manager": "recipient", "WindowsEmailAddress": "address"},
        "refers_to": {"Identity": "MailContact", "Manager": "Recipient"},
        "never_present": _WITH_ITS_OWNER,
        "never_absent": _WITH_ITS_OWNER,
        "sources": ["CIPP Invoke-EditContact", "Microsoft's page of Set-Contact"],
    },
    "User": {
        "compare": {
            **_PERSON,
            "Manager": "recipient",
            "AuthenticationPolicy": "name",
            "DesiredWorkloads": "words",
            "WindowsEmailAddress": "address",
        },
        "never_present": f"it {_IN_ENTRA}",
        "never_absent": "users are removed in Entra (Microsoft Graph)",
        "refers_to": {"AuthenticationPolicy": "AuthenticationPolicy", "Manager": "Recipient"},
        "sources": ["Microsoft365DSC EXOAuthenticationPolicyAssignment", "live rows of 2026"],
    },
    "Place": {
        "matched_by": {"Identity": []},
        "compare": {"Tags": "words"},
        "never_present": "a place is a room's mailbox, or is made in the list of places",
        "never_absent": _WITH_ITS_OWNER,
        "refers_to": {"Identity": "Recipient"},
        "sources": ["Microsoft365DSC EXOPlace"],
    },
}
