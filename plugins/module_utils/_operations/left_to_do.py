# Copyright (c) 2026 the m365.exchange contributors
# SPDX-License-Identifier: BSD-2-Clause
"""What the runs that a journal knows of have left to do: of each plan what never began, and nobody has done since.

A command that began and has no end is none of these: it may have run. An object whose writes have begun is one, until
it is settled: what ran of it stands among the commands.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Mapping, Sequence

from .._dataclass import dataclass
from .._json_types import JsonMap, Row

_NOTHING_RAN = "did_not_run"
_WHAT_IS_DONE = ("cmdlet", "object", "parameters")
_FIELDS_OF_ITEM = ("index", "action", *_WHAT_IS_DONE)
_FIELDS_OF_PLAN = ("plan", "organization", "tenant_id", "identity")


def left_to_do(lines: Sequence[JsonMap]) -> list[Row]:
    """A row for each item that is left, in the order of the plans. ``lines`` are whole, and in the order of time."""
    latest = {_mark_of_plan(line): line for line in lines if line["event"] == "planned"}
    done = _find_ends(lines)
    return [
        {"planned": plan.get("time"), **{name: plan.get(name) for name in _FIELDS_OF_PLAN},
         **{name: planned.get(name) for name in _FIELDS_OF_ITEM}}
        for number, plan in enumerate(lines)
        if plan["event"] == "planned" and latest[_mark_of_plan(plan)] is plan
        for planned in _items_left_of_plan(plan, done.since(number))
    ]  # fmt: skip


@dataclass(frozen=True)
class _DoneInJournal:
    """What is no longer to be done: ``own`` is by item, with the last line that says so; ``ran`` has line, item and
    what was done of all that ran."""

    own: Mapping[str, int]
    ran: Sequence[tuple[int, str, str]]

    def since(self, number: int) -> _DoneInJournal:
        """What lines behind this one say."""
        own = {key: line for key, line in self.own.items() if line > number}
        return _DoneInJournal(own, [one for one in self.ran if one[0] > number])


def _items_left_of_plan(plan: JsonMap, done: _DoneInJournal) -> list[JsonMap]:
    """The items of a plan that nobody has begun.

    A journal has no values, so members who are added to one group look alike. What has run for one of the plan says
    nothing of another then; other tasks have done those that look alike where they did as many.
    """
    keys = [(item, *_keys_of_done(plan, item)) for item in _items_of_plan(plan)]
    of_plan = {own for _item, own, _what in keys}
    elsewhere = Counter(what for _line, own, what in done.ran if own not in of_plan)
    left = [(item, what) for item, own, what in keys if own not in done.own]
    alike = Counter(what for _item, what in left)
    return [item for item, what in left if elsewhere[what] < alike[what]]


def _mark_of_plan(plan: JsonMap) -> tuple[object, ...]:
    """What two plans about the same have in common."""
    return tuple(plan.get(name) for name in ("tenant_id", "about"))


def _find_ends(lines: Sequence[JsonMap]) -> _DoneInJournal:
    own: dict[str, int] = {}
    ran: list[tuple[int, str, str]] = []
    for number, line in enumerate(lines):
        if line["event"] == "planned":
            continue
        key, what = _keys_of_done(line, line)
        if line.get("outcome") == _NOTHING_RAN:
            own.pop(key, None)  # it had begun, and a signal came before it was sent
            continue
        own[key] = number
        # Another task has done the same only where it ran.
        if line.get("outcome") == "ran":
            ran.append((number, key, what))
    return _DoneInJournal(own, ran)


def _keys_of_done(line: JsonMap, item: JsonMap) -> tuple[str, str]:
    """The item itself, and what is done with which object of which tenant, whoever does it."""
    own = item.get("client_request_id") or [line.get("plan"), item.get("index")]
    what = [line.get("tenant_id"), *(item.get(name) for name in _WHAT_IS_DONE)]
    return json.dumps(own), json.dumps(what, sort_keys=True)


def _items_of_plan(plan: JsonMap) -> list[JsonMap]:
    items = plan.get("items")
    return [one for one in items if isinstance(one, Mapping)] if isinstance(items, list) else []
