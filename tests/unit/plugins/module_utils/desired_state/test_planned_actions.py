# Copyright (c) 2026 the m365.exchange contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The plan of many objects: its order, its checksum, its lines, and priorities that push each other."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ansible_collections.m365.exchange.plugins.module_utils._compare_objects.match_rows import Listing
from ansible_collections.m365.exchange.plugins.module_utils._desired_state.order_of_plan import (
    PlanNode,
    dependencies_of,
    moves_of_priorities,
    order_of_plan,
)
from ansible_collections.m365.exchange.plugins.module_utils._desired_state.planned_actions import (
    Action,
    PlannedObject,
    checksum_of_plan,
    lines_of_plan,
)
from ansible_collections.m365.exchange.plugins.module_utils._errors.failure import Failure
from ansible_collections.m365.exchange.plugins.module_utils._object_families.family import family_of
from ansible_collections.m365.exchange.plugins.module_utils._object_families.object_identity import ObjectIdentity
from support.extent import choose

TENANT = "11111111-1111-4111-8111-111111111111"
ONE = PlannedObject(
    "TransportRule", {"Identity": "One"}, "change", [{"property": "Mode", "before": "Audit", "after": "Enforce"}]
)


def node(kind: str, name: str, action: Action = "create", **properties: object) -> PlanNode:
    row = None if action == "create" else {"Name": name, **{key: str(value) for key, value in properties.items()}}
    return PlanNode(family_of(kind), ObjectIdentity({"Identity": name}), action, properties, row, tuple(properties))


def ordered(*nodes: PlanNode) -> list[str]:
    return [nodes[place].name for place in order_of_plan(nodes, dependencies_of(nodes))]


def test_a_policy_is_made_before_its_rule_and_removed_after_it() -> None:
    def both(action: Action) -> list[str]:
        rule = node("SafeLinksRule", "R", action, SafeLinksPolicy="P")
        return ordered(rule, node("SafeLinksPolicy", "P", action))

    assert both("create") == ["SafeLinksPolicy P", "SafeLinksRule R"]
    assert both("remove") == ["SafeLinksRule R", "SafeLinksPolicy P"]


def test_what_is_no_longer_named_is_removed_after_the_change() -> None:
    rule = node("SafeLinksRule", "R", "change", SafeLinksPolicy="New")
    rule = replace(rule, row={"Name": "R", "SafeLinksPolicy": "Old"})
    order = ordered(node("SafeLinksPolicy", "Old", "remove"), rule, node("SafeLinksPolicy", "New"))
    assert order == ["SafeLinksPolicy New", "SafeLinksRule R", "SafeLinksPolicy Old"]


def test_a_recipient_is_named_by_any_of_its_names() -> None:
    group = node("DistributionGroup", "G", Members=["x@fabrikam.com"], ManagedBy={"Add": ["C two"]})
    contacts = [node("MailContact", "C", ExternalEmailAddress="SMTP:x@fabrikam.com"), node("MailContact", "C two")]
    assert ordered(group, *contacts) == ["MailContact C", "MailContact C two", "DistributionGroup G"]


def test_what_is_there_already_waits_for_nothing() -> None:
    rule, policy = node("SafeLinksRule", "R", SafeLinksPolicy="P"), node("SafeLinksPolicy", "P", "equal")
    assert dependencies_of([rule, policy]) == [(), ()]


def test_a_name_of_its_own_is_no_reference() -> None:
    same = [node("DistributionGroup", "N"), node("MailContact", "N", ExternalEmailAddress="n@fabrikam.com")]
    assert dependencies_of(same) == [(), ()]


def test_a_cycle_is_told_with_its_objects() -> None:
    groups = [node("DistributionGroup", name, Members=[other]) for name, other in ("AB", "BC", "CA")]
    with pytest.raises(Failure, match="DistributionGroup A, DistributionGroup B, DistributionGroup C, Distribution"):
        ordered(*groups)


@settings(max_examples=choose(40, 100), deadline=None)
@given(st.lists(st.lists(st.integers(0, 30), max_size=3), min_size=1, max_size=30), st.randoms(use_true_random=False))
def test_no_object_comes_before_one_that_it_names(names: list[list[int]], chance: object) -> None:
    groups = [
        node("DistributionGroup", f"G{place}", Members=[f"G{other}" for other in others if other < place])
        for place, others in enumerate(names)
    ]
    getattr(chance, "shuffle")(groups)  # noqa: B009 - hypothesis does not tell mypy that it is a Random
    order = ordered(*groups)
    for group in groups:
        for other in group.properties["Members"]:  # type: ignore[attr-defined]
            assert order.index(f"DistributionGroup {other}") < order.index(group.name)


@settings(max_examples=choose(80, 200), deadline=None)
@given(
    st.integers(1, 9).flatmap(lambda size: st.tuples(st.permutations(range(size)), st.sets(st.integers(0, size - 1))))
)
def test_moves_lead_to_the_places_that_are_wanted(drawn: tuple[list[int], set[int]]) -> None:
    places, named = drawn
    wanted = {key: places[key] for key in named}
    row = list(range(len(places)))
    found = moves_of_priorities(row, wanted)
    assert found is not None
    for key, place in found:
        row.remove(key)
        row.insert(place, key)
    assert {key: row.index(key) for key in wanted} == wanted
    assert moves_of_priorities(row, wanted) == []


@pytest.mark.parametrize("wanted", [{"a": 3}, {"a": -1}, {"a": 0, "b": 0}])
def test_a_place_that_is_none_has_no_moves(wanted: dict[str, int]) -> None:
    assert moves_of_priorities(["a", "b"], wanted) is None


def test_a_checksum_is_of_what_is_written_where() -> None:
    plan = [ONE, PlannedObject("TransportRule", {"Identity": "Two"}, "equal")]
    assert checksum_of_plan(plan, TENANT) == checksum_of_plan([ONE], TENANT)
    others = [
        [replace(ONE, action="create")], [replace(ONE, changes=[])], [replace(ONE, identity={"Identity": "Two"})], [],
    ]  # fmt: skip
    sums = {checksum_of_plan(one, TENANT) for one in (plan, *others)} | {checksum_of_plan(plan, "another")}
    assert len(sums) == 6


def test_a_line_says_what_happens_and_is_not_too_long() -> None:
    long = {"property": "Comments", "before": None, "after": "x" * 500}
    plan = [ONE, replace(ONE, action="remove"), replace(ONE, action="create", changes=[long])]
    first, second, third, last = lines_of_plan(plan)
    assert first == '~ TransportRule One: Mode "Audit" -> "Enforce"'
    assert second == "- TransportRule One"
    assert third.startswith('+ TransportRule One: Comments "xxx')
    assert (len(third) < 120, last) == (True, "3 objects: 1 create, 1 change, 1 remove")


def test_a_listing_finds_by_each_name_without_a_walk() -> None:
    family = family_of("Mailbox")
    rows = [
        {"Identity": f"M{number}", "EmailAddresses": [f"SMTP:m{number}@contoso.com"], "Guid": f"{number:032x}"}
        for number in range(4000)
    ]
    listing = Listing.of_kind(family, rows)
    for name in ("m7", "M7@Contoso.com", f"{{{7:032x}}}"):
        assert listing.rows_with(ObjectIdentity({"Identity": name})) == [rows[7]]
    assert listing.rows_with(ObjectIdentity({"Identity": "M"})) == ()
