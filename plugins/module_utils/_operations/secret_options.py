# Copyright (c) 2026 the m365.exchange contributors
# SPDX-License-Identifier: BSD-2-Clause
"""Passwords among the options of a task that runs cmdlets, which ``no_log`` cannot know.

It reads command lines, so only a module that takes some ships it.
"""

from __future__ import annotations

from collections.abc import Mapping

from .._errors.failure import Failure
from .._redaction.find_secrets import cmdlet_named, secret_place, secret_rest
from .._redaction.secret_rules import secrets_in
from .._redaction.task_redactor import passwords_in_addresses
from .files import CONTENT


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
