#!/usr/bin/env bash
# Copyright (c) 2026 the m365.exchange contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
#
# A filter of JSONPath that looks for the mailbox with one address. Domains may begin with any word: parent.contoso.com,
# paths.contoso.com.
#
# Guess: jsonpath-plus finds the row of each address, as a text in quotation marks is only text.
#
# Seen: jsonpath-plus 10.4.0 also takes @path, @parent, @property and @root inside of quotation marks for its own words,
# so the row is not found, without an error; jsonpath-rfc9535 1.3.0 finds all.
. "$(dirname "$(readlink -f "$0")")/_run.sh"

node_with jsonpath-plus@10.4.0 jsonpath-rfc9535@1.3.0 <<'PROGRAM'
import { readFileSync } from "node:fs";
import { JSONPath } from "jsonpath-plus";
import { query } from "jsonpath-rfc9535";

for (const name of ["jsonpath-plus", "jsonpath-rfc9535"]) {
  console.log(name, JSON.parse(readFileSync(`node_modules/${name}/package.json`, "utf8")).version);
}
for (const part of ["", "parent.", "property.", "root.", "paths."]) {
  const address = `lee@${part}contoso.com`;
  const rows = [{ PrimarySmtpAddress: address }];
  const path = `$[?(@.PrimarySmtpAddress=='${address}')]`;
  console.log(address, "| jsonpath-plus", JSONPath({ path, json: rows }).length, "| rfc9535", query(rows, path).length);
}
PROGRAM

expect <<'SEEN'
jsonpath-plus 10.4.0
jsonpath-rfc9535 1.3.0
lee@contoso.com | jsonpath-plus 1 | rfc9535 1
lee@parent.contoso.com | jsonpath-plus 0 | rfc9535 1
lee@property.contoso.com | jsonpath-plus 0 | rfc9535 1
lee@root.contoso.com | jsonpath-plus 0 | rfc9535 1
lee@paths.contoso.com | jsonpath-plus 0 | rfc9535 1
SEEN
