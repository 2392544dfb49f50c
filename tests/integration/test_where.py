# Copyright (c) 2026 the m365.exchange contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Where an organization lives, found by environment: auto; and what does not lead to a customer."""

from __future__ import annotations

import pytest

from support.box import Box
from support.checks import assert_no_traceback, assert_nothing_left
from support.playbook import SETTINGS
from support.playbooks import Playbooks
from support.tasks import Task, play_of

ENVIRONMENTS = {
    "contoso.com": "O365Default",
    "fabrikam.onmicrosoft.us": "O365USGovGCCHigh",
    "adatum.partner.onmschina.cn": "O365China",
    "litware.onmicrosoft.us": "O365USGovDoD",
    "woodgrove.onmicrosoft.com": "O365Default",
}
BOTH_WAYS = pytest.mark.parametrize("setting", SETTINGS[:2], ids=str, indirect=True)


def identity(box: Box, organization: str) -> dict[str, str]:
    tenant = next(one for one in box.tenants if organization in one.domains)
    application = tenant.applications[0]
    return {"organization": organization, "app_id": application.app_id, "client_secret": application.client_secret}


@BOTH_WAYS
def test_auto_finds_the_cloud_of_each_organization_and_says_it(playbooks: Playbooks, box: Box) -> None:
    tasks = []
    for organization in ENVIRONMENTS:
        options = {**identity(box, organization), "environment": "auto"}
        tasks += [
            Task(f"Connect {organization}", "exo_connect", options, {"register": "exo"}),
            Task(f"Leave {organization}", "exo_disconnect", {"session": "{{ exo }}"}),
        ]
    environment = {name: value for name, value in box.environment.items() if not name.startswith("EXO_")}
    run = playbooks.run(play_of(tasks), environment=environment).check()
    assert_nothing_left(run)
    shown = " ".join(run.output.split())
    for organization, name in ENVIRONMENTS.items():
        tenant = next(one for one in box.tenants if organization in one.domains)
        assert f"Connected to {organization} (tenant {tenant.tenant_id})" in shown
        assert f"in {name};" in shown.partition(f"Connected to {organization}")[2][:200]


@BOTH_WAYS
def test_what_auto_cannot_find_is_said_and_no_secret_is_sent(playbooks: Playbooks, box: Box) -> None:
    usual = identity(box, "contoso.com")
    refused = {
        "environment-not-found": {**usual, "organization": "nobody.example.com", "environment": "auto"},
        "endpoint-conflict": {
            **usual,
            "environment": "auto",
            "connection_uri": "https://outlook.office365.us/powershell-liveid/",
        },
        "delegation-for-users": {**usual, "delegated_organization": "fabrikam.onmicrosoft.us"},
    }
    tasks = [Task(key, "exo_connect", options, {"ignore_errors": True}) for key, options in refused.items()]
    environment = {name: value for name, value in box.environment.items() if not name.startswith("EXO_")}
    run = playbooks.run(play_of(tasks), environment=environment).check()
    for key in refused:
        result = run.result(key).result
        assert result["error"]["documentation"].endswith(f"#{key}"), result["msg"]
    assert not [one for one in box.control.journal() if one["method"] == "POST"]
    assert_no_traceback(run)


HOSTILE = '{"issuer": "https://evil.example/x", "token_endpoint": "https://evil.example/token"}'


@BOTH_WAYS
def test_a_hostile_openid_configuration_leads_nowhere(playbooks: Playbooks, box: Box) -> None:
    box.control.fault("status", match={"kind": "openid"}, times=0, status=200, body=HOSTILE)
    usual = identity(box, "contoso.com")
    tasks = [
        Task("Auto", "exo_connect", {**usual, "environment": "auto"}, {"ignore_errors": True}),
        Task("Default", "exo_connect", usual, {"ignore_errors": True}),
    ]
    environment = {name: value for name, value in box.environment.items() if not name.startswith("EXO_")}
    run = playbooks.run(play_of(tasks), environment=environment).check()
    assert run.result("Auto").result["error"]["documentation"].endswith("#environment-not-found")
    assert "error" in run.result("Default").result
    hosts = {one["host"] for one in box.control.journal()} | set(box.control.summary()["refused_hosts"])
    assert not [host for host in hosts if "evil" in host]
    assert not [one for one in box.control.journal() if one["method"] == "POST"]
    assert_no_traceback(run)
