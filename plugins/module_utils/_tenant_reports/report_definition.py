# Copyright (c) 2026 the m365.exchange contributors
# SPDX-License-Identifier: BSD-2-Clause
"""What a report on a tenant is: which reads it takes, in stages, and what each of its parts tells of their rows.

A read of a later stage is made for rows of an earlier one, such as the rules of each mailbox. All reports that a task
asks for go through the stages together, so that what two of them read is read once.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import field
from typing import TYPE_CHECKING, Literal, TypeAlias, TypeVar, cast

from .._dataclass import dataclass
from .._json_types import Json, Row

if TYPE_CHECKING:
    from .dns_and_dmarc import AskDns
    from .people_and_groups import Person

# What a line comes to: in order, worth a look, not to be told, or told without a verdict.
ReportVerdict: TypeAlias = Literal["ok", "look", "unknown", "listed"]
# Stands where a value is not known; null is a value that is known to be none.
UNKNOWN_VALUE = "unknown"

Made = TypeVar("Made")


@dataclass(frozen=True)
class Unread:
    """A read that failed: ``problem`` says why in a line, with the role that usually allows it where that is it."""

    problem: str


class NotRead(Exception):
    """A part cannot go on without the rows of a read."""

    def __init__(self, unread: Unread) -> None:
        super().__init__(unread.problem)
        self.unread = unread


@dataclass(frozen=True)
class ReadRequest:
    """One request of a read: its parameters, and what it is about where it is one of many."""

    parameters: Mapping[str, object] = field(default_factory=dict)
    about: str = ""
    row: Row = field(default_factory=dict)


@dataclass(frozen=True)
class Read:
    """A cmdlet and the columns that are wanted. ``per`` gives the requests of a later stage; else there is one."""

    cmdlet: str
    columns: tuple[str, ...] = ()
    parameters: Mapping[str, object] = field(default_factory=dict)
    per: Callable[[ReportAnswers], Iterable[ReadRequest]] | None = None

    def requests(self, answers: ReportAnswers) -> list[ReadRequest]:
        """What is asked, now that the stages before have been answered; nothing where those failed."""
        if self.per is None:
            return [ReadRequest(self.parameters)]
        try:
            if not self.parameters:
                return list(self.per(answers))
            return [
                ReadRequest({**self.parameters, **request.parameters}, request.about, request.row)
                for request in self.per(answers)
            ]
        except NotRead:
            return []


@dataclass(frozen=True)
class Line:
    """What a part tells of one object. ``values`` are columns: values, no texts; lists as they are. ``detail`` tells
    it from the other lines of the object, so that the report after finds it again."""

    verdict: ReportVerdict
    object: str
    text: str
    values: Mapping[str, Json] = field(default_factory=dict)
    detail: str = ""


@dataclass(frozen=True)
class Part:
    """A part of a report. ``uses`` are the reads whose failure for one object makes that object unknown here."""

    id: str
    title: str
    tell: Callable[[ReportAnswers], Iterable[Line]]
    uses: tuple[str, ...] = ()
    source: str = ""


@dataclass(frozen=True)
class TenantReport:
    """``stages`` have the reads by the names that the parts know them by."""

    name: str
    title: str
    parts: tuple[Part, ...]
    stages: tuple[Mapping[str, Read], ...]
    needs_person: bool = False
    asks_dns: bool = False


@dataclass
class ReportAnswers:
    """What the reads of one report have brought. ``person`` is who it is about, where it is about one; ``now`` is the
    moment of the task, as the service writes dates; ``dns`` asks the DNS, None where nobody can."""

    person: Person | None = None
    now: str = ""
    dns: AskDns | None = None
    shared_lists: dict[str, list[object]] = field(default_factory=dict)
    came: dict[str, list[tuple[ReadRequest, list[Row] | Unread]]] = field(default_factory=dict)

    def rows(self, name: str) -> list[Row]:
        """The rows of a read that is made once.

        :raises NotRead: it failed, or could not be made.
        """
        if name not in self.came or not self.came[name]:
            raise NotRead(Unread(f"What it needs, {name}, could not be read."))
        answer = self.came[name][0][1]
        if isinstance(answer, Unread):
            raise NotRead(answer)
        return answer

    def shared_list(self, name: str, make: Callable[[ReportAnswers], list[Made]]) -> list[Made]:
        """What several parts need, made once."""
        if name not in self.shared_lists:
            self.shared_lists[name] = list(make(self))
        return cast("list[Made]", self.shared_lists[name])

    def rows_or_none(self, name: str) -> list[Row] | None:
        """The same, None where it failed: for a part that can tell something without."""
        try:
            return self.rows(name)
        except NotRead:
            return None

    def each(self, name: str) -> Iterator[tuple[ReadRequest, list[Row]]]:
        """What a read of a later stage brought for each object; those that failed are not among them."""
        for request, answer in self.came.get(name, []):
            if not isinstance(answer, Unread):
                yield request, answer

    def failures_of(self, name: str) -> list[tuple[ReadRequest, Unread]]:
        """The objects for which a read of a later stage failed, and why."""
        return [(request, answer) for request, answer in self.came.get(name, []) if isinstance(answer, Unread)]


def lines_of_part(part: Part, answers: ReportAnswers) -> list[Line]:
    """All lines of a part, those of what could not be read among them: nothing that is unknown is left out."""
    lines: list[Line] = []
    try:
        lines += part.tell(answers)
    except NotRead as error:
        lines.append(Line("unknown", "", error.unread.problem))
    for name in part.uses:
        lines += _lines_of_failed_reads(answers.failures_of(name), len(answers.came.get(name, [])))
    return lines or [Line("ok", "", "There is none.")]


def _lines_of_failed_reads(failed: Sequence[tuple[ReadRequest, Unread]], whole: int) -> Iterable[Line]:
    """One line where all failed in one way, such as for want of a role; else one for each object."""
    problems = {unread.problem for _request, unread in failed}
    if len(failed) == whole and len(problems) == 1:
        return [Line("unknown", "", problems.pop())]
    return [Line("unknown", request.about, unread.problem) for request, unread in failed]


def property_of(row: Row, name: str) -> Json:
    """A property of a row; that which the service does not show is unknown, and never none."""
    return row.get(name, UNKNOWN_VALUE)


def name_of_row(row: Row) -> str:
    """What a row's object is called in a report: its address, else a name."""
    for name in ("PrimarySmtpAddress", "UserPrincipalName", "DisplayName", "Name", "Identity"):
        if isinstance(value := row.get(name), str) and value:
            return value
    return UNKNOWN_VALUE


def texts_of_property(value: Json) -> list[str]:
    """The texts of a property that is a list, one text, or nothing."""
    several = value if isinstance(value, list) else [value]
    return [text for text in several if isinstance(text, str) and text]


def per_mailbox(parameter: str) -> Callable[[ReportAnswers], Iterator[ReadRequest]]:
    """A request for each row of the read ``mailboxes``, by its address, to whose server the service is led."""

    def requests(answers: ReportAnswers) -> Iterator[ReadRequest]:
        for row in answers.rows("mailboxes"):
            yield ReadRequest({parameter: row.get("PrimarySmtpAddress") or row.get("Guid")}, name_of_row(row), row)

    return requests
