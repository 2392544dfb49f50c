# Copyright (c) 2026 the m365.exchange contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Mailboxes, groups, contacts and mail users: New-, Set-, Enable- and Disable-."""

from __future__ import annotations

from uuid import UUID

from ..addresses import check_domain, check_free, moved_elsewhere, normalised, readdressed, refuse_two_primaries, split
from ..calls import Call, Outcome
from ..changes import MARK, property_values, same, unchanged
from ..columns import ZERO_GUID, defaults
from ..crud import write
from ..derived import stamped
from ..directory import RECIPIENTS
from ..group_names import default_access, displayed
from ..naming import alias_from, local_part
from ..people import addresses_of
from ..store import Item
from ..values import Value
from .group_migration import migrated
from .holds import released, written
from .removals import remove_mailbox

MAILBOX_SWITCHES = {
    "Shared": "SharedMailbox",
    "Room": "RoomMailbox",
    "Equipment": "EquipmentMailbox",
    "Discovery": "DiscoveryMailbox",
    "PublicFolder": "PublicFolderMailbox",
}


def new_mailbox(call: Call) -> Outcome:
    """New-Mailbox: a user mailbox unless a switch says otherwise."""
    details = next((value for name, value in MAILBOX_SWITCHES.items() if call.bound.switch(name)), "UserMailbox")
    item = new_recipient(call, call.text("Name") or "")
    upn = call.text("MicrosoftOnlineServicesID") or str(item.get("PrimarySmtpAddress"))
    if call.text("MicrosoftOnlineServicesID"):
        check_domain(call.directory, upn)
        _check_upn(call, upn, None)
    item.own.update({"UserPrincipalName": upn, "WindowsLiveID": upn, "ExchangeGuid": call.directory.ids.guid()})
    item.own.update(_type_values(details))
    if call.bound.switch("Archive"):
        item.own.update(_archive(call, item.name))
    call.directory.store.add(item)
    item.own["WhenMailboxCreated"] = item.own["WhenCreated"]
    return Outcome([item], "Mailbox")


def _check_upn(call: Call, upn: str, owner: Item | None) -> None:
    for holder in call.directory.find(RECIPIENTS, upn):
        if owner is None or holder.guid != owner.guid:
            text = f'The user principal name "{upn}" is already used by "{holder.name}".'
            raise call.directory.errors.build("exists", text)


def _type_values(details: str) -> dict[str, Value]:
    resource = {"RoomMailbox": "Room", "EquipmentMailbox": "Equipment"}.get(details)
    return {
        "RecipientTypeDetails": details,
        "IsShared": details == "SharedMailbox",
        "IsResource": resource is not None,
        "ResourceType": resource,
        "AccountDisabled": details != "UserMailbox",
    }


def new_recipient(call: Call, name: str) -> Item:
    """A new recipient with checked name, alias and addresses; not stored yet."""
    directory, noun = call.directory, call.family.noun
    if any(item.name.casefold() == name.casefold() for item in directory.find(RECIPIENTS, name)):
        raise directory.errors.exists(name)
    alias = call.text("Alias") or _free_alias(call, _alias_of(call, name))
    primary = call.text("PrimarySmtpAddress") or f"{local_part(alias)}@{directory.default_domain()}"
    addresses = addresses_of(alias, primary, directory.names.initial_domain)
    listed = call.values.get("EmailAddresses")
    refuse_two_primaries(directory, listed)
    if isinstance(listed, list) and listed:
        addresses = normalised(listed, call.text("PrimarySmtpAddress"))
    for address in addresses:
        check_domain(directory, address)
        check_free(directory, address, None)
    values = {key: value for key, value in property_values(call, None).items() if value is not None and key != MARK}
    columns: dict[str, Value] = {"DisplayName": name, **values, "Name": name, "Alias": alias}
    columns["EmailAddresses"] = addresses
    columns["PrimarySmtpAddress"] = columns["WindowsEmailAddress"] = split(addresses[0])[1]
    columns.update({"Guid": directory.ids.guid(), "ExternalDirectoryObjectId": directory.ids.guid()})
    columns["DistinguishedName"] = directory.names.recipient_dn(name)
    columns["LegacyExchangeDN"] = directory.names.legacy_dn(columns["Guid"], alias)
    return Item(noun, columns, defaults(noun))


def _alias_of(call: Call, name: str) -> str:
    """Of who has an account the left side of its name to sign in, of others what the name makes (pages of Alias)."""
    account = call.text("MicrosoftOnlineServicesID")
    return account.partition("@")[0] if account else alias_from(name)


