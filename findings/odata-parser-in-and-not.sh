#!/usr/bin/env bash
# Copyright (c) 2026 the m365.exchange contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
#
# Filters of Graph for an OData parser of npm.
#
# Guess: @odata/parser, an OData V4 parser, takes the operator 'in' and a 'not' with brackets.
#
# Seen: @odata/parser 0.2.14 refuses both; 'not' needs a blank, and 'in' (OData 4.01) is unknown.
. "$(dirname "$(readlink -f "$0")")/_run.sh"

node_with @odata/parser@0.2.14 <<'PROGRAM'
import { readFileSync } from 'fs';
import parser from '@odata/parser';

console.log('@odata/parser', JSON.parse(readFileSync('node_modules/@odata/parser/package.json')).version);
for (const text of ["userType eq 'Guest'", "id in ('a','b')", "not(userType eq 'Guest')", "not (userType eq 'Guest')"]) {
  try { parser.defaultParser.filter(text); console.log(text, '| read'); }
  catch (error) { console.log(text, '|', error.message); }
}
PROGRAM

expect <<'SEEN'
@odata/parser 0.2.14
userType eq 'Guest' | read
id in ('a','b') | Unexpected character at 2
not(userType eq 'Guest') | Unexpected character at 3
not (userType eq 'Guest') | read
SEEN
