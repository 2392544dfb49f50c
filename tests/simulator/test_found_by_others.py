# Copyright (c) 2026 the m365.exchange contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Each finding of others about the box keeps its tests, with inputs of its kind that the finding did not name."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest

from support.yaml_texts import from_yaml

HERE = Path(__file__).parent
TABLE: dict[str, dict[str, Any]] = from_yaml((HERE / "data" / "found_by_others.yml").read_text(encoding="utf-8"))
# All lines about the box: each has its row.
LINES = {
    "B": (1, 2, 3, 5, 6, 7, 9, 10, 11, 12, 13, 15, 16, 17, 18, 20, 21, 22, 24, 25, 26, 27, 28, 29, 30),
    "D": (1, 2, 3, 5, 6, 7, 8, 9, 10, 12, 13, 18, 19),
    "P": (1, 2, 3, 4, 5, 7, 8, 9, 11, 13, 14, 15, *range(17, 24), *range(25, 33), 34, 35, 37, 40, 41),
    "X": (1, 2, 3, 4, 6, 7, 8, *range(10, 23)),
}


@pytest.mark.parametrize("number", sorted(TABLE))
def test_a_finding_has_its_tests_and_three_inputs(number: str) -> None:
    finding = TABLE[number]
    assert finding["kind"]
    texts = [HERE / "data" / finding["rows"]] if "rows" in finding else []
    assert all(text.parent == HERE / "data" for text in texts)  # never the box's own data, where every input occurs
    for test in finding["tests"]:
        name, _colons, function = test.partition("::")
        text = (HERE / name).read_text(encoding="utf-8")
        found = rf"^- name: \"?{re.escape(function)}\"?$" if name.endswith(".yml") else rf"^def {function}\("
        assert re.search(found, text, re.MULTILINE), test
        texts.append(HERE / name)
    told = "\n".join(text.read_text(encoding="utf-8") for text in texts)
    assert len(set(finding["inputs"])) >= 3
    assert [one for one in finding["inputs"] if one not in told] == []


def test_no_line_is_without_tests() -> None:
    assert sorted(TABLE) == sorted(f"{letter}{number}" for letter, numbers in LINES.items() for number in numbers)
