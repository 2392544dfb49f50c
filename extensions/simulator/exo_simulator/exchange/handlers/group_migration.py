# Copyright (c) 2026 the m365.exchange contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""New-UnifiedGroup -DlIdentity: a distribution group becomes a Microsoft 365 group (its page, of the parameter)."""

from __future__ import annotations

from ..calls import Call
from ..columns import defaults
from ..families import properties
from ..naming import alias_from
from ..references import item_of
from ..store import Item
from ..values import Ref, Value

MIGRATED = "DLMigrated_"  # how alias and addresses of the distribution group begin afterwards
MOVED = ("Alias", "EmailAddresses", "LegacyExchangeDN", "PrimarySmtpAddress", "WindowsEmailAddress")


def migrated(call: Call) -> Item:
    """The Microsoft 365 group that a distribution group became; raises where the group is of another kind."""
    source = call.directory.one(("DistributionGroup",), call.text("DlIdentity"))
    if source.get("RecipientTypeDetails") != "MailUniversalDistributionGroup":
        text = f"'{source.name}' can't be migrated: it isn't a universal distribution group."
        raise call.directory.errors.build("invalid", text)
    group = _group(call, source)
    if call.bound.switch("DeleteDlAfterMigration"):
        call.directory.store.remove(source)
    else:
        call.directory.store.write(source, _left_behind(call, source))
    call.directory.store.add(group)
    return group


def _group(call: Call, source: Item) -> Item:
    """The new group with all that both kinds have, private where nobody could come or go freely."""
    ids, names = call.directory.ids, call.directory.names
    shared = {name: source.get(name) for name in properties("UnifiedGroup") if name in source.own}
    closed = "Closed" in (source.get("MemberJoinRestriction"), source.get("MemberDepartRestriction"))
    owners = [owner.guid for ref in source.get("ManagedBy") or [] if (owner := _owner(call, ref))]
    columns: dict[str, Value] = {**shared, **{name: source.get(name) for name in MOVED}}
    columns.pop("ManagedBy", None)
    columns["Name"] = f"{alias_from(str(source.get('Alias')))}_{ids.guid().hex[:10]}"
    columns.update({"Guid": ids.guid(), "ExternalDirectoryObjectId": ids.guid()})
    columns.update(
        {
            "DisplayName": source.get("DisplayName"),
            "DistinguishedName": names.recipient_dn(str(columns["Name"])),
            "AccessType": "Private" if closed else "Public",
            "RecipientTypeDetails": "GroupMailbox",
            "RecipientType": "MailUniversalDistributionGroup",
            "_owners": owners,
            "_members": list(dict.fromkeys([*(source.get("_members") or []), *owners])),
        }
    )
    return Item("UnifiedGroup", columns, defaults("UnifiedGroup"))


def _owner(call: Call, ref: Value) -> Item | None:
    return item_of(call.directory, ref) if isinstance(ref, Ref) else None


def _left_behind(call: Call, source: Item) -> dict[str, Value]:
    """The distribution group under another alias and address; it remembers those that it had."""
    alias = f"{MIGRATED}{call.directory.ids.guid()}"
    address = f"{alias}@{call.directory.names.initial_domain}"
    return {
        "Alias": alias,
        "EmailAddresses": [f"SMTP:{address}"],
        "PrimarySmtpAddress": address,
        "WindowsEmailAddress": address,
        "LegacyExchangeDN": call.directory.names.legacy_dn(call.directory.ids.guid(), alias),
        "ExtensionCustomAttribute5": list(source.get("EmailAddresses") or []),
    }
