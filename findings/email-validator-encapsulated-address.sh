#!/usr/bin/env bash
# Copyright (c) 2026 the m365.exchange contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
#
# Exchange encapsulates an X.500 address for the outside: IMCEAEX-_o=ExchangeLabs_ou=...@EURP123.PROD.OUTLOOK.COM. Its
# local part is longer than the 64 octets of RFC 5321, and it is in the proxy addresses and in bounces of real
# tenants.
#
# Guess: email-validator refuses a local part of more than 64 octets.
#
# Seen: email-validator 2.4.0 takes it, and refuses it with strict=True only.
. "$(dirname "$(readlink -f "$0")")/_run.sh"

python_with email-validator==2.4.0 <<'PROGRAM'
import importlib.metadata

from email_validator import EmailNotValidError, validate_email

ADDRESS = (
    "IMCEAEX-_o=ExchangeLabs_ou=Exchange+20Administrative+20Group_cn=Recipients_cn="
    "00000000000000000000000000000001-Adele@EURP123.PROD.OUTLOOK.COM"
)
print("email-validator", importlib.metadata.version("email-validator"), "local part of", ADDRESS.index("@"), "octets")
for strict in (False, True):
    try:
        validate_email(ADDRESS, check_deliverability=False, strict=strict)
        print("strict" if strict else "as it is", "| taken")
    except EmailNotValidError as error:
        print("strict" if strict else "as it is", "| refused:", error)
PROGRAM

expect <<'SEEN'
email-validator 2.4.0 local part of 116 octets
as it is | taken
strict | refused: The email address is too long before the @-sign (52 characters too many).
SEEN
