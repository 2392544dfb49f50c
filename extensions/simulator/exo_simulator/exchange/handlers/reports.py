# Copyright (c) 2026 the m365.exchange contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Cmdlets that report or act: statistics, reports without data, domain features, and what only says that it ran."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from ..calls import Call, Outcome
from ..crud import singleton
from ..directory import RECIPIENTS
from ..families import family
from ..listing import narrowed
from ..opath import FilterError, compile_filter
from ..seen import value_of
from ..store import Item
from .holds import REMOVED
from .settings_of import owner_of

MAILBOX_TYPES = ("MailboxIdParameter", "GeneralMailboxOrMailUserIdParameter", "MailboxOrMailUserIdParameter")


def get_report(call: Call) -> Outcome:
    """A report has the rows that the tenant's description lists, and none by default."""
    _check_mailbox(call)
    return Outcome(narrowed(call, call.directory.table(call.family.noun).rows()), call.family.noun)


def act(call: Call) -> Outcome:
    """A cmdlet whose work leaves nothing to see here: what it names must exist, then it ran."""
    _check_mailbox(call)
    if call.cmdlet.verb not in {"Test", "Search", "Export", "Check", "Validate", "Preview", "Compare"}:
        call.directory.store.touch()
    return Outcome()


def _check_mailbox(call: Call) -> None:
    """A mailbox or recipient that the call names must exist."""
    identity = call.text("Identity")
    parameter = call.cmdlet.parameter("Identity")
    if identity is not None and parameter is not None and parameter.type in MAILBOX_TYPES:
        removed = call.bound.switch("InactiveMailbox")
        call.directory.one((REMOVED["Mailbox"],) if removed else RECIPIENTS, owner_of(identity))


def dynamic_members(call: Call) -> Outcome:
    """Get-DynamicDistributionGroupMember: who fits the group's filter."""
    removed = (REMOVED["Mailbox"],) if call.bound.switch("IncludeSoftDeletedObjects") else ()
    group = call.directory.one(("DynamicDistributionGroup",), call.text("Identity"))
    text = str(group.get("RecipientFilter") or "RecipientType -eq 'UserMailbox'")
    try:
        matches = compile_filter(text)
    except FilterError:
        return Outcome(noun="Recipient")
    members: Sequence[Item] = [
        item
        for noun in (*RECIPIENTS, *removed)
        for item in call.directory.table(noun)
        if matches(lambda name, item=item: value_of(call.directory, item, name))  # type: ignore[misc]
    ]
    return Outcome(members, "Recipient")


def enable_customization(call: Call) -> Outcome:
    """Enable-OrganizationCustomization works once (its reference); the second time it fails."""
    settings = Call(call.directory, call.caller, call.service, call.bound, family("OrganizationConfig"))
    item = singleton(settings)
    if item.get("IsDehydrated") is not True:
        text = "This operation is not required. Organization is already enabled for customization."
        raise call.directory.errors.build("invalid", text)
    call.directory.store.write(item, {"IsDehydrated": False})
    return Outcome()


FEATURES = {
    "DnssecForVerifiedDomain": "DnssecFeatureStatus",
    "DnssecStatusForVerifiedDomain": "DnssecFeatureStatus",
    "SmtpDaneInbound": "SmtpDaneInboundStatus",
    "SmtpDaneInboundStatus": "SmtpDaneInboundStatus",
    "IPv6ForAcceptedDomain": "IPv6Status",
    "IPv6StatusForAcceptedDomain": "IPv6Status",
}


# What the row of the domain itself shows of a feature, too.
SHOWN_OF_DOMAIN = {"SmtpDaneInboundStatus": "SmtpDaneStatus"}


def _domain(call: Call) -> Item | None:
    name = call.text("DomainName") or call.text("Domain")
    return call.directory.one(("AcceptedDomain",), name) if name else None


def toggle_domain(call: Call) -> Outcome:
    """Enable- and Disable-DnssecForVerifiedDomain and its siblings; the state shows in another noun's Get."""
    item = _domain(call)
    if item is None:
        raise call.directory.errors.missing(["DomainName"])
    name, value = FEATURES[call.family.noun], f"{call.cmdlet.verb}d"
    if item.get(f"_{name}", "Disabled") != value:
        columns = {SHOWN_OF_DOMAIN[name]: value} if name in SHOWN_OF_DOMAIN else {}
        call.directory.store.write(item, {f"_{name}": value, **columns})
    return Outcome(rows=[_feature(item, name)])


def domain_status(call: Call) -> Outcome:
    """Get-DnssecStatusForVerifiedDomain and its siblings."""
    domain = _domain(call)
    items = [domain] if domain else list(call.directory.table("AcceptedDomain"))
    return Outcome(rows=[_feature(item, FEATURES[call.family.noun]) for item in items])


def _feature(item: Item, name: str) -> Mapping[str, Any]:
    return {"DomainName": item.get("DomainName"), name: item.get(f"_{name}", "Disabled")}
