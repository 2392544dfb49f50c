#!/usr/bin/env bash
# Copyright (c) 2026 the m365.exchange contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
#
# Exchange writes seven digits of a second, in EWS as in its REST API.
#
# Guess: exchangelib, made for Exchange, cuts the seventh digit.
#
# Seen: exchangelib 5.6.0 raises ValueError for any fraction of a second in a date.
. "$(dirname "$(readlink -f "$0")")/_run.sh"

python_with exchangelib==5.6.0 <<'PROGRAM'
import importlib.metadata

from exchangelib import EWSDateTime

print("exchangelib", importlib.metadata.version("exchangelib"))
for text in ("2026-11-30T08:00:00Z", "2026-11-30T08:00:00.1234567Z", "9999-12-31T23:59:59.9999999Z"):
    try:
        print(text, "|", EWSDateTime.from_string(text))
    except ValueError as error:
        print(text, "| ValueError:", error)
PROGRAM

expect <<'SEEN'
exchangelib 5.6.0
2026-11-30T08:00:00Z | 2026-11-30 08:00:00+00:00
2026-11-30T08:00:00.1234567Z | ValueError: time data '2026-11-30T08:00:00.1234567Z' does not match format '%Y-%m-%dT%H:%M:%SZ'
9999-12-31T23:59:59.9999999Z | ValueError: time data '9999-12-31T23:59:59.9999999Z' does not match format '%Y-%m-%dT%H:%M:%SZ'
SEEN
