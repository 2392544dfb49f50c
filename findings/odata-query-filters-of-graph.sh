#!/usr/bin/env bash
# Copyright (c) 2026 the m365.exchange contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
#
# Two filters that Microsoft Graph documents: a list of one after 'in', and 'not' with brackets.
#
# Guess: odata-query parses "id in ('a')" as a list of one, and "not(userType eq 'Guest')" as 'not' of a comparison.
#
# Seen: odata-query 0.10.0 refuses both: the list needs a second entry or a comma, and 'not(' is an unknown function;
# with a blank before the bracket it is read.
. "$(dirname "$(readlink -f "$0")")/_run.sh"

python_with odata-query==0.10.0 <<'PROGRAM'
import importlib.metadata

from odata_query.exceptions import ODataException
from odata_query.grammar import ODataLexer, ODataParser

print("odata-query", importlib.metadata.version("odata-query"))
for text in ("id in ('a', 'b')", "id in ('a')", "not (userType eq 'Guest')", "not(userType eq 'Guest')"):
    try:
        print(text, "|", type(ODataParser().parse(ODataLexer().tokenize(text))).__name__)
    except ODataException as error:
        print(text, "|", type(error).__name__)
PROGRAM

expect <<'SEEN'
odata-query 0.10.0
id in ('a', 'b') | Compare
id in ('a') | ParsingException
not (userType eq 'Guest') | UnaryOp
not(userType eq 'Guest') | UnknownFunctionException
SEEN
