#!/usr/bin/env bash
# Copyright (c) 2026 the m365.exchange contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
#
# A zone file with the keys of DKIM: RFC 1035 lets a record go over several lines in brackets, since a text has 255
# octets at most, and a key of 2048 bits has more.
#
# Guess: dns-zonefile, which drops comments and joins lines, gives the whole text of such a record.
#
# Seen: dns-zonefile 0.3.2 gives the first line with its bracket, or the bracket alone, without an error; two texts in one
# line are whole.
. "$(dirname "$(readlink -f "$0")")/_run.sh"

node_with dns-zonefile@0.3.2 <<'PROGRAM'
import { readFileSync } from "node:fs";
import zonefile from "dns-zonefile";

console.log("dns-zonefile", JSON.parse(readFileSync("node_modules/dns-zonefile/package.json", "utf8")).version);
const records = [
  'key IN TXT "v=DKIM1; k=rsa; p=MIIB" "IjAN"',
  'key IN TXT ( "v=DKIM1; k=rsa; p=MIIB"\n    "IjAN" )',
  'key IN TXT (\n    "v=DKIM1; k=rsa; p=MIIB"\n    "IjAN"\n    )',
];
for (const record of records) {
  console.log(record.replaceAll("\n", "/"), "|", zonefile.parse(`$ORIGIN contoso.com.\n$TTL 3600\n${record}\n`).txt[0].txt);
}
PROGRAM

expect <<'SEEN'
dns-zonefile 0.3.2
key IN TXT "v=DKIM1; k=rsa; p=MIIB" "IjAN" | "v=DKIM1; k=rsa; p=MIIB" "IjAN"
key IN TXT ( "v=DKIM1; k=rsa; p=MIIB"/    "IjAN" ) | ( "v=DKIM1; k=rsa; p=MIIB"
key IN TXT (/    "v=DKIM1; k=rsa; p=MIIB"/    "IjAN"/    ) | (
SEEN
