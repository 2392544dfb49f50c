# Copyright (c) 2026 the m365.exchange contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""No row of the contract about retries is without its proof."""

from __future__ import annotations

from importlib import import_module
from pathlib import Path

from .covering import PROVED_BY
from .test_rows import ROWS

# Importing a file marks what its tests prove.
for path in sorted(Path(__file__).parent.glob("test_*.py")):
    import_module(f"{__package__}.{path.stem}")

# All rows of the contract, each of which can be seen on the wire or in the box's journal.
NUMBERS = (
    "1", "1b", "2", "3", "4", "5", "6", "6b", "7", "8", "9", "10", "11", "12", "13", "14", "15", "16", "17", "18", "19",
    "20", "21", "21b", "22", "23", "24", "25",
)  # fmt: skip


def test_each_row_of_the_contract_is_proved() -> None:
    in_the_table = {row.name.partition(" ")[0] for row in ROWS}
    assert in_the_table | set(PROVED_BY) == set(NUMBERS)


def test_what_is_no_single_fault_has_a_test_of_its_own() -> None:
    assert {"6", "7", "17", "18", "21", "21b", "22", "23", "24", "25"} <= set(PROVED_BY)
