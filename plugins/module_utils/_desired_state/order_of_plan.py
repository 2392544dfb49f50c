# Copyright (c) 2026 the m365.exchange contributors
# SPDX-License-Identifier: BSD-2-Clause
"""In which order many objects are written: what is named before what names it, and removals the other way round; and
in which order priorities are given, since to give one to an object moves others.

Which parameter of a kind names an object of which other kind is data of the families (``refers_to``). Rules stand in a
row from 0; one that is given another place pushes those between (Microsoft's pages of Set-TransportRule and of the
rules of policies).
"""

from __future__ import annotations

import heapq
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache
from typing import NamedTuple, TypeVar

from .._catalogue.cmdlets import find
from .._dataclass import dataclass
from .._errors._advice.many_objects import failure
from .._json_types import JsonMap
from .._object_families.facts_of_family import Family
from .._object_families.family_by_rule import NAMES_OF_OBJECTS
from .._object_families.names_of_objects import normal_name
from .._object_families.object_identity import ObjectIdentity
from .._object_families.property_rules import fold_row, is_named, rule_for, shown_value, value_for_name
from .planned_actions import WRITING_ACTIONS, Action, name_of_object

PRIORITY = "Priority"
Key = TypeVar("Key")
# What a table may call any object that has an address.
_KINDS_OF_PEOPLE = frozenset({"recipient", "address", "mailbox", "user"})
_NAMING_PROPERTIES = (
    "Name", "DisplayName", "Alias", "PrimarySmtpAddress", "UserPrincipalName", "MicrosoftOnlineServicesID",
    "ExternalEmailAddress", "WindowsEmailAddress", "EmailAddresses", "DomainName",
)  # fmt: skip


@dataclass(frozen=True)
class PlanNode:
    """An object of the plan: what is desired of it, and the row that a read shows, None where there is none.
    ``changed`` are the properties that will be written."""

    family: Family
    identity: ObjectIdentity
    action: Action
    properties: Mapping[str, object]
    row: JsonMap | None
    changed: Sequence[str] = ()

    @property
    def name(self) -> str:
        """Kind and identity in one line."""
        return name_of_object(self.family.kind, self.identity.parts)


class _NameKey(NamedTuple):
    kind: str
    name: str


def dependencies_of(nodes: Sequence[PlanNode]) -> list[tuple[int, ...]]:
    """For each object the places of those that have to be written before it."""
    created = _index_by_name(nodes, ("create", "recreate"), new=True)
    removed = _index_by_name(nodes, ("remove",), new=False)
    before: list[set[int]] = [set() for _node in nodes]
    for place, node in enumerate(nodes):
        if node.action not in WRITING_ACTIONS:
            continue
        if node.action == "remove":
            # What names it goes first.
            for named_place in _places_of(removed, _named_by_row(node, node.family.refers_to)):
                before[named_place].add(place)
            continue
        before[place] |= set(_places_of(created, _named_by_wish(node)))
        for named_place in _places_of(removed, _named_by_row(node, node.changed)):
            before[named_place].add(place)
    return [tuple(sorted(places_before - {place})) for place, places_before in enumerate(before)]


class ObjectsByName:
    """The objects of a plan that have one of some actions, or get a new name, by what others call them."""

    def __init__(self, nodes: Sequence[PlanNode], *actions: Action) -> None:
        self._index_by_name = _index_by_name(nodes, actions, new=True)

    def places(self, kind: str, value: str) -> Sequence[int]:
        """The places of those that another one's value names."""
        return self._index_by_name.get(_key_of(kind, value), ())


def names_of_the_removed(nodes: Sequence[PlanNode]) -> Iterator[tuple[int, str, str]]:
    """Where an object that stays names one that goes: its place, the property, and the name. A name that an object that
    stays has as well may mean that one."""
    removed_keys = {key for node in nodes if node.action == "remove" for key in _keys_of(node)}
    removed_keys -= {key for node in nodes if node.action != "remove" for key in _keys_of(node)}
    for place, node in enumerate(nodes):
        if removed_keys and node.action != "remove":
            for name, key, value in _wishes_of(node, node.properties):
                if key in removed_keys:
                    yield place, name, value


