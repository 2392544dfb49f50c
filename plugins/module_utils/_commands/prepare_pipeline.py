# Copyright (c) 2026 the m365.exchange contributors
# SPDX-License-Identifier: BSD-2-Clause
"""Commands of a line with a pipe, made ready: the stages for the rows of a command, checked before anything is sent,
and a command for each object that comes.
"""

from __future__ import annotations

import uuid
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from .._dataclass import replace
from .._errors._advice.pipeline import failure
from .._exchange_client.request_and_route import route
from .._task.context_and_progress import Context
from .._values.encode_parameters import encode
from .._values.secret_and_unsendable_values import SecretText
from .prepare_command import ReadyCommand, SpelledCommand, check_command, prepare, value_settings

if TYPE_CHECKING:
    from .._powershell.run_stages import Shape
    from .._powershell.stages import Shaper


def with_stages(ready: ReadyCommand) -> ReadyCommand:
    """The command with the stages of its line, if it has any.

    :raises Failure: ``pipeline-behind-a-write``, a literal that cannot be compared, a pattern that is not taken.
    """
    if not ready.line.stages:
        return ready
    # Most command lines have no stages.
    from .._powershell.stages import Run, names_asked, names_needed  # noqa: PLC0415

    call, options = ready.call, ready.options
    stages = tuple(stage for stage in ready.line.stages if not isinstance(stage, Run))
    if len(stages) < len(ready.line.stages):
        raise failure("pipeline-in-a-list")
    if call.changes:
        raise failure("pipeline-behind-a-write", cmdlet=call.cmdlet)
    if call.properties:
        # A condition would take what is not read for null.
        needed = tuple(dict.fromkeys((*call.properties, *names_asked(stages))))
        stages = only_wanted(stages, call.properties)
    else:
        # A cmdlet that pages by its own parameters is followed by properties that a stage may not need.
        needed = () if call.own_paging else names_needed(stages)
    reading = replace(ready.reading, shape=shape_of(stages, ready))
    if reading.dest is not None and not options.query:
        reading = replace(reading, dest=replace(reading.dest, properties=columns(stages)))
    return replace(ready, call=replace(call, annotated=True, properties=needed), reading=reading)


def shape_of(stages: tuple[Shaper, ...], ready: ReadyCommand, *, annotated: bool = False) -> Shape:
    """What the stages make of the rows of a command, with values as its options say; ``annotated`` for rows that go on.

    :raises Failure: a literal that cannot be compared, a pattern that is not taken.
    """
    from .._powershell.run_stages import Shape  # noqa: PLC0415

    options = ready.options
    settings = value_settings(options.values, by_catalogue=options.safeguards.catalogue != "off")
    shape = Shape(stages, ready.call.cmdlet, options.values.typed, settings, annotated)
    shape.begin(_say_nothing)
    return shape


def _say_nothing(_text: str) -> None:
    """What the stages would tell of objects, before there are any."""


def only_wanted(stages: tuple[Shaper, ...], properties: Sequence[str]) -> tuple[Shaper, ...]:
    """The stages with a selection of the ``properties`` that the task wants behind them: stages look at others as well.
    Where the stages make other objects, the line has said what is wanted."""
    from .._powershell.stages import Select, makes_others  # noqa: PLC0415

    if not properties or any(makes_others(stage) for stage in stages):
        return stages
    excluded = {name.lower() for stage in stages if isinstance(stage, Select) for name in stage.excluded}
    return (*stages, Select(tuple(name for name in properties if name.lower() not in excluded)))


def columns(stages: tuple[Shaper, ...]) -> tuple[str, ...]:
    """The columns of CSV where the line names them: those of the last stage that makes other objects."""
    from .._powershell.stages import Group, Measure, Select  # noqa: PLC0415

    for stage in reversed(stages):
        if isinstance(stage, (Measure, Group)) or (isinstance(stage, Select) and (stage.expanded or stage.excluded)):
            return ()
        if isinstance(stage, Select) and stage.properties:
            return stage.properties
    return ()


# Of these the value decides more than what is sent under their names.
_DECIDING_PARAMETERS = frozenset({"resultsize", "whatif"})


def prepare_alike(first_command: ReadyCommand, parameters: Mapping[str, object], context: Context) -> ReadyCommand:
    """``first_command`` with other parameters. Where only texts differ, what no text decides is taken from there:
    a pipe has thousands of such commands.

    :raises Failure: as :func:`prepare`.
    """
    options = replace(first_command.options, parameters=parameters)
    if options.values.files or not _differ_in_texts(first_command.options.parameters, parameters):
        return prepare(SpelledCommand(options), context)
    cmdlet, safeguards = first_command.call.cmdlet, options.safeguards
    settings = value_settings(options.values, by_catalogue=safeguards.catalogue != "off")
    written, way = route(cmdlet, parameters, options.anchor_mailbox)
    notes = list(check_command(cmdlet, written, safeguards))
    encoded = encode(cmdlet, written, settings, notes.append)
    if any(isinstance(value, SecretText) for value in encoded.values()):
        return prepare(SpelledCommand(options), context)
    call = replace(
        first_command.call,
        client_request_id=str(uuid.uuid4()),
        parameters={**first_command.call.parameters, **encoded},
        route=way,
        notes=tuple(notes),
    )
    return ReadyCommand(
        SpelledCommand(options), options, call, first_command.reading, first_command.page_size, first_command.asks
    )


def _differ_in_texts(parameters: Mapping[str, object], other_parameters: Mapping[str, object]) -> bool:
    """Whether two commands give the same parameters, and other texts at most."""
    return (
        parameters.keys() == other_parameters.keys()
        and all(
            value == parameters[name] or (isinstance(value, str) and isinstance(parameters[name], str))
            for name, value in other_parameters.items()
        )
        and _DECIDING_PARAMETERS.isdisjoint(map(str.lower, other_parameters))
    )
