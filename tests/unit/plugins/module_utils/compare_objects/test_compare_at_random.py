# Copyright (c) 2026 the m365.exchange contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Whatever is wanted and whatever is there: what differs, once it is written, does not differ any more."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from ansible_collections.m365.exchange.plugins.module_utils._compare_objects.compare_properties import (
    Change,
    CompareSettings,
    compare_properties,
)
from ansible_collections.m365.exchange.plugins.module_utils._json_types import JsonMap
from ansible_collections.m365.exchange.plugins.module_utils._object_families.facts_of_family import Family, Rule
from ansible_collections.m365.exchange.plugins.module_utils._object_families.names_of_objects import (
    ResolvedObject,
    resolved_among,
)
from support.extent import choose

EXAMPLES = choose(40, 100, 20_000)
PEOPLE: list[JsonMap] = [
    {
        "ExternalDirectoryObjectId": f"11111111-0000-4000-8000-00000000000{number}",
        "Name": name,
        "DisplayName": f"{name} of Contoso",
        "PrimarySmtpAddress": f"{name}@contoso.com",
        "DistinguishedName": f"CN={name},OU=contoso.onmicrosoft.com,DC=PROD",
    }
    for number, name in enumerate(("Adele", "Lee", "Megan"))
]
NAMES_OF_PEOPLE = [str(value) for row in PEOPLE for value in row.values()]


def resolve(_kind: str, values: Sequence[str]) -> Mapping[str, ResolvedObject | None]:
    return {value: resolved_among(value, PEOPLE) for value in values}


WORDS = st.sampled_from(["FullAccess", "fullaccess", "ReadPermission", "SendAs", "Ünder", "a b"])
RULES: dict[Rule, st.SearchStrategy[Any]] = {
    "text": st.one_of(WORDS, st.text(max_size=6)),
    "exact": st.text(max_size=6),
    "html": st.sampled_from(["Away", "<html><body>Away</body></html>", "Back &amp; forth", ""]),
    "boolean": st.one_of(st.booleans(), st.sampled_from(["true", "False"])),
    "number": st.one_of(st.integers(), st.integers().map(str), st.just("Unlimited")),
    "size": st.one_of(st.integers(0, 2**50), st.sampled_from(["50GB", "50 GB (53,687,091,200 bytes)", "unlimited"])),
    "span": st.one_of(st.integers(0, 900), st.sampled_from(["7.00:00:00", "P7D", "PT4H", "04:00:00", "Unlimited"])),
    "date": st.datetimes().map(str),
    "name": st.sampled_from(["Strict", "contoso.onmicrosoft.com/x/Strict", "strict", "Other", "\\Other"]),
    "address": st.sampled_from(["a@contoso.com", "smtp:A@contoso.com", "b@contoso.com"]),
    "recipient": st.sampled_from(NAMES_OF_PEOPLE),
    "anything": st.one_of(st.booleans(), st.integers(), st.text(max_size=6), st.lists(st.integers(), max_size=3)),
    "object": st.dictionaries(st.sampled_from(["a", "b"]), st.one_of(st.none(), st.integers(), WORDS), min_size=1),
}
LISTS: dict[Rule, st.SearchStrategy[str]] = {
    "set": WORDS,
    "words": WORDS,
    "ordered": WORDS,
    "names": RULES["name"],
    "recipients": st.sampled_from(NAMES_OF_PEOPLE),
    "people": st.sampled_from(["Adele;a@contoso.com", "A;A@contoso.com", "Lee;l@contoso.com"]),
    "addresses": st.sampled_from(
        ["SMTP:a@contoso.com", "smtp:A@contoso.com", "b@contoso.com", "smtp:c@contoso.com", "SIP:a@contoso.com"]
    ),
}
ORPHAN = "S-1-5-21-1"


def one_primary(addresses: list[str]) -> list[str]:
    """A list as the service has it: each address once, one of smtp: the primary one."""
    once = {one.lower().removeprefix("smtp:"): one for one in addresses}
    texts = [one if one.startswith("SIP:") else f"smtp:{key}" for key, one in once.items()]
    first = next((one for one in texts if one.startswith("smtp:")), None)
    return [f"SMTP:{one[5:]}" if one == first else one for one in texts]


