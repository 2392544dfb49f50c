# Copyright (c) 2026 the m365.exchange contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The quarantine: its messages are listed, found by their Identity, released, refused, deleted and looked into.

Sources: the reference of each cmdlet, and rows of graph2otel (2026-07). Where both are silent the README says what the
box does.
"""

from __future__ import annotations

import sys
from collections.abc import Mapping, Sequence
from typing import Any

from ..calls import Call, Outcome
from ..choosing import entries, tests_of
from ..families import family
from ..messages import QUARANTINE, Message, message
from ..store import Item
from ..values import Value, instant_text
from .block_list import allow_sender
from .paging import LARGEST_PAGE, number_between

JUNK = "MailboxJunkEmailConfiguration"
# ActionType to the state that it leads to; without it, and with Release, the message is released.
_DECIDED = {"deny": "DENIED", "request": "REQUESTED"}


def quarantine(call: Call) -> Outcome:
    """Get-QuarantineMessage: Page from 1 to 1000, 100 rows without PageSize; past the end, nothing.

    PageSize 0 gives no row and 1001 is taken, whatever the reference says (graph2otel, 2026-07).
    """
    identity = call.text("Identity")
    if identity:
        return Outcome([call.directory.one((QUARANTINE,), identity)], QUARANTINE)
    page = number_between(call, "Page", 1, LARGEST_PAGE)
    size = number_between(call, "PageSize", 100, sys.maxsize, least=0)
    place = (page - 1) * size
    items = _of_whom_nobody_blocks(call, call.directory.table(QUARANTINE).rows())
    tests = list(tests_of(call))
    if tests:
        items = [item for item in items if all(test(facts) for facts in (_facts(item),) for test in tests)]
    return Outcome(items[place : place + size], QUARANTINE)


def _of_whom_nobody_blocks(call: Call, items: Sequence[Item]) -> Sequence[Item]:
    """Without the messages whose recipients have blocked the sender, unless the call asks for them.

    The page has a switch that includes "messages from blocked senders"; that those are the senders in a mailbox's own
    list is ours.
    """
    if call.bound.switch("IncludeMessagesFromBlockedSenderAddress"):
        return items
    mailboxes = call.directory.table("Mailbox")
    mailbox_items = (*mailboxes.overrides.values(), *mailboxes.created.values())
    lists = {
        item.get("PrimarySmtpAddress"): item.parts.get(JUNK, {}).get("BlockedSendersAndDomains")
        for item in mailbox_items
    }
    blocked = {
        str(address).casefold(): {str(who).casefold() for who in whom} for address, whom in lists.items() if whom
    }
    return [item for item in items if not _is_blocked(item, blocked)] if blocked else items


def _is_blocked(item: Item, blocked: Mapping[str, set[str]]) -> bool:
    sender = str(item.get("SenderAddress")).casefold()
    names = {sender, sender.rpartition("@")[2]}
    to = [blocked.get(str(recipient).casefold(), set()) for recipient in entries(item.get("RecipientAddress"))]
    return bool(to) and all(names & whom for whom in to)


def _facts(item: Item) -> Item:
    """A message with what the conditions of a search look at beside its properties: the domains of all addresses."""
    addresses = [item.get("SenderAddress"), *entries(item.get("RecipientAddress"))]
    domains = [str(address).rpartition("@")[2] for address in addresses]
    return Item(QUARANTINE, {**item.own, "_Domain": domains}, item.base)


def _chosen(call: Call) -> list[Item]:
    """The messages that Identity and Identities name; raises ManagementObjectNotFound at the first that is not here."""
    identities = [*entries(call.values.get("Identity")), *entries(call.values.get("Identities"))]
    if not identities:
        raise call.directory.errors.missing(["Identity"])
    kind = (call.text("EntityType") or "").casefold()
    messages = {item.guid: item for item in (call.directory.one((QUARANTINE,), identity) for identity in identities)}
    fitting = [item for item in messages.values() if kind in ("", str(item.get("EntityType")).casefold())]
    if not fitting:
        raise call.directory.errors.not_found(str(identities[0]))
    return fitting


def release(call: Call) -> Outcome:
    """Release-QuarantineMessage: to those who are named or to all, or what a reviewer decides."""
    items = _chosen(call)
    decided = _DECIDED.get((call.text("ActionType") or "Release").casefold())
    if not (decided or call.text("ActionType") or call.values.get("User") or call.bound.switch("ReleaseToAll")):
        raise call.directory.errors.missing(["User", "ReleaseToAll"])
    for item in items:
        changes = {"ReleaseStatus": decided} if decided else _released(call, item)
        if changes:
            call.directory.store.write(item, changes)
        if call.bound.switch("AllowSender"):
            allow_sender(_of_block_list(call), str(item.get("SenderAddress")))
    return Outcome()


def _released(call: Call, item: Item) -> dict[str, Value]:
    """Who was waiting for the message gets it; with Force those who have it get it again."""
    served = {*entries(item.get("ReleasedUser")), *entries(item.get("DeletedForRecipients"))}
    waiting = [recipient for recipient in _recipients(item) if recipient not in served]
    users = {str(recipient).casefold() for recipient in entries(call.values.get("User"))}
    to = [recipient for recipient in waiting if not users or str(recipient).casefold() in users]
    strangers = users - {str(recipient).casefold() for recipient in _recipients(item)}
    if strangers:
        text = f"The message wasn't sent to {', '.join(sorted(strangers))}."
        raise call.directory.errors.build("invalid", text)
    if not to and not call.bound.switch("Force"):
        return {}
    have = list(dict.fromkeys([*entries(item.get("ReleasedUser")), *to]))
    return {
        "QuarantinedUser": [recipient for recipient in waiting if recipient not in to],
        "Released": True,
        "ReleaseStatus": "RELEASED",
        "ReleasedUser": have,
        "ReleasedBy": list(dict.fromkeys([*entries(item.get("ReleasedBy")), call.caller.name])),
        "ReleasedCount": len(have),
    }


def _of_block_list(call: Call) -> Call:
    return Call(call.directory, call.caller, call.service, call.bound, family("TenantAllowBlockListItems"))


def delete(call: Call) -> Outcome:
    """Delete-QuarantineMessage: for the recipients that are named, and altogether when it is for all of them."""
    for item in _chosen(call):
        recipients = {str(recipient).casefold() for recipient in entries(call.values.get("RecipientAddress"))}
        deleted_for = [
            recipient for recipient in _recipients(item) if not recipients or str(recipient).casefold() in recipients
        ]
        deleted_for = list(dict.fromkeys([*entries(item.get("DeletedForRecipients")), *deleted_for]))
        if len(deleted_for) == len(_recipients(item)):
            call.directory.store.remove(item)
        else:
            call.directory.store.write(item, {"DeletedForRecipients": deleted_for})
    return Outcome()


def _content(call: Call, item: Item) -> Message:
    """The message behind a row; one that the tenant's description made is known by what the row says."""
    number = item.get("_message")
    if number is not None:
        return message(call.directory, int(number))
    texts = [str(item.get(name) or "") for name in ("SenderAddress", "Subject", "MessageId")]
    to = ", ".join(str(recipient) for recipient in entries(item.get("RecipientAddress")))
    return Message(item.get("ReceivedTime") or call.directory.since, texts[0], to, texts[1], texts[2])


