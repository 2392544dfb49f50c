# Copyright (c) 2026 the m365.exchange contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Few commands are protected, each for a reason; what harms one mailbox is daily work."""

from __future__ import annotations

from typing import Any

import pytest

from ansible_collections.m365.exchange.plugins.module_utils._catalogue.cmdlets import all_names, find
from ansible_collections.m365.exchange.plugins.module_utils._catalogue.protected_writes import (
    PROTECTED,
    protection,
    protections,
)
from ansible_collections.m365.exchange.plugins.module_utils._commands.prepare_command import guards_of
from ansible_collections.m365.exchange.plugins.module_utils._errors.failure import Failure
from support.rows import each_row

ROLE_MANAGEMENT = "Role Management-Organization Management-Delegating"


@each_row(
    ("cmdlet", "parameters"),
    [
        ("Set-OrganizationConfig", {"OAuth2ClientProfileEnabled": False}),
        ("set-organizationconfig", {"oauth2clientprofileenabled": "$False"}),
        ("Set-OrganizationConfig", {"OAuth2ClientProfileEnabled": 0}),
        ("Set-OrganizationConfig", {"DefaultAuthenticationPolicy": "Block Basic"}),
        ("Set-OrganizationConfig", {"AutoExpandingArchive": True}),
        ("Set-AdminAuditLogConfig", {"UnifiedAuditLogIngestionEnabled": False}),
        ("Set-DataEncryptionPolicy", {"Identity": "Contoso", "PermanentDataPurgeRequested": True}),
        ("New-RetentionCompliancePolicy", {"Name": "x", "RestrictiveRetention": True}),
        ("Set-AppRetentionCompliancePolicy", {"Identity": "x", "RestrictiveRetention": "true"}),
        ("Update-RoleGroupMember", {"Identity": "Organization Management", "Members": ["anna"]}),
        ("Remove-ManagementRoleAssignment", {"Identity": ROLE_MANAGEMENT}),
        ("Set-ManagementRoleAssignment", {"Identity": ROLE_MANAGEMENT, "Enabled": False}),
        ("New-TransportRule", {"Name": "x", "DeleteMessage": True, "Priority": 0}),
        ("New-TransportRule", {"Name": "x", "DeleteMessage": True, "From": None, "SentTo": []}),
        ("New-TransportRule", {"Name": "x", "DeleteMessage": True, "HasNoClassification": False}),
        ("New-TransportRule", {"Name": "x", "DeleteMessage": True, "ExceptIfFrom": ["anna"]}),
        ("New-TransportRule", {"Name": "x", "DeleteMessage": True, "GenerateIncidentReport": "anna"}),
        ("Set-TransportRule", {"Identity": "x", "From": None}),
        ("set-transportrule", {"identity": "x", "from": "$null", "senttoscope": ""}),
        ("Set-TransportRule", {"Identity": "x", "SubjectContainsWords": [], "FromMemberOf": None}),
        ("Set-TransportRule", {"Identity": "x", "HasNoClassification": False}),
        ("Set-TransportRule", {"Identity": "x", "From": None, "DeleteMessage": True, "Priority": 0, "Confirm": False}),
        ("Set-TransportRule", {"Identity": "x", "From": None, "ExceptIfFrom": ["anna"]}),
        ("Set-TransportRule", {"Identity": "x", "From": None, "Mode": "Enforce"}),
        ("Set-TransportRule", {"Identity": "x", "From": None, "SenderAddressLocation": "Header"}),
        ("Set-TransportRule", {"Identity": "x", "SentTo": None, "From": {"Remove": ["anna"]}}),
        ("Set-TransportRule", {"Identity": "x", "SentTo": None, "ErrorAction": "Stop", "Verbose": True}),
        ("Set-TransportRule", {"Identity": "x", "SentTo": None, "NotDocumented": "x"}),
        ("New-TransportRule", {"Name": "x", "DeleteMessage": True, "From": {"Remove": ["anna"]}}),
        ("New-TransportRule", {"Name": "x", "DeleteMessage": True, "WarningAction": "SilentlyContinue"}),
    ],
)
def test_what_locks_an_organization_out_or_cannot_be_undone_is_protected(
    cmdlet: str, parameters: dict[str, Any]
) -> None:
    reason = protection(cmdlet, parameters)
    assert reason
    assert reason.endswith(".")
    assert protection(cmdlet, {**parameters, "WhatIf": True}) is None


