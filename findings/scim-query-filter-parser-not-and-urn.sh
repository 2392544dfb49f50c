#!/usr/bin/env bash
# Copyright (c) 2026 the m365.exchange contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
#
# Filters of SCIM have 'not' with brackets, and an attribute may have the name of its schema in front, as those of the
# enterprise user have with Entra ID; the examples of RFC 7644 (figure 2) have both.
#
# Guess: scim-query-filter-parser takes both.
#
# Seen: scim-query-filter-parser 2.0.4 refuses both with 'Failed to parse!'; scim2-parse-filter 0.2.10 takes them, and
# finds an attribute of the user's own schema by its short name only.
. "$(dirname "$(readlink -f "$0")")/_run.sh"

node_with scim-query-filter-parser@2.0.4 scim2-parse-filter@0.2.10 <<'PROGRAM'
import { readFileSync } from "node:fs";
import { compileFilter } from "scim-query-filter-parser";
import { filter, parse } from "scim2-parse-filter";

for (const name of ["scim-query-filter-parser", "scim2-parse-filter"]) {
  console.log(name, JSON.parse(readFileSync(`node_modules/${name}/package.json`, "utf8")).version);
}
const ENTERPRISE = "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User";
const adele = { userName: "adele@contoso.com", userType: "Member", [ENTERPRISE]: { department: "Sales" } };
const found = (make) => {
  try {
    return make()(adele);
  } catch (error) {
    return error.message;
  }
};
for (const text of [
  'userName sw "adele"',
  'userName sw "adele" and not (userType eq "Guest")',
  'urn:ietf:params:scim:schemas:core:2.0:User:userName sw "adele"',
  `${ENTERPRISE}:department eq "Sales"`,
]) {
  console.log(text);
  console.log("    scim-query-filter-parser", found(() => compileFilter(text)));
  console.log("    scim2-parse-filter", found(() => filter(parse(text))));
}
PROGRAM

expect <<'SEEN'
scim-query-filter-parser 2.0.4
scim2-parse-filter 0.2.10
userName sw "adele"
    scim-query-filter-parser true
    scim2-parse-filter true
userName sw "adele" and not (userType eq "Guest")
    scim-query-filter-parser Failed to parse!
    scim2-parse-filter true
urn:ietf:params:scim:schemas:core:2.0:User:userName sw "adele"
    scim-query-filter-parser Failed to parse!
    scim2-parse-filter false
urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:department eq "Sales"
    scim-query-filter-parser Failed to parse!
    scim2-parse-filter true
SEEN
