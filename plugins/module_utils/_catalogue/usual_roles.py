# Copyright (c) 2026 the m365.exchange contributors
# SPDX-License-Identifier: BSD-2-Clause
"""Which role usually carries a cmdlet. "Usually", because each organization may cut its roles as it likes.

The roles are those of Microsoft's pages "Feature permissions in Exchange Online", "Permissions in Exchange Online" and
"App-only authentication" (2026), where a table says nothing else. Of what no source tells a role, none is told.
"""

from __future__ import annotations

from collections.abc import Sequence
from fnmatch import fnmatchcase

_RECIPIENT_MANAGEMENT = "Recipient Management"
_ORGANIZATION_MANAGEMENT = "Organization Management"
_COMPLIANCE_ADMINISTRATOR = "Compliance Administrator"
_CLIENT_ACCESS_ROLE, _CONFIGURATION_ROLE = "Organization Client Access", "Organization Configuration"
_HYGIENE_ROLE, _SHARING_ROLE = "Transport Hygiene", "Federated Sharing"

# Name of the cmdlet in lower case (with *), management role, role group that holds it; the first that fits counts.
_ROLES_OF_EXCHANGE_PAGES: Sequence[tuple[str, str, str]] = (
    ("*-transportrule*", "Transport Rules", _ORGANIZATION_MANAGEMENT),
    ("*-journalrule*", "Journaling", "Compliance Management"),
    ("*-transportconfig", "Organization Transport Settings", _ORGANIZATION_MANAGEMENT),
    ("*-inboundconnector", "Remote and Accepted Domains", _ORGANIZATION_MANAGEMENT),
    ("*-outboundconnector", "Remote and Accepted Domains", _ORGANIZATION_MANAGEMENT),
    ("*-remotedomain", "Remote and Accepted Domains", _ORGANIZATION_MANAGEMENT),
    ("*-accepteddomain", "Remote and Accepted Domains", _ORGANIZATION_MANAGEMENT),
    ("*-management*", "Role Management", _ORGANIZATION_MANAGEMENT),
    ("*-role*", "Role Management", _ORGANIZATION_MANAGEMENT),
    ("*-serviceprincipal", "Role Management", _ORGANIZATION_MANAGEMENT),
    ("*-hosted*", "Transport Hygiene", "Hygiene Management"),
    ("*-malwarefilter*", "Transport Hygiene", "Hygiene Management"),
    ("*-antiphish*", "Transport Hygiene", "Hygiene Management"),
    ("*-safelinks*", "Transport Hygiene", "Hygiene Management"),
    ("*-safeattachment*", "Transport Hygiene", "Hygiene Management"),
    ("*-quarantine*", "Transport Hygiene", "Hygiene Management"),
    ("*-dkimsigningconfig", "Transport Hygiene", "Hygiene Management"),
    ("*-tenantallowblocklist*", "Transport Hygiene", "Hygiene Management"),
    ("*-messagetrace*", "Message Tracking", _RECIPIENT_MANAGEMENT),
    ("*-adminauditlog*", "Audit Logs", "Compliance Management"),
    ("search-unifiedauditlog", "Audit Logs", "Compliance Management"),
    ("*-retentionpolicy*", "Retention Management", "Compliance Management"),
    ("*-irmconfiguration", "Information Rights Management", "Compliance Management"),
    ("*-publicfolder*", "Public Folders", _ORGANIZATION_MANAGEMENT),
    ("*-mailpublicfolder", "Mail Enabled Public Folders", _ORGANIZATION_MANAGEMENT),
    ("*-migration*", "Migration", _RECIPIENT_MANAGEMENT),
    ("*-moverequest*", "Move Mailboxes", _RECIPIENT_MANAGEMENT),
    ("*-mailboxsearch", "Mailbox Search", "Discovery Management"),
    ("*-mailboximportrequest*", "Mailbox Import Export", "none at first, it has to be assigned"),
    ("*-organizationrelationship", "Federated Sharing", _ORGANIZATION_MANAGEMENT),
    ("*-sharingpolicy", "Federated Sharing", _ORGANIZATION_MANAGEMENT),
    ("*-addresslist", "Address Lists", "none at first, it has to be assigned"),
    ("*-globaladdresslist", "Address Lists", "none at first, it has to be assigned"),
    ("*-addressbookpolicy", "Address Lists", "none at first, it has to be assigned"),
    ("*-activesyncdeviceaccessrule", "Organization Client Access", _ORGANIZATION_MANAGEMENT),
    ("*-mobiledevicemailboxpolicy", "Recipient Policies", _RECIPIENT_MANAGEMENT),
    ("*-owamailboxpolicy", "Recipient Policies", _RECIPIENT_MANAGEMENT),
    ("*-organizationconfig", "Organization Configuration", _ORGANIZATION_MANAGEMENT),
    ("new-mailbox", "Mail Recipient Creation", _RECIPIENT_MANAGEMENT),
    ("remove-mailbox", "Mail Recipient Creation", _RECIPIENT_MANAGEMENT),
    ("*-distributiongroup*", "Distribution Groups", _RECIPIENT_MANAGEMENT),
    ("*-dynamicdistributiongroup*", "Distribution Groups", _RECIPIENT_MANAGEMENT),
    ("*-mailbox*", "Mail Recipients", _RECIPIENT_MANAGEMENT),
    ("*-casmailbox", "Mail Recipients", _RECIPIENT_MANAGEMENT),
    ("*-recipient*", "Mail Recipients", _RECIPIENT_MANAGEMENT),
    ("*-mailcontact", "Mail Recipients", _RECIPIENT_MANAGEMENT),
    ("*-mailuser", "Mail Recipients", _RECIPIENT_MANAGEMENT),
    ("*-calendarprocessing", "Mail Recipients", _RECIPIENT_MANAGEMENT),
    ("*-mobiledevice*", "Mail Recipients", _RECIPIENT_MANAGEMENT),
    ("*-inboxrule", "Mail Recipients", _RECIPIENT_MANAGEMENT),
    ("*-unifiedgroup*", "Distribution Groups", _RECIPIENT_MANAGEMENT),
)
_ROLES_OF_COMPLIANCE_PAGES: Sequence[tuple[str, str, str]] = (
    ("*-compliancecase*", "Case Management", "eDiscovery Manager"),
    ("*-compliancesearch*", "Compliance Search", "eDiscovery Manager"),
    ("*-caseholdpolicy", "Hold", "eDiscovery Manager"),
    ("*-caseholdrule", "Hold", "eDiscovery Manager"),
    ("*-dlp*", "DLP Compliance Management", "Compliance Administrator"),
    ("*-retentioncompliance*", "Retention Management", "Compliance Administrator"),
    ("*-label*", "Sensitivity Label Administrator", "Compliance Administrator"),
    ("*-protectionalert", "Manage Alerts", "Compliance Administrator"),
    ("*-rolegroup*", "Role Management", "Organization Management"),
)

