# Copyright (c) 2026 the m365.exchange contributors
# SPDX-License-Identifier: BSD-2-Clause
"""Who may reach the organization from outside, and how it goes together with others, on premises or elsewhere."""

from __future__ import annotations

from collections.abc import Mapping

from ..facts_of_family import Facts

FAMILIES: Mapping[str, Facts] = {
    "AuthenticationPolicy": {
        # Written as switches and shown as booleans. Users lose it for a moment where it is made anew.
        "listed": True,
        "recreatable": True,
        "write_only": ["TenantId"],
        "sources": ["Microsoft365DSC EXOAuthenticationPolicy"],
    },
    "ActiveSyncDeviceAccessRule": {
        # The service makes its name of the two, "<QueryString> (<Characteristic>)".
        "identity": ["QueryString", "Characteristic"],
        "create_as": {},
        "create_only": [],
        "matched_by": {"QueryString": ["QueryString"], "Characteristic": ["Characteristic"]},
        "listed": True,
        "addressed_by": ["Identity", "Name"],
        "sources": ["Microsoft365DSC EXOActiveSyncDeviceAccessRule"],
    },
    "DataEncryptionPolicy": {
        "create_only": ["AzureKeyIDs"],
        "compare": {"AzureKeyIDs": "set", "Description": "exact"},
        "write_only": ["PermanentDataPurgeContact", "PermanentDataPurgeReason"],
        "sources": ["Microsoft365DSC EXODataEncryptionPolicy"],
    },
    "AvailabilityConfig": {
        # One at most, without a name.
        "identity": [],
        "create_as": {},
        "compare": {"AllowedTenantIds": "set", "OrgWideAccount": "recipient"},
        "refers_to": {"OrgWideAccount": "Recipient"},
        "sources": ["Microsoft365DSC EXOAvailabilityConfig"],
    },
    "IntraOrganizationConnector": {
        "listed": True,
        "compare": {"TargetAddressDomains": "set"},
        "sources": ["Microsoft365DSC EXOIntraOrganizationConnector"],
    },
    "OnPremisesOrganization": {
        "listed": True,
        "compare": {
            "HybridDomains": "set",
            "InboundConnector": "name",
            "OrganizationRelationship": "name",
            "OutboundConnector": "name",
        },
        "refers_to": {
            "InboundConnector": "InboundConnector",
            "OrganizationRelationship": "OrganizationRelationship",
            "OutboundConnector": "OutboundConnector",
        },
        "sources": ["Microsoft365DSC EXOOnPremisesOrganization"],
    },
    "OrganizationRelationship": {
        "listed": True,
        "compare": {
            "DomainNames": "set",
            "MailboxMovePublishedScopes": "names",
            "OrganizationContact": "address",
        },
        "sources": ["Microsoft365DSC EXOOrganizationRelationship"],
    },
    "PartnerApplication": {
        "listed": True,
        "compare": {"ActAsPermissions": "words", "LinkedAccount": "recipient"},
        "sources": ["Microsoft365DSC EXOPartnerApplication"],
    },
}
