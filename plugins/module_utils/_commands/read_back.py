# Copyright (c) 2026 the m365.exchange contributors
# SPDX-License-Identifier: BSD-2-Clause
"""Look at what a write was about: the read that shows it, before, after, or when nobody knows whether it ran.

What is made of it for ``--diff`` is in ``compare_before_write.py``.
"""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from dataclasses import replace

from .._catalogue.cmdlets import Cmdlet, find, read_cmdlet
from .._catalogue.parameter_types import kind_of_type, short_name
from .._connection.open_connection import Connection
from .._errors.failure import Failure
from .._exchange_client.listing_and_failure import Rows
from .._exchange_client.request_and_route import Call
from .._exchange_client.send_and_page import Sender, run_call
from .._json_types import Row
from .._specs.command import CommandOptions
from .._task.context_and_progress import Result
from .._values.dates_and_time_spans import ticks_in
from .._values.secret_and_unsendable_values import Sendable
from .._values.sizes_and_bytes import bytes_in
from .prepare_command import prepare_call

# Enough to see whether it ran; a list of members may be long.
MOST_ROWS = 100

# What says which object it is about; the read takes the same. A permission is about a user, too.
_NAMING_PARAMETERS = (
    "identity",
    "mailbox",
    "policy",
    "case",
    "listtype",
    "listsubtype",
    "type",
    "linktype",
    "user",
    "trustee",
)
# Whose permission it is: where a read takes it, the Identity alone names what all the permissions are on.
_TRUSTEE_PARAMETERS = ("user", "trustee")
# What names an object by which a Set- cmdlet may have renamed it, the surest first.
_NEW_NAMES = ("name", "primarysmtpaddress", "userprincipalname", "microsoftonlineservicesid", "alias", "displayname")
_ABSENCE_ERRORS = ("object-not-found", "not-a-member")
# What is in the list that a cmdlet of such a noun changes; its read shows the whole list, and the property of a row in
# which it stands. None: any, a member is shown by its name, its address and more.
_LIST_PARAMETERS = ("member", "links", "items")
_LISTED_PROPERTY = {"member": None, "members": None, "links": None, "entries": "value", "ids": "identity"}


def reading_of(call: Call) -> Call | None:
    """The read that shows what ``call`` is about; None where there is none, or it would show something else."""
    name = read_cmdlet(call.cmdlet)
    read = find(name) if name else None
    written = find(call.cmdlet)
    if read is None or written is None:
        return None
    parameters = _name_parameters(call.parameters, read)
    if not parameters and (not written.name.startswith("Set-") or _is_named(written)):
        return None  # it would list all objects there are
    needed = {parameter.name for parameter in read.parameters.values() if parameter.mandatory}
    if not needed <= set(parameters):
        return None
    return prepare_call(CommandOptions(cmdlet=read.name, parameters=parameters, result_size=MOST_ROWS))


def _name_parameters(parameters: Mapping[str, Sendable], read: Cmdlet) -> dict[str, Sendable]:
    """The parameters for the read; a new object is known by its name."""
    written_values = {key.lower(): value for key, value in parameters.items()}
    naming_parameters: dict[str, Sendable] = {}
    for key in _NAMING_PARAMETERS:
        value = written_values.get(key, written_values.get("name") if key == "identity" else None)
        parameter = read.parameter(key)
        if parameter is not None and value is not None:
            naming_parameters[parameter.name] = value
    return naming_parameters


def _is_named(written: Cmdlet) -> bool:
    """Whether a cmdlet must be told which object it is about."""
    identity = written.parameter("Identity")
    return identity is not None and identity.mandatory


def rows_of(sender: Sender, reading: Call) -> tuple[list[Row], bool]:
    """What a read shows, and whether there is more.

    :raises Failure: it shows nothing.
    """
    sink = Rows()
    listing = run_call(sender, reading, sink)
    return sink.rows, listing.truncated


def found_by(sender: Sender, call: Call, reading: Call) -> tuple[Call, list[Row], bool]:
    """The read that shows what ``call`` is about, what it shows, and whether there is more: ``reading``, or where that
    finds nothing under the old name, the same by the new name that the write gives.

    :raises Failure: neither shows anything.
    """
    renamed = _read_by_new_name(call, reading)
    try:
        rows, truncated = rows_of(sender, reading)
    except Failure as error:
        if error.key not in _ABSENCE_ERRORS or renamed is None:
            raise
    else:
        if rows or renamed is None:
            return reading, rows, truncated
    return (renamed, *rows_of(sender, renamed))


