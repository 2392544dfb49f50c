# Copyright (c) 2026 the m365.exchange contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Writing with care: what a read shows of an unknown write, what would happen, what changed, and the journal."""

from __future__ import annotations

import errno
import json
import os
import stat
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from ansible_collections.m365.exchange.plugins.module_utils._errors.failure import Interrupted
from support.box import Box
from support.desk import Desk

ADELE = "AdeleV@contoso.onmicrosoft.com"


def put(**parameters: Any) -> dict[str, Any]:
    return {"cmdlet": "Set-Mailbox", "parameters": {"Identity": ADELE, **parameters}}


@pytest.mark.parametrize(("moment", "ran"), [("before", False), ("after", True)])
def test_an_unknown_write_is_followed_by_a_look(desk: Desk, box: Box, moment: str, ran: bool) -> None:
    box.control.fault("status", match={"cmdlet": "set-mailbox"}, status=504, moment=moment)
    result = desk.run(**put(CustomAttribute4=f"look {moment}"), verify=True)
    assert result["outcome"] == "unknown"  # whatever the read shows
    shown = result["read_back"]
    assert (shown["cmdlet"], shown["parameters"], shown["found"]) == ("Get-Mailbox", {"Identity": ADELE}, True)
    assert shown["matches"] is ran
    assert shown["objects"][0]["PrimarySmtpAddress"].lower().startswith("adelev@")


def test_a_new_object_is_looked_for_by_its_name(desk: Desk, box: Box) -> None:
    for moment, found in (("before", False), ("after", True)):
        box.control.fault("reset", match={"cmdlet": "new-mailcontact"}, moment=moment)
        new = {"Name": f"Looked {moment}", "ExternalEmailAddress": f"{moment}@fabrikam.com"}
        result = desk.run(cmdlet="New-MailContact", parameters=new, verify=True)
        assert (result["outcome"], result["read_back"]["found"]) == ("unknown", found)


@pytest.mark.parametrize(
    ("fault", "settings", "met"),
    [
        ("status", {"status": 504}, "an answer with HTTP 504 and no reason."),
        ("status", {"status": 500}, "an answer with HTTP 500 and no reason."),
        ("status", {"status": 503, "body": {"error": {"message": "Not now."}}}, "Not now."),
        ("reset", {"moment": "after"}, "."),
    ],
)
def test_what_was_met_instead_is_a_sentence(
    desk: Desk, box: Box, fault: str, settings: dict[str, Any], met: str
) -> None:
    box.control.fault(fault, match={"cmdlet": "set-mailbox"}, **settings)
    result = desk.run(cmdlet="Set-Mailbox", parameters={"Identity": "anna", "MailTip": "x"})
    before, said = result["error"]["cause"].split(" What was met instead: ")
    assert before.endswith("twice.")
    assert said.endswith(met)
    assert len(said.split()) > 1


def test_no_look_without_a_reason(desk: Desk, box: Box) -> None:
    box.control.fault("status", match={"cmdlet": "set-mailbox"}, status=504)
    assert "read_back" not in desk.run(**put(CustomAttribute4="x"))
    assert "read_back" not in desk.run(**put(CustomAttribute4="y"), verify=True)
    refused = desk.run(cmdlet="Set-Mailbox", parameters={"Identity": "nobody"}, verify=True)
    assert (refused["outcome"], "read_back" in refused) == ("refused", False)
    assert box.control.journal(cmdlet="Get-Mailbox") == []


def test_a_look_that_fails_says_so(desk: Desk, box: Box) -> None:
    box.control.fault("status", match={"cmdlet": "set-mailbox"}, status=504)
    box.control.fault("nul", match={"cmdlet": "get-mailbox"})
    shown = desk.run(**put(CustomAttribute4="x"), verify=True)["read_back"]
    assert (shown["found"], shown["objects"], shown["matches"]) == (None, [], None)
    assert "HTTP 403" in shown["msg"]


@pytest.mark.parametrize("check_mode", [False, True])
def test_the_service_says_what_it_would_do(desk: Desk, box: Box, check_mode: bool) -> None:
    result = desk.run(**put(CustomAttribute5="never"), what_if=True, context={"check_mode": check_mode})
    assert "AdeleV" in result["what_if"]
    assert result["changed"] is check_mode
    (sent,) = box.control.journal(cmdlet="Set-Mailbox")
    assert (sent["executed"], sent["parameters"]["WhatIf"]) == (False, True)
    assert "Confirm" not in sent["parameters"]


