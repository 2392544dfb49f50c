#!/usr/bin/env bash
# Copyright (c) 2026 the m365.exchange contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
#
# The answer to a $batch of OData is multipart/mixed. RFC 2046 lets text stand before the first boundary and after the
# last, which a reader ignores (section 5.1.1).
#
# Guess: MultipartDecoder of requests-toolbelt ignores both.
#
# Seen: requests-toolbelt 1.0.0 ignores what stands after, and takes what stands before for a part: it raises
# ImproperBodyPartContentException.
. "$(dirname "$(readlink -f "$0")")/_run.sh"

python_with requests-toolbelt==1.0.0 <<'PROGRAM'
import importlib.metadata

from requests_toolbelt.multipart import ImproperBodyPartContentException, MultipartDecoder

print("requests-toolbelt", importlib.metadata.version("requests-toolbelt"))
PART = "--batch\r\nContent-Type: application/http\r\n\r\nHTTP/1.1 204 No Content\r\n\r\n\r\n"
for place, before, after in (("none", "", ""), ("after", "", "The end.\r\n"), ("before", "Two answers.\r\n", "")):
    body = f"{before}{PART}{PART}--batch--\r\n{after}".encode()
    try:
        answer = len(MultipartDecoder(body, "multipart/mixed; boundary=batch").parts)
    except ImproperBodyPartContentException as error:
        answer = f"ImproperBodyPartContentException: {error}"
    print(place, "|", answer)
PROGRAM

expect <<'SEEN'
requests-toolbelt 1.0.0
none | 2
after | 2
before | ImproperBodyPartContentException: content does not contain CR-LF-CR-LF
SEEN
