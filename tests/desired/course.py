# Copyright (c) 2026 the m365.exchange contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The course of one resource of a desired-state tool by exo_resource: created, changed by each of its calls, removed;
each step in check mode first, and once more afterwards.

What each resource does is told by the box's own data (desired_state.yml). What goes otherwise than it should is a
finding, as in a cycle.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from desired.cycle import Case, Cycle, Result
from simulator.exchange.family_spec import spec_of

from exo_simulator.exchange.catalogue import MANDATORY
from support.box import Box
from support.desk import Desk

Properties = Mapping[str, Any]
CONSTANTS = {"true": True, "false": False, "null": None}


@dataclass(frozen=True)
class Told:
    """What is told of one resource besides its calls; the keys are told in resources.yml."""

    identity: Any = None
    create: Properties | None = None
    changes: tuple[Properties, ...] = ()
    families: Properties = field(default_factory=dict)
    signed_in: str = ""
    before: Mapping[str, Properties] = field(default_factory=dict)
    left_out: tuple[str, ...] = ()
    reason: str = ""
    source: str = ""


class Course(Cycle):
    """What happens to one object of the resource; a step has ``most`` properties."""

    def __init__(self, steps: Mapping[str, Any], told: Told, case: Case, desk: Desk, box: Box, most: int) -> None:
        self.steps, self.told, self.most = steps, told, most
        for cmdlet, parameters in told.before.items():
            desk.run(cmdlet=cmdlet, parameters=parameters)  # another test may have done so
        super().__init__(steps["noun"], spec_of(steps["noun"]), case, desk, box)
        self.at = self.values.at = steps.get("service", self.at)
        self.mandatory: list[str] = []

    def take(self) -> list[str]:
        """All findings."""
        made = bool(self.known.cmdlets.get("create")) and not self.known.never_present
        self.who = self.told.identity
        if self.who is not None or self.told.create is not None:
            self.who = self.who or f"{self.noun} of our own"
            if made and not self.told.signed_in:
                self.leave()
                self.who = self.told.identity or f"{self.noun} of our own"
                self.step("create", self.told.create or {})
        elif made:
            self.create_it()
        else:
            self.who = self.case.identity or self.named({})
            self.begin()
        for taken in self.told.changes or self.changes():
            self.step("change", taken)
        if self.steps.get("remove") or self.steps.get("disable"):
            self.end()
        return list(self.findings)

    def create_it(self) -> None:
        """An object with what its creation takes."""
        maker = self.maker()
        self.mandatory = [one.name for one in maker.parameters.values() if one.flags & MANDATORY]
        first = next(iter(self.grouped(maker.verb, 0)), {})
        if not self.make(maker, self.some(first)):
            self.make(maker, {})

    def begin(self) -> None:
        """What is only changed begins with other values."""
        for taken in self.grouped("Set", 0)[:1]:
            self.desk.resource(kind=self.noun, properties=taken, allow_tenant_wide=True, **self.identified())

    def changes(self) -> Iterable[Properties]:
        """What each call of Set changes: the second values, and where another call had them the first again."""
        both = [next(iter(self.grouped("Set", place)), {}) for place in (0, 1)]
        second: set[str] = set()
        for listed in self.steps.get("set", ()):
            words = [one.partition("=") for one in listed]
            constants = {name: CONSTANTS[word] for name, equals, word in words if equals}
            names = list(both[1]) if "all" in listed else [name for name, _equals, _word in words]
            other = {name: both[name not in second].get(name, both[1][name]) for name in names if name in both[1]}
            if taken := self.some({name: constants.get(name, value) for name, value in other.items()}):
                yield taken
                second ^= set(taken)

    def some(self, taken: Properties) -> dict[str, Any]:
        """As many of them as one step has here."""
        names = [name for name in taken if name not in self.told.left_out]
        return {name: taken[name] for name in names[: self.most]}

    def step(self, step: str, taken: Properties | None, *, told: bool = True, **more: Any) -> bool:
        tables = {"families": self.told.families} if self.told.families else {}
        return super().step(step, taken, told=told, **tables, **more)

    def problem(self, planned: Result, done: Result, again: Result) -> str:
        found = super().problem(planned, done, again)
        return found or ("" if done["changed"] else "nothing is written")