@pytest.mark.parametrize("check_mode", [False, True])
@pytest.mark.parametrize("name", ["ADServerSettingsChangedException", "UnableToWriteToAadException"])
def test_a_question_that_fails_is_not_looked_after(desk: Desk, box: Box, name: str, check_mode: bool) -> None:
    """What only asks has written nothing, so there is nothing to look for before it is asked again."""
    trouble: dict[str, Any] = {"exception_type": f"Microsoft.Exchange.Data.Directory.{name}", "status": 500}
    box.control.fault("error", match={"cmdlet": "set-mailbox"}, times=0, **trouble)
    question = {**put(CustomAttribute5="never"), "what_if": True, "context": {"check_mode": check_mode}}
    assert desk.run(**question, retry_writes="idempotent", retries=2)["failed"]
    assert box.control.journal(cmdlet="Get-Mailbox") == []


@pytest.fixture(scope="module")
def compliance(shared_box: Box, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    """A session for Security & Compliance alone."""
    desk = Desk(shared_box, tmp_path_factory.mktemp("compliance")).connect(service=["compliance"])
    yield desk
    desk.disconnect()


@pytest.mark.parametrize("check_mode", [False, True])
@pytest.mark.parametrize(
    ("cmdlet", "parameters", "options"),
    [
        ("Remove-ComplianceTag", {"Identity": "Keep"}, {"what_if": True}),
        ("New-ComplianceCase", {"Name": "Case", "WhatIf": True}, {}),
        ("Set-RetentionCompliancePolicy", {"Identity": "Mail", "whatif": True}, {"catalogue": "off"}),
        ("Remove-RoleGroupMember", {"Identity": "Reviewers", "Member": "anna"}, {"what_if": True}),
    ],
)
def test_security_and_compliance_is_never_asked(
    compliance: Desk, box: Box, cmdlet: str, parameters: dict[str, Any], options: dict[str, Any], check_mode: bool
) -> None:
    box.control.forget()
    result = compliance.run(cmdlet=cmdlet, parameters=parameters, context={"check_mode": check_mode}, **options)
    assert result["error"]["documentation"].endswith("#what-if-in-compliance")
    assert result["outcome"] == "did_not_run"
    assert box.control.journal() == []


def test_what_cannot_be_asked_is_not_sent(desk: Desk, box: Box) -> None:
    unknown: dict[str, Any] = {"cmdlet": "Set-Unheardof", "parameters": {"Identity": "x"}}
    result = desk.run(**unknown, what_if=True)
    assert result["error"]["documentation"].endswith("#what-if-not-known")
    checked = desk.run(**unknown, what_if=True, context={"check_mode": True})
    assert (checked["changed"], checked["attempts"]) == (True, 0)
    assert box.control.journal() == []
    assert desk.run(cmdlet="Get-OrganizationConfig", what_if=True)["count"] == 1


def test_a_service_that_says_nothing_about_it_is_told_of(desk: Desk, box: Box) -> None:
    box.control.fault("status", match={"cmdlet": "set-mailbox"}, status=200, body={"value": []})
    result = desk.run(**put(CustomAttribute5="x"), what_if=True)
    assert result["what_if"] is None
    assert any("see whether it ran" in text for text in desk.warnings)


def test_a_difference_is_what_was_and_what_is(desk: Desk, box: Box) -> None:
    desk.run(**put(CustomAttribute6="old"))
    box.control.forget()
    result = desk.run(**put(CustomAttribute6="new"), context={"diff": True})
    assert result["diff"]["before"] == {"CustomAttribute6": "old"}
    assert result["diff"]["after"] == {"CustomAttribute6": "new"}
    assert result["diff"]["before_header"] == f"Get-Mailbox {ADELE}"
    sent = [one["cmdlet"] for one in box.control.journal(kind="invoke")]
    assert sent == ["Get-Mailbox", "Set-Mailbox", "Get-Mailbox"]


def test_a_difference_is_planned_in_check_mode(desk: Desk, box: Box) -> None:
    desk.run(**put(CustomAttribute6="there", EmailAddresses={"Add": ["smtp:kept@contoso.com"]}))
    wanted = {
        "customattribute6": "planned",
        "EmailAddresses": {"Add": ["smtp:more@contoso.com"], "Remove": ["SMTP:KEPT@contoso.com"]},
        "ForceUpgrade": True,
    }
    result = desk.run(**put(**wanted), context={"diff": True, "check_mode": True})
    before, after = result["diff"]["before"], result["diff"]["after"]
    assert (before["CustomAttribute6"], after["CustomAttribute6"]) == ("there", "planned")
    assert "smtp:kept@contoso.com" in before["EmailAddresses"]
    assert "smtp:kept@contoso.com" not in after["EmailAddresses"]
    assert "smtp:more@contoso.com" in after["EmailAddresses"]
    assert set(before) == set(after) == {"CustomAttribute6", "EmailAddresses"}
    assert box.control.journal(cmdlet="Set-Mailbox", changed=True) == [box.control.journal(cmdlet="Set-Mailbox")[0]]


def test_a_bare_address_is_planned_as_the_service_shows_it(desk: Desk) -> None:
    planned = {"diff": True, "check_mode": True}
    desk.run(**put(EmailAddresses={"Add": ["bare@contoso.com"]}))
    removed = desk.run(**put(EmailAddresses={"Remove": ["Bare@contoso.com"]}), context=planned)["diff"]
    left = [one for one in removed["before"]["EmailAddresses"] if one != "smtp:bare@contoso.com"]
    assert removed["after"]["EmailAddresses"] == left
    assert len(left) == len(removed["before"]["EmailAddresses"]) - 1
    added = desk.run(**put(EmailAddresses={"Add": ["bare@contoso.com"]}, MailTip="other"), context=planned)["diff"]
    assert added["after"]["EmailAddresses"] == added["before"]["EmailAddresses"]
    desk.run(**put(EmailAddresses={"Remove": ["bare@contoso.com"]}))
    assert (
        "smtp:bare@contoso.com"
        not in desk.run(**put(EmailAddresses={"Add": ["x@contoso.com"]}), context=planned)["diff"]["before"][
            "EmailAddresses"
        ]
    )


def test_nothing_is_planned_where_all_is_so_already(desk: Desk) -> None:
    """In another form: 25MB is shown with its bytes, an alias as a name."""
    wanted = {"MaxSendSize": "25MB", "GrantSendOnBehalfTo": "MeganB", "MailTip": "here"}
    desk.run(**put(**wanted))
    result = desk.run(**put(**wanted), context={"diff": True, "check_mode": True})
    assert (result["changed"], "diff" in result) == (False, False)
    several = desk.run(commands=[put(**wanted)] * 2, context={"diff": True, "check_mode": True})
    assert (several["changed"], "diff" in several) == (False, False)


def test_no_difference_where_there_is_none_to_see(desk: Desk, box: Box) -> None:
    diff = {"diff": True}
    desk.run(**put(CustomAttribute6="same"))
    box.control.forget()
    assert "diff" not in desk.run(**put(CustomAttribute6="same"), context=diff)  # not modified
    assert "diff" not in desk.run(cmdlet="Get-OrganizationConfig", context=diff)
    assert "diff" not in desk.run(**put(CustomAttribute6="same"))
    box.control.fault("nul", match={"cmdlet": "get-mailbox"})
    written = desk.run(**put(CustomAttribute6="other"), context=diff)
    assert (written["changed"], "diff" in written) == (True, False)
    assert any("because a read failed" in text for text in desk.warnings)


def test_a_list_has_the_differences_of_its_commands(desk: Desk) -> None:
    result = desk.run(
        commands=[put(CustomAttribute7="1"), {"cmdlet": "Get-OrganizationConfig"}, put(CustomAttribute7="2")],
        context={"diff": True},
    )
    assert [one["after"]["CustomAttribute7"] for one in result["diff"]] == ["1", "2"]


# The journal


def lines(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


def test_the_journal_says_what_ran_and_no_value(desk: Desk, box: Box, tmp_path: Path) -> None:
    path = tmp_path / "journal.jsonl"
    box.control.fault("status", match={"cmdlet": "set-mailbox"}, status=504, skip=1)
    items = [put(CustomAttribute8="v1"), {"cmdlet": "Get-OrganizationConfig"}, put(CustomAttribute8="v2"), put(X="y")]
    result = desk.run(commands=items, journal_path=str(path))
    written = lines(path)
    planned = written.pop(0)
    assert [(one["index"], one["object"]["identity"]) for one in planned["items"]] == [
        (0, ADELE),
        (2, ADELE),
        (3, ADELE),
    ]
    assert [(one["event"], one["index"], one.get("outcome")) for one in written] == [
        ("begun", 0, None),
        ("ended", 0, "ran"),
        ("ended", 1, "ran"),
        ("begun", 2, None),
        ("ended", 2, "unknown"),
    ]
    assert written[0]["parameters"] == ["Confirm", "CustomAttribute8", "Identity"]
    assert written[-1]["error"] == "write-unknown"
    assert {one["tenant_id"] for one in written} == {result["tenant_id"]}
    assert [one["client_request_id"] for one in written[1:3]] == [
        one["client_request_id"] for one in result["outcomes"][:2]
    ]
    assert "v1" not in path.read_text(encoding="utf-8")
    assert [one.get("object") for one in written] == [
        {"kind": "Mailbox", "identity": ADELE} if one["cmdlet"] == "Set-Mailbox" else None for one in written
    ]
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    desk.run(cmdlet="Get-OrganizationConfig", journal_path=str(path))
    assert len(lines(path)) == 7


def test_check_mode_begins_nothing(desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "journal.jsonl"
    check = {"check_mode": True}
    monkeypatch.setitem(desk.environ, "EXO_JOURNAL_PATH", str(path))
    for options in (put(CustomAttribute8="x"), {"commands": [put(CustomAttribute8="x")]}):
        desk.run(**options, context=check)
    address = {"ExternalEmailAddress": "never@adatum.com"}
    desk.resource(kind="MailContact", identity="never@adatum.com", properties=address, context=check)
    told = [(one["event"], one["outcome"], one["changed"], one["would_change"]) for one in lines(path)]
    assert told == [("ended", "did_not_run", False, True)] * 3


def test_what_is_only_asked_about_would_change(desk: Desk, tmp_path: Path) -> None:
    path = tmp_path / "journal.jsonl"
    desk.run(**put(CustomAttribute8="x"), what_if=True, journal_path=str(path), context={"check_mode": True})
    *_begun, ended = lines(path)
    assert (ended["outcome"], ended["changed"], ended["would_change"]) == ("ran", False, True)


def test_a_signal_while_looking_does_not_change_what_is_told(desk: Desk, box: Box) -> None:
    def still_wanted() -> None:
        if box.control.journal(cmdlet="Set-Mailbox"):
            raise Interrupted("SIGTERM")

    ended = {"still_wanted": still_wanted}
    written = desk.run(**put(CustomAttribute8="signal"), context={"diff": True, **ended})
    assert (written["changed"], "diff" in written, "failed" in written) == (True, False, False)
    box.control.reset()
    box.control.fault("status", match={"cmdlet": "set-mailbox"}, status=504)
    unknown = desk.run(**put(CustomAttribute8="again"), verify=True, context=ended)
    assert (unknown["outcome"], unknown["error"]["documentation"][-14:]) == ("unknown", "#write-unknown")


@pytest.mark.parametrize("kind", ["missing folder", "link", "folder", "pipe"])
def test_a_journal_that_cannot_be_written_is_told_before_anything_is_sent(
    desk: Desk, box: Box, tmp_path: Path, kind: str
) -> None:
    path = tmp_path / "journal"
    if kind == "missing folder":
        path = path / "deep"
    elif kind == "link":
        path.symlink_to(tmp_path / "other")
    elif kind == "folder":
        path.mkdir()
    else:
        os.mkfifo(path)
    for options in (put(CustomAttribute9="x"), {"commands": [put(CustomAttribute9="x")]}):
        result = desk.run(**options, journal_path=str(path))
        assert result["error"]["documentation"].endswith("#journal-not-writable"), result
        assert result["outcome"] == "did_not_run"
    assert box.control.journal(cmdlet="Set-Mailbox") == []


def test_a_full_disk_ends_a_list_before_the_next_write(
    desk: Desk, box: Box, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "journal.jsonl"
    write = os.write

    def full(fd: int, data: bytes) -> int:
        if b'"event": ' in data and path.read_bytes().count(b"\n") > 1:
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
        return write(fd, data)

    monkeypatch.setattr(os, "write", full)
    result = desk.run(commands=[put(CustomAttribute9=value) for value in "xyz"], journal_path=str(path))
    assert [one["outcome"] for one in result["outcomes"]] == ["ran", "did_not_run", "did_not_run"]
    assert (result["outcome"], result["changed"], result["error"]["retry_safe"]) == ("refused", True, False)
    assert "No space left" in result["msg"]
    assert len(box.control.journal(cmdlet="Set-Mailbox")) == 1
    monkeypatch.undo()
    assert [one["event"] for one in lines(path)] == ["planned", "begun"]


# Whether it changed something is told alike of one command and of a list


@pytest.mark.parametrize(
    ("fault", "settings", "changed"),
    [
        ("status", {"status": 504, "moment": "before"}, True),
        ("status", {"status": 500, "moment": "after"}, True),
        ("reset", {"moment": "after"}, True),
        ("reset", {"moment": "before"}, True),
        ("status", {"status": 403, "body": ""}, False),
    ],
)
def test_what_may_have_run_may_have_changed_something(
    desk: Desk, box: Box, fault: str, settings: dict[str, Any], changed: bool
) -> None:
    told = []
    for options in (put(CustomAttribute9="may be"), {"commands": [put(CustomAttribute9="may be")]}):
        box.control.fault(fault, match={"cmdlet": "set-mailbox"}, **settings)
        result = desk.run(**options)
        told.append((result["failed"], result["outcome"] == "unknown", result["changed"]))
    assert told == [(True, changed, changed)] * 2
    box.control.fault(fault, match={"cmdlet": "get-mailbox"}, **settings)
    assert desk.run(cmdlet="Get-Mailbox", retries=0)["changed"] is False
