#!/usr/bin/env bash
# Copyright (c) 2026 the m365.exchange contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
#
# Graph says with Link and rel="deprecation" what is going to end, once for each change; RFC 8288 lets a relation occur
# many times. The address of such a page has a query: from=2026-07-01.
#
# Guess: parse-link-header gives both addresses, as http-link-header and li do.
#
# Seen: parse-link-header 2.0.0 gives the last only, without an error, with the query's names among the link's own.
. "$(dirname "$(readlink -f "$0")")/_run.sh"

node_with parse-link-header@2.0.0 http-link-header@1.1.4 <<'PROGRAM'
import { readFileSync } from "node:fs";
import LinkHeader from "http-link-header";
import parse from "parse-link-header";

for (const name of ["parse-link-header", "http-link-header"]) {
  console.log(name, JSON.parse(readFileSync(`node_modules/${name}/package.json`, "utf8")).version);
}
const pages = ["beta&from=2026-07-01", "v1.0&from=2026-09-01"].map((end) => `https://contoso.com/?$filterby=${end}`);
const header = pages.map((page) => `<${page}>;rel="deprecation";type="text/html"`).join(",");
console.log(JSON.stringify(parse(header)));
for (const { uri, rel } of LinkHeader.parse(header).refs) console.log(rel, uri);
PROGRAM

expect <<'SEEN'
parse-link-header 2.0.0
http-link-header 1.1.4
{"deprecation":{"$filterby":"v1.0","from":"2026-09-01","rel":"deprecation","type":"text/html","url":"https://contoso.com/?$filterby=v1.0&from=2026-09-01"}}
deprecation https://contoso.com/?$filterby=beta&from=2026-07-01
deprecation https://contoso.com/?$filterby=v1.0&from=2026-09-01
SEEN