def order_of_plan(nodes: Sequence[PlanNode], before: Sequence[Sequence[int]]) -> list[int]:
    """The places of the objects in the order in which they are written: removals last, and what is read only as well.

    :raises Failure: ``resources-cycle``.
    """
    ranks = _ranks_of_kinds([node.family for node in nodes])
    waiting = [len(places_before) for places_before in before]
    after: dict[int, list[int]] = {}
    for next_place, places_before in enumerate(before):
        for earlier_place in places_before:
            after.setdefault(earlier_place, []).append(next_place)
    ready = [
        (_weight_in_order(nodes[next_place], ranks), next_place)
        for next_place, number in enumerate(waiting)
        if not number
    ]
    heapq.heapify(ready)
    order: list[int] = []
    while ready:
        _weight, next_place = heapq.heappop(ready)
        order.append(next_place)
        for later_place in after.get(next_place, ()):
            waiting[later_place] -= 1
            if not waiting[later_place]:
                heapq.heappush(ready, (_weight_in_order(nodes[later_place], ranks), later_place))
    if len(order) < len(nodes):
        raise failure("resources-cycle", names=", ".join(_cycle_of_names(nodes, before, set(order))))
    return order


@cache
def lists_recipients(read_cmdlet: str) -> bool:
    """Whether a cmdlet lists what has an address: those find by any of a recipient's names (Anr)."""
    cmdlet = find(read_cmdlet)
    return cmdlet is not None and cmdlet.has("Anr")


def _weight_in_order(node: PlanNode, ranks: Mapping[str, int]) -> tuple[int, int]:
    rank = ranks[node.family.kind]
    if node.action == "remove":
        return 1, -rank
    return (0, rank) if node.action in WRITING_ACTIONS else (2, 0)


def _ranks_of_kinds(families: Sequence[Family]) -> dict[str, int]:
    """How far a kind is from those that name no other, so that policies come before their rules."""
    family_of_kind = {family.kind: family for family in families}
    ranks: dict[str, int] = {}

    def rank(kind: str, way: frozenset[str]) -> int:
        if kind not in ranks:
            referred_kinds = {
                referred_kind
                for referred_kind in family_of_kind[kind].refers_to.values()
                if referred_kind in family_of_kind and referred_kind not in way
            }
            ranks[kind] = 1 + max(
                (rank(referred_kind, way | {kind}) for referred_kind in referred_kinds - {kind}), default=-1
            )
        return ranks[kind]

    for kind in family_of_kind:
        rank(kind, frozenset({kind}))
    return ranks


def _index_by_name(nodes: Sequence[PlanNode], actions: Sequence[Action], *, new: bool) -> dict[_NameKey, list[int]]:
    """The places of the objects that have one of the actions, by each of their names."""
    places_by_name: dict[_NameKey, list[int]] = {}
    for place, node in enumerate(nodes):
        renamed = new and node.action == "change" and is_named(str(node.family.rename), node.changed)
        if node.action in actions or renamed:
            for name in set(_names_of(node, new=new)):
                for kind in _kinds_of(node.family):
                    places_by_name.setdefault(_NameKey(kind, name), []).append(place)
    return places_by_name


def _kinds_of(family: Family) -> list[str]:
    """Under which kinds others name an object of this one."""
    return [family.kind.lower(), *(["recipient"] if lists_recipients(family.cmdlets.get("read") or "") else [])]


def _names_of(node: PlanNode, *, new: bool) -> Iterator[str]:
    yield from (normal_name(text) for text in list(node.identity.parts.values())[-1:])
    if new:
        values = (value_for_name(node.properties, name) for name in _NAMING_PROPERTIES)
    else:
        folded_row = fold_row(node.row or {})
        values = (folded_row.get(name.lower()) for name in (*NAMES_OF_OBJECTS, "DisplayName"))
    yield from (normal_name(text) for value in values for text in _names_in_value(value))


def _named_by_wish(node: PlanNode) -> Iterator[_NameKey]:
    """What the properties that are written name, and the identity where it is that of another object."""
    names = node.properties if node.action in ("create", "recreate") else node.changed
    for _name, key, _value in _wishes_of(node, names):
        yield key


