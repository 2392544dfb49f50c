#!/usr/bin/env bash
# Copyright (c) 2026 the m365.exchange contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
#
# A report's table of mailboxes, sorted in the browser: sizes as '49.5 GB (53,150,220,288 bytes)', dates as
# 2026-11-30T08:00:00Z.
#
# Guess: tablesort with its sorts for sizes and dates reads the first part of such a size, and puts such dates in order.
#
# Seen: tablesort 5.6.0 sorts these sizes as text (100 MB, 49.5 GB, 9 KB); its sort for dates takes 2026-11-30 as well,
# and reads 2030-11-26, so the order is wrong. Without that sort the dates are in order, as text.
. "$(dirname "$(readlink -f "$0")")/_run.sh"

node_with tablesort@5.6.0 jsdom@29.1.1 <<'PROGRAM'
import { createRequire } from 'module';
import { JSDOM } from 'jsdom';

const require = createRequire(import.meta.url);
console.log('tablesort', require('tablesort/package.json').version);
const { window } = new JSDOM();
Object.assign(globalThis, { window, document: window.document, CustomEvent: window.CustomEvent });
globalThis.Tablesort = require('tablesort');

function sorted(texts) {
  const rows = texts.map(text => `<tr><td>${text}</td></tr>`).join('');
  document.body.innerHTML = `<table><thead><tr><th>Value</th></tr></thead><tbody>${rows}</tbody></table>`;
  new Tablesort(document.querySelector('table'));
  document.querySelector('th').click();
  return [...document.querySelectorAll('td')].map(cell => cell.textContent).join(' | ');
}
const DATES = ['2026-11-30T08:00:00Z', '2025-12-31T00:00:00Z', '2027-02-01T00:00:00Z'];
console.log(sorted(DATES));
require('./node_modules/tablesort/src/sorts/tablesort.filesize.js');
require('./node_modules/tablesort/src/sorts/tablesort.date.js');
console.log(sorted(DATES));
console.log(sorted(['49.5 GB', '9 KB', '100 MB']));
console.log(sorted(['49.5 GB (53,150,220,288 bytes)', '9 KB (9,216 bytes)', '100 MB (104,857,600 bytes)']));
PROGRAM

expect <<'SEEN'
tablesort 5.6.0
2025-12-31T00:00:00Z | 2026-11-30T08:00:00Z | 2027-02-01T00:00:00Z
2027-02-01T00:00:00Z | 2026-11-30T08:00:00Z | 2025-12-31T00:00:00Z
9 KB | 100 MB | 49.5 GB
100 MB (104,857,600 bytes) | 49.5 GB (53,150,220,288 bytes) | 9 KB (9,216 bytes)
SEEN
