# Copyright (c) 2026 the m365.exchange contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""exo_cmdlet_info tells what a cmdlet is without a connection, and with one what this identity may run."""

from __future__ import annotations

from typing import Any

import pytest

from support.box import Box
from support.checks import assert_no_traceback, assert_nothing_left
from support.playbook import SETTINGS
from support.playbooks import Playbooks
from support.tasks import Task, play_of

BOTH_WAYS = pytest.mark.parametrize("setting", [SETTINGS[0], SETTINGS[3]], ids=str, indirect=True)


def look(name: str, **options: Any) -> Task:
    return Task(name, "exo_cmdlet_info", options)


def allowed(result: Any) -> dict[str, bool]:
    return {one["name"]: one["allowed"] for one in result["cmdlets"]}


@BOTH_WAYS
def test_it_needs_neither_a_connection_nor_options_of_one(playbooks: Playbooks, box: Box) -> None:
    run = playbooks.run(
        play_of(
            [
                look("One", cmdlet="set-mailbox"),
                look("Pattern", cmdlet="Get-*Mailbox", with_parameters=False),
                look("By parameter", verb="Set", parameter="LitigationHold*", with_parameters=False),
                look("By noun", noun="TransportRule", with_parameters=False),
                look("Nothing found", cmdlet="Get-Mialbox"),
                Task("Nothing given", "exo_cmdlet_info", {}, {"ignore_errors": True}),
                Task("In check mode", "exo_cmdlet_info", {"cmdlet": "Get-Mailbox"}, {"check_mode": True}),
            ]
        )
    ).check()
    assert_no_traceback(run)
    one = run.result("One").result
    assert (one["changed"], one["count"], one["documented"]) == (False, 1, "2026-08")
    (cmdlet,) = one["cmdlets"]
    assert (cmdlet["name"], cmdlet["writes"], cmdlet["supports_what_if"]) == ("Set-Mailbox", True, True)
    assert {"Identity", "MailTip", "EmailAddresses"} <= {parameter["name"] for parameter in cmdlet["parameters"]}
    assert "allowed" not in cmdlet
    names = [found["name"] for found in run.result("Pattern").result["cmdlets"]]
    assert {"Get-Mailbox", "Get-CASMailbox", "Get-EXOMailbox"} <= set(names)
    assert not any("parameters" in found for found in run.result("Pattern").result["cmdlets"])
    assert [found["name"] for found in run.result("By parameter").result["cmdlets"]] == ["Set-Mailbox"]
    assert len(run.result("By noun").result["cmdlets"]) == 6
    assert run.result("Nothing found").result["suggestions"] == ["Get-Mailbox"]
    assert run.result("Nothing given").result["error"]["documentation"].endswith("#nothing-to-look-up")
    assert run.result("In check mode").result["count"] == 1
    assert box.control.journal() == []


@pytest.mark.both_ways
@BOTH_WAYS
def test_with_a_session_it_tells_what_the_identity_may_run(playbooks: Playbooks, box: Box) -> None:
    reader = box.tenants[0].applications[1]
    run = playbooks.run(
        play_of(
            [
                Task("Connect", "exo_connect", {"service": ["exchange", "compliance"]}, {"register": "exo"}),
                look("Both services", session="{{ exo }}", noun="RoleGroup", with_parameters=False),
                look("One service", session="{{ exo }}", noun="Label", service="exchange", with_parameters=False),
                look("Not asked", session="{{ exo }}", cmdlet="Get-Mailbox", allowed=False),
                Task("Disconnect", "exo_disconnect", {"session": "{{ exo }}"}),
                look(
                    "Without a session",
                    app_id=reader.app_id,
                    client_secret=reader.client_secret,
                    noun="Mailbox",
                    allowed=True,
                    with_parameters=False,
                ),
                Task(
                    "Not the right organization",
                    "exo_cmdlet_info",
                    {"cmdlet": "Get-Mailbox", "allowed": True, "expect_organization": "fabrikam.onmicrosoft.us"},
                    {"ignore_errors": True},
                ),
            ]
        ),
        environment=box.environment,
    ).check()
    assert_no_traceback(run)
    assert_nothing_left(run)
    both = {one["name"]: one["allowed_in"] for one in run.result("Both services").result["cmdlets"]}
    assert both["Get-RoleGroup"] == ["compliance", "exchange"]
    assert both["New-RoleGroup"] == ["exchange"]
    assert run.result("Both services").result["services"] == ["compliance", "exchange"]
    assert run.result("Both services").result["organization"] == "contoso.onmicrosoft.com"
    assert not any(allowed(run.result("One service").result).values())
    assert "allowed" not in run.result("Not asked").result["cmdlets"][0]
    reading = allowed(run.result("Without a session").result)
    assert (reading["Get-Mailbox"], reading["Set-Mailbox"]) == (True, False)
    assert run.result("Without a session").result["identity"] == reader.app_id
    assert (
        run.result("Not the right organization").result["error"]["documentation"].endswith("#organization-not-expected")
    )
    asked = [one for one in box.control.journal() if "EXOModuleFile" in one["path"]]
    assert {one["headers"]["commandname"] for one in asked} == {"*"}
    assert [one["status"] for one in asked] == [200] * 4
