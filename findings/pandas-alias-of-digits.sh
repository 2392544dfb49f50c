#!/usr/bin/env bash
# Copyright (c) 2026 the m365.exchange contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
#
# Rows of mailboxes as JSON lines: an alias is text, also where it is made of digits, or looks like 1e5.
#
# Guess: pandas 3 with its new type of text leaves JSON's text as text.
#
# Seen: pandas 3.1.1 makes numbers of both, and a date of a text in a column that is named 'modified'; dtype=False
# leaves them.
. "$(dirname "$(readlink -f "$0")")/_run.sh"

python_with pandas==3.1.1 <<'PROGRAM'
import io
import pandas

print("pandas", pandas.__version__)
row = '{"Alias": "0042", "MailNickname": "1e5", "modified": "1767225600", "Name": "Adele"}\n'
for options in ({}, {"dtype": False, "convert_dates": False}):
    print({name: str(value) for name, value in pandas.read_json(io.StringIO(row), lines=True, **options).iloc[0].items()})
PROGRAM

expect <<'SEEN'
pandas 3.1.1
{'Alias': '42', 'MailNickname': '100000.0', 'modified': '2026-01-01 00:00:00', 'Name': 'Adele'}
{'Alias': '0042', 'MailNickname': '1e5', 'modified': '1767225600', 'Name': 'Adele'}
SEEN
