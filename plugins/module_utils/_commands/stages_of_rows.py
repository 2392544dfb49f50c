# Copyright (c) 2026 the m365.exchange contributors
# SPDX-License-Identifier: BSD-2-Clause
"""What stands behind a command's pipe, made ready for its rows: checked before anything is sent."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from .._errors._advice.pipeline import failure

if TYPE_CHECKING:
    from .._command_line.stages import Shaper
    from .._pipeline.shape_objects import Shape
    from .prepare_call import ReadyCommand


def with_stages(ready: ReadyCommand) -> ReadyCommand:
    """The command with the stages of its line, if it has any.

    :raises Failure: ``pipeline-behind-a-write``, a literal that cannot be compared, a pattern that is not taken.
    """
    if not ready.line.stages:
        return ready
    # Most command lines have no stages.
    from .._command_line.stages import Run, names_asked, names_needed  # noqa: PLC0415

    call, options = ready.call, ready.options
    stages = tuple(stage for stage in ready.line.stages if not isinstance(stage, Run))
    if len(stages) < len(ready.line.stages):
        raise failure("pipeline-in-a-list")
    if call.changes:
        raise failure("pipeline-behind-a-write", cmdlet=call.cmdlet)
    shape = shape_of(stages, ready)
    if call.properties:
        # A condition would take what is not read for null.
        needed = tuple(dict.fromkeys((*call.properties, *names_asked(stages))))
    else:
        # A cmdlet that pages by its own parameters is followed by properties that a stage may not need.
        needed = () if call.own_paging else names_needed(stages)
    reading = replace(ready.reading, shape=shape)
    if reading.dest is not None and not options.query:
        reading = replace(reading, dest=replace(reading.dest, properties=columns(stages, call.properties)))
    return replace(ready, call=replace(call, annotated=True, properties=needed), reading=reading)


def shape_of(stages: tuple[Shaper, ...], ready: ReadyCommand, *, annotated: bool = False) -> Shape:
    """What the stages make of the rows of a command, with values as its options say; ``annotated`` for rows that go on.

    :raises Failure: a literal that cannot be compared, a pattern that is not taken.
    """
    from .._pipeline.shape_objects import Shape  # noqa: PLC0415
    from .prepare_call import value_settings  # noqa: PLC0415

    options = ready.options
    settings = value_settings(options.values, by_catalogue=options.safeguards.catalogue != "off")
    shape = Shape(stages, ready.call.cmdlet, options.values.typed, settings, annotated)
    shape.begin(_say_nothing)
    return shape


def _say_nothing(_text: str) -> None:
    """What the stages would tell of objects, before there are any."""


def columns(stages: tuple[Shaper, ...], listed: tuple[str, ...]) -> tuple[str, ...]:
    """The columns of CSV where the line names them: those of the last stage that makes other objects."""
    from .._command_line.stages import Group, Measure, Select  # noqa: PLC0415

    for stage in reversed(stages):
        if isinstance(stage, (Measure, Group)) or (isinstance(stage, Select) and (stage.expanded or stage.excluded)):
            return ()
        if isinstance(stage, Select) and stage.properties:
            return stage.properties
    return listed
