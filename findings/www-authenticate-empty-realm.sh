#!/usr/bin/env bash
# Copyright (c) 2026 the m365.exchange contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
#
# Microsoft's services answer 401 with a challenge whose realm is empty (Microsoft's page "Claims challenges, claims
# requests, and client capabilities"), and Exchange with two, Bearer and Basic. RFC 9110 has both.
#
# Guess: www-authenticate of PyPI and Werkzeug give each challenge with its parameters, the realm as an empty text.
#
# Seen: www-authenticate 0.9.2 raises ValueError at an empty realm, and reads both challenges where it is not; Werkzeug
# 3.1.9 reads an empty realm, and makes a parameter 'Basic realm' of the second challenge.
. "$(dirname "$(readlink -f "$0")")/_run.sh"

python_with www-authenticate==0.9.2 Werkzeug==3.1.9 <<'PROGRAM'
import importlib.metadata

import www_authenticate
from werkzeug.datastructures import WWWAuthenticate

print(*(f"{name} {importlib.metadata.version(name)}" for name in ("www-authenticate", "Werkzeug")), sep=", ")
BEARER = 'Bearer realm="{}", error="insufficient_claims", claims="eyJhY2Nlc3NfdG9rZW4iOnt9fQ=="'
for challenge in (BEARER.format(""), BEARER.format("contoso.com"), BEARER.format("contoso.com") + ', Basic realm="a"'):
    print(challenge)
    try:
        print("    www-authenticate", {name: dict(each) for name, each in www_authenticate.parse(challenge).items()})
    except ValueError as error:
        print("    www-authenticate ValueError:", error)
    read = WWWAuthenticate.from_header(challenge)
    print("    Werkzeug", read.type, dict(read.parameters))
PROGRAM

expect <<'SEEN'
www-authenticate 0.9.2, Werkzeug 3.1.9
Bearer realm="", error="insufficient_claims", claims="eyJhY2Nlc3NfdG9rZW4iOnt9fQ=="
    www-authenticate ValueError: Failed to parse value
    Werkzeug bearer {'realm': '', 'error': 'insufficient_claims', 'claims': 'eyJhY2Nlc3NfdG9rZW4iOnt9fQ=='}
Bearer realm="contoso.com", error="insufficient_claims", claims="eyJhY2Nlc3NfdG9rZW4iOnt9fQ=="
    www-authenticate {'bearer': {'realm': 'contoso.com', 'error': 'insufficient_claims', 'claims': 'eyJhY2Nlc3NfdG9rZW4iOnt9fQ=='}}
    Werkzeug bearer {'realm': 'contoso.com', 'error': 'insufficient_claims', 'claims': 'eyJhY2Nlc3NfdG9rZW4iOnt9fQ=='}
Bearer realm="contoso.com", error="insufficient_claims", claims="eyJhY2Nlc3NfdG9rZW4iOnt9fQ==", Basic realm="a"
    www-authenticate {'bearer': {'realm': 'contoso.com', 'error': 'insufficient_claims', 'claims': 'eyJhY2Nlc3NfdG9rZW4iOnt9fQ=='}, 'basic': {'realm': 'a'}}
    Werkzeug bearer {'realm': 'contoso.com', 'error': 'insufficient_claims', 'claims': 'eyJhY2Nlc3NfdG9rZW4iOnt9fQ==', 'Basic realm': 'a'}
SEEN
