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


ROOM = "canary-room@contoso.onmicrosoft.com"
USER = "canary-user@contoso.com"
# Passwords of new objects, by the module and its options, and the write that has them.
NEW: dict[str, tuple[str, Json, str]] = {
    "a room that signs in": (
        "exo_mailbox",
        {"identity": ROOM, "type": "room", "properties": {
            "EnableRoomMailboxAccount": True, "RoomMailboxPassword": SECRET, "MicrosoftOnlineServicesID": ROOM}},
        "New-Mailbox",
    ),
    "a user with an address elsewhere": (
        "exo_resource",
        {"kind": "MailUser", "identity": "Canary user", "properties": {
            "ExternalEmailAddress": "canary@fabrikam.com", "MicrosoftOnlineServicesID": USER, "Password": SECRET}},
        "New-MailUser",
    ),
}  # fmt: skip


def keep(desk: Desk, module: str, **options: Any) -> Json:
    return desk.resource(**options) if module == "exo_resource" else desk.daily(module, **options)


@pytest.mark.parametrize("name", NEW)
def test_the_password_of_a_new_object_stands_nowhere(desk: Desk, key: Box, tmp_path: Path, name: str) -> None:
    module, options, cmdlet = NEW[name]
    path = tmp_path / "journal"
    for check in (True, False, False):
        context = {"diff": True, "check_mode": check}
        result = keep(desk, module, **options, journal_path=str(path), context=context)
        assert not result.get("failed"), result["msg"]
        assert leaks({"secret": SECRET}, said(desk, result, path)) == []
    assert (result["changed"], result["steps"]) == (False, [])
    (sent,) = key.control.journal(cmdlet=cmdlet)
    assert sent["passwords"], sent


# What a module does not take is told without its value.
NOT_TAKEN: dict[str, Json] = {
    "exo_distribution_group": {"identity": "Canary", "properties": {"Password": SECRET}},
    "exo_mail_contact": {"identity": "Canary", "properties": {"Password": SECRET}},
    "exo_transport_rule": {"identity": "Canary", "properties": {"ApiKey": SECRET}},
    "exo_mailbox": {"identity": "Canary", "properties": {"ClientSecret": SECRET}},
    "exo_resource": {"kind": "PartnerApplication", "identity": "Canary", "properties": {"ClientSecret": SECRET}},
}


@pytest.mark.parametrize("module", NOT_TAKEN)
def test_a_secret_that_nothing_takes_is_not_quoted(desk: Desk, box: Box, tmp_path: Path, module: str) -> None:
    path = tmp_path / "journal"
    result = keep(desk, module, **NOT_TAKEN[module], journal_path=str(path), context={"diff": True})
    assert result["failed"], result
    assert leaks({"secret": SECRET}, said(desk, result, path)) == []
    assert box.control.journal(kind="invoke") == []


ENDPOINT: Json = {"kind": "MigrationEndpoint", "identity": "Canary", "properties": {
    "IMAP": True, "RemoteServer": "imap.fabrikam.com"}}  # fmt: skip
SPACE: Json = {"kind": "AvailabilityAddressSpace", "identity": "fabrikam.com", "properties": {
    "AccessMethod": "OrgWideFB"}}  # fmt: skip


@pytest.mark.parametrize("task", [ENDPOINT, SPACE], ids=lambda task: task["kind"])
def test_a_credential_is_refused_and_not_quoted(desk: Desk, box: Box, tmp_path: Path, task: Json) -> None:
    credentials = {"username": "migrate@fabrikam.com", "password": SECRET}
    path = tmp_path / "journal"
    properties = {**task["properties"], "Credentials": credentials}
    for check in (True, False):
        result = desk.resource(**{**task, "properties": properties}, journal_path=str(path),
                               context={"diff": True, "check_mode": check})  # fmt: skip
        assert (result["failed"], result["steps"]) == (True, []), result
        assert leaks({"secret": SECRET}, said(desk, result, path)) == []
    assert all(one["cmdlet"].startswith("Get-") for one in box.control.journal(kind="invoke"))
