# Copyright (c) 2026 the m365.exchange contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The six endpoints of `/adminapi/v2.0`, Microsoft's own admin API, a preview since November 2025.

Source: Microsoft Learn, "Exchange Online Admin API" (endpoints, cmdlets, the permission of an application). What
another cmdlet, or a token without that permission, is answered with is not known: here 400, and 401 as on beta.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

V2_PERMISSION = "Exchange.ManageAsAppV2"


@dataclass(frozen=True)
class Endpoint:
    """One address below the tenant, and the cmdlets that it takes, in lower case."""

    name: str
    cmdlets: frozenset[str]


def _endpoint(name: str, *verbs: str) -> tuple[str, Endpoint]:
    return name.lower(), Endpoint(name, frozenset(f"{verb}-{name}".lower() for verb in verbs))


ENDPOINTS: Mapping[str, Endpoint] = dict(
    (
        _endpoint("OrganizationConfig", "Get"),
        _endpoint("AcceptedDomain", "Get"),
        _endpoint("Mailbox", "Get", "Set"),
        _endpoint("MailboxFolderPermission", "Get", "Add", "Set", "Remove"),
        _endpoint("DistributionGroupMember", "Get"),
        _endpoint("DynamicDistributionGroupMember", "Get"),
    )
)
