#!/usr/bin/env bash
# Copyright (c) 2026 the m365.exchange contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
#
# Rules by their names; a name may have an apostrophe and quotation marks: Block "Don't forward".
#
# Guess: A Delta of deepdiff, added to the old rules, gives the new ones for each name.
#
# Seen: deepdiff 9.1.0 does so for a name with either mark; with both, Delta logs that it does not find the item, raises
# nothing and gives the old rules.
. "$(dirname "$(readlink -f "$0")")/_run.sh"

python_with deepdiff==9.1.0 <<'PROGRAM'
import importlib.metadata
import logging

from deepdiff import DeepDiff, Delta

logging.disable()
print("deepdiff", importlib.metadata.version("deepdiff"))
for name in ("Block", "Don't forward", 'Block "forward"', 'Block "Don\'t forward"'):
    old, new = {name: {"Priority": 1}}, {name: {"Priority": 2}}
    print(name, "|", (old + Delta(DeepDiff(old, new)))[name])
PROGRAM

expect <<'SEEN'
deepdiff 9.1.0
Block | {'Priority': 2}
Don't forward | {'Priority': 2}
Block "forward" | {'Priority': 2}
Block "Don't forward" | {'Priority': 1}
SEEN
