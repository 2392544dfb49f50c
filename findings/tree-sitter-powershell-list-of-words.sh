#!/usr/bin/env bash
# Copyright (c) 2026 the m365.exchange contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
#
# PowerShell takes a list of words without quotation marks: Get-Mailbox adele,lee is one argument.
#
# Guess: tree-sitter-powershell gives one list of two, as it does for quoted words.
#
# Seen: tree-sitter-powershell 0.26.4 makes two arguments of it and a missing blank, so the tree has an error; quoted
# words are one list.
. "$(dirname "$(readlink -f "$0")")/_run.sh"

python_with tree-sitter==0.26.1 tree-sitter-powershell==0.26.4 <<'PROGRAM'
import importlib.metadata

import tree_sitter
import tree_sitter_powershell

print("tree-sitter-powershell", importlib.metadata.version("tree-sitter-powershell"))
parser = tree_sitter.Parser(tree_sitter.Language(tree_sitter_powershell.language()))
for line in ("Get-Mailbox 'adele','lee'", "Get-Mailbox adele,lee"):
    root = parser.parse(line.encode()).root_node
    kinds = [child.type for child in root.child(0).child(0).child(0).child(0).child(1).children]
    print(line, kinds, "error" if root.has_error else "no error")
PROGRAM

expect <<'SEEN'
tree-sitter-powershell 0.26.4
Get-Mailbox 'adele','lee' ['command_argument_sep', 'array_literal_expression'] no error
Get-Mailbox adele,lee ['command_argument_sep', 'generic_token', 'command_argument_sep', 'generic_token'] error
SEEN
