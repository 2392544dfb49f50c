# Copyright (c) 2026 the m365.exchange contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What is written and what the service shows for it are equal by the tables, and what is something else differs."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from ansible_collections.m365.exchange.plugins.module_utils._compare_objects.compare_properties import (
    Comparison,
    compare_properties,
)
from ansible_collections.m365.exchange.plugins.module_utils._json_types import JsonMap
from ansible_collections.m365.exchange.plugins.module_utils._object_families.family import family_of
from ansible_collections.m365.exchange.plugins.module_utils._object_families.names_of_objects import ResolvedObject
from support.rows import each_row

# A kind, what a person writes, the row that shows it, and what would be something else.
CASES: list[tuple[str, dict[str, Any], JsonMap, dict[str, Any]]] = [
    ("TransportRule", {"Enabled": True}, {"State": "Enabled"}, {"Enabled": False}),
    ("TransportRule", {"PrependSubject": "[EXT] "}, {"PrependSubject": "[EXT] "}, {"PrependSubject": "[ext] "}),
    ("TransportRule", {"SenderDomainIs": ["fabrikam.com"]}, {"SenderDomainIs": "fabrikam.com"}, {"SenderDomainIs": []}),
    ("TransportRule", {"SubjectMatchesPatterns": [r"\s", r"\d"]}, {"SubjectMatchesPatterns": [r"\s", r"\d"]},
     {"SubjectMatchesPatterns": [r"\S", r"\d"]}),
    ("JournalRule", {"Enabled": False}, {"Enabled": False}, {"Enabled": True}),
    ("JournalRule", {"JournalEmailAddress": "Keep@fabrikam.com"}, {"JournalEmailAddress": "keep@fabrikam.com"},
     {"JournalEmailAddress": "other@fabrikam.com"}),
    ("AntiPhishRule", {"Enabled": False, "AntiPhishPolicy": "Strict"},
     {"State": "Disabled", "AntiPhishPolicy": "Strict"}, {"Enabled": True}),
    ("InboundConnector", {"SenderDomains": ["*.contoso.com"]}, {"SenderDomains": ["smtp:*.contoso.com;1"]},
     {"SenderDomains": ["contoso.com"]}),
    ("ArcConfig", {"ArcTrustedSealers": ["adatum.com", "fabrikam.com"]},
     {"ArcTrustedSealers": "fabrikam.com, adatum.com"}, {"ArcTrustedSealers": ["adatum.com"]}),
    ("DkimSigningConfig", {"KeySize": 2048}, {"Selector1KeySize": 2048}, {"KeySize": 1024}),
    ("RemoteDomain", {"LineWrapSize": "Unlimited"}, {"LineWrapSize": "Unlimited"}, {"LineWrapSize": 80}),
    ("RemoteDomain", {"TNEFEnabled": None}, {"TNEFEnabled": None}, {"TNEFEnabled": False}),
    ("Mailbox", {"Type": "Shared"}, {"RecipientTypeDetails": "SharedMailbox"}, {"Type": "Room"}),
    ("Mailbox", {"Archive": True}, {"ArchiveStatus": "Active"}, {"Archive": False}),
    ("Mailbox", {"Archive": False}, {"ArchiveStatus": "None"}, {"Archive": True}),
    ("Mailbox", {"IssueWarningQuota": "49GB"}, {"IssueWarningQuota": "49 GB (52,613,349,376 bytes)"},
     {"IssueWarningQuota": "49MB"}),
    ("Mailbox", {"RetainDeletedItemsFor": "14"}, {"RetainDeletedItemsFor": "14.00:00:00"},
     {"RetainDeletedItemsFor": "15"}),
    ("Mailbox", {"ForwardingSmtpAddress": "adele@fabrikam.com"}, {"ForwardingSmtpAddress": "smtp:adele@fabrikam.com"},
     {"ForwardingSmtpAddress": None}),
    ("Mailbox", {"MailTipTranslations": ["ES:Cerrado"]},
     {"MailTipTranslations": ["default:<html><body>Closed</body></html>", "ES:<html><body>Cerrado</body></html>"]},
     {"MailTipTranslations": ["default:Open", "ES:Cerrado"]}),
    ("Mailbox", {"MailTip": "Closed"}, {"MailTip": "<html>\r\n<body>\r\nClosed\r\n</body>\r\n</html>\r\n"},
     {"MailTip": "Open"}),
    ("Mailbox", {"CustomAttribute1": "Sales"}, {"CustomAttribute1": "Sales"}, {"CustomAttribute1": "sales"}),
    ("DistributionGroup", {"Type": "Security"}, {"RecipientTypeDetails": "MailUniversalSecurityGroup"},
     {"Type": "Distribution"}),
    ("DistributionGroup", {"RoomList": True}, {"RecipientTypeDetails": "RoomList"}, {"RoomList": False}),
    ("UnifiedGroup", {"Language": "de-DE"}, {"Language": {"Name": "de-DE"}}, {"Language": "en-US"}),
    ("Clutter", {"Enable": False}, {"IsEnabled": False}, {"Enable": True}),
    ("MailboxPermission", {"AccessRights": ["ReadPermission", "FullAccess"]},
     {"AccessRights": ["FullAccess, ReadPermission"]}, {"AccessRights": ["FullAccess"]}),
    ("RoleAssignmentPolicy", {"Roles": ["MyBaseOptions"]}, {"AssignedRoles": ["MyBaseOptions"]},
     {"Roles": ["MyProfile"]}),
    ("ManagementScope", {"RecipientRestrictionFilter": "Name -eq 'a'"}, {"RecipientFilter": "Name -eq 'a'"},
     {"RecipientRestrictionFilter": "Name -eq 'b'"}),
    ("HostedContentFilterPolicy", {"MakeDefault": True}, {"IsDefault": True}, {"ModifySubjectValue": "x"}),
    ("AntiPhishPolicy", {"TargetedUsersToProtect": ["Adele;adele@contoso.com"]},
     {"TargetedUsersToProtect": ["Adele Vance;adele@contoso.com"]},
     {"TargetedUsersToProtect": ["Lee;lee@contoso.com"]}),
    ("QuarantinePolicy", {"EndUserQuarantinePermissionsValue": 5},
     {"EndUserQuarantinePermissions": "A: False\nB: False\nC: False\nD: False\nE: False\nF: True\nG: False\nH: True"},
     {"EndUserQuarantinePermissionsValue": 4}),
    ("QuarantinePolicy", {"EndUserSpamNotificationFrequency": "04:00:00"}, {"EndUserSpamNotificationFrequency": "PT4H"},
     {"EndUserSpamNotificationFrequency": "1.00:00:00"}),
    ("TenantAllowBlockListItems", {"NoExpiration": True, "Action": "Block"},
     {"ExpirationDate": None, "Action": "Block"}, {"Action": "Allow"}),
    ("OwaMailboxPolicy", {"DisableFacebook": True}, {"FacebookEnabled": False}, {"DisableFacebook": False}),
    ("SharingPolicy", {"Domains": ["contoso.com:CalendarSharingFreeBusySimple"]},
     {"Domains": ["contoso.com: CalendarSharingFreeBusySimple"]}, {"Domains": ["*:CalendarSharingFreeBusySimple"]}),
    ("RetentionPolicyTag", {"AgeLimitForRetention": 30}, {"AgeLimitForRetention": "30.00:00:00"},
     {"AgeLimitForRetention": 31}),
    ("OMEConfiguration", {"ExternalMailExpiryInDays": 7}, {"ExternalMailExpiryInterval": "7.00:00:00"},
     {"ExternalMailExpiryInDays": 0}),
    ("OrganizationConfig", {"AutoExpandingArchive": False}, {"AutoExpandingArchiveEnabled": None},
     {"AutoExpandingArchive": True}),
    ("OrganizationConfig", {"PublicFoldersEnabled": "Local"}, {"PublicFoldersEnabled": "Local"},
     {"PublicFoldersEnabled": "Remote"}),
    ("TransportConfig", {"ExternalDsnDefaultLanguage": "de-DE"}, {"ExternalDsnDefaultLanguage": "de-de"},
     {"ExternalDsnDefaultLanguage": "en-US"}),
    ("DlpCompliancePolicy", {"ExchangeLocation": ["All"]}, {"ExchangeLocation": [{"Name": "All", "Type": "Tenant"}]},
     {"ExchangeLocation": ["adele@contoso.com"]}),
    ("DlpComplianceRule", {"Policy": "Cards"}, {"ParentPolicyName": "Cards"}, {"Policy": "Other"}),
    ("DlpComplianceRule", {"NotifyUser": ["Owner", "LastModifier"]}, {"NotifyUser": "LastModifier, Owner"},
     {"NotifyUser": ["Owner"]}),
    ("LabelPolicy", {"AdvancedSettings": {"requiredowngradejustification": "true"}},
     {"Settings": ["[requiredowngradejustification, true]", "[mandatory, false]"]},
     {"AdvancedSettings": {"mandatory": "true"}}),
    ("ComplianceCase", {"Status": "Closed"}, {"Status": "Closed"}, {"Status": "Active"}),
    ("ComplianceTag", {"RetentionDuration": 365}, {"RetentionDuration": "365"}, {"RetentionDuration": 366}),
    ("DlpEdmSchema", {"FileData": "<a><b/></a>"}, {"EdmSchemaXml": "<a>\n  <b></b>\n</a>"}, {"FileData": "<a/>"}),
]  # fmt: skip


def compared(kind: str, desired: dict[str, Any], row: JsonMap) -> Comparison:
    return compare_properties(family_of(kind), desired, row, everybody)


def everybody(_kind: str, values: Sequence[str]) -> dict[str, ResolvedObject | None]:
    """Each name is that of an object."""
    return {value: ResolvedObject.from_row({"Name": value}) for value in values}


@each_row(("kind", "wanted", "row", "other"), CASES)
def test_what_was_written_is_unchanged(kind: str, wanted: dict[str, Any], row: JsonMap, other: dict[str, Any]) -> None:
    del other
    found = compared(kind, wanted, row)
    assert (found.changes, found.unknown, found.unverifiable) == ((), (), ())
    assert sorted(found.equal) == sorted(wanted)


@each_row(("kind", "wanted", "row", "other"), CASES)
def test_what_is_something_else_is_a_change(
    kind: str, wanted: dict[str, Any], row: JsonMap, other: dict[str, Any]
) -> None:
    del wanted
    found = compared(kind, other, {**dict.fromkeys(other), **row})
    assert [one.property for one in found.changes] == list(other)
