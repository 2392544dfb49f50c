# Copyright (c) 2026 the m365.exchange contributors
# SPDX-License-Identifier: BSD-2-Clause
"""What became of each object of a task that keeps many, as its result tells it."""

from __future__ import annotations

from .._context_and_progress import Result
from .._errors.failure import Failure
from .._resources.plan_of_many import WRITING_ACTIONS
from .desired_object import KeptObject, result_of
from .objects_at_work import PlanItem


def describe_failure(item: PlanItem, error: Failure) -> Result:
    """The outcome of an object of which something failed."""
    return {
        **_outcome_of_item(item),
        "failed": True,
        "outcome": error.outcome,
        "changed": bool(error.more.get("changed")),
        "msg": error.line,
        "error": error.card(),
        "steps": list(error.more.get("steps") or ()),
        **{name: error.more[name] for name in ("changes", "seen", "was", "found") if name in error.more},
    }


def describe_success(item: PlanItem, kept: KeptObject, *, sent: bool) -> Result:
    """The outcome of an object that is as desired now, or would be (not ``sent``): the changes are those of the
    plan."""
    told = {**result_of(item.desired, kept, diff=False), **_outcome_of_item(item), "failed": False}
    told["changes"] = [dict(one) for one in item.changes]
    if not sent:
        return {**told, "changed": True, "outcome": "did_not_run", "steps": [*kept.steps, *item.moving]}
    return {**told, "outcome": "ran" if kept.steps else "equal"}


def skip_if_broken(item: PlanItem, stopped: set[str]) -> bool:
    """Whether the object is not written because one of the ``stopped`` has to be there first; then it is one of them,
    and its outcome says so."""
    broken = next((name for name in item.depends_on if name in stopped), None)
    if broken is None or item.action not in WRITING_ACTIONS:
        return False
    item.reason = f"It depends on {broken}, which is not as desired."
    item.outcome = _describe_skipped(item, item.reason)
    stopped.add(item.name)
    return True


def _describe_skipped(item: PlanItem, reason: str) -> Result:
    return {
        **_outcome_of_item(item),
        "failed": False,
        "outcome": "did_not_run",
        "changed": False,
        "msg": reason,
        "steps": [],
    }


def _outcome_of_item(item: PlanItem) -> Result:
    return {"kind": item.desired.family.kind, "identity": dict(item.planned.identity), "action": item.action}
