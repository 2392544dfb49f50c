# Copyright (c) 2026 the m365.exchange contributors
# SPDX-License-Identifier: BSD-2-Clause
"""Objects on their way through the stages behind a pipe, page by page where no stage needs all of them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Protocol

from .._catalogue.did_you_mean import text_of_missing
from .._counts import count
from .._dataclass import dataclass
from .._json_types import Json, Row
from .._values.decode_rows import decode_row, typed_row
from .._values.value_settings import ValueSettings
from .evaluate_conditions import ConditionEvaluation, condition_of
from .group_and_measure import Grouping, Measuring
from .properties_of_objects import Properties
from .select_and_sort import Counting, Expanding, FilteringObjects, Projecting, SortingObjects, Uniquely
from .stages import Group, Measure, Select, Shaper, Sort, Where, makes_others, names_of

Tell = Callable[[str], None]


class Step(Protocol):
    """One stage at work."""

    def add_objects(self, items: list[Json]) -> list[Json]:
        """Take some objects, and give those that are ready."""

    def end_objects(self) -> list[Json]:
        """Give the rest: there are no more."""

    @property
    def has_enough(self) -> bool:
        """Whether nothing that comes would change what it gives."""


@dataclass(frozen=True)
class Shape:
    """The stages behind a cmdlet, and how values are read. ``typed`` is how rows leave them; ``annotated`` leaves the
    service's annotations in them, for stages that come later."""

    stages: tuple[Shaper, ...]
    cmdlet: str
    typed: bool
    settings: ValueSettings
    annotated: bool = False

    def begin(self, tell: Tell) -> Shaping:
        """The stages at work; ``tell`` is given what there is to say.

        :raises Failure: a literal that cannot be compared, a pattern that is not taken.
        """
        return Shaping(self, tell)


class Shaping:
    """The stages of one listing at work; its rows come with the service's annotations."""

    def __init__(self, shape: Shape, tell: Tell) -> None:
        self._shape = shape
        self._tell = tell
        self._texts_told: set[str] = set()
        self.restart()

    def restart(self) -> None:
        """Forget all objects."""
        self._views: list[Properties] = []
        self._steps: list[Step] = []
        self._plain = False
        for stage in self._shape.stages:
            view = Properties("" if self._plain else self._shape.cmdlet, names_of(stage))
            self._views.append(view)
            self._steps.append(self._step_of_stage(stage, view))
        stay = self._plain or self._shape.annotated
        self._write = self._write_plain if stay else typed_row if self._shape.typed else _without_kinds

    def _step_of_stage(self, stage: Shaper, view: Properties) -> Step:
        if isinstance(stage, Where):
            return FilteringObjects(
                condition_of(stage.condition, ConditionEvaluation(view, self._shape.settings, self._tell_once))
            )
        if isinstance(stage, Sort):
            return SortingObjects(stage, view)
        if isinstance(stage, Measure):
            self._plain = True
            return Measuring(stage, view, self._shape.settings)
        if isinstance(stage, Group):
            write = self._writer_of_objects()
            if self._shape.annotated:
                write = dict  # objects that go on keep what tells whom they were read for
            self._plain = True
            return Grouping(stage, view, self._shape.settings, write)
        return self._step_of_select(stage, view)

    def _writer_of_objects(self) -> Callable[[Row], Row]:
        """What makes of an object what is shown of it inside of another, or as the values of a property."""
        cmdlet, typed, was_plain = self._shape.cmdlet, self._shape.typed, self._plain
        write = self._write_plain if was_plain else typed_row if typed else _without_kinds
        return lambda row: write(row, cmdlet)

    def _step_of_select(self, stage: Select, view: Properties) -> Step:
        if stage.expanded:
            write = self._writer_of_objects()
            self._plain = True
            return Expanding(stage, view, write)
        if stage.properties or stage.excluded:
            return Projecting(stage, view)
        return Uniquely() if stage.unique else Counting(stage)

    @staticmethod
    def _write_plain(row: Row, _cmdlet: str) -> Row:
        return row

    def _tell_once(self, text: str) -> None:
        if text not in self._texts_told:
            self._texts_told.add(text)
            self._tell(text)

    @property
    def has_enough(self) -> bool:
        """Whether nothing that is still to be read would change what comes out."""
        return any(step.has_enough for step in self._steps)

    def add(self, rows: Sequence[Row]) -> list[Json]:
        """Take the rows of a page; those that are ready come out."""
        return self._finish_objects(self._pass_through_steps(list(rows), 0))

    def end(self) -> list[Json]:
        """What is left when all rows are in."""
        items: list[Json] = []
        for number, step in enumerate(self._steps):
            # What a stage held back goes through those behind it, before they are asked for theirs.
            items += self._pass_through_steps(step.end_objects(), number + 1)
        self._tell_what_is_missing()
        return self._finish_objects(items)

    def _pass_through_steps(self, items: list[Json], start: int) -> list[Json]:
        for view, step in zip(self._views[start:], self._steps[start:], strict=True):
            view.count(items)
            items = step.add_objects(items)
        return items

    def _finish_objects(self, items: list[Json]) -> list[Json]:
        write, cmdlet = self._write, self._shape.cmdlet
        return [write(item, cmdlet) if isinstance(item, dict) else item for item in items]

    def _tell_what_is_missing(self) -> None:
        left_out = False
        for stage, view in zip(self._shape.stages, self._views, strict=True):
            for name in view.never_seen():
                left_out_text = f"The property {name} is left out by a stage in front of the one that looks at it."
                self._tell_once(left_out_text if left_out else text_of_missing(self._shape.cmdlet, name))
            left_out |= makes_others(stage) or (isinstance(stage, Select) and bool(stage.excluded))
        for step in self._steps:
            if isinstance(step, Expanding) and step.without:
                self._tell_once(f"{count(step.without, 'object')} had nothing in {step.name}, and gave nothing.")


def _without_kinds(row: Row, _cmdlet: str) -> Row:
    return decode_row(row)
