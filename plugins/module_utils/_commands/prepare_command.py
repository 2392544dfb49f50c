# Copyright (c) 2026 the m365.exchange contributors
# SPDX-License-Identifier: BSD-2-Clause
"""A command made ready to run: its call, of the options of a cmdlet, and what becomes of its rows, all checked before
anything is sent.

What must not be sent by accident is asked of the catalogue. ``what_if``: WhatIf travels as an ordinary switch, and the
answer carries ``@adminapi.confirmationmessage``, which Microsoft's module prints (read off its batches by others). That
each cmdlet that documents the switch keeps to it over this interface has not been verified.

How a command line or an item of a list comes to such options is in ``command_forms.py``, what is said after a refusal
in ``explain_refusal.py``, how a value is written in the room ``_values``.
"""

from __future__ import annotations

import re
import uuid
from collections.abc import Iterable, Mapping
from datetime import timedelta, timezone, tzinfo
from typing import TYPE_CHECKING, NamedTuple

from .._catalogue.cmdlets import changes, classify, find
from .._catalogue.command_warnings import Note, instead_of, notes_on, service_note
from .._catalogue.paging_parameters import pages_itself, to_follow
from .._catalogue.parameter_types import kind_of_type
from .._catalogue.protected_writes import Guard, protection
from .._connection.check_options_and_network import page_size_of
from .._connection.open_connection import Connection
from .._dataclass import dataclass, replace
from .._errors._advice.catalogue import CATALOGUE
from .._errors._advice.commands import COMMANDS
from .._errors._advice.options import OPTIONS
from .._errors._advice.parameter_values import PARAMETER_VALUES
from .._errors.failure import Failures
from .._exchange_client.request_and_route import Call, route
from .._json_types import JsonMap, Row
from .._specs.command import CommandOptions, SafeguardOptions, ValueOptions
from .._task.context_and_progress import Context
from .._values.encode_parameters import canonical_name, encode, property_name
from .._values.value_settings import ValueSettings
from .file_and_password_parameters import with_files, with_given_key

if TYPE_CHECKING:
    from .._powershell.stages import Stage
    from .gather_rows_and_query import Reading

failure = Failures(CATALOGUE, COMMANDS, OPTIONS, PARAMETER_VALUES)

UNLIMITED = "Unlimited"
_RESULT_SIZE_DIGITS = re.compile(r"[1-9]\d{0,8}")
_SENT_AS_IT_IS = "It is sent as it is."
_CMDLET_PATTERN = re.compile(r"[A-Za-z*?]+-[A-Za-z0-9*?]+")


def check_command(cmdlet: str, parameters: Mapping[str, object], options: SafeguardOptions) -> tuple[str, ...]:
    """The warnings about a command (its canonical name and its parameters as they were given).

    :raises Failure: ``tenant-wide``, in check mode as well; ``client-module-cmdlet``; with ``catalogue: strict``
        also ``not-documented``.
    """
    # Of the commands that the catalogue protects none reads.
    may_be_protected = bool(options.protected) or changes(cmdlet, parameters)
    reason = protection(cmdlet, parameters, guards_of(options.protected)) if may_be_protected else None
    if reason is not None and not options.allow_tenant_wide:
        raise failure("tenant-wide", cmdlet=cmdlet, reason=reason)
    mode = options.catalogue
    if mode == "off":
        return ()
    catalogued = find(cmdlet)
    if catalogued is not None and catalogued.client_module:
        instead = instead_of(cmdlet) or "Microsoft's own module, because nothing in the service does the same"
        raise failure("client-module-cmdlet", cmdlet=cmdlet, instead=instead)
    return tuple(
        _note_as_sentence(note, cmdlet, mode)
        for note in notes_on(cmdlet, {str(name): value for name, value in parameters.items()})
        if _note_counts(note, mode)
    )


def say_before(connection: Connection, call: Call, context: Context) -> None:
    """Warn of what :func:`check_command` found, and of a service that does not have the cmdlet.

    :raises Failure: ``what-if-in-compliance``, in check mode as well; with ``catalogue: strict`` ``not-documented``.
    """
    if call.asks_only and connection.access.service == "compliance":
        raise failure("what-if-in-compliance", cmdlet=call.cmdlet)
    for text in call.notes:
        context.warn(text)
    note = None if call.catalogue == "off" else service_note(call.cmdlet, connection.access.service)
    if note is not None:
        context.warn(_note_as_sentence(note, call.cmdlet, call.catalogue))


