# Copyright (c) 2026 the m365.exchange contributors
# SPDX-License-Identifier: BSD-2-Clause
"""exo_resources: many objects of any kinds in their desired state. The plan is made first, and then written."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timezone
from typing import get_args

from .._client.retries_and_rate_limits import worst
from .._connection.access_and_tokens import Access
from .._connection.preflight import demand_count, demand_in_place, demand_packages
from .._context_and_progress import Context, Options, Result
from .._errors._advice.many import failure
from .._errors.failure import Outcome
from .._resources.plan_of_many import (
    REMOVING_ACTIONS,
    WRITING_ACTIONS,
    checksum_of_plan,
    lines_of_plan,
    numbers_of_plan,
)
from .._resources.rows_and_ignore_rules import IgnoreRules, read_desired_rows, read_ignore_rules
from .._specs.read_options import is_empty, read
from .._specs.resources import ResourcesOptions
from .gather_objects import gather_objects
from .lines_of_progress import ProgressLines, warn_once
from .listings_of_kinds import KindListings
from .make_plan import make_plan, whole_kinds
from .object_task import command_like
from .objects_at_work import PlanItem, items_of, keepers_for
from .order_items import demand_names_that_stay, node_of
from .origin_of_objects import demand_of_files, demand_own_tenant, hide_values, without_partial
from .outcomes_of_objects import describe_success
from .plan_in_journal import PlanInJournal
from .plan_objects import ObjectPlanner
from .write_objects import write_objects

_OUTCOMES_BY_WEIGHT: tuple[Outcome, ...] = get_args(Outcome)


def run(options: Options, context: Context) -> Result:
    """The module's work. In check mode it reads, and tells the plan.

    :raises Failure: what cannot be meant, before anything is sent; a plan that writes more than it may, before anything
        is written; ``resources-failed`` with what became of each object.
    """
    demand_packages()
    demand_in_place(options)
    context = replace(context, warn=warn_once(context.warn))
    given = read(ResourcesOptions(), options, context.environ)
    demand_of_files(given)
    demand_count("max_changes", given.max_changes)
    demand_count("max_removals", given.max_removals)
    _demand_checksum(options)
    lines = ProgressLines(context, wanted=given.show_progress)
    if given.state == "gathered":
        return gather_objects(given, context, lines)
    items = items_of(read_desired_rows(given.resources), given.keeping, context, deleted=given.state == "deleted")
    demand_names_that_stay(items, [node_of(item) for item in items])
    about = [given.state, sorted(given.kinds), sorted(item.name for item in items)]
    whole = without_partial(whole_kinds(given, items), given, context)
    hide_values(items, given.hidden_values)
    ignoring = _read_ignoring(given, context)
    families = [*(item.desired.family for item in items), *whole.values()]
    with keepers_for(families, command_like(given.connection, given.keeping), context) as keepers:
        demand_own_tenant(given, keepers.access)
        items = make_plan(items, whole, ObjectPlanner(keepers, KindListings(), context, ignoring), lines)
        told = _result_of_plan(items, keepers.access, context)
        _demand_within(given, items, told)
        if context.check_mode:
            for item in items:
                if item.kept is not None and item.action in WRITING_ACTIONS and not item.outcome:
                    item.outcome = describe_success(item, item.kept, sent=False)
            return _finish_result(items, told)
        try:
            write_objects(items, keepers, lines, PlanInJournal.begin(items, about, keepers, context))
        except BaseException:
            # A signal, or the task's own timeout: what ran stands in the result.
            context.so_far.update({**told, **_outcomes_of_items(items), "outcome": _worst_outcome(items)})
            raise
    return _finish_result(items, told)


def _demand_checksum(options: Options) -> None:
    """Refuse an empty checksum: whoever gives one wants no plan but that one.

    :raises Failure: ``resources-checksum-empty``.
    """
    if is_empty(options, "plan_checksum"):
        raise failure("resources-checksum-empty")


def _read_ignoring(given: ResourcesOptions, context: Context) -> IgnoreRules:
    """What is left alone; of a rule whose day is over a warning tells.

    :raises Failure: ``ignore-row-not-valid``.
    """
    today = datetime.fromtimestamp(context.clock.wall(), timezone.utc).date()
    ignoring = IgnoreRules(read_ignore_rules(given.ignore), today)
    for rule in ignoring.ended:
        context.warn(f"{rule.place} ({rule.kind} {rule.identity}) ended on {rule.until}, and holds no longer.")
    return ignoring


def _result_of_plan(items: Sequence[PlanItem], access: Access, context: Context) -> Result:
    """The plan as a result has it."""
    plan = [item.planned for item in items]
    lines = lines_of_plan(plan)
    return {
        "plan": [one.row() for one in plan],
        "plan_checksum": checksum_of_plan(plan, access.tenant_id),
        "lines": lines,
        "numbers": numbers_of_plan(plan),
        "organization": access.organization,
        "tenant_id": access.tenant_id,
        **({"diff": {"prepared": "\n".join(lines) + "\n"}} if context.diff else {}),
    }


def _demand_within(given: ResourcesOptions, items: Sequence[PlanItem], told: Result) -> None:
    """Refuse a plan that is not the expected one, or writes more than it may.

    :raises Failure: ``resources-plan-differs``, ``resources-too-many-changes`` or ``resources-too-many-removals``.
    """
    more = {"changed": False, "outcomes": [], **told}
    found, wanted = told["plan_checksum"], given.plan_checksum
    if wanted and wanted.strip().lower() != found:
        raise failure("resources-plan-differs", found=found, wanted=wanted, more=more)
    writes = [item for item in items if item.action in WRITING_ACTIONS]
    if given.max_changes is not None and len(writes) > given.max_changes:
        raise failure("resources-too-many-changes", number=len(writes), most=given.max_changes, more=more)
    gone = [item for item in items if item.action in REMOVING_ACTIONS]
    if given.state != "merged" and len(gone) > given.max_removals:
        some = ", ".join(item.name for item in gone[:3]) + (" and others" if len(gone) > 3 else "")
        raise failure("resources-too-many-removals", number=len(gone), most=given.max_removals, some=some, more=more)


def _finish_result(items: Sequence[PlanItem], told: Result) -> Result:
    """The result.

    :raises Failure: ``resources-failed`` where an object is not as desired, or nobody can tell.
    """
    result = {**told, **_outcomes_of_items(items)}
    failed = [item for item in items if item.outcome.get("failed")]
    if not failed:
        return result
    first = failed[0]
    raise failure(
        "resources-failed",
        outcome=_worst_outcome(items),
        retry_safe=False,
        more=result,
        failed=len(failed),
        total=len(items),
        name=first.name,
        text=first.outcome["msg"],
    )


def _outcomes_of_items(items: Sequence[PlanItem]) -> Result:
    """What became of each object that is not as it was desired already."""
    outcomes = [item.outcome for item in items if item.outcome]
    return {"changed": any(one["changed"] for one in outcomes), "outcomes": outcomes}


def _worst_outcome(items: Sequence[PlanItem]) -> Outcome:
    """One outcome for all: ``did_not_run`` only where no write has run."""
    found: Outcome = "did_not_run"
    for outcome in (item.outcome for item in items if item.outcome):
        ran = [one["outcome"] for one in (outcome, *outcome["steps"])]
        for one in _OUTCOMES_BY_WEIGHT:
            found = worst(found, one) if one in ran or (one == "refused" and "ran" in ran) else found
    return found
