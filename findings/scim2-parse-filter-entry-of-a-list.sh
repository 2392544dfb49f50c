#!/usr/bin/env bash
# Copyright (c) 2026 the m365.exchange contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
#
# Entra ID looks for a user, for instance by the address of one kind, before it makes a new one. In a filter of SCIM,
# brackets after the name of a list hold for one entry of it (RFC 7644, section 3.4.2.2): kind and address go together.
#
# Guess: scim2-parse-filter finds the user only where one entry has both.
#
# Seen: scim2-parse-filter 0.2.10 also finds the user where one entry has the kind and another the address, without an
# error, so that Lee, who has it as a further address, is taken for the one who works with it. scimmy 1.3.5 is right.
. "$(dirname "$(readlink -f "$0")")/_run.sh"

node_with scim2-parse-filter@0.2.10 scimmy@1.3.5 <<'PROGRAM'
import { readFileSync } from "node:fs";
import { filter, parse } from "scim2-parse-filter";
import SCIMMY from "scimmy";

for (const name of ["scim2-parse-filter", "scimmy"]) {
  console.log(name, JSON.parse(readFileSync(`node_modules/${name}/package.json`, "utf8")).version);
}
const lee = {
  userName: "lee@contoso.com",
  emails: [{ type: "work", value: "lee@contoso.com" }, { type: "other", value: "sales@contoso.com" }],
};
for (const address of ["lee@contoso.com", "sales@contoso.com", "adele@contoso.com"]) {
  const text = `emails[type eq "work" and value eq "${address}"]`;
  console.log(text);
  console.log("    scim2-parse-filter", filter(parse(text))(lee));
  console.log("    scimmy", new SCIMMY.Types.Filter(text).match([lee]).length > 0);
}
PROGRAM

expect <<'SEEN'
scim2-parse-filter 0.2.10
scimmy 1.3.5
emails[type eq "work" and value eq "lee@contoso.com"]
    scim2-parse-filter true
    scimmy true
emails[type eq "work" and value eq "sales@contoso.com"]
    scim2-parse-filter true
    scimmy false
emails[type eq "work" and value eq "adele@contoso.com"]
    scim2-parse-filter false
    scimmy false
SEEN
