# Copyright (c) 2026 the m365.exchange contributors
# SPDX-License-Identifier: BSD-2-Clause
"""A cmdlet behind a pipe, which runs for each object: by itself, or as the only command in the braces of a loop."""

from __future__ import annotations

import re

from .._catalogue.cmdlets import find
from .._catalogue.idempotency import changes
from .._characters import DASHES
from .._values.encode_parameters import canonical_name
from .arguments import arguments
from .bind_parameters import Binder
from .scanner import Cursor
from .stages import Run
from .strings import check_glue

_CMDLET_IN_LOOP = re.compile(rf"([A-Za-z]+)[{DASHES}]([A-Za-z0-9]+)(?=[\s;|`({{}}]|\Z)")
# Such as -Parallel.
_OTHER_PARAMETER = re.compile(rf"[{DASHES}][A-Za-z]+")
_PROCESS_PARAMETER = re.compile(r"-p(?:r(?:o(?:c(?:e(?:ss?)?)?)?)?)?:?", re.IGNORECASE)


def known_cmdlet(name: str) -> str | None:
    """A cmdlet of the service in Microsoft's spelling; None for whatever else stands behind a pipe."""
    found = find(name) if "-" in name else None
    return None if found is None or found.client_module else canonical_name(name)


def read_cmdlet(cursor: Cursor, cmdlet: str, start: int, *, in_loop: bool) -> tuple[Run, list[str]]:
    """The cmdlet whose name ends where the cursor is, with its parameters; and what there is to note of it.

    :raises Failure: that of one of its parameters.
    """
    binder = Binder(cmdlet, cursor)
    binder.bind(arguments(cursor))
    place = cursor.source.place(start)
    return Run(cmdlet, binder.parameters, in_loop, changes(cmdlet, binder.parameters), place), binder.notes


def read_loop(cursor: Cursor, start: int) -> tuple[Run, list[str]]:
    """ForEach-Object with exactly one cmdlet in its braces.

    :raises Failure: ``line-loop``: there is more in it, or something else.
    """
    cursor.skip_lines()
    process = _PROCESS_PARAMETER.match(cursor.text, cursor.at)
    if process and cursor.text[process.end() :].lstrip()[:1] == "{":
        cursor.at = process.end()
        cursor.skip()
    if cursor.here() != "{":
        other = _OTHER_PARAMETER.match(cursor.text, cursor.at)
        raise cursor.refusal("line-loop", *(other.span() if other else (start, cursor.at or None)))
    opening = cursor.at
    cursor.at += 1
    cursor.skip_lines()
    head = _CMDLET_IN_LOOP.match(cursor.text, cursor.at)
    cmdlet = known_cmdlet(f"{head[1]}-{head[2]}") if head else None
    if head is None or cmdlet is None:
        raise cursor.refusal("line-loop", cursor.at, head.end() if head else None)
    cursor.at = head.end()
    check_glue(cursor, head.start())
    cursor.in_loop = True
    found = read_cmdlet(cursor, cmdlet, head.start(), in_loop=True)
    cursor.in_loop = False
    cursor.skip_lines()
    if cursor.here() != "}":
        raise cursor.refusal(
            "line-loop" if cursor.here() else "line-bracket-open", cursor.at if cursor.here() else opening
        )
    cursor.at += 1
    rest = arguments(cursor)
    if rest:
        raise cursor.refusal("line-loop", rest[0].start, rest[0].end)
    return found