def _seen(call: Call) -> list[Item]:
    """Those of the messages that one of the recipients got, where RecipientAddress names some."""
    recipients = {str(recipient).casefold() for recipient in entries(call.values.get("RecipientAddress"))}
    chosen = _chosen(call)
    received = [
        item
        for item in chosen
        if not recipients or recipients & {str(recipient).casefold() for recipient in _recipients(item)}
    ]
    if not received:
        raise call.directory.errors.not_found(str(chosen[0].get("Identity")))
    return received


def _recipients(item: Item) -> list[Value]:
    return entries(item.get("RecipientAddress"))


def header(call: Call) -> Outcome:
    """Get-QuarantineMessageHeader."""
    rows = [
        {
            "Identity": item.get("Identity"),
            "Organization": str(call.directory.names.tenant_id),
            "Header": _content(call, item).header,
        }
        for item in _seen(call)
    ]
    return Outcome(rows=rows)


def preview(call: Call) -> Outcome:
    """Preview-QuarantineMessage: what the message says."""
    return Outcome(rows=[_previewed(item, _content(call, item)) for item in _seen(call)])


def _previewed(item: Item, content: Message) -> Mapping[str, Any]:
    return {
        "ReceivedTime@data.type": "System.DateTime",
        "ReceivedTime": instant_text(content.received, zulu=False),
        "SenderAddress": content.sender,
        "RecipientAddress@odata.type": "#Collection(String)",
        "RecipientAddress": entries(item.get("RecipientAddress")),
        "Subject": content.subject,
        "Cc": None,
        "Bcc": None,
        "Body": content.body,
        "IsHtml": False,
        "Attachment": None,
    }


def export(call: Call) -> Outcome:
    """Export-QuarantineMessage: the whole message in base64."""
    rows = [
        {
            "Identity": item.get("Identity"),
            "Organization": str(call.directory.names.tenant_id),
            "BodyEncoding": "Base64",
            "Eml": _content(call, item).encoded,
        }
        for item in _seen(call)
    ]
    return Outcome(rows=rows)
