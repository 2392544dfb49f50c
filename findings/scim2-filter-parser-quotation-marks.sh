#!/usr/bin/env bash
# Copyright (c) 2026 the m365.exchange contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
#
# The text in a filter of SCIM is one of JSON (RFC 7644, section 3.4.2.2): a group named Sales "EMEA" is looked for as
# displayName eq "Sales \"EMEA\"", and \\ is one backslash.
#
# Guess: scim2-filter-parser reads the text as JSON does.
#
# Seen: scim2-filter-parser 0.7.0 ends it at the mark after the backslash and raises SCIMParserError, and gives two
# backslashes for \\, so that nothing is found; scim2-models 0.12.3 finds both.
. "$(dirname "$(readlink -f "$0")")/_run.sh"

python_with scim2-filter-parser==0.7.0 scim2-models==0.12.3 <<'PROGRAM'
import importlib.metadata
import json

from scim2_filter_parser.parser import SCIMParserError
from scim2_filter_parser.queries import SQLQuery
from scim2_models import Group, ScimFilter

for name in ("scim2-filter-parser", "scim2-models"):
    print(name, importlib.metadata.version(name))
for group in ("Sales", 'Sales "EMEA"', "EMEA\\Sales"):
    text = f"displayName eq {json.dumps(group)}"
    print(text)
    try:
        query = SQLQuery(text, "groups", {("displayName", None, None): "groups.name"})
        print("    scim2-filter-parser", query.params, query.params == [group])
    except SCIMParserError:
        print("    scim2-filter-parser SCIMParserError")
    print("    scim2-models", ScimFilter[Group](text).match(Group(display_name=group)))
PROGRAM

expect <<'SEEN'
scim2-filter-parser 0.7.0
scim2-models 0.12.3
displayName eq "Sales"
    scim2-filter-parser ['Sales'] True
    scim2-models True
displayName eq "Sales \"EMEA\""
    scim2-filter-parser SCIMParserError
    scim2-models True
displayName eq "EMEA\\Sales"
    scim2-filter-parser ['EMEA\\\\Sales'] False
    scim2-models True
SEEN