def _read_by_new_name(call: Call, reading: Call) -> Call | None:
    """``reading`` by the name that a Set- cmdlet gives; None where it gives none. What stands in front of a backslash,
    a mailbox or a folder, stays."""
    written_values = {name.lower(): value for name, value in call.parameters.items()}
    old = reading.parameters.get("Identity")
    new = next(
        (
            written_values[name]
            for name in _NEW_NAMES
            if isinstance(written_values.get(name), str) and written_values[name]
        ),
        None,
    )
    if not call.cmdlet.startswith("Set-") or new is None or not isinstance(old, str):
        return None
    container, backslash, _name = old.rpartition("\\")
    identity = f"{container}{backslash}{new}"
    if identity.casefold() == old.casefold():
        return None
    return replace(
        reading, client_request_id=str(uuid.uuid4()), parameters={**reading.parameters, "Identity": identity}
    )


def with_look(connection: Connection) -> Connection:
    """The connection, which reads what has become of a write where only that allows another attempt."""
    return replace(connection, sender=replace(connection.sender, lacks=write_lacks_effect))


def write_lacks_effect(sender: Sender, call: Call) -> bool:
    """Whether a read shows that a write has not taken effect, or not all of it.

    No is also the answer where nobody can tell: no read shows the object, it fails, or has the values in another form.
    """
    reading = reading_of(call)
    if reading is None:
        return False
    try:
        reading, rows, _truncated = found_by(sender, call, reading)
    except Failure:
        return False
    return _object_matches(call, reading, rows) is False


def read_back(connection: Connection, call: Call) -> Result | None:
    """What a read now shows of an object whose write has an unknown outcome; None where no read would.

    It is evidence and no verdict: changes take their time to be seen, and another admin may have made them. So the
    outcome stays unknown. ``found`` is null where the rows do not tell, and where the read failed: then ``msg`` says
    why.
    """
    reading = reading_of(call)
    if reading is None:
        return None
    looked_with: Result = {"cmdlet": reading.cmdlet, "parameters": _parameters_of_read(reading), "msg": None}
    try:
        reading, rows, truncated = found_by(connection.sender, call, reading)
    except Failure as error:
        absent = error.key in _ABSENCE_ERRORS
        nothing: Result = {"objects": [], "truncated": False, "matches": None}
        return {**looked_with, **nothing, "found": False if absent else None, "msg": None if absent else error.line}
    return {
        **looked_with,
        "parameters": _parameters_of_read(reading),
        "objects": rows,
        "truncated": truncated,
        "found": _is_written_object_found(call, reading, rows),
        "matches": _object_matches(call, reading, rows),
    }


def in_words(result: Mapping[str, object]) -> str:
    """What :func:`read_back` found, as a sentence; it is still no verdict."""
    looked = f"A look with {result['cmdlet']}"
    if result["msg"]:
        return f"{looked} told nothing, because it failed: {result['msg']}"
    if result["found"] is False:
        return f"{looked} shows no such object now."
    if result["found"] is None:
        return f"{looked} cannot tell: what it shows, in the field read_back, may be others."
    if result["matches"] is None:
        return f"{looked} shows it now; the field read_back has what it looks like."
    return (
        f"{looked} shows it now, with {'the values that' if result['matches'] else 'other values than'} were written."
    )


def _is_written_object_found(call: Call, reading: Call, rows: list[Row]) -> bool | None:
    """Whether there is what the write was about: the object of the read, or what was to be in the list that it shows.

    None where the rows may be others: the read was told only what holds them, such as a mailbox or a policy. A member
    may be shown in another form than it was written, so that it is not seen does not say that it is not there.
    """
    if not rows:
        return False
    list_changes = _list_changes(call)
    if list_changes:
        return True if all(texts <= _texts_in_rows(rows, place) for place, texts in list_changes) else None
    return True if _is_told_which(call, reading, len(rows)) else None


def _is_told_which(call: Call, reading: Call, count: int) -> bool:
    """Whether ``count`` rows of a read are what the write was about, and not all that something holds."""
    read = find(reading.cmdlet)
    if read is None or call.cmdlet.lower().endswith(_LIST_PARAMETERS):
        return False
    parameter_names = {key.lower() for key in reading.parameters}
    takes = {key for key in _NAMING_PARAMETERS if read.parameter(key)}
    if not takes.isdisjoint(_TRUSTEE_PARAMETERS):
        return not parameter_names.isdisjoint(_TRUSTEE_PARAMETERS)
    # A read that takes no name shows a setting of the organization: there is one of it.
    return "identity" in parameter_names or (not takes and count == 1)


def _list_changes(call: Call) -> list[tuple[str | None, set[str]]]:
    """What a cmdlet puts into a list, or takes out of it: the property in which a row shows it, and the texts."""
    if not call.cmdlet.lower().endswith(_LIST_PARAMETERS):
        return []
    written_texts = {key.lower(): _texts_to_compare(value) for key, value in call.parameters.items()}
    return [(place, written_texts[name]) for name, place in _LISTED_PROPERTY.items() if written_texts.get(name)]


