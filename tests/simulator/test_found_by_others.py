# Copyright (c) 2026 the m365.exchange contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Each finding of others about the box keeps its tests, with inputs of its kind that the finding did not name."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
import yaml

HERE = Path(__file__).parent
TABLE: dict[str, dict[str, Any]] = yaml.safe_load((HERE / "data" / "found_by_others.yml").read_text(encoding="utf-8"))
# About rules of the service: each of these has its row.
RULES = {
    "B": (1, 5, 6, 15, 16, 20, 22),
    "P": (4, 5, 13, 14, 15, 17, 18, 19, 20, 26, 34, 35, 37, 41),
    "X": (1, 2, 3, 4, 6, 13, 14, 15, 16, 17, 18, 19, 21),
}


@pytest.mark.parametrize("number", sorted(TABLE))
def test_a_finding_has_its_tests_and_three_inputs(number: str) -> None:
    finding = TABLE[number]
    assert finding["kind"]
    texts = [HERE / "data" / finding["rows"]] if "rows" in finding else []
    assert all(text.parent == HERE / "data" for text in texts)  # never the box's own data, where every input occurs
    for test in finding["tests"]:
        name, _colons, function = test.partition("::")
        assert re.search(rf"^def {function}\(", (HERE / name).read_text(encoding="utf-8"), re.MULTILINE), test
        texts.append(HERE / name)
    told = "\n".join(text.read_text(encoding="utf-8") for text in texts)
    assert len(set(finding["inputs"])) >= 3
    assert [one for one in finding["inputs"] if one not in told] == []


def test_no_rule_is_without_tests() -> None:
    assert {f"{letter}{number}" for letter, numbers in RULES.items() for number in numbers} <= set(TABLE)
