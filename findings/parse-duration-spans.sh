#!/usr/bin/env bash
# Copyright (c) 2026 the m365.exchange contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
#
# Spans of Exchange Online: .NET's 14.00:00:00 in a row, ISO 8601 in JSON, up to P10675199DT2H48M5.4775807S.
#
# Guess: parse-duration refuses .NET's form, and takes the days of ISO 8601 as days at any size; P1M is a month, as
# P1Y is a year.
#
# Seen: parse-duration 2.1.9 gives 14 milliseconds for 14.00:00:00, a minute for P1M, and 10085 s for the greatest
# span: its days are dropped.
. "$(dirname "$(readlink -f "$0")")/_run.sh"

node_with parse-duration@2.1.9 <<'PROGRAM'
import { readFileSync } from 'fs';
import parse from 'parse-duration';

console.log('parse-duration', JSON.parse(readFileSync('node_modules/parse-duration/package.json')).version);
for (const text of ['P14D', '14.00:00:00', 'P1M', 'P1Y', 'P10675199DT2H48M5.4775807S'])
  console.log(text, '|', parse(text), 'ms');
PROGRAM

expect <<'SEEN'
parse-duration 2.1.9
P14D | 1209600000 ms
14.00:00:00 | 14 ms
P1M | 60000 ms
P1Y | 31557600000 ms
P10675199DT2H48M5.4775807S | 10085477.5807 ms
SEEN
