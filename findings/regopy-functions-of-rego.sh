#!/usr/bin/env bash
# Copyright (c) 2026 the m365.exchange contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
#
# Rego, the language of OPA, is that of ScubaGear's rules for Exchange Online. OPA's reference: object.union merges
# deeply, sort has null before numbers before text, a regular expression is Go's, so (?i) is without case.
#
# Guess: regopy, Rego for Python, gives the answers of that reference.
#
# Seen: regopy 1.5.2 merges one level, sorts numbers as their text, and finds nothing with (?i); none is an error.
. "$(dirname "$(readlink -f "$0")")/_run.sh"

python_with regopy==1.5.2 <<'PROGRAM'
import importlib.metadata

import regopy

print("regopy", importlib.metadata.version("regopy"))
for query in (
    'object.union({"Quota": {"Issue": 1}}, {"Quota": {"Send": 2}})',
    'sort(["Unlimited", 500, 1000, null])',
    'regex.match("^smtp:", "smtp:adele@contoso.com")',
    'regex.match("(?i)^SMTP:", "smtp:adele@contoso.com")',
):
    print(query, "|", regopy.Interpreter().query(query))
PROGRAM

expect <<'SEEN'
regopy 1.5.2
object.union({"Quota": {"Issue": 1}}, {"Quota": {"Send": 2}}) | {"expressions":[{"Quota":{"Send":2}}]}
sort(["Unlimited", 500, 1000, null]) | {"expressions":[["Unlimited",1000,500,null]]}
regex.match("^smtp:", "smtp:adele@contoso.com") | {"expressions":[true]}
regex.match("(?i)^SMTP:", "smtp:adele@contoso.com") | undefined
SEEN
