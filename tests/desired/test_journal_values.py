# Copyright (c) 2026 the m365.exchange contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Values in a journal: only where a task wants them, before and after, and never a secret of any kind."""

from __future__ import annotations

import json
from collections.abc import Iterator
from itertools import count
from pathlib import Path
from typing import Any

import pytest
from desired.told import ADELE

from ansible_collections.m365.exchange.plugins.module_utils._commands.journal import values_of
from support.box import Box
from support.desk import Desk
from support.planted import KINDS
from support.schemas import assert_fits
from support.secrets import leaks
from support.shown import as_page

Json = dict[str, Any]
NUMBERS = count()
SECRET = "cAnary-9fT2~wQ7:mZ4k"


def values_in(path: Path) -> list[Json]:
    lines = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    return [line["written_values"] for line in lines if "written_values" in line]


def set_tip(tip: object, **more: object) -> Json:
    return {"cmdlet": "Set-Mailbox", "parameters": {"Identity": ADELE, "MailTip": tip, **more}}


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "journal.jsonl"


@pytest.fixture
def key(box: Box) -> Iterator[Box]:
    """A box that gives the key which passwords are encrypted with."""
    box.control.settings(module_file_key="text")
    yield box
    box.control.settings(module_file_key="absent")


def test_without_the_option_there_are_no_values(desk: Desk, path: Path) -> None:
    desk.run(**set_tip("away until Monday"), journal_path=str(path))
    desk.resource(kind="MailContact", identity="values@fabrikam.com", state="absent", journal_path=str(path))
    assert values_in(path) == []
    assert "until Monday" not in path.read_text(encoding="utf-8")


def test_a_command_has_what_was_there_and_what_is_set(desk: Desk, path: Path) -> None:
    desk.run(**set_tip("one"))
    options: Json = {"journal_path": str(path), "journal_values": True}
    assert desk.run(**set_tip("two"), **options)["changed"] is True
    desk.run(commands=[set_tip("three"), {"cmdlet": "Get-RemoteDomain"}], **options)
    desk.run(command=f"Get-Mailbox {ADELE} | Set-Mailbox -MailTip four", **options)
    assert [one["MailTip"] for one in values_in(path)] == [
        {"before": as_page(before), "after": after}
        for before, after in (("one", "two"), ("two", "three"), ("three", "four"))
    ]
    desk.run(cmdlet="New-MailContact", parameters={"Name": "Values", "ExternalEmailAddress": "v@fabrikam.com"},
             **options)  # fmt: skip
    assert values_in(path)[-1]["ExternalEmailAddress"] == {"after": "v@fabrikam.com"}
    desk.run(cmdlet="Remove-MailContact", parameters={"Identity": "Values"}, **options)


def test_an_object_has_what_differs_and_what_went_with_it(desk: Desk, path: Path) -> None:
    contact: Json = {"kind": "TransportRule", "identity": "Values", "journal_path": str(path), "journal_values": True}
    for word in ("a", "b", "b"):
        desk.resource(**contact, properties={"PrependSubject": word})
    desk.resource(**contact, state="absent")
    made, changed, gone = values_in(path)
    assert (made["PrependSubject"], changed) == ({"after": "a"}, {"PrependSubject": {"before": "a", "after": "b"}})
    assert gone["PrependSubject"] == {"before": "b"}
    rows = [{"kind": "TransportRule", "identity": "Values", "properties": {"PrependSubject": "c"}}]
    desk.many(*rows, journal_path=str(path), journal_values=True)
    assert values_in(path)[-1]["PrependSubject"] == {"after": "c"}
    desk.resource(kind="TransportRule", identity="Values", state="absent")


def test_the_lines_are_as_their_schema_says(desk: Desk, path: Path) -> None:
    desk.run(commands=[set_tip("five"), set_tip("six")], journal_path=str(path), journal_values=True)
    lines = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    assert_fits("journal", *lines)
    assert [one["event"] for one in lines] == ["planned", "begun", "ended", "begun", "ended"]


# Secrets


