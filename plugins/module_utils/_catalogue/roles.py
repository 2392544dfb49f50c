# Copyright (c) 2026 the m365.exchange contributors
# SPDX-License-Identifier: BSD-2-Clause
"""Which role usually carries a cmdlet: what to ask an administrator for after a refusal.

"Usually", because each organization may cut its roles as it likes. The names are those of Microsoft's pages "Feature
permissions in Exchange Online", "Permissions in Exchange Online" and "App-only authentication" (2026), and of the roles
that Microsoft365DSC documents for each of its resources.
"""

from __future__ import annotations

from collections.abc import Sequence
from fnmatch import fnmatchcase

_RECIPIENTS = "Recipient Management"
_ORGANIZATION = "Organization Management"

# Name of the cmdlet in lower case (with *), management role, role group that holds it; the first that fits counts.
_EXCHANGE: Sequence[tuple[str, str, str]] = (
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
_COMPLIANCE: Sequence[tuple[str, str, str]] = (
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

# What an application or a managed identity cannot run at all (Microsoft's page on app-only authentication).
_NOT_FOR_APPLICATIONS = frozenset(
    {"new-unifiedgroup", "remove-unifiedgroup", "add-unifiedgrouplinks", "remove-unifiedgrouplinks"}
)


def works_for_applications(cmdlet: str) -> bool:
    """Whether ``cmdlet`` runs for an application or a managed identity, as far as Microsoft documents it."""
    return cmdlet.lower() not in _NOT_FOR_APPLICATIONS


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
