# Copyright (c) 2026 the m365.exchange contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Memory stays flat where no stage needs all objects, and reading ends where nothing more would change."""

from __future__ import annotations

import tracemalloc
from collections.abc import Iterator
from typing import Any

import pytest

from ansible_collections.m365.exchange.plugins.module_utils._powershell.parse_command import parse
from ansible_collections.m365.exchange.plugins.module_utils._powershell.run_stages import Shape, Shaping
from ansible_collections.m365.exchange.plugins.module_utils._powershell.stages import Run
from ansible_collections.m365.exchange.plugins.module_utils._values.value_settings import ValueSettings


def shaping(line: str) -> Shaping:
    stages = tuple(stage for stage in parse(f"Get-Thing | {line}").stages if not isinstance(stage, Run))
    return Shape(stages, "Get-Thing", False, ValueSettings()).begin(lambda _text: None)


def pages(number: int) -> Iterator[list[dict[str, Any]]]:
    for page in range(number):
        yield [{"Name": f"{page} {row}", "Size": row, "Text": "x" * 50} for row in range(200)]


def peak(line: str, number: int) -> int:
    """The most memory that so many pages take, when nobody keeps what comes out."""
    at_work = shaping(line)
    tracemalloc.start()
    for page in pages(number):
        at_work.add(page)
    most = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    return most


@pytest.mark.parametrize(
    "line", ["where Size -gt 5", "where Size -gt 5 | select Name", "where Size | select -First 99999"]
)
def test_objects_that_only_pass_are_not_kept(line: str) -> None:
    peak(line, 1)
    assert peak(line, 30) < peak(line, 3) * 1.5


def test_what_needs_all_objects_keeps_them() -> None:
    assert peak("sort Size | select Name", 30) > peak("sort Size | select Name", 3) * 4


@pytest.mark.parametrize(
    ("line", "enough"),
    [
        ("where Size -gt 5 | select -First 10", True),
        ("where Size -gt 5 | select Name,Size -First 10", True),
        ("where Size -gt 5 | select -ExpandProperty Name -First 10", True),
        ("where Size -gt 5 | select Name -Last 10", False),
        ("where Size -gt 5 | select -Skip 100 -First 10", True),
        ("where Size -gt 500 | select -First 10", False),
        ("where Size -gt 5 | select -First 10 -Last 1", False),
        ("sort Size | select -First 10", False),
        ("where Size -gt 5 | select -First 10 | sort Name", True),
    ],
)
def test_reading_ends_where_there_are_enough(line: str, enough: bool) -> None:
    at_work = shaping(line)
    at_work.add(next(pages(1)))
    assert at_work.has_enough is enough
