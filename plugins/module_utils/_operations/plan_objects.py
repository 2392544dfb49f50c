# Copyright (c) 2026 the m365.exchange contributors
# SPDX-License-Identifier: BSD-2-Clause
"""Plan what a task that keeps many objects would write: each is read and rehearsed, and nothing is sent but reads."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from .._errors.failure import Failure
from .._resources.plan_of_many import Action
from .desired_object import Kept, tell_change
from .find_object import find_object
from .keep_object import Keeper
from .objects_at_work import Item, Keepers
from .outcomes_of_objects import describe_failure

# What is no fault of the task, and so tells nothing of the object.
_KNOWN = ("input",)
# Input, too, where nobody can tell what is there.
_AMBIGUOUS = ("resource-identity-ambiguous",)


def plan_objects(items: Sequence[Item], keepers: Keepers) -> list[str]:
    """What would be done with each object; a read that fails leaves its own object unknown, and no other. The warnings
    of it come back: they are said again where it is done."""
    warnings: list[str] = []
    for item in items:
        _rehearse(item, keepers.of(item), warnings)
    return warnings


def _rehearse(item: Item, keeper: Keeper, warnings: list[str]) -> None:
    context = replace(keeper.context, check_mode=True, warn=warnings.append)
    writer = replace(keeper.writer, done=[], doubtful=None, patience=item.desired.patience)
    try:
        item.found = find_object(keeper.reader, item.desired)
        kept = Keeper(keeper.reader, writer, context).keep(item.desired, item.found)
    except Failure as error:
        known = error.category in _KNOWN and error.key not in _AMBIGUOUS
        item.action = "refused" if known else "unknown"
        item.reason = error.what
        item.outcome = describe_failure(item, error)
        return
    item.kept, item.action = kept, action_of(item, kept)
    item.changes = [tell_change(item.desired.family, one) for one in kept.changes]


def action_of(item: Item, kept: Kept) -> Action:
    """What a rehearsal would have done."""
    if not kept.changed:
        return "equal"
    if not item.desired.present:
        return "change" if item.desired.family.absent else "remove"
    if kept.before is None:
        return "change" if item.desired.family.never_present else "create"
    return "change" if kept.was is None else "recreate"
