# Copyright (c) 2026 the m365.exchange contributors
# SPDX-License-Identifier: BSD-2-Clause
"""The routing hint: which mailbox's server shall run a cmdlet.

Private to this collection: it may change in any release.
"""

from __future__ import annotations

from collections.abc import Mapping

# Arbitration mailboxes whose names are the same in every tenant.
_ORGANIZATION_MAILBOX = "SystemMailbox{bb558c35-97f1-4cb9-8ff7-d53741dc928c}"

# Cmdlets that want another mailbox (CIPP sends this one for the admin audit log's settings).
_EXCEPTIONS: Mapping[str, str] = {
    "set-adminauditlogconfig": "UPN:SystemMailbox{8cc370d3-822a-4ab8-a926-bb94bd0641a9}",
}


def application_anchor(tenant_id: str) -> str:
    """The anchor of an application: the organisation mailbox of the tenant (CIPP, Microsoft Learn)."""
    return f"APP:{_ORGANIZATION_MAILBOX}@{tenant_id}"


def user_anchor(user_principal_name: str) -> str:
    """The anchor of a user in the own tenant: the user's mailbox (ExoHelper, azure_auth)."""
    return f"UPN:{user_principal_name}"


def anchor_for(cmdlet: str, anchor: str | None) -> str | None:
    """The anchor for ``cmdlet`` on a connection whose own is ``anchor``."""
    other = _EXCEPTIONS.get(cmdlet.lower())
    if anchor is None or other is None:
        return anchor
    return f"{other}@{anchor.rpartition('@')[2]}"
