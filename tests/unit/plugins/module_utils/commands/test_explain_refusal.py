# Copyright (c) 2026 the m365.exchange contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What is looked at before a command is sent."""

from __future__ import annotations

from typing import Any

import pytest

from ansible_collections.m365.exchange.plugins.module_utils._commands import explain_refusal
from ansible_collections.m365.exchange.plugins.module_utils._commands.explain_refusal import explain_refused_call
from ansible_collections.m365.exchange.plugins.module_utils._commands.prepare_command import prepare_call
from ansible_collections.m365.exchange.plugins.module_utils._connection.open_connection import Connection
from ansible_collections.m365.exchange.plugins.module_utils._errors.all_advice import failure
from ansible_collections.m365.exchange.plugins.module_utils._errors.failure import Failure, Trace
from ansible_collections.m365.exchange.plugins.module_utils._exchange_client.request_and_route import Call
from ansible_collections.m365.exchange.plugins.module_utils._exchange_client.send_and_page import Sender
from support.access import access_of
from support.options import command_of
from support.rows import each_row


@each_row(
    ("options", "words"),
    [
        ({"cmdlet": "Get-Mialbox"}, "Get-Mailbox? It is sent as it is."),
        ({"cmdlet": "Set-Mailbox", "parameters": {"ImapEnabled": True}}, "Set-CASMailbox"),
        ({"cmdlet": "Get-MessageTrace"}, "use Get-MessageTraceV2."),
        ({"cmdlet": "Get-MessageTrace", "catalogue": "strict"}, "use Get-MessageTraceV2."),
    ],
)
def test_what_helps_is_said(options: dict[str, Any], words: str) -> None:
    assert words in " ".join(prepare_call(command_of(options)).notes)


@each_row(
    "options",
    [
        {"cmdlet": "Get-Mailbox"},
        {"cmdlet": "Get-LimitsEnforcementStatus"},
        {"cmdlet": "Get-Mialbox", "catalogue": "off"},
        {"cmdlet": "Get-EXOMailbox", "catalogue": "off"},
        {"cmdlet": "Set-Mailbox", "parameters": {"ImapEnabled": True}, "catalogue": "off"},
        {"cmdlet": "Get-MessageTrace", "catalogue": "off"},
    ],
)
def test_what_does_not_help_is_not_said(options: dict[str, Any]) -> None:
    assert prepare_call(command_of(options)).notes == ()


@each_row(
    ("options", "key", "words"),
    [
        ({"cmdlet": "Get-EXOMailbox"}, "client-module-cmdlet", "Use Get-Mailbox."),
        ({"cmdlet": "Get-EXOMailbox", "catalogue": "strict"}, "client-module-cmdlet", "Use Get-Mailbox."),
        ({"cmdlet": "Connect-ExchangeOnline"}, "client-module-cmdlet", "exo_connect"),
        ({"cmdlet": "Get-VivaModuleFeature"}, "client-module-cmdlet", "Microsoft's own module"),
        ({"cmdlet": "Get-Mialbox", "catalogue": "strict"}, "not-documented", "did you mean Get-Mailbox?"),
        ({"cmdlet": "Get-LimitsEnforcementStatus", "catalogue": "strict"}, "not-documented", "has no page of"),
        ({"cmdlet": "Get-Unheardof", "catalogue": "strict"}, "not-documented", "knows no cmdlet"),
        (
            {"cmdlet": "Set-Place", "parameters": {"Desks": 1}, "catalogue": "strict"},
            "not-documented",
            "without the parameter Desks",
        ),
        (
            {"cmdlet": "Set-OrganizationConfig", "parameters": {"OAuth2ClientProfileEnabled": False}},
            "tenant-wide",
            "modern authentication",
        ),
        (
            {
                "cmdlet": "Set-OrganizationConfig",
                "parameters": {"OAuth2ClientProfileEnabled": False},
                "catalogue": "off",
            },
            "tenant-wide",
            "allow_tenant_wide: true",
        ),
        ({"cmdlet": "Remove-Mailbox", "protected": ["Remove-*"]}, "tenant-wide", "Remove-Mailbox"),
        ({"cmdlet": "Get-Mailbox", "protected": ["nothing"]}, "protected-not-valid", "nothing"),
        ({"cmdlet": "Get-Mailbox", "anchor_mailbox": "adele"}, "anchor-not-valid", "adele"),
    ],
)
def test_what_must_not_be_sent_is_refused(options: dict[str, Any], key: str, words: str) -> None:
    with pytest.raises(Failure) as caught:
        prepare_call(command_of(options))
    assert (caught.value.key, caught.value.outcome) == (key, "did_not_run")
    assert words in caught.value.line