@each_row(
    ("cmdlet", "parameters"),
    [
        ("Remove-Mailbox", {"Identity": "anna", "PermanentlyDelete": True}),
        ("Remove-DistributionGroup", {"Identity": "sales"}),
        ("Set-OrganizationConfig", {"OAuth2ClientProfileEnabled": True}),
        ("Set-OrganizationConfig", {"DefaultAuthenticationPolicy": None}),
        ("Set-OrganizationConfig", {"MailTipsAllTipsEnabled": False}),
        ("Set-AdminAuditLogConfig", {"UnifiedAuditLogIngestionEnabled": True}),
        ("Set-RetentionCompliancePolicy", {"Identity": "x", "RestrictiveRetention": False}),
        ("Update-RoleGroupMember", {"Identity": "Help Desk", "Members": ["anna"]}),
        ("Remove-ManagementRoleAssignment", {"Identity": "Mail Recipients-Help Desk"}),
        ("New-TransportRule", {"Name": "x", "DeleteMessage": True, "SubjectContainsWords": ["spam"]}),
        ("New-TransportRule", {"Name": "x", "DeleteMessage": True, "Mode": "AuditAndNotify"}),
        ("New-TransportRule", {"Name": "x", "DeleteMessage": True, "Enabled": False}),
        ("New-TransportRule", {"Name": "x", "PrependSubject": "[external]"}),
        ("Set-TransportRule", {"Identity": "x", "From": None, "FromMemberOf": "Sales"}),
        ("Set-TransportRule", {"Identity": "x", "From": None, "Mode": "Audit"}),
        ("Set-TransportRule", {"Identity": "x", "SentTo": None, "From": {"Add": ["anna"]}}),
        ("Set-TransportRule", {"Identity": "x", "SentTo": {"Add": ["anna"], "Remove": ["ben"]}}),
        ("Set-TransportRule", {"Identity": "x", "SentTo": {"remove": "anna", "@odata.type": "#Some.Type"}}),
        ("Set-TransportRule", {"Identity": "x", "SentTo": {"Remove": ["anna"], "Add": []}}),
        ("Set-TransportRule", {"Identity": "x", "ExceptIfFrom": {"Remove": ["anna"]}}),
        ("Set-TransportRule", {"Identity": "x", "AddToRecipients": {"Remove": ["anna"]}}),
        ("Set-TransportRule", {"Identity": "x", "PrependSubject": "[x]", "Verbose": False, "ErrorAction": ""}),
        ("Set-TransportRule", {"Identity": "x", "ExceptIfFrom": None}),
        ("Set-TransportRule", {"Identity": "x", "PrependSubject": None}),
        ("Set-TransportRule", {"Identity": "x", "DeleteMessage": False, "StopRuleProcessing": False}),
        ("Set-TransportRule", {"Identity": "x", "Comments": None, "ExpiryDate": None, "Confirm": False}),
        ("Set-TransportRule", {"Identity": "x", "DeleteMessage": True}),
        ("Set-TransportRule", {"Identity": "x", "FromScope": "NotInOrganization"}),
        ("Get-OrganizationConfig", {}),
    ],
)
def test_daily_work_is_not(cmdlet: str, parameters: dict[str, Any]) -> None:
    assert protection(cmdlet, parameters) is None


def test_the_table_speaks_of_cmdlets_and_parameters_that_exist() -> None:
    for guard in PROTECTED:
        meant = [find(name) for name in all_names() if guard.cmdlet.replace("*", "") in name.lower()]
        assert meant, guard.cmdlet
        for parameter in (*guard.when, *guard.unless):
            assert any(cmdlet is not None and cmdlet.has(parameter) for cmdlet in meant), parameter
        noun = guard.cmdlet.partition("-")[2]
        both = [find(f"{verb}-{noun}") for verb in ("New", "Set")]
        for parameter in guard.only:
            assert any(cmdlet is not None and cmdlet.has(parameter) for cmdlet in both), parameter


def test_what_narrows_a_transport_rule_is_all_that_has_an_exception() -> None:
    """Each condition has an exception of its name; the rest are settings and actions."""
    for guard in PROTECTED:
        known = find(guard.cmdlet) if guard.only else None
        if known is None:
            continue
        names = {name.lower() for name in known.parameters}
        exceptions = {name for name in names if name.startswith("exceptif")}
        conditions = names - exceptions - guard.only
        assert conditions == {name.removeprefix("exceptif") for name in exceptions}


def test_the_table_is_small() -> None:
    assert len(PROTECTED) < 20


def test_a_user_adds_names_patterns_and_reasons() -> None:
    added = guards_of(["remove-*group", {"cmdlet": "Remove-Mailbox", "reason": "Ask the service desk first."}])
    assert protection("Remove-DistributionGroup", {"Identity": "x"}, added)
    assert protection("Remove-Mailbox", {"Identity": "x"}, added) == "Ask the service desk first."
    assert protection("Remove-MailContact", {"Identity": "x"}, added) is None


@each_row("entry", ["Mailbox", "", 7, None, [], {"reason": "x"}, {"cmdlet": "A-B", "why": "x"}, "A-B C"])
def test_an_entry_that_names_no_cmdlet_is_refused(entry: Any) -> None:
    with pytest.raises(Failure) as caught:
        guards_of([entry])
    assert caught.value.key == "protected-not-valid"


def test_the_reasons_of_a_cmdlet_are_told_whatever_its_parameters() -> None:
    assert len(protections("Set-OrganizationConfig")) > 1
    assert protections("Remove-Mailbox") == []
