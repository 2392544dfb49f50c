#!/usr/bin/env bash
# Copyright (c) 2026 the m365.exchange contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
#
# The street of a contact may have two lines, and so may its notes; on Windows a line ends with CRLF. A vCard writes the
# end of a line within a value as \n (RFC 2426).
#
# Guess: graphpim (of vdirsyncer-graph), made for contacts of Graph, makes a vCard of the contact and the contact again
# with all its fields.
#
# Seen: vdirsyncer-graph 0.1.0 writes the LF as \n and leaves the CR, which it takes for the end of a line of the vCard:
# town and post code are lost with the second line, without an error. With LF alone all is there.
. "$(dirname "$(readlink -f "$0")")/_run.sh"

python_with vdirsyncer-graph==0.1.0 <<'PROGRAM'
import importlib.metadata

from graphpim import contacts

print("vdirsyncer-graph", importlib.metadata.version("vdirsyncer-graph"))
for line_end in ("\n", "\r\n"):
    contact = {
        "displayName": "Adele Vance",
        "givenName": "Adele",
        "surname": "Vance",
        "businessAddress": {"street": f"1 Main St{line_end}Suite 5", "city": "Redmond", "postalCode": "98052"},
        "personalNotes": f"one{line_end}two",
    }
    again = contacts.vcard_to_graph(contacts.graph_to_vcard(contact))
    address = again["businessAddress"]
    print(repr(line_end), [address["street"], address["city"], address["postalCode"]], repr(again["personalNotes"]))
PROGRAM

expect <<'SEEN'
vdirsyncer-graph 0.1.0
'\n' ['1 Main St\nSuite 5', 'Redmond', '98052'] 'one\ntwo'
'\r\n' ['1 Main St', '', ''] 'one'
SEEN