def _note_counts(note: Note, mode: str) -> bool:
    return note.is_useful or (mode == "strict" and note.is_doubt)


def _note_as_sentence(note: Note, cmdlet: str, mode: str) -> str:
    if not note.is_doubt:
        return note.text
    if mode == "strict":
        raise failure("not-documented", cmdlet=cmdlet, text=note.text)
    return f"{note.text} {_SENT_AS_IT_IS}"


def guards_of(entries: Iterable[object]) -> list[Guard]:
    """A user's own additions: names of cmdlets (with * and ?), or maps with ``cmdlet`` and ``reason``.

    :raises Failure: ``protected-not-valid``.
    """
    return [_read_guard(entry) for entry in entries or []]


def _read_guard(entry: object) -> Guard:
    guard = entry if isinstance(entry, Mapping) else {"cmdlet": entry}
    cmdlet, reason = guard.get("cmdlet"), guard.get("reason", "The task's own option protected names it.")
    wrong = guard.keys() - {"cmdlet", "reason"}
    if wrong or not isinstance(cmdlet, str) or not isinstance(reason, str) or not _CMDLET_PATTERN.fullmatch(cmdlet):
        raise failure("protected-not-valid", entry=str(entry)[:200])
    return Guard(cmdlet.lower(), reason)


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


@dataclass(frozen=True)
class ReadyCommand:
    """A command: its options, the call that they describe, and what becomes of its rows.

    ``line`` is what a command line came to, with the parser's warnings for the caller to tell; ``asks`` is true where
    the service is asked what the call would do. ``before`` is the object that it is about, where it was read already.
    """

    line: SpelledCommand
    options: CommandOptions
    call: Call
    reading: Reading
    page_size: int | None
    asks: bool
    before: JsonMap | None = None

    def is_sent(self, context: Context) -> bool:
        """Whether anything is sent for it: check mode keeps back what would change something."""
        return not context.check_mode or self.asks or not self.call.changes


def prepare(line: SpelledCommand, context: Context) -> ReadyCommand:
    """The command that the options of a task, or of one item, describe; checked before any network.

    :raises Failure: a name, value or size that cannot be used.
    """
    options, asks = ask_what_if(line.options, context)
    from .gather_rows_and_query import Reading  # noqa: PLC0415 - an object is read without

    return ReadyCommand(
        line, options, prepare_call(options), Reading.of(options), page_size_of(options.page_size), asks
    )


def ask_what_if(options: CommandOptions, context: Context) -> tuple[CommandOptions, bool]:
    """The options with WhatIf switched on where that is wanted and the cmdlet knows it; and whether it is.

    A cmdlet without it is refused, because it would run; in check mode it is simply not sent.

    :raises Failure: ``what-if-not-known``.
    """
    name, parameters = options.cmdlet or "", options.parameters
    if not options.what_if or not changes(name, parameters):
        return options, False
    catalogued = find(name)
    if catalogued is None or not catalogued.has("WhatIf"):
        if context.check_mode:
            return options, False
        raise failure("what-if-not-known", cmdlet=name)
    return replace(options, parameters=_with_what_if(parameters)), True


def _with_what_if(parameters: Mapping[str, object]) -> dict[str, object]:
    other_parameters = {
        key: value for key, value in parameters.items() if str(key).lower() not in ("whatif", "confirm")
    }
    return {**other_parameters, "WhatIf": True}


def prepare_call(options: CommandOptions) -> Call:
    """The call that the options describe, checked before any network.

    :raises Failure: a name, value or size that cannot be used, or a command that must not be sent.
    """
    cmdlet, values, safeguards = canonical_name(options.cmdlet or ""), options.values, options.safeguards
    settings = value_settings(values, by_catalogue=safeguards.catalogue != "off")
    written, way = route(cmdlet, options.parameters, options.anchor_mailbox)
    parameters = with_files(written, values.files, cmdlet, settings) if values.files else dict(written)
    notes = check_command(cmdlet, parameters, safeguards)
    limit = limit_of(options.result_size, parameters)
    if limit is None and not _takes_the_word(cmdlet):
        parameters = {name: value for name, value in parameters.items() if str(name).lower() != "resultsize"}
    doubts: list[str] = []
    encoded = encode(cmdlet, parameters, settings, doubts.append)
    call = Call(
        cmdlet=cmdlet,
        kind=classify(cmdlet, parameters),
        changes=changes(cmdlet, parameters),
        client_request_id=str(uuid.uuid4()),
        parameters={**encoded, **_added_parameters(cmdlet, encoded, limit)},
        properties=tuple(property_name(name) for name in options.properties),
        limit=limit,
        typed=values.typed,
        route=way,
        notes=(*notes, *doubts),
        catalogue=safeguards.catalogue,
        own_paging=to_follow(cmdlet, parameters) if options.follow_own_pages else None,
        response_format=values.encoding.response_format,
    )
    return with_given_key(call, values.encoding) if call.passwords else call


