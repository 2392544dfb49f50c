# Copyright (c) 2026 the m365.exchange contributors
# SPDX-License-Identifier: BSD-2-Clause
"""Lists of commands, and writing with care: what we tell a person."""

from __future__ import annotations

from collections.abc import Mapping

from ..failure import Advice, Failures

_LISTS: Mapping[str, Advice] = {
    "which-command": Advice(
        category="input",
        what="A task takes exactly one of cmdlet, command and commands, and {found} of them was given.",
        cause="Each of the three says what to run: a cmdlet by its name, a command line, or a list of either.",
        fix=("Give one of them; put several commands into the list commands.",),
    ),
    "commands-not-a-list": Advice(
        category="input",
        what="The option commands is no list.",
        cause="It takes a list of maps, each with a cmdlet or a command line; a single command needs no list.",
        fix=("Write each command as an item that begins with a hyphen.", "Or give cmdlet, or command, for one."),
    ),
    "item-which-command": Advice(
        category="input",
        what="A command of a list takes exactly one of cmdlet and command, and {found} of them was given.",
        cause="Each says what to run: a cmdlet by its name with parameters, or a command line.",
        fix=("Give one of them in each item.",),
    ),
    "item-not-a-command": Advice(
        category="input",
        what="An item of commands is neither a map nor a command line.",
        cause="Each item is a map with cmdlet and parameters, or a command line as text.",
        fix=("Write it as a map, for example cmdlet: Get-Mailbox.",),
    ),
    "item-option-unknown": Advice(
        category="input",
        what="An item of commands has no option '{option}'.",
        cause="An item takes {known}. All other options are those of the whole task.",
        fix=("Correct its name, or give it to the task.",),
    ),
    "item-cut-by-yaml": Advice(
        category="input",
        what="YAML made a map of the command line that begins with {cmdlet}, because a colon and a space stand in it.",
        cause="In YAML a colon with a space behind it ends a key, and a space with # behind it begins a comment.",
        fix=("Write the line behind '- >-' on a line of its own, or put all of it in quotation marks.",),
    ),
    "item-option-not-valid": Advice(
        category="input",
        what="The option '{option}' of an item of commands is not {kind}.",
        cause="The value is of another kind than this option takes.",
        fix=("Give {kind}.",),
    ),
    "dest-of-several": Advice(
        category="input",
        what="The file '{path}' is the dest of {number} commands.",
        cause="Each command writes a file of its own: one file for several would hold the rows of the last.",
        fix=("Give dest in each item of commands, with a name of its own.",),
    ),
    "commands-failed": Advice(
        category="service",
        what="{failed} of {total:command} failed; command {number} ({cmdlet}): {text}",
        cause="The result has the outcome of each command, in order. {counted}.",
        fix=("{again}",),
        tail="{counted}.",
    ),
}

_CARE: Mapping[str, Advice] = {
    "what-if-not-known": Advice(
        category="input",
        what="{cmdlet} has no parameter WhatIf in Microsoft's documentation, so it would run; nothing was sent.",
        cause="With what_if a cmdlet that changes something is only asked what it would do, which not all of them can"
        " tell.",
        fix=("Leave what_if out for this cmdlet, or use check mode, which does not send it.",),
    ),
    "journal-not-writable": Advice(
        category="input",
        what="The journal '{path}' cannot be written: {detail}.",
        cause="The file, or its folder, is missing, is not this user's, is no ordinary file, or its disk is full.",
        fix=("Name a file in a folder that this user may write to.",),
    ),
    "journal-not-readable": Advice(
        category="input",
        what="The journal '{path}' cannot be read: {detail}.",
        cause="path is a journal that tasks with journal_path have written, on the machine that the task runs on.",
        fix=("Correct the path.",),
    ),
    "journal-moment-not-valid": Advice(
        category="input",
        what="{option} is '{moment}', which is no moment of a journal.",
        cause="Moments of a journal are in UTC, as 2026-11-30T08:10:31.120Z; a beginning of one is enough.",
        fix=("Write it like 2026-11-30 or 2026-11-30T08:00.",),
    ),
}

COMMANDS: Mapping[str, Advice] = {**_LISTS, **_CARE}

failure = Failures(COMMANDS)
