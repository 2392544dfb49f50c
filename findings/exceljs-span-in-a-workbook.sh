#!/usr/bin/env bash
# Copyright (c) 2026 the m365.exchange contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
#
# A span of a policy in a workbook is a number of days with the format [h]:mm:ss: 14.5 is 348:00:00.
#
# Guess: exceljs gives the number 14.5 back, as the cell holds it.
#
# Seen: exceljs 4.4.0 gives a date of 1900, also for what it has written itself.
. "$(dirname "$(readlink -f "$0")")/_run.sh"

node_with exceljs@4.4.0 <<'PROGRAM'
import { readFileSync } from 'fs';
import excel from 'exceljs';

console.log('exceljs', JSON.parse(readFileSync('node_modules/exceljs/package.json')).version);
const written = new excel.Workbook(), sheet = written.addWorksheet();
for (const [days, format] of [[14.5, 'General'], [14.5, '[h]:mm:ss'], [0.25, '[h]:mm:ss']])
  sheet.addRow([days]).getCell(1).numFmt = format;
const read = new excel.Workbook();
await read.xlsx.load(await written.xlsx.writeBuffer());
read.worksheets[0].eachRow((row, number) => {
  const { value, numFmt } = row.getCell(1);
  console.log(sheet.getRow(number).getCell(1).value, numFmt ?? 'General', '|', value.toISOString?.() ?? value);
});
PROGRAM

expect <<'SEEN'
exceljs 4.4.0
14.5 General | 14.5
14.5 [h]:mm:ss | 1900-01-13T12:00:00.000Z
0.25 [h]:mm:ss | 1899-12-30T06:00:00.000Z
SEEN
