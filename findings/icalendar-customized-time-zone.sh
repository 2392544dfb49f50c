#!/usr/bin/env bash
# Copyright (c) 2026 the m365.exchange contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
#
# Calendars that mailboxes publish name a zone of their own 'Customized Time Zone', and define it in the same file: the
# next file may define that name otherwise.
#
# Guess: icalendar reads the times of each file by its own definition.
#
# Seen: icalendar 7.3.2 keeps the first definition of a name for the life of the process: the second calendar is two
# hours off.
. "$(dirname "$(readlink -f "$0")")/_run.sh"

python_with icalendar==7.3.2 <<'PROGRAM'
import importlib.metadata

from icalendar import Calendar

CALENDAR = """BEGIN:VCALENDAR
PRODID:Microsoft Exchange Server 2010
VERSION:2.0
BEGIN:VTIMEZONE
TZID:Customized Time Zone
BEGIN:STANDARD
DTSTART:16010101T000000
TZOFFSETFROM:{offset}
TZOFFSETTO:{offset}
END:STANDARD
END:VTIMEZONE
BEGIN:VEVENT
UID:1
DTSTAMP:20261130T080000Z
DTSTART;TZID=Customized Time Zone:20261130T080000
END:VEVENT
END:VCALENDAR
"""
print("icalendar", importlib.metadata.version("icalendar"))
for offset in ("+0100", "+0300"):
    [event] = Calendar.from_ical(CALENDAR.format(offset=offset).replace("\n", "\r\n")).walk("VEVENT")
    print(offset, "|", event["DTSTART"].dt.isoformat())
PROGRAM

expect <<'SEEN'
icalendar 7.3.2
+0100 | 2026-11-30T08:00:00+01:00
+0300 | 2026-11-30T08:00:00+01:00
SEEN
