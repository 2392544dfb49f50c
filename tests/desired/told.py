# Copyright (c) 2026 the m365.exchange contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What the tests of reports share: the people of their tenant, how its truth is written, and lines by their part."""

from __future__ import annotations

from typing import Any

from support.desk import Desk

# An application that may read mailboxes and hardly anything else.
FEW_RIGHTS = {
    "EXO_APP_ID": "8f1d0c52-3a4b-4c6d-9e7f-1a2b3c4d5e02",
    "EXO_CLIENT_SECRET": "contoso-canary-secret-few-rights",
}
ADELE, ALEX, CHRISTIE, DEBRA, DIEGO, EMILY = (
    f"{name}@contoso.com" for name in ("AdeleV", "AlexW", "ChristieC", "DebraB", "DiegoS", "EmilyB")
)

Line = tuple[str, str, Any]


def write(desk: Desk, cmdlet: str, **parameters: Any) -> None:
    """What makes the truth of a test."""
    told = desk.run(cmdlet=cmdlet, parameters=parameters)
    assert "failed" not in told, told


def lines(told: dict[str, Any], part: str) -> list[dict[str, Any]]:
    """The findings of a part of the reports."""
    assert "failed" not in told, told
    return [one for report in told["reports"] for one in report["findings"] if one["check"] == part]


def found(told: dict[str, Any], part: str, column: str) -> set[Line]:
    """Object, verdict and one column of the lines of a part."""
    return {(one["object"], one["verdict"], one["values"].get(column)) for one in lines(told, part)}
