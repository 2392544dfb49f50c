#!/usr/bin/env bash
# Copyright (c) 2026 the m365.exchange contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
#
# Names of groups and rules have round brackets: 'Sales (EMEA) banner'. A wildcard's asterisk alone is meant.
#
# Guess: picomatch takes round brackets without one of ?*+@! in front as text, as minimatch and matcher do.
#
# Seen: picomatch 4.0.7 makes a group of a regular expression of them: 'Sales (EMEA)*' finds 'Sales EMEA banner' and not
# the name with the brackets.
. "$(dirname "$(readlink -f "$0")")/_run.sh"

node_with picomatch@4.0.7 minimatch@11.0.9 matcher@6.1.0 <<'PROGRAM'
import { readFileSync } from "node:fs";
import { isMatch } from "matcher";
import { minimatch } from "minimatch";
import picomatch from "picomatch";

for (const name of ["picomatch", "minimatch", "matcher"]) {
  console.log(name, JSON.parse(readFileSync(`node_modules/${name}/package.json`, "utf8")).version);
}
const pattern = "Sales (EMEA)*";
for (const name of ["Sales (EMEA) banner", "Sales EMEA banner"]) {
  console.log(name, "|", picomatch.isMatch(name, pattern), minimatch(name, pattern), isMatch(name, pattern));
}
PROGRAM

expect <<'SEEN'
picomatch 4.0.7
minimatch 11.0.9
matcher 6.1.0
Sales (EMEA) banner | false true true
Sales EMEA banner | true false false
SEEN
