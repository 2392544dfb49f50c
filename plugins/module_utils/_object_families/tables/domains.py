# Copyright (c) 2026 the m365.exchange contributors
# SPDX-License-Identifier: BSD-2-Clause
"""Domains: what is set of an accepted domain, how its mail is signed, and what is switched for it."""

from __future__ import annotations

from collections.abc import Mapping

from ..facts_of_family import Facts

_OF_ENTRA = "domains are added to a tenant and taken from it in Entra (Microsoft Graph)"

FAMILIES: Mapping[str, Facts] = {
    "AcceptedDomain": {
        "matched_by": {"Identity": ["Identity", "Name", "DomainName", "Guid", "Id", "DistinguishedName"]},
        "never_present": _OF_ENTRA,
        "never_absent": _OF_ENTRA,
        "sources": ["Microsoft365DSC EXOAcceptedDomain", "live rows of 2026"],
    },
    "DkimSigningConfig": {
        "listed": True,
        "matched_by": {"Identity": ["Domain", "Identity", "Name", "Id"]},
        "create_as": {"Identity": "DomainName"},
        # True is refused until both CNAME records are there, so false is what a new one starts with.
        "create_needs": {"Enabled": False},
        "shown_as": {"KeySize": "Selector1KeySize"},
        "write_only": ["PublishTxtRecords"],
        # Keys that were published would be lost with the object: not to sign is what absence means.
        "cmdlets": {"remove": None},
        "absent": {"Enabled": False},
        "refers_to": {"Identity": "AcceptedDomain"},
        "sources": ["Microsoft365DSC EXODkimSigningConfig", "live rows of 2026"],
    },
    "DnssecForVerifiedDomain": {
        "cmdlets": {
            "read": "Get-DnssecStatusForVerifiedDomain",
            "create": "Enable-DnssecForVerifiedDomain",
            "remove": "Disable-DnssecForVerifiedDomain",
            "enable": None,
            "disable": None,
        },
        "identity": ["DomainName"],
        "create_as": {},
        "matched_by": {"DomainName": []},
        "counts": {"DnssecFeatureStatus": "Enabled"},
        "refers_to": {"DomainName": "AcceptedDomain"},
        "sources": ["Microsoft365DSC EXODnssecForVerifiedDomain", "Microsoft's pages of the three cmdlets"],
    },
    "SmtpDaneInbound": {
        # Get-SmtpDaneInboundStatus is documented without what it shows; the domain's row has the state as well.
        "cmdlets": {
            "read": "Get-AcceptedDomain",
            "create": "Enable-SmtpDaneInbound",
            "remove": "Disable-SmtpDaneInbound",
            "enable": None,
            "disable": None,
        },
        "identity": ["DomainName"],
        "create_as": {},
        "matched_by": {"DomainName": ["DomainName", "Name"]},
        "listed": True,
        "counts": {"SmtpDaneStatus": "Enabled"},
        "refers_to": {"DomainName": "AcceptedDomain"},
        "sources": ["live rows of 2026 (SmtpDaneStatus of an accepted domain)", "Microsoft's pages of the cmdlets"],
    },
    "IPv6ForAcceptedDomain": {
        # The status may stay as it was for an hour after a switch, says Microsoft's page.
        "cmdlets": {
            "read": "Get-IPv6StatusForAcceptedDomain",
            "create": "Enable-IPv6ForAcceptedDomain",
            "remove": "Disable-IPv6ForAcceptedDomain",
            "enable": None,
            "disable": None,
        },
        "identity": ["Domain"],
        "create_as": {},
        "matched_by": {"Domain": []},
        # The page does not say what a row has; these are what the other two of its kind have.
        "counts": {"Status": "Enabled", "IPv6Status": "Enabled"},
        "refers_to": {"Domain": "AcceptedDomain"},
        "sources": ["Microsoft's page of Get-IPv6StatusForAcceptedDomain"],
    },
}
