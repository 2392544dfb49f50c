# Copyright (c) 2026 the m365.exchange contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What a new object is called, and which other object it would double.

A family's ``name`` says how the service calls an object that nobody named; with ``fixed_name`` it does so whatever the
caller wishes. In braces stands a parameter, the first that was given of several (`{SecurityGroup|User}`), `guid`,
`tenant`, `sid:` and a parameter, or `switch:` and switches. ``numbered`` names get a number when they are taken; all
others are refused then. ``natural`` are the parameters that no two objects share, beside the name; of an ``only``
family an organization has one object.
"""

from __future__ import annotations

import re
from uuid import UUID

from .calls import Call
from .catalogue import MANDATORY
from .changes import same
from .derived import folder_above
from .mailbox_requests import owner_of_request
from .naming import words_of
from .places import STEP, is_known_by_path
from .store import Item
from .targets import target_of
from .values import Value

_PART = re.compile(r"\{([A-Za-z|:]+)\}")


def name_for(call: Call, guid: UUID) -> str:
    """The name that the caller gave, else the one that the service makes; ``guid`` is the new object's id."""
    fam = call.family
    caller_name = call.text(fam.key) or call.text("Name")
    if fam.name and (fam.fixed_name or not caller_name):
        service_name = _PART.sub(lambda part: _filled(call, guid, part.group(1)), fam.name)
        return free(call, service_name) if fam.numbered else service_name
    caller_name = caller_name or call.text("Identity")
    if caller_name:
        return caller_name.partition("\\")[2] or caller_name if fam.context else caller_name
    texts = [value for value in call.values.values() if isinstance(value, str) and value]
    return free(call, "-".join(texts[:2]) or words_of(fam.noun))


def _filled(call: Call, guid: UUID, part: str) -> str:
    kind, _unused, names = part.rpartition(":")
    if names == "guid":
        return str(guid)
    if names == "tenant":
        return str(call.directory.names.tenant_id)
    if kind == "switch":
        return next((name for name in names.split("|") if call.bound.switch(name)), names.rpartition("|")[2])
    parameter = next((name for name in names.split("|") if call.values.get(name) not in (None, "", [])), "")
    text = _text(call, parameter)
    return call.directory.names.sid(text) if kind == "sid" else text


def _text(call: Call, name: str) -> str:
    """A parameter's value; another object by its name, of a list the first."""
    value = call.values.get(name)
    value = value[0] if isinstance(value, list) and value else value
    parameter = call.cmdlet.parameter(name)
    target = target_of(call.family, parameter) if parameter else None
    return call.directory.one(target.nouns, value).name if target and value else str(value or "")


def free(call: Call, wished: str) -> str:
    """The wished name, with a number where it is taken."""
    name, number, dash = wished, 0, "" if call.family.mailbox else "-"
    while taken(call, name):
        number += 1
        name = f"{wished}{dash}{number}"
    return name


def taken(call: Call, name: str, item: Item | None = None) -> bool:
    """Whether another object has the name that a new one, or ``item``, is to have.

    It is another of the family, of a mailbox's requests, or in the same folder; rules of mailboxes may share theirs.
    """
    if call.family.context:
        return False
    namesakes = [
        peer for peer in call.directory.table(call.family.noun).find(name) if peer.name.casefold() == name.casefold()
    ]
    owner, folder = owner_of_request(call), _folder_of(call, item)
    beside = [peer for peer in namesakes if folder is None or _folder_of(call, peer) == folder]
    return any(owner is None or peer.get("_owner") == owner.guid for peer in beside)


def _folder_of(call: Call, item: Item | None) -> str | None:
    """The path within which names are taken: of public folders and address lists, None of other nouns."""
    noun = call.family.noun
    if noun == "PublicFolder":
        return (folder_above(call, None) if item is None else str(item.get("ParentPath") or STEP)).casefold()
    if is_known_by_path(noun):
        container = call.text("Container") if item is None else item.get("Container")
        return str(container or "").strip(STEP).casefold()
    return None


def refuse_double(call: Call, name: str, values: dict[str, Value]) -> None:
    """Raise AlreadyExists where the name is taken, or another object is about the very same."""
    if taken(call, name):
        raise call.directory.errors.exists(name)
    if call.family.only:
        for peer in call.directory.table(call.family.noun):
            raise call.directory.errors.exists(peer.name)
    keys = [key for key in map(call.family.read_name, _natural(call)) if key in values]
    for peer in call.directory.table(call.family.noun) if keys else ():
        if all(same(_folded(values.get(key)), _folded(peer.get(key))) for key in keys):
            raise call.directory.errors.exists(peer.name)


def _natural(call: Call) -> tuple[str, ...]:
    """The family's own, else all mandatory parameters of a cmdlet that takes no name."""
    fam = call.family
    if fam.natural or fam.name or fam.context or call.cmdlet.parameter("Name") or call.cmdlet.parameter(fam.key):
        return fam.natural
    needed = [parameter for parameter in call.cmdlet.parameters.values() if parameter.flags & MANDATORY]
    return tuple(parameter.name for parameter in needed)


def _folded(value: Value) -> Value:
    return value.casefold() if isinstance(value, str) else value
