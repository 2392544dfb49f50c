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
_TEXT_OF_ACTION = {
    "create": "It is not there.",
    "remove": "It is there, and should not be.",
    "recreate": "It would have to be made anew.",
}
_VERDICT_OF_ACTION = {"equal": "equal", "ignored": "ignored", "unknown": "unknown"}


# Below, object is what a finding is about.


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
        return (*self.checks, *([Check("")] if any(tenant.error for tenant in self.tenants) else []))

    def columns(self) -> tuple[str, ...]:
        """The names of the values of all findings, in the order in which they first occur."""
        names = {name: None for tenant in self.tenants for finding in tenant.findings for name in finding.values}
        return tuple(names)

    def counts(self) -> dict[str, int]:
        """How many findings there are by the words of what the report is about."""
        words = WORDS_OF_REPORT[self.about]
        numbers = dict.fromkeys(words.values(), 0)
        for tenant in self.tenants:
            for finding in tenant.all_findings():
                numbers[words[finding.state()]] += 1
        return numbers


def fill_unknown(document: Document) -> Callable[[Finding], Mapping[str, Json]]:
    """What gives the values of a finding for a table: where an object, a whole part or a tenant is unknown, the word
    stands in each column that the others of its check have. An empty cell would pass for none."""
    columns: dict[str, dict[str, Json]] = {"": dict.fromkeys(document.columns(), UNKNOWN)}
    for tenant in document.tenants:
        for finding in tenant.findings:
            columns.setdefault(finding.check, {}).update(dict.fromkeys(finding.values, UNKNOWN))

    def fill(finding: Finding) -> Mapping[str, Json]:
        is_whole = bool(finding.object) or not finding.property
        return (
            {**columns[finding.check], **finding.values} if finding.verdict == UNKNOWN and is_whole else finding.values
        )

    return fill


def read_document(report: Mapping[str, object], place: str) -> Document:
    """A report as JSON or a task gives it.

    :raises Failure: ``report-not-usable`` names what is not as docs/report.schema.json has it.
    """
    about = str(report.get("about") or REPORT_ABOUT[0])
    if about not in REPORT_ABOUT:
        problem = f"about is one of {', '.join(REPORT_ABOUT)}, and not '{about}'"
        raise failure("report-not-usable", where=place, problem=problem)
    checks = tuple(_read_check(check, place) for check in _maps_of_report(report.get("checks"), "checks", place))
    tenants = [
        _read_tenant(tenant, about, place) for tenant in _maps_of_report(report.get("tenants"), "tenants", place)
    ]
    twice = [name for name, times in Counter(tenant.name for tenant in tenants).items() if times > 1]
    if twice:
        raise failure("report-not-usable", where=place, problem=f"the tenant {twice[0]} is there more than once")
    known_ids = {check.id for check in checks}
    used = {
        finding.check: Check(finding.check)
        for tenant in tenants
        for finding in tenant.findings
        if finding.check not in known_ids
    }
    return Document(
        about,
        text_of_report(report.get("title")),
        text_of_report(report.get("made_at")),
        (*checks, *used.values()),
        tuple(tenants),
        text_of_report(report.get("previous_made_at")),
    )


def join_documents(documents: Sequence[Document], title: str, made_at: str) -> Document:
    """One report of several: all their checks and tenants, each once; of a tenant that stands in two, the later one. So
    of a check, unless the later one says nothing of it but its id.

    :raises Failure: ``reports-not-alike`` where some are about something else.
    """
    about = {document.about for document in documents}
    if len(about) > 1:
        first, second, *_more = sorted(about)
        raise failure("reports-not-alike", first=first, second=second)
    checks: dict[str, Check] = {}
    for check in (check for document in documents for check in document.checks):
        if check.id not in checks or check != Check(check.id):
            checks[check.id] = check
    tenants = {tenant.name: tenant for document in documents for tenant in document.tenants}
    return Document(
        about.pop() if about else REPORT_ABOUT[0],
        title or next((document.title for document in documents if document.title), ""),
        made_at,
        tuple(checks.values()),
        tuple(sorted(tenants.values(), key=lambda tenant: tenant.name.casefold())),
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
        "checks": [asdict(check) for check in document.checks],
        "tenants": [
            {
                "name": tenant.name,
                "tenant_id": tenant.tenant_id,
                "read_at": tenant.read_at,
                "error": tenant.error,
                "findings": [
                    {key: value for key, value in vars(finding).items() if value} for finding in tenant.findings
                ],
            }
            for tenant in document.tenants
        ],
    }


def _read_check(check: Mapping[str, object], place: str) -> Check:
    texts = {
        name: text_of_report(check.get(name)) for name in ("id", "title", "group", "severity", "source", "version")
    }
    if not texts["id"]:
        raise failure("report-not-usable", where=place, problem="a check has no id")
    return Check(**texts)


