#!/usr/bin/env bash
# Copyright (c) 2026 the m365.exchange contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
#
# Many tenants begin the name of a rule with a word in square brackets: '[external] Add a banner'. A console shows it.
#
# Guess: rich shows a word in brackets as it is where there is no style of that name.
#
# Seen: rich 15.0.0 drops the word with its brackets, without an error, in a table too; with a capital letter in front
# it stays.
. "$(dirname "$(readlink -f "$0")")/_run.sh"

python_with rich==15.0.0 <<'PROGRAM'
import importlib.metadata
import io

from rich.console import Console
from rich.table import Table

print("rich", importlib.metadata.version("rich"))
for name in ("[External] Add a banner", "[external] Add a banner", "[sales@contoso.com] Copy"):
    console = Console(file=io.StringIO(), width=60)
    table = Table(box=None, show_header=False)
    table.add_row(name)
    console.print(name)
    console.print(table)
    print(name, "|", " | ".join(line.strip() for line in console.file.getvalue().splitlines()))
PROGRAM

expect <<'SEEN'
rich 15.0.0
[External] Add a banner | [External] Add a banner | [External] Add a banner
[external] Add a banner | Add a banner | Add a banner
[sales@contoso.com] Copy | Copy | Copy
SEEN
