#!/usr/bin/env bash
# Copyright (c) 2026 the m365.exchange contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
#
# A filter for the GUID of an object or a mailbox: sixteen bytes, which RFC 4515 writes as \xx each.
#
# Guess: ldapts and @ldapjs/filter send these bytes.
#
# Seen: ldapts 8.2.0 takes each for a letter and sends its UTF-8, so \ff becomes two bytes; @ldapjs/filter 2.1.1 sends the
# text with its backslashes. Both ask for another value, without an error, and so they do for a name with \c3\a9.
. "$(dirname "$(readlink -f "$0")")/_run.sh"

node_with ldapts@8.2.0 @ldapjs/filter@2.1.1 <<'PROGRAM'
import { readFileSync } from "node:fs";
import ldapjs from "@ldapjs/filter";
import { BerWriter, FilterParser } from "ldapts";

for (const name of ["ldapts", "@ldapjs/filter"]) {
  console.log(name, JSON.parse(readFileSync(`node_modules/${name}/package.json`, "utf8")).version);
}
// An equality of BER: its head, the attribute, the value, each with one byte of kind and one of length.
const valueOf = (bytes) => {
  const start = 2 + 2 + bytes[3] + 2;
  return bytes.subarray(start, start + bytes[start - 1]);
};
const show = (name, bytes) => console.log("   ", name, bytes.length, bytes.toString("hex"));
for (const text of [String.raw`(objectGUID=\01\7f\80\ff)`, String.raw`(cn=caf\c3\a9)`]) {
  console.log(text);
  const writer = new BerWriter();
  FilterParser.parseString(text).write(writer);
  show("ldapts", valueOf(writer.buffer));
  show("@ldapjs/filter", valueOf(ldapjs.parseString(text).toBer().buffer));
}
PROGRAM

expect <<'SEEN'
ldapts 8.2.0
@ldapjs/filter 2.1.1
(objectGUID=\01\7f\80\ff)
    ldapts 6 017fc280c3bf
    @ldapjs/filter 12 5c30315c37665c38305c6666
(cn=caf\c3\a9)
    ldapts 7 636166c383c2a9
    @ldapjs/filter 9 6361665c63335c6139
SEEN
