#!/usr/bin/env bash
# Copyright (c) 2026 the m365.exchange contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
#
# Set-MailboxRegionalConfiguration takes the Windows name of a time zone; CLDR's table maps these names to the IANA's.
#
# Guess: The mailbox libraries know the names that a current tzlocal knows.
#
# Seen: tzlocal 5.4.5 has three that exchangelib 5.6.0 has not: three zones of Canada.
# windows-iana 5.1.0 of npm gives an empty list for each as well.
. "$(dirname "$(readlink -f "$0")")/_run.sh"

python_with tzlocal==5.4.5 exchangelib==5.6.0 <<'PROGRAM'
import importlib.metadata

from exchangelib.winzone import MS_TIMEZONE_TO_IANA_MAP
from tzlocal.windows_tz import win_tz

for package in ("tzlocal", "exchangelib"):
    print(package, importlib.metadata.version(package))
for name in sorted(set(win_tz) - set(MS_TIMEZONE_TO_IANA_MAP)):
    print(name, "|", win_tz[name])
PROGRAM

expect <<'SEEN'
tzlocal 5.4.5
exchangelib 5.6.0
Alberta Standard Time | America/Edmonton
British Columbia Standard Time | America/Vancouver
Manitoba Standard Time | America/Winnipeg
SEEN
