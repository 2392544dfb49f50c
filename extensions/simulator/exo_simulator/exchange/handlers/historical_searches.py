# Copyright (c) 2026 the m365.exchange contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Start- and Stop-HistoricalSearch: a search is a job that waits, is done after a while, and finds nothing here.

The columns are the parameters of the reference, and those that scripts read: JobId, SubmitDate, Status, Rows.
"""

from __future__ import annotations

from datetime import timedelta

from ..calls import Call, Outcome
from ..crud import blank
from ..store import Item

NOUN = "HistoricalSearch"
WAITS = timedelta(minutes=10)  # hours in the service


def start_search(call: Call) -> Outcome:
    """The new job; it cannot end before it starts."""
    start, end = call.values["StartDate"], call.values["EndDate"]
    if end <= start:
        raise call.directory.errors.out_of_range("EndDate", "The end must be greater than the start.")
    job = call.directory.ids.guid()
    item = blank(call, str(job))
    parameters = {name: value for name, value in call.values.items() if value is not None}
    state = {"JobId": job, "SubmitDate": call.directory.now(), "Status": "NotStarted", "Rows": 0, "FileUrl": ""}
    item.own.update({"Guid": job, **state, **parameters})
    call.directory.store.add(item)
    call.directory.store.postpone(item, WAITS, "Status", "Done")
    return Outcome([item], NOUN)


def stop_search(call: Call) -> Outcome:
    """A job that waits is cancelled; one that is done cannot be."""
    item = _job(call)
    if item.get("Status") != "NotStarted":
        raise call.directory.errors.build("invalid", f"The search '{item.name}' has the status {item.get('Status')}.")
    call.directory.store.write(item, {"Status": "Cancelled"})
    return Outcome()


def _job(call: Call) -> Item:
    return call.directory.one((NOUN,), call.text("JobId"))
