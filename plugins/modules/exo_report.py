#!/usr/bin/python
# Copyright (c) 2026 the m365.exchange contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

from __future__ import annotations

DOCUMENTATION = r"""
module: exo_report
short_description: Write what was found at tenants as a page, a table, and files for other programs
version_added: 0.1.0
description:
  - Makes one page of HTML of the findings of any number of tenants, with numbers, charts, and a table to search, filter
    and sort. The page asks nobody for anything, so it can be opened from a mail.
  - Beside it come JSON, JUnit XML for pipelines, and CSV, as O(formats) says.
  - What has changed since the report before is shown, where that one's JSON is still there.
  - It asks no service for anything, and needs neither a session nor sign-in options.
  - The guide docs/reports.md shows it, and docs/report.schema.json is the form of what goes in and of the JSON.
options:
  dest:
    description:
      - The path of the files, on the machine that the task runs on. Its folder must exist. A relative path begins where
        the task runs, which on the controller is where C(ansible-playbook) was started; the result has absolute ones.
      - An ending V(.html), V(.json), V(.xml) or V(.csv) is left away, and each file has that of its format.
    type: path
    required: true
  formats:
    description:
      - The files to write. V(html) and V(json) where none is named.
      - V(junit) ends in V(.xml). A finding is a test case there. What fails or differs is a failure, what is unknown an
        error, and what is excepted or ignored is skipped.
    type: list
    elements: str
    choices: [html, json, junit, csv]
    default: []
  about:
    description:
      - What O(tenants) are findings of. V(baseline) has a finding a rule, whose verdict is C(pass), C(fail), C(unknown)
        or C(excepted).
      - V(drift) has a finding a property, whose verdict is C(equal), C(different), C(unknown) or C(ignored).
      - V(report) has a finding a line of M(m365.exchange.exo_report_info), whose verdict is C(ok), C(look), C(unknown)
        or C(listed). The C(values) of its lines are columns of the page and of CSV.
    type: str
    choices: [baseline, drift, report]
    default: baseline
  title:
    description: The title of the report.
    type: str
  checks:
    description:
      - The rules of a baseline, or the kinds of objects, each a map with C(id), and where they are known C(title),
        C(group), C(severity), C(source) and C(version).
    type: list
    elements: raw
    default: []
  tenants:
    description:
      - The tenants, each a map with C(name), and where they are known C(tenant_id), C(read_at) and C(findings).
        C(error) says why a tenant could not be read. That is a finding of its own, which is unknown.
      - A finding is a map with C(check), the id of a check, and C(verdict), and where it has them C(object),
        C(property), C(text), C(wanted), C(found) and C(values), a map. Other keys are left alone, so that findings of
        M(m365.exchange.exo_baseline_info) and M(m365.exchange.exo_report_info) fit as they are.
      - With O(about=drift), C(plan) takes the rows of RV(m365.exchange.exo_resources#module:plan). Of an object that is
        as it should be they are one finding, and one for each property that is not; the checks are the kinds.
      - No two have the same name.
    type: list
    elements: raw
    default: []
  src:
    description:
      - Reports that this module wrote as JSON, or folders of them, whose checks and tenants are in this report as well.
      - Of a tenant that is in several the last one counts, and a warning says so.
    type: list
    elements: path
    default: []
  previous:
    description:
      - The JSON of the report before. By itself that which stands at O(dest), which is replaced afterwards.
    type: path
  csv_safe:
    description:
      - Whether CSV gets an apostrophe before each text that a spreadsheet would calculate, as in
        M(m365.exchange.exo_command).
    type: bool
    default: false
  mode:
    description: The mode of the files, as in M(m365.exchange.exo_command). V('0600') where none is given.
    type: raw
extends_documentation_fragment:
  - m365.exchange.attributes
attributes:
  check_mode:
    description: Says whether files would change, and writes none.
    support: full
  diff_mode:
    description: The page tells what has changed.
    support: none
  idempotent:
    description: A report says when it was made, so each run makes another one.
    support: none
seealso:
  - module: m365.exchange.exo_baseline_info
  - module: m365.exchange.exo_report_info
author:
  - The m365.exchange contributors (@m365-exchange)
"""

EXAMPLES = r"""
- name: Make a report of what was found
  m365.exchange.exo_report:
    dest: contoso.html
    formats: [html, json, junit]
    title: What we agreed on
    checks:
      - id: forwarding
        title: Mail is not forwarded outside
    tenants:
      - name: contoso.onmicrosoft.com
        findings:
          - check: forwarding
            verdict: fail
            object: Default
            property: AutoForwardEnabled
            wanted: false
            found: true
  register: report
"""

RETURN = r"""
files:
  description: The files by their format.
  returned: success
  type: dict
  sample: {html: /srv/contoso.html, json: /srv/contoso.json, junit: /srv/contoso.xml}
counts:
  description: How many findings have which verdict.
  returned: success
  type: dict
  sample: {pass: 0, fail: 1, unknown: 0, excepted: 0}
changes:
  description:
    - What has changed since the report before. Null where there is none.
    - C(worse) now fail or differ, C(better) now pass or are equal, C(unknown) cannot be told any more, C(other) are now
      excepted or ignored. C(new) were not there before, and C(gone) are not there now.
  returned: success
  type: dict
  sample: {worse: 1, better: 0, unknown: 0, other: 0, new: 0, gone: 0, since: "2026-11-29T02:00:00Z"}
tenants:
  description: How many tenants are in the report.
  returned: success
  type: int
  sample: 1
not_read:
  description: The names of the tenants that could not be read.
  returned: success
  type: list
  elements: str
  sample: []
error:
  description: The card of a failure, as M(m365.exchange.exo_connect) describes it.
  returned: failure
  type: dict
outcome:
  description: What became of the work, as M(m365.exchange.exo_connect) describes it.
  returned: failure
  type: str
  sample: did_not_run
"""

from ansible_collections.m365.exchange.plugins.module_utils._task.ansible_module import run_module
from ansible_collections.m365.exchange.plugins.module_utils._operations.report import run
from ansible_collections.m365.exchange.plugins.module_utils._specs.local_files import REPORT


def main() -> None:
    """Run the module."""
    run_module(REPORT, run)


if __name__ == "__main__":
    main()
