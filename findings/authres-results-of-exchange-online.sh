#!/usr/bin/env bash
# Copyright (c) 2026 the m365.exchange contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
#
# Exchange Online writes Authentication-Results without a name of the server in front (RFC 8601 wants one), with a
# method of its own, compauth, at the end: Microsoft's page "Anti-spam message headers in cloud organizations".
#
# Guess: authres reads the results of spf, dkim and dmarc, and compauth with its reason, and has no authserv_id.
#
# Seen: authres 1.2.0 takes 'spf=pass' for the name of the server and raises SyntaxError at what follows; with a name
# in front it reads all four, compauth with its reason too.
. "$(dirname "$(readlink -f "$0")")/_run.sh"

python_with authres==1.2.0 <<'PROGRAM'
import importlib.metadata

import authres

print("authres", importlib.metadata.version("authres"))
RESULTS = (
    "spf=pass (sender IP is 203.0.113.7) smtp.mailfrom=contoso.com; dkim=pass (signature was verified) "
    "header.d=contoso.com;dmarc=pass action=none header.from=contoso.com;compauth=pass reason=100"
)
for name in ("", "mx.fabrikam.com; "):
    try:
        read = authres.AuthenticationResultsHeader.parse(f"Authentication-Results: {name}{RESULTS}")
        print(read.authserv_id, [(one.method, one.result, one.reason) for one in read.results])
    except authres.SyntaxError as error:
        print("SyntaxError:", error)
PROGRAM

expect <<'SEEN'
authres 1.2.0
SyntaxError: Syntax error: Expected "none" or at least one resinfo at: smtp.mailfrom=contoso.com; dkim=pass (si...
mx.fabrikam.com [('spf', 'pass', None), ('dkim', 'pass', None), ('dmarc', 'pass', None), ('compauth', 'pass', '100')]
SEEN
