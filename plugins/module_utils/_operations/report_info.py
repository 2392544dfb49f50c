# Copyright (c) 2026 the m365.exchange contributors
# SPDX-License-Identifier: BSD-2-Clause
"""exo_report_info: what reports tell of an organization. It only reads.

A read that fails makes its part unknown, or the object that it was about. Where none of the first reads could be made,
that is the task's failure.
"""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime, timezone
from typing import NamedTuple, TypeAlias

from .._catalogue.usual_roles import usual_role
from .._client.request_and_route import Call, route
from .._commands.many_commands import parallel_of
from .._commands.prepare_call import prepare_call
from .._commands.read_together import read_together
from .._connection.open_connection import Connection, open_connection
from .._connection.preflight import demand_in_place, demand_packages
from .._context_and_progress import Context, Options, Result
from .._dataclass import replace
from .._errors._advice.reports import failure
from .._errors.failure import Failure
from .._json_types import Row
from .._specs.command import CommandOptions, ListOptions, ValueOptions
from .._specs.info_and_conformance import ReportInfoOptions
from .._specs.read_options import read
from .._tenant_reports.index import choose_reports
from .._tenant_reports.people_and_groups import RECIPIENT_COLUMNS, Person, name_of_person
from .._tenant_reports.reads_and_parts import (
    Line,
    Read,
    ReadRequest,
    ReportAnswers,
    TenantReport,
    Unread,
    lines_of_part,
)
from .._values.secret_and_unsendable_values import Sendable
from .name_server import asker, servers_of

# A cmdlet and its parameters, which are texts, switches and lists of texts.
_Key: TypeAlias = "tuple[str, tuple[tuple[str, str], ...]]"
_VERDICTS = ("ok", "look", "unknown", "listed")
_FORBIDDEN = ("role-missing", "cmdlet-not-available", "cmdlet-listed", "cmdlet-not-for-applications")


def run(options: Options, context: Context) -> Result:
    """Go through the stages of all reports together, and tell what came of each; in check mode as well.

    :raises Failure: ``report-unknown``, ``report-names-missing``, ``report-person-...``, or why nothing at all could be
        read.
    """
    demand_packages()
    given = read(ReportInfoOptions(), options, context.environ)
    about = name_of_person(given.report_person or "")
    reports = choose_reports(given.report_names, about)
    servers = servers_of(given.dns_servers)
    if given.only_names:
        named = [{**_describe(one), "findings": [], "counts": dict.fromkeys(_VERDICTS, 0)} for one in reports]
        return {"changed": False, "reports": named, "read_at": None, "organization": None, "tenant_id": None}
    demand_in_place(options)
    parallel = parallel_of(ListOptions(parallel=given.parallel))
    like = CommandOptions(connection=given.connection, cmdlet="Get-OrganizationConfig", values=ValueOptions(typed=True))
    with open_connection(like, context) as connection:
        work = _Work(connection, like, context, parallel)
        person = work.find_person(about) if about else None
        dns = asker(servers) if any(one.asks_dns for one in reports) else None
        answers = {one.name: ReportAnswers(person, _now(context), dns) for one in reports}
        for stage in range(max(len(one.stages) for one in reports)):
            work.run_stage(reports, answers, stage)
        access = connection.access
    return {
        "changed": False,
        "reports": [_tell(one, answers[one.name]) for one in reports],
        "read_at": _now(context),
        "organization": access.organization,
        "tenant_id": access.tenant_id,
    }


