#!/usr/bin/env bash
# Copyright (c) 2026 the m365.exchange contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
#
# Set-MailboxRegionalConfiguration takes .NET's names of cultures: sr-Latn-CS is Serbian in Latin script. CLDR has RS in
# place of the territory CS.
#
# Guess: Babel gives sr_Latn_RS, as langcodes does.
#
# Seen: Babel 2.19.0 gives sr_Cyrl_RS, and so names and dates in Cyrillic script; sr-Latn-RS is left as it is.
. "$(dirname "$(readlink -f "$0")")/_run.sh"

python_with babel==2.19.0 langcodes==3.5.1 <<'PROGRAM'
import importlib.metadata

import babel
import langcodes

for package in ("babel", "langcodes"):
    print(package, importlib.metadata.version(package))
for name in ("sr-Latn-RS", "sr-Latn-CS", "sr-Cyrl-CS"):
    print(name, "|", langcodes.standardize_tag(name), "|", babel.Locale.parse(name, sep="-"))
PROGRAM

expect <<'SEEN'
babel 2.19.0
langcodes 3.5.1
sr-Latn-RS | sr-Latn-RS | sr_Latn_RS
sr-Latn-CS | sr-Latn-RS | sr_Cyrl_RS
sr-Cyrl-CS | sr-Cyrl-RS | sr_Cyrl_RS
SEEN
