#!/usr/bin/env bash
# Copyright (c) 2026 the m365.exchange contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
#
# PowerShell takes an en dash for a hyphen before a parameter's name: lines that were copied from a formatted page
# run.
#
# Guess: tree-sitter-powershell sees a parameter.
#
# Seen: tree-sitter-powershell 0.26.4 sees an argument, without an error: whoever looks for the parameter in the tree
# does not find it.
. "$(dirname "$(readlink -f "$0")")/_run.sh"

python_with tree-sitter==0.26.1 tree-sitter-powershell==0.26.4 <<'PROGRAM'
import importlib.metadata

import tree_sitter
import tree_sitter_powershell

print("tree-sitter-powershell", importlib.metadata.version("tree-sitter-powershell"))
parser = tree_sitter.Parser(tree_sitter.Language(tree_sitter_powershell.language()))
for line in ("Get-Mailbox -Identity adele", "Get-Mailbox \N{EN DASH}Identity adele"):
    root = parser.parse(line.encode()).root_node
    kinds = [child.type for child in root.child(0).child(0).child(0).child(0).child(1).children]
    print(ascii(line), kinds, "error" if root.has_error else "no error")
PROGRAM

expect <<'SEEN'
tree-sitter-powershell 0.26.4
'Get-Mailbox -Identity adele' ['command_argument_sep', 'command_parameter', 'command_argument_sep', 'generic_token'] no error
'Get-Mailbox \u2013Identity adele' ['command_argument_sep', 'generic_token', 'command_argument_sep', 'generic_token'] no error
SEEN
