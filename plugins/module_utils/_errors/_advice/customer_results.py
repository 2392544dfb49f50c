# Copyright (c) 2026 the m365.exchange contributors
# SPDX-License-Identifier: BSD-2-Clause
"""A run over many customers, its work and its folder of results: what we tell a person."""

from __future__ import annotations

from collections.abc import Mapping

from ..failure import Advice, Failures

CUSTOMER_RESULTS: Mapping[str, Advice] = {
    "results-folder-not-usable": Advice(
        category="input",
        what="The folder of results '{path}' cannot be used: {detail}.",
        cause="The folder is made where it is missing, and each customer's rows, the summary and the list to run again"
        " go there.",
        fix=("Give another path (customers_results), or correct what the system says of this one.",),
    ),
    "customers-tasks-missing": Advice(
        category="input",
        what="There is no file of tasks '{path}'.",
        cause="A relative path begins where ansible-playbook was started (AWX: the project), or else beside the"
        " playbook.",
        fix=("Correct customers_tasks.",),
    ),
    "customers-tasks-not-valid": Advice(
        category="input",
        what="The file of tasks '{path}' cannot be run, line {line}: {reason}.",
        cause="It is read by ansible-core's own parser before the first connection, and so are the files that it"
        " includes by a plain name.",
        fix=("Correct the line; the file is a list of tasks, as it stands below 'tasks' in a play.",),
    ),
    "customers-nothing-to-do": Advice(
        category="input",
        what="There is nothing to do for the customers.",
        cause="Their work is a file of tasks, a list of cmdlets, or both.",
        fix=("Give customers_tasks: leaver.yml, or customers_cmdlets: [Get-Mailbox].",),
    ),
    "customers-command-not-valid": Advice(
        category="input",
        what="Number {number} of the cmdlets for each customer {reason}.",
        cause="Each is a map with cmdlet and, if wanted, name, parameters, properties, result_size and query.",
        fix=("Write it as a map, such as cmdlet: Get-Mailbox, properties: [DisplayName], name: mailboxes.",),
    ),
    "customers-option-missing": Advice(
        category="input",
        what="The step '{step}' needs the option {option}.",
        cause="A run is started once, begun and ended for each customer, and finished once.",
        fix=("Give it; the role m365.exchange.customer and the playbook m365.exchange.customers do.",),
    ),
    "customers-run-not-found": Advice(
        category="input",
        what="The folder of results '{path}' has no run{which}.",
        cause="The step start makes a run, and the others go on with it.",
        fix=("Run the playbook m365.exchange.customers, or give the folder that its last run had.",),
    ),
}

failure = Failures(CUSTOMER_RESULTS)
