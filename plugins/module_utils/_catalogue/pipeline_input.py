# Copyright (c) 2026 the m365.exchange contributors
# SPDX-License-Identifier: BSD-2-Clause
"""Which parameter of a cmdlet takes the object in front of a pipe.

Nearly always Identity: Microsoft's reference says so of 152 cmdlets, and leaves it unsaid for 448 more, of which
PowerShell takes it, too. Here is what the reference says of those that have no Identity, or another parameter for it
(read of its pages' parameters, 2026-08).
"""

from __future__ import annotations

from collections.abc import Mapping

from .cmdlets import Cmdlet

IDENTITY = "Identity"
_BY_VALUE: Mapping[str, str] = {
    "get-mailboxlocation": "User",
    "undo-softdeletedmailbox": "SoftDeletedObject",
    "undo-softdeletedunifiedgroup": "SoftDeletedObject",
    "remove-tenantallowblocklistspoofitems": "Ids",
    "set-tenantallowblocklistspoofitems": "Ids",
    "get-historicalsearch": "JobId",
    "stop-historicalsearch": "JobId",
    "new-mailboxfolder": "Parent",
    # An entry of a role that comes is the parent of the one to be made (the page's examples).
    "add-managementroleentry": "ParentRoleEntry",
}
# What is in a mailbox has an Identity of its own, which a mailbox in front of it is not: that goes to Mailbox.
_IN_A_MAILBOX = frozenset(
    {"get-app", "get-inboxrule", "get-mobiledevice", "get-mobiledevicestatistics", "get-sweeprule"}
)
_MAILBOXES = frozenset({"casmailbox", "mailbox", "mailboxstatistics", "recipient", "user"})
_TRACE = ("MessageTraceId", "RecipientAddress", "MessageId", "SenderAddress")
_BY_PROPERTY: Mapping[str, tuple[str, ...]] = {
    "get-messagetracedetailv2": _TRACE,
    "get-messagetracev2": _TRACE,
    "get-safelinksdetailreport": ("RecipientAddress",),
}


def parameter_for_object(cmdlet: Cmdlet, kind: str = "") -> str | None:
    """The parameter that takes the object itself, of a ``kind`` where that is known; None where there is none."""
    if kind.lower() in _MAILBOXES and cmdlet.name.lower() in _IN_A_MAILBOX:
        return "Mailbox"
    named = _BY_VALUE.get(cmdlet.name.lower())
    return named or (IDENTITY if cmdlet.has(IDENTITY) else None)


def parameters_by_property(cmdlet: Cmdlet) -> tuple[str, ...]:
    """The parameters that take the object's properties of their names."""
    return _BY_PROPERTY.get(cmdlet.name.lower(), ())
