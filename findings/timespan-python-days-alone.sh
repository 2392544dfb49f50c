#!/usr/bin/env bash
# Copyright (c) 2026 the m365.exchange contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
#
# .NET's TimeSpan.Parse takes a number alone as days: '14' are fourteen days; Set- cmdlets take it for a span.
#
# Guess: timespan-python, which names TimeSpan.Parse as its model, reads it as 14 days.
#
# Seen: timespan-python 0.1.2 raises AttributeError; with a colon ('14:00:00:00') or a point it reads 14 days.
. "$(dirname "$(readlink -f "$0")")/_run.sh"

python_with timespan-python==0.1.2 <<'PROGRAM'
import importlib.metadata

import timespan

print("timespan-python", importlib.metadata.version("timespan-python"))
for text in ("14.00:00:00", "14:00:00:00", "14"):
    try:
        print(text, "|", timespan.from_string(text))
    except AttributeError as error:
        print(text, "| AttributeError:", error)
PROGRAM

expect <<'SEEN'
timespan-python 0.1.2
14.00:00:00 | 14 days, 0:00:00
14:00:00:00 | 14 days, 0:00:00
14 | AttributeError: 'NoneType' object has no attribute 'groupdict'
SEEN
