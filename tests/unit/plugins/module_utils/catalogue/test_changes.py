# Copyright (c) 2026 the m365.exchange contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The scripts of the catalogue: what is laid over the pages, and what a refreshed list changes."""

from __future__ import annotations

import copy
import json
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from .test_catalogue import SOURCE, generator

Catalogue = dict[str, Any]


@pytest.fixture(name="known")
def known_() -> Catalogue:
    catalogue: Catalogue = json.loads(SOURCE.read_text(encoding="utf-8"))
    return catalogue


def compared(path: Path) -> tuple[int, list[str]]:
    """The exit code and the lines of changes.py for a list."""
    ran = subprocess.run(
        [sys.executable, SOURCE.with_name("changes.py"), path], capture_output=True, text=True, check=False
    )
    assert ran.stderr == ""
    return ran.returncode, ran.stdout.splitlines()


def test_a_list_from_elsewhere_is_compared(tmp_path: Path, known: Catalogue) -> None:
    served = {name: list(entry["p"]) for name, entry in known.items()}
    served["Set-Mailbox"] = [*served["Set-Mailbox"], "SomethingElse"]
    served["Get-SomethingNew"] = ["Identity"]
    served["Get-App"] = []
    del served["Get-Place"]
    path = tmp_path / "served.json"
    path.write_text(json.dumps(served), encoding="utf-8")
    lines = ["new cmdlet: Get-SomethingNew", "gone cmdlet: Get-Place", "Set-Mailbox: new parameter SomethingElse"]
    assert compared(path) == (1, lines)
    path.write_text(json.dumps(list(known)), encoding="utf-8")
    assert compared(path) == (0, ["no difference"])


def _of(name: str, change: Callable[[Any], None]) -> Callable[[Catalogue], None]:
    return lambda catalogue: change(catalogue[name])


@pytest.mark.parametrize(
    ("change", "lines"),
    [
        (_of("Set-Mailbox", lambda one: one["p"].pop("Office")), ["Set-Mailbox: gone parameter Office"]),
        (
            _of("Set-User", lambda one: one["p"]["Phone"].__setitem__(0, "Int32")),
            ["Set-User: Phone: type String -> Int32"],
        ),
        (
            _of("Get-Place", lambda one: one["p"]["Identity"].__setitem__(1, 1)),
            ["Get-Place: Identity: now mandatory"],
        ),
        (
            _of("Get-Mailbox", lambda one: one["p"]["Identity"].__setitem__(2, 7)),
            ["Get-Mailbox: Identity: position 1 -> 7"],
        ),
        (_of("Remove-ComplianceTag", lambda one: one.pop("n")), [
            "Remove-ComplianceTag: no longer WhatIf does not work in Security & Compliance",
        ]),
        (_of("Get-CalendarSettings", lambda one: one.pop("u")), ["Get-CalendarSettings: no longer without a page"]),
        (_of("Get-Label", lambda one: one.update(s="ec")), ["Get-Label: services c -> ec"]),
        (_of("Get-App", lambda one: one.update(x=[])), ["Get-App: never together [['Identity', 'Mailbox']] -> []"]),
    ],
)  # fmt: skip
def test_each_kind_of_change_is_a_line(change: Callable[[Catalogue], None], lines: list[str], known: Catalogue) -> None:
    refreshed = copy.deepcopy(known)
    change(refreshed)
    assert list(generator("changes").differences(known, refreshed)) == lines


def test_what_is_laid_over_lies_there_already(known: Catalogue) -> None:
    assert generator("overlay").laid_over(known) == known, "run: python extensions/catalogue/overlay.py"


def test_corrections_that_the_pages_have_caught_up_with_are_told(known: Catalogue) -> None:
    overlay = generator("overlay")
    pages = as_the_pages_say(known)
    assert list(overlay.outdated(pages)) == []
    pages["Set-Mailbox"]["p"]["GroupMailbox"][0] = "Switch"
    pages["New-InboxRule"]["p"]["IsExternal"] = ["Boolean", 0, None]
    pages["Get-ComplianceCase"]["p"]["Identity"][1] = 2
    del pages["New-MoveRequest"]
    told = list(overlay.outdated(pages))
    expected = {
        "Get-ComplianceCase Identity: mandatory: the page said 1, and now 2",
        "New-InboxRule IsExternal: missing: the page said None, and now Boolean, as was seen",
        "New-MoveRequest Outbound: mandatory: the cmdlet has gone",
        "New-MoveRequest Remote: mandatory: the cmdlet has gone",
        "Set-Mailbox GroupMailbox: type: the page said MailboxIdParameter, and now Switch, as was seen",
    }
    assert set(told) == expected
    # A page that has gone, or a parameter, stops nothing.
    assert "New-MoveRequest" not in overlay.laid_over(pages)


def test_what_has_gone_from_the_pages_stops_no_generator(known: Catalogue) -> None:
    del known["Set-Mailbox"], known["New-Label"], known["Set-User"]["p"]["City"]
    del known["Set-MailboxCalendarConfiguration"]["p"]["WorkDays"]
    maker = generator()
    assert "Set-Mailbox " not in maker.text(known)
    assert "Set-Mailbox" not in json.loads(maker.facts(known))["chosen"]


def as_the_pages_say(known: Catalogue) -> Catalogue:
    """The catalogue without what is laid over it."""
    pages = {name: copy.deepcopy(entry) for name, entry in known.items() if not entry.get("u")}
    for line in json.loads(SOURCE.with_name("corrections.json").read_text(encoding="utf-8")):
        parameters, kind, said = pages[line["cmdlet"]]["p"], line["kind"], line["documented"]
        if kind == "missing":
            del parameters[line["parameter"]]
        elif kind == "type":
            parameters[line["parameter"]][0] = said
        elif kind == "position":
            parameters[line["parameter"]][2] = said
        elif kind == "adds and removes":
            parameters[line["parameter"]][1] &= ~4
        elif kind == "mandatory":
            parameters[line["parameter"]][1] = parameters[line["parameter"]][1] & ~3 | said
    return pages
