# Copyright (c) 2026 the m365.exchange contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""No row of the contract about retries is without its proof."""

from __future__ import annotations

# Importing them marks what they prove.
from . import test_lists, test_rows_of_batches, test_rows_of_endings, test_rows_of_pages, test_rows_of_sign_in  # noqa: F401
from .covering import PROVED_BY
from .test_rows import ROWS

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
