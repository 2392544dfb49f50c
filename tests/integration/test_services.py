# Copyright (c) 2026 the m365.exchange contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Services: each cmdlet goes to the service that has it, with that service's token, in the tenant's own region."""

from __future__ import annotations

import json
from typing import Any

import pytest

from support.box import Box, Json, Tenant
from support.checks import assert_no_traceback, assert_nothing_left
from support.playbook import SETTINGS, Run
from support.playbooks import Playbooks
from support.tasks import Task, play_of

BOTH_WAYS = pytest.mark.parametrize("setting", SETTINGS[:2], ids=str, indirect=True)
ONE_WAY = pytest.mark.parametrize("setting", SETTINGS[:1], ids=str, indirect=True)
FRONT = "ps.compliance.protection.outlook.com"
REGION = f"eur02b.{FRONT}"
OTHER_REGION = f"eur04b.{FRONT}"
MAILBOX = "SystemMailbox{bb558c35-97f1-4cb9-8ff7-d53741dc928c}"
BY_DOMAIN = f"UPN:{MAILBOX}@contoso.onmicrosoft.com"

# By organization: the front door, the region and the token's audience, as the documentation has them.
CLOUDS = {
    "fabrikam.onmicrosoft.us": (
        "O365USGovGCCHigh",
        "ps.compliance.protection.office365.us",
        "usg01b.ps.compliance.protection.office365.us",
        "https://ps.compliance.protection.office365.us",
    ),
    "litware.onmicrosoft.us": (
        "O365USGovDoD",
        "l5.ps.compliance.protection.office365.us",
        "dod01b.ps.compliance.protection.office365.us",
        "https://ps.compliance.protection.office365.us",
    ),
    "adatum.partner.onmschina.cn": (
        "O365China",
        "ps.compliance.protection.partner.outlook.cn",
        "chn01b.ps.compliance.protection.partner.outlook.cn",
        "https://ps.compliance.protection.partner.outlook.cn",
    ),
}


def command(name: str, cmdlet: str, *, session: bool = True, **options: Any) -> Task:
    given = {"session": "{{ exo }}"} if session else {}
    return Task(name, "exo_command", {**given, "cmdlet": cmdlet, **options})


def connected(options: dict[str, Any], *tasks: Task) -> str:
    return play_of(
        [
            Task("Connect", "exo_connect", options, {"register": "exo"}),
            Task("Show", "exo_disconnect", {"session": []}, {"vars": {"services": "{{ exo.services }}"}}),
            *tasks,
            Task("Disconnect", "exo_disconnect", {"session": "{{ exo }}"}),
        ]
    )


def sent(box: Box, cmdlet: str) -> list[Json]:
    return [one for one in box.control.journal() if one["cmdlet"] == cmdlet]


def tokens(box: Box) -> int:
    return sum(one["path"].endswith("/oauth2/v2.0/token") for one in box.control.journal())


def environment_of(box: Box, organization: str) -> dict[str, str]:
    tenant: Tenant = next(one for one in box.tenants if one.organization == organization)
    application = tenant.applications[0]
    own = {
        "EXO_ORGANIZATION": organization,
        "EXO_APP_ID": application.app_id,
        "EXO_CLIENT_SECRET": application.client_secret,
    }
    return {**box.environment, **own}


def assert_clean(run: Run) -> None:
    assert_nothing_left(run)
    assert_no_traceback(run)


