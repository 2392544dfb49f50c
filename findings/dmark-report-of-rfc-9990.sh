#!/usr/bin/env bash
# Copyright (c) 2026 the m365.exchange contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
#
# The aggregate report of RFC 9990 says by what way a policy was found, whether it was in test, and what holds for
# domains that do not exist (np); it has no pct.
#
# Guess: dmark reads these elements, as parsedmarc and dmarc-report do.
#
# Seen: dmark 0.5.0 drops them, says pct 100, and makes 'other' of the reason policy_test_mode; dmarc-report 3.1.0
# reads all.
. "$(dirname "$(readlink -f "$0")")/_run.sh"

python_with dmark==0.5.0 dmarc-report==3.1.0 <<'PROGRAM'
import importlib.metadata

from dmarc_report.parser import DMARCParser
from dmark.parser import parse_report_xml

REPORT = b"""<feedback xmlns="urn:ietf:params:xml:ns:dmarc-2.0"><version>1.0</version>
<report_metadata><org_name>Fabrikam</org_name><email>dmarc@fabrikam.com</email><report_id>1@fabrikam.com</report_id>
<date_range><begin>1795996800</begin><end>1796083199</end></date_range></report_metadata>
<policy_published><domain>contoso.com</domain><p>quarantine</p><np>reject</np>
<discovery_method>treewalk</discovery_method><testing>y</testing></policy_published>
<record><row><source_ip>192.0.2.1</source_ip><count>2</count><policy_evaluated><disposition>none</disposition>
<dkim>fail</dkim><spf>fail</spf><reason><type>policy_test_mode</type></reason></policy_evaluated></row>
<identifiers><header_from>contoso.com</header_from></identifiers>
<auth_results><spf><domain>contoso.com</domain><result>softfail</result></spf></auth_results></record></feedback>"""
for package in ("dmark", "dmarc-report"):
    print(package, importlib.metadata.version(package))
report, other = parse_report_xml(REPORT), DMARCParser.parse_bytes(REPORT)
policy = other.policy_published
print("pct", report.policy_pct, "|", policy.pct)
for name in ("np", "testing", "discovery_method"):
    print(name, getattr(report, name, getattr(report, f"policy_{name}", "-")), "|", getattr(policy, name).value)
[one], [reason] = report.records[0].override_reasons, other.records[0].policy_evaluated.reasons
print("reason", one, "|", reason.type.value)
PROGRAM

expect <<'SEEN'
dmark 0.5.0
dmarc-report 3.1.0
pct 100 | None
np - | reject
testing - | y
discovery_method - | treewalk
reason other | policy_test_mode
SEEN
