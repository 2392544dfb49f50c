# Copyright (c) 2026 the m365.exchange contributors
# SPDX-License-Identifier: BSD-2-Clause
"""The items of a list of commands: each read over the options of its task, and what in it does not fit."""

from __future__ import annotations

import os
import re
from collections import Counter
from collections.abc import Mapping, Sequence

from .._endpoints.clouds import SERVICES
from .._errors._advice.commands import COMMANDS
from .._errors._advice.input import INPUT
from .._errors.failure import Failure, Failures
from .._specs.command import FORMATS as FILE_FORMATS
from .._specs.command import CommandOptions
from .._specs.read_options import item_kinds, pick_given, read
from .command_forms import UNLIMITED, SpelledCommand, read_line

failure = Failures(COMMANDS, INPUT)

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
    made = []
    for number, item in enumerate(items, 1):
        with PlaceInList(number, len(items)):
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


class PlaceInList:
    """Says in the line of what is raised inside it which command it is about."""

    def __init__(self, number: int, total: int) -> None:
        self._words = f"Command {number} of {total}"

    def __enter__(self) -> None:
        """Nothing yet."""

    def __exit__(self, _kind: object, error: BaseException | None, _trace: object) -> None:
        if isinstance(error, Failure):
            error.what = f"{self._words}: {error.what}"


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
    own = {**written, **pick_given(line.options), "command": None}
    if own.get("result_size") is None and "resultsize" in {str(name).lower() for name in line.options.parameters}:
        own["result_size"] = UNLIMITED  # its own ResultSize beats the task's
    own["parameters"] = _merge_parameters(task.parameters, line.options.parameters)
    return line._replace(options=read(task, own, environ))


def _check_item(own: Mapping[str, object]) -> None:
    unknown = sorted(str(name) for name in own if name not in _OPTIONS_OF_ITEM)
    line = next((name for name in unknown if _CUT_LINE.match(name)), None)
    if line is not None:
        raise failure("item-cut-by-yaml", cmdlet=line.split()[0])
    if unknown:
        raise failure("item-option-unknown", option=unknown[0], known=", ".join(sorted(_OPTIONS_OF_ITEM)))
    for name, value in own.items():
        kinds = _OPTIONS_OF_ITEM[name]
        if value is not None and (not isinstance(value, kinds) or (isinstance(value, bool) and bool not in kinds)):
            raise failure("item-option-not-valid", option=name, kind=" or ".join(_KIND_WORDS[kind] for kind in kinds))
    forms = [form for form in ("cmdlet", "command") if own.get(form) not in (None, "")]
    if len(forms) != 1:
        raise failure("item-which-command", found=" and ".join(forms) if forms else "none")


def _merge_parameters(shared: Mapping[str, object], own: Mapping[str, object]) -> dict[str, object]:
    """The task's parameters with a command's own over them; upper and lower case make no difference."""
    named = {str(name).lower() for name in own}
    return {**{name: value for name, value in shared.items() if str(name).lower() not in named}, **own}
