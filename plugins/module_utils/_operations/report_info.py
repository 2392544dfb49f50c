# Copyright (c) 2026 the m365.exchange contributors
# SPDX-License-Identifier: BSD-2-Clause
"""exo_report_info: what reports tell of an organization. It only reads.

A read that fails makes its part unknown, or the object that it was about. Where none of the first reads could be made,
that is the task's failure. The DNS is asked by dnspython, where it is installed: in the clear, and no host of a
connection, so nothing but names of domains goes there.
"""

from __future__ import annotations

import ipaddress
import re
import uuid
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime, timezone
from typing import NamedTuple, TypeAlias

from .._catalogue.usual_roles import usual_role
from .._commands.many_commands import parallel_of
from .._commands.prepare_command import prepare_call
from .._commands.worker_pool import read_together
from .._connection.check_options_and_network import demand_in_place, demand_packages
from .._connection.open_connection import Connection, open_connection
from .._dataclass import replace
from .._errors._advice.reports import failure
from .._errors.failure import Failure
from .._exchange_client.request_and_route import Call, route
from .._json_types import Row
from .._specs.command import CommandOptions, ListOptions, ValueOptions
from .._specs.info_and_conformance import ReportInfoOptions
from .._specs.read_options import read
from .._task.context_and_progress import Context, Options, Result
from .._tenant_reports.all_reports import choose_reports
from .._tenant_reports.dns_and_dmarc import AskDns, DnsAnswer, RecordType
from .._tenant_reports.people_and_groups import RECIPIENT_COLUMNS, Person, name_of_person
from .._tenant_reports.report_definition import (
    Line,
    Read,
    ReadRequest,
    ReportAnswers,
    TenantReport,
    Unread,
    lines_of_part,
)
from .._values.secret_and_unsendable_values import Sendable

# A cmdlet and its parameters, which are texts, switches and lists of texts.
_RequestKey: TypeAlias = "tuple[str, tuple[tuple[str, str], ...]]"
_VERDICTS_OF_LINES = ("ok", "look", "unknown", "listed")
_ROLE_ERRORS = ("role-missing", "cmdlet-not-available", "cmdlet-listed", "cmdlet-not-for-applications")


def run(options: Options, context: Context) -> Result:
    """Go through the stages of all reports together, and tell what came of each; in check mode as well.

    :raises Failure: ``report-unknown``, ``report-names-missing``, ``report-person-...``, or why nothing at all could be
        read.
    """
    demand_packages()
    report_options = read(ReportInfoOptions(), options, context.environ)
    about = name_of_person(report_options.report_person or "")
    reports = choose_reports(report_options.report_names, about)
    servers = servers_of(report_options.dns_servers)
    if report_options.only_names:
        described = [
            {**_describe_report(report), "findings": [], "counts": dict.fromkeys(_VERDICTS_OF_LINES, 0)}
            for report in reports
        ]
        return {"changed": False, "reports": described, "read_at": None, "organization": None, "tenant_id": None}
    demand_in_place(options)
    parallel = parallel_of(ListOptions(parallel=report_options.parallel))
    object_options = CommandOptions(
        connection=report_options.connection, cmdlet="Get-OrganizationConfig", values=ValueOptions(typed=True)
    )
    with open_connection(object_options, context) as connection:
        work = _ReportReads(connection, object_options, context, parallel)
        person = work.find_person(about) if about else None
        dns = resolver_of(servers) if any(report.asks_dns for report in reports) else None
        answers = {report.name: ReportAnswers(person, _now(context), dns) for report in reports}
        for stage in range(max(len(report.stages) for report in reports)):
            work.run_stage(reports, answers, stage)
        access = connection.access
    return {
        "changed": False,
        "reports": [_findings_of_report(report, answers[report.name]) for report in reports],
        "read_at": _now(context),
        "organization": access.organization,
        "tenant_id": access.tenant_id,
    }