def _wishes_of(node: PlanNode, names: Iterable[str]) -> Iterator[tuple[str, _NameKey, str]]:
    """Each property with what it names."""
    values = {name: value_for_name(node.properties, name) for name in names}
    values |= {name: text for name, text in node.identity.parts.items() if value_for_name(node.family.refers_to, name)}
    for name, value in values.items():
        kind = _refers_to(node.family, name)
        if kind is not None:
            yield from ((name, _NameKey(kind, normal_name(text)), text) for text in _names_in_value(value))


def _keys_of(node: PlanNode) -> Iterator[_NameKey]:
    """The names that are nobody else's: of its identity, and that as which it is known."""
    names = [*list(node.identity.parts.values())[-1:], *_names_in_value(fold_row(node.row or {}).get("name"))]
    yield from (_NameKey(kind, normal_name(name)) for name in names for kind in _kinds_of(node.family))


def _key_of(kind: str, value: str) -> _NameKey:
    return _NameKey("recipient" if kind.lower() in _KINDS_OF_PEOPLE else kind.lower(), normal_name(value))


def _named_by_row(node: PlanNode, names: Sequence[str] | Mapping[str, str]) -> Iterator[_NameKey]:
    """What the object names as it is, in these properties."""
    folded_row = fold_row(node.row or {})
    for name in names:
        kind = _refers_to(node.family, name)
        if kind is None or node.row is None:
            continue
        row_value = shown_value(node.family, name, folded_row)
        value = node.identity.parts.get(name, None if row_value is None else row_value.value)
        yield from (_NameKey(kind, normal_name(text)) for text in _names_in_value(value))


def _refers_to(family: Family, name: str) -> str | None:
    kind = value_for_name(family.refers_to, name)
    if kind is None:
        return "recipient" if rule_for(family, name) in ("recipient", "recipients") else None
    return "recipient" if kind.lower() in _KINDS_OF_PEOPLE else kind.lower()


def _names_in_value(value: object) -> Iterator[str]:
    """The texts of a value; of a part of a list those that are added."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, Mapping):
        yield from _names_in_value(value_for_name({str(key): entry for key, entry in value.items()}, "Add"))
    elif isinstance(value, (list, tuple)):
        yield from (entry for entry in value if isinstance(entry, str))


def _places_of(index: Mapping[_NameKey, Sequence[int]], keys: Iterator[_NameKey]) -> Iterator[int]:
    for key in keys:
        yield from index.get(key, ())


def _cycle_of_names(nodes: Sequence[PlanNode], before: Sequence[Sequence[int]], ordered_places: set[int]) -> list[str]:
    """The names of the objects of a cycle, the first one again at the end."""
    place = next(place for place in range(len(nodes)) if place not in ordered_places)
    cycle: list[int] = []
    while place not in cycle:
        cycle.append(place)
        place = next(earlier_place for earlier_place in before[place] if earlier_place not in ordered_places)
    return [nodes[cycle_place].name for cycle_place in (*cycle[cycle.index(place) :], place)]


def moves_of_priorities(current: Sequence[Key], desired_priorities: Mapping[Key, int]) -> list[tuple[Key, int]] | None:
    """The objects to be moved, each with its new priority, in an order after which all have theirs; ``current`` are
    all objects of the kind by their priority. None where a priority is beyond the last of them, or does not come to
    rest: then the service has to say."""
    row = list(current)
    if any(not 0 <= place < len(row) for place in desired_priorities.values()) or len(
        set(desired_priorities.values())
    ) < len(desired_priorities):
        return None
    moves: list[tuple[Key, int]] = []
    for _again in range(len(desired_priorities) + 1):
        wrong = [
            (key, place)
            for key, place in sorted(desired_priorities.items(), key=lambda key_and_place: key_and_place[1])
            if row[place] != key
        ]
        if not wrong:
            return moves
        for key, place in wrong:
            if row[place] != key:
                row.remove(key)
                row.insert(place, key)
                moves.append((key, place))
    return None
