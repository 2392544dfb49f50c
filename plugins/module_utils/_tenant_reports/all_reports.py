# Copyright (c) 2026 the m365.exchange contributors
# SPDX-License-Identifier: BSD-2-Clause
"""All reports by their names, and those that a task asks for."""

from __future__ import annotations

import re
from collections.abc import Mapping

from .._errors._advice.reports import failure
from .forwarding_and_inbox_rules import FORWARDING, INBOX_RULES
from .mail_authentication import MAIL_AUTHENTICATION
from .mailbox_access import ACCESS
from .mailbox_sizes_and_use import INACTIVE, SIZES
from .people_and_groups import GROUPS
from .protection import PROTECTION
from .report_definition import TenantReport
from .retiring_protocols import RETIREMENT

_ALL_REPORTS = (
    FORWARDING, ACCESS, INBOX_RULES, SIZES, INACTIVE, PROTECTION, GROUPS, RETIREMENT, MAIL_AUTHENTICATION,
)  # fmt: skip
REPORTS: Mapping[str, TenantReport] = {report.name: report for report in _ALL_REPORTS}
_ALL_REPORTS_NAME = "all"


def choose_reports(report_names: object, person: str | None = None) -> list[TenantReport]:
    """The reports of a list of names, or of one text with commas (a survey gives one), each once. ``all`` are all of
    them, without those about a person where none is named.

    :raises Failure: ``report-unknown``, with what may have been meant, ``report-names-missing``, or
        ``report-person-missing``.
    """
    texts = report_names.split(",") if isinstance(report_names, str) else report_names
    if not isinstance(texts, (list, tuple)) or not all(isinstance(text, str) for text in texts):
        raise failure("report-names-missing", known=", ".join(REPORTS))
    written_names = [part.strip() for text in texts for part in text.split(",") if part.strip()]
    if not written_names:
        raise failure("report-names-missing", known=", ".join(REPORTS))
    names = {_simple_report_name(name): name for name in written_names}
    if _ALL_REPORTS_NAME in names:
        every = [name for name, report in REPORTS.items() if person or not report.needs_person]
        names = {**dict.fromkeys(every, ""), **names}
        del names[_ALL_REPORTS_NAME]
    for name, as_given in names.items():
        if name not in REPORTS:
            # As it was given: so a secret that slipped into it is known for one.
            raise failure(
                "report-unknown", name=as_given, question=_did_you_mean_report(name), known=", ".join(REPORTS)
            )
        if REPORTS[name].needs_person and not person:
            raise failure("report-person-missing", name=name)
    return [REPORTS[name] for name in names]


def _simple_report_name(name: str) -> str:
    return re.sub(r"[\s-]+", "_", name.strip().casefold())


def _did_you_mean_report(name: str) -> str:
    # Only an error needs it.
    from difflib import get_close_matches  # noqa: PLC0415

    close = get_close_matches(name, REPORTS, n=2, cutoff=0.6)
    return f"Did you mean {' or '.join(close)}?" if close else "docs/reports.md tells of each."
