#!/usr/bin/env bash
# Copyright (c) 2026 the m365.exchange contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
#
# A calendar that a mailbox publishes defines its zone in the file (VTIMEZONE), in two parts, STANDARD and DAYLIGHT. Both
# have the same offset where there is no summer time.
#
# Guess: node-ical takes the offset from the definition where it does not know the zone's name.
#
# Seen: node-ical 0.27.2 drops a definition of two equal parts and reads the time as one of the machine's own zone; it
# takes one of STANDARD alone. ical.js 2.2.1 takes the offset.
. "$(dirname "$(readlink -f "$0")")/_run.sh"

node_with node-ical@0.27.2 ical.js@2.2.1 <<'PROGRAM'
import { readFileSync } from 'fs';
import ICAL from 'ical.js';
import ical from 'node-ical';

process.env.TZ = 'UTC';
console.warn = () => {};
for (const name of ['node-ical', 'ical.js'])
  console.log(name, JSON.parse(readFileSync(`node_modules/${name}/package.json`)).version);
const part = (kind, day, from, to, ...rest) =>
  [`BEGIN:${kind}`, `DTSTART:16010101T0${day}0000`, `TZOFFSETFROM:${from}`, `TZOFFSETTO:${to}`, ...rest, `END:${kind}`];
const yearly = month => `RRULE:FREQ=YEARLY;BYDAY=-1SU;BYMONTH=${month}`;
const standard = offset => part('STANDARD', 0, offset, offset), both = offset => [...standard(offset), ...part('DAYLIGHT', 0, offset, offset)];
const ZONES = {
  '+0100, in summer +0200': [...part('STANDARD', 3, '+0200', '+0100', yearly(10)), ...part('DAYLIGHT', 2, '+0100', '+0200', yearly(3))],
  '-0600, one part': standard('-0600'),
  '-0600, two parts': both('-0600'),
  '+0100, two parts': both('+0100'),
};
for (const [offset, zone] of Object.entries(ZONES)) {
  const text = [
    'BEGIN:VCALENDAR', 'PRODID:Microsoft Exchange Server 2010', 'VERSION:2.0',
    'BEGIN:VTIMEZONE', 'TZID:Customized Time Zone', ...zone, 'END:VTIMEZONE',
    'BEGIN:VEVENT', 'UID:1', 'DTSTAMP:20261130T080000Z', 'DTSTART;TZID=Customized Time Zone:20261130T080000', 'END:VEVENT',
    'END:VCALENDAR', '',
  ].join('\r\n');
  const event = Object.values(ical.sync.parseICS(text)).find(part => part.type === 'VEVENT');
  const other = new ICAL.Event(new ICAL.Component(ICAL.parse(text)).getFirstSubcomponent('vevent'));
  console.log(offset, '|', event.start.toISOString(), '|', other.startDate.toJSDate().toISOString());
}
PROGRAM

expect <<'SEEN'
node-ical 0.27.2
ical.js 2.2.1
+0100, in summer +0200 | 2026-11-30T07:00:00.000Z | 2026-11-30T07:00:00.000Z
-0600, one part | 2026-11-30T14:00:00.000Z | 2026-11-30T14:00:00.000Z
-0600, two parts | 2026-11-30T08:00:00.000Z | 2026-11-30T14:00:00.000Z
+0100, two parts | 2026-11-30T08:00:00.000Z | 2026-11-30T07:00:00.000Z
SEEN
