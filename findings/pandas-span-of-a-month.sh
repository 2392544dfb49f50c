#!/usr/bin/env bash
# Copyright (c) 2026 the m365.exchange contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
#
# Reports and policies of Microsoft 365 give spans as ISO 8601: P14D, P1M, P1Y.
#
# Guess: pandas.Timedelta refuses P1M, as a month has no length in days, or takes 30 days.
#
# Seen: pandas 3.1.1 reads P1M as one minute, without an error; P1Y is refused.
. "$(dirname "$(readlink -f "$0")")/_run.sh"

python_with pandas==3.1.1 <<'PROGRAM'
import pandas

print("pandas", pandas.__version__)
for text in ("P14D", "P1M", "PT1M", "P1Y"):
    try:
        print(text, pandas.Timedelta(text))
    except ValueError as error:
        print(text, "refused:", error)
PROGRAM

expect <<'SEEN'
pandas 3.1.1
P14D 14 days 00:00:00
P1M 0 days 00:01:00
PT1M 0 days 00:01:00
P1Y refused: Invalid ISO 8601 Duration format - P1Y
SEEN
