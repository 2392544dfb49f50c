# Copyright (c) 2026 the m365.exchange contributors
# SPDX-License-Identifier: BSD-2-Clause
"""The option ``commands``: from its items to the options of one command each."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any, Literal

from .._endpoints.table import SERVICES
from .._errors._advice.commands import failure
from .._errors.failure import Failure
from .._output.formats import FORMATS as FILE_FORMATS
from .context import Options
from .spelled import Spelled, spelled

# What the filter parse_command tells besides a command.
_TOLD = frozenset({"notes", "warnings"})

FORMS = ("cmdlet", "command", "commands")
Form = Literal["cmdlet", "command", "commands"]

# What an item may say of its own, and what kinds of value that may have. All else is the whole task's.
ITEM_OPTIONS: Mapping[str, tuple[type, ...]] = {
    "cmdlet": (str,),
    "command": (str,),
    "parameters": (Mapping,),
    "properties": (list,),
    "result_size": (str, int),
    "page_size": (int,),
    "query": (str,),
    "typed": (bool,),
    "files": (Mapping,),
    "anchor_mailbox": (str,),
    "service": (str, list),
    "dest": (str,),
    "format": (str,),
    "mode": (str, int),
    "owner": (str,),
    "group": (str,),
    "backup": (bool,),
    "csv_safe": (bool,),
    "verify": (bool,),
    "what_if": (bool,),
}
_KINDS: Mapping[type, str] = {str: "text", Mapping: "a map", list: "a list", int: "a number", bool: "true or false"}


def form_of(options: Options) -> Form:
    """Which of the three forms a task has.

    :raises Failure: ``which-command``: none of them, or more than one.
    """
    # AWX sends an empty text for what was left out of a survey.
    given: list[Form] = [form for form in ("cmdlet", "command", "commands") if options.get(form) not in (None, "")]
    if len(given) != 1:
        found = " and ".join(given) if given else "none"
        raise failure("which-command", found=found)
    return given[0]


def items_of(options: Options) -> list[Spelled]:
    """The options of each command, in order: its own, and the task's where it has none.

    :raises Failure: an item that cannot be used; its line says which.
    """
    items = options["commands"]
    if not isinstance(items, (list, tuple)):
        raise failure("commands-not-a-list")
    shared = {name: value for name, value in options.items() if name not in FORMS}
    made = []
    for number, item in enumerate(items, 1):
        with Place(number, len(items)):
            made.append(_spelled(item, shared))
    _demand_files_of_their_own([line.options for line in made])
    return made


def _demand_files_of_their_own(commands: Sequence[Options]) -> None:
    """One file for several commands would hold the rows of the last.

    :raises Failure: ``dest-of-several``.
    """
    files = Counter(os.path.realpath(str(options["dest"])) for options in commands if options.get("dest"))
    for path, number in files.items():
        if number > 1:
            raise failure("dest-of-several", path=path, number=number)


class Place:
    """Says in the line of what is raised inside it which command it is about."""

    def __init__(self, number: int, total: int) -> None:
        self._words = f"Command {number} of {total}"

    def __enter__(self) -> None:
        """Nothing yet."""

    def __exit__(self, _kind: object, error: BaseException | None, _trace: object) -> None:
        if isinstance(error, Failure):
            error.what = f"{self._words}: {error.what}"


def _spelled(item: Any, shared: Options) -> Spelled:
    written = {"command": item} if isinstance(item, str) else item
    if not isinstance(written, Mapping):
        raise failure("item-not-a-command")
    written = {name: value for name, value in written.items() if name not in _TOLD}
    _check(written)
    line = spelled(written)
    # What neither the item nor its line says is the task's.
    own = {name: value for name, value in line.options.items() if value is not None and (name in written or value)}
    options: dict[str, Any] = {**shared, **own}
    if "result_size" not in own and "resultsize" in {str(name).lower() for name in own.get("parameters") or {}}:
        options["result_size"] = None  # its own ResultSize beats the task's
    if isinstance(options.get("service"), str):
        options["service"] = [name.strip() for name in options["service"].split(",")]
    unknown = [name for name in options.get("service") or [] if name not in SERVICES]
    if unknown:
        raise failure("item-option-not-valid", option="service", kind=f"one of {', '.join(SERVICES)}")
    if options.get("format") not in (None, "", *FILE_FORMATS):
        raise failure("item-option-not-valid", option="format", kind=f"one of {', '.join(FILE_FORMATS)}")
    if options.get("dest"):
        options["dest"] = os.path.expanduser(os.path.expandvars(str(options["dest"])))
    parameters = _merged(shared.get("parameters"), own.get("parameters"))
    return line._replace(options={**options, "parameters": parameters})


def _check(own: Mapping[Any, Any]) -> None:
    unknown = sorted(str(name) for name in own if name not in ITEM_OPTIONS)
    if unknown:
        raise failure("item-option-unknown", option=unknown[0], known=", ".join(ITEM_OPTIONS))
    for name, value in own.items():
        kinds = ITEM_OPTIONS[name]
        if value is not None and (not isinstance(value, kinds) or (isinstance(value, bool) and bool not in kinds)):
            raise failure("item-option-not-valid", option=name, kind=" or ".join(_KINDS[kind] for kind in kinds))
    forms = [form for form in ("cmdlet", "command") if own.get(form) not in (None, "")]
    if len(forms) != 1:
        raise failure("item-which-command", found=" and ".join(forms) if forms else "none")


def _merged(shared: Mapping[str, Any] | None, own: Mapping[str, Any] | None) -> dict[str, Any]:
    """The task's parameters with a command's own over them; upper and lower case make no difference."""
    named = {str(name).lower() for name in own or {}}
    kept = {name: value for name, value in (shared or {}).items() if str(name).lower() not in named}
    return {**kept, **(own or {})}
