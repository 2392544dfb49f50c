# Copyright (c) 2026 the m365.exchange contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The Tenant Allow/Block List: entries by list type and value, spoofed senders by pair."""

from __future__ import annotations

import base64
import hashlib
from datetime import timedelta

from ..calls import Call, Outcome
from ..changes import unchanged
from ..choosing import entries
from ..crud import blank
from ..store import Item
from ..syntax import OF_LIST
from ..values import Value

DAYS = 30  # an entry without an expiry given lives that long (New-TenantAllowBlockListItems reference)


def _of_type(call: Call) -> list[Item]:
    """Entries of the type, and of the subtype where one is named (Get- takes several)."""
    list_type = str(call.values["ListType"])
    subtypes = {str(subtype) for subtype in entries(call.values.get("ListSubType"))}
    items = [item for item in call.directory.table(call.family.noun) if item.get("ListType") == list_type]
    return [item for item in items if not subtypes or item.get("ListSubType") in subtypes]


def new_items(call: Call) -> Outcome:
    """New-TenantAllowBlockListItems: one entry for each value."""
    new_entries = [str(entry) for entry in call.values["Entries"]]
    if call.bound.switch("Allow") == call.bound.switch("Block"):
        raise call.directory.errors.missing(["Allow", "Block"])
    _check_expiry(call, allow=call.bound.switch("Allow"))
    present = {str(item.get("Value")).casefold() for item in _of_type(call)}
    fits = OF_LIST.get(str(call.values["ListType"]))
    for entry in new_entries:
        if fits and not fits(entry):
            raise call.directory.errors.out_of_range("Entries", f"'{entry}' isn't a valid value.")
        if entry.casefold() in present:
            raise call.directory.errors.build("exists", f'Duplicate value: the entry "{entry}" is already in the list.')
        present.add(entry.casefold())
    items = [_entry(call, entry) for entry in new_entries]
    for item in items:
        call.directory.store.add(item)
    return Outcome(items, call.family.noun)


def allow_sender(call: Call, address: str) -> None:
    """Let a sender in, as the AllowSender of Release-QuarantineMessage asks; nothing happens where he is let in."""
    senders = [item for item in call.directory.table(call.family.noun) if item.get("ListType") == "Sender"]
    if any(str(item.get("Value")).casefold() == address.casefold() for item in senders):
        return
    item = _blank(call, address, "Sender")
    expiry = call.directory.now() + timedelta(days=DAYS)
    item.own.update({"Action": "Allow", "ListSubType": "Tenant", "SubmissionID": "Non-Submission", "Notes": ""})
    item.own["ExpirationDate"] = expiry
    call.directory.store.add(item)


def _blank(call: Call, value: str, kind: str) -> Item:
    item = blank(call, value)
    item.own.update({"Value": value, "ListType": kind, "Identity": _opaque(item)})
    item.own["CreatedDateTime"] = item.own["LastModifiedDateTime"] = call.directory.now()
    item.own["EntryValueHash"] = hashlib.sha256(value.casefold().encode()).hexdigest().upper()
    item.own["ModifiedBy"] = call.caller.name
    return item


def _opaque(item: Item) -> str:
    """The identity of an entry: 70 bytes that say nothing, `RgAAAADV...` in base64 (graph2otel)."""
    return base64.b64encode(b"F\0\0\0\0\xd5" + item.guid.bytes * 4).decode()


def _entry(call: Call, value: str) -> Item:
    item = _blank(call, value, str(call.values["ListType"]))
    item.own["Action"] = "Allow" if call.bound.switch("Allow") else "Block"
    item.own["ListSubType"] = call.values.get("ListSubType") or "Tenant"
    item.own["SubmissionID"] = call.values.get("SubmissionID") or "Non-Submission"
    item.own["Notes"] = call.values.get("Notes") or ""
    item.own["RemoveAfter"] = call.values.get("RemoveAfter")
    item.own["ExpirationDate"] = _expiry(call, call.directory.now() + timedelta(days=DAYS))
    return item


def _check_expiry(call: Call, *, allow: bool) -> None:
    """What is allowed expires, but for addresses (IP) and the links of phishing simulations (its reference)."""
    simulated = call.text("ListType") == "Url" and call.text("ListSubType") == "AdvancedDelivery"
    if allow and call.bound.switch("NoExpiration") and not simulated and call.text("ListType") != "IP":
        text = "The parameter NoExpiration can't be used with an allow entry of this list type."
        raise call.directory.errors.build("invalid", text)
    if call.values.get("RemoveAfter") and (not allow or call.text("ListType") == "IP"):
        text = "The parameter RemoveAfter can only be used with an allow entry for a sender, a file or a URL."
        raise call.directory.errors.build("invalid", text)


