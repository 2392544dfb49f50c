#!/usr/bin/env bash
# Copyright (c) 2026 the m365.exchange contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
#
# Rows of mailboxes as JSON lines: RecipientLimits is a number in one row and "Unlimited" in another.
#
# Guess: DuckDB falls back to text, and where RecipientLimits = 'Unlimited' finds the row.
#
# Seen: duckdb 2.0.1 makes a column of type JSON; the comparison raises ConversionException, and ->> '$' is needed.
. "$(dirname "$(readlink -f "$0")")/_run.sh"

python_with duckdb==2.0.1 <<'PROGRAM'
import duckdb

print("duckdb", duckdb.__version__)
with open("rows.jsonl", "w") as file:
    file.writelines(f'{{"RecipientLimits": {limit}}}\n' for limit in (500, 1000, '"Unlimited"'))
print(duckdb.sql("describe select * from 'rows.jsonl'").fetchall()[0][:2])
for condition in ("RecipientLimits = 'Unlimited'", "RecipientLimits ->> '$' = 'Unlimited'"):
    try:
        print(condition, "|", duckdb.sql(f"select count(*) from 'rows.jsonl' where {condition}").fetchall())
    except duckdb.Error as error:
        print(condition, "|", type(error).__name__)
PROGRAM

expect <<'SEEN'
duckdb 2.0.1
('RecipientLimits', 'JSON')
RecipientLimits = 'Unlimited' | ConversionException
RecipientLimits ->> '$' = 'Unlimited' | [(1,)]
SEEN
