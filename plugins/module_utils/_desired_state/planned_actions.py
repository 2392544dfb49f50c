# Copyright (c) 2026 the m365.exchange contributors
# SPDX-License-Identifier: BSD-2-Clause
"""The plan of many objects as data: what will be done with each, in which order, its checksum, and lines to read."""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Literal, get_args

from .._counts import count
from .._dataclass import dataclass
from .._json_types import Json, JsonMap, Row

# What is done with an object. ``ignored``: it differs, and is left alone; ``refused``: it differs, and cannot be
# brought about; ``unknown``: nobody can tell.
Action = Literal["create", "change", "recreate", "remove", "equal", "ignored", "refused", "unknown"]
WRITING_ACTIONS: tuple[Action, ...] = ("create", "change", "recreate", "remove")
REMOVING_ACTIONS: tuple[Action, ...] = ("recreate", "remove")

_SIGN_OF_ACTION: Mapping[Action, str] = {
    "create": "+", "change": "~", "recreate": "-/+", "remove": "-", "equal": "=", "ignored": ".", "refused": "!",
    "unknown": "?",
}  # fmt: skip
_ACTIONS_COUNTED: tuple[Action, ...] = get_args(Action)
_LONGEST_VALUE = 60


@dataclass(frozen=True)
class PlannedObject:
    """One object of a plan. ``changes`` are rows of property, before and after, without secrets; ``depends_on`` are
    the names of objects that have to be written first; ``reason`` says why nothing is done, ``ignored`` are changes
    that are left alone."""

    kind: str
    identity: Mapping[str, str]
    action: Action
    changes: Sequence[JsonMap] = ()
    depends_on: tuple[str, ...] = ()
    reason: str = ""
    ignored: Sequence[JsonMap] = ()

    @property
    def name(self) -> str:
        """Kind and identity in one line."""
        return name_of_object(self.kind, self.identity)

    def row(self) -> Row:
        """As a result has it."""
        notes: Row = {"reason": self.reason, "ignored": list(self.ignored)}
        more = {name: value for name, value in notes.items() if value}
        return {
            "kind": self.kind,
            "identity": dict(self.identity),
            "action": self.action,
            "changes": list(self.changes),
            "depends_on": list(self.depends_on),
            **more,
        }


def name_of_object(kind: str, identity: Mapping[str, str]) -> str:
    """Kind and identity in one line; of what an organization has one of, the kind."""
    return f"{kind} {', '.join(identity.values())}".strip()


def numbers_of_plan(plan: Sequence[PlannedObject]) -> dict[str, int]:
    """How many objects have each action."""
    numbers = Counter(planned.action for planned in plan)
    return {action: numbers[action] for action in _ACTIONS_COUNTED}


def checksum_of_plan(plan: Sequence[PlannedObject], tenant_id: str) -> str:
    """What two plans have in common only if they write the same to the same objects of the same tenant in the same
    order."""
    rows = [
        [planned.kind, dict(planned.identity), planned.action, list(planned.changes)]
        for planned in plan
        if planned.action in WRITING_ACTIONS
    ]
    text = json.dumps([tenant_id, rows], sort_keys=True, ensure_ascii=True, default=str)
    return hashlib.sha256(text.encode()).hexdigest()


def lines_of_plan(plan: Sequence[PlannedObject]) -> list[str]:
    """A line for each object of which there is anything to say, and the numbers at the end."""
    plan_lines = [_line_of_plan(planned) for planned in plan if planned.action != "equal"]
    numbers = ", ".join(f"{number} {action}" for action, number in numbers_of_plan(plan).items() if number)
    return [*plan_lines, f"{count(len(plan), 'object')}: {numbers or 'nothing to do'}"]


def _line_of_plan(planned: PlannedObject) -> str:
    details = "; ".join(_change_in_line(change, new=planned.action == "create") for change in planned.changes)
    if planned.action == "remove":
        details = ""
    if planned.reason:
        details = planned.reason
    if planned.ignored:
        left = "; ".join(_change_in_line(change, new=False) for change in planned.ignored)
        details = f"{details}{'; ' if details else ''}left alone: {left}"
    return f"{_SIGN_OF_ACTION[planned.action]} {planned.name}{': ' if details else ''}{details}"


def _change_in_line(change: JsonMap, *, new: bool) -> str:
    after = _brief_value(change["after"])
    return (
        f"{change['property']} {after}" if new else f"{change['property']} {_brief_value(change['before'])} -> {after}"
    )


def _brief_value(value: Json) -> str:
    text = json.dumps(value, ensure_ascii=False, default=str)
    return text if len(text) <= _LONGEST_VALUE else f"{text[: _LONGEST_VALUE - 3]}..."
