# Copyright (c) 2026 the m365.exchange contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Kinds whose objects are entries (members, rights, switches of a domain) come, change and go; each step is told in
check mode first, and changes nothing once more. entries.yml has one of each kind."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import pytest

from support.box import Box
from support.desk import Desk
from support.places import ROOT
from support.yaml_texts import from_yaml

CASES: dict[str, Any] = from_yaml((ROOT / "tests" / "desired" / "entries.yml").read_text(encoding="utf-8"))


@dataclass(frozen=True)
class Entry:
    """One entry of a kind; the keys are told in entries.yml."""

    identity: Any
    before: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)
    properties: Mapping[str, Any] = field(default_factory=dict)
    changes: tuple[Mapping[str, Any], ...] = ()
    place: Any = None
    signed_in: str = "as an application"


@pytest.mark.parametrize("kind", CASES)
def test_an_entry_comes_changes_and_goes(desks: Mapping[str, Desk], own_box: Box, kind: str) -> None:
    entry = Entry(**CASES[kind])
    desk = desks[entry.signed_in]
    for cmdlet, parameters in entry.before.items():
        desk.run(cmdlet=cmdlet, parameters=parameters)
    named = {"kind": kind, "identity": entry.identity}
    desk.resource(**named, state="absent")
    take(desk, own_box, {**named, "properties": entry.properties})
    for change in entry.changes:
        take(desk, own_box, {**named, "properties": change})
    gather(desk, kind, entry)
    take(desk, own_box, {**named, "state": "absent"})


def take(desk: Desk, box: Box, task: dict[str, Any]) -> None:
    """A step in check mode, in earnest and once more."""
    box.control.forget()
    planned, done, again = (desk.resource(**task, context={"check_mode": mode}) for mode in (True, False, False))
    for result, changed in ((planned, True), (done, True), (again, False)):
        assert not result.get("failed"), (task, result["msg"])
        assert (result["changed"], bool(result["steps"])) == (changed, changed), task
    assert planned["changes"] == done["changes"]
    sent = [one["cmdlet"] for one in box.control.journal(kind="invoke")]
    assert [name for name in sent if not name.startswith("Get-")] == [one["cmdlet"] for one in done["steps"]]


def gather(desk: Desk, kind: str, entry: Entry) -> None:
    """The entry is among those that are gathered, and applied again each is unchanged."""
    found = desk.resources(kind=kind, **({} if entry.place is None else {"identity": entry.place}))
    assert not found.get("failed"), found["msg"]
    assert found["resources"]
    for one in found["resources"]:
        again = desk.resource(**one, context={"check_mode": True})
        assert not again.get("failed"), (one, again["msg"])
        assert (again["found"], again["changes"], again["steps"]) == (True, [], []), one
