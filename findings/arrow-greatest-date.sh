#!/usr/bin/env bash
# Copyright (c) 2026 the m365.exchange contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
#
# Exchange Online writes the greatest date of .NET where something never ends: 9999-12-31T23:59:59.9999999Z. Dates
# have seven digits of a second.
#
# Guess: arrow cuts the seventh digit, as the standard library, pendulum, dateutil and iso8601 do.
#
# Seen: arrow 1.4.0 rounds it: the greatest date raises OverflowError, and the last instant of a day becomes the next
# day.
. "$(dirname "$(readlink -f "$0")")/_run.sh"

python_with arrow==1.4.0 <<'PROGRAM'
import arrow

print("arrow", arrow.__version__)
print(arrow.get("2026-11-30T23:59:59.9999994Z"))
print(arrow.get("2026-11-30T23:59:59.9999999Z"))
try:
    print(arrow.get("9999-12-31T23:59:59.9999999Z"))
except OverflowError as error:
    print("OverflowError:", error)
PROGRAM

expect <<'SEEN'
arrow 1.4.0
2026-11-30T23:59:59.999999+00:00
2026-12-01T00:00:00+00:00
OverflowError: date value out of range
SEEN
