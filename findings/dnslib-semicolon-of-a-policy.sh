#!/usr/bin/env bash
# Copyright (c) 2026 the m365.exchange contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
#
# A policy of DMARC in a zone file. RFC 1035 lets a text stand without quotation marks, and takes \; for a semicolon that
# begins no comment; \195 is the octet of that decimal number.
#
# Guess: dnslib reads both, with quotation marks or without.
#
# Seen: dnslib 0.9.26 ends the text at \; where there are no quotation marks, so the policy is lost without an error, and
# reads the three digits as octal: \195 raises ValueError. In quotation marks \; is read.
. "$(dirname "$(readlink -f "$0")")/_run.sh"

python_with dnslib==0.9.26 dnspython==2.8.0 <<'PROGRAM'
import importlib.metadata

import dns.rdata
import dnslib

print(*(f"{name} {importlib.metadata.version(name)}" for name in ("dnslib", "dnspython")), sep=", ")
for text in (r'"v=DMARC1\; p=reject"', r"v=DMARC1\;p=reject", r'"caf\195\169"'):
    try:
        read = dnslib.RR.fromZone(f"_dmarc.contoso.com. 3600 IN TXT {text}\n")[0].rdata.data
    except ValueError as error:
        read = f"ValueError: {error}"
    print(text, "| dnslib", read, "| dnspython", list(dns.rdata.from_text("IN", "TXT", text).strings))
PROGRAM

expect <<'SEEN'
dnslib 0.9.26, dnspython 2.8.0
"v=DMARC1\; p=reject" | dnslib [b'v=DMARC1; p=reject'] | dnspython [b'v=DMARC1; p=reject']
v=DMARC1\;p=reject | dnslib [b'v=DMARC1\\'] | dnspython [b'v=DMARC1;p=reject']
"caf\195\169" | dnslib ValueError: invalid literal for int() with base 8: '195' | dnspython [b'caf\xc3\xa9']
SEEN