def _read_tenant(tenant: Mapping[str, object], about: str, place: str) -> Tenant:
    texts = {name: text_of_report(tenant.get(name)) for name in ("name", "tenant_id", "read_at", "error")}
    if not texts["name"]:
        raise failure("report-not-usable", where=place, problem="a tenant has no name")
    place_of_tenant = f"{place}, tenant {texts['name']}"
    if tenant.get("plan") is not None and about != "drift":
        raise failure("report-not-usable", where=place_of_tenant, problem="a plan goes with about: drift alone")
    findings = (
        _read_finding(finding, place_of_tenant)
        for finding in _maps_of_report(tenant.get("findings"), "findings", place_of_tenant)
    )
    return Tenant(**texts, findings=(*findings, *_read_plan(tenant.get("plan"), place_of_tenant)))


def _read_plan(plan: object, place: str) -> Iterator[Finding]:
    """What a plan says of each object."""
    for row in _maps_of_report(plan, "plan", place):
        try:
            yield from _findings_of_plan(row)
        except ValueError as error:
            raise failure("report-not-usable", where=place, problem=str(error)) from None


def _read_finding(finding: Mapping[str, object], place: str) -> Finding:
    """Other keys than a finding has are left alone: a result of exo_baseline_info has more."""
    names = ("check", "verdict", "object", "property", "text", "wanted", "found", "before")
    texts = {name: text_of_report(finding.get(name)) for name in names}
    if not texts["check"]:
        raise failure("report-not-usable", where=place, problem="a finding has no check")
    if texts["verdict"] not in STATE_OF_VERDICT:
        problem = f"the verdict of {texts['check']} is '{texts['verdict']}' and none of {', '.join(STATE_OF_VERDICT)}"
        raise failure("report-not-usable", where=place, problem=problem)
    values = finding.get("values") or {}
    if not isinstance(values, Mapping):
        raise failure("report-not-usable", where=place, problem=f"the values of {texts['check']} are no map")
    return Finding(**texts, values={str(name): _plain_value(value) for name, value in values.items()})


def _maps_of_report(maps: object, name: str, place: str) -> Iterable[Mapping[str, object]]:
    if maps is None:
        return []
    if not isinstance(maps, Sequence) or isinstance(maps, str) or not all(isinstance(entry, Mapping) for entry in maps):
        raise failure("report-not-usable", where=place, problem=f"{name} is no list of maps")
    return maps


def text_of_report(value: object) -> str:
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
        return {str(key): _plain_value(entry) for key, entry in value.items()}
    if isinstance(value, (list, tuple)):
        return [_plain_value(entry) for entry in value]
    return value if isinstance(value, (bool, int, float, str)) or value is None else str(value)


def _findings_of_plan(row: Mapping[str, object]) -> Iterator[Finding]:
    """The findings of one row of a plan, which has ``kind``, ``identity``, ``action`` and what differs: one of each
    property that is not as it should be, else one of the object.

    :raises ValueError: says what is no such row.
    """
    kind, action, identity = str(row.get("kind") or ""), str(row.get("action") or ""), row.get("identity")
    if not kind or not isinstance(identity, Mapping):
        raise ValueError("a row of plan has no kind or no identity")
    name = ", ".join(map(str, identity.values()))
    reason = str(row.get("reason") or "")
    changes, ignored = _maps_of_plan(row, "changes"), _maps_of_plan(row, "ignored")
    for change in ignored:
        yield _drift_of_property(kind, name, "ignored", change, reason)
    if action in ("change", "recreate"):
        for change in changes:
            yield _drift_of_property(kind, name, "different", change, _TEXT_OF_ACTION.get(action, ""))
    if (action in ("change", "recreate") and changes) or (action == "ignored" and ignored):
        return
    properties = (
        {str(change.get("property")): change.get("after") for change in changes} if action == "create" else None
    )
    verdict = _VERDICT_OF_ACTION.get(action, "different")
    text = reason or _TEXT_OF_ACTION.get(action, "")
    yield Finding(kind, verdict, name, text=text, wanted=text_of_report(properties or None))


def _drift_of_property(kind: str, name: str, verdict: str, change: Mapping[str, object], text: str) -> Finding:
    after, before = text_of_report(change.get("after")), text_of_report(change.get("before"))
    return Finding(kind, verdict, name, str(change.get("property")), text, after, before)


def _maps_of_plan(row: Mapping[str, object], name: str) -> Sequence[Mapping[str, object]]:
    maps = row.get(name) or []
    if not isinstance(maps, Sequence) or not all(isinstance(entry, Mapping) for entry in maps):
        raise ValueError(f"{name} of a row of plan is no list of maps")
    return maps
