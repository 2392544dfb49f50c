#!/usr/bin/python
# Copyright (c) 2026 the m365.exchange contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

from __future__ import annotations

DOCUMENTATION = r"""
module: exo_customer_results
short_description: Keep the results of a run over many customers
version_added: 0.1.0
description:
  - Gives each customer of a run a folder for its rows, notes what came of it, and in the end joins the rows, sums up
    and lists whom to run again.
  - The playbook C(m365.exchange.customers) and the role C(m365.exchange.customer) use it. The guide docs/customers.md
    shows what it leaves.
  - A run has four moments, each a task with a O(step) of its own. What happened is kept in the folder, so that a run
    that was killed can be summed up as well.
  - It works on the controller, wherever the tasks of the customers run.
options:
  path:
    description:
      - The folder of the results. It is made where it is missing, with mode V(0700).
      - In check mode it is the folder C(check) below it, so that the results of a real run stay as they are.
    type: path
    required: true
  step:
    description:
      - V(start) begins a run, once, and fails where the folder or the work cannot be used.
      - V(begin) gives O(customer_name) an empty folder in place of that of an earlier run, and tells whether it is to
        be started at all. As long as the customer stands in the list C(may_have_run.txt), the journals of earlier runs
        are kept there as C(may_have_run.jsonl).
      - V(end) notes what came of O(customer_name), and shows a line about all customers at most every two seconds.
      - V(finish) joins the rows, writes the summary, and shows it as a table. It also sums up a run that was killed.
    type: str
    choices: [start, begin, end, finish]
    required: true
  run:
    description: The run, as the step V(start) returned it. The default is the latest run of the folder.
    type: str
  all_customers:
    description: With V(start), the names of all customers, in the order in which they are served.
    type: list
    elements: str
    default: []
  customer_name:
    description: With V(begin) and V(end), the name of the customer.
    type: str
  tasks_file:
    description:
      - With V(start) and V(begin), the file of tasks that is each customer's work. It has to be there.
      - V(start) reads it with ansible-core's own parser, and so the files that it includes by a plain name.
      - A relative path begins where C(ansible-playbook) was started, or else beside the playbook.
    type: path
  commands:
    description:
      - With V(start) and V(begin), cmdlets that are each customer's work, after O(tasks_file).
      - Each has C(cmdlet) and, if wanted, C(parameters), C(properties), C(result_size), C(query), and C(name), which
        names the file of its rows. The default of C(name) is the cmdlet.
      - The name of a cmdlet alone is one as well. A text has several of them, with commas between.
    type: list
    elements: raw
    default: []
  first_customers:
    description: With V(start), how many customers are served before all others. Where one of them fails, the others are
      not started.
    type: int
    default: 0
  first_may_fail:
    description: With V(start), whether the others are started all the same.
    type: bool
    default: false
  max_failures:
    description: With V(start), how many customers may fail before no further one is started. With V(0) there is no such
      number.
    type: int
    default: 0
  organization:
    description: With V(end), the organization as it was connected to.
    type: str
  tenant_id:
    description: With V(end), the tenant's id.
    type: str
  failure:
    description: With V(end), the result of the task that failed, C(ansible_failed_result). Without it nothing failed.
    type: raw
  failed_task:
    description: With V(end), the name of the task that failed.
    type: str
  hidden:
    description: With V(end), whether that task has C(no_log). What it said is not kept then.
    type: bool
    default: false
  formats:
    description: With V(finish), in which formats the joined files are written. The default is V(jsonl).
    type: list
    elements: str
    choices: [jsonl, csv, json]
    default: []
  csv_safe:
    description:
      - With V(finish), whether joined files in CSV have an apostrophe before each text that a spreadsheet would take
        for a formula.
    type: bool
    default: false
  earlier:
    description:
      - With V(finish), customers whose rows of earlier runs are in the joined files as well, where they are not in this
        run.
    type: list
    elements: str
    default: []
extends_documentation_fragment:
  - m365.exchange.attributes
attributes:
  action_group:
    description: Stands outside of C(group/m365.exchange.exo), because it signs in nowhere.
    support: none
    membership: []
  check_mode:
    description: Keeps what check mode finds, in a folder of its own.
    support: full
  diff_mode:
    description: There is no difference to show.
    support: none
  idempotent:
    description: Each run is another one.
    support: none
seealso:
  - module: m365.exchange.exo_customer_info
  - module: m365.exchange.exo_preflight_info
author:
  - The m365.exchange contributors (@m365-exchange)
"""

