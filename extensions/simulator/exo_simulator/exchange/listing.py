# Copyright (c) 2026 the m365.exchange contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Narrowing a listing: -Filter, -Anr, -RecipientTypeDetails, -SortBy and parameters named like a property."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

from .calls import Call
from .columns import field_defaults
from .computed import COMPUTED, NOTHING, Computed
from .directory import Directory
from .opath import FilterError, Predicate, compile_filter
from .references import Shown, item_of, referring, resolved
from .store import Item
from .targets import targets
from .values import Ref, Value

# Parameters of Get that steer it or choose by other means than equality.
NO_FILTER = frozenset(
    [
        "Anr",
        "Archive",
        "BookmarkDisplayName",
        "Capabilities",
        "Expression",
        "Filter",
        "GroupMailbox",
        "Identity",
        "IncludeHidden",
        "Mailbox",
        "OrganizationalUnit",
        "Page",
        "PageSize",
        "Properties",
        "PropertySet",
        "RecipientPreviewFilter",
        "RecipientTypeDetails",
        "ResultSize",
        "SkipCount",
        "SortBy",
        "Sortby",
        "UseCustomRouting",
    ]
)
ANR = ("DisplayName", "Name", "Alias", "FirstName", "LastName", "PrimarySmtpAddress", "UserPrincipalName")


def narrowed(call: Call, items: Sequence[Item]) -> Sequence[Item]:
    """The items that fit; a listing without conditions stays lazy."""
    tests = _tests(call)
    if tests:
        items = [item for item in items if all(test(item) for test in tests)]
    order = call.text("SortBy") or call.text("Sortby")
    return sorted(items, key=lambda item: str(_read(call, item, order)).casefold()) if order else items


def _read(call: Call, item: Item, name: str) -> Value:
    part = item.parts.get(call.family.noun, {}) if call.family.kind == "per" else {}
    proper = _proper(call.family.noun, name.casefold()) or name
    if proper in part:
        return resolved(call.directory, part[proper])
    if call.family.kind == "per" and proper in field_defaults(call.family.noun) and proper not in item.own:
        return resolved(call.directory, field_defaults(call.family.noun)[proper])
    return value_of(call.directory, item, name)


def value_of(directory: Directory, item: Item, name: str) -> Value:
    """A property for filters and sorting, by its name in any case, with texts for references."""
    if name in item.own or name in item.base:
        return resolved(directory, item.get(name))
    proper = _proper(item.noun, name.casefold()) or name
    value = item.get(proper, NOTHING)
    if value is NOTHING:
        computed = _computed(proper)
        value = computed(item, directory) if computed else NOTHING
    if value is NOTHING:
        value = field_defaults(item.noun).get(proper)
    return resolved(directory, value)


@cache
def _proper(noun: str, folded: str) -> str | None:
    return next((name for name in field_defaults(noun) if name.casefold() == folded), None)


@cache
def _computed(name: str) -> Computed | None:
    return next((value for key, value in COMPUTED.items() if key.casefold() == name.casefold()), None)


def _tests(call: Call) -> list[Predicate]:
    delayed = call.directory.settings.consistency == "delayed"
    tests: list[Predicate] = [call.directory.visible] if delayed else []
    text = call.text("Filter") or call.text("RecipientPreviewFilter")
    if text:
        tests.append(_compiled(call, text))
    anr = call.text("Anr")
    if anr:
        tests.append(lambda item: _anr(item, anr.casefold()))
    details = call.values.get("RecipientTypeDetails")
    if details:
        wanted = {str(value).casefold() for value in details}
        tests.append(lambda item: str(item.get("RecipientTypeDetails")).casefold() in wanted)
    return tests + _equalities(call)


def _compiled(call: Call, text: str) -> Predicate:
    try:
        matches = compile_filter(text)
    except FilterError as problem:
        reason = f'Cannot bind parameter \'Filter\' to the target. Exception setting "Filter": "{problem}"'
        raise call.directory.errors.build("filter", reason) from None
    return lambda item: matches(lambda name: _read(call, item, name))


def _anr(item: Item, text: str) -> bool:
    """Ambiguous name resolution: any of the names starts with the text."""
    return any(str(item.get(name) or "").casefold().startswith(text) for name in ANR)


def _equalities(call: Call) -> list[Predicate]:
    """-State Enabled, -ManagedBy anna@contoso.com: parameters of Get named like a property of the family."""
    known = field_defaults(call.family.noun)
    tests: list[Predicate] = []
    for name, value in call.values.items():
        read = call.family.read_name(name)
        if name in NO_FILTER or name == call.family.set_key or read not in known or value in (None, [], ""):
            continue
        tests.append(_equality(call, read, value))
    return tests


def _equality(call: Call, name: str, value: Value) -> Predicate:
    """A reference is looked up, so that any identity of the object does, and one that is not there is an error."""
    target = targets(call.family.noun).get(name)
    if target is None or target.keep:
        wanted = {str(entry).casefold() for entry in (value if isinstance(value, list) else [value])}
        return lambda item: _equal(_read(call, item, name), wanted)
    chosen = referring(call.directory, call.family.noun, name, value if isinstance(value, list) else [value])
    objects = [item_of(call.directory, entry) if isinstance(entry, Ref) else None for entry in chosen]
    keys = {str(found.guid) if found else str(entry).casefold() for found, entry in zip(objects, chosen, strict=True)}
    return lambda item: _equal(_read(call, item, name), keys)


def _equal(value: Value, wanted: set[str]) -> bool:
    """Whether one of the values is wanted; a reference is by any of its identities."""
    values = value if isinstance(value, list) else [value]
    return any(
        str(entry).casefold() in wanted or (isinstance(entry, Shown) and not entry.keys.isdisjoint(wanted))
        for entry in values
    )
