# Copyright (c) 2026 the m365.exchange contributors
# SPDX-License-Identifier: BSD-2-Clause
"""Commands as a task writes them: a command line and the items of a list, each read to the options of one cmdlet.

Also the secrets of a line, which ``no_log`` cannot know. The call that the options describe is made in
``prepare_command.py``, the stages behind the pipe of a line are made ready in ``prepare_pipeline.py``.
"""

from __future__ import annotations

import os
import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from .._endpoints.clouds import SERVICES
from .._errors._advice.command_lines import COMMAND_LINES
from .._errors._advice.commands import COMMANDS
from .._errors._advice.options import OPTIONS
from .._errors.failure import Failure, Failures
from .._redaction.secret_rules import secrets_in
from .._specs.command import CommandOptions
from .._specs.local_files import FORMATS as FILE_FORMATS
from .._specs.read_options import item_kinds, pick_given, read
from .prepare_command import UNLIMITED, SpelledCommand, limit_of

if TYPE_CHECKING:
    from .._powershell.parse_command import ParsedCommand

failure = Failures(COMMANDS, OPTIONS, COMMAND_LINES)


def read_line(options: CommandOptions) -> SpelledCommand:
    """The options with the command line taken apart, before anything else looks at them.

    ``parameters`` complete the line's own, ``properties`` and ``result_size`` may say the same.

    :raises Failure: ``parameter-twice``, ``properties-twice``, ``result-size-twice``, or that of the command line.
    """
    if options.command is None:
        return SpelledCommand(options)
    from .._powershell.parse_command import parse  # noqa: PLC0415 - most tasks have no command line

    try:
        line = parse(options.command, to_file=bool(options.output.dest))
    except Failure as error:
        from .script_to_tasks import tasks_for  # noqa: PLC0415 - only for a line that is refused

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


def _merge_line_parameters(line: ParsedCommand, parameters: Mapping[str, object]) -> dict[str, object]:
    names_in_line = {name.lower() for name in line.parameters}
    for name in parameters:
        if str(name).lower() in names_in_line:
            raise failure("parameter-twice", name=name, cmdlet=line.cmdlet)
    return {**line.parameters, **parameters}


def _merge_line_properties(line: ParsedCommand, properties: list[str]) -> list[str]:
    selected = list(line.properties)
    if properties and selected and [name.lower() for name in properties] != [name.lower() for name in selected]:
        raise failure("properties-twice", option=", ".join(properties), line=", ".join(selected))
    return properties or selected


def _merge_line_result_size(line: ParsedCommand, option: str | int | None) -> str | int | None:
    if line.result_size is None:
        return option
    if limit_of(option, {}) not in (None, line.result_size):
        raise failure("result-size-twice", option=option, parameter=line.result_size)
    return line.result_size


def secrets_of_line(command: object, parameters: object) -> set[str]:
    """The texts that must not be shown of a command line and of the parameters that complete it.

    Where a secret stands in the line, all behind its parameter's name is one such text, because a secret may be
    written in more than one way; its value is another.
    """
    if not isinstance(command, str):
        return set()
    # Most tasks have no command line.
    from .._powershell.parse_command import parse  # noqa: PLC0415
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


# What the filter parse_command tells besides a command.
_TOLD_FIELDS = frozenset({"notes", "warnings"})

# What an item may say of its own; all else is the whole task's.
_OPTIONS_OF_ITEM = item_kinds(CommandOptions)
_KIND_WORDS: Mapping[type, str] = {
    str: "text",
    Mapping: "a map",
    list: "a list",
    int: "a number",
    bool: "true or false",
}

_NO_OPTIONS = CommandOptions()


def items_of(task: CommandOptions, environ: Mapping[str, str]) -> list[SpelledCommand]:
    """The options of each command, in order: its own, and the task's where it has none.

    :raises Failure: an item that cannot be used; its line says which.
    """
    items = task.many.commands
    if not isinstance(items, (list, tuple)):
        raise failure("commands-not-a-list")
    lines = []
    for number, item in enumerate(items, 1):
        with PlaceInList(number, len(items)):
            lines.append(_read_item(item, task, environ))
    _demand_files_of_their_own([line.options.output.dest for line in lines])
    return lines


