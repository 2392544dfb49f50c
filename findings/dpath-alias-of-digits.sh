#!/usr/bin/env bash
# Copyright (c) 2026 the m365.exchange contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
#
# Mailboxes by their alias, written by a path: an alias may be digits, with noughts in front.
#
# Guess: dpath makes a mapping with the alias as its key; flat of npm gives back the mapping that it made flat.
#
# Seen: dpath 2.2.0 makes a list of 43 entries, 42 of them None, and flat 6.0.1 a list of that length too: the noughts
# are gone, and no error is raised. With the option 'object', flat gives the mapping.
. "$(dirname "$(readlink -f "$0")")/_run.sh"

python_with dpath==2.2.0 <<'PROGRAM'
import importlib.metadata

import dpath

print("dpath", importlib.metadata.version("dpath"))
for alias in ("adele", "0042"):
    tenant = {}
    dpath.new(tenant, f"Mailboxes/{alias}/Name", "Adele Vance")
    made = tenant["Mailboxes"]
    print(alias, "|", type(made).__name__, len(made))
PROGRAM

expect <<'SEEN'
dpath 2.2.0
adele | dict 1
0042 | list 43
SEEN

node_with flat@6.0.1 <<'PROGRAM'
import { readFileSync } from "node:fs";
import { flatten, unflatten } from "flat";

console.log("flat", JSON.parse(readFileSync("node_modules/flat/package.json", "utf8")).version);
for (const alias of ["adele", "0042"]) {
  const flat = flatten({ Mailboxes: { [alias]: { Name: "Adele Vance" } } });
  const { Mailboxes: made } = unflatten(flat);
  console.log(alias, "|", Array.isArray(made), Object.keys(made).join(), made.length);
  console.log(alias, "| object |", JSON.stringify(unflatten(flat, { object: true })));
}
PROGRAM

expect <<'SEEN'
flat 6.0.1
adele | false adele undefined
adele | object | {"Mailboxes":{"adele":{"Name":"Adele Vance"}}}
0042 | true 42 43
0042 | object | {"Mailboxes":{"0042":{"Name":"Adele Vance"}}}
SEEN
