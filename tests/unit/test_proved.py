# Copyright (c) 2026 the m365.exchange contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Each line of what was found on other people's work is proved by a test that is there, or has its reason."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from support.rows import each_row
from support.yaml_texts import from_yaml

ROOT = Path(__file__).resolve().parents[2]
TABLE: Mapping[str, Mapping[str, Any]] = from_yaml(
    (ROOT / "tests" / "support" / "proved.yml").read_text(encoding="utf-8")
)
# How many lines each part has; C6 was never one.
PARTS = {"C": 25, "S": 9, "W": 2, "G": 3, "RL": 2, "D": 1, "N": 10, "V": 5, "E": 11, "R": 15, "A": 10, "F": 6, "T": 11}
FUNCTIONS = {
    name
    for path in (ROOT / "tests").rglob("test_*.py")
    for name in re.findall(r"^def (\w+)", path.read_text(encoding="utf-8"), re.MULTILINE)
}


def test_no_line_is_left_out() -> None:
    assert {part: sum(line.rstrip("0123456789") == part for line in TABLE) for part in PARTS} == PARTS
    assert len(TABLE) == sum(PARTS.values())


@each_row("line", TABLE)
def test_each_line_is_proved_or_has_its_reason(line: str) -> None:
    entry = TABLE[line]
    if "not here" in entry:
        assert set(entry) == {"not here"}
        return
    assert entry["fact"]
    assert entry.get("tests") or entry.get("says")
    assert set(entry.get("tests", ())) <= FUNCTIONS
    for page, words in entry.get("says", {}).items():
        assert words in (ROOT / page).read_text(encoding="utf-8"), page
