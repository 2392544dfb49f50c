# Copyright (c) 2026 the m365.exchange contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
from __future__ import annotations

from typing import Any

from ansible_collections.m365.exchange.plugins.module_utils._catalogue import cmdlets
from ansible_collections.m365.exchange.plugins.module_utils._catalogue.cmdlets import changes, classify, find
from ansible_collections.m365.exchange.plugins.module_utils._catalogue.did_you_mean import documented_names
from support.rows import each_row

# Seen in the service, without a page.
NO_PAGE = ["Get-CalendarSettings", "Set-CalendarSettings", "Get-ComplianceCaseStatistics", "Enable-ATPEvaluationRule"]


@each_row(
    "cmdlet",
    [
        "Get-Mailbox",
        "get-mailbox",
        "Test-OAuthConnectivity",
        "Search-MailboxAuditLog",
        "Export-TransportRuleCollection",
        "Preview-QuarantineMessage",
        "Validate-RetentionRuleQuery",
        "Get-EXOMailbox",
    ],
)
def test_reads(cmdlet: str) -> None:
    assert classify(cmdlet, {}) == "read"
    assert not changes(cmdlet, {})


@each_row(
    "cmdlet",
    [
        "New-Mailbox",
        "Remove-Mailbox",
        "Add-MailboxPermission",
        "Enable-Mailbox",
        "Disable-Mailbox",
        "Clear-MobileDevice",
        "Test-Message",
        "Validate-OutboundConnector",
        "Update-HybridConfiguration",
        "Start-MigrationBatch",
        "Rotate-DkimSigningConfig",
        "Import-TransportRuleCollection",
        "Enable-OrganizationCustomization",
    ],
)
def test_writes(cmdlet: str) -> None:
    assert classify(cmdlet, {}) == "write"
    assert changes(cmdlet, {})


@each_row("cmdlet", ["Get-Frobnication", "Set-Frobnication", "Search-Mailbox", "Frobnicate-Mailbox", "", *NO_PAGE])
def test_what_nobody_knows_is_a_write(cmdlet: str) -> None:
    assert classify(cmdlet, {}) == "write"


@each_row(
    ("cmdlet", "parameters"),
    [
        ("Set-Mailbox", {"Identity": "anna", "MailTip": "Away"}),
        ("set-mailbox", {"identity": "anna", "EmailAddresses": ["SMTP:a@contoso.com"]}),
        ("Enable-TransportRule", {"Identity": "r"}),
        ("Disable-InboxRule", {"Identity": "r"}),
        ("Update-DistributionGroupMember", {"Identity": "g", "Members": ["a", "b"]}),
    ],
)
def test_absolute_values_are_idempotent(cmdlet: str, parameters: dict[str, Any]) -> None:
    assert classify(cmdlet, parameters) == "idempotent_write"
    assert changes(cmdlet, parameters)


@each_row(
    ("cmdlet", "parameters"),
    [
        ("Set-Mailbox", {"Identity": "anna", "EmailAddresses": {"Add": ["a@contoso.com"]}}),
        ("Set-Mailbox", {"Identity": "anna", "EmailAddresses": {"@odata.type": "x", "remove": "a@contoso.com"}}),
        ("Set-Mailbox", {"Identity": "room", "RoomMailboxPassword": "secret"}),
        ("Set-Mailbox", {"Identity": "anna", "Frobnicate": True}),
        ("Set-Mailbox", {"Identity": "anna", "RemoveDelayHoldApplied": True}),
        ("Set-RetentionCompliancePolicy", {"Identity": "p", "AddExchangeLocation": ["a"]}),
        ("Set-RetentionCompliancePolicy", {"Identity": "p", "RetryDistribution": True}),
        ("Set-MigrationBatch", {"Identity": "b"}),
    ],
)
def test_relative_values_passwords_and_actions_are_not(cmdlet: str, parameters: dict[str, Any]) -> None:
    assert classify(cmdlet, parameters) == "write"


def test_session_of_the_audit_log_is_not_repeated_and_changes_nothing() -> None:
    assert classify("Search-UnifiedAuditLog", {}) == "read"
    assert classify("Search-UnifiedAuditLog", {"sessionid": "x"}) == "write"
    assert not changes("Search-UnifiedAuditLog", {"SessionId": "x"})
    assert classify("Test-MigrationServerAvailability", {}) == "write"
    assert not changes("Test-MigrationServerAvailability", {})


def test_no_cmdlet_with_a_writing_verb_counts_as_read() -> None:
    harmless = ("Get", "Test", "Search", "Export", "Preview", "Validate")
    for name in documented_names().values():
        if classify(name, {}) == "read":
            assert name.split("-")[0] in harmless, name


def test_every_exception_is_a_cmdlet_of_the_catalogue_and_has_a_reason() -> None:
    gone = {"search-mailbox"}
    tables = (
        cmdlets._READS_BY_NAME,
        cmdlets._WRITES_BY_NAME,
        cmdlets._NOT_IDEMPOTENT,
        cmdlets._IDEMPOTENT_BY_NAME,
    )
    for table in tables:
        for name, reason in table.items():
            assert find(name) is not None or name in gone, name
            assert len(reason.split()) > 2
    for name, (parameter, reason) in cmdlets._READS_ONCE.items():
        cmdlet = find(name)
        assert cmdlet is not None
        assert parameter == "" or cmdlet.has(parameter)
        assert len(reason.split()) > 2
