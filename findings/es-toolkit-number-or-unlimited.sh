#!/usr/bin/env bash
# Copyright (c) 2026 the m365.exchange contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
#
# A column of rows that has numbers and the text 'Unlimited', as RecipientLimits, is to be sorted.
#
# Guess: orderBy of es-toolkit puts the numbers in order and the text at one end, as natural-orderby and fast-sort do.
#
# Seen: es-toolkit 1.53.2 leaves numbers out of order on both sides of the text, without an error, as sortBy of lodash
# 4.18.1 does.
. "$(dirname "$(readlink -f "$0")")/_run.sh"

node_with es-toolkit@1.53.2 lodash@4.18.1 natural-orderby@5.0.0 fast-sort@3.4.1 <<'PROGRAM'
import { readFileSync } from 'fs';
import { orderBy } from 'es-toolkit';
import * as fast from 'fast-sort';
import lodash from 'lodash';
import * as natural from 'natural-orderby';

const ROWS = [500, 'Unlimited', 1000, 30, 'Unlimited', 250].map(RecipientLimits => ({ RecipientLimits }));
const SORTED = {
  'es-toolkit': orderBy(ROWS, ['RecipientLimits'], ['asc']),
  lodash: lodash.sortBy(ROWS, 'RecipientLimits'),
  'natural-orderby': natural.orderBy(ROWS, row => row.RecipientLimits),
  'fast-sort': fast.sort(ROWS).asc('RecipientLimits'),
};
for (const [name, rows] of Object.entries(SORTED))
  console.log(name, JSON.parse(readFileSync(`node_modules/${name}/package.json`)).version, '|', rows.map(row => row.RecipientLimits).join(' '));
PROGRAM

expect <<'SEEN'
es-toolkit 1.53.2 | 500 Unlimited 30 1000 Unlimited 250
lodash 4.18.1 | 500 Unlimited 30 1000 Unlimited 250
natural-orderby 5.0.0 | 30 250 500 1000 Unlimited Unlimited
fast-sort 3.4.1 | 30 250 500 1000 Unlimited Unlimited
SEEN
