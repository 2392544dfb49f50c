#!/usr/bin/env bash
# Copyright (c) 2026 the m365.exchange contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
#
# Names of properties made from those of a list, as generators of clients do: Addresses has Address, Aliases has Alias.
#
# Guess: inflect gives False for what is a singular already, as it does for Address, Status and Mailbox.
#
# Seen: inflect 7.6.0 gives Alia for Alias, and Alias for Aliases; pluralize 8.0.0 of npm leaves Alias.
. "$(dirname "$(readlink -f "$0")")/_run.sh"

python_with inflect==7.6.0 <<'PROGRAM'
import importlib.metadata

import inflect

print("inflect", importlib.metadata.version("inflect"))
engine = inflect.engine()
for word in ("Address", "Status", "Mailbox", "Alias", "alias", "Aliases"):
    print(word, "|", engine.singular_noun(word))
PROGRAM

expect <<'SEEN'
inflect 7.6.0
Address | False
Status | False
Mailbox | False
Alias | Alia
alias | alia
Aliases | Alias
SEEN
