# Copyright (c) 2026 the m365.exchange contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The life of a family's objects with every documented property: create, read, change, clear, remove, create again.

What goes otherwise than it should is a finding, a line `<step> <parameter>: <what happened>`.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from simulator.exchange.family_spec import Spec
from simulator.exchange.family_values import Values, Written
from simulator.exchange.tenant import CONTOSO, Tenant
from simulator.exchange.test_families import service_of

from exo_simulator.exchange import CmdletError, NotPlayed
from exo_simulator.exchange.catalogue import COMMON, MANDATORY, NULLABLE, Cmdlet, Parameter, of_noun
from exo_simulator.exchange.families import family
from exo_simulator.exchange.kinds import Kind, type_info

DEFAULT_FLAGS = frozenset(["Default", "IsDefault", "MakeDefault"])
CLEARED = frozenset([Kind.STRING, Kind.IDENTITY, Kind.INSTANT])
NOBODY = "nobody of that name"


class Life:
    """What one noun's cmdlets do with each of their parameters."""

    def __init__(self, noun: str, spec: Spec) -> None:
        self.noun, self.spec, self.family = noun, spec, family(noun)
        self.verbs = of_noun(noun)
        self.at = service_of(noun)
        settings = {**CONTOSO["settings"], "rule_tables": "maps", "role_group_by_id": "found"}
        self.tenant = Tenant(mailboxes=6, settings=settings)
        for command in spec.before:
            for name, values in command.items():
                self.tenant.run(name, service_of(name.partition("-")[2]), **values)
        self.values = Values(self.tenant, spec.values)
        self.values.at = self.at
        self.number = 0
        self.findings: dict[str, None] = {}

    def find(self, line: str) -> None:
        """One more finding; the same one twice counts once."""
        self.findings[line] = None

    def live(self) -> list[str]:
        """All findings."""
        maker = next((verb for verb in ("New", "Add") if verb in self.verbs), "")
        if maker:
            self.create_all(maker)
            who = self.made(maker)
        else:
            who = self.identity({})
        if who is not None and "Set" in self.verbs:
            self.change_all(who)
        if who is not None and maker and "Remove" in self.verbs:
            self.remove(who)
        return list(self.findings)

    # Creation

    def create_all(self, maker: str) -> None:
        """Objects that have every parameter of the cmdlet, once with the first and once with the second values."""
        cmdlet = self.verbs[maker]
        for place in (0, 1):
            flags = []
            for group in self.groups(cmdlet, self.base(cmdlet)):
                flags += [one for one in group if one.name in DEFAULT_FLAGS and place == 0]
                self.create(maker, [one for one in group if one.name not in DEFAULT_FLAGS], place)
            for flag in flags:
                self.create(maker, [flag], place)

    def create(self, maker: str, group: list[Parameter], place: int) -> None:
        """One object with these parameters; those that are refused alone are found, the others go together."""
        cmdlet, taken = self.verbs[maker], dict[str, Written]()
        for parameter in group:
            written = self.values.written(cmdlet, parameter, place)
            if written.is_new:
                taken[parameter.name] = written
        made = self.run(maker, self.whole_call(cmdlet, taken))
        if isinstance(made, str) and len(group) > 1:
            taken = self.takeable(cmdlet, taken)
            made = self.run(maker, self.whole_call(cmdlet, taken))
        if isinstance(made, str):
            self.find(f"{maker} {', '.join(taken)}: {made}")
            return
        who = self.identity({**self.last, **(made[0] if made else {})})
        self.compare(maker, who, taken)
        if not any(one.name in DEFAULT_FLAGS for one in group):
            self.discard({**who, **self.telling(taken)})

    def whole_call(self, cmdlet: Cmdlet, taken: Mapping[str, Written]) -> dict[str, Any]:
        """The parameters with what they need and what each creation needs."""
        beside = {key: value for name in taken for key, value in self.spec.beside(cmdlet, name).items()}
        return {**self.base(cmdlet, taken), **beside, **sent(taken)}

    def telling(self, taken: Mapping[str, Written]) -> dict[str, Any]:
        """The switches of a creation that the removal needs, too."""
        return {name: written.sent for name, written in taken.items() if name in self.spec.telling}

    def takeable(self, cmdlet: Cmdlet, wanted: Mapping[str, Written]) -> dict[str, Written]:
        """Those that can be given alone; the others are findings."""
        taken: dict[str, Written] = {}
        for name, written in wanted.items():
            made = self.run(cmdlet.verb, self.whole_call(cmdlet, {name: written}))
            if isinstance(made, str):
                self.find(f"{cmdlet.verb} {name}: {made}")
                continue
            taken[name] = written
            who = self.identity({**self.last, **(made[0] if made else {})})
            self.discard({**who, **self.telling({name: written})})
        return taken

    def made(self, maker: str) -> dict[str, Any] | None:
        """The object whose life goes on; a second one like it is refused."""
        base = self.base(self.verbs[maker])
        rows = self.run(maker, base)
        if isinstance(rows, str):
            self.find(f"{maker}: {rows}")
            return None
        if not self.spec.twins and not isinstance(self.run(maker, base), str):
            self.find(f"{maker} again: taken")
        return self.identity({**base, **(rows[0] if rows else {})})

    def base(self, cmdlet: Cmdlet, given: Iterable[str] = ()) -> dict[str, Any]:
        """What each creation needs, with a name of its own, without what excludes something that is given."""
        self.number += 1
        needed = [one for one in cmdlet.parameters.values() if one.flags & MANDATORY]
        values = {one.name: self.values.fresh(cmdlet, one).sent for one in needed}
        named = {key: f"{self.noun} {self.number}" for key in ("Name", "FilterName") if cmdlet.parameter(key)}
        whole = {**values, **named, **self.spec.filled(self.spec.needed, self.number)}
        pairs = self.pairs()
        self.last = {name: value for name, value in whole.items() if not clashes(name, set(given), pairs)}
        return self.last

    def pairs(self) -> list[set[str]]:
        """Parameters that exclude each other, where the object is made or where it is changed."""
        written = [one.exclusive for one in self.verbs.values() if one.verb != "Get"]
        return [set(pair) for pairs in (*written, self.spec.apart) for pair in pairs]

    def groups(self, cmdlet: Cmdlet, base: Iterable[str]) -> list[list[Parameter]]:
        """The parameters for as few objects as the pairs that exclude each other allow."""
        pairs, groups = self.pairs(), list[list[Parameter]]()
        groups.append([])
        for parameter in self.properties(cmdlet):
            others = [group for group in groups if not clashes(parameter.name, {*names(group), *base}, pairs)]
            if not others:
                groups.append([])
            (others or groups[-1:])[0].append(parameter)
        return groups

    def properties(self, cmdlet: Cmdlet) -> list[Parameter]:
        """The parameters whose values the object keeps."""
        named = {self.family.set_key} if cmdlet.verb == "Set" else set()
        steering = {*self.spec.not_properties, *self.spec.context, *named}
        found = [one for one in cmdlet.parameters.values() if one.name.casefold() not in COMMON]
        return [one for one in found if one.name not in steering and f"{cmdlet.verb} {one.name}" not in steering]

    # Reading

    def run(self, verb: str, values: Mapping[str, Any]) -> Any:
        """The rows, or what the refusal says."""
        try:
            return self.tenant.run(f"{verb}-{self.noun}", self.at, **values).rows
        except CmdletError as refusal:
            return refusal.text.partition(" on '")[0]
        except NotPlayed as refusal:
            return f"501 {refusal}"

    def identity(self, row: Mapping[str, Any]) -> dict[str, Any]:
        """The parameters by which the object is found."""
        if self.spec.identity or self.family.kind == "singleton":
            return self.spec.filled(self.spec.identity, self.number)
        if self.family.kind in ("per", "view"):
            return {"Identity": "AdeleV"}
        key = self.family.set_key
        return {key: row.get("Guid") or row.get("Identity") or row.get("Name") if key == "Identity" else row[key]}

    def needed(self, verb: str, who: Mapping[str, Any]) -> dict[str, Any]:
        """The identity with what else the cmdlet demands, as far as it has such parameters."""
        cmdlet = self.verbs[verb]
        demanded = [one for one in cmdlet.parameters.values() if one.flags & MANDATORY and verb == "Set"]
        values = {one.name: self.values.written(cmdlet, one, 0).sent for one in demanded if one.name not in who}
        asked = {**values, **self.spec.context, **self.spec.more.get(verb, {}), **who}
        return {name: value for name, value in asked.items() if cmdlet.parameter(name)}

    def row(self, who: Mapping[str, Any]) -> Mapping[str, Any]:
        """The object as Get shows it."""
        rows = self.run("Get", self.needed("Get", who))
        if isinstance(rows, str) or len(rows) != 1:
            self.find(f"Get: {rows if isinstance(rows, str) else f'{len(rows)} rows'}")
            return {}
        found: Mapping[str, Any] = rows[0]
        return found

    def compare(self, step: str, who: Mapping[str, Any], taken: Mapping[str, Written]) -> None:
        """Find what the object does not show as it was written."""
        self.matches(step, self.row(who), taken)

    def matches(self, step: str, row: Mapping[str, Any], taken: Mapping[str, Written]) -> None:
        """Find what the row does not show as it was written."""
        for name, written in taken.items() if row else ():
            read = self.spec.reads.get(name, name)
            if name in self.spec.not_shown:
                if read in row and name not in self.spec.reads:
                    self.find(f"{step} {name}: shown")
            elif read not in row:
                self.find(f"{step} {name}: not shown")
            elif not written.is_shown(row[read]):
                self.find(f"{step} {name}: sent {written.sent!r}, shown {row[read]!r}")

    # Change

    def change_all(self, who: Mapping[str, Any]) -> None:
        """Each parameter of Set, twice, and then nothing; without a New all of them together first."""
        setter = self.verbs["Set"]
        if "New" not in self.verbs:
            for group in self.groups(setter, ()):
                taken = {one.name: self.values.written(setter, one, 0) for one in group}
                self.write_all(who, {name: one for name, one in taken.items() if one.is_new})
        for parameter in self.properties(setter):
            if parameter.name in DEFAULT_FLAGS and "New" in self.verbs:
                continue
            whole = self.whole(parameter)
            if whole:
                self.move(who, parameter, whole)
            else:
                self.change(who, parameter)

    def write_all(self, who: Mapping[str, Any], wanted: Mapping[str, Written]) -> None:
        """All together; those that are refused are found, and the others go without them."""
        setter = self.verbs["Set"]
        if isinstance(self.run("Set", {**self.needed("Set", who), **sent(wanted)}), str):
            alone = {name: {**self.spec.beside(setter, name), name: wanted[name].sent} for name in wanted}
            calls = {name: {**self.needed("Set", who), **values} for name, values in alone.items()}
            wanted = {name: wanted[name] for name in wanted if not isinstance(self.run("Set", calls[name]), str)}
        self.write("Set all", who, wanted)

    def change(self, who: Mapping[str, Any], parameter: Parameter) -> None:
        """Write the first and the second value, then clear the property; what names nobody is refused."""
        setter, name = self.verbs["Set"], parameter.name
        for place in (1, 0):
            written = self.values.written(setter, parameter, place)
            if written.is_new and not self.write("Set", who, {name: written}):
                return
        if self.is_clearable(parameter):
            self.write("Clear", who, {name: Written(None, (None, "", [], False))})
        refers = parameter.type.strip("<>").removesuffix("[]").endswith("IdParameter") or name in self.spec.references
        if refers and name not in self.spec.unchecked:
            sent_to = {**self.needed("Set", who), **self.spec.beside(setter, name), name: NOBODY}
            if not isinstance(self.run("Set", sent_to), str):
                self.find(f"Set {name}: nobody is taken")

    def start(self, who: Mapping[str, Any], taken: Iterable[str]) -> None:
        """What no cmdlet sets, because the service does, is as the family starts."""
        directory, reads = self.tenant.organization._directory, [self.spec.reads.get(name, name) for name in taken]
        starting = {read: self.spec.starts[read] for read in reads if read in self.spec.starts}
        if starting:
            directory.store.write(directory.one((self.noun,), who["Identity"]), starting)
            shown = self.row(who)
            for name, value in starting.items():
                if shown.get(name) != value:
                    self.find(f"start {name}: {shown.get(name)!r}")

    def is_clearable(self, parameter: Parameter) -> bool:
        """Texts, lists, dates and references can be cleared; a truth where null says something."""
        if parameter.name in self.spec.kept or parameter.flags & MANDATORY:
            return False
        info = type_info(parameter)
        plain = info.kind in CLEARED and not info.members
        return info.many or plain or bool(parameter.flags & NULLABLE)

    def write(self, step: str, who: Mapping[str, Any], taken: Mapping[str, Written]) -> bool:
        """Set and read back; False where it was refused."""
        setter = self.verbs["Set"]
        self.start(who, taken)
        more = {key: value for name in taken for key, value in self.spec.beside(setter, name).items()}
        made = self.run("Set", {**self.needed("Set", who), **more, **sent(taken)})
        if isinstance(made, str):
            self.find(f"{step} {', '.join(taken)}: {made}")
            return False
        self.compare(step, who, taken)
        return True

    def whole(self, parameter: Parameter) -> str:
        """The property that AddXxx or RemoveXxx moves entries of; a truth of such a name is one itself."""
        if not type_info(parameter).many:
            return ""
        for prefix in ("Add", "Remove"):
            rest = parameter.name.removeprefix(prefix)
            known = any(rest.casefold() in cmdlet.parameters for cmdlet in self.verbs.values() if cmdlet.verb != "Get")
            if rest != parameter.name and known:
                return rest
        return ""

    def move(self, who: Mapping[str, Any], parameter: Parameter, whole: str) -> None:
        """What is added is there, what is removed is gone."""
        maker = next(cmdlet for cmdlet in self.verbs.values() if cmdlet.parameter(whole) and cmdlet.verb != "Get")
        for entry in self.values.written(maker, maker.parameters[whole.casefold()], 0).entries():
            made = self.run("Set", {**self.needed("Set", who), parameter.name: [entry.sent]})
            there = entry.is_among(self.row(who).get(self.spec.reads.get(whole, whole)))
            if isinstance(made, str) or there != parameter.name.startswith("Add"):
                self.find(f"Set {parameter.name}: {made if isinstance(made, str) else 'nothing moved'}")

    # The end

    def discard(self, who: Mapping[str, Any]) -> None:
        """Remove what was made for a while."""
        made = self.run("Remove", self.needed("Remove", who)) if "Remove" in self.verbs else ()
        if isinstance(made, str):
            self.find(f"Remove: {made}")
        self.tenant.clock.advance(180)  # in Security & Compliance some are read for minutes yet

    def remove(self, who: Mapping[str, Any]) -> None:
        """The object goes, once."""
        self.discard(who)
        if not isinstance(self.run("Remove", self.needed("Remove", who)), str):
            self.find("Remove again: taken")


def sent(taken: Mapping[str, Written]) -> dict[str, Any]:
    """What goes over the wire."""
    return {name: written.sent for name, written in taken.items()}


def names(group: Iterable[Parameter]) -> set[str]:
    """The names of the parameters."""
    return {one.name for one in group}


def clashes(name: str, others: set[str], pairs: list[set[str]]) -> bool:
    """Whether one of the others excludes the parameter."""
    return any(name in pair and pair - {name} & others for pair in pairs)
