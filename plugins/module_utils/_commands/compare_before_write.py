# Copyright (c) 2026 the m365.exchange contributors
# SPDX-License-Identifier: BSD-2-Clause
"""The object before a Set- cmdlet: whether it has all the values already, and what ``--diff`` shows of it and of what
the write leaves.

It is read only where Ansible wants to show a difference, in check mode, where a write of what is there is to be left
out, and for a journal with values. In check mode what comes after is planned from the parameters, where a property has
the same name.
"""

from __future__ import annotations

from collections.abc import Mapping

from .._catalogue.cmdlets import find
from .._compare_objects.compare_properties import CompareSettings, compare_properties
from .._compare_objects.match_rows import find_in_rows
from .._connection.open_connection import Connection
from .._dataclass import dataclass
from .._errors.failure import Failure
from .._exchange_client.request_and_route import Call
from .._json_types import JsonMap
from .._object_families.family import family_of
from .._object_families.family_by_rule import NOT_OF_THE_OBJECT
from .._object_families.object_identity import read_identity
from .._object_families.property_rules import is_named
from .._redaction.secret_rules import HIDDEN, is_hidden
from .._task.context_and_progress import Context, Result
from .prepare_command import ReadyCommand, value_settings
from .read_back import form_after_write, found_by, reading_of, rows_of
from .read_objects import ObjectReader

# They change with every write and say nothing about it.
_TIMES_OF_CHANGE = frozenset({"whenchanged", "whenchangedutc", "lastmodifiedtime", "modificationtime"})
# Rows beside the values that a task wants in them.
_ShownInDiff = Mapping[str, object]


@dataclass(frozen=True)
class Difference:
    """The object that a write is about, as it was; ``before`` is None where nothing can be shown."""

    parameters: Mapping[str, object]
    call: Call
    connection: Connection
    context: Context
    reading: Call | None = None
    before: JsonMap | None = None

    @classmethod
    def before_write(
        cls,
        parameters: Mapping[str, object],
        call: Call,
        connection: Connection,
        context: Context,
        row: JsonMap | None = None,
    ) -> Difference:
        """What there is before a write that sets; ``row`` where it was read already."""
        sets = call.changes and not call.asks_only and call.cmdlet.lower().startswith("set-")
        reading = reading_of(call) if sets else None
        before = None if reading is None else row or _read_written_object(connection, reading, context)
        return cls(parameters, call, connection, context, reading, before)

    def diff_of_result(self, result: Result) -> Result:
        """The field ``diff`` of the result, or nothing."""
        if self.before is None or self.reading is None or not self.context.diff or not result["changed"]:
            return {}
        if self.context.check_mode:
            before, after = self._compare_with_plan(self.before)
        else:
            written_object = _read_written_object(self.connection, self.reading, self.context, self.call)
            if written_object is None:
                return {}
            before, after = self._compare_after_write(self.before, written_object)
        name = self.call.parameters.get("Identity", self.connection.access.organization)
        header = f"{self.reading.cmdlet} {name}"
        return {"diff": {"before": before, "after": after, "before_header": header, "after_header": header}}

    def _compare_after_write(self, before: JsonMap, after: JsonMap) -> tuple[_ShownInDiff, _ShownInDiff]:
        """What is another value now, and what was to be set."""
        written_names = {str(name).lower() for name in self.parameters}
        names = [
            name
            for name in {**before, **after}
            if name.lower() not in _TIMES_OF_CHANGE
            and (before.get(name) != after.get(name) or (name.lower() in written_names and name != "Identity"))
        ]
        return self._mask_secrets(before, names), self._mask_secrets(after, names)

    def _compare_with_plan(self, before: JsonMap) -> tuple[_ShownInDiff, _ShownInDiff]:
        properties = {name.lower(): name for name in before}
        planned = {
            properties[str(name).lower()]: _value_after_write(before[properties[str(name).lower()]], value)
            for name, value in self.parameters.items()
            if str(name).lower() in properties and str(name).lower() != "identity"
        }
        return self._mask_secrets(before, list(planned)), self._mask_secrets(planned, list(planned))

    def _mask_secrets(self, row: _ShownInDiff, names: list[str]) -> _ShownInDiff:
        cmdlet = find(self.call.cmdlet)
        return {name: HIDDEN if is_hidden(cmdlet, name) else row.get(name) for name in names}


def _read_written_object(
    connection: Connection, reading: Call, context: Context, written: Call | None = None
) -> JsonMap | None:
    """The one object that the read shows, by now perhaps under the name that ``written`` gave it."""
    try:
        if written is None:
            rows, _more = rows_of(connection.sender, reading)
        else:
            _reading, rows, _more = found_by(connection.sender, written, reading)
    except Failure as error:
        context.warn(f"Whether anything differs is not known, because a read failed: {error.line}")
        return None
    return rows[0] if len(rows) == 1 else None


def _value_after_write(before: object, value: object) -> object:
    """A list after ``Add`` and ``Remove``; anything else is what it is set to."""
    if not isinstance(value, Mapping):
        return value
    changes = {str(key).lower(): _value_as_list(entries) for key, entries in value.items()}
    removed = set(map(form_after_write, changes.get("remove", [])))
    remaining = [entry for entry in _value_as_list(before) if form_after_write(entry) not in removed]
    present = set(map(form_after_write, remaining))
    return remaining + [entry for entry in changes.get("add", []) if form_after_write(entry) not in present]


def _value_as_list(value: object) -> list[object]:
    return list(value) if isinstance(value, (list, tuple)) else [] if value is None else [value]


def agrees(ready: ReadyCommand, row: JsonMap, connection: Connection, context: Context) -> bool:
    """Whether the object of ``row`` is the one that is written, and has all the values.

    What cannot be told (no read shows it, it is of another kind, a recipient is not found) counts as a difference.
    """
    options = ready.options
    try:
        family = family_of(ready.call.cmdlet.partition("-")[2], guess=True)
        parameters = {str(name): value for name, value in options.parameters.items()}
        identity = {name: value for name, value in parameters.items() if is_named(name, family.identity)}
        reader = ObjectReader(connection, context, options)
        if family.identity and find_in_rows(family, read_identity(family, identity), [row], reader.resolve).row is None:
            return False
        values = {
            name: value
            for name, value in parameters.items()
            if name not in identity and name.lower() not in NOT_OF_THE_OBJECT
        }
        settings = value_settings(options.values, by_catalogue=options.safeguards.catalogue != "off")
        comparison = compare_properties(family, values, row, reader.resolve, CompareSettings(settings))
    except Failure:
        return False
    return not (comparison.changes or comparison.unknown or comparison.unverifiable or comparison.unresolved)
