# Copyright (c) 2026 the m365.exchange contributors
# SPDX-License-Identifier: BSD-2-Clause
"""What stands behind a pipe, as data: the stages that objects pass, and the conditions of Where-Object.

A place is the line and the column in the text, both counted from 1: it is told where a stage meets what it cannot take.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import TypeAlias

from .._dataclass import dataclass
from .._json_types import Json

Place: TypeAlias = "tuple[int, int]"


@dataclass(frozen=True)
class Literal:
    """A text, a number, true or false, null, or a list of them."""

    value: Json


@dataclass(frozen=True)
class Property:
    """A property of the object; an empty ``name`` is the object itself. ``part`` is "count", "length" or nothing."""

    name: str
    part: str = ""


class FromObject(str):
    """A value that comes of the object, as it was written; ``pieces`` are the texts and properties that make it. One
    property alone is its value, of whatever kind."""

    __slots__ = ("pieces",)
    pieces: tuple[str | Property, ...]

    def __new__(cls, written: str, pieces: tuple[str | Property, ...]) -> FromObject:
        """What was ``written`` in the line, in pieces."""
        from_object = super().__new__(cls, written)
        from_object.pieces = pieces
        return from_object


@dataclass(frozen=True)
class Comparison:
    """``operator`` is in lower case without its c or i: eq, notlike, contains; ``with_case`` is its c."""

    left: Condition
    operator: str
    right: Condition
    with_case: bool
    place: Place


@dataclass(frozen=True)
class Not:
    """-not and !"""

    negated: Condition


@dataclass(frozen=True)
class Logical:
    """``operator`` is "and", "or" or "xor"; PowerShell gives none of them precedence."""

    left: Condition
    operator: str
    right: Condition


# Quoted, because a type that holds itself has no value yet when this line runs.
Condition: TypeAlias = "Literal | Property | Comparison | Not | Logical"


@dataclass(frozen=True)
class Where:
    """Where-Object."""

    condition: Condition


@dataclass(frozen=True)
class Sort:
    """Sort-Object; without ``properties`` values are sorted themselves."""

    properties: tuple[str, ...] = ()
    descending: bool = False
    unique: bool = False


@dataclass(frozen=True)
class Select:
    """Select-Object; without ``properties`` and ``excluded`` objects stay whole."""

    properties: tuple[str, ...] = ()
    excluded: tuple[str, ...] = ()
    expanded: str | None = None
    first: int | None = None
    last: int | None = None
    skip: int = 0
    unique: bool = False

    @property
    def only_names_and_first(self) -> bool:
        """Whether the listing itself can do it."""
        needs_a_stage = self.excluded or self.expanded or self.last is not None or self.skip or self.unique
        return not needs_a_stage and self.first != 0


@dataclass(frozen=True)
class Measure:
    """Measure-Object; ``sums`` are Sum, Average, Maximum and Minimum, as far as they are wanted."""

    properties: tuple[str, ...] = ()
    sums: frozenset[str] = frozenset()
    place: Place = (1, 1)


@dataclass(frozen=True)
class Group:
    """Group-Object; ``with_objects`` is false where only names and numbers are wanted (-NoElement)."""

    properties: tuple[str, ...] = ()
    with_objects: bool = True


@dataclass(frozen=True)
class Run:
    """A cmdlet that runs for each object; among its ``parameters`` may be :class:`FromObject`. ``in_loop`` says that
    they name the object themselves, ``changes`` that it writes."""

    cmdlet: str
    parameters: Mapping[str, Json]
    in_loop: bool
    changes: bool
    place: Place


# What makes other objects of objects, and all that stands behind a pipe.
Shaper: TypeAlias = "Where | Sort | Select | Measure | Group"
Stage: TypeAlias = "Shaper | Run"


def names_in(condition: Condition) -> list[str]:
    """The properties that a condition looks at."""
    if isinstance(condition, Property):
        return [condition.name]
    if isinstance(condition, Not):
        return names_in(condition.negated)
    if isinstance(condition, (Comparison, Logical)):
        return names_in(condition.left) + names_in(condition.right)
    return []


def names_of(stage: Shaper) -> tuple[str, ...]:
    """The properties that a stage asks for by their names."""
    if isinstance(stage, Where):
        names = names_in(stage.condition)
    elif isinstance(stage, Select):
        names = [*stage.properties, *([stage.expanded] if stage.expanded else [])]
    else:
        names = list(stage.properties)
    return tuple(dict.fromkeys(name for name in names if name))


def makes_others(stage: Shaper) -> bool:
    """Whether what comes out of a stage are other objects, with what was asked for and nothing more."""
    return isinstance(stage, (Measure, Group)) or (
        isinstance(stage, Select) and bool(stage.properties or stage.expanded)
    )


def names_asked(stages: tuple[Shaper, ...]) -> tuple[str, ...]:
    """The properties of the objects that are read which stages ask for by their names."""
    names: list[str] = []
    for stage in stages:
        names += names_of(stage)
        if makes_others(stage):
            break
    return tuple(dict.fromkeys(names))


def names_needed(stages: tuple[Shaper, ...]) -> tuple[str, ...]:
    """All that is needed of the objects that are read, none where that is all of them: up to the first stage that
    makes something else of them."""
    first = next((stage for stage in stages if makes_others(stage)), None)
    return () if first is None or (isinstance(first, Group) and first.with_objects) else names_asked(stages)


def without_unused_objects(stages: Sequence[Stage]) -> list[Stage]:
    """The stages with groups that hold no objects, where a later stage leaves them out."""
    lighter_stages = list(stages)
    for number, stage in enumerate(lighter_stages):
        if isinstance(stage, Group) and stage.with_objects and _leaves_objects_out(lighter_stages[number + 1 :]):
            lighter_stages[number] = replace(stage, with_objects=False)
    return lighter_stages


def _leaves_objects_out(stages: Sequence[Stage]) -> bool:
    for stage in stages:
        if isinstance(stage, Run) or any(name.lower() == "group" for name in names_of(stage)):
            return False
        if makes_others(stage):
            return True
    return False
