#!/usr/bin/env bash
# Copyright (c) 2026 the m365.exchange contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
#
# A CSV of mailboxes: an alias of digits, Namibia's country code NA, and a span of a quarter of an hour.
#
# Guess: csvjson leaves the code NA, and the alias as a text with its noughts.
#
# Seen: csvkit 2.2.0 writes 42.0 and 100000.0 for the aliases, null for NA, and 0:15:00 for the span; --no-inference
# leaves the alias and the span, and NA still becomes null until --blanks is given.
. "$(dirname "$(readlink -f "$0")")/_run.sh"

python_with csvkit==2.2.0 agate==1.14.2 <<'PROGRAM'
import importlib.metadata
import subprocess

print("csvkit", importlib.metadata.version("csvkit"))
with open("mailboxes.csv", "w") as file:
    file.write("Alias,UsageLocation,Span\n0042,NA,00:15:00\n1e5,NA,08:00:00\n")
for options in ([], ["--no-inference"], ["--no-inference", "--blanks"]):
    print(*options, subprocess.run(["venv/bin/csvjson", *options, "mailboxes.csv"], capture_output=True, text=True).stdout)
PROGRAM

expect <<'SEEN'
csvkit 2.2.0
[{"Alias": 42.0, "UsageLocation": null, "Span": "0:15:00"}, {"Alias": 100000.0, "UsageLocation": null, "Span": "8:00:00"}]
--no-inference [{"Alias": "0042", "UsageLocation": null, "Span": "00:15:00"}, {"Alias": "1e5", "UsageLocation": null, "Span": "08:00:00"}]
--no-inference --blanks [{"Alias": "0042", "UsageLocation": "NA", "Span": "00:15:00"}, {"Alias": "1e5", "UsageLocation": "NA", "Span": "08:00:00"}]
SEEN