EXAMPLES = r"""
- name: Begin a run over two customers
  m365.exchange.exo_customer_results:
    path: customers-results
    step: start
    all_customers: [contoso, fabrikam]
    commands: [Get-AcceptedDomain]

- name: Sum up the last run, which may have been killed
  m365.exchange.exo_customer_results:
    path: customers-results
    step: finish
    formats: [csv]
"""

RETURN = r"""
path:
  description: The folder of the results.
  returned: with V(start) and V(finish)
  type: str
  sample: /home/operator/customers-results
run:
  description: The run, by the time at which it was started.
  returned: with V(start) and V(finish)
  type: str
  sample: 20261130T081512.004711Z
starts:
  description: Whether the customer is to be served.
  returned: with V(begin)
  type: bool
  sample: true
why:
  description: Why it is not.
  returned: with V(begin), where it is not
  type: str
  sample: 5 customers failed before it, and customers_max_failures is 5.
folder:
  description: The customer's folder. What ends with C(.jsonl) in it is joined.
  returned: with V(begin)
  type: str
  sample: /home/operator/customers-results/customers/contoso
journal_path:
  description: The customer's journal, for E(EXO_JOURNAL_PATH).
  returned: with V(begin)
  type: str
  sample: /home/operator/customers-results/customers/contoso/journal.jsonl
tasks_file:
  description: The file of tasks with its whole path, or an empty text.
  returned: with V(begin)
  type: str
  sample: /home/operator/leaver.yml
commands:
  description: The cmdlets as the role C(m365.exchange.run) takes them, each that reads with a file for its rows.
  returned: with V(begin)
  type: list
  elements: dict
  sample:
    - cmdlet: Get-AcceptedDomain
      dest: /home/operator/customers-results/customers/contoso/Get-AcceptedDomain.jsonl
customer:
  description: The customer.
  returned: with V(end)
  type: str
  sample: contoso
customer_outcome:
  description:
    - V(done), V(failed) where nothing is in doubt, or V(may_have_run) where a write has an unknown outcome.
  returned: with V(end)
  type: str
  sample: done
changes:
  description: How often each cmdlet changed something, in check mode would have. The customer's journal tells.
  returned: with V(end)
  type: dict
  sample: {Set-Mailbox: 2}
table:
  description: The summary as a person reads it, also in the file C(summary.txt).
  returned: with V(finish)
  type: str
started_at:
  description: When the run was started, in UTC.
  returned: with V(finish)
  type: str
  sample: "2026-11-30T08:15:12Z"
ended_at:
  description: When it was summed up, in UTC.
  returned: with V(finish)
  type: str
  sample: "2026-11-30T08:19:40Z"
check_mode:
  description: Whether it ran in check mode.
  returned: with V(finish)
  type: bool
  sample: false
numbers:
  description: How many customers there are of each outcome, and how many changes and rows.
  returned: with V(finish)
  type: dict
  sample: {changes: 2, customers: 300, done: 282, failed: 17, may_have_run: 1, not_started: 0, rows: 4200}
joined:
  description: The joined files.
  returned: with V(finish)
  type: list
  elements: str
  sample: [/home/operator/customers-results/joined/Get-AcceptedDomain.csv]
customers:
  description: What came of each customer.
  returned: with V(finish)
  type: list
  elements: dict
  contains:
    customer:
      description: The name of the host.
      type: str
      returned: always
      sample: contoso
    outcome:
      description: V(done), V(failed), V(may_have_run) or V(not_started).
      type: str
      returned: always
      sample: failed
    why:
      description: Why it is not done. Null where it is.
      type: str
      returned: always
      sample: The client secret of the application has expired.
    task:
      description: The name of the task that failed. Null where none did.
      type: str
      returned: always
      sample: Connect
    organization:
      description: The organization as it was connected to. Null where it was not.
      type: str
      returned: always
      sample: contoso.onmicrosoft.com
    tenant_id:
      description: The tenant's id. Null where it was not connected to.
      type: str
      returned: always
      sample: 11111111-2222-4333-8444-555555555555
    changes:
      description: How often each cmdlet changed something, in check mode would have.
      type: dict
      returned: always
      sample: {Set-Mailbox: 2}
    error:
      description: The card of the failure, as M(m365.exchange.exo_connect) describes it. Null without one.
      type: dict
      returned: always
    rows:
      description: How many rows each of its files has.
      type: dict
      returned: always
      sample: {Get-AcceptedDomain: 3}
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
from ansible_collections.m365.exchange.plugins.module_utils._operations.customer_results import run
from ansible_collections.m365.exchange.plugins.module_utils._specs.local_files import CUSTOMER_RESULTS


def main() -> None:
    """Run the module."""
    run_module(CUSTOMER_RESULTS, run)


if __name__ == "__main__":
    main()
