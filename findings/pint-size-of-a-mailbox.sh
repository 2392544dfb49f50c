#!/usr/bin/env bash
# Copyright (c) 2026 the m365.exchange contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
#
# A size in a row of Exchange Online has two numbers: '49.5 GB (53,150,220,288 bytes)'.
#
# Guess: pint refuses the text: a unit, then a number in brackets, is no quantity.
#
# Seen: pint 0.25.3 multiplies the two: a quantity of 2.6e12 gigabyte x byte, without an error.
. "$(dirname "$(readlink -f "$0")")/_run.sh"

python_with Pint==0.25.3 <<'PROGRAM'
import pint

print("pint", pint.__version__)
size = pint.UnitRegistry()("49.5 GB (53,150,220,288 bytes)")
print(f"{size.magnitude:.6e}", size.units)
PROGRAM

expect <<'SEEN'
pint 0.25.3
2.630936e+12 byte * gigabyte
SEEN