def test_a_session_of_two_services_sends_each_cmdlet_to_the_one_that_has_it(playbooks: Playbooks, box: Box) -> None:
    run = playbooks.run(
        connected(
            {"service": ["exchange", "compliance"]},
            command("Mailboxes", "Get-Mailbox", result_size=1),
            command("Policies", "Get-RetentionCompliancePolicy"),
            command("In both, by the order", "Get-ManagementRole"),
            command("In both, by the task", "Get-RoleGroup", service="compliance"),
        ),
        environment=box.environment,
    ).check()
    assert_clean(run)
    assert tokens(box) == 2
    where = {
        "Get-Mailbox": "outlook.office365.com",
        "Get-RetentionCompliancePolicy": REGION,
        "Get-ManagementRole": "outlook.office365.com",
        "Get-RoleGroup": REGION,
    }
    for cmdlet, host in where.items():
        (entry,) = sent(box, cmdlet)
        assert (entry["host"], entry["status"]) == (host, 200), cmdlet
        audience = "https://outlook.office365.com" if host.startswith("outlook") else f"https://{FRONT}"
        assert entry["headers"]["authorization"]["audience"] == audience
        if host == REGION:
            assert entry["headers"]["x-anchormailbox"] == BY_DOMAIN
    # The front door was asked once, at connect, and no token went to the address that it named.
    assert len([one for one in box.control.journal() if one["host"] == FRONT]) == 1
    assert not [host for host in box.control.summary()["refused_hosts"] if "admin" in host]


@BOTH_WAYS
def test_a_task_that_signs_in_itself_goes_where_its_cmdlet_is(playbooks: Playbooks, box: Box) -> None:
    tasks = [
        command("By the catalogue", "Get-RetentionCompliancePolicy", session=False),
        command("By the address", "Get-RoleGroup", session=False, connection_uri=f"https://{FRONT}/powershell-liveid/"),
        command("By the option", "Get-ManagementRole", session=False, service="compliance"),
        command("Of Exchange", "Get-Mailbox", session=False, result_size=1),
    ]
    run = playbooks.run(play_of(tasks), environment=box.environment).check()
    assert_clean(run)
    for cmdlet in ("Get-RetentionCompliancePolicy", "Get-RoleGroup", "Get-ManagementRole"):
        assert [(one["host"], one["status"]) for one in sent(box, cmdlet)] == [(FRONT, 302), (REGION, 200)]
    assert [one["host"] for one in sent(box, "Get-Mailbox")] == ["outlook.office365.com"]
    assert tokens(box) == 4


@ONE_WAY
@pytest.mark.parametrize("organization", CLOUDS)
def test_each_cloud_has_its_own_compliance(playbooks: Playbooks, box: Box, organization: str) -> None:
    name, front, region, audience = CLOUDS[organization]
    options = {"service": "compliance", "environment": name}
    run = playbooks.run(
        connected(options, command("Policies", "Get-RetentionCompliancePolicy")),
        environment=environment_of(box, organization),
    ).check()
    assert_clean(run)
    (entry,) = sent(box, "Get-RetentionCompliancePolicy")
    assert (entry["host"], entry["status"]) == (region, 200)
    assert entry["headers"]["authorization"]["audience"] == audience
    assert entry["headers"]["x-anchormailbox"] == f"UPN:{MAILBOX}@{organization}"
    assert front in {one["host"] for one in box.control.journal()}


@BOTH_WAYS
def test_the_initial_domain_is_asked_of_exchange_where_another_name_is_given(playbooks: Playbooks, box: Box) -> None:
    options = {"service": ["compliance", "exchange"], "organization": "contoso.com"}
    run = playbooks.run(connected(options, command("Read", "Get-RoleGroup")), environment=box.environment).check()
    assert_clean(run)
    (entry,) = sent(box, "Get-RoleGroup")
    assert (entry["host"], entry["headers"]["x-anchormailbox"]) == (REGION, BY_DOMAIN)


@BOTH_WAYS
def test_without_exchange_the_tenant_id_has_to_do_and_a_warning_says_so(playbooks: Playbooks, box: Box) -> None:
    options = {"service": "compliance", "organization": "contoso.com"}
    run = playbooks.run(connected(options, command("Read", "Get-RoleGroup")), environment=box.environment).check()
    assert_clean(run)
    assert "initial domain of contoso.com is not known" in " ".join(run.output.split())
    assert sent(box, "Get-RoleGroup")[0]["headers"]["x-anchormailbox"] == f"APP:{MAILBOX}@{box.tenants[0].tenant_id}"