def _texts_in_rows(rows: list[Row], place: str | None) -> set[str]:
    """The texts that rows show in one property, or in any."""
    return {
        text
        for row in rows
        for key, value in row.items()
        if place in (None, key.lower())
        for text in _texts_to_compare(value)
    }


def _texts_to_compare(value: object) -> set[str]:
    """The texts of a value or of a list, in the form in which they are compared."""
    if isinstance(value, (list, tuple)):
        return {text for element in value for text in _texts_to_compare(element)}
    return {form_after_write(value)} if isinstance(value, str) else set()


def _parameters_of_read(reading: Call) -> dict[str, Sendable]:
    return {key: value for key, value in reading.parameters.items() if key != "ResultSize"}


def _object_matches(call: Call, reading: Call, rows: list[Row]) -> bool | None:
    """Whether the object shows all values that were written, of those that it shows at all.

    None where it is not known to be the one object that was written, where it shows none of the values, and where one
    of them cannot be compared while no other differs.
    """
    if len(rows) != 1 or not _is_written_object_found(call, reading, rows):
        return None
    properties = {key.lower(): value for key, value in rows[0].items()}
    naming_names = {"identity", *(key.lower() for key in reading.parameters)}
    compared = [
        same_after_write(call.cmdlet, name, value, properties[name.lower()])
        for name, value in call.parameters.items()
        if name.lower() not in naming_names and name.lower() in properties
    ]
    # One that differs says no; one that nobody can compare leaves it open.
    return False if False in compared else None if None in compared or not compared else True


# What the service shows as it was written.
_KINDS_OF_ONE_FORM = frozenset({"boolean", "integer", "guid"})
_ADDRESS_TYPES = frozenset({"smtpaddress", "proxyaddress"})
_ONE_FORM_TEXTS = _ADDRESS_TYPES | {"string"}
# What is the same in capitals and in small letters.
_KINDS_WITHOUT_CASE = _KINDS_OF_ONE_FORM | {"identity", "unlimited"}
_EMPTY_VALUES: tuple[object, ...] = (None, "", [])
_SMTP_PREFIX = "smtp:"


def form_after_write(value: object) -> str:
    """A plain value in which neither case nor the prefix counts that the service adds to an address."""
    return str(value).casefold().removeprefix(_SMTP_PREFIX)


def same_after_write(cmdlet: str, name: str, value: object, shown_value: object) -> bool | None:
    """Whether a property shows what was written; None where it may be the same in another form.

    A list with entries and a map are never compared: the service may order and complete them. A null empties a
    property, or sets it to what it is by itself.
    """
    if value in _EMPTY_VALUES and shown_value in _EMPTY_VALUES:
        return True
    if not isinstance(value, (str, int, float)) or not isinstance(shown_value, (str, int, float)):
        return None
    catalogued = find(cmdlet)
    parameter = catalogued.parameter(name) if catalogued else None
    kind = kind_of_type(parameter.type) if parameter else "other"
    short = short_name(parameter.type) if parameter else ""
    if form_after_write(value) == form_after_write(shown_value):
        return _is_same_to_the_letter(str(value), str(shown_value), short) or kind in _KINDS_WITHOUT_CASE or None
    if kind in _KINDS_OF_ONE_FORM or short in _ONE_FORM_TEXTS:
        return None if _is_html(shown_value) else False
    if kind in ("time span", "unlimited") and isinstance(shown_value, str):
        # The service shows some spans as P1D and others as 1.00:00:00.
        long, shown_long = ticks_in(str(value)), ticks_in(shown_value)
        if long is not None and shown_long is not None:
            return long == shown_long
    if kind in ("size", "unlimited") and isinstance(shown_value, str):
        written_bytes, shown_bytes = bytes_in(str(value)), bytes_in(shown_value)
        return None if written_bytes is None or shown_bytes is None else written_bytes == shown_bytes
    return None


def _is_same_to_the_letter(text: str, shown_text: str, short: str) -> bool:
    """Whether a text is shown as it was written, an address that had no prefix with any.

    Case is part of a text, and of the prefix of an address: "SMTP:" is the primary one. But that the service keeps it
    in all texts is documented nowhere, and it writes hosts and prefixes in its own way: another case is no difference
    that is sure, so whoever asks leaves it open.
    """
    if (
        short in _ADDRESS_TYPES
        and not text.lower().startswith(_SMTP_PREFIX)
        and shown_text.lower().startswith(_SMTP_PREFIX)
    ):
        shown_text = shown_text[len(_SMTP_PREFIX) :]
    return text == shown_text


def _is_html(value: object) -> bool:
    """Whether the service has made a page of a text, such as an automatic reply."""
    return isinstance(value, str) and value.lstrip().startswith("<")
