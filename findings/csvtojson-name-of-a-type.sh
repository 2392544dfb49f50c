#!/usr/bin/env bash
# Copyright (c) 2026 the m365.exchange contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
#
# A CSV of rows with the annotations of OData: a column is named ForwardingAddress@odata.type.
#
# Guess: csvtojson leaves the names of the columns.
#
# Seen: csvtojson 2.0.14 parts the name at its point: ForwardingAddress@odata with 'type' in it, so two annotations of
# one property share an object; flatKeys leaves the names.
. "$(dirname "$(readlink -f "$0")")/_run.sh"

node_with csvtojson@2.0.14 <<'PROGRAM'
import { readFileSync } from "node:fs";
import csv from "csvtojson";

console.log("csvtojson", JSON.parse(readFileSync("node_modules/csvtojson/package.json", "utf8")).version);
const text = "Alias,ForwardingAddress@odata.type,ForwardingAddress@odata.context\nadele,#String,x\n";
console.log(JSON.stringify(await csv().fromString(text)));
console.log(JSON.stringify(await csv({ flatKeys: true }).fromString(text)));
PROGRAM

expect <<'SEEN'
csvtojson 2.0.14
[{"Alias":"adele","ForwardingAddress@odata":{"type":"#String","context":"x"}}]
[{"Alias":"adele","ForwardingAddress@odata.type":"#String","ForwardingAddress@odata.context":"x"}]
SEEN
