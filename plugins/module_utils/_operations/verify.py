# Copyright (c) 2026 the m365.exchange contributors
# SPDX-License-Identifier: BSD-2-Clause
"""Look at what a write was about: the read that shows it, before, after, or when nobody knows whether it ran.

Private to this collection: it may change in any release.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from .._client.call import Call
from .._client.paging import run as run_call
from .._client.sender import Sender
from .._cmdlets.catalogue import Cmdlet, find, read_cmdlet
from .._cmdlets.kinds import kind_of_type, short_name
from .._cmdlets.sizes import bytes_in
from .._errors.failure import Failure
from .connection import Connection
from .preparation import prepared

# Enough to see whether it ran; a list of members may be long.
MOST_ROWS = 100

# What the service shows as it was written.
_ONE_FORM = frozenset({"boolean", "integer", "guid"})
_ONE_FORM_TEXTS = frozenset({"string", "smtpaddress", "proxyaddress"})
# What says which object it is about; the read takes the same. A permission is about a user, too.
_NAMING = ("identity", "mailbox", "policy", "case", "listtype", "type", "linktype", "user", "trustee")
_ABSENT = ("object-not-found", "not-a-member")
# What is in the list that a cmdlet of such a noun changes; its read shows the whole list.
_LISTS = ("member", "links", "items")
_LISTED = ("member", "members", "links", "entries")


class Rows:
    """A sink for a few rows."""

    def __init__(self) -> None:
        self.rows: list[dict[str, Any]] = []

    def add(self, rows: list[dict[str, Any]]) -> None:
        """See :class:`Sink`."""
        self.rows += rows

    def restart(self) -> None:
        """See :class:`Sink`."""
        self.rows = []


def reading_of(call: Call) -> Call | None:
    """The read that shows what ``call`` is about; None where there is none, or it would show something else."""
    name = read_cmdlet(call.cmdlet)
    known = find(name) if name else None
    written = find(call.cmdlet)
    if known is None or written is None:
        return None
    parameters = _naming(call.parameters, known)
    if not parameters and (not written.name.startswith("Set-") or _is_named(written)):
        return None  # it would list all objects there are
    needed = {one.name for one in known.parameters.values() if one.mandatory}
    if not needed <= set(parameters):
        return None
    return prepared({"cmdlet": known.name, "parameters": parameters, "result_size": MOST_ROWS})


def _naming(parameters: Mapping[str, Any], known: Cmdlet) -> dict[str, Any]:
    """The parameters for the read; a new object is known by its name."""
    given = {key.lower(): value for key, value in parameters.items()}
    found = {}
    for key in _NAMING:
        value = given.get(key, given.get("name") if key == "identity" else None)
        parameter = known.parameter(key)
        if parameter is not None and value is not None:
            found[parameter.name] = value
    return found


def _is_named(written: Cmdlet) -> bool:
    """Whether a cmdlet must be told which object it is about."""
    identity = written.parameter("Identity")
    return identity is not None and identity.mandatory


def rows_of(sender: Sender, reading: Call) -> tuple[list[dict[str, Any]], bool]:
    """What a read shows, and whether there is more.

    :raises Failure: it shows nothing.
    """
    sink = Rows()
    listing = run_call(sender, reading, sink)
    return sink.rows, listing.truncated


def looking(connection: Connection) -> Connection:
    """The connection, which reads what has become of a write where only that allows another try."""
    return replace(connection, sender=replace(connection.sender, lacks=lacks))


def lacks(sender: Sender, call: Call) -> bool:
    """Whether a read shows that a write has not taken effect, or not all of it.

    No is also the answer where nobody can tell: no read shows the object, it fails, or has the values in another form.
    """
    reading = reading_of(call)
    if reading is None:
        return False
    try:
        rows, _truncated = rows_of(sender, reading)
    except Failure:
        return False
    return len(rows) == 1 and _matches(call, rows[0]) is False


def shown(connection: Connection, call: Call) -> dict[str, Any] | None:
    """What a read now shows of an object whose write has an unknown outcome; None where no read would.

    It is evidence and no verdict: changes take their time to be seen, and another admin may have made them. So the
    outcome stays unknown. ``found`` is null where the rows do not tell, and where the read failed: then ``msg`` says
    why.
    """
    reading = reading_of(call)
    if reading is None:
        return None
    told: dict[str, Any] = {"cmdlet": reading.cmdlet, "parameters": _shown_parameters(reading), "msg": None}
    try:
        rows, truncated = rows_of(connection.sender, reading)
    except Failure as error:
        absent = error.key in _ABSENT
        nothing: dict[str, Any] = {"objects": [], "truncated": False, "matches": None}
        return {**told, **nothing, "found": False if absent else None, "msg": None if absent else error.line}
    return {
        **told,
        "objects": rows,
        "truncated": truncated,
        "found": _found(call, rows),
        "matches": _matches(call, rows[0]) if len(rows) == 1 else None,
    }


def _found(call: Call, rows: list[dict[str, Any]]) -> bool | None:
    """Whether there is what the write was about: the object of the read, or what was to be in the list that it shows.

    A member may be shown in another form than it was written, so that it is not seen does not say that it is not there.
    """
    wanted = _listed(call)
    if not wanted or not rows:
        return bool(rows)
    shown_texts = {text for row in rows for value in row.values() for text in _texts(value)}
    return True if wanted <= shown_texts else None


def _listed(call: Call) -> set[str]:
    """What a cmdlet puts into a list, or takes out of it."""
    if not call.cmdlet.lower().endswith(_LISTS):
        return set()
    given = {key.lower(): value for key, value in call.parameters.items()}
    return {text for name in _LISTED for text in _texts(given.get(name))}


def _texts(value: Any) -> set[str]:
    """The texts of a value or of a list, in the form in which they are compared."""
    if isinstance(value, (list, tuple)):
        return {text for one in value for text in _texts(one)}
    return {_form(value)} if isinstance(value, str) else set()


def _form(value: Any) -> str:
    """A plain value as it is compared: no case, and an address without the prefix that the service adds."""
    return str(value).casefold().removeprefix("smtp:")


def _shown_parameters(reading: Call) -> dict[str, Any]:
    return {key: value for key, value in reading.parameters.items() if key != "ResultSize"}


def _matches(call: Call, row: Mapping[str, Any]) -> bool | None:
    """Whether all plain values that were written are what the object shows; None where it has none of them."""
    properties = {key.lower(): value for key, value in row.items()}
    compared = [
        _same(call.cmdlet, name, value, properties[name.lower()])
        for name, value in call.parameters.items()
        if name.lower() not in _NAMING and name.lower() in properties and isinstance(value, (str, int, float))
    ]
    # One that differs says no; one that nobody can compare leaves it open.
    return False if False in compared else None if None in compared or not compared else True


def _same(cmdlet: str, name: str, value: Any, shown_value: Any) -> bool | None:
    """Whether a property shows what was written; None where it may be the same in another form."""
    if _form(value) == _form(shown_value):
        return True
    known = find(cmdlet)
    parameter = known.parameter(name) if known else None
    kind = kind_of_type(parameter.type) if parameter else "other"
    in_one_form = kind in _ONE_FORM or (parameter is not None and short_name(parameter.type) in _ONE_FORM_TEXTS)
    if in_one_form and isinstance(shown_value, (str, int, float)):
        return None if _is_html(shown_value) else False
    if kind in ("size", "unlimited") and isinstance(shown_value, str):
        wanted, there = bytes_in(str(value)), bytes_in(shown_value)
        return None if wanted is None or there is None else wanted == there
    return None


def _is_html(value: Any) -> bool:
    """Whether the service has made a page of a text, such as an automatic reply."""
    return isinstance(value, str) and value.lstrip().startswith("<")
