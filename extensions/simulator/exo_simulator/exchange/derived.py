# Copyright (c) 2026 the m365.exchange contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What the service derives from what is written, and stamps on an object: filters, templates, ids, keys of DKIM."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from .calls import Call
from .compliance import CLOSING, DISTRIBUTING
from .labels import label_actions, retold
from .recipient_stamps import audited, litigation_hold, mail_tip, senders
from .store import Item
from .values import Ref, Value

Stamp = Callable[[Call, Item, Mapping[str, Value]], dict[str, Value]]
RECIPIENT_KINDS = {
    "allrecipients": "Alias -ne $null",
    "mailboxusers": "RecipientType -eq 'UserMailbox'",
    "mailcontacts": "RecipientType -eq 'MailContact'",
    "mailgroups": "RecipientType -like 'MailUniversal*Group'",
    "mailusers": "RecipientType -eq 'MailUser'",
    "resources": "(RecipientTypeDetails -eq 'RoomMailbox') -or (RecipientTypeDetails -eq 'EquipmentMailbox')",
}
ROOT = "\\"  # of public folders
WRITE_SCOPES = {
    "CustomRecipientWriteScope": "CustomRecipientScope",
    "ExclusiveRecipientWriteScope": "ExclusiveRecipientScope",
    "RecipientAdministrativeUnitScope": "AdministrativeUnit",
    "RecipientOrganizationalUnitScope": "OU",
}
ASSIGNEES = {"DistributionGroup": "SecurityGroup", "Mailbox": "User", "MailUser": "User"}


def stamped(call: Call, item: Item, values: Mapping[str, Value]) -> dict[str, Value]:
    """``values``, which are about to be written, with what follows from them."""
    stamped_values = dict(values)
    for stamp in STAMPS.get(item.noun, ()):
        stamped_values.update(stamp(call, item, stamped_values))
    return {**stamped_values, **_distributing(call, item)}


def _distributing(call: Call, item: Item) -> dict[str, Value]:
    """A policy of Security & Compliance that is written is distributed, which takes a while."""
    late = call.directory.settings.compliance_pace == "minutes"
    return {"DistributionStatus": DISTRIBUTING} if late and "DistributionStatus" in item.base else {}


def _precanned(_call: Call, item: Item, values: Mapping[str, Value]) -> dict[str, Value]:
    """A filter of one's own and the ready-made conditions exclude each other: the later one counts."""
    if values.get("RecipientFilter"):
        conditions = [name for name in item.own if name == "IncludedRecipients" or name.startswith("Conditional")]
        return {**dict.fromkeys(conditions), "RecipientFilterType": "Custom"}
    properties_then = {**item.own, **values}
    parts = [_kinds(properties_then.get("IncludedRecipients"))]
    parts += [
        _any_of(name, value)
        for name, value in sorted(properties_then.items())
        if name.startswith("Conditional") and value
    ]
    text = " -and ".join(f"({part})" for part in parts if part)
    touched = any(name == "IncludedRecipients" or name.startswith("Conditional") for name in values)
    return {"RecipientFilter": text, "RecipientFilterType": "Precanned"} if touched and text else {}


def _shown_as(_call: Call, item: Item, values: Mapping[str, Value]) -> dict[str, Value]:
    """An address list that nobody gave a name to show has its own (page of DisplayName)."""
    return {} if values.get("DisplayName") or item.get("DisplayName") else {"DisplayName": item.name}


def _kinds(value: Value) -> str:
    words = value if isinstance(value, list) else str(value or "").split(",")
    tests = [RECIPIENT_KINDS.get(str(word).strip().casefold()) for word in words]
    return _either([part for part in tests if part])


def _any_of(name: str, value: Value) -> str:
    values = value if isinstance(value, list) else [value]
    quoted = [str(entry).replace("'", "''") for entry in values]
    return _either([f"{name.removeprefix('Conditional')} -eq '{entry}'" for entry in quoted])


def _either(parts: list[str]) -> str:
    return parts[0] if len(parts) == 1 else " -or ".join(f"({part})" for part in parts)


def _templates(_call: Call, _item: Item, values: Mapping[str, Value]) -> dict[str, Value]:
    """An e-mail address policy: the primary template is the one of its templates with SMTP in capitals."""
    addresses: dict[str, Value] = {}
    templates = values.get("EnabledEmailAddressTemplates")
    primary = values.get("EnabledPrimarySMTPAddressTemplate")
    if templates:
        first = next((text for text in map(str, templates) if text.startswith("SMTP:")), str(templates[0]))
        addresses["EnabledPrimarySMTPAddressTemplate"] = first.partition(":")[2] or first
    elif primary:
        addresses["EnabledEmailAddressTemplates"] = [f"SMTP:{str(primary).removeprefix('SMTP:')}"]
    return addresses


