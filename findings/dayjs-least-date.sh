#!/usr/bin/env bash
# Copyright (c) 2026 the m365.exchange contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
#
# The least date of .NET says "never": 0001-01-01T00:00:00, which JSON of .NET has without a zone where the kind of the
# date is not specified.
#
# Guess: dayjs gives the year 1 with a zone or without, as moment does.
#
# Seen: dayjs 1.11.23 gives 1901 without a zone, without an error, in UTC too; moment 2.31.0 gives 1.
. "$(dirname "$(readlink -f "$0")")/_run.sh"

node_with dayjs@1.11.23 moment@2.31.0 <<'PROGRAM'
import { readFileSync } from "node:fs";
import dayjs from "dayjs";
import utc from "dayjs/plugin/utc.js";
import moment from "moment";

dayjs.extend(utc);
for (const name of ["dayjs", "moment"]) {
  console.log(name, JSON.parse(readFileSync(`node_modules/${name}/package.json`, "utf8")).version);
}
for (const date of ["0001-01-01T00:00:00Z", "0001-01-01T00:00:00", "0001-01-01"]) {
  const years = [dayjs.utc(date).year(), moment.utc(date).year()];
  console.log(date, "| dayjs", years[0], "| moment", years[1]);
}
PROGRAM

expect <<'SEEN'
dayjs 1.11.23
moment 2.31.0
0001-01-01T00:00:00Z | dayjs 1 | moment 1
0001-01-01T00:00:00 | dayjs 1901 | moment 1
0001-01-01 | dayjs 1901 | moment 1
SEEN
