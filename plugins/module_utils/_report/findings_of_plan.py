# Copyright (c) 2026 the m365.exchange contributors
# SPDX-License-Identifier: BSD-2-Clause
"""What a plan of exo_resources says about drift: of an object that is as it should be one finding, of each property
that is not one of its own, and one of the object where it is missing, too many, or cannot be told."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import TypeAlias

from .._dataclass import dataclass

_TEXT_OF_ACTION = {
    "create": "It is not there.",
    "remove": "It is there, and should not be.",
    "recreate": "It would have to be made anew.",
}
_VERDICT_OF_ACTION = {"equal": "equal", "ignored": "ignored", "unknown": "unknown"}


# Below, object is what a finding is about.
_PlanValue: TypeAlias = object


@dataclass(frozen=True)
class Drifted:
    """One finding of the plan; ``wanted`` and ``found`` are values as the plan has them."""

    check: str
    verdict: str
    object: str
    property: str = ""
    text: str = ""
    wanted: _PlanValue = None
    found: _PlanValue = None


def findings_of_plan(row: Mapping[str, object]) -> Iterator[Drifted]:
    """The findings of one row of a plan, which has ``kind``, ``identity``, ``action`` and what differs.

    :raises ValueError: says what is no such row.
    """
    kind, action, identity = str(row.get("kind") or ""), str(row.get("action") or ""), row.get("identity")
    if not kind or not isinstance(identity, Mapping):
        raise ValueError("a row of plan has no kind or no identity")
    name = ", ".join(map(str, identity.values()))
    reason = str(row.get("reason") or "")
    changes, ignored = _maps_of_plan(row, "changes"), _maps_of_plan(row, "ignored")
    for one in ignored:
        yield _drift_of_property(kind, name, "ignored", one, reason)
    if action in ("change", "recreate"):
        for one in changes:
            yield _drift_of_property(kind, name, "different", one, _TEXT_OF_ACTION.get(action, ""))
    if (action in ("change", "recreate") and changes) or (action == "ignored" and ignored):
        return
    wanted = {str(one.get("property")): one.get("after") for one in changes} if action == "create" else None
    verdict = _VERDICT_OF_ACTION.get(action, "different")
    yield Drifted(kind, verdict, name, text=reason or _TEXT_OF_ACTION.get(action, ""), wanted=wanted or None)


def _drift_of_property(kind: str, name: str, verdict: str, change: Mapping[str, object], text: str) -> Drifted:
    return Drifted(kind, verdict, name, str(change.get("property")), text, change.get("after"), change.get("before"))


def _maps_of_plan(row: Mapping[str, object], name: str) -> Sequence[Mapping[str, object]]:
    given = row.get(name) or []
    if not isinstance(given, Sequence) or not all(isinstance(one, Mapping) for one in given):
        raise ValueError(f"{name} of a row of plan is no list of maps")
    return given
