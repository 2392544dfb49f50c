# Copyright (c) 2026 the m365.exchange contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The audit log holds what was done, with all that AuditData tells."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

import pytest
from simulator.exchange.tenant import ADMIN, APP, Tenant

from exo_simulator.exchange import Caller

DAY = {"StartDate": "2026-11-22", "EndDate": "2026-11-24"}
WHOLE = {
    "CreationTime",
    "Id",
    "Operation",
    "OrganizationId",
    "RecordType",
    "ResultStatus",
    "UserKey",
    "UserType",
    "Version",
    "Workload",
    "ClientIP",
    "ObjectId",
    "UserId",
    "ExternalAccess",
    "OrganizationName",
    "OriginatingServer",
    "Parameters",
}


def found(tenant: Tenant, **asked: Any) -> list[dict[str, Any]]:
    rows = tenant.run("Search-UnifiedAuditLog", **{**DAY, **asked}).rows
    return [json.loads(row["AuditData"]) for row in rows]


@pytest.mark.parametrize(
    ("cmdlet", "parameters", "about"),
    [
        ("Set-Mailbox", {"Identity": "AdeleV", "ForwardingSmtpAddress": "ann@fabrikam.com"}, "AdeleV"),
        ("New-TransportRule", {"Name": "Disclaimer", "From": ["AlexW"], "DeleteMessage": True}, "Disclaimer"),
        ("New-InboxRule", {"Mailbox": "AdeleV", "Name": "Out", "ForwardTo": ["x@fabrikam.com"]}, "Out"),
        ("Remove-RetentionPolicy", {"Identity": "Old", "Force": True}, "Old"),
    ],
)
def test_what_a_cmdlet_changed_is_recorded_whole(cmdlet: str, parameters: Mapping[str, Any], about: str) -> None:
    tenant = Tenant(objects={"RetentionPolicy": [{"Name": "Old"}]})
    tenant.run(cmdlet, **parameters)
    data = found(tenant, Operations=[cmdlet.lower()])[0]
    assert set(data) == WHOLE
    assert (data["Operation"], data["ObjectId"], data["Workload"], data["RecordType"]) == (cmdlet, about, "Exchange", 1)
    assert {one["Name"] for one in data["Parameters"]} == set(parameters)
    assert all(isinstance(one["Value"], str) for one in data["Parameters"])
    assert found(tenant, ObjectIds=[about.upper()])[0]["Id"] == data["Id"]
    assert found(tenant, FreeText=about.lower())[0]["Id"] == data["Id"]


def test_what_changes_nothing_is_not_recorded_and_secrets_never() -> None:
    tenant = Tenant()
    tenant.run("Get-Mailbox")
    tenant.run("Set-Mailbox", Identity="AdeleV", WhatIf=True, CustomAttribute1="x")
    tenant.run("Set-Mailbox", Identity="AdeleV", DisplayName="Adele Vance")
    assert found(tenant) == []
    new = {"Name": "Ann Beebe", "MicrosoftOnlineServicesID": "ann@contoso.com", "Password": "not-to-be-seen"}
    tenant.run("New-Mailbox", **new)
    assert "not-to-be-seen" not in json.dumps(found(tenant))


def test_an_application_and_the_other_service_are_told_apart() -> None:
    tenant = Tenant()
    tenant.run(
        "New-ComplianceTag", "compliance", Name="Keep", RetentionAction="Keep", RetentionType="CreationAgeInDays"
    )
    tenant.caller = APP
    tenant.run("Set-Mailbox", Identity="AdeleV", CustomAttribute1="x")
    by_app, by_admin = found(tenant)
    assert (by_app["UserId"], by_app["UserType"], by_admin["UserType"]) == (APP.name, 5, 2)
    assert (by_admin["Workload"], by_admin["RecordType"]) == ("SecurityComplianceCenter", 18)
    assert [one["Operation"] for one in found(tenant, UserIds=[APP.name])] == ["Set-Mailbox"]
    assert len(found(tenant, RecordType="ExchangeAdmin")) == 1


def test_nothing_is_recorded_while_auditing_is_off() -> None:
    tenant = Tenant()
    tenant.run("Set-AdminAuditLogConfig", UnifiedAuditLogIngestionEnabled=False)
    tenant.run("Set-Mailbox", Identity="AdeleV", CustomAttribute1="x")
    assert found(tenant, Operations=["Set-Mailbox"]) == []
    tenant.run("Set-AdminAuditLogConfig", UnifiedAuditLogIngestionEnabled=True)
    tenant.run("Set-Mailbox", Identity="AdeleV", CustomAttribute1="y")
    assert len(found(tenant, Operations=["Set-Mailbox"])) == 1


def test_a_search_in_a_session_is_not_moved_by_what_happens_meanwhile() -> None:
    tenant = Tenant(reports={"UnifiedAuditLog": 30})
    asked = {"ResultSize": 10, "SessionId": "s", "SessionCommand": "ReturnLargeSet"}
    seen = found(tenant, **asked)
    tenant.run("Set-Mailbox", Identity="AdeleV", CustomAttribute1="x")
    seen += found(tenant, **asked) + found(tenant, **asked) + found(tenant, **asked)
    assert len({one["Id"] for one in seen}) == len(seen) == 30
    assert found(tenant)[0]["Operation"] == "Set-Mailbox"
    assert len(found(tenant)) == 31


@pytest.mark.parametrize(
    ("asked", "count"),
    [
        ({"IPAddresses": ["203.0.113.10"]}, 9),
        ({"IPAddresses": ["198.51.100.1"]}, 0),
        ({"FreeText": "AuditEnabled"}, 9),
        ({"FreeText": "nothing of that kind"}, 0),
        ({"ObjectIds": ["adelev@contoso.com"]}, 1),
        ({"HighCompleteness": True}, 9),
    ],
)
def test_every_condition_of_the_search_chooses(asked: Mapping[str, Any], count: int) -> None:
    assert len(found(Tenant(reports={"UnifiedAuditLog": 9}), **asked)) == count


@pytest.mark.parametrize(("caller", "who"), [(ADMIN, "Admin"), (APP, "Application")])
def test_words_stand_for_numbers_where_that_is_asked_for(caller: Caller, who: str) -> None:
    tenant = Tenant(caller)
    tenant.run("Set-Mailbox", Identity="AdeleV", Office="B1")
    plain, worded = found(tenant)[0], found(tenant, Formatted=True)[0]
    assert isinstance(plain["RecordType"], int)
    assert (worded["RecordType"], worded["UserType"]) == ("ExchangeAdmin", who)
    same = plain.keys() - {"RecordType", "UserType"}
    assert {name: plain[name] for name in same} == {name: worded[name] for name in same}
