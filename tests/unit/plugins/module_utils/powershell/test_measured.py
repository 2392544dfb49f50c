# Copyright (c) 2026 the m365.exchange contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""6,648 lines that a real PowerShell 7.6.9 was shown: none is read otherwise in silence.

``pytest -s -k measured`` prints how many fall under which kind.
"""

from __future__ import annotations

from collections import Counter
from typing import Any

from support.measured import EQUAL, KINDS, OTHER, REFUSED, records, verdict
from support.places import ROOT
from support.rows import each_row

PAGE = (ROOT / "docs" / "command-lines.md").read_text(encoding="utf-8")


def rows() -> list[list[str]]:
    """The cells of the tables of what differs from PowerShell."""
    section = PAGE.partition("\n## Where it differs from PowerShell\n")[2].partition("\n## ")[0]
    lines = [line.replace("\\|", "\0") for line in section.splitlines() if line.startswith("| ")]
    lines = [line for line in lines if not line.startswith("| what |")]
    return [[cell.strip().replace("\0", "|") for cell in line.strip("|").split("|")] for line in lines]


def test_no_line_is_read_otherwise_in_silence() -> None:
    verdicts = [(verdict(record), record) for record in records()]
    counted = Counter(kind for kind, _record in verdicts)
    for kind, number in counted.most_common():
        print(f"{number:>6,}  {kind}")
    assert [record["line"] for kind, record in verdicts if kind == OTHER] == []
    assert counted.total() == 6_648
    assert counted[EQUAL] + counted[REFUSED] >= 5_000
    assert set(counted) - {EQUAL, REFUSED} <= KINDS


def test_the_page_has_a_row_with_its_reason_for_each_kind() -> None:
    found = {row[0]: row for row in rows()}
    assert sorted(kind for kind in KINDS if kind not in found) == []
    assert [row for row in found.values() if not all(row)] == []


def test_what_the_page_calls_a_warning_is_one() -> None:
    assert {row[-1] for row in rows()} <= {"a warning", "a note", "a warning where both differ", "nothing", "refused"}


@each_row(
    "change",
    [
        {"given": {"identity": "adele", "mailtip": "other"}},
        {"given": {"identity": "adele"}},
        {"cmdlet": "Get-User"},
        {"parser": "no statement"},
        {"binder": "another kind"},
    ],
)
def test_a_difference_without_a_word_is_found(change: dict[str, Any]) -> None:
    record = {"line": "Set-Mailbox adele -MailTip x", "cmdlet": "Set-Mailbox"}
    record_equal = {**record, "given": {"identity": "adele", "mailtip": "x"}}
    assert verdict(record_equal) == EQUAL
    assert verdict({**record_equal, **change}) == OTHER
