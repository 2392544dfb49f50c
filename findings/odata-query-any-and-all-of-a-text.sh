#!/usr/bin/env bash
# Copyright (c) 2026 the m365.exchange contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
#
# A filter of Graph for the recipient with one address: proxyAddresses/any(p:p eq 'smtp:adele+sales@contoso.com'). In a
# query of a URL the plus is %2B, as a bare one is read as a blank.
#
# Guess: odata-query of npm writes the text in 'any' as it writes it elsewhere, and 'all' with the same comparison.
#
# Seen: odata-query 8.1.0 leaves the plus where 'any' or 'all' has a text, and makes 'ne' of 'all'; a number is dropped,
# so that any() finds all that have a value. Elsewhere, and with its ITEM_ROOT (an empty name), it writes %2B.
. "$(dirname "$(readlink -f "$0")")/_run.sh"

node_with odata-query@8.1.0 <<'PROGRAM'
import { readFileSync } from "node:fs";
import odata from "odata-query";

const buildQuery = odata.default ?? odata;
console.log("odata-query", JSON.parse(readFileSync("node_modules/odata-query/package.json", "utf8")).version);
const text = "smtp:adele+sales@contoso.com";
for (const filter of [
  { mail: text },
  { proxyAddresses: { any: { "": text } } },
  { proxyAddresses: { any: text } },
  { proxyAddresses: { all: text } },
  { numbers: { any: 5 } },
]) {
  console.log(JSON.stringify(filter));
  console.log("   ", buildQuery({ filter }));
}
PROGRAM

expect <<'SEEN'
odata-query 8.1.0
{"mail":"smtp:adele+sales@contoso.com"}
    ?$filter=mail eq 'smtp%3Aadele%2Bsales%40contoso.com'
{"proxyAddresses":{"any":{"":"smtp:adele+sales@contoso.com"}}}
    ?$filter=proxyAddresses/any(proxyaddresses:proxyaddresses eq 'smtp%3Aadele%2Bsales%40contoso.com')
{"proxyAddresses":{"any":"smtp:adele+sales@contoso.com"}}
    ?$filter=proxyAddresses/any(proxyaddresses: proxyaddresses eq 'smtp:adele+sales@contoso.com')
{"proxyAddresses":{"all":"smtp:adele+sales@contoso.com"}}
    ?$filter=proxyAddresses/all(proxyaddresses: proxyaddresses ne 'smtp:adele+sales@contoso.com')
{"numbers":{"any":5}}
    ?$filter=numbers/any()
SEEN
