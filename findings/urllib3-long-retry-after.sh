#!/usr/bin/env bash
# Copyright (c) 2026 the m365.exchange contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
#
# Exchange Online and Graph tell with Retry-After how long to wait.
#
# Guess: urllib3's Retry waits as long as the server says, and reads 30.5 as 30.5 seconds, as Python's float does.
#
# Seen: urllib3 2.8.0 waits six hours at most (retry_after_max), also for a date, and a fraction raises InvalidHeader.
. "$(dirname "$(readlink -f "$0")")/_run.sh"

python_with urllib3==2.8.0 <<'PROGRAM'
import urllib3
from urllib3.util.retry import Retry

print("urllib3", urllib3.__version__)
for text in ("30", "86400", "30.5"):
    try:
        print(text, "|", Retry().parse_retry_after(text))
    except urllib3.exceptions.InvalidHeader as error:
        print(text, "| InvalidHeader:", error)
PROGRAM

expect <<'SEEN'
urllib3 2.8.0
30 | 30
86400 | 21600
30.5 | InvalidHeader: Invalid Retry-After header: 30.5
SEEN
