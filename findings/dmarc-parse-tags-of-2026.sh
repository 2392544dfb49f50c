#!/usr/bin/env bash
# Copyright (c) 2026 the m365.exchange contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
#
# The DMARC record of a domain of Exchange Online may have the tags that came after RFC 7489: np (RFC 9091), psd and
# t. checkdmarc 6.0.4 and dmarc 1.2.1 of PyPI know them.
#
# Guess: dmarc-parse of npm, released later than RFC 9091, knows np at least.
#
# Seen: dmarc-parse 1.2.1 says 'Unknown tag' of all three and drops them from its result.
. "$(dirname "$(readlink -f "$0")")/_run.sh"

node_with dmarc-parse@1.2.1 <<'PROGRAM'
import parse from 'dmarc-parse';

const { tags, messages } = parse('v=DMARC1; p=reject; np=reject; psd=n; t=y');
console.log('dmarc-parse 1.2.1', Object.keys(tags).join(' '), '|', messages.join(', '));
PROGRAM

expect <<'SEEN'
dmarc-parse 1.2.1 v p | Unknown tag 'np', Unknown tag 'psd', Unknown tag 't'
SEEN
