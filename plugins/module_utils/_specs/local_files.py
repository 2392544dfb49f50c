# Copyright (c) 2026 the m365.exchange contributors
# SPDX-License-Identifier: BSD-2-Clause
"""The options of the modules that connect to nothing and work on files of one machine: exo_disconnect and
exo_session_info (sessions), exo_customer_results, exo_journal_info, exo_report and exo_snapshot_diff.

None reads a variable: sign-in defaults must never choose what is closed or shown.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal, get_args

from .._dataclass import dataclass
from .read_options import option, spec_of

FormatName = Literal["jsonl", "csv", "json"]
FORMATS: tuple[FormatName, ...] = get_args(FormatName)


@dataclass(frozen=True)
class DisconnectOptions:
    """``all`` are those of this run, ``of_organization`` some of them."""

    session: list[str] | None = option("raw", no_log=True)
    all: bool = option("bool", default=False)
    of_organization: str | None = option("str")


DISCONNECT = spec_of(DisconnectOptions)


@dataclass(frozen=True)
class SessionInfoOptions:
    """All sessions where ``organization``, a domain or a tenant id, is None."""

    organization: str | None = option("str")


SESSION_INFO = spec_of(SessionInfoOptions)


StepName = Literal["start", "begin", "end", "finish"]


@dataclass(frozen=True)
class CustomerResultsOptions:
    """``path`` is the folder of results and ``step`` the moment of the run; the rest belongs to one step or another."""

    path: str | None = option("path", required=True)
    step: StepName | None = option("str", choices=list(get_args(StepName)), required=True)
    run: str | None = option("str")
    customer_name: str | None = option("str")
    all_customers: list[str] = option("list", [], elements="str")
    tasks_file: str | None = option("path")
    commands: list[object] = option("list", [], elements="raw")
    first_customers: int = option("int", 0)
    first_may_fail: bool = option("bool", default=False)
    max_failures: int = option("int", 0)
    organization: str | None = option("str")
    tenant_id: str | None = option("str")
    failure: object = option("raw")
    failed_task: str | None = option("str")
    hidden: bool = option("bool", default=False)
    formats: list[FormatName] = option("list", [], elements="str", choices=list(FORMATS))
    csv_safe: bool = option("bool", default=False)
    earlier: list[str] = option("list", [], elements="str")


CUSTOMER_RESULTS = spec_of(CustomerResultsOptions)


OUTCOMES = ("ran", "refused", "did_not_run", "unknown")


@dataclass(frozen=True)
class JournalInfoOptions:
    """Each of the others leaves out what does not fit; empty ones leave nothing out."""

    path: str | None = option("path", required=True)
    since: str | None = option("str")
    until: str | None = option("str")
    organizations: list[str] = option("list", [], elements="str")
    cmdlets: list[str] = option("list", [], elements="str")
    with_outcomes: list[str] = option("list", [], elements="str", choices=list(OUTCOMES))


JOURNAL_INFO = spec_of(JournalInfoOptions)


ReportFormat = Literal["html", "json", "junit", "csv"]
About = Literal["baseline", "drift", "report"]
REPORT_FORMATS: tuple[ReportFormat, ...] = get_args(ReportFormat)


@dataclass(frozen=True)
class ReportOptions:
    """``dest`` is the path of the files, whatever its ending; no ``formats`` are HTML and JSON. ``previous`` is the
    report before, by itself the JSON that is there."""

    dest: str | None = option("path", required=True)
    formats: list[ReportFormat] = option("list", [], elements="str", choices=list(REPORT_FORMATS))
    about: About = option("str", "baseline", choices=list(get_args(About)))
    title: str | None = option("str")
    checks: list[object] = option("list", [], elements="raw")
    tenants: list[object] = option("list", [], elements="raw")
    src: list[str] = option("list", [], elements="path")
    previous: str | None = option("path")
    csv_safe: bool = option("bool", default=False)
    mode: str | int | None = option("raw")


REPORT = spec_of(ReportOptions)


@dataclass(frozen=True)
class SnapshotDiffOptions:
    """Each side is a list of objects, or the map that the action plugin makes of a folder's or a file's content."""

    before: object = option("raw", required=True)
    after: object = option("raw", required=True)
    kinds: list[str] = option("list", [], elements="str")
    families: Mapping[str, object] = option("dict", {})


SNAPSHOT_DIFF = spec_of(SnapshotDiffOptions)
