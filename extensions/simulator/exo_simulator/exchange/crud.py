# Copyright (c) 2026 the m365.exchange contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""New, Get, Set, Remove, Enable and Disable for any family that is stored."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from uuid import UUID

from .calls import Call, Outcome
from .changes import property_values, unchanged
from .columns import defaults
from .compliance import CLOSING, DISTRIBUTED, DISTRIBUTING, LINGERS, PENDING, is_configuration, is_pending, mode_of
from .compliance_rules import check_compliance
from .derived import stamped
from .families import STEERING
from .folders import check_folders
from .inbox_rules import hidden_rule
from .listing import narrowed
from .mailbox_requests import request_of, tie_to_mailbox
from .object_names import name_for, refuse_double, taken
from .places import containers_of
from .policy_rules import check_rule, part_with_users
from .priority import place, renumber
from .store import Item
from .targets import target_of
from .values import Value

DEFAULT_FLAGS = ("IsDefault", "IsDefaultArbitrationMailbox", "Default")
SINGLETON_NAMES = {
    "AdminAuditLogConfig": "Admin Audit Log Settings",
    "OrganizationConfig": "",
    "TransportConfig": "Transport Settings",
}


def get_objects(call: Call) -> Outcome:
    """All objects, or the one with the identity, narrowed by the other parameters."""
    identity = call.text(call.family.set_key if call.family.set_key != "Identity" else "Identity")
    noun = call.family.noun
    if call.family.kind == "singleton":
        return Outcome([singleton(call)], noun)
    if call.family.context and not identity:
        return Outcome(narrowed(call, _in_context(call)), noun)
    if identity is None:
        return Outcome(narrowed(call, call.directory.table(noun).rows()), noun)
    if "*" in identity:
        return Outcome(narrowed(call, call.directory.matching((noun,), identity)), noun)
    return Outcome(narrowed(call, [target(call)]), noun)


def _in_context(call: Call) -> Sequence[Item]:
    """Rules of the mailbox that -Mailbox names, else of the caller's own."""
    mailbox = call.text(call.family.context or "") or own_mailbox(call)
    return _rules_of(call, mailbox) if mailbox else []


def _rules_of(call: Call, mailbox: str) -> Sequence[Item]:
    owner = call.directory.one(("Mailbox",), mailbox)
    rules = [item for item in call.directory.table(call.family.noun) if item.get("_owner") == owner.guid]
    return [*rules, hidden_rule(call.directory, owner)] if call.bound.switch("IncludeHidden") else rules


def singleton(call: Call) -> Item:
    """The family's only object; made when it is first asked for."""
    noun = call.family.noun
    rows = call.directory.table(noun).rows()
    if rows:
        return rows[0]
    name = SINGLETON_NAMES.get(noun, "Default") or call.directory.names.initial_domain
    item = blank(call, name)
    item.own["WhenCreated"] = item.own["WhenChanged"] = call.directory.now()
    item.own["Guid"] = call.directory.names.stable_guid(noun)
    call.directory.table(noun).insert(item)
    return item


def blank(call: Call, name: str) -> Item:
    """A new object of the family with its identity and nothing else."""
    directory, noun = call.directory, call.family.noun
    columns: dict[str, Value] = {"Name": name, "Guid": directory.ids.guid()}
    item = Item(noun, columns, defaults(noun))
    item.home = directory.home(noun)
    theirs = is_configuration(noun, item.home)
    columns["DistinguishedName"] = (
        directory.names.compliance_dn(name) if theirs else directory.names.config_dn(containers_of(noun), name)
    )
    return item


def target(call: Call) -> Item:
    """The object that the identity names; raises the service's errors."""
    identity = call.text(call.family.set_key)
    if call.family.kind == "singleton":
        return singleton(call)
    if identity is None:
        return _unnamed(call)
    if call.family.context:
        return _owned(call, call.family.context, identity)
    if call.family.mailbox:
        return request_of(call, identity)
    by_id = call.directory.settings.role_group_by_id == "found"
    if call.family.noun == "RoleGroup" and not by_id and _is_guid(identity):
        raise call.directory.errors.not_found(identity)
    return call.directory.one((call.family.noun,), identity)