def test_a_person_who_means_it_may() -> None:
    parameters = {"OAuth2ClientProfileEnabled": False}
    call = prepare_call(
        command_of({"cmdlet": "Set-OrganizationConfig", "parameters": parameters, "allow_tenant_wide": True})
    )
    assert call.parameters["OAuth2ClientProfileEnabled"] is False


def test_the_routing_switch_is_not_sent() -> None:
    parameters = {"Identity": "AdeleV@contoso.com", "UseCustomRouting": True}
    call = prepare_call(command_of({"cmdlet": "Get-MailboxStatistics", "parameters": parameters}))
    assert "UseCustomRouting" not in call.parameters
    assert call.route is not None
    assert call.route.computed


# After a blank refusal


class Listing:
    """The service's list of permitted cmdlets, which counts how often it is asked."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch, *names: str, broken: int | None = None) -> None:
        self.asked, self.names, self.broken = 0, frozenset(names), broken
        monkeypatch.setattr(explain_refusal, "permitted_cmdlets", self.permitted)
        monkeypatch.setattr(explain_refusal, "replace", lambda sender, **_changes: sender)
        sender: Any = None
        self.connection = Connection(access_of(), sender)

    def permitted(self, _sender: Sender) -> frozenset[str]:
        self.asked += 1
        if self.broken is not None:
            raise failure("session-not-connected", trace=Trace(http_status=self.broken))
        return self.names

    def refuse(self, cmdlet: str, key: str = "cmdlet-not-available", **more: Any) -> Failure:
        """What becomes of a refusal of ``cmdlet``."""
        named = ("organization", "hint", "text")
        facts: dict[str, Any] = {"cmdlet": cmdlet, **dict.fromkeys(named, "x")}
        trace = Trace(http_status=403, client_request_id="client-request-7")
        error = failure(key, trace=trace, more={"attempts": 1}, **facts)
        return explain_refused_call(self.connection, Call(cmdlet, "read", "7", **more), error) or error


def test_the_service_is_asked_once_for_each_connection(monkeypatch: pytest.MonkeyPatch) -> None:
    listing = Listing(monkeypatch, "Get-Mailbox")
    error = listing.refuse("Set-Mailbox")
    assert (error.key, error.outcome, error.trace.client_request_id) == (
        "role-missing",
        "did_not_run",
        "client-request-7",
    )
    assert error.more == {"attempts": 1}
    assert listing.refuse("Get-Mialbox").key == "cmdlet-misspelt"
    assert listing.refuse("New-UnifiedGroup").key == "cmdlet-not-for-applications"
    assert listing.asked == 1


def test_a_question_that_fails_leaves_the_failure_as_it_was(monkeypatch: pytest.MonkeyPatch) -> None:
    listing = Listing(monkeypatch, broken=500)
    assert listing.refuse("Set-Mailbox").key == "cmdlet-not-available"
    assert listing.refuse("Set-Mailbox").key == "cmdlet-not-available"
    assert listing.asked == 1


def test_who_may_not_even_ask_has_no_role(monkeypatch: pytest.MonkeyPatch) -> None:
    error = Listing(monkeypatch, broken=403).refuse("Set-Mailbox")
    assert error.key == "role-missing"
    assert "directory role" in error.line


def test_other_failures_and_a_silent_catalogue_ask_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    listing = Listing(monkeypatch)
    assert listing.refuse("Set-Mailbox", "forbidden").key == "forbidden"
    assert listing.refuse("Get-Mialbox", catalogue="off").key == "cmdlet-not-available"
    assert listing.asked == 0
