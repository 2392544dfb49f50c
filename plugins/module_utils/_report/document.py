# Copyright (c) 2026 the m365.exchange contributors
# SPDX-License-Identifier: BSD-2-Clause
"""What a report says, whatever file it becomes: checks, tenants, and what was found of each check at each tenant.

docs/report.schema.json has the same as a schema. A report on a baseline has a finding a rule, one on drift a finding a
property, one that exo_report_info has read a finding a line, with values in columns; all are read and joined here.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, field

from .._dataclass import dataclass
from .._errors._advice.reports import failure
from .._json_types import Json, Row
from .findings_of_plan import findings_of_plan

REPORT_FORMAT = "m365.exchange report 1"
REPORT_ABOUT = ("baseline", "drift", "report")
# The words of a baseline, of drift, and of what was read for a report, by what they come to.
STATE_OF_VERDICT: Mapping[str, str] = {
    "pass": "good",
    "fail": "bad",
    "unknown": "unknown",
    "excepted": "aside",
    "equal": "good",
    "different": "bad",
    "ignored": "aside",
    "ok": "good",
    "look": "bad",
    "listed": "aside",
}
WORDS_OF_REPORT: Mapping[str, Mapping[str, str]] = {
    "baseline": {"good": "pass", "bad": "fail", "unknown": "unknown", "aside": "excepted"},
    "drift": {"good": "equal", "bad": "different", "unknown": "unknown", "aside": "ignored"},
    "report": {"good": "ok", "bad": "look", "unknown": "unknown", "aside": "listed"},
}
STATE_ORDER = ("bad", "unknown", "aside", "good")
# What a check is called.
CHECK_WORDS = {"baseline": "Rule", "drift": "Kind", "report": "Part"}
UNKNOWN = "unknown"
NOT_READ = "The tenant could not be read"


@dataclass(frozen=True)
class Check:
    """A rule of a baseline, a kind of objects, or a part of a report."""

    id: str
    title: str = ""
    group: str = ""
    severity: str = ""
    source: str = ""
    version: str = ""


@dataclass(frozen=True)
class Finding:
    """What was found of one check: of the whole tenant, or of an ``object``, or of a ``property`` of that.

    ``wanted`` and ``found`` are values as text, ``values`` are columns of a report, which stay what they are.
    ``before`` is the verdict of the report before where it was another, ``new`` where that report had none, and empty
    where nothing changed or there is no report before.
    """

    check: str
    verdict: str
    object: str = ""
    property: str = ""
    text: str = ""
    wanted: str = ""
    found: str = ""
    before: str = ""
    values: Mapping[str, Json] = field(default_factory=dict)

    def state(self) -> str:
        """What the verdict comes to: ``good``, ``bad``, ``unknown`` or ``aside``."""
        return STATE_OF_VERDICT[self.verdict]


@dataclass(frozen=True)
class Tenant:
    """``error`` says why it could not be read."""

    name: str
    tenant_id: str = ""
    read_at: str = ""
    error: str = ""
    findings: tuple[Finding, ...] = ()

    def all_findings(self) -> tuple[Finding, ...]:
        """Its findings, and that it could not be read, which is unknown and never passes for nothing."""
        unread = (Finding("", "unknown", text=f"{NOT_READ}: {self.error}"),) if self.error else ()
        return (*self.findings, *unread)


@dataclass(frozen=True)
class Document:
    """A whole report. ``previous_made_at`` is when the report was made with which it was compared."""

    about: str
    title: str
    made_at: str
    checks: tuple[Check, ...]
    tenants: tuple[Tenant, ...]
    previous_made_at: str = ""

    def all_checks(self) -> tuple[Check, ...]:
        """The checks, and one for what is of a whole tenant where a tenant could not be read."""
        return (*self.checks, *([Check("")] if any(one.error for one in self.tenants) else []))

    def columns(self) -> tuple[str, ...]:
        """The names of the values of all findings, in the order in which they first occur."""
        names = {name: None for one in self.tenants for each in one.findings for name in each.values}
        return tuple(names)

    def counts(self) -> dict[str, int]:
        """How many findings there are by the words of what the report is about."""
        words = WORDS_OF_REPORT[self.about]
        found = dict.fromkeys(words.values(), 0)
        for tenant in self.tenants:
            for one in tenant.all_findings():
                found[words[one.state()]] += 1
        return found


def fill_unknown(document: Document) -> Callable[[Finding], Mapping[str, Json]]:
    """What gives the values of a finding for a table: where an object, a whole part or a tenant is unknown, the word
    stands in each column that the others of its check have. An empty cell would pass for none."""
    columns: dict[str, dict[str, Json]] = {"": dict.fromkeys(document.columns(), UNKNOWN)}
    for tenant in document.tenants:
        for one in tenant.findings:
            columns.setdefault(one.check, {}).update(dict.fromkeys(one.values, UNKNOWN))

    def fill(one: Finding) -> Mapping[str, Json]:
        is_whole = bool(one.object) or not one.property
        return {**columns[one.check], **one.values} if one.verdict == UNKNOWN and is_whole else one.values

    return fill


def read_document(report: Mapping[str, object], where: str) -> Document:
    """A report as JSON or a task gives it.

    :raises Failure: ``report-not-usable`` names what is not as docs/report.schema.json has it.
    """
    about = str(report.get("about") or REPORT_ABOUT[0])
    if about not in REPORT_ABOUT:
        problem = f"about is one of {', '.join(REPORT_ABOUT)}, and not '{about}'"
        raise failure("report-not-usable", where=where, problem=problem)
    checks = tuple(_read_check(one, where) for one in _maps_of_report(report.get("checks"), "checks", where))
    tenants = [_read_tenant(one, about, where) for one in _maps_of_report(report.get("tenants"), "tenants", where)]
    twice = [name for name, times in Counter(one.name for one in tenants).items() if times > 1]
    if twice:
        raise failure("report-not-usable", where=where, problem=f"the tenant {twice[0]} is there more than once")
    known = {one.id for one in checks}
    used = {one.check: Check(one.check) for tenant in tenants for one in tenant.findings if one.check not in known}
    return Document(
        about,
        _text_of_report(report.get("title")),
        _text_of_report(report.get("made_at")),
        (*checks, *used.values()),
        tuple(tenants),
        _text_of_report(report.get("previous_made_at")),
    )


def join_documents(documents: Sequence[Document], title: str, made_at: str) -> Document:
    """One report of several: all their checks and tenants, each once; of a tenant that stands in two, the later one.

    :raises Failure: ``reports-not-alike`` where some are about something else.
    """
    about = {one.about for one in documents}
    if len(about) > 1:
        first, second, *_more = sorted(about)
        raise failure("reports-not-alike", first=first, second=second)
    checks = {check.id: check for one in documents for check in one.checks}
    tenants = {tenant.name: tenant for one in documents for tenant in one.tenants}
    return Document(
        about.pop() if about else REPORT_ABOUT[0],
        title or next((one.title for one in documents if one.title), ""),
        made_at,
        tuple(checks.values()),
        tuple(sorted(tenants.values(), key=lambda one: one.name.casefold())),
    )


def row_of_document(document: Document) -> Row:
    """The report as JSON has it; what is empty is left out of a finding, which there may be a hundred thousand of."""
    return {
        "format": REPORT_FORMAT,
        "about": document.about,
        "title": document.title,
        "made_at": document.made_at,
        "previous_made_at": document.previous_made_at,
        "counts": document.counts(),
        "checks": [asdict(one) for one in document.checks],
        "tenants": [
            {
                "name": one.name,
                "tenant_id": one.tenant_id,
                "read_at": one.read_at,
                "error": one.error,
                "findings": [{key: value for key, value in vars(each).items() if value} for each in one.findings],
            }
            for one in document.tenants
        ],
    }


def _read_check(check: Mapping[str, object], where: str) -> Check:
    texts = {
        name: _text_of_report(check.get(name)) for name in ("id", "title", "group", "severity", "source", "version")
    }
    if not texts["id"]:
        raise failure("report-not-usable", where=where, problem="a check has no id")
    return Check(**texts)


def _read_tenant(given: Mapping[str, object], about: str, where: str) -> Tenant:
    texts = {name: _text_of_report(given.get(name)) for name in ("name", "tenant_id", "read_at", "error")}
    if not texts["name"]:
        raise failure("report-not-usable", where=where, problem="a tenant has no name")
    here = f"{where}, tenant {texts['name']}"
    if given.get("plan") is not None and about != "drift":
        raise failure("report-not-usable", where=here, problem="a plan goes with about: drift alone")
    findings = (_read_finding(one, here) for one in _maps_of_report(given.get("findings"), "findings", here))
    return Tenant(**texts, findings=(*findings, *_read_plan(given.get("plan"), here)))


def _read_plan(plan: object, where: str) -> Iterator[Finding]:
    """What a plan says of each object."""
    for row in _maps_of_report(plan, "plan", where):
        try:
            yield from (_read_finding(vars(one), where) for one in findings_of_plan(row))
        except ValueError as error:
            raise failure("report-not-usable", where=where, problem=str(error)) from None


def _read_finding(given: Mapping[str, object], where: str) -> Finding:
    """Other keys than a finding has are left alone: a result of exo_baseline_info has more."""
    names = ("check", "verdict", "object", "property", "text", "wanted", "found", "before")
    texts = {name: _text_of_report(given.get(name)) for name in names}
    if not texts["check"]:
        raise failure("report-not-usable", where=where, problem="a finding has no check")
    if texts["verdict"] not in STATE_OF_VERDICT:
        problem = f"the verdict of {texts['check']} is '{texts['verdict']}' and none of {', '.join(STATE_OF_VERDICT)}"
        raise failure("report-not-usable", where=where, problem=problem)
    values = given.get("values") or {}
    if not isinstance(values, Mapping):
        raise failure("report-not-usable", where=where, problem=f"the values of {texts['check']} are no map")
    return Finding(**texts, values={str(name): _plain_value(value) for name, value in values.items()})


def _maps_of_report(given: object, name: str, where: str) -> Iterable[Mapping[str, object]]:
    if given is None:
        return []
    if not isinstance(given, Sequence) or isinstance(given, str) or not all(isinstance(one, Mapping) for one in given):
        raise failure("report-not-usable", where=where, problem=f"{name} is no list of maps")
    return given


def _text_of_report(value: object) -> str:
    """A value as a report shows it: a text as it is, nothing for null, all else as JSON."""
    return (
        value
        if isinstance(value, str)
        else ""
        if value is None
        else json.dumps(_plain_value(value), ensure_ascii=False)
    )


def _plain_value(value: object) -> Json:
    if isinstance(value, Mapping):
        return {str(key): _plain_value(one) for key, one in value.items()}
    if isinstance(value, (list, tuple)):
        return [_plain_value(one) for one in value]
    return value if isinstance(value, (bool, int, float, str)) or value is None else str(value)
