# Copyright (c) 2026 the m365.exchange contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What a task that keeps many objects says while it runs and afterwards: its lines of progress, an object that somebody
changed after the plan, no secret, and objects of both services in one session."""

from __future__ import annotations

import itertools
import json
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from support.box import Box
from support.desk import Desk, Hours
from support.secrets import leaks

Json = dict[str, Any]
SECRET = "cAnary-9fT2~wQ7:mZ4k"


def rule(name: str, **properties: Any) -> Json:
    return {"kind": "TransportRule", "identity": name, "properties": properties}


class Watch:
    """A clock that goes on by a while each time that it is asked, and hands on each line with its time."""

    def __init__(self, hear: Callable[[str], None] = lambda _text: None) -> None:
        self.time = 1000.0
        self.lines: list[tuple[float, str]] = []
        self._hear = hear

    def _look(self) -> float:
        self.time += 0.5
        return self.time

    def _say(self, text: str) -> None:
        self.lines.append((self.time, text))
        self._hear(text)

    def context(self) -> Json:
        return {"clock": replace(Hours().session(), steady=self._look), "say": self._say}


@pytest.fixture
def told(desk: Desk) -> Iterator[list[Json]]:
    """Rules that are there, and gone afterwards."""
    rows = [rule(f"Told {number}", PrependSubject="a") for number in range(11)]
    assert "failed" not in desk.many(*rows)
    yield rows
    gone = [{"kind": row["kind"], "identity": row["identity"], "state": "absent"} for row in rows]
    assert "failed" not in desk.many(*gone)


def test_progress_tells_kinds_and_objects_at_most_a_line_in_two_seconds(desk: Desk, told: list[Json]) -> None:
    watch = Watch()
    rows = [{**row, "properties": {"PrependSubject": "b"}} for row in told]
    done = desk.many(*rows, show_progress=True, context=watch.context())
    assert done["numbers"]["change"] == len(told), done
    times = [time for time, _text in watch.lines]
    assert min(after - before for before, after in itertools.pairwise(times)) >= 2.0
    texts = [text for _time, text in watch.lines]
    assert texts[0].startswith("TransportRule: "), texts
    assert set(texts[1:]) <= {f"change: TransportRule {row['identity']}" for row in told}
    assert len(texts) > 3
    quiet = Watch()
    desk.many(*told, context=quiet.context())
    assert quiet.lines == []


def test_what_somebody_changed_after_the_plan_is_not_removed(desk: Desk, told: list[Json]) -> None:
    changed: list[str] = []

    def change(text: str) -> None:
        if text.startswith("remove: ") and not changed:
            changed.append(text.partition("TransportRule ")[2])
            desk.run(cmdlet="Set-TransportRule", parameters={"Identity": changed[0], "PrependSubject": "by hand"})

    gone = [{"kind": row["kind"], "identity": row["identity"]} for row in told]
    watch = Watch(change)
    done = desk.many(*gone, state="deleted", max_removals=99, show_progress=True, context=watch.context())
    failed = [one for one in done["outcomes"] if one["failed"]]
    assert [one["identity"]["Identity"] for one in failed] == changed != [], done["outcomes"]
    assert (failed[0]["changed"], failed[0]["steps"]) == (False, [])
    assert "changed" in failed[0]["msg"]
    left = [row["Name"] for row in desk.run(cmdlet="Get-TransportRule")["objects"] if row["Name"].startswith("Told ")]
    assert left == changed


@pytest.mark.parametrize("check", [True, False])
def test_a_password_among_many_objects_stands_nowhere(desk: Desk, box: Box, tmp_path: Path, check: bool) -> None:
    box.control.settings(module_file_key="text")
    path = tmp_path / "journal"
    new = {"ExternalEmailAddress": "told@fabrikam.com", "MicrosoftOnlineServicesID": "told@contoso.com"}
    rows = [
        {"kind": "Mailbox", "identity": "AdeleV@contoso.onmicrosoft.com", "properties": {"Password": SECRET}},
        {"kind": "MailUser", "identity": "Told user", "properties": {**new, "Password": SECRET}},
    ]
    context = {"diff": True, "check_mode": check}
    try:
        done = desk.many(*rows, write_only="always", journal_path=str(path), context=context)
        assert "failed" not in done, done["msg"]
        assert done["numbers"]["change"] == done["numbers"]["create"] == 1
        assert all("Password" in one["steps"][0]["parameters"] for one in done["outcomes"])
        said = {"result": json.dumps(done), "journal": path.read_text(encoding="utf-8")}
        assert leaks({"secret": SECRET}, {**said, "warnings": json.dumps(desk.warnings)}) == []
    finally:
        desk.resource(kind="MailUser", identity="Told user", state="absent")
        box.control.settings(module_file_key="absent")


def test_objects_of_both_services_are_kept_by_one_task(desks: Mapping[str, Desk]) -> None:
    desk = desks["as an application"]
    rows = [
        {"kind": "RetentionCompliancePolicy", "identity": "Told", "properties": {"ExchangeLocation": ["All"]}},
        rule("Told", PrependSubject="a"),
    ]
    done = desk.many(*rows)
    assert ("failed" not in done, done["numbers"]["create"]) == (True, 2), done
    assert desk.many(*rows)["changed"] is False
    found = desk.many(state="gathered", kinds=["RetentionCompliancePolicy", "TransportRule"])
    assert {one["kind"] for one in found["resources"] if one["identity"] == "Told"} == {row["kind"] for row in rows}
    gone = [{"kind": row["kind"], "identity": row["identity"]} for row in rows]
    assert "failed" not in desk.many(*gone, state="deleted", max_removals=2)
