# Copyright (c) 2026 the m365.exchange contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""References between objects: kept as ids, shown as the object is called now, gone when the object is gone."""

from __future__ import annotations

import re
from collections.abc import Iterator

from .directory import Directory
from .families import known_nouns
from .places import STEP, path_of
from .store import Item
from .targets import Target, targets
from .values import Change, Ref, Value

# How Outlook's rules show people, which they take as well: "Adele Vance" [EX:/o=...], "ann@fabrikam.com" [SMTP:...].
_SHOWN = re.compile(r'^".*" \[(?:EX|SMTP):(.+)\]$')
_ADDRESS = re.compile(r"^[^@\s]+@([^@\s]+\.[^@\s]+)$")


class Shown(str):
    """The text of a reference, with the object behind it."""

    __slots__ = ("item", "path")
    item: Item
    path: str

    @property
    def keys(self) -> frozenset[str]:
        """The folded identities by which a filter may name the object."""
        item = self.item
        names = (self, item.name, item.get("DistinguishedName"), item.guid, item.get("PrimarySmtpAddress"))
        return frozenset(str(key).casefold() for key in (*names, f"{self.path}/{item.name}") if key)


def referring(directory: Directory, target: Target | None, value: Value) -> Value:
    """The value of a property as it is kept; raises NotFound and Ambiguous where it names no one object."""
    if target is None or value in (None, ""):
        return value
    if isinstance(value, Change):
        added, removed = (tuple(_one(directory, target, entry) for entry in part) for part in (value.add, value.remove))
        return Change(added, removed, value.clear)
    if isinstance(value, (list, tuple)):
        return list(dict.fromkeys(_one(directory, target, entry) for entry in value))
    return _one(directory, target, value)


def _one(directory: Directory, target: Target, value: Value) -> Value:
    text = str(value)
    person = _SHOWN.match(text)
    text = person.group(1) if person else text
    if target.outside and not directory.find(target.nouns, text) and _is_outside(directory, text):
        return f'"{text}" [SMTP:{text}]' if target.form == "outlook" else text
    item = directory.one(target.nouns, text)
    form = "path" if text.startswith(STEP) else target.form  # read back as written: what a name becomes is not known
    return value if target.keep else refer(item, form)


def _is_outside(directory: Directory, text: str) -> bool:
    address = _ADDRESS.match(text)
    return address is not None and address.group(1).casefold() not in directory.domains


def refer(item: Item, form: str = "name") -> Ref:
    """A reference to the object; what was there from the start is known by the name it had."""
    return Ref(item.noun, item.get("_seed") or item.guid, form)


def item_of(directory: Directory, ref: Ref) -> Item | None:
    """The object behind a reference, None when it is gone."""
    key = directory.names.stable_guid(ref.noun, ref.key) if isinstance(ref.key, str) else ref.key
    items = directory.table(ref.noun).find(str(key))
    return items[0] if items else None


def refers(value: Value) -> bool:
    """Whether the value is a reference or a list with one."""
    return isinstance(value, Ref) or (isinstance(value, list) and any(isinstance(entry, Ref) for entry in value))


def resolved(directory: Directory, value: Value) -> Value:
    """A value with texts for its references; who is gone is gone from a list, and leaves nothing elsewhere."""
    if isinstance(value, Ref):
        item = item_of(directory, value)
        return None if item is None else _shown(directory, item, value.form)
    if refers(value):
        return [text for text in (resolved(directory, entry) for entry in value) if text is not None]
    return value


def _shown(directory: Directory, item: Item, form: str) -> Shown:
    text = Shown(_text(item, form))
    text.item, text.path = item, directory.names.unit_root
    return text


def _text(item: Item, form: str) -> str:
    if form == "guid":
        return str(item.guid)
    if form == "address":
        return str(item.get("PrimarySmtpAddress") or item.name)
    if form == "outlook":
        return f'"{item.get("DisplayName") or item.name}" [EX:{item.get("LegacyExchangeDN")}]'
    return (path_of(item) if form == "path" else None) or item.name


def users_of(directory: Directory, item: Item) -> Iterator[Item]:
    """The objects that refer to ``item``."""
    ref = refer(item)
    for noun in known_nouns():
        if directory.home(noun) not in directory.store.tables:
            continue
        names = [name for name, target in targets(noun).items() if item.noun in target.nouns]
        yield from (user for user in _kept(directory, noun) if any(_has(user.own.get(n), ref) for n in names))


def _kept(directory: Directory, noun: str) -> Iterator[Item]:
    """Objects with something of their own: who of the example people was never changed refers to nothing."""
    table = directory.table(noun)
    yield from table.created.values()
    yield from table.overrides.values()


def _has(value: Value, ref: Ref) -> bool:
    values = value if isinstance(value, list) else [value]
    return any(isinstance(entry, Ref) and (entry.noun, entry.key) == (ref.noun, ref.key) for entry in values)
