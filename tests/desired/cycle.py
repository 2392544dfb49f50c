# Copyright (c) 2026 the m365.exchange contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The cycle of one kind by exo_resource: made, read back, changed, cleared, renamed, removed; each step in check mode
first, and once more afterwards.

What goes otherwise than it should is a finding, a line ``<step> <properties>: <what happened>``. Values come from what
the box's own tests know of each family.
"""

from __future__ import annotations

import base64
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from functools import partial
from typing import Any, Literal

from desired.proved import Proved
from desired.test_what_the_box_shows import by_name
from simulator.exchange.family_life import DEFAULT_FLAGS, Life
from simulator.exchange.family_spec import Spec
from simulator.exchange.family_values import Values, Written
from simulator.exchange.tenant import TAG
from simulator.exchange.test_families import service_of

from ansible_collections.m365.exchange.plugins.module_utils._object_families.family import family_of
from ansible_collections.m365.exchange.plugins.module_utils._object_families.property_rules import is_named
from exo_simulator.exchange import CmdletError, NotPlayed
from exo_simulator.exchange.catalogue import MANDATORY, Cmdlet, Parameter, of_noun
from exo_simulator.exchange.families import family
from exo_simulator.exchange.kinds import Kind, type_info
from support.box import Box
from support.desk import Desk

Result = dict[str, Any]


@dataclass(frozen=True)
class Case:
    """What a kind needs beyond the box's own data; the keys are told in families.yml."""

    identity: Any = None
    properties: Mapping[str, Any] = field(default_factory=dict)
    values: Mapping[str, Any] = field(default_factory=dict)
    apart: tuple[tuple[str, str], ...] = ()
    signed_in: str = "as an application"
    settings: Mapping[str, Any] = field(default_factory=dict)
    skipped: str = ""
    left_out: Mapping[str, str] = field(default_factory=dict)
    not_proved: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Rows:
    """What a cmdlet answered."""

    rows: list[Mapping[str, Any]]


class FarTenant:
    """A tenant of the box, asked by exo_command: for what must be there before."""

    def __init__(self, desk: Desk) -> None:
        self.desk = desk

    def run(self, cmdlet: str, service: Literal["exchange", "compliance"] = "exchange", /, **parameters: Any) -> Rows:
        result = self.desk.run(cmdlet=cmdlet, service=[service], parameters=parameters, context={})
        if result.get("failed"):
            raise CmdletError("", "", result["msg"], status=400, code="", details=False)
        return Rows(result["objects"])

    def one(self, cmdlet: str, /, **parameters: Any) -> Mapping[str, Any]:
        (row,) = self.run(cmdlet, **parameters).rows
        return row


class Named(Values):
    """Values that remember by which name a person would say the object of an id."""

    def __init__(self, tenant: Any, own: Mapping[str, list[Any]]) -> None:
        super().__init__(tenant, own)
        self.said: dict[str, Any] = {}

    def fresh(self, cmdlet: Cmdlet, parameter: Parameter) -> Written:
        written = super().fresh(cmdlet, parameter)
        self.said[str(written.sent)] = plain(written)
        return written

    def in_words(self, value: Any) -> Any:
        """The value as a person would write it."""
        return self.said.get(str(value), value)


