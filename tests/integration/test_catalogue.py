# Copyright (c) 2026 the m365.exchange contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What the catalogue says before and after a cmdlet is sent, what is protected, and where a cmdlet is routed to."""

from __future__ import annotations

from typing import Any

import pytest

from support.box import Box, Json
from support.checks import assert_no_traceback, assert_nothing_left
from support.playbook import SETTINGS, Run
from support.playbooks import Playbooks
from support.tasks import Task, play_of

ONE_WAY = pytest.mark.parametrize("setting", SETTINGS[:1], ids=str, indirect=True)
BOTH_WAYS = pytest.mark.parametrize("setting", SETTINGS[:2], ids=str, indirect=True)

ADELE = "AdeleV@contoso.com"


def command(name: str, cmdlet: str, *, fails: bool = False, **options: Any) -> Task:
    keywords = {"ignore_errors": True} if fails else {}
    return Task(name, "exo_command", {"session": "{{ exo }}", "cmdlet": cmdlet, **options}, keywords)


def connected(*tasks: Task, **options: Any) -> str:
    return play_of(
        [
            Task("Connect", "exo_connect", options, {"register": "exo"}),
            *tasks,
            Task("Disconnect", "exo_disconnect", {"session": "{{ exo }}"}),
        ]
    )


def sent(box: Box, cmdlet: str) -> list[Json]:
    return box.control.journal(cmdlet=cmdlet)


def questions(box: Box) -> list[Json]:
    return [one for one in box.control.journal() if "EXOModuleFile" in one["path"]]


def warnings_of(run: Run, task: str) -> str:
    return " ".join(run.result(task).result.get("warnings", []))


def assert_clean(run: Run) -> None:
    assert_nothing_left(run)
    assert_no_traceback(run)


@BOTH_WAYS
def test_the_catalogue_helps_before_a_cmdlet_is_sent(playbooks: Playbooks, box: Box) -> None:
    run = playbooks.run(
        connected(
            command("Retired", "Get-MessageTrace", fails=True),
            command(
                "Of another cmdlet", "Set-Mailbox", fails=True, parameters={"Identity": ADELE, "ImapEnabled": True}
            ),
            command("Of the client module", "Get-EXOMailbox", fails=True),
            command("Of the client module, in check mode", "Connect-ExchangeOnline", fails=True),
            command("Of another service", "Get-Label", fails=True),
            command("Strict about the service", "Get-Label", fails=True, catalogue="strict"),
            command("Strict about the name", "Get-LimitsEnforcementStatus", fails=True, catalogue="strict"),
            command("Off", "Get-Mialbox", fails=True, catalogue="off"),
        ),
        environment=box.environment,
    ).check()
    assert_clean(run)
    assert "use Get-MessageTraceV2" in warnings_of(run, "Retired")
    assert "which is one of Set-CASMailbox" in warnings_of(run, "Of another cmdlet")
    assert "documented for Security & Compliance" in warnings_of(run, "Of another service")
    assert warnings_of(run, "Off") == ""
    assert "Use Get-Mailbox." in run.result("Of the client module").result["msg"]
    assert "exo_connect" in run.result("Of the client module, in check mode").result["msg"]
    for task in ("Strict about the service", "Strict about the name"):
        assert run.result(task).result["error"]["documentation"].endswith("#not-documented"), task
        assert run.result(task).result["outcome"] == "did_not_run"
    assert [one["cmdlet"] for one in box.control.journal() if one["cmdlet"]] == [
        "Get-MessageTrace",
        "Set-Mailbox",
        "Get-Label",
        "Get-Mialbox",
    ]


@BOTH_WAYS
def test_a_session_of_both_services_sends_a_cmdlet_where_it_belongs_without_a_word(
    playbooks: Playbooks, box: Box
) -> None:
    run = playbooks.run(
        connected(
            command("Label", "Get-Label"),
            command("Mailbox", "Get-Mailbox", result_size=1),
            service="exchange,compliance",
        ),
        environment=box.environment,
    ).check()
    assert_clean(run)
    assert warnings_of(run, "Label") == warnings_of(run, "Mailbox") == ""


