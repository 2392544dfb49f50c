# Copyright (c) 2026 the m365.exchange contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""A property that no object has: the service leaves it out without a word, so the task says it."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from support.desk import Desk


@pytest.mark.parametrize(
    ("cmdlet", "asked", "said"),
    [
        ("Get-Mailbox", "MailTipp", "did you mean MailTip?"),
        ("get-mailbox", "HiddenFromAddressListEnabled", "did you mean HiddenFromAddressListsEnabled?"),
        ("Get-User", "Departement", "did you mean Department?"),
        ("Get-OrganizationConfig", "Xyz", "has the property Xyz."),
    ],
)
@pytest.mark.parametrize("kind", ["result", "jsonl", "csv"])
def test_it_is_warned_of_once(desk: Desk, tmp_path: Path, cmdlet: str, asked: str, said: str, kind: str) -> None:
    options: dict[str, Any] = {"dest": str(tmp_path / "rows"), "format": kind} if kind != "result" else {}
    # Two pages, and what is spelled in another case is there.
    desk.run(cmdlet=cmdlet, properties=["name", asked], page_size=1, result_size=2, **options)
    assert [text for text in desk.warnings if "has the property" in text] == [
        text for text in desk.warnings if asked in text and text.endswith(said)
    ]
    assert len([text for text in desk.warnings if asked in text]) == 1


def test_nothing_is_said_where_nothing_was_read(desk: Desk) -> None:
    desk.run(cmdlet="Get-Mailbox", parameters={"Filter": "Name -eq 'nobody'"}, properties=["MailTipp"])
    assert not desk.warnings
