# Copyright (c) 2026 the m365.exchange contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The steps that a desired-state tool takes for each of its 128 resources, with values of our own, read back.

What it sends is tests/simulator/data/desired_state.yml, what does not yet pass family_not_yet.yml.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pytest
from simulator.exchange.family_life import DEFAULT_FLAGS, Life, sent
from simulator.exchange.family_spec import read, spec_of
from simulator.exchange.family_values import Written
from simulator.exchange.test_family_scripts import OUTCOMES, at

from exo_simulator.exchange.catalogue import Cmdlet, of_noun
from support.extent import each

RESOURCES = read("desired_state")
NOT_YET = read("family_not_yet")
WITH_STEPS = [resource for resource in RESOURCES if RESOURCES[resource]["noun"] in read("family_scripts")]
VERBS = {
    "read": frozenset(["Get"]),
    "create": frozenset(["Add", "New"]),
    "set": frozenset(["Set"]),
    "remove": frozenset(["Remove"]),
    "enable": frozenset(["Enable"]),
    "disable": frozenset(["Disable"]),
}
WITHOUT_PAGE = frozenset(["EXOClientAccessRule", "SCAuditConfigurationPolicy"])


class Course(Life):
    """What happens to one object of the resource, from before it is there until it is gone."""

    def __init__(self, resource: str) -> None:
        self.steps = RESOURCES[resource]
        super().__init__(self.steps["noun"], spec_of(self.steps["noun"]))
        self.at = self.values.at = self.steps.get("service", self.at)
        self.last: dict[str, Any] = {}
        self.name = ""

    def take(self) -> list[str]:
        """All findings."""
        if "create" not in self.steps:
            self.name = self.there_already()
            self.change_it()
            return list(self.findings)
        maker = self.verbs["New" if "New" in self.verbs else "Add"]
        self.create_it(maker)
        if self.name:
            self.change_it()
            self.remove_it()
        return list(self.findings)

    def there_already(self) -> str:
        """The name of the object that the tool only changes."""
        if self.family.kind != "crud":
            return str(self.identity({}).get("Identity", ""))
        made = self.run("New", self.base(self.verbs["New"])) if "New" in self.verbs else self.run("Get", {})
        return str(made[0]["Name"])

    def create_it(self, maker: Cmdlet) -> None:
        """Absent, created with what the tool gives, and there as it was written."""
        wanted = self.wanted(maker, self.steps["create"][-1], 0)
        call = {**self.whole_call(maker, wanted), **self.constants(maker, self.steps["create"][-1])}
        made = self.run(maker.verb, call)
        if isinstance(made, str):
            self.find(f"{maker.verb}: {made}")
            return
        self.name = str(made[0].get("Name") if made else call.get("Name", ""))
        self.look(maker.verb, wanted)

    def change_it(self) -> None:
        """Each call of Set, with other values."""
        for listed in self.steps.get("set", ()):
            setter = self.verbs["Set"]
            for group in self.groups(setter, ()) if "all" in listed else [[]]:
                names = {one.name for one in group}
                wanted = {
                    name: one for name, one in self.wanted(setter, listed, 1).items() if name in names or not group
                }
                call = {**self.needed("Set", self.who(listed)), **sent(wanted), **self.constants(setter, listed)}
                made = self.run("Set", call)
                if isinstance(made, str):
                    self.find(f"Set: {made}")
                else:
                    self.name = str(wanted["Name"].sent if "Name" in wanted else self.name)
                    self.look("Set", wanted)

    def remove_it(self) -> None:
        """One call removes or marks what goes after a while, one by force removes at once; then it is gone."""
        forced = False
        for listed in self.steps.get("remove", ()):
            remover = self.verbs["Remove"]
            constants = self.constants(remover, listed)
            forced = constants.get("ForceDeletion") is True
            made = self.run("Remove", {**self.needed("Remove", self.who(listed)), **constants})
            if isinstance(made, str):
                self.find(f"Remove {', '.join(listed)}: {made}")
        for listed in self.steps.get("read", ()) if "remove" in self.steps else ():
            if any(forced or row.get("Mode") != "PendingDeletion" for row in self.found(listed)):
                self.find("Remove: still there")
        self.tenant.clock.advance(180)
        for listed in self.steps.get("read", ()) if "remove" in self.steps else ():
            if self.found(listed):
                self.find("Remove: still there after a while")

    def look(self, step: str, wanted: Mapping[str, Written]) -> None:
        """Each call of Get shows the object, as it was written."""
        for listed in self.steps.get("read", ()):
            rows = self.found(listed)
            if len(rows) != 1:
                self.find(f"Get {', '.join(listed)}: {len(rows)} rows")
                continue
            self.matches(step, rows[0], wanted)

    def found(self, listed: list[str]) -> list[Mapping[str, Any]]:
        """The rows of this object in the answer to one call of Get."""
        getter = self.verbs["Get"]
        who = {name: value for name, value in self.who(listed).items() if name in listed}
        asked = {**self.needed("Get", who), **self.constants(getter, listed)}
        rows = self.run("Get", asked)
        if isinstance(rows, str):
            return []
        named = any(name in asked for name in ("Identity", "Filter", "FilterName")) or self.family.kind == "singleton"
        return list(rows) if named else [row for row in rows if self.name in (row.get("Name"), row.get("Identity"))]

    def who(self, listed: list[str]) -> dict[str, Any]:
        """What of the object the call names."""
        names = [self.family.set_key, *(name for name in listed if name != "all" and "=" not in name)]
        return {name: self.own(name) for name in names}

    def own(self, name: str) -> Any:
        """The object's identity, or what it was created with."""
        if name in ("Identity", "FilterName", "Name"):
            return self.name
        if name == "Filter":
            return f"DisplayName -eq '{self.name}'"
        return {**self.spec.context, "ResultSize": "Unlimited", **self.last}.get(name)

    def constants(self, cmdlet: Cmdlet, listed: list[str]) -> dict[str, Any]:
        """The constants of the call, as far as the cmdlet has such parameters."""
        pairs = [one.partition("=") for one in listed if "=" in one]
        found = {name: {"true": True, "false": False, "null": None}[word] for name, _equals, word in pairs}
        return {name: value for name, value in found.items() if cmdlet.parameter(name)}

    def wanted(self, cmdlet: Cmdlet, listed: list[str], place: int) -> dict[str, Written]:
        """The properties that the call writes."""
        known = [one for one in self.properties(cmdlet) if one.name not in DEFAULT_FLAGS and not self.whole(one)]
        if "all" not in listed:
            known = [one for one in known if one.name in listed]
        elif cmdlet.verb != "Set":
            known = [one for one in self.groups(cmdlet, self.base(cmdlet))[0] if one in known]
        found = {one.name: self.values.written(cmdlet, one, place) for one in known}
        return {name: one for name, one in found.items() if one.is_new}


