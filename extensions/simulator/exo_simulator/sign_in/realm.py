# Copyright (c) 2026 the m365.exchange contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Who looks after a user's password: Microsoft (managed) or the organization's own server (federated).

Field names as clients read them (msal, mstc-mex; `https://login.microsoftonline.com/common/userrealm/<user>`).
"""

from __future__ import annotations

from typing import Any

from ..clouds import SignInFamily
from ..tenants import Directory

AUDIENCE = "urn:federation:MicrosoftOnline"


def user_realm(directory: Directory, family: SignInFamily, user: str) -> dict[str, Any]:
    """The realm of a user's domain."""
    domain = user.rpartition("@")[2].lower()
    tenant = directory.find(domain, family)
    if tenant is None or tenant.cloud.family is not family:
        return {"ver": "1.0", "account_type": "Unknown", "cloud_instance_name": family.instance_name}
    common = {"ver": "1.0", "domain_name": domain, "cloud_instance_name": family.instance_name}
    common["cloud_audience_urn"] = AUDIENCE
    host = tenant.federation.get(domain)
    if host is None:
        return {**common, "account_type": "Managed"}
    return {
        **common,
        "account_type": "Federated",
        "federation_protocol": "WSTrust",
        "federation_metadata_url": f"https://{host}/adfs/services/trust/mex",
        "federation_active_auth_url": f"https://{host}/adfs/services/trust/2005/usernamemixed",
    }
