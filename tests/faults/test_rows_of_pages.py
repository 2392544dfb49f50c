# Copyright (c) 2026 the m365.exchange contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The row about pages: what a page meets is judged by its own row, and a listing is whole or an error."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from support.box import Box
from support.desk import Desk

from .covering import proves
from .test_rows import ALL, ROWS, Row, bounds

SIZE = 25
LISTING: dict[str, Any] = {"cmdlet": "Get-Mailbox", "properties": ["Name", "Guid"], "page_size": SIZE, "retries": ALL}
A_PAGE = {"cmdlet": "get-mailbox", "page": True}
# What a proxy does to a new connection is met before the first page.
OF_PAGES = [row for row in ROWS if row.match is None]


def pages_asked(box: Box) -> list[dict[str, Any]]:
    return [one for one in box.control.journal(cmdlet="Get-Mailbox") if "skiptoken" in one["query"]]


def old_file(folder: Path) -> Path:
    path = folder / "mailboxes.jsonl"
    path.write_text("the old file\n", encoding="utf-8")
    return path


@proves("22")
@pytest.mark.parametrize("row", OF_PAGES, ids=lambda row: row.name)
def test_a_page_that_fails_is_judged_by_its_own_row(desk: Desk, box: Box, row: Row, tmp_path: Path) -> None:
    path = old_file(tmp_path)
    box.control.fault(row.fault, match=A_PAGE, times=0, **row.settings)
    result = desk.run(**LISTING, dest=str(path))
    # The first page was a success at its first try.
    assert (result["failed"], result["attempts"]) == (True, 1 + row.read), result
    assert (result["pages"], result["rows"]) == (1, SIZE)
    assert result["partial"]
    least, most = bounds(row, row.read)
    assert least - 0.1 <= result["backoff_seconds"] <= most + 0.1
    assert result["error"]["retry_safe"] is True
    asked = pages_asked(box)
    assert len(asked) == 1 + row.read
    assert len({one["query"] for one in asked}) == 1, "the same link"
    _same_request(box.control.journal(cmdlet="Get-Mailbox"))
    assert path.read_text(encoding="utf-8") == "the old file\n"
    assert list(tmp_path.iterdir()) == [path]


def _same_request(journal: list[dict[str, Any]]) -> None:
    """All pages are asked for with the same body and the same anchor."""
    assert len({json.dumps(one["parameters"], sort_keys=True) for one in journal}) == 1
    assert len({one["headers"].get("x-anchormailbox") for one in journal}) == 1
    assert len({one["headers"]["client-request-id"] for one in journal}) == 1


@proves("22")
@pytest.mark.parametrize("row", [row for row in OF_PAGES if row.read], ids=lambda row: row.name)
def test_a_page_that_comes_later_leaves_a_whole_file(desk: Desk, box: Box, row: Row, tmp_path: Path) -> None:
    path = old_file(tmp_path)
    fault = "claims" if row.name == "6b" else row.fault
    box.control.fault(fault, match=A_PAGE, skip=1, **({} if row.name == "6b" else row.settings))
    result = desk.run(**LISTING, dest=str(path))
    assert ("failed" in result, result["attempts"]) == (False, 2), result
    _all_of_them(desk, result, path)


def _all_of_them(desk: Desk, result: dict[str, Any], path: Path) -> None:
    """Every mailbox once, in the file."""
    there = [json.loads(line)["Guid"] for line in path.read_text(encoding="utf-8").splitlines()]
    expected = [row["Guid"] for row in desk.run(cmdlet="Get-Mailbox", properties=["Guid"])["objects"]]
    assert there == expected
    assert (result["count"], result["rows"], result["truncated"]) == (len(expected), len(expected), False)


@proves("22")
def test_an_expired_cursor_starts_the_reading_once_more_from_an_empty_file(
    desk: Desk, box: Box, tmp_path: Path
) -> None:
    path = old_file(tmp_path)
    box.control.fault("expired_page", match=A_PAGE, skip=1)
    result = desk.run(**LISTING, dest=str(path))
    assert ("failed" in result, result["attempts"], desk.slept) == (False, 2, 0.0), result
    journal = box.control.journal(cmdlet="Get-Mailbox")
    assert [("skiptoken" in one["query"], one["fault"]) for one in journal[:4]] == [
        (False, None),
        (True, None),
        (True, "expired_page"),
        (False, None),
    ]
    _same_request(journal)
    _all_of_them(desk, result, path)


@proves("22")
def test_a_cursor_that_expires_again_is_the_end(desk: Desk, box: Box, tmp_path: Path) -> None:
    path = old_file(tmp_path)
    box.control.fault("expired_page", match=A_PAGE, times=0)
    result = desk.run(**LISTING, dest=str(path))
    assert (result["failed"], result["pages"], result["rows"], result["partial"]) == (True, 1, SIZE, True), result
    assert (result["attempts"], len(pages_asked(box))) == (2, 2)
    assert path.read_text(encoding="utf-8") == "the old file\n"
    assert list(tmp_path.iterdir()) == [path]
