# Copyright (c) 2026 the m365.exchange contributors
# SPDX-License-Identifier: BSD-2-Clause
"""Before a command is sent: what the catalogue knows of it, and what must not be sent by accident.

What is said after a refusal is in ``explain.py``.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

from .._catalogue.cmdlets import find
from .._catalogue.command_warnings import Note, instead_of, notes_on, service_note
from .._catalogue.protected_writes import Guard, protection
from .._client.cmdlet_request import Call
from .._errors._advice.catalogue import failure
from .._specs.command import SafeguardOptions
from .connection import Connection
from .context import Context

_SENT = "It is sent as it is."
_CMDLETS = re.compile(r"[A-Za-z*?]+-[A-Za-z0-9*?]+")


def check(cmdlet: str, parameters: Mapping[str, object], options: SafeguardOptions) -> tuple[str, ...]:
    """The warnings about a command (its canonical name and its parameters as they were given).

    :raises Failure: ``tenant-wide``, in check mode as well; ``client-module-cmdlet``; with ``catalogue: strict``
        also ``not-documented``.
    """
    reason = protection(cmdlet, parameters, guards_of(options.protected))
    if reason is not None and not options.allow_tenant_wide:
        raise failure("tenant-wide", cmdlet=cmdlet, reason=reason)
    mode = options.catalogue
    if mode == "off":
        return ()
    known = find(cmdlet)
    if known is not None and known.client_module:
        instead = instead_of(cmdlet) or "Microsoft's own module, because nothing in the service does the same"
        raise failure("client-module-cmdlet", cmdlet=cmdlet, instead=instead)
    return tuple(
        _say(note, cmdlet, mode)
        for note in notes_on(cmdlet, {str(name): value for name, value in parameters.items()})
        if _counts(note, mode)
    )


def say_before(connection: Connection, call: Call, context: Context) -> None:
    """Warn of what :func:`check` found, and of a service that does not have the cmdlet.

    :raises Failure: ``what-if-in-compliance``, in check mode as well; with ``catalogue: strict`` ``not-documented``.
    """
    if call.asks_only and connection.access.service == "compliance":
        raise failure("what-if-in-compliance", cmdlet=call.cmdlet)
    for text in call.notes:
        context.warn(text)
    note = None if call.catalogue == "off" else service_note(call.cmdlet, connection.access.service)
    if note is not None:
        context.warn(_say(note, call.cmdlet, call.catalogue))


def _counts(note: Note, mode: str) -> bool:
    return note.is_useful or (mode == "strict" and note.is_doubt)


def _say(note: Note, cmdlet: str, mode: str) -> str:
    if not note.is_doubt:
        return note.text
    if mode == "strict":
        raise failure("not-documented", cmdlet=cmdlet, text=note.text)
    return f"{note.text} {_SENT}"


def guards_of(entries: Iterable[object]) -> list[Guard]:
    """A user's own additions: names of cmdlets (with * and ?), or maps with ``cmdlet`` and ``reason``.

    :raises Failure: ``protected-not-valid``.
    """
    return [_guard(entry) for entry in entries or []]


def _guard(entry: object) -> Guard:
    guard = entry if isinstance(entry, Mapping) else {"cmdlet": entry}
    cmdlet, reason = guard.get("cmdlet"), guard.get("reason", "The task's own option protected names it.")
    wrong = guard.keys() - {"cmdlet", "reason"}
    if wrong or not isinstance(cmdlet, str) or not isinstance(reason, str) or not _CMDLETS.fullmatch(cmdlet):
        raise failure("protected-not-valid", entry=str(entry)[:200])
    return Guard(cmdlet.lower(), reason)