def _is_guid(text: str) -> bool:
    try:
        UUID(text)
    except ValueError:
        return False
    return True


def _owned(call: Call, context: str, identity: str) -> Item:
    """A rule of the mailbox that -Mailbox or the identity names (`alias\\number`), else of the caller's own.

    Source of the forms: Get-InboxRule's page, of -Identity.
    """
    owner, _backslash, key = identity.rpartition("\\")
    mailbox = call.text(context) or owner or own_mailbox(call)
    rules = _rules_of(call, mailbox) if mailbox else []
    rules_found = [item for item in rules if key.casefold() in _rule_keys(item)]
    if not rules_found:
        raise call.directory.errors.not_found(identity)
    if len(rules_found) > 1:
        raise call.directory.errors.ambiguous(identity)
    return rules_found[0]


def _rule_keys(item: Item) -> set[str]:
    texts = (item.name, str(item.guid), str(item.get("RuleIdentity")))
    return {text.casefold() for text in texts}


def own_mailbox(call: Call) -> str | None:
    """Of the user who calls; applications have none."""
    has = call.caller.kind == "user" and call.directory.table("Mailbox").find(call.caller.name)
    return call.caller.name if has else None


def _unnamed(call: Call) -> Item:
    """Families with one object at most take Set and Remove without an identity."""
    rows = call.directory.table(call.family.noun).rows()
    parameter = call.cmdlet.parameter(call.family.set_key)
    if (parameter is not None and parameter.flags) or len(rows) > 1:
        raise call.directory.errors.missing([call.family.set_key])
    if not rows:
        raise call.directory.errors.not_found(call.directory.names.initial_domain)
    return rows[0]


def new_object(call: Call) -> Outcome:
    """Create an object; its name must be free and what it refers to must exist."""
    _look_up(call)
    values = property_values(call, None)
    guid = call.directory.ids.guid()
    name = name_for(call, guid)
    refuse_double(call, name, values)
    item = blank(call, name)
    item.own["Guid"] = guid
    own_context(call, item)
    check_rule(call, None, values)
    check_compliance(call, None, values)
    check_folders(call, None, values)
    if call.values.get("ValidateOnly"):
        return Outcome()
    new_values = {key: value for key, value in values.items() if value is not None and not key.startswith("_")}
    if "New" in call.family.states:
        name_of_state, begun = call.family.states["Suspend" if call.bound.switch("Suspend") else "New"]
        item.own[name_of_state] = begun
    item.own.update(new_values)
    item.own.update(stamped(call, item, new_values))
    item.own["Name"] = name
    tie_to_mailbox(call, item)
    if call.family.key not in {"Name", "Identity"}:
        item.own.setdefault(call.family.read_name(call.family.key), name)
    call.directory.store.touch()
    place(call, item)
    _demote(call, item.own)
    call.directory.store.add(item)
    _finish_later(call, item)
    return Outcome([item], call.family.noun)


def _look_up(call: Call) -> None:
    """What the call names beside the object's properties (whose mailbox, which one is moved) must be there."""
    for name in call.values:
        parameter = call.cmdlet.parameter(name)
        target = target_of(call.family, parameter) if parameter and name in STEERING else None
        if target and call.text(name):
            call.directory.one(target.nouns, call.text(name))


def own_context(call: Call, item: Item) -> None:
    """Tie a rule to its mailbox; its identity is `<mailbox>\\<number>` (G2O)."""
    if not call.family.context:
        return
    mailbox = call.text(call.family.context) or own_mailbox(call)
    if mailbox is None:
        raise call.directory.errors.missing([call.family.context])
    owner = call.directory.one(("Mailbox",), mailbox)
    number = call.directory.ids.number()
    identity = f"{owner.get('ExternalDirectoryObjectId')}\\{number}"
    item.own.update({"_owner": owner.guid, "_identity": identity, "Identity": identity, "RuleIdentity": number})
    if call.family.noun == "SweepRule":
        item.own["RuleId"] = number
    item.own["MailboxOwnerId"] = owner.get("ExternalDirectoryObjectId")


