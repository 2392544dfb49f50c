# Copyright (c) 2026 the m365.exchange contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Get-MobileDevice, Get-MobileDeviceStatistics, Clear-MobileDevice; Remove- is the general one."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from ..calls import Call, Outcome
from ..crud import get_objects
from ..devices import DEVICES, OWNER, access_of, is_there
from ..store import Item
from ..values import instant_text

# ClientType to the switch of Get-MobileDeviceStatistics that asks for it.
KINDS = {"ActiveSync": "EAS", "OWAforDevices": "MOWA", "RestApi": "REST", "UniversalOutlook": "Outlook"}
WIPE = ("DeviceWipeRequestTime", "AccountOnlyDeviceWipeRequestTime")


def get_devices(call: Call) -> Outcome:
    """The devices of mailboxes that are still there."""
    devices = [item for item in get_objects(call).items if is_there(call.directory, item)]
    if call.text("Identity") and not devices and "*" not in (call.text("Identity") or ""):
        raise call.directory.errors.not_found(call.text("Identity") or "")
    return Outcome(devices, DEVICES)


def device_statistics(call: Call) -> Outcome:
    """Of one device, or of all devices of a mailbox, by the kind of client where one is asked for."""
    if call.text("Identity"):
        items = [call.directory.one((DEVICES,), call.text("Identity"))]
    elif call.text("Mailbox"):
        owner = call.directory.one(("Mailbox",), call.text("Mailbox"))
        items = [item for item in call.directory.table(DEVICES) if item.get(OWNER) == owner.guid]
    else:
        raise call.directory.errors.missing(["Identity", "Mailbox"])
    kinds = {client for name, client in KINDS.items() if call.bound.switch(name)}
    items = [item for item in items if is_there(call.directory, item)]
    return Outcome(rows=[_statistics(call, item) for item in items if not kinds or item.get("ClientType") in kinds])


def _statistics(call: Call, item: Item) -> Mapping[str, Any]:
    access = access_of(call.directory, item)
    last = call.directory.since - timedelta(hours=item.guid.int % 72)
    wipe, account = (item.get(f"_{name}") for name in WIPE)
    status = "DeviceWipePending" if wipe else "AccountOnlyDeviceWipePending" if account else "DeviceOk"
    return {
        **_instant("FirstSyncTime", item.get("FirstSyncTime")),
        **_instant("LastPolicyUpdateTime", item.get("FirstSyncTime")),
        **_instant("LastSyncAttemptTime", last),
        **_instant("LastSuccessSync", last),
        "DeviceType": item.get("DeviceType"),
        "DeviceID": item.get("DeviceId"),
        "DeviceUserAgent": item.get("DeviceUserAgent"),
        **_instant("DeviceWipeSentTime", None),
        **_instant("DeviceWipeRequestTime", wipe),
        **_instant("DeviceWipeAckTime", None),
        **_instant("AccountOnlyDeviceWipeRequestTime", account),
        "LastDeviceWipeRequestor": item.get("_requestor"),
        "DeviceModel": item.get("DeviceModel"),
        "DeviceImei": item.get("DeviceImei"),
        "DeviceFriendlyName": item.get("FriendlyName"),
        "DeviceOS": item.get("DeviceOS"),
        "DevicePhoneNumber": item.get("DeviceTelephoneNumber"),
        "DeviceMobileOperator": item.get("DeviceMobileOperator"),
        "IsRemoteWipeSupported": True,
        "Status": status,
        "StatusNote": None,
        "DeviceAccessState": access.state,
        "DeviceAccessStateReason": access.reason,
        "DeviceAccessControlRule": access.rule,
        "ClientVersion": item.get("ClientVersion"),
        "ClientType": item.get("ClientType"),
        "Identity": str(item.get("_identity") or item.name),
        "Guid@data.type": "System.Guid",
        "Guid": str(item.guid),
        "IsValid": True,
        "ObjectState": "Unchanged",
    }


def _instant(name: str, value: Any) -> Mapping[str, Any]:
    if value is None:
        return {name: None}
    return {f"{name}@data.type": "System.DateTime", name: instant_text(value, zulu=False)}


def clear_device(call: Call) -> Outcome:
    """A wipe waits until the device syncs, which none of the box ever does; Cancel takes it back."""
    item = call.directory.one((DEVICES,), call.text("Identity"))
    name = WIPE[1] if call.bound.switch("AccountOnly") else WIPE[0]
    request = {} if call.bound.switch("Cancel") else {f"_{name}": call.directory.now(), "_requestor": call.caller.name}
    call.directory.store.write(item, {**{f"_{column}": None for column in WIPE}, **request})
    return Outcome()