@BOTH_WAYS
def test_a_region_that_moved_is_found_again_once_for_the_session(playbooks: Playbooks, box: Box) -> None:
    # The region of connect is not the one of the first command: what the session kept is old.
    box.control.fault(
        "redirect",
        match={"kind": "banner", "host": FRONT},
        location="https://eur04b.admin.protection.outlook.com:446/x",
        status=302,
    )
    box.control.fault("status", match={"kind": "banner", "host": OTHER_REGION}, status=200, body='{"value": []}')
    tasks = [
        command("Read", "Get-RoleGroup"),
        command("Read again", "Get-RetentionCompliancePolicy"),
        command(
            "Write", "New-RetentionCompliancePolicy", parameters={"Name": f"Moved {playbooks.setting}", "Comment": "x"}
        ),
    ]
    run = playbooks.run(connected({"service": "compliance"}, *tasks), environment=box.environment).check()
    assert_clean(run)
    assert [one["host"] for one in sent(box, "Get-RoleGroup")] == [OTHER_REGION, REGION]
    assert [one["host"] for one in sent(box, "Get-RetentionCompliancePolicy")] == [REGION]
    assert [one["host"] for one in sent(box, "New-RetentionCompliancePolicy")] == [REGION]


HOSTILE = [
    "https://eur02b.admin.protection.outlook.com.evil.example:446/",
    "https://evil.example/eur02b.admin.protection.outlook.com",
    "https://eur02b@evil.example/.admin.protection.outlook.com:446/",
    "http://eur02b.admin.protection.outlook.com:446/",
    "https://eur02b.admin.protection.office365.us:446/",
    "https://.admin.protection.outlook.com:446/",
]


@BOTH_WAYS
def test_a_hostile_redirect_gets_no_token(playbooks: Playbooks, box: Box) -> None:
    for location in HOSTILE:
        box.control.fault("redirect", match={"kind": "banner", "host": FRONT}, location=location, status=302)
    box.control.fault("redirect", match={"cmdlet": "Set-RetentionCompliancePolicy"}, location=HOSTILE[0], status=302)
    tasks = [
        Task(f"Connect {number}", "exo_connect", {"service": "compliance"}, {"ignore_errors": True})
        for number, _location in enumerate(HOSTILE)
    ]
    write = {"cmdlet": "Set-RetentionCompliancePolicy", "parameters": {"Identity": "x", "Comment": "y"}}
    tasks.append(Task("Write", "exo_command", write, {"ignore_errors": True}))
    run = playbooks.run(play_of(tasks), environment=box.environment).check()
    for number, _location in enumerate(HOSTILE):
        result = run.result(f"Connect {number}").result
        assert result["error"]["documentation"].endswith("#region-refused"), result["msg"]
    assert run.result("Write").result["outcome"] == "unknown"
    hosts = {one["host"] for one in box.control.journal()} | set(box.control.summary()["refused_hosts"])
    assert not [host for host in hosts if "evil" in host or "admin" in host]
    assert_no_traceback(run)


@BOTH_WAYS
def test_a_service_that_a_session_does_not_reach_is_said_before_anything_is_sent(
    playbooks: Playbooks, box: Box
) -> None:
    tasks = [
        Task(name, "exo_command", {"session": "{{ exo }}", **options}, {"ignore_errors": True})
        for name, options in {
            "Asked for": {"cmdlet": "Get-RoleGroup", "service": "compliance"},
            "Not asked for": {"cmdlet": "Get-RetentionCompliancePolicy"},
        }.items()
    ]
    run = playbooks.run(connected({}, *tasks), environment={**box.environment, "EXO_SERVICE": "exchange"}).check()
    asked, unasked = run.result("Asked for").result, run.result("Not asked for").result
    assert asked["error"]["documentation"].endswith("#service-not-in-session")
    assert "Security & Compliance" in json.dumps(unasked["error"]) + unasked["msg"]
    assert sent(box, "Get-RoleGroup") == []
