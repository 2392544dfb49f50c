#!/usr/bin/env bash
# Copyright (c) 2026 the m365.exchange contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
#
# A rule from a Terraform configuration, to be read for another tool.
#
# Guess: python-hcl2 gives the texts without their quotation marks, as @cdktf/hcl2json does.
#
# Seen: python-hcl2 8.1.4 leaves the marks in texts and in the labels of a block, gives a here document with its words
# of beginning and end, and 1e3 as the text ${1e3}; strip_string_quotes mends the first of these only.
. "$(dirname "$(readlink -f "$0")")/_run.sh"

python_with python-hcl2==8.1.4 <<'PROGRAM'
import importlib.metadata

import hcl2

print("python-hcl2", importlib.metadata.version("python-hcl2"))
RULE = r"""
resource "exchange_transport_rule" "banner" {
  name     = "External \"banner\""
  priority = 1e3
  domains  = ["contoso.com", "fabrikam.com"]
  text     = <<EOT
Take care.
EOT
}
"""
for options in (None, hcl2.SerializationOptions(strip_string_quotes=True)):
    [block] = hcl2.loads(RULE, **({"serialization_options": options} if options else {}))["resource"]
    [(kind, rules)] = block.items()
    [(label, rule)] = rules.items()
    print(kind, label, *(repr(rule[name]) for name in ("name", "priority", "domains", "text")), sep=" | ")
PROGRAM

expect <<'SEEN'
python-hcl2 8.1.4
"exchange_transport_rule" | "banner" | '"External \\"banner\\""' | '${1e3}' | ['"contoso.com"', '"fabrikam.com"'] | '"<<EOT\nTake care.\nEOT"'
exchange_transport_rule | banner | 'External "banner"' | '${1e3}' | ['contoso.com', 'fabrikam.com'] | '<<EOT\nTake care.\nEOT'
SEEN
