#!/usr/bin/env bash
# Copyright (c) 2026 the m365.exchange contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
#
# A weekly series of Graph has its zone, by the name that Windows has for it: nine o'clock in Berlin is seven in UTC in
# October and eight in November.
#
# Guess: graphpim (of vdirsyncer-graph), made for Graph, makes iCalendar of the series and Graph's form of that again
# with the hours as they were, in October and in November.
#
# Seen: vdirsyncer-graph 0.1.0 writes iCalendar rightly, in Europe/Berlin, and the series of Graph in UTC: from the 26th
# of October on it is at eight in Berlin, without an error.
. "$(dirname "$(readlink -f "$0")")/_run.sh"

python_with vdirsyncer-graph==0.1.0 icalendar==7.3.2 tzlocal==5.4.5 tzdata==2026.6 <<'PROGRAM'
import importlib.metadata
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from graphpim import events

print("vdirsyncer-graph", importlib.metadata.version("vdirsyncer-graph"))
ZONE = "W. Europe Standard Time"
series = {
    "id": "AAMkAD1",
    "subject": "Sales",
    "iCalUId": "040000008200E001",
    "type": "seriesMaster",
    "isAllDay": False,
    "start": {"dateTime": "2026-10-19T09:00:00.0000000", "timeZone": ZONE},
    "end": {"dateTime": "2026-10-19T10:00:00.0000000", "timeZone": ZONE},
    "recurrence": {
        "pattern": {"type": "weekly", "interval": 1, "daysOfWeek": ["monday"], "firstDayOfWeek": "sunday"},
        "range": {
            "type": "endDate",
            "startDate": "2026-10-19",
            "endDate": "2026-11-09",
            "recurrenceTimeZone": ZONE,
        },
    },
}
calendar = events.graph_to_ical(series)
print(next(line for line in calendar.splitlines() if line.startswith("DTSTART")))
again = events.ical_to_graph(calendar)
print(again["start"], again["recurrence"]["range"]["recurrenceTimeZone"])
first = datetime.fromisoformat(again["start"]["dateTime"][:19]).replace(tzinfo=ZoneInfo(again["start"]["timeZone"]))
for week in range(4):
    print((first + timedelta(weeks=week)).astimezone(ZoneInfo("Europe/Berlin")))
PROGRAM

expect <<'SEEN'
vdirsyncer-graph 0.1.0
DTSTART;TZID=Europe/Berlin:20261019T090000
{'dateTime': '2026-10-19T07:00:00.0000000', 'timeZone': 'UTC'} UTC
2026-10-19 09:00:00+02:00
2026-10-26 08:00:00+01:00
2026-11-02 08:00:00+01:00
2026-11-09 08:00:00+01:00
SEEN
