# Copyright (c) 2026 the m365.exchange contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Narrowing a listing: -Filter, -Anr, -RecipientTypeDetails, -SortBy and parameters named like a property."""

from __future__ import annotations

from collections.abc import Sequence

from .calls import Call
from .choosing import latest, rules_of, skipped, tests_of
from .columns import field_defaults
from .filters import compiled
from .opath import Predicate
from .references import item_of, referring
from .seen import is_one_of, read
from .store import Item
from .targets import targets
from .values import Ref, Value

# Parameters of any Get that choose by other means than equality.
CHOOSING = frozenset(
    ["Anr", "ANR", "Filter", "RecipientPreviewFilter", "RecipientTypeDetails", "ResultSize", "SortBy", "Sortby"]
)
# Those that are named like a property and choose by none.
NO_FILTER = CHOOSING | {"Archive", "Capabilities", "GroupMailbox", "Identity", "Mailbox", "OrganizationalUnit"}
ANR = ("DisplayName", "Name", "Alias", "FirstName", "LastName", "PrimarySmtpAddress", "UserPrincipalName")


def narrowed(call: Call, items: Sequence[Item]) -> Sequence[Item]:
    """The items that fit; a listing without conditions stays lazy."""
    tests = _tests(call)
    if tests:
        items = [item for item in items if all(test(item) for test in tests)]
    count = latest(call)
    if count is not None:
        items = sorted(items, key=lambda item: item.get("WhenChanged"), reverse=True)[:count]
    skip = skipped(call)
    items = items[skip:] if skip else items
    order = call.text("SortBy") or call.text("Sortby")
    return sorted(items, key=lambda item: str(read(call, item, order)).casefold()) if order else items


def _tests(call: Call) -> list[Predicate]:
    delayed = call.directory.settings.consistency == "delayed"
    tests: list[Predicate] = [call.directory.visible] if delayed else []
    text = call.text("Filter") or call.text("RecipientPreviewFilter")
    if text:
        tests.append(_compiled(call, text))
    anr = call.text("Anr") or call.text("ANR")
    if anr:
        tests.append(lambda item: _anr(item, anr.casefold()))
    details = call.values.get("RecipientTypeDetails")
    if details:
        types = {str(value).casefold() for value in details}
        tests.append(lambda item: str(item.get("RecipientTypeDetails")).casefold() in types)
    return [*tests, *tests_of(call), *_equalities(call)]


def _compiled(call: Call, text: str) -> Predicate:
    matches = compiled(call, text, "Filter", (call.family.noun,))
    return lambda item: matches(lambda name: read(call, item, name))


def _anr(item: Item, text: str) -> bool:
    """Ambiguous name resolution: any of the names starts with the text."""
    return any(str(item.get(name) or "").casefold().startswith(text) for name in ANR)


def _equalities(call: Call) -> list[Predicate]:
    """-State Enabled, -ManagedBy anna@contoso.com: parameters of Get named like a property of the family."""
    columns = field_defaults(call.family.noun)
    ruled = rules_of(call.cmdlet)
    tests: list[Predicate] = []
    for name, value in call.values.items():
        read = call.family.read_name(name)
        if (
            name in NO_FILTER
            or name in ruled
            or name == call.family.set_key
            or read not in columns
            or value in (None, [], "")
        ):
            continue
        tests.append(_equality(call, read, value))
    return tests


def _equality(call: Call, name: str, value: Value) -> Predicate:
    """A reference is looked up, so that any identity of the object does, and one that is not there is an error."""
    target = targets(call.family.noun).get(name)
    if target is None or target.keep:
        texts = {str(entry).casefold() for entry in (value if isinstance(value, list) else [value])}
        return lambda item: is_one_of(read(call, item, name), texts)
    chosen = referring(call.directory, target, value if isinstance(value, list) else [value])
    objects = [item_of(call.directory, entry) if isinstance(entry, Ref) else None for entry in chosen]
    keys = {
        str(referred.guid) if referred else str(entry).casefold()
        for referred, entry in zip(objects, chosen, strict=True)
    }
    return lambda item: is_one_of(read(call, item, name), keys)