@st.composite
def cases(draw: st.DrawFn) -> tuple[Rule, object, Any]:
    """A rule, what is wanted by it, and what is there."""
    rule = draw(st.sampled_from([*RULES, *LISTS]))
    if rule in RULES:
        return rule, draw(st.one_of(st.none(), RULES[rule])), draw(st.one_of(st.none(), RULES[rule]))
    entries = LISTS[rule]
    several = st.lists(entries, max_size=4)
    there = draw(st.lists(st.one_of(entries, st.just(ORPHAN)) if rule == "recipients" else entries, max_size=4))
    part = st.fixed_dictionaries({"Add": several}) | st.fixed_dictionaries({"Remove": several})
    if rule == "recipients":
        # The service shows a recipient once.
        there = list({resolved_key(one): one for one in there}.values())
    wanted = draw(st.one_of(st.none(), several, part))
    if rule == "addresses":
        there = one_primary(there)
        if isinstance(wanted, list):
            wanted = one_primary(wanted)
    return rule, wanted, there


def family_with(rule: Rule) -> Family:
    return Family("Thing", "nobody", {"read": "Get-Thing"}, compare={"Value": rule})


def write(change: Change, there: Any, *, by_entries: bool) -> Any:
    """What is there after the change, as the service would have it."""
    if not by_entries:
        return change.value
    kept = list(there) if isinstance(there, list) else []
    gone = [resolved_key(one) for one in change.remove]
    return [one for one in kept if resolved_key(one) not in gone] + list(change.add)


def resolved_key(one: object) -> object:
    found = resolved_among(str(one), PEOPLE)
    return found.key if found else str(one).casefold()


def shown(after: JsonMap) -> object:
    """What is told to be there; nothing is null or empty, and an entry that stays is spelled as it was."""
    value = after["Value"]
    return sorted(str(one).casefold() for one in value) if isinstance(value, list) and value else value or None


@settings(max_examples=EXAMPLES, deadline=None)
@given(cases())
def test_what_differs_does_not_differ_once_it_is_written(case: tuple[Rule, object, Any]) -> None:
    rule, wanted, there = case
    row: dict[str, Any] = {"Value": there}
    found = compare_properties(family_with(rule), {"Value": wanted}, row, resolve)
    assert (len(found.changes), len(found.equal)) in ((1, 0), (0, 1))
    for change in found.changes:
        assert json.dumps(change.before) != json.dumps(change.after)  # to Python, false is 0
        for by_entries in sorted({False, change.by_entries and rule not in ("names", "people", "addresses")}):
            after = {"Value": write(change, there, by_entries=by_entries)}
            again = compare_properties(family_with(rule), {"Value": wanted}, after, resolve)
            assert again.changes == ()
            # Addresses of other prefixes than what is wanted are left alone, and not told where something changes.
            if rule not in ("recipient", "recipients", "name", "names", "people", "addresses"):
                assert shown(again.after) == shown(found.after)


@settings(max_examples=EXAMPLES, deadline=None)
@given(cases())
def test_what_is_told_of_an_object_is_taken_back_as_it_is(case: tuple[Rule, object, Any]) -> None:
    """Gathered, then applied, is unchanged: what stands there in normal form is what is there."""
    rule, _wanted, there = case
    family = family_with(rule)
    gathered = compare_properties(
        family, {"Value": {"Add": []} if rule in LISTS else there}, {"Value": there}, resolve
    ).after
    means = CompareSettings(rehearsal=True)
    assert compare_properties(family, gathered, {"Value": there}, resolve, means).changes == ()


@settings(max_examples=EXAMPLES, deadline=None)
@given(cases())
def test_of_a_new_object_all_differs_that_is_anything(case: tuple[Rule, object, Any]) -> None:
    rule, wanted, _there = case
    for change in compare_properties(family_with(rule), {"Value": wanted}, None, resolve).changes:
        assert change.before in (None, [])
        after = {"Value": write(change, [], by_entries=False)}
        assert compare_properties(family_with(rule), {"Value": wanted}, after, resolve).changes == ()
