# Copyright (c) 2026 the m365.exchange contributors
# SPDX-License-Identifier: BSD-2-Clause
"""The values of an object before and after a task has written it, for a journal that takes them."""

from __future__ import annotations

from .._commands.journal_values import Hide, Values, hide_secrets
from .._resources.describe_objects import describe_properties, settable_properties
from .desired_object import DesiredObject, KeptObject


def values_for_journal(desired: DesiredObject, kept: KeptObject, hide: Hide) -> Values:
    """By property: what differs, or of an object that goes what it had. A property of a new object had nothing."""
    told: dict[str, dict[str, object]] = {one.property: {"after": one.after} for one in kept.changes}
    if kept.before is not None:
        had = {one.property: one.before for one in kept.changes}
        if not desired.present and not kept.changes:
            had = describe_properties(desired.family, kept.before, settable_properties(desired.family))
        for name, value in had.items():
            told[name] = {"before": value, **told.get(name, {})}
    return {name: hide_secrets(one, hide, whole=desired.hides(name)) for name, one in told.items()}
