#!/usr/bin/env bash
# Copyright (c) 2026 the m365.exchange contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
#
# Rows as JSON, read with a filter of jq: dates have seven digits of a second or none, and the greatest of .NET, without
# its fraction, is 9999-12-31T23:59:59Z.
#
# Guess: jaq takes the dates that jq takes, and refuses seven digits of a second as jq does; an empty limit is nothing
# in a joined text.
#
# Seen: jaq-rs 0.3.0 takes seven digits, to the microsecond, and refuses the greatest date, as a text and as a number;
# null is 'null' in a joined text. jq 1.13.0 of PyPI does the contrary of all three.
. "$(dirname "$(readlink -f "$0")")/_run.sh"

python_with jaq-rs==0.3.0 jq==1.13.0 <<'PROGRAM'
import importlib.metadata

import jaq
import jq

for name in ("jaq-rs", "jq"):
    print(name, importlib.metadata.version(name))
for program, value in (
    ("fromdateiso8601", "2026-11-30T08:00:00Z"),
    ("fromdateiso8601", "2026-11-30T08:00:00.1234567Z"),
    ("fromdateiso8601", "9999-12-31T23:59:59Z"),
    ("todate", 253402300799),
    ('join(",")', ["Unlimited", None, "30"]),
):
    seen = []
    for run in (lambda: list(jaq.compile(program).run(value)), lambda: jq.compile(program).input_value(value).all()):
        try:
            seen.append(run())
        except (ValueError, jaq.JaqError):
            seen.append("refused")
    print(program, value, "jaq", seen[0], "jq", seen[1])
PROGRAM

expect <<'SEEN'
jaq-rs 0.3.0
jq 1.13.0
fromdateiso8601 2026-11-30T08:00:00Z jaq [1796025600] jq [1796025600]
fromdateiso8601 2026-11-30T08:00:00.1234567Z jaq [1796025600.123456] jq refused
fromdateiso8601 9999-12-31T23:59:59Z jaq refused jq [253402300799]
todate 253402300799 jaq refused jq ['9999-12-31T23:59:59Z']
join(",") ['Unlimited', None, '30'] jaq ['Unlimited,null,30'] jq ['Unlimited,,30']
SEEN
