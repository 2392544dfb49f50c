# Copyright (c) 2026 the m365.exchange contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What is said of a command before it is sent, and after a blank refusal."""

from __future__ import annotations

from fnmatch import fnmatchcase

from hypothesis import given
from hypothesis import strategies as st

from ansible_collections.m365.exchange.plugins.module_utils._catalogue.cmdlets import all_names, find
from ansible_collections.m365.exchange.plugins.module_utils._catalogue.command_warnings import (
    _RETIRED_CMDLETS,
    instead_of,
    notes_on,
    retirement,
    service_note,
)
from ansible_collections.m365.exchange.plugins.module_utils._catalogue.diagnose_forbidden import diagnosis
from ansible_collections.m365.exchange.plugins.module_utils._catalogue.did_you_mean import cmdlets_with
from ansible_collections.m365.exchange.plugins.module_utils._catalogue.usual_roles import (
    _COMPLIANCE_ROLES,
    _EXCHANGE_ROLES,
    usual_role,
)
from ansible_collections.m365.exchange.plugins.module_utils._errors.all_advice import failure
from support.rows import each_row


@each_row(
    ("cmdlet", "parameters", "words"),
    [
        ("Get-Mialbox", [], "did you mean Get-Mailbox?"),
        ("Delete-Mailbox", [], "did you mean Remove-Mailbox?"),
        ("Set-Mailbox", ["ImapEnabled"], "which is one of Set-CASMailbox"),
        ("Set-Mailbox", ["MailTips"], "did you mean MailTip?"),
        ("Set-Mailbox", ["LitigationHold"], "LitigationHoldEnabled"),
        ("Get-MessageTrace", [], "use Get-MessageTraceV2"),
        ("get-messagetracedetail", [], "use Get-MessageTraceDetailV2"),
        ("Set-ClientAccessRule", [], "use Conditional Access"),
        ("Remove-ActiveSyncDevice", [], "use Remove-MobileDevice"),
        ("Search-MailboxAuditLog", [], "use Search-UnifiedAuditLog"),
    ],
)
def test_what_helps_is_worth_a_warning(cmdlet: str, parameters: list[str], words: str) -> None:
    assert words in " ".join(note.text for note in notes_on(cmdlet, dict.fromkeys(parameters, "x")) if note.is_useful)


@each_row(
    ("cmdlet", "parameters"),
    [
        ("Get-Mailbox", ["Identity", "RESULTSIZE"]),
        ("Set-Mailbox", ["ErrorAction", "Verbose"]),
        # What clients of the service know, and the documentation does not (resources of CIPP and Microsoft365DSC).
        ("Get-LimitsEnforcementStatus", []),
        ("Set-Place", ["Desks"]),
        ("Set-RemoteDomain", ["SmtpDaneMandatoryModeEnabled"]),
    ],
)
def test_what_is_right_or_nothing_is_known_of_gets_no_warning(cmdlet: str, parameters: list[str]) -> None:
    assert [note for note in notes_on(cmdlet, dict.fromkeys(parameters, "x")) if note.is_useful] == []


@each_row(
    ("cmdlet", "parameters", "doubts"),
    [
        ("Get-Mailbox", ["Identity"], 0),
        ("Get-MessageTrace", [], 0),
        ("Get-LimitsEnforcementStatus", [], 1),
        ("Get-ClientAccessRule", [], 1),
        ("Set-Place", ["Desks", "Identity"], 1),
        ("Set-Mailbox", ["ImapEnabled", "Nothing"], 2),
    ],
)
def test_strict_counts_what_the_documentation_does_not_have(cmdlet: str, parameters: list[str], doubts: int) -> None:
    assert sum(note.is_doubt for note in notes_on(cmdlet, dict.fromkeys(parameters, "x"))) == doubts


@given(st.text(max_size=40), st.lists(st.text(max_size=20), max_size=3))
def test_nothing_that_is_written_is_an_error(cmdlet: str, parameters: list[str]) -> None:
    for note in (
        *notes_on(cmdlet, dict.fromkeys(parameters, "x")),
        *notes_on("Set-Mailbox", dict.fromkeys(parameters, "x")),
    ):
        assert note.text.endswith((".", "?"))


@each_row(
    ("cmdlet", "service", "told"),
    [
        ("Get-Mailbox", "exchange", False),
        ("Get-Label", "exchange", True),
        ("Get-Label", "compliance", False),
        ("Get-Mailbox", "compliance", True),
        ("Get-User", "compliance", False),
        ("Get-Unheardof", "compliance", False),
        ("Get-EXOMailbox", "compliance", False),
    ],
)
def test_a_cmdlet_of_another_service_is_told(cmdlet: str, service: str, told: bool) -> None:
    assert (service_note(cmdlet, service) is not None) is told


