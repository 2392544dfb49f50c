# Copyright (c) 2026 the m365.exchange contributors
# SPDX-License-Identifier: BSD-2-Clause
"""Which parameter of a cmdlet takes the object in front of a pipe, and what of an object names it where no id does.

Nearly always Identity: Microsoft's reference says so of 152 cmdlets, and leaves it unsaid for 448 more, of which
PowerShell takes it, too. Here is what the reference says of those that have no Identity, or another parameter for it
(read of its pages' parameters, 2026-08).
"""

from __future__ import annotations

from collections.abc import Mapping

from .._json_types import Json
from .cmdlets import Cmdlet

IDENTITY = "Identity"
# What names the owner of what is in a mailbox, such as a rule.
IN_MAILBOX = "Mailbox"
_PARAMETER_BY_VALUE: Mapping[str, str] = {
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
_CMDLETS_IN_A_MAILBOX = frozenset(
    {"get-app", "get-inboxrule", "get-mobiledevice", "get-mobiledevicestatistics", "get-sweeprule"}
)
_MAILBOX_KINDS = frozenset({"casmailbox", "mailbox", "mailboxstatistics", "recipient", "user"})
_TRACE_PARAMETERS = ("MessageTraceId", "RecipientAddress", "MessageId", "SenderAddress")
_PARAMETERS_BY_PROPERTY: Mapping[str, tuple[str, ...]] = {
    "get-messagetracedetailv2": _TRACE_PARAMETERS,
    "get-messagetracev2": _TRACE_PARAMETERS,
    "get-safelinksdetailreport": ("RecipientAddress",),
}
# By the kind of the object. The names that make one, with a backslash between them: of an entry of a role
# (Get-ManagementRoleEntry). A role group goes by its Name: no id finds it (terraprovider measured so, Microsoft's pages
# say otherwise).
_PROPERTIES_THAT_NAME: Mapping[str, tuple[str, ...]] = {"managementroleentry": ("Role", "Name"), "rolegroup": ("Name",)}
# What an entry shows that denies; the one that allows the same is another object.
_DENYING_PROPERTY: Mapping[str, tuple[str, Json]] = {
    "mailboxpermission": ("Deny", True),
    "recipientpermission": ("AccessControlType", "Deny"),
}


def parameter_for_object(cmdlet: Cmdlet, kind: str = "") -> str | None:
    """The parameter that takes the object itself, of a ``kind`` where that is known; None where there is none."""
    if kind.lower() in _MAILBOX_KINDS and cmdlet.name.lower() in _CMDLETS_IN_A_MAILBOX:
        return IN_MAILBOX
    by_value = _PARAMETER_BY_VALUE.get(cmdlet.name.lower())
    return by_value or (IDENTITY if cmdlet.has(IDENTITY) else None)


def parameters_by_property(cmdlet: Cmdlet) -> tuple[str, ...]:
    """The parameters that take the object's properties of their names."""
    return _PARAMETERS_BY_PROPERTY.get(cmdlet.name.lower(), ())


def properties_that_name(kind: str) -> tuple[str, ...]:
    """The properties that make the name of an object of a ``kind``; none where its ids and addresses find it."""
    return _PROPERTIES_THAT_NAME.get(kind.lower(), ())


def property_that_denies(kind: str) -> tuple[str, Json] | None:
    """The property that tells an entry that denies, and its value then; None of a kind whose objects deny nothing."""
    return _DENYING_PROPERTY.get(kind.lower())
