#!/usr/bin/env bash
# Copyright (c) 2026 the m365.exchange contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
#
# Microsoft's own SDK for Graph reads JSON by kiota: a property of type Edm.Duration may be negative.
#
# Guess: get_timedelta_value() of -P1D is minus one day, of P1M an error, as a timedelta has no months.
#
# Seen: microsoft-kiota-serialization-json 1.16.0 gives None for -P1D without an error, 30 days for P1M and 365 for
# P1Y.
. "$(dirname "$(readlink -f "$0")")/_run.sh"

python_with microsoft-kiota-serialization-json==1.16.0 <<'PROGRAM'
import importlib.metadata

from kiota_serialization_json.json_parse_node import JsonParseNode

print("kiota", importlib.metadata.version("microsoft-kiota-serialization-json"))
for text in ("P14D", "-P1D", "P1M", "P1Y"):
    print(text, "|", JsonParseNode(text).get_timedelta_value())
PROGRAM

expect <<'SEEN'
kiota 1.16.0
P14D | 14 days, 0:00:00
-P1D | None
P1M | 30 days, 0:00:00
P1Y | 365 days, 0:00:00
SEEN