def _demand_files_of_their_own(dests: Sequence[str | None]) -> None:
    """One file for several commands would hold the rows of the last.

    :raises Failure: ``dest-of-several``.
    """
    files = Counter(os.path.realpath(dest) for dest in dests if dest)
    for path, number in files.items():
        if number > 1:
            raise failure("dest-of-several", path=path, number=number)


# A command line up to a colon and a space, which YAML takes for the end of a key.
_CUT_LINE = re.compile(r"[A-Za-z]+-[A-Za-z0-9]+(\s|$)")


class PlaceInList:
    """Says in the line of what is raised inside it which command it is about."""

    def __init__(self, number: int, total: int) -> None:
        self._which_command = f"Command {number} of {total}"

    def __enter__(self) -> None:
        """Nothing yet."""

    def __exit__(self, _kind: object, error: BaseException | None, _trace: object) -> None:
        if isinstance(error, Failure):
            error.what = f"{self._which_command}: {error.what}"


def _read_item(item: object, task: CommandOptions, environ: Mapping[str, str]) -> SpelledCommand:
    written = {"command": item} if isinstance(item, str) else item
    if not isinstance(written, Mapping):
        raise failure("item-not-a-command")
    written = {name: value for name, value in written.items() if name not in _TOLD_FIELDS}
    if not written.get("stages"):
        written.pop("stages", None)  # the same filter gives none
    _check_item(written)
    if isinstance(written.get("service"), str):
        written["service"] = [name.strip() for name in written["service"].split(",")]
    unknown = [name for name in written.get("service") or [] if name not in SERVICES]
    if unknown:
        raise failure("item-option-not-valid", option="service", kind=f"one of {', '.join(SERVICES)}")
    if written.get("format") not in (None, "", *FILE_FORMATS):
        raise failure("item-option-not-valid", option="format", kind=f"one of {', '.join(FILE_FORMATS)}")
    if written.get("dest"):
        written["dest"] = os.path.expanduser(os.path.expandvars(written["dest"]))
    line = read_line(read(_NO_OPTIONS, written, {}))
    # What neither the item nor its line says is the task's.
    item_options = {**written, **pick_given(line.options), "command": None}
    if item_options.get("result_size") is None and "resultsize" in {
        str(name).lower() for name in line.options.parameters
    }:
        item_options["result_size"] = UNLIMITED  # its own ResultSize beats the task's
    item_options["parameters"] = _merge_parameters(task.parameters, line.options.parameters)
    return line._replace(options=read(task, item_options, environ))


def _check_item(written_item: Mapping[str, object]) -> None:
    unknown = sorted(str(name) for name in written_item if name not in _OPTIONS_OF_ITEM)
    line = next((name for name in unknown if _CUT_LINE.match(name)), None)
    if line is not None:
        raise failure("item-cut-by-yaml", cmdlet=line.split()[0])
    if unknown:
        raise failure("item-option-unknown", option=unknown[0], known=", ".join(sorted(_OPTIONS_OF_ITEM)))
    for name, value in written_item.items():
        kinds = _OPTIONS_OF_ITEM[name]
        if value is not None and (not isinstance(value, kinds) or (isinstance(value, bool) and bool not in kinds)):
            raise failure("item-option-not-valid", option=name, kind=" or ".join(_KIND_WORDS[kind] for kind in kinds))
    forms = [form for form in ("cmdlet", "command") if written_item.get(form) not in (None, "")]
    if len(forms) != 1:
        raise failure("item-which-command", found=" and ".join(forms) if forms else "none")


def _merge_parameters(task_parameters: Mapping[str, object], own_parameters: Mapping[str, object]) -> dict[str, object]:
    """The task's parameters with a command's own over them; upper and lower case make no difference."""
    own_names = {str(name).lower() for name in own_parameters}
    return {
        **{name: value for name, value in task_parameters.items() if str(name).lower() not in own_names},
        **own_parameters,
    }
