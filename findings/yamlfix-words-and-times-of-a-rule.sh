#!/usr/bin/env bash
# Copyright (c) 2026 the m365.exchange contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
#
# A rule in a tenant's file: words and times in quotation marks, so that they are text, and a text of several lines as a
# block.
#
# Guess: yamlfix, a formatter, changes the looks and no value, as prettier does.
#
# Seen: yamlfix 1.19.1 takes the quotation marks off yes, no, on and 17:30, so that PyYAML 6.0.4, which Ansible reads with,
# gives true, false, true and 1050; in a block it drops empty lines and the last line feed, and puts blanks around a #.
. "$(dirname "$(readlink -f "$0")")/_run.sh"

python_with yamlfix==1.19.1 PyYAML==6.0.4 <<'PROGRAM'
import importlib.metadata

import yaml
import yamlfix

print(*(f"{name} {importlib.metadata.version(name)}" for name in ("yamlfix", "PyYAML")), sep=", ")
TEXT = """---
name: Out of hours
begins: "17:30"
words: ["yes", "no", "on", "0042", "2026-11-30"]
text: |
  Contoso Ltd.


  Room #1, desk #2
"""
before, after = (yaml.safe_load(one) for one in (TEXT, yamlfix.fix_code(TEXT)))
for name in before:
    print(name, "|", before[name], "|", after[name]) if name != "text" else print([before[name], after[name]])
PROGRAM

expect <<'SEEN'
yamlfix 1.19.1, PyYAML 6.0.4
name | Out of hours | Out of hours
begins | 17:30 | 1050
words | ['yes', 'no', 'on', '0042', '2026-11-30'] | [True, False, True, '0042', '2026-11-30']
['Contoso Ltd.\n\n\nRoom #1, desk #2\n', 'Contoso Ltd.\nRoom #1, desk  # 2']
SEEN
