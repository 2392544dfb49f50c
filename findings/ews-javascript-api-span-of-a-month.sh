#!/usr/bin/env bash
# Copyright (c) 2026 the m365.exchange contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
#
# EWS writes a span as a duration of XML Schema; ews-javascript-api reads and writes it, as Microsoft's library for .NET
# does, from which it was made.
#
# Guess: A span that was read and written again is as long as before, to the millisecond.
#
# Seen: ews-javascript-api 0.15.3 writes the days that are left over from whole months: 31 days become none, 90 become
# 29, without an error. A fraction of a second with seven digits gets two points, which is no duration; 'PT0.05S'
# becomes half a second.
. "$(dirname "$(readlink -f "$0")")/_run.sh"

node_with ews-javascript-api@0.15.3 <<'PROGRAM'
import { readFileSync } from "node:fs";
import { EwsUtilities } from "ews-javascript-api";

const about = JSON.parse(readFileSync("node_modules/ews-javascript-api/package.json", "utf8"));
console.log(about.name, about.version);
for (const text of ["PT15M", "P14D", "-P1D", "P30D", "P31D", "P90D", "PT0.05S", "PT5.4775807S"]) {
  const span = EwsUtilities.XSDurationToTimeSpan(text);
  console.log(text, span.TotalDays >= 1 ? `${span.TotalDays} days` : "", EwsUtilities.TimeSpanToXSDuration(span));
}
PROGRAM

expect <<'SEEN'
ews-javascript-api 0.15.3
PT15M  P0DT0H15M0.0S
P14D 14 days P14DT0H0M0.0S
-P1D  -P1DT0H0M0.0S
P30D 30 days P30DT0H0M0.0S
P31D 31 days P0DT0H0M0.0S
P90D 90 days P29DT0H0M0.0S
PT0.05S  P0DT0H0M0.50S
PT5.4775807S  P0DT0H0M5.477.5806999999995S
SEEN