def set_object(call: Call) -> Outcome:
    """Change an object; a call that changes nothing warns."""
    item = target(call)
    if is_pending(item):
        text = f"'{item.name}' is pending deletion and can't be changed."
        raise call.directory.errors.build("invalid", text)
    values = property_values(call, item)
    check_rule(call, item, values)
    check_compliance(call, item, values)
    check_folders(call, item, values)
    if not values:
        return Outcome(warnings=[unchanged(item.name)])
    return write(call, item, values)


def write(call: Call, item: Item, values: Mapping[str, Value]) -> Outcome:
    """Store changed values; a new name must be free and renames the directory entry too."""
    changed = stamped(call, item, values)
    name = changed.get("Name")
    if isinstance(name, str):
        if name.casefold() != item.name.casefold() and taken(call, name, item):
            raise call.directory.errors.exists(name)
        old = str(item.get("DistinguishedName") or "")
        changed["DistinguishedName"] = old.replace(f"CN={item.name},", f"CN={name},", 1)
    _demote(call, changed)
    call.directory.store.write(item, changed)
    _finish_later(call, item)
    if "Priority" in changed:
        renumber(call, item, moved=True)
    return Outcome()


def _finish_later(call: Call, item: Item) -> None:
    """A case that is being closed is closed after a while, a policy that is being distributed is distributed."""
    for name, begun, finished in (("Status", CLOSING, "Closed"), ("DistributionStatus", DISTRIBUTING, DISTRIBUTED)):
        if item.get(name) == begun:
            call.directory.store.postpone(item, LINGERS, name, finished)


def _demote(call: Call, values: Mapping[str, Value]) -> None:
    """A family has one default: making another one the default ends the former's turn."""
    for flag in DEFAULT_FLAGS:
        for peer in list(call.directory.table(call.family.noun)) if values.get(flag) is True else ():
            if peer.get(flag) is True:
                call.directory.store.write(peer, {flag: False})


def remove_object(call: Call) -> Outcome:
    """Remove an object that is no default; what refers to it may forbid that, go too, or stay."""
    item = target(call)
    refuse_default(call, item)
    part_with_users(call, item)
    if _lingers(call, item):
        if not is_pending(item):
            call.directory.store.write(item, {"Mode": PENDING})
            call.directory.store.postpone(item, LINGERS, "Mode", None)
        return Outcome()
    call.directory.store.remove(item)
    renumber(call, item, moved=False)
    return Outcome()


def refuse_default(call: Call, item: Item) -> None:
    """Raise where a default object would be removed."""
    if item.get("IsDefault") is True or item.get("_protected"):
        raise call.directory.errors.build("protected", f"You can't remove the default object '{item.name}'.")


def _lingers(call: Call, item: Item) -> bool:
    """Objects of Security & Compliance with a Mode are still read for minutes, unless their deletion is forced."""
    late = call.directory.settings.compliance_pace == "minutes"
    return late and mode_of(item.noun) is not None and not call.bound.switch("ForceDeletion")


def toggle(call: Call) -> Outcome:
    """Enable-X and Disable-X: State for rules, Enabled for mailbox rules and apps."""
    item = target(call)
    name = call.family.toggle or "Enabled"
    on = call.cmdlet.verb == "Enable"
    value: Value = on if name == "Enabled" else ("Enabled" if on else "Disabled")
    values = property_values(call, item)
    if item.get(name, "Enabled" if name == "State" else True) == value:
        values.pop(name, None)
    else:
        values[name] = value
    if not values:
        return Outcome(warnings=[unchanged(item.name)])
    return write(call, item, values)


def set_state(call: Call) -> Outcome:
    """Start-, Stop-, Suspend-, Resume-, Complete-X: the status that the family's data say, and what is said of it."""
    item = target(call)
    name, value = call.family.states[call.cmdlet.verb]
    values: dict[str, Value] = {name: value}
    if call.text("SuspendComment"):
        values["SuspendComment"] = call.text("SuspendComment")
    if call.bound.switch("SuspendWhenReadyToComplete"):
        values["SuspendWhenReadyToComplete"] = True
    call.directory.store.write(item, values)
    return Outcome()