@BOTH_WAYS
def test_a_blank_refusal_is_told_apart(playbooks: Playbooks, box: Box) -> None:
    reader = box.tenants[0].applications[1]
    run = playbooks.run(
        connected(
            command("Typing error", "Get-Mialbox", fails=True),
            command("Other service", "Get-Label", fails=True),
            command("Missing role", "New-TransportRule", fails=True, parameters={"Name": "x", "From": [ADELE]}),
            command("Not for applications", "New-UnifiedGroup", fails=True, parameters={"DisplayName": "x"}),
            command("Said nothing", "Remove-TransportRule", fails=True, catalogue="off", parameters={"Identity": "x"}),
        ),
        environment={**box.environment, "EXO_APP_ID": reader.app_id, "EXO_CLIENT_SECRET": reader.client_secret},
    ).check()
    assert_clean(run)
    cards = {
        "Typing error": ("cmdlet-misspelt", "Did you mean Get-Mailbox?", "documentation (2026-08)"),
        "Other service": ("cmdlet-elsewhere", "Security & Compliance", "another service"),
        "Missing role": ("role-missing", "New-TransportRule", "usually carries it is Transport Rules"),
        "Not for applications": ("cmdlet-not-for-applications", "whatever their roles", "applications cannot"),
        "Said nothing": ("cmdlet-not-available", "Remove-TransportRule", "does not tell"),
    }
    for task, (key, line, cause) in cards.items():
        result = run.result(task).result
        assert result["error"]["documentation"].endswith(f"#{key}"), (task, result["msg"])
        assert line in result["msg"], task
        assert cause in result["error"]["cause"], task
        assert (result["outcome"], result["error"]["http_status"]) == ("did_not_run", 403), task
    # Asked only after a failure, once for each, and never where the catalogue is off.
    assert [one["headers"]["commandname"] for one in questions(box)] == ["*"] * 4
    assert [len(sent(box, cmdlet)) for cmdlet in ("New-TransportRule", "Remove-TransportRule")] == [1, 1]


@ONE_WAY
def test_an_identity_without_any_role_is_told_so(playbooks: Playbooks, box: Box) -> None:
    nobody = box.tenants[0].applications[3]
    task = Task("No role", "exo_command", {"cmdlet": "Get-OrganizationConfig"}, {"ignore_errors": True})
    run = playbooks.run(
        play_of([task]),
        environment={**box.environment, "EXO_APP_ID": nobody.app_id, "EXO_CLIENT_SECRET": nobody.client_secret},
    ).check()
    assert_clean(run)
    result = run.result("No role").result
    assert result["error"]["documentation"].endswith("#role-missing")
    assert "directory role" in result["msg"]
    assert "neither a directory role nor a role group" in result["error"]["cause"]


@ONE_WAY
def test_a_question_that_fails_is_nobodys_concern(playbooks: Playbooks, box: Box) -> None:
    reader = box.tenants[0].applications[1]
    box.control.fault("status", match={"kind": "module_file"}, times=1, status=500)
    run = playbooks.run(
        connected(command("Missing role", "Set-Mailbox", fails=True, parameters={"Identity": ADELE, "MailTip": "x"})),
        environment={**box.environment, "EXO_APP_ID": reader.app_id, "EXO_CLIENT_SECRET": reader.client_secret},
    ).check()
    assert_clean(run)
    result = run.result("Missing role").result
    assert result["error"]["documentation"].endswith("#cmdlet-not-available")
    assert warnings_of(run, "Missing role") == ""
    assert len(questions(box)) == 1