def _free_alias(call: Call, wished: str) -> str:
    """A derived alias that is taken, or its address, gets a number; one that the caller chose fails instead."""
    domain = call.directory.names.initial_domain
    for number in range(1000):
        alias = f"{wished}{number or ''}"
        if not any(call.directory.find(RECIPIENTS, identity) for identity in (alias, f"{local_part(alias)}@{domain}")):
            break
    return alias


def new_group(call: Call) -> Outcome:
    """New-DistributionGroup, New-DynamicDistributionGroup, New-UnifiedGroup, whose owners are members, too."""
    noun = call.family.noun
    if call.text("DlIdentity"):
        return Outcome([migrated(call)], noun)
    item = new_recipient(call, _group_name(call))
    if call.text("DisplayName"):
        item.own["DisplayName"] = call.text("DisplayName")
    if noun == "DistributionGroup":
        item.own["DisplayName"] = displayed(call, str(item.get("DisplayName")))
    item.own.update(_group_type(call))
    item.own.update(stamped(call, item, item.own))
    for name in ("Members", "Owner"):
        item.own.pop(name, None)
    owners = _guids(call, "ManagedBy") or _guids(call, "Owner")
    if noun == "UnifiedGroup":
        item.own.pop("ManagedBy", None)
        item.own["_owners"] = owners
    joining = noun == "UnifiedGroup" or call.bound.switch("CopyOwnerToMember")
    item.own["_members"] = list(dict.fromkeys([*_guids(call, "Members"), *(owners if joining else [])]))
    call.directory.store.add(item)
    return Outcome([item], noun)


def _guids(call: Call, name: str) -> list[UUID]:
    """The ids of the recipients that a parameter names."""
    value = call.values.get(name) or []
    return [call.directory.recipient(who).guid for who in (value if isinstance(value, list) else [value])]


def _group_name(call: Call) -> str:
    """A Microsoft 365 group's Name is its alias or display name and a short GUID (its page, of DisplayName)."""
    if call.family.noun != "UnifiedGroup":
        return call.text("Name") or ""
    title = call.text("Name") or call.text("Alias") or call.text("DisplayName")
    if title is None:
        raise call.directory.errors.missing(["DisplayName"])
    return call.text("Name") or f"{alias_from(title)}_{call.directory.ids.guid().hex[:10]}"


def _group_type(call: Call) -> dict[str, Value]:
    if call.family.noun == "DynamicDistributionGroup":
        return {"RecipientTypeDetails": "DynamicDistributionGroup", "RecipientType": "DynamicDistributionGroup"}
    if call.family.noun == "UnifiedGroup":
        kinds = {"RecipientTypeDetails": "GroupMailbox", "RecipientType": "MailUniversalDistributionGroup"}
        return {**kinds, "AccessType": call.text("AccessType") or default_access(call)}
    if call.bound.switch("RoomList"):
        return {"RecipientTypeDetails": "RoomList", "RecipientType": "MailUniversalDistributionGroup"}
    kind = "MailUniversalSecurityGroup" if call.text("Type") == "Security" else "MailUniversalDistributionGroup"
    group_type = "Universal, SecurityEnabled" if kind.endswith("SecurityGroup") else "Universal"
    return {"RecipientTypeDetails": kind, "RecipientType": kind, "GroupType": group_type}


def new_contact(call: Call) -> Outcome:
    """New-MailContact and New-MailUser: a name here, a mailbox elsewhere."""
    item = new_recipient(call, call.text("Name") or "")
    external = call.text("ExternalEmailAddress") or call.text("MicrosoftOnlineServicesID")
    if external:
        bare = split(external)[1]
        check_free(call.directory, bare, None)
        primary = call.text("PrimarySmtpAddress") or bare
        item.own["ExternalEmailAddress"] = f"SMTP:{bare}"
        item.own["PrimarySmtpAddress"] = item.own["WindowsEmailAddress"] = primary
        item.own["EmailAddresses"] = normalised([*item.own["EmailAddresses"], bare], primary)
    if call.family.noun == "MailUser":
        upn = (
            call.text("MicrosoftOnlineServicesID")
            or f"{local_part(item.get('Alias'))}@{call.directory.default_domain()}"
        )
        _check_upn(call, upn, None)
        item.own["UserPrincipalName"] = item.own["WindowsLiveID"] = upn
    item.own["RecipientType"] = item.own["RecipientTypeDetails"] = call.family.noun
    call.directory.store.add(item)
    return Outcome([item], call.family.noun)


