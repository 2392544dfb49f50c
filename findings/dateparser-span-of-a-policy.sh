#!/usr/bin/env bash
# Copyright (c) 2026 the m365.exchange contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
#
# A row has spans as .NET writes them, 14.00:00:00 is fourteen days, beside dates; a reader tells them apart.
#
# Guess: dateparser gives None for a span, as it does for 'Unlimited'.
#
# Seen: dateparser 1.5.0 gives the fourteenth of a month, at midnight.
. "$(dirname "$(readlink -f "$0")")/_run.sh"

python_with dateparser==1.5.0 <<'PROGRAM'
import datetime
import importlib.metadata

import dateparser

print("dateparser", importlib.metadata.version("dateparser"))
SETTINGS = {"RELATIVE_BASE": datetime.datetime(2026, 11, 30)}
for text in ("2026-11-30T08:00:00Z", "Unlimited", "14.00:00:00"):
    print(text, "|", dateparser.parse(text, settings=SETTINGS))
PROGRAM

expect <<'SEEN'
dateparser 1.5.0
2026-11-30T08:00:00Z | 2026-11-30 08:00:00+00:00
Unlimited | None
14.00:00:00 | 2026-11-14 00:00:00
SEEN
