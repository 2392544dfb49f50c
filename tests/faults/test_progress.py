# Copyright (c) 2026 the m365.exchange contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""``show_progress``: one clock for a whole task, whatever it runs and how many at a time."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from threading import Lock
from typing import Any

import pytest

from support.box import Box
from support.desk import Desk, Hours
from support.places import ROOT

LINE = re.compile(r"(\d+) of (\d+) commands?: (\d+) rows? in (\d+) pages?, \d+ rows/s, (\d+) s")
PUT = {"cmdlet": "Set-Mailbox", "parameters": {"Identity": "AdeleV@contoso.onmicrosoft.com", "MailTip": "x"}}


class Watch:
    """A clock that goes on by a sixteenth of a second each time that it is asked, and the lines that were said by it.

    The transport and the progress ask it some eight times for a page, which so takes about half a second.
    """

    def __init__(self) -> None:
        self.time = 1000.0
        self.lines: list[tuple[float, str]] = []
        self._lock = Lock()

    def monotonic(self) -> float:
        with self._lock:
            self.time += 1 / 16
            return self.time

    def context(self) -> dict[str, Any]:
        return {
            "clock": replace(Hours().session(), steady=self.monotonic),
            "say": lambda text: self.lines.append((self.time, text)),
        }

    def gaps(self) -> list[float]:
        """The seconds between the lines."""
        times = [time for time, _text in self.lines]
        return [after - before for before, after in itertools.pairwise(times)]


@pytest.fixture
def desk(box: Box, tmp_path: Path) -> Iterator[Desk]:
    """With a session of its own: who takes turns with others on a shared one asks the clock more often."""
    with Desk(box, tmp_path) as alone:
        yield alone


@pytest.mark.parametrize(("parallel", "batch"), [(1, False), (3, False), (3, True)])
def test_a_list_has_one_clock_for_all_its_commands(desk: Desk, parallel: int, batch: bool) -> None:
    watch = Watch()
    items = [{"cmdlet": "Get-Mailbox", "properties": ["Guid"], "page_size": 10, "result_size": 50}] * 12
    result = desk.run(commands=items, show_progress=True, parallel=parallel, batch=batch, context=watch.context())
    assert "failed" not in result, result["msg"]
    said = [tuple(map(int, found.groups())) for _time, text in watch.lines if (found := LINE.fullmatch(text))]
    assert len(said) == len(watch.lines) > 5
    # Twelve times five pages and an end: some half a minute of this clock, and a line in each two of them.
    assert min(watch.gaps()) >= 2.0
    # Between two looks at whether a line is due lies a page of each worker at most.
    assert max(watch.gaps()) < 2.0 + 0.75 * parallel
    assert said == sorted(said)
    ended, whole, rows, pages, _elapsed = said[-1]
    assert (whole, rows, rows == 10 * pages) == (12, rows, True)
    assert 0 < ended <= 12
    assert 0 < rows <= 600


def test_a_list_of_short_commands_and_writes_speaks_as_well(desk: Desk) -> None:
    watch = Watch()
    desk.run(commands=[PUT, {"cmdlet": "Get-OrganizationConfig"}] * 10, show_progress=True, context=watch.context())
    found = LINE.fullmatch(watch.lines[-1][1])
    assert found is not None
    assert int(found[1]) > 10
    assert min(watch.gaps()) >= 2.0


def test_a_list_of_writes_speaks_in_commands_alone(desk: Desk) -> None:
    watch = Watch()
    result = desk.run(commands=[PUT] * 40, show_progress=True, context=watch.context())
    assert "failed" not in result, result["msg"]
    said = [re.fullmatch(r"(\d+) of 40 commands, \d+ s", text) for _time, text in watch.lines]
    assert len(said) > 3
    numbers = [int(one[1]) for one in said if one]
    assert (len(numbers), numbers) == (len(said), sorted(numbers))


PIPE = re.compile(
    r"Get-Mailbox \| Get-User \| Set-User: (\d+) read, (\d+) matched(?:, (\d+) written)?, (\d+) failed, \d+/s, (\d+) s"
)


def test_a_pipeline_says_what_was_read_matched_written_and_failed(desk: Desk, box: Box) -> None:
    box.control.fault("status", match={"cmdlet": "Set-User"}, status=400, skip=3, times=1)
    watch = Watch()
    line = "Get-Mailbox -ResultSize Unlimited | where Alias -like '*e*' | Get-User | Set-User -Office Oslo"
    result = desk.run(command=line, show_progress=True, on_error="continue", context=watch.context())
    written = [one["outcome"] for one in result["outcomes"]].count("ran")
    said = [PIPE.fullmatch(text) for _time, text in watch.lines if " matched" in text]
    numbers = [[int(number or 0) for number in one.groups()] for one in said if one]
    assert (len(numbers), numbers) == (len(said), sorted(numbers))
    read, matched, most, failed, _seconds = numbers[-1]
    everybody = desk.run(command="Get-Mailbox -ResultSize Unlimited | measure")["objects"][0]["Count"]
    assert (read, matched, failed) == (everybody + matched, len(result["outcomes"]), 1)
    assert 3 < most <= written == matched - 1
    assert min(watch.gaps()) >= 2.0


def test_a_listing_with_a_size_says_the_most_that_there_can_be(desk: Desk) -> None:
    watch = Watch()
    desk.run(cmdlet="Get-Mailbox", page_size=2, result_size=18, show_progress=True, context=watch.context())
    assert watch.lines
    assert all(re.match(r"Get-Mailbox: \d+ of at most 18 rows in \d+ pages?, ", text) for _at, text in watch.lines)


def test_a_listing_that_begins_again_is_counted_once(desk: Desk, box: Box) -> None:
    watch = Watch()
    box.control.fault("expired_page", match={"cmdlet": "get-mailbox"}, skip=12)
    item = {"cmdlet": "Get-Mailbox", "properties": ["Guid"], "page_size": 3}
    result = desk.run(commands=[item], show_progress=True, context=watch.context())
    whole = result["outcomes"][0]["count"]
    rows = [int(found[3]) for _time, text in watch.lines if (found := LINE.fullmatch(text))]
    assert rows
    assert max(rows) <= whole


@pytest.mark.parametrize("options", [{"commands": [{"cmdlet": "Get-Mailbox"}] * 9}, {"cmdlet": "Get-Mailbox"}])
def test_nobody_is_told_without_being_asked(desk: Desk, options: dict[str, Any]) -> None:
    watch = Watch()
    desk.run(**options, page_size=5, context=watch.context())
    assert watch.lines == []


def test_a_single_listing_says_its_cmdlet(desk: Desk) -> None:
    watch = Watch()
    desk.run(cmdlet="Get-Mailbox", page_size=3, show_progress=True, context=watch.context())
    assert all(
        re.fullmatch(r"Get-Mailbox: \d+ rows? in \d+ pages?, \d+ rows?/s, \d+ s", text) for _at, text in watch.lines
    )
    assert min(watch.gaps()) >= 2.0


def test_the_page_shows_a_line_as_it_comes() -> None:
    page = (ROOT / "docs" / "many-commands.md").read_text(encoding="utf-8")
    (shown,) = [line for line in page.splitlines() if line.endswith(" s") and "rows/s" in line]
    assert LINE.fullmatch(shown)