@BOTH_WAYS
def test_what_is_protected_is_not_sent_by_accident(playbooks: Playbooks, box: Box) -> None:
    parameters = {"OAuth2ClientProfileEnabled": False}
    run = playbooks.run(
        connected(
            command("Refused", "Set-OrganizationConfig", parameters=parameters, fails=True),
            Task(
                "Refused in check mode",
                "exo_command",
                {"session": "{{ exo }}", "cmdlet": "Set-OrganizationConfig", "parameters": parameters},
                {"ignore_errors": True, "check_mode": True},
            ),
            command("Own list", "Remove-MailContact", fails=True, protected=["Remove-Mail*"]),
            command(
                "Own reason",
                "Remove-MailContact",
                fails=True,
                protected=[{"cmdlet": "Remove-MailContact", "reason": "Ask the service desk first."}],
            ),
            command("Meant", "Set-OrganizationConfig", parameters=parameters, allow_tenant_wide=True),
            command("Daily work", "Set-OrganizationConfig", parameters={"MailTipsAllTipsEnabled": True}),
        ),
        environment=box.environment,
    ).check()
    assert_clean(run)
    for task in ("Refused", "Refused in check mode", "Own list", "Own reason"):
        result = run.result(task).result
        assert result["error"]["documentation"].endswith("#tenant-wide"), task
        assert result["outcome"] == "did_not_run"
    assert "modern authentication" in run.result("Refused in check mode").result["msg"]
    assert "check mode" in run.result("Refused in check mode").result["error"]["cause"]
    assert "Ask the service desk first." in run.result("Own reason").result["msg"]
    assert len(sent(box, "Set-OrganizationConfig")) == 2
    assert sent(box, "Remove-MailContact") == []


@BOTH_WAYS
def test_a_cmdlet_goes_to_its_mailbox_on_every_page(playbooks: Playbooks, box: Box) -> None:
    tenant = box.tenants[0].tenant_id
    mailbox = "0a1b2c3d-4e5f-4a6b-8c7d-9e0f1a2b3c4d"
    run = playbooks.run(
        connected(
            command("Pages", "Get-MailboxFolderStatistics", parameters={"Identity": ADELE}, page_size=2),
            command("Folder", "Get-MailboxFolderPermission", parameters={"Identity": f"{ADELE}:\\Calendar"}),
            command("No address", "Get-MailboxStatistics", parameters={"Identity": "AdeleV"}, fails=True),
            command("Not documented for it", "Get-Mailbox", parameters={"Identity": ADELE}),
            command("Asked for", "Get-User", parameters={"Identity": ADELE}, anchor_mailbox=mailbox),
            command("Asked for, in pages", "Get-Recipient", result_size=4, page_size=2, anchor_mailbox=ADELE),
            command("Whole", "Get-CASMailbox", parameters={"Identity": ADELE}, anchor_mailbox=f"AAD-SMTP:{ADELE}"),
            command("Refused", "Get-CASMailbox", anchor_mailbox="Adele Vance", fails=True),
        ),
        environment=box.environment,
    ).check()
    assert_clean(run)
    own = f"APP:SystemMailbox{{bb558c35-97f1-4cb9-8ff7-d53741dc928c}}@{tenant}"
    expected = {
        "Get-MailboxFolderStatistics": (f"SMTP:{ADELE}", "true"),
        "Get-MailboxFolderPermission": (f"SMTP:{ADELE}", "true"),
        "Get-MailboxStatistics": (own, None),
        "Get-Mailbox": (own, None),
        "Get-User": (f"MBX:{mailbox}@{tenant}", None),
        "Get-Recipient": (f"SMTP:{ADELE}", None),
        "Get-CASMailbox": (f"AAD-SMTP:{ADELE}", None),
    }
    for cmdlet, (anchor, marked) in expected.items():
        entries = sent(box, cmdlet)
        assert entries, cmdlet
        for entry in entries:
            assert entry["headers"]["x-anchormailbox"] == anchor, cmdlet
            assert entry["headers"].get("parameter-based-routing") == marked, cmdlet
    assert len(sent(box, "Get-MailboxFolderStatistics")) > 1
    assert len(sent(box, "Get-Recipient")) == 2
    assert run.result("Refused").result["error"]["documentation"].endswith("#anchor-not-valid")