def limit_of(option: object, parameters: Mapping[str, object]) -> int | None:
    """The number of rows wanted, None for all.

    :raises Failure: ``result-size-not-valid``, or ``result-size-twice`` where the two say different things.
    """
    written = next((value for name, value in parameters.items() if name.lower() == "resultsize"), None)
    wanted_rows = _result_size_number(option)
    if written is None:
        return wanted_rows
    limit = _result_size_number(written)
    if wanted_rows not in (None, limit):
        raise failure("result-size-twice", option=option, parameter=written)
    return limit


def _result_size_number(value: object) -> int | None:
    text = str(value if value is not None else UNLIMITED).strip()
    if text.lower() == UNLIMITED.lower() or not text:
        return None
    if isinstance(value, bool) or not _RESULT_SIZE_DIGITS.fullmatch(text):
        raise failure("result-size-not-valid", value=text[:80])
    return int(text)


def _added_parameters(cmdlet: str, encoded: Mapping[str, object], limit: int | None) -> Row:
    """What we send besides what was given, ``encoded``, where the cmdlet knows it.

    ``Confirm: false``: without it a cmdlet may answer with a question and do nothing. ``ResultSize``: without
    it some listings end at 1,000 rows.
    """
    catalogued = find(cmdlet)
    names = {name.lower() for name in encoded}
    asks_only = any(name.lower() == "whatif" and value is True for name, value in encoded.items())
    added: Row = {}
    if catalogued is None or not catalogued.documented:
        return added
    if catalogued.has("Confirm") and "confirm" not in names and not asks_only:
        added["Confirm"] = False
    if (
        catalogued.has("ResultSize")
        and "resultsize" not in names
        and (limit is not None or pages_itself(cmdlet) or _takes_the_word(cmdlet))
    ):
        added["ResultSize"] = _result_size(cmdlet, limit)
    return added


def _takes_the_word(cmdlet: str) -> bool:
    """Whether ResultSize takes Unlimited: four cmdlets have a number there."""
    catalogued = find(cmdlet)
    parameter = catalogued.parameter("ResultSize") if catalogued else None
    return parameter is None or not parameter.has_type or kind_of_type(parameter.type) == "unlimited"


def _result_size(cmdlet: str, limit: int | None) -> str | int:
    """What goes out as ResultSize: a cmdlet that pages itself takes a number up to its own largest, and no word."""
    own_paging = pages_itself(cmdlet)
    if own_paging is not None:
        return own_paging.largest if limit is None else min(limit, own_paging.largest)
    return UNLIMITED if limit is None else limit


def value_settings(options: ValueOptions, *, by_catalogue: bool) -> ValueSettings:
    """What the options say about values.

    :raises Failure: ``timezone-not-known``.
    """
    encoding = options.encoding
    return ValueSettings(
        zone_of(options.timezone),
        options.date_order,
        encoding.clear_list,
        encoding.byte_arrays,
        encoding.filter_constants,
        by_catalogue,
    )


_ZONE_OFFSET = re.compile(
    r"(?:UTC|GMT)?(?P<sign>[+-])(?P<hours>\d{1,2})(?::?(?P<minutes>[0-5]\d))?", re.ASCII | re.IGNORECASE
)


def zone_of(name: str) -> tzinfo:
    """A time zone by its IANA name or its offset.

    :raises Failure: ``timezone-not-known``.
    """
    text = name.strip()
    if text.upper() in ("UTC", "Z", "GMT"):
        return timezone.utc
    from zoneinfo import ZoneInfo  # noqa: PLC0415 - most tasks have no zone

    offset_text = _ZONE_OFFSET.fullmatch(text)
    try:
        if offset_text is None:
            return ZoneInfo(text)
        offset = timedelta(hours=int(offset_text["hours"]), minutes=int(offset_text["minutes"] or 0))
        return timezone(-offset if offset_text["sign"] == "-" else offset)
    except (ValueError, OSError, LookupError):
        # Of a name that is a path or is not there, and of an offset of more than a day.
        raise failure("timezone-not-known", timezone=text[:80]) from None