def set_recipient(call: Call) -> Outcome:
    """Set-Mailbox and its kin, also through Set-User, Set-Contact and Set-Group.

    What ClearDataEncryptionPolicy of Set-User does is its name alone: the page has no words for it.
    """
    item = written(call)
    _check_manager(call, item)
    refuse_two_primaries(call.directory, call.values.get("EmailAddresses"))
    values = property_values(call, item)
    if "UserPrincipalName" in values:
        upn = str(values["UserPrincipalName"])
        check_domain(call.directory, upn)
        _check_upn(call, upn, item)
        values["WindowsLiveID"] = upn
    if values.get("DisplayName") and call.family.noun == "DistributionGroup":
        values["DisplayName"] = displayed(call, str(values["DisplayName"]))
    if call.bound.switch("ClearDataEncryptionPolicy"):
        values["DataEncryptionPolicy"] = None
    if call.bound.switch("RemoveDisabledArchive"):
        values["DisabledArchiveGuid"] = ZERO_GUID
    values.update(released(call, item))
    if "RecipientTypeDetails" in values:
        values.update(_type_values(str(values["RecipientTypeDetails"])))
    external = values.get("ExternalEmailAddress")
    if external:
        values["ExternalEmailAddress"] = f"SMTP:{split(str(external))[1]}"
        values.update(moved_elsewhere(item, values))
    if values.get("ForwardingSmtpAddress"):
        values["ForwardingSmtpAddress"] = f"smtp:{split(str(values['ForwardingSmtpAddress']))[1]}"
    values = {name: value for name, value in values.items() if name == MARK or not same(value, item.get(name))}
    if not values:
        return Outcome(warnings=[unchanged(item.name)])
    return write(call, item, readdressed(call.directory, item, values))


def _check_manager(call: Call, item: Item) -> None:
    """An application is nobody's manager: it changes those of a security group only past the check (CIPP)."""
    security = item.get("RecipientTypeDetails") == "MailUniversalSecurityGroup"
    checked = call.family.noun == "DistributionGroup" and not call.bound.switch("BypassSecurityGroupManagerCheck")
    if call.caller.kind == "app" and security and checked and "ManagedBy" in call.values:
        raise call.directory.errors.build("invalid", "The executing user is not in the current organization.")


def _archive(call: Call, name: str) -> dict[str, Value]:
    values: dict[str, Value] = {"ArchiveGuid": call.directory.ids.guid(), "ArchiveStatus": "Active"}
    return {**values, "ArchiveState": "Local", "ArchiveName": [f"In-Place Archive -{name}"]}


def enable_mailbox(call: Call) -> Outcome:
    """Enable-Mailbox -Archive and -AutoExpandingArchive."""
    item = call.directory.one(("Mailbox",), call.text("Identity"))
    values: dict[str, Value] = {}
    if call.bound.switch("Archive"):
        if item.get("ArchiveGuid") not in (None, ZERO_GUID):
            text = f'The user "{item.name}" already has an archive.'
            raise call.directory.errors.build("invalid", text)
        values.update(_archive(call, item.name))
        if item.get("DisabledArchiveGuid") not in (None, ZERO_GUID):  # it is connected again (Learn: for 30 days)
            values.update({"ArchiveGuid": item.get("DisabledArchiveGuid"), "DisabledArchiveGuid": ZERO_GUID})
    if call.bound.switch("AutoExpandingArchive"):
        values["AutoExpandingArchiveEnabled"] = True
    names = ("ArchiveName", "RoleAssignmentPolicy")
    values.update({name: call.values[name] for name in names if call.values.get(name)})
    if not values:
        text = f"This task does not support recipients of this type. The specified recipient {item.name} is of type "
        raise call.directory.errors.build("invalid", text + f"{item.get('RecipientTypeDetails')}.")
    call.directory.store.write(item, values)
    return Outcome([item], "Mailbox")


def disable_mailbox(call: Call) -> Outcome:
    """Disable-Mailbox -Archive; without it the mailbox goes and its user stays, which the box shows as removal."""
    if not call.bound.switch("Archive"):
        return remove_mailbox(call)
    item = call.directory.one(("Mailbox",), call.text("Identity"))
    if item.get("ArchiveGuid") in (None, ZERO_GUID):
        raise call.directory.errors.build("invalid", f'The user "{item.name}" doesn\'t have an archive.')
    none: UUID = ZERO_GUID
    values: dict[str, Value] = {"ArchiveGuid": none, "ArchiveStatus": "None", "ArchiveState": "None", "ArchiveName": []}
    call.directory.store.write(item, {**values, "DisabledArchiveGuid": item.get("ArchiveGuid")})
    return Outcome()
