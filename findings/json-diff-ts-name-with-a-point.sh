#!/usr/bin/env bash
# Copyright (c) 2026 the m365.exchange contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
#
# The difference of two rows, to be kept and applied later. A row has names with a point: ForwardingAddress@odata.type.
#
# Guess: What json-diff-ts makes flat and puts together again gives the new row when it is applied to the old one.
#
# Seen: json-diff-ts 4.10.4 does so for a name at the top; one level below, the old value stays, and a new name that
# is the path itself is put beside it, without an error.
. "$(dirname "$(readlink -f "$0")")/_run.sh"

node_with json-diff-ts@4.10.4 <<'PROGRAM'
import { readFileSync } from "node:fs";
import { applyChangeset, atomizeChangeset, diff, unatomizeChangeset } from "json-diff-ts";

console.log("json-diff-ts", JSON.parse(readFileSync("node_modules/json-diff-ts/package.json", "utf8")).version);
const row = (type) => ({ "ForwardingAddress@odata.type": type });
const pairs = [[row("a"), row("b")], [{ adele: row("a") }, { adele: row("b") }]];
for (const [before, after] of pairs) {
  const kept = JSON.parse(JSON.stringify(atomizeChangeset(diff(before, after))));
  console.log(JSON.stringify(applyChangeset(structuredClone(before), unatomizeChangeset(kept))));
}
PROGRAM

expect <<'SEEN'
json-diff-ts 4.10.4
{"ForwardingAddress@odata.type":"b"}
{"adele":{"ForwardingAddress@odata.type":"a"},"adele[ForwardingAddress@odata.type]":"b"}
SEEN
