#!/usr/bin/env bash
# Copyright (c) 2026 the m365.exchange contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
#
# The rights to a mailbox are a security descriptor, as a text in SDDL: O:PSG:PSD:(A;CI;CCRC;;;PS) gives two to its own
# user (PS, principal self). CC is the bit 1, the directory's "create child" and Exchange's full access.
#
# Guess: winsddl reads the owner, the group, and one entry with the two rights CC and RC.
#
# Seen: winsddl 0.1.1 gives no owner and no group where they are names of two letters, without an error, and as rights
# of the directory RC alone: CC is lost beside another right, and is there by itself.
. "$(dirname "$(readlink -f "$0")")/_run.sh"

python_with winsddl==0.1.1 <<'PROGRAM'
import importlib.metadata

import winsddl

print("winsddl", importlib.metadata.version("winsddl"))
for text in ("O:PSG:PSD:(A;CI;CCRC;;;PS)", "O:PSG:PSD:(A;CI;CC;;;PS)", "O:S-1-5-10G:S-1-5-10D:(A;CI;CCRC;;;S-1-5-10)"):
    read = winsddl.SDDLParser("ActiveDirectory").parse(text)
    rights = [entry.basic_rights + entry.advanced_rights for entry in read.dacl]
    print(text, "owner", read.owner and read.owner.sid, "group", read.group and read.group.sid, rights)
PROGRAM

expect <<'SEEN'
winsddl 0.1.1
O:PSG:PSD:(A;CI;CCRC;;;PS) owner None group None [['Read permissions']]
O:PSG:PSD:(A;CI;CC;;;PS) owner None group None [['Create all child objects']]
O:S-1-5-10G:S-1-5-10D:(A;CI;CCRC;;;S-1-5-10) owner S-1-5-10 group S-1-5-10 [['Read permissions']]
SEEN
