#!/usr/bin/env bash
# Copyright (c) 2026 the m365.exchange contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
#
# The distinguishedName of a recipient of Exchange Online. RFC 4514 wants '#' escaped at the beginning of a value only,
# and '=' nowhere.
#
# Guess: parse_dn of ldap3 takes both inside of a value, as x509.Name.from_rfc4514_string of cryptography does.
#
# Seen: ldap3 2.9.1 refuses both with LDAPInvalidDnError until they are escaped.
. "$(dirname "$(readlink -f "$0")")/_run.sh"

python_with ldap3==2.9.1 cryptography==50.0.2 <<'PROGRAM'
import importlib.metadata

from cryptography import x509
from ldap3.core.exceptions import LDAPInvalidDnError
from ldap3.utils.dn import parse_dn

TENANT = "OU=contoso.onmicrosoft.com,OU=Microsoft Exchange Hosted Organizations,DC=EURPR01A001,DC=PROD,DC=OUTLOOK,DC=COM"
for package in ("ldap3", "cryptography"):
    print(package, importlib.metadata.version(package))
for name in ("Room 1", "Room #1", "Room \\#1", "Room=1"):
    dn = f"CN={name},{TENANT}"
    [*_, first] = x509.Name.from_rfc4514_string(dn)
    try:
        answer = parse_dn(dn)[0][1]
    except LDAPInvalidDnError as error:
        answer = f"LDAPInvalidDnError: {error}"
    print(name, "| cryptography:", first.value, "| ldap3:", answer)
PROGRAM

expect <<'SEEN'
ldap3 2.9.1
cryptography 50.0.2
Room 1 | cryptography: Room 1 | ldap3: Room 1
Room #1 | cryptography: Room #1 | ldap3: LDAPInvalidDnError: special character # must be escaped
Room \#1 | cryptography: Room #1 | ldap3: Room \#1
Room=1 | cryptography: Room=1 | ldap3: LDAPInvalidDnError: special character = must be escaped
SEEN
