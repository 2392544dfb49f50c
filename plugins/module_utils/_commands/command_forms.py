# Copyright (c) 2026 the m365.exchange contributors
# SPDX-License-Identifier: BSD-2-Clause
"""The three forms of a task: a cmdlet, a command line and a list of commands; the first two as options of a cmdlet.

What is here looks at options alone: those of a list are read in ``list_items.py``, the call that they describe is made
in ``prepare_call.py``. Passwords among them, which ``no_log`` cannot know, are found here as well, because that takes a
reading of command lines.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from typing import TYPE_CHECKING, Literal, NamedTuple

from .._errors._advice.commands import COMMANDS
from .._errors._advice.input import INPUT
from .._errors._advice.line import LINE
from .._errors.failure import Failure, Failures
from .._json_types import Row
from .._redaction.secret_rules import secrets_in
from .._redaction.task_redactor import passwords_in_addresses
from .._specs.command import CommandOptions
from .file_parameters import FILE_CONTENT

if TYPE_CHECKING:
    from .._command_line.parse import ParsedCommand
    from .._command_line.stages import Stage

failure = Failures(COMMANDS, INPUT, LINE)

CommandForm = Literal["cmdlet", "command", "commands"]

UNLIMITED = "Unlimited"
_RESULT_SIZE_DIGITS = re.compile(r"[1-9]\d{0,8}")


class SpelledCommand(NamedTuple):
    """``options`` have ``cmdlet``; the rest is what the parser had to say of a command line. ``stages`` are what its
    objects pass behind the pipe."""

    options: CommandOptions
    warnings: tuple[str, ...] = ()
    notes: tuple[str, ...] | None = None
    stages: tuple[Stage, ...] = ()

    @property
    def is_pipeline(self) -> bool:
        """Whether another cmdlet stands behind a pipe."""
        return any(hasattr(stage, "cmdlet") for stage in self.stages)

    def fields(self) -> Row:
        """What a result gets: the notes, where there was a command line."""
        return {} if self.notes is None else {"notes": list(self.notes)}


def form_of(options: CommandOptions) -> CommandForm:
    """Which of the three forms a task has.

    :raises Failure: ``which-command``: none of them, or more than one.
    """
    forms: dict[CommandForm, object] = {
        "cmdlet": options.cmdlet,
        "command": options.command,
        "commands": options.many.commands,
    }
    given = [form for form, value in forms.items() if value is not None]
    if len(given) != 1:
        found = " and ".join(given) if given else "none"
        raise failure("which-command", found=found)
    return given[0]


def read_line(options: CommandOptions) -> SpelledCommand:
    """The options with the command line taken apart, before anything else looks at them.

    ``parameters`` complete the line's own, ``properties`` and ``result_size`` may say the same.

    :raises Failure: ``parameter-twice``, ``properties-twice``, ``result-size-twice``, or that of the command line.
    """
    if options.command is None:
        return SpelledCommand(options)
    from .._command_line.parse import parse  # noqa: PLC0415 - most tasks have no command line

    try:
        line = parse(options.command, to_file=bool(options.output.dest))
    except Failure as error:
        from .tasks_to_write import tasks_for  # noqa: PLC0415 - only for a line that is refused

        if (tasks := tasks_for(options.command)) is not None:
            error.more["tasks"] = tasks
        raise
    merged = replace(
        options,
        command=None,
        cmdlet=line.cmdlet,
        parameters=_merge_line_parameters(line, options.parameters),
        properties=_merge_line_properties(line, options.properties),
        result_size=_merge_line_result_size(line, options.result_size),
    )
    return SpelledCommand(merged, line.warnings, line.notes, line.stages)


def _merge_line_parameters(line: ParsedCommand, given: Mapping[str, object]) -> dict[str, object]:
    written = {name.lower() for name in line.parameters}
    for name in given:
        if str(name).lower() in written:
            raise failure("parameter-twice", name=name, cmdlet=line.cmdlet)
    return {**line.parameters, **given}


def _merge_line_properties(line: ParsedCommand, given: list[str]) -> list[str]:
    selected = list(line.properties)
    if given and selected and [name.lower() for name in given] != [name.lower() for name in selected]:
        raise failure("properties-twice", option=", ".join(given), line=", ".join(selected))
    return given or selected


def _merge_line_result_size(line: ParsedCommand, option: str | int | None) -> str | int | None:
    if line.result_size is None:
        return option
    if limit_of(option, {}) not in (None, line.result_size):
        raise failure("result-size-twice", option=option, parameter=line.result_size)
    return line.result_size


def limit_of(option: object, parameters: Mapping[str, object]) -> int | None:
    """The number of rows wanted, None for all.

    :raises Failure: ``result-size-not-valid``, or ``result-size-twice`` where the two say different things.
    """
    written = next((value for name, value in parameters.items() if name.lower() == "resultsize"), None)
    wanted = _result_size_number(option)
    if written is None:
        return wanted
    limit = _result_size_number(written)
    if wanted not in (None, limit):
        raise failure("result-size-twice", option=option, parameter=written)
    return limit


def _result_size_number(value: object) -> int | None:
    text = str(value if value is not None else UNLIMITED).strip()
    if text.lower() == UNLIMITED.lower() or not text:
        return None
    if isinstance(value, bool) or not _RESULT_SIZE_DIGITS.fullmatch(text):
        raise failure("result-size-not-valid", value=text[:80])
    return int(text)


def passwords_in(options: Mapping[str, object]) -> set[str]:
    """What ``no_log`` cannot know: passwords among a cmdlet's parameters or an object's properties, or written into an
    address."""
    secrets = passwords_in_addresses(options)
    shared = options.get("parameters")
    lists = [options.get(name) for name in ("commands", "resources")]
    # What does not fit is shown as well: a map in place of the list, above all.
    items = [item for one in lists for item in (one if isinstance(one, (list, tuple)) else [one])]
    for item in [options, *items]:
        secrets |= _passwords_of({"command": item} if isinstance(item, str) else item, shared)
    return secrets - {""}


def _passwords_of(command: object, shared: object) -> set[str]:
    """Those of a task, or of one item of its commands: in its parameters, those of the task, and its command line."""
    if not isinstance(command, Mapping):
        return set()
    own = command.get("parameters")
    files = command.get("files")
    contents = files.values() if isinstance(files, Mapping) else ()
    read = [one.get(FILE_CONTENT) for one in contents if isinstance(one, Mapping)]
    found = {str(one) for one in read if one}
    found |= secrets_in(command.get("cmdlet"), own) | secrets_of_line(command.get("command"), own)
    # A module of one kind does not say it; of those only a mailbox has passwords, and all else counts by its name.
    for verb in ("New", "Set") if isinstance(command.get("properties"), Mapping) else ():
        found |= secrets_in(f"{verb}-{command.get('kind') or 'Mailbox'}", command["properties"])
    if shared and shared is not own:
        found |= secrets_in(command.get("cmdlet"), shared) | secrets_of_line(command.get("command"), shared)
    return found


def secrets_of_line(command: object, parameters: object) -> set[str]:
    """The texts that must not be shown of a command line and of the parameters that complete it.

    Where a secret stands in the line, all behind its parameter's name is one such text, because a secret may be
    written in more than one way; its value is another.
    """
    if not isinstance(command, str):
        return set()
    # Most tasks have no command line.
    from .._command_line.parse import parse  # noqa: PLC0415
    from .._redaction.secrets_in_command_lines import cmdlet_named, secret_place, secret_rest  # noqa: PLC0415

    hidden = secret_rest(command, [secret_place(command)])
    hidden |= secrets_in(cmdlet_named(command), parameters)
    try:
        line = parse(command, to_file=True)
    except Failure:
        return hidden
    hidden |= secrets_in(line.cmdlet, line.parameters)
    for stage in line.stages:
        hidden |= secrets_in(getattr(stage, "cmdlet", None), getattr(stage, "parameters", None))
    return hidden
