# Copyright (c) 2026 the m365.exchange contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Reports that page by their own parameters, with as many rows as the tenant's ``reports`` says.

Names, sizes and limits: the reference of each cmdlet.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from ..calls import Call, Outcome
from ..catalogue import numbered_reports
from ..messages import moment
from ..values import instant_text
from . import quarantine, reports
from .audit import audit_log
from .paging import LARGEST_PAGE, LARGEST_RESULT, number_between, within
from .traces import message_trace, trace_detail


def numbered(call: Call) -> Outcome:
    """A report: Page from 1 to 1000, PageSize from 1 to 5000, 1,000 without it; past the end, nothing."""
    count = call.directory.reports.get(call.family.noun, 0)
    if not count:
        return reports.get_report(call)
    page = number_between(call, "Page", 1, LARGEST_PAGE)
    size = number_between(call, "PageSize", 1000, LARGEST_RESULT)
    place = (page - 1) * size
    numbers: Sequence[int] = range(count)
    start, end = call.values.get("StartDate"), call.values.get("EndDate")
    if start or end:
        numbers = [number for number in numbers if within(moment(call.directory, number), start, end)]
    return Outcome(rows=[_reported(call, number) for number in numbers[place : place + size]])


def _reported(call: Call, number: int) -> dict[str, Any]:
    """A row; what the columns of a report are is not documented as a whole, so there are only these."""
    return {
        "Organization": call.directory.names.initial_domain,
        "Date@data.type": "System.DateTime",
        "Date": instant_text(moment(call.directory, number), zulu=False),
        "Index@data.type": "System.Int32",
        "Index": number,
    }


HANDLERS: Mapping[str, Callable[[Call], Outcome]] = {
    **{f"Get-{noun}": numbered for noun in numbered_reports()},
    "Get-QuarantineMessage": quarantine.quarantine,
    "Get-QuarantineMessageHeader": quarantine.header,
    "Release-QuarantineMessage": quarantine.release,
    "Delete-QuarantineMessage": quarantine.delete,
    "Preview-QuarantineMessage": quarantine.preview,
    "Export-QuarantineMessage": quarantine.export,
    "Get-MessageTraceV2": message_trace,
    "Get-MessageTraceDetailV2": trace_detail,
    "Search-UnifiedAuditLog": audit_log,
}