class _Work:
    """The reads of a task: what several reports read is read once, with the columns that any of them wants."""

    def __init__(self, connection: Connection, like: CommandOptions, context: Context, parallel: int) -> None:
        self._connection = connection
        self._like = like
        self._context = context
        self._parallel = parallel
        self._made: dict[tuple[str, tuple[str, ...], tuple[str, ...]], Call] = {}

    def find_person(self, name: str) -> Person:
        """The recipient that is called so.

        :raises Failure: ``report-person-unknown``, or why nobody can be looked for.
        """
        call = self._call("Get-Recipient", {"Identity": name}, RECIPIENT_COLUMNS)
        (came,) = read_together(self._connection, [call], 1, self._context)
        if isinstance(came, Failure) and came.key not in ("object-not-found", "object-ambiguous"):
            raise came
        if isinstance(came, Failure) or len(came) != 1:
            raise failure("report-person-unknown", person=name, organization=self._connection.access.organization)
        return Person.of_recipient(came[0])

    def _call(self, cmdlet: str, parameters: Mapping[str, object], columns: Iterable[str]) -> Call:
        """A call; one for each of many mailboxes is made like the first, but for its texts, which is ten times faster.
        A text that is sent as it stands in the first one is in all."""
        names = tuple(columns)
        key = (cmdlet, tuple(parameters), names)
        like = self._made.get(key)
        if like is None or not all(like.parameters.get(name) == value or isinstance(value, str)
                                   for name, value in parameters.items()):  # fmt: skip
            options = replace(self._like, cmdlet=cmdlet, parameters=parameters, properties=list(names))
            made = prepare_call(options).with_page_size(self._connection.access.page_size)
            if all(made.parameters.get(name) == value for name, value in parameters.items()):
                self._made[key] = made
            return made
        texts: dict[str, Sendable] = {name: value for name, value in parameters.items() if isinstance(value, str)}
        _given, way = route(cmdlet, parameters, None)
        written = {**like.parameters, **texts}
        return replace(like, parameters=written, route=way, client_request_id=str(uuid.uuid4()))

    def run_stage(self, reports: Sequence[TenantReport], answers: dict[str, ReportAnswers], stage: int) -> None:
        """Make the reads of one stage, and give each report its own.

        :raises Failure: the first one, where none of the reads of the first stage could be made.
        """
        wanted = [
            _Wanted(answers[one.name], name, reading, asked, _key_of(reading, asked))
            for one in reports
            if stage < len(one.stages)
            for name, reading in one.stages[stage].items()
            for asked in reading.requests(answers[one.name])
        ]
        columns = _columns_of(wanted)
        once = {one.key: one for one in wanted}
        calls = [self._call(key[0], one.asked.parameters, columns[key]) for key, one in once.items()]
        came = read_together(self._connection, calls, self._parallel, self._context)
        failures = [one for one in came if isinstance(one, Failure)]
        if stage == 0 and came and len(failures) == len(came):
            raise failures[0]
        found = {key: _rows_or_reason(key[0], one) for key, one in zip(once, came, strict=True)}
        for one in wanted:
            one.answers.came.setdefault(one.name, []).append((one.asked, found[one.key]))


class _Wanted(NamedTuple):
    """A request of a report, under the name that its parts know the read by; equal keys are one request."""

    answers: ReportAnswers
    name: str
    reading: Read
    asked: ReadRequest
    key: _Key


def _key_of(reading: Read, asked: ReadRequest) -> _Key:
    return reading.cmdlet, tuple(sorted((name, str(value)) for name, value in asked.parameters.items()))


def _columns_of(wanted: Iterable[_Wanted]) -> dict[_Key, tuple[str, ...]]:
    """The columns of each request: of all that want it; all columns where one of them names none."""
    found: dict[_Key, dict[str, None] | None] = {}
    for one in wanted:
        known = found.setdefault(one.key, {})
        if not one.reading.columns:
            found[one.key] = None
        elif known is not None:
            known.update(dict.fromkeys(one.reading.columns))
    return {key: tuple(columns or ()) for key, columns in found.items()}


def _rows_or_reason(cmdlet: str, came: list[Row] | Failure) -> list[Row] | Unread:
    """Rows, or why there are none; what a role does not allow names the role that usually does."""
    if not isinstance(came, Failure):
        return came
    role = usual_role(cmdlet) if came.key in _FORBIDDEN else None
    if role is None or role in came.line:
        return Unread(f"{cmdlet} could not be read: {came.line}")
    return Unread(f"{cmdlet} could not be read: {came.line} The role that usually carries it is {role}.")


def _describe(report: TenantReport) -> Result:
    checks = [
        {"id": part.id, "title": part.title, "group": report.title, "source": part.source} for part in report.parts
    ]
    return {"name": report.name, "title": report.title, "checks": checks}


def _tell(report: TenantReport, answers: ReportAnswers) -> Result:
    """A report in the form that exo_report takes."""
    lines = [(part.id, line) for part in report.parts for line in lines_of_part(part, answers)]
    return {
        **_describe(report),
        "findings": [_row_of_line(part, line) for part, line in lines],
        "counts": {word: sum(line.verdict == word for _part, line in lines) for word in _VERDICTS},
    }


def _row_of_line(part: str, line: Line) -> Result:
    return {
        "check": part,
        "verdict": line.verdict,
        "object": line.object,
        "property": line.detail,
        "text": line.text,
        "values": dict(line.values),
    }


def _now(context: Context) -> str:
    moment = datetime.fromtimestamp(context.clock.wall(), timezone.utc)
    return moment.strftime("%Y-%m-%dT%H:%M:%SZ")
