#!/usr/bin/env bash
# Copyright (c) 2026 the m365.exchange contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
#
# A span may be negative; .NET writes -P1D (System.Xml.XmlConvert), and ISO 8601-2 has the sign.
#
# Guess: iso8601-duration gives minus one day, or refuses the text.
#
# Seen: iso8601-duration 2.1.4 gives one day: the sign is dropped without an error. So does dayjs 1.11.23 with its
# plugin.
. "$(dirname "$(readlink -f "$0")")/_run.sh"

node_with iso8601-duration@2.1.4 dayjs@1.11.23 <<'PROGRAM'
import { readFileSync } from 'fs';
import dayjs from 'dayjs';
import duration from 'dayjs/plugin/duration.js';
import { parse, toSeconds } from 'iso8601-duration';

dayjs.extend(duration);
for (const name of ['iso8601-duration', 'dayjs'])
  console.log(name, JSON.parse(readFileSync(`node_modules/${name}/package.json`)).version);
for (const text of ['-P1D', '-PT5M'])
  console.log(text, '|', toSeconds(parse(text)), 's |', dayjs.duration(text).asSeconds(), 's');
PROGRAM

expect <<'SEEN'
iso8601-duration 2.1.4
dayjs 1.11.23
-P1D | 86400 s | 86400 s
-PT5M | 300 s | 300 s
SEEN
