# Copyright (c) 2026 the m365.exchange contributors
# SPDX-License-Identifier: BSD-2-Clause
"""What stands behind a command's pipe, made ready for its rows: checked before anything is sent."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from .._errors._advice.pipeline import failure

if TYPE_CHECKING:
    from .._command_line.stages import Stage
    from .prepare_call import Ready


def with_stages(ready: Ready) -> Ready:
    """The command with the stages of its line, if it has any.

    :raises Failure: ``pipeline-behind-a-write``, a literal that cannot be compared, a pattern that is not taken.
    """
    stages = ready.line.stages
    if not stages:
        return ready
    # Most command lines have no stages.
    from .._command_line.stages import names_needed  # noqa: PLC0415
    from .._pipeline.shape_objects import Shape  # noqa: PLC0415
    from .prepare_call import value_settings  # noqa: PLC0415

    call, options = ready.call, ready.options
    if call.changes:
        raise failure("pipeline-behind-a-write", cmdlet=call.cmdlet)
    settings = value_settings(options.values, by_catalogue=options.safeguards.catalogue != "off")
    shape = Shape(stages, call.cmdlet, options.values.typed, settings)
    shape.begin(_say_nothing)
    # A cmdlet that pages by its own parameters is followed by properties that a stage may not need.
    needed = call.properties or (() if call.own_paging else names_needed(stages))
    reading = replace(ready.reading, shape=shape)
    if reading.dest is not None and not options.query:
        reading = replace(reading, dest=replace(reading.dest, properties=_columns(stages, call.properties)))
    return replace(ready, call=replace(call, annotated=True, properties=needed), reading=reading)


def _say_nothing(_text: str) -> None:
    """What the stages would tell of objects, before there are any."""


def _columns(stages: tuple[Stage, ...], listed: tuple[str, ...]) -> tuple[str, ...]:
    """The columns of CSV where the line names them: those of the last stage that makes other objects."""
    from .._command_line.stages import Measure, Select  # noqa: PLC0415

    for stage in reversed(stages):
        if isinstance(stage, Measure) or (isinstance(stage, Select) and (stage.expanded or stage.excluded)):
            return ()
        if isinstance(stage, Select) and stage.properties:
            return stage.properties
    return listed
