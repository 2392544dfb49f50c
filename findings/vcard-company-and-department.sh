#!/usr/bin/env bash
# Copyright (c) 2026 the m365.exchange contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
#
# A contact with company and department: ORG:Contoso;Sales in a vCard. A semicolon within a part is written as \; (RFC
# 2426 and RFC 6350).
#
# Guess: vcards-js writes a company's semicolon as \;, and vcard4-ts reads company and department as two.
#
# Seen: vcards-js 2.11.1 leaves it, though it writes \; in an address: 'Contoso; EMEA' is a company with a department to
# ical.js 2.2.1. vcard4-ts 0.4.1 gives one text of both, the same for ; and \;, in a list.
. "$(dirname "$(readlink -f "$0")")/_run.sh"

node_with vcards-js@2.11.1 vcard4-ts@0.4.1 ical.js@2.2.1 <<'PROGRAM'
import { readFileSync } from "node:fs";
import ICAL from "ical.js";
import { parseVCards } from "vcard4-ts";
import vCardsJS from "vcards-js";

for (const name of ["vcards-js", "vcard4-ts", "ical.js"]) {
  console.log(name, JSON.parse(readFileSync(`node_modules/${name}/package.json`, "utf8")).version);
}
const card = vCardsJS();
card.firstName = "Adele";
card.organization = "Contoso; EMEA";
card.workAddress.street = "1 Main St; Suite 5";
const text = card.getFormattedString();
console.log(text.split("\r\n").filter((line) => /^(ORG|ADR)/.test(line)));
console.log(JSON.stringify(ICAL.parse(text)[1].find(([name]) => name === "org")[3]));
for (const value of ["Contoso;Sales", "Contoso\\; EMEA;Sales"]) {
  const lines = ["BEGIN:VCARD", "VERSION:4.0", "FN:Adele Vance", `ORG:${value}`, "END:VCARD", ""];
  console.log(value, JSON.stringify(parseVCards(lines.join("\r\n")).vCards[0].ORG[0].value));
  console.log("    ical.js", JSON.stringify(ICAL.parse(lines.join("\r\n"))[1].find(([name]) => name === "org")[3]));
}
PROGRAM

expect <<'SEEN'
vcards-js 2.11.1
vcard4-ts 0.4.1
ical.js 2.2.1
[ 'ADR;TYPE=WORK:;;1 Main St\\; Suite 5;;;;', 'ORG:Contoso; EMEA' ]
["Contoso"," EMEA"]
Contoso;Sales ["Contoso;Sales"]
    ical.js ["Contoso","Sales"]
Contoso\; EMEA;Sales ["Contoso; EMEA;Sales"]
    ical.js ["Contoso; EMEA","Sales"]
SEEN
