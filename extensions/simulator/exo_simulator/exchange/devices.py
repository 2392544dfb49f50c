# Copyright (c) 2026 the m365.exchange contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Mobile devices: made from their number, owned by mailboxes, and let in as rules, the mailbox or the organisation say.

Columns: those that audit tools read. A device whose mailbox is gone is gone.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import timedelta
from functools import cached_property
from typing import Any, NamedTuple
from uuid import UUID

from .contract import ConfigError
from .directory import Directory
from .people import IndexedIds
from .store import Item
from .values import Value, parse_instant

DEVICES = "MobileDevice"
NOUNS = (DEVICES, "ActiveSyncDevice")  # the second is what an older cmdlet reads
OWNER = "_owner"
NAMED_BY = ("Guid", "Name", "Identity", "DeviceId")
# DeviceOS, DeviceModel, DeviceType, FriendlyName, ClientType of the devices of a tenant's description, in turn.
MODELS = (
    ("iOS 19.1", "iPhone17C1", "iPhone", "iPhone", "EAS"),
    ("Android 16", "Pixel 10", "Android", "Pixel", "Outlook"),
    ("iOS 19.1", "Outlook for iOS and Android", "Outlook", "Outlook for iOS and Android", "Outlook"),
    ("Windows 11", "Windows Mail", "WindowsMail", "Laptop", "EAS"),
)
_RULES = {
    "DeviceModel": "DeviceModel",
    "DeviceOS": "DeviceOS",
    "DeviceType": "DeviceType",
    "UserAgent": "DeviceUserAgent",
}
_STATES = {"Allow": "Allowed", "Block": "Blocked", "Quarantine": "Quarantined"}


class Access(NamedTuple):
    """Whether a device is let in, why, and by which rule."""

    state: str
    reason: str
    rule: str | None = None


class Devices:
    """So many devices of these mailboxes, as a population of their table."""

    def __init__(self, directory: Directory, count: int, owners: Sequence[UUID]) -> None:
        """``owners`` are mailboxes by their ids; each has a device in turn."""
        self._directory, self._count, self._owners = directory, count if owners else 0, owners
        self._ids = IndexedIds(directory.names.tenant_id, DEVICES)

    def __len__(self) -> int:
        return self._count

    def make(self, index: int) -> Item:
        """The device at ``index``; the same every time."""
        system, model, kind, friendly, client = MODELS[index % len(MODELS)]
        guid, owner = self._ids.make(index), self._owners[index % len(self._owners)]
        number = guid.hex[-16:].upper()
        first = self._directory.since - timedelta(days=30 + index % 300)
        columns: dict[str, Value] = {
            "Guid": guid,
            "Name": f"{kind}§{number}",
            "Identity": f"{owner}\\ExchangeActiveSyncDevices\\{kind}§{number}",
            "DeviceId": number,
            "FriendlyName": friendly,
            "DeviceOS": system,
            "DeviceModel": model,
            "DeviceType": kind,
            "DeviceUserAgent": f"{kind}/1.0",
            "ClientType": client,
            "ClientVersion": "16.1",
            "FirstSyncTime": first,
            "WhenCreated": first,
            "WhenChanged": first,
            OWNER: owner,
        }
        columns["_identity"] = columns["Identity"]
        return Item(DEVICES, columns, {}, index)

    def lookup(self, key: str) -> int | None:
        """The index of the device with this id, Identity or DeviceId."""
        return self._places.get(key)

    @cached_property
    def _places(self) -> dict[str, int]:
        devices = ((index, self.make(index)) for index in range(self._count))
        return {str(item.get(name)).casefold(): index for index, item in devices for name in NAMED_BY}


def owner_of(directory: Directory, device: Item) -> Item | None:
    """The mailbox of a device, None where it is gone or was never told."""
    owner = device.get(OWNER)
    mailboxes = directory.table("Mailbox").find(str(owner)) if owner else []
    return mailboxes[0] if mailboxes else None


def is_there(directory: Directory, device: Item) -> bool:
    """A device goes with its mailbox; one without an owner stays."""
    return not device.get(OWNER) or owner_of(directory, device) is not None


def access_of(directory: Directory, device: Item) -> Access:
    """What the mailbox says of the device comes first, then the rules, then what the organisation does by default."""
    owner, number = owner_of(directory, device), str(device.get("DeviceId") or "").casefold()
    settings = owner.parts.get("CASMailbox", {}) if owner else {}
    for name, state in (("ActiveSyncBlockedDeviceIDs", "Blocked"), ("ActiveSyncAllowedDeviceIDs", "Allowed")):
        if number and number in {str(device_id).casefold() for device_id in settings.get(name) or ()}:
            return Access(state, "Individual")
    for rule in directory.table("ActiveSyncDeviceAccessRule"):
        characteristic = str(device.get(_RULES.get(str(rule.get("Characteristic")), "")) or "").casefold()
        if characteristic and characteristic == str(rule.get("QueryString") or "").casefold():
            return Access(_STATES.get(str(rule.get("AccessLevel")), "Allowed"), "DeviceRule", rule.name)
    organisation = directory.table("ActiveSyncOrganizationSettings").rows()
    level = organisation[0].get("DefaultAccessLevel") if organisation else "Allow"
    return Access(_STATES.get(str(level), "Allowed"), "Global")


def owned(directory: Directory, described: Mapping[str, Any]) -> dict[str, Any]:
    """A device of a tenant's description, tied to the mailbox that its UserDisplayName names, if there is one.

    Raises ConfigError where that is the name of several.
    """
    first, who = described.get("FirstSyncTime"), str(described.get("UserDisplayName") or "")
    columns = {**described, **({"FirstSyncTime": parse_instant(str(first))} if first else {})}
    mailboxes = directory.table("Mailbox").find(who)
    if len(mailboxes) > 1:
        raise ConfigError(f"UserDisplayName: {len(mailboxes)} mailboxes are called {who!r}; name one by its address")
    if not mailboxes:
        return columns
    return {**{name: value for name, value in columns.items() if name != "UserDisplayName"}, OWNER: mailboxes[0].guid}


def has_device(directory: Directory, mailbox: Item) -> bool:
    """Whether a mailbox has a device."""
    return mailbox.guid in directory.table(DEVICES).held(OWNER)
