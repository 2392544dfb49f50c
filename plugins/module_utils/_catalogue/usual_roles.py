# Copyright (c) 2026 the m365.exchange contributors
# SPDX-License-Identifier: BSD-2-Clause
"""Which role usually carries a cmdlet. "Usually", because each organization may cut its roles as it likes.

The roles are those of Microsoft's pages "Feature permissions in Exchange Online", "Permissions in Exchange Online" and
"App-only authentication" (2026), where a table says nothing else. Of what no source tells a role, none is told.
"""

from __future__ import annotations

from collections.abc import Sequence
from fnmatch import fnmatchcase

_RECIPIENTS = "Recipient Management"
_ORGANIZATION = "Organization Management"
_COMPLIANCE_ADMINISTRATOR = "Compliance Administrator"
_CLIENTS, _SETTINGS = "Organization Client Access", "Organization Configuration"
_HYGIENE, _SHARING = "Transport Hygiene", "Federated Sharing"

# Name of the cmdlet in lower case (with *), management role, role group that holds it; the first that fits counts.
_OF_EXCHANGE_PAGES: Sequence[tuple[str, str, str]] = (
    ("*-transportrule*", "Transport Rules", _ORGANIZATION),
    ("*-journalrule*", "Journaling", "Compliance Management"),
    ("*-transportconfig", "Organization Transport Settings", _ORGANIZATION),
    ("*-inboundconnector", "Remote and Accepted Domains", _ORGANIZATION),
    ("*-outboundconnector", "Remote and Accepted Domains", _ORGANIZATION),
    ("*-remotedomain", "Remote and Accepted Domains", _ORGANIZATION),
    ("*-accepteddomain", "Remote and Accepted Domains", _ORGANIZATION),
    ("*-management*", "Role Management", _ORGANIZATION),
    ("*-role*", "Role Management", _ORGANIZATION),
    ("*-serviceprincipal", "Role Management", _ORGANIZATION),
    ("*-hosted*", "Transport Hygiene", "Hygiene Management"),
    ("*-malwarefilter*", "Transport Hygiene", "Hygiene Management"),
    ("*-antiphish*", "Transport Hygiene", "Hygiene Management"),
    ("*-safelinks*", "Transport Hygiene", "Hygiene Management"),
    ("*-safeattachment*", "Transport Hygiene", "Hygiene Management"),
    ("*-quarantine*", "Transport Hygiene", "Hygiene Management"),
    ("*-dkimsigningconfig", "Transport Hygiene", "Hygiene Management"),
    ("*-tenantallowblocklist*", "Transport Hygiene", "Hygiene Management"),
    ("*-messagetrace*", "Message Tracking", _RECIPIENTS),
    ("*-adminauditlog*", "Audit Logs", "Compliance Management"),
    ("search-unifiedauditlog", "Audit Logs", "Compliance Management"),
    ("*-retentionpolicy*", "Retention Management", "Compliance Management"),
    ("*-irmconfiguration", "Information Rights Management", "Compliance Management"),
    ("*-publicfolder*", "Public Folders", _ORGANIZATION),
    ("*-mailpublicfolder", "Mail Enabled Public Folders", _ORGANIZATION),
    ("*-migration*", "Migration", _RECIPIENTS),
    ("*-moverequest*", "Move Mailboxes", _RECIPIENTS),
    ("*-mailboxsearch", "Mailbox Search", "Discovery Management"),
    ("*-mailboximportrequest*", "Mailbox Import Export", "none at first, it has to be assigned"),
    ("*-organizationrelationship", "Federated Sharing", _ORGANIZATION),
    ("*-sharingpolicy", "Federated Sharing", _ORGANIZATION),
    ("*-addresslist", "Address Lists", "none at first, it has to be assigned"),
    ("*-globaladdresslist", "Address Lists", "none at first, it has to be assigned"),
    ("*-addressbookpolicy", "Address Lists", "none at first, it has to be assigned"),
    ("*-activesyncdeviceaccessrule", "Organization Client Access", _ORGANIZATION),
    ("*-mobiledevicemailboxpolicy", "Recipient Policies", _RECIPIENTS),
    ("*-owamailboxpolicy", "Recipient Policies", _RECIPIENTS),
    ("*-organizationconfig", "Organization Configuration", _ORGANIZATION),
    ("new-mailbox", "Mail Recipient Creation", _RECIPIENTS),
    ("remove-mailbox", "Mail Recipient Creation", _RECIPIENTS),
    ("*-distributiongroup*", "Distribution Groups", _RECIPIENTS),
    ("*-dynamicdistributiongroup*", "Distribution Groups", _RECIPIENTS),
    ("*-mailbox*", "Mail Recipients", _RECIPIENTS),
    ("*-casmailbox", "Mail Recipients", _RECIPIENTS),
    ("*-recipient*", "Mail Recipients", _RECIPIENTS),
    ("*-mailcontact", "Mail Recipients", _RECIPIENTS),
    ("*-mailuser", "Mail Recipients", _RECIPIENTS),
    ("*-calendarprocessing", "Mail Recipients", _RECIPIENTS),
    ("*-mobiledevice*", "Mail Recipients", _RECIPIENTS),
    ("*-inboxrule", "Mail Recipients", _RECIPIENTS),
    ("*-unifiedgroup*", "Distribution Groups", _RECIPIENTS),
)
_OF_COMPLIANCE_PAGES: Sequence[tuple[str, str, str]] = (
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
_OF_DSC_RESOURCES: Sequence[tuple[str, str, str]] = (
    ("*-activesyncmailboxpolicy", _CLIENTS, _ORGANIZATION),
    ("*-clientaccessrule", _CLIENTS, _ORGANIZATION),
    ("*-partnerapplication", _CLIENTS, _ORGANIZATION),
    ("*-casmailboxplan", _CLIENTS, _ORGANIZATION),
    ("*-authenticationpolicy", _SETTINGS, _ORGANIZATION),
    ("*-perimeterconfig", _SETTINGS, _ORGANIZATION),
    ("*-resourceconfig", _SETTINGS, _ORGANIZATION),
    ("*-externalinoutlook", _SETTINGS, _ORGANIZATION),
    ("*-atppolicyforo365", _HYGIENE, _ORGANIZATION),
    ("*-atpprotectionpolicyrule", _HYGIENE, _ORGANIZATION),
    ("*-eopprotectionpolicyrule", _HYGIENE, _ORGANIZATION),
    ("*-reportsubmission*", _HYGIENE, _ORGANIZATION),
    ("*-arcconfig", _HYGIENE, _ORGANIZATION),
    ("*-availabilityaddressspace", _SHARING, _ORGANIZATION),
    ("*-availabilityconfig", _SHARING, _ORGANIZATION),
    ("*-intraorganizationconnector", _SHARING, _ORGANIZATION),
    ("*-emailaddresspolicy", "E-Mail Address Policies", _ORGANIZATION),
    ("*-onpremisesorganization", "Remote and Accepted Domains", _ORGANIZATION),
    ("*-offlineaddressbook", "Address Lists", "none at first, it has to be assigned"),
    ("*-policytipconfig", "Data Loss Prevention", "Compliance Management"),
    ("*-dataclassification", "Data Loss Prevention", "Compliance Management"),
    ("*-dataencryptionpolicy", "Recipient Policies", _ORGANIZATION),
    ("?et-group", "Mail Recipients", _ORGANIZATION),
)
# What Microsoft's page "Roles and role groups in Microsoft Defender for Office 365 and Microsoft Purview" (January
# 2026) says that a role is for; of audit log retention the training module "Manage Microsoft Purview Audit (Premium)".
_OF_PURVIEW_PAGE: Sequence[tuple[str, str, str]] = (
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
    ("*-unifiedauditlogretentionpolicy", _SETTINGS, _COMPLIANCE_ADMINISTRATOR),
    ("*-holdcompliance*", _SETTINGS, _COMPLIANCE_ADMINISTRATOR),
)
_EXCHANGE = (*_OF_EXCHANGE_PAGES, *_OF_DSC_RESOURCES)
_COMPLIANCE = (*_OF_COMPLIANCE_PAGES, *_OF_PURVIEW_PAGE)


def usual_role(cmdlet: str, service: str = "exchange") -> str | None:
    """The role that usually carries ``cmdlet`` in ``service``, with its role group; None where it is not known.

    What only reads is carried by the view-only roles, too.
    """
    name = cmdlet.lower()
    table = _COMPLIANCE if service == "compliance" else _EXCHANGE
    row = next((row for row in table if fnmatchcase(name, row[0])), None)
    if row is None:
        return None
    views = ", or a view-only role" if name.startswith("get-") else ""
    return f"{row[1]} (role group: {row[2]}{views})"
