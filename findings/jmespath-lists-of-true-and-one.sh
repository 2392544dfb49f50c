#!/usr/bin/env bash
# Copyright (c) 2026 the m365.exchange contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
#
# JMESPath over rows in Python: a number is never equal to a truth value; jmespath has code of its own for `1` ==
# `true`.
#
# Guess: `[1]` == `[true]` is false too, and to_number('1_000') is null, as no JSON number has an underscore.
#
# Seen: jmespath 1.1.0 says true, and 1000; a filter that compares lists of flags takes lists of numbers.
. "$(dirname "$(readlink -f "$0")")/_run.sh"

python_with jmespath==1.1.0 <<'PROGRAM'
import jmespath

print("jmespath", jmespath.__version__)
for expression in ("`1` == `true`", "`[1]` == `[true]`", "to_number('1_000')", "to_number('1,000')"):
    print(expression, "|", jmespath.search(expression, {}))
PROGRAM

expect <<'SEEN'
jmespath 1.1.0
`1` == `true` | False
`[1]` == `[true]` | True
to_number('1_000') | 1000
to_number('1,000') | None
SEEN
