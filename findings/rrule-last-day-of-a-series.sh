#!/usr/bin/env bash
# Copyright (c) 2026 the m365.exchange contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
#
# A series in a calendar: Exchange writes its end as the last occurrence in UTC, as RFC 5545 wants where the beginning has
# a zone. Nine o'clock in Berlin is eight in UTC in December, in New York fourteen.
#
# Guess: rrule of npm gives all occurrences, the last included, and takes the name of a zone as Windows has it, or says
# that it does not know it.
#
# Seen: rrule 2.8.1 drops the last occurrence in Berlin, without an error, and has that of New York; ical.js 2.2.1 has
# both. Of 'W. Europe Standard Time' rrule says that 'Europe' is an unknown property.
. "$(dirname "$(readlink -f "$0")")/_run.sh"

export TZ=UTC
node_with rrule@2.8.1 ical.js@2.2.1 <<'PROGRAM'
import { readFileSync } from "node:fs";
import ICAL from "ical.js";
import rrule from "rrule";

for (const name of ["rrule", "ical.js"]) {
  console.log(name, JSON.parse(readFileSync(`node_modules/${name}/package.json`, "utf8")).version);
}
const ruleUntil = (hour) => `FREQ=WEEKLY;UNTIL=20261209T${hour}0000Z;INTERVAL=1;BYDAY=WE;WKST=MO`;
const series = (zone, hour) => `DTSTART;TZID=${zone}:20261202T090000\nRRULE:${ruleUntil(hour)}`;
const readByIcal = (offset, hour) => {
  const start = ICAL.Time.fromDateTimeString("2026-12-02T09:00:00");
  start.zone = new ICAL.Timezone({
    tzid: "Zone",
    component:
      `BEGIN:VTIMEZONE\nTZID:Zone\nBEGIN:STANDARD\nDTSTART:16010101T000000\nTZOFFSETFROM:${offset}\n` +
      `TZOFFSETTO:${offset}\nEND:STANDARD\nEND:VTIMEZONE`,
  });
  const iterator = ICAL.Recur.fromString(ruleUntil(hour)).iterator(start);
  const found = [];
  for (let next = iterator.next(); next; next = iterator.next()) found.push(next.toJSDate());
  return found;
};
const show = (name, days) => console.log(name, ...days.map((day) => day.toISOString()));
for (const [zone, offset, hour] of [["Europe/Berlin", "+0100", "08"], ["America/New_York", "-0500", "14"]]) {
  show(`rrule, ${zone}:`, rrule.rrulestr(series(zone, hour)).all());
  show(`ical.js, ${zone}:`, readByIcal(offset, hour));
}
try {
  rrule.rrulestr(series("W. Europe Standard Time", "08"));
} catch (error) {
  console.log("rrule:", error.message);
}
PROGRAM

expect <<'SEEN'
rrule 2.8.1
ical.js 2.2.1
rrule, Europe/Berlin: 2026-12-02T08:00:00.000Z
ical.js, Europe/Berlin: 2026-12-02T08:00:00.000Z 2026-12-09T08:00:00.000Z
rrule, America/New_York: 2026-12-02T14:00:00.000Z 2026-12-09T14:00:00.000Z
ical.js, America/New_York: 2026-12-02T14:00:00.000Z 2026-12-09T14:00:00.000Z
rrule: Unknown RRULE property 'Europe'
SEEN
