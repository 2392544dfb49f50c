#!/usr/bin/env bash
# Copyright (c) 2026 the m365.exchange contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
#
# Exchange names a zone as Windows does, and defines it in the same file (VTIMEZONE, RFC 5545): eight o'clock in Berlin
# is seven in UTC in November.
#
# Guess: ics reads the time by the definition of the file.
#
# Seen: ics 0.7.3 reads it as eight in UTC, without an error; with the name Europe/Berlin it is seven.
. "$(dirname "$(readlink -f "$0")")/_run.sh"

python_with ics==0.7.3 <<'PROGRAM'
import importlib.metadata

import ics

print("ics", importlib.metadata.version("ics"))
CALENDAR = """BEGIN:VCALENDAR
VERSION:2.0
PRODID:Microsoft Exchange Server 2010
BEGIN:VTIMEZONE
TZID:{zone}
BEGIN:STANDARD
DTSTART:16010101T030000
TZOFFSETFROM:+0200
TZOFFSETTO:+0100
RRULE:FREQ=YEARLY;INTERVAL=1;BYDAY=-1SU;BYMONTH=10
END:STANDARD
BEGIN:DAYLIGHT
DTSTART:16010101T020000
TZOFFSETFROM:+0100
TZOFFSETTO:+0200
RRULE:FREQ=YEARLY;INTERVAL=1;BYDAY=-1SU;BYMONTH=3
END:DAYLIGHT
END:VTIMEZONE
BEGIN:VEVENT
UID:1@contoso.com
DTSTAMP:20261101T080000Z
DTSTART;TZID={zone}:20261130T080000
DTEND;TZID={zone}:20261130T090000
SUMMARY:Planning
END:VEVENT
END:VCALENDAR
"""
for zone in ("Europe/Berlin", "W. Europe Standard Time"):
    [event] = ics.Calendar(CALENDAR.format(zone=zone).replace("\n", "\r\n")).events
    print(zone, "|", event.begin.to("UTC").isoformat())
PROGRAM

expect <<'SEEN'
ics 0.7.3
Europe/Berlin | 2026-11-30T07:00:00+00:00
W. Europe Standard Time | 2026-11-30T08:00:00+00:00
SEEN
