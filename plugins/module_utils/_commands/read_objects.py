# Copyright (c) 2026 the m365.exchange contributors
# SPDX-License-Identifier: BSD-2-Clause
"""Read the objects of a kind as the service shows them, and the objects that they name.

A read that fails is a failure: only the service's own word for a missing object, told by the type of its exception, is
"not there".
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import field, replace
from typing import TYPE_CHECKING

from .._catalogue.cmdlets import SERVICE_TITLES, find, titles
from .._client.listing_and_failure import Rows
from .._client.request_and_route import Call
from .._client.send_and_page import Sender
from .._client.send_and_page import run as run_call
from .._connection.open_connection import Connection
from .._context_and_progress import Context
from .._dataclass import dataclass
from .._errors._advice.resources import failure
from .._errors.failure import Failure
from .._json_types import Json, JsonMap, Row
from .._resources.facts import Family, KeptBy
from .._resources.family import family_of, readable_family
from .._resources.family_by_rule import NAMES_OF_OBJECTS, cmdlet_of_service
from .._resources.lists_and_maps import entries_of_read
from .._resources.match_rows import rows_that_count
from .._resources.names_of_objects import RECIPIENT, ResolvedObject, named_among, resolved_among
from .._resources.object_identity import ObjectIdentity, identity_places, mandatory_of_reads
from .._resources.property_rules import fold_row
from .._specs.command import CommandOptions
from .prepare_call import prepare_call, say_before

# What an object that is as it should be is read without is imported where it is used: a module compiles all of it.
if TYPE_CHECKING:
    from .answers_ahead import AnswersAhead

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
    """Reads over one connection. ``like`` has the safeguards and values that each read is made with; what was resolved
    once is known for the task. With ``answers``, what was not asked is noted there and not sent (:meth:`ask_noted`)."""

    connection: Connection
    context: Context
    like: CommandOptions
    _known: dict[tuple[str, str], ResolvedObject | None] = field(default_factory=dict)
    _listed: dict[str, list[Row]] = field(default_factory=dict)
    answers: AnswersAhead | None = None

    def demand_service(self, family: Family) -> None:
        """Refuse a connection to the other service: some nouns have a Get- cmdlet in both, and objects in one, and what
        the other does not show may well be there. Without the catalogue nobody knows which one it is.

        :raises Failure: ``kind-of-other-service``.
        """
        service, cmdlet = self.connection.access.service, find(cmdlet_of_service(family) or "")
        services = cmdlet.services if cmdlet is not None else frozenset()
        if self.like.safeguards.catalogue == "off" or not services or service in services:
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
        found: list[Row] = []
        absent = absent if parameters else ()
        for more in (family.read_with, *({**family.read_with, **one} for one in family.read_kinds)):
            found += self.rows_from(family.cmdlets.get("read") or "", {**more, **parameters}, absent=absent)
        return found

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

    def entries_of(self, kept: KeptBy, owner: object) -> list[str]:
        """The entries of a list that objects of another kind hold, each by a name that its row has.

        :raises Failure: a read that is refused, or fails; also one that does not find the owner, who is there: what
            cannot be read is not empty.
        """
        family = family_of(kept["kind"])
        fixed = kept.get("fixed", {})
        known = find(family.cmdlets.get("read") or "")
        asked = {name: value for name, value in fixed.items() if known is None or known.has(name)}
        rows = self.rows_of(family, {kept.get("asked_by", kept["owner"]): owner, **asked}, absent=_NO_ENTRY_ERRORS)
        shown_in = (*_ENTRY_COLUMNS, *family.matched_by.get(kept["entry"], ()), kept["entry"])
        more = {name: value for name, value in fixed.items() if name not in asked}
        there = [
            row for row in rows_that_count(family, ObjectIdentity({}), rows, self.resolve) if _row_holds(row, more)
        ]
        named = (next((row[one] for one in shown_in if row.get(one)), None) for row in there)
        return [str(name) for name in named if name is not None]

    def resolve(self, kind: str, values: Sequence[str]) -> Mapping[str, ResolvedObject | None]:
        """The objects of a kind with these names, recipients ten a request, others out of one listing; None for a name
        that none has.

        :raises Failure: a read that is refused, or a name of several recipients.
        """
        asked = [value for value in dict.fromkeys(values) if (kind, value) not in self._known]
        if asked and self.answers is not None:
            self.answers.note_names(kind, asked)
        found = self._find_recipients(asked) if kind == RECIPIENT else self._find_objects(kind, asked)
        self._known.update({(kind, value): one for value, one in found})
        return {value: self._known[kind, value] for value in values}

    def forget(self) -> None:
        """Something was written: what was named by nothing may be there now, and listings are of before."""
        self._listed.clear()
        for missing in [name for name, one in self._known.items() if one is None]:
            del self._known[missing]

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

    def _find_recipients(self, asked: Sequence[str]) -> Iterator[tuple[str, ResolvedObject | None]]:
        from .._client.batch import MOST_IN_BATCH, fetch_batch  # noqa: PLC0415

        for start in range(0, len(asked), MOST_IN_BATCH):
            names = asked[start : start + MOST_IN_BATCH]
            calls = [self._call_of_read("Get-Recipient", {"Identity": name}, _RECIPIENT_COLUMNS) for name in names]
            for name, part, call in zip(names, fetch_batch(self.connection.sender, calls), calls, strict=True):
                yield name, self._look_up_recipient(name, part.hand_to(self.connection.sender), call)

    def ask_noted(self, answers: AnswersAhead) -> None:
        """Ask what was noted: reads ten a request, where they may go together, and the names of each kind in one go.
        What fails is an answer as well."""
        from .._client.batch import MOST_IN_BATCH, fetch_batch, is_batchable  # noqa: PLC0415

        noted = list(answers.calls.items())
        together = [one for one in noted if is_batchable(one[1])]
        # The last one of eleven goes alone: as it would without the others.
        together = together[:-1] if len(together) % MOST_IN_BATCH == 1 else together
        for start in range(0, len(together), MOST_IN_BATCH):
            some = together[start : start + MOST_IN_BATCH]
            parts = fetch_batch(self.connection.sender, [call for _key, call in some])
            for (key, call), part in zip(some, parts, strict=True):
                answers.learn(key, _rows_or_failure(part.hand_to(self.connection.sender), call))
        batched = {key for key, _call_of_read in together}
        for key, call in noted:
            if key not in batched:
                answers.learn(key, _rows_or_failure(self.connection.sender, call))
        named = {kind: list(names) for kind, names in answers.names.items()}
        answers.calls.clear()
        answers.names.clear()
        for kind, names in named.items():
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
        options = replace(self.like, cmdlet=cmdlet, parameters=parameters, properties=list(properties))
        return prepare_call(options).with_page_size(self.connection.access.page_size)


def _is_absence(error: Failure, absent: Collection[str]) -> bool:
    """Whether the service says that there is no such object; what it says beside rows is an error of the read."""
    return error.key in absent and not error.more.get("partial")


def _rows_or_failure(sender: Sender, call: Call) -> list[Row] | Failure:
    try:
        return _rows_of_read(sender, call)
    except Failure as error:
        return error


def _row_holds(row: JsonMap, values: Mapping[str, Json]) -> bool:
    """Whether each value is among those that the row shows, such as one right among several; what it does not show
    decides nothing."""
    here = fold_row(row)
    return all(
        {one.key for one in entries_of_read("words", value)}
        <= {one.key for one in entries_of_read("words", here[name.lower()])}
        for name, value in values.items()
        if name.lower() in here
    )


def _rows_of_read(sender: Sender, call: Call) -> list[Row]:
    """:raises Failure: ``rows-kept-back``: what is not among the others may be there for all that."""
    sink = Rows()
    if run_call(sender, call, sink).truncated:
        raise failure("rows-kept-back", cmdlet=call.cmdlet, rows=len(sink.rows))
    return sink.rows