def test_each_cmdlet_of_the_client_module_that_has_a_counterpart_names_it() -> None:
    assert instead_of("get-exomailbox") == "Get-Mailbox"
    assert "exo_connect" in str(instead_of("Connect-ExchangeOnline"))
    assert "compliance" in str(instead_of("Connect-IPPSSession"))
    assert instead_of("Get-VivaModuleFeature") is None


def test_a_parameter_is_found_where_a_line_of_the_data_ends_or_begins() -> None:
    for name in all_names()[::7]:
        cmdlet = find(name)
        assert cmdlet is not None
        for parameter in list(cmdlet.parameters.values())[::5]:
            for other in cmdlets_with(parameter.name, name):
                found = find(other)
                assert found is not None
                assert found.has(parameter.name)


def test_each_replacement_is_a_cmdlet_or_words() -> None:
    for name in _RETIRED_CMDLETS:
        found = retirement(name)
        assert found is not None
        first = found.replacement.split(" ")[0]
        assert "*" not in first
        assert "-" not in first or find(first) is not None, name


PERMITTED = frozenset({"Get-Mailbox", "Get-Unheardof"})


@each_row(
    ("cmdlet", "service", "permitted", "application", "key"),
    [
        ("Get-Mialbox", "exchange", PERMITTED, True, "cmdlet-misspelt"),
        ("Get-Mialbox", "exchange", None, True, "cmdlet-misspelt"),
        ("Frobnicate-Xyzzy", "exchange", frozenset(), True, "cmdlet-misspelt"),
        ("Get-Label", "exchange", PERMITTED, True, "cmdlet-elsewhere"),
        ("Get-Mailbox", "compliance", None, True, "cmdlet-elsewhere"),
        ("Set-Mailbox", "exchange", PERMITTED, True, "role-missing"),
        ("Set-Mailbox", "exchange", frozenset(), False, "role-missing"),
        ("Set-Mailbox", "exchange", None, True, None),
        ("New-UnifiedGroup", "exchange", PERMITTED, True, "cmdlet-not-for-applications"),
        ("New-UnifiedGroup", "exchange", PERMITTED, False, "role-missing"),
        ("Set-UnifiedGroup", "exchange", PERMITTED, True, "role-missing"),
        ("get-mailbox", "exchange", PERMITTED, True, "cmdlet-listed"),
        ("Get-Unheardof", "exchange", PERMITTED, True, "cmdlet-listed"),
        ("Get-EXOMailbox", "exchange", PERMITTED, True, "client-module-cmdlet"),
    ],
)
def test_a_blank_refusal_is_told_apart(
    cmdlet: str, service: str, permitted: frozenset[str] | None, application: bool, key: str | None
) -> None:
    found = diagnosis(cmdlet, service, permitted, application=application)
    assert (found.key if found else None) == key
    if found is not None:
        card = failure(found.key, cmdlet=cmdlet, organization="contoso.onmicrosoft.com", **found.facts)
        assert cmdlet in card.line


def test_the_list_of_the_identity_finds_names_that_the_documentation_does_not_have() -> None:
    found = diagnosis("Get-Unheardoff", "exchange", PERMITTED, application=True)
    assert found is not None
    assert "Get-Unheardof?" in found.facts["question"]


@each_row(
    ("cmdlet", "service", "words"),
    [
        ("New-TransportRule", "exchange", "Transport Rules (role group: Organization Management)"),
        ("Get-Mailbox", "exchange", "Mail Recipients (role group: Recipient Management, or a view-only role)"),
        ("New-ManagementRoleAssignment", "exchange", "Role Management"),
        ("Get-DlpCompliancePolicy", "compliance", "DLP Compliance Management"),
        (
            "New-InformationBarrierPolicy",
            "compliance",
            "IB Compliance Management (role group: Compliance Admin",
        ),
        ("Set-AuthenticationPolicy", "exchange", "Organization Configuration (role group: Organization Management)"),
        ("Get-ComplianceTag", "compliance", "Retention Management (role group: Compliance Administrator, or a view"),
    ],
)
def test_the_usual_role_is_named(cmdlet: str, service: str, words: str) -> None:
    assert words in str(usual_role(cmdlet, service))


@each_row("cmdlet", ["Get-Unheardof", "Get-Place", "Set-User", "Start-HistoricalSearch"])
def test_no_role_is_made_up(cmdlet: str) -> None:
    assert usual_role(cmdlet) is None


def test_each_row_of_the_roles_is_of_some_cmdlet_and_counts() -> None:
    names = {one.lower() for one in all_names()}
    for table in (_EXCHANGE_ROLES, _COMPLIANCE_ROLES):
        for number, (pattern, _role, _group) in enumerate(table):
            own = {one for one in names if fnmatchcase(one, pattern)}
            before = {one for earlier, *_more in table[:number] for one in own if fnmatchcase(one, earlier)}
            assert own - before, pattern