# What Microsoft365DSC writes down as needed for its resource of the same objects (settings.json of each, read
# 2026-11-30): of its roles the one that changes something.
_ROLES_OF_DSC_RESOURCES: Sequence[tuple[str, str, str]] = (
    ("*-activesyncmailboxpolicy", _CLIENT_ACCESS_ROLE, _ORGANIZATION_MANAGEMENT),
    ("*-clientaccessrule", _CLIENT_ACCESS_ROLE, _ORGANIZATION_MANAGEMENT),
    ("*-partnerapplication", _CLIENT_ACCESS_ROLE, _ORGANIZATION_MANAGEMENT),
    ("*-casmailboxplan", _CLIENT_ACCESS_ROLE, _ORGANIZATION_MANAGEMENT),
    ("*-authenticationpolicy", _CONFIGURATION_ROLE, _ORGANIZATION_MANAGEMENT),
    ("*-perimeterconfig", _CONFIGURATION_ROLE, _ORGANIZATION_MANAGEMENT),
    ("*-resourceconfig", _CONFIGURATION_ROLE, _ORGANIZATION_MANAGEMENT),
    ("*-externalinoutlook", _CONFIGURATION_ROLE, _ORGANIZATION_MANAGEMENT),
    ("*-atppolicyforo365", _HYGIENE_ROLE, _ORGANIZATION_MANAGEMENT),
    ("*-atpprotectionpolicyrule", _HYGIENE_ROLE, _ORGANIZATION_MANAGEMENT),
    ("*-eopprotectionpolicyrule", _HYGIENE_ROLE, _ORGANIZATION_MANAGEMENT),
    ("*-reportsubmission*", _HYGIENE_ROLE, _ORGANIZATION_MANAGEMENT),
    ("*-arcconfig", _HYGIENE_ROLE, _ORGANIZATION_MANAGEMENT),
    ("*-availabilityaddressspace", _SHARING_ROLE, _ORGANIZATION_MANAGEMENT),
    ("*-availabilityconfig", _SHARING_ROLE, _ORGANIZATION_MANAGEMENT),
    ("*-intraorganizationconnector", _SHARING_ROLE, _ORGANIZATION_MANAGEMENT),
    ("*-emailaddresspolicy", "E-Mail Address Policies", _ORGANIZATION_MANAGEMENT),
    ("*-onpremisesorganization", "Remote and Accepted Domains", _ORGANIZATION_MANAGEMENT),
    ("*-offlineaddressbook", "Address Lists", "none at first, it has to be assigned"),
    ("*-policytipconfig", "Data Loss Prevention", "Compliance Management"),
    ("*-dataclassification", "Data Loss Prevention", "Compliance Management"),
    ("*-dataencryptionpolicy", "Recipient Policies", _ORGANIZATION_MANAGEMENT),
    ("?et-group", "Mail Recipients", _ORGANIZATION_MANAGEMENT),
)
# What Microsoft's page "Roles and role groups in Microsoft Defender for Office 365 and Microsoft Purview" (January
# 2026) says that a role is for; of audit log retention the training module "Manage Microsoft Purview Audit (Premium)".
_ROLES_OF_PURVIEW_PAGE: Sequence[tuple[str, str, str]] = (
    ("*-compliancetag", "Retention Management", _COMPLIANCE_ADMINISTRATOR),
    ("*-appretentioncompliance*", "Retention Management", _COMPLIANCE_ADMINISTRATOR),
    ("*-adaptivescope*", "Retention Management", _COMPLIANCE_ADMINISTRATOR),
    ("*-fileplanproperty*", "RecordManagement", "Records Management"),
    ("*-complianceretentionevent*", "RecordManagement", "Records Management"),
    ("*-recordreview*", "RecordManagement", "Records Management"),
    ("*-informationbarrier*", "IB Compliance Management", _COMPLIANCE_ADMINISTRATOR),
    ("*-organizationsegment", "IB Compliance Management", _COMPLIANCE_ADMINISTRATOR),
    ("*-supervisoryreviewpolicyv2", "Supervisory Review Administrator", "Supervisory Review"),
    ("*-supervisoryreviewrule", "Supervisory Review Administrator", "Supervisory Review"),
    ("*-deviceconditionalaccess*", "Device Management", _COMPLIANCE_ADMINISTRATOR),
    ("*-deviceconfiguration*", "Device Management", _COMPLIANCE_ADMINISTRATOR),
    ("*-devicetenant*", "Device Management", _COMPLIANCE_ADMINISTRATOR),
    ("*-autosensitivitylabel*", "Information Protection Admin", "Information Protection Admins"),
    ("export-activityexplorerdata", "Information Protection Analyst", "Information Protection Analysts"),
    ("export-contentexplorerdata", "Data Classification List Viewer", "Content Explorer List Viewer"),
    ("*-auditconfig*", "Audit Logs", "Audit Manager"),
    ("*-unifiedauditlogretentionpolicy", _CONFIGURATION_ROLE, _COMPLIANCE_ADMINISTRATOR),
    ("*-holdcompliance*", _CONFIGURATION_ROLE, _COMPLIANCE_ADMINISTRATOR),
)
_EXCHANGE_ROLES = (*_ROLES_OF_EXCHANGE_PAGES, *_ROLES_OF_DSC_RESOURCES)
_COMPLIANCE_ROLES = (*_ROLES_OF_COMPLIANCE_PAGES, *_ROLES_OF_PURVIEW_PAGE)


def usual_role(cmdlet: str, service: str = "exchange") -> str | None:
    """The role that usually carries ``cmdlet`` in ``service``, with its role group; None where it is not known.

    What only reads is carried by the view-only roles, too.
    """
    name = cmdlet.lower()
    table = _COMPLIANCE_ROLES if service == "compliance" else _EXCHANGE_ROLES
    row = next((row for row in table if fnmatchcase(name, row[0])), None)
    if row is None:
        return None
    views = ", or a view-only role" if name.startswith("get-") else ""
    return f"{row[1]} (role group: {row[2]}{views})"