class Cycle(Life):
    """What exo_resource does with the objects of one kind."""

    def __init__(self, noun: str, spec: Spec, case: Case, desk: Desk, box: Box) -> None:
        self.noun, self.spec, self.case, self.desk, self.box = noun, spec, case, desk, box
        self.family, self.known = family(noun), family_of(noun)
        self.proved = Proved(self.known)
        self.verbs, self.at = of_noun(noun), service_of(noun)
        far = FarTenant(desk)
        for command in spec.before:
            for name, values in command.items():
                try:
                    far.run(name, service_of(name.partition("-")[2]), **values)
                except (CmdletError, NotPlayed):
                    continue  # another kind needed it, too
        self.values: Named = Named(far, {**spec.values, **own_names(noun), **case.values})
        self.values.at = self.at
        self.number, self.findings = 0, dict[str, None]()
        self.who: Any = None

    # -- The steps

    def live(self) -> list[str]:
        """All findings."""
        made = bool(self.known.cmdlets.get("create")) and not self.known.never_present
        if made:
            self.make_all()
        else:
            self.who = self.case.identity or self.named({})
            self.each("change", self.grouped("Set", 0))
        if self.who is not None or not made:
            self.gather()
            self.each("change", self.grouped("Set", 1))
            self.move_entries()
            self.each("clear", self.cleared())
            self.rename()
            if made and self.who is not None:
                self.end()
        return list(self.findings)

    def end(self) -> None:
        """The object goes, once; what can never go is told before anything is sent."""
        if not self.known.never_absent:
            self.step("remove", None, state="absent")
            return
        self.sent()
        refused = self.desk.resource(kind=self.noun, state="absent", **self.identified())
        if not refused.get("failed") or [name for name in self.sent() if not name.startswith("Get-")]:
            self.find("remove: it is not refused")
        self.proved.note("keep")

    def make_all(self) -> None:
        """Objects with all that New- takes, of which the last one lives on; where some do not go together, with those
        that each go alone, and at last with what it needs."""
        maker = self.maker()
        self.mandatory = [one.name for one in maker.parameters.values() if one.flags & MANDATORY]
        groups = self.grouped(maker.verb, 0)
        for taken in (*groups[1:], *groups[:1]):
            self.leave()
            self.in_parts(partial(self.make, maker), taken)
        if self.who is None:
            self.make(maker, {})

    def make(self, maker: Cmdlet, taken: Mapping[str, Any], *, told: bool = True) -> bool:
        """One object with these properties; whether it could be had."""
        self.leave()
        whole = {**self.base(maker, taken), **self.case.properties}
        self.who = self.case.identity or self.named(whole)
        beside = {key: value for name in taken for key, value in self.spec.beside(maker, name).items()}
        plain = {name: value for name, value in whole.items() if not self.is_naming(name)}
        if self.step("create", {**plain, **beside, **taken}, told=told):
            return True
        self.leave()
        return False

    def leave(self) -> None:
        """What was made is removed again."""
        if self.who is not None:
            self.desk.resource(kind=self.noun, state="absent", allow_tenant_wide=True, **self.identified())
        self.who = None

    def each(self, step: str, groups: Iterable[Mapping[str, Any]]) -> None:
        """A step with each group of properties."""
        for taken in groups:
            self.in_parts(partial(self.step, step), taken)

    def in_parts(self, do: Callable[..., bool], taken: Mapping[str, Any]) -> None:
        """All of them at once; where they do not go together each half, down to one, which is a finding."""
        if not taken or do(taken, told=len(taken) == 1) or len(taken) == 1:
            return
        names = list(taken)
        for half in (names[: len(names) // 2], names[len(names) // 2 :]):
            self.in_parts(do, {name: taken[name] for name in half})

    def move_entries(self) -> None:
        """What is added to a list is there, what is taken from it is not, and the others stay."""
        first = [self.lists(taken) for taken in self.grouped("Set", 1)]
        second = [self.lists(taken) for taken in self.grouped("Set", 0)]
        for one, other in zip(first, second, strict=False):
            both = {name: value for name, value in other.items() if name in one and value != one[name]}
            self.each("add", [{name: {"Add": value} for name, value in both.items()}])
            self.each("take", [{name: {"Remove": one[name]} for name in both}])

    def rename(self) -> None:
        """The object under another name is the same one."""
        if self.known.rename is None or not isinstance(self.who, str):
            return
        name = f"{self.noun} renamed"
        if self.step("rename", {self.known.rename: name}):
            self.who = name

    def gather(self) -> None:
        """What a read gives is taken back, and is as it is."""
        found = self.desk.resources(kind=self.noun, show="all", **self.identified())
        if found.get("failed") or len(found["resources"]) != 1:
            self.find(f"gather: {found.get('msg') or found['resources']}")
            return
        (one,) = found["resources"]
        self.proved.look_at(one.pop("shown"))
        self.proved.note("gather")
        again = self.desk.resource(**one)
        if again.get("failed") or again["changes"] or again["steps"]:
            self.find(f"gather: {again.get('msg') or again['changes'] or again['steps']}")
        self.sent()

    # -- One step

    def identified(self) -> Result:
        return {} if self.who in (None, {}) else {"identity": self.who}

    def step(self, step: str, taken: Mapping[str, Any] | None, *, told: bool = True, **more: Any) -> bool:
        """In check mode, in earnest, and once more; whether it worked."""
        task: Result = {"kind": self.noun, "allow_tenant_wide": True, **self.identified(), **more}
        if taken is not None:
            task["properties"] = dict(taken)
        self.sent()
        planned = self.desk.resource(**task, context={"check_mode": True})
        done = self.desk.resource(**task)
        again = self.desk.resource(**task) if not done.get("failed") else done
        problem = self.problem(planned, done, again)
        if problem and told:
            self.find(f"{step} {', '.join(taken or ())}: {problem}".replace(" :", ":"))
        if not problem:
            self.proved.note(step, taken or ())
        return not problem

    def problem(self, planned: Result, done: Result, again: Result) -> str:
        for result in (planned, done, again):
            if result.get("failed"):
                return str(result["msg"])
        if (planned["changed"], planned["changes"]) != (done["changed"], done["changes"]):
            return f"check mode tells {planned['changes']}, and the run {done['changes']}"
        if again["changed"] or again["changes"] or again["steps"] or again.get("unknown"):
            return f"a second run changes {again['changes'] or again['steps']}"
        never = [name for name in again["unverifiable"] if not self.may_be_unseen(name)]
        if never:
            return f"{never} is not read back"
        written = [name for name in self.sent() if not name.startswith("Get-")]
        told = [one["cmdlet"] for one in done["steps"]]
        return "" if written == told else f"{told} is told, and {written} was sent"

    def may_be_unseen(self, name: str) -> bool:
        """What no read shows: the family says so, or it is a switch or a secret."""
        parameters = (cmdlet.parameter(name) for cmdlet in self.verbs.values())
        kinds = {type_info(one).kind for one in parameters if one is not None}
        return is_named(name, self.known.write_only) or bool(kinds & {Kind.SWITCH, Kind.SECRET})

    def sent(self) -> list[str]:
        """The cmdlets since it was asked last."""
        names = [str(one["cmdlet"]) for one in self.box.control.journal(kind="invoke")]
        self.box.control.forget()
        return names

    # -- What is written

    def maker(self) -> Cmdlet:
        verb = (self.known.cmdlets.get("create") or "").partition("-")[0]
        return self.verbs[verb]

    def named(self, whole: Mapping[str, Any]) -> Any:
        """The identity of what is made with these parameters, or of what is there."""
        if not self.known.identity:
            return None
        if not whole:
            found = self.spec.identity or self.identity({})
            return next(iter(found.values()), None)
        own = f"{self.noun} {self.number}"
        parts = {part: whole.get(self.known.create_as.get(part, part), own) for part in self.known.identity}
        return next(iter(parts.values())) if len(parts) == 1 else parts

    def base(self, cmdlet: Cmdlet, given: Iterable[str] = ()) -> dict[str, Any]:
        """What each creation needs, in a person's words."""
        whole = super().base(cmdlet, given)
        whole.pop("Credentials", None)
        return {name: self.values.in_words(one) for name, one in whole.items()}

    def is_naming(self, name: str) -> bool:
        return name in self.known.identity or name in self.known.create_as.values()

    def grouped(self, verb: str, place: int) -> list[dict[str, Any]]:
        """Values for all properties that the cmdlet takes, those that go together in one map."""
        cmdlet = self.verbs.get(verb)
        if cmdlet is None:
            return []
        groups = self.groups(cmdlet, self.mandatory if verb != "Set" else ())
        return [self.written(cmdlet, group, place) for group in groups]

    def written(self, cmdlet: Cmdlet, group: Iterable[Parameter], place: int) -> dict[str, Any]:
        taken: dict[str, Any] = {}
        for one in group:
            if one.name in DEFAULT_FLAGS or one.name in self.case.left_out or self.is_naming(one.name):
                continue
            if type_info(one).kind is Kind.SECRET or one.name == "Credentials":
                continue
            if one.name == self.known.rename or self.whole(one) or f"{cmdlet.verb} {one.name}" in self.case.left_out:
                continue
            written = self.values.written(cmdlet, one, place)
            if written.is_new:
                taken[one.name] = plain(written)
        return taken

    def cleared(self) -> list[dict[str, Any]]:
        """The properties that can be cleared, each with what clears it."""
        setter = self.verbs.get("Set")
        names = {name for taken in self.grouped("Set", 0) for name in taken}
        found = [one for one in self.properties(setter) if one.name in names] if setter else []
        return [{one.name: [] if type_info(one).many else None for one in found if self.is_clearable(one)}]

    def lists(self, taken: Mapping[str, Any]) -> dict[str, list[Any]]:
        return {name: value for name, value in taken.items() if isinstance(value, list) and name not in self.spec.kept}

    def pairs(self) -> list[set[str]]:
        return [*super().pairs(), *map(set, self.case.apart)]


def own_names(noun: str) -> dict[str, list[Any]]:
    """Addresses of which the objects of other kinds have none."""
    own = noun.lower()
    first, second = f"{own}.1@contoso.com", f"{own}.2@contoso.com"
    lists: list[Any] = [{"sent": [f"SMTP:{one}"], "holds": f"SMTP:{one}"} for one in (first, second)]
    addresses = ("PrimarySmtpAddress", "WindowsEmailAddress", "MicrosoftOnlineServicesID")
    return {"Alias": [f"{own}.1", f"{own}.2"], "EmailAddresses": lists, **{key: [first, second] for key in addresses}}


def plain(written: Written) -> Any:
    """A value as a task would have it."""
    value = by_name(written)
    if isinstance(value, list) and value and all(isinstance(one, int) for one in value):
        return base64.b64encode(bytes(value)).decode()
    return [untagged(one) for one in value] if isinstance(value, list) else untagged(value)


def untagged(value: Any) -> Any:
    return {key: one for key, one in value.items() if key != TAG} if isinstance(value, dict) else value
