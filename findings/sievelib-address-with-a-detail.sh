#!/usr/bin/env bash
# Copyright (c) 2026 the m365.exchange contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
#
# Rules of a mailbox that move from a server with Sieve: mail to adele+sales@contoso.com is sorted by what stands behind
# the plus (RFC 5233), and a reply is sent again after half an hour (RFC 6131, where vacation-seconds implies vacation).
#
# Guess: sievelib, which takes subaddress, vacation-seconds and more in 'require', reads what they bring.
#
# Seen: sievelib 1.6.0 takes both in 'require'; it refuses :detail in the tests address and envelope, and wants vacation
# to be named beside vacation-seconds.
. "$(dirname "$(readlink -f "$0")")/_run.sh"

python_with sievelib==1.6.0 <<'PROGRAM'
import importlib.metadata

from sievelib.parser import Parser

print("sievelib", importlib.metadata.version("sievelib"))
SCRIPTS = (
    'require ["subaddress", "fileinto"];\nif address :detail "to" "sales" { fileinto "Sales"; }\n',
    'require ["envelope", "subaddress", "fileinto"];\nif envelope :detail "to" "sales" { fileinto "Sales"; }\n',
    'require ["vacation", "vacation-seconds"];\nvacation :seconds 1800 "I am away.";\n',
    'require ["vacation-seconds"];\nvacation :seconds 1800 "I am away.";\n',
)
for script in SCRIPTS:
    parser = Parser()
    print(script.replace("\n", " "), "|", parser.parse(script) or parser.error)
PROGRAM

expect <<'SEEN'
sievelib 1.6.0
require ["subaddress", "fileinto"]; if address :detail "to" "sales" { fileinto "Sales"; }  | line 2: bad argument :detail for command address (['string', 'stringlist'] expected)
require ["envelope", "subaddress", "fileinto"]; if envelope :detail "to" "sales" { fileinto "Sales"; }  | line 2: bad argument :detail for command envelope (['string', 'stringlist'] expected)
require ["vacation", "vacation-seconds"]; vacation :seconds 1800 "I am away.";  | True
require ["vacation-seconds"]; vacation :seconds 1800 "I am away.";  | line 2: extension 'vacation' not loaded
SEEN
