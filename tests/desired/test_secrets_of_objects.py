# Copyright (c) 2026 the m365.exchange contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""A secret among the properties of an object is sent, and stands nowhere in what a task says: not in the steps, the
changes, the difference, the resource, a failure, a warning or the journal."""

from __future__ import annotations

import json
from collections.abc import Iterator
from itertools import count
from pathlib import Path
from typing import Any

import pytest

from support.box import Box
from support.desk import Desk
from support.secrets import leaks

Json = dict[str, Any]
SECRET = "cAnary-9fT2~wQ7:mZ4k"
_numbers = count(1)


@pytest.fixture
def key(box: Box) -> Iterator[Box]:
    """A box that gives the key which passwords are encrypted with."""
    box.control.settings(module_file_key="text")
    yield box
    box.control.settings(module_file_key="absent")


def said(desk: Desk, result: Json, path: Path) -> dict[str, str]:
    told = {"result": json.dumps(result), "warnings": json.dumps(desk.warnings)}
    return {**told, "journal": path.read_text(encoding="utf-8")} if path.exists() else told


FAULTS: dict[str, Json] = {
    "refused": {"kind": "error", "status": 400, "exception_type": "Some.StrangeException",
                "text": "The value is not valid."},
    "unknown": {"kind": "status", "status": 504, "moment": "after"},
}  # fmt: skip


@pytest.mark.parametrize("fate", ["well", "refused", "unknown", "check"])
def test_a_password_stands_nowhere(desk: Desk, key: Box, tmp_path: Path, fate: str) -> None:
    properties = {"Password": SECRET, "CustomAttribute9": f"canary {next(_numbers)}"}
    if fate in FAULTS:
        key.control.fault(match={"cmdlet": "set-mailbox"}, **FAULTS[fate])
    path = tmp_path / "journal"
    result = desk.resource(kind="Mailbox", identity="AdeleV@contoso.onmicrosoft.com", properties=properties,
                           journal_path=str(path), write_only="always",
                           context={"diff": True, "check_mode": fate == "check"})  # fmt: skip
    assert bool(result.get("failed")) is (fate in FAULTS), result
    assert [step["cmdlet"] for step in result["steps"]] == ["Set-Mailbox"]
    assert "Password" in result["steps"][0]["parameters"]
    assert leaks({"secret": SECRET}, said(desk, result, path)) == []


def test_a_credential_is_refused_and_not_quoted(desk: Desk, box: Box, tmp_path: Path) -> None:
    credentials = {"username": "migrate@fabrikam.com", "password": SECRET}
    path = tmp_path / "journal"
    result = desk.resource(kind="MigrationEndpoint", identity="Canary", journal_path=str(path),
                           properties={"IMAP": True, "RemoteServer": "imap.fabrikam.com", "Credentials": credentials},
                           context={"diff": True})  # fmt: skip
    assert (result["failed"], result["steps"]) == (True, []), result
    assert leaks({"secret": SECRET}, said(desk, result, path)) == []
    assert all(one["cmdlet"].startswith("Get-") for one in box.control.journal(kind="invoke"))
