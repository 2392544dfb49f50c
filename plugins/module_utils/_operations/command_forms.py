# Copyright (c) 2026 the m365.exchange contributors
# SPDX-License-Identifier: BSD-2-Clause
"""The three forms of a task: a cmdlet, a command line and a list of commands, each brought to the options of a cmdlet.

What is here looks at options alone: the call that they describe is made in ``prepare_call.py``. Passwords among them,
which ``no_log`` cannot know, are found here as well, because that takes a reading of command lines.
"""

from __future__ import annotations

import os
import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Literal, NamedTuple

from .._endpoints.clouds import SERVICES
from .._errors._advice.commands import COMMANDS
from .._errors._advice.input import INPUT
from .._errors._advice.line import LINE
from .._errors.failure import Failure, Failures
from .._json_types import Row
from .._redaction.secret_rules import secrets_in
from .._redaction.secrets_in_command_lines import cmdlet_named, secret_place, secret_rest
from .._redaction.task_redactor import passwords_in_addresses
from .._specs.command import FORMATS as FILE_FORMATS
from .._specs.command import CommandOptions
from .._specs.read_options import item_kinds, pick_given, read
from .file_parameters import CONTENT

if TYPE_CHECKING:
    from .._command_line.parse import ParsedCommand

failure = Failures(COMMANDS, INPUT, LINE)

Form = Literal["cmdlet", "command", "commands"]

UNLIMITED = "Unlimited"
_DIGITS = re.compile(r"[1-9]\d{0,8}")

# What the filter parse_command tells besides a command.
_TOLD = frozenset({"notes", "warnings"})

# What an item may say of its own; all else is the whole task's.
_OWN = item_kinds(CommandOptions)
_KINDS: Mapping[type, str] = {str: "text", Mapping: "a map", list: "a list", int: "a number", bool: "true or false"}

_NOTHING = CommandOptions()


class Spelled(NamedTuple):
    """``options`` have ``cmdlet``; the rest is what the parser had to say of a command line."""

    options: CommandOptions
    warnings: tuple[str, ...] = ()
    notes: tuple[str, ...] | None = None

    def fields(self) -> Row:
        """What a result gets: the notes, where there was a command line."""
        return {} if self.notes is None else {"notes": list(self.notes)}


def form_of(options: CommandOptions) -> Form:
    """Which of the three forms a task has.

    :raises Failure: ``which-command``: none of them, or more than one.
    """
    forms: dict[Form, object] = {
        "cmdlet": options.cmdlet,
        "command": options.command,
        "commands": options.many.commands,
    }
    given = [form for form, value in forms.items() if value is not None]
    if len(given) != 1:
        found = " and ".join(given) if given else "none"
        raise failure("which-command", found=found)
    return given[0]


def items_of(task: CommandOptions, environ: Mapping[str, str]) -> list[Spelled]:
    """The options of each command, in order: its own, and the task's where it has none.

    :raises Failure: an item that cannot be used; its line says which.
    """
    items = task.many.commands
    if not isinstance(items, (list, tuple)):
        raise failure("commands-not-a-list")
    made = []
    for number, item in enumerate(items, 1):
        with Place(number, len(items)):
            made.append(_read_item(item, task, environ))
    _demand_files_of_their_own([line.options.output.dest for line in made])
    return made


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


class Place:
    """Says in the line of what is raised inside it which command it is about."""

    def __init__(self, number: int, total: int) -> None:
        self._words = f"Command {number} of {total}"

    def __enter__(self) -> None:
        """Nothing yet."""

    def __exit__(self, _kind: object, error: BaseException | None, _trace: object) -> None:
        if isinstance(error, Failure):
            error.what = f"{self._words}: {error.what}"


def _read_item(item: object, task: CommandOptions, environ: Mapping[str, str]) -> Spelled:
    written = {"command": item} if isinstance(item, str) else item
    if not isinstance(written, Mapping):
        raise failure("item-not-a-command")
    written = {name: value for name, value in written.items() if name not in _TOLD}
    _check(written)
    if isinstance(written.get("service"), str):
        written["service"] = [name.strip() for name in written["service"].split(",")]
    unknown = [name for name in written.get("service") or [] if name not in SERVICES]
    if unknown:
        raise failure("item-option-not-valid", option="service", kind=f"one of {', '.join(SERVICES)}")
    if written.get("format") not in (None, "", *FILE_FORMATS):
        raise failure("item-option-not-valid", option="format", kind=f"one of {', '.join(FILE_FORMATS)}")
    if written.get("dest"):
        written["dest"] = os.path.expanduser(os.path.expandvars(written["dest"]))
    line = read_line(read(_NOTHING, written, {}))
    # What neither the item nor its line says is the task's.
    own = {**written, **pick_given(line.options), "command": None}
    if own.get("result_size") is None and "resultsize" in {str(name).lower() for name in line.options.parameters}:
        own["result_size"] = UNLIMITED  # its own ResultSize beats the task's
    own["parameters"] = _merge(task.parameters, line.options.parameters)
    return line._replace(options=read(task, own, environ))


