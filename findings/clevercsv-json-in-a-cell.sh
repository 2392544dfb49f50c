#!/usr/bin/env bash
# Copyright (c) 2026 the m365.exchange contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
#
# A CSV of transport rules: a list of words stands in its cell as JSON, so a word in quotation marks has them as \" there,
# doubled by CSV (RFC 4180). The backslash is JSON's and means nothing in CSV.
#
# Guess: clevercsv, which finds out the form of a file, reads it as Python's csv does.
#
# Seen: clevercsv 0.8.5 takes the backslash for an escape of CSV, without an error: the cell is no JSON any more. With
# lists that have no such word it is right.
. "$(dirname "$(readlink -f "$0")")/_run.sh"

python_with clevercsv==0.8.5 <<'PROGRAM'
import csv
import importlib.metadata
import io
import json

import clevercsv

print("clevercsv", importlib.metadata.version("clevercsv"))
for words in (["invoice", "urgent"], ["invoice", 'say "urgent"']):
    text = io.StringIO(newline="")
    rows = [["Name", "SubjectContainsWords"], ["Invoices", json.dumps(words)], ["Payments", json.dumps(words)]]
    csv.writer(text, lineterminator="\n").writerows(rows)
    dialect = clevercsv.Sniffer().sniff(text.getvalue())
    cell = list(clevercsv.reader(io.StringIO(text.getvalue(), newline=""), dialect))[-1][-1]
    print(repr(dialect.escapechar), cell, "|", "as it was" if cell == json.dumps(words) else "another")
PROGRAM

expect <<'SEEN'
clevercsv 0.8.5
'' ["invoice", "urgent"] | as it was
'\\' ["invoice", "say ""urgent"""] | another
SEEN