class _ReportReads:
    """The reads of a task: what several reports read is read once, with the columns that any of them wants."""

    def __init__(self, connection: Connection, object_options: CommandOptions, context: Context, parallel: int) -> None:
        self._connection = connection
        self._object_options = object_options
        self._context = context
        self._parallel = parallel
        self._first_calls: dict[tuple[str, tuple[str, ...], tuple[str, ...]], Call] = {}

    def find_person(self, name: str) -> Person:
        """The recipient that is called so.

        :raises Failure: ``report-person-unknown``, or why nobody can be looked for.
        """
        call = self._call_of_read("Get-Recipient", {"Identity": name}, RECIPIENT_COLUMNS)
        (came,) = read_together(self._connection, [call], 1, self._context)
        if isinstance(came, Failure) and came.key not in ("object-not-found", "object-ambiguous"):
            raise came
        if isinstance(came, Failure) or len(came) != 1:
            raise failure("report-person-unknown", person=name, organization=self._connection.access.organization)
        return Person.of_recipient(came[0])

    def _call_of_read(self, cmdlet: str, parameters: Mapping[str, object], columns: Iterable[str]) -> Call:
        """A call; one for each of many mailboxes is made like the first, but for its texts, which is ten times faster.
        A text that is sent as it stands in the first one is in all."""
        names = tuple(columns)
        key = (cmdlet, tuple(parameters), names)
        first_call = self._first_calls.get(key)
        if first_call is None or not all(
            first_call.parameters.get(name) == value or isinstance(value, str) for name, value in parameters.items()
        ):
            options = replace(self._object_options, cmdlet=cmdlet, parameters=parameters, properties=list(names))
            call = prepare_call(options).with_page_size(self._connection.access.page_size)
            if all(call.parameters.get(name) == value for name, value in parameters.items()):
                self._first_calls[key] = call
            return call
        texts: dict[str, Sendable] = {name: value for name, value in parameters.items() if isinstance(value, str)}
        _parameters, way = route(cmdlet, parameters, None)
        written = {**first_call.parameters, **texts}
        return replace(first_call, parameters=written, route=way, client_request_id=str(uuid.uuid4()))

    def run_stage(self, reports: Sequence[TenantReport], answers: dict[str, ReportAnswers], stage: int) -> None:
        """Make the reads of one stage, and give each report its own.

        :raises Failure: the first one, where none of the reads of the first stage could be made.
        """
        report_requests = [
            _ReportRequest(answers[report.name], name, reading, request, _key_of(reading, request))
            for report in reports
            if stage < len(report.stages)
            for name, reading in report.stages[stage].items()
            for request in reading.requests(answers[report.name])
        ]
        columns = _columns_of(report_requests)
        once = {report_request.key: report_request for report_request in report_requests}
        calls = [
            self._call_of_read(key[0], report_request.request.parameters, columns[key])
            for key, report_request in once.items()
        ]
        came = read_together(self._connection, calls, self._parallel, self._context)
        failures = [answer for answer in came if isinstance(answer, Failure)]
        if stage == 0 and came and len(failures) == len(came):
            raise failures[0]
        answers_by_key = {key: _rows_or_reason(key[0], answer) for key, answer in zip(once, came, strict=True)}
        for report_request in report_requests:
            report_request.answers.came.setdefault(report_request.name, []).append(
                (report_request.request, answers_by_key[report_request.key])
            )


class _ReportRequest(NamedTuple):
    """A request of a report, under the name that its parts know the read by; equal keys are one request."""

    answers: ReportAnswers
    name: str
    reading: Read
    request: ReadRequest
    key: _RequestKey


def _key_of(reading: Read, request: ReadRequest) -> _RequestKey:
    return reading.cmdlet, tuple(sorted((name, str(value)) for name, value in request.parameters.items()))


def _columns_of(report_requests: Iterable[_ReportRequest]) -> dict[_RequestKey, tuple[str, ...]]:
    """The columns of each request: of all that want it; all columns where one of them names none."""
    columns_by_key: dict[_RequestKey, dict[str, None] | None] = {}
    for report_request in report_requests:
        columns_so_far = columns_by_key.setdefault(report_request.key, {})
        if not report_request.reading.columns:
            columns_by_key[report_request.key] = None
        elif columns_so_far is not None:
            columns_so_far.update(dict.fromkeys(report_request.reading.columns))
    return {key: tuple(columns or ()) for key, columns in columns_by_key.items()}