@pytest.mark.parametrize("kind", [one for one in KINDS if one != "password"])
def test_what_is_secret_by_its_shape_is_not_written(desk: Desk, path: Path, kind: str) -> None:
    secret = KINDS[kind](next(NUMBERS))
    lines = "".join(one for one in secret.splitlines() if "-----" not in one)
    desk.run(**set_tip(f"use {secret}"), journal_path=str(path), journal_values=True)
    desk.run(**set_tip("nothing"), journal_path=str(path), journal_values=True)
    after, before = (one["MailTip"] for one in values_in(path))
    assert "use (" in after["after"]
    assert leaks({kind: lines}, {"journal": path.read_text(encoding="utf-8"), "before": str(before)}) == []


def test_a_password_by_its_parameter_and_a_secret_of_the_task(desk: Desk, key: Box, path: Path) -> None:
    options: Json = {"journal_path": str(path), "journal_values": True}
    # As both edges do: what the task's options hide goes out of any text.
    context: Json = {"hide": lambda text: text.replace("Sesame-of-the-task", "(not shown)")}
    result = desk.run(**set_tip("say Sesame-of-the-task", Password=SECRET), **options, context=context)
    assert "failed" not in result, result
    properties = {"Password": SECRET, "MailTip": "next"}
    result = desk.resource(kind="Mailbox", identity=ADELE, properties=properties, write_only="always",
                           context=context, **options)  # fmt: skip
    assert "failed" not in result, result
    command, kept = values_in(path)
    assert (command["Password"], command["MailTip"]["after"]) == ({"after": "********"}, "say (not shown)")
    assert set(kept["Password"].values()) == {"********"}
    written = {"journal": path.read_text(encoding="utf-8")}
    assert leaks({"password": SECRET, "of the task": "Sesame-of-the-task"}, written) == []


def test_what_comes_out_of_a_vault_is_not_written(desk: Desk, path: Path) -> None:
    rows = [{"kind": "TransportRule", "identity": "Vault", "properties": {"PrependSubject": "of-the-vault"}}]
    options: Json = {"journal_path": str(path), "journal_values": True, "hidden_values": ["of-the-vault"]}
    assert "failed" not in desk.many(*rows, **options)
    (made,) = values_in(path)
    assert made["PrependSubject"] == {"after": "********"}
    assert "of-the-vault" not in path.read_text(encoding="utf-8")
    desk.resource(kind="TransportRule", identity="Vault", state="absent")


def test_a_task_with_no_log_writes_none_and_says_so(desk: Desk, path: Path) -> None:
    desk.run(**set_tip("nobody's"), journal_path=str(path), journal_values=True, context={"no_log": True})
    assert values_in(path) == []
    assert desk.warnings == ["The task has no_log, so its values are not written into the journal."]


def test_a_credential_and_a_key_inside_of_a_value_are_not_written() -> None:
    given = {
        "Credentials": {"username": "migrate@fabrikam.com", "password": SECRET},
        "RoomMailboxPassword": SECRET,
        "Configuration": [{"Name": "sync", "ClientSecret": SECRET, "PasswordExpires": True, "token": None}],
        "Settings": [[{"key": "ClientSecret", "value": [SECRET]}], {"Name": "Color", "Value": "blue"}],
        "Identity": "Canary", "Confirm": False, "RemoteServer": "imap.fabrikam.com",
    }  # fmt: skip
    told = values_of("Set-MigrationEndpoint", given, {"remoteserver": "old.fabrikam.com"}, str)
    assert told["Configuration"]["after"] == [
        {"Name": "sync", "ClientSecret": "********", "PasswordExpires": True, "token": None}
    ]
    assert told["RemoteServer"] == {"before": "old.fabrikam.com", "after": "imap.fabrikam.com"}
    pair = {"key": "ClientSecret", "value": "********"}
    assert told["Settings"]["after"] == [[pair], {"Name": "Color", "Value": "blue"}]
    assert set(told) == {"Credentials", "RoomMailboxPassword", "Configuration", "Settings", "RemoteServer"}
    assert SECRET not in json.dumps(told)
