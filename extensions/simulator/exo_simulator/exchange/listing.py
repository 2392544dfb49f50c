# Copyright (c) 2026 the m365.exchange contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Narrowing a listing: -Filter, -Anr, -RecipientTypeDetails, -SortBy and parameters named like a property."""

from __future__ import annotations

from collections.abc import Sequence

from .calls import Call
from .choosing import rules_of, skipped, tests_of, value_of
from .columns import field_defaults
from .opath import FilterError, Predicate, compile_filter
from .store import Item
from .values import Value

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
    skip = skipped(call)
    items = items[skip:] if skip else items
    order = call.text("SortBy") or call.text("Sortby")
    return sorted(items, key=lambda item: str(value_of(item, order)).casefold()) if order else items


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
        wanted = {str(value).casefold() for value in details}
        tests.append(lambda item: str(item.get("RecipientTypeDetails")).casefold() in wanted)
    return [*tests, *tests_of(call), *_equalities(call)]


def _compiled(call: Call, text: str) -> Predicate:
    try:
        matches = compile_filter(text)
    except FilterError as problem:
        reason = f'Cannot bind parameter \'Filter\' to the target. Exception setting "Filter": "{problem}"'
        raise call.directory.errors.build("filter", reason) from None
    return lambda item: matches(lambda name: value_of(item, name))


def _anr(item: Item, text: str) -> bool:
    """Ambiguous name resolution: any of the names starts with the text."""
    return any(str(item.get(name) or "").casefold().startswith(text) for name in ANR)


def _equalities(call: Call) -> list[Predicate]:
    """-State Enabled, -QuarantinePolicyType ..: parameters of Get named like a property of the family."""
    known = field_defaults(call.family.noun)
    ruled = rules_of(call.cmdlet)
    tests: list[Predicate] = []
    for name, value in call.values.items():
        if (
            name in NO_FILTER
            or name in ruled
            or name == call.family.set_key
            or name not in known
            or value in (None, [], "")
        ):
            continue
        wanted = {str(entry).casefold() for entry in (value if isinstance(value, list) else [value])}
        tests.append(lambda item, name=name, wanted=wanted: _equal(value_of(item, name), wanted))  # type: ignore[misc]
    return tests


def _equal(value: Value, wanted: set[str]) -> bool:
    values = value if isinstance(value, list) else [value]
    return any(str(entry).casefold() in wanted for entry in values)