def _rows_or_reason(cmdlet: str, came: list[Row] | Failure) -> list[Row] | Unread:
    """Rows, or why there are none; what a role does not allow names the role that usually does."""
    if not isinstance(came, Failure):
        return came
    role = usual_role(cmdlet) if came.key in _ROLE_ERRORS else None
    if role is None or role in came.line:
        return Unread(f"{cmdlet} could not be read: {came.line}")
    return Unread(f"{cmdlet} could not be read: {came.line} The role that usually carries it is {role}.")


def _describe_report(report: TenantReport) -> Result:
    checks = [
        {"id": part.id, "title": part.title, "group": report.title, "source": part.source} for part in report.parts
    ]
    return {"name": report.name, "title": report.title, "checks": checks}


def _findings_of_report(report: TenantReport, answers: ReportAnswers) -> Result:
    """A report in the form that exo_report takes."""
    lines = [(part.id, line) for part in report.parts for line in lines_of_part(part, answers)]
    return {
        **_describe_report(report),
        "findings": [_row_of_line(part, line) for part, line in lines],
        "counts": {word: sum(line.verdict == word for _part, line in lines) for word in _VERDICTS_OF_LINES},
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


try:
    import dns.exception
    import dns.resolver
except ImportError:
    HAS_DNS = False
else:
    HAS_DNS = True

_DNS_SECONDS = 5.0
_DNS_PORT = 53
_SERVER_TEXT = re.compile(
    r"\[(?P<six>[^\]]+)\](?::(?P<six_port>\d+))?|(?P<four>[^:\[\]]+)(?::(?P<four_port>\d+))?|(?P<bare>.+)"
)


def servers_of(texts: Sequence[str]) -> list[tuple[str, int]]:
    """The addresses and ports of servers such as 192.0.2.53, 192.0.2.53:5353 and [2001:db8::53]:5353.

    :raises Failure: ``dns-server-not-valid``.
    """
    return [_read_server(text) for text in texts]


def _read_server(text: str) -> tuple[str, int]:
    server = _SERVER_TEXT.fullmatch(text.strip())
    address = (server["six"] or server["four"] or server["bare"]) if server else ""
    port = int((server["six_port"] or server["four_port"] or _DNS_PORT) if server else 0)
    try:
        ipaddress.ip_address(address)
    except ValueError as error:
        raise failure("dns-server-not-valid", server=text) from error
    if not 0 < port < 65536:
        raise failure("dns-server-not-valid", server=text)
    return address, port


def resolver_of(servers: Sequence[tuple[str, int]]) -> AskDns | None:
    """Who asks these servers, or those of the machine where there is none; None where dnspython is not installed."""
    if not HAS_DNS:
        return None
    try:
        resolver = dns.resolver.Resolver(configure=not servers)
    except dns.exception.DNSException:
        return lambda _name, _kind: DnsAnswer(problem="This machine names no name server: dns_servers may name one.")
    resolver.lifetime = resolver.timeout = _DNS_SECONDS
    if servers:
        resolver.nameservers = [address for address, _port in servers]
        resolver.nameserver_ports = dict(servers)
    answers: dict[tuple[str, RecordType], DnsAnswer] = {}

    def ask(name: str, kind: RecordType) -> DnsAnswer:
        key = (name.casefold(), kind)
        if key not in answers:
            answers[key] = _ask_resolver(resolver, name, kind)
        return answers[key]

    return ask


def _ask_resolver(resolver: dns.resolver.Resolver, name: str, kind: RecordType) -> DnsAnswer:
    try:
        answer = resolver.resolve(name, kind, raise_on_no_answer=False, search=False)
    except dns.resolver.NXDOMAIN:
        return DnsAnswer(exists=False)
    except (dns.exception.DNSException, OSError, ValueError) as error:
        return DnsAnswer(problem=f"The DNS has no answer for {name} {kind}: {type(error).__name__}.")
    if answer.rrset is None:
        return DnsAnswer()
    if kind == "TXT":
        # Several strings of a record are one text.
        texts = [b"".join(record.strings).decode("utf-8", "replace") for record in answer.rrset]
        return DnsAnswer(tuple(sorted(texts)))
    return DnsAnswer(tuple(sorted(record.to_text() for record in answer.rrset)))
