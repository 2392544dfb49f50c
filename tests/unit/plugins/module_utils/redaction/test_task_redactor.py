# Copyright (c) 2026 the m365.exchange contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The option session takes what a playbook has at hand: a handle, a whole result, many, or nothing."""

from __future__ import annotations

from typing import Any

from ansible_collections.m365.exchange.plugins.module_utils._redaction.task_redactor import handles_in
from support.rows import each_row

CONNECTED = {"changed": False, "session": "exo1.a", "id": "a", "organization": "contoso.onmicrosoft.com"}
FAILED = {"failed": True, "msg": "no", "error": {"cause": "x"}}
SKIPPED = {"changed": False, "skipped": True, "skip_reason": "Conditional result was False"}
UNREACHABLE = {"unreachable": True, "msg": "no", "changed": False}


@each_row(
    ("value", "handles"),
    [
        (None, []),
        ("", []),
        ("  ", []),
        ("exo1.a", ["exo1.a"]),
        (" exo1.a\n", ["exo1.a"]),
        (CONNECTED, ["exo1.a"]),
        (FAILED, []),
        (SKIPPED, []),
        (UNREACHABLE, []),
        ({"session": None}, []),
        ({}, []),
        ([], []),
        (["exo1.a", "exo1.b"], ["exo1.a", "exo1.b"]),
        ([CONNECTED, FAILED, "exo1.b"], ["exo1.a", "exo1.b"]),
        ({"changed": False, "results": [CONNECTED, SKIPPED, {"session": "exo1.b", "item": 2}]}, ["exo1.a", "exo1.b"]),
        ({"results": []}, []),
        ((CONNECTED,), ["exo1.a"]),
        (7, []),
        (True, []),
        (b"exo1.a", []),
    ],
)
def test_handles_are_found_wherever_they_stand(value: Any, handles: list[str]) -> None:
    assert handles_in(value) == handles
