#!/usr/bin/env bash
# Copyright (c) 2026 the m365.exchange contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
#
# A report of a failed delivery (RFC 3464) names the recipient. Exchange Online rewrites a sender (SRS) and encapsulates
# names of X.500; both give addresses with an equals sign, which RFC 5321 has among its letters of an atom.
#
# Guess: flufl.bounce gives the address of each report as a permanent failure.
#
# Seen: flufl.bounce 6.0.0 gives what stands in front of the first equals sign, in small letters, and no domain: it
# reads a parameter's name and value.
. "$(dirname "$(readlink -f "$0")")/_run.sh"

python_with flufl.bounce==6.0.0 <<'PROGRAM'
import email
import importlib.metadata

from flufl.bounce import all_failures

print("flufl.bounce", importlib.metadata.version("flufl.bounce"))
REPORT = """From: postmaster@contoso.onmicrosoft.com
To: lee@contoso.com
Subject: Undeliverable: Planning
MIME-Version: 1.0
Content-Type: multipart/report; report-type=delivery-status; boundary="part"

--part
Content-Type: text/plain

Your message could not be delivered.
--part
Content-Type: message/delivery-status

Reporting-MTA: dns;AM0PR01MB0001.eurprd01.prod.exchangelabs.com

Final-Recipient: rfc822;{address}
Action: failed
Status: 5.1.10
Diagnostic-Code: smtp;550 5.1.10 RESOLVER.ADR.RecipientNotFound

--part--
"""
for address in (
    "adele@contoso.com",
    "bounces+SRS=aB3dE=X7@contoso.com",
    "IMCEAEX-_o=ExchangeLabs_cn=adele@EURP123.PROD.OUTLOOK.COM",
):
    _, permanent = all_failures(email.message_from_string(REPORT.format(address=address)))
    print(address, "|", *sorted(permanent))
PROGRAM

expect <<'SEEN'
flufl.bounce 6.0.0
adele@contoso.com | b'adele@contoso.com'
bounces+SRS=aB3dE=X7@contoso.com | b'bounces+srs'
IMCEAEX-_o=ExchangeLabs_cn=adele@EURP123.PROD.OUTLOOK.COM | b'imceaex-_o'
SEEN
