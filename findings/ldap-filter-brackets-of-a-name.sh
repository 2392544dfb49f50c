#!/usr/bin/env bash
# Copyright (c) 2026 the m365.exchange contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
#
# A filter for the legacyExchangeDN of a recipient: each has the group (FYDIBOHF23SPDLT), whose brackets RFC 4515 wants
# as \28 and \29.
#
# Guess: ldap-filter of PyPI reads the filter, and writes it again as it was.
#
# Seen: ldap-filter 1.0.1 reads and matches it, but writes the brackets bare, and raises ParseError at its own text.
. "$(dirname "$(readlink -f "$0")")/_run.sh"

python_with ldap-filter==1.0.1 <<'PROGRAM'
import importlib.metadata

from ldap_filter import Filter, ParseError

print("ldap-filter", importlib.metadata.version("ldap-filter"))
NAME = "/o=ExchangeLabs/ou=Exchange Administrative Group (FYDIBOHF23SPDLT)/cn=Recipients/cn=adele"
TEXT = f"(legacyExchangeDN={NAME})".replace(" (F", r" \28F").replace("T)/", r"T\29/")
read = Filter.parse(TEXT)
print(TEXT, "|", read.match({"legacyExchangeDN": NAME}))
print(read.to_string())
try:
    Filter.parse(read.to_string())
except ParseError as error:
    print("ParseError")
PROGRAM

expect <<'SEEN'
ldap-filter 1.0.1
(legacyExchangeDN=/o=ExchangeLabs/ou=Exchange Administrative Group \28FYDIBOHF23SPDLT\29/cn=Recipients/cn=adele) | True
(legacyExchangeDN=/o=ExchangeLabs/ou=Exchange Administrative Group (FYDIBOHF23SPDLT)/cn=Recipients/cn=adele)
ParseError
SEEN
