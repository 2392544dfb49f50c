# Copyright (c) 2026 the m365.exchange contributors
# SPDX-License-Identifier: BSD-2-Clause
"""exo_customer_results: the steps of a run over many customers, each of which works on the folder of results.

What happened is in the run's ledger; what is made of it is in the room ``_customers``.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping

from .._counts import count
from .._customers.customer_folder import JOURNAL_FILE, commands_into, folder_of_customer, read_journal, replace_folder
from .._customers.customer_outcome import clear_all_but_journals, end_of_customer, list_last_run, names_in_doubt
from .._customers.joined_rows_and_summary import join_all, sum_up
from .._customers.run_ledger import RunLedger, RunPlan, results_not_usable
from .._errors._advice.customer_results import failure
from .._redaction.secret_rules import redact
from .._specs.local_files import CustomerResultsOptions
from .._specs.read_options import read
from .._task.context_and_progress import SECONDS, Context, Options, Result

# What check mode finds is kept apart: the results of a real run stay as they are.
_CHECK_CUSTOMER = "check"
# A path is shown, and a key or a certificate that was meant for another option is longer than any.
_LONGEST_CUSTOMER = 500


def run(options: Options, context: Context) -> Result:
    """One step.

    :raises Failure: an option, a file of tasks or a folder that cannot be used.
    """
    results_options = read(CustomerResultsOptions(), options, context.environ)
    path = str(results_options.path)
    results = os.path.abspath(path)
    if redact(path) != path or len(path) > _LONGEST_CUSTOMER:
        raise failure("results-folder-not-usable", path="(not shown)", detail="its name looks like a secret")
    steps: Mapping[str | None, Callable[[CustomerResultsOptions, str, Context], Result]] = {
        "start": _start_run, "begin": _begin_customer, "end": _end_customer, "finish": _finish_run,
    }  # fmt: skip
    return steps[results_options.step](
        results_options, os.path.join(results, _CHECK_CUSTOMER) if context.check_mode else results, context
    )


def _start_run(results_options: CustomerResultsOptions, results: str, context: Context) -> Result:
    """A new run, once its work and its folder are known to be of use."""
    if not results_options.all_customers:
        raise failure("customers-option-missing", step=results_options.step, option="all_customers")
    _demand_work(results_options, results)
    plan = RunPlan(
        context.clock.wall(), results_options.all_customers, results_options.first_customers,
        results_options.first_may_fail, results_options.max_failures, context.check_mode,
    )  # fmt: skip
    list_last_run(results, context.clock)
    ledger = RunLedger.start(results, plan, context.clock)
    return {"changed": False, "path": results, "run": ledger.run}


def _demand_work(results_options: CustomerResultsOptions, folder: str) -> list[dict[str, object]]:
    """The cmdlets of a customer, once there is something to do and all of it is in order.

    :raises Failure: the file of tasks is not there, a cmdlet is not one, or there is nothing at all.
    """
    if not results_options.tasks_file and not results_options.commands:
        raise failure("customers-nothing-to-do")
    if results_options.tasks_file and not os.path.isfile(results_options.tasks_file):
        raise failure("customers-tasks-missing", path=results_options.tasks_file)
    return commands_into(folder, results_options.commands)


def _ledger_of_run(results_options: CustomerResultsOptions, results: str, context: Context) -> RunLedger:
    return RunLedger.find(results, results_options.run, context.clock)


def _customer_of_step(results_options: CustomerResultsOptions) -> str:
    if not results_options.customer_name:
        raise failure("customers-option-missing", step=results_options.step, option="customer_name")
    return results_options.customer_name


def _begin_customer(results_options: CustomerResultsOptions, results: str, context: Context) -> Result:
    """A customer's turn: an empty folder but for what a write in doubt left, unless the run starts no further one."""
    customer, ledger = _customer_of_step(results_options), _ledger_of_run(results_options, results, context)
    folder = folder_of_customer(results, customer)
    customer_fields: Result = {
        "changed": False,
        "starts": True,
        "folder": folder,
        "journal_path": os.path.join(folder, JOURNAL_FILE),
        "tasks_file": results_options.tasks_file or "",
        "commands": [],
    }
    plan = ledger.plan()
    why_not = ledger.read().why_not(customer) if plan.first or plan.max_failures else None
    if why_not is not None:
        ledger.note("not_started", customer, why=why_not)
        return {**customer_fields, "starts": False, "why": why_not}
    ledger.note("begun", customer)
    try:
        if customer in names_in_doubt(results) and os.path.lexists(folder):
            clear_all_but_journals(folder)
        else:
            replace_folder(folder)
    except OSError as error:
        raise results_not_usable(folder, error) from error
    return {**customer_fields, "commands": _demand_work(results_options, folder)}


def _end_customer(results_options: CustomerResultsOptions, results: str, context: Context) -> Result:
    """What came of a customer, in the ledger, and a line about the whole run now and then."""
    customer, ledger = _customer_of_step(results_options), _ledger_of_run(results_options, results, context)
    written = read_journal(folder_of_customer(results, customer))
    end = end_of_customer(results_options.failure, written, results_options.failed_task, hidden=results_options.hidden)
    ledger.note(
        "ended",
        customer,
        **vars(end),
        organization=results_options.organization,
        tenant_id=results_options.tenant_id,
        changes=dict(written.changes),
    )
    _say_progress_of_run(ledger, context)
    return {"changed": False, "customer": customer, "customer_outcome": end.outcome, "changes": dict(written.changes)}


def _say_progress_of_run(ledger: RunLedger, context: Context) -> None:
    """A line for all customers together, at most every two seconds."""
    if context.say is None or not ledger.may_say(SECONDS):
        return
    plan, (ended, served) = ledger.plan(), ledger.count_ended()
    rate = ended / max(context.clock.wall() - plan.started, 1.0) * 60
    context.say(
        f"{ended} of {count(len(plan.customers), 'customer')}: {served} served, {ended - served} failed,"
        f" {len(plan.customers) - ended} left, {rate:.0f} a minute"
    )


def _finish_run(results_options: CustomerResultsOptions, results: str, context: Context) -> Result:
    """The joined files, the summary, and the list to run again."""
    ledger = _ledger_of_run(results_options, results, context)
    course = ledger.read()
    earlier = [customer for customer in results_options.earlier if customer not in course.plan.customers]
    customers = sorted({*course.begun, *course.ended, *earlier})
    joined = join_all(results, customers, results_options.formats or ["jsonl"], csv_safe=results_options.csv_safe)
    for text in joined.left_out:
        context.warn(f"The joined file lacks rows: {text}")
    summary = sum_up(ledger.run, results, course, joined, context.clock.wall())
    return {"changed": False, "path": results, **summary}
