#!/usr/bin/env bash
# Copyright (c) 2026 the m365.exchange contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
#
# A size in a row of Exchange Online has two numbers: '49.5 GB (53,150,220,288 bytes)'.
#
# Guess: bytes.parse() of npm gives null for a text that is no size, as it does for 'Unlimited'.
#
# Seen: bytes 3.1.2 gives 49, so 49 bytes, and 1 for '1,024 MB'.
. "$(dirname "$(readlink -f "$0")")/_run.sh"

node_with bytes@3.1.2 <<'PROGRAM'
import { createRequire } from 'module';
const require = createRequire(import.meta.url);
const bytes = require('bytes');

console.log('bytes', require('bytes/package.json').version);
for (const text of ['50 GB', 'Unlimited', '49.5 GB (53,150,220,288 bytes)', '1,024 MB'])
  console.log(text, '|', bytes.parse(text));
PROGRAM

expect <<'SEEN'
bytes 3.1.2
50 GB | 53687091200
Unlimited | null
49.5 GB (53,150,220,288 bytes) | 49
1,024 MB | 1
SEEN