def _expiry(call: Call, otherwise: Value) -> Value:
    if call.bound.switch("NoExpiration") or call.values.get("RemoveAfter"):
        return None
    return call.values.get("ExpirationDate") or otherwise


def get_items(call: Call) -> Outcome:
    """Get-TenantAllowBlockListItems: of one list type, by value, action or expiry."""
    items, entry = _of_type(call), call.text("Entry")
    if entry:
        items = [item for item in items if str(item.get("Value")).casefold() == entry.casefold()]
    for action in ("Allow", "Block"):
        if call.bound.switch(action):
            items = [item for item in items if item.get("Action") == action]
    if call.bound.switch("NoExpiration"):
        items = [item for item in items if item.get("ExpirationDate") is None]
    until = call.values.get("ExpirationDate")
    if until:
        items = [item for item in items if item.get("ExpirationDate") and item.get("ExpirationDate") <= until]
    return Outcome(items, call.family.noun)


def _chosen(call: Call, items: list[Item]) -> list[Item]:
    """By -Ids or -Entries; one that is missing makes the call fail."""
    ids, values = call.values.get("Ids") or [], call.values.get("Entries") or []
    if not ids and not values:
        raise call.directory.errors.missing(["Ids"])
    chosen: list[Item] = []
    for key in (str(value).casefold() for value in [*ids, *values]):
        match = next((item for item in items if key in _keys(item)), None)
        if match is None:
            raise call.directory.errors.not_found(key)
        chosen.append(match)
    return chosen


def _keys(item: Item) -> set[str]:
    return {str(item.get(name)).casefold() for name in ("Identity", "Value")}


def set_items(call: Call) -> Outcome:
    """Set-TenantAllowBlockListItems: notes, expiry and action of entries that exist."""
    changed: list[Item] = []
    for item in _chosen(call, _of_type(call)):
        _check_expiry(call, allow=not call.bound.switch("Block") and item.get("Action") == "Allow")
        values: dict[str, Value] = {name: call.values[name] for name in ("Notes", "RemoveAfter") if name in call.values}
        values["ExpirationDate"] = _expiry(call, item.get("ExpirationDate"))
        for action in ("Allow", "Block"):
            if call.bound.switch(action):
                values["Action"] = action
        values = {name: value for name, value in values.items() if value != item.get(name)}
        if values:
            stamp = {"LastModifiedDateTime": call.directory.now(), "ModifiedBy": call.caller.name}
            call.directory.store.write(item, {**values, **stamp})
            changed.append(item)
    if not changed:
        return Outcome(warnings=[unchanged("TenantAllowBlockListItems")])
    return Outcome(changed, call.family.noun)


def remove_items(call: Call) -> Outcome:
    """Remove-TenantAllowBlockListItems."""
    for item in _chosen(call, _of_type(call)):
        call.directory.store.remove(item)
    return Outcome()


def get_spoof_items(call: Call) -> Outcome:
    """Get-TenantAllowBlockListSpoofItems, narrowed by action and spoof type."""
    conditions = {name: call.text(name) for name in ("Action", "SpoofType") if call.text(name)}
    items = [
        i
        for i in call.directory.table(call.family.noun)
        if all(str(i.get(n)).casefold() == str(v).casefold() for n, v in conditions.items())
    ]
    return Outcome(items, call.family.noun)


def new_spoof_item(call: Call) -> Outcome:
    """New-TenantAllowBlockListSpoofItems; Identity names the list (Default), not the entry."""
    pair = f"{call.text('SpoofedUser')};{call.text('SendingInfrastructure')}"
    if call.directory.table(call.family.noun).find(pair):
        raise call.directory.errors.build("exists", f'The entry "{pair}" is already in the list.')
    item = blank(call, pair)
    names = ("Action", "SendingInfrastructure", "SpoofType", "SpoofedUser")
    item.own.update({name: call.values[name] for name in names if name in call.values})
    now = call.directory.now()
    item.own.update({"Value": pair, "Identity": str(item.guid), "CreatedDateTime": now, "LastModifiedDateTime": now})
    item.own.update({"ListSubType": "Tenant", "ObjectState": "New"})
    call.directory.store.add(item)
    return Outcome([item], call.family.noun)


def set_spoof_items(call: Call) -> Outcome:
    """Set-TenantAllowBlockListSpoofItems: another action."""
    for item in _chosen(call, list(call.directory.table(call.family.noun))):
        if item.get("Action") != call.values["Action"]:
            call.directory.store.write(
                item, {"Action": call.values["Action"], "LastModifiedDateTime": call.directory.now()}
            )
    return Outcome()


def remove_spoof_items(call: Call) -> Outcome:
    """Remove-TenantAllowBlockListSpoofItems."""
    for item in _chosen(call, list(call.directory.table(call.family.noun))):
        call.directory.store.remove(item)
    return Outcome()
