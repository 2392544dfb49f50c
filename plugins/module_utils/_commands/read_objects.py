# Copyright (c) 2026 the m365.exchange contributors
# SPDX-License-Identifier: BSD-2-Clause
"""Read the objects of a kind as the service shows them, and the objects that they name.

A read that fails is a failure: only the service's own word for a missing object, told by the type of its exception, is
"not there".

Answers may be asked for together: who needs one that has not come yet notes it and is asked again later. So a task
about many objects reads ten a request, without anybody's knowing before what comparing an object will need.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import field, replace

from .._catalogue.cmdlets import SERVICE_TITLES, find, titles
from .._compare_objects.lists_and_maps import entries_of_read
from .._compare_objects.match_rows import rows_that_count
from .._connection.open_connection import Connection
from .._dataclass import dataclass
from .._errors._advice.objects import failure
from .._errors.failure import Failure
from .._exchange_client.listing_and_failure import Rows
from .._exchange_client.request_and_route import Call
from .._exchange_client.send_and_page import Sender, run_call
from .._json_types import Json, JsonMap, Row
from .._object_families.facts_of_family import Family, KeptBy
from .._object_families.family import family_of, readable_family
from .._object_families.family_by_rule import NAMES_OF_OBJECTS, cmdlet_of_service
from .._object_families.names_of_objects import RECIPIENT, ResolvedObject, named_among, resolved_among
from .._object_families.object_identity import ObjectIdentity, identity_places, mandatory_of_reads
from .._object_families.property_rules import fold_row
from .._specs.command import CommandOptions
from .._task.context_and_progress import Context
from .prepare_command import prepare_call, say_before

# What an entry of a list is best known by, where its row has it.
_ENTRY_COLUMNS = ("PrimarySmtpAddress", "WindowsLiveID")
# An owner without an entry; that it is not found itself is told otherwise.
_NO_ENTRY_ERRORS = ("not-a-member",)
ABSENT_OBJECTS = ("object-not-found", "not-a-member")
_RECIPIENT_COLUMNS = (
    "Name", "Alias", "DisplayName", "PrimarySmtpAddress", "EmailAddresses", "ExternalEmailAddress", "Guid",
    "ExternalDirectoryObjectId", "DistinguishedName", "WindowsLiveID", "Identity", "Id", "LegacyExchangeDN",
)  # fmt: skip


@dataclass(frozen=True)
class ObjectReader:
    """Reads over one connection. ``object_options`` have the safeguards and values that each read is made with; what
    was resolved once is known for the task. With ``answers``, what was not asked is noted there and not sent
    (:meth:`ask_noted`)."""

    connection: Connection
    context: Context
    object_options: CommandOptions
    _resolved: dict[tuple[str, str], ResolvedObject | None] = field(default_factory=dict)
    _listed: dict[str, list[Row]] = field(default_factory=dict)
    answers: AnswersAhead | None = None

    def demand_service(self, family: Family) -> None:
        """Refuse a connection to the other service: some nouns have a Get- cmdlet in both, and objects in one, and what
        the other does not show may well be there. Without the catalogue nobody knows which one it is.

        :raises Failure: ``kind-of-other-service``.
        """
        service, cmdlet = self.connection.access.service, find(cmdlet_of_service(family) or "")
        services = cmdlet.services if cmdlet is not None else frozenset()
        if self.object_options.safeguards.catalogue == "off" or not services or service in services:
            return
        raise failure(
            "kind-of-other-service",
            kind=family.kind,
            where=titles(services),
            here=SERVICE_TITLES.get(service, service),
            wanted=" or ".join(sorted(services)),
        )

    def rows_of(
        self, family: Family, parameters: Mapping[str, object], *, absent: Collection[str] = ABSENT_OBJECTS
    ) -> list[Row]:
        """The rows that a read of the kind shows; none where the service says that there is no such object. That is no
        answer to a read that names none.

        :raises Failure: a read that is refused, or fails; one of which rows were kept back.
        """
        rows: list[Row] = []
        absent = absent if parameters else ()
        for more in (
            family.read_with,
            *({**family.read_with, **kind_parameters} for kind_parameters in family.read_kinds),
        ):
            rows += self.rows_from(family.cmdlets.get("read") or "", {**more, **parameters}, absent=absent)
        return rows

    def rows_from(
        self, cmdlet: str, parameters: Mapping[str, object], *, absent: Collection[str] = ABSENT_OBJECTS
    ) -> list[Row]:
        """The rows that a cmdlet shows; none where the service says that there is no such object (``absent``).

        :raises Failure: a read that is refused, or fails.
        """
        call = self._call_of_read(cmdlet, parameters)
        say_before(self.connection, call, self.context)
        try:
            return _rows_of_read(self.connection.sender, call) if self.answers is None else self.answers.rows(call)
        except Failure as error:
            if not _is_absence(error, absent):
                raise self._explain_failed_read(call, error) from error
            return []

    def entries_of(self, kept_list: KeptBy, owner: object) -> list[str]:
        """The entries of a list that objects of another kind hold, each by a name that its row has.

        :raises Failure: a read that is refused, or fails; also one that does not find the owner, who is there: what
            cannot be read is not empty.
        """
        family = family_of(kept_list["kind"])
        fixed = kept_list.get("fixed", {})
        read = find(family.cmdlets.get("read") or "")
        fixed_parameters = {name: value for name, value in fixed.items() if read is None or read.has(name)}
        rows = self.rows_of(
            family, {kept_list.get("asked_by", kept_list["owner"]): owner, **fixed_parameters}, absent=_NO_ENTRY_ERRORS
        )
        shown_in = (*_ENTRY_COLUMNS, *family.matched_by.get(kept_list["entry"], ()), kept_list["entry"])
        more = {name: value for name, value in fixed.items() if name not in fixed_parameters}
        entry_rows = [
            row for row in rows_that_count(family, ObjectIdentity({}), rows, self.resolve) if _row_holds(row, more)
        ]
        entry_names = (next((row[column] for column in shown_in if row.get(column)), None) for row in entry_rows)
        return [str(name) for name in entry_names if name is not None]

    def resolve(self, kind: str, values: Sequence[str]) -> Mapping[str, ResolvedObject | None]:
        """The objects of a kind with these names, recipients ten a request, others out of one listing; None for a name
        that none has.

        :raises Failure: a read that is refused, or a name of several recipients.
        """
        unresolved = [value for value in dict.fromkeys(values) if (kind, value) not in self._resolved]
        if unresolved and self.answers is not None:
            self.answers.note_names(kind, unresolved)
        resolved = self._find_recipients(unresolved) if kind == RECIPIENT else self._find_objects(kind, unresolved)
        self._resolved.update({(kind, value): resolved_object for value, resolved_object in resolved})
        return {value: self._resolved[kind, value] for value in values}

    def forget(self) -> None:
        """Something was written: what was named by nothing may be there now, and listings are of before."""
        self._listed.clear()
        for missing in [name for name, resolved_object in self._resolved.items() if resolved_object is None]:
            del self._resolved[missing]

    def _find_objects(self, kind: str, names: Sequence[str]) -> Iterator[tuple[str, ResolvedObject | None]]:
        """Of a kind that is not listed as a whole each is read by its name."""
        family = readable_family(kind)
        part = (*family.identity, "Identity")[-1]
        shown_in = family.matched_by.get(part) or NAMES_OF_OBJECTS
        apart = bool(identity_places(family) or mandatory_of_reads(family))
        for name in names:
            if apart:
                rows = self.rows_of(family, {part: name})
            elif kind in self._listed:
                rows = self._listed[kind]
            else:
                rows = self._listed[kind] = self.rows_of(family, {})
            yield name, named_among(name, rows, shown_in)

    def _find_recipients(self, all_names: Sequence[str]) -> Iterator[tuple[str, ResolvedObject | None]]:
        from .._exchange_client.batch import MOST_IN_BATCH, fetch_batch  # noqa: PLC0415

        for start in range(0, len(all_names), MOST_IN_BATCH):
            names = all_names[start : start + MOST_IN_BATCH]
            calls = [self._call_of_read("Get-Recipient", {"Identity": name}, _RECIPIENT_COLUMNS) for name in names]
            for name, part, call in zip(names, fetch_batch(self.connection.sender, calls), calls, strict=True):
                yield name, self._look_up_recipient(name, part.hand_to(self.connection.sender), call)

    def ask_noted(self, answers: AnswersAhead) -> None:
        """Ask what was noted: reads ten a request, where they may go together, and the names of each kind in one go.
        What fails is an answer as well."""
        from .._exchange_client.batch import MOST_IN_BATCH, fetch_batch, is_batchable  # noqa: PLC0415

        noted = list(answers.calls.items())
        together = [key_and_call for key_and_call in noted if is_batchable(key_and_call[1])]
        # The last one of eleven goes alone: as it would without the others.
        together = together[:-1] if len(together) % MOST_IN_BATCH == 1 else together
        for start in range(0, len(together), MOST_IN_BATCH):
            some = together[start : start + MOST_IN_BATCH]
            parts = fetch_batch(self.connection.sender, [call for _key, call in some])
            for (key, call), part in zip(some, parts, strict=True):
                answers.learn(key, rows_or_failure(part.hand_to(self.connection.sender), call))
        batched = {key for key, _call_of_read in together}
        for key, call in noted:
            if key not in batched:
                answers.learn(key, rows_or_failure(self.connection.sender, call))
        noted_names = {kind: list(names) for kind, names in answers.names.items()}
        answers.calls.clear()
        answers.names.clear()
        for kind, names in noted_names.items():
            self._resolve_noted(answers, kind, names)

    def _resolve_noted(self, answers: AnswersAhead, kind: str, names: Sequence[str]) -> None:
        try:
            self.resolve(kind, names)
        except Failure as error:
            if len(names) == 1:
                answers.learn_failure(kind, names[0], error)
                return
            for name in names:
                self._resolve_noted(answers, kind, [name])

    def _look_up_recipient(self, name: str, sender: Sender, call: Call) -> ResolvedObject | None:
        try:
            rows = _rows_of_read(sender, call)
        except Failure as error:
            if _is_absence(error, ABSENT_OBJECTS):
                return None
            raise self._explain_failed_read(call, error) from error
        return resolved_among(name, rows)

    def _explain_failed_read(self, call: Call, error: Failure) -> Failure:
        from .explain_refusal import explain_refused_call  # noqa: PLC0415

        return explain_refused_call(self.connection, call, error) or error

    def _call_of_read(self, cmdlet: str, parameters: Mapping[str, object], properties: Sequence[str] = ()) -> Call:
        options = replace(self.object_options, cmdlet=cmdlet, parameters=parameters, properties=list(properties))
        return prepare_call(options).with_page_size(self.connection.access.page_size)


def _is_absence(error: Failure, absent: Collection[str]) -> bool:
    """Whether the service says that there is no such object; what it says beside rows is an error of the read."""
    return error.key in absent and not error.more.get("partial")


def rows_or_failure(sender: Sender, call: Call) -> list[Row] | Failure:
    """All rows of a read, or what came of it instead."""
    try:
        return _rows_of_read(sender, call)
    except Failure as error:
        return error


def _row_holds(row: JsonMap, values: Mapping[str, Json]) -> bool:
    """Whether each value is among those that the row shows, such as one right among several; what it does not show
    decides nothing."""
    folded_row = fold_row(row)
    return all(
        {entry.key for entry in entries_of_read("words", value)}
        <= {entry.key for entry in entries_of_read("words", folded_row[name.lower()])}
        for name, value in values.items()
        if name.lower() in folded_row
    )


def _rows_of_read(sender: Sender, call: Call) -> list[Row]:
    """:raises Failure: ``rows-kept-back``: what is not among the others may be there for all that."""
    sink = Rows()
    if run_call(sender, call, sink).truncated:
        raise failure("rows-kept-back", cmdlet=call.cmdlet, rows=len(sink.rows))
    return sink.rows


class NotYet(Exception):
    """What is needed is noted, and will have been asked when this is tried again."""


@dataclass
class AnswersAhead:
    """What reads have shown so far; ``calls`` and ``names`` (by their kind) are what is noted to be asked."""

    calls: dict[str, Call] = field(default_factory=dict)
    names: dict[str, dict[str, None]] = field(default_factory=dict)
    _came: dict[str, list[Row] | Failure] = field(default_factory=dict)
    _not_found: dict[tuple[str, str], Failure] = field(default_factory=dict)

    def rows(self, call: Call) -> list[Row]:
        """What the read shows.

        :raises NotYet: it was not asked.
        :raises Failure: what came of it.
        """
        key = json.dumps([call.cmdlet, call.parameters], sort_keys=True, default=str)
        came = self._came.get(key)
        if came is None:
            self.calls[key] = call
            raise NotYet
        if isinstance(came, Failure):
            raise came
        return came

    def note_names(self, kind: str, names: Sequence[str]) -> None:
        """Note names of objects that have to be looked up.

        :raises NotYet: they were not looked up.
        :raises Failure: what came of looking one of them up.
        """
        for name in names:
            if (kind, name) in self._not_found:
                raise self._not_found[kind, name]
        self.names.setdefault(kind, {}).update(dict.fromkeys(names))
        raise NotYet

    def learn(self, key: str, came: list[Row] | Failure) -> None:
        """What came of a read that was noted."""
        self._came[key] = came

    def learn_failure(self, kind: str, name: str, error: Failure) -> None:
        """What came of a name that could not be looked up."""
        self._not_found[kind, name] = error
