# Copyright (c) 2026 the m365.exchange contributors
# SPDX-License-Identifier: BSD-2-Clause
"""exo_resources: many objects of any kinds in their desired state. The plan is made first, and then written."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import datetime, timezone
from typing import get_args

from .._connection.access_and_tokens import Access
from .._connection.check_options_and_network import demand_count, demand_in_place, demand_packages
from .._desired_state.keepers_by_kind import command_like, keepers_for
from .._desired_state.listings_of_kinds import KindListings
from .._desired_state.plan_items import PlanItem, demand_names_that_stay, describe_success, items_of, node_of
from .._desired_state.plan_objects import ObjectPlanner, make_plan, whole_kinds
from .._desired_state.planned_actions import (
    REMOVING_ACTIONS,
    WRITING_ACTIONS,
    checksum_of_plan,
    lines_of_plan,
    numbers_of_plan,
)
from .._desired_state.rows_and_ignore_rules import IgnoreRules, read_desired_rows, read_ignore_rules
from .._desired_state.tenant_snapshot import (
    demand_of_files,
    demand_own_tenant,
    gather_objects,
    hide_values,
    without_partial,
)
from .._desired_state.write_objects import PlanInJournal, write_objects
from .._errors._advice.many_objects import failure
from .._errors.failure import Outcome
from .._exchange_client.retries_and_rate_limits import worst
from .._specs.read_options import is_empty, read
from .._specs.resources import ResourcesOptions
from .._task.context_and_progress import Context, Options, ProgressLines, Result

_OUTCOMES_BY_WEIGHT: tuple[Outcome, ...] = get_args(Outcome)


def run(options: Options, context: Context) -> Result:
    """The module's work. In check mode it reads, and tells the plan.

    :raises Failure: what cannot be meant, before anything is sent; a plan that writes more than it may, before anything
        is written; ``resources-failed`` with what became of each object.
    """
    demand_packages()
    demand_in_place(options)
    context = replace(context, warn=_warn_once(context.warn))
    task = read(ResourcesOptions(), options, context.environ)
    demand_of_files(task)
    demand_count("max_changes", task.max_changes)
    demand_count("max_removals", task.max_removals)
    _demand_checksum(options)
    lines = ProgressLines(context, show_progress=task.show_progress)
    if task.state == "gathered":
        return gather_objects(task, context, lines)
    items = items_of(read_desired_rows(task.resources), task.keeping, context, deleted=task.state == "deleted")
    demand_names_that_stay(items, [node_of(item) for item in items])
    about = [task.state, sorted(task.kinds), sorted(item.name for item in items)]
    whole = without_partial(whole_kinds(task, items), task, context)
    hide_values(items, task.hidden_values)
    ignoring = _read_ignoring(task, context)
    families = [*(item.desired.family for item in items), *whole.values()]
    with keepers_for(families, command_like(task.connection, task.keeping), context) as keepers:
        demand_own_tenant(task, keepers.access)
        items = make_plan(items, whole, ObjectPlanner(keepers, KindListings(), context, ignoring), lines)
        plan_result = _result_of_plan(items, keepers.access, context)
        _demand_within(task, items, plan_result)
        if context.check_mode:
            for item in items:
                if item.kept_object is not None and item.action in WRITING_ACTIONS and not item.outcome:
                    item.outcome = describe_success(item, item.kept_object, written=False)
            return _finish_result(items, plan_result)
        try:
            write_objects(items, keepers, lines, PlanInJournal.begin(items, about, keepers, context))
        except BaseException:
            # A signal, or the task's own timeout: what ran stands in the result.
            context.so_far.update({**plan_result, **_outcomes_of_items(items), "outcome": _worst_outcome(items)})
            raise
    return _finish_result(items, plan_result)


def _demand_checksum(options: Options) -> None:
    """Refuse an empty checksum: whoever gives one wants no plan but that one.

    :raises Failure: ``resources-checksum-empty``.
    """
    if is_empty(options, "plan_checksum"):
        raise failure("resources-checksum-empty")


def _read_ignoring(task: ResourcesOptions, context: Context) -> IgnoreRules:
    """What is left alone; of a rule whose day is over a warning tells.

    :raises Failure: ``ignore-row-not-valid``.
    """
    today = datetime.fromtimestamp(context.clock.wall(), timezone.utc).date()
    ignoring = IgnoreRules(read_ignore_rules(task.ignore), today)
    for rule in ignoring.ended:
        context.warn(f"{rule.place} ({rule.kind} {rule.identity}) ended on {rule.until}, and holds no longer.")
    return ignoring


def _result_of_plan(items: Sequence[PlanItem], access: Access, context: Context) -> Result:
    """The plan as a result has it."""
    plan = [item.planned for item in items]
    lines = lines_of_plan(plan)
    return {
        "plan": [planned.row() for planned in plan],
        "plan_checksum": checksum_of_plan(plan, access.tenant_id),
        "lines": lines,
        "numbers": numbers_of_plan(plan),
        "organization": access.organization,
        "tenant_id": access.tenant_id,
        **({"diff": {"prepared": "\n".join(lines) + "\n"}} if context.diff else {}),
    }


def _demand_within(task: ResourcesOptions, items: Sequence[PlanItem], plan_result: Result) -> None:
    """Refuse a plan that is not the expected one, or writes more than it may.

    :raises Failure: ``resources-plan-differs``, ``resources-too-many-changes`` or ``resources-too-many-removals``.
    """
    more = {"changed": False, "outcomes": [], **plan_result}
    plan_checksum, expected_checksum = plan_result["plan_checksum"], task.plan_checksum
    if expected_checksum and expected_checksum.strip().lower() != plan_checksum:
        raise failure("resources-plan-differs", found=plan_checksum, wanted=expected_checksum, more=more)
    writes = [item for item in items if item.action in WRITING_ACTIONS]
    if task.max_changes is not None and len(writes) > task.max_changes:
        raise failure("resources-too-many-changes", number=len(writes), most=task.max_changes, more=more)
    removals = [item for item in items if item.action in REMOVING_ACTIONS]
    if task.state != "merged" and len(removals) > task.max_removals:
        some = ", ".join(item.name for item in removals[:3]) + (" and others" if len(removals) > 3 else "")
        raise failure("resources-too-many-removals", number=len(removals), most=task.max_removals, some=some, more=more)


def _finish_result(items: Sequence[PlanItem], plan_result: Result) -> Result:
    """The result.

    :raises Failure: ``resources-failed`` where an object is not as desired, or nobody can tell.
    """
    result = {**plan_result, **_outcomes_of_items(items)}
    failed = [item for item in items if item.outcome.get("failed")]
    if not failed:
        return result
    first_failed = failed[0]
    raise failure(
        "resources-failed",
        outcome=_worst_outcome(items),
        retry_safe=False,
        more=result,
        failed=len(failed),
        total=len(items),
        name=first_failed.name,
        text=first_failed.outcome["msg"],
    )


def _outcomes_of_items(items: Sequence[PlanItem]) -> Result:
    """What became of each object that is not as it was desired already."""
    outcomes = [item.outcome for item in items if item.outcome]
    return {"changed": any(outcome["changed"] for outcome in outcomes), "outcomes": outcomes}


def _worst_outcome(items: Sequence[PlanItem]) -> Outcome:
    """One outcome for all: ``did_not_run`` only where no write has run."""
    worst_so_far: Outcome = "did_not_run"
    for outcome in (item.outcome for item in items if item.outcome):
        ran = [part["outcome"] for part in (outcome, *outcome["steps"])]
        for word in _OUTCOMES_BY_WEIGHT:
            if word in ran or (word == "refused" and "ran" in ran):
                worst_so_far = worst(worst_so_far, word)
    return worst_so_far


def _warn_once(warn: Callable[[str], None]) -> Callable[[str], None]:
    """Warns of each text once: what a plan warns of is not said again where it is written."""
    warned_texts: set[str] = set()

    def say(text: str) -> None:
        if text not in warned_texts:
            warned_texts.add(text)
            warn(text)

    return say