@pytest.mark.parametrize("resource", each(8, [name for name in RESOURCES if name not in {*WITHOUT_PAGE, *WITH_STEPS}]))
def test_a_resource_takes_its_steps(resource: str) -> None:
    assert Course(resource).take() == NOT_YET.get(resource, [])


@pytest.mark.parametrize("resource", WITH_STEPS)
def test_what_a_tool_sends_of_entries_is_sent_by_the_steps_of_their_family(resource: str) -> None:
    """test_family_scripts.py takes those steps."""
    called = [(verb, listed) for verb in VERBS for listed in RESOURCES[resource].get(verb, ())]
    assert called
    assert [(verb, listed) for verb, listed in called if not is_sent(resource, VERBS[verb], listed)] == []


def is_sent(resource: str, verbs: frozenset[str], listed: list[str]) -> bool:
    """Whether a step calls one of the verbs with at least these parameters, in the tool's service."""
    wanted = {one.partition("=")[0] for one in listed} - {"all", "Confirm", "ResultSize"}
    noun, service = RESOURCES[resource]["noun"], RESOURCES[resource].get("service", "exchange")
    return any(
        cmdlet.partition("-")[0] in verbs and wanted <= set(values) and at(step, cmdlet) == service
        for step in read("family_scripts")[noun]
        for cmdlet, values in step.items()
        if cmdlet not in OUTCOMES
    )


def test_all_resources_are_there_and_those_without_a_page_are_no_cmdlets_of_the_box() -> None:
    assert (len(RESOURCES), len(WITH_STEPS)) == (128, 8)
    assert {name for name in RESOURCES if not of_noun(RESOURCES[name]["noun"])} == WITHOUT_PAGE