def _check(own: Mapping[str, object]) -> None:
    unknown = sorted(str(name) for name in own if name not in _OWN)
    line = next((name for name in unknown if _CUT_LINE.match(name)), None)
    if line is not None:
        raise failure("item-cut-by-yaml", cmdlet=line.split()[0])
    if unknown:
        raise failure("item-option-unknown", option=unknown[0], known=", ".join(sorted(_OWN)))
    for name, value in own.items():
        kinds = _OWN[name]
        if value is not None and (not isinstance(value, kinds) or (isinstance(value, bool) and bool not in kinds)):
            raise failure("item-option-not-valid", option=name, kind=" or ".join(_KINDS[kind] for kind in kinds))
    forms = [form for form in ("cmdlet", "command") if own.get(form) not in (None, "")]
    if len(forms) != 1:
        raise failure("item-which-command", found=" and ".join(forms) if forms else "none")


def _merge(shared: Mapping[str, object], own: Mapping[str, object]) -> dict[str, object]:
    """The task's parameters with a command's own over them; upper and lower case make no difference."""
    named = {str(name).lower() for name in own}
    return {**{name: value for name, value in shared.items() if str(name).lower() not in named}, **own}


def read_line(options: CommandOptions) -> Spelled:
    """The options with the command line taken apart, before anything else looks at them.

    ``parameters`` complete the line's own, ``properties`` and ``result_size`` may say the same.

    :raises Failure: ``parameter-twice``, ``properties-twice``, ``result-size-twice``, or that of the command line.
    """
    if options.command is None:
        return Spelled(options)
    from .._command_line.parse import parse  # noqa: PLC0415 - most tasks have no command line

    line = parse(options.command)
    merged = replace(
        options,
        command=None,
        cmdlet=line.cmdlet,
        parameters=_parameters(line, options.parameters),
        properties=_properties(line, options.properties),
        result_size=_result_size(line, options.result_size),
    )
    return Spelled(merged, line.warnings, line.notes)


def _parameters(line: ParsedCommand, given: Mapping[str, object]) -> dict[str, object]:
    written = {name.lower() for name in line.parameters}
    for name in given:
        if str(name).lower() in written:
            raise failure("parameter-twice", name=name, cmdlet=line.cmdlet)
    return {**line.parameters, **given}


def _properties(line: ParsedCommand, given: list[str]) -> list[str]:
    selected = list(line.properties)
    if given and selected and [name.lower() for name in given] != [name.lower() for name in selected]:
        raise failure("properties-twice", option=", ".join(given), line=", ".join(selected))
    return given or selected


def _result_size(line: ParsedCommand, option: str | int | None) -> str | int | None:
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
    wanted = _number(option)
    if written is None:
        return wanted
    limit = _number(written)
    if wanted not in (None, limit):
        raise failure("result-size-twice", option=option, parameter=written)
    return limit


def _number(value: object) -> int | None:
    text = str(value if value is not None else UNLIMITED).strip()
    if text.lower() == UNLIMITED.lower() or not text:
        return None
    if isinstance(value, bool) or not _DIGITS.fullmatch(text):
        raise failure("result-size-not-valid", value=text[:80])
    return int(text)


def passwords_in(options: Mapping[str, object]) -> set[str]:
    """What ``no_log`` cannot know: passwords among a cmdlet's parameters, or written into an address."""
    secrets = passwords_in_addresses(options)
    shared = options.get("parameters")
    items = options.get("commands")
    # What does not fit is shown as well: a map in place of the list, above all.
    for item in [options, *(items if isinstance(items, (list, tuple)) else [items])]:
        secrets |= _passwords_of({"command": item} if isinstance(item, str) else item, shared)
    return secrets - {""}


def _passwords_of(command: object, shared: object) -> set[str]:
    """Those of a task, or of one item of its commands: in its parameters, those of the task, and its command line."""
    if not isinstance(command, Mapping):
        return set()
    own = command.get("parameters")
    files = command.get("files")
    contents = files.values() if isinstance(files, Mapping) else ()
    read = [one.get(CONTENT) for one in contents if isinstance(one, Mapping)]
    found = {str(one) for one in read if one}
    found |= secrets_in(command.get("cmdlet"), own) | secrets_of_line(command.get("command"), own)
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
    from .._command_line.parse import parse  # noqa: PLC0415 - most tasks have no command line

    hidden = secret_rest(command, [secret_place(command)])
    hidden |= secrets_in(cmdlet_named(command), parameters)
    try:
        line = parse(command)
    except Failure:
        return hidden
    return hidden | secrets_in(line.cmdlet, line.parameters)
