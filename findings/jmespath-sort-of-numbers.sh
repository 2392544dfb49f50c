#!/usr/bin/env bash
# Copyright (c) 2026 the m365.exchange contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
#
# JMESPath over rows, in Python here and in JavaScript in other tools for Microsoft 365: sort() takes a list of
# numbers, to_number('') is null (specification of 2013).
#
# Guess: Both languages' libraries agree.
#
# Seen: jmespath 0.16.0 of npm, and the community's 1.3.0, sort numbers as text (1, 10, 9), though sort_by does not;
# to_number('') is 0 there, and null in Python's jmespath 1.1.0.
. "$(dirname "$(readlink -f "$0")")/_run.sh"

node_with jmespath@0.16.0 @jmespath-community/jmespath@1.3.0 <<'PROGRAM'
import { readFileSync } from 'fs';
import * as community from '@jmespath-community/jmespath';
import jmespath from 'jmespath';

for (const [name, library] of [['jmespath', jmespath], ['@jmespath-community/jmespath', community]]) {
  console.log(name, JSON.parse(readFileSync(`node_modules/${name}/package.json`)).version);
  for (const [data, expression] of [[[10, 9, 1], 'sort(@)'], [[{ n: 10 }, { n: 9 }], 'sort_by(@, &n)[].n'], [{}, "to_number('')"]])
    console.log(' ', expression, JSON.stringify(library.search(data, expression)));
}
PROGRAM

expect <<'SEEN'
jmespath 0.16.0
  sort(@) [1,10,9]
  sort_by(@, &n)[].n [9,10]
  to_number('') 0
@jmespath-community/jmespath 1.3.0
  sort(@) [1,10,9]
  sort_by(@, &n)[].n [9,10]
  to_number('') 0
SEEN
