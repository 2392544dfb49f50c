#!/usr/bin/env bash
# Copyright (c) 2026 the m365.exchange contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
#
# Microsoft's expression language of bots and cards has functions for dates. Exchange Online writes seven digits of a
# second, Graph none.
#
# Guess: adaptive-expressions reads both in all of these functions, and what one of them gives can be given to another.
#
# Seen: adaptive-expressions 4.23.3 takes dates of exactly three digits in year and addDays, and refuses all others;
# formatDateTime takes them. convertFromUTC itself gives seven digits, which addDays refuses.
. "$(dirname "$(readlink -f "$0")")/_run.sh"

node_with adaptive-expressions@4.23.3 <<'PROGRAM'
import { readFileSync } from "node:fs";
import { Expression } from "adaptive-expressions";

const read = JSON.parse(readFileSync("node_modules/adaptive-expressions/package.json", "utf8"));
console.log("adaptive-expressions", read.version);
const evaluate = (text) => {
  const { value, error } = Expression.parse(text).tryEvaluate({});
  console.log(text, "|", error ?? String(value));
};
for (const date of ["2026-11-30T08:00:00.1234567Z", "2026-11-30T08:00:00Z", "2026-11-30T08:00:00.123Z"]) {
  evaluate(`year('${date}')`);
  evaluate(`addDays('${date}', 1)`);
  evaluate(`formatDateTime('${date}')`);
}
const local = "convertFromUTC('2026-11-30T08:00:00.000Z', 'W. Europe Standard Time')";
evaluate(local);
evaluate(`addDays(${local}, 1)`);
PROGRAM

expect <<'SEEN'
adaptive-expressions 4.23.3
year('2026-11-30T08:00:00.1234567Z') | 2026-11-30T08:00:00.1234567Z is not a ISO format datetime string.
addDays('2026-11-30T08:00:00.1234567Z', 1) | 2026-11-30T08:00:00.1234567Z is not a ISO format datetime string.
formatDateTime('2026-11-30T08:00:00.1234567Z') | 2026-11-30T08:00:00.123Z
year('2026-11-30T08:00:00Z') | 2026-11-30T08:00:00Z is not a ISO format datetime string.
addDays('2026-11-30T08:00:00Z', 1) | 2026-11-30T08:00:00Z is not a ISO format datetime string.
formatDateTime('2026-11-30T08:00:00Z') | 2026-11-30T08:00:00.000Z
year('2026-11-30T08:00:00.123Z') | 2026
addDays('2026-11-30T08:00:00.123Z', 1) | 2026-12-01T08:00:00.123Z
formatDateTime('2026-11-30T08:00:00.123Z') | 2026-11-30T08:00:00.123Z
convertFromUTC('2026-11-30T08:00:00.000Z', 'W. Europe Standard Time') | 2026-11-30T09:00:00.0000000
addDays(convertFromUTC('2026-11-30T08:00:00.000Z', 'W. Europe Standard Time'), 1) | 2026-11-30T09:00:00.0000000 is not a ISO format datetime string.
SEEN