def _retention_id(_call: Call, item: Item, values: Mapping[str, Value]) -> dict[str, Value]:
    chosen = values.get("RetentionId") or item.get("RetentionId") or item.guid
    raw = {"RawRetentionId": chosen} if item.noun == "RetentionPolicyTag" else {}
    return {"RetentionId": chosen, **raw}


def _dkim(call: Call, item: Item, values: Mapping[str, Value]) -> dict[str, Value]:
    """The two names to publish, in the form of 2025; signing is valid once they are there (switch ``dkim_names``)."""
    if not item.get("Selector1CNAME"):
        times: dict[str, Value] = dict.fromkeys(
            ("KeyCreationTime", "LastChecked", "RotateOnDate"), call.directory.now()
        )
        return {**call.directory.names.dkim_names(item.name), "Status": "CnameMissing", **times}
    published = call.directory.settings.dkim_names == "published"
    return {"Status": "Valid" if published else "CnameMissing"} if values.get("Enabled") is True else {}


def _assignment(call: Call, _item: Item, values: Mapping[str, Value]) -> dict[str, Value]:
    """Whose role it is stands under several names; RecipientWriteScope is the kind of the scope (its reference), and a
    relative one itself. An administrative unit stands where a scope of one's own does (Microsoft365DSC)."""
    kinds = [kind for name, kind in WRITE_SCOPES.items() if call.text(name)]
    scope: dict[str, Value] = {"RecipientWriteScope": kinds[0]} if kinds else {}
    return {**scope, **_assignee(values)}


def _assignee(values: Mapping[str, Value]) -> dict[str, Value]:
    assignee = values.get("RoleAssignee")
    if not isinstance(assignee, Ref):
        return {}
    kind = ASSIGNEES.get(assignee.noun, assignee.noun)
    return {"RoleAssigneeName": assignee, "User": assignee, "RoleAssigneeType": kind}


def _folder(call: Call, item: Item, values: Mapping[str, Value]) -> dict[str, Value]:
    r"""A public folder is found by its path, `\Plans\2026`."""
    above = folder_above(call, item)
    name = str(values.get("Name") or item.name)
    return {"ParentPath": above, "Identity": f"{above.rstrip(ROOT)}{ROOT}{name}"}


def folder_above(call: Call, item: Item | None) -> str:
    """The path of the public folder that holds ``item``, or that the call puts a new one in."""
    above = call.text("Path") or str((item.get("ParentPath") if item else None) or ROOT)
    return above if above == ROOT else str(call.directory.one(("PublicFolder",), above).get("Identity"))


def _move(_call: Call, item: Item, _values: Mapping[str, Value]) -> dict[str, Value]:
    r"""A move of public folders is known as `\PublicFolderMove` (examples of its cmdlets' pages)."""
    path = f"{ROOT}{item.name}"
    return {"_identity": path, "Identity": path}


def _closing(call: Call, _item: Item, values: Mapping[str, Value]) -> dict[str, Value]:
    """A case takes its time to close."""
    late = call.directory.settings.compliance_pace == "minutes"
    return {"Status": CLOSING} if late and values.get("Status") == "Closed" else {}


def _signed(call: Call, item: Item, _values: Mapping[str, Value]) -> dict[str, Value]:
    """Who made it and who changed it last."""
    creator = {} if item.get("CreatedBy") else {"CreatedBy": call.caller.name}
    return {**creator, "LastModifiedBy": call.caller.name}


def _label(_call: Call, item: Item, values: Mapping[str, Value]) -> dict[str, Value]:
    """What a label does, as its rows tell it."""
    if not values.keys() & {*retold("Label"), "LabelActions"}:
        return {}
    present = values.get("LabelActions", item.get("LabelActions")) or []
    return {"LabelActions": label_actions({**item.own, **values}, present)}


ON_RECIPIENTS: tuple[Stamp, ...] = (senders, mail_tip)
STAMPS: dict[str, tuple[Stamp, ...]] = {
    "AddressList": (_precanned, _shown_as),
    "ComplianceCase": (_closing,),
    "DkimSigningConfig": (_dkim,),
    "DlpCompliancePolicy": (_signed,),
    "DlpComplianceRule": (_signed,),
    "DistributionGroup": ON_RECIPIENTS,
    "DynamicDistributionGroup": (_precanned, *ON_RECIPIENTS),
    "EmailAddressPolicy": (_templates,),
    "GlobalAddressList": (_precanned,),
    "Label": (_label,),
    "MailContact": ON_RECIPIENTS,
    "MailPublicFolder": ON_RECIPIENTS,
    "MailUser": (*ON_RECIPIENTS, litigation_hold),
    "Mailbox": (*ON_RECIPIENTS, litigation_hold, audited),
    "ManagementRoleAssignment": (_assignment,),
    "PublicFolder": (_folder,),
    "PublicFolderMoveRequest": (_move,),
    "ProtectionAlert": (_signed,),
    "RetentionPolicy": (_retention_id,),
    "RetentionPolicyTag": (_retention_id,),
    "UnifiedGroup": ON_RECIPIENTS,
}
