#!/usr/bin/env bash
# Copyright (c) 2026 the m365.exchange contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
#
# A column of names of transport rules goes into a workbook: 'external: add the banner', 'internal: staff only'.
#
# Guess: polars, which tells XlsxWriter to make no formulas of text, writes all text as it is.
#
# Seen: polars 2.1.0 with XlsxWriter 3.3.1 makes links of texts that begin with internal:, external: or mailto:, and
# drops that word from what the cell shows.
. "$(dirname "$(readlink -f "$0")")/_run.sh"

python_with polars==2.1.0 XlsxWriter==3.3.1 openpyxl==3.1.5 <<'PROGRAM'
import importlib.metadata

import openpyxl
import polars

for package in ("polars", "XlsxWriter", "openpyxl"):
    print(package, importlib.metadata.version(package))
NAMES = ["=HR= banner", "external: add the banner", "internal: staff only", "mailto:adele@contoso.com", "External banner"]
polars.DataFrame({"Name": NAMES}).write_excel("rules.xlsx")
for name, (cell,) in zip(NAMES, list(openpyxl.load_workbook("rules.xlsx").active.iter_rows())[1:], strict=True):
    print(repr(name), "|", repr(cell.value), "| a link" if cell.hyperlink else "| text")
PROGRAM

expect <<'SEEN'
polars 2.1.0
XlsxWriter 3.3.1
openpyxl 3.1.5
'=HR= banner' | '=HR= banner' | text
'external: add the banner' | ' add the banner' | a link
'internal: staff only' | ' staff only' | a link
'mailto:adele@contoso.com' | 'adele@contoso.com' | a link
'External banner' | 'External banner' | text
SEEN
