# Copyright (c) 2026 the m365.exchange contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""A test of many rows looks at each of them, and names those that fail."""

from __future__ import annotations

import inspect
from pathlib import Path

import pytest

from support.rows import each_row


def test_every_row_is_looked_at_and_each_failure_named() -> None:
    seen = []

    @each_row("number", [1, 2, 3, 4])
    def check(number: int) -> None:
        seen.append(number)
        if number == 2:
            raise ValueError("no two")
        if number == 4:
            pytest.fail("no four")

    with pytest.raises(AssertionError) as caught:
        check()
    assert seen == [1, 2, 3, 4]
    assert str(caught.value) == "2 of 4 rows failed:\n[2] ValueError: no two\n[4] Failed: no four"


def test_a_refusal_that_does_not_come_is_a_failure() -> None:
    @each_row("text", ["a"])
    def check(text: str) -> None:
        with pytest.raises(ValueError, match="never"):
            pass

    with pytest.raises(AssertionError, match=r"\[a\] Failed: DID NOT RAISE"):
        check()


def test_rows_of_several_names_may_be_stacked(tmp_path: Path) -> None:
    seen = []

    @each_row("folder", [tmp_path], ids=lambda folder: folder.name)
    @each_row(("one", "two"), [("a", 1), ("b", 2)])
    def check(folder: Path, one: str, two: int) -> None:
        seen.append((folder, one, two))

    check()
    assert seen == [(tmp_path, "a", 1), (tmp_path, "b", 2)]


def test_fixtures_are_handed_on() -> None:
    @each_row("row", [1])
    def check(row: int, tmp_path: Path) -> None:
        assert tmp_path.name == "x"

    assert list(inspect.signature(check).parameters) == ["tmp_path"]
    check(tmp_path=Path("x"))


def test_no_rows_are_no_test() -> None:
    @each_row("row", [])
    def check(row: int) -> None:
        """Never run."""

    with pytest.raises(AssertionError, match="no rows"):
        check()
