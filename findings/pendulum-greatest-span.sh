#!/usr/bin/env bash
# Copyright (c) 2026 the m365.exchange contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
#
# A span of Exchange Online may be the greatest of .NET: P10675199DT2H48M5.4775807S. ISO 8601 lets a fraction have any
# number of digits.
#
# Guess: pendulum gives it to the microsecond, 477580 or 477581, and a negative span such as -P1D as a negative
# duration.
#
# Seen: pendulum 3.3.0 gives 477539 microseconds; a small span with the same fraction is right. A sign in front is
# refused.
. "$(dirname "$(readlink -f "$0")")/_run.sh"

python_with pendulum==3.3.0 <<'PROGRAM'
import pendulum

print("pendulum", pendulum.__version__)
for text in ("PT5.4775807S", "P1DT5.4775807S", "P10675199DT2H48M5.4775807S"):
    print(text, pendulum.parse(text).microseconds)
try:
    print(pendulum.parse("-P1D"))
except ValueError as error:
    print("refused:", error)
PROGRAM

expect <<'SEEN'
pendulum 3.3.0
PT5.4775807S 477581
P1DT5.4775807S 477581
P10675199DT2H48M5.4775807S 477539
refused: Unable to parse string [-P1D]
SEEN
